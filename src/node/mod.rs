//! The verbs of the house: what a node does on purpose, for a person who may.
//!
//! Each decides by the rules of `domain`, writes once through the store, and rings the bells after the commit.
//! None waits for the network while a write is open.

pub mod access;
pub mod account;
pub mod acting;
pub mod adhesion;
pub mod adoption;
pub mod alliance;
pub mod appearance;
pub mod approval;
pub mod backup;
pub mod boost;
pub mod choices;
pub mod cosign;
pub mod email;
pub mod embargo;
pub mod emblem;
pub mod export;
pub mod follow;
pub mod graduation;
pub mod group;
pub mod health;
pub mod identity;
pub mod importing;
pub mod invite;
pub mod later;
pub mod leaving;
pub mod like;
pub mod mail;
pub mod media;
pub mod membership;
pub mod moderation;
pub mod moving;
pub mod oauth;
pub mod opening;
pub mod passkey;
pub mod password;
pub mod peers;
pub mod people;
pub mod pin;
pub mod profile;
pub mod publish;
pub mod quote;
pub mod recognition;
pub mod rehearsal;
pub mod report;
pub mod resolve;
pub mod rotation;
pub mod rsvp;
pub mod second_factor;
pub mod secret;
pub mod setup;
pub mod stamp;
pub mod tending;
pub mod token;
pub mod unsubscribe;
pub mod verdict;
pub mod vote;

#[cfg(test)]
mod passkey_tests;
#[cfg(test)]
mod publish_tests;
#[cfg(test)]
mod role_tests;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
pub mod testing_device;
