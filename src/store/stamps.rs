//! Stamps as they are kept: the links of everybody's chains, who asked whom for one, and what did not count.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run, value};
use crate::domain::id::PersonId;
use crate::domain::stamp::{Link, StampKind};
use crate::error::Result;
use chrono::{DateTime, Utc};

from_row!(Link {
    digest,
    uri,
    giver,
    seq,
    prev,
    at,
    key_id,
    act,
    kind,
    target,
    alliance,
    text_digest,
    valid_from,
    valid_until,
    revokes,
    reservation,
    services,
    void,
});

/// All columns of a link, with whether its key was declared compromised before it was made.
const LINKS: &str = "select s.*, (k.void_from is not null and k.void_from <= s.at) as void
    from stamp s left join actor_key k on k.key_id = s.key_id ";

macro_rules! links {
    ($tx:expr, $rest:literal $(, $arg:expr)*) => {
        all!($tx, sqlx::AssertSqlSafe(format!("{LINKS}{}", $rest)) $(, $arg)*)
    };
}

/// Keeps a proved link with the document that proves it; answers whether it is new. `id` orders arrivals.
pub async fn insert(tx: &mut Tx, id: i64, link: &Link, json: &str) -> Result<bool> {
    let rows = run!(
        tx,
        "insert into stamp (digest, id, uri, giver, seq, prev, at, key_id, act, kind, target, alliance, text_digest,
             valid_from, valid_until, revokes, reservation, json, services)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict do nothing",
        &link.digest,
        id,
        &link.uri,
        &link.giver,
        link.seq,
        &link.prev,
        link.at,
        &link.key_id,
        link.act,
        link.kind,
        &link.target,
        &link.alliance,
        &link.text_digest,
        link.valid_from,
        link.valid_until,
        &link.revokes,
        &link.reservation,
        json,
        &link.services
    )?;
    Ok(rows == 1)
}

/// The links with this URI: one, unless its giver told two stories.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Link>> {
    let found: Vec<Link> = links!(tx, "where s.uri = $1 order by s.id limit 1", uri)?;
    Ok(found.into_iter().next())
}

/// Whether a link is here.
pub async fn is_known(tx: &mut Tx, digest: &str) -> Result<bool> {
    Ok(value!(tx, "select exists (select 1 from stamp where digest = $1)", digest)?)
}

/// The signed document of a link.
pub async fn document(tx: &mut Tx, uri: &str) -> Result<Option<String>> {
    let row: Option<(String,)> =
        maybe!(tx, "select json from stamp where uri = $1 order by id limit 1", uri)?;
    Ok(row.map(|(json,)| json))
}

/// The last link of an organisation's chain.
pub async fn head(tx: &mut Tx, giver: &str) -> Result<Option<Link>> {
    let found: Vec<Link> = links!(tx, "where s.giver = $1 order by s.seq desc, s.id limit 1", giver)?;
    Ok(found.into_iter().next())
}

/// The whole chain of an organisation.
pub async fn chain(tx: &mut Tx, giver: &str) -> Result<Vec<Link>> {
    Ok(links!(tx, "where s.giver = $1 order by s.seq, s.id", giver)?)
}

/// Everything about one target of one kind, from every chain.
pub async fn about(tx: &mut Tx, target: &str, kind: StampKind) -> Result<Vec<Link>> {
    Ok(links!(tx, "where s.target = $1 and s.kind = $2 order by s.at, s.digest", target, kind)?)
}

/// What anybody gave of one kind, oldest first.
pub async fn of_kind(tx: &mut Tx, kind: StampKind) -> Result<Vec<Link>> {
    Ok(links!(tx, "where s.kind = $1 and s.act = 'give' order by s.at, s.digest", kind)?)
}

/// The whole chains of all organisations that have a link in an alliance.
pub async fn of_alliance(tx: &mut Tx, alliance: &str) -> Result<Vec<Link>> {
    Ok(links!(
        tx,
        "where s.giver in (select giver from stamp where alliance = $1) order by s.giver, s.seq, s.digest",
        alliance
    )?)
}

/// The signed documents of the same, a page of them after the arrival number `after`, with their numbers.
pub async fn documents(tx: &mut Tx, alliance: &str, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(all!(
        tx,
        "select id, json from stamp where id > $2 and giver in (select giver from stamp where alliance = $1)
         order by id limit $3",
        alliance,
        after,
        limit
    )?)
}

/// A page of one organisation's signed documents after the link number `after`, with their numbers.
pub async fn chain_documents(tx: &mut Tx, giver: &str, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(all!(
        tx,
        "select seq, json from stamp where giver = $1 and seq > $2 order by seq, id limit $3",
        giver,
        after,
        limit
    )?)
}

/// A wish for somebody's stamp.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub id: i64,
    pub uri: String,
    pub asker: String,
    pub giver: String,
    pub kind: StampKind,
    pub target: String,
    pub alliance: Option<String>,
    pub text_digest: Option<String>,
    pub note: Option<String>,
    pub due: Option<DateTime<Utc>>,
    /// `asked`, `prepared` (one of two persons has agreed), `granted` or `refused`.
    pub state: String,
    pub prepared_by: Option<PersonId>,
    pub reservation: Option<String>,
    /// Of a recognition: the services, as words with spaces between.
    pub services: Option<String>,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
    pub result: Option<String>,
    pub at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    /// Nothing of it comes out before.
    pub embargo: Option<DateTime<Utc>>,
    /// Under an embargo: the text in all its languages, in JSON, until the request is settled.
    pub text: Option<String>,
    /// When it was agreed that the stamp is made once the text is out, and by whom on this node.
    pub sealed_at: Option<DateTime<Utc>>,
    pub sealed_by: Option<PersonId>,
}

impl Request {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "asked" | "prepared")
    }

    /// Whether it is agreed to, and waits for its text to come out.
    pub fn is_sealed(&self) -> bool {
        self.is_open() && self.sealed_at.is_some()
    }
}
from_row!(Request {
    id,
    uri,
    asker,
    giver,
    kind,
    target,
    alliance,
    text_digest,
    note,
    due,
    state,
    prepared_by,
    reservation,
    services,
    valid_from,
    valid_until,
    result,
    at,
    answered_at,
    embargo,
    text,
    sealed_at,
    sealed_by,
});

/// Adds a request; one with the same URI stays as it is.
pub async fn insert_request(tx: &mut Tx, r: &Request) -> Result<bool> {
    let rows = run!(
        tx,
        "insert into stamp_request (id, uri, asker, giver, kind, target, alliance, text_digest, note, due, state,
             prepared_by, reservation, result, at, answered_at, services, valid_from, valid_until, embargo, text)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         on conflict do nothing",
        r.id,
        &r.uri,
        &r.asker,
        &r.giver,
        r.kind,
        &r.target,
        &r.alliance,
        &r.text_digest,
        &r.note,
        r.due,
        &r.state,
        r.prepared_by,
        &r.reservation,
        &r.result,
        r.at,
        r.answered_at,
        &r.services,
        r.valid_from,
        r.valid_until,
        r.embargo,
        &r.text
    )?;
    Ok(rows == 1)
}

/// The request with this number.
pub async fn find_request(tx: &mut Tx, id: i64) -> Result<Option<Request>> {
    Ok(maybe!(tx, "select * from stamp_request where id = $1", id)?)
}

/// The request that an Offer made.
pub async fn find_request_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Request>> {
    Ok(maybe!(tx, "select * from stamp_request where uri = $1", uri)?)
}

/// What is asked of an organisation, newest first.
pub async fn asked_of(tx: &mut Tx, giver: &str, limit: i64) -> Result<Vec<Request>> {
    Ok(all!(tx, "select * from stamp_request where giver = $1 order by id desc limit $2", giver, limit)?)
}

/// What an organisation asked of others, newest first.
pub async fn asked_by(tx: &mut Tx, asker: &str, limit: i64) -> Result<Vec<Request>> {
    Ok(all!(tx, "select * from stamp_request where asker = $1 order by id desc limit $2", asker, limit)?)
}

/// What was asked about one target, oldest first.
pub async fn asked_about(tx: &mut Tx, target: &str) -> Result<Vec<Request>> {
    Ok(all!(tx, "select * from stamp_request where target = $1 order by id", target)?)
}

/// Notes that one of two persons has agreed.
pub async fn prepare_request(
    tx: &mut Tx,
    id: i64,
    person: PersonId,
    reservation: Option<&str>,
) -> Result<bool> {
    let rows = run!(
        tx,
        "update stamp_request set state = 'prepared', prepared_by = $2, reservation = $3
         where id = $1 and state in ('asked', 'prepared') and sealed_at is null",
        id,
        person,
        reservation
    )?;
    Ok(rows == 1)
}

/// Notes that an open request is agreed to and waits for its text; answers whether it was open.
pub async fn seal_request(tx: &mut Tx, id: i64, person: Option<PersonId>, at: DateTime<Utc>) -> Result<bool> {
    let rows = run!(
        tx,
        "update stamp_request set sealed_at = $2, sealed_by = $3
         where id = $1 and state in ('asked', 'prepared') and sealed_at is null and embargo is not null",
        id,
        at,
        person
    )?;
    Ok(rows == 1)
}

/// The requests that are agreed to on this node and whose texts were to be out by now.
pub async fn sealed(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = all!(
        tx,
        "select id from stamp_request
         where sealed_by is not null and state in ('asked', 'prepared') and embargo <= $1 order by id",
        now
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Forgets an open request that was taken back.
pub async fn forget_request(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(run!(tx, "delete from stamp_request where id = $1 and state in ('asked', 'prepared')", id)? == 1)
}

/// Settles an open request; answers whether it was open.
pub async fn settle_request(
    tx: &mut Tx,
    id: i64,
    state: &str,
    result: Option<&str>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let rows = run!(
        tx,
        "update stamp_request set state = $2, result = $3, answered_at = $4, text = null
         where id = $1 and state in ('asked', 'prepared')",
        id,
        state,
        result,
        at
    )?;
    Ok(rows == 1)
}

/// Something that did not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspicion {
    pub id: i64,
    pub at: DateTime<Utc>,
    /// The organisation whose consent was claimed.
    pub giver: String,
    /// The end of a `suspicion-…` key.
    pub why: String,
    /// The digest of the link, or the URI that was claimed.
    pub about: String,
}
from_row!(Suspicion { id, at, giver, why, about });

/// Notes something that did not count; answers whether it is news.
pub async fn suspect(tx: &mut Tx, s: &Suspicion) -> Result<bool> {
    let rows = run!(
        tx,
        "insert into suspicion (id, at, giver, why, about) values ($1, $2, $3, $4, $5) on conflict do nothing",
        s.id,
        s.at,
        &s.giver,
        &s.why,
        &s.about
    )?;
    Ok(rows == 1)
}

/// What did not count, newest first.
pub async fn suspicions(tx: &mut Tx, limit: i64) -> Result<Vec<Suspicion>> {
    Ok(all!(tx, "select * from suspicion order by id desc limit $1", limit)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::testing::{Pen, minute};
    use crate::store::{keys, testing};

    #[tokio::test]
    async fn a_link_is_kept_once_and_void_when_its_key_was_compromised_before() {
        let db = testing::open().await;
        let ana = testing::actor(&db.db, 1, crate::domain::actor::ActorKind::Organisation, "a", None).await;
        let mut pen = Pen::of(&ana.uri);
        let links = [pen.gives(1, &ana.uri), pen.gives(5, "d")];
        let kept = links.clone();
        let key = keys::Key {
            key_id: links[0].key_id.clone(),
            actor_id: ana.id,
            algorithm: "ed25519".into(),
            public_key: "z".into(),
            wrapped_private: None,
            fetched_at: minute(0),
            retired_at: None,
            void_from: Some(minute(3)),
        };
        db.db
            .write(move |tx| {
                Box::pin(async move {
                    keys::upsert(tx, &key).await?;
                    assert!(insert(tx, 1, &kept[0], "{}").await?);
                    assert!(!insert(tx, 2, &kept[0], "{}").await?);
                    insert(tx, 3, &kept[1], "{}").await
                })
            })
            .await
            .unwrap();
        let mut tx = db.db.read().await.unwrap();
        let found = of_alliance(&mut tx, "all").await.unwrap();
        assert_eq!(found.iter().map(|link| link.void).collect::<Vec<_>>(), [false, true]);
        assert_eq!(Link { void: false, ..found[1].clone() }, links[1]);
        assert_eq!(head(&mut tx, &ana.uri).await.unwrap().unwrap().seq, 2);
        assert_eq!(documents(&mut tx, "all", 1, 9).await.unwrap(), [(3, "{}".to_owned())]);
    }
}
