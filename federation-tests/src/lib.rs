//! Comarca proved from outside: real nodes as processes on loopback, and peers that follow a script.
//!
//! A test is a conversation: it opens a [`Net`](net::Net), lets its nodes speak, and looks at what the others show.
//! Everything started here ends with the test, also when the test fails. Nothing sleeps for a fixed time: what has
//! to happen is waited for ([`patience`]), with a deadline.

pub mod browser;
pub mod calendar;
pub mod disorder;
pub mod fedify;
pub mod gate;
pub mod net;
pub mod node;
pub mod papers;
pub mod patience;
pub mod peer;
pub mod postgres;
pub mod process;
pub mod program;
pub mod streets;
pub mod voice;
