//! Status and what hangs on it: mentions, tags, context, edits, source.

use super::{Account, At, CustomEmoji, Id, MediaAttachment, Nothing, Poll, Quote, Quoting};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    pub id: Id,
    pub created_at: At,
    pub in_reply_to_id: Option<Id>,
    pub in_reply_to_account_id: Option<Id>,
    pub sensitive: bool,
    pub spoiler_text: String,
    pub visibility: Visibility,
    pub language: Option<String>,
    pub uri: String,
    pub url: Option<String>,
    pub replies_count: i64,
    pub reblogs_count: i64,
    pub favourites_count: i64,
    pub quotes_count: i64,
    pub edited_at: Option<At>,
    pub favourited: bool,
    pub reblogged: bool,
    pub muted: bool,
    pub bookmarked: bool,
    pub pinned: bool,
    pub content: String,
    pub reblog: Option<Box<Status>>,
    /// Which application somebody writes with is nobody's business.
    pub application: Option<()>,
    pub account: Account,
    pub media_attachments: Vec<MediaAttachment>,
    pub mentions: Vec<Mention>,
    pub tags: Vec<StatusTag>,
    pub emojis: Vec<CustomEmoji>,
    pub card: Option<()>,
    pub poll: Option<Poll>,
    pub quote: Option<Quote>,
    pub quote_approval: Quoting,
    pub filtered: Nothing,
    /// The source text; only in the answer to a deletion, so that the author can write it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Who sees a status, in the four words clients know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    Public,
    Unlisted,
    Private,
    Direct,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    pub id: Id,
    pub username: String,
    pub url: String,
    pub acct: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusTag {
    pub name: String,
    pub url: String,
}

/// The conversation around a status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Context {
    pub ancestors: Vec<Status>,
    pub descendants: Vec<Status>,
}

/// One version of a status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusEdit {
    pub content: String,
    pub spoiler_text: String,
    pub sensitive: bool,
    pub created_at: At,
    pub account: Account,
    pub poll: Option<()>,
    pub media_attachments: Vec<MediaAttachment>,
    pub emojis: Nothing,
}

/// What the author typed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusSource {
    pub id: Id,
    pub text: String,
    pub spoiler_text: String,
}

impl Status {
    /// A status with this author, time, address and content, and nothing else said about it.
    pub fn by(account: Account, id: i64, created_at: At, uri: &str, content: String) -> Status {
        Status {
            id: Id(id),
            created_at,
            in_reply_to_id: None,
            in_reply_to_account_id: None,
            sensitive: false,
            spoiler_text: String::new(),
            visibility: Visibility::Public,
            language: None,
            uri: uri.into(),
            url: Some(uri.into()),
            replies_count: 0,
            reblogs_count: 0,
            favourites_count: 0,
            quotes_count: 0,
            edited_at: None,
            favourited: false,
            reblogged: false,
            muted: false,
            bookmarked: false,
            pinned: false,
            content,
            reblog: None,
            application: None,
            account,
            media_attachments: Vec::new(),
            mentions: Vec::new(),
            tags: Vec::new(),
            emojis: Vec::new(),
            card: None,
            poll: None,
            quote: None,
            quote_approval: Quoting::nobody(),
            filtered: Nothing,
            text: None,
        }
    }

    /// `account` boosting `original`: an empty status around the whole one.
    pub fn boost(account: Account, id: i64, created_at: At, uri: &str, original: Status) -> Status {
        Status {
            visibility: original.visibility,
            favourited: original.favourited,
            reblogged: original.reblogged,
            bookmarked: original.bookmarked,
            url: original.url.clone(),
            reblog: Some(Box::new(original)),
            ..Status::by(account, id, created_at, uri, String::new())
        }
    }
}

impl Visibility {
    /// Reads the word a client sent; nothing for a word that is not one of the four.
    pub fn parse(word: &str) -> Option<Visibility> {
        match word {
            "public" => Some(Visibility::Public),
            "unlisted" => Some(Visibility::Unlisted),
            "private" => Some(Visibility::Private),
            "direct" => Some(Visibility::Direct),
            _ => None,
        }
    }
}
