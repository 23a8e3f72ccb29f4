//! What a peer says to a delivery, as far as the queue cares.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::StatusCode;
use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub retry_after: Option<RetryAfter>,
    /// The peer's clock, which shows when ours is wrong.
    pub date: Option<DateTime<Utc>>,
    /// The signature the peer would have liked (RFC 9421 §5).
    pub accept_signature: Option<String>,
}

/// RFC 9110 §10.2.3: a pause, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    Pause(Duration),
    Until(DateTime<Utc>),
}

impl From<&reqwest::Response> for Answer {
    fn from(response: &reqwest::Response) -> Self {
        let headers = response.headers();
        Answer {
            status: response.status(),
            retry_after: text(headers, RETRY_AFTER).and_then(RetryAfter::parse),
            date: text(headers, DATE).and_then(http_date),
            accept_signature: text(headers, HeaderName::from_static("accept-signature")).map(str::to_owned),
        }
    }
}

impl RetryAfter {
    fn parse(value: &str) -> Option<Self> {
        match value.trim().parse::<u32>() {
            Ok(seconds) => Some(RetryAfter::Pause(Duration::from_secs(seconds.into()))),
            Err(_) => http_date(value).map(RetryAfter::Until),
        }
    }

    /// How long to leave the peer alone, seen from `now`.
    pub fn pause(self, now: DateTime<Utc>) -> Duration {
        match self {
            RetryAfter::Pause(pause) => pause,
            RetryAfter::Until(moment) => (moment - now).to_std().unwrap_or_default(),
        }
    }
}

fn http_date(value: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(value.trim()).ok().map(|date| date.with_timezone(&Utc))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-Q08: what cannot be honoured is not a wait.
    #[test]
    fn retry_after_is_a_pause_a_moment_or_nothing() {
        let now = http_date("Sun, 06 Nov 2033 08:49:00 GMT").expect("a date");
        let pause = |value| RetryAfter::parse(value).map(|after| after.pause(now).as_secs());
        assert_eq!(pause("30"), Some(30));
        assert_eq!(pause("Sun, 06 Nov 2033 08:49:37 GMT"), Some(37));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
        assert_eq!(pause("315360000"), Some(315_360_000));
        assert_eq!(pause("-5"), None);
        assert_eq!(pause("soon"), None);
        assert_eq!(pause("99999999999999999999"), None);
    }
}
