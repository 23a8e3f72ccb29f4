//! Alliances: founding one, asking to join, leaving, speaking against a member, amending the charter. Who is a member
//! follows from the stamps; nobody decides it here.

use super::acting::Acting;
use super::stamp::{self, Terms, Wish};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::charter::{Charter, Founder, Rule, Sponsors, Wording};
use crate::domain::refusal::Refusal;
use crate::domain::roster::Roster;
use crate::domain::stamp::{Act, Link, StampKind};
use crate::error::{Error, Result};
use crate::federation::consent::{self, Draft};
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::{copies, origin, stamps as proofs};
use crate::store::alliances::{self, Alliance};
use crate::store::{Tx, actors, keys, stamps};
use chrono::{DateTime, Utc};

/// What is to be founded, or what a charter is to become.
#[derive(Clone, Debug)]
pub struct Plan {
    pub slug: String,
    pub colour: String,
    pub wordings: Vec<Wording>,
    pub sponsors: u32,
    pub among: Sponsors,
    pub quorum: u32,
}

/// Writes the charter of a new alliance down, signs it for the organisation, and asks the other founders to do so.
pub async fn found(app: &App, acting: &Acting, plan: Plan, others: &[Actor]) -> Result<Charter> {
    may_found(acting)?;
    let founders = founders(app, &acting.actor, others).await?;
    let id = app.next_id();
    let uri = app.uri(&format!("/ap/charters/{id}"));
    let charter = Charter {
        digest: String::new(),
        alliance: uri.clone(),
        uri,
        slug: plan.slug,
        drafter: acting.actor.uri.clone(),
        at: app.now(),
        amends: None,
        colour: plan.colour,
        wordings: plan.wordings,
        rule: Rule { founders, sponsors: plan.sponsors, among: plan.among, quorum: plan.quorum },
    };
    charter.check()?;
    let (own, acting, others) = (app.clone(), acting.clone(), others.to_vec());
    let charter = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if alliances::find_by_slug(tx, &charter.slug).await?.is_some() {
                    return Err(Refusal::SlugTaken.at("slug").into());
                }
                let (charter, json) = consent::freeze(&own, tx, &acting.actor, charter).await?;
                alliances::insert_charter(tx, &charter, &json).await?;
                acting.log(&own, tx, "found-alliance", &charter.uri).await?;
                accede_in(&own, tx, &acting, &charter, &others).await?;
                for founder in &others {
                    let wish = membership(&charter, &founder.uri, None);
                    stamp::put_wish(&own, tx, &acting, founder, &wish).await?;
                }
                Ok(charter)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(charter)
}

/// Each founder with the key that it has now: the charter carries it for ever.
async fn founders(app: &App, own: &Actor, others: &[Actor]) -> Result<Vec<Founder>> {
    let mut tx = app.db.read().await?;
    let mut founders = Vec::new();
    for actor in std::iter::once(own).chain(others) {
        if actor.kind != ActorKind::Organisation {
            return Err(Refusal::FoundersTooFew.at("founders").into());
        }
        let all = keys::of(&mut tx, actor.id).await?;
        let key = all.into_iter().find(|key| key.algorithm == "ed25519" && key.retired_at.is_none());
        let name = || Refusal::GivesNoStamps { name: actor.shown_name().to_owned() };
        let key = key.ok_or_else(|| name().at("founders"))?;
        founders.push(Founder { actor: actor.uri.clone(), key: key.public_key });
    }
    Ok(founders)
}

/// Takes a copy of an alliance over from a member: `address` is the alliance's page there, or its copy.
pub async fn get_to_know(app: &App, address: &str) -> Result<Alliance> {
    let cover = match address.split_once("/alliances/") {
        Some((host, rest)) if !host.ends_with("/ap") => {
            let slug = rest.split(['/', '?', '#']).next().unwrap_or_default();
            format!("{host}/ap/alliances/{slug}")
        }
        _ => address.to_owned(),
    };
    if app.is_own(&cover) {
        let slug = cover.rsplit('/').next().unwrap_or_default();
        let found = alliances::find_by_slug(&mut app.db.read().await?, slug).await?;
        return found.ok_or_else(|| Refusal::AllianceUnknown.into());
    }
    match copies::take(app, &cover).await {
        Ok((Some(alliance), _)) => Ok(alliance),
        Ok((None, _)) => Err(Refusal::AllianceUnknown.into()),
        Err(Trouble::Failed(error)) => Err(Error::Internal(error)),
        Err(trouble) => Err(Error::Peer(trouble.to_string())),
    }
}

/// Consents to an alliance's charter and, unless the organisation founds it, asks members to vouch for it: those in
/// `sponsors`, or everybody who may. Answers whom it asked.
pub async fn join(app: &App, acting: &Acting, alliance: &Alliance, sponsors: &[Actor]) -> Result<Vec<Actor>> {
    may_found(acting)?;
    let now = now(app, &alliance.uri, app.now()).await?;
    let charter = now.charter;
    let mut asked = sponsors.to_vec();
    if asked.is_empty() && !charter.rule.is_founder(&acting.actor.uri) {
        asked = eligible(app, &charter, &now.roster).await?;
    }
    asked.retain(|actor| actor.uri != acting.actor.uri);
    let (own, acting, all) = (app.clone(), acting.clone(), asked.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                accede_in(&own, tx, &acting, &charter, &all).await?;
                for sponsor in &all {
                    let wish = membership(&charter, &acting.actor.uri, None);
                    stamp::put_wish(&own, tx, &acting, sponsor, &wish).await?;
                }
                Ok(())
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(asked)
}

async fn eligible(app: &App, charter: &Charter, roster: &Roster) -> Result<Vec<Actor>> {
    let visit = Visit::begin(app).await.map_err(|trouble| Error::Peer(trouble.to_string()))?;
    let mut found = Vec::new();
    for member in &roster.members {
        if charter.rule.among == Sponsors::Founders && !charter.rule.is_founder(&member.actor) {
            continue;
        }
        let known = actors::find_by_uri(&mut app.db.read().await?, &member.actor).await?;
        match known {
            Some(actor) => found.push(actor),
            // Whose node is away can be asked when it is back.
            None => found.extend(visit.actor(&member.actor).await.ok()),
        }
    }
    Ok(found)
}

/// The organisation's own consent to the charter in force, unless it has given it.
async fn accede_in(app: &App, tx: &mut Tx, acting: &Acting, charter: &Charter, also: &[Actor]) -> Result<()> {
    let chain = stamps::chain(tx, &acting.actor.uri).await?;
    let standing = chain.iter().any(|link| {
        is_accession(link, &acting.actor.uri, &charter.alliance)
            && link.text_digest.as_ref() == Some(&charter.digest)
            && link.ends(&chain).is_none_or(|end| end > app.now())
    });
    if !standing {
        let draft = in_alliance(charter, Draft::give(StampKind::Membership, &acting.actor.uri));
        stamp::put(app, tx, acting, &draft, also).await?;
    }
    Ok(())
}

fn is_accession(link: &Link, actor: &str, alliance: &str) -> bool {
    link.act == Act::Give
        && link.kind == StampKind::Membership
        && link.giver == actor
        && link.target == actor
        && link.alliance.as_deref() == Some(alliance)
}

fn in_alliance(charter: &Charter, draft: Draft) -> Draft {
    Draft { alliance: Some(charter.alliance.clone()), text_digest: Some(charter.digest.clone()), ..draft }
}

fn membership(charter: &Charter, target: &str, note: Option<String>) -> Wish {
    Wish {
        kind: StampKind::Membership,
        target: target.to_owned(),
        alliance: Some(charter.alliance.clone()),
        text_digest: Some(charter.digest.clone()),
        note,
        due: None,
        terms: Terms::default(),
    }
}

/// Leaves: the organisation takes its own consent back. What it stamped for others holds.
pub async fn leave(app: &App, acting: &Acting, alliance: &Alliance) -> Result<Link> {
    let chain = stamps::chain(&mut app.db.read().await?, &acting.actor.uri).await?;
    let own = chain.iter().rfind(|link| {
        is_accession(link, &acting.actor.uri, &alliance.uri)
            && link.ends(&chain).is_none_or(|end| end > app.now())
    });
    let own = own.ok_or_else(|| not_a_member(alliance))?;
    stamp::give(app, acting, Draft::revoke(own)).await
}

/// Speaks against a member: the organisation takes back what stamps it gave it, and adds its voice to an exclusion.
pub async fn exclude(app: &App, acting: &Acting, alliance: &Alliance, target: &str) -> Result<Link> {
    if target == acting.actor.uri {
        return Err(Refusal::StampOwn.into());
    }
    let now = now(app, &alliance.uri, app.now()).await?;
    if now.roster.member(&acting.actor.uri).is_none() {
        return Err(not_a_member(alliance).into());
    }
    let draft =
        Draft { act: Act::Revoke, ..in_alliance(&now.charter, Draft::give(StampKind::Membership, target)) };
    stamp::give(app, acting, draft).await
}

/// Vouches for an organisation of its own accord.
pub async fn sponsor(app: &App, acting: &Acting, alliance: &Alliance, target: &str) -> Result<Link> {
    if target == acting.actor.uri {
        return Err(Refusal::StampOwn.into());
    }
    let now = now(app, &alliance.uri, app.now()).await?;
    if now.roster.member(&acting.actor.uri).is_none() {
        return Err(not_a_member(alliance).into());
    }
    stamp::give(app, acting, in_alliance(&now.charter, Draft::give(StampKind::Membership, target))).await
}

/// Writes an amendment down, signs it, and asks every other member to. It holds once the quorum has signed.
pub async fn amend(app: &App, acting: &Acting, alliance: &Alliance, plan: Plan) -> Result<Charter> {
    may_found(acting)?;
    let now = now(app, &alliance.uri, app.now()).await?;
    if now.roster.member(&acting.actor.uri).is_none() {
        return Err(not_a_member(alliance).into());
    }
    let charter = Charter {
        digest: String::new(),
        uri: app.uri(&format!("/ap/charters/{}", app.next_id())),
        alliance: alliance.uri.clone(),
        slug: alliance.slug.clone(),
        drafter: acting.actor.uri.clone(),
        at: app.now(),
        amends: Some(now.charter.digest.clone()),
        colour: plan.colour,
        wordings: plan.wordings,
        rule: Rule {
            founders: now.charter.rule.founders.clone(),
            sponsors: plan.sponsors,
            among: plan.among,
            quorum: plan.quorum,
        },
    };
    charter.check()?;
    let members = eligible_all(app, &now.roster).await?;
    let (own, acting) = (app.clone(), acting.clone());
    let charter = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let (charter, json) = consent::freeze(&own, tx, &acting.actor, charter).await?;
                alliances::insert_charter(tx, &charter, &json).await?;
                acting.log(&own, tx, "amend-charter", &charter.uri).await?;
                let draft = in_alliance(&charter, Draft::give(StampKind::Endorsement, &charter.uri));
                stamp::put(&own, tx, &acting, &draft, &[]).await?;
                for member in members.iter().filter(|member| member.uri != acting.actor.uri) {
                    let wish = Wish {
                        kind: StampKind::Endorsement,
                        target: charter.uri.clone(),
                        ..membership(&charter, "", None)
                    };
                    stamp::put_wish(&own, tx, &acting, member, &wish).await?;
                }
                Ok(charter)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(charter)
}

async fn eligible_all(app: &App, roster: &Roster) -> Result<Vec<Actor>> {
    let mut tx = app.db.read().await?;
    let mut found = Vec::new();
    for member in &roster.members {
        found.extend(actors::find_by_uri(&mut tx, &member.actor).await?);
    }
    Ok(found)
}

/// An alliance at one instant.
#[derive(Clone, Debug)]
pub struct State {
    /// The charter in force.
    pub charter: Charter,
    pub roster: Roster,
}

/// How an alliance stands, or stood, at `at`.
pub async fn now(app: &App, alliance: &str, at: DateTime<Utc>) -> Result<State> {
    let (charter, roster) = proofs::standing(&mut app.db.read().await?, alliance, at).await?;
    Ok(State { charter, roster })
}

/// The colour of the first alliance in which an organisation has a seat.
pub async fn colour_of(app: &App, actor: &str) -> Result<Option<String>> {
    let seats = alliances::seats(&mut app.db.read().await?, actor).await?;
    match seats.first() {
        Some((seat, _)) => Ok(Some(now(app, &seat.alliance, app.now()).await?.charter.colour)),
        None => Ok(None),
    }
}

/// Takes over what the other members have, now; answers how many links were new, and whose node did not answer.
pub async fn synchronise(app: &App, alliance: &Alliance) -> Result<(usize, Vec<String>)> {
    let (mut fresh, mut silent) = (0, Vec::new());
    for cover in others(app, alliance).await? {
        match copies::take(app, &cover).await {
            Ok((_, new)) => fresh += new,
            Err(Trouble::Failed(error)) => return Err(Error::Internal(error)),
            Err(_) => silent.extend(origin::host_of(&cover)),
        }
    }
    let (own, uri) = (app.clone(), alliance.uri.clone());
    app.db.write(move |tx| Box::pin(async move { proofs::refresh(&own, tx, &uri).await })).await?;
    Ok((fresh, silent))
}

/// Where the other nodes of an alliance serve their copies: members, founders, and who is about to come in.
pub async fn others(app: &App, alliance: &Alliance) -> Result<Vec<String>> {
    let mut tx = app.db.read().await?;
    let links = stamps::of_alliance(&mut tx, &alliance.uri).await?;
    let charters = alliances::charters(&mut tx, &alliance.uri).await?;
    let founders = charters.iter().flat_map(|charter| &charter.rule.founders).map(|founder| &founder.actor);
    let mut covers: Vec<String> = founders
        .chain(links.iter().map(|link| &link.giver))
        .filter(|actor| !app.is_own(actor))
        .filter_map(|actor| Some(format!("{}/ap/alliances/{}", origin::of(actor)?, alliance.slug)))
        .collect();
    covers.sort_unstable();
    covers.dedup();
    Ok(covers)
}

fn may_found(acting: &Acting) -> Result<(), Refusal> {
    if acting.role.is_none() {
        return Err(Refusal::NotAllowed);
    }
    acting.may_represent()
}

fn not_a_member(alliance: &Alliance) -> Refusal {
    Refusal::NotAMember { alliance: alliance.slug.clone() }
}
