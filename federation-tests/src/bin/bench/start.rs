//! How fast a node is there, how large it is at rest, and how large after everything it did.

use super::load::Wire;
use super::report::{Goal, Report};
use super::stage::Stage;
use super::{letters, vitals::Vitals};
use federation_tests::node::Node;
use federation_tests::program::program;
use std::time::{Duration, Instant};
use url::Url;

const STARTS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the node some times, and looks at it while it rests.
pub async fn measure(stage: &Stage, report: &mut Report) {
    let size = std::fs::metadata(program()).expect("the program's file").len();
    report.hold("size of the program", size as f64 / 1e6, " MB", Goal::AtMost(60.0));
    let taken = cold(stage.node()).await;
    report.hold("cold start to the first answer", taken, " s", Goal::AtMost(0.1));
    stage.vitals().rests().await;
    report.hold("memory at rest", stage.vitals().memory(), " MiB", Goal::AtMost(35.0));
}

/// Looks at the node after the load.
pub async fn measure_after(stage: &Stage, report: &mut Report) {
    let vitals: Vitals = stage.vitals();
    vitals.rests().await;
    report.hold("memory after the load", vitals.memory(), " MiB", Goal::AtMost(120.0));
    report.tell("– at most meanwhile", vitals.most_memory(), " MiB");
}

/// Stops and starts a node; the median of the seconds to its first answer.
pub async fn cold(node: &Node) -> f64 {
    let mut taken = Vec::new();
    for _ in 0..STARTS {
        node.stops().await;
        let begun = Instant::now();
        node.starts_unheard();
        first_answer(node, begun).await;
        taken.push(begun.elapsed());
    }
    taken.sort_unstable();
    taken[STARTS / 2].as_secs_f64()
}

async fn first_answer(node: &Node, begun: Instant) {
    let url = Url::parse(&node.at("/.well-known/nodeinfo")).expect("an address");
    let request = letters::get(&url, &[]);
    loop {
        if let Ok(mut wire) = Wire::to(node.address).await
            && wire.ask(&request).await.is_ok_and(|answer| answer.status == 200)
        {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the node does not start:\n{}", node.last_words());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
