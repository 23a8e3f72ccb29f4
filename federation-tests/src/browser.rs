//! Somebody at the pages of a node: forms, a session's cookies, redirects. What a browser does without scripts.

use crate::node::{Node, PASSWORD};
use crate::voice::client;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A browser that has one node open.
pub struct Browser {
    base: String,
    http: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a node answered.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub html: String,
}

impl Browser {
    /// Opens a node, signed out.
    pub fn at(node: &Node) -> Browser {
        Browser { base: node.at(""), http: client(), cookies: Mutex::default() }
    }

    /// Signs somebody in by the form.
    pub async fn signs_in(node: &Node, username: &str) -> Browser {
        let browser = Browser::at(node);
        let page = browser.sends("/sign-in", &[("login", username), ("password", PASSWORD)]).await;
        assert!(page.status.is_redirection(), "{username} is let in: {} {}", page.status, page.html);
        browser
    }

    /// Looks at a page.
    pub async fn sees(&self, path: &str) -> Page {
        self.goes(self.request(Method::GET, path)).await
    }

    /// Looks at a page, and goes where it sends the browser.
    pub async fn opens(&self, path: &str) -> Page {
        let answer = self.request(Method::GET, path).send().await.expect("the node answers");
        let moved = answer.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
        match moved.map(str::to_owned) {
            Some(place) => self.sees(place.trim_start_matches(&self.base)).await,
            None => self.takes(answer).await,
        }
    }

    /// Sends a form that stands on a page of this node.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::ORIGIN, &self.base);
        let typed = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.goes(typed.body(form.finish())).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().expect("no test panics while it holds the cookies");
        let list: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.http.request(method, format!("{}{path}", self.base));
        request.header(header::ACCEPT, "text/html").header(header::COOKIE, list.join("; "))
    }

    async fn goes(&self, request: RequestBuilder) -> Page {
        self.takes(request.send().await.expect("the node answers")).await
    }

    async fn takes(&self, answer: Response) -> Page {
        let status = answer.status();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap_or_default();
            if let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('=')) {
                let mut cookies = self.cookies.lock().expect("no test panics while it holds the cookies");
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        // Numbers and names in sentences stand between invisible marks of direction.
        let html = answer.text().await.unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "");
        Page { status, html }
    }
}

impl Page {
    /// Whether it says this.
    pub fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}
