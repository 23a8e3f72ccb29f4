//! Publishing as its author does it: what is stored, who sees it, what leaves, what is refused.

use super::testing::{TestNode, node, person};
use super::{account, boost, follow, invite, opening, publish};
use crate::domain::actor::ActorKind;
use crate::domain::content::Content;
use crate::domain::page::Page;
use crate::domain::publication::{Kind, Status};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::error::Error;
use crate::store::viewing::Viewer;
use crate::store::{activities, follows, home, publications, testing, viewing};

fn welcome() -> Content {
    let mut content = Content::new(Kind::Action, Visibility::Public, "es");
    content.title = Some("Semana de acogida".into());
    content.body = "Comida compartida, **música** y #SemanaDeAcogida.".into();
    content
}

fn refused(error: &Error) -> Option<&Refusal> {
    match error {
        Error::Refused(refusals) => refusals.0.first().map(|(_, refusal)| refusal),
        _ => None,
    }
}

#[tokio::test]
async fn what_a_coordinator_publishes_is_the_organisations_signed_logged_and_owed_to_every_follower_once() {
    let TestNode { app, valmar, ana, .. } = &node().await;
    for (id, name) in [(7, "lyon"), (8, "anvita")] {
        let reader = testing::actor(&app.db, id, ActorKind::Organisation, name, Some("peer.example")).await;
        testing::follows(&app.db, &reader, valmar).await;
    }
    let action = publish::publish(app, ana, welcome()).await.unwrap();
    assert_eq!((action.author_id, action.acted_by), (valmar.id, Some(ana.person.id)));
    let mut tx = app.db.read().await.unwrap();
    let sent = activities::outbox(&mut tx, valmar.id, i64::MAX, 10).await.unwrap();
    assert_eq!(sent.len(), 1);
    let json: serde_json::Value = serde_json::from_str(&sent[0].body).unwrap();
    assert_eq!(
        (json["type"].as_str(), json["object"]["name"].as_str()),
        (Some("Create"), Some("Semana de acogida"))
    );
    assert_eq!(json["proof"]["cryptosuite"], "eddsa-jcs-2022");
    // Two followers behind one shared inbox: one delivery.
    assert_eq!(activities::waiting(&mut tx, sent[0].id).await.unwrap(), ["https://peer.example/ap/inbox"]);
    let log = crate::store::audit::list(&mut tx, Some(valmar.id), None, 10).await.unwrap();
    assert_eq!(log[0].verb, "publish");
}

#[tokio::test]
async fn an_edit_keeps_what_was_said_before_and_a_withdrawal_leaves_only_a_tombstone() {
    let TestNode { app, ana, .. } = &node().await;
    let first = publish::publish(app, ana, welcome()).await.unwrap();
    let mut better = welcome();
    better.title = Some("Semana de acogida 2027".into());
    let edited = publish::edit(app, ana, first.id, better.clone(), Some(first.version)).await.unwrap();
    assert_eq!(edited.title.as_deref(), Some("Semana de acogida 2027"));
    let late = publish::edit(app, ana, first.id, better, Some(first.version)).await.unwrap_err();
    assert_eq!(refused(&late), Some(&Refusal::EditedMeanwhile));
    let mut tx = app.db.read().await.unwrap();
    let before = publications::revisions(&mut tx, first.id).await.unwrap();
    assert_eq!(before[0].title.as_deref(), Some("Semana de acogida"));
    publish::withdraw(app, ana, first.id).await.unwrap();
    let gone = publications::find(&mut tx, first.id).await.unwrap().unwrap();
    assert_eq!((gone.status, gone.title, gone.body.as_str()), (Status::Withdrawn, None, ""));
    assert!(publications::tombstone(&mut tx, &first.uri).await.unwrap().is_some());
    assert!(publications::revisions(&mut tx, first.id).await.unwrap().is_empty());
}

/// T206: what was for everybody and is now for some is taken back from software that would keep it open.
#[tokio::test]
async fn what_is_narrowed_is_withdrawn_where_it_would_stay_open_and_its_old_words_are_served_no_more() {
    let TestNode { app, valmar, ana, .. } = &node().await;
    let reader = testing::actor(&app.db, 7, ActorKind::Person, "eva", Some("peer.example")).await;
    testing::follows(&app.db, &reader, valmar).await;
    let action = publish::publish(app, ana, welcome()).await.unwrap();
    let mut tx = app.db.read().await.unwrap();
    let create = activities::outbox(&mut tx, valmar.id, i64::MAX, 10).await.unwrap().remove(0);
    let few = Content { visibility: Visibility::Followers, ..welcome() };
    publish::edit(app, ana, action.id, few, None).await.unwrap();
    let create = activities::find_by_uri(&mut tx, &create.uri).await.unwrap().unwrap();
    assert_eq!(create.body, "", "a Delete was told in its place");
    let last = activities::latest(&mut tx, valmar.id).await.unwrap().unwrap();
    assert_eq!(last.object_uri, format!("{}/notice", action.uri));
    assert!(!last.body.contains("Semana") && !last.body.contains("semana"), "{}", last.body);
    assert_eq!(activities::waiting(&mut tx, last.id).await.unwrap(), ["https://peer.example/ap/inbox"]);
}

#[tokio::test]
async fn roles_decide_who_publishes_and_who_speaks_for_an_organisation() {
    let TestNode { app, valmar, .. } = &node().await;
    let member = person(app, "mar", valmar, Role::Member).await;
    let editor = person(app, "eli", valmar, Role::Editor).await;
    let no = publish::publish(app, &member, welcome()).await.unwrap_err();
    assert_eq!(refused(&no), Some(&Refusal::NotAllowed));
    let action = publish::publish(app, &editor, welcome()).await.unwrap();
    let no = boost::boost(app, &editor, action.id).await.unwrap_err();
    assert_eq!(refused(&no), Some(&Refusal::NotAllowed));
}

/// VIS-03, VIS-21, VIS-28: drafts and what is for the house exist for nobody else, and nothing of them leaves.
#[tokio::test]
async fn drafts_and_what_is_for_the_house_only_exist_for_its_people() {
    let TestNode { app, valmar, ana, .. } = &node().await;
    let reader = testing::actor(&app.db, 7, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    testing::follows(&app.db, &reader, valmar).await;
    let draft = publish::save_draft(app, ana, welcome()).await.unwrap();
    let mut inner = welcome();
    inner.visibility = Visibility::Organisation;
    let inner = publish::publish(app, ana, inner).await.unwrap();
    let mut tx = app.db.read().await.unwrap();
    for hidden in [draft.id, inner.id] {
        assert!(viewing::visible(&mut tx, Viewer::Public, hidden).await.unwrap().is_none());
        assert!(viewing::visible(&mut tx, Viewer::Remote(reader.id), hidden).await.unwrap().is_none());
        assert!(viewing::visible(&mut tx, ana.viewer(), hidden).await.unwrap().is_some());
    }
    assert!(activities::outbox(&mut tx, valmar.id, i64::MAX, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_follow_of_a_neighbour_is_settled_at_once_and_brings_what_was_published_before() {
    let TestNode { app, valmar, ana, .. } = &node().await;
    publish::publish(app, ana, welcome()).await.unwrap();
    let mut tx = app.db.read().await.unwrap();
    let herself = super::acting::Acting::as_oneself(&mut tx, ana.person.clone()).await.unwrap();
    let asked = follow::request(app, &herself, valmar).await.unwrap();
    assert!(asked.accepted);
    assert_eq!(home::list(&mut tx, herself.actor.id, &Page::newest(10)).await.unwrap().len(), 1);
    follow::end(app, &herself, valmar).await.unwrap();
    assert!(follows::find(&mut tx, herself.actor.id, valmar.id).await.unwrap().is_none());
    assert!(home::list(&mut tx, herself.actor.id, &Page::newest(10)).await.unwrap().is_empty());
}

/// AUT-16, ACC-03: an invitation opens one account; a wrong name and a wrong password look the same.
#[tokio::test]
async fn an_invitation_opens_one_account_and_its_password_opens_sessions() {
    let TestNode { app, valmar, .. } = &node().await;
    let offer = invite::Offer {
        organisation: Some(valmar.id),
        role: Role::Editor,
        administrator: false,
        label: String::new(),
    };
    let token = invite::create_by(app, None, offer).await.unwrap();
    let new = opening::NewPerson {
        username: "leo".into(),
        name: "Leo".into(),
        email: None,
        password: "una clave bien larga".into(),
        language: "pt".into(),
    };
    let entry = opening::Entry { invitation: Some(&token), ..opening::Entry::default() };
    assert!(opening::sign_up(app, entry, new.clone()).await.unwrap().is_some());
    let again =
        opening::sign_up(app, entry, opening::NewPerson { username: "lea".into(), ..new }).await.unwrap_err();
    assert_eq!(refused(&again), Some(&Refusal::InvitationInvalid));
    let (_, session) = account::sign_in(app, "@Leo", "una clave bien larga", "test").await.unwrap();
    assert!(account::by_session(app, &session).await.unwrap().is_some());
    for (name, word) in [("leo", "otra clave"), ("nadie", "una clave bien larga")] {
        let no = account::sign_in(app, name, word, "test").await.unwrap_err();
        assert_eq!(refused(&no), Some(&Refusal::SignInFailed));
    }
    account::sign_out(app, &session).await.unwrap();
    assert!(account::by_session(app, &session).await.unwrap().is_none());
}
