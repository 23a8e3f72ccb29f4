//! The pages of those who run the node, asked as browsers ask.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::report::{self, Complaint};
use crate::store::{domain_rules, people, testing};
use crate::web::testing::{Browser, TestSite};
use http::StatusCode;

/// Somebody who runs the node.
async fn administrator(site: &TestSite) -> Acting {
    let mut acting = site.person("admin", Role::Member).await;
    acting.person.administrator = true;
    let row = acting.person.clone();
    site.app.db.write(move |tx| Box::pin(async move { people::update(tx, &row).await })).await.unwrap();
    acting
}

async fn lyon(site: &TestSite) -> Actor {
    testing::actor(&site.app.db, 70, ActorKind::Organisation, "lyon", Some("lyon.example")).await
}

async fn rules(site: &TestSite) -> Vec<(String, String)> {
    let rules = domain_rules::all(&mut site.app.db.read().await.unwrap()).await.unwrap();
    rules.into_iter().map(|rule| (rule.domain, rule.terms.severity.to_string())).collect()
}

/// AUT-13, AUT-23.
#[tokio::test]
async fn for_everybody_else_these_pages_do_not_exist() {
    let site = TestSite::new().await;
    let ana = site.with_session(&site.ana).await;
    for path in ["", "/domains", "/domains.csv", "/import", "/lists", "/reports/1", "/accounts/1"] {
        let path = format!("/admin/moderation{path}");
        assert_eq!(ana.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(site.visitor().get(&path).await.location().starts_with("/sign-in"), "{path}");
    }
    for path in ["/domains", "/import", "/lists", "/proposals", "/reports/1", "/accounts/70", "/appeals/1"] {
        let page = ana.post(&format!("/admin/moderation{path}"), &[("domain", "bad.example")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(rules(&site).await.is_empty());
}

#[tokio::test]
async fn a_domain_is_ruled_and_let_in_again() {
    let site = TestSite::new().await;
    let admin = site.with_session(&administrator(&site).await).await;
    let form = |domain: &'static str| {
        let fields =
            [("domain", domain), ("severity", "silence"), ("reject_media", "1"), ("public_comment", "spam")];
        fields.to_vec()
    };
    let wrong = admin.post("/admin/moderation/domains", &form("com")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("no es un dominio");
    wrong.says("value=\"spam\"");
    let own = admin.post("/admin/moderation/domains", &form("valmar.example")).await;
    own.says("este mismo nodo");
    assert!(rules(&site).await.is_empty());
    let made = admin.post("/admin/moderation/domains", &form("Loud.example")).await;
    assert_eq!(made.location(), "/admin/moderation/domains?done=saved");
    assert_eq!(rules(&site).await, [("loud.example".to_owned(), "silence".to_owned())]);
    let page = admin.get("/admin/moderation/domains").await;
    page.says("loud.example");
    let file = admin.get("/admin/moderation/domains.csv").await;
    file.says("#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\nloud.example,silence,true,false,spam,false");
    let id = domain_rules::all(&mut site.app.db.read().await.unwrap()).await.unwrap()[0].id;
    admin.post(&format!("/admin/moderation/domains/{id}/lift"), &[]).await;
    assert!(rules(&site).await.is_empty());
}

/// DOM-07: nothing is done before somebody has seen what would be.
#[tokio::test]
async fn a_list_is_shown_before_it_is_applied() {
    let site = TestSite::new().await;
    let admin = site.with_session(&administrator(&site).await).await;
    lyon(&site).await;
    let list = "#domain,#severity\nlyon.example,suspend\nvalmar.example,suspend\n<script>,suspend\n";
    let shown = admin.post("/admin/moderation/import", &[("list", list)]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
    for text in ["norma nueva: 1", "es de tu red: 1", "Cuentas conocidas: ", "name=\"apply\""] {
        shown.says(text);
    }
    shown.never_says("<script>");
    assert!(rules(&site).await.is_empty());
    let done = admin.post("/admin/moderation/import", &[("list", list), ("apply", "1")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(rules(&site).await, [("lyon.example".to_owned(), "suspend".to_owned())]);
}

#[tokio::test]
async fn a_report_is_answered_with_a_measure_a_note_and_an_appeal() {
    let site = TestSite::new().await;
    let post = site.publishes(Kind::Post, "", Visibility::Public).await;
    let eva = site.person("eva", Role::Member).await;
    let complaint = Complaint {
        target: site.valmar.id,
        about: vec![post.id],
        comment: "Mira <b>esto</b>".into(),
        category: "spam".into(),
        forward: false,
    };
    let filed = report::file(&site.app, &eva, complaint).await.unwrap();
    let admin = administrator(&site).await;
    let admin = site.with_session(&admin).await;
    let path = format!("/admin/moderation/reports/{}", filed.id);
    admin.get("/admin/moderation").await.says(&path);
    let page = admin.get(&path).await;
    page.says("Mira &#60;b&#62;esto");
    page.says("Texto de");
    admin.post(&path, &[("do", "note"), ("note", "Hablar con ellos")]).await;
    admin.get(&path).await.says("Hablar con ellos");
    assert_eq!(
        admin.post(&path, &[("do", "note"), ("note", " ")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let measure = [("do", "measure"), ("measure", "suspend"), ("text", "Es publicidad.")];
    assert_eq!(admin.post(&path, &measure).await.status, StatusCode::SEE_OTHER);
    admin.get("/admin/moderation").await.never_says(&path);
    assert_eq!(site.get("/@valmar").await.status, StatusCode::NOT_FOUND);
    let account = format!("/admin/moderation/accounts/{}", site.valmar.id);
    admin.get(&account).await.says("Es publicidad.");
    appealed(&site, &admin).await;
    assert_eq!(site.get("/@valmar").await.status, StatusCode::OK);
}

/// Whom it is about finds it among their notifications and asks; it is granted.
async fn appealed(site: &TestSite, admin: &Browser<'_>) {
    let ana = site.with_session(&site.ana).await;
    let told = ana.get("/notifications").await;
    let address = told.html.split("href=\"/appeal/").nth(1).and_then(|rest| rest.split('"').next());
    let address = format!("/appeal/{}", address.expect("a way to the measure"));
    ana.get(&address).await.says("Es publicidad.");
    assert_eq!(ana.post(&address, &[("text", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    ana.post(&address, &[("text", "Era el programa.")]).await;
    let eva = site.sign_in("eva").await;
    assert_eq!(eva.get(&address).await.status, StatusCode::NOT_FOUND, "it is nobody else's");
    let desk = admin.get("/admin/moderation").await;
    desk.says("Era el programa.");
    let id =
        desk.html.split("/admin/moderation/appeals/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    admin.post(&format!("/admin/moderation/appeals/{id}"), &[("answer", "grant")]).await;
    ana.get(&address).await.says("la medida se ha retirado");
}
