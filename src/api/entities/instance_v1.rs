//! Instance (v1), which `toot` and older applications still ask for.

use super::instance::{shared_configuration, version};
use super::{Account, InstanceFacts, Rule};
use crate::config::choices::Registration;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InstanceV1 {
    pub uri: String,
    pub title: String,
    pub short_description: String,
    pub description: String,
    pub email: String,
    pub version: String,
    pub urls: Value,
    pub stats: Value,
    pub thumbnail: String,
    pub languages: Vec<String>,
    pub registrations: bool,
    pub approval_required: bool,
    pub invites_enabled: bool,
    pub configuration: Value,
    pub contact_account: Option<Account>,
    pub rules: Vec<Rule>,
}

impl From<&InstanceFacts> for InstanceV1 {
    fn from(facts: &InstanceFacts) -> InstanceV1 {
        InstanceV1 {
            uri: facts.domain.clone(),
            title: facts.title.clone(),
            short_description: facts.description.clone(),
            description: facts.description.clone(),
            email: facts.contact_email.clone(),
            version: version(),
            urls: json!({ "streaming_api": facts.base }),
            stats: json!({
                "user_count": facts.people,
                "status_count": facts.publications,
                "domain_count": facts.peers,
            }),
            thumbnail: facts.icon.clone(),
            languages: facts.languages.clone(),
            registrations: facts.registration.is_offered(),
            approval_required: facts.registration == Registration::Approval,
            invites_enabled: facts.registration != Registration::Closed,
            configuration: shared_configuration(facts),
            contact_account: facts.contact.clone(),
            rules: facts.rules.clone(),
        }
    }
}
