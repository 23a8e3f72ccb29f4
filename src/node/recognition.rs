//! Recognition: two cities honour each other's cards for named services, from a day until a day. Each side's promise is a
//! stamp of its own; both together are an agreement. Nothing here knows who holds a card.

use super::acting::Acting;
use super::stamp::{self, Terms, Wish};
use super::verdict::Standing;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::refusal::Refusal;
use crate::domain::service::{self, Service};
use crate::domain::stamp::{Link, StampKind};
use crate::error::Result;
use crate::federation::consent::Draft;
use crate::store::{Tx, stamps};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What two cities promise each other.
#[derive(Clone, Debug)]
pub struct Plan {
    pub services: Vec<Service>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// Promises to honour the cards of `other`, and asks it for the same in return.
pub async fn propose(app: &App, acting: &Acting, other: &Actor, plan: &Plan) -> Result<Link> {
    stamp::may_sign(acting, StampKind::Recognition)?;
    if other.id == acting.actor.id {
        return Err(Refusal::StampOwn.at("organisation").into());
    }
    service::check(&plan.services).map_err(|refusal| refusal.at("service"))?;
    let begins = plan.from.unwrap_or(app.now()).max(app.now());
    if plan.until.is_some_and(|until| until <= begins) {
        return Err(Refusal::EndsBeforeStart.at("until").into());
    }
    let services = Some(service::joined(&plan.services));
    let draft = Draft {
        services: services.clone(),
        valid_from: plan.from,
        valid_until: plan.until,
        ..Draft::give(StampKind::Recognition, &other.uri)
    };
    let wish = Wish {
        kind: StampKind::Recognition,
        target: acting.actor.uri.clone(),
        alliance: None,
        text_digest: None,
        note: None,
        due: None,
        terms: Terms { services, from: plan.from, until: plan.until, embargo: None },
    };
    let (own, acting, other) = (app.clone(), acting.clone(), other.clone());
    let link = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let also = std::slice::from_ref(&other);
                let link = stamp::put(&own, tx, &acting, &draft, also).await?;
                stamp::put_wish(&own, tx, &acting, &other, &wish).await?;
                Ok(link)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(link)
}

/// One side's promise: its giver honours cards of its target.
#[derive(Clone, Debug)]
pub struct Promise {
    pub link: Link,
    pub standing: Standing,
    /// When it ended or will end.
    pub ends: Option<DateTime<Utc>>,
    pub services: Vec<Service>,
    /// What the other side promises in return, by its stamp.
    pub answer: Option<String>,
}

/// The promises that hold now or will, each giver's last to each target, by giver and target.
pub async fn promises(app: &App, tx: &mut Tx) -> Result<Vec<Promise>> {
    let mut last: BTreeMap<(String, String), Promise> = BTreeMap::new();
    for link in stamps::of_kind(tx, StampKind::Recognition).await? {
        let chain = stamps::chain(tx, &link.giver).await?;
        let (standing, ends) = Standing::of(&link, &chain, app.now());
        if matches!(standing, Standing::Valid | Standing::NotYet) {
            let services = service::listed(link.services.as_deref().unwrap_or_default());
            let pair = (link.giver.clone(), link.target.clone());
            last.insert(pair, Promise { link, standing, ends, services, answer: None });
        }
    }
    let stamps: BTreeMap<(String, String), String> =
        last.iter().map(|(pair, promise)| (pair.clone(), promise.link.uri.clone())).collect();
    let answered = last.into_values().map(|promise| {
        let back = (promise.link.target.clone(), promise.link.giver.clone());
        Promise { answer: stamps.get(&back).cloned(), ..promise }
    });
    Ok(answered.collect())
}
