//! The cast of one node of the demo: its organisations and people, made once and remembered with their passwords.
//! Nobody in it exists; the passwords open nodes on this machine only.

use super::programme::{Node, Organisation, Person};
use crate::app::App;
use crate::cli::{token, user, who};
use crate::domain::actor::Actor;
use crate::domain::permission;
use crate::node::{identity, secret};
use crate::store::actors;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// Who is on a node, as the demo prints it.
#[derive(Debug, Deserialize, Serialize)]
pub struct Cast {
    pub base_url: String,
    pub organisations: Vec<Host>,
    pub users: Vec<User>,
}

/// An organisation and where it is.
#[derive(Debug, Deserialize, Serialize)]
pub struct Host {
    pub handle: String,
    pub actor: String,
}

/// Somebody who can sign in.
#[derive(Debug, Deserialize, Serialize)]
pub struct User {
    pub username: String,
    pub password: String,
    pub token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acts_for: Option<String>,
    pub role: String,
}

impl User {
    /// What they are, in words.
    pub fn standing(&self) -> String {
        match &self.acts_for {
            Some(handle) => format!("{} of {handle}", self.role),
            None => self.role.clone(),
        }
    }
}

/// The cast of this node: the one made before, or a new one.
pub async fn ensure(app: &App, node: &Node) -> Result<Cast> {
    let file = path(app);
    if let Ok(text) = std::fs::read_to_string(&file) {
        return serde_json::from_str(&text).with_context(|| file.display().to_string());
    }
    let mut organisations = Vec::new();
    for organisation in &node.organisation {
        let actor = organise(app, organisation).await?;
        organisations.push(Host { handle: who::handle(app, &actor), actor: actor.uri });
    }
    let mut users = Vec::new();
    for (index, person) in node.person.iter().enumerate() {
        users.push(welcome(app, person, index == 0, &node.language).await?);
    }
    let base_url = app.config.node.base_url.as_str().trim_end_matches('/').to_string();
    let cast = Cast { base_url, organisations, users };
    let mut secret = std::fs::File::options().write(true).create_new(true).mode(0o600).open(&file)?;
    serde_json::to_writer_pretty(&mut secret, &cast)?;
    Ok(cast)
}

fn path(app: &App) -> PathBuf {
    app.config.node.data.join("cast.json")
}

/// Makes an organisation with its description and place, unless an earlier start did.
async fn organise(app: &App, wanted: &Organisation) -> Result<Actor> {
    if let Some(made) = actors::find_local(&mut app.db.read().await?, &wanted.username).await? {
        return Ok(made);
    }
    let made = identity::create_organisation(app, &wanted.username, &wanted.name).await?;
    let place = wanted.place.place();
    let described = Actor {
        summary: format!("<p>{}</p>", wanted.summary),
        place_name: place.locality,
        latitude: place.latitude,
        longitude: place.longitude,
        ..made
    };
    let row = described.clone();
    app.db.write(move |tx| Box::pin(async move { actors::upsert(tx, &row).await })).await?;
    Ok(described)
}

/// Makes somebody's account, role and token. The first of a node administers it.
async fn welcome(app: &App, person: &Person, first: bool, language: &str) -> Result<User> {
    let password = secret::fresh()?[..16].to_string();
    if actors::find_local(&mut app.db.read().await?, &person.username).await?.is_some() {
        let (account, _) = who::person(&mut app.db.read().await?, &person.username).await?;
        crate::node::account::set_password(app, &account, &person.username, &password).await?;
    } else {
        let new = user::New {
            username: person.username.clone(),
            name: Some(person.name.clone()),
            email: None,
            language: Some(language.to_string()),
            organisation: Some(person.acts_for.clone()),
            role: person.role.to_string(),
            administrator: first,
            secret: user::Secret::known(&password),
        };
        user::create(app, new).await?;
    }
    let publishes = permission::publishes(person.role);
    let new = token::New {
        username: person.username.clone(),
        organisation: publishes.then(|| person.acts_for.clone()),
        scopes: "read write follow".to_string(),
    };
    let issued = token::create(app, new).await?.json;
    let told = |name: &str| issued.get(name).and_then(Value::as_str).map(str::to_string);
    Ok(User {
        username: person.username.clone(),
        password,
        token: told("token").context("a token")?,
        acts_for: told("acts_for"),
        role: person.role.to_string(),
    })
}
