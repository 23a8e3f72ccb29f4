//! When and where something happens, in one line of words.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::domain::place::Place;
use crate::domain::time::Occasion;
use crate::words::{Lang, clock, day_short, t};

/// "12 jun 2027, 18:00–21:00 (Europe/Madrid) · Plaza de la Ribera, Valmar."
pub fn when_and_where(lang: Lang, occasion: &Occasion, place: Option<Place>, online: bool) -> String {
    let mut line = when(lang, occasion);
    let place = place.map(|place| where_(&place)).filter(|place| !place.is_empty());
    if let Some(place) = place {
        line = format!("{line} · {place}");
    } else if online {
        line = format!("{line} · {}", t(lang, "wire-online"));
    }
    format!("{line}.")
}

fn when(lang: Lang, occasion: &Occasion) -> String {
    let zone = occasion.zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let local = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
    let start = local(occasion.starts_at);
    let hours = match occasion.ends_at.map(local) {
        Some(end) if end.date() == start.date() => {
            format!("{}–{}", clock(lang, start.time()), clock(lang, end.time()))
        }
        Some(end) => return format!("{} – {} ({zone})", moment(lang, start), moment(lang, end)),
        None => clock(lang, start.time()),
    };
    format!("{}, {hours} ({zone})", day_short(lang, start.date()))
}

fn moment(lang: Lang, at: NaiveDateTime) -> String {
    format!("{} {}", day_short(lang, at.date()), clock(lang, at.time()))
}

fn where_(place: &Place) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in [&place.name, &place.locality].into_iter().flatten() {
        let part = part.trim();
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// An instant with the offset of its zone at that time, so that summer time is right.
pub fn with_offset(at: DateTime<Utc>, zone: &str) -> String {
    let zone = zone.parse::<Tz>().unwrap_or(Tz::UTC);
    at.with_timezone(&zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occasion(from: &str, to: Option<&str>) -> Occasion {
        let at = |text: &str| text.parse().unwrap();
        Occasion { starts_at: at(from), ends_at: to.map(at), zone: "Europe/Madrid".into() }
    }

    /// Case 155.
    #[test]
    fn summer_and_winter_have_their_own_offsets() {
        let at = |text: &str| with_offset(text.parse().unwrap(), "Europe/Madrid");
        assert_eq!(at("2027-06-12T16:00:00Z"), "2027-06-12T18:00:00+02:00");
        assert_eq!(at("2027-01-12T17:00:00Z"), "2027-01-12T18:00:00+01:00");
    }

    #[test]
    fn one_line_says_when_and_where_in_the_texts_language() {
        let place = Place {
            name: Some("Plaza de la Ribera".into()),
            locality: Some("Valmar".into()),
            ..Place::default()
        };
        let evening = occasion("2027-06-12T16:00:00Z", Some("2027-06-12T19:00:00Z"));
        assert_eq!(
            when_and_where(Lang::Es, &evening, Some(place.clone()), false),
            "12 jun 2027, 18:00–21:00 (Europe/Madrid) · Plaza de la Ribera, Valmar."
        );
        let week = occasion("2027-06-12T07:00:00Z", Some("2027-06-20T20:00:00Z"));
        assert_eq!(
            when_and_where(Lang::Fr, &week, None, true),
            "12 juin 2027 09:00 – 20 juin 2027 22:00 (Europe/Madrid) · En ligne."
        );
        assert!(
            when_and_where(Lang::Ar, &occasion("2027-06-12T16:00:00Z", None), None, false).contains("2027")
        );
    }
}
