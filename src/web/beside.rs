//! What stands beside the text of some publications: a poll, what they quote, with which emoji others reacted.

use super::card::{Card, cards};
use super::moments;
use super::reader::Reader;
use crate::app::App;
use crate::domain::poll::Poll;
use crate::domain::publication::{Details, Publication};
use crate::domain::quote::State;
use crate::error::Result;
use crate::store::viewing::may_see;
use crate::store::{Tx, polls, publications, reactions};

/// A poll as the reader sees it.
pub struct Asked {
    pub choices: Vec<Line>,
    pub multiple: bool,
    pub may_vote: bool,
    pub is_over: bool,
    pub voters: i64,
    pub closes: Option<String>,
}

/// One choice: its number, its words, and how it stands.
pub struct Line {
    pub number: usize,
    pub title: String,
    pub votes: i64,
    pub share: i64,
    pub mine: bool,
}

#[derive(Default)]
pub struct Beside {
    pub poll: Option<Asked>,
    pub quoted: Option<Card>,
    /// The end of a `quote-…` key, when what is quoted is not shown.
    pub quote_state: Option<&'static str>,
    pub reactions: Vec<(String, i64)>,
}

impl Beside {
    /// Reads what there is for a publication that the reader may see.
    pub async fn of(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication, d: &Details) -> Result<Beside> {
        let mut beside =
            Beside { reactions: reactions::emojis(tx, p.id).await?, ..quote(app, tx, reader, d).await? };
        if let Some(poll) = &d.poll {
            let me = reader.account.as_ref().map(|account| &account.acting);
            let chosen = match me {
                Some(me) => polls::chosen(tx, p.id, me.actor.id).await?,
                None => Vec::new(),
            };
            let acts = me.is_some_and(|me| me.may_represent().is_ok() && me.actor.id != p.author_id);
            let may_vote = acts && chosen.is_empty() && !poll.is_over(app.now()) && p.is_published();
            beside.poll = Some(asked(app, reader, poll, &chosen, may_vote));
        }
        Ok(beside)
    }
}

async fn quote(app: &App, tx: &mut Tx, reader: &Reader, d: &Details) -> Result<Beside> {
    let Some(quote) = d.quote.as_ref().filter(|quote| quote.state != State::Linked) else {
        return Ok(Beside::default());
    };
    let quoted = match quote.quoted_id.filter(|_| quote.state == State::Accepted) {
        Some(id) => publications::find(tx, id).await?,
        None => None,
    };
    let quoted = match quoted {
        Some(quoted) if quoted.is_published() && may_see(tx, reader.viewer(), &quoted).await? => {
            cards(app, tx, reader, vec![quoted]).await?.pop()
        }
        _ => None,
    };
    let quote_state = match quote.state {
        State::Accepted if quoted.is_some() => None,
        State::Accepted => Some("gone"),
        state => Some(state.as_str()),
    };
    Ok(Beside { quoted, quote_state, ..Beside::default() })
}

fn asked(app: &App, reader: &Reader, poll: &Poll, chosen: &[usize], may_vote: bool) -> Asked {
    let most = poll.voters.max(1);
    let line = |(number, choice): (usize, &crate::domain::poll::Choice)| Line {
        number,
        title: choice.title.clone(),
        votes: choice.votes,
        share: (choice.votes.saturating_mul(100) / most).min(100),
        mine: chosen.contains(&number),
    };
    let closes = poll.closes_at.map(|end| {
        let local = moments::in_zone(end, "UTC");
        crate::words::day_and_clock(reader.lang(), local.date_naive(), local.time())
    });
    Asked {
        choices: poll.choices.iter().enumerate().map(line).collect(),
        multiple: poll.multiple,
        may_vote,
        is_over: poll.is_over(app.now()),
        voters: poll.voters,
        closes,
    }
}
