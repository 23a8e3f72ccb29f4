//! What administrators decide while the node runs: read at the start, changed on `/admin/settings`, in the first-run
//! wizard or by `comarca settings`, kept in the database, and obeyed at once.

use super::acting::Acting;
use crate::app::App;
use crate::config::choices::{Choices, MAIL_PASSWORD, NAMES};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::store::audit::{self, Line};
use crate::store::{alliances, settings};
use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use tracing::warn;

/// What stands before the name of a choice in the table of settings.
const PREFIX: &str = "choice-";
/// What the secret choice is sealed as.
const SEAL: &str = "choice";
/// What the log calls a choice that was made by command, for which there is no person.
pub const BY_OPERATOR: &str = "setting-by-operator";

/// Reads from the database what was chosen, and keeps to it.
pub async fn read(app: &App) -> Result<()> {
    let mut choices = Choices::of(&app.config);
    let mut tx = app.db.read().await?;
    for name in NAMES {
        let Some(text) = settings::find(&mut tx, &format!("{PREFIX}{name}")).await? else { continue };
        let text = if name == MAIL_PASSWORD { open(app, &text).unwrap_or_default() } else { text };
        if let Err(refusal) = choices.set(name, &text) {
            warn!(name, %refusal, "A setting that was chosen cannot be kept to; the file's holds");
        }
    }
    app.set_choices(choices);
    Ok(())
}

/// Makes choices, by name and text, and writes down who made them: an administrator of the node, or with `None` the
/// operator of the machine. All of them are made, or none; each refusal stands at its name.
pub async fn choose(app: &App, by: Option<&Acting>, changes: &[(&str, &str)]) -> Result<()> {
    if by.is_some_and(|by| !by.person.administrator || by.person.disabled_at.is_some()) {
        return Err(Error::NotFound);
    }
    let before = app.choices();
    let (choices, changed) = changed(&before, changes)?;
    if changed.is_empty() {
        return Ok(());
    }
    if let Some(folder) = choices.backup_directory.as_deref()
        && choices.backup_directory != before.backup_directory
    {
        try_folder(folder).map_err(|_| Refusal::FolderClosed.at("backup-directory"))?;
    }
    if choices.closed && !before.closed && app.config.federation.only_hosts.is_empty() {
        let ours = alliances::of_this_node(&mut app.db.read().await?).await?;
        if ours.is_empty() {
            return Err(Refusal::ClosedAlone.at("closed-alliance").into());
        }
    }
    let (own, person) = (app.clone(), by.map(|by| by.person.id));
    let written = app.db.write(move |tx| {
        Box::pin(async move {
            for name in changed {
                let text = choices.text(name).unwrap_or_default();
                let text = if name == MAIL_PASSWORD { seal(&own, &text)? } else { text };
                settings::put(tx, &format!("{PREFIX}{name}"), &text).await?;
                let (id, at) = (own.next_id(), own.now());
                let verb = if person.is_some() { "setting" } else { BY_OPERATOR };
                let (verb, target) = (verb.to_owned(), name.to_owned());
                let line = Line { id, at, person_id: person, organisation_id: None, verb, target };
                audit::insert(tx, &line).await?;
            }
            // Whoever reads after the commit reads what was chosen.
            own.set_choices(choices);
            own.peers.forget_everybody();
            Ok(())
        })
    });
    if let Err(error) = written.await {
        read(app).await?;
        return Err(error);
    }
    Ok(())
}

/// The choices as they would be, and the names of those that differ.
fn changed(before: &Choices, changes: &[(&str, &str)]) -> Result<(Choices, Vec<&'static str>), Refusals> {
    let mut choices = before.clone();
    let mut no = Refusals::default();
    for (name, text) in changes {
        match NAMES.into_iter().find(|known| known == name) {
            Some(known) => no.note(known, choices.set(known, text)),
            None => no.note("", Err(Refusal::SettingUnknown)),
        }
    }
    no.into_result()?;
    choices.fit()?;
    let differs = |name: &&'static str| choices.text(name) != before.text(name);
    let names = NAMES.into_iter().filter(differs).collect();
    Ok((choices, names))
}

/// The secret among the choices lies in the database as the keys do.
fn seal(app: &App, text: &str) -> Result<String> {
    let sealed = app.wrapping.seal(SEAL, text.as_bytes()).context("sealing a setting")?;
    Ok(BASE64_STANDARD.encode(sealed))
}

fn open(app: &App, sealed: &str) -> Result<String> {
    let sealed = BASE64_STANDARD.decode(sealed).context("reading a setting")?;
    let bytes = app.wrapping.open(SEAL, &sealed).context("opening a setting")?;
    Ok(String::from_utf8(bytes).context("reading a setting")?)
}

/// Makes the folder if need be and writes to it, so that whoever chooses it learns now that backups cannot go there.
fn try_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let probe = folder.join(".comarca-can-write");
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SignedFetch;
    use crate::node::testing::{TestNode, node};

    #[tokio::test]
    async fn what_was_chosen_counts_at_once_and_after_the_next_start() {
        let TestNode { app, ana, .. } = &node().await;
        let mut admin = ana.clone();
        admin.person.administrator = true;
        let refused = choose(app, Some(ana), &[("language", "fr")]).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        choose(app, Some(&admin), &[("language", "fr"), ("signed-fetch", "all")]).await.unwrap();
        assert_eq!(app.choices().signed_fetch, SignedFetch::All);
        app.set_choices(Choices::of(&app.config));
        read(app).await.unwrap();
        assert_eq!((app.choices().language.as_str(), app.choices().signed_fetch), ("fr", SignedFetch::All));
    }

    #[tokio::test]
    async fn the_password_of_the_mail_server_is_kept_sealed_and_read_again() {
        let TestNode { app, .. } = &node().await;
        let server = [("mail-host", "smtp.valmar.example"), (MAIL_PASSWORD, "tres puentes y un rio")];
        choose(app, None, &server).await.unwrap();
        let kept = settings::find(&mut app.db.read().await.unwrap(), "choice-mail-password").await.unwrap();
        let sealed = BASE64_STANDARD.decode(kept.unwrap()).unwrap();
        assert!(!sealed.windows(6).any(|bytes| bytes == b"puente"));
        app.set_choices(Choices::of(&app.config));
        read(app).await.unwrap();
        let mail = app.choices().mail.clone();
        assert_eq!(
            (mail.host.as_str(), mail.password.as_str()),
            ("smtp.valmar.example", "tres puentes y un rio")
        );
        let clear = choose(app, None, &[("mail-security", "none")]).await;
        let Err(Error::Refused(refusals)) = clear else { panic!("{clear:?}") };
        assert_eq!(refusals.0, [("mail-security", Refusal::MailInClear)]);
    }

    #[tokio::test]
    async fn one_wrong_choice_makes_none_and_is_told_at_its_name() {
        let TestNode { app, .. } = &node().await;
        let wrong = choose(app, None, &[("language", "fr"), ("keep-raw-days", "2")]).await;
        let Err(Error::Refused(refusals)) = wrong else { panic!("{wrong:?}") };
        assert_eq!(refusals.0, [("keep-raw-days", Refusal::NumberOutside { min: 7, max: 365 })]);
        assert_eq!(app.choices().language, "es");
        let file = app.config.node.data.join("occupied");
        fs::write(&file, b"").unwrap();
        let closed = file.join("copies").display().to_string();
        let closed = choose(app, None, &[("backup-directory", &closed)]).await;
        assert!(matches!(closed, Err(Error::Refused(_))), "{closed:?}");
        assert_eq!(app.choices().backup_directory, None);
    }
}
