//! A node for the tests of pages: its router asked in-process, on a database of its own.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::content::Content;
use crate::domain::publication::{Kind, Publication};
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::account;
use crate::node::acting::Acting;
use crate::node::publish;
use crate::node::testing;

/// A node with an organisation, Valmar, and its coordinator, Ana.
pub struct TestSite {
    pub app: App,
    pub router: Router,
    pub valmar: Actor,
    pub ana: Acting,
    _node: testing::TestNode,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: http::HeaderMap,
    pub html: String,
}

/// Somebody with a browser.
pub struct Browser<'a> {
    router: &'a Router,
    cookie: String,
}

/// The password that fixtures give to `username`.
pub fn password(username: &str) -> String {
    format!("la clave de {username}")
}

impl TestSite {
    pub async fn new() -> TestSite {
        let node = testing::node().await;
        let (app, valmar, ana) = (node.app.clone(), node.valmar.clone(), node.ana.clone());
        TestSite { router: super::router(app.clone()), app, valmar, ana, _node: node }
    }

    /// Somebody with a role in Valmar.
    pub async fn person(&self, username: &str, role: Role) -> Acting {
        testing::person(&self.app, username, &self.valmar, role).await
    }

    /// Publishes something with a title.
    pub async fn publishes(&self, kind: Kind, title: &str, visibility: Visibility) -> Publication {
        let mut content = Content::new(kind, visibility, "es");
        content.title = Some(title.into()).filter(|_| kind.is_titled());
        content.body = format!("Texto de {title}.");
        publish::publish(&self.app, &self.ana, content).await.unwrap()
    }

    /// A visitor's look at a page.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path)).await
    }

    /// A visitor's look at a file.
    pub async fn bytes(&self, request: http::request::Builder) -> Vec<u8> {
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    pub async fn ask(&self, request: http::request::Builder) -> Page {
        ask(&self.router, request).await
    }

    /// Signs somebody in through the page.
    pub async fn sign_in(&self, username: &str) -> Browser<'_> {
        self.visitor().signed_in(username, &password(username)).await
    }

    /// Somebody whose session was opened without the page.
    pub async fn with_session(&self, acting: &Acting) -> Browser<'_> {
        let token = account::open_session(&self.app, acting.person.id, "").await.unwrap();
        Browser { router: &self.router, cookie: format!("__Host-comarca={token}") }
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Browser<'_> {
        Browser::at(&self.router)
    }
}

async fn ask(router: &Router, request: http::request::Builder) -> Page {
    let request = request.header(header::HOST, "valmar.example").body(Body::empty()).unwrap();
    Page::of(router.clone().oneshot(request).await.unwrap()).await
}

impl<'a> Browser<'a> {
    /// Somebody who is not signed in, at the pages of some node.
    pub fn at(router: &'a Router) -> Browser<'a> {
        Browser { router, cookie: String::new() }
    }

    /// The same person, signed in through the page.
    pub async fn signed_in(self, username: &str, password: &str) -> Browser<'a> {
        let page = self.post("/sign-in", &[("login", username), ("password", password)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        let cookies: Vec<&str> =
            page.headers.get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).collect();
        let session = cookies.iter().find(|cookie| cookie.starts_with("__Host-comarca=")).unwrap();
        Browser { cookie: session.split(';').next().unwrap().to_owned(), ..self }
    }

    pub async fn get(&self, path: &str) -> Page {
        ask(self.router, Request::get(path).header(header::COOKIE, &self.cookie)).await
    }

    /// Sends a form as a browser on this very site does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_from(path, fields, "same-origin").await
    }

    pub async fn post_from(&self, path: &str, fields: &[(&str, &str)], site: &str) -> Page {
        self.send(Request::post(path).header("sec-fetch-site", site), fields).await
    }

    /// Sends a form that stands on the page with this address.
    pub async fn post_on(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(path).header("sec-fetch-site", "same-origin");
        self.send(request.header(header::REFERER, page), fields).await
    }

    /// The file that a button brings.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let request = Request::post(path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::HOST, "valmar.example").header(header::COOKIE, &self.cookie);
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    /// Sends a file with a form.
    pub async fn upload(&self, path: &str, field: &str, file: &[u8]) -> Page {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"file.zip\"\r\nContent-Type: application/zip\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "valmar.example")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(body))
            .unwrap();
        Page::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Sends a form with the headers of some browser.
    pub async fn send(&self, request: http::request::Builder, fields: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = request
            .header(header::HOST, "valmar.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(form.finish()))
            .unwrap();
        Page::of(self.router.clone().oneshot(request).await.unwrap()).await
    }
}

impl Page {
    async fn of(response: Response) -> Page {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Page {
            status: parts.status,
            headers: parts.headers,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The marks that isolate directions are not read aloud.
    #[track_caller]
    pub fn says(&self, text: &str) {
        let read = self.html.replace(['\u{2068}', '\u{2069}'], "");
        assert!(
            self.html.contains(text) || read.contains(text),
            "{} does not say {text:?}:\n{}",
            self.status,
            self.html
        );
    }

    #[track_caller]
    pub fn never_says(&self, text: &str) {
        assert!(!self.html.contains(text), "it says {text:?}:\n{}", self.html);
    }
}
