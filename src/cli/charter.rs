//! A charter as a file: the rule above, and below it name and text in each language.

use crate::domain::charter::{Sponsors, Wording};
use crate::node::alliance::Plan;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

pub const EXAMPLE: &str = r##"Example:
  comarca alliance found norte --charter carta.toml --with @aubrelle@aubrelle.example --by ana --for valmar

where carta.toml is:
  colour = "#0a7f5a"
  sponsors = 2            # how many members vouch for a new one
  among = "members"       # or "founders"
  quorum = 67             # of a hundred members, to amend or to exclude

  [es]
  name = "Alianza del Norte"
  text = "Acogemos a quien llega."

  [fr]
  name = "Alliance du Nord"
  text = "Nous accueillons qui arrive.""##;

/// What the file says.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Text {
    #[serde(default = "usual_colour")]
    colour: String,
    #[serde(default = "usual_sponsors")]
    sponsors: u32,
    #[serde(default = "usual_among")]
    among: Sponsors,
    #[serde(default = "usual_quorum")]
    quorum: u32,
    #[serde(flatten)]
    languages: BTreeMap<String, Words>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Words {
    name: String,
    text: String,
}

fn usual_colour() -> String {
    "#0a7f5a".to_owned()
}

fn usual_sponsors() -> u32 {
    2
}

fn usual_among() -> Sponsors {
    Sponsors::Members
}

fn usual_quorum() -> u32 {
    67
}

/// Reads the file.
pub fn read(file: &Path) -> Result<Text> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    toml::from_str(&text).with_context(|| file.display().to_string())
}

impl Text {
    /// The plan of an alliance with this name in addresses.
    pub fn plan(self, slug: String) -> Plan {
        let wording =
            |(language, words): (String, Words)| Wording { language, name: words.name, text: words.text };
        Plan {
            slug,
            colour: self.colour,
            wordings: self.languages.into_iter().map(wording).collect(),
            sponsors: self.sponsors,
            among: self.among,
            quorum: self.quorum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_in_the_help_is_a_charter() {
        let file: Vec<&str> =
            EXAMPLE.lines().skip(4).map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        let plan = toml::from_str::<Text>(&file.join("\n")).unwrap().plan("norte".into());
        assert_eq!((plan.sponsors, plan.quorum, plan.wordings.len()), (2, 67, 2));
        assert_eq!(plan.wordings[1].name, "Alliance du Nord");
    }
}
