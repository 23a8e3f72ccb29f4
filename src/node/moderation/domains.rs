//! Rules about whole domains: not spoken with, kept out of what everybody reads, without files, without reports.

use super::Moderator;
use crate::app::App;
use crate::domain::moderation::{self, DomainRule, Terms, covers};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::store::domain_rules;

/// Makes a rule about a domain, or changes the one there is.
pub async fn rule(app: &App, by: &Moderator, domain: &str, terms: Terms) -> Result<DomainRule> {
    let rule = put(app, by, domain, terms).await?;
    changed(app).await;
    Ok(rule)
}

/// The same, without making it known: whoever makes many does so once.
pub(super) async fn put(app: &App, by: &Moderator, domain: &str, terms: Terms) -> Result<DomainRule> {
    let domain = checked(app, domain)?;
    terms.check()?;
    let (own, by, now) = (app.clone(), by.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let rule = match domain_rules::find_by_domain(tx, &domain).await? {
                    Some(known) => DomainRule { terms, ..known },
                    None => {
                        let (id, created_by) = (own.next_id(), by.person());
                        DomainRule { id, domain, terms, created_by, created_at: now }
                    }
                };
                domain_rules::put(tx, &rule, now).await?;
                let verb = format!("domain-{}", rule.terms.severity);
                by.log(&own, tx, &verb, &rule.domain).await?;
                Ok(rule)
            })
        })
        .await
}

/// Takes a rule back. What was dropped and severed meanwhile is not made up for.
pub async fn lift(app: &App, by: &Moderator, id: i64) -> Result<DomainRule> {
    let (own, by, now) = (app.clone(), by.clone(), app.now());
    let rule = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let rule = domain_rules::find(tx, id).await?.ok_or(Error::NotFound)?;
                domain_rules::remove(tx, &rule, now).await?;
                by.log(&own, tx, "domain-lifted", &rule.domain).await?;
                Ok(rule)
            })
        })
        .await?;
    changed(app).await;
    Ok(rule)
}

/// The domain as rules are kept. Refuses what is none, and this node's own.
pub fn checked(app: &App, domain: &str) -> Result<String, Refusals> {
    let domain = moderation::domain(domain).ok_or_else(|| Refusal::DomainInvalid.at("domain"))?;
    if covers(&domain, &app.host()) {
        return Err(Refusal::DomainOwn.at("domain"));
    }
    Ok(domain)
}

/// P11: what was decided holds from the next request on, in this process at once.
pub(super) async fn changed(app: &App) {
    app.peers.forget_everybody();
    super::super::media::cache::drop_refused(app).await;
}
