//! `comarca moderation`: rules about domains, measures about accounts, and lists that others keep.

use super::answer::Answer;
use crate::app::App;
use crate::domain::moderation::{DomainRule, MeasureKind, Severity, Terms, domain};
use crate::node::moderation::accounts::{self, Decision};
use crate::node::moderation::lists::{self, Comparison, Fate};
use crate::node::moderation::{Moderator, domains, takedown};
use crate::store::{actors, blocklists, domain_rules, publications};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;

const BY: Moderator = Moderator::Operator;

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The rules about domains
    #[command(after_help = "Example:\n  comarca moderation rules")]
    Rules,
    /// Make a rule about a domain and everything under it, or change the one there is
    #[command(
        after_help = "Example:\n  comarca moderation rule loud.example --severity silence --reject-media --public-comment 'spam'"
    )]
    Rule(NewRule),
    /// Take a rule back
    #[command(after_help = "Example:\n  comarca moderation lift loud.example")]
    Lift { domain: String },
    /// Print the rules as a list in Mastodon's columns
    #[command(after_help = "Example:\n  comarca moderation export > blocks.csv")]
    Export,
    /// Compare a list in Mastodon's columns with the rules; do what it says only with --apply
    #[command(
        after_help = "Example:\n  comarca moderation import blocks.csv\n  comarca moderation import blocks.csv --apply"
    )]
    Import(Import),
    /// Look at a list that others keep. What it says is proposed, never done by itself
    #[command(after_help = "Example:\n  comarca moderation subscribe https://lists.example/blocks.csv")]
    Subscribe { url: String },
    /// Look at a list no longer
    #[command(after_help = "Example:\n  comarca moderation unsubscribe https://lists.example/blocks.csv")]
    Unsubscribe { url: String },
    /// The lists that are looked at
    #[command(after_help = "Example:\n  comarca moderation lists")]
    Lists,
    /// What the lists propose
    #[command(after_help = "Example:\n  comarca moderation proposals --sources 2")]
    Proposals {
        /// Only what at least so many lists name
        #[arg(long, default_value_t = 1)]
        sources: i64,
    },
    /// Do what is proposed about a domain
    #[command(after_help = "Example:\n  comarca moderation accept loud.example")]
    Accept { domain: String },
    /// Let a proposal be
    #[command(after_help = "Example:\n  comarca moderation dismiss loud.example")]
    Dismiss { domain: String },
    /// Take one publication out: ours everywhere it went, somebody else's from this node
    #[command(after_help = "Example:\n  comarca moderation take-down https://loud.example/posts/1")]
    TakeDown {
        /// Its id on the wire
        address: String,
    },
    /// Warn, silence, suspend or reinstate an account, here or elsewhere
    #[command(after_help = "Example:\n  comarca moderation account @eva@loud.example silence --text 'spam'")]
    Account {
        /// The account's handle
        handle: String,
        /// warning, silence, suspend, unsilence or unsuspend
        #[arg(value_parser = measure)]
        measure: MeasureKind,
        /// What they are told, when they live here
        #[arg(long, default_value = "")]
        text: String,
    },
}

/// A rule as it is typed.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct NewRule {
    domain: String,
    /// noop, silence or suspend
    #[arg(long, default_value = "suspend", value_parser = severity)]
    severity: Severity,
    /// Show none of its files
    #[arg(long)]
    reject_media: bool,
    /// Hear none of its reports
    #[arg(long)]
    reject_reports: bool,
    /// Why; for those who run the node
    #[arg(long, default_value = "")]
    comment: String,
    /// Why; for everybody
    #[arg(long, default_value = "")]
    public_comment: String,
    /// Show the domain to everybody only in part
    #[arg(long)]
    obfuscate: bool,
}

/// A list and what to do with it.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct Import {
    file: PathBuf,
    /// Do it, instead of only saying what would be done
    #[arg(long)]
    apply: bool,
    /// What stands in the file.
    #[arg(skip)]
    bytes: Vec<u8>,
}

fn severity(word: &str) -> Result<Severity, String> {
    Severity::parse(word).ok_or_else(|| "say noop, silence or suspend".to_owned())
}

fn measure(word: &str) -> Result<MeasureKind, String> {
    MeasureKind::parse(word).ok_or_else(|| "say warning, silence, suspend, unsilence or unsuspend".to_owned())
}

impl Command {
    /// Reads what the command line names, before the task travels to the node.
    pub fn prepare(mut self) -> Result<Self> {
        if let Command::Import(import) = &mut self {
            let named = || format!("reading {}", import.file.display());
            import.bytes = std::fs::read(&import.file).with_context(named)?;
        }
        Ok(self)
    }

    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Command::Rules => rules(app).await,
            Command::Rule(new) => rule(app, new).await,
            Command::Lift { domain } => lift(app, &domain).await,
            Command::Export => {
                let text = String::from_utf8(lists::write(app).await?).context("a list is text")?;
                Ok(Answer::new(text.clone(), json!({ "csv": text })))
            }
            Command::Import(import) => take_in(app, &import).await,
            Command::Subscribe { url } => {
                let list = lists::subscribe(app, &BY, &url).await?;
                let said =
                    list.last_error.map_or(format!("{} domains", list.size), |why| format!("it {why}"));
                Ok(Answer::new(format!("{url}: {said}."), json!({ "url": url, "domains": list.size })))
            }
            Command::Unsubscribe { url } => {
                let all = blocklists::list(&mut app.db.read().await?).await?;
                let list = all.into_iter().find(|list| list.url == url).context("no such list")?;
                lists::unsubscribe(app, &BY, list.id).await?;
                Ok(Answer::new(format!("{url} is no longer looked at."), json!({ "url": url })))
            }
            Command::Lists => show_lists(app).await,
            Command::Proposals { sources } => proposals(app, sources).await,
            Command::Accept { domain } => {
                let rule = lists::accept(app, &BY, &domain, None).await?;
                Ok(Answer::new(line(&rule), row(&rule)))
            }
            Command::Dismiss { domain } => {
                lists::dismiss(app, &BY, &domain).await?;
                Ok(Answer::new(format!("{domain} is not proposed again."), json!({ "domain": domain })))
            }
            Command::TakeDown { address } => take_down(app, &address).await,
            Command::Account { handle, measure, text } => account(app, &handle, measure, text).await,
        }
    }
}

async fn take_down(app: &App, address: &str) -> Result<Answer> {
    let known = publications::find_by_uri(&mut app.db.read().await?, address).await?;
    let found = known.with_context(|| format!("this node knows nothing at {address}"))?;
    takedown::take_down(app, &BY, found.id).await?;
    Ok(Answer::new(format!("{} is taken out", found.uri), json!({ "uri": found.uri })))
}

async fn rules(app: &App) -> Result<Answer> {
    let rules = domain_rules::all(&mut app.db.read().await?).await?;
    let lines: Vec<String> = rules.iter().map(line).collect();
    Ok(Answer::new(lines.join("\n"), Value::Array(rules.iter().map(row).collect())))
}

async fn rule(app: &App, new: NewRule) -> Result<Answer> {
    let terms = Terms {
        severity: new.severity,
        reject_media: new.reject_media,
        reject_reports: new.reject_reports,
        private_comment: new.comment,
        public_comment: new.public_comment,
        obfuscate: new.obfuscate,
    };
    let rule = domains::rule(app, &BY, &new.domain, terms).await?;
    Ok(Answer::new(line(&rule), row(&rule)))
}

async fn lift(app: &App, name: &str) -> Result<Answer> {
    let named = domain(name).with_context(|| format!("{name} is no domain"))?;
    let found = domain_rules::find_by_domain(&mut app.db.read().await?, &named).await?;
    let rule = found.with_context(|| format!("there is no rule about {named}"))?;
    domains::lift(app, &BY, rule.id).await?;
    Ok(Answer::new(format!("The rule about {named} is gone."), json!({ "domain": named })))
}

async fn take_in(app: &App, import: &Import) -> Result<Answer> {
    let compared = lists::compare(app, lists::read(&import.bytes)?).await?;
    let done = if import.apply { lists::apply(app, &BY, &compared).await? } else { 0 };
    let mut text: Vec<String> = compared
        .lines
        .iter()
        .map(|(entry, fate)| {
            format!("{:8} {:8} {}", fate.as_str(), entry.terms.severity.as_str(), entry.domain)
        })
        .collect();
    text.extend(compared.unread.iter().map(|line| format!("no domain         {line}")));
    text.push(summary(&compared, import.apply, done));
    let lines = compared.lines.iter().map(|(entry, fate)| json!({ "domain": entry.domain, "fate": fate }));
    let json = json!({
        "lines": lines.collect::<Vec<_>>(), "unread": compared.unread, "reach": compared.reach, "done": done,
        "applied": import.apply,
    });
    Ok(Answer::new(text.join("\n"), json))
}

fn summary(compared: &Comparison, applied: bool, done: usize) -> String {
    if applied {
        return format!("{done} rules were made or made harder.");
    }
    let reach = &compared.reach;
    format!(
        "Nothing was done. With --apply: {} new rules, {} harder; they touch {} known accounts, {} follows from here, {} from there.",
        compared.count(Fate::New),
        compared.count(Fate::Harder),
        reach.actors,
        reach.following,
        reach.followers
    )
}

async fn show_lists(app: &App) -> Result<Answer> {
    let all = blocklists::list(&mut app.db.read().await?).await?;
    let lines: Vec<String> = all
        .iter()
        .map(|list| {
            format!("{:6} domains  {}  {}", list.size, list.url, list.last_error.as_deref().unwrap_or(""))
        })
        .collect();
    let rows =
        all.iter().map(|list| json!({ "url": list.url, "domains": list.size, "error": list.last_error }));
    Ok(Answer::new(lines.join("\n"), Value::Array(rows.collect())))
}

async fn proposals(app: &App, sources: i64) -> Result<Answer> {
    let found = lists::proposals(app, sources, 1_000).await?;
    let lines: Vec<String> = found
        .iter()
        .map(|p| format!("{:8} {:2} lists  {}", p.terms.severity.as_str(), p.sources.len(), p.domain))
        .collect();
    let rows = found
        .iter()
        .map(|p| json!({ "domain": p.domain, "severity": p.terms.severity, "sources": p.sources }));
    Ok(Answer::new(lines.join("\n"), Value::Array(rows.collect())))
}

async fn account(app: &App, handle: &str, kind: MeasureKind, text: String) -> Result<Answer> {
    let mut tx = app.db.read().await?;
    let name = handle.trim().trim_start_matches('@').to_lowercase();
    let found = match name.split_once('@') {
        Some((name, host)) if host != app.host() => actors::find_remote(&mut tx, name, host).await?,
        Some((name, _)) => actors::find_local(&mut tx, name).await?,
        None => actors::find_local(&mut tx, &name).await?,
    };
    drop(tx);
    let target = found.with_context(|| format!("nobody called {handle} is known here"))?;
    let decision = Decision { target: target.id, kind, text, report: None };
    accounts::take(app, &BY, decision).await?;
    Ok(Answer::new(format!("{handle}: {kind}."), json!({ "account": target.uri, "measure": kind })))
}

fn line(rule: &DomainRule) -> String {
    let terms = &rule.terms;
    let without = [(terms.reject_media, "no files"), (terms.reject_reports, "no reports")];
    let without: Vec<&str> = without.iter().filter(|(is, _)| *is).map(|(_, said)| *said).collect();
    format!(
        "{:30} {:8} {} {}",
        rule.domain,
        terms.severity.as_str(),
        without.join(", "),
        terms.private_comment
    )
}

fn row(rule: &DomainRule) -> Value {
    let terms = &rule.terms;
    json!({
        "domain": rule.domain, "severity": terms.severity, "reject_media": terms.reject_media,
        "reject_reports": terms.reject_reports, "comment": terms.private_comment,
        "public_comment": terms.public_comment, "obfuscate": terms.obfuscate,
    })
}
