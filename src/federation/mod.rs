//! ActivityPub in and out.

pub mod addresses;
pub mod client;
pub mod guard;
pub mod html;
pub mod signatures;
