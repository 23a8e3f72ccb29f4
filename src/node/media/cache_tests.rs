//! Pictures of others, from real servers on this machine.

use super::{picture, prune};
use crate::domain::moderation::{Severity, Terms};
use crate::error::Error;
use crate::node::moderation::{Moderator, domains};
use crate::node::testing::{laboratory, server};
use crate::store::cached;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use image::{ImageFormat, RgbImage};
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::new(40, 30).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A server with pictures and things that are none; counts what it is asked for.
async fn peer(elsewhere: &str) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, away) = (asked.clone(), format!("{elsewhere}/p.png"));
    let routes = Router::new()
        .route("/p.png", get(async || ([("content-type", "text/html")], png())))
        .route("/moved", get(async || Redirect::temporary("/p.png")))
        .route("/round", get(async || Redirect::temporary("/round")))
        .route("/away", get(async move || Redirect::temporary(&away)))
        .route("/page", get(async || ([("content-type", "image/png")], "<script>alert(1)</script>")))
        .route("/svg", get(async || ([("content-type", "image/svg+xml")], "<svg onload='x'/>")))
        .route("/error", get(async || http::StatusCode::INTERNAL_SERVER_ERROR))
        .layer(axum::middleware::map_request(move |request: axum::extract::Request| {
            count.fetch_add(1, Ordering::Relaxed);
            async move { request }
        }));
    (server(routes).await, asked)
}

/// MED-08, MED-12, MED-01: asked for once, written anew, whatever its server calls it.
#[tokio::test]
async fn a_picture_is_fetched_once_and_written_anew() {
    let test = laboratory().await;
    let (peer, asked) = peer("").await;
    let url = format!("{peer}/p.png");
    let (first, second) = tokio::join!(picture(&test.app, &url), picture(&test.app, &url));
    let ((first, path), (second, _)) = (first.unwrap(), second.unwrap());
    assert_eq!((first.file.as_str(), first.media_type.as_str()), (second.file.as_str(), "image/png"));
    assert!(tokio::fs::try_exists(&path).await.unwrap());
    picture(&test.app, &url).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    // A file that was lost is had again.
    tokio::fs::remove_file(&path).await.unwrap();
    picture(&test.app, &url).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    picture(&test.app, &format!("{peer}/moved")).await.unwrap();
}

#[tokio::test]
async fn what_is_no_picture_is_not_kept_and_not_asked_for_again_at_once() {
    let test = laboratory().await;
    let (peer, asked) = peer("").await;
    for path in ["/page", "/svg", "/error", "/round", "/nothing"] {
        let url = format!("{peer}{path}");
        assert!(matches!(picture(&test.app, &url).await, Err(Error::NotFound)), "{path}");
        let before = asked.load(Ordering::Relaxed);
        assert!(picture(&test.app, &url).await.is_err());
        assert_eq!(asked.load(Ordering::Relaxed), before, "{path} was asked for twice");
    }
    for url in ["javascript:alert(1)", "data:image/png,x", "", "https://user@lyon.example/x"] {
        assert!(picture(&test.app, url).await.is_err(), "{url}");
    }
    assert!(cached::urls(&mut test.app.db.read().await.unwrap()).await.unwrap().is_empty());
}

/// DOM-06: a redirect to somebody whose files are not shown ends there; what was kept of them goes.
#[tokio::test]
async fn pictures_of_a_domain_without_files_are_neither_fetched_nor_kept() {
    let test = laboratory().await;
    let (refused, asked) = peer("").await;
    let (other, _) = peer(&refused).await;
    let url = format!("{refused}/p.png");
    let (_, path) = picture(&test.app, &url).await.unwrap();
    let before = asked.load(Ordering::Relaxed);
    let terms = Terms { reject_media: true, ..Terms::of(Severity::Noop) };
    domains::rule(&test.app, &Moderator::Operator, &refused, terms).await.unwrap();
    assert!(!tokio::fs::try_exists(&path).await.unwrap());
    assert!(picture(&test.app, &url).await.is_err());
    assert!(picture(&test.app, &format!("{other}/away")).await.is_err());
    assert_eq!(asked.load(Ordering::Relaxed), before, "it was asked all the same");
    assert!(picture(&test.app, &format!("{other}/p.png")).await.is_ok());
}

#[tokio::test]
async fn what_nobody_looks_at_goes_after_a_week() {
    let test = laboratory().await;
    let (peer, _) = peer("").await;
    let url = format!("{peer}/p.png");
    let (_, path) = picture(&test.app, &url).await.unwrap();
    assert_eq!(prune(&test.app).await.unwrap(), 0);
    let (address, old) = (url.clone(), test.app.now() - super::UNUSED - chrono::Duration::hours(1));
    test.app
        .db
        .write(move |tx| Box::pin(async move { cached::used(tx, &address, old).await }))
        .await
        .unwrap();
    assert_eq!(prune(&test.app).await.unwrap(), 1);
    assert!(!tokio::fs::try_exists(&path).await.unwrap());
}
