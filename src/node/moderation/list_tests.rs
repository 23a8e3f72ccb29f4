//! Lists that others keep, from real servers on this machine.

use super::lists;
use super::{Moderator, domains};
use crate::domain::moderation::{Severity, Terms};
use crate::node::testing::{laboratory, server};
use crate::store::{blocklists, domain_rules};
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const BY: Moderator = Moderator::Operator;
const LIST: &str = "#domain,#severity,#public_comment\nloud.example,silence,spam\nbad.example,suspend,\nknown.example,suspend,\n";

/// DOM-07: what a list says is proposed; nothing is done by itself, and one list alone can be too few.
#[tokio::test]
async fn what_lists_say_is_proposed_and_decided_here() {
    let test = laboratory().await;
    let app = &test.app;
    let csv = |text: &'static str| get(async move || ([("content-type", "text/csv; charset=utf-8")], text));
    let second = "#domain,#severity\nLOUD.example,suspend\n";
    let peer = server(Router::new().route("/one.csv", csv(LIST)).route("/two.csv", csv(second))).await;
    domains::rule(app, &BY, "known.example", Terms::of(Severity::Silence)).await.unwrap();
    let one = lists::subscribe(app, &BY, &format!("{peer}/one.csv")).await.unwrap();
    assert_eq!((one.size, one.last_error), (3, None));
    assert!(lists::subscribe(app, &BY, &format!("{peer}/one.csv")).await.is_err(), "once");
    lists::subscribe(app, &BY, &format!("{peer}/two.csv")).await.unwrap();
    let proposed = async |sources| {
        let found = lists::proposals(app, sources, 50).await.unwrap();
        found
            .into_iter()
            .map(|p| (p.domain, p.terms.severity.to_string(), p.sources.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(proposed(2).await, [("loud.example".to_owned(), "suspend".to_owned(), 2)]);
    assert_eq!(proposed(1).await.len(), 2);
    assert_eq!(
        domain_rules::all(&mut app.db.read().await.unwrap()).await.unwrap().len(),
        1,
        "nothing was done"
    );
    lists::accept(app, &BY, "loud.example", None).await.unwrap();
    lists::dismiss(app, &BY, "bad.example").await.unwrap();
    assert!(proposed(1).await.is_empty());
    assert!(lists::accept(app, &BY, "nobody.example", None).await.is_err());
    lists::unsubscribe(app, &BY, one.id).await.unwrap();
    let rules = domain_rules::all(&mut app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(rules.len(), 2, "the rules that were made stay");
}

#[tokio::test]
async fn a_list_that_cannot_be_had_proposes_what_it_said_before() {
    let test = laboratory().await;
    let app = &test.app;
    let broken = Arc::new(AtomicBool::new(false));
    let state = broken.clone();
    let answer = async move || {
        let html = state.load(Ordering::Relaxed);
        let (kind, text) = if html { ("text/html", "<html>") } else { ("text/plain", LIST) };
        ([("content-type", kind)], text)
    };
    let peer = server(Router::new().route("/list", get(answer))).await;
    let list = lists::subscribe(app, &BY, &format!("{peer}/list")).await.unwrap();
    broken.store(true, Ordering::Relaxed);
    lists::look(app, list.id).await.unwrap();
    let now = blocklists::find(&mut app.db.read().await.unwrap(), list.id).await.unwrap().unwrap();
    assert_eq!(now.size, 3);
    assert_eq!(now.last_error.as_deref(), Some("is no table"));
    for url in ["", "javascript:x", "ftp://lists.example/x", "lists.example"] {
        assert!(lists::subscribe(app, &BY, url).await.is_err(), "{url}");
    }
    let gone = lists::subscribe(app, &BY, &format!("{peer}/nothing")).await.unwrap();
    assert_eq!((gone.size, gone.last_error.as_deref()), (0, Some("answers with an error")));
}
