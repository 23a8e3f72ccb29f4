//! A vote: a note that only has a name, in answer to a poll of ours. Who votes twice has voted once (T127).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Hearing, Stop};
use crate::app::App;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use crate::federation::{origin, polls as telling, wire};
use crate::store::viewing::Viewer;
use crate::store::{Tx, jobs, polls, publications, viewing};

/// One choice of one voter.
pub(super) struct Ballot {
    uri: String,
    poll: PublicationId,
    choice: String,
}

/// Reads a vote of the actor's own about something of ours.
pub(super) async fn read(hearing: &Hearing<'_>, object: &Map<String, Value>) -> Result<Option<Ballot>, Stop> {
    let id = |name: &str| object.get(name).and_then(|value| wire::items(value).first()).and_then(wire::id_in);
    let by = id("attributedTo").unwrap_or(&hearing.actor.uri);
    let uri = id("id").filter(|uri| origin::same(uri, &hearing.actor.uri));
    let choice = object.get("name").and_then(wire::as_line);
    let (Some(uri), Some(asked), Some(choice)) = (uri, id("inReplyTo"), choice) else { return Ok(None) };
    if by != hearing.actor.uri {
        return Err(Stop::Ignore("it is somebody else's vote"));
    }
    let poll = hearing.publication(asked).await?.filter(|p| p.local && p.is_published());
    Ok(poll.map(|poll| Ballot { uri: uri.to_owned(), poll: poll.id, choice }))
}

/// Counts the votes of `voter` that count.
pub(super) async fn count(app: &App, tx: &mut Tx, voter: ActorId, ballots: Vec<Ballot>) -> Result<()> {
    for ballot in ballots {
        if cast(tx, voter, &ballot, app.now()).await? {
            polls::recount(tx, ballot.poll).await?;
            jobs::insert(tx, &telling::telling(app, ballot.poll)).await?;
        }
    }
    Ok(())
}

async fn cast(tx: &mut Tx, voter: ActorId, ballot: &Ballot, now: DateTime<Utc>) -> Result<bool> {
    let Some(p) = publications::find(tx, ballot.poll).await? else { return Ok(false) };
    let Some(poll) = polls::find(tx, p.id).await? else { return Ok(false) };
    let position = poll.choices.iter().position(|choice| choice.title == ballot.choice);
    let (Some(position), false) = (position, poll.is_over(now)) else { return Ok(false) };
    // AUT-09: nobody votes on what they cannot see.
    if !viewing::may_see(tx, Viewer::Remote(voter), &p).await? {
        return Ok(false);
    }
    let before = polls::chosen(tx, p.id, voter).await?;
    if !poll.multiple && !before.is_empty() {
        return Ok(false);
    }
    polls::vote(tx, &ballot.uri, p.id, voter, position, now).await
}
