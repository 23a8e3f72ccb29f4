//! T108–T129: publications of others, as they come, change and go.

use crate::world::{PUBLIC, World};
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::{Actor, Page};
use serde_json::{Value, json};

/// A note of an actor's with other properties.
fn note(actor: &Actor<'_>, text: &str, more: Value) -> Value {
    let mut note = actor.note(text);
    note.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    note
}

async fn says(world: &World, actor: &Actor<'_>, kind: &str, object: &Value) -> u16 {
    actor.delivers(world.node(), &actor.activity(kind, object)).await.as_u16()
}

fn text(shown: &Value) -> &str {
    shown["content"].as_str().unwrap_or_default()
}

/// Waits until what was sent before has been dealt with: a last note of the same actor is there.
async fn settled(world: &World, actor: &Actor<'_>) {
    let last = actor.note("fin");
    world.peer.serves(&last);
    assert_eq!(says(world, actor, "Create", &last).await, 202);
    eventually("the last word is there", || world.local(&last["id"])).await;
}

/// T108: an answer to something of ours is shown as one, by its author, in its language, and harmless.
#[tokio::test]
async fn an_answer_is_shown_and_harmless() {
    let world = World::new().await;
    let node = world.node();
    let ours = node.publishes("¿Quién viene?").await;
    let eva = world.peer.actor("eva");
    let html = "<p onclick=\"x()\">Yo <a href=\"javascript:x\">voy</a><script>x()</script><style>p{}</style><b>!</b></p>";
    let reply = note(&eva, "", json!({"inReplyTo": ours.uri, "content": html, "contentMap": {"es": html}}));
    assert_eq!(says(&world, &eva, "Create", &reply).await, 202);
    let shown = world.shows(&reply["id"]).await;
    assert_eq!(shown["account"]["acct"], format!("eva@{}", world.peer.host()));
    assert_eq!((&shown["language"], &shown["in_reply_to_id"]), (&json!("es"), &json!(ours.id)));
    for bad in ["onclick", "javascript:", "script", "style"] {
        assert!(!text(&shown).contains(bad), "{bad} in {}", text(&shown));
    }
    let context = node.reads(&format!("/api/v1/statuses/{}/context", ours.id)).await;
    assert_eq!(context["descendants"][0]["uri"], reply["id"]);
}

/// T109, T110: who may see something is what its addresses say, in every spelling.
#[tokio::test]
async fn addresses_are_read_in_every_spelling() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let followers = format!("{}/followers", eva.id);
    let mut seen = Vec::new();
    for (n, (to, cc, visibility)) in [
        (json!([PUBLIC]), json!([followers]), "public"),
        (json!("as:Public"), json!(followers), "public"),
        (json!("Public"), Value::Null, "public"),
        (json!([followers]), json!(["as:Public"]), "unlisted"),
        (json!(followers), Value::Null, "private"),
        (json!([node.actor()]), json!([]), "direct"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut note = note(&eva, &format!("a {n}"), json!({"to": to, "cc": cc}));
        if cc.is_null() {
            note.as_object_mut().expect("an object").remove("cc");
        }
        assert_eq!(says(&world, &eva, "Create", &note).await, 202);
        let shown = eventually(&format!("T109 {to} {cc}"), || world.local(&note["id"])).await;
        assert_eq!(shown["visibility"], visibility, "T109 {to} {cc}");
        seen.push(shown);
    }
    let stranger = federation_tests::voice::Voice::silent(node.at(""));
    for (n, shown) in seen.iter().enumerate() {
        let path = format!("/api/v1/statuses/{}", shown["id"].as_str().expect("an id"));
        let (status, _) = stranger.asks(reqwest::Method::GET, &path, None).await;
        assert_eq!(status.as_u16(), if n < 4 { 200 } else { 404 }, "T110 {shown}");
    }
}

/// T111: what comes to several inboxes is stored once.
#[tokio::test]
async fn what_comes_to_several_inboxes_is_there_once() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let activity = eva.activity("Create", &eva.note("una sola vez"));
    for inbox in ["/ap/inbox", "/ap/a/valmar/inbox", "/ap/actor/inbox", "/ap/inbox"] {
        let letter = crate::letter::Draft::post(&eva, &node.at(inbox), &activity).cavage();
        assert_eq!(letter.sent().await.as_u16(), 202, "{inbox}");
    }
    node.sees("una sola vez").await;
    settled(&world, &eva).await;
    let times = node.home_texts().await.iter().filter(|text| *text == "una sola vez").count();
    assert_eq!(times, 1);
}

/// T112, T113, T114: a text is changed by its author, forwards in time, and may come for the first time as changed.
#[tokio::test]
async fn only_its_author_changes_a_text_and_only_forwards() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let eve = world.peer.actor("eve");
    let other = world.net().stranger().await;
    let bob = other.actor("bob");
    let at = |minutes: i64| (world.peer.now() + chrono::TimeDelta::minutes(minutes)).to_rfc3339();
    let first = note(&eva, "uno", json!({"published": at(-60)}));
    assert_eq!(says(&world, &eva, "Create", &first).await, 202);
    let newer = |text: &str, minutes: i64| {
        let mut newer = first.clone();
        newer["content"] = json!(format!("<p>{text}</p>"));
        newer["updated"] = json!(at(minutes));
        newer
    };
    assert_eq!(says(&world, &eva, "Update", &newer("dos", -10)).await, 202);
    let shown = eventually("T112: the change is shown", || async {
        world.local(&first["id"]).await.filter(|shown| text(shown).contains("dos"))
    })
    .await;
    let history =
        node.reads(&format!("/api/v1/statuses/{}/history", shown["id"].as_str().expect("an id"))).await;
    assert_eq!(history.as_array().map(Vec::len), Some(2), "T112: with what was before");
    let began = [&history[0]["created_at"], &history[1]["created_at"]];
    assert_eq!(began, [&shown["created_at"], &shown["edited_at"]], "T112: each with when it began");
    assert_eq!(says(&world, &eva, "Update", &newer("antes", -30)).await, 202);
    says(&world, &eve, "Update", &newer("robado", -1)).await;
    bob.delivers(node, &bob.activity("Update", &newer("robado", -1))).await;
    settled(&world, &eva).await;
    let shown = world.local(&first["id"]).await.expect("it is there");
    assert!(text(&shown).contains("dos"), "T112, T113: {}", text(&shown));
    let unseen = note(&eva, "llegó cambiado", json!({"published": at(-60), "updated": at(-5)}));
    assert_eq!(says(&world, &eva, "Update", &unseen).await, 202);
    eventually("T114: it is there", || world.local(&unseen["id"])).await;
    assert_eq!(says(&world, &eva, "Create", &note(&eva, "x", json!({"id": unseen["id"]}))).await, 202);
    settled(&world, &eva).await;
    let shown = world.local(&unseen["id"]).await.expect("it is there");
    assert!(text(&shown).contains("llegó cambiado"), "T114: {}", text(&shown));
}

/// T115, T116, T119: what is withdrawn goes in every form of saying so, stays away, and goes by nobody else's word.
#[tokio::test]
async fn what_is_withdrawn_goes_and_stays_away() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let mallory = world.peer.actor("mallory");
    let early = eva.note("nunca visto");
    assert_eq!(says(&world, &eva, "Delete", &early["id"]).await, 202);
    assert_eq!(says(&world, &eva, "Create", &early).await, 202);
    let notes: Vec<Value> = (0..3).map(|n| eva.note(&n.to_string())).collect();
    for note in &notes {
        assert_eq!(says(&world, &eva, "Create", note).await, 202);
        eventually("it is there", || world.local(&note["id"])).await;
        says(&world, &mallory, "Delete", &note["id"]).await;
    }
    settled(&world, &eva).await;
    for note in &notes {
        assert!(world.has(&note["id"]).await, "T116: nobody else withdraws it");
    }
    assert!(!world.has(&early["id"]).await, "T115");
    let stone = json!({"type": "Tombstone", "id": notes[1]["id"], "formerType": "Note"});
    for form in [&notes[0]["id"], &stone, &notes[2]] {
        assert_eq!(says(&world, &eva, "Delete", form).await, 202);
    }
    for note in &notes {
        becomes("T116: it is gone", false, || world.has(&note["id"])).await;
        assert_eq!(says(&world, &eva, "Create", note).await, 202);
    }
    let foreign = note(&eva, "de otra casa", json!({"id": "http://127.9.9.9:1/notes/1"}));
    says(&world, &eva, "Create", &foreign).await;
    settled(&world, &eva).await;
    for note in &notes {
        assert!(!world.has(&note["id"]).await, "T116: it stays away");
    }
    assert!(!world.has(&foreign["id"]).await, "T119");
}

/// T117, T118: an account that goes takes everything along; one that nobody here knows is not even looked up.
#[tokio::test]
async fn an_account_that_goes_is_gone() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.follows(node).await;
    let said = eva.publishes(node, "me voy").await;
    becomes("she follows", 1, || node.followers()).await;
    world.peer.shows("/eva", Page::empty(410));
    assert_eq!(says(&world, &eva, "Delete", &json!(eva.id)).await, 202);
    becomes("T117: her words are gone", false, || world.has(&said["id"])).await;
    becomes("T117: her follow is gone", 0, || node.followers()).await;
    let nobody = world.peer.actor("nobody");
    let before = world.peer.fetches();
    assert_eq!(says(&world, &nobody, "Delete", &json!(nobody.id)).await, 202);
    assert_eq!(world.peer.fetches(), before, "T118: nobody was asked");
}

/// T120, T121, T122, T125, T126: odd shapes say what they mean.
#[tokio::test]
async fn odd_shapes_are_read_for_what_they_mean() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let other = "https://elsewhere.example/u/x";
    let picture = json!({"type": "Document", "url": [{"type": "Link", "mediaType": "image/png", "href": world.peer.at("/a.png")}]});
    let tags = json!([
        {"type": "Emoji", "id": null, "name": ":blob:", "icon": {"type": "Image", "url": world.peer.at("/b.png")}},
        {"type": "Hashtag", "name": "#Padrón"},
        {"type": "Mention", "name": "@somebody@elsewhere.example"},
    ]);
    type Check = fn(&Value) -> bool;
    let cases: [(&str, Value, Check); 12] = [
        (
            "T120 a list of authors",
            json!({"attributedTo": [{"type": "Person", "id": eva.id}, {"type": "Organization", "name": "x"}]}),
            |s| text(s).contains("T120"),
        ),
        (
            "T120 authors on several servers",
            json!({"attributedTo": ["https://elsewhere.example/u/x", eva.id]}),
            |s| text(s).contains("T120") && s["account"]["username"] == "eva",
        ),
        ("T120 an author as object", json!({"attributedTo": {"id": eva.id, "type": "Person"}}), |s| {
            text(s).contains("T120")
        }),
        ("T121 contentMap only", json!({"content": null, "contentMap": {"pt": "<p>olá</p>"}}), |s| {
            s["language"] == "pt" && text(s).contains("olá")
        }),
        (
            "T121 both",
            json!({"content": "<p>salut</p>", "contentMap": {"es": "<p>hola</p>", "fr": "<p>salut</p>"}}),
            |s| s["language"] == "fr" && text(s).contains("salut"),
        ),
        ("T122 one attachment", json!({"attachment": picture}), |s| {
            s["media_attachments"][0]["type"] == "image"
        }),
        (
            "T122 several urls",
            json!({"attachment": [picture], "url": [{"type": "Link", "mediaType": "text/html", "href": "https://elsewhere.example/1"}]}),
            |s| s["url"] == "https://elsewhere.example/1" && s["media_attachments"][0]["type"] == "image",
        ),
        ("T125 odd tags", json!({"tag": tags}), |s| s["tags"][0]["name"] == "padron"),
        ("T126 an Article", json!({"type": "Article", "name": "Título"}), |s| text(s).contains("Título")),
        ("T126 a Page", json!({"type": "Page", "name": "Título"}), |s| text(s).contains("Título")),
        (
            "T126 a Video",
            json!({"type": "Video", "name": "Título", "url": [{"type": "Link", "mediaType": "text/html", "href": "https://elsewhere.example/v"}]}),
            |s| text(s).contains("Título") && s["url"] == "https://elsewhere.example/v",
        ),
        (
            "T126 a Question",
            json!({"type": "Question", "oneOf": [{"type": "Note", "name": "Sí"}, {"type": "Note", "name": "No"}]}),
            |s| s.to_string().contains("Sí"),
        ),
    ];
    for (case, shape, holds) in cases {
        let note = note(&eva, case, shape);
        world.peer.serves(&note);
        assert_eq!(says(&world, &eva, "Create", &note).await, 202, "{case}");
        let shown = eventually(case, || world.local(&note["id"])).await;
        assert!(holds(&shown), "{case}: {shown:#}");
    }
    let foo = note(&eva, "x", json!({"type": "Foo", "name": "Foo", "url": other}));
    assert_eq!(says(&world, &eva, "Create", &foo).await, 202, "T126");
    settled(&world, &eva).await;
    assert!(!world.has(&foo["id"]).await, "T126: what is unknown is not shown");
}

/// T123, T124: what an answer answers is fetched, within a budget, and never in circles.
#[tokio::test]
async fn what_an_answer_answers_is_fetched_within_bounds() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let chain: Vec<Value> = (0..40).map(|n| eva.note(&format!("eslabón {n}"))).collect();
    for (n, each) in chain.iter().enumerate() {
        let mut each = each.clone();
        if let Some(parent) = chain.get(n + 1) {
            each["inReplyTo"] = parent["id"].clone();
        }
        world.peer.serves(&each);
    }
    let (mut one, mut two) = (eva.note("huevo"), eva.note("gallina"));
    one["inReplyTo"] = two["id"].clone();
    two["inReplyTo"] = one["id"].clone();
    world.peer.serves(&one);
    world.peer.serves(&two);
    let mut first = chain[0].clone();
    first["inReplyTo"] = chain[1]["id"].clone();
    assert_eq!(says(&world, &eva, "Create", &first).await, 202);
    eventually("T123: the parent is there", || world.local(&chain[1]["id"])).await;
    assert_eq!(says(&world, &eva, "Create", &one).await, 202);
    eventually("T123: the other of the circle is there", || world.local(&two["id"])).await;
    settled(&world, &eva).await;
    let asked = world.peer.questions();
    let circle =
        asked.iter().filter(|asked| two["id"].as_str().is_some_and(|id| id.ends_with(&asked.target))).count();
    assert!(circle <= 1, "T123: asked {circle} times");
    let links = asked.iter().filter(|asked| asked.target.starts_with("/eva/notes/")).count();
    assert!(links <= 21, "T124: {links} documents fetched");
}

/// T128, T129: several objects in one activity are all heard; what has no id, or one of somebody else, is not.
#[tokio::test]
async fn what_an_activity_carries_and_what_it_is_called() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let (one, two) = (eva.note("uno de dos"), eva.note("dos de dos"));
    let mut both = eva.activity("Create", &one);
    both["object"] = json!([one, two]);
    assert_eq!(eva.delivers(node, &both).await.as_u16(), 202);
    for note in [&one, &two] {
        eventually("T128: both are there", || world.local(&note["id"])).await;
    }
    let nameless = eva.note("sin nombre");
    let mut activity = eva.activity("Create", &nameless);
    activity.as_object_mut().expect("an object").remove("id");
    assert_eq!(eva.delivers(node, &activity).await.as_u16(), 202, "T129");
    activity["id"] = json!("https://elsewhere.example/activities/1");
    assert_eq!(eva.delivers(node, &activity).await.as_u16(), 400, "T129: of another origin");
    settled(&world, &eva).await;
    assert!(!world.has(&nameless["id"]).await, "T129");
}
