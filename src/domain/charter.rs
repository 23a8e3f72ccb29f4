//! Charters: what an alliance is and how one becomes a member. A charter never changes: an amendment is another one,
//! which names the one it amends and holds once enough members have signed it.

use super::colour::Colour;
use super::language;
use super::refusal::{Refusal, Refusals};
use chrono::{DateTime, Utc};

super::word::words! {
    /// Who may vouch for somebody new.
    Sponsors {
        Founders = "founders",
        Members = "members",
    }
}

/// An organisation that founds an alliance, with the key by which everybody can check it for ever, also when its node
/// is gone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Founder {
    pub actor: String,
    /// Its Ed25519 key, in multibase.
    pub key: String,
}

/// The rule of admission.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rule {
    pub founders: Vec<Founder>,
    /// How many members must vouch for somebody new.
    pub sponsors: u32,
    pub among: Sponsors,
    /// How many of a hundred members amend the charter, or (of the others) exclude one.
    pub quorum: u32,
}

/// A charter's name and text in one language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    pub language: String,
    pub name: String,
    /// Markdown without markup from elsewhere: shown as plain paragraphs.
    pub text: String,
}

/// A charter, frozen by its digest.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Charter {
    pub digest: String,
    pub uri: String,
    /// The URI of the alliance's first charter: its own for a first one.
    pub alliance: String,
    /// The name of the alliance in addresses, the same on every node.
    pub slug: String,
    /// The actor URI of the organisation that wrote it down.
    pub drafter: String,
    pub at: DateTime<Utc>,
    /// The digest of the charter it amends.
    pub amends: Option<String>,
    /// `#rrggbb`
    pub colour: String,
    pub wordings: Vec<Wording>,
    pub rule: Rule,
}

/// Longest texts, in characters.
const NAME_MAX: usize = 100;
const TEXT_MAX: usize = 20_000;
/// The most founders of one alliance.
const FOUNDERS_MAX: usize = 100;
/// How many must act together to exclude a member or amend the charter, whatever the quorum comes to.
const TOGETHER: usize = 2;

impl Charter {
    /// The wording in a language, else in the first there is.
    pub fn wording(&self, tag: &str) -> Option<&Wording> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let fits = |wording: &&Wording| primary(&wording.language) == primary(tag);
        self.wordings.iter().find(fits).or_else(|| self.wordings.first())
    }

    /// Its name in a language.
    pub fn name(&self, tag: &str) -> &str {
        self.wording(tag).map_or(&self.slug, |wording| &wording.name)
    }

    /// Whether it is the first charter of its alliance.
    pub fn is_first(&self) -> bool {
        self.amends.is_none() && self.alliance == self.uri
    }

    /// Checks what its drafter wrote.
    pub fn check(&self) -> Result<(), Refusals> {
        let mut no = Refusals::default();
        no.note("slug", check_slug(&self.slug));
        no.note("colour", check_colour(&self.colour));
        if self.wordings.is_empty() {
            no.note("name", Err(Refusal::NameMissing));
        }
        for wording in &self.wordings {
            no.note("language", language::check(&wording.language));
            if wording.name.trim().is_empty() {
                no.note("name", Err(Refusal::NameMissing));
            }
            if wording.name.chars().count() > NAME_MAX {
                no.note("name", Err(Refusal::NameTooLong { max: NAME_MAX }));
            }
            if wording.text.trim().is_empty() {
                no.note("text", Err(Refusal::BodyMissing));
            }
            if wording.text.chars().count() > TEXT_MAX {
                no.note("text", Err(Refusal::BodyTooLong { max: TEXT_MAX }));
            }
        }
        no.note("rule", self.rule.check());
        no.into_result()
    }
}

impl Rule {
    /// Whether an organisation is among the founders.
    pub fn is_founder(&self, actor: &str) -> bool {
        self.founders.iter().any(|founder| founder.actor == actor)
    }

    /// How many of so many must act together to exclude a member or to amend the charter.
    pub fn votes(&self, of: usize) -> usize {
        (of * self.quorum as usize).div_ceil(100).max(TOGETHER)
    }

    /// Several founders, at least one sponsor and no more than there can be, and no decision by a minority.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut actors: Vec<&str> = self.founders.iter().map(|founder| founder.actor.as_str()).collect();
        actors.sort_unstable();
        actors.dedup();
        if actors.len() != self.founders.len() || actors.len() < 2 {
            return Err(Refusal::FoundersTooFew);
        }
        if actors.len() > FOUNDERS_MAX {
            return Err(Refusal::TooMany { max: FOUNDERS_MAX });
        }
        let most = u32::try_from(actors.len()).unwrap_or(u32::MAX);
        if !(1..=most).contains(&self.sponsors) || !(51..=100).contains(&self.quorum) {
            return Err(Refusal::RuleInvalid);
        }
        Ok(())
    }
}

/// Lower-case letters, digits and hyphens: it stands in addresses.
fn check_slug(slug: &str) -> Result<(), Refusal> {
    let plain = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let fits = plain && (2..=40).contains(&slug.len()) && !slug.starts_with('-') && !slug.ends_with('-');
    if fits { Ok(()) } else { Err(Refusal::SlugInvalid) }
}

fn check_colour(colour: &str) -> Result<(), Refusal> {
    if colour.starts_with('#') && Colour::parse(colour).is_some() {
        Ok(())
    } else {
        Err(Refusal::ColourInvalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charter() -> Charter {
        let founder = |actor: &str| Founder { actor: actor.to_owned(), key: String::new() };
        Charter {
            digest: "c1".into(),
            uri: "all".into(),
            alliance: "all".into(),
            slug: "alianza-norte".into(),
            drafter: "a".into(),
            at: DateTime::UNIX_EPOCH,
            amends: None,
            colour: "#0a7f5A".into(),
            wordings: vec![Wording {
                language: "es".into(),
                name: "Alianza".into(),
                text: "Acogemos.".into(),
            }],
            rule: Rule {
                founders: vec![founder("a"), founder("b")],
                sponsors: 2,
                among: Sponsors::Members,
                quorum: 67,
            },
        }
    }

    fn refused(change: impl FnOnce(&mut Charter)) -> String {
        let mut charter = charter();
        change(&mut charter);
        charter.check().unwrap_err().to_string()
    }

    #[test]
    fn a_charter_has_founders_a_rule_a_name_and_a_text() {
        assert_eq!(charter().check(), Ok(()));
        assert_eq!(refused(|c| c.slug = "Alianza!".into()), "slug: slug-invalid");
        assert_eq!(refused(|c| c.colour = "verde".into()), "colour: colour-invalid");
        assert_eq!(refused(|c| c.wordings.clear()), "name: name-missing");
        assert_eq!(refused(|c| c.wordings[0].text = " ".into()), "text: body-missing");
        assert_eq!(refused(|c| c.rule.founders.truncate(1)), "rule: founders-too-few");
        assert_eq!(refused(|c| c.rule.founders[1].actor = "a".into()), "rule: founders-too-few");
        assert_eq!(refused(|c| c.rule.sponsors = 0), "rule: rule-invalid");
        assert_eq!(refused(|c| c.rule.sponsors = 3), "rule: rule-invalid");
        assert_eq!(refused(|c| c.rule.quorum = 50), "rule: rule-invalid");
    }

    #[test]
    fn the_wording_is_in_the_readers_language_where_there_is_one() {
        let mut charter = charter();
        charter.wordings.push(Wording {
            language: "fr".into(),
            name: "Alliance".into(),
            text: "Oui.".into(),
        });
        assert_eq!((charter.name("fr-CA"), charter.name("ar")), ("Alliance", "Alianza"));
    }
}
