//! Like, Dislike, `EmojiReact`: one reaction of each actor to a publication.

use super::{Deed, Hearing, Stop, Verb};
use crate::federation::wire;
use crate::store::viewing::Viewer;
use crate::store::{notifications, publications, reactions, viewing};

/// The longest reaction: an emoji of several parts, or the short name of one.
const MAX_EMOJI: usize = 64;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let Some(publication) = hearing.publication(hearing.object_id()?).await? else {
        return Ok(Deed::Nothing("it is about nothing that is known here"));
    };
    let emoji = emoji(hearing);
    let told = hearing.notification(publication.author_id, "favourite", Some(&publication));
    let (actor, uri, now) = (hearing.actor.id, hearing.activity.id.clone(), hearing.app.now());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            let gone = publications::tombstone(tx, &uri).await?.is_some_and(|(by, ..)| by == Some(actor));
            // AUT-09: nobody reacts to what they cannot see.
            if gone || !viewing::may_see(tx, Viewer::Remote(actor), &publication).await? {
                return Ok(());
            }
            let new = reactions::react(tx, &uri, actor, publication.id, &emoji, now).await?;
            if new && publication.local {
                notifications::insert(tx, &told).await?;
            }
            Ok(())
        })
    }))
}

/// The emoji of a reaction, under the names that Misskey and FEP-c0e0 use; empty for a plain like.
fn emoji(hearing: &Hearing<'_>) -> String {
    let said = ["content", "_misskey_reaction"]
        .into_iter()
        .find_map(|name| hearing.activity.json.get(name).and_then(wire::as_line));
    match (said, hearing.activity.verb) {
        (Some(emoji), _) if emoji.len() <= MAX_EMOJI && !emoji.contains(['<', '>', '&']) => emoji,
        (_, Verb::Dislike) => "👎".to_owned(),
        _ => String::new(),
    }
}
