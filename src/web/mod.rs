//! HTML pages: server-rendered, complete without JavaScript, in five languages. One file per page; `router.rs` lists
//! them in order. What pages share: `reader` (who looks), `answer` (templates and errors), `card` (a publication in a
//! list), `fields` (what a form sent), `headers` (what a page may load).

mod answer;
mod assets;
mod back;
mod card;
mod chart;
mod cookies;
mod diff;
mod emblem;
mod facets;
mod factor;
mod fields;
mod file;
mod filters;
mod form;
mod frame;
mod headers;
mod limits;
mod manner;
mod moments;
mod month;
mod negotiate;
mod pager;
mod passkey;
mod reader;
mod receipts;
mod remembered;
mod router;
mod shape;
mod state;
mod tint;

mod about;
mod actor;
mod adhesion;
mod admin;
mod agenda;
mod alliances;
mod appeal;
mod arriving;
mod asking;
mod beside;
mod calendar;
mod charters;
mod compose;
mod consent;
mod directory;
mod drafts;
mod embed;
mod feed;
mod follow;
mod forgot;
mod history;
mod home;
mod joining;
mod later;
#[cfg(test)]
mod later_tests;
mod lists;
mod map;
mod media;
mod moderation;
mod moved;
mod notifications;
mod paper;
mod poster;
mod publication;
mod reactions;
mod recognitions;
mod report;
mod requests;
mod reset;
mod saved;
mod search;
mod settings;
mod setup;
mod share;
mod sign_in;
mod sign_up;
mod signatures;
mod stamps;
mod start;
mod styles;
mod unsubscribe;
mod welcome;

#[cfg(test)]
mod alliance_tests;
#[cfg(test)]
mod arrival_tests;
#[cfg(test)]
mod collaboration_tests;
#[cfg(test)]
mod face_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod passkey_tests;
#[cfg(test)]
mod setup_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use router::router;
