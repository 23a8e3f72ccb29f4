//! The shapes, as snapshots: a changed line here is a changed answer to every application.

use super::*;
use crate::config::choices::Registration;
use chrono::TimeZone;
use insta::assert_json_snapshot;

/// The entity as JSON with a word in the place of what another snapshot shows in full.
fn without(entity: &impl Serialize, pointers: &[&str]) -> serde_json::Value {
    let mut json = serde_json::to_value(entity).unwrap();
    for pointer in pointers {
        *json.pointer_mut(pointer).unwrap() = "shown elsewhere".into();
    }
    json
}

fn noon() -> At {
    At(Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap())
}

fn valmar() -> Account {
    let account = Account::of(
        11,
        "valmar",
        "valmar@valmar.example",
        "https://valmar.example/ap/valmar",
        "https://valmar.example/@valmar",
        noon(),
    );
    account.with_pictures("https://valmar.example/weave/11.svg", "https://valmar.example/header.png")
}

fn welcome() -> Status {
    let uri = "https://valmar.example/p/21";
    Status::by(valmar(), 21, noon(), uri, "<p>Semana de acogida</p>".into())
}

#[test]
fn an_account() {
    assert_json_snapshot!(valmar());
}

#[test]
fn an_account_seen_by_its_owner() {
    let source = Source {
        privacy: "public",
        sensitive: false,
        language: Some("es".into()),
        note: "Un municipio".into(),
        fields: vec![Field { name: "Web".into(), value: "https://valmar.example".into(), verified_at: None }],
        follow_requests_count: 2,
        hide_collections: true,
        discoverable: true,
        indexable: false,
        quote_policy: "nobody",
        attribution_domains: Nothing,
    };
    let account = CredentialAccount { account: valmar(), source, role: Role::administrator() };
    assert_json_snapshot!(account);
}

#[test]
fn a_status_with_a_picture_a_mention_and_a_tag() {
    let picture = MediaAttachment {
        description: Some("Una plaza llena".into()),
        ..MediaAttachment::of(
            31,
            "image/webp",
            "https://valmar.example/m/31.webp",
            Some(Dimensions { width: 800, height: 600 }),
        )
    };
    let mention = Mention {
        id: Id(12),
        username: "ana".into(),
        url: "https://ronda.example/@ana".into(),
        acct: "ana@ronda.example".into(),
    };
    let tag = StatusTag { name: "acogida".into(), url: "https://valmar.example/tags/acogida".into() };
    assert_json_snapshot!(Status {
        media_attachments: vec![picture],
        mentions: vec![mention],
        tags: vec![tag],
        language: Some("es".into()),
        visibility: Visibility::Unlisted,
        ..welcome()
    });
}

#[test]
fn a_boost_wraps_the_whole_original() {
    let boost = Status::boost(valmar(), 22, noon(), "https://valmar.example/p/22", welcome());
    assert_json_snapshot!(without(&boost, &["/reblog/account", "/account"]));
}

#[test]
fn a_version_of_a_status() {
    let edit = StatusEdit {
        content: "<p>Antes</p>".into(),
        spoiler_text: String::new(),
        sensitive: false,
        created_at: noon(),
        account: valmar(),
        poll: None,
        media_attachments: vec![],
        emojis: Nothing,
    };
    assert_json_snapshot!(without(&edit, &["/account"]));
}

#[test]
fn strangers() {
    assert_json_snapshot!(Relationship::strangers(11));
}

#[test]
fn a_notification_about_a_status_and_one_about_a_report() {
    let mention = Notification::of(41, NotificationKind::Mention, noon(), valmar(), Some(welcome()));
    assert_json_snapshot!(without(&mention, &["/account", "/status"]));
    assert_eq!(serde_json::to_value(NotificationKind::AdminReport).unwrap(), "admin.report");
}

#[test]
fn the_name_of_a_kind_of_notification_is_the_same_in_a_filter_and_in_the_answer() {
    use NotificationKind::*;
    for kind in [Mention, Status, Reblog, Follow, FollowRequest, Favourite, Update, Poll, Quote, AdminReport]
    {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
}

#[test]
fn an_application_and_its_token() {
    let application = Application::of(51, "Tusky", None, &["read", "write"], &["app://back".into()]);
    let credentials = CredentialApplication {
        application,
        client_id: "id".into(),
        client_secret: "secret".into(),
        client_secret_expires_at: 0,
    };
    assert_json_snapshot!((credentials, Token::bearer("token".into(), "read write".into(), 1_795_435_200)));
}

#[test]
fn the_metadata_of_the_authorisation_server() {
    assert_json_snapshot!(ServerMetadata::at("https://valmar.example", vec!["read", "write"]));
}

#[test]
fn the_node_in_both_versions() {
    let facts = InstanceFacts {
        domain: "valmar.example".into(),
        base: "https://valmar.example".into(),
        title: "Valmar".into(),
        description: "Un nodo de la alianza".into(),
        languages: vec!["es".into(), "fr".into()],
        icon: "https://valmar.example/icon.png".into(),
        contact_email: String::new(),
        contact: Some(valmar()),
        people: 3,
        publications: 40,
        peers: 2,
        max_characters: 5000,
        max_media: 8,
        max_file_bytes: 10_000_000,
        max_description: 1500,
        media_types: vec!["image/png".into()],
        closed_alliance: false,
        rules: vec![Rule { id: "1".into(), text: "Respeto.".into(), hint: String::new() }],
        registration: Registration::Invitation,
        public_timeline: true,
    };
    assert_json_snapshot!("the_node_v2", without(&Instance::from(&facts), &["/contact/account"]));
    assert_json_snapshot!("the_node_v1", without(&InstanceV1::from(&facts), &["/contact_account"]));
}

#[test]
fn a_report_to_its_author_and_to_those_who_handle_it() {
    let report = Report {
        id: Id(61),
        action_taken: false,
        action_taken_at: None,
        category: "spam".into(),
        comment: "Publicidad".into(),
        forwarded: false,
        created_at: noon(),
        status_ids: vec![Id(21)],
        rule_ids: Nothing,
        target_account: valmar(),
    };
    assert_json_snapshot!("a_report", without(&report, &["/target_account"]));
    let admin = AdminAccount::of(valmar(), Role::member());
    assert_json_snapshot!("an_account_for_those_who_handle_reports", without(&admin, &["/account"]));
}

#[test]
fn what_an_application_remembers_with_us() {
    let marker = Marker { last_read_id: "21".into(), version: 3, updated_at: noon() };
    assert_json_snapshot!((Preferences::of(Some("es")), marker));
}

#[test]
fn what_a_search_finds() {
    let found = Search {
        hashtags: vec![Tag::of("acogida", "https://valmar.example/tags/acogida")],
        ..Search::default()
    };
    assert_json_snapshot!(found);
}
