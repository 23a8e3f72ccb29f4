//! A copy of a SQLite database as it is at one moment, made while others read and write, and the check of such a copy.
//! PostgreSQL has its own tool for this (`pg_dump`).

use super::Db;
use super::db::Engine;
use super::sql::{run, value};
use crate::error::Result;
use anyhow::{Context, ensure};
use std::path::Path;

/// Writes a consistent, compacted copy of the database to `path`, which must not exist. SQLite only.
pub async fn write(db: &Db, path: &Path) -> Result<()> {
    ensure_sqlite(db)?;
    let path = path.to_str().context("a path that is text")?;
    let mut tx = db.read().await?;
    // The copy is another file; the one that is read stays as it is.
    run!(&mut tx, "pragma query_only = off")?;
    let copied = run!(&mut tx, "vacuum into $1", path);
    run!(&mut tx, "pragma query_only = on")?;
    copied?;
    Ok(())
}

/// Checks the whole file behind `db` and every reference in it; answers what is wrong, or `ok`. SQLite only.
pub async fn check(db: &Db) -> Result<String> {
    ensure_sqlite(db)?;
    let mut tx = db.read().await?;
    let found: String = value!(&mut tx, "select integrity_check from pragma_integrity_check limit 1")?;
    let dangling: i64 = value!(&mut tx, "select count(*) from pragma_foreign_key_check")?;
    Ok(if found == "ok" && dangling > 0 { format!("{dangling} references lead nowhere") } else { found })
}

fn ensure_sqlite(db: &Db) -> anyhow::Result<()> {
    ensure!(db.engine() == Engine::Sqlite, "this database is PostgreSQL: use pg_dump");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::store::{actors, testing};

    /// R-L05, the database's part.
    #[tokio::test]
    async fn a_copy_made_while_the_node_works_is_whole_and_has_what_was_acknowledged() {
        let test = testing::open().await;
        if test.db.engine() == Engine::Postgres {
            assert!(write(&test.db, Path::new("/nowhere")).await.is_err());
            return;
        }
        testing::actor(&test.db, 1, ActorKind::Organisation, "valmar", None).await;
        let path = test.dir.path().join("copy.db");
        let busy = testing::actor(&test.db, 2, ActorKind::Person, "ana", None);
        let (copied, _) = tokio::join!(write(&test.db, &path), busy);
        copied.unwrap();
        let copy = Db::open(&format!("sqlite:{}", path.display())).await.unwrap();
        assert_eq!(check(&copy).await.unwrap(), "ok");
        let mut tx = copy.read().await.unwrap();
        assert!(actors::find_local(&mut tx, "valmar").await.unwrap().is_some());
    }
}
