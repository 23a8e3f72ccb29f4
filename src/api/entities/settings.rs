//! Preferences and markers: what an application remembers with us about its user.

use super::At;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preferences {
    #[serde(rename = "posting:default:visibility")]
    pub visibility: &'static str,
    #[serde(rename = "posting:default:sensitive")]
    pub sensitive: bool,
    #[serde(rename = "posting:default:language")]
    pub language: Option<String>,
    #[serde(rename = "posting:default:quote_policy")]
    pub quote_policy: &'static str,
    #[serde(rename = "reading:expand:media")]
    pub expand_media: &'static str,
    #[serde(rename = "reading:expand:spoilers")]
    pub expand_spoilers: bool,
    #[serde(rename = "reading:autoplay:gifs")]
    pub autoplay: bool,
}

/// How far a timeline has been read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Marker {
    pub last_read_id: String,
    pub version: i64,
    pub updated_at: At,
}

impl Preferences {
    pub fn of(language: Option<&str>) -> Preferences {
        Preferences {
            visibility: "public",
            sensitive: false,
            language: language.map(Into::into),
            quote_policy: "nobody",
            expand_media: "default",
            expand_spoilers: false,
            autoplay: false,
        }
    }
}
