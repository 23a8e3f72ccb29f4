//! Writing, reading and reacting, as one node alone shows it.

use super::Node;
use crate::domain::content::Content;
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::publish;
use crate::store::publications;
use http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_coordinators_token_writes_as_the_organisation_and_a_members_as_herself() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let of_valmar =
        node.post("/api/v1/statuses", &carla, json!({ "status": "Aviso #Acogida", "language": "es" })).await;
    assert_eq!(of_valmar.text("/account/acct"), "valmar");
    assert_eq!(of_valmar.text("/tags/0/name"), "acogida");
    assert_eq!(node.get("/api/v1/accounts/verify_credentials", &carla).await.text("/acct"), "valmar");
    let of_ana = node.post("/api/v1/statuses", &ana, json!({ "status": "Hola @valmar" })).await;
    assert_eq!(of_ana.text("/account/acct"), "ana");
    assert_eq!(of_ana.text("/mentions/0/acct"), "valmar");
    let told = node.get("/api/v1/notifications", &carla).await;
    assert_eq!(told.each("/status/id"), [of_ana.text("/id")]);
    assert_eq!(
        node.get("/api/v1/timelines/public?local=true", "").await.each("/account/acct"),
        ["ana", "valmar"]
    );
}

/// COL-08: what an application puts off is listed, moved and taken back, and a poll is open for as long as was asked.
#[tokio::test]
async fn a_status_is_put_off_moved_and_taken_back() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let far = (node.app.now() + chrono::TimeDelta::days(2)).to_rfc3339();
    let poll = json!({ "options": ["sí", "no"], "expires_in": 3600 });
    let body = json!({ "status": "¿Venís?", "scheduled_at": far, "poll": poll, "visibility": "unlisted" });
    let made = node.post("/api/v1/statuses", &ana, body).await;
    assert_eq!((made.text("/params/text"), made.text("/params/visibility")), ("¿Venís?", "unlisted"));
    assert_eq!(made.json.pointer("/params/poll/expires_in"), Some(&json!(3600)), "{:?}", made.json);
    let path = format!("/api/v1/scheduled_statuses/{}", made.text("/id"));
    assert_eq!(node.get("/api/v1/scheduled_statuses", &ana).await.each("/id"), [made.text("/id")]);
    let carla = node.carla().await;
    assert_eq!(node.get(&path, &carla).await.status, StatusCode::NOT_FOUND, "it is nobody else's");
    assert_eq!(
        node.get(&format!("/api/v1/statuses/{}", made.text("/id")), &ana).await.status,
        StatusCode::NOT_FOUND
    );

    let moved = (node.app.now() + chrono::TimeDelta::days(1)).to_rfc3339();
    let sooner = node.ask(Method::PUT, &path, &ana, json!({ "scheduled_at": moved })).await;
    assert_eq!(sooner.status, StatusCode::OK, "{:?}", sooner.json);
    assert!(sooner.text("/scheduled_at") < made.text("/scheduled_at"));
    let after_its_end = (node.app.now() + chrono::TimeDelta::days(3)).to_rfc3339();
    let late = node.ask(Method::PUT, &path, &ana, json!({ "scheduled_at": after_its_end })).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "its poll would be over: {:?}", late.json);
    let past = json!({ "status": "Tarde", "scheduled_at": "2020-01-01T09:00:00Z" });
    assert_eq!(node.post("/api/v1/statuses", &ana, past).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nonsense = json!({ "status": "¿Cuándo?", "scheduled_at": "mañana" });
    assert_eq!(node.post("/api/v1/statuses", &ana, nonsense).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(node.ask(Method::DELETE, &path, &ana, Value::Null).await.status, StatusCode::OK);
    assert!(node.get("/api/v1/scheduled_statuses", &ana).await.each("/id").is_empty());
}

#[tokio::test]
async fn an_edit_keeps_what_was_said_and_a_deletion_nothing() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let id = node.says(&ana, "Antes").await;
    let path = format!("/api/v1/statuses/{id}");
    let edited =
        node.ask(Method::PUT, &path, &ana, json!({ "status": "Después", "spoiler_text": "Ojo" })).await;
    assert_eq!((edited.text("/id"), edited.text("/spoiler_text")), (id.as_str(), "Ojo"));
    let history = node.get(&format!("{path}/history"), "").await;
    let said: Vec<bool> = history.each("/content").iter().map(|html| html.contains("Antes")).collect();
    assert_eq!(said, [true, false]);
    assert_eq!(history.each("/spoiler_text"), ["", "Ojo"]);
    assert_eq!(node.get(&format!("{path}/source"), &ana).await.text("/text"), "Después");
    let gone = node.ask(Method::DELETE, &path, &ana, Value::Null).await;
    assert_eq!(gone.text("/text"), "Después");
    assert_eq!(node.get(&path, &ana).await.status, StatusCode::NOT_FOUND);
    assert_eq!(node.get(&format!("{path}/history"), &ana).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_edit_from_a_client_changes_the_text_of_minutes_and_nothing_a_client_does_not_know() {
    let node = Node::open().await;
    let carla = node.person("carla", Some(Role::Coordinator)).await;
    let mut tx = node.app.db.read().await.unwrap();
    let acting = Acting::for_organisation(&mut tx, carla.clone(), node.valmar.id).await.unwrap();
    drop(tx);
    let mut minutes = Content::new(Kind::Minutes, Visibility::Public, "es");
    minutes.title = Some("Reunión de enero".into());
    minutes.summary = Some("Qué se acordó".into());
    minutes.body = "Antes".into();
    minutes.items =
        vec![Item { kind: ItemKind::Decision, text: "Abrimos los sábados".into(), owner: None, due: None }];
    let made = publish::publish(&node.app, &acting, minutes).await.unwrap();
    let (path, token) = (format!("/api/v1/statuses/{}", made.id), node.token_for_valmar(&carla).await);
    let said = json!({ "status": "Después", "spoiler_text": "", "sensitive": false });
    let edited = node.ask(Method::PUT, &path, &token, said).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.json);
    assert_eq!(edited.json["sensitive"], false, "a summary is no warning");
    let mut tx = node.app.db.read().await.unwrap();
    let now = publications::find(&mut tx, made.id).await.unwrap().unwrap();
    let content = publish::content(&mut tx, &now).await.unwrap();
    drop(tx);
    assert_eq!(content.body, "Después");
    assert_eq!(
        (content.title.as_deref(), content.summary.as_deref()),
        (made.title.as_deref(), made.summary.as_deref())
    );
    assert_eq!(content.items.len(), 1);
    let warned = node.ask(Method::PUT, &path, &token, json!({ "spoiler_text": "Ojo" })).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing would show it");
}

#[tokio::test]
async fn reactions_are_counted_listed_and_taken_back() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let id = node.says(&carla, "Aviso").await;
    let act = async |verb: &str| node.post(&format!("/api/v1/statuses/{id}/{verb}"), &ana, Value::Null).await;
    assert_eq!(act("favourite").await.json["favourites_count"], 1);
    assert_eq!(act("bookmark").await.json["bookmarked"], true);
    let boost = act("reblog").await;
    assert_eq!(boost.text("/reblog/id"), id);
    assert_eq!(boost.json["reblog"]["reblogs_count"], 1);
    for list in ["favourites", "bookmarks"] {
        assert_eq!(node.get(&format!("/api/v1/{list}"), &ana).await.each("/id"), [id.as_str()], "{list}");
    }
    for list in ["favourited_by", "reblogged_by"] {
        let path = format!("/api/v1/statuses/{id}/{list}");
        assert_eq!(node.get(&path, "").await.each("/acct"), ["ana"], "{list}");
    }
    // A boost answers to its own number as the post it passes on does.
    let wrapper = boost.text("/id");
    let seen = node.get(&format!("/api/v1/statuses/{wrapper}"), &ana).await;
    assert_eq!(seen.text("/reblog/id"), id);
    assert_eq!(act("unfavourite").await.json["favourites_count"], 0);
    assert_eq!(act("unbookmark").await.json["bookmarked"], false);
    assert_eq!(act("unreblog").await.json["reblogged"], false);
    let kinds =
        node.get("/api/v1/notifications?exclude_types[]=follow", &carla).await.each("/type").join(" ");
    assert!(kinds.contains("favourite") && kinds.contains("reblog"), "{kinds}");
    let groups = node.get("/api/v2/notifications?types[]=favourite", &carla).await;
    assert_eq!(groups.text("/statuses/0/id"), id);
    assert_eq!(groups.json["notification_groups"][0]["sample_account_ids"], json!([node.id_of("ana").await]));
    let key = groups.text("/notification_groups/0/group_key");
    let one = node.get(&format!("/api/v2/notifications/{key}"), &carla).await;
    assert_eq!(one.json["notification_groups"], groups.json["notification_groups"]);
}

#[tokio::test]
async fn a_follow_brings_posts_home_and_a_block_takes_them_away() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let valmar = node.id_of("valmar").await;
    let id = node.says(&carla, "Aviso").await;
    let act =
        async |verb: &str| node.post(&format!("/api/v1/accounts/{valmar}/{verb}"), &ana, Value::Null).await;
    assert_eq!(act("follow").await.json["following"], true);
    assert_eq!(node.get("/api/v1/timelines/home", &ana).await.each("/id"), [id.as_str()]);
    assert_eq!(node.get("/api/v1/notifications", &carla).await.each("/type"), ["follow"]);
    let mine = node.id_of("ana").await;
    assert_eq!(node.get(&format!("/api/v1/accounts/{mine}/following"), &ana).await.each("/acct"), ["valmar"]);
    let relation = node.get(&format!("/api/v1/accounts/relationships?id[]={valmar}&id[]=7"), &ana).await;
    assert_eq!(relation.each("/id"), [valmar.as_str()]);
    assert_eq!(act("block").await.json["blocking"], true);
    assert!(node.get("/api/v1/timelines/home", &ana).await.each("/id").is_empty());
    assert!(node.get("/api/v1/timelines/public", &ana).await.each("/id").is_empty());
    assert_eq!(node.get("/api/v1/blocks", &ana).await.each("/acct"), ["valmar"]);
    assert_eq!(act("unblock").await.json["blocking"], false);
    assert_eq!(act("mute").await.json["muting"], true);
    assert_eq!(node.get("/api/v1/mutes", &ana).await.each("/acct"), ["valmar"]);
}

/// VIS-07 and privacy: lists of people are for themselves.
#[tokio::test]
async fn what_is_for_some_is_nothing_to_others() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let mut hidden = Vec::new();
    for visibility in ["private", "direct"] {
        let body = json!({ "status": "Entre nosotras", "visibility": visibility });
        let made = node.post("/api/v1/statuses", &carla, body).await;
        assert_eq!(made.text("/visibility"), visibility);
        hidden.push(made.text("/id").to_owned());
    }
    let valmar = node.id_of("valmar").await;
    for token in ["", ana.as_str()] {
        for id in &hidden {
            for part in ["", "/context", "/history", "/favourited_by", "/reblogged_by"] {
                let path = format!("/api/v1/statuses/{id}{part}");
                assert_eq!(node.get(&path, token).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        assert!(node.get(&format!("/api/v1/accounts/{valmar}/statuses"), token).await.each("/id").is_empty());
        assert!(
            node.get(&format!("/api/v1/accounts/{valmar}/followers"), token).await.each("/id").is_empty()
        );
    }
    for verb in ["favourite", "reblog", "bookmark"] {
        let path = format!("/api/v1/statuses/{}/{verb}", hidden[0]);
        assert_eq!(node.post(&path, &ana, Value::Null).await.status, StatusCode::NOT_FOUND, "{verb}");
    }
    let own = node.post(&format!("/api/v1/statuses/{}/reblog", hidden[0]), &carla, Value::Null).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not even by oneself");
    node.post(&format!("/api/v1/accounts/{valmar}/follow"), &ana, Value::Null).await;
    let seen = node.get(&format!("/api/v1/accounts/{valmar}/statuses"), &ana).await;
    assert_eq!(seen.each("/id"), [hidden[0].as_str()]);
}

#[tokio::test]
async fn pages_lead_on_and_back() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(node.says(&ana, &format!("Número {n}")).await);
    }
    ids.reverse();
    let first = node.get("/api/v1/timelines/home?limit=2", &ana).await;
    assert_eq!(first.each("/id"), ids[..2]);
    let link = first.headers["link"].to_str().unwrap().to_owned();
    let next = link.strip_prefix("<https://valmar.example").unwrap().split_once('>').unwrap().0;
    let second = node.get(next, &ana).await;
    assert_eq!(second.each("/id"), ids[2..4]);
    let nearest = node.get(&format!("/api/v1/timelines/home?limit=2&min_id={}", ids[4]), &ana).await;
    assert_eq!(nearest.each("/id"), ids[2..4]);
    let newest = node.get(&format!("/api/v1/timelines/home?limit=2&since_id={}", ids[4]), &ana).await;
    assert_eq!(newest.each("/id"), ids[..2]);
    let last = node.get("/api/v1/timelines/home?limit=40", &ana).await;
    assert!(!last.headers["link"].to_str().unwrap().contains("rel=\"next\""));
    assert!(node.get("/api/v1/timelines/home?max_id=1", &ana).await.headers.get("link").is_none());
}

#[tokio::test]
async fn a_conversation_is_read_from_any_of_its_posts() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let question = node.says(&carla, "¿Quién viene?").await;
    let reply = async |to: &str, token: &str| {
        let body = json!({ "status": "Yo", "in_reply_to_id": to });
        node.post("/api/v1/statuses", token, body).await.text("/id").to_owned()
    };
    let answer = reply(&question, &ana).await;
    let thanks = reply(&answer, &carla).await;
    let other = reply(&question, &ana).await;
    let context = node.get(&format!("/api/v1/statuses/{answer}/context"), "").await;
    let ids = |list: &str| -> Vec<String> {
        let list = context.json[list].as_array().unwrap();
        list.iter().map(|status| status["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("ancestors"), std::slice::from_ref(&question));
    assert_eq!(ids("descendants"), [thanks]);
    assert!(!ids("descendants").contains(&other));
    let body = json!({ "status": "Nada", "in_reply_to_id": "12345" });
    assert_eq!(node.post("/api/v1/statuses", &ana, body).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_profile_is_its_owners_and_an_organisations_its_administrators() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let rosa = node.person("rosa", Some(Role::Administrator)).await;
    let rosa = node.token_for_valmar(&rosa).await;
    let body = json!({
        "display_name": "Ana de la Ribera",
        "note": "Vecina",
        "fields_attributes": [{ "name": "Web", "value": "https://ana.example" }],
        "source": { "language": "fr" },
    });
    let path = "/api/v1/accounts/update_credentials";
    let changed = node.ask(Method::PATCH, path, &ana, body.clone()).await;
    assert_eq!(changed.text("/display_name"), "Ana de la Ribera");
    assert_eq!(changed.text("/source/note"), "Vecina");
    assert!(changed.text("/note").contains(">Vecina</p>"), "{}", changed.text("/note"));
    assert_eq!(changed.text("/source/fields/0/value"), "https://ana.example");
    assert_eq!(node.get("/api/v1/preferences", &ana).await.text("/posting:default:language"), "fr");
    assert_eq!(node.ask(Method::PATCH, path, &carla, body.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(node.ask(Method::PATCH, path, &rosa, body).await.text("/display_name"), "Ana de la Ribera");
}

/// AUT-15
#[tokio::test]
async fn what_is_not_a_clients_to_say_changes_nothing() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let body = json!({
        "display_name": "Ana", "username": "root", "acct": "root", "role": "administrator", "administrator": true,
        "admin": true, "locked": true, "kind": "organisation", "bot": true, "uri": "https://evil.example/", "id": "1",
        "actor_id": 1, "suspended": false, "created_at": "1999-01-01T00:00:00Z", "followers_count": 1_000_000,
    });
    let before = node.get("/api/v1/accounts/verify_credentials", &ana).await.json;
    let after = node.ask(Method::PATCH, "/api/v1/accounts/update_credentials", &ana, body).await.json;
    for same in ["id", "username", "acct", "uri", "role", "bot", "created_at", "followers_count"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    let body = json!({
        "status": "Hola", "account_id": node.id_of("valmar").await, "author_id": "1", "local": false, "kind": "action",
        "uri": "https://evil.example/1", "created_at": "1999-01-01T00:00:00Z", "favourites_count": 99, "version": 9,
    });
    let made = node.post("/api/v1/statuses", &ana, body).await;
    assert_eq!((made.text("/account/acct"), &made.json["favourites_count"]), ("ana", &json!(0)));
    assert!(made.text("/uri").starts_with("https://valmar.example/"));
    assert!(!made.text("/created_at").starts_with("1999"));
}

#[tokio::test]
async fn the_same_request_twice_is_one_post() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let send = async |key: &str| {
        let request = http::Request::post("/api/v1/statuses")
            .header("authorization", format!("Bearer {ana}"))
            .header("idempotency-key", key)
            .header("content-type", "application/x-www-form-urlencoded");
        node.send(request.body("status=Una+vez".into()).unwrap()).await.text("/id").to_owned()
    };
    let (one, again, other) = (send("a").await, send("a").await, send("b").await);
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[tokio::test]
async fn markers_and_searches_and_the_node_itself_answer() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let id = node.says(&carla, "La fiesta de bienvenida").await;
    let set = node.post("/api/v1/markers", &ana, json!({ "home": { "last_read_id": id } })).await;
    assert_eq!(set.text("/home/last_read_id"), id);
    assert_eq!(node.get("/api/v1/markers?timeline[]=home", &ana).await.text("/home/last_read_id"), id);
    let found = node.get("/api/v2/search?q=bienvenida", &ana).await;
    assert_eq!(found.text("/statuses/0/id"), id);
    for query in ["valmar", "@valmar", "@valmar@valmar.example", "https://valmar.example/ap/a/valmar"] {
        let found = node.get(&format!("/api/v2/search?type=accounts&q={query}"), &ana).await;
        assert_eq!(found.text("/accounts/0/acct"), "valmar", "{query}");
    }
    assert_eq!(node.get("/api/v2/instance", "").await.text("/domain"), "valmar.example");
    assert_eq!(node.get("/api/v1/instance/", "").await.text("/uri"), "valmar.example");
    assert_eq!(node.get("/api/v1/nothing/of/that/name", &ana).await.status, StatusCode::NOT_FOUND);
    let own = node.token(&node.person("luz", None).await, "profile").await;
    assert_eq!(node.get("/api/v1/accounts/verify_credentials", &own).await.text("/acct"), "luz");
    assert_eq!(node.get("/oauth/userinfo", &own).await.text("/preferred_username"), "luz");
}
