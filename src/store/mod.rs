//! The only SQL. One file per cluster of tables; functions take `&mut Tx` and return rows or domain values.
//!
//! Portable by rule: `$1` parameters, times cut to milliseconds by the clock, text folded in Rust (`domain::text::fold`),
//! no `now()`, arrays, `ilike`, `distinct on` or `serial`; list-valued things are tables; names are sorted outside SQL.
//! `search.rs` alone may differ by engine. On SQLite the name of a violated constraint is unknown, so decide by operation.

pub mod columns;
pub mod db;
pub mod sql;
pub mod writer;

pub mod account_requests;
pub mod activities;
pub mod actors;
pub mod adhesions;
pub mod alliances;
pub mod attachments;
pub mod audit;
pub mod blocklists;
pub mod cached;
pub mod clients;
pub mod deliveries;
pub mod details;
pub mod domain_rules;
pub mod embargoes;
pub mod export;
pub mod extras;
pub mod follows;
pub mod former;
pub mod groups;
pub mod health;
pub mod home;
pub mod inbound;
pub mod invitations;
pub mod jobs;
pub mod keys;
pub mod listing;
pub mod moderation;
pub mod notifications;
pub mod oauth;
pub mod one_time;
pub mod origins;
pub mod passkeys;
pub mod people;
pub mod pins;
pub mod polls;
pub mod preferences;
pub mod publications;
pub mod quotes;
pub mod reactions;
pub mod receipts;
pub mod relays;
pub mod reports;
pub mod retention;
pub mod saved;
pub mod search;
pub mod second_factor;
pub mod served;
pub mod sessions;
pub mod settings;
pub mod shown;
pub mod snapshot;
pub mod stamps;
pub mod transfer;
pub mod viewing;
pub mod wall;

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod writer_tests;

pub use db::{Db, Tx};
