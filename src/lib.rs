//! Comarca: a federated collaboration server. `ARCHITECTURE.md` is the map of this crate.

pub mod api;
pub mod cli;
pub mod domain;
pub mod federation;
pub mod jobs;
pub mod node;
pub mod store;
pub mod web;

#[cfg(test)]
mod tests;
