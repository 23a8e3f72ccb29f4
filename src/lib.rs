//! Comarca: a federated collaboration server. `ARCHITECTURE.md` is the map of this crate.

pub mod api;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod error;
pub mod federation;
pub mod ids;
pub mod jobs;
pub mod node;
pub mod store;
pub mod web;
pub mod words;

#[cfg(test)]
mod tests;
