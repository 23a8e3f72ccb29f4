//! ActivityPub in and out.

pub mod addresses;
pub mod client;
pub mod context;
pub mod delivery;
pub mod guard;
pub mod html;
pub mod json;
pub mod keyring;
pub mod objects;
pub mod origin;
pub mod outbox;
pub mod recipients;
pub mod signatures;
pub mod waking;
pub mod wire;
