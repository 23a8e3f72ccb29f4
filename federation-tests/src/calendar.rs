//! Virtual time: one calendar for all nodes of a net, moved by the test. Debian's `faketime` gives it to the processes;
//! only the date moves, timers keep running as they are.

use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// How far the nodes' date is ahead of this machine's.
pub struct Calendar {
    file: PathBuf,
    ahead: Mutex<TimeDelta>,
}

impl Calendar {
    /// A calendar that shows the present day.
    pub fn in_folder(folder: &Path) -> Calendar {
        let calendar = Calendar { file: folder.join("calendar"), ahead: Mutex::new(TimeDelta::zero()) };
        calendar.show(TimeDelta::zero());
        calendar
    }

    /// Lets `time` pass.
    pub fn turns(&self, time: TimeDelta) {
        let mut ahead = self.ahead.lock().expect("no test panics while it holds the calendar");
        *ahead += time;
        self.show(*ahead);
    }

    /// What the nodes think the time is.
    pub fn now(&self) -> DateTime<Utc> {
        real_now() + *self.ahead.lock().expect("no test panics while it holds the calendar")
    }

    /// The variables by which a process reads this calendar.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let file = self.file.display().to_string();
        let shim = shim().display().to_string();
        vec![
            ("LD_PRELOAD", shim),
            ("FAKETIME_TIMESTAMP_FILE", file),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }

    /// A new file in the place of the old one, so that nobody reads half a date.
    fn show(&self, ahead: TimeDelta) {
        let draft = self.file.with_extension("draft");
        std::fs::write(&draft, format!("{:+}", ahead.num_seconds())).expect("the calendar can be written");
        std::fs::rename(draft, &self.file).expect("the calendar can be written");
    }
}

/// This machine's time.
#[expect(clippy::disallowed_methods, reason = "outside the nodes there is no `app` to ask")]
pub fn real_now() -> DateTime<Utc> {
    Utc::now()
}

/// The library that Debian's package `faketime` brings.
fn shim() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").expect("there is a /usr/lib").flatten();
    folders
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|file| file.exists())
        .expect("virtual time needs Debian's package faketime")
}
