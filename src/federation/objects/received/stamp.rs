//! Stamps and charters of others, read from their documents. Strictly: what counts for trust is understood whole or
//! not at all. Whether a document is proved is `federation::stamps`' question.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::domain::charter::{Charter, Founder, Rule, Sponsors, Wording};
use crate::domain::stamp::{Act, Link, StampKind};
use crate::federation::signatures::{digest, proof};
use crate::federation::{origin, wire};

/// The longest reservation, in bytes.
const MAX_RESERVATION: usize = 2_000;
/// The most services of one recognition.
const MAX_SERVICES: usize = 40;
/// The most languages of a charter.
const MAX_WORDINGS: usize = 30;
/// The longest text of a charter in one language, in bytes.
const MAX_CHARTER: usize = 100_000;

/// Whether an object says that it is a link of a chain.
pub fn is_link(object: &Map<String, Value>) -> bool {
    matches!(text(object, "comarca:kind"), Some("Stamp" | "Revocation"))
}

/// Reads a link from its document; none when anything in it is missing, strange, or says what its type does not.
pub fn link(object: &Map<String, Value>) -> Option<Link> {
    let act = match text(object, "comarca:kind")? {
        "Stamp" => Act::Give,
        "Revocation" => Act::Revoke,
        _ => return None,
    };
    let uri = id(object, "id")?;
    let giver = id(object, "attributedTo")?;
    let target = id(object, "comarca:target")?;
    let at = wire::as_moment(object.get("published")?)?;
    let seq = object.get("comarca:seq")?.as_i64().filter(|seq| *seq > 0)?;
    // What people elsewhere are shown has to be what it says to us.
    let shown = object.get(if object.get("type")?.as_str()? == "Note" { "inReplyTo" } else { "object" })?;
    if shown.as_str() != Some(&target) || !origin::same(&uri, &giver) {
        return None;
    }
    Some(Link {
        digest: digest_of(object)?,
        act,
        kind: StampKind::parse(text(object, "comarca:stamp")?)?,
        key_id: object.get("proof")?.get("verificationMethod")?.as_str()?.to_owned(),
        prev: optional(object, "comarca:prev", short)?,
        alliance: optional(object, "comarca:alliance", address)?,
        text_digest: optional(object, "comarca:textDigest", short)?,
        revokes: optional(object, "comarca:revokes", address)?.filter(|_| act == Act::Revoke),
        reservation: optional(object, "comarca:reservation", reservation)?,
        services: optional(object, "comarca:service", services)?,
        valid_from: wire::as_moment(object.get("comarca:validFrom")?)?,
        valid_until: optional(object, "comarca:validUntil", wire::as_moment)?,
        uri,
        giver,
        target,
        at,
        seq,
        void: false,
    })
}

/// The digest of a document: over its canonical form (RFC 8785) without its proof, as RFC 9530 writes digests.
pub fn digest_of(object: &Map<String, Value>) -> Option<String> {
    let mut unsigned = object.clone();
    unsigned.shift_remove("proof");
    proof::canonical(&unsigned).map(|bytes| digest::content_digest(&bytes))
}

/// Reads a charter from its document, with its digest.
pub fn charter(object: &Map<String, Value>) -> Option<Charter> {
    if text(object, "comarca:kind") != Some("Charter") {
        return None;
    }
    let number = |name: &str| object.get(name)?.as_u64().and_then(|n| u32::try_from(n).ok());
    let founder = |value: &Value| {
        let key = value.get("publicKeyMultibase")?.as_str().filter(|key| key.len() <= 200)?;
        Some(Founder { actor: address(value.get("id")?)?, key: key.to_owned() })
    };
    let founders: Option<Vec<Founder>> =
        object.get("comarca:founders")?.as_array()?.iter().map(founder).collect();
    let charter = Charter {
        digest: digest_of(object)?,
        uri: id(object, "id")?,
        alliance: id(object, "comarca:alliance")?,
        slug: text(object, "comarca:slug")?.to_owned(),
        drafter: id(object, "attributedTo")?,
        at: wire::as_moment(object.get("published")?)?,
        amends: optional(object, "comarca:amends", short)?,
        colour: text(object, "comarca:colour")?.to_owned(),
        wordings: wordings(object)?,
        rule: Rule {
            founders: founders?,
            sponsors: number("comarca:sponsors")?,
            among: Sponsors::parse(text(object, "comarca:sponsorsAmong")?)?,
            quorum: number("comarca:quorum")?,
        },
    };
    let belongs =
        origin::same(&charter.uri, &charter.drafter) && charter.amends.is_some() != charter.is_first();
    (belongs && charter.check().is_ok()).then_some(charter)
}

fn wordings(object: &Map<String, Value>) -> Option<Vec<Wording>> {
    let names = object.get("nameMap")?.as_object().filter(|names| names.len() <= MAX_WORDINGS)?;
    let texts = object.get("contentMap")?.as_object()?;
    let wording = |(language, name): (&String, &Value)| {
        Some(Wording {
            language: language.clone(),
            name: name.as_str()?.to_owned(),
            text: texts.get(language)?.as_str().filter(|text| text.len() <= MAX_CHARTER)?.to_owned(),
        })
    };
    names.iter().map(wording).collect()
}

/// What an Offer asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    pub kind: StampKind,
    pub target: String,
    pub alliance: Option<String>,
    pub text_digest: Option<String>,
    pub services: Option<String>,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
}

/// Reads what an Offer asks for.
pub fn wish(object: &Map<String, Value>) -> Option<Wish> {
    is_link(object).then_some(())?;
    Some(Wish {
        kind: StampKind::parse(text(object, "comarca:stamp")?)?,
        target: id(object, "comarca:target")?,
        alliance: optional(object, "comarca:alliance", address)?,
        text_digest: optional(object, "comarca:textDigest", short)?,
        services: optional(object, "comarca:service", services)?,
        valid_from: optional(object, "comarca:validFrom", wire::as_moment)?,
        valid_until: optional(object, "comarca:validUntil", wire::as_moment)?,
    })
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn id(object: &Map<String, Value>, name: &str) -> Option<String> {
    address(object.get(name)?)
}

/// A field that may be missing, but not be nonsense.
fn optional<T>(object: &Map<String, Value>, name: &str, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match object.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(value) => read(value).map(Some),
    }
}

fn address(value: &Value) -> Option<String> {
    value.as_str().filter(|uri| origin::parse_id(uri).is_some()).map(str::to_owned)
}

fn short(value: &Value) -> Option<String> {
    value.as_str().filter(|text| text.len() <= 200 && !text.is_empty()).map(str::to_owned)
}

/// The words of services, joined: few, short and plain, whatever vocabulary they are of.
fn services(value: &Value) -> Option<String> {
    let plain = |word: &&str| {
        (1..=40).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    };
    let words: Option<Vec<&str>> = value.as_array()?.iter().map(|word| word.as_str().filter(plain)).collect();
    words.filter(|words| (1..=MAX_SERVICES).contains(&words.len())).map(|words| words.join(" "))
}

fn reservation(value: &Value) -> Option<String> {
    value.as_str().filter(|text| text.len() <= MAX_RESERVATION).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::testing::Pen;
    use crate::federation::objects::sent;

    fn written(link: &Link) -> Map<String, Value> {
        let mut document = sent::stamp::link(link, "Valmar se adhiere", "https://a.example/stamps/1");
        document.insert("proof".into(), serde_json::json!({"verificationMethod": link.key_id}));
        document
    }

    fn of_valmar() -> Link {
        let mut link = Pen::of("https://a.example/ap/a/a").gives(1, "https://b.example/ap/a/b");
        link.alliance = Some("https://a.example/ap/charters/1".into());
        link
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut link = of_valmar();
        link.valid_until = Some(link.at + chrono::TimeDelta::days(30));
        for (act, kind) in [
            (Act::Give, StampKind::Membership),
            (Act::Revoke, StampKind::Membership),
            (Act::Give, StampKind::Endorsement),
            (Act::Revoke, StampKind::Endorsement),
            (Act::Give, StampKind::Recognition),
        ] {
            (link.act, link.kind) = (act, kind);
            link.services = (kind == StampKind::Recognition).then(|| "health library".to_owned());
            link.revokes = (act == Act::Revoke).then(|| "https://a.example/ap/stamps/0".to_owned());
            let read = super::link(&written(&link)).unwrap();
            assert_eq!(Link { digest: link.digest.clone(), ..read }, link);
        }
        insta::assert_json_snapshot!(written(&of_valmar()));
    }

    #[test]
    fn a_document_that_shows_people_something_else_than_it_says_is_no_stamp() {
        for (name, value) in [
            ("object", "https://c.example/ap/a/c"),
            ("attributedTo", "https://c.example/ap/a/c"),
            ("comarca:stamp", "friendship"),
            ("published", "yesterday"),
            ("comarca:seq", "1"),
            ("comarca:validUntil", "never"),
            ("comarca:service", "health"),
        ] {
            let mut document = written(&of_valmar());
            document.insert(name.to_owned(), value.into());
            assert_eq!(super::link(&document), None, "{name}");
        }
    }
}
