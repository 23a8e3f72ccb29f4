//! A month as a sheet of weeks: which days have something, and what.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::card::Card;
use crate::words::{self, Lang};

/// A month on one sheet. Weeks begin on Monday, as in the territories of the alliance.
pub struct Sheet {
    pub name: String,
    /// The names of the days of the week, short and whole.
    pub weekdays: Vec<(String, String)>,
    pub weeks: Vec<Vec<Day>>,
}

/// One square of the sheet.
pub struct Day {
    pub number: u32,
    /// Whether it belongs to the month.
    pub is_inside: bool,
    pub is_today: bool,
    /// The whole date, for those who hear it.
    pub name: String,
    /// Address and title of what is on.
    pub entries: Vec<(String, String)>,
}

impl Sheet {
    /// The sheet of the month of `first`, with cards and the days on which they are.
    pub fn of(
        lang: Lang,
        first: NaiveDate,
        today: NaiveDate,
        cards: &[(NaiveDate, NaiveDate, Card)],
    ) -> Sheet {
        let start = first.week(Weekday::Mon).first_day();
        let days: Vec<NaiveDate> = start.iter_days().take(42).collect();
        let used = days.chunks(7).filter(|week| week.iter().any(|day| day.month() == first.month()));
        let weeks = used
            .map(|week| week.iter().map(|day| square(lang, *day, first, today, cards)).collect())
            .collect();
        let weekday = |day: &NaiveDate| (words::weekday_short(lang, *day), words::weekday(lang, *day));
        Sheet { name: words::month(lang, first), weekdays: days.iter().take(7).map(weekday).collect(), weeks }
    }
}

fn square(
    lang: Lang,
    day: NaiveDate,
    first: NaiveDate,
    today: NaiveDate,
    cards: &[(NaiveDate, NaiveDate, Card)],
) -> Day {
    let on = cards.iter().filter(|(from, until, _)| (*from..=*until).contains(&day));
    let entry = |card: &Card| (card.href.clone(), card.title.clone().unwrap_or_else(|| card.by.name.clone()));
    let is_inside = day.month() == first.month();
    Day {
        number: day.day(),
        is_inside,
        is_today: day == today,
        name: words::weekday_day(lang, day),
        entries: if is_inside { on.map(|(_, _, card)| entry(card)).collect() } else { Vec::new() },
    }
}

/// What the list below the sheet calls a day.
pub fn anchor(day: NaiveDate) -> String {
    day.format("d-%Y-%m-%d").to_string()
}

/// The first day of the month after, and of the month before.
pub fn around(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let before = first.checked_sub_days(Days::new(1)).and_then(|day| day.with_day(1)).unwrap_or(first);
    let after = first.checked_add_months(chrono::Months::new(1)).unwrap_or(first);
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks_from_monday() {
        let sheet = Sheet::of(Lang::Es, day("2027-06-01"), day("2027-06-12"), &[]);
        assert_eq!(sheet.name, "junio de 2027");
        assert_eq!(sheet.weekdays[0].1, "lunes");
        assert_eq!(sheet.weeks.len(), 5);
        assert_eq!(sheet.weeks[0].iter().map(|d| d.number).collect::<Vec<_>>(), [31, 1, 2, 3, 4, 5, 6]);
        assert!(!sheet.weeks[0][0].is_inside && sheet.weeks[1][5].is_today);
    }

    #[test]
    fn the_months_around_a_month_are_found_over_the_end_of_a_year() {
        assert_eq!(around(day("2027-01-01")), (day("2026-12-01"), day("2027-02-01")));
    }
}
