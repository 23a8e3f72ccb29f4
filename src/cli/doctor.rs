//! `comarca doctor`: what a node's operator would look at one by one, each answered in words. The looking is
//! `node::health`'s; the same findings stand on the page `/admin`.

use super::answer::Answer;
use super::control;
use super::task::Task;
use crate::config::Config;
use crate::node::health::{Finding, State, machine};
use crate::words::Lang;
use anyhow::Result;
use serde_json::json;

/// Looks at everything. The answer lists the findings; the flag says whether nothing is wrong.
pub async fn run(config: Config) -> Result<(Answer, bool)> {
    let mut found = machine::look(&config).await;
    found.extend(node(config).await);
    let healthy = found.iter().all(|one| one.state != State::Wrong);
    let lines: Vec<String> = found.iter().map(line).collect();
    let told: Vec<_> = found
        .iter()
        .map(|one| json!({ "about": one.about, "state": one.state, "words": one.words(Lang::En) }))
        .collect();
    Ok((Answer::new(lines.join("\n"), json!({ "ok": healthy, "findings": told })), healthy))
}

fn line(finding: &Finding) -> String {
    let sign = match finding.state {
        State::Fine => "ok    ",
        State::Look => "look  ",
        State::Wrong => "WRONG ",
    };
    // The marks that isolate directions on a page are noise in a terminal.
    let words = finding.words(Lang::En).replace(['\u{2068}', '\u{2069}'], "");
    format!("{sign} {:12} {}", finding.about, words.replace('\n', "\n                    "))
}

/// What the node itself says, running or not.
async fn node(config: Config) -> Vec<Finding> {
    let asked = match control::perform(config, Task::Health).await {
        Ok(answer) => serde_json::from_value(answer.json).map_err(Into::into),
        Err(error) => Err(error),
    };
    asked.unwrap_or_else(|error: anyhow::Error| {
        vec![Finding::new("node", State::Wrong, "node-silent", &[("why", format!("{error:#}"))])]
    })
}
