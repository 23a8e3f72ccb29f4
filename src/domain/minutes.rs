//! Minutes: what a meeting decided and who committed to what.

use super::refusal::Refusal;

super::word::words! {
    /// What an item of the minutes is.
    ItemKind {
        Decision = "decision",
        Commitment = "commitment",
    }
}

/// One decision or commitment. `due` is a date, `2027-04-22`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Item {
    pub kind: ItemKind,
    pub text: String,
    pub owner: Option<String>,
    pub due: Option<String>,
}

impl Item {
    /// Checks that it says something, is bounded, and that its date is one.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty()
            || self.text.len() > 2_000
            || self.owner.as_ref().is_some_and(|o| o.len() > 200)
        {
            return Err(Refusal::MinutesItemInvalid);
        }
        match &self.due {
            Some(due) if due.parse::<chrono::NaiveDate>().is_err() => Err(Refusal::DateOutOfRange),
            _ => Ok(()),
        }
    }
}
