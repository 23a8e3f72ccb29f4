//! Forgers (COL-04, SIG-38, AUT-22 and the cases of stamps): whatever they try counts for nothing, and is told to the
//! administrators in words.

use serde_json::json;

use super::*;
use crate::domain::actor::ActorKind;
use crate::domain::charter::{Founder, Rule, Sponsors, Wording};
use crate::domain::stamp::{Act, StampKind};
use crate::federation::objects::sent;
use crate::federation::signatures::keys::{KeyPair, Kind};
use crate::federation::signatures::{Signer, proof};
use crate::federation::testing::{Node, node};
use crate::store::testing;

const ALLIANCE: &str = "https://a.example/ap/charters/1";

/// An organisation elsewhere with its key and the chain it has made so far.
struct Org {
    uri: String,
    key: KeyPair,
    key_id: String,
    last: Option<Link>,
}

/// A node that knows five organisations and the charter that `a`, `b` and `c` wrote.
struct Stage {
    node: Node,
    orgs: Vec<Org>,
    charter: Charter,
}

impl Stage {
    async fn set() -> Stage {
        let node = node().await;
        let mut orgs = Vec::new();
        for (n, name) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
            let host = format!("{name}.example");
            let actor =
                testing::actor(&node.app.db, 50 + n as i64, ActorKind::Organisation, name, Some(&host)).await;
            let key = KeyPair::generate(Kind::Ed25519).unwrap();
            let key_id = format!("{}#ed25519-key", actor.uri);
            keep_key(&node, actor.id, &key_id, &key, None, None).await;
            orgs.push(Org { uri: actor.uri, key, key_id, last: None });
        }
        let charter = charter(&orgs);
        let (kept, app) = (charter.clone(), node.app.clone());
        app.db
            .write(move |tx| Box::pin(async move { alliances::insert_charter(tx, &kept, "{}").await }))
            .await
            .unwrap();
        let mut stage = Stage { node, orgs, charter };
        for founder in 0..3 {
            let own = stage.orgs[founder].uri.clone();
            let document = stage.gives(founder, &own, 1);
            stage.hears(&document).await;
        }
        stage
    }

    fn now(&self, minute: i64) -> DateTime<Utc> {
        self.node.app.now() - chrono::TimeDelta::hours(10) + chrono::TimeDelta::minutes(minute)
    }

    /// The next link of an organisation's chain, signed.
    fn gives(&mut self, who: usize, target: &str, minute: i64) -> Map<String, Value> {
        let link = self.next(who, target, minute);
        self.signs(who, link)
    }

    fn next(&self, who: usize, target: &str, minute: i64) -> Link {
        let org = &self.orgs[who];
        let seq = org.last.as_ref().map_or(1, |link| link.seq + 1);
        let at = crate::domain::time::to_millis(self.now(minute));
        let host = origin::of(&org.uri).unwrap();
        Link {
            digest: String::new(),
            uri: format!("{host}/ap/stamps/{seq}-{minute}"),
            giver: org.uri.clone(),
            seq,
            prev: org.last.as_ref().map(|link| link.digest.clone()),
            at,
            key_id: org.key_id.clone(),
            act: Act::Give,
            kind: StampKind::Membership,
            target: target.to_owned(),
            alliance: Some(ALLIANCE.to_owned()),
            text_digest: Some(self.charter.digest.clone()),
            valid_from: at,
            valid_until: None,
            revokes: None,
            reservation: None,
            services: None,
            void: false,
        }
    }

    fn signs(&mut self, who: usize, link: Link) -> Map<String, Value> {
        let document = signed(&self.orgs[who], &link);
        let digest = received::digest_of(&document).unwrap();
        self.orgs[who].last = Some(Link { digest, ..link });
        document
    }

    /// Hears a document; answers whether it was kept.
    async fn hears(&self, document: &Map<String, Value>) -> bool {
        let app = self.node.app.clone();
        let Ok(proved) = weigh(&app, document, std::slice::from_ref(&self.charter), None).await else {
            return false;
        };
        let own = app.clone();
        app.db.write(move |tx| Box::pin(async move { file(&own, tx, &proved).await })).await.unwrap()
    }

    async fn members(&self) -> String {
        let mut tx = self.node.app.db.read().await.unwrap();
        let seats = alliances::members(&mut tx, ALLIANCE).await.unwrap();
        seats.iter().map(|seat| seat.actor.rsplit('/').next().unwrap()).collect()
    }

    async fn suspicions(&self) -> Vec<String> {
        let mut tx = self.node.app.db.read().await.unwrap();
        let mut found: Vec<String> =
            stamps::suspicions(&mut tx, 50).await.unwrap().into_iter().map(|one| one.why).collect();
        found.sort();
        found.dedup();
        found
    }
}

async fn keep_key(
    node: &Node,
    owner: crate::domain::id::ActorId,
    key_id: &str,
    key: &KeyPair,
    retired_at: Option<DateTime<Utc>>,
    void_from: Option<DateTime<Utc>>,
) {
    let row = keys::Key {
        key_id: key_id.to_owned(),
        actor_id: owner,
        algorithm: "ed25519".into(),
        public_key: key.public().to_multibase().unwrap(),
        wrapped_private: None,
        fetched_at: node.app.now(),
        retired_at,
        void_from,
    };
    node.app.db.write(move |tx| Box::pin(async move { keys::upsert(tx, &row).await })).await.unwrap();
}

fn signed(org: &Org, link: &Link) -> Map<String, Value> {
    let mut document = sent::stamp::link(link, "…", &format!("{}/page", link.uri));
    proof::sign(&mut document, Signer { key: &org.key, key_id: &org.key_id }, link.at).unwrap();
    document
}

fn charter(orgs: &[Org]) -> Charter {
    let founder =
        |org: &Org| Founder { actor: org.uri.clone(), key: org.key.public().to_multibase().unwrap() };
    Charter {
        digest: "sha-256=:c1:".into(),
        uri: ALLIANCE.into(),
        alliance: ALLIANCE.into(),
        slug: "norte".into(),
        drafter: orgs[0].uri.clone(),
        at: DateTime::UNIX_EPOCH,
        amends: None,
        colour: "#0a7f5a".into(),
        wordings: vec![Wording { language: "es".into(), name: "Norte".into(), text: "Acogemos.".into() }],
        rule: Rule {
            founders: orgs[..3].iter().map(founder).collect(),
            sponsors: 2,
            among: Sponsors::Members,
            quorum: 67,
        },
    }
}

#[tokio::test]
async fn two_members_vouch_and_the_applicant_consents() {
    let mut stage = Stage::set().await;
    let d = stage.orgs[3].uri.clone();
    for (giver, minute) in [(3, 5), (0, 6), (1, 7)] {
        assert_ne!(stage.members().await, "abcd");
        let document = stage.gives(giver, &d, minute);
        assert!(stage.hears(&document).await);
        assert!(!stage.hears(&document).await, "a stamp that comes twice is one");
    }
    assert_eq!(stage.members().await, "abcd");
    assert_eq!(stage.suspicions().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_stamp_in_the_name_of_another_organisation_counts_for_nothing() {
    let mut stage = Stage::set().await;
    let d = stage.orgs[3].uri.clone();
    // `e` writes a stamp of `a`, and signs it by its own key under its own or under `a`'s key id.
    let link = stage.next(0, &d, 5);
    for key_id in [stage.orgs[4].key_id.clone(), stage.orgs[0].key_id.clone()] {
        let mut document = sent::stamp::link(&link, "…", "https://a.example/page");
        let signer = Signer { key: &stage.orgs[4].key, key_id: &key_id };
        proof::sign(&mut document, signer, link.at).unwrap();
        assert!(!stage.hears(&document).await);
    }
    let mut unsigned = stage.gives(0, &d, 5);
    unsigned.shift_remove("proof");
    assert!(!stage.hears(&unsigned).await);
    assert_eq!(stage.suspicions().await, ["altered", "foreign-key", "unreadable"]);
}

#[tokio::test]
async fn a_stamp_that_was_altered_or_moved_to_another_alliance_counts_for_nothing() {
    let mut stage = Stage::set().await;
    let d = stage.orgs[3].uri.clone();
    let own = stage.gives(3, &d, 5);
    stage.hears(&own).await;
    let genuine = stage.gives(0, &d, 6);
    for (field, value) in [
        ("comarca:alliance", json!("https://b.example/ap/charters/9")),
        ("comarca:textDigest", json!("sha-256=:other:")),
        ("comarca:target", json!("https://e.example/ap/a/e")),
        ("comarca:validUntil", json!("2099-01-01T00:00:00.000Z")),
        ("comarca:seq", json!(7)),
    ] {
        let mut document = genuine.clone();
        document.insert(field.to_owned(), value.clone());
        if field == "comarca:target" {
            document.insert("object".to_owned(), value);
        }
        assert!(!stage.hears(&document).await, "{field}");
    }
    // One that its giver really signed, about another text.
    let link = Link { text_digest: Some("sha-256=:other:".into()), ..stage.next(1, &d, 7) };
    let document = stage.signs(1, link);
    assert!(stage.hears(&document).await);
    assert!(stage.hears(&genuine).await);
    assert_eq!(stage.members().await, "abc");
    assert_eq!(stage.suspicions().await, ["altered", "other-text"]);
}

#[tokio::test]
async fn an_expired_key_proves_what_was_before_and_nothing_after() {
    let mut stage = Stage::set().await;
    let (d, a) = (stage.orgs[3].uri.clone(), testing_id(&stage, 0).await);
    keep_key(&stage.node, a, &stage.orgs[0].key_id, &stage.orgs[0].key, Some(stage.now(10)), None).await;
    let before = stage.gives(0, &d, 9);
    let after = stage.gives(0, &d, 11);
    assert!(stage.hears(&before).await, "key rotation keeps old stamps verifiable");
    assert!(!stage.hears(&after).await);
    assert_eq!(stage.suspicions().await, ["expired-key"]);
}

#[tokio::test]
async fn a_compromised_key_voids_what_it_signed_since() {
    let mut stage = Stage::set().await;
    let (d, a) = (stage.orgs[3].uri.clone(), testing_id(&stage, 0).await);
    for (giver, minute) in [(3, 5), (0, 6), (1, 7)] {
        let document = stage.gives(giver, &d, minute);
        stage.hears(&document).await;
    }
    assert_eq!(stage.members().await, "abcd");
    let (retired, void) = (Some(stage.now(20)), Some(stage.now(3)));
    keep_key(&stage.node, a, &stage.orgs[0].key_id, &stage.orgs[0].key, retired, void).await;
    let app = stage.node.app.clone();
    let own = app.clone();
    app.db.write(move |tx| Box::pin(async move { refresh(&own, tx, ALLIANCE).await })).await.unwrap();
    assert_eq!(stage.members().await, "abc", "what a had signed before stands, so a stays");
    assert_eq!(stage.suspicions().await, ["void"]);
}

async fn testing_id(stage: &Stage, who: usize) -> crate::domain::id::ActorId {
    let mut tx = stage.node.app.db.read().await.unwrap();
    actors::find_by_uri(&mut tx, &stage.orgs[who].uri).await.unwrap().unwrap().id
}

#[tokio::test]
async fn a_captured_member_and_a_stranger_bring_nobody_in() {
    let mut stage = Stage::set().await;
    let (d, e) = (stage.orgs[3].uri.clone(), stage.orgs[4].uri.clone());
    for (giver, target, minute) in [(3, &d, 5), (4, &e, 5), (0, &d, 6), (0, &d, 7), (4, &d, 8), (3, &d, 9)] {
        let document = stage.gives(giver, target, minute);
        assert!(stage.hears(&document).await);
    }
    assert_eq!(stage.members().await, "abc", "one member twice, somebody from outside, and d itself");
    assert_eq!(stage.suspicions().await, ["not-a-member"]);
}

#[tokio::test]
async fn a_replayed_revocation_touches_no_later_stamp() {
    let mut stage = Stage::set().await;
    let d = stage.orgs[3].uri.clone();
    for (giver, minute) in [(3, 5), (0, 6), (1, 7)] {
        let document = stage.gives(giver, &d, minute);
        stage.hears(&document).await;
    }
    let stamp = stage.orgs[0].last.clone().unwrap();
    let link = Link { act: Act::Revoke, revokes: Some(stamp.uri), ..stage.next(0, &d, 8) };
    let revocation = stage.signs(0, link);
    stage.hears(&revocation).await;
    assert_eq!(stage.members().await, "abc");
    let again = stage.gives(0, &d, 9);
    stage.hears(&again).await;
    assert!(!stage.hears(&revocation).await, "it is known, and does nothing a second time");
    assert_eq!(stage.members().await, "abcd");
}

/// The two nodes agree once they have met, and both can show the two stories.
#[tokio::test]
async fn a_forked_chain_shown_differently_to_two_nodes_counts_for_nothing_on_both() {
    let mut stage = Stage::set().await;
    let (d, e) = (stage.orgs[3].uri.clone(), stage.orgs[4].uri.clone());
    let mut others = Vec::new();
    for (giver, target, minute) in [(3, &d, 5), (4, &e, 5), (1, &d, 6), (1, &e, 7)] {
        others.push(stage.gives(giver, target, minute));
    }
    let before = stage.orgs[0].last.clone();
    let to_one = stage.gives(0, &d, 8);
    stage.orgs[0].last = before;
    let to_other = stage.gives(0, &e, 8);
    for document in &others {
        assert!(stage.hears(document).await);
    }
    assert!(stage.hears(&to_one).await);
    assert_eq!(stage.members().await, "abcd", "one story alone looks whole");
    assert!(stage.hears(&to_other).await, "the other story comes with another member's copy");
    assert_eq!(stage.members().await, "abc");
    assert_eq!(stage.suspicions().await, ["fork"]);
}

#[tokio::test]
async fn a_member_that_left_and_backdates_a_stamp_adds_nobody() {
    let mut stage = Stage::set().await;
    let (a, d) = (stage.orgs[0].uri.clone(), stage.orgs[3].uri.clone());
    for (giver, minute) in [(3, 5), (1, 6)] {
        let document = stage.gives(giver, &d, minute);
        stage.hears(&document).await;
    }
    let own = stage.orgs[0].last.clone().unwrap();
    let link = Link { act: Act::Revoke, revokes: Some(own.uri), ..stage.next(0, &a, 10) };
    let farewell = stage.signs(0, link);
    stage.hears(&farewell).await;
    assert_eq!(stage.members().await, "bc");
    let late = stage.gives(0, &d, 7);
    assert!(stage.hears(&late).await);
    assert_eq!(stage.members().await, "bc");
    assert_eq!(stage.suspicions().await, ["backdated"]);
}

/// INTEROP 174: the founders' keys stand in the charter, so a copy is enough when their nodes are gone.
#[tokio::test]
async fn a_copy_is_proved_by_the_charter_when_the_node_of_its_giver_is_gone() {
    let mut stage = Stage::set().await;
    let stranger = testing::open().await;
    let mut config = crate::config::Config::default();
    config.node.base_url = "https://z.example/".parse().unwrap();
    config.node.data = stranger.dir.path().to_path_buf();
    // Nobody's node answers.
    config.federation.only_hosts = vec!["z.example".into()];
    let app = App::with_db(config, stranger.db.clone()).await.unwrap();
    let d = stage.orgs[3].uri.clone();
    let document = stage.gives(0, &d, 6);
    let visit = Visit::begin(&app).await.unwrap();
    let charters = [stage.charter.clone()];
    assert!(weigh(&app, &document, &charters, Some(&visit)).await.is_ok());
    assert!(weigh(&app, &document, &[], Some(&visit)).await.is_err());
}
