//! Signed notes of many actors, delivered to the shared inbox, and really shown in a home timeline.

use super::Options;
use super::letters;
use super::load::{self, Burst};
use super::report::{Goal, Report};
use super::stage::Stage;
use std::collections::HashSet;
use std::time::Duration;

/// How many are answered at once.
const AT_ONCE: usize = 16;
/// Keys are fetched and pools filled before anything counts.
const WARM_UP: usize = 500;

/// Delivers notes and looks whether they are shown.
pub async fn measure(options: &Options, stage: &Stage, report: &mut Report) {
    stage.follows_the_authors().await;
    deliver(options, stage, "warm", 0..WARM_UP).await;
    let (burst, cpu) = deliver(options, stage, "note", 0..options.notes).await;
    assert_shown(stage, "note", options.notes).await;
    let each = cpu.as_secs_f64() / options.notes as f64;
    report.hold("inbound signed notes, stored and shown", burst.rate(), "/s", Goal::AtLeast(4_000.0));
    report.hold("– CPU of the node for each", each * 1e3, " ms", Goal::AtMost(0.3));
    report.tell("– a second of its CPU", 1.0 / each, " notes");
    report.tell(format!("202 with {AT_ONCE} in flight, p50"), burst.percentile(0.5), " ms");
    report.tell("– p90", burst.percentile(0.9), " ms");
    report.hold("– p99", burst.percentile(0.99), " ms", Goal::AtMost(40.0));
}

/// Delivers some notes of a run; answers how it went and what CPU time it took the node.
pub async fn deliver(
    options: &Options,
    stage: &Stage,
    run: &str,
    numbers: std::ops::Range<usize>,
) -> (Burst, Duration) {
    let (instances, inbox) = (&stage.instances, stage.inbox());
    let letters = letters::many(numbers, |n| {
        let from = n % options.authors;
        letters::signed(instances, from, &inbox, &letters::note(instances, from, run, n))
    });
    let before = stage.vitals().cpu();
    let burst = load::send(stage.node().address, letters, AT_ONCE).await;
    let cpu = stage.vitals().cpu() - before;
    burst.all(202);
    (burst, cpu)
}

/// Expects every note of a run to be in the home timeline, once.
async fn assert_shown(stage: &Stage, run: &str, count: usize) {
    let shown: Vec<String> = stage.node().whole_home().await.into_iter().map(|one| one.text).collect();
    let marks: Vec<&str> = shown
        .iter()
        .filter(|text| text.starts_with(run))
        .filter_map(|text| text.split_inclusive('.').next())
        .collect();
    let missing = (0..count).map(|n| letters::mark(run, n)).collect::<HashSet<_>>();
    let missing = missing.iter().filter(|mark| !marks.contains(&mark.as_str())).count();
    assert!(missing == 0 && marks.len() == count, "{} notes are shown and {missing} missing", marks.len());
}
