//! What everybody may read, asked for on sixteen connections: the actor's document, and the page of a publication.

use super::Options;
use super::letters;
use super::load::{self, Wire};
use super::report::{Goal, Report};
use super::stage::Stage;
use bytes::Bytes;
use std::time::Duration;
use url::Url;

const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_millis(500);

/// Asks for both, for some seconds each.
pub async fn measure(options: &Options, stage: &Stage, report: &mut Report) {
    let document = letters::get(
        &Url::parse(&stage.node().actor()).expect("an address"),
        &[("accept", "application/activity+json")],
    );
    let text = "A page that many read at once";
    let url = stage.node().publishes(text).await.whole["url"].as_str().expect("a page").to_owned();
    let browser = [("accept", "text/html"), ("accept-language", "fr, es;q=0.5")];
    let page = letters::get(&Url::parse(&url).expect("an address"), &browser);
    ask(options, stage, report, "actor JSON", document, "publicKeyPem", 25_000.0).await;
    ask(options, stage, report, "public page of a publication", page, text, 6_000.0).await;
}

async fn ask(
    options: &Options,
    stage: &Stage,
    report: &mut Report,
    figure: &str,
    request: Bytes,
    holds: &str,
    goal: f64,
) {
    let node = stage.node().address;
    let mut wire = Wire::to(node).await.expect("the node listens");
    let answer = wire.ask(&request).await.expect("the node answers");
    let body = String::from_utf8_lossy(answer.body);
    assert!(answer.status == 200 && body.contains(holds), "{figure}: {} {body}", answer.status);
    load::repeat(node, request.clone(), CONNECTIONS, WARM_UP).await;
    let before = stage.vitals().cpu();
    let burst = load::repeat(node, request, CONNECTIONS, Duration::from_secs(options.seconds)).await;
    let cpu = stage.vitals().cpu() - before;
    burst.all(200);
    report.hold(format!("{figure}, {CONNECTIONS} connections"), burst.rate(), "/s", Goal::AtLeast(goal));
    report.tell("– CPU for each", cpu.as_secs_f64() * 1e6 / burst.latencies.len() as f64, " µs");
    report.tell("– p99", burst.percentile(0.99), " ms");
}
