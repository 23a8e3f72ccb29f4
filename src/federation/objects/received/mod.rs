//! What others publish, read into our words. Nothing here looks anything up: ids of ours are given afterwards.

pub mod actor;
mod extras;
pub mod kinds;
pub mod media;
pub mod place;
pub mod publication;
pub mod stamp;
pub mod words;
