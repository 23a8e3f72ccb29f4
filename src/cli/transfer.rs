//! `comarca transfer`: moves a node that stands still to another database, from SQLite to PostgreSQL or back.

use super::answer::Answer;
use super::progress;
use crate::config::Config;
use crate::store::{Db, transfer};
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::json;
use std::path::Path;

/// Flags of `comarca transfer`.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  systemctl stop comarca\n  comarca transfer --config /etc/comarca/comarca.toml --to postgres://comarca@localhost/comarca\n\nWhat the database that is read holds stays as it is. When all of it is there, name the new one as database.url and start the node.\nInterrupted, it can be begun again: the new database is empty until the end."
)]
pub struct TransferArgs {
    /// An empty database: `postgres://USER@HOST/NAME` or `sqlite:FILE`
    #[arg(long, value_name = "URL")]
    to: String,
}

/// Moves everything from the database of the settings into an empty one.
pub async fn run(config: Config, args: TransferArgs) -> Result<Answer> {
    let from = config.database_url();
    ensure!(from != args.to, "that is the database which the node has now");
    if let Some(file) = from.strip_prefix("sqlite:") {
        ensure!(Path::new(file.trim_start_matches("//")).exists(), "there is no database at {file}");
    }
    let source = Db::open(&from).await.context("the database of the settings")?;
    let target = Db::open(&args.to).await.context("the database to move into")?;
    let bar = progress::steps(0, "moving");
    let shown = bar.clone();
    let step = move |table: &str| {
        shown.inc(1);
        shown.set_message(table.to_owned());
    };
    let moved = transfer::copy(&source, &target, step).await?;
    bar.finish_and_clear();
    source.close().await;
    target.close().await;
    let text = format!(
        "{} rows of {} tables are there, and the same. Name the new database as database.url, start the node, and never again \
         start it on the old one.",
        moved.rows, moved.tables
    );
    Ok(Answer::new(text, json!({ "rows": moved.rows, "tables": moved.tables })))
}
