//! Block lists: taken in from a file, given out as one, and looked at where others keep them. What a list says
//! is compared first and done only when somebody says so (DOM-07).

use super::{Moderator, domains};
use crate::app::App;
use crate::domain::blocklist::{self, COLUMNS, Entry, List};
use crate::domain::moderation::{DomainRule, Severity, covers, domains_above};
use crate::domain::refusal::Refusal;
use crate::domain::word::words;
use crate::error::{Error, Result};
use crate::federation::client::{SignsRequests, Unsigned};
use crate::store::blocklists::{self, Blocklist, Proposal};
use crate::store::domain_rules::{self, Reach};
use crate::store::{Tx, actors, follows};
use anyhow::Context;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use url::Url;

/// The largest list, in bytes.
pub const BYTES_MAX: usize = 1024 * 1024;
/// The most lists of one node.
const LISTS_MAX: usize = 20;
/// How often a list is looked at.
const EVERY: chrono::Duration = chrono::Duration::hours(24);
/// What is asked for: a table, or lines.
const ACCEPT: &str = "text/csv, text/plain;q=0.9";

words! {
    /// What would become of one line of a list.
    Fate {
        /// A rule would be made.
        New = "new",
        /// The rule there is would become harder.
        Harder = "harder",
        /// Nothing: there is a rule that is as hard or harder.
        Known = "known",
        /// Nothing: it is this node, or one of its own network.
        Spared = "spared",
    }
}

/// A list compared with the rules of this node. Nothing was done.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub lines: Vec<(Entry, Fate)>,
    /// What named no domain.
    pub unread: Vec<String>,
    /// The list was longer than what is read.
    pub cut: bool,
    /// Whom the lines that would be done touch.
    pub reach: Reach,
}

impl Comparison {
    /// How many lines have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.lines.iter().filter(|(_, of)| *of == fate).count()
    }
}

/// Reads a list as it stands in a file. Refuses what is larger than a list, and what is no text.
pub fn read(bytes: &[u8]) -> Result<List, Refusal> {
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::FileTooLarge { max_mib: BYTES_MAX / 1024 / 1024 });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::FileKindRefused)?;
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = table.records().filter_map(|row| row.ok()).map(|row| row.iter().map(str::to_owned).collect());
    Ok(blocklist::read(rows))
}

/// The rules of this node as a file in Mastodon's columns.
pub async fn write(app: &App) -> Result<Vec<u8>> {
    let rules = domain_rules::all(&mut app.db.read().await?).await?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).context("writing a list")?;
    for rule in rules {
        table.write_record(blocklist::cells(&rule.domain, &rule.terms)).context("writing a list")?;
    }
    Ok(table.into_inner().map_err(|error| anyhow::anyhow!("writing a list: {error}"))?)
}

/// Compares a list with the rules there are.
pub async fn compare(app: &App, list: List) -> Result<Comparison> {
    let mut tx = app.db.read().await?;
    let rules: HashMap<String, DomainRule> =
        domain_rules::all(&mut tx).await?.into_iter().map(|rule| (rule.domain.clone(), rule)).collect();
    let spared = own_network(app, &mut tx).await?;
    let fate = |entry: &Entry| match rules.get(&entry.domain) {
        _ if spared.iter().any(|host| covers(&entry.domain, host)) => Fate::Spared,
        Some(rule) if rule.terms.severity >= entry.terms.severity => Fate::Known,
        Some(_) => Fate::Harder,
        None => Fate::New,
    };
    let lines: Vec<(Entry, Fate)> =
        list.entries.into_iter().map(|entry| (entry.clone(), fate(&entry))).collect();
    let mut reach = Reach::default();
    let known: HashSet<String> =
        actors::hosts(&mut tx).await?.iter().flat_map(|host| domains_above(host)).collect();
    let done = lines.iter().filter(|(_, fate)| matches!(fate, Fate::New | Fate::Harder));
    for (entry, _) in done.filter(|(entry, _)| known.contains(&entry.domain)) {
        let one = domain_rules::reach(&mut tx, &entry.domain).await?;
        reach.actors += one.actors;
        reach.publications += one.publications;
        reach.following += one.following;
        reach.followers += one.followers;
    }
    Ok(Comparison { lines, unread: list.unread, cut: list.cut, reach })
}

/// Whom no list may touch: this node, those it is closed to, and every Comarca node that an organisation here follows.
async fn own_network(app: &App, tx: &mut Tx) -> Result<Vec<String>> {
    let mut hosts = vec![app.host()];
    hosts.extend(app.config.federation.only_hosts.iter().map(|host| host.to_lowercase()));
    hosts.extend(follows::allied_hosts(tx).await?);
    Ok(hosts)
}

/// Does what a comparison says; answers how many rules were made or changed.
pub async fn apply(app: &App, by: &Moderator, comparison: &Comparison) -> Result<usize> {
    let mut done = 0;
    for (entry, fate) in &comparison.lines {
        if matches!(fate, Fate::New | Fate::Harder) {
            domains::put(app, by, &entry.domain, entry.terms.clone()).await?;
            done += 1;
        }
    }
    domains::changed(app).await;
    Ok(done)
}

/// Begins to look at a list that others keep, and looks at it.
pub async fn subscribe(app: &App, by: &Moderator, address: &str) -> Result<Blocklist> {
    let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let url = url.ok_or_else(|| Refusal::LinkInvalid.at("url"))?;
    let (own, by, id, now) = (app.clone(), by.clone(), app.next_id(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if blocklists::list(tx).await?.len() >= LISTS_MAX {
                    return Err(Refusal::TooMany { max: LISTS_MAX }.at("url").into());
                }
                if !blocklists::subscribe(tx, id, url.as_str(), now).await? {
                    return Err(Refusal::ListKnown.at("url").into());
                }
                by.log(&own, tx, "list-subscribed", url.as_str()).await
            })
        })
        .await?;
    look(app, id).await?;
    blocklists::find(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Looks at a list no longer. The rules that were made stay.
pub async fn unsubscribe(app: &App, by: &Moderator, id: i64) -> Result<()> {
    let (own, by) = (app.clone(), by.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !blocklists::unsubscribe(tx, id).await? {
                    return Err(Error::NotFound);
                }
                by.log(&own, tx, "list-unsubscribed", &id.to_string()).await
            })
        })
        .await
}

/// Looks at every list that was not looked at for a day.
pub async fn look_at_due(app: &App) -> Result<()> {
    for id in blocklists::due(&mut app.db.read().await?, app.now() - EVERY).await? {
        look(app, id).await?;
    }
    Ok(())
}

/// Fetches a list. When it cannot be had, what it said before stays and the reason is noted.
pub async fn look(app: &App, id: i64) -> Result<()> {
    let list = blocklists::find(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)?;
    let fetched = fetch(app, &list.url).await;
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match fetched {
                    Ok(entries) => blocklists::replace(tx, id, &entries, now).await,
                    Err(why) => blocklists::failed(tx, id, why, now).await,
                }
            })
        })
        .await
}

async fn fetch(app: &App, url: &str) -> Result<Vec<Entry>, &'static str> {
    let url = Url::parse(url).map_err(|_| "no address")?;
    let signer: Arc<dyn SignsRequests> = Arc::new(Unsigned);
    let fetched = app.client.get(&url, ACCEPT, &signer).await.map_err(|_| "cannot be reached")?;
    if !fetched.status.is_success() {
        return Err("answers with an error");
    }
    let kind = fetched.content_type.unwrap_or_default();
    if !(kind.starts_with("text/csv") || kind.starts_with("text/plain")) {
        return Err("is no table");
    }
    let list = read(&fetched.body).map_err(|_| "cannot be read")?;
    if list.cut || list.unread.len() > list.entries.len() {
        return Err("is too long, or no list of domains");
    }
    Ok(list.entries)
}

/// What lists propose that nobody here has decided, without whom no list may touch.
pub async fn proposals(app: &App, threshold: i64, limit: i64) -> Result<Vec<Proposal>> {
    let mut tx = app.db.read().await?;
    let spared = own_network(app, &mut tx).await?;
    let mut found = blocklists::proposals(&mut tx, threshold, limit).await?;
    found.retain(|proposal| !spared.iter().any(|host| covers(&proposal.domain, host)));
    Ok(found)
}

/// Does what is proposed about a domain, at this severity.
pub async fn accept(
    app: &App,
    by: &Moderator,
    domain: &str,
    severity: Option<Severity>,
) -> Result<DomainRule> {
    let all = proposals(app, 1, i64::MAX).await?;
    let proposal = all.into_iter().find(|proposal| proposal.domain == domain).ok_or(Error::NotFound)?;
    let mut terms = proposal.terms;
    terms.severity = severity.unwrap_or(terms.severity);
    domains::rule(app, by, domain, terms).await
}

/// Lets a proposal be.
pub async fn dismiss(app: &App, by: &Moderator, domain: &str) -> Result<()> {
    let (own, by, domain, now) = (app.clone(), by.clone(), domain.to_owned(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                blocklists::dismiss(tx, &domain, by.person(), now).await?;
                by.log(&own, tx, "proposal-dismissed", &domain).await
            })
        })
        .await
}
