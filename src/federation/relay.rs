//! The server actor passes on what its node publishes for everybody (FEP-2677): Mobilizon and Gancio follow a whole
//! node by its host name, and read what it announces. Only ids are announced; what they say is read at the author's.

use super::objects::sent::{publication, wrap};
use super::outbox::{self, Outgoing};
use super::recipients::{PUBLIC, Recipients};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::Result;
use crate::store::{Tx, actors, follows, relays};

/// Whether a publication is one the server actor speaks of: events and articles for everybody.
fn is_relayed(p: &Publication) -> bool {
    p.visibility == Visibility::Public && publication::wire_type(p) != "Note"
}

/// Announces a new publication of this node, in the caller's write.
pub async fn pass_on(app: &App, tx: &mut Tx, outgoing: &Outgoing<'_>) -> Result<()> {
    let Outgoing::Create(p, _) = outgoing else { return Ok(()) };
    let Some(server) = server(app, tx).await?.filter(|_| is_relayed(p)) else { return Ok(()) };
    let to = Recipients {
        to: vec![PUBLIC.to_owned()],
        cc: vec![format!("{}/followers", server.uri)],
        public: true,
        readers: follows::remote_followers(tx, server.id).await?,
    };
    let made = wrap::relayed(app, app.next_id(), &server, p, &to);
    outbox::record(app, tx, &server, made, &to, true).await
}

/// Who heard of a publication from the server actor hears of its changes, too; and relays of Mastodon's kind hear of
/// everything that is for everybody, from whoever says it.
pub async fn hearers(app: &App, tx: &mut Tx, outgoing: &Outgoing<'_>) -> Result<Vec<Actor>> {
    let (Outgoing::Create(p, _) | Outgoing::Update(p, _) | Outgoing::Delete(p, _)) = outgoing else {
        return Ok(Vec::new());
    };
    if p.visibility != Visibility::Public {
        return Ok(Vec::new());
    }
    let mut hearers = relays::all(tx).await?;
    if !matches!(outgoing, Outgoing::Create(..))
        && let Some(server) = server(app, tx).await?.filter(|_| is_relayed(p))
    {
        hearers.extend(follows::remote_followers(tx, server.id).await?);
    }
    Ok(hearers)
}

async fn server(app: &App, tx: &mut Tx) -> Result<Option<Actor>> {
    actors::find_by_uri(tx, &app.instance_uri()).await
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::publication::{Details, Kind};
    use crate::federation::testing::{Node, node};
    use crate::store::{activities, testing};

    /// What the server actor has announced, newest first.
    async fn announced(node: &Node, server: &Actor) -> Vec<Value> {
        let mut tx = node.app.db.read().await.unwrap();
        let sent = activities::outbox(&mut tx, server.id, i64::MAX, 20).await.unwrap();
        sent.iter().filter(|a| !a.body.is_empty()).map(|a| serde_json::from_str(&a.body).unwrap()).collect()
    }

    async fn owed(node: &Node, activity: &Value) -> Vec<String> {
        let mut tx = node.app.db.read().await.unwrap();
        let found = activities::find_by_uri(&mut tx, activity["id"].as_str().unwrap()).await.unwrap();
        activities::waiting(&mut tx, found.unwrap().id).await.unwrap()
    }

    fn article(node: &Node, id: i64) -> Publication {
        Publication {
            kind: Kind::Action,
            title: Some("T".into()),
            local: true,
            ..testing::post(id, &node.valmar, "x")
        }
    }

    /// Cases 106, 166: who follows the node hears of everything it publishes for everybody.
    #[tokio::test]
    async fn whoever_follows_the_node_hears_of_its_events_and_articles() {
        let node = node().await;
        let server = node.instance().await;
        let gancio = testing::actor(
            &node.app.db,
            40,
            crate::domain::actor::ActorKind::Application,
            "gancio",
            Some("gancio.example"),
        )
        .await;
        testing::follows(&node.app.db, &gancio, &server).await;
        let action = article(&node, 7);
        node.publishes(&action, &Details::default()).await;
        let sent = announced(&node, &server).await;
        assert_eq!((&sent[0]["type"], &sent[0]["object"]), (&json!("Announce"), &json!(action.uri)));
        assert_eq!(sent[0]["actor"], server.uri);
        assert!(sent[0]["proof"]["verificationMethod"].as_str().unwrap().starts_with(&server.uri));
        assert_eq!(owed(&node, &sent[0]).await, ["https://gancio.example/ap/inbox"]);

        let update = node.tells(|p, d| Outgoing::Update(p, d), &action, &Details::default()).await;
        assert_eq!(
            owed(&node, &update).await,
            ["https://gancio.example/ap/inbox", "https://lyon.example/ap/inbox"]
        );
        node.tells(|p, d| Outgoing::Delete(p, d), &action, &Details::default()).await;
        assert!(announced(&node, &server).await.is_empty(), "what is withdrawn is announced no longer");
    }

    #[tokio::test]
    async fn neither_posts_nor_what_is_not_for_everybody_is_announced() {
        let node = node().await;
        let server = node.instance().await;
        let quiet = Publication { visibility: Visibility::Quiet, ..article(&node, 7) };
        let followers = Publication { visibility: Visibility::Followers, ..article(&node, 8) };
        let post = Publication { local: true, ..testing::post(9, &node.valmar, "x") };
        for publication in [quiet, followers, post] {
            node.publishes(&publication, &Details::default()).await;
        }
        assert!(announced(&node, &server).await.is_empty());
    }
}
