//! `comarca serve`: the node's own listener.

pub mod connections;
pub mod listener;
pub mod node;
pub mod patience;
mod probes;
pub mod proxy;
pub mod server;
pub mod shutdown;
pub mod tls;

#[cfg(test)]
mod tests;
