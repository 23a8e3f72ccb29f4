//! Passkeys through the pages: the cookie that binds an answer, the settings, and the words.

use http::{Request, StatusCode, header};

use super::testing::{Browser, TestSite};
use crate::node::testing_device::Device;
use crate::node::{account, passkey, second_factor};
use crate::words::Lang;

const HERE: &str = "https://valmar.example";

/// A device with a passkey of Ana's.
async fn device(site: &TestSite) -> Device {
    let (app, person) = (&site.app, &site.ana.person);
    let session = account::open_session(app, person.id, "").await.unwrap();
    let proof = account::Proof { password: "la clave de ana", session: &session };
    let asked = passkey::begin(app, person, ("ana", "Ana"), &proof, "Mi teléfono").await.unwrap();
    let mut device = Device::at(HERE);
    passkey::finish(app, person, "ana", &session, &device.makes(&asked)).await.unwrap();
    device
}

/// What the node asks of a device, and the cookie that came with it.
async fn asked(visitor: &Browser<'_>) -> (String, String) {
    let page = visitor.post("/sign-in/passkey", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-comarca-key=") && cookie.contains("HttpOnly; SameSite=Lax; Secure"));
    (page.html.clone(), cookie.split(';').next().unwrap().to_owned())
}

/// Sends what a device says with a cookie.
async fn answers(visitor: &Browser<'_>, cookie: &str, said: &str) -> super::testing::Page {
    let request = Request::post("/sign-in/passkey/answer").header("sec-fetch-site", "same-origin");
    visitor.send(request.header(header::COOKIE, cookie), &[("credential", said), ("next", "/saved")]).await
}

/// ACC-14: a passkey is both factors, so no code is asked for.
#[tokio::test]
async fn a_passkey_signs_in_the_browser_that_asked_and_no_other() {
    let site = TestSite::new().await;
    let mut device = device(&site).await;
    let enrolled = second_factor::begin(&site.app, &site.ana.person, "ana").await;
    assert!(enrolled.is_ok());
    let visitor = site.visitor();
    let (options, cookie) = asked(&visitor).await;
    let said = device.opens(&options);
    let (_, other) = asked(&visitor).await;
    for wrong in ["", "__Host-comarca-key=", &other] {
        let refused = answers(&visitor, wrong, &said).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        refused.says("La llave de acceso no se aceptó");
    }
    let opened = answers(&visitor, &cookie, &said).await;
    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, "/saved"));
    let cookies: Vec<_> = opened.headers.get_all(header::SET_COOKIE).iter().collect();
    assert!(cookies.iter().any(|cookie| cookie.to_str().unwrap().starts_with("__Host-comarca=")));
    assert_eq!(answers(&visitor, &cookie, &said).await.status, StatusCode::UNPROCESSABLE_ENTITY, "again");
}

#[tokio::test]
async fn the_settings_list_passkeys_add_them_with_the_password_and_take_them_away() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let at = "/settings/security/passkeys";
    let wrong =
        ana.post(at, &[("passkey_name", "Llave del despacho"), ("passkey_password", "no es esta")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"Llave del despacho\"");
    let page = ana
        .post(at, &[("passkey_name", "Llave del despacho"), ("passkey_password", "la clave de ana")])
        .await;
    let options = page.html.split("data-passkey-new=\"").nth(1).unwrap().split('"').next().unwrap();
    let options = options.replace("&#34;", "\"").replace("&quot;", "\"");
    let said = Device::at(HERE).makes(&options);
    let kept = ana.post(&format!("{at}/finish"), &[("credential", &said)]).await;
    assert_eq!(kept.location(), "/settings/security?done=passkey");
    let page = ana.get("/settings/security").await;
    page.says("Llave del despacho");
    page.says("sin usar todavía");
    ana.get("/settings/data").await.says("Llaves de acceso");
    let id = page.html.split("name=\"passkey\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    ana.post(&format!("{at}/remove"), &[("passkey", id)]).await;
    ana.get("/settings/security").await.never_says("Llave del despacho");
}

#[tokio::test]
async fn passkeys_speak_every_language() {
    let site = TestSite::new().await;
    device(&site).await;
    let ana = site.sign_in("ana").await;
    for lang in Lang::ALL {
        let tag = lang.tag();
        for page in [
            ana.get(&format!("/settings/security?lang={tag}")).await,
            site.get(&format!("/sign-in?lang={tag}")).await,
        ] {
            page.says("data-passkey");
            page.never_says(">passkey");
        }
    }
}
