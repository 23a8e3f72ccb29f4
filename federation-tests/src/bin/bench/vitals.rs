//! What the kernel says of a process: the CPU time it took and the memory it holds.

use std::time::{Duration, Instant};

/// The kernel counts CPU time for /proc in hundredths of a second, on every architecture (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);
/// A process that takes less than this in a look is at rest.
const LOOK: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(60);

/// The CPU time that this very thread has taken.
pub fn thread_cpu() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").expect("the kernel counts");
    let first = schedule.split_whitespace().next().expect("the time on a processor");
    Duration::from_nanos(first.parse().expect("a number of nanoseconds"))
}

/// A process to be watched.
#[derive(Clone, Copy)]
pub struct Vitals(pub u32);

impl Vitals {
    /// The CPU time it has taken so far, in the kernel and outside, over all its threads.
    pub fn cpu(self) -> Duration {
        let stat = self.read("stat");
        // The name in parentheses may hold anything.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields[n].parse::<u32>().expect("a number of ticks");
        TICK * (ticks(11) + ticks(12))
    }

    /// The memory it holds now, in MiB.
    pub fn memory(self) -> f64 {
        self.status("VmRSS:")
    }

    /// The most memory it ever held, in MiB.
    pub fn most_memory(self) -> f64 {
        self.status("VmHWM:")
    }

    /// Waits until it has nothing to do.
    pub async fn rests(self) {
        let begun = Instant::now();
        let mut before = self.cpu();
        loop {
            tokio::time::sleep(LOOK).await;
            let now = self.cpu();
            if now - before <= TICK {
                return;
            }
            before = now;
            assert!(begun.elapsed() < PATIENCE, "the process does not come to rest");
        }
    }

    fn status(self, name: &str) -> f64 {
        let status = self.read("status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of /proc/…/status");
        let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number of KiB");
        kib / 1024.0
    }

    fn read(self, name: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.0)).expect("the process runs")
    }
}
