//! Persons: the accounts of this node. A person acts for organisations in roles.

use super::id::{ActorId, PersonId};
use super::refusal::Refusal;
use chrono::{DateTime, Utc};

/// The shortest password accepted, in characters.
pub const PASSWORD_MIN: usize = 10;
/// The longest password accepted, in bytes, so that hashing stays bounded.
pub const PASSWORD_MAX: usize = 1024;

/// A person's account.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    pub actor_id: ActorId,
    pub email: Option<String>,
    /// Argon2id, as a PHC string; empty where only passkeys open the account.
    pub password_hash: String,
    /// The language of pages and mails, BCP 47.
    pub language: String,
    /// Administrator of the node.
    pub administrator: bool,
    pub created_at: DateTime<Utc>,
    pub disabled_at: Option<DateTime<Utc>>,
}

impl Person {
    /// Whether a password opens the account.
    pub fn has_password(&self) -> bool {
        !self.password_hash.is_empty()
    }
}

/// Checks a username: `[a-z0-9_]+([.-]+[a-z0-9_]+)*`, 1–30 characters, the form every peer accepts.
pub fn check_username(name: &str) -> Result<(), Refusal> {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let inner = |c: char| word(c) || c == '.' || c == '-';
    let ok = (1..=30).contains(&name.len())
        && name.chars().all(inner)
        && name.starts_with(word)
        && name.ends_with(word);
    if ok { Ok(()) } else { Err(Refusal::UsernameInvalid) }
}

/// Checks a new password's length and that it is not the username or one of the commonest.
pub fn check_password(password: &str, username: &str) -> Result<(), Refusal> {
    if password.chars().count() < PASSWORD_MIN {
        return Err(Refusal::PasswordTooShort { min: PASSWORD_MIN });
    }
    if password.len() > PASSWORD_MAX {
        return Err(Refusal::PasswordTooLong { max: PASSWORD_MAX });
    }
    let folded = password.to_lowercase();
    let repeated = folded.chars().all(|c| folded.starts_with(c));
    if folded == username || repeated || COMMON.contains(&folded.as_str()) {
        return Err(Refusal::PasswordTooCommon);
    }
    Ok(())
}

/// The commonest passwords of ten characters and more.
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "0987654321",
    "12345678910",
    "123456789a",
    "qwertyuiop",
    "1q2w3e4r5t",
    "password12",
    "password123",
    "password1234",
    "contraseña",
    "contrasena",
    "contraseña1",
    "contrasena1",
    "motdepasse",
    "motdepasse1",
    "iloveyou12",
    "qwerty12345",
    "qwerty123456",
    "abcdefghij",
    "administrador",
    "administrator",
    "bienvenida",
    "changeme123",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_what_every_peer_accepts() {
        for good in ["ana", "gt-padron", "a.b-c_d", "x", "2027"] {
            assert_eq!(check_username(good), Ok(()), "{good}");
        }
        for bad in ["", "Ana", "ana@x", "a b", "../x", "-ana", "ana.", "ñ", &"a".repeat(31)] {
            assert_eq!(check_username(bad), Err(Refusal::UsernameInvalid), "{bad}");
        }
    }

    #[test]
    fn a_password_is_long_enough_bounded_and_not_common() {
        assert_eq!(check_password("corta", "ana"), Err(Refusal::PasswordTooShort { min: PASSWORD_MIN }));
        assert_eq!(
            check_password(&"x1".repeat(600), "ana"),
            Err(Refusal::PasswordTooLong { max: PASSWORD_MAX })
        );
        assert_eq!(check_password("aaaaaaaaaaaa", "ana"), Err(Refusal::PasswordTooCommon));
        assert_eq!(check_password("Qwertyuiop", "ana"), Err(Refusal::PasswordTooCommon));
        assert_eq!(check_password("puente-de-la-ribera", "ana"), Ok(()));
    }
}
