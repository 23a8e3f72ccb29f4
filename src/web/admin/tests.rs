//! Looking after the node and its people, through the pages.

use http::StatusCode;

use crate::domain::person::Person;
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::{appearance, mail};
use crate::store::people;
use crate::web::testing::{Page, TestSite, password};
use crate::words::Lang;

/// Zoe looks after the node; Max looks after Valmar only.
async fn site() -> (TestSite, Acting, Acting) {
    let site = TestSite::new().await;
    let (zoe, max) = (site.person("zoe", Role::Member).await, site.person("max", Role::Administrator).await);
    let raised = Person { administrator: true, ..zoe.person.clone() };
    site.app.db.write(move |tx| Box::pin(async move { people::update(tx, &raised).await })).await.unwrap();
    (site, zoe, max)
}

/// What stands in the field to copy a link from, as a path.
fn link(page: &Page) -> String {
    let value = page.html.split("readonly value=\"").nth(1).expect("a link to copy");
    value.split('"').next().unwrap().trim_start_matches("https://valmar.example").to_owned()
}

/// What a page says, its own address aside.
fn without(page: &Page, path: &str) -> String {
    page.html.replace(path, "").replace(&path.replace('/', "%2F"), "")
}

/// P7.
#[tokio::test]
async fn to_those_who_look_after_nothing_the_pages_do_not_exist() {
    let (site, _, max) = site().await;
    let ana = site.sign_in("ana").await;
    let nowhere = ana.get("/admin/nowhere").await;
    for path in ["/admin", "/admin/people", "/admin/people/ana", "/admin/invitations", "/admin/audit"] {
        let page = ana.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(without(&page, path), without(&nowhere, "/admin/nowhere"), "{path}");
    }
    assert!(site.get("/admin").await.location().starts_with("/sign-in"));
    let max = site.with_session(&max).await;
    assert_eq!(max.get("/admin").await.location(), "/admin/people");
    for path in ["/admin/people", "/admin/people/ana", "/admin/invitations", "/admin/audit"] {
        assert_eq!(max.get(path).await.status, StatusCode::OK, "{path}");
    }
}

/// R-T02: a clock that others find wrong is told of, too.
#[tokio::test]
async fn the_health_of_the_node_is_told_in_words() {
    let (site, zoe, _) = site().await;
    let zoe = site.with_session(&zoe).await;
    let page = zoe.get("/admin").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    page.says("Base de datos");
    page.says("Las organizaciones pueden firmar");
    page.never_says("health-");
    for host in ["lyon.example", "faro.example", "beja.example"] {
        site.app.peers.clocks.hear(host, site.app.now() + chrono::Duration::hours(2), site.app.now());
    }
    zoe.get("/admin").await.says("minutos atrasado según otros servidores");
}

#[tokio::test]
async fn an_invitation_is_made_used_once_and_one_that_was_taken_back_opens_nothing() {
    let (site, _, max) = site().await;
    let max = site.with_session(&max).await;
    let offer = [("label", "Para Berta"), ("role", "editor")];
    let first = max.post("/admin/invitations", &offer).await;
    let (first, second) = (link(&first), link(&max.post("/admin/invitations", &offer).await));
    let form = [("username", "berta"), ("password", "tres puentes y un rio"), ("language", "es")];
    let joined = site.visitor().post(&first, &form).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.html);
    let list = max.get("/admin/invitations").await;
    let id = list.html.split("/admin/invitations/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    max.post(&format!("/admin/invitations/{id}/revoke"), &[]).await;
    assert_eq!(site.get(&second).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    max.get("/admin/people").await.says("@berta");
    let log = max.get("/admin/audit").await;
    log.says("invitó con el papel");
    log.says("retiró una invitación");
}

#[tokio::test]
async fn an_organisations_administrator_invites_nobody_to_look_after_the_node() {
    let (site, _, max) = site().await;
    let max = site.with_session(&max).await;
    let tried = max.post("/admin/invitations", &[("role", "editor"), ("administrator", "1")]).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        max.post("/admin/people/ana/administrator", &[("yes", "1")]).await.status,
        StatusCode::NOT_FOUND
    );
    let other = max.post("/admin/people/ana/role", &[("organisation", "1"), ("role", "editor")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_role_that_is_given_counts_at_once_and_is_written_down() {
    let (site, _, max) = site().await;
    let max = site.with_session(&max).await;
    let valmar = site.valmar.id.0.to_string();
    let done = max.post("/admin/people/ana/role", &[("organisation", &valmar), ("role", "none")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let mut tx = site.app.db.read().await.unwrap();
    assert_eq!(people::role(&mut tx, site.ana.person.id, site.valmar.id).await.unwrap(), None);
    drop(tx);
    max.get("/admin/audit").await.says("@ana none");
}

#[tokio::test]
async fn a_link_for_a_new_password_works_once_and_ends_what_was_open() {
    let (site, zoe, _) = site().await;
    let (zoe, ana) = (site.with_session(&zoe).await, site.sign_in("ana").await);
    let link = link(&zoe.post("/admin/people/ana/reset", &[]).await);
    let short = site.visitor().post(&link, &[("password", "corta")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("password", "una frase nueva y larga")];
    assert_eq!(site.visitor().post(&link, &new).await.location(), "/sign-in?done=password");
    assert_eq!(site.get(&link).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ana.get("/home").await.location().starts_with("/sign-in"));
    let old = site.visitor().post("/sign-in", &[("login", "ana"), ("password", &password("ana"))]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in_and_the_last_administrator_stays() {
    let (site, zoe, _) = site().await;
    let browser = site.with_session(&zoe).await;
    browser.post("/admin/people/ana/state", &[("enabled", "0")]).await;
    let tried = site.visitor().post("/sign-in", &[("login", "ana"), ("password", &password("ana"))]).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    let last = browser.post("/admin/people/zoe/state", &[("enabled", "0")]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    last.says("al menos una persona");
}

#[tokio::test]
async fn the_nodes_colour_is_looked_at_first_then_kept_and_every_page_wears_it() {
    let (site, zoe, max) = site().await;
    let max = site.with_session(&max).await;
    assert_eq!(max.get("/admin/appearance").await.status, StatusCode::NOT_FOUND);
    let zoe = site.with_session(&zoe).await;
    zoe.get("/admin/appearance").await.says("value=\"#0f5f5c\" checked");
    let yellow = [("shade", "other"), ("colour", "#ffe600"), ("look", "1")];
    let looked_at = zoe.post("/admin/appearance", &yellow).await;
    assert_eq!(looked_at.status, StatusCode::OK);
    looked_at.says("/tint/ffe600.svg");
    looked_at.says("se oscurece hasta");
    site.get("/").await.never_says("/tint/");
    zoe.post("/admin/appearance", &[("shade", "#6b2d5c"), ("colour", "#ffe600")]).await;
    site.get("/").await.says("/tint/6b2d5c.css");
    let wrong = zoe.post("/admin/appearance", &[("shade", "other"), ("colour", "amarillo")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("id=\"colour-error\"");
    zoe.get("/admin/audit").await.says("dio al nodo el color");
    zoe.post("/admin/appearance", &[("shade", "#0f5f5c")]).await;
    site.get("/").await.never_says("/tint/");
}

#[tokio::test]
async fn the_logo_stands_on_every_page_and_where_links_are_shown_until_it_is_taken_away() {
    let (site, zoe, _) = site().await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 64).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let person = Person { administrator: true, ..zoe.person.clone() };
    let raised = Acting { person, ..zoe.clone() };
    appearance::set_logo(&site.app, &raised, png.into_inner().into()).await.unwrap();
    let start = site.get("/").await;
    start.says("<link rel=\"icon\" href=\"/media/");
    start.says("property=\"og:image\" content=\"https://valmar.example/media/");
    let zoe = site.with_session(&zoe).await;
    zoe.post("/admin/appearance/logo", &[("remove", "1")]).await;
    let start = site.get("/").await;
    start.says("<link rel=\"icon\" href=\"/weave/");
    start.never_says("og:image");
}

/// Every page of looking after a node, in every language: there, and with no key left untranslated.
#[tokio::test]
async fn every_page_of_the_administration_speaks_every_language() {
    let (site, zoe, _) = site().await;
    let zoe = site.with_session(&zoe).await;
    let pages = [
        "",
        "/begin",
        "/settings",
        "/people",
        "/people/ana",
        "/invitations",
        "/moderation",
        "/federation",
        "/groups",
        "/jobs",
        "/mail",
        "/backups",
        "/storage",
        "/audit",
    ];
    let keys: Vec<String> =
        ["admin-", "setting-", "storage-", "kept-", "backups-", "mail-", "jobs-", "health-"]
            .iter()
            .map(|key| format!(">{key}"))
            .collect();
    for lang in Lang::ALL {
        for path in pages {
            let page = zoe.get(&format!("/admin{path}?lang={}", lang.tag())).await;
            assert_eq!(page.status, StatusCode::OK, "/admin{path} in {}", lang.tag());
            page.says(&format!("<html lang=\"{}\"", lang.tag()));
            keys.iter().for_each(|key| page.never_says(key));
        }
    }
}

#[tokio::test]
async fn the_mail_server_is_said_on_the_page_and_its_password_shown_nowhere() {
    let (site, zoe, _) = site().await;
    let zoe = site.with_session(&zoe).await;
    let said = |host, password| {
        [
            ("mail-host", host),
            ("mail-port", ""),
            ("mail-security", "starttls"),
            ("mail-username", "valmar"),
            ("mail-password", password),
            ("mail-from", "Valmar <avisos@valmar.example>"),
        ]
    };
    for at in ["/admin/mail", "/admin/begin/mail"] {
        let wrong = zoe.post(&format!("{at}/server"), &said("smtp.valmar.example/x", "tres puentes")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("value=\"smtp.valmar.example/x\"");
        wrong.never_says("tres puentes");
        let kept = zoe.post(&format!("{at}/server"), &said("smtp.valmar.example", "tres puentes")).await;
        assert_eq!(kept.location(), format!("{at}?done=saved"));
        let page = zoe.get(at).await;
        page.says("El correo sale por smtp.valmar.example.");
        page.says("Hay una guardada");
        page.never_says("tres puentes");
    }
    zoe.post("/admin/mail/server", &said("smtp.valmar.example", "")).await;
    assert_eq!(site.app.choices().mail.password, "tres puentes", "it stays where it was");
    zoe.post("/admin/mail/server", &said("smtp.elsewhere.example", "")).await;
    let mail = site.app.choices().mail.clone();
    assert_eq!(
        (mail.host.as_str(), mail.password.as_str()),
        ("smtp.elsewhere.example", ""),
        "and goes nowhere else"
    );
    zoe.get("/admin/settings").await.never_says("tres puentes");
    let log = zoe.get("/admin/audit").await;
    log.says("mail-password");
    log.never_says("tres puentes");
    let ana = site.sign_in("ana").await;
    let strange = ana.post("/admin/mail/server", &said("smtp.evil.example", "")).await;
    assert!(strange.status.is_client_error());
}

#[tokio::test]
async fn every_letter_can_be_looked_at_in_every_language_before_it_is_sent() {
    let (site, zoe, _) = site().await;
    let zoe = site.with_session(&zoe).await;
    for lang in Lang::ALL {
        for kind in mail::SAMPLES {
            for end in ["", ".txt"] {
                let path = format!("/admin/mail/{kind}{end}?lang={}", lang.tag());
                let letter = zoe.get(&path).await;
                assert_eq!(letter.status, StatusCode::OK, "{path}");
                letter.never_says("mail-");
                letter.never_says("letter-");
            }
        }
    }
    assert_eq!(zoe.get("/admin/mail/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn settings_count_at_once_are_written_down_and_come_again_when_wrong() {
    let (site, zoe, max) = site().await;
    assert_eq!(site.with_session(&max).await.get("/admin/settings").await.status, StatusCode::NOT_FOUND);
    let zoe = site.with_session(&zoe).await;
    let rules = [("rules-es", "1. Respeto.\n2. Nadie sobra."), ("contact", "ayuda@valmar.example")];
    assert_eq!(zoe.post("/admin/settings", &rules).await.location(), "/admin/settings?done=saved");
    let about = site.get("/about").await;
    about.says("<li>Nadie sobra.</li>");
    about.says("mailto:ayuda@valmar.example");
    let wrong = zoe.post("/admin/settings", &[("contact", "otra"), ("keep-raw-days", "1")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"otra\"");
    wrong.says("Escribe un número de");
    site.get("/about").await.says("ayuda@valmar.example");
    zoe.get("/admin/audit").await.says("rules-es");
}

/// ACC-18, ACC-20: by invitation, as long as nobody says otherwise; a door that is closed lets nobody in, also by a link
/// that was made before.
#[tokio::test]
async fn who_may_open_an_account_is_decided_while_the_node_runs() {
    let (site, zoe, _) = site().await;
    let zoe = site.with_session(&zoe).await;
    let invited = link(&zoe.post("/admin/invitations", &[("label", "Eva"), ("role", "editor")]).await);
    assert_eq!(site.get("/join").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    zoe.post("/admin/settings", &[("registration", "closed")]).await;
    assert_eq!(site.get(&invited).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.get("/about").await.says("Por ahora no se abren cuentas.");
    zoe.post("/admin/settings", &[("registration", "open")]).await;
    site.get("/sign-in").await.says("href=\"/join\"");
    let form = [("username", "lola"), ("password", "tres puentes y un rio"), ("language", "es")];
    assert_eq!(site.visitor().post("/join", &form).await.status, StatusCode::SEE_OTHER);
    let mut tx = site.app.db.read().await.unwrap();
    let lola = people::find_by_login(&mut tx, "lola").await.unwrap().unwrap();
    assert!(!lola.administrator && people::standings(&mut tx, lola.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn strangers_see_the_list_of_everything_only_where_it_is_for_them() {
    let (site, zoe, _) = site().await;
    assert_eq!(site.get("/latest").await.status, StatusCode::OK);
    let zoe = site.with_session(&zoe).await;
    zoe.post("/admin/settings", &[("public-timeline", "no")]).await;
    assert!(site.get("/latest?page").await.location().starts_with("/sign-in"));
    assert!(site.get("/latest.csv").await.location().starts_with("/sign-in"));
    assert_eq!(zoe.get("/latest").await.status, StatusCode::OK);
    assert_eq!(site.get("/actions").await.status, StatusCode::OK);
}

/// T150: a group is made on a page, and ended on one, when its handle is typed again.
#[tokio::test]
async fn a_working_group_is_made_and_ended_by_who_looks_after_the_node() {
    let (site, zoe, max) = site().await;
    let (zoe, max) = (site.with_session(&zoe).await, site.with_session(&max).await);
    assert_eq!(max.get("/admin/groups").await.status, StatusCode::NOT_FOUND);
    zoe.get("/admin/groups").await.says("Aquí todavía no vive ningún grupo.");
    let wrong = zoe.post("/admin/groups", &[("name", "Padrón"), ("username", "con espacios")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("name", "Grupo Padrón"), ("username", "padron"), ("closed", "1")];
    assert!(zoe.post("/admin/groups", &fields).await.location().starts_with("/@padron"));
    let page = zoe.get("/admin/groups").await;
    page.says("Grupo Padrón");
    page.says("Cerrado");
    zoe.get("/admin/groups/padron/end").await.says("No se puede deshacer.");
    let wrong = zoe.post("/admin/groups/padron/end", &[("username", "otro")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ended = zoe.post("/admin/groups/padron/end", &[("username", "@padron")]).await;
    assert!(ended.location().starts_with("/admin/groups"));
    zoe.get("/admin/groups").await.never_says("Grupo Padrón");
    assert_eq!(zoe.get("/admin/groups/padron/end").await.status, StatusCode::NOT_FOUND);
}

/// An organisation leaves for its own node by the pages: what it published comes along, and what is done stands in the log.
#[tokio::test]
async fn an_organisation_packs_arrives_and_moves_by_its_pages() {
    let (old, new) = (TestSite::new().await, TestSite::new().await);
    old.publishes(Kind::Action, "Fiesta de bienvenida", Visibility::Public).await;
    let keeper = old.person("gala", Role::Administrator).await;
    let (gala, ana) = (old.with_session(&keeper).await, old.with_session(&old.ana).await);
    assert_eq!(ana.get("/admin/moving").await.status, StatusCode::NOT_FOUND, "only who administers it");
    gala.get("/admin/moving").await.says("Contiene también los borradores");
    let archive = gala.bytes("/admin/moving/archive").await;
    assert!(archive.starts_with(b"PK"), "an archive");

    let eva = new.person("eva", Role::Administrator).await;
    let eva = new.with_session(&eva).await;
    let nonsense = eva.upload("/admin/moving/import", "archive", b"no archive").await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = eva.upload("/admin/moving/import", "archive", &archive).await;
    taken.says("Publicaciones que están ahora aquí: 1");
    new.get("/actions").await.says("Fiesta de bienvenida");
    let nobody = eva.post("/admin/moving/alias", &[("address", "@nadie@nada.example")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    nobody.says("nadie@nada.example");
    let hasty =
        gala.post("/admin/moving/move", &[("target", "@valmar@new.example"), ("username", "valmar")]).await;
    assert_eq!(hasty.status, StatusCode::UNPROCESSABLE_ENTITY, "the password says that it is meant");
    hasty.says("href=\"#password\"");
    // Whoever has passkeys alone shows by a fresh sign-in that it is them.
    let bare = Person { password_hash: String::new(), ..keeper.person.clone() };
    old.app.db.write(move |tx| Box::pin(async move { people::update(tx, &bare).await })).await.unwrap();
    gala.get("/admin/moving").await.never_says("name=\"password\"");
    let hasty =
        gala.post("/admin/moving/move", &[("target", "@valmar@new.example"), ("username", "valma")]).await;
    hasty.says("href=\"#username\"");
    eva.get("/admin/audit").await.says("leyó el archivo de");
    gala.get("/admin/audit").await.says("descargó lo publicado por");
}
