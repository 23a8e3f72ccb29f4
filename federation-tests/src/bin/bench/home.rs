//! The home timeline of a node that has stored very many publications, each of which came through the inbox.

use super::Options;
use super::inbound::deliver;
use super::load::Wire;
use super::report::{Goal, Report};
use super::stage::Stage;
use super::{letters, start};
use std::time::{Duration, Instant};
use url::Url;

/// How many are signed and sent in one go.
const SHARE: usize = 5_000;
const READINGS: usize = 500;

/// Fills the node, starts it anew, and reads.
pub async fn measure(options: &Options, stage: &Stage, report: &mut Report) {
    stage.follows_the_authors().await;
    let mut stored = 0;
    while stored < options.publications {
        let next = (stored + SHARE).min(options.publications);
        deliver(options, stage, "store", stored..next).await;
        stored = next;
        if stored % 50_000 == 0 {
            eprintln!("{stored} publications stored");
        }
    }
    stage.vitals().rests().await;
    report.tell(format!("memory after {stored} publications"), stage.vitals().memory(), " MiB");
    let taken = start::cold(stage.node()).await;
    report.hold(format!("cold start with {stored} publications"), taken, " s", Goal::AtMost(0.3));
    read(stage, stored, report).await;
}

async fn read(stage: &Stage, stored: usize, report: &mut Report) {
    let url = Url::parse(&stage.node().at("/api/v1/timelines/home")).expect("an address");
    let token = format!("Bearer {}", stage.node().token());
    let request = letters::get(&url, &[("authorization", &token)]);
    let mut wire = Wire::to(stage.node().address).await.expect("the node listens");
    let before = stage.vitals().cpu();
    let mut taken = Vec::new();
    for _ in 0..READINGS {
        let begun = Instant::now();
        let answer = wire.ask(&request).await.expect("the node answers");
        taken.push(begun.elapsed());
        assert_eq!(answer.status, 200, "the home timeline");
        let shown: serde_json::Value = serde_json::from_slice(answer.body).expect("statuses");
        assert_eq!(shown.as_array().map(Vec::len), Some(20), "statuses on a page");
    }
    let cpu: Duration = stage.vitals().cpu() - before;
    taken.sort_unstable();
    let p99 = taken[READINGS * 99 / 100].as_secs_f64() * 1e3;
    report.hold(format!("home timeline with {stored} publications, p99"), p99, " ms", Goal::AtMost(10.0));
    report.tell("– p50", taken[READINGS / 2].as_secs_f64() * 1e3, " ms");
    report.tell("– CPU for each", cpu.as_secs_f64() * 1e3 / READINGS as f64, " ms");
}
