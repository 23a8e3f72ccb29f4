//! The one place that asks what time it is.

use crate::domain::time::to_millis;
use chrono::{DateTime, Utc};

/// The present instant in UTC, cut to milliseconds.
#[expect(clippy::disallowed_methods, reason = "this is the clock everybody else asks")]
pub fn now() -> DateTime<Utc> {
    to_millis(Utc::now())
}
