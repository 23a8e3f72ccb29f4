//! One node's part in the demo: its organisations follow the others, publish in turn, answer each other, and wait until
//! what the other nodes published has arrived. All of it through the verbs, and between nodes over HTTP.
//!
//! Every step first looks whether it was done before, so that an interrupted play is taken up where it was.

mod alliance;

use super::cast;
use super::programme::{self, Alliance, Entry, File, Gesture, Node, Programme};
use crate::app::App;
use crate::cli::serve::node;
use crate::cli::serve::shutdown::Shutdown;
use crate::cli::who;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication};
use crate::federation::html;
use crate::node::acting::Acting;
use crate::node::resolve::{self, Found};
use crate::node::{boost, follow, like, media, publish, rsvp};
use crate::store::listing::Filter;
use crate::store::viewing::Viewer;
use crate::store::{actors, follows, listing};
use anyhow::{Context, Result, bail};
use bytes::Bytes;
use chrono::NaiveDate;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long to wait for something another node does.
const PATIENCE: Duration = Duration::from_secs(180);
/// Between two looks whether it has arrived.
const PAUSE: Duration = Duration::from_millis(150);
/// More than one author publishes in the demo.
const MANY: i64 = 200;

/// Runs the node number `index` of the alliance until the stage's curtain falls.
pub async fn run(dir: &Path, port: u16, alliance: &Alliance, index: usize, today: NaiveDate) -> Result<()> {
    let own = &alliance.node[index];
    let (app, server) = node::open(config(dir, port, index, own)?).await?;
    let cast = cast::ensure(&app, own).await?;
    let shutdown = Shutdown::on_signals()?;
    fall_with_the_curtain(shutdown.clone());
    let running = tokio::spawn(node::run(app.clone(), server, shutdown.clone()));
    let part = Part { app: &app, port, alliance, index, today };
    tokio::select! {
        played = part.play() => {
            played?;
            println!("{}", serde_json::to_string(&cast)?);
        }
        () = shutdown.gently.cancelled() => {}
    }
    running.await?
}

/// The curtain is the standard input that the stage holds: however the stage ends, it closes.
fn fall_with_the_curtain(shutdown: Shutdown) {
    std::thread::spawn(move || {
        let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
        shutdown.gently.cancel();
    });
}

fn config(dir: &Path, port: u16, index: usize, node: &Node) -> Result<Config> {
    let own_port = port_of(port, index);
    let mut config = Config::default();
    config.node.base_url = format!("http://127.0.0.1:{own_port}").parse()?;
    config.node.data = dir.join(&node.key);
    config.node.language.clone_from(&node.language);
    config.node.development = true;
    config.listen.addresses = vec![([127, 0, 0, 1], own_port).into()];
    config.federation.allow_addresses = vec!["127.0.0.1/32".parse()?];
    Ok(config)
}

fn port_of(first: u16, index: usize) -> u16 {
    first.saturating_add(u16::try_from(index).unwrap_or(u16::MAX))
}

/// A node in its play.
struct Part<'a> {
    app: &'a App,
    port: u16,
    alliance: &'a Alliance,
    index: usize,
    today: NaiveDate,
}

impl Part<'_> {
    async fn play(&self) -> Result<()> {
        let done = self.app.config.node.data.join("played");
        if done.exists() {
            return Ok(());
        }
        let Programme { publication, gesture } = programme::programme()?;
        self.follow_everybody().await?;
        for entry in publication.iter().filter(|entry| self.is_here(&entry.author)) {
            self.publish(entry, &publication).await.with_context(|| format!("publishing {}", entry.key))?;
        }
        for entry in &publication {
            self.arrival(entry).await?;
        }
        self.ally().await.context("founding the alliance")?;
        self.cosign(&publication).await.context("signing the communiqué")?;
        self.recognise().await.context("recognising each other's cards")?;
        for gesture in gesture.iter().filter(|gesture| self.is_here(&gesture.who)) {
            self.gesture(gesture, &publication).await?;
        }
        std::fs::write(done, "")?;
        Ok(())
    }

    async fn follow_everybody(&self) -> Result<()> {
        let everybody: Vec<&str> = self
            .alliance
            .node
            .iter()
            .flat_map(|node| &node.organisation)
            .map(|one| one.username.as_str())
            .collect();
        for own in &self.own().organisation {
            let acting = self.acting(&own.username).await?;
            for other in everybody.iter().filter(|other| **other != own.username) {
                let target = eventually(other, || self.meet(other)).await?;
                follow::request(self.app, &acting, &target).await?;
            }
        }
        // Whoever publishes before the others listen would not be heard.
        for own in &self.own().organisation {
            eventually("followers", || self.is_followed(&own.username, everybody.len() as i64 - 1)).await?;
        }
        Ok(())
    }

    async fn is_followed(&self, username: &str, by: i64) -> Result<Option<()>> {
        let mut tx = self.app.db.read().await?;
        let actor = who::organisation(&mut tx, username).await?;
        let (followers, following) = follows::counts(&mut tx, actor.id).await?;
        Ok((followers >= by && following >= by).then_some(()))
    }

    async fn publish(&self, entry: &Entry, all: &[Entry]) -> Result<()> {
        if self.find(entry).await?.is_some() {
            return Ok(());
        }
        let mut content = entry.content(self.today)?;
        if let Some(key) = &entry.about {
            content.about_uri = Some(self.arrival(named(all, key)?).await?.uri);
        }
        if let Some(key) = &entry.reply_to {
            content.in_reply_to = Some(self.arrival(named(all, key)?).await?.id);
        }
        let acting = self.acting(&entry.author).await?;
        for File { file, alt } in &entry.files {
            let bytes = Bytes::from_static(programme::file(file).with_context(|| format!("no file {file}"))?);
            let declared = file.ends_with(".csv").then_some("text/csv");
            content.attachments.push(media::upload(self.app, &acting, bytes, declared, alt).await?.id);
        }
        publish::publish(self.app, &acting, content).await?;
        Ok(())
    }

    async fn gesture(&self, gesture: &Gesture, all: &[Entry]) -> Result<()> {
        let acting = self.acting(&gesture.who).await?;
        if let Some(key) = &gesture.boosts {
            boost::boost(self.app, &acting, self.id(all, key).await?).await?;
        }
        if let Some(key) = &gesture.likes {
            like::like(self.app, &acting, self.id(all, key).await?).await?;
        }
        if let Some(key) = &gesture.joins {
            rsvp::join(self.app, &acting, self.id(all, key).await?).await?;
        }
        Ok(())
    }

    async fn id(&self, all: &[Entry], key: &str) -> Result<PublicationId> {
        Ok(self.arrival(named(all, key)?).await?.id)
    }

    /// The publication of an entry, when it has arrived here.
    async fn arrival(&self, entry: &Entry) -> Result<Publication> {
        eventually(&entry.key, || self.find(entry)).await
    }

    async fn find(&self, entry: &Entry) -> Result<Option<Publication>> {
        let mut tx = self.app.db.read().await?;
        let Some(author) = actors::find_by_uri(&mut tx, &self.actor_uri(&entry.author)?).await? else {
            return Ok(None);
        };
        let filter = Filter { author: Some(author.id), ..Filter::default() };
        let found = listing::open_list(&mut tx, &filter, MANY).await?;
        Ok(found.into_iter().find(|one| is_of(one, entry)))
    }

    async fn acting(&self, organisation: &str) -> Result<Acting> {
        let person = self.own().person.iter().find(|person| person.acts_for == organisation);
        let person = person.with_context(|| format!("nobody acts for {organisation}"))?;
        who::acting(self.app, &person.username, Some(organisation)).await
    }

    /// An organisation of the alliance, asked from its node when it is not known yet.
    async fn meet(&self, organisation: &str) -> Result<Option<Actor>> {
        let uri = self.actor_uri(organisation)?;
        match resolve::address(self.app, Viewer::Public, &uri).await? {
            Some(Found::Actor(actor)) => Ok(Some(*actor)),
            _ => Ok(None),
        }
    }

    fn own(&self) -> &Node {
        &self.alliance.node[self.index]
    }

    fn is_here(&self, organisation: &str) -> bool {
        self.own().organisation.iter().any(|one| one.username == organisation)
    }

    /// The id of an organisation's actor: every node makes them the same way.
    fn actor_uri(&self, organisation: &str) -> Result<String> {
        let hosted = |node: &Node| node.organisation.iter().any(|one| one.username == organisation);
        let index = self
            .alliance
            .node
            .iter()
            .position(hosted)
            .with_context(|| format!("{organisation} takes no part"))?;
        let (own, theirs) = (port_of(self.port, self.index), port_of(self.port, index));
        Ok(self.app.actor_uri(organisation).replacen(&format!(":{own}/"), &format!(":{theirs}/"), 1))
    }
}

fn named<'a>(all: &'a [Entry], key: &str) -> Result<&'a Entry> {
    all.iter().find(|entry| entry.key == key).with_context(|| format!("no publication {key}"))
}

/// Whether this is the publication of `entry`: by its title, or by how it begins when it has none.
fn is_of(publication: &Publication, entry: &Entry) -> bool {
    if publication.kind != Kind::Post || entry.title.is_some() {
        return publication.title == entry.title;
    }
    beginning(&html::to_text(&publication.html)) == beginning(&entry.body)
}

/// The first letters of a text, whatever its marks.
fn beginning(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).take(30).collect()
}

/// Waits for something that another node does; peers that are not up yet are tried again.
async fn eventually<T, F: Future<Output = Result<Option<T>>>>(
    what: &str,
    mut look: impl FnMut() -> F,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        let looked = look().await;
        if let Ok(Some(found)) = looked {
            return Ok(found);
        }
        if begun.elapsed() > PATIENCE {
            looked?;
            bail!("{what} did not arrive in {} s", PATIENCE.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}
