//! Somebody with a browser: forms instead of the client API.

use crate::world::Reply;
use federation_tests::node::{Node, PASSWORD};
use federation_tests::voice::client;
use reqwest::header::SET_COOKIE;

/// A session on a node's pages.
pub struct Browser<'a> {
    node: &'a Node,
    cookie: String,
}

impl<'a> Browser<'a> {
    /// Signs somebody in through the page.
    pub async fn of(node: &'a Node, username: &str) -> Browser<'a> {
        let visitor = Browser { node, cookie: String::new() };
        let entered = visitor.posts("/sign-in", &[("login", username), ("password", PASSWORD)]).await;
        assert!(entered.status.is_redirection(), "{} {}", entered.status, entered.text);
        let cookies = entered.headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let pairs: Vec<&str> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
        Browser { node, cookie: pairs.join("; ") }
    }

    /// Sends a form.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let asked = client()
            .post(self.node.at(path))
            .header("cookie", &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        Reply::of(asked.body(body).send().await.expect("the node answers")).await
    }
}
