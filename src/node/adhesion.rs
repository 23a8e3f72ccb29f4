//! Adhesion: people put their name under a communiqué, once their address is confirmed. Their names never leave their node;
//! how many they are is told to the author's node, by their territory.

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::{PersonId, PublicationId};
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::consent;
use crate::store::{Tx, actors, adhesions, people, publications};

/// Puts the name of the person under a communiqué, or takes it back.
pub async fn adhere(app: &App, acting: &Acting, id: PublicationId, wish: bool) -> Result<()> {
    let mut tx = app.db.read().await?;
    let p = publications::visible(&mut tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
    if p.kind != Kind::Communique || !p.visibility.is_open() || !p.is_published() {
        return Err(Refusal::NotAllowed.into());
    }
    let person = acting.person.id;
    let may = may_adhere(&mut tx, person).await?;
    drop(tx);
    if wish && !may {
        return Err(Refusal::AddressUnconfirmed.into());
    }
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match wish {
                    true => adhesions::insert(tx, p.id, person, own.now()).await?,
                    false => adhesions::remove(tx, p.id, person).await?,
                }
                tell(&own, tx, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Whether somebody's address is confirmed, without which nobody adheres.
pub async fn may_adhere(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(people::confirmed_emails(tx).await?.iter().any(|(one, _)| *one == person))
}

/// Tells the author's node how many adhere here.
async fn tell(app: &App, tx: &mut Tx, p: &Publication) -> Result<()> {
    let author = actors::find(tx, p.author_id).await?.filter(|author| !author.is_local());
    let (Some(author), Some(own)) = (author, people::own_organisation(tx).await?) else { return Ok(()) };
    let total = adhesions::count(tx, p.id).await?;
    consent::count(app, tx, (&own, &author), &p.uri, total).await
}

/// How many adhere: in all, and by territory (actor URI), the most first. Elsewhere than at its author only one's own are
/// known.
pub async fn counts(tx: &mut Tx, p: &Publication) -> Result<(i64, Vec<(String, i64)>)> {
    let mut territories = adhesions::counts(tx, p.id).await?;
    let here = adhesions::count(tx, p.id).await?;
    if here > 0
        && let Some(own) = people::own_organisation(tx).await?
    {
        territories.push((own.uri, here));
        territories.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    }
    Ok((territories.iter().map(|(_, total)| total).sum(), territories))
}
