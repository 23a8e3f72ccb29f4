//! What we send: our publications and activities as `ActivityStreams` documents.

pub mod actor;
pub mod publication;
pub mod wrap;
