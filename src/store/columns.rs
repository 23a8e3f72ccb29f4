//! How domain types lie in columns: ids as numbers, words as text, rows as structs, for both engines.

use crate::domain::action::{JoinMode, Stage};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::follow::{AversionKind, Follow};
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::moderation::{MeasureKind, Severity};
use crate::domain::person::Person;
use crate::domain::place::Precision;
use crate::domain::publication::{
    Attachment, Kind, Partner, Publication, Revision, Status, Translation, TranslationState,
};
use crate::domain::quote::{Emoji, Policy, Quote, State};
use crate::domain::role::Role;
use crate::domain::stamp::{Act, StampKind};
use crate::domain::theme::Theme;
use crate::domain::visibility::Visibility;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

/// Stores `$name` as `$inner`, by `$to` and `$from` (which answers an `Option`).
macro_rules! column {
    ($name:ty as $inner:ty, $to:expr, $from:expr) => {
        impl<DB: Database> Type<DB> for $name
        where
            $inner: Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <$inner as Type<DB>>::type_info()
            }
            fn compatible(info: &DB::TypeInfo) -> bool {
                <$inner as Type<DB>>::compatible(info)
            }
        }
        impl<'q, DB: Database> Encode<'q, DB> for $name
        where
            $inner: Encode<'q, DB>,
        {
            fn encode_by_ref(&self, buf: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                let to: fn(&$name) -> $inner = $to;
                <$inner as Encode<'q, DB>>::encode(to(self), buf)
            }
        }
        impl<'r, DB: Database> Decode<'r, DB> for $name
        where
            $inner: Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let from: fn($inner) -> Option<$name> = $from;
                from(<$inner as Decode<'r, DB>>::decode(value)?)
                    .ok_or_else(|| concat!("not a ", stringify!($name)).into())
            }
        }
    };
}

macro_rules! id_columns {
    ($($name:ident),+) => { $(column!($name as i64, |id| id.0, |n| Some($name(n)));)+ };
}

macro_rules! word_columns {
    ($($name:ident),+) => { $(column!($name as String, |w| w.as_str().to_string(), |s| $name::parse(&s));)+ };
}

id_columns!(ActorId, PersonId, PublicationId);
word_columns!(
    Act,
    ActorKind,
    AversionKind,
    ItemKind,
    JoinMode,
    Kind,
    MeasureKind,
    Policy,
    Precision,
    Role,
    Severity,
    Stage,
    StampKind,
    State,
    Status,
    Theme,
    TranslationState,
    Visibility
);

/// Reads a row into a struct, column by field name, on both engines.
macro_rules! from_row {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        $crate::store::columns::from_row!(@one $name, sqlx::sqlite::SqliteRow, $($field),+);
        $crate::store::columns::from_row!(@one $name, sqlx::postgres::PgRow, $($field),+);
    };
    (@one $name:ident, $row:ty, $($field:ident),+) => {
        impl sqlx::FromRow<'_, $row> for $name {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                Ok($name { $($field: sqlx::Row::try_get(row, stringify!($field))?),+ })
            }
        }
    };
}
pub(crate) use from_row;

from_row!(Actor {
    id,
    uri,
    kind,
    username,
    host,
    name,
    summary,
    url,
    inbox,
    shared_inbox,
    outbox,
    followers,
    following,
    featured,
    icon,
    image,
    fields,
    languages,
    place_name,
    latitude,
    longitude,
    locked,
    discoverable,
    comarca,
    moved_to,
    also_known_as,
    created_at,
    fetched_at,
    suspended_at,
    deleted_at,
});
from_row!(Person { id, actor_id, email, password_hash, language, administrator, created_at, disabled_at });
from_row!(Follow { id, uri, follower_id, target_id, accepted, created_at });
from_row!(Publication {
    id,
    uri,
    kind,
    status,
    local,
    author_id,
    acted_by,
    visibility,
    language,
    title,
    summary,
    body,
    html,
    url,
    sensitive,
    in_reply_to_id,
    in_reply_to_uri,
    thread_id,
    about_uri,
    starts_at,
    ends_at,
    time_zone,
    place_name,
    place_address,
    place_locality,
    place_country,
    latitude,
    longitude,
    place_precision,
    online_url,
    cancelled,
    join_mode,
    capacity,
    stage,
    since,
    deadline,
    resource_type,
    licence,
    created_at,
    published_at,
    edited_at,
    withdrawn_at,
    version,
});
from_row!(Attachment {
    id,
    publication_id,
    owner_id,
    position,
    media_type,
    file,
    remote_url,
    alt,
    width,
    height,
    blurhash,
    size,
    digest,
    language,
    created_at,
});
from_row!(Partner { name, uri });
from_row!(Quote { quoted_uri, quoted_id, state, request_uri, authorization_uri });
from_row!(Emoji { shortcode, url });
from_row!(Translation { language, title, summary, body, html, state });
from_row!(Item { kind, text, owner, due });
from_row!(Revision {
    id,
    publication_id,
    person_id,
    at,
    title,
    summary,
    body,
    html,
    visibility,
    sensitive,
    details
});
