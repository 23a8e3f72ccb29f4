//! The verbs of the house: what a node does on purpose, for a person who may.
//!
//! Each decides by the rules of `domain`, writes once through the store, and rings the bells after the commit.
//! None waits for the network while a write is open.

pub mod access;
pub mod account;
pub mod acting;
pub mod boost;
pub mod emblem;
pub mod follow;
pub mod identity;
pub mod invite;
pub mod like;
pub mod media;
pub mod moderation;
pub mod oauth;
pub mod password;
pub mod peers;
pub mod profile;
pub mod publish;
pub mod report;
pub mod resolve;
pub mod rsvp;
pub mod secret;
pub mod token;

#[cfg(test)]
mod publish_tests;
#[cfg(test)]
mod role_tests;
#[cfg(test)]
pub mod testing;
