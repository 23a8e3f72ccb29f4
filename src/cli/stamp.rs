//! `comarca stamp`: what a stamp says and whether it holds; what is asked of an organisation, and its answer.

use super::alliance::By;
use super::answer::Answer;
use super::verdicts;
use crate::app::{App, client_settings};
use crate::config::Config;
use crate::domain::publication::Publication;
use crate::domain::service::Service;
use crate::domain::stamp::{Link, StampKind};
use crate::federation::client::Client;
use crate::federation::evidence;
use crate::node::stamp::Granted;
use crate::node::verdict::{self, Standing};
use crate::node::{cosign, embargo, recognition, stamp};
use crate::store::publications;
use crate::store::stamps::{self, Request};
use crate::words::Lang;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Explain a stamp in words: who, what, when, whether it holds and why
    #[command(
        after_help = "Examples:\n  comarca stamp verify https://valmar.example/ap/stamps/17\n  comarca stamp verify https://valmar.example/signatures/17.json\n  comarca stamp verify communique.json --language es      (a file of evidence needs no node and no network)\n\nWhere no node is set up, addresses are asked as anybody may. Fails when no stamp holds or a proof is broken."
    )]
    Verify {
        /// A file or the stamp's address
        what: String,
        /// In which language it is explained: es, fr, en, pt, ar
        #[arg(long, default_value = "en", value_parser = verdicts::language)]
        language: Lang,
    },
    #[command(flatten)]
    Order(Order),
}

/// What travels to the node.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[command(skip)]
    VerifyAt { address: String, language: String },
    #[command(skip)]
    VerifyCopy { document: Value, language: String },
    /// What is asked of an organisation
    #[command(after_help = "Example:\n  comarca stamp requests --by ana --for valmar")]
    Requests {
        #[command(flatten)]
        actor: By,
    },
    /// Ask organisations to sign a communiqué as its text is now, to hold an event together, to take a kit over
    #[command(
        after_help = "Examples:\n  comarca stamp ask https://valmar.example/ap/o/17 --of @riba@riba.example --due 2027-04-30T22:00:00Z --by ana\n  comarca stamp ask https://valmar.example/ap/o/18 --kind coorganiser --of @riba@riba.example --by ana"
    )]
    Ask {
        /// The publication's id on the wire
        text: String,
        /// endorsement, coorganiser or adoption
        #[arg(long, default_value = "endorsement", value_parser = kind)]
        kind: StampKind,
        /// Whom: a handle; once for each
        #[arg(long = "of", value_name = "HANDLE")]
        givers: Vec<String>,
        #[arg(long)]
        due: Option<DateTime<Utc>>,
        /// Of a draft: it is frozen and read by nobody else until then, and comes out with its signatures
        #[arg(long)]
        embargo: Option<DateTime<Utc>>,
        #[command(flatten)]
        actor: By,
    },
    /// Make a draft that is under an embargo one like others, and take back what was asked about it
    #[command(
        after_help = "Example:\n  comarca stamp lift https://valmar.example/ap/o/17 --by ana --for valmar"
    )]
    Lift {
        text: String,
        #[command(flatten)]
        actor: By,
    },
    /// Promise to honour the cards of a city, and ask it for the same
    #[command(
        after_help = "Example:\n  comarca stamp recognise @riba@riba.example --service health --service library --until 2028-12-31T23:59:59Z --by ana --for valmar"
    )]
    Recognise {
        city: String,
        /// Once for each: registration, health, education, language, library, transport, sport, culture, social, housing
        #[arg(long = "service", value_name = "SERVICE", required = true, value_parser = service)]
        services: Vec<Service>,
        #[arg(long)]
        from: Option<DateTime<Utc>>,
        #[arg(long)]
        until: Option<DateTime<Utc>>,
        #[command(flatten)]
        actor: By,
    },
    /// Which city honours the cards of which
    #[command(after_help = "Example:\n  comarca stamp recognitions")]
    Recognitions,
    /// Agree as the first of two persons that a text is signed
    #[command(after_help = "Example:\n  comarca stamp prepare 17 --by ana --for valmar")]
    Prepare {
        id: i64,
        /// What the organisation adds to its signature
        #[arg(long)]
        reservation: Option<String>,
        #[command(flatten)]
        actor: By,
    },
    /// Give what was asked
    #[command(after_help = "Example:\n  comarca stamp grant 17 --by sol --for valmar")]
    Grant {
        id: i64,
        #[command(flatten)]
        actor: By,
    },
    /// Refuse what was asked
    #[command(after_help = "Example:\n  comarca stamp refuse 17 --by sol --for valmar")]
    Refuse {
        id: i64,
        #[command(flatten)]
        actor: By,
    },
    /// Take a stamp back
    #[command(
        after_help = "Example:\n  comarca stamp revoke https://valmar.example/ap/stamps/17 --by sol --for valmar"
    )]
    Revoke {
        stamp: String,
        #[command(flatten)]
        actor: By,
    },
    /// Give a stamp once more, with another end
    #[command(
        after_help = "Example:\n  comarca stamp renew https://valmar.example/ap/stamps/17 --until 2028-01-31T00:00:00Z --by sol --for valmar"
    )]
    Renew {
        stamp: String,
        #[arg(long)]
        until: Option<DateTime<Utc>>,
        #[command(flatten)]
        actor: By,
    },
}

fn lang(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or(Lang::En)
}

fn kind(word: &str) -> Result<StampKind, String> {
    StampKind::parse(word).ok_or_else(|| "endorsement, coorganiser or adoption".to_owned())
}

fn service(word: &str) -> Result<Service, String> {
    let all: Vec<&str> = Service::ALL.iter().map(|one| one.as_str()).collect();
    Service::parse(word).ok_or_else(|| format!("one of {}", all.join(", ")))
}

/// Judges what stands at an address as anybody may who has no node.
pub async fn from_afar(config: &Config, address: &str, language: &str) -> Result<Answer> {
    let client = Client::new(client_settings(config)?)?;
    verdicts::judged(&evidence::gather(&client, address).await?, lang(language))
}

/// Whether what was judged may be relied on: some stamp holds, and every proof does.
pub fn is_good(judged: &Answer) -> bool {
    match judged.json["stamps"].as_array() {
        Some(all) => judged.json["hold"] != 0 && all.iter().all(|one| one["proved"] == true),
        None => judged.json["standing"] == Standing::Valid.as_str(),
    }
}

/// Either an answer that needed no node, or what the node has to do.
pub enum Prepared {
    Answered(Answer),
    Order(Order),
}

impl Command {
    /// Reads what lies in files; a file of evidence is judged at once.
    pub fn prepare(self) -> Result<Prepared> {
        let (what, language) = match self {
            Command::Order(order) => return Ok(Prepared::Order(order)),
            Command::Verify { what, language } => (what, language),
        };
        let tag = language.tag().to_owned();
        if what.starts_with("https://") || what.starts_with("http://") {
            return Ok(Prepared::Order(Order::VerifyAt { address: what, language: tag }));
        }
        let text = std::fs::read_to_string(&what).with_context(|| format!("reading {what}"))?;
        let document: Value = serde_json::from_str(&text).with_context(|| format!("{what} is no JSON"))?;
        match document.as_object().filter(|document| evidence::is_evidence(document)) {
            Some(document) => verdicts::judged(document, language).map(Prepared::Answered),
            None => Ok(Prepared::Order(Order::VerifyCopy { document, language: tag })),
        }
    }
}

impl Order {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Order::VerifyAt { address, language } => {
                Ok(verdicts::explained(&verdict::at(app, &address).await?, lang(&language)))
            }
            Order::VerifyCopy { document, language } => {
                let document: &Map<String, Value> = document.as_object().context("this is no stamp")?;
                Ok(verdicts::explained(&verdict::copy(app, document).await?, lang(&language)))
            }
            Order::Requests { actor } => {
                let acting = actor.acting(app).await?;
                let asked = stamps::asked_of(&mut app.db.read().await?, &acting.actor.uri, 100).await?;
                let lines: Vec<String> = asked.iter().map(line).collect();
                Ok(Answer::new(lines.join("\n"), asked.iter().map(row).collect()))
            }
            Order::Recognise { city, services, from, until, actor } => {
                let (acting, other) = (actor.acting(app).await?, super::alliance::find(app, &city).await?);
                let plan = recognition::Plan { services, from, until };
                Ok(given(&recognition::propose(app, &acting, &other, &plan).await?))
            }
            Order::Recognitions => {
                let found = recognition::promises(app, &mut app.db.read().await?).await?;
                let lines: Vec<String> = found.iter().map(promise).collect();
                Ok(Answer::new(lines.join("\n"), found.iter().map(promised).collect()))
            }
            Order::Lift { text, actor } => {
                embargo::lift(app, &actor.acting(app).await?, known(app, &text).await?.id).await?;
                Ok(Answer::new("It is a draft like others.", json!({ "uri": text })))
            }
            Order::Ask { text, kind, givers, due, embargo, actor } => {
                let acting = actor.acting(app).await?;
                let mut asked = Vec::new();
                for handle in &givers {
                    asked.push(super::alliance::find(app, handle).await?);
                }
                let requests = match embargo {
                    None => cosign::ask(app, &acting, &text, kind, &asked, due).await?,
                    Some(until) => {
                        let draft = known(app, &text).await?;
                        embargo::begin(app, &acting, draft.id, Some(until.into()), &asked, due).await?
                    }
                };
                let rows = requests.iter().map(row).collect();
                Ok(Answer::new(format!("Asked {} organisations.", requests.len()), rows))
            }
            Order::Prepare { id, reservation, actor } => {
                stamp::prepare(app, &actor.acting(app).await?, id, reservation).await?;
                Ok(Answer::new(
                    "Prepared: another person who may sign grants it.",
                    json!({ "id": id.to_string() }),
                ))
            }
            Order::Grant { id, actor } => match stamp::grant(app, &actor.acting(app).await?, id).await? {
                Granted::Given(link) => Ok(given(&link)),
                Granted::Sealed(until) => Ok(Answer::new(
                    format!("Agreed: it is signed when the text comes out, on {until}."),
                    json!({ "id": id.to_string(), "sealed_until": until }),
                )),
            },
            Order::Refuse { id, actor } => {
                stamp::refuse(app, &actor.acting(app).await?, id).await?;
                Ok(Answer::new("Refused.", json!({ "id": id.to_string() })))
            }
            Order::Revoke { stamp, actor } => {
                Ok(given(&stamp::revoke(app, &actor.acting(app).await?, &stamp).await?))
            }
            Order::Renew { stamp, until, actor } => {
                Ok(given(&stamp::renew(app, &actor.acting(app).await?, &stamp, until).await?))
            }
        }
    }
}

async fn known(app: &App, uri: &str) -> Result<Publication> {
    let found = publications::find_by_uri(&mut app.db.read().await?, uri).await?;
    found.with_context(|| format!("this node knows nothing at {uri}"))
}

fn promise(one: &recognition::Promise) -> String {
    let (link, sides) = (&one.link, if one.answer.is_some() { "both sides" } else { "one side" });
    let services: Vec<&str> = one.services.iter().map(|service| service.as_str()).collect();
    format!("{} honours cards of {}: {} ({sides})", link.giver, link.target, services.join(", "))
}

fn promised(one: &recognition::Promise) -> Value {
    let link = &one.link;
    json!({
        "giver": link.giver, "target": link.target, "services": one.services, "from": link.effective(),
        "until": one.ends, "standing": one.standing.as_str(), "stamp": link.uri, "answer": one.answer,
    })
}

fn given(link: &Link) -> Answer {
    Answer::new(link.uri.clone(), json!({ "stamp": link.uri, "seq": link.seq, "digest": link.digest }))
}

fn line(request: &Request) -> String {
    format!(
        "{} {:9} {:12} {} asks about {}",
        request.id, request.state, request.kind, request.asker, request.target
    )
}

fn row(request: &Request) -> Value {
    json!({
        "id": request.id.to_string(), "state": request.state, "kind": request.kind, "asker": request.asker,
        "target": request.target, "alliance": request.alliance, "digest": request.text_digest, "note": request.note,
        "due": request.due, "result": request.result,
        "embargo": request.embargo, "sealed": request.is_sealed(),
    })
}
