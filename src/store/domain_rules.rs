//! Rules about domains, and the marks they leave: on hosts that are not spoken with, and on actors that are hidden.
//!
//! A mark carries the moment of its rule, so that lifting the rule takes back its own marks and no others.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run};
use crate::domain::id::PersonId;
use crate::domain::moderation::{DomainRule, Severity, Terms, covers, domains_above};
use crate::domain::page::Page;
use crate::error::Result;
use chrono::{DateTime, Utc};

struct Row {
    id: i64,
    domain: String,
    severity: Severity,
    reject_media: bool,
    reject_reports: bool,
    private_comment: String,
    public_comment: String,
    obfuscate: bool,
    created_by: Option<PersonId>,
    created_at: DateTime<Utc>,
}
from_row!(Row {
    id,
    domain,
    severity,
    reject_media,
    reject_reports,
    private_comment,
    public_comment,
    obfuscate,
    created_by,
    created_at
});

impl From<Row> for DomainRule {
    fn from(row: Row) -> DomainRule {
        DomainRule {
            id: row.id,
            domain: row.domain,
            terms: Terms {
                severity: row.severity,
                reject_media: row.reject_media,
                reject_reports: row.reject_reports,
                private_comment: row.private_comment,
                public_comment: row.public_comment,
                obfuscate: row.obfuscate,
            },
            created_by: row.created_by,
            created_at: row.created_at,
        }
    }
}

fn rules(rows: Vec<Row>) -> Vec<DomainRule> {
    rows.into_iter().map(DomainRule::from).collect()
}

/// The rule with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<DomainRule>> {
    let row: Option<Row> = maybe!(tx, "select * from domain_rule where id = $1", id)?;
    Ok(row.map(DomainRule::from))
}

/// The rule about exactly this domain.
pub async fn find_by_domain(tx: &mut Tx, domain: &str) -> Result<Option<DomainRule>> {
    let row: Option<Row> = maybe!(tx, "select * from domain_rule where domain = $1", domain)?;
    Ok(row.map(DomainRule::from))
}

/// A page of the rules, newest first.
pub async fn list(tx: &mut Tx, page: &Page) -> Result<Vec<DomainRule>> {
    let rows = build!(tx, "select * from domain_rule where id < ", rows, |b| {
        b.push_bind(page.ceiling()).push(" and id > ").push_bind(page.floor());
        b.push(" order by id ").push(page.direction()).push(" limit ").push_bind(page.limit);
    })?;
    Ok(rules(page.newest_first(rows)))
}

/// Every rule, by domain.
pub async fn all(tx: &mut Tx) -> Result<Vec<DomainRule>> {
    Ok(rules(all!(tx, "select * from domain_rule order by domain")?))
}

/// The rules that hold for a host: its own and those of the domains it is part of.
pub async fn over(tx: &mut Tx, host: &str) -> Result<Vec<DomainRule>> {
    let rows = build!(tx, "select * from domain_rule where domain in (", rows, |b| {
        let mut list = b.separated(", ");
        for domain in domains_above(host) {
            list.push_bind(domain);
        }
        b.push(")");
    })?;
    Ok(rules(rows))
}

/// Adds a rule, or changes the terms of the one about the same domain; marks what it holds for.
pub async fn put(tx: &mut Tx, rule: &DomainRule, now: DateTime<Utc>) -> Result<()> {
    let t = &rule.terms;
    run!(
        tx,
        "insert into domain_rule (id, domain, severity, reject_media, reject_reports, private_comment, public_comment,
             obfuscate, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (domain) do update set severity = excluded.severity, reject_media = excluded.reject_media,
             reject_reports = excluded.reject_reports, private_comment = excluded.private_comment,
             public_comment = excluded.public_comment, obfuscate = excluded.obfuscate",
        rule.id,
        &rule.domain,
        t.severity,
        t.reject_media,
        t.reject_reports,
        &t.private_comment,
        &t.public_comment,
        t.obfuscate,
        rule.created_by,
        rule.created_at
    )?;
    mark(tx, &rule.domain, Some(rule.created_at), now).await
}

/// Takes a rule away with the marks it left.
pub async fn remove(tx: &mut Tx, rule: &DomainRule, now: DateTime<Utc>) -> Result<()> {
    run!(tx, "delete from domain_rule where id = $1", rule.id)?;
    mark(tx, &rule.domain, Some(rule.created_at), now).await
}

/// Marks every known host under a domain, and its actors, as the rules that are there now say. `before` is the moment of
/// the rule whose old marks are taken back first.
async fn mark(tx: &mut Tx, domain: &str, before: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
    for host in hosts_under(tx, domain).await? {
        run!(
            tx,
            "update actor set silenced_at = case when silenced_at = $2 then null else silenced_at end,
                 suspended_at = case when suspended_at = $2 then null else suspended_at end
             where host = $1 and (silenced_at = $2 or suspended_at = $2)",
            &host,
            before
        )?;
        mark_host(tx, &host, now).await?;
    }
    Ok(())
}

async fn mark_host(tx: &mut Tx, host: &str, now: DateTime<Utc>) -> Result<()> {
    let rules = over(tx, host).await?;
    let of = |severity| rules.iter().find(|rule| rule.terms.severity == severity);
    match of(Severity::Suspend) {
        Some(rule) => {
            super::origins::set_blocked(tx, host, Some(&rule.terms.private_comment), now).await?;
            super::deliveries::drop_blocked(tx, host, now).await?;
            run!(
                tx,
                "update actor set suspended_at = $2 where host = $1 and suspended_at is null",
                host,
                rule.created_at
            )?;
            super::moderation::hide_host(tx, host).await?;
        }
        None => super::origins::set_blocked(tx, host, None, now).await?,
    }
    if let Some(rule) = of(Severity::Silence) {
        run!(
            tx,
            "update actor set silenced_at = $2 where host = $1 and silenced_at is null",
            host,
            rule.created_at
        )?;
    }
    Ok(())
}

/// The hosts under a domain that this node has heard of, and the domain itself.
async fn hosts_under(tx: &mut Tx, domain: &str) -> Result<Vec<String>> {
    let inside = format!("%.{domain}%");
    let ported = format!("{domain}:%");
    let rows: Vec<(String,)> = all!(
        tx,
        "select host from actor where host = $1 or host like $2 or host like $3
         union select host from origin where host = $1 or host like $2 or host like $3",
        domain,
        inside,
        ported
    )?;
    let mut hosts: Vec<String> =
        rows.into_iter().map(|(host,)| host).filter(|host| covers(domain, host)).collect();
    if !hosts.iter().any(|host| host == domain) {
        hosts.push(domain.to_owned());
    }
    Ok(hosts)
}

/// Marks an actor that just became known as the rules about its host say.
pub(super) async fn mark_newcomer(tx: &mut Tx, host: &str, uri: &str) -> Result<()> {
    for rule in over(tx, host).await? {
        match rule.terms.severity {
            Severity::Silence => run!(
                tx,
                "update actor set silenced_at = $2 where uri = $1 and silenced_at is null",
                uri,
                rule.created_at
            )?,
            Severity::Suspend => run!(
                tx,
                "update actor set suspended_at = $2 where uri = $1 and suspended_at is null",
                uri,
                rule.created_at
            )?,
            Severity::Noop => 0,
        };
    }
    Ok(())
}

/// What a rule about a domain would touch, to be looked at before it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Reach {
    /// Actors known there.
    pub actors: i64,
    /// Their publications that are stored here.
    pub publications: i64,
    /// Follows of somebody there by somebody here.
    pub following: i64,
    /// Follows of somebody here by somebody there.
    pub followers: i64,
}
from_row!(Reach { actors, publications, following, followers });

/// What a rule about a domain would touch now.
pub async fn reach(tx: &mut Tx, domain: &str) -> Result<Reach> {
    let mut sum = Reach::default();
    for host in hosts_under(tx, domain).await? {
        let one: Option<Reach> = maybe!(
            tx,
            "select (select count(*) from actor a where a.host = $1) as actors,
                 (select count(*) from publication p join actor a on a.id = p.author_id where a.host = $1) as publications,
                 (select count(*) from follow f join actor a on a.id = f.target_id where a.host = $1) as following,
                 (select count(*) from follow f join actor a on a.id = f.follower_id where a.host = $1) as followers",
            &host
        )?;
        let one = one.unwrap_or_default();
        sum.actors += one.actors;
        sum.publications += one.publications;
        sum.following += one.following;
        sum.followers += one.followers;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::super::{actors, testing};
    use super::*;
    use crate::domain::actor::ActorKind;

    async fn put_rule(db: &super::super::Db, id: i64, domain: &str, severity: Severity) -> DomainRule {
        let rule = DomainRule {
            id,
            domain: domain.into(),
            terms: Terms::of(severity),
            created_by: None,
            created_at: testing::noon() + chrono::Duration::milliseconds(id),
        };
        let row = rule.clone();
        db.write(move |tx| Box::pin(async move { put(tx, &row, testing::noon()).await })).await.unwrap();
        rule
    }

    async fn is_suspended(db: &super::super::Db, uri: &str) -> bool {
        actors::find_by_uri(&mut db.read().await.unwrap(), uri).await.unwrap().unwrap().suspended_at.is_some()
    }

    /// DOM-01, DOM-04.
    #[tokio::test]
    async fn a_rule_holds_for_what_is_under_its_domain_and_leaves_no_mark_behind() {
        let test = testing::open().await;
        let under = testing::actor(&test.db, 1, ActorKind::Person, "ana", Some("a.bad.example")).await;
        let beside = testing::actor(&test.db, 2, ActorKind::Person, "eva", Some("notbad.example")).await;
        let rule = put_rule(&test.db, 10, "bad.example", Severity::Suspend).await;
        let inner = put_rule(&test.db, 11, "a.bad.example", Severity::Suspend).await;
        assert!(is_suspended(&test.db, &under.uri).await && !is_suspended(&test.db, &beside.uri).await);
        let late = testing::actor(&test.db, 3, ActorKind::Person, "sol", Some("bad.example")).await;
        assert!(is_suspended(&test.db, &late.uri).await, "who comes later is marked too");
        let gone = rule.clone();
        test.db
            .write(move |tx| Box::pin(async move { remove(tx, &gone, testing::noon()).await }))
            .await
            .unwrap();
        assert!(is_suspended(&test.db, &under.uri).await, "the rule about the sub-domain still holds");
        assert!(!is_suspended(&test.db, &late.uri).await);
        test.db
            .write(move |tx| Box::pin(async move { remove(tx, &inner, testing::noon()).await }))
            .await
            .unwrap();
        assert!(!is_suspended(&test.db, &under.uri).await);
    }

    #[tokio::test]
    async fn who_was_suspended_by_hand_stays_so_when_the_domain_is_let_in_again() {
        let test = testing::open().await;
        let ana = testing::actor(&test.db, 1, ActorKind::Person, "ana", Some("bad.example")).await;
        let id = ana.id;
        let at = Some(testing::noon() - chrono::Duration::days(1));
        test.db
            .write(move |tx| Box::pin(async move { actors::set_suspended(tx, id, at).await }))
            .await
            .unwrap();
        let rule = put_rule(&test.db, 10, "bad.example", Severity::Suspend).await;
        test.db
            .write(move |tx| Box::pin(async move { remove(tx, &rule, testing::noon()).await }))
            .await
            .unwrap();
        assert!(is_suspended(&test.db, &ana.uri).await);
    }
}
