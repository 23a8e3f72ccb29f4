//! Pure types and rules: no async, no I/O, nothing that knows a database or a wire format.

pub mod action;
pub mod actor;
pub mod backoff;
pub mod blocklist;
pub mod client_address;
pub mod follow;
pub mod id;
pub mod language;
pub mod minutes;
pub mod moderation;
pub mod organisation;
pub mod page;
pub mod permission;
pub mod person;
pub mod place;
pub mod publication;
pub mod redirect;
pub mod refusal;
pub mod role;
pub mod scope;
pub mod text;
pub mod theme;
pub mod time;
pub mod visibility;
pub mod word;
