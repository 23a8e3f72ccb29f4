//! ActivityPub in and out.

pub mod activities;
pub mod addresses;
pub mod answer;
pub mod arrival;
pub mod asker;
pub mod client;
pub mod clocks;
pub mod collections;
pub mod consent;
pub mod context;
pub mod copies;
pub mod delivery;
pub mod discovery;
pub mod documents;
pub mod evidence;
pub mod fetch;
pub mod files;
pub mod forwarding;
pub mod guard;
pub mod html;
pub mod inbox;
pub mod json;
pub mod keyholders;
pub mod keyring;
pub mod media_type;
pub mod nodeinfo;
pub mod objects;
pub mod origin;
pub mod outbox;
pub mod peers;
pub mod recipients;
pub mod rehearsal;
pub mod relay;
pub mod routes;
pub mod signatures;
pub mod stamps;
pub mod texts;
pub mod trust;
pub mod waking;
pub mod webfinger;
pub mod wire;

#[cfg(test)]
pub mod testing;
