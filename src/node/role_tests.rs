//! Who may do what for an organisation, verb by verb, and that it stands in its log.

use super::acting::Acting;
use super::invite::Offer;
use super::profile::Change;
use super::report::Complaint;
use super::testing::{TestNode, node, person};
use super::{boost, follow, invite, like, media, profile, publish, report, rsvp};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::content::Content;
use crate::domain::follow::AversionKind;
use crate::domain::id::PublicationId;
use crate::domain::publication::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::store::{audit, testing};
use chrono::Duration;

type Verb = (&'static str, &'static str, fn(Role) -> bool);

/// The verbs of an organisation, by the word that its log has for each; those that leave no trace have none.
const VERBS: [Verb; 17] = [
    ("publish", "publish", writes),
    ("draft", "", writes),
    ("edit", "edit", writes),
    ("upload", "", writes),
    ("bookmark", "", writes),
    ("withdraw", "withdraw", writes),
    ("follow", "follow", speaks),
    ("unfollow", "unfollow", speaks),
    ("accept", "accept-follower", speaks),
    ("boost", "boost", speaks),
    ("unboost", "unboost", speaks),
    ("like", "like", speaks),
    ("unlike", "unlike", speaks),
    ("attend", "attend", speaks),
    ("block", "block", speaks),
    ("profile", "profile", manages),
    ("invite", "invite", manages),
];

fn writes(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator | Role::Editor)
}

fn speaks(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator)
}

fn manages(role: Role) -> bool {
    role == Role::Administrator
}

/// What the verbs are tried on.
struct Scene {
    app: App,
    /// Somebody elsewhere who follows Valmar, and an event of theirs.
    lyon: Actor,
    theirs: PublicationId,
    /// Something of Valmar's.
    ours: PublicationId,
}

impl Scene {
    async fn new(test: &TestNode, number: i64) -> Scene {
        let app = test.app.clone();
        let host = format!("lyon{number}.example");
        let id = 70 + number * 10;
        let lyon = testing::actor(&app.db, id, ActorKind::Organisation, "lyon", Some(&host)).await;
        testing::follows(&app.db, &lyon, &test.valmar).await;
        let mut event = testing::post(id + 1, &lyon, "Rencontre");
        event.kind = Kind::Event;
        event.title = Some("Rencontre".into());
        event.starts_at = Some(app.now() + Duration::days(3));
        event.time_zone = Some("Europe/Paris".into());
        app.db.writer().inbound(testing::arrival(event)).await.unwrap();
        let ours = publish::publish(&app, &test.ana, hello()).await.unwrap().id;
        Scene { app, lyon, theirs: PublicationId(id + 1), ours }
    }

    async fn tries(&self, acting: &Acting, verb: &str) -> Result<()> {
        let (app, lyon) = (&self.app, &self.lyon);
        match verb {
            "publish" => publish::publish(app, acting, hello()).await.map(|_| ()),
            "draft" => publish::save_draft(app, acting, hello()).await.map(|_| ()),
            "edit" => {
                let mut better = hello();
                better.body = "Mejor".into();
                publish::edit(app, acting, self.ours, better, None).await.map(|_| ())
            }
            "upload" => {
                media::upload(app, acting, "a;b\n1;2\n".into(), Some("text/csv"), "Tabla").await.map(|_| ())
            }
            "bookmark" => like::bookmark(app, acting, self.theirs, true).await,
            "withdraw" => publish::withdraw(app, acting, self.ours).await,
            "follow" => follow::request(app, acting, lyon).await.map(|_| ()),
            "unfollow" => follow::end(app, acting, lyon).await,
            "accept" => follow::accept(app, acting, lyon).await,
            "boost" => boost::boost(app, acting, self.theirs).await.map(|_| ()),
            "unboost" => boost::unboost(app, acting, self.theirs).await,
            "like" => like::like(app, acting, self.theirs).await,
            "unlike" => like::unlike(app, acting, self.theirs).await,
            "attend" => rsvp::join(app, acting, self.theirs).await,
            "block" => follow::avert(app, acting, lyon, AversionKind::Block).await,
            "profile" => {
                let change = Change { name: Some("Valmar".into()), ..Change::default() };
                profile::change(app, acting, change).await.map(|_| ())
            }
            "invite" => {
                let offer = Offer {
                    organisation: Some(acting.actor.id),
                    role: Role::Member,
                    administrator: false,
                    label: String::new(),
                };
                invite::create(app, acting, offer).await.map(|_| ())
            }
            unknown => panic!("no verb is called {unknown}"),
        }
    }

    async fn logged(&self, acting: &Acting) -> Vec<String> {
        let lines = audit::list(&mut self.app.db.read().await.unwrap(), None, None, 500).await.unwrap();
        let own = lines.into_iter().filter(|line| line.person_id == Some(acting.person.id));
        own.filter(|line| line.organisation_id == Some(acting.actor.id)).map(|line| line.verb).collect()
    }
}

fn hello() -> Content {
    let mut content = Content::new(Kind::Post, Visibility::Public, "es");
    content.body = "Hola".into();
    content
}

/// AUT-13: role by role and verb by verb; what is refused is neither done nor logged.
#[tokio::test]
async fn each_role_does_what_it_may_and_each_deed_is_logged() {
    let test = node().await;
    for (number, role) in (0..).zip(Role::ALL) {
        let scene = Scene::new(&test, number).await;
        let acting = person(&test.app, &format!("p{number}"), &test.valmar, *role).await;
        let before = testing::rows(&test.app.db).await;
        for (verb, _, may) in VERBS.iter().filter(|(_, _, may)| !may(*role)) {
            let refused = scene.tries(&acting, verb).await;
            let is_no = matches!(&refused, Err(Error::Refused(no)) if no.0[0].1 == Refusal::NotAllowed);
            assert!(is_no, "{role} tries to {verb}: {refused:?}; may: {}", may(*role));
        }
        assert_eq!(testing::rows(&test.app.db).await, before, "{role} was refused and yet wrote");
        let mut expected = Vec::new();
        for (verb, word, _) in VERBS.iter().filter(|(_, _, may)| may(*role)) {
            let done = scene.tries(&acting, verb).await;
            assert!(done.is_ok(), "{role} tries to {verb}: {done:?}");
            if !word.is_empty() {
                expected.push((*word).to_owned());
            }
        }
        let mut logged = scene.logged(&acting).await;
        logged.reverse();
        assert_eq!(logged, expected, "{role}");
    }
}

/// AUT-18: a role that was taken away opens nothing, though the person had it when they came.
#[tokio::test]
async fn nobody_acts_for_an_organisation_they_left_or_never_were_in() {
    let test = node().await;
    let scene = Scene::new(&test, 9).await;
    let eva = person(&test.app, "eva", &test.valmar, Role::Administrator).await;
    let stranger = Acting { role: None, ..eva.clone() };
    for (verb, ..) in VERBS {
        assert!(scene.tries(&stranger, verb).await.is_err(), "{verb}");
    }
    let suspended =
        Acting { actor: Actor { suspended_at: Some(test.app.now()), ..eva.actor.clone() }, ..eva.clone() };
    for (verb, ..) in VERBS.iter().filter(|(verb, ..)| *verb != "invite") {
        assert!(scene.tries(&suspended, verb).await.is_err(), "{verb} of a suspended organisation");
    }
    let complaint = Complaint {
        target: scene.lyon.id,
        about: Vec::new(),
        comment: String::new(),
        category: "spam".into(),
        forward: false,
    };
    report::file(&test.app, &eva, complaint).await.unwrap();
    assert_eq!(scene.logged(&eva).await, ["report"]);
}
