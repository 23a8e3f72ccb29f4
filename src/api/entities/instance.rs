//! Instance (v2): what the node says about itself to applications.

use super::Account;
use crate::config::choices::Registration;
use crate::domain::poll;
use serde::Serialize;
use serde_json::{Value, json};

/// The facts both versions of the instance document are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceFacts {
    /// Host of the handles, with a port only in a laboratory.
    pub domain: String,
    /// Address of the node without a slash at its end.
    pub base: String,
    pub title: String,
    pub description: String,
    pub languages: Vec<String>,
    pub icon: String,
    pub contact_email: String,
    pub contact: Option<Account>,
    pub people: i64,
    pub publications: i64,
    pub peers: i64,
    pub max_characters: usize,
    pub max_media: usize,
    pub max_file_bytes: u64,
    pub max_description: usize,
    pub media_types: Vec<String>,
    pub closed_alliance: bool,
    pub rules: Vec<Rule>,
    pub registration: Registration,
    /// Whether strangers see the latest of everybody.
    pub public_timeline: bool,
}

/// A rule of the house.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    pub id: String,
    pub text: String,
    pub hint: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Instance {
    pub domain: String,
    pub title: String,
    pub version: String,
    pub source_url: String,
    pub description: String,
    pub usage: Value,
    pub thumbnail: Value,
    pub icon: Vec<Value>,
    pub languages: Vec<String>,
    pub configuration: Value,
    pub registrations: Value,
    pub api_versions: Value,
    pub contact: Value,
    pub rules: Vec<Rule>,
}

/// The number clients compare to know which calls exist, with who we are behind it.
pub(super) fn version() -> String {
    format!("4.3.0 (compatible; Comarca {})", env!("CARGO_PKG_VERSION"))
}

impl From<&InstanceFacts> for Instance {
    fn from(facts: &InstanceFacts) -> Instance {
        Instance {
            domain: facts.domain.clone(),
            title: facts.title.clone(),
            version: version(),
            source_url: format!("{}/source", facts.base),
            description: facts.description.clone(),
            usage: json!({ "users": { "active_month": facts.people } }),
            thumbnail: json!({ "url": facts.icon, "blurhash": null, "versions": {} }),
            icon: vec![json!({ "src": facts.icon, "size": "192x192" })],
            languages: facts.languages.clone(),
            configuration: configuration(facts),
            registrations: json!({ "enabled": facts.registration.is_offered(), "approval_required": facts.registration == Registration::Approval, "message": null, "url": format!("{}/join", facts.base) }),
            api_versions: json!({ "mastodon": 2 }),
            contact: json!({ "email": facts.contact_email, "account": facts.contact }),
            rules: facts.rules.clone(),
        }
    }
}

fn configuration(facts: &InstanceFacts) -> Value {
    let word = |public| if public { "public" } else { "authenticated" };
    let remote = word(facts.public_timeline && !facts.closed_alliance);
    let reach = json!({ "local": word(facts.public_timeline), "remote": remote });
    let mut all = shared_configuration(facts);
    all["urls"] = json!({ "about": format!("{}/about", facts.base) });
    all["vapid"] = json!({ "public_key": "" });
    all["translation"] = json!({ "enabled": false });
    all["limited_federation"] = json!(facts.closed_alliance);
    all["timelines_access"] = json!({ "live_feeds": reach, "hashtag_feeds": reach });
    all
}

/// The limits, which both versions write in the same words.
pub(super) fn shared_configuration(facts: &InstanceFacts) -> Value {
    json!({
        "accounts": { "max_featured_tags": 0, "max_pinned_statuses": 0 },
        "statuses": {
            "max_characters": facts.max_characters,
            "max_media_attachments": facts.max_media,
            "characters_reserved_per_url": 23,
        },
        "media_attachments": {
            "supported_mime_types": facts.media_types,
            "description_limit": facts.max_description,
            "image_size_limit": facts.max_file_bytes,
            "image_matrix_limit": 33_177_600,
            "video_size_limit": 0,
            "video_frame_rate_limit": 0,
            "video_matrix_limit": 0,
        },
        "polls": {
            "max_options": poll::CHOICES.end(),
            "max_characters_per_option": poll::CHOICE_MAX,
            "min_expiration": poll::OPEN_SECONDS.start(),
            "max_expiration": poll::OPEN_SECONDS.end(),
        },
    })
}
