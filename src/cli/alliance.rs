//! `comarca alliance`: founding one, joining, vouching, leaving, speaking against a member, amending the charter; and who
//! is a member, now and at any time before.

use super::answer::Answer;
use super::{charter, who};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::roster::Roster;
use crate::node::alliance::{self, Plan};
use crate::node::importing;
use crate::node::resolve::{self, Found};
use crate::store::alliances::{self, Alliance};
use crate::store::viewing::Viewer;
use crate::store::{actors, stamps};
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Found an alliance with other organisations: they are asked to sign its charter
    #[command(after_help = charter::EXAMPLE)]
    Found {
        /// Its name in addresses, the same on every node
        slug: String,
        #[arg(long, value_name = "FILE")]
        charter: PathBuf,
        /// Another founder: a handle; once for each
        #[arg(long = "with", value_name = "HANDLE")]
        others: Vec<String>,
        #[command(flatten)]
        actor: By,
    },
    /// Propose another charter: it holds once the quorum of members has signed it
    #[command(
        after_help = "Example:\n  comarca alliance amend norte --charter charter.toml --by ana --for valmar"
    )]
    Amend {
        slug: String,
        #[arg(long, value_name = "FILE")]
        charter: PathBuf,
        #[command(flatten)]
        actor: By,
    },
    #[command(flatten)]
    Order(Order),
}

/// What travels to the node.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[command(skip)]
    Found { plan: PlanOrder, others: Vec<String>, actor: By },
    #[command(skip)]
    Amend { plan: PlanOrder, actor: By },
    /// Sign the charter and ask members to vouch for the organisation
    #[command(
        after_help = "Example:\n  comarca alliance join https://valmar.example/alliances/norte --by ana --for tacuare"
    )]
    Join {
        /// The alliance's page on a member's node, or its name when it is known here
        address: String,
        /// Whom to ask; everybody who may vouch by default
        #[arg(long = "sponsor", value_name = "HANDLE")]
        sponsors: Vec<String>,
        #[command(flatten)]
        actor: By,
    },
    /// Vouch for an organisation
    #[command(
        after_help = "Example:\n  comarca alliance sponsor norte @riba@riba.example --by ana --for valmar"
    )]
    Sponsor {
        slug: String,
        target: String,
        #[command(flatten)]
        actor: By,
    },
    /// Take back what the organisation vouched for, and speak against a member
    #[command(
        after_help = "Example:\n  comarca alliance exclude norte @riba@riba.example --by ana --for valmar"
    )]
    Exclude {
        slug: String,
        target: String,
        #[command(flatten)]
        actor: By,
    },
    /// Leave; what the organisation stamped for others holds
    #[command(after_help = "Example:\n  comarca alliance leave norte --by ana --for valmar")]
    Leave {
        slug: String,
        #[command(flatten)]
        actor: By,
    },
    /// The alliances that are known here
    #[command(after_help = "Example:\n  comarca alliance list")]
    List,
    /// The members
    #[command(after_help = "Example:\n  comarca alliance roster norte --at 2027-01-31T00:00:00Z")]
    Roster {
        slug: String,
        /// At this instant instead of now
        #[arg(long)]
        at: Option<DateTime<Utc>>,
    },
    /// Take over what the other members have, now
    #[command(after_help = "Example:\n  comarca alliance sync norte")]
    Sync { slug: String },
    /// Fetch the directory, the last texts and the calendar of the other members, now
    #[command(after_help = "Example:\n  comarca alliance import norte")]
    Import { slug: String },
    /// What did not count, and why
    #[command(after_help = "Example:\n  comarca alliance doubts")]
    Doubts,
}

/// Who acts.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct By {
    /// Who acts
    #[arg(long, value_name = "USERNAME")]
    pub by: String,
    /// The organisation; the only one the person has a role in by default
    #[arg(long = "for", value_name = "ORGANISATION")]
    pub organisation: Option<String>,
}

/// A charter as its file says it, with the alliance's name in addresses.
#[derive(Debug, Deserialize, Serialize)]
pub struct PlanOrder {
    slug: String,
    text: charter::Text,
}

impl PlanOrder {
    fn plan(self) -> Plan {
        self.text.plan(self.slug)
    }
}

impl Command {
    /// Reads what lies in files.
    pub fn prepare(self) -> Result<Order> {
        Ok(match self {
            Command::Found { slug, charter, others, actor } => {
                Order::Found { plan: PlanOrder { slug, text: charter::read(&charter)? }, others, actor }
            }
            Command::Amend { slug, charter, actor } => {
                Order::Amend { plan: PlanOrder { slug, text: charter::read(&charter)? }, actor }
            }
            Command::Order(order) => order,
        })
    }
}

impl Order {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Order::Found { plan, others, actor } => found(app, plan.plan(), &others, &actor).await,
            Order::Amend { plan, actor } => {
                let (acting, alliance) = (actor.acting(app).await?, known(app, &plan.slug).await?);
                let charter = alliance::amend(app, &acting, &alliance, plan.plan()).await?;
                let text =
                    "The amendment is written down and signed. It holds once the quorum has signed it.";
                Ok(Answer::new(text, json!({ "charter": charter.uri, "digest": charter.digest })))
            }
            Order::Join { address, sponsors, actor } => join(app, &address, &sponsors, &actor).await,
            Order::Sponsor { slug, target, actor } => {
                let (acting, alliance) = (actor.acting(app).await?, known(app, &slug).await?);
                let target = find(app, &target).await?;
                let link = alliance::sponsor(app, &acting, &alliance, &target.uri).await?;
                Ok(Answer::new(format!("Vouched: {}", link.uri), json!({ "stamp": link.uri })))
            }
            Order::Exclude { slug, target, actor } => {
                let (acting, alliance) = (actor.acting(app).await?, known(app, &slug).await?);
                let target = find(app, &target).await?;
                let link = alliance::exclude(app, &acting, &alliance, &target.uri).await?;
                Ok(Answer::new("Taken back, and said to all members.", json!({ "link": link.uri })))
            }
            Order::Leave { slug, actor } => {
                let (acting, alliance) = (actor.acting(app).await?, known(app, &slug).await?);
                let link = alliance::leave(app, &acting, &alliance).await?;
                Ok(Answer::new(format!("Left {slug}."), json!({ "link": link.uri })))
            }
            Order::List => list(app).await,
            Order::Roster { slug, at } => {
                let alliance = known(app, &slug).await?;
                let state = alliance::now(app, &alliance.uri, at.unwrap_or(app.now())).await?;
                Ok(members(&alliance, &state.roster))
            }
            Order::Sync { slug } => {
                let alliance = known(app, &slug).await?;
                let (fresh, silent) = alliance::synchronise(app, &alliance).await?;
                let text = format!("{fresh} new links; no answer from: {}", silent.join(", "));
                Ok(Answer::new(text, json!({ "new": fresh, "silent": silent })))
            }
            Order::Import { slug } => {
                let alliance = known(app, &slug).await?;
                let done = importing::run(app, &alliance.uri).await?;
                let text = format!("{} publications of {} members", done.found, done.total);
                Ok(Answer::new(text, serde_json::to_value(&done)?))
            }
            Order::Doubts => doubts(app).await,
        }
    }
}

impl By {
    /// The person, for the organisation.
    pub async fn acting(&self, app: &App) -> Result<crate::node::acting::Acting> {
        who::acting(app, &self.by, self.organisation.as_deref()).await
    }
}

async fn found(app: &App, plan: Plan, others: &[String], actor: &By) -> Result<Answer> {
    let acting = actor.acting(app).await?;
    let mut founders = Vec::new();
    for handle in others {
        founders.push(find(app, handle).await?);
    }
    let charter = alliance::found(app, &acting, plan, &founders).await?;
    let page = app.uri(&format!("/alliances/{}", charter.slug));
    Ok(Answer::new(
        format!("{page}\nThe other founders are asked to sign the charter."),
        json!({ "alliance": charter.alliance, "digest": charter.digest, "page": page }),
    ))
}

async fn join(app: &App, address: &str, sponsors: &[String], actor: &By) -> Result<Answer> {
    let acting = actor.acting(app).await?;
    let alliance = if resolve::is_address(address) {
        alliance::get_to_know(app, address).await?
    } else {
        known(app, address).await?
    };
    let mut chosen = Vec::new();
    for handle in sponsors {
        chosen.push(find(app, handle).await?);
    }
    let asked = alliance::join(app, &acting, &alliance, &chosen).await?;
    let handles: Vec<String> = asked.iter().map(|actor| who::handle(app, actor)).collect();
    let text = match handles.is_empty() {
        true => "The charter is signed.".to_owned(),
        false => format!("The charter is signed. Asked to vouch: {}", handles.join(", ")),
    };
    Ok(Answer::new(text, json!({ "alliance": alliance.uri, "slug": alliance.slug, "asked": handles })))
}

async fn list(app: &App) -> Result<Answer> {
    let mut tx = app.db.read().await?;
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for alliance in alliances::list(&mut tx).await? {
        let members = alliances::members(&mut tx, &alliance.uri).await?.len();
        lines.push(format!("{:20} {members:4} members  {}", alliance.slug, alliance.uri));
        rows.push(json!({ "slug": alliance.slug, "alliance": alliance.uri, "members": members }));
    }
    Ok(Answer::new(lines.join("\n"), Value::Array(rows)))
}

fn members(alliance: &Alliance, roster: &Roster) -> Answer {
    let line = |member: &crate::domain::roster::Member| {
        format!("{:50} since {}  {}", member.actor, member.since.date_naive(), member.sponsors.join(" "))
    };
    let lines: Vec<String> = roster.members.iter().map(line).collect();
    Answer::new(lines.join("\n"), crate::api::open::roster(&alliance.uri, roster, roster.as_of))
}

async fn doubts(app: &App) -> Result<Answer> {
    let found = stamps::suspicions(&mut app.db.read().await?, 200).await?;
    let words = |why: &str| crate::federation::stamps::in_words(why);
    let lines: Vec<String> =
        found.iter().map(|one| format!("{} {}: {}", one.at, one.giver, words(&one.why))).collect();
    let rows = found.iter().map(|one| {
        json!({ "at": one.at, "giver": one.giver, "why": one.why, "words": words(&one.why), "about": one.about })
    });
    Ok(Answer::new(lines.join("\n"), rows.collect()))
}

async fn known(app: &App, slug: &str) -> Result<Alliance> {
    let found = alliances::find_by_slug(&mut app.db.read().await?, slug).await?;
    found.with_context(|| format!("no alliance here is called {slug}"))
}

/// An organisation by handle or actor URI, known here or asked at its node.
pub async fn find(app: &App, target: &str) -> Result<Actor> {
    if let Some(actor) = actors::find_by_uri(&mut app.db.read().await?, target).await? {
        return Ok(actor);
    }
    match resolve::address(app, Viewer::Public, target).await? {
        Some(Found::Actor(actor)) => Ok(*actor),
        _ => bail!("{target} cannot be found"),
    }
}
