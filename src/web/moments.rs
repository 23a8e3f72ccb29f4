//! Instants as people say them: in the zone of the place, in words.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::time::Occasion;
use crate::words::{self, Lang};

/// An instant in a zone; in UTC when the zone is unknown.
pub fn in_zone(at: DateTime<Utc>, zone: &str) -> DateTime<Tz> {
    at.with_timezone(&zone.parse().unwrap_or(Tz::UTC))
}

/// "sábado, 12 de junio de 2027, 18:00–21:00 (hora de Madrid)".
pub fn when(lang: Lang, occasion: &Occasion) -> String {
    if let Some((first, last)) = occasion.whole_days() {
        return match first == last {
            true => words::weekday_date(lang, first),
            false => from_to(lang, words::day(lang, first), words::day(lang, last)),
        };
    }
    let start = in_zone(occasion.starts_at, &occasion.zone);
    let clock = words::clock(lang, start.time());
    let zone = zone(lang, &occasion.zone);
    let Some(end) = occasion.ends_at.map(|end| in_zone(end, &occasion.zone)) else {
        return format!("{} · {clock} ({zone})", words::weekday_date(lang, start.date_naive()));
    };
    if end.date_naive() == start.date_naive() {
        let until = words::clock(lang, end.time());
        let day = words::weekday_date(lang, start.date_naive());
        return words::t_with(
            lang,
            "when-hours",
            [("day", day.into()), ("from", clock.into()), ("until", until.into()), ("zone", zone.into())],
        );
    }
    let from = words::day_and_clock(lang, start.date_naive(), start.time());
    let until = words::day_and_clock(lang, end.date_naive(), end.time());
    words::t_with(lang, "when-days", [("from", from.into()), ("until", until.into()), ("zone", zone.into())])
}

/// "12 jun 2027, 18:00" or "12–13 jun 2027": what a card has room for.
pub fn when_short(lang: Lang, occasion: &Occasion) -> String {
    let [first, last] = days(occasion);
    match first == last {
        false => from_to(lang, words::day_short(lang, first), words::day_short(lang, last)),
        true if occasion.whole_days().is_some() => words::day_short(lang, first),
        true => words::day_and_clock(lang, first, in_zone(occasion.starts_at, &occasion.zone).time()),
    }
}

/// The first and the last day, where it takes place.
fn days(occasion: &Occasion) -> [NaiveDate; 2] {
    let day = |at| in_zone(at, &occasion.zone).date_naive();
    [day(occasion.starts_at), day(occasion.ends_at.unwrap_or(occasion.starts_at))]
}

fn from_to(lang: Lang, first: String, last: String) -> String {
    words::t_with(lang, "when-from-to", [("from", first.into()), ("until", last.into())])
}

/// "hace 3 h", and after a week the date.
pub fn ago(lang: Lang, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    let (key, n) = match minutes {
        i64::MIN..=0 => return words::t(lang, "ago-now").into_owned(),
        1..60 => ("ago-minutes", minutes),
        60..1_440 => ("ago-hours", minutes / 60),
        1_440..10_080 => ("ago-days", minutes / 1_440),
        _ => return words::day_short(lang, at.date_naive()),
    };
    words::t_with(lang, key, [("n", n.into())])
}

/// "12 jun 2027, 18:00", in UTC: when something was done on the node.
pub fn stamp(lang: Lang, at: DateTime<Utc>) -> String {
    words::day_and_clock(lang, at.date_naive(), at.time())
}

/// "12 jun 2027, 18:00 (hora de Madrid)": a moment that somebody chose, in the zone in which they did.
pub fn chosen(lang: Lang, at: DateTime<Utc>, name: &str) -> String {
    let local = in_zone(at, name);
    format!("{} ({})", words::day_and_clock(lang, local.date_naive(), local.time()), zone(lang, name))
}

/// A year, or a year and month, as stored: `2024` or `2024-03`.
pub fn since(lang: Lang, since: &str) -> String {
    match NaiveDate::parse_from_str(&format!("{since}-01"), "%Y-%m-%d") {
        Ok(first) => words::month(lang, first),
        Err(_) => since.to_owned(),
    }
}

/// "hora de Madrid": the last part of the zone's name.
fn zone(lang: Lang, name: &str) -> String {
    match name.rsplit_once('/') {
        Some((_, city)) => words::t_with(lang, "time-of", [("city", city.replace('_', " ").into())]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn occasion(hours: i64) -> Occasion {
        let starts_at = "2027-06-12T16:00:00Z".parse().unwrap();
        Occasion {
            starts_at,
            ends_at: Some(starts_at + Duration::hours(hours)),
            zone: "Europe/Madrid".into(),
        }
    }

    fn plain(text: String) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn an_evening_is_told_in_the_zone_of_its_place() {
        let spanish = plain(when(Lang::Es, &occasion(3)));
        assert_eq!(spanish, "sábado, 12 de junio de 2027, 18:00–21:00 (hora de Madrid)");
        assert_eq!(plain(when_short(Lang::Es, &occasion(3))), "12 jun 2027, 18:00");
    }

    #[test]
    fn a_moment_is_told_in_the_zone_in_which_it_was_chosen() {
        let at = "2027-06-12T16:00:00Z".parse().unwrap();
        assert_eq!(plain(chosen(Lang::Es, at, "Europe/Madrid")), "12 jun 2027, 18:00 (hora de Madrid)");
        assert_eq!(plain(chosen(Lang::Es, at, "UTC")), "12 jun 2027, 16:00 (UTC)");
    }

    #[test]
    fn what_has_no_hours_is_told_by_its_days() {
        let starts_at = "2027-06-11T22:00:00Z".parse().unwrap();
        let at = |ends_at| Occasion { starts_at, ends_at, zone: "Europe/Madrid".into() };
        let (day, week) = (at(None), at(Some(starts_at + Duration::days(6))));
        assert_eq!(plain(when(Lang::Es, &day)), "sábado, 12 de junio de 2027");
        assert_eq!(plain(when_short(Lang::Es, &day)), "12 jun 2027");
        assert_eq!(plain(when(Lang::Fr, &week)), "du 12 juin 2027 au 18 juin 2027");
    }

    #[test]
    fn a_week_is_told_by_its_first_and_last_day() {
        assert_eq!(plain(when_short(Lang::Fr, &occasion(150))), "du 12 juin 2027 au 19 juin 2027");
    }

    #[test]
    fn what_happened_lately_is_told_from_now() {
        let now = "2027-06-12T16:00:00Z".parse().unwrap();
        let said = |minutes| plain(ago(Lang::En, now, now - Duration::minutes(minutes)));
        assert_eq!(
            [said(-5), said(1), said(179), said(2_880)],
            ["just now", "1 minute ago", "2 hours ago", "2 days ago"]
        );
        assert_eq!(said(20_000), "29 May 2027");
    }

    #[test]
    fn a_year_and_a_month_are_said_as_such() {
        assert_eq!(
            [since(Lang::Es, "2024"), since(Lang::Es, "2024-03"), since(Lang::Es, "x")],
            ["2024", "marzo de 2024", "x"]
        );
    }
}
