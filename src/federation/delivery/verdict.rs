//! What an answer to a delivery means for it and for the others that wait for the same peer.

use chrono::{DateTime, Duration, Utc};
use http::StatusCode;

use crate::domain::backoff;
use crate::federation::client::{Answer, FetchError};

/// The meaning of an answer, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Delivered,
    /// The peer as a whole is away or asks for quiet, perhaps for so long.
    Away {
        pause: Option<Duration>,
        reason: &'static str,
    },
    /// The peer is there, but could not take this one now.
    Later(&'static str),
    /// The peer does not believe or want us; that may change, for instance when it can fetch our key again.
    Unwelcome,
    /// The peer will never take this one.
    Refused,
    /// Nobody is behind this inbox any more.
    Gone,
    /// The inbox is elsewhere now; the actor's document says where.
    Moved,
}

impl Verdict {
    /// Judges an answer as the fediverse means it: what others do with each status is the measure.
    pub fn of(answer: &Result<Answer, FetchError>, now: DateTime<Utc>) -> Self {
        let answer = match answer {
            Ok(answer) => answer,
            Err(FetchError::Forbidden(_)) => return Verdict::Refused,
            Err(FetchError::TimedOut) => return Verdict::Away { pause: None, reason: "no answer in time" },
            Err(FetchError::Certificate) => {
                return Verdict::Away { pause: None, reason: "invalid certificate" };
            }
            Err(_) => return Verdict::Away { pause: None, reason: "no connection" },
        };
        let pause = answer.retry_after.and_then(|after| backoff::requested(after.pause(now)));
        match answer.status {
            status if status.is_success() => Verdict::Delivered,
            StatusCode::GONE => Verdict::Gone,
            status if status.is_redirection() => Verdict::Moved,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Verdict::Unwelcome,
            StatusCode::TOO_MANY_REQUESTS => Verdict::Away { pause, reason: "asked us to slow down" },
            StatusCode::SERVICE_UNAVAILABLE => Verdict::Away { pause, reason: "out of service" },
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => {
                Verdict::Away { pause, reason: "out of service" }
            }
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY => Verdict::Later("not in time"),
            StatusCode::NOT_IMPLEMENTED => Verdict::Refused,
            status if status.is_server_error() => Verdict::Later("an error over there"),
            _ => Verdict::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::client::{Forbidden, RetryAfter};

    fn answer(status: u16, retry_after: Option<u64>) -> Result<Answer, FetchError> {
        Ok(Answer {
            status: StatusCode::from_u16(status).unwrap(),
            retry_after: retry_after.map(|s| RetryAfter::Pause(std::time::Duration::from_secs(s))),
            date: None,
            accept_signature: None,
        })
    }

    /// Cases 186–191, R-Q07.
    #[test]
    fn every_answer_has_its_meaning() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let away =
            |seconds: Option<i64>, reason| Verdict::Away { pause: seconds.map(Duration::seconds), reason };
        for (answer, verdict) in [
            (answer(200, None), Verdict::Delivered),
            (answer(202, None), Verdict::Delivered),
            (answer(301, None), Verdict::Moved),
            (answer(308, None), Verdict::Moved),
            (answer(400, None), Verdict::Refused),
            (answer(401, None), Verdict::Unwelcome),
            (answer(403, None), Verdict::Unwelcome),
            (answer(404, None), Verdict::Refused),
            (answer(408, None), Verdict::Later("not in time")),
            (answer(410, None), Verdict::Gone),
            (answer(413, None), Verdict::Refused),
            (answer(422, None), Verdict::Refused),
            (answer(429, Some(120)), away(Some(120), "asked us to slow down")),
            (answer(429, Some(315_360_000)), away(None, "asked us to slow down")),
            (answer(500, None), Verdict::Later("an error over there")),
            (answer(501, None), Verdict::Refused),
            (answer(502, None), away(None, "out of service")),
            (answer(503, Some(30)), away(Some(30), "out of service")),
            (Err(FetchError::TimedOut), away(None, "no answer in time")),
            (Err(FetchError::Unreachable), away(None, "no connection")),
            (Err(FetchError::Certificate), away(None, "invalid certificate")),
            (Err(FetchError::Forbidden(Forbidden::Address)), Verdict::Refused),
        ] {
            assert_eq!(Verdict::of(&answer, now), verdict, "{answer:?}");
        }
    }
}
