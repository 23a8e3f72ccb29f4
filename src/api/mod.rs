//! The Mastodon client API and open data.
