//! ActivityPub in and out.

pub mod addresses;
pub mod client;
pub mod guard;
pub mod signatures;
