//! What we send: our publications and activities as `ActivityStreams` documents.

pub mod actor;
pub mod event;
pub mod extension;
mod extras;
pub mod files;
pub mod fit;
pub mod publication;
pub mod stamp;
pub mod when;
pub mod words;
pub mod wrap;

#[cfg(test)]
mod lint;
#[cfg(test)]
mod tests;
