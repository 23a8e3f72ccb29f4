//! Receipts: how far a publication got. One line a node it was sent to, by its newest delivery.

use super::Tx;
use super::columns::from_row;
use super::sql::all;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What became of the newest delivery of a publication to one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    pub delivery_id: i64,
    /// The node: host, with the port when it is not the default.
    pub origin: String,
    /// Somebody there whom it was for.
    pub actor_id: ActorId,
    /// `waiting`, `delivered`, `refused`, `parked` or `expired`.
    pub state: String,
    pub attempts: i64,
    pub last_status: Option<i64>,
    pub created_at: DateTime<Utc>,
}
from_row!(Receipt { delivery_id, origin, actor_id, state, attempts, last_status, created_at });

impl Receipt {
    /// Whether the node has it.
    pub fn is_delivered(&self) -> bool {
        self.state == "delivered"
    }
}

/// The receipts of a publication, by node. An edit's delivery stands in place of the first one's.
pub async fn list(tx: &mut Tx, publication: PublicationId) -> Result<Vec<Receipt>> {
    let mut newest = BTreeMap::new();
    for receipt in delivered_to(tx, publication).await?.into_iter().chain(kept_for(tx, publication).await?) {
        newest.insert(receipt.origin.clone(), receipt);
    }
    Ok(newest.into_values().collect())
}

/// Nodes that sleep have no rows: they get what they missed from a cursor, when they wake.
async fn kept_for(tx: &mut Tx, publication: PublicationId) -> Result<Vec<Receipt>> {
    Ok(all!(
        tx,
        "select cast(0 as bigint) as delivery_id, o.host as origin, min(x.id) as actor_id, 'parked' as state,
             cast(0 as bigint) as attempts, cast(null as bigint) as last_status, max(a.created_at) as created_at
         from activity a
         join follow f on f.target_id = a.actor_id and f.accepted and f.created_at <= a.created_at
         join actor x on x.id = f.follower_id
         join origin o on o.host = x.host and o.state = 'dormant' and o.cursor_id <= a.id
         where a.publication_id = $1 and a.kind in ('Create', 'Update') and a.public
           and not exists (select 1 from delivery d where d.activity_id = a.id and d.origin = o.host)
         group by o.host",
        publication
    )?)
}

async fn delivered_to(tx: &mut Tx, publication: PublicationId) -> Result<Vec<Receipt>> {
    Ok(all!(
        tx,
        "select d.id as delivery_id, d.origin as origin, min(r.actor_id) as actor_id, d.state as state,
             d.attempts as attempts, d.last_status as last_status, d.created_at as created_at
         from activity a join delivery d on d.activity_id = a.id join delivery_reader r on r.delivery_id = d.id
         where a.publication_id = $1 and a.kind in ('Create', 'Update')
         group by d.id, d.origin, d.state, d.attempts, d.last_status, d.created_at
         order by d.id",
        publication
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::store::activities::{self, Activity, NewDelivery};
    use crate::store::testing;

    #[tokio::test]
    async fn a_receipt_tells_of_each_node_by_its_newest_delivery() {
        let test = testing::open().await;
        let author = testing::actor(&test.db, 1, ActorKind::Organisation, "valmar", None).await;
        let reader = testing::actor(&test.db, 2, ActorKind::Organisation, "riba", Some("riba.example")).await;
        let post = testing::post(10, &author, "Hola");
        let (id, reader) = (post.id, reader.id);
        let found = test
            .db
            .write(move |tx| {
                Box::pin(async move {
                    crate::store::publications::insert(tx, &post).await?;
                    for (activity, kind) in [(20, "Create"), (30, "Update"), (40, "Announce")] {
                        let delivery = NewDelivery {
                            id: activity + 1,
                            inbox: "https://riba.example/ap/inbox".into(),
                            origin: "riba.example".into(),
                            lane: post.uri.clone(),
                            readers: vec![reader],
                        };
                        activities::insert(tx, &activity_of(activity, kind, &post), &[delivery]).await?;
                    }
                    list(tx, id).await
                })
            })
            .await
            .unwrap();
        let seen: Vec<_> = found.iter().map(|r| (r.delivery_id, r.actor_id, r.is_delivered())).collect();
        assert_eq!(seen, [(31, reader, false)]);
    }

    fn activity_of(id: i64, kind: &str, post: &crate::domain::publication::Publication) -> Activity {
        Activity {
            id,
            uri: format!("https://valmar.example/ap/act/{id}"),
            actor_id: post.author_id,
            kind: kind.into(),
            object_uri: post.uri.clone(),
            publication_id: Some(post.id),
            public: true,
            relayed: false,
            body: "{}".into(),
            created_at: testing::noon(),
        }
    }
}
