//! What the writer promises, on whichever engine `TEST_DATABASE_URL` names.

use super::db::WAL_MAX;
use super::testing::{self, TestDb};
use super::{Db, Tx, home, inbound::Stored, listing, publications, settings};
use crate::domain::actor::ActorKind;
use crate::domain::id::ActorId;
use crate::domain::page::Page;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};

async fn titles(db: &Db, reader: ActorId) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    home::list(&mut tx, reader, &Page::newest(20))
        .await
        .unwrap()
        .into_iter()
        .map(|i| i.publication.html)
        .collect()
}

#[tokio::test]
async fn an_accepted_follow_brings_the_authors_publications_home_once() {
    let TestDb { db, .. } = &testing::open().await;
    let ana = testing::actor(db, 1, ActorKind::Person, "ana", None).await;
    let lyon = testing::actor(db, 2, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    let other = testing::actor(db, 3, ActorKind::Organisation, "otra", Some("otra.example")).await;
    testing::follows(db, &ana, &lyon).await;
    let welcome = testing::arrival(testing::post(10, &lyon, "Semana de acogida"));
    assert_eq!(db.writer().inbound(welcome.clone()).await.unwrap(), Stored::Fresh);
    assert_eq!(db.writer().inbound(welcome).await.unwrap(), Stored::Seen);
    db.writer().inbound(testing::arrival(testing::post(11, &other, "De otra"))).await.unwrap();
    assert_eq!(titles(db, ana.id).await, ["<p>Semana de acogida</p>"]);
}

#[tokio::test]
async fn many_at_once_are_all_stored_and_all_answered() {
    let TestDb { db, .. } = &testing::open().await;
    let lyon = testing::actor(db, 2, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    let sends = (100..400).map(|id| {
        let (db, value) = (db.clone(), testing::arrival(testing::post(id, &lyon, "n")));
        tokio::spawn(async move { db.writer().inbound(value).await.unwrap() })
    });
    for send in sends.collect::<Vec<_>>() {
        assert_eq!(send.await.unwrap(), Stored::Fresh);
    }
    let mut tx = db.read().await.unwrap();
    let filter = listing::Filter { author: Some(lyon.id), ..Default::default() };
    assert_eq!(listing::open_list(&mut tx, &filter, 1_000).await.unwrap().len(), 300);
}

#[tokio::test]
async fn a_verb_that_is_refused_or_panics_undoes_only_what_it_wrote_itself() {
    let TestDb { db, .. } = &testing::open().await;
    let refused = db.write(|tx| {
        Box::pin(async move {
            settings::put(tx, "a", "1").await?;
            Err::<(), _>(Error::from(Refusal::NotAllowed))
        })
    });
    let panicking = db.write(|tx| {
        Box::pin(async move {
            settings::put(tx, "b", "1").await?;
            if settings::find(tx, "b").await?.is_some() {
                panic!("on purpose");
            }
            Ok(())
        })
    });
    let good = db.write(|tx| Box::pin(async move { settings::put(tx, "c", "1").await }));
    let (refused, panicked, good): (Result<()>, Result<()>, Result<()>) =
        tokio::join!(refused, panicking, good);
    assert!(matches!(refused, Err(Error::Refused(_))) && panicked.is_err() && good.is_ok());
    let mut tx = db.read().await.unwrap();
    for (name, expected) in [("a", None), ("b", None), ("c", Some("1".to_string()))] {
        assert_eq!(settings::find(&mut tx, name).await.unwrap(), expected, "{name}");
    }
}

#[tokio::test]
async fn one_bad_value_of_a_set_does_not_take_the_others_with_it() {
    let TestDb { db, .. } = &testing::open().await;
    let lyon = testing::actor(db, 2, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    let mut bad = testing::post(500, &lyon, "de nadie");
    bad.author_id = ActorId(999);
    let good = db.writer().inbound(testing::arrival(testing::post(501, &lyon, "de Lyon")));
    let (bad, good) = tokio::join!(db.writer().inbound(testing::arrival(bad)), good);
    assert!(bad.is_err());
    assert_eq!(good.unwrap(), Stored::Fresh);
}

#[tokio::test]
async fn words_are_found_whatever_their_accents_and_search_syntax_is_only_words() {
    let TestDb { db, .. } = &testing::open().await;
    let valmar = testing::actor(db, 2, ActorKind::Organisation, "valmar", None).await;
    let post = testing::post(600, &valmar, "Acogida en Málaga");
    let stored = post.clone();
    db.write(move |tx| {
        Box::pin(async move {
            publications::insert(tx, &stored).await?;
            super::search::index(tx, &stored).await
        })
    })
    .await
    .unwrap();
    let mut tx = db.read().await.unwrap();
    for query in ["malaga", "ACOGIDA málag", "\"málaga"] {
        assert_eq!(
            super::search::find(&mut tx, query, i64::MAX, 5).await.unwrap(),
            std::slice::from_ref(&post),
            "{query}"
        );
    }
    // DOS-20: what would be syntax elsewhere neither fails nor finds everything.
    for query in ["", "\"", "NEAR(", "* OR *", "a:b) --", "acogida AND nada"] {
        assert_eq!(super::search::find(&mut tx, query, i64::MAX, 5).await.unwrap(), [], "{query}");
    }
}

/// R-D07: a second process on the same file is refused.
#[tokio::test]
async fn a_second_process_on_the_same_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("one.db").display());
    let first = Db::open(&url).await.unwrap();
    let Err(refusal) = Db::open(&url).await else { panic!("two processes on one file") };
    assert!(refusal.to_string().contains("another process"), "{refusal}");
    first.close().await;
}

/// R-X07.
#[tokio::test]
async fn a_reader_that_takes_its_time_holds_no_writer_up_and_the_log_is_short_again_afterwards() {
    let TestDb { db, dir, .. } = &testing::open().await;
    let Tx::Sqlite(mut reader) = db.read().await.unwrap() else { return };
    sqlx::query("begin").execute(&mut *reader).await.unwrap();
    sqlx::query("select count(*) from setting").execute(&mut *reader).await.unwrap();
    let write = |number: u32, value: String| async move {
        db.write(move |tx| Box::pin(async move { settings::put(tx, &format!("s{number}"), &value).await }))
            .await
            .unwrap();
    };
    let log = || std::fs::metadata(dir.path().join("test.db-wal")).unwrap().len();
    let large = "x".repeat(4 * 1024 * 1024);
    for number in 0..12 {
        write(number, large.clone()).await;
    }
    assert!(log() > WAL_MAX, "what the reader still reads keeps the log long: {}", log());
    sqlx::query("commit").execute(&mut *reader).await.unwrap();
    for number in 20..24 {
        write(number, "small".into()).await;
    }
    assert!(log() <= WAL_MAX, "{} bytes", log());
}
