//! Pictures of others, from real servers on this machine.

use super::{digest_of, picture, prune};
use crate::domain::actor::ActorKind;
use crate::domain::id::PublicationId;
use crate::domain::moderation::{Severity, Terms};
use crate::domain::publication::Attachment;
use crate::error::Error;
use crate::node::moderation::{Moderator, domains};
use crate::node::testing::{laboratory, server};
use crate::store::inbound::Effect;
use crate::store::{cached, testing};
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

/// COL-06: a file that is no longer the one that was published is not shown as that one.
#[tokio::test]
async fn a_file_that_was_replaced_in_silence_is_not_shown() {
    let test = laboratory().await;
    let (peer, _) = peer("").await;
    let lyon = testing::actor(&test.app.db, 70, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    let published = |id: i64, path: &str, bytes: &[u8]| {
        let mut arrival = testing::arrival(testing::post(id, &lyon, "Étude"));
        let Effect::Publish(found) = &mut arrival.effect else { panic!("a publication") };
        found.details.attachments = vec![Attachment {
            id: id + 5,
            publication_id: Some(PublicationId(id)),
            owner_id: Some(lyon.id),
            position: 0,
            media_type: "image/png".into(),
            file: None,
            remote_url: Some(format!("{peer}{path}")),
            alt: "Une carte".into(),
            width: None,
            height: None,
            blurhash: None,
            size: 0,
            digest: Some(digest_of(bytes)),
            language: None,
            created_at: testing::noon(),
        }];
        arrival
    };
    for one in [published(500, "/p.png", &png()), published(600, "/moved", b"another file")] {
        test.app.db.writer().inbound(one).await.unwrap();
    }
    assert!(picture(&test.app, &format!("{peer}/p.png")).await.is_ok(), "the one that was published");
    assert!(picture(&test.app, &format!("{peer}/moved")).await.is_err(), "another one");
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
