//! Dates and hours in words, by ICU. The caller has already moved them to the zone they should be read in.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use icu::calendar::{Date, Gregorian};
use icu::datetime::{FixedCalendarDateTimeFormatter as Formatter, NoCalendarFormatter, fieldsets};
use icu::time::Time;

use super::Lang;

/// The ways a date is written, made once per language.
struct Styles {
    long: Formatter<Gregorian, fieldsets::YMD>,
    medium: Formatter<Gregorian, fieldsets::YMD>,
    weekday: Formatter<Gregorian, fieldsets::E>,
    weekday_short: Formatter<Gregorian, fieldsets::E>,
    with_weekday: Formatter<Gregorian, fieldsets::MDE>,
    with_weekday_and_year: Formatter<Gregorian, fieldsets::YMDE>,
    month: Formatter<Gregorian, fieldsets::M>,
    month_short: Formatter<Gregorian, fieldsets::M>,
    clock: NoCalendarFormatter<fieldsets::T>,
}

thread_local! {
    // ICU's formatters stay on the thread that made them.
    static STYLES: [Styles; 5] = Lang::ALL.map(Styles::of);
}

/// "12 de junio de 2027".
pub fn day(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.long.format(&gregorian(date)).to_string())
}

/// "12 jun 2027".
pub fn day_short(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.medium.format(&gregorian(date)).to_string())
}

/// "sábado".
pub fn weekday(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.weekday.format(&gregorian(date)).to_string())
}

/// "sáb".
pub fn weekday_short(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.weekday_short.format(&gregorian(date)).to_string())
}

/// "sábado, 12 de junio".
pub fn weekday_day(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.with_weekday.format(&gregorian(date)).to_string())
}

/// "sábado, 12 de junio de 2027".
pub fn weekday_date(lang: Lang, date: NaiveDate) -> String {
    with(lang, |styles| styles.with_weekday_and_year.format(&gregorian(date)).to_string())
}

/// "junio de 2027".
pub fn month(lang: Lang, date: NaiveDate) -> String {
    let month = with(lang, |styles| styles.month.format(&gregorian(date)).to_string());
    let of = if matches!(lang, Lang::Es | Lang::Pt) { "de " } else { "" };
    format!("{month} {of}{}", date.year())
}

/// "jun 2027".
pub fn month_short(lang: Lang, date: NaiveDate) -> String {
    let month = with(lang, |styles| styles.month_short.format(&gregorian(date)).to_string());
    format!("{month} {}", date.year())
}

/// "18:00".
pub fn clock(lang: Lang, time: NaiveTime) -> String {
    let [hour, minute] = [time.hour() as u8, time.minute() as u8];
    let time = Time::try_new(hour, minute, 0, 0).unwrap_or_else(|_| Time::start_of_day());
    with(lang, |styles| styles.clock.format(&time).to_string())
}

/// "12 jun 2027, 18:00".
pub fn day_and_clock(lang: Lang, date: NaiveDate, time: NaiveTime) -> String {
    format!("{}{} {}", day_short(lang, date), comma(lang), clock(lang, time))
}

fn comma(lang: Lang) -> char {
    if lang == Lang::Ar { '،' } else { ',' }
}

fn with(lang: Lang, write: impl FnOnce(&Styles) -> String) -> String {
    STYLES.with(|styles| write(&styles[lang.index()]))
}

/// A date ICU cannot hold (chrono reaches further back and ahead) is shown as the epoch's.
fn gregorian(date: NaiveDate) -> Date<Gregorian> {
    Date::try_new_gregorian(date.year(), date.month() as u8, date.day() as u8)
        .unwrap_or_else(|_| Date::try_new_gregorian(1970, 1, 1).expect("a date of the Gregorian calendar"))
}

/// Arabic's medium date is digits and slashes, which read backwards beside Latin words.
fn medium(lang: Lang) -> fieldsets::YMD {
    if lang == Lang::Ar { fieldsets::YMD::long() } else { fieldsets::YMD::medium() }
}

impl Styles {
    fn of(lang: Lang) -> Styles {
        let locale = lang.locale();
        let known = "the five languages are in ICU's compiled data";
        Styles {
            long: Formatter::try_new(locale.clone().into(), fieldsets::YMD::long()).expect(known),
            medium: Formatter::try_new(locale.clone().into(), medium(lang)).expect(known),
            weekday: Formatter::try_new(locale.clone().into(), fieldsets::E::long()).expect(known),
            weekday_short: Formatter::try_new(locale.clone().into(), fieldsets::E::short()).expect(known),
            with_weekday: Formatter::try_new(locale.clone().into(), fieldsets::MDE::long()).expect(known),
            with_weekday_and_year: Formatter::try_new(locale.clone().into(), fieldsets::YMDE::long())
                .expect(known),
            month: Formatter::try_new(locale.clone().into(), fieldsets::M::long()).expect(known),
            month_short: Formatter::try_new(locale.clone().into(), fieldsets::M::medium()).expect(known),
            clock: NoCalendarFormatter::try_new(locale.into(), fieldsets::T::hm()).expect(known),
        }
    }
}
