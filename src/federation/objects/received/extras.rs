//! What few objects have besides: the choices of a poll, what they quote, the emoji of their server.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::words::plain;
use crate::domain::poll::{CHOICE_MAX, Choice, Poll};
use crate::domain::quote::{Emoji, Quote};
use crate::federation::{media_type, origin, wire};

/// The most choices that are read of a poll of somebody else.
const MAX_CHOICES: usize = 40;
const MAX_EMOJIS: usize = 60;
/// The largest count that is believed.
const MAX_COUNT: i64 = 1_000_000_000;
/// What a link that quotes is related as (FEP-e232, as Misskey and its kin use it).
const QUOTING: &str = "https://misskey-hub.net/ns#_misskey_quote";

/// The poll of a Question.
pub fn poll(object: &Map<String, Value>, now: DateTime<Utc>) -> Option<Poll> {
    let choices = |name: &str| object.get(name).map(wire::items).unwrap_or_default();
    let (multiple, options) = match choices("anyOf") {
        [] => (false, choices("oneOf")),
        options => (true, options),
    };
    let choices: Vec<Choice> = options.iter().take(MAX_CHOICES).filter_map(choice).collect();
    if choices.len() < 2 {
        return None;
    }
    let votes = choices.iter().map(|choice| choice.votes).sum();
    let voters = object.get("votersCount").and_then(Value::as_i64).map(|n| n.clamp(0, MAX_COUNT));
    Some(Poll {
        multiple,
        closes_at: object.get("endTime").and_then(wire::as_moment),
        closed_at: match object.get("closed") {
            Some(Value::Bool(true)) => Some(now),
            Some(at) => wire::as_moment(at),
            None => None,
        },
        voters: voters.unwrap_or(votes),
        choices,
    })
}

fn choice(option: &Value) -> Option<Choice> {
    let title = plain(&wire::as_line(option.get("name")?)?, CHOICE_MAX * 4);
    let replies = option.get("replies");
    let votes = replies.and_then(|replies| replies.get("totalItems")).and_then(Value::as_i64);
    (!title.is_empty()).then_some(Choice { title, votes: votes.unwrap_or(0).clamp(0, MAX_COUNT) })
}

/// What an object quotes, in any of the ways there are, and the consent it shows (FEP-044f).
pub fn quote(object: &Map<String, Value>) -> Option<Quote> {
    let named = ["quote", "quoteUrl", "quoteUri", "_misskey_quote"];
    let named = named.iter().filter_map(|name| object.get(*name)).filter_map(wire::id_in);
    let tagged = object.get("tag").map(wire::items).unwrap_or_default().iter().filter_map(quoting_link);
    let uri = named.chain(tagged).find(|uri| origin::parse_id(uri).is_some())?;
    let authorization = object.get("quoteAuthorization").and_then(wire::id_in);
    let authorization = authorization.filter(|uri| origin::parse_id(uri).is_some()).map(str::to_owned);
    Some(Quote { authorization_uri: authorization, ..Quote::linked(uri) })
}

fn quoting_link(tag: &Value) -> Option<&str> {
    let link = tag.as_object().filter(|tag| wire::types(tag).any(|name| name == "Link"))?;
    let related = link.get("rel").map(wire::items).unwrap_or_default().iter().any(|rel| rel == QUOTING);
    let activity = link.get("mediaType").and_then(Value::as_str).is_some_and(media_type::is_activity);
    let announced = link.get("name").and_then(Value::as_str).is_some_and(|name| name.starts_with("RE: "));
    (activity && (related || announced)).then(|| link.get("href")?.as_str())?
}

/// The emoji among the tags, with or without an id of their own.
pub fn emojis(tags: &[Value]) -> Vec<Emoji> {
    let mut found: Vec<Emoji> = Vec::new();
    for tag in tags.iter().filter_map(Value::as_object) {
        if found.len() == MAX_EMOJIS || !wire::types(tag).any(|name| name == "Emoji") {
            continue;
        }
        let name = tag.get("name").and_then(wire::as_line).unwrap_or_default();
        let shortcode = name.trim_matches(':').to_owned();
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+');
        let fits = !shortcode.is_empty() && shortcode.len() <= 100 && shortcode.chars().all(word);
        let url = tag.get("icon").and_then(wire::link_in);
        if let (true, Some(url)) = (fits && found.iter().all(|e| e.shortcode != shortcode), url) {
            found.push(Emoji { shortcode, url });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: &Value) -> &Map<String, Value> {
        value.as_object().unwrap()
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    #[test]
    fn a_question_is_read_with_its_counts_and_nonsense_is_none() {
        let question = json!({"type": "Question", "endTime": "2027-06-12T18:00:00Z", "votersCount": 3,
            "anyOf": [{"type": "Note", "name": "Sí", "replies": {"type": "Collection", "totalItems": 2}},
                      {"name": "No", "replies": {"totalItems": "x"}}, {"name": 4}, "x"]});
        let poll = poll(of(&question), now()).unwrap();
        assert!(poll.multiple && !poll.is_over(now()));
        assert_eq!((poll.voters, poll.choices.len(), poll.choices[0].votes), (3, 2, 2));
        for nonsense in [
            json!({"oneOf": {"name": "a"}}),
            json!({"oneOf": []}),
            json!({"oneOf": 4}),
            json!({"oneOf": [{"name": ""}, {"name": "b"}]}),
            json!({}),
        ] {
            assert_eq!(super::poll(of(&nonsense), now()), None, "{nonsense}");
        }
        let over = json!({"oneOf": [{"name": "a", "replies": {"totalItems": -4}}, {"name": "b"}], "closed": "2020-01-01T00:00:00Z"});
        let over = super::poll(of(&over), now()).unwrap();
        assert!(over.is_over(now()) && over.voters == 0);
    }

    #[test]
    fn quotes_are_found_in_every_form() {
        // T136
        for form in [
            json!({"quote": "https://a.example/1"}),
            json!({"quoteUrl": "https://a.example/1"}),
            json!({"quoteUri": {"id": "https://a.example/1"}}),
            json!({"_misskey_quote": "https://a.example/1", "quoteUrl": 4}),
            json!({"tag": [{"type": "Link", "mediaType": "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
                    "rel": "https://misskey-hub.net/ns#_misskey_quote", "href": "https://a.example/1"}]}),
            json!({"tag": {"type": "Link", "mediaType": "application/activity+json", "name": "RE: https://a.example/1", "href": "https://a.example/1"}}),
        ] {
            assert_eq!(quote(of(&form)).unwrap().quoted_uri, "https://a.example/1", "{form}");
        }
        for none in [
            json!({"quote": "javascript:alert(1)"}),
            json!({"tag": [{"type": "Link", "href": "https://a.example/1"}]}),
            json!({"quote": null}),
        ] {
            assert_eq!(quote(of(&none)), None, "{none}");
        }
    }

    #[test]
    fn an_emoji_without_an_id_is_as_good_as_one_with_it() {
        // T125
        let tags = [
            json!({"id": null, "type": "Emoji", "name": ":gato:", "icon": {"type": "Image", "url": "https://a.example/g.png"}}),
            json!({"type": "Emoji", "name": ":gato:", "icon": {"url": "https://a.example/h.png"}}),
            json!({"type": "Emoji", "name": ":<b>:", "icon": {"url": "https://a.example/h.png"}}),
            json!({"type": "Emoji", "name": "x", "icon": {"url": "javascript:x"}}),
            json!({"type": "Emoji"}),
            json!("x"),
        ];
        let found = emojis(&tags);
        assert_eq!(found, [Emoji { shortcode: "gato".into(), url: "https://a.example/g.png".into() }]);
    }
}
