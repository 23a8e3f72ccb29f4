//! Other nodes as a whole: blocking one, letting it in again, and trying one again that was given up.

use super::moderation::{Moderator, domains};
use crate::app::App;
use crate::domain::moderation::{Severity, Terms};
use crate::error::{Error, Result};
use crate::federation::waking;
use crate::store::{deliveries, domain_rules};

/// Speaks with `host` no longer: what waits for it is dropped, and what comes from it is refused.
pub async fn block(app: &App, host: &str, reason: &str) -> Result<()> {
    let terms = Terms { private_comment: reason.to_owned(), ..Terms::of(Severity::Suspend) };
    domains::rule(app, &Moderator::Operator, host, terms).await.map(|_| ())
}

/// Speaks with `host` again. What was dropped meanwhile is not made up for.
pub async fn unblock(app: &App, host: &str) -> Result<()> {
    let host = domains::checked(app, host)?;
    let rule =
        domain_rules::find_by_domain(&mut app.db.read().await?, &host).await?.ok_or(Error::NotFound)?;
    domains::lift(app, &Moderator::Operator, rule.id).await.map(|_| ())
}

/// Brings `host` what waits for it now instead of when it is due, as if it had just spoken to us.
pub async fn retry(app: &App, host: &str) -> Result<()> {
    let host = host.to_lowercase();
    waking::heard_from(app, &host).await?;
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                deliveries::unpark(tx, &host, now).await?;
                deliveries::hasten(tx, &host, now).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
