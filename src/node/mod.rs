//! The verbs of the house: what a node does on purpose.

pub mod access;
pub mod oauth;
pub mod secret;
pub mod token;
