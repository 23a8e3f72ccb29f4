//! The Mastodon client API and open data.

pub mod answer;
pub mod cors;
pub mod entities;
pub mod error;
pub mod paging;
pub mod params;
pub mod session;
mod text;
pub mod view;
