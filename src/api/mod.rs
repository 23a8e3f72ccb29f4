//! The client API, as Mastodon's applications know it. `router` lists every route; a file for each resource; `view` makes
//! entities of rows; `session` says who asks. Nothing here writes: the verbs of `node` do.

mod account_actions;
mod account_lists;
mod accounts;
mod admin_accounts;
mod admin_domains;
mod answer;
mod apps;
mod cors;
mod credentials;
mod entities;
mod error;
mod instance;
mod language;
mod media;
mod nothing;
mod notification_groups;
mod notifications;
mod oauth;
pub mod open;
mod paging;
mod params;
mod polls;
mod quotes;
mod reactions;
mod reports;
mod router;
mod scheduled;
mod search;
mod session;
mod settings;
mod status_context;
mod statuses;
mod text;
mod timelines;
mod view;

pub use router::router;

#[cfg(test)]
mod tests;
