//! Reject: a follow of ours is refused, or ended from the other side; a seat is refused; Friendica's "no".

use super::{Deed, Hearing, Stop, accept};
use crate::domain::quote::State;
use crate::federation::{consent, quotes as words};
use crate::store::{follows, publications, quotes, reactions, stamps};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let about = hearing.object_id()?.to_owned();
    let follower = accept::follower_in(hearing);
    let (app, actor, now) = (hearing.app.clone(), hearing.actor.clone(), hearing.app.now());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if let Some(request) = stamps::find_request_by_uri(tx, &about).await? {
                if request.giver == actor.uri
                    && stamps::settle_request(tx, request.id, "refused", None, now).await?
                {
                    consent::tell(&app, tx, (&request.asker, &request.giver), "stamp_refused", &request)
                        .await?;
                }
                return Ok(());
            }
            if let Some(follow) = accept::find(tx, &about, follower.as_deref(), &actor).await? {
                follows::remove(tx, follow.follower_id, follow.target_id).await?;
                return Ok(());
            }
            if let Some(quoting) = quotes::asked_with(tx, &about).await? {
                if accept::is_author_of_quoted(tx, quoting, &actor).await? {
                    quotes::settle(tx, quoting, State::Rejected, None, None).await?;
                    return words::tell(&app, tx, quoting).await;
                }
                return Ok(());
            }
            if reactions::settle_rsvp(tx, &about, actor.id, "refused").await? {
                return Ok(());
            }
            if let Some(p) = publications::find_by_uri(tx, &about).await?.filter(|p| p.local) {
                reactions::unrsvp(tx, actor.id, p.id).await?;
            }
            Ok(())
        })
    }))
}
