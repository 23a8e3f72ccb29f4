//! Passkeys: keys of somebody's own devices that open their account without a password (`WebAuthn`). A device asks for a
//! finger, a face or a PIN before it answers, so a passkey stands for both factors and no one-time code is asked besides.
//!
//! What is asked of a device counts for five minutes and for one answer, right or wrong, from where it was asked: for a new
//! passkey the session or the set-up link, for signing in the browser. The former waits in the database. The latter goes
//! along sealed in a cookie, so that strangers who ask make the node write nothing; that it was answered is noted.

use super::account::{self, Proof};
use super::{email, secret};
use crate::app::App;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::audit::{self, Line};
use crate::store::one_time::{self, OneTime};
use crate::store::{Tx, passkeys, people};
use anyhow::{Context, anyhow};
use aws_lc_rs::rand;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, Webauthn, WebauthnBuilder,
};

/// How long a device may take to answer.
pub const LASTS: Duration = Duration::minutes(5);
/// How many passkeys an account may have.
pub const MOST: usize = 20;
/// The longest name of a passkey, in characters.
pub const NAME_MAX: usize = 60;
const NEW: &str = "passkey-new";
const SIGN_IN: &str = "passkey-sign-in";

/// For whom a device makes a passkey.
pub(super) struct Owner<'a> {
    /// An account that exists; none while one is opened.
    pub person: Option<PersonId>,
    pub username: &'a str,
    pub shown: &'a str,
}

/// What was asked of a device that makes a passkey.
#[derive(Deserialize, Serialize)]
struct Asked {
    handle: Uuid,
    name: String,
    state: PasskeyRegistration,
}

/// What was asked of a device that is to open an account.
#[derive(Deserialize, Serialize)]
struct Held {
    until: DateTime<Utc>,
    state: DiscoverableAuthentication,
}

/// Whether devices make passkeys for this node: its address has a name and not a number, and browsers trust the way
/// there (`WebAuthn` §5: secure contexts, and the host itself on one's own machine).
pub fn is_possible(app: &App) -> bool {
    let url = &app.config.node.base_url;
    let is_here = |name: &str| name == "localhost" || name.ends_with(".localhost");
    url.domain().is_some_and(|name| url.scheme() == "https" || is_here(name))
}

/// Asks a device for a passkey of somebody who shows that it is them; answers what the page hands to it, as JSON.
pub async fn begin(
    app: &App,
    person: &Person,
    (username, shown): (&str, &str),
    proof: &Proof<'_>,
    name: &str,
) -> Result<String> {
    check_name(name).map_err(|no| no.at("passkey_name"))?;
    account::prove(app, person, proof).await?.map_err(|no| no.at("passkey_password"))?;
    if passkeys::list(&mut app.db.read().await?, person.id).await?.len() >= MOST {
        return Err(Refusal::TooMany { max: MOST }.at("passkey_name").into());
    }
    ask_new(app, proof.session, &Owner { person: Some(person.id), username, shown }, name).await
}

/// Keeps the passkey that a device made, when it is the answer to what this session asked for, and tells its owner.
pub async fn finish(app: &App, person: &Person, username: &str, session: &str, answer: &str) -> Result<()> {
    let key = made(app, session, Some(person.id), answer).await?;
    let line = line(app, person.id, "passkey", username);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !passkeys::insert(tx, &key).await? {
                    return Err(Refusal::PasskeyRefused.into());
                }
                audit::insert(tx, &line).await
            })
        })
        .await?;
    email::tell_of_passkey(app, person).await
}

/// Takes a passkey away. The only one stays where there is no password: nobody could get in any more.
pub async fn remove(app: &App, person: &Person, username: &str, credential_id: &str) -> Result<()> {
    let (id, has_password, key) = (person.id, person.has_password(), credential_id.to_owned());
    let line = line(app, id, "passkey-removed", username);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !has_password && passkeys::list(tx, id).await?.len() < 2 {
                    return Err(Refusal::PasskeyLast.into());
                }
                if !passkeys::remove(tx, id, &key).await? {
                    return Err(Error::NotFound);
                }
                audit::insert(tx, &line).await
            })
        })
        .await
}

/// Asks for any passkey of this node; answers what the browser holds on to until the device says something, and what the
/// page hands to the device, as JSON.
pub fn ask(app: &App) -> Result<(String, String)> {
    let (options, state) = party(app)?
        .start_discoverable_authentication()
        .map_err(|error| anyhow!("asking for a passkey: {error:?}"))?;
    let held = Held { until: app.now() + LASTS, state };
    let json = serde_json::to_vec(&held).context("keeping what was asked")?;
    let sealed = app.wrapping.seal(SIGN_IN, &json).context("sealing what was asked")?;
    let options = serde_json::to_string(&options.public_key).context("asking for a passkey")?;
    Ok((BASE64_URL_SAFE_NO_PAD.encode(sealed), options))
}

/// The person whose passkey answered what the browser holds on to.
pub async fn answer(app: &App, held: &str, answer: &str) -> Result<Person> {
    let state = let_go(app, held).await?;
    let said: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::PasskeyRefused)?;
    let party = party(app)?;
    let (handle, id) =
        party.identify_discoverable_authentication(&said).map_err(|_| Refusal::PasskeyRefused)?;
    let (row, person) = owner_of(&mut app.db.read().await?, id, handle).await?;
    let mut key: Passkey = serde_json::from_str(&row.public_key).context("reading a passkey")?;
    let right = party
        .finish_discoverable_authentication_v2(&said, state, &key)
        .map_err(|_| Refusal::PasskeyRefused)?;
    key.update_credential(&right);
    let (json, now) = (serde_json::to_string(&key).context("keeping a passkey")?, app.now());
    app.db
        .write(move |tx| Box::pin(async move { passkeys::used(tx, &row.credential_id, &json, now).await }))
        .await?;
    Ok(person)
}

/// Asks a device for a new passkey, for whoever holds `secret`: a session, or a link to a new account.
pub(super) async fn ask_new(app: &App, secret: &str, owner: &Owner<'_>, name: &str) -> Result<String> {
    let known = match owner.person {
        Some(person) => passkeys::list(&mut app.db.read().await?, person).await?,
        None => Vec::new(),
    };
    let handle = match known.first() {
        Some(key) => key.handle.parse().context("reading the handle of a passkey")?,
        None => fresh_handle()?,
    };
    let exclude = known.iter().filter_map(|key| BASE64_URL_SAFE_NO_PAD.decode(&key.credential_id).ok());
    let exclude = exclude.collect();
    let (options, state) = party(app)?
        .start_passkey_registration(handle, owner.username, owner.shown, Some(exclude))
        .map_err(|error| anyhow!("asking for a passkey: {error:?}"))?;
    let asked = Asked { handle, name: name.trim().to_owned(), state };
    let link = waiting(app, NEW, secret, owner.person, &asked)?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                // Of one person the last request counts; those who have no account yet do not take each other's away.
                one_time::use_up(tx, &link.secret_hash).await?;
                match link.person_id {
                    Some(_) => one_time::insert(tx, &link).await,
                    None => one_time::add(tx, &link).await.map(drop),
                }
            })
        })
        .await?;
    let mut options = serde_json::to_value(&options.public_key).context("asking for a passkey")?;
    // WebAuthn §5.4.4: so that the device finds it by itself, and nobody has to type a name.
    options["authenticatorSelection"]["residentKey"] = "required".into();
    options["authenticatorSelection"]["requireResidentKey"] = true.into();
    Ok(options.to_string())
}

/// The passkey in a device's answer. Of a new account it has no person yet.
pub(super) async fn made(
    app: &App,
    secret: &str,
    person: Option<PersonId>,
    answer: &str,
) -> Result<passkeys::Passkey> {
    let detail = take(app, NEW, secret, person).await?;
    let asked: Asked = serde_json::from_str(&detail).context("reading what was asked")?;
    let said: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| Refusal::PasskeyRefused)?;
    let key =
        party(app)?.finish_passkey_registration(&said, &asked.state).map_err(|_| Refusal::PasskeyRefused)?;
    Ok(passkeys::Passkey {
        credential_id: BASE64_URL_SAFE_NO_PAD.encode(key.cred_id()),
        person_id: person.unwrap_or(PersonId(0)),
        handle: asked.handle.to_string(),
        name: asked.name,
        public_key: serde_json::to_string(&key).context("keeping a passkey")?,
        created_at: app.now(),
        used_at: None,
    })
}

/// Refuses a name that says nothing or too much.
pub(super) fn check_name(name: &str) -> Result<(), Refusal> {
    match name.trim().chars().count() {
        0 => Err(Refusal::NameMissing),
        n if n > NAME_MAX => Err(Refusal::NameTooLong { max: NAME_MAX }),
        _ => Ok(()),
    }
}

/// What was asked of a device, unless it was answered already or too long ago, or is not ours.
async fn let_go(app: &App, held: &str) -> Result<DiscoverableAuthentication> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(held).ok();
    let json = sealed.and_then(|sealed| app.wrapping.open(SIGN_IN, &sealed).ok());
    let asked: Option<Held> = json.and_then(|json| serde_json::from_slice(&json).ok());
    let asked = asked.filter(|asked| asked.until > app.now()).ok_or(Refusal::PasskeyRefused)?;
    let mark = OneTime { expires_at: asked.until, ..waiting(app, SIGN_IN, held, None, &())? };
    let first = app.db.write(move |tx| Box::pin(async move { one_time::add(tx, &mark).await })).await?;
    if first { Ok(asked.state) } else { Err(Refusal::PasskeyRefused.into()) }
}

async fn owner_of(tx: &mut Tx, id: &[u8], handle: Uuid) -> Result<(passkeys::Passkey, Person)> {
    let row = passkeys::find(tx, &BASE64_URL_SAFE_NO_PAD.encode(id)).await?;
    let row = row.filter(|row| row.handle == handle.to_string()).ok_or(Refusal::PasskeyRefused)?;
    let person = people::find(tx, row.person_id).await?.filter(|person| person.disabled_at.is_none());
    Ok((row, person.ok_or(Refusal::PasskeyRefused)?))
}

fn party(app: &App) -> Result<Webauthn> {
    let url = &app.config.node.base_url;
    let name = url.domain().filter(|_| is_possible(app)).ok_or(Refusal::NotAllowed)?;
    let builder =
        WebauthnBuilder::new(name, url).map_err(|error| anyhow!("passkeys of {name}: {error:?}"))?;
    let patience = LASTS.to_std().context("a length of time")?;
    Ok(builder.timeout(patience).build().map_err(|error| anyhow!("passkeys of {name}: {error:?}"))?)
}

fn fresh_handle() -> Result<Uuid> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| anyhow!("the system has no randomness"))?;
    Ok(Uuid::from_bytes(bytes))
}

fn waiting(
    app: &App,
    kind: &str,
    secret: &str,
    person: Option<PersonId>,
    detail: &impl Serialize,
) -> Result<OneTime> {
    Ok(OneTime {
        secret_hash: bound(kind, secret),
        kind: kind.to_owned(),
        person_id: person,
        detail: serde_json::to_string(detail).context("keeping what was asked")?,
        created_at: app.now(),
        expires_at: app.now() + LASTS,
    })
}

/// What was asked, which nobody can answer again.
async fn take(app: &App, kind: &'static str, secret: &str, person: Option<PersonId>) -> Result<String> {
    let (hash, now) = (bound(kind, secret), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let asked = one_time::find(tx, kind, &hash, now).await?;
                let asked = asked.filter(|asked| asked.person_id == person);
                let ours = asked.is_some() && one_time::use_up(tx, &hash).await?;
                Ok(asked.filter(|_| ours).map(|asked| asked.detail))
            })
        })
        .await?
        .ok_or_else(|| Refusal::PasskeyRefused.into())
}

/// The secret is of a session or a link, whose own hash is kept elsewhere.
fn bound(kind: &str, secret: &str) -> String {
    secret::hash(&format!("{kind} {secret}"))
}

fn line(app: &App, person: PersonId, verb: &str, username: &str) -> Line {
    Line {
        id: app.next_id(),
        at: app.now(),
        person_id: Some(person),
        organisation_id: None,
        verb: verb.to_owned(),
        target: format!("@{username}"),
    }
}
