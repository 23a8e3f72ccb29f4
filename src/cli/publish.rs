//! `comarca publish`: a publication from a file. Markdown below, and above it, between two lines of `+++`, what the
//! form on the pages asks for: kind, title, language, dates, place, themes …

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::content::Content;
use crate::node::publish;
use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::PathBuf;
use toml::{Table, Value};

const EXAMPLE: &str = r#"Example:
  comarca publish fiesta.md --by ana --for valmar

where fiesta.md is:
  +++
  kind = "action"
  title = "Fiesta de bienvenida"
  language = "es"
  themes = ["welcome", "culture"]
  occasion = { starts_at = "2027-06-12T16:00:00Z", zone = "Europe/Madrid" }
  place = { name = "Plaza de la Ribera", locality = "Valmar" }
  +++
  Traigan algo de comer, y a alguien."#;

/// Flags of the command.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub struct PublishArgs {
    /// A Markdown file with a head between two lines of +++
    file: PathBuf,
    /// Who publishes
    #[arg(long, value_name = "USERNAME")]
    by: String,
    /// The organisation in whose name; the only one the person has a role in by default
    #[arg(long = "for", value_name = "ORGANISATION")]
    organisation: Option<String>,
    /// Keep it as a draft
    #[arg(long)]
    draft: bool,
}

/// What travels to the node.
#[derive(Debug, Deserialize, Serialize)]
pub struct Order {
    content: Content,
    by: String,
    organisation: Option<String>,
    draft: bool,
}

impl PublishArgs {
    /// Reads the file.
    pub fn order(self) -> Result<Order> {
        let text = std::fs::read_to_string(&self.file)
            .with_context(|| format!("reading {}", self.file.display()))?;
        let content = content(&text).with_context(|| self.file.display().to_string())?;
        Ok(Order { content, by: self.by, organisation: self.organisation, draft: self.draft })
    }
}

impl Order {
    /// Publishes.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let acting = who::acting(app, &self.by, self.organisation.as_deref()).await?;
        let made = if self.draft {
            publish::save_draft(app, &acting, self.content).await?
        } else {
            publish::publish(app, &acting, self.content).await?
        };
        let url = app.uri(&made.path());
        Ok(Answer::new(
            url.clone(),
            json!({ "id": made.id.to_string(), "uri": made.uri, "url": url, "status": made.status }),
        ))
    }
}

/// Reads head and body. What is not said is public and in Spanish.
fn content(text: &str) -> Result<Content> {
    let (head, body) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .context("the file begins with a line of +++, the head, and another line of +++")?;
    let mut table: Table = toml::from_str(head)?;
    for (key, usual) in [("kind", "action"), ("visibility", "public"), ("language", "es")] {
        table.entry(key).or_insert_with(|| Value::String(usual.to_string()));
    }
    table.insert("body".to_string(), Value::String(body.trim().to_string()));
    Ok(Value::Table(table).try_into()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::Kind;

    #[test]
    fn the_example_in_the_help_is_a_publication_that_the_rules_accept() {
        let file: Vec<&str> =
            EXAMPLE.lines().skip_while(|line| line.trim() != "+++").map(|line| line.trim_start()).collect();
        let content = content(&file.join("\n")).unwrap();
        assert_eq!(content.check(), Ok(()));
        assert_eq!(
            (content.kind, content.body.as_str()),
            (Kind::Action, "Traigan algo de comer, y a alguien.")
        );
        assert!(content.occasion.is_some());
    }

    #[test]
    fn a_file_without_a_head_says_what_is_missing() {
        assert!(content("Hola").unwrap_err().to_string().contains("+++"));
        assert!(content("+++\nkind = \"fiesta\"\n+++\nHola").is_err());
    }
}
