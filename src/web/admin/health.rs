//! `/admin`: the health of the node as a picture and in words. What is looked at is what `comarca doctor` looks at.

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page, see};
use super::super::filters;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::node::acting::Charge;
use crate::node::health::{self as looks, Finding};
use crate::store::health::{self, Peer, Queues};

/// One finding as the page shows it.
struct Line {
    about: String,
    /// `fine`, `look` or `wrong`.
    state: &'static str,
    icon: &'static str,
    words: String,
}

#[derive(Template)]
#[template(path = "admin/health.html")]
struct HealthPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    /// The worst of all states.
    state: &'static str,
    lines: Vec<Line>,
    queues: Queues,
    reached: i64,
    peers: i64,
}

/// `GET /admin`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    if office.charge != Charge::Node {
        return Ok(see("/admin/people"));
    }
    let found = looks::all(&app).await?;
    let mut tx = app.db.read().await?;
    let queues = health::queues(&mut tx).await?;
    let peers: Vec<Peer> =
        health::peers(&mut tx).await?.into_iter().filter(|peer| peer.blocked_at.is_none()).collect();
    let reached = peers.iter().filter(|peer| peer.state == "healthy").count();
    let worst = found.iter().map(|one| rank(one.state)).max().unwrap_or_default();
    let reader = &office.reader;
    let template = HealthPage {
        reader,
        ways: office.ways(),
        state: ["fine", "look", "wrong"][worst],
        lines: found.iter().map(|finding| line(reader, finding)).collect(),
        queues,
        reached: i64::try_from(reached).unwrap_or_default(),
        peers: i64::try_from(peers.len()).unwrap_or_default(),
    };
    page(reader, &template)
}

fn rank(state: looks::State) -> usize {
    match state {
        looks::State::Fine => 0,
        looks::State::Look => 1,
        looks::State::Wrong => 2,
    }
}

fn line(reader: &Reader, finding: &Finding) -> Line {
    let rank = rank(finding.state);
    Line {
        about: finding.about.clone(),
        state: ["fine", "look", "wrong"][rank],
        icon: ["check", "eye", "warning"][rank],
        words: finding.words(reader.lang()),
    }
}
