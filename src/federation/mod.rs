//! ActivityPub in and out.

pub mod guard;
pub mod signatures;
