//! ActivityPub in and out.
