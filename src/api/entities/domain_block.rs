//! A rule about a domain, as those who run the node see it, and as everybody does.

use super::{At, Id};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdminDomainBlock {
    pub id: Id,
    pub domain: String,
    pub digest: String,
    pub created_at: At,
    pub severity: &'static str,
    pub reject_media: bool,
    pub reject_reports: bool,
    pub private_comment: String,
    pub public_comment: String,
    pub obfuscate: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainBlock {
    pub domain: String,
    pub digest: String,
    pub severity: &'static str,
    pub comment: String,
}
