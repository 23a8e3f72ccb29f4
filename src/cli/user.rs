//! `comarca user`: the people with an account on this node, and what they may do for its organisations.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::node::account;
use crate::node::opening::{self, NewPerson};
use crate::node::secret;
use crate::store::{actors, people, sessions};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::BufRead;

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Make an account
    #[command(after_help = "Example:\n  comarca user create ana --name Ana --for valmar --role coordinator")]
    Create(New),
    /// Everybody with an account
    #[command(after_help = "Example:\n  comarca user list --json")]
    List,
    /// Give somebody a new password and end all their sessions
    #[command(after_help = "Example:\n  echo 'una frase larga' | comarca user password ana --password-stdin")]
    Password {
        username: String,
        #[command(flatten)]
        secret: Secret,
    },
    /// Give somebody a role in an organisation, or take it away
    #[command(
        after_help = "Example:\n  comarca user role ana editor --for valmar\n  comarca user role ana none --for valmar"
    )]
    Role {
        username: String,
        /// administrator, coordinator, editor, signatory, member or none
        role: String,
        /// The organisation
        #[arg(long = "for", value_name = "ORGANISATION")]
        organisation: String,
    },
    /// Let nobody sign in with this account, and end its sessions
    #[command(after_help = "Example:\n  comarca user disable ana")]
    Disable { username: String },
    /// Let a disabled account in again
    #[command(after_help = "Example:\n  comarca user enable ana")]
    Enable { username: String },
}

/// A new account.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct New {
    /// Lower-case letters, digits, `.`, `-` and `_`
    pub username: String,
    /// The name to show; a pseudonym is fine
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub email: Option<String>,
    /// The language of pages and mails
    #[arg(long)]
    pub language: Option<String>,
    /// The organisation the person acts for
    #[arg(long = "for", value_name = "ORGANISATION")]
    pub organisation: Option<String>,
    /// The person's role in it: administrator, coordinator, editor, signatory or member
    #[arg(long, default_value = "member", requires = "organisation")]
    pub role: String,
    /// Administrator of the node
    #[arg(long)]
    pub administrator: bool,
    #[command(flatten)]
    pub secret: Secret,
}

/// Where a password comes from.
#[derive(Args, Debug, Default, Deserialize, Serialize)]
pub struct Secret {
    /// Read the password from standard input; otherwise one is made and printed
    #[arg(long)]
    password_stdin: bool,
    #[arg(skip)]
    password: Option<String>,
}

impl Secret {
    /// A password that is known already.
    pub fn known(password: &str) -> Secret {
        Secret { password_stdin: false, password: Some(password.to_string()) }
    }
}

impl Command {
    /// Reads what only the person at the keyboard can give, before the task travels.
    pub fn prepare(mut self) -> Result<Self> {
        if let Command::Create(New { secret, .. }) | Command::Password { secret, .. } = &mut self
            && secret.password_stdin
        {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            secret.password = Some(line.trim_end_matches(['\n', '\r']).to_string());
        }
        Ok(self)
    }

    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Command::Create(new) => create(app, new).await,
            Command::List => list(app).await,
            Command::Password { username, secret } => password(app, &username, secret).await,
            Command::Role { username, role, organisation } => {
                set_role(app, &username, &role, &organisation).await
            }
            Command::Disable { username } => enable(app, &username, false).await,
            Command::Enable { username } => enable(app, &username, true).await,
        }
    }
}

/// Makes an account with its role.
pub async fn create(app: &App, new: New) -> Result<Answer> {
    let organisation = match &new.organisation {
        Some(name) => Some(who::organisation(&mut app.db.read().await?, name).await?),
        None => None,
    };
    let role = read_role(&new.role)?;
    let password = new.secret.password.map_or_else(secret::fresh, Ok)?;
    let person = opening::create_by_operator(
        app,
        NewPerson {
            username: new.username.clone(),
            name: new.name.unwrap_or_else(|| new.username.clone()),
            email: new.email,
            password: password.clone(),
            language: new.language.unwrap_or_else(|| app.choices().language.clone()),
        },
        new.administrator,
    )
    .await?;
    if let Some(organisation) = &organisation {
        let (person, organisation, now) = (person.id, organisation.id, app.now());
        app.db
            .write(move |tx| {
                Box::pin(async move { people::grant(tx, person, organisation, role, now).await })
            })
            .await?;
    }
    let acts_for = organisation.map(|organisation| who::handle(app, &organisation));
    let mut text =
        format!("{} can sign in at {} with the password\n  {password}", new.username, app.uri("/"));
    if let Some(acts_for) = &acts_for {
        text += &format!("\nand acts for {acts_for} as {role}.");
    }
    let json = json!({
        "username": new.username, "password": password, "acts_for": acts_for,
        "role": acts_for.as_ref().map(|_| role.as_str()), "administrator": new.administrator,
    });
    Ok(Answer::new(text, json))
}

async fn list(app: &App) -> Result<Answer> {
    let mut tx = app.db.read().await?;
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for person in people::list(&mut tx).await? {
        let Some(actor) = actors::find(&mut tx, person.actor_id).await? else { continue };
        let roles: Vec<Value> = people::standings(&mut tx, person.id)
            .await?
            .iter()
            .map(|one| json!({ "organisation": one.organisation.username, "role": one.role }))
            .collect();
        let told: Vec<String> = roles
            .iter()
            .map(|one| format!("{}: {}", text(&one["organisation"]), text(&one["role"])))
            .collect();
        let mark = |yes: bool, word: &str| if yes { format!(" [{word}]") } else { String::new() };
        lines.push(format!(
            "{:20} {}{}{}",
            actor.username,
            told.join(", "),
            mark(person.administrator, "administrator"),
            mark(person.disabled_at.is_some(), "disabled")
        ));
        rows.push(json!({
            "username": actor.username, "roles": roles, "administrator": person.administrator,
            "disabled": person.disabled_at.is_some(),
        }));
    }
    Ok(Answer::new(lines.join("\n"), Value::Array(rows)))
}

async fn password(app: &App, username: &str, given: Secret) -> Result<Answer> {
    let (person, actor) = who::person(&mut app.db.read().await?, username).await?;
    let password = given.password.map_or_else(secret::fresh, Ok)?;
    account::set_password(app, &person, &actor.username, &password).await?;
    let text = format!("{} now signs in with the password\n  {password}", actor.username);
    Ok(Answer::new(text, json!({ "username": actor.username, "password": password })))
}

async fn set_role(app: &App, username: &str, role: &str, organisation: &str) -> Result<Answer> {
    let mut tx = app.db.read().await?;
    let (person, actor) = who::person(&mut tx, username).await?;
    let organisation = who::organisation(&mut tx, organisation).await?;
    drop(tx);
    let wanted = if role == "none" { None } else { Some(read_role(role)?) };
    let (id, to, now) = (person.id, organisation.id, app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match wanted {
                    Some(role) => people::grant(tx, id, to, role, now).await,
                    None => people::revoke(tx, id, to).await,
                }
            })
        })
        .await?;
    let text = format!("{} in {}: {role}.", actor.username, who::handle(app, &organisation));
    Ok(Answer::new(
        text,
        json!({ "username": actor.username, "acts_for": who::handle(app, &organisation), "role": wanted }),
    ))
}

async fn enable(app: &App, username: &str, enabled: bool) -> Result<Answer> {
    let (person, actor) = who::person(&mut app.db.read().await?, username).await?;
    let now = app.now();
    let changed = Person { disabled_at: (!enabled).then_some(now), ..person };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                people::update(tx, &changed).await?;
                if changed.disabled_at.is_some() {
                    sessions::remove_all_access(tx, changed.id, now).await?;
                }
                Ok(())
            })
        })
        .await?;
    let text = format!("{} {} sign in.", actor.username, if enabled { "can" } else { "can no longer" });
    Ok(Answer::new(text, json!({ "username": actor.username, "disabled": !enabled })))
}

fn read_role(text: &str) -> Result<Role> {
    let known = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    Role::parse(text).with_context(|| format!("a role is one of {}", known()))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
