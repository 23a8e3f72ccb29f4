//! Adoption: an organisation takes a kit of another over into its territory. Its stamp says so to everybody, and a draft
//! that names the kit waits for the local place, dates and words.

use super::acting::Acting;
use super::cosign;
use super::publish;
use super::stamp;
use crate::app::App;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::language;
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::Refusal;
use crate::domain::stamp::StampKind;
use crate::domain::text;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::federation::consent::Draft;
use crate::store::{publications, stamps, viewing};

/// As many drafts as are looked through.
const DRAFTS_MAX: i64 = 200;

/// Takes a kit over: gives the stamp, unless it stands, and answers the draft.
pub async fn adopt(app: &App, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let mut tx = app.db.read().await?;
    let kit = viewing::visible(&mut tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
    if kit.author_id == acting.actor.id || !cosign::kinds(&kit).contains(&StampKind::Adoption) {
        return Err(Refusal::NotAllowed.into());
    }
    let chain = stamps::chain(&mut tx, &acting.actor.uri).await?;
    drop(tx);
    let stands = chain.iter().any(|link| {
        let adopts = link.kind == StampKind::Adoption && link.target == kit.uri;
        adopts && link.is_gift() && link.ends(&chain).is_none_or(|end| end > app.now())
    });
    if !stands {
        stamp::give(app, acting, Draft::give(StampKind::Adoption, &kit.uri)).await?;
    }
    draft(app, acting, &kit).await
}

/// The draft of what an organisation makes of a kit; the one that waits already, where there is one.
pub async fn draft(app: &App, acting: &Acting, kit: &Publication) -> Result<Publication> {
    let mut tx = app.db.read().await?;
    for waiting in publications::drafts(&mut tx, acting.actor.id, DRAFTS_MAX).await? {
        if waiting.about_uri.as_deref() == Some(&kit.uri) {
            return Ok(waiting);
        }
    }
    let themes = publications::details(&mut tx, kit.id).await?.themes;
    drop(tx);
    let tag = kit.language.as_deref().filter(|tag| language::check(tag).is_ok());
    let content = Content {
        title: kit.title.clone(),
        summary: kit.summary.clone(),
        // What came from elsewhere has no Markdown of ours.
        body: if kit.body.is_empty() { text::plain(&kit.html) } else { kit.body.clone() },
        occasion: kit.occasion(),
        about_uri: Some(kit.uri.clone()),
        themes,
        ..Content::new(Kind::Action, Visibility::Public, tag.unwrap_or(&acting.person.language))
    };
    publish::save_draft(app, acting, content).await
}
