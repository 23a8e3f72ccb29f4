//! Pictures of others that are kept for a while: which address lies in which file.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run, value};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A picture of somebody else, written anew by us.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedFile {
    pub url: String,
    /// A random name in the cache directory.
    pub file: String,
    pub media_type: String,
    pub size: i64,
    pub fetched_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
}
from_row!(CachedFile { url, file, media_type, size, fetched_at, used_at });

/// The file in which what is at an address is kept.
pub async fn find(tx: &mut Tx, url: &str) -> Result<Option<CachedFile>> {
    Ok(maybe!(tx, "select * from cached_file where url = $1", url)?)
}

/// Remembers a file; answers whether it was the first of its address.
pub async fn insert(tx: &mut Tx, f: &CachedFile) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into cached_file (url, file, media_type, size, fetched_at, used_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        &f.url,
        &f.file,
        &f.media_type,
        f.size,
        f.fetched_at,
        f.used_at
    )?;
    Ok(touched == 1)
}

/// Notes that a file was shown.
pub async fn used(tx: &mut Tx, url: &str, at: DateTime<Utc>) -> Result<()> {
    run!(tx, "update cached_file set used_at = $1 where url = $2", at, url)?;
    Ok(())
}

/// Every address of which something is kept.
pub async fn urls(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(tx, "select url from cached_file")?;
    Ok(rows.into_iter().map(|(url,)| url).collect())
}

/// Forgets what is kept of an address; answers the file to unlink.
pub async fn remove(tx: &mut Tx, url: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = maybe!(tx, "delete from cached_file where url = $1 returning file", url)?;
    Ok(row.map(|(file,)| file))
}

/// Forgets what was not shown since `before`; answers the files to unlink, at most `limit`.
pub async fn prune_unused(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "delete from cached_file where url in (select url from cached_file where used_at < $1 limit $2) returning file",
        before,
        limit
    )?;
    Ok(rows.into_iter().map(|(file,)| file).collect())
}

/// How many bytes are kept.
pub async fn total(tx: &mut Tx) -> Result<i64> {
    Ok(value!(tx, "select cast(coalesce(sum(size), 0) as bigint) from cached_file")?)
}

/// Forgets what was not shown for the longest, until at most `most` bytes are kept; answers the files to unlink.
pub async fn prune_to(tx: &mut Tx, most: i64, limit: i64) -> Result<Vec<String>> {
    let mut over = total(tx).await? - most;
    let oldest: Vec<(String, i64)> =
        all!(tx, "select url, size from cached_file order by used_at, url limit $1", limit)?;
    let mut gone = Vec::new();
    for (url, size) in oldest {
        if over <= 0 {
            break;
        }
        over -= size;
        gone.extend(remove(tx, &url).await?);
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use chrono::Duration;

    /// DOS-24: the cache has a number.
    #[tokio::test]
    async fn what_was_not_shown_for_the_longest_goes_first() {
        let test = testing::open().await;
        for (n, size) in [(1, 400), (2, 400), (3, 400)] {
            let at = testing::noon() + Duration::days(n);
            let file = CachedFile {
                url: format!("https://lyon.example/{n}.png"),
                file: n.to_string(),
                media_type: "image/png".into(),
                size,
                fetched_at: at,
                used_at: at,
            };
            test.db.write(move |tx| Box::pin(async move { insert(tx, &file).await })).await.unwrap();
        }
        let gone = test.db.write(|tx| Box::pin(prune_to(tx, 800, 100))).await.unwrap();
        assert_eq!(gone, ["1"]);
        let late = testing::noon() + Duration::days(3);
        let gone = test.db.write(move |tx| Box::pin(prune_unused(tx, late, 100))).await.unwrap();
        assert_eq!(gone, ["2"]);
        assert_eq!(total(&mut test.db.read().await.unwrap()).await.unwrap(), 400);
    }
}
