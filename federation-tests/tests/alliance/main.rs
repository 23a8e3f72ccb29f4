//! An alliance of five real nodes: founded by three, joined by two, one excluded, a founder gone for good; and on every
//! node that lives the same members, now and at each time before (R-S03, INTEROP 173, 174).

mod arrival;
mod cosigning;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::{becomes, eventually};
use federation_tests::program::program;
use federation_tests::voice::client;
use serde_json::{Value, json};
use std::process::Command;

pub(crate) const CHARTER: &str = r##"
colour = "#0a7f5a"
sponsors = 2
among = "members"
quorum = 67
[es]
name = "Alianza del Norte"
text = "Acogemos a quien llega."
[fr]
name = "Alliance du Nord"
text = "Nous accueillons qui arrive."
"##;

/// Gives whatever membership is asked of a node's organisation.
pub(crate) async fn grants(node: &Node, asker: &Node) {
    let who = ["--by", "ana", "--for", &node.name];
    let id = eventually(&format!("{} is asked by {}", node.name, asker.name), || async {
        let asked = node.runs(&[&["stamp", "requests"], &who[..]].concat());
        let open = |one: &&Value| one["state"] == "asked" && one["asker"] == asker.actor().as_str();
        Some(asked.as_array()?.iter().find(open)?["id"].as_str()?.to_owned())
    })
    .await;
    node.runs(&[&["stamp", "grant", &id], &who[..]].concat());
}

pub(crate) async fn roster(node: &Node, at: &str) -> Value {
    let path = match at {
        "" => "/alliances/norte/roster.json".to_owned(),
        at => format!("/alliances/norte/roster.json?at={at}"),
    };
    let (status, body) = node.asks(http::Method::GET, &path, None).await;
    if status.is_success() { body } else { Value::Null }
}

/// Waits until all these nodes say that exactly these are members; answers the roster.
pub(crate) async fn agree(nodes: &[&Node], members: &[&Node]) -> Value {
    let mut expected: Vec<String> = members.iter().map(|node| node.actor()).collect();
    expected.sort();
    for node in nodes {
        becomes(&format!("{} knows the members", node.name), expected.clone(), || async {
            let found = roster(node, "").await;
            let members = found["members"].as_array().cloned().unwrap_or_default();
            members.iter().filter_map(|one| one["actor"].as_str().map(str::to_owned)).collect()
        })
        .await;
    }
    // What one of them says may still grow while the others are asked.
    eventually("all say the same to the letter", || async {
        let said = roster(nodes[0], "").await;
        for node in &nodes[1..] {
            if roster(node, "").await != said {
                return None;
            }
        }
        Some(said)
    })
    .await
}

/// Three nodes that founded an alliance, and its roster.
pub(crate) async fn founded(net: &Net) -> Value {
    let [valmar, aubrelle, tacuare] = ["valmar", "aubrelle", "tacuare"].map(|n| &net[n]);
    let charter = net.folder().join("carta.toml");
    std::fs::write(&charter, CHARTER).expect("a file can be written");
    let charter = charter.display().to_string();
    let (with_one, with_other) = (aubrelle.handle(), tacuare.handle());
    let founding =
        ["alliance", "found", "norte", "--charter", &charter, "--with", &with_one, "--with", &with_other];
    valmar.runs(&[&founding[..], &["--by", "ana", "--for", "valmar"]].concat());
    grants(aubrelle, valmar).await;
    grants(tacuare, valmar).await;
    agree(&[valmar, aubrelle, tacuare], &[valmar, aubrelle, tacuare]).await
}

/// T173: a member is who says so itself and for whom enough members vouch; who is excluded is none, and the past stays.
#[tokio::test(flavor = "multi_thread")]
async fn an_alliance_lives_on_without_its_founder_and_all_nodes_know_the_same_members() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare", "riba", "nador"]).await;
    let [valmar, aubrelle, tacuare, riba, nador] =
        ["valmar", "aubrelle", "tacuare", "riba", "nador"].map(|n| &net[n]);
    let three = founded(&net).await;

    let page = valmar.at("/alliances/norte");
    riba.runs(&["alliance", "join", &page, "--by", "ana", "--for", "riba"]);
    grants(valmar, riba).await;
    grants(aubrelle, riba).await;
    agree(&[valmar, aubrelle, tacuare, riba], &[valmar, aubrelle, tacuare, riba]).await;
    let page = aubrelle.at("/alliances/norte");
    nador.runs(&["alliance", "join", &page, "--by", "ana", "--for", "nador"]);
    grants(riba, nador).await;
    grants(tacuare, nador).await;
    let everybody = [valmar, aubrelle, tacuare, riba, nador];
    let five = agree(&everybody, &everybody).await;

    valmar.dies();
    // A sponsor takes its stamp back: riba is out, and whom riba vouched for stays.
    aubrelle.runs(&["alliance", "exclude", "norte", &riba.actor(), "--by", "ana", "--for", "aubrelle"]);
    let living = [aubrelle, tacuare, nador, riba];
    let four = agree(&living, &[valmar, aubrelle, tacuare, nador]).await;
    for (at, then) in [(&three, 3), (&five, 5), (&four, 4)] {
        let at = at["as_of"].as_str().expect("an instant");
        let past = roster(aubrelle, at).await;
        assert_eq!(past["members"].as_array().map(Vec::len), Some(then), "{past}");
        for node in living {
            becomes(&format!("{} tells the past the same", node.name), past.clone(), || roster(node, at))
                .await;
        }
    }

    // The founder is gone, and the alliance goes on: riba comes back with others' stamps, and its copy is whole.
    for sponsor in [tacuare, nador] {
        sponsor.runs(&["alliance", "sponsor", "norte", &riba.actor(), "--by", "ana", "--for", &sponsor.name]);
    }
    agree(&living, &everybody).await;
    let asked = tacuare.runs(&["stamp", "requests", "--by", "ana", "--for", "tacuare"]);
    let open = asked.as_array().expect("requests").iter().filter(|one| one["state"] == "asked").count();
    assert_eq!(open, 0, "who vouches unasked has answered who asked: {asked}");
    let synced = nador.runs(&["alliance", "sync", "norte"]);
    assert_eq!(synced["silent"].as_array().map(Vec::len), Some(1), "{synced}");
    for node in living {
        assert_eq!(node.runs(&["alliance", "doubts"]), serde_json::json!([]), "nobody forged anything");
    }
    let page = riba.page("/alliances/norte").await;
    assert!(page.contains("Alianza del Norte") && page.contains("Acogemos a quien llega."));
    let profile = nador.page(&format!("/@riba@{}", riba.address)).await;
    assert!(profile.contains("/alliances/norte"), "the badge leads to the alliance");
}

/// FEP-7aa9: each member lists the members as accounts to follow, and each of them allows it on its own server for as long
/// as it is one.
#[tokio::test(flavor = "multi_thread")]
async fn servers_of_the_mastodon_kind_find_the_members_as_accounts_to_follow() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare"]).await;
    founded(&net).await;
    let [valmar, aubrelle, tacuare] = ["valmar", "aubrelle", "tacuare"].map(|n| &net[n]);
    let actor = document(&valmar.actor()).await.expect("an actor");
    let list =
        document(actor["featuredCollections"].as_str().expect("a list")).await.expect("its collections");
    assert_eq!(list["totalItems"], 1, "{list}");
    let collection = document(list["items"][0].as_str().expect("a URI")).await.expect("a collection");
    assert_eq!(collection["type"], "FeaturedCollection");
    assert_eq!(collection["attributedTo"], valmar.actor().as_str());
    assert_eq!(collection["name"], "Alianza del Norte");
    assert_eq!(collection["summaryMap"]["fr"], "Nous accueillons qui arrive.");
    let items = collection["orderedItems"].as_array().expect("items").clone();
    let mut listed: Vec<&str> = items.iter().filter_map(|item| item["featuredObject"].as_str()).collect();
    let mut members = [valmar, aubrelle, tacuare].map(|node| node.actor());
    listed.sort_unstable();
    members.sort();
    assert_eq!(listed, members);
    for item in &items {
        let allowed = item["featureAuthorization"].as_str().expect("a URI");
        let authorisation = document(allowed).await.expect("an authorisation");
        assert_eq!(authorisation["id"], allowed);
        assert_eq!(authorisation["type"], "FeatureAuthorization");
        assert_eq!(authorisation["interactingObject"], collection["id"]);
        assert_eq!(authorisation["interactionTarget"], item["featuredObject"]);
    }
    // Who leaves is listed no more, and what it allowed is withdrawn.
    tacuare.runs(&["alliance", "leave", "norte", "--by", "ana", "--for", "tacuare"]);
    agree(&[valmar, tacuare], &[valmar, aubrelle]).await;
    let left = items.iter().find(|item| item["featuredObject"] == tacuare.actor().as_str()).expect("an item");
    assert_eq!(document(left["featureAuthorization"].as_str().expect("a URI")).await, None);
    let now = document(collection["id"].as_str().expect("a URI")).await.expect("the collection");
    assert_eq!(now["totalItems"], 2, "{now}");
}

/// What a server finds at an address that asks for a document.
async fn document(uri: &str) -> Option<Value> {
    let asked = client().get(uri).header("accept", "application/activity+json");
    let answer = asked.send().await.expect("an answer");
    if answer.status().is_success() { Some(answer.json().await.expect("JSON")) } else { None }
}

/// T174: a copied stamp is verified by the keys that come with it, when every node is gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_stamp_explains_itself_from_its_origin_from_a_copy_and_without_any_network() {
    let net = Net::of(&["valmar", "aubrelle"]).await;
    let (valmar, aubrelle) = (&net["valmar"], &net["aubrelle"]);
    let charter = net.folder().join("carta.toml");
    std::fs::write(&charter, CHARTER).expect("a file can be written");
    let charter = charter.display().to_string();
    let handle = aubrelle.handle();
    let founding = ["alliance", "found", "norte", "--charter", &charter, "--with", &handle];
    valmar.runs(&[&founding[..], &["--by", "ana", "--for", "valmar"]].concat());
    grants(aubrelle, valmar).await;
    let both = agree(&[valmar, aubrelle], &[valmar, aubrelle]).await;
    let stamp = both["members"][0]["stamps"][0].as_str().expect("a stamp").to_owned();

    let verdict = aubrelle.runs(&["stamp", "verify", &stamp]);
    let anybody = Command::new(program())
        .args(["stamp", "verify", &stamp, "--json", "--set", "federation.allow_addresses=127.0.0.0/8"])
        .args(["--development", "--config", "/dev/null"])
        .output()
        .expect("the program runs");
    let from_afar: Value = serde_json::from_slice(&anybody.stdout).unwrap_or_default();
    assert_eq!((anybody.status.success(), &from_afar["hold"]), (true, &json!(1)), "{anybody:?}");
    assert_eq!((verdict["standing"].as_str(), verdict["kind"].as_str()), (Some("valid"), Some("membership")));
    let evidence = valmar.reads(&format!("/stamps.json?address={stamp}")).await;
    let file = net.folder().join("stamp.json");
    std::fs::write(&file, evidence.to_string()).expect("a file can be written");
    let file = file.display().to_string();
    valmar.dies();
    aubrelle.dies();
    let offline = valmar.runs(&["stamp", "verify", &file]);
    assert_eq!(offline["hold"], 1, "{offline}");
    let mut altered = evidence;
    altered["items"][0]["comarca:target"] = "https://other.example/ap/a/x".into();
    altered["items"][0]["object"] = "https://other.example/ap/a/x".into();
    std::fs::write(&file, altered.to_string()).expect("a file can be written");
    let (said, _, is_good) = valmar.tries(&["stamp", "verify", &file], "");
    let offline: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((&offline["hold"], is_good), (&json!(0), false), "{said}");
}

/// DOM-09: who is out gets nothing more of what is for allies, and stamps by a key that was in other hands are void from
/// the day that its owner says: on every node.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_other_hands_voids_its_stamps_everywhere_and_who_is_out_hears_no_more() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare", "riba"]).await;
    let [valmar, aubrelle, tacuare, riba] = ["valmar", "aubrelle", "tacuare", "riba"].map(|n| &net[n]);
    let three = founded(&net).await;
    let page = valmar.at("/alliances/norte");
    riba.runs(&["alliance", "join", &page, "--by", "ana", "--for", "riba"]);
    grants(valmar, riba).await;
    grants(aubrelle, riba).await;
    let everybody = [valmar, aubrelle, tacuare, riba];
    agree(&everybody, &everybody).await;
    let head = "kind = \"resource\"\ntitle = \"Para la casa\"\nlanguage = \"es\"\nvisibility = \"alliance\"";
    let before = valmar.announces(head, "Lo que solo leen los miembros.");
    riba.finds(&before).await;

    // What Aubrelle signed since it became a member was not Aubrelle.
    let founding: DateTime<Utc> = three["as_of"].as_str().and_then(|at| at.parse().ok()).expect("an instant");
    let since = (founding + TimeDelta::milliseconds(1)).to_rfc3339_opts(SecondsFormat::Millis, true);
    aubrelle.runs(&["organisation", "rotate-keys", "aubrelle", "--compromised-since", &since]);
    agree(&everybody, &[valmar, aubrelle, tacuare]).await;
    for node in [valmar, tacuare] {
        let doubts = node.runs(&["alliance", "doubts"]);
        assert!(doubts.to_string().contains("its key was declared compromised"), "{doubts}");
    }
    let after = valmar.announces(head, "Lo que ya no lee quien salió.");
    tacuare.finds(&after).await;
    assert!(riba.knows(&after).await.is_none(), "it is a member no more");
    let page = valmar.finds(&after).await.whole["url"].as_str().expect("a page").to_owned();
    assert_eq!(federation_tests::voice::client().get(page).send().await.expect("an answer").status(), 404);

    // With its new key Aubrelle vouches again, and Riba is back.
    aubrelle.runs(&["alliance", "sponsor", "norte", &riba.actor(), "--by", "ana", "--for", "aubrelle"]);
    agree(&everybody, &everybody).await;
}

/// DOM-02: what belongs to no member gets nothing, and visitors still read the public site.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_alliance_speaks_with_members_only_and_its_pages_stay_open() {
    let net = Net::founding(&["valmar", "aubrelle", "riba"]).with("federation.closed", "true").stands().await;
    let [valmar, riba] = ["valmar", "riba"].map(|name| &net[name]);
    let found = valmar.tries(&["follow", &riba.handle(), "--by", "ana", "--for", "valmar"], "");
    assert!(!found.2, "a stranger cannot even be looked for");
    valmar.publishes("Hola a quien llega").await;
    let document = valmar.asks(http::Method::GET, "/ap/a/valmar", None).await;
    assert_eq!(document.0, http::StatusCode::SEE_OTHER, "a browser is led to the page");
    let asked = federation_tests::voice::client();
    let status = |path: &str, accept: &str| {
        let request = asked.get(valmar.at(path)).header("accept", accept.to_owned());
        async move { request.send().await.expect("an answer").status() }
    };
    let activity = "application/activity+json";
    assert_eq!(status("/ap/a/valmar", activity).await, http::StatusCode::NOT_FOUND);
    assert_eq!(status("/ap/a/valmar/outbox", activity).await, http::StatusCode::NOT_FOUND);
    assert_eq!(
        status("/ap/actor", activity).await,
        http::StatusCode::OK,
        "or nobody could check a signature"
    );
    assert_eq!(status("/@valmar", "text/html").await, http::StatusCode::OK);
    assert_eq!(status("/latest", "text/html").await, http::StatusCode::OK);

    // A server that is no member is not heard, followed by nobody, found by nobody, and never asked for anything.
    let stranger = net.stranger().await;
    let eva = stranger.actor("eva");
    let follow = serde_json::json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": eva.fresh("activities"), "type": "Follow",
        "actor": eva.id, "object": valmar.actor(),
    });
    for sent in [eva.activity("Create", &eva.note("Hola")), follow] {
        assert_eq!(eva.delivers(valmar, &sent).await, http::StatusCode::FORBIDDEN, "{sent}");
    }
    for what in [eva.handle(), eva.id.clone()] {
        let query: String = url::form_urlencoded::byte_serialize(what.as_bytes()).collect();
        let found = valmar.reads(&format!("/api/v2/search?resolve=true&q={query}")).await;
        assert_eq!(
            (&found["accounts"], &found["statuses"]),
            (&serde_json::json!([]), &serde_json::json!([]))
        );
    }
    assert_eq!((stranger.fetches(), stranger.knocks()), (0, 0), "not one packet goes there");
}
