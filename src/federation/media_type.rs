//! The media types under which ActivityPub travels. Everything else is something else, whatever it holds:
//! an upload that looks like a document is none (ORG-04).

const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// What we send and answer.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// What we ask for.
pub const ACCEPT: &str =
    "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Whether a `Content-Type` says that this is an ActivityPub document: `application/activity+json`, or
/// `application/ld+json` with the profile of ActivityStreams among its profiles.
pub fn is_activity(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    if essence.eq_ignore_ascii_case(ACTIVITY_JSON) {
        return true;
    }
    essence.eq_ignore_ascii_case("application/ld+json") && parts.any(is_profile)
}

fn is_profile(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let profiles = value.trim().trim_matches('"');
    name.trim().eq_ignore_ascii_case("profile")
        && profiles.split_ascii_whitespace().any(|profile| profile == PROFILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_their_media_type_alone() {
        // ORG-04, ORG-05, INTEROP 64
        for accepted in [
            "application/activity+json",
            "Application/Activity+JSON;charset=utf-8",
            "application/activity+json; charset=utf-8",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/ld+json;profile=https://www.w3.org/ns/activitystreams; charset=utf-8",
            "application/ld+json; charset=utf-8; Profile=\"https://x.example/y https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_activity(accepted), "{accepted}");
        }
        for refused in [
            "application/json",
            "application/ld+json",
            "text/html",
            "text/plain",
            "image/png",
            "",
            "application/activity+jsonx",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams#\"",
            "application/ld+json; charset=\"https://www.w3.org/ns/activitystreams\"",
            "text/html; application/activity+json",
        ] {
            assert!(!is_activity(refused), "{refused}");
        }
    }
}
