//! Pages of a list sorted by id, as a reader asks for them.

/// Which part of a list is wanted: newest first, at most `limit`, between two ids that are not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Only what is older than this.
    pub before: Option<i64>,
    /// Only what is newer than this, the newest of it.
    pub since: Option<i64>,
    /// Only what is newer than this, the nearest to it.
    pub after: Option<i64>,
    pub limit: i64,
}

impl Page {
    /// The newest `limit`.
    pub fn newest(limit: i64) -> Page {
        Page { before: None, since: None, after: None, limit }
    }

    /// Everything on the page is smaller than this.
    pub fn ceiling(&self) -> i64 {
        self.before.unwrap_or(i64::MAX)
    }

    /// Everything on the page is greater than this.
    pub fn floor(&self) -> i64 {
        self.after.or(self.since).unwrap_or(-1)
    }

    /// Whether the page is filled from its old end.
    pub fn is_upwards(&self) -> bool {
        self.after.is_some()
    }

    /// How SQL sorts, so that a limit keeps the right end.
    pub fn direction(&self) -> &'static str {
        if self.is_upwards() { "asc" } else { "desc" }
    }

    /// Rows as [`Page::direction`] brought them, newest first.
    pub fn newest_first<T>(&self, mut rows: Vec<T>) -> Vec<T> {
        if self.is_upwards() {
            rows.reverse();
        }
        rows
    }
}
