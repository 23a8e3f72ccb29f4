//! The stage of all figures: one real node, and fake instances that follow it or are followed.

use super::Options;
use super::instances::{Delivery, Instances};
use super::letters;
use super::load;
use super::tls::Authority;
use super::vitals::Vitals;
use comarca::federation::signatures::public_key::PublicKey;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::within;
use federation_tests::voice::Voice;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::{OnceCell, Semaphore};
use tokio::task::JoinSet;
use url::Url;

/// For how long whole crowds may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// See the head of this file.
pub struct Stage {
    net: Net,
    pub instances: Arc<Instances>,
    authors: usize,
    follows: OnceCell<()>,
    key: OnceCell<PublicKey>,
    _folder: TempDir,
}

impl Stage {
    /// A node with one organisation, and as many instances as any figure needs.
    pub async fn set(options: &Options) -> Stage {
        let most = options.inboxes.iter().copied().chain([options.authors]).max().unwrap_or_default();
        let authority = options.https.then(Authority::founded);
        let instances = Instances::listening(most, authority.as_ref()).await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut founding = Net::founding(&["barcelona"]);
        if let Some(authority) = authority {
            let file = folder.path().join("authority.pem");
            std::fs::write(&file, authority.pem()).expect("a file can be written");
            founding = founding.with("federation.extra_ca", file.display().to_string().leak());
        }
        let net = founding.stands().await;
        let (follows, key) = (OnceCell::new(), OnceCell::new());
        Stage { net, instances, authors: options.authors, follows, key, _folder: folder }
    }

    pub fn node(&self) -> &Node {
        self.net.barcelona()
    }

    /// Its process, as the kernel sees it.
    pub fn vitals(&self) -> Vitals {
        Vitals(self.node().process_id())
    }

    /// Its shared inbox.
    pub fn inbox(&self) -> Url {
        Url::parse(&self.node().at("/ap/inbox")).expect("an address")
    }

    /// The node's organisation follows the authors, and they consent.
    pub async fn follows_the_authors(&self) {
        self.follows.get_or_init(|| self.begins_to_follow()).await;
    }

    async fn begins_to_follow(&self) {
        let (room, mut asking) = (Arc::new(Semaphore::new(4)), JoinSet::new());
        for n in 0..self.authors {
            let (voice, handle, room): (Voice, _, _) =
                ((**self.node()).clone(), self.instances.handle(n), room.clone());
            asking.spawn(async move {
                let _seat = room.acquire().await.expect("an open room");
                let id = voice.meets(&handle).await;
                voice.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
                id
            });
        }
        let ids = asking.join_all().await;
        let asked = self.receives("Follow", self.authors).await;
        let consent = |one: &Delivery| {
            let activity = letters::accept(&self.instances, one.to, &one.activity());
            letters::signed(&self.instances, one.to, &self.inbox(), &activity)
        };
        load::send(self.node().address, asked.iter().map(consent).collect(), 4).await.all(202);
        let query: String = ids.iter().map(|id| format!("id[]={id}&")).collect();
        let path = format!("/api/v1/accounts/relationships?{query}");
        within(PATIENCE, "all authors are followed", || async {
            let all = self.node().reads(&path).await;
            let all = all.as_array()?;
            (all.len() == self.authors && all.iter().all(|one| one["following"] == true)).then_some(())
        })
        .await;
    }

    /// So many instances follow the node's organisation. Those who do already are not harmed.
    pub async fn is_followed_by(&self, count: usize) {
        let already = usize::try_from(self.node().followers().await).unwrap_or_default();
        let ask = |n| {
            let follow = letters::follow(&self.instances, n, &self.node().actor());
            letters::signed(&self.instances, n, &self.inbox(), &follow)
        };
        load::send(self.node().address, letters::many(already..count, ask), 16).await.all(202);
        self.receives("Accept", count - already).await;
        self.vitals().rests().await;
        assert_eq!(self.node().followers().await, count as u64, "followers");
    }

    /// Waits until so many instances were delivered something, and expects all of it to be of this type.
    pub async fn receives(&self, kind: &str, count: usize) -> Vec<Delivery> {
        within(PATIENCE, &format!("{count} × {kind}"), || async {
            (self.instances.reached() >= count).then_some(())
        })
        .await;
        let all = self.instances.collected();
        for one in &all {
            assert_eq!(one.activity()["type"], kind, "what was delivered");
        }
        all
    }

    /// The key with which the node's organisation signs.
    pub async fn key(&self) -> &PublicKey {
        let key = async {
            let actor = self.node().fetches(&self.node().actor()).await;
            let pem = actor["publicKey"]["publicKeyPem"].as_str().expect("an actor with a key");
            PublicKey::from_text(pem).expect("a key")
        };
        self.key.get_or_init(|| key).await
    }
}
