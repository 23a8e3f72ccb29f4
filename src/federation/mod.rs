//! ActivityPub in and out.

pub mod addresses;
pub mod arrival;
pub mod client;
pub mod context;
pub mod delivery;
pub mod fetch;
pub mod guard;
pub mod html;
pub mod json;
pub mod keyring;
pub mod media_type;
pub mod objects;
pub mod origin;
pub mod outbox;
pub mod peers;
pub mod recipients;
pub mod signatures;
pub mod waking;
pub mod webfinger;
pub mod wire;
