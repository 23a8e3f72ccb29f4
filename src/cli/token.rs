//! `comarca token`: a client token for a person of this node, for scripts and tests.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::scope::Scopes;
use crate::node::token;
use crate::store::people;
use anyhow::Result;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Make a token for the client API; it is shown once
    #[command(
        after_help = "Example:\n  TOKEN=$(comarca token create ana --for valmar --json | jq -r .token)\n  curl -H \"Authorization: Bearer $TOKEN\" -d 'status=Hola' https://valmar.example/api/v1/statuses"
    )]
    Create(New),
}

/// A new token.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct New {
    /// Whose token it is
    pub username: String,
    /// The organisation it acts for; by default the only one in which the person may publish, else the person
    #[arg(long = "for", value_name = "ORGANISATION")]
    pub organisation: Option<String>,
    /// What it opens
    #[arg(long, default_value = "read write follow")]
    pub scopes: String,
}

impl Command {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let Command::Create(new) = self;
        create(app, new).await
    }
}

/// Makes a token.
pub async fn create(app: &App, new: New) -> Result<Answer> {
    let mut tx = app.db.read().await?;
    let (person, actor) = who::person(&mut tx, &new.username).await?;
    let organisation = match &new.organisation {
        Some(name) => Some(who::organisation(&mut tx, name).await?),
        None => {
            let standings = people::standings(&mut tx, person.id).await?;
            let mut publishing = standings
                .into_iter()
                .filter(|one| crate::domain::permission::publishes(one.role))
                .map(|one| one.organisation);
            let first = publishing.next();
            if publishing.next().is_some() { None } else { first }
        }
    };
    drop(tx);
    let scopes = Scopes::stored(&new.scopes);
    let acts_for = organisation.as_ref().map(|one| one.id);
    let issued = token::issue(app, None, Some(person.id), acts_for, scopes).await?;
    let acts_for = organisation.map(|one| who::handle(app, &one));
    let json = json!({
        "token": issued.token, "username": actor.username, "acts_for": acts_for, "scopes": issued.scopes.to_string(),
    });
    Ok(Answer::new(issued.token, json))
}
