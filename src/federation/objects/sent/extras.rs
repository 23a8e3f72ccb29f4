//! What few publications of ours have besides: the choices of a poll, and what they quote in every form there is.

use serde_json::{Value, json};

use super::publication::{Object, stamp};
use super::words::escaped;
use crate::domain::poll::Poll;
use crate::domain::publication::Details;
use crate::domain::quote::{Policy, Quote, State};
use crate::federation::objects::added;
use crate::federation::recipients::PUBLIC;

/// The media type of what a link leads to that quotes (FEP-e232).
const OBJECT: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Puts the poll and the quote of a publication.
pub fn put(object: &mut Object, d: &Details) {
    if let Some(poll) = &d.poll {
        put_poll(object, poll);
    }
    if let Some(quote) = d.quote.as_ref().filter(|quote| is_shown(quote)) {
        put_quote(object, quote);
    }
}

/// Puts who may quote it. Newer Mastodon shows quoting as forbidden where nothing is said.
pub fn put_policy(object: &mut Object, d: &Details, author: &str, followers: &str) {
    let who = match d.quote_policy.unwrap_or(Policy::Everybody) {
        Policy::Everybody => PUBLIC,
        Policy::Followers => followers,
        Policy::Nobody => author,
    };
    object.put("interactionPolicy", json!({"canQuote": {"automaticApproval": [who]}}));
}

fn put_poll(object: &mut Object, poll: &Poll) {
    let choices = poll.choices.iter().map(|choice| {
        json!({"type": "Note", "name": choice.title,
               "replies": {"type": "Collection", "totalItems": choice.votes}})
    });
    object.put("type", "Question");
    object.put(if poll.multiple { "anyOf" } else { "oneOf" }, Value::Array(choices.collect()));
    object.put_some("endTime", poll.closes_at.map(stamp));
    object.put_some("closed", poll.closed_at.map(stamp));
    object.put("votersCount", poll.voters);
}

/// What was refused or taken back is quoted no longer.
fn is_shown(quote: &Quote) -> bool {
    !matches!(quote.state, State::Rejected | State::Revoked)
}

fn put_quote(object: &mut Object, quote: &Quote) {
    let uri = quote.quoted_uri.as_str();
    for name in ["quote", "quoteUrl", "quoteUri", "_misskey_quote"] {
        object.put(name, uri);
    }
    object.put_some("quoteAuthorization", quote.authorization_uri.as_deref());
    let link = json!({"type": "Link", "mediaType": OBJECT, "href": uri, "name": format!("RE: {uri}"),
                      "rel": "https://misskey-hub.net/ns#_misskey_quote"});
    if let Some(tags) = object.0.get_mut("tag").and_then(Value::as_array_mut) {
        tags.push(link);
    }
    // For those who know no quotes: the words that Mastodon hides where it shows the quote itself.
    let fallback = format!("<p class=\"quote-inline\">RE: <a href=\"{0}\">{0}</a></p>", escaped(uri));
    let fallback = added::appendix(&fallback);
    let append = |text: &mut Value| {
        if let Some(words) = text.as_str() {
            *text = json!(format!("{words}{fallback}"));
        }
    };
    object.0.get_mut("content").map(append);
    if let Some(map) = object.0.get_mut("contentMap").and_then(Value::as_object_mut) {
        map.values_mut().for_each(append);
    }
}
