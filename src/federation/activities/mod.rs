//! What others do: one file a verb, each of which decides what an activity does here.
//!
//! By the time a verb is heard it is known who speaks (`trust`). A verb reads, decides, and hands back a [`Deed`];
//! it writes nothing itself. What it would have to fetch it asks of [`Hearing::visit`]: in the inbox there is none,
//! and the activity waits for a job, where the same verb is heard again with one.

mod accept;
mod activity;
mod announce;
mod block;
mod collected;
mod create;
mod delete;
mod flag;
mod follow;
mod hearing;
mod ignore;
mod join;
mod leave;
mod like;
pub mod moved;
mod offer;
pub mod quote_request;
mod reject;
mod stamp;
mod undo;
mod update;
mod vote;

pub use activity::{Activity, Flawed, Verb};
pub use hearing::{Deed, Hearing, Stop};

/// Decides what an activity does.
pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    match hearing.activity.verb {
        Verb::Follow => follow::hear(hearing).await,
        Verb::Accept | Verb::TentativeAccept => accept::hear(hearing).await,
        Verb::Reject => reject::hear(hearing).await,
        Verb::Ignore => ignore::hear(hearing).await,
        Verb::Undo => undo::hear(hearing).await,
        Verb::Create => create::hear(hearing).await,
        Verb::Update => update::hear(hearing).await,
        Verb::Delete => delete::hear(hearing).await,
        Verb::Announce => announce::hear(hearing).await,
        Verb::Like | Verb::Dislike | Verb::EmojiReact => like::hear(hearing).await,
        Verb::Join => join::hear(hearing).await,
        Verb::Leave => leave::hear(hearing).await,
        Verb::Block => block::hear(hearing).await,
        Verb::Flag => flag::hear(hearing).await,
        Verb::Move => moved::hear(hearing).await,
        Verb::Offer => offer::hear(hearing).await,
        Verb::Add | Verb::Remove => collected::hear(hearing).await,
        Verb::QuoteRequest => quote_request::hear(hearing).await,
        Verb::Lock => Ok(Deed::Nothing("it is the groups' affair")),
        Verb::Other => Ok(Deed::Nothing("no verb that is known here")),
    }
}
