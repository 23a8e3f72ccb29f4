//! iCalendar (RFC 5545) of dated publications: all of them, of one territory, or one alone.

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use http::{HeaderValue, header};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use super::answer::Answer;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::store::listing::agenda;

/// How far back and ahead a calendar reaches.
pub const BACK: Duration = Duration::days(90);
pub const AHEAD: Duration = Duration::days(730);
const MOST: i64 = 1_000;

/// The public dated publications of an author, or of everybody.
pub async fn of(app: &App, author: Option<ActorId>, name: &str) -> Answer {
    let mut tx = app.db.read().await?;
    let dated = agenda(&mut tx, author, None, app.now() - BACK, app.now() + AHEAD, MOST).await?;
    Ok(answer(app, name, &dated))
}

/// A calendar file. Whoever calls has decided that the reader may see these.
pub fn answer(app: &App, name: &str, dated: &[Publication]) -> Response {
    let mut calendar = Calendar::new();
    calendar.name(&one_line(name));
    for publication in dated {
        if let Some(event) = event(app, publication) {
            calendar.push(event);
        }
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, calendar.to_string()).into_response()
}

fn event(app: &App, p: &Publication) -> Option<Event> {
    let occasion = p.occasion()?;
    let mut event = Event::new();
    event.uid(&p.uri);
    event.timestamp(p.edited_at.or(p.published_at).unwrap_or(p.created_at));
    event.sequence(u32::try_from(p.version).unwrap_or(u32::MAX));
    event.summary(&one_line(p.title.as_deref().unwrap_or_default()));
    match occasion.whole_days() {
        // The end is the first day after (RFC 5545 3.6.1).
        Some((first, last)) => event.starts(first).ends(last + Duration::days(1)),
        None => {
            let end = occasion.ends_at.unwrap_or(occasion.starts_at + Duration::hours(1));
            event.starts(occasion.starts_at).ends(end)
        }
    };
    event.description(p.summary.as_deref().map(lines).unwrap_or_default().as_str());
    event.url(&app.uri(&p.path()));
    event.status(if p.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if let Some(place) = p.shown_place() {
        let parts = [place.name, place.address, place.locality, place.country];
        event.location(&one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    Some(event.done())
}

/// XSS-14: what could end a line and begin a property of its own becomes a space.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

fn lines(text: &str) -> String {
    text.chars().map(|c| if is_break(c) && c != '\n' { ' ' } else { c }).collect()
}

fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// When the newest of a list changed, for feeds.
pub fn newest(list: &[Publication], now: DateTime<Utc>) -> DateTime<Utc> {
    list.iter().filter_map(|p| p.edited_at.or(p.published_at)).max().unwrap_or(now)
}
