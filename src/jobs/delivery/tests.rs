//! The queue against real servers on loopback. Time passes by moving what waits, not the clock.

use std::time::{Duration, Instant};

use futures_util::FutureExt;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::super::worker;
use super::*;
use crate::config::Config;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::follow::AversionKind;
use crate::domain::publication::{Details, Publication};
use crate::domain::visibility::Visibility;
use crate::federation::outbox::{self, Outgoing};
use crate::federation::waking;
use crate::node::identity;
use crate::store::testing::{self, TestDb};
use crate::store::{actors, follows, receipts};
use peers::Peer;

mod peers;

/// A node with an organisation that others follow, and its queue.
struct Sender {
    app: App,
    valmar: Actor,
    running: Option<(JoinHandle<()>, CancellationToken)>,
    _db: TestDb,
}

impl Sender {
    async fn new() -> Sender {
        let db = testing::open().await;
        let mut config = Config::default();
        config.node.base_url = "http://127.0.0.1:1/".parse().unwrap();
        config.node.data = db.dir.path().to_path_buf();
        config.node.development = true;
        config.federation.allow_addresses = vec!["127.0.0.0/8".parse().unwrap()];
        let app = App::with_db(config, db.db.clone()).await.unwrap();
        let valmar = identity::create_organisation(&app, "valmar", "Valmar").await.unwrap();
        Sender { app, valmar, running: None, _db: db }
    }

    fn starts(&mut self) {
        let stop = CancellationToken::new();
        self.running = Some((tokio::spawn(run(self.app.clone(), stop.clone())), stop));
    }

    /// As after kill -9: nothing finishes.
    async fn is_killed(&mut self) {
        let (task, _) = self.running.take().expect("a queue that runs");
        task.abort();
        let _ = task.await;
    }

    /// Somebody at `peer` who follows the organisation, with or without a shared inbox.
    async fn followed_from(&self, peer: &Peer, name: &str, shared: bool) -> Actor {
        let base = format!("http://{}/{name}", peer.host());
        let actor = Actor {
            id: self.app.next_actor_id(),
            uri: base.clone(),
            inbox: format!("{base}/inbox"),
            shared_inbox: shared.then(|| format!("http://{}/inbox", peer.host())),
            host: Some(peer.host().to_owned()),
            username: name.to_owned(),
            kind: ActorKind::Person,
            ..self.valmar.clone()
        };
        let row = actor.clone();
        self.app.db.write(move |tx| async move { actors::upsert(tx, &row).await }.boxed()).await.unwrap();
        testing::follows(&self.app.db, &actor, &self.valmar).await;
        actor
    }

    fn post(&self, text: &str) -> Publication {
        let id = self.app.next_id();
        Publication { local: true, ..testing::post(id, &self.valmar, text) }
    }

    async fn sends(
        &self,
        make: impl for<'a> FnOnce(&'a Publication, &'a Details) -> Outgoing<'a> + Send + 'static,
        post: &Publication,
    ) {
        let (app, valmar, post) = (self.app.clone(), self.valmar.clone(), post.clone());
        let send = self.app.db.write(move |tx| {
            async move {
                let details = Details::default();
                outbox::send(&app, tx, &valmar, make(&post, &details)).await
            }
            .boxed()
        });
        send.await.unwrap();
        self.app.delivery_bell.notify_one();
    }

    async fn publishes(&self, text: &str) -> Publication {
        let post = self.post(text);
        self.sends(|p, d| Outgoing::Create(p, d), &post).await;
        post
    }

    async fn edits(&self, post: &Publication, text: &str) {
        let edited = Publication { html: text.to_owned(), edited_at: Some(self.app.now()), ..post.clone() };
        self.sends(|p, d| Outgoing::Update(p, d), &edited).await;
    }

    async fn withdraws(&self, post: &Publication) {
        self.sends(|p, d| Outgoing::Delete(p, d), post).await;
    }

    async fn origin(&self, peer: &Peer) -> Origin {
        let mut tx = self.app.db.read().await.unwrap();
        origins::find(&mut tx, peer.host()).await.unwrap().unwrap_or_else(|| Origin::unknown(peer.host()))
    }

    async fn set_origin(&self, origin: Origin) {
        let now = self.app.now();
        self.app
            .db
            .write(move |tx| async move { origins::put(tx, &origin, now).await }.boxed())
            .await
            .unwrap();
    }

    /// Lets all pauses be over.
    async fn later(&self, peer: &Peer) {
        let origin = Origin { paused_until: None, last_failure_at: None, ..self.origin(peer).await };
        self.set_origin(origin).await;
        let now = self.app.now();
        testing::all_due(&self.app.db, now).await;
        self.app.delivery_bell.notify_one();
    }

    async fn states(&self) -> Vec<String> {
        testing::delivery_states(&self.app.db).await
    }
}

/// Waits until `what` holds.
async fn until(what: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !what().await {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never happened");
        sleep(Duration::from_millis(20)).await;
    }
}

/// For what must not happen: long enough for the queue to do it.
async fn a_while() {
    sleep(Duration::from_millis(400)).await;
}

/// T182, DOS-15: a shared inbox hears once, whoever reads there; others hear each.
#[tokio::test]
async fn every_distinct_inbox_hears_once() {
    let mut node = Sender::new().await;
    let (shared, apart) = (Peer::start().await, Peer::start().await);
    for name in ["ana", "ben", "cleo"] {
        node.followed_from(&shared, name, true).await;
        node.followed_from(&apart, name, false).await;
    }
    node.starts();
    node.publishes("Hola").await;
    until(async || apart.heard().len() == 3 && shared.heard().len() == 1).await;
    a_while().await;
    assert_eq!((shared.heard().len(), apart.heard().len()), (1, 3));
    let heard = &shared.heard()[0];
    assert_eq!(heard.path, "/inbox");
    assert_eq!(heard.activity["object"]["content"], "<p>Hola</p>");
    assert!(heard.headers.contains_key("digest") && heard.headers.contains_key("signature"));
}

/// T184, R-D01: what was committed goes out, whoever dies in between.
#[tokio::test]
async fn a_killed_queue_goes_on_where_it_was() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers_after(Duration::from_millis(200));
    let mut ids = HashSet::new();
    for n in 0..20 {
        ids.insert(node.publishes(&n.to_string()).await.uri);
    }
    for _ in 0..3 {
        node.starts();
        sleep(Duration::from_millis(150)).await;
        node.is_killed().await;
    }
    testing::all_due(&node.app.db, node.app.now()).await;
    node.starts();
    until(async || node.states().await.iter().all(|state| state == "delivered")).await;
    let heard: HashSet<String> = peer
        .heard()
        .iter()
        .filter_map(|heard| heard.activity["object"]["id"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(heard, ids);
}

/// R-Q02: whatever fails in between, a peer never hears an older word after a newer one.
#[tokio::test]
async fn words_about_one_object_arrive_in_order() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers_first(&[202, 500, 202, 500, 500, 202]);
    node.starts();
    let post = node.publishes("0").await;
    for n in 1..=5 {
        node.edits(&post, &n.to_string()).await;
    }
    until(async || {
        node.later(&peer).await;
        peer.took().len() == 6
    })
    .await;
    assert_eq!(peer.contents()[&post.uri], ["<p>0</p>", "1", "2", "3", "4", "5"]);
}

/// R-Q09, R-Q10: neither a slow peer nor a long queue keeps others waiting.
#[tokio::test]
async fn one_slow_peer_keeps_nobody_else_waiting() {
    let mut node = Sender::new().await;
    let (slow, quick) = (Peer::start().await, Peer::start().await);
    slow.answers_after(Duration::from_secs(30));
    node.followed_from(&slow, "ana", true).await;
    for n in 0..60 {
        node.publishes(&n.to_string()).await;
    }
    node.starts();
    sleep(Duration::from_millis(300)).await;
    node.followed_from(&quick, "ben", true).await;
    let begun = Instant::now();
    node.publishes("para todos").await;
    until(async || quick.heard().len() == 1).await;
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(slow.most_at_once() <= 8, "{} at once", slow.most_at_once());
}

/// T196: the limits hold, and are used.
#[tokio::test]
async fn an_origin_gets_a_few_at_once_and_never_more() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers_after(Duration::from_millis(300));
    for n in 0..40 {
        node.publishes(&n.to_string()).await;
    }
    node.starts();
    until(async || peer.heard().len() == 40).await;
    assert_eq!(peer.most_at_once(), 8);
}

/// T186, T187: who asks for quiet gets it, and all its readers with it.
#[tokio::test]
async fn a_peer_that_asks_for_quiet_gets_it() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers(429);
    peer.answers_with("retry-after", "120");
    node.starts();
    node.publishes("uno").await;
    until(async || peer.heard().len() == 1).await;
    until(async || node.origin(&peer).await.paused_until.is_some()).await;
    let pause = node.origin(&peer).await.paused_until.expect("a pause") - node.app.now();
    assert!((115..=120).contains(&pause.num_seconds()), "{pause}");
    node.publishes("dos").await;
    a_while().await;
    assert_eq!(peer.heard().len(), 1);
    peer.answers(202);
    node.later(&peer).await;
    until(async || peer.took().len() == 2).await;
    until(async || node.origin(&peer).await.failures == 0).await;
}

/// T076, T081, SIG-30: a peer that cannot read one dialect hears the other, and from then on only that.
#[tokio::test]
async fn the_dialect_a_peer_understands_is_remembered() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.understands_only("signature-input");
    node.starts();
    node.publishes("uno").await;
    until(async || peer.took().len() == 1).await;
    assert_eq!(peer.heard().len(), 2);
    until(async || node.origin(&peer).await.scheme == "rfc9421").await;
    node.publishes("dos").await;
    until(async || peer.took().len() == 2).await;
    assert_eq!(peer.heard().len(), 3);
}

/// T077, T190, SIG-30: nobody knocks a third time, and after five days of asking it is told.
#[tokio::test]
async fn a_peer_that_believes_nothing_is_asked_five_times() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers(401);
    node.starts();
    node.publishes("uno").await;
    for round in 1..=5 {
        until(async || peer.heard().len() == 2 * round).await;
        a_while().await;
        assert_eq!(peer.heard().len(), 2 * round);
        node.later(&peer).await;
    }
    a_while().await;
    assert_eq!((peer.heard().len(), node.states().await), (10, vec!["refused".to_owned()]));
}

/// T188, T189, R-Q07: one that is refused is set aside, visibly, and the next one flows.
#[tokio::test]
async fn a_refused_activity_stands_in_nobodys_way() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers_first(&[422, 404, 410, 400]);
    node.starts();
    for n in 0..5 {
        node.publishes(&n.to_string()).await;
        until(async || peer.heard().len() == n + 1).await;
    }
    until(async || node.states().await == ["refused", "refused", "refused", "refused", "delivered"]).await;
    assert_eq!(node.origin(&peer).await.failures, 0);
}

/// T191.
#[tokio::test]
async fn a_redirected_inbox_is_not_followed() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers(301);
    peer.answers_with("location", "/elsewhere");
    node.starts();
    node.publishes("uno").await;
    until(async || !peer.heard().is_empty()).await;
    a_while().await;
    assert_eq!(peer.heard().len(), 1);
    assert_eq!(node.states().await, ["waiting"]);
}

/// T191: an inbox that moved is looked up in the actor's own document, and what waits goes there.
#[tokio::test]
async fn what_waits_follows_an_actor_to_its_new_inbox() {
    let mut node = Sender::new().await;
    identity::ensure_instance_actor(&node.app).await.unwrap();
    let peer = Peer::start().await;
    let ana = node.followed_from(&peer, "ana", false).await;
    let document = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": ana.uri, "type": "Person",
        "preferredUsername": "ana", "inbox": format!("http://{}/new", peer.host()),
    });
    peer.shows("/ana", 200, document);
    peer.answers_first(&[301]);
    node.starts();
    node.publishes("uno").await;
    until(async || !peer.heard().is_empty()).await;
    until(async || worker::run_due(&node.app).await.unwrap() > 0).await;
    until(async || peer.took().len() == 1).await;
    assert_eq!(peer.heard().last().expect("a delivery").path, "/new");
}

/// T188: 410 means that the actor is asked for, and if it is gone, so is its follow.
#[tokio::test]
async fn an_actor_that_is_gone_follows_no_longer() {
    let mut node = Sender::new().await;
    identity::ensure_instance_actor(&node.app).await.unwrap();
    let peer = Peer::start().await;
    let (ana, ben) =
        (node.followed_from(&peer, "ana", false).await, node.followed_from(&peer, "ben", false).await);
    peer.shows("/ana", 410, json!({"type": "Tombstone"}));
    peer.answers(410);
    node.starts();
    node.publishes("uno").await;
    until(async || node.states().await == ["refused", "refused"]).await;
    until(async || worker::run_due(&node.app).await.unwrap() > 0).await;
    let mut tx = node.app.db.read().await.unwrap();
    let left = follows::remote_followers(&mut tx, node.valmar.id).await.unwrap();
    assert_eq!(left.iter().map(|actor| &actor.uri).collect::<Vec<_>>(), [&ben.uri]);
    assert!(actors::find(&mut tx, ana.id).await.unwrap().expect("a row").deleted_at.is_some());
}

/// T192.
#[tokio::test]
async fn what_was_withdrawn_before_it_could_be_told_is_only_told_as_withdrawn() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    let post = node.publishes("uno").await;
    node.edits(&post, "dos").await;
    node.withdraws(&post).await;
    node.starts();
    until(async || !peer.heard().is_empty()).await;
    a_while().await;
    assert_eq!(peer.took(), ["Delete"]);
}

/// R-Q17, P11, VIS-11: a block that is committed is obeyed, whatever was queued before.
#[tokio::test]
async fn nothing_begins_after_a_block_or_the_end_of_a_follow() {
    let mut node = Sender::new().await;
    let (blocked, left) = (Peer::start().await, Peer::start().await);
    let ana = node.followed_from(&blocked, "ana", true).await;
    let ben = node.followed_from(&left, "ben", true).await;
    for n in 0..10 {
        node.publishes(&n.to_string()).await;
    }
    let (valmar, now) = (node.valmar.id, node.app.now());
    let severed = node.app.db.write(move |tx| {
        async move {
            follows::avert(tx, valmar, ana.id, AversionKind::Block, None, now).await?;
            deliveries::forget_reader(tx, valmar, ben.id, now).await
        }
        .boxed()
    });
    severed.await.unwrap();
    node.starts();
    until(async || node.states().await.iter().all(|state| state == "refused")).await;
    assert!(blocked.heard().is_empty() && left.heard().is_empty());
}

/// R-Q12: one knocks for all after a failure.
#[tokio::test]
async fn a_failing_peer_is_tried_with_one_at_a_time() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    node.set_origin(Origin { failures: 3, state: "failing".into(), ..Origin::unknown(peer.host()) }).await;
    peer.answers_after(Duration::from_secs(1));
    for n in 0..8 {
        node.publishes(&n.to_string()).await;
    }
    node.starts();
    until(async || !peer.heard().is_empty()).await;
    peer.answers_after(Duration::ZERO);
    until(async || peer.heard().len() == 8).await;
    assert_eq!(peer.heard()[0].company, 1, "nobody else came while the first one waited for its answer");
}

/// T193, R-Q06: who is away for a week becomes a cursor, and gets everything when it speaks again.
#[tokio::test]
async fn a_peer_that_was_given_up_gets_what_it_missed_when_it_speaks() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    node.followed_from(&peer, "ben", true).await;
    peer.answers(503);
    let first = node.publishes("uno").await;
    let days = Origin {
        failures: 30,
        failing_days: 6,
        failing_day: Some("2026-01-01".into()),
        ..node.origin(&peer).await
    };
    node.set_origin(days).await;
    node.starts();
    until(async || node.origin(&peer).await.is_dormant()).await;
    let heard = peer.heard().len();
    let second = node.publishes("dos").await;
    node.edits(&second, "dos bis").await;
    a_while().await;
    assert_eq!(peer.heard().len(), heard, "a sleeper is left alone");
    assert!(node.states().await.is_empty(), "and costs no rows");
    let mut tx = node.app.db.read().await.unwrap();
    let receipt = receipts::list(&mut tx, second.id).await.unwrap().pop().expect("a receipt all the same");
    assert_eq!((receipt.origin.as_str(), receipt.state.as_str()), (peer.host(), "parked"));
    drop(tx);

    peer.answers(202);
    waking::heard_from(&node.app, peer.host()).await.unwrap();
    worker::run_due(&node.app).await.unwrap();
    until(async || peer.took().len() == 3).await;
    assert_eq!(peer.contents()[&first.uri], ["<p>uno</p>"]);
    assert_eq!(peer.contents()[&second.uri], ["<p>dos</p>", "dos bis"]);
    assert_eq!(node.origin(&peer).await.state, "healthy");
}

/// R-D02: whoever was found away and speaks does not have to wait for the end of a pause.
#[tokio::test]
async fn what_was_put_off_goes_at_once_when_its_peer_speaks() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    node.followed_from(&peer, "ana", true).await;
    peer.answers(503);
    node.publishes("uno").await;
    node.starts();
    until(async || node.origin(&peer).await.failures == 1).await;
    peer.answers(202);
    waking::heard_from(&node.app, peer.host()).await.unwrap();
    until(async || peer.took().len() == 1).await;
}

/// What is for a few only stays as rows while its peer sleeps, because no cursor finds it again.
#[tokio::test]
async fn what_is_for_one_reader_is_parked_not_forgotten() {
    let mut node = Sender::new().await;
    let peer = Peer::start().await;
    let ana = node.followed_from(&peer, "ana", true).await;
    let asleep = Origin { state: "dormant".into(), cursor_id: Some(1), ..Origin::unknown(peer.host()) };
    node.set_origin(asleep).await;
    let post = Publication { visibility: Visibility::Named, ..node.post("solo para ana") };
    let (app, valmar) = (node.app.clone(), node.valmar.clone());
    let send = node.app.db.write(move |tx| {
        async move {
            let details = Details { mentions: vec![ana.id], ..Details::default() };
            outbox::send(&app, tx, &valmar, Outgoing::Create(&post, &details)).await
        }
        .boxed()
    });
    send.await.unwrap();
    assert_eq!(node.states().await, ["parked"]);
    node.starts();
    waking::heard_from(&node.app, peer.host()).await.unwrap();
    worker::run_due(&node.app).await.unwrap();
    until(async || peer.took().len() == 1).await;
}

/// T193 seen by readers: every publication tells how far it got.
#[tokio::test]
async fn receipts_tell_whom_a_publication_reached() {
    let mut node = Sender::new().await;
    let (there, away) = (Peer::start().await, Peer::start().await);
    node.followed_from(&there, "ana", true).await;
    node.followed_from(&away, "ben", true).await;
    away.answers(503);
    node.starts();
    let mut post = node.post("uno");
    post.id = crate::domain::id::PublicationId(7);
    node.sends(|p, d| Outgoing::Create(p, d), &post).await;
    let told = async || {
        let mut tx = node.app.db.read().await.unwrap();
        let all = receipts::list(&mut tx, post.id).await.unwrap();
        let mut told: Vec<_> = all.into_iter().map(|receipt| (receipt.state, receipt.last_status)).collect();
        told.sort();
        told
    };
    let expected = [("delivered".to_owned(), Some(202)), ("waiting".to_owned(), Some(503))];
    until(async || told().await == expected).await;
}
