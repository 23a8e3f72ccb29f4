//! The shapes of things on the wire: publications and actors as `ActivityStreams` objects.

pub mod added;
pub mod received;
pub mod sent;
