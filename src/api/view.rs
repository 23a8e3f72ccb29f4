//! From rows to entities: what a page of publications or actors looks like to the one who asks. Whoever calls this has
//! asked the store who may see what; here nothing is decided, and a page costs the same few queries however long it is.

use crate::api::entities::{
    Account, At, CustomEmoji, Dimensions, Field, MediaAttachment, Mention, Poll, Quote as StatusQuote,
    Quoting, Relationship, Status, StatusTag, Visibility,
};
use crate::api::text;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::{Attachment, Kind, Publication};
use crate::domain::quote::{Emoji, Policy, Quote, State};
use crate::domain::visibility::Visibility as Audience;
use crate::error::{Error, Result};
use crate::node::emblem;
use crate::store::publications::Counts;
use crate::store::reactions::Boost;
use crate::store::shown::{Figures, Mark, Mentioned, Relation};
use crate::store::viewing::Viewer;
use crate::store::{
    Tx, actors, attachments, extras, pins, polls as stored_polls, publications, quotes, shown, viewing,
};
use std::collections::HashMap;

/// A line of a timeline: a publication, perhaps because somebody boosted it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub publication: Publication,
    pub boost: Option<Boost>,
}

impl From<Publication> for Entry {
    fn from(publication: Publication) -> Entry {
        Entry { publication, boost: None }
    }
}

/// The statuses of these lines, in their order. Lines whose author is gone are left out.
pub async fn entries(app: &App, tx: &mut Tx, viewer: Viewer, entries: &[Entry]) -> Result<Vec<Status>> {
    let beside = Beside::load(app, tx, viewer, entries).await?;
    let quoted = beside.quoted(app, tx, viewer).await?;
    let shown = entries.iter().filter_map(|entry| {
        let original = beside.status(app, &entry.publication)?;
        let original = Status { quote: beside.quote(&entry.publication, &quoted), ..original };
        let Some(boost) = &entry.boost else { return Some(original) };
        let booster = beside.accounts.get(&boost.actor_id)?.clone();
        Some(Status::boost(booster, boost.id, At(boost.created_at), &boost.uri, original))
    });
    Ok(shown.collect())
}

/// The statuses of these publications, in their order.
pub async fn statuses(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    publications: Vec<Publication>,
) -> Result<Vec<Status>> {
    let lines: Vec<Entry> = publications.into_iter().map(Entry::from).collect();
    entries(app, tx, viewer, &lines).await
}

/// The status of one publication, if its author is not gone.
pub async fn status(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    publication: Publication,
) -> Result<Option<Status>> {
    Ok(statuses(app, tx, viewer, vec![publication]).await?.pop())
}

/// The accounts of these actors, in their order, with figures of this moment.
pub async fn accounts(app: &App, tx: &mut Tx, viewer: Viewer, list: &[Actor]) -> Result<Vec<Account>> {
    let ids: Vec<ActorId> = list.iter().map(|actor| actor.id).collect();
    let figures = counted(app, tx, &ids).await?;
    accounts_with(app, tx, viewer, list, &figures).await
}

async fn accounts_with(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    list: &[Actor],
    figures: &HashMap<ActorId, Figures>,
) -> Result<Vec<Account>> {
    let mut accounts = Vec::with_capacity(list.len());
    for actor in list {
        let new = actors::successor(tx, actor).await?;
        accounts.push(Account {
            moved: new.map(|new| Box::new(account_of(app, viewer, &new, None))),
            ..account_of(app, viewer, actor, figures.get(&actor.id))
        });
    }
    Ok(accounts)
}

/// The figures of these actors, counted now.
async fn counted(app: &App, tx: &mut Tx, ids: &[ActorId]) -> Result<HashMap<ActorId, Figures>> {
    let figures = by_id(shown::figures(tx, ids).await?, |figures| figures.id);
    for counted in figures.values() {
        app.figures.insert(counted.id, *counted).await;
    }
    Ok(figures)
}

/// The same for the authors of a list: what was counted lately is not counted again.
async fn counted_lately(app: &App, tx: &mut Tx, ids: &[ActorId]) -> Result<HashMap<ActorId, Figures>> {
    let (mut known, mut new) = (HashMap::new(), Vec::new());
    for id in ids {
        match app.figures.get(id).await {
            Some(figures) => _ = known.insert(*id, figures),
            None => new.push(*id),
        }
    }
    known.extend(counted(app, tx, &new).await?);
    Ok(known)
}

/// The accounts with these ids, in their order, without those that are gone.
pub async fn accounts_by_id(app: &App, tx: &mut Tx, viewer: Viewer, ids: &[ActorId]) -> Result<Vec<Account>> {
    let found = by_id(actors::list(tx, ids).await?, |actor| actor.id);
    let found: Vec<Actor> =
        ids.iter().filter_map(|id| found.get(id)).filter(|a| a.is_active()).cloned().collect();
    accounts(app, tx, viewer, &found).await
}

/// The account of one actor.
pub async fn account(app: &App, tx: &mut Tx, viewer: Viewer, actor: &Actor) -> Result<Account> {
    let shown = accounts(app, tx, viewer, std::slice::from_ref(actor)).await?.pop();
    shown.ok_or(Error::NotFound)
}

/// What stands between an actor and others.
pub fn relationship(relation: Relation) -> Relationship {
    Relationship {
        following: relation.following,
        showing_reblogs: relation.following || relation.requested,
        requested: relation.requested,
        followed_by: relation.followed_by,
        requested_by: relation.requested_by,
        blocking: relation.blocking,
        blocked_by: relation.blocked_by,
        muting: relation.muting,
        muting_notifications: relation.muting,
        ..Relationship::strangers(relation.id.0)
    }
}

/// An audience in the four words clients know. What only some of our own may read is `private` to them.
pub fn visibility(audience: Audience) -> Visibility {
    match audience {
        Audience::Public => Visibility::Public,
        Audience::Quiet => Visibility::Unlisted,
        Audience::Named => Visibility::Direct,
        Audience::Followers
        | Audience::Alliance
        | Audience::Group
        | Audience::Organisation
        | Audience::Local => Visibility::Private,
    }
}

/// A file as clients read it.
pub fn media(app: &App, file: &Attachment) -> MediaAttachment {
    let url = match (&file.file, &file.remote_url) {
        (Some(name), _) => app.uri(&format!("/media/{name}")),
        (None, Some(_)) if file.is_image() => app.uri(&format!("/media/remote/file/{}", file.id)),
        (None, remote) => remote.clone().unwrap_or_default(),
    };
    let pixels = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
    let size =
        pixels(file.width).zip(pixels(file.height)).map(|(width, height)| Dimensions { width, height });
    MediaAttachment {
        remote_url: file.remote_url.clone(),
        description: (!file.alt.is_empty()).then(|| file.alt.clone()),
        blurhash: file.blurhash.clone(),
        ..MediaAttachment::of(file.id, &file.media_type, &url, size)
    }
}

/// Everything that stands beside the publications of one page.
struct Beside {
    accounts: HashMap<ActorId, Account>,
    attachments: HashMap<PublicationId, Vec<Attachment>>,
    counts: HashMap<PublicationId, Counts>,
    marks: Vec<Mark>,
    mentions: Vec<Mentioned>,
    tags: Vec<(PublicationId, String)>,
    parents: HashMap<PublicationId, ActorId>,
    polls: HashMap<PublicationId, Poll>,
    quotes: HashMap<PublicationId, Quote>,
    quoted: HashMap<PublicationId, i64>,
    policies: HashMap<PublicationId, Policy>,
    emojis: Vec<(PublicationId, Emoji)>,
    pinned: Vec<PublicationId>,
    viewer: Option<ActorId>,
}

impl Beside {
    async fn load(app: &App, tx: &mut Tx, viewer: Viewer, entries: &[Entry]) -> Result<Beside> {
        let publications = || entries.iter().map(|entry| &entry.publication);
        let ids: Vec<PublicationId> = publications().map(|publication| publication.id).collect();
        let parents: Vec<PublicationId> = publications().filter_map(|p| p.in_reply_to_id).collect();
        let boosters = entries.iter().filter_map(|entry| entry.boost.as_ref().map(|boost| boost.actor_id));
        let mut people: Vec<ActorId> = publications().map(|p| p.author_id).chain(boosters).collect();
        people.sort_unstable();
        people.dedup();
        let found: Vec<Actor> =
            actors::list(tx, &people).await?.into_iter().filter(Actor::is_active).collect();
        let figures = counted_lately(app, tx, &people).await?;
        let accounts = accounts_with(app, tx, viewer, &found, &figures).await?;
        let mut attachments: HashMap<PublicationId, Vec<Attachment>> = HashMap::new();
        for file in attachments::of(tx, &ids).await? {
            if let Some(id) = file.publication_id {
                attachments.entry(id).or_default().push(file);
            }
        }
        Ok(Beside {
            accounts: found.iter().map(|actor| actor.id).zip(accounts).collect(),
            attachments,
            counts: by_id(publications::counts(tx, &ids).await?, |counts| counts.id),
            marks: match viewer.actor() {
                Some(actor) => shown::marks(tx, actor, &ids).await?,
                None => Vec::new(),
            },
            mentions: shown::mentioned(tx, &ids).await?,
            tags: shown::tags(tx, &ids).await?,
            parents: shown::authors(tx, &parents).await?.into_iter().collect(),
            polls: polls(app, tx, viewer, entries, &ids).await?,
            quotes: quotes::list(tx, &ids).await?.into_iter().collect(),
            quoted: quotes::counts(tx, &ids).await?.into_iter().collect(),
            policies: quotes::policies(tx, &ids).await?.into_iter().collect(),
            emojis: extras::emojis(tx, &ids).await?,
            pinned: pins::pinned(tx, &ids).await?,
            viewer: viewer.actor(),
        })
    }

    /// The statuses that are quoted here with their authors' consent, as far as the viewer may see them.
    async fn quoted(&self, app: &App, tx: &mut Tx, viewer: Viewer) -> Result<HashMap<PublicationId, Status>> {
        let accepted = self.quotes.values().filter(|quote| quote.state == State::Accepted);
        let ids: Vec<PublicationId> = accepted.filter_map(|quote| quote.quoted_id).collect();
        let mut seen = Vec::new();
        for publication in publications::list(tx, &ids).await? {
            if publication.is_published() && viewing::may_see(tx, viewer, &publication).await? {
                seen.push(Entry::from(publication));
            }
        }
        if seen.is_empty() {
            return Ok(HashMap::new());
        }
        let beside = Beside::load(app, tx, viewer, &seen).await?;
        let statuses = seen.iter().filter_map(|entry| beside.status(app, &entry.publication));
        Ok(statuses.map(|status| (PublicationId(status.id.0), status)).collect())
    }

    /// What a publication quotes. What asked nobody is the link in its text.
    fn quote(&self, p: &Publication, quoted: &HashMap<PublicationId, Status>) -> Option<StatusQuote> {
        let quote = self.quotes.get(&p.id).filter(|quote| quote.state != State::Linked)?;
        let status = quote.quoted_id.and_then(|id| quoted.get(&id)).cloned();
        let state = match quote.state {
            State::Accepted if status.is_none() => "unauthorized",
            state => state.as_str(),
        };
        Some(StatusQuote { state, quoted_status: status.map(Box::new) })
    }

    fn quoting(&self, p: &Publication) -> Quoting {
        let own = self.viewer == Some(p.author_id);
        match self.policies.get(&p.id).copied().unwrap_or(Policy::Everybody) {
            _ if !p.visibility.is_open() && !own => Quoting::nobody(),
            _ if !p.local => Quoting::asked(),
            policy => Quoting::by(policy, own || policy == Policy::Everybody),
        }
    }

    fn status(&self, app: &App, p: &Publication) -> Option<Status> {
        let account = self.accounts.get(&p.author_id)?.clone();
        let created_at = At(p.published_at.unwrap_or(p.created_at));
        let marked =
            |kind: &str| self.marks.iter().any(|mark| mark.publication_id == p.id && mark.kind == kind);
        let counts = self.counts.get(&p.id);
        let files = self.attachments.get(&p.id).map(Vec::as_slice).unwrap_or_default();
        let page = p.url.clone().unwrap_or_else(|| app.uri(&p.path()));
        Some(Status {
            in_reply_to_id: p.in_reply_to_id.map(|parent| parent.0.into()),
            in_reply_to_account_id: p
                .in_reply_to_id
                .and_then(|parent| self.parents.get(&parent))
                .map(|a| a.0.into()),
            sensitive: p.sensitive,
            spoiler_text: warning(p).to_owned(),
            visibility: visibility(p.visibility),
            language: p.language.clone(),
            replies_count: counts.map_or(0, |counts| counts.replies),
            reblogs_count: counts.map_or(0, |counts| counts.boosts),
            favourites_count: counts.map_or(0, |counts| counts.likes),
            quotes_count: self.quoted.get(&p.id).copied().unwrap_or(0),
            pinned: self.pinned.contains(&p.id),
            poll: self.polls.get(&p.id).cloned(),
            quote_approval: self.quoting(p),
            emojis: self
                .emojis
                .iter()
                .filter(|(of, _)| *of == p.id)
                .map(|(_, emoji)| CustomEmoji::of(&emoji.shortcode, &emoji.url))
                .collect(),
            edited_at: p.edited_at.map(At),
            favourited: marked("like"),
            reblogged: marked("boost"),
            bookmarked: marked("bookmark"),
            media_attachments: files.iter().map(|file| media(app, file)).collect(),
            mentions: self.mentions.iter().filter(|m| m.publication_id == p.id).map(mention).collect(),
            tags: self.tags.iter().filter(|(of, _)| *of == p.id).map(|(_, name)| tag(app, name)).collect(),
            url: Some(page.clone()),
            ..Status::by(account, p.id.0, created_at, &p.uri, text::content(p, &page))
        })
    }
}

async fn polls(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    entries: &[Entry],
    ids: &[PublicationId],
) -> Result<HashMap<PublicationId, Poll>> {
    let mut found = HashMap::new();
    for (id, poll) in stored_polls::list(tx, ids).await? {
        let chosen = match viewer.actor() {
            Some(actor) => Some(stored_polls::chosen(tx, id, actor).await?),
            None => None,
        };
        let author = entries.iter().find(|e| e.publication.id == id).map(|e| e.publication.author_id);
        let own = author.is_some() && author == viewer.actor();
        found.insert(id, Poll::of(id.0, &poll, app.now(), chosen, own));
    }
    Ok(found)
}

/// The warning before a post. On anything with a title the summary is part of the text instead.
pub fn warning(p: &Publication) -> &str {
    if p.kind == Kind::Post { p.summary.as_deref().unwrap_or_default() } else { "" }
}

fn account_of(app: &App, viewer: Viewer, actor: &Actor, figures: Option<&Figures>) -> Account {
    let page = actor.url.clone().unwrap_or_else(|| app.uri(&format!("/@{}", actor.username)));
    let person = actor.kind == ActorKind::Person;
    // A person's contacts are nobody else's business, not even how many they are.
    let open = !person || viewer.actor() == Some(actor.id);
    // Of whom is suspended nothing is shown but that it is there.
    let is_hidden = actor.suspended_at.is_some();
    let figure = |read: fn(&Figures) -> i64| figures.map_or(0, read);
    let account = Account {
        display_name: actor.shown_name().to_owned(),
        locked: actor.locked,
        bot: matches!(actor.kind, ActorKind::Application | ActorKind::Service),
        group: actor.kind == ActorKind::Group,
        discoverable: actor.discoverable,
        indexable: actor.discoverable && !person,
        noindex: person,
        note: if is_hidden { String::new() } else { actor.summary.clone() },
        fields: if is_hidden { Vec::new() } else { fields(actor) },
        followers_count: if open { figure(|figures| figures.followers) } else { 0 },
        following_count: if open { figure(|figures| figures.following) } else { 0 },
        statuses_count: figure(|figures| figures.publications),
        suspended: actor.suspended_at.map(|_| true),
        ..Account::of(actor.id.0, &actor.username, &actor.acct(), &actor.uri, &page, At(actor.created_at))
    };
    // MED-12: pictures of others are shown from our own copy.
    let picture = |stored: &Option<String>, what: &str| match stored {
        _ if is_hidden => app.uri(&emblem::path(&actor.uri)),
        Some(file) if actor.is_local() => app.uri(&format!("/media/{file}")),
        Some(_) => app.uri(&format!("/media/remote/{what}/{}", actor.id)),
        None => app.uri(&emblem::path(&actor.uri)),
    };
    account.with_pictures(&picture(&actor.icon, "icon"), &picture(&actor.image, "header"))
}

/// The lines of a profile. What cannot be read as lines is none.
pub fn fields(actor: &Actor) -> Vec<Field> {
    #[derive(serde::Deserialize)]
    struct Line {
        name: String,
        value: String,
    }
    let lines: Vec<Line> = serde_json::from_str(&actor.fields).unwrap_or_default();
    lines.into_iter().map(|Line { name, value }| Field { name, value, verified_at: None }).collect()
}

fn mention(named: &Mentioned) -> Mention {
    Mention {
        id: named.id.0.into(),
        username: named.username.clone(),
        url: named.url.clone().unwrap_or_else(|| named.uri.clone()),
        acct: match &named.host {
            Some(host) => format!("{}@{host}", named.username),
            None => named.username.clone(),
        },
    }
}

fn tag(app: &App, name: &str) -> StatusTag {
    let name = crate::domain::text::fold(name);
    let url = app.uri(&format!("/tags/{name}"));
    StatusTag { name, url }
}

fn by_id<K: std::hash::Hash + Eq, V>(rows: Vec<V>, id: impl Fn(&V) -> K) -> HashMap<K, V> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}
