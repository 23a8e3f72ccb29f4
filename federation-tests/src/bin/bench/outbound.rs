//! One post to many hosts that answer at once, or slowly; every delivery is held against the key of its sender.

use super::Options;
use super::letters;
use super::load::Wire;
use super::report::{Goal, Report};
use super::stage::Stage;
use federation_tests::patience::within;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use url::Url;

const SLOW: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(120);

/// Publishes to each number of followers, for each way they answer.
pub async fn measure(options: &Options, stage: &Stage, report: &mut Report) {
    let mut sizes = options.inboxes.clone();
    sizes.sort_unstable();
    for count in sizes {
        stage.is_followed_by(count).await;
        for pause in [Duration::ZERO, SLOW] {
            stage.instances.pauses(pause);
            one_post(stage, count, pause, report).await;
        }
        stage.instances.pauses(Duration::ZERO);
    }
}

async fn one_post(stage: &Stage, count: usize, pause: Duration, report: &mut Report) {
    let key = stage.key().await.clone();
    let reader = Reader::begins(stage).await;
    stage.vitals().rests().await;
    let (before, begun) = (stage.vitals().cpu(), Instant::now());
    stage.node().publishes(&format!("To {count} hosts that answer after {} ms", pause.as_millis())).await;
    within(PATIENCE, "every host gets the post", || async {
        (stage.instances.reached() >= count).then_some(())
    })
    .await;
    let page = reader.ends().await;
    stage.vitals().rests().await;
    let cpu = stage.vitals().cpu() - before;
    let deliveries = stage.receives("Create", count).await;
    assert_eq!(deliveries.len(), count, "deliveries, one for each host");
    deliveries.iter().for_each(|delivery| stage.instances.verifies(delivery, &key));
    let last = deliveries.iter().map(|delivery| delivery.at).max().expect("some deliveries") - begun;
    let each = cpu.as_secs_f64() * 1e3 / count as f64;
    tell(report, count, pause, last.as_secs_f64(), each, page);
}

fn tell(report: &mut Report, count: usize, pause: Duration, last: f64, each: f64, page: f64) {
    let how = if pause.is_zero() { "that answer at once" } else { "that answer after 200 ms" };
    let goal = match (count, pause.is_zero()) {
        (1_000, true) => Some((1.5, 1.1)),
        (1_000, false) => Some((3.0, 1.1)),
        _ => None,
    };
    let (figure, cpu) = (format!("a post to {count} hosts {how}, last delivery"), "– CPU for each delivery");
    match goal {
        Some((seconds, cost)) => {
            report.hold(figure, last, " s", Goal::AtMost(seconds));
            report.hold(cpu, each, " ms", Goal::AtMost(cost));
            report.hold("– a page meanwhile, p99", page, " ms", Goal::AtMost(50.0));
        }
        None => {
            report.tell(figure, last, " s");
            report.tell(cpu, each, " ms");
        }
    }
    report.tell("– deliveries", count as f64 / last, "/s");
}

/// Somebody who reads a page twenty times a second while the node delivers.
struct Reader {
    reading: JoinHandle<Vec<Duration>>,
    enough: tokio::sync::watch::Sender<bool>,
}

impl Reader {
    async fn begins(stage: &Stage) -> Reader {
        let (enough, told) = tokio::sync::watch::channel(false);
        let page = Url::parse(&stage.node().at("/latest")).expect("an address");
        let reading = tokio::spawn(read(stage.node().address, page, told));
        Reader { reading, enough }
    }

    /// The 99th percentile of the time a page took, in milliseconds.
    async fn ends(self) -> f64 {
        let _ = self.enough.send(true);
        let mut taken = self.reading.await.expect("the reader does not panic");
        taken.sort_unstable();
        taken[(taken.len() - 1) * 99 / 100].as_secs_f64() * 1e3
    }
}

async fn read(node: SocketAddr, page: Url, told: tokio::sync::watch::Receiver<bool>) -> Vec<Duration> {
    let request = letters::get(&page, &[("accept", "text/html")]);
    let mut wire = Wire::to(node).await.expect("the node listens");
    let mut taken = Vec::new();
    while !*told.borrow() {
        let begun = Instant::now();
        assert_eq!(wire.ask(&request).await.expect("the node answers").status, 200, "a page");
        taken.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    taken
}
