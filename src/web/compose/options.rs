//! What the form of each kind has, and what its menus offer.

use crate::domain::action::{JoinMode, Stage};
use crate::domain::place::Precision;
use crate::domain::publication::Kind;
use crate::domain::theme::Theme;
use crate::domain::visibility::Visibility;
use crate::error::Result;
use crate::node::acting::Acting;
use crate::store::Tx;
use crate::store::listing::{Filter, open_list};
use crate::web::form::Form;
use crate::web::reader::Reader;
use crate::words::Lang;

/// Which parts a kind's form has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    pub title: bool,
    pub themes: bool,
    pub dates: bool,
    pub must_be_dated: bool,
    pub action: bool,
    pub deadline: bool,
    pub resource: bool,
    pub items: bool,
    pub about: bool,
    pub poll: bool,
    pub partners: bool,
    pub translations: bool,
    /// Whether organisations sign it, under an embargo while it is a draft.
    pub signed: bool,
}

impl Parts {
    pub fn of(kind: Kind) -> Parts {
        let is = |kinds: &[Kind]| kinds.contains(&kind);
        Parts {
            title: kind.is_titled(),
            themes: kind.is_titled(),
            dates: is(&[Kind::Action, Kind::Meeting, Kind::Campaign]),
            must_be_dated: kind.must_be_dated(),
            action: is(&[Kind::Action]),
            deadline: is(&[Kind::Call]),
            resource: is(&[Kind::Resource]),
            items: is(&[Kind::Minutes]),
            poll: kind == Kind::Post,
            about: is(&[Kind::Action, Kind::Minutes, Kind::Call]),
            partners: is(&[Kind::Action, Kind::Resource, Kind::Campaign]),
            translations: kind.is_titled(),
            signed: kind == Kind::Communique,
        }
    }
}

/// Value and words of each entry of a menu.
pub type Menu = Vec<(String, String)>;
/// The same with a sentence more.
type Choices = Vec<(String, String, String)>;

/// What the menus offer.
#[derive(Debug, Default)]
pub struct Options {
    pub languages: Menu,
    pub visibilities: Choices,
    pub themes: Menu,
    pub zones: Menu,
    pub precisions: Choices,
    pub joins: Menu,
    pub stages: Menu,
    pub resource_types: Menu,
    pub licences: Menu,
    pub about: Menu,
}

/// The audiences an author can choose; the others come with the alliance and its groups.
const AUDIENCES: [Visibility; 7] = [
    Visibility::Public,
    Visibility::Quiet,
    Visibility::Followers,
    Visibility::Alliance,
    Visibility::Named,
    Visibility::Organisation,
    Visibility::Local,
];
/// Languages of texts besides the five of the interface, by their own names.
const OTHER_LANGUAGES: [(&str, &str); 9] = [
    ("ca", "Català"),
    ("eu", "Euskara"),
    ("gl", "Galego"),
    ("it", "Italiano"),
    ("de", "Deutsch"),
    ("ro", "Română"),
    ("uk", "Українська"),
    ("wo", "Wolof"),
    ("fa", "فارسی"),
];
const ZONES: [&str; 36] = [
    "Europe/Madrid",
    "Atlantic/Canary",
    "Europe/Paris",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Brussels",
    "Europe/Rome",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Kyiv",
    "Africa/Casablanca",
    "Africa/Algiers",
    "Africa/Tunis",
    "Africa/Cairo",
    "Africa/Dakar",
    "Africa/Abidjan",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Beirut",
    "Asia/Amman",
    "Asia/Istanbul",
    "America/Argentina/Buenos_Aires",
    "America/Montevideo",
    "America/Asuncion",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/La_Paz",
    "America/Lima",
    "America/Bogota",
    "America/Guayaquil",
    "America/Caracas",
    "America/Costa_Rica",
    "America/Mexico_City",
    "America/New_York",
    "America/Toronto",
    "UTC",
];
const RESOURCE_TYPES: [&str; 6] = ["guide", "study", "document", "dataset", "template", "link"];
const LICENCES: [(&str, &str); 5] = [
    ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
    ("https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    ("", "—"),
];

/// The time zones to choose from, with the one that is chosen.
pub fn zones(form: &Form) -> Menu {
    let mut zones: Menu = ZONES.iter().map(|zone| ((*zone).to_owned(), zone.replace('_', " "))).collect();
    with_current(&mut zones, form.value("time_zone"));
    zones
}

impl Options {
    pub async fn of(
        tx: &mut Tx,
        reader: &Reader,
        acting: &Acting,
        kind: Kind,
        form: &Form,
    ) -> Result<Options> {
        let own = |(value, words): &(&str, &str)| ((*value).to_owned(), (*words).to_owned());
        let said = |prefix: &str, word: &str| (word.to_owned(), reader.t(&format!("{prefix}{word}")));
        let mut languages: Menu =
            Lang::ALL.iter().map(|l| (l.tag().to_owned(), l.name().to_owned())).collect();
        languages.extend(OTHER_LANGUAGES.iter().map(own));
        with_current(&mut languages, form.value("language"));
        let zones = zones(form);
        let mut licences: Menu = LICENCES.iter().map(own).collect();
        with_current(&mut licences, form.value("licence"));
        let mut resource_types: Menu = vec![(String::new(), "—".to_owned())];
        resource_types.extend(RESOURCE_TYPES.iter().map(|word| said("resource-", word)));
        with_current(&mut resource_types, form.value("resource_type"));
        let mut stages: Menu = vec![(String::new(), "—".to_owned())];
        stages.extend(Stage::ALL.iter().map(|stage| said("stage-", stage.as_str())));
        let audience = |v: &Visibility| {
            let (value, words) = said("visibility-", v.as_str());
            (value, words, reader.t(&format!("audience-{v}")))
        };
        Ok(Options {
            languages,
            visibilities: AUDIENCES.iter().map(audience).collect(),
            themes: Theme::ALL.iter().map(|theme| said("theme-", theme.as_str())).collect(),
            zones,
            precisions: Precision::ALL
                .iter()
                .map(|p| said("precision-", p.as_str()))
                .map(|(v, w)| (v, w, String::new()))
                .collect(),
            joins: JoinMode::ALL.iter().map(|mode| said("join-", mode.as_str())).collect(),
            stages,
            resource_types,
            licences,
            about: about(tx, acting, kind, form).await?,
        })
    }
}

/// What an action can be part of: anybody's campaign. What minutes and calls can be about: meetings, actions and campaigns
/// of their author.
async fn about(tx: &mut Tx, acting: &Acting, kind: Kind, form: &Form) -> Result<Menu> {
    if !Parts::of(kind).about {
        return Ok(Menu::new());
    }
    let kinds = match kind {
        Kind::Action => vec![Kind::Campaign],
        Kind::Minutes => vec![Kind::Meeting],
        _ => vec![Kind::Action, Kind::Campaign],
    };
    let author = (kind != Kind::Action).then_some(acting.actor.id);
    let filter = Filter { author, kinds, quiet: true, ..Filter::default() };
    let mut menu: Menu = vec![(String::new(), "—".to_owned())];
    menu.extend(open_list(tx, &filter, 50).await?.into_iter().map(|p| (p.uri, p.title.unwrap_or_default())));
    with_current(&mut menu, form.value("about_uri"));
    Ok(menu)
}

/// A menu always offers what is chosen already.
fn with_current(menu: &mut Menu, current: &str) {
    if !current.is_empty() && !menu.iter().any(|(value, _)| value == current) {
        menu.push((current.to_owned(), current.to_owned()));
    }
}
