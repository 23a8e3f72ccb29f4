//! What several territories do together is shown as whose it is, and once (COL).

use super::testing::TestSite;
use crate::domain::actor::ActorKind;
use crate::domain::id::PublicationId;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;
use crate::node::moderation::{Moderator, takedown};
use crate::store::reactions::{self, Boost};
use crate::store::{actors, audit, home, testing};
use http::StatusCode;

/// COL-01: a call that five territories pass on stands once in a home, is its author's, and names the five.
#[tokio::test]
async fn a_call_that_five_territories_pass_on_is_one_and_its_authors() {
    let site = TestSite::new().await;
    let db = &site.app.db;
    let lyon = testing::actor(db, 70, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    let mut call = testing::post(500, &lyon, "Venez");
    (call.kind, call.title) = (Kind::Call, Some("Appel aux villes".into()));
    let path = call.path();
    db.writer().inbound(testing::arrival(call)).await.unwrap();
    for n in 0..5 {
        let host = format!("t{n}.example");
        let city = testing::actor(db, 80 + n, ActorKind::Organisation, "city", Some(&host)).await;
        testing::follows(db, &site.valmar, &city).await;
        let boost = Boost {
            id: 900 + n,
            uri: format!("{}/announce", city.uri),
            actor_id: city.id,
            publication_id: PublicationId(500),
            created_at: site.app.now(),
        };
        let pass_on = db.write(move |tx| {
            Box::pin(async move {
                reactions::boost(tx, &boost).await?;
                home::fan_out_boost(tx, boost.id, boost.actor_id, boost.publication_id).await
            })
        });
        pass_on.await.unwrap();
    }
    let ana = site.with_session(&site.ana).await;
    let feed = ana.get("/home").await.html;
    assert_eq!(feed.matches("Appel aux villes").count(), 1, "{feed}");
    assert!(feed.contains("href=\"/@lyon@lyon.example\""), "its author is Lyon");
    assert!(feed.contains("</span> 5</span>"), "passed on by five");
    let mut tx = db.read().await.unwrap();
    let endorsers = reactions::boosters(&mut tx, PublicationId(500), 9).await.unwrap();
    assert_eq!(endorsers.len(), 5);
    let page = site.get(&path).await;
    page.says("lyon.example");
}

/// COL-04: who takes the name, the place and the slug of another territory is shown under its own address, without a
/// badge, and beside the other.
#[tokio::test]
async fn who_calls_itself_like_another_territory_is_shown_as_who_it_is() {
    let site = TestSite::new().await;
    let db = &site.app.db;
    let mut thief = testing::actor(db, 70, ActorKind::Organisation, "valmar", Some("thief.example")).await;
    (thief.name, thief.place_name) = (site.valmar.name.clone(), Some("Valmar".into()));
    (thief.latitude, thief.longitude) = (Some(36.7), Some(-4.4));
    db.write(move |tx| Box::pin(async move { actors::upsert(tx, &thief).await })).await.unwrap();
    let list = site.get("/territories").await;
    list.says("href=\"/@valmar\"");
    list.says("href=\"/@valmar@thief.example\"");
    list.says("@valmar@thief.example");
    let page = site.get("/@valmar@thief.example").await;
    page.says("thief.example");
    page.never_says("/alliances/");
    let own = site.get("/@valmar").await;
    own.never_says("thief.example");
}

/// COL-09: what those who run a node take out is gone from its pages, leaves a tombstone, and stands in the log; what they
/// wrote themselves they withdraw.
#[tokio::test]
async fn what_is_taken_out_leaves_a_tombstone() {
    let site = TestSite::new().await;
    let call = site.publishes(Kind::Call, "Venid", Visibility::Public).await;
    takedown::take_down(&site.app, &Moderator::Operator, call.id).await.unwrap();
    assert_eq!(site.get(&call.path()).await.status, StatusCode::GONE);
    site.get("/calls").await.never_says("Venid");
    let mut tx = site.app.db.read().await.unwrap();
    let lines = audit::list(&mut tx, None, None, 10).await.unwrap();
    assert!(lines.iter().any(|line| line.verb == "take-down" && line.target == call.uri));
    assert!(takedown::take_down(&site.app, &Moderator::Operator, call.id).await.is_err(), "once");
}
