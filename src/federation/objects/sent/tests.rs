//! Every kind of publication as it goes out: linted, compared with the agreed form, and read back by our own reader.

use serde_json::{Value, json};

use super::lint;
use crate::domain::action::{JoinMode, Stage};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::place::Precision;
use crate::domain::publication::{
    Attachment, Details, Kind, Partner, Publication, Translation, TranslationState,
};
use crate::domain::theme::Theme;
use crate::domain::visibility::Visibility;
use crate::federation::objects::received;
use crate::federation::testing::{Node, node};
use crate::store::testing;

fn publication(author: &Actor, kind: Kind) -> Publication {
    Publication {
        uri: "https://valmar.example/ap/o/7".into(),
        kind,
        local: true,
        title: kind.is_titled().then(|| "Fiesta de bienvenida & mesa".into()),
        summary: kind.is_titled().then(|| "Comida compartida y música.".into()),
        html: "<p>Comida, música y padrón.</p>".into(),
        ..testing::post(7, author, "")
    }
}

fn dated(p: Publication) -> Publication {
    Publication {
        starts_at: Some("2027-06-12T16:00:00Z".parse().unwrap()),
        ends_at: Some("2027-06-12T19:00:00Z".parse().unwrap()),
        time_zone: Some("Europe/Madrid".into()),
        place_name: Some("Plaza de la Ribera".into()),
        place_address: Some("Plaza de la Ribera, 1".into()),
        place_locality: Some("Valmar".into()),
        place_country: Some("España".into()),
        latitude: Some(36.0),
        longitude: Some(-6.2921),
        ..p
    }
}

fn details(lyon: &Actor) -> Details {
    Details {
        themes: vec![Theme::Welcome],
        tags: vec!["SemanaDeAcogida".into(), "Padrón".into()],
        mentions: vec![lyon.id],
        partners: vec![
            Partner { name: "Observatorio".into(), uri: Some("https://uni.example/ap/a/obs".into()) },
            Partner { name: "Ateneo".into(), uri: None },
        ],
        translations: vec![Translation {
            language: "fr".into(),
            title: Some("Fête de bienvenue".into()),
            summary: Some("Repas partagé.".into()),
            body: String::new(),
            html: "<p>Repas, musique.</p>".into(),
            state: TranslationState::Human,
        }],
        attachments: vec![file(1, "application/pdf", "guia.pdf"), file(2, "image/jpeg", "cartel.jpg")],
        ..Details::default()
    }
}

fn file(id: i64, media_type: &str, name: &str) -> Attachment {
    Attachment {
        id,
        publication_id: None,
        owner_id: None,
        position: 0,
        media_type: media_type.into(),
        file: Some(name.into()),
        remote_url: None,
        alt: "Cartel de la fiesta".into(),
        width: media_type.starts_with("image").then_some(800),
        height: media_type.starts_with("image").then_some(600),
        blurhash: None,
        size: 1,
        digest: Some("BASE64".into()),
        language: None,
        created_at: testing::noon(),
    }
}

fn minutes_items() -> Vec<Item> {
    vec![
        Item { kind: ItemKind::Decision, text: "Abrir el <padrón>".into(), owner: None, due: None },
        Item {
            kind: ItemKind::Commitment,
            text: "Traducir la guía".into(),
            owner: Some("Valmar".into()),
            due: Some("2027-04-22".into()),
        },
    ]
}

/// One of every kind that is written here, as rich as it can be.
fn everything(node: &Node) -> Vec<(&'static str, Publication, Details)> {
    let of = |kind| publication(&node.valmar, kind);
    let rich = details(&node.lyon);
    let action =
        Publication { stage: Some(Stage::Ongoing), since: Some("2024-03".into()), ..of(Kind::Action) };
    let meeting = Publication {
        place_name: None,
        place_address: None,
        place_locality: None,
        place_country: None,
        latitude: None,
        longitude: None,
        online_url: Some("https://meet.example/gt".into()),
        join_mode: JoinMode::None,
        ..dated(of(Kind::Meeting))
    };
    let resource = Publication {
        resource_type: Some("guide".into()),
        licence: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        ..of(Kind::Resource)
    };
    let minutes =
        Publication { about_uri: Some("https://valmar.example/ap/o/6".into()), ..of(Kind::Minutes) };
    let call = Publication {
        deadline: Some("2027-06-01T21:59:59Z".parse().unwrap()),
        about_uri: Some("https://valmar.example/ap/o/6".into()),
        ..of(Kind::Call)
    };
    vec![
        (
            "post",
            of(Kind::Post),
            Details { translations: Vec::new(), themes: Vec::new(), partners: Vec::new(), ..rich.clone() },
        ),
        ("action, dated", Publication { capacity: Some(200), ..dated(action.clone()) }, rich.clone()),
        ("action, undated", action, rich.clone()),
        ("resource", resource, rich.clone()),
        ("meeting", meeting, rich.clone()),
        ("minutes", minutes, Details { items: minutes_items(), ..rich.clone() }),
        ("call", call, rich),
    ]
}

/// INTEROP §3.1, cases 79, 80, 151, 152, 154, 162.
#[tokio::test]
async fn everything_we_send_obeys_the_rules_of_every_peer() {
    let node = node().await;
    // First as software that gets a note without content where something is for few, then as one that gets it.
    for (comarca, (name, p, d)) in
        [false, true].into_iter().flat_map(|c| everything(&node).into_iter().map(move |e| (c, e)))
    {
        node.keeps(&Actor { comarca, ..node.lyon.clone() }).await;
        for visibility in [Visibility::Public, Visibility::Quiet, Visibility::Followers, Visibility::Named] {
            let p = Publication { visibility, ..p.clone() };
            let activity = node.sends(&p, &d).await;
            assert_eq!(lint::activity(&activity), Vec::<String>::new(), "{name}, {visibility}: {activity:#}");
        }
        let bare = Publication { summary: None, language: None, ..p };
        let activity = node.sends(&bare, &Details::default()).await;
        assert_eq!(lint::activity(&activity), Vec::<String>::new(), "{name}, bare: {activity:#}");
    }
}

#[tokio::test]
async fn the_agreed_form_of_every_kind() {
    let node = node().await;
    for (name, p, d) in everything(&node) {
        let activity = node.sends(&p, &d).await;
        insta::with_settings!({ description => name, omit_expression => true }, {
            insta::assert_json_snapshot!(name.replace(", ", "_"), &activity["object"]);
        });
    }
}

/// Case 168: what we send is what our own reader reads.
#[tokio::test]
async fn our_own_reader_gets_back_what_was_written() {
    let node = node().await;
    for (name, p, d) in everything(&node) {
        let activity = node.sends(&p, &d).await;
        let found = received::publication::read(activity["object"].as_object().unwrap()).expect(name);
        let slot = received::publication::Slot {
            id: PublicationId(9),
            author: ActorId(3),
            visibility: found.visibility(None),
            parent: None,
            now: testing::noon(),
        };
        let read = found.publication(slot);
        assert_eq!((read.kind, read.visibility, &read.title), (p.kind, p.visibility, &p.title), "{name}");
        assert_eq!(read.html.replace(" dir=\"auto\"", ""), p.html, "{name}");
        assert_eq!(read.summary, if p.kind == Kind::Call { None } else { p.summary.clone() }, "{name}");
        assert_eq!(
            (read.starts_at, read.ends_at, &read.time_zone),
            (p.starts_at, p.ends_at, &p.time_zone),
            "{name}"
        );
        assert_eq!(read.exact_place(), p.exact_place(), "{name}");
        assert_eq!((&read.online_url, read.capacity), (&p.online_url, p.capacity), "{name}");
        assert_eq!((read.stage, &read.since, read.deadline), (p.stage, &p.since, p.deadline), "{name}");
        assert_eq!(
            (&read.about_uri, &read.licence, &read.resource_type),
            (&p.about_uri, &p.licence, &p.resource_type)
        );
        let lists = found.details(ActorId(3), Vec::new(), testing::noon(), || 1);
        assert_eq!((&lists.themes, &lists.tags, &lists.items), (&d.themes, &d.tags, &d.items), "{name}");
        assert_eq!(lists.partners, d.partners, "{name}");
        assert_eq!(lists.attachments.len(), d.attachments.len(), "{name}");
        let spoken: Vec<_> = lists.translations.iter().map(|t| (&t.language, &t.summary)).collect();
        let written: Vec<_> = d.translations.iter().map(|t| (&t.language, &t.summary)).collect();
        if p.kind != Kind::Call {
            assert_eq!(spoken, written, "{name}");
        }
    }
}

/// Case 80: eight languages of a long text still fit, and the original is what stays.
#[tokio::test]
async fn a_long_text_in_many_languages_is_cut_where_it_hurts_least() {
    let node = node().await;
    let long = "<p>Palabra con «acentos» y más.</p>".repeat(350);
    let translation = |language: &str| Translation {
        language: language.into(),
        title: Some("T".into()),
        summary: None,
        body: String::new(),
        html: long.clone(),
        state: TranslationState::Machine,
    };
    let many: Vec<Translation> = ["fr", "en", "pt", "ar", "ca", "eu", "gl", "it"].map(translation).into();
    let p = Publication { html: long.clone(), ..publication(&node.valmar, Kind::Action) };
    let activity = node.sends(&p, &Details { translations: many, ..Details::default() }).await;
    assert_eq!(lint::activity(&activity), Vec::<String>::new());
    assert_eq!(activity["object"]["content"], long.as_str());
    assert!(activity["object"]["contentMap"].get("es").is_some());

    let endless = Publication { html: long.repeat(5), ..p };
    let activity = node.sends(&endless, &Details::default()).await;
    assert_eq!(lint::activity(&activity), Vec::<String>::new());
    assert!(activity["object"]["content"].as_str().unwrap().contains("https://valmar.example/actions/7-"));
}

/// DESIGN §7: precision is applied before anything leaves.
#[tokio::test]
async fn a_place_leaves_only_as_precisely_as_its_author_allows() {
    let node = node().await;
    let p =
        Publication { place_precision: Precision::City, ..dated(publication(&node.valmar, Kind::Action)) };
    let sent = node.sends(&p, &Details::default()).await.to_string();
    assert!(!sent.contains("Ribera") && !sent.contains("6.2921"), "{sent}");
    assert!(sent.contains("Valmar"));
    let hidden = Publication { place_precision: Precision::Hidden, ..p };
    assert!(node.sends(&hidden, &Details::default()).await["object"].get("location").is_none());
}

/// Cases 16–21.
#[tokio::test]
async fn the_agreed_form_of_actors() {
    let node = node().await;
    let mut tx = node.app.db.read().await.unwrap();
    let keys = |document: &Value| json!({"pem": document["publicKey"]["publicKeyPem"], "multi": document["assertionMethod"]});
    for kind in [ActorKind::Organisation, ActorKind::Person, ActorKind::Application] {
        let actor = Actor {
            kind,
            name: "Ayuntamiento de Valmar".into(),
            icon: Some("escudo.png".into()),
            place_name: Some("Valmar".into()),
            latitude: Some(36.53),
            longitude: Some(-6.29),
            fields:
                json!([{"name": "Web", "value": "<a href=\"https://valmar.example\">valmar.example</a>"}])
                    .to_string(),
            ..node.valmar.clone()
        };
        let mut document = super::actor::document(&node.app, &mut tx, &actor).await.unwrap();
        let found = received::actor::read(document.as_object().unwrap()).unwrap();
        let row = found.actor(ActorId(9), testing::noon());
        assert_eq!((found.keys.len(), row.kind, row.comarca), (2, kind, true));
        assert!(keys(&document)["pem"].as_str().unwrap().contains("BEGIN PUBLIC KEY"));
        document["publicKey"]["publicKeyPem"] = json!("(PEM)");
        document["assertionMethod"][0]["publicKeyMultibase"] = json!("(Multikey)");
        document["@context"] = json!("(CTX)");
        insta::assert_json_snapshot!(format!("actor_{kind}"), document);
    }
}
