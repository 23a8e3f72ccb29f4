//! `/alliances`: the alliances that are known here; each with its charter, its members now and at any day before, what
//! they published last, and the evidence against those whose stamps contradict one another.

use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, NaiveDate, Utc};

use super::answer::{Answer, page};
use super::card::{By, Card, cards};
use super::diff::{self, Piece};
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::charter::{Charter, Sponsors};
use crate::domain::roster::Member;
use crate::domain::stamp::judge;
use crate::error::{Error, Result};
use crate::node::alliance::State as Standing;
use crate::node::membership::{Applicant, Pending, Place, Proposal};
use crate::node::{alliance, emblem, membership};
use crate::store::listing::{Filter, open_list};
use crate::store::{Tx, actors, alliances, stamps};

/// Publications on the page of an alliance.
const LATEST: usize = 12;
/// Publications among which those of members are looked for.
const LOOKED_AT: i64 = 200;

#[derive(Template)]
#[template(path = "alliances.html")]
struct AlliancesPage<'a> {
    reader: &'a Reader,
    /// Address, name, emblem, members.
    alliances: Vec<(String, String, String, usize)>,
}

/// `GET /alliances`
pub async fn list(State(app): State<App>, reader: Reader) -> Answer {
    let known = alliances::list(&mut app.db.read().await?).await?;
    let mut shown = Vec::new();
    for alliance in known {
        let state = alliance::now(&app, &alliance.uri, app.now()).await?;
        shown.push((
            format!("/alliances/{}", alliance.slug),
            state.charter.name(reader.lang().tag()).to_owned(),
            emblem_of(&state.roster.members),
            state.roster.members.len(),
        ));
    }
    page(&reader, &AlliancesPage { reader: &reader, alliances: shown })
}

/// The cloth of all members' threads: the same on every node, and another when somebody comes or goes.
fn emblem_of(members: &[Member]) -> String {
    let actors: Vec<&str> = members.iter().map(|member| member.actor.as_str()).collect();
    emblem::path(&actors.join(" "))
}

/// Somebody who waits to come in.
struct Waiting {
    by: Option<By>,
    actor: String,
    name: String,
    /// How many vouch for it, of how many.
    vouched: i64,
    needed: i64,
    /// Whether the reader's organisation vouches for it.
    is_ours: bool,
    may_vouch: bool,
}

/// A charter that is proposed.
struct Proposed {
    drafter: String,
    at: String,
    signed: Vec<String>,
    votes: i64,
    needed: i64,
    /// The rule it would bring, in sentences.
    rules: Vec<String>,
    /// Name and text against those in force.
    text: Vec<Piece>,
}

/// The organisation that the reader speaks for.
struct Own {
    name: String,
    place: Place,
    /// Who has not answered it yet.
    waiting: Vec<String>,
    /// Who spoke against it or took a stamp back, and when.
    against: Vec<(By, String)>,
    /// How many vouch for it, of how many.
    vouched: i64,
    needed: i64,
}

/// A member as the page shows it.
struct Shown {
    /// Who, when it is known here.
    by: Option<By>,
    actor: String,
    since: String,
    /// Names of those who vouch for it.
    sponsors: Vec<String>,
    /// Its own consent and its sponsors' stamps: address and name of each.
    stamps: Vec<(String, String)>,
    /// Voices for its exclusion, and how many it takes.
    against: i64,
    votes: i64,
    may_exclude: bool,
    /// Whether the voice of the reader's organisation is the last that it takes.
    is_decisive: bool,
    anchor: String,
}

/// Two links that cannot both be true.
struct Evidence {
    giver: String,
    fault: &'static str,
    links: Vec<String>,
}

#[derive(Template)]
#[template(path = "alliance.html")]
struct AlliancePage<'a> {
    reader: &'a Reader,
    slug: &'a str,
    name: &'a str,
    language: &'a str,
    text: Vec<&'a str>,
    /// The other languages of the charter: where each is read, and its tag.
    others: Vec<(String, String)>,
    emblem: String,
    digest: &'a str,
    sponsors: i64,
    quorum: i64,
    by_founders: bool,
    members: Vec<Shown>,
    total: i64,
    /// The day that is shown, when it is not today, and as a form takes it.
    day: Option<String>,
    at: String,
    evidence: Vec<Evidence>,
    cards: Vec<Card>,
    own: Option<Own>,
    applicants: Vec<Waiting>,
    proposals: Vec<Proposed>,
}

/// The day that is asked about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct On {
    at: String,
    /// The language in which the charter is to be read.
    text: String,
}

/// `GET /alliances/{slug}`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    Query(on): Query<On>,
) -> Answer {
    let found = alliances::find_by_slug(&mut app.db.read().await?, &slug).await?;
    let alliance = found.ok_or(Error::NotFound)?;
    // The whole of the day that was chosen; a day that cannot be read is today.
    let day =
        on.at.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(23, 59, 59)).map(|day| day.and_utc());
    let at = day.unwrap_or(app.now());
    let state = alliance::now(&app, &alliance.uri, at).await?;
    let mut tx = app.db.read().await?;
    // What hangs is of today.
    let pending = match day {
        None => membership::pending(&app, &mut tx, &state).await?,
        Some(_) => Pending { applicants: Vec::new(), proposals: Vec::new() },
    };
    let speaker = reader.account.as_ref().filter(|account| account.represents() && day.is_none());
    let speaker = speaker.map(|account| &account.acting.actor);
    let charter = &state.charter;
    let wanted = if on.text.is_empty() { reader.lang().tag() } else { &on.text };
    let wording = charter.wording(wanted);
    let tongue = wording.map(|wording| wording.language.as_str());
    let others = charter.wordings.iter().map(|one| one.language.clone());
    let others = others.filter(|tag| Some(tag.as_str()) != tongue);
    let others = others.map(|tag| (reader.manner.address_with("text", &tag), tag)).collect();
    let template = AlliancePage {
        reader: &reader,
        slug: &slug,
        name: charter.name(reader.lang().tag()),
        language: tongue.unwrap_or_default(),
        others,
        text: wording.map(|wording| paragraphs(&wording.text)).unwrap_or_default(),
        emblem: emblem_of(&state.roster.members),
        digest: &charter.digest,
        sponsors: i64::from(charter.rule.sponsors),
        quorum: i64::from(charter.rule.quorum),
        by_founders: charter.rule.among == Sponsors::Founders,
        total: i64::try_from(state.roster.members.len()).unwrap_or(i64::MAX),
        members: members(&mut tx, &reader, &state, speaker).await?,
        day: day.map(|day| moments::stamp(reader.lang(), day)),
        at: on.at.clone(),
        evidence: evidence(&mut tx, charter, at).await?,
        cards: latest(&app, &mut tx, &reader, &state.roster.members).await?,
        own: match speaker {
            Some(actor) => Some(own(&mut tx, &reader, &state, &pending, actor).await?),
            None => None,
        },
        applicants: applicants(&mut tx, &state, pending.applicants, speaker).await?,
        proposals: proposals(&mut tx, &reader, charter, pending.proposals).await?,
    };
    page(&reader, &template)
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How the reader's organisation stands to it.
async fn own(
    tx: &mut Tx,
    reader: &Reader,
    state: &Standing,
    pending: &Pending,
    actor: &Actor,
) -> Result<Own> {
    let mut waiting = Vec::new();
    for request in membership::waiting(tx, &state.charter.alliance, &actor.uri).await? {
        waiting.push(name_of(tx, &request.giver).await?);
    }
    waiting.sort_unstable();
    waiting.dedup();
    let place = membership::place(state, pending, &actor.uri);
    let (mut vouched, mut against) = (0, Vec::new());
    if let Place::Applicant(applicant) = &place {
        vouched = applicant.sponsors.len();
        for link in membership::against(tx, &state.charter.alliance, &actor.uri).await? {
            if let Some(giver) = actors::find_by_uri(tx, &link.giver).await? {
                against.push((By::of(&giver), moments::stamp(reader.lang(), link.at)));
            }
        }
    }
    Ok(Own {
        name: actor.shown_name().to_owned(),
        place,
        waiting,
        against,
        vouched: count(vouched),
        needed: i64::from(state.charter.rule.sponsors),
    })
}

async fn applicants(
    tx: &mut Tx,
    state: &Standing,
    waiting: Vec<Applicant>,
    speaker: Option<&Actor>,
) -> Result<Vec<Waiting>> {
    let mut shown = Vec::new();
    for one in waiting {
        let actor = actors::find_by_uri(tx, &one.actor).await?;
        let vouches = speaker.is_some_and(|actor| membership::may_vouch(state, &actor.uri));
        shown.push(Waiting {
            name: actor.as_ref().map_or_else(|| one.actor.clone(), |actor| actor.shown_name().to_owned()),
            by: actor.as_ref().map(By::of),
            is_ours: speaker.is_some_and(|actor| one.sponsors.contains(&actor.uri)),
            may_vouch: vouches && speaker.is_some_and(|actor| actor.uri != one.actor),
            actor: one.actor,
            vouched: count(one.sponsors.len()),
            needed: count(one.needed),
        });
    }
    Ok(shown)
}

async fn proposals(
    tx: &mut Tx,
    reader: &Reader,
    now: &Charter,
    proposals: Vec<Proposal>,
) -> Result<Vec<Proposed>> {
    let tag = reader.lang().tag();
    let words = |charter: &Charter| {
        charter.wording(tag).map(|one| format!("{}\n\n{}", one.name, one.text)).unwrap_or_default()
    };
    let mut shown = Vec::new();
    for one in proposals {
        let mut signed = Vec::new();
        for actor in &one.signed {
            signed.push(name_of(tx, actor).await?);
        }
        let rule = &one.charter.rule;
        let admission = format!("alliance-rule-{}", rule.among);
        let rules = [(admission.as_str(), rule.sponsors), ("alliance-rule-quorum", rule.quorum)];
        shown.push(Proposed {
            drafter: name_of(tx, &one.charter.drafter).await?,
            at: moments::stamp(reader.lang(), one.charter.at),
            votes: count(signed.len()),
            signed,
            needed: count(one.needed),
            rules: rules.map(|(key, n)| reader.t_with(key, [("n", i64::from(n).into())])).to_vec(),
            text: diff::words(&words(now), &words(&one.charter)),
        });
    }
    Ok(shown)
}

async fn members(
    tx: &mut Tx,
    reader: &Reader,
    state: &Standing,
    speaker: Option<&Actor>,
) -> Result<Vec<Shown>> {
    let members = &state.roster.members;
    let speaks = speaker.filter(|actor| state.roster.member(&actor.uri).is_some());
    let mut shown = Vec::new();
    let votes = count(state.charter.rule.votes(members.len().saturating_sub(1)));
    for (at, member) in members.iter().enumerate() {
        let against = count(member.against.len());
        let is_needed = count(member.sponsors.len()) <= i64::from(state.charter.rule.sponsors);
        let vouches = speaks.is_some_and(|actor| member.sponsors.contains(&actor.uri));
        let mut stamps = Vec::new();
        for uri in &member.stamps {
            let giver = stamps::find_by_uri(tx, uri).await?.map(|link| link.giver);
            stamps.push((
                format!("/stamps?address={}", encoded(uri)),
                name_of(tx, &giver.unwrap_or_default()).await?,
            ));
        }
        let mut sponsors = Vec::new();
        for sponsor in &member.sponsors {
            sponsors.push(name_of(tx, sponsor).await?);
        }
        shown.push(Shown {
            by: actors::find_by_uri(tx, &member.actor).await?.as_ref().map(By::of),
            actor: member.actor.clone(),
            since: moments::stamp(reader.lang(), member.since),
            sponsors,
            stamps,
            against,
            votes,
            is_decisive: vouches && is_needed || against + 1 >= votes,
            may_exclude: speaks
                .is_some_and(|actor| actor.uri != member.actor && !member.against.contains(&actor.uri)),
            anchor: format!("exclude-{at}"),
        });
    }
    Ok(shown)
}

/// A URI as it stands in a query.
pub(super) fn encoded(uri: &str) -> String {
    url::form_urlencoded::byte_serialize(uri.as_bytes()).collect()
}

/// The name of an organisation, or its address where the node has never met it.
pub(super) async fn name_of(tx: &mut Tx, uri: &str) -> Result<String> {
    let actor = actors::find_by_uri(tx, uri).await?;
    Ok(actor.map_or_else(|| uri.to_owned(), |actor| actor.shown_name().to_owned()))
}

/// A seat of an organisation as its page shows it.
pub(super) struct Badge {
    pub href: String,
    pub alliance: String,
    pub emblem: String,
    /// Names of those who vouch for it.
    pub sponsors: Vec<String>,
}

/// The seats of an organisation as its page shows them.
pub(super) async fn seats_of(tx: &mut Tx, reader: &Reader, actor: &str) -> Result<Vec<Badge>> {
    let mut seats = Vec::new();
    for (seat, alliance) in alliances::seats(tx, actor).await? {
        let charters = alliances::charters(tx, &alliance.uri).await?;
        let name =
            charters.first().map_or(alliance.slug.as_str(), |charter| charter.name(reader.lang().tag()));
        let mut sponsors = Vec::new();
        for sponsor in seat.sponsors.split_whitespace() {
            sponsors.push(name_of(tx, sponsor).await?);
        }
        let members = alliances::members(tx, &alliance.uri).await?;
        let actors: Vec<&str> = members.iter().map(|seat| seat.actor.as_str()).collect();
        seats.push(Badge {
            href: format!("/alliances/{}", alliance.slug),
            alliance: name.to_owned(),
            emblem: emblem::path(&actors.join(" ")),
            sponsors,
        });
    }
    Ok(seats)
}

async fn evidence(tx: &mut Tx, charter: &Charter, at: DateTime<Utc>) -> Result<Vec<Evidence>> {
    let links = stamps::of_alliance(tx, &charter.alliance).await?;
    let mut found = Vec::new();
    for doubt in judge(&links).doubts {
        let of_it: Vec<_> = links.iter().filter(|link| doubt.links.contains(&link.digest)).collect();
        if of_it.iter().any(|link| link.at <= at) {
            found.push(Evidence {
                giver: name_of(tx, &doubt.giver).await?,
                fault: doubt.fault.as_str(),
                links: doubt.links,
            });
        }
    }
    Ok(found)
}

/// What members published last, as far as everybody may read it.
async fn latest(app: &App, tx: &mut Tx, reader: &Reader, members: &[Member]) -> Result<Vec<Card>> {
    let mut ids = Vec::new();
    for member in members {
        ids.extend(actors::find_by_uri(tx, &member.actor).await?.map(|actor| actor.id));
    }
    let filter = Filter { roots: true, ..Filter::default() };
    let mut list = open_list(tx, &filter, LOOKED_AT).await?;
    // AUT-22: whatever it says about its audience, only who is a member is shown here.
    list.retain(|publication| ids.contains(&publication.author_id));
    list.truncate(LATEST);
    cards(app, tx, reader, list).await
}
