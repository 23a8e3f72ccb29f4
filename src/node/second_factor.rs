//! The second factor of a sign-in: one-time codes of an app on one's phone (RFC 6238), and codes on paper for when the
//! phone is lost. Nothing is sent, so nobody can intercept it.

use super::account::{self, Proof};
use super::secret;
use crate::app::App;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::store::one_time::{self, OneTime};
use crate::store::people;
use crate::store::second_factor::{self, SecondFactor};
use anyhow::{Context, anyhow};
use aws_lc_rs::rand;
use chrono::Duration;
use totp_rs::{Builder, Secret, Totp};

/// How long the second step of a sign-in may take.
const STEP_LASTS: Duration = Duration::minutes(10);
/// How many recovery codes there are.
const CODES: usize = 10;
/// What a recovery code is made of: nothing that is read as something else.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const HALF: usize = 5;

/// A secret to take over into the app.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// As typed by hand.
    pub secret: String,
    /// `otpauth://…`, for a QR code.
    pub address: String,
}

/// Begins: a new secret, which counts for nothing until a code of it was shown. An older one that is in use stays so
/// only until then, so this is refused while one is.
pub async fn begin(app: &App, person: &Person, username: &str) -> Result<Enrolment> {
    if is_on(app, person.id).await? {
        return Err(Refusal::NotAllowed.into());
    }
    let mut bytes = [0; 20];
    rand::fill(&mut bytes).map_err(|_| anyhow!("the system has no randomness"))?;
    let sealed = app.wrapping.seal(&label(person.id), &bytes).context("sealing a second factor")?;
    let id = person.id;
    app.db.write(move |tx| Box::pin(async move { second_factor::begin(tx, id, &sealed).await })).await?;
    enrolment(app, &bytes, username)
}

/// The secret that was begun and not confirmed, to be shown again.
pub async fn begun(app: &App, person: &Person, username: &str) -> Result<Option<Enrolment>> {
    let found = second_factor::find(&mut app.db.read().await?, person.id).await?;
    match found.filter(|one| one.confirmed_at.is_none()) {
        Some(one) => enrolment(app, &open(app, &one)?, username).map(Some),
        None => Ok(None),
    }
}

/// Whether a sign-in needs a code.
pub async fn is_on(app: &App, person: PersonId) -> Result<bool> {
    let found = second_factor::find(&mut app.db.read().await?, person).await?;
    Ok(found.is_some_and(|one| one.confirmed_at.is_some()))
}

/// Puts the secret to use when `code` is one of it; answers the recovery codes, shown this once.
pub async fn confirm(app: &App, person: &Person, code: &str) -> Result<Vec<String>> {
    let found = second_factor::find(&mut app.db.read().await?, person.id).await?;
    let found = found.filter(|one| one.confirmed_at.is_none()).ok_or(Error::NotFound)?;
    let step = step_of(app, &found, code)?.ok_or_else(|| Refusal::CodeWrong.at("code"))?;
    let codes = (0..CODES).map(|_| recovery_code()).collect::<Result<Vec<String>>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| secret::hash(&plain(code))).collect();
    let (id, now) = (person.id, app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                second_factor::use_step(tx, id, step).await?;
                second_factor::confirm(tx, id, &hashes, now).await
            })
        })
        .await?;
    Ok(codes)
}

/// Takes the second factor away from who shows that it is them.
pub async fn remove(app: &App, person: &Person, proof: &Proof<'_>) -> Result<()> {
    account::prove(app, person, proof).await?.map_err(|no| no.at("codes-password"))?;
    let id = person.id;
    app.db.write(move |tx| Box::pin(async move { second_factor::remove(tx, id).await })).await
}

/// Opens the second step of a sign-in for who gave the right password; answers the secret that holds it together.
pub async fn ask(app: &App, person: PersonId) -> Result<String> {
    let secret = secret::fresh()?;
    let link = OneTime {
        secret_hash: secret::hash(&secret),
        kind: "second".to_owned(),
        person_id: Some(person),
        detail: String::new(),
        created_at: app.now(),
        expires_at: app.now() + STEP_LASTS,
    };
    app.db.write(move |tx| Box::pin(async move { one_time::insert(tx, &link).await })).await?;
    Ok(secret)
}

/// Whose second step this is.
pub async fn whose(app: &App, secret: &str) -> Result<PersonId> {
    let step = one_time::find(&mut app.db.read().await?, "second", &secret::hash(secret), app.now()).await?;
    Ok(step.and_then(|step| step.person_id).ok_or(Refusal::LinkUsed)?)
}

/// The person whose second step this is, when `code` is right: one of the app, or one of the paper.
pub async fn answer(app: &App, secret: &str, code: &str) -> Result<Person> {
    let hash = secret::hash(secret);
    let mut tx = app.db.read().await?;
    let step = one_time::find(&mut tx, "second", &hash, app.now()).await?;
    let person = step.and_then(|step| step.person_id).ok_or(Refusal::LinkUsed)?;
    let person = people::find(&mut tx, person).await?.filter(|p| p.disabled_at.is_none());
    let person = person.ok_or(Refusal::LinkUsed)?;
    let factor = second_factor::find(&mut tx, person.id).await?;
    drop(tx);
    let step = factor.map(|factor| step_of(app, &factor, code)).transpose()?.flatten();
    let (id, typed) = (person.id, secret::hash(&plain(code)));
    let right =
        app.db.write(move |tx| Box::pin(async move { take(tx, id, step, &typed, &hash).await })).await?;
    if right { Ok(person) } else { Err(Refusal::CodeWrong.at("code").into()) }
}

async fn take(tx: &mut Tx, id: PersonId, step: Option<i64>, typed: &str, link: &str) -> Result<bool> {
    let right = match step {
        Some(step) => second_factor::use_step(tx, id, step).await?,
        None => second_factor::use_recovery(tx, id, typed).await?,
    };
    Ok(right && one_time::use_up(tx, link).await?)
}

fn step_of(app: &App, factor: &SecondFactor, code: &str) -> Result<Option<i64>> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 {
        return Ok(None);
    }
    let totp = totp(&open(app, factor)?, "", None)?;
    let now = u64::try_from(app.now().timestamp()).unwrap_or_default();
    Ok(totp.check(&digits, now).and_then(|step| i64::try_from(step).ok()))
}

fn enrolment(app: &App, bytes: &[u8], username: &str) -> Result<Enrolment> {
    let totp = totp(bytes, username, Some(app.host().replace(':', " ")))?;
    let address = totp.to_url().map_err(|error| anyhow!("writing a second factor's address: {error}"))?;
    Ok(Enrolment { secret: Secret::from(bytes).to_base32(), address })
}

fn totp(bytes: &[u8], account: &str, issuer: Option<String>) -> Result<Totp> {
    let builder = Builder::new().with_secret(Secret::from(bytes)).with_account_name(account);
    Ok(builder.with_issuer(issuer).build().map_err(|error| anyhow!("a second factor: {error}"))?)
}

fn open(app: &App, factor: &SecondFactor) -> Result<Vec<u8>> {
    Ok(app
        .wrapping
        .open(&label(factor.person_id), &factor.wrapped_secret)
        .context("opening a second factor")?)
}

fn label(person: PersonId) -> String {
    format!("second factor {}", person.0)
}

fn recovery_code() -> Result<String> {
    let mut bytes = [0; HALF * 2];
    rand::fill(&mut bytes).map_err(|_| anyhow!("the system has no randomness"))?;
    let letters: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    let (first, second) = letters.split_at(HALF);
    Ok(format!("{first}-{second}"))
}

/// A recovery code as it is hashed, however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}
