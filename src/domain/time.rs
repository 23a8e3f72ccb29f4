//! When something happens: instants with the time zone of the place.

use super::refusal::Refusal;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

/// The dates of an action or meeting. `zone` is an IANA name; instants are UTC.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Occasion {
    pub starts_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
    pub zone: String,
}

impl Occasion {
    /// The first and the last day where it takes place, when whoever wrote it gave no hours: it begins, and ends, at
    /// midnight. In UTC midnight is an hour like others: servers that know no zones write it.
    pub fn whole_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let zone = self.zone.parse::<Tz>().ok().filter(|zone| *zone != Tz::UTC && *zone != Tz::Etc__UTC)?;
        let (first, last) = (self.starts_at.with_timezone(&zone), self.ends_at.unwrap_or(self.starts_at));
        let last = last.with_timezone(&zone);
        let midnight = first.time() == NaiveTime::MIN && last.time() == NaiveTime::MIN;
        midnight.then(|| (first.date_naive(), last.date_naive()))
    }

    /// Checks the order, a sane year (1900–2200) and the zone's name.
    pub fn check(&self) -> Result<(), Refusal> {
        let sane = |at: &DateTime<Utc>| (1900..=2200).contains(&at.year());
        if !sane(&self.starts_at) || self.ends_at.as_ref().is_some_and(|at| !sane(at)) {
            return Err(Refusal::DateOutOfRange);
        }
        if self.ends_at.is_some_and(|end| end <= self.starts_at) {
            return Err(Refusal::EndsBeforeStart);
        }
        if self.zone.parse::<Tz>().is_err() {
            return Err(Refusal::ZoneUnknown);
        }
        Ok(())
    }
}

/// A moment that somebody chose. `zone` is the IANA name of the zone in which they did, and in which they are told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: DateTime<Utc>,
    pub zone: String,
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Moment {
        Moment { at, zone: "UTC".into() }
    }
}

/// An instant as documents write it, with its milliseconds.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// Cuts an instant to milliseconds, the precision both databases keep.
pub fn to_millis(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}
