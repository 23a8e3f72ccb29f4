//! What those who run a node decide, and that it holds everywhere.

use super::accounts::{self, Decision};
use super::lists::{self, Fate};
use super::{Moderator, appeals, domains, notes};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::moderation::{MeasureKind, Severity, Terms};
use crate::domain::page::Page;
use crate::domain::publication::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::error::Error;
use crate::federation::fetch::lot;
use crate::node::acting::Acting;
use crate::node::report::{self, Complaint};
use crate::node::testing::{TestNode, node, person};
use crate::node::{follow, publish};
use crate::store::listing::Filter;
use crate::store::viewing::Viewer;
use crate::store::{
    Tx, actors, audit, deliveries, domain_rules, follows, home, listing, moderation, notifications, people,
    search, testing, viewing,
};

/// Somebody who runs the node.
async fn administrator(test: &TestNode) -> Acting {
    let mut acting = person(&test.app, "admin", &test.valmar, Role::Member).await;
    acting.person.administrator = true;
    let row = acting.person.clone();
    test.app.db.write(move |tx| Box::pin(async move { people::update(tx, &row).await })).await.unwrap();
    acting
}

/// Lyon, elsewhere, which Valmar follows and which has published something titled and a post.
async fn lyon(test: &TestNode) -> Actor {
    let lyon = testing::actor(&test.app.db, 70, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    testing::follows(&test.app.db, &test.valmar, &lyon).await;
    testing::follows(&test.app.db, &lyon, &test.valmar).await;
    for (id, kind) in [(500, Kind::Post), (501, Kind::Action)] {
        let mut post = testing::post(id, &lyon, "Atelier de langue");
        post.kind = kind;
        post.title = Some("Atelier".into());
        test.app.db.writer().inbound(testing::arrival(post)).await.unwrap();
    }
    lyon
}

fn hello() -> Content {
    let mut content = Content::new(Kind::Post, Visibility::Public, "es");
    content.body = "Hola".into();
    content
}

async fn home_of(app: &App, reader: &Actor) -> usize {
    home::list(&mut app.db.read().await.unwrap(), reader.id, &Page::newest(20)).await.unwrap().len()
}

async fn listed(app: &App) -> usize {
    let mut tx = app.db.read().await.unwrap();
    listing::open_list(&mut tx, &Filter::default(), 20).await.unwrap().len()
}

async fn found(app: &App) -> usize {
    search::find(&mut app.db.read().await.unwrap(), "atelier", i64::MAX, 20).await.unwrap().len()
}

async fn is_seen(app: &App, id: i64) -> bool {
    let mut tx = app.db.read().await.unwrap();
    viewing::visible(&mut tx, Viewer::Public, PublicationId(id)).await.unwrap().is_some()
}

/// AUT-23: each verb asks who decides.
#[tokio::test]
async fn only_those_who_run_the_node_moderate() {
    let test = node().await;
    assert!(matches!(Moderator::of(&test.ana), Err(Error::Refused(no)) if no.0[0].1 == Refusal::NotAllowed));
    let admin = administrator(&test).await;
    assert!(Moderator::of(&admin).is_ok());
    let mut disabled = admin.clone();
    disabled.person.disabled_at = Some(test.app.now());
    assert!(Moderator::of(&disabled).is_err());
}

/// DOM-04, P11: what was there is hidden, what waits is dropped, what comes is refused; and it can be taken back.
#[tokio::test]
async fn a_suspended_domain_is_gone_from_everywhere() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    let lyon = lyon(&test).await;
    assert_eq!((home_of(app, &test.valmar).await, listed(app).await, found(app).await), (2, 2, 1));
    publish::publish(app, &test.ana, hello()).await.unwrap();
    assert_eq!(testing::delivery_states(&app.db).await, ["waiting"]);
    let before = listed(app).await;
    let rule = domains::rule(app, &by, "LYON.example.", Terms::of(Severity::Suspend)).await.unwrap();
    assert_eq!(home_of(app, &test.valmar).await, 1, "its own post");
    assert_eq!((listed(app).await, found(app).await), (before - 2, 0));
    assert!(!is_seen(app, 500).await && !is_seen(app, 501).await);
    assert_eq!(testing::delivery_states(&app.db).await, ["refused"]);
    assert!(
        !lot(app, &lyon.uri).await.unwrap().welcome
            && !lot(app, "https://x.lyon.example/a").await.unwrap().welcome
    );
    let mut tx = app.db.read().await.unwrap();
    assert!(follows::find(&mut tx, test.valmar.id, lyon.id).await.unwrap().is_none());
    assert!(follows::find(&mut tx, lyon.id, test.valmar.id).await.unwrap().is_none());
    let lines: Vec<String> =
        audit::list(&mut tx, None, None, 10).await.unwrap().into_iter().map(|l| l.verb).collect();
    assert!(lines.contains(&"domain-suspend".to_owned()), "{lines:?}");
    drop(tx);
    domains::lift(app, &by, rule.id).await.unwrap();
    assert!(lot(app, &lyon.uri).await.unwrap().welcome && is_seen(app, 501).await);
}

/// ABU-05: who is silenced is heard by those who follow, and by nobody else.
#[tokio::test]
async fn a_silenced_domain_is_read_by_those_who_follow_only() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    let lyon = lyon(&test).await;
    domains::rule(app, &by, "lyon.example", Terms::of(Severity::Silence)).await.unwrap();
    assert_eq!((home_of(app, &test.valmar).await, listed(app).await, found(app).await), (2, 0, 0));
    assert!(is_seen(app, 501).await, "its address still leads to it");
    assert!(lot(app, &lyon.uri).await.unwrap().welcome);
    let mut tx = app.db.read().await.unwrap();
    assert!(
        actors::directory(&mut tx, crate::domain::id::ActorId(i64::MAX), 20)
            .await
            .unwrap()
            .iter()
            .all(|a| a.id != lyon.id)
    );
    drop(tx);
    let late = testing::actor(&app.db, 71, ActorKind::Person, "eva", Some("lyon.example")).await;
    let mut tx = app.db.read().await.unwrap();
    assert!(moderation::silenced_at(&mut tx, late.id).await.unwrap().is_some(), "who comes later too");
    drop(tx);
    let told = |from: Actor, kind: &'static str, reader: Actor, id: i64| notifications::Notification {
        id,
        reader_id: reader.id,
        kind: kind.into(),
        from_id: from.id,
        publication_id: None,
        created_at: testing::noon(),
        read_at: None,
        subject: id.to_string(),
    };
    let list = [
        told(late.clone(), "mention", test.valmar.clone(), 900),
        told(lyon.clone(), "mention", test.valmar.clone(), 901),
        told(late.clone(), "follow_request", test.valmar.clone(), 902),
    ];
    app.db
        .write(move |tx| {
            Box::pin(async move {
                for one in &list {
                    notifications::insert(tx, one).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    let mut tx = app.db.read().await.unwrap();
    let heard = notifications::list(&mut tx, test.valmar.id, None, &Page::newest(20)).await.unwrap();
    assert_eq!(heard.iter().map(|n| n.id).collect::<Vec<_>>(), [902, 901]);
}

/// DOM-03: what a suspended account wrote does not come in by somebody else's boost.
#[tokio::test]
async fn a_suspended_account_is_not_carried_by_others() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    let (lyon, ravel) = (
        lyon(&test).await,
        testing::actor(&app.db, 72, ActorKind::Organisation, "ravel", Some("ravel.example")).await,
    );
    testing::follows(&app.db, &test.valmar, &ravel).await;
    let suspend = Decision { target: lyon.id, kind: MeasureKind::Suspend, text: String::new(), report: None };
    accounts::take(app, &by, suspend.clone()).await.unwrap();
    app.db
        .write(move |tx| Box::pin(home::fan_out_boost(tx, 800, ravel.id, PublicationId(500))))
        .await
        .unwrap();
    assert_eq!(home_of(app, &test.valmar).await, 0);
    assert!(!is_seen(app, 500).await);
    assert!(
        follow::request(
            app,
            &test.ana,
            &actors::find(&mut app.db.read().await.unwrap(), lyon.id).await.unwrap().unwrap()
        )
        .await
        .is_err()
    );
    accounts::take(app, &by, Decision { kind: MeasureKind::Unsuspend, ..suspend }).await.unwrap();
    assert!(is_seen(app, 500).await);
}

/// P11: what a suspended author of this node still owes does not leave, and it publishes nothing more.
#[tokio::test]
async fn a_suspended_organisation_of_this_node_neither_speaks_nor_is_delivered() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    lyon(&test).await;
    let post = hello();
    let said = publish::publish(app, &test.ana, post.clone()).await.unwrap();
    let suspend =
        Decision { target: test.valmar.id, kind: MeasureKind::Suspend, text: "Spam".into(), report: None };
    let measure = accounts::take(app, &by, suspend).await.unwrap();
    let mut tx = app.db.read().await.unwrap();
    let acting = Acting::for_organisation(&mut tx, test.ana.person.clone(), test.valmar.id).await.unwrap();
    let delivery = first_delivery(&mut tx).await;
    assert!(!deliveries::may_go(&mut tx, delivery).await.unwrap());
    drop(tx);
    assert!(publish::publish(app, &acting, post.clone()).await.is_err());
    assert!(!is_seen(app, said.id.0).await);
    // Who speaks for it may ask to look again; it is granted, and all is as before.
    let appeal = appeals::make(app, &acting, measure.id, "Era el programa de la semana.").await.unwrap();
    assert!(appeals::make(app, &acting, measure.id, "Otra vez").await.is_err(), "once");
    appeals::decide(app, &by, appeal.id, true).await.unwrap();
    assert!(is_seen(app, said.id.0).await);
    let mut tx = app.db.read().await.unwrap();
    let acting = Acting::for_organisation(&mut tx, test.ana.person.clone(), test.valmar.id).await.unwrap();
    drop(tx);
    publish::publish(app, &acting, post).await.unwrap();
}

async fn first_delivery(tx: &mut Tx) -> i64 {
    let later = testing::noon() + chrono::Duration::days(9_000);
    let hosts = ["lyon.example".to_owned()];
    deliveries::candidates(tx, &hosts, later, 1).await.unwrap()[0].id
}

#[tokio::test]
async fn nobody_appeals_for_somebody_else_and_those_who_run_the_node_are_not_measured() {
    let test = node().await;
    let admin = administrator(&test).await;
    let (app, by) = (&test.app, Moderator::of(&admin).unwrap());
    let eva = person(app, "eva", &test.valmar, Role::Member).await;
    let warn =
        Decision { target: test.valmar.id, kind: MeasureKind::Warning, text: String::new(), report: None };
    let measure = accounts::take(app, &by, warn.clone()).await.unwrap();
    assert!(matches!(appeals::make(app, &eva, measure.id, "Yo").await, Err(Error::NotFound)));
    assert!(appeals::make(app, &test.ana, measure.id, " ").await.is_err());
    for target in [admin.person.actor_id] {
        let no =
            accounts::take(app, &by, Decision { target, kind: MeasureKind::Suspend, ..warn.clone() }).await;
        assert!(no.is_err());
    }
    let told = notifications::list(&mut app.db.read().await.unwrap(), test.valmar.id, None, &Page::newest(5))
        .await
        .unwrap();
    assert_eq!(told.iter().map(|n| n.kind.as_str()).collect::<Vec<_>>(), ["measure"]);
    let (mut tx, page) = (app.db.read().await.unwrap(), Page::newest(5));
    let told = notifications::list(&mut tx, eva.person.actor_id, None, &page).await.unwrap();
    assert!(told.is_empty(), "she does not speak for it");
}

/// DOM-07.
#[tokio::test]
async fn a_list_is_compared_first_and_never_touches_this_node_or_its_network() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    lyon(&test).await;
    let mut ally =
        testing::actor(&app.db, 73, ActorKind::Organisation, "aubrelle", Some("aubrelle.example")).await;
    ally.comarca = true;
    let row = ally.clone();
    app.db.write(move |tx| Box::pin(async move { actors::upsert(tx, &row).await })).await.unwrap();
    testing::follows(&app.db, &test.valmar, &ally).await;
    domains::rule(app, &by, "known.example", Terms::of(Severity::Suspend)).await.unwrap();
    domains::rule(app, &by, "soft.example", Terms::of(Severity::Silence)).await.unwrap();
    let file = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n\
        valmar.example,suspend,false,false,,false\naubrelle.example,suspend,false,false,,false\n\
        lyon.example,silence,true,false,=spam,true\nknown.example,silence,false,false,,false\n\
        soft.example,suspend,false,false,,false\ncom,suspend,false,false,,false\n127.0.0.1,suspend,,,,\n";
    let compared = lists::compare(app, lists::read(file.as_bytes()).unwrap()).await.unwrap();
    let fates: Vec<(&str, Fate)> =
        compared.lines.iter().map(|(e, fate)| (e.domain.as_str(), *fate)).collect();
    assert_eq!(
        fates,
        [
            ("valmar.example", Fate::Spared),
            ("aubrelle.example", Fate::Spared),
            ("lyon.example", Fate::New),
            ("known.example", Fate::Known),
            ("soft.example", Fate::Harder),
        ]
    );
    assert_eq!(compared.unread, ["com", "127.0.0.1"]);
    assert_eq!((compared.reach.actors, compared.reach.publications, compared.reach.following), (1, 2, 1));
    assert_eq!(
        domain_rules::all(&mut app.db.read().await.unwrap()).await.unwrap().len(),
        2,
        "nothing was done"
    );
    assert_eq!(lists::apply(app, &by, &compared).await.unwrap(), 2);
    let written = String::from_utf8(lists::write(app).await.unwrap()).unwrap();
    assert!(written.contains("lyon.example,silence,true,false,'=spam,true"), "{written}");
    let again = lists::compare(app, lists::read(written.as_bytes()).unwrap()).await.unwrap();
    assert_eq!(again.count(Fate::Known), 3);
    assert!(lists::read(&vec![b'a'; lists::BYTES_MAX + 1]).is_err() && lists::read(&[0xff, 0xfe]).is_err());
}

#[tokio::test]
async fn this_node_and_nonsense_are_no_domains_to_rule() {
    let test = node().await;
    let by = Moderator::of(&administrator(&test).await).unwrap();
    for (domain, why) in [
        ("valmar.example", Refusal::DomainOwn),
        ("com", Refusal::DomainInvalid),
        ("", Refusal::DomainInvalid),
        ("a b", Refusal::DomainInvalid),
    ] {
        match domains::rule(&test.app, &by, domain, Terms::of(Severity::Suspend)).await {
            Err(Error::Refused(no)) => assert_eq!(no.0, [("domain", why)]),
            other => panic!("{domain}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn notes_are_for_those_who_run_the_node() {
    let test = node().await;
    let (app, by) = (&test.app, Moderator::of(&administrator(&test).await).unwrap());
    let lyon = lyon(&test).await;
    let about = moderation::About::Actor(lyon.id);
    let note = notes::add(app, &by, about.clone(), " Hablé con ellos ").await.unwrap();
    assert_eq!(note.text, "Hablé con ellos");
    notes::add(app, &by, moderation::About::Domain("LYON.example".into()), "Mirar en mayo").await.unwrap();
    let mut tx = app.db.read().await.unwrap();
    assert_eq!(moderation::notes(&mut tx, &about).await.unwrap(), std::slice::from_ref(&note));
    assert_eq!(
        moderation::notes(&mut tx, &moderation::About::Domain("lyon.example".into())).await.unwrap().len(),
        1
    );
    drop(tx);
    notes::remove(app, &by, note.id).await.unwrap();
    assert!(matches!(notes::remove(app, &by, note.id).await, Err(Error::NotFound)));
    assert!(notes::add(app, &by, moderation::About::Report(7), "x").await.is_err());
}

/// ABU-03: a report leaves in the node's name, and nothing in it tells who made it.
#[tokio::test]
async fn a_report_that_is_passed_on_does_not_name_its_reporter() {
    let test = node().await;
    let lyon = lyon(&test).await;
    let complaint = Complaint {
        target: lyon.id,
        about: vec![PublicationId(500)],
        comment: "Publicidad".into(),
        category: "spam".into(),
        forward: true,
    };
    report::file(&test.app, &test.ana, complaint).await.unwrap();
    let mut tx = test.app.db.read().await.unwrap();
    let delivery = &deliveries::candidates(
        &mut tx,
        &["lyon.example".to_owned()],
        test.app.now() + chrono::Duration::days(1),
        5,
    )
    .await
    .unwrap()[0];
    let cargo = deliveries::cargo(&mut tx, delivery.activity_id).await.unwrap().unwrap();
    assert_eq!(cargo.kind, "Flag");
    assert!(cargo.body.contains(&test.app.instance_uri()) && cargo.body.contains("Publicidad"));
    for name in ["/ap/a/ana", "/ap/a/valmar", "ana"] {
        assert!(!cargo.body.contains(name), "{name} in {}", cargo.body);
    }
}
