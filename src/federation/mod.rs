//! ActivityPub in and out.

pub mod addresses;
pub mod client;
pub mod guard;
pub mod html;
pub mod json;
pub mod objects;
pub mod origin;
pub mod signatures;
pub mod wire;
