//! The Mastodon client API and open data.

pub mod entities;
pub mod error;
pub mod paging;
pub mod params;
pub mod scopes;
