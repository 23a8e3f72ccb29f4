//! The parts of a publication as its page shows them: the text in the best language, the facts, the files.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::moments;
use super::reader::Reader;
use crate::domain::action::{JoinMode, Stage};
use crate::domain::publication::{Attachment, Details, Partner, Publication, check_link};
use crate::words;

/// The words of a publication in one language.
#[derive(Default)]
pub struct Text {
    /// The tag of the language shown, for `lang`.
    pub language: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub html: String,
    /// Which translation it is: the end of a `translation-…` key.
    pub state: Option<&'static str>,
    /// The other languages there are, each with the address that shows it.
    pub others: Vec<(String, String)>,
}

impl Text {
    /// The language wanted, else the reader's, else the original.
    pub fn best(reader: &Reader, p: &Publication, details: &Details, wanted: &str) -> Text {
        let original = p.language.as_deref().unwrap_or_default();
        let wanted = if wanted.is_empty() { reader.lang().tag() } else { wanted };
        let fits = |tag: &str| tag.split('-').next() == wanted.split('-').next();
        let found = details.translations.iter().find(|t| fits(&t.language)).filter(|_| !fits(original));
        let mut text = match found {
            Some(t) => Text {
                language: Some(t.language.clone()),
                title: t.title.clone().or_else(|| p.title.clone()),
                summary: t.summary.clone().or_else(|| p.summary.clone()),
                html: if t.html.is_empty() { p.html.clone() } else { t.html.clone() },
                state: Some(t.state.as_str()),
                others: Vec::new(),
            },
            None => Text {
                language: p.language.clone(),
                title: p.title.clone(),
                summary: p.summary.clone(),
                html: p.html.clone(),
                ..Text::default()
            },
        };
        let all = std::iter::once(original).chain(details.translations.iter().map(|t| t.language.as_str()));
        let rest = all.filter(|tag| !tag.is_empty() && Some(*tag) != text.language.as_deref());
        text.others = rest.map(|tag| (tag.to_owned(), reader.manner.address_with("text", tag))).collect();
        text
    }
}

/// What can be said in one line each.
#[derive(Default)]
pub struct Facts {
    pub when: Option<String>,
    pub place: Option<String>,
    /// Whether its author tells less than they know.
    pub is_place_coarse: bool,
    pub online: Option<String>,
    pub join: Option<JoinMode>,
    pub capacity: Option<i64>,
    pub stage: Option<Stage>,
    pub since: Option<String>,
    pub deadline: Option<String>,
    pub partners: Vec<Partner>,
    pub resource_type: Option<String>,
    pub licence: Option<String>,
    /// What it is about: address and title.
    pub about: Option<(String, String)>,
}

impl Facts {
    pub fn of(
        reader: &Reader,
        p: &Publication,
        details: &Details,
        about: Option<&Publication>,
        is_past: bool,
    ) -> Facts {
        let lang = reader.lang();
        let occasion = p.occasion();
        let place = p.shown_place().map(|place| {
            let parts = [place.name, place.address, place.locality, place.country];
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        Facts {
            when: occasion.as_ref().map(|occasion| moments::when(lang, occasion)),
            place: place.filter(|place| !place.is_empty()),
            is_place_coarse: p.place_precision != crate::domain::place::Precision::Exact && p.local,
            online: p.online_url.clone().filter(|url| check_link(url).is_ok()),
            join: occasion
                .as_ref()
                .filter(|_| !is_past)
                .map(|_| p.join_mode)
                .filter(|mode| *mode != JoinMode::None),
            capacity: p.capacity,
            stage: p.stage,
            since: p.since.as_deref().map(|since| moments::since(lang, since)),
            deadline: p.deadline.map(|day| words::day(lang, day.date_naive())),
            partners: details.partners.clone(),
            resource_type: p.resource_type.clone(),
            licence: p.licence.clone().filter(|url| check_link(url).is_ok()),
            about: about.map(|about| (about.path(), about.title.clone().unwrap_or_default())),
        }
    }
}

/// A point in the life of a publication.
pub struct Point {
    /// The end of a `life-…` key.
    pub what: &'static str,
    pub day: String,
    pub is_past: bool,
    sort: NaiveDate,
}

impl Point {
    /// What has happened to it and what is to come, in order; nothing when there is only one point.
    pub fn life(reader: &Reader, p: &Publication, now: DateTime<Utc>) -> Vec<Point> {
        let zone = p.occasion().map(|occasion| occasion.zone).unwrap_or_default();
        let day = |at: Option<DateTime<Utc>>| at.map(|at| at.date_naive());
        let day_there = |at: Option<DateTime<Utc>>| at.map(|at| moments::in_zone(at, &zone).date_naive());
        let since = p.since.as_deref().and_then(first_day);
        let points = [
            ("since", since),
            ("published", day(p.published_at)),
            ("edited", day(p.edited_at)),
            ("deadline", day(p.deadline)),
            ("starts", day_there(p.starts_at)),
            ("ends", day_there(p.ends_at)),
        ];
        let points = points.into_iter().filter_map(|(what, day)| Some((what, day?))).collect::<Vec<_>>();
        if points.len() < 2 { Vec::new() } else { Point::sorted(reader, points, now) }
    }

    /// A life as the page of styles shows it.
    pub fn samples(reader: &Reader, now: DateTime<Utc>) -> Vec<Point> {
        let day = |days| (now + Duration::days(days)).date_naive();
        let points =
            vec![("since", day(-200)), ("published", day(-30)), ("deadline", day(12)), ("ends", day(40))];
        Point::sorted(reader, points, now)
    }

    fn sorted(reader: &Reader, points: Vec<(&'static str, NaiveDate)>, now: DateTime<Utc>) -> Vec<Point> {
        let today = now.date_naive();
        let point = |(what, day): (&'static str, NaiveDate)| Point {
            what,
            day: words::day_short(reader.lang(), day),
            is_past: day <= today,
            sort: day,
        };
        let mut life: Vec<Point> = points.into_iter().map(point).collect();
        life.sort_by_key(|point| point.sort);
        life
    }
}

/// The first day of `2024` or `2024-03`.
fn first_day(since: &str) -> Option<NaiveDate> {
    let month = if since.len() == 4 { format!("{since}-01") } else { since.to_owned() };
    format!("{month}-01").parse().ok()
}

/// A file as its page shows it.
pub struct File {
    pub href: String,
    pub alt: String,
    /// "PDF, 1,2 MB".
    pub kind: String,
    pub is_local: bool,
    /// What it is to the byte, so that whoever has it can see that it is the one that was published.
    pub digest: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

impl File {
    /// The pictures, those of others from our own copy, and everything else as links: a picture that is fetched
    /// elsewhere would tell who is reading.
    pub fn of_all(reader: &Reader, attachments: &[Attachment]) -> (Vec<File>, Vec<File>) {
        let (pictures, files): (Vec<&Attachment>, Vec<&Attachment>) =
            attachments.iter().partition(|a| a.is_image() && (a.file.is_some() || a.remote_url.is_some()));
        let of = |list: Vec<&Attachment>| list.into_iter().filter_map(|a| File::of(reader, a)).collect();
        (of(pictures), of(files))
    }

    pub fn of(reader: &Reader, a: &Attachment) -> Option<File> {
        let href = match (&a.file, &a.remote_url) {
            (Some(file), _) => format!("/media/{file}"),
            (None, Some(url)) if a.is_image() && check_link(url).is_ok() => {
                format!("/media/remote/file/{}", a.id)
            }
            (None, Some(url)) => url.clone(),
            (None, None) => return None,
        };
        if a.file.is_none() && !href.starts_with("/media/") && check_link(&href).is_err() {
            return None;
        }
        let ending = a.media_type.rsplit(['/', '.', '+']).next().unwrap_or_default().to_uppercase();
        let kind = if a.size > 0 { format!("{ending}, {}", size(reader, a.size)) } else { ending };
        Some(File {
            href,
            alt: a.alt.clone(),
            kind,
            is_local: a.file.is_some(),
            digest: a.digest.clone(),
            width: a.width,
            height: a.height,
        })
    }
}

/// "340 kB", "1,2 MB".
fn size(reader: &Reader, bytes: i64) -> String {
    let kilobytes = (bytes / 1_000).max(1);
    if kilobytes < 1_000 {
        return reader.t_with("size-kb", [("n", kilobytes.into())]);
    }
    reader.t_with("size-mb", [("n", (kilobytes / 1_000).into())])
}
