//! Passwords: kept as argon2id strings, hashed and verified off the reactor, a few at a time.

use crate::error::{Error, Result};
use anyhow::{Context, anyhow};
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Hashing takes 19 MiB each: no more than this many at once.
static HASHING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(4));

/// What is verified when there is no such account, so that both answers take as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody-has-this-password").ok());

/// Hashes a password with argon2id, off the reactor.
pub async fn hash(password: String) -> Result<String> {
    let _turn = HASHING.acquire().await.map_err(|_| Error::Busy)?;
    let hashed = tokio::task::spawn_blocking(move || hash_now(&password)).await.context("hashing")??;
    Ok(hashed)
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and says no.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let _turn = HASHING.acquire().await.map_err(|_| Error::Busy)?;
    let check = move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return false };
        let Ok(parsed) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    };
    Ok(tokio::task::spawn_blocking(check).await.context("verifying a password")?)
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|e| anyhow!("hashing a password: {e}"))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_verified_against_its_hash_and_nobody_else_s() {
        let hash = hash("puente-de-la-ribera".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("puente-de-la-ribera".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("puente-de-la-orilla".into(), Some(hash)).await.unwrap());
        assert!(!verify("nobody-has-this-password".into(), None).await.unwrap());
    }
}
