//! From the fields of the form to what the author gives. Only what cannot be read at all is refused here; the rules of
//! `domain` judge the rest.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::Row;
use super::options::Parts;
use crate::domain::action::{JoinMode, Stage};
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::place::{Place, Precision};
use crate::domain::poll::Asked;
use crate::domain::publication::{Attachment, Kind, Partner, Translation, TranslationState};
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::theme::Theme;
use crate::domain::time::{Moment, Occasion};
use crate::domain::visibility::Visibility;
use crate::web::fields::Fields;

/// Rows of minutes that a form begins with, and that "more rows" adds.
const ROWS: usize = 3;

/// What the author gives, or everything that is wrong with it.
pub fn content(kind: Kind, fields: &Fields) -> Result<Content, Refusals> {
    let mut no = Refusals::default();
    let parts = Parts::of(kind);
    let visibility = Visibility::parse(fields.text("visibility"));
    if visibility.is_none() {
        no.note("visibility", Err(Refusal::VisibilityInvalid));
    }
    let mut content =
        Content::new(kind, visibility.unwrap_or(Visibility::Organisation), fields.text("language"));
    content.title = fields.some("title").filter(|_| kind.is_titled());
    content.summary = fields.some("summary");
    content.sensitive = !kind.is_titled() && content.summary.is_some();
    content.body = fields.text("body").replace("\r\n", "\n");
    content.themes = fields.all("themes").filter_map(Theme::parse).collect();
    content.about_uri = fields.some("about_uri");
    content.attachments = files(fields);
    content.cancelled = fields.has("cancelled");
    if parts.dates {
        content.occasion = occasion(fields, &mut no);
        event(fields, &mut content, &mut no);
    }
    if parts.action {
        content.stage = Stage::parse(fields.text("stage"));
        content.since = fields.some("since");
    }
    if parts.deadline {
        content.deadline = deadline(fields, &mut no);
    }
    if parts.resource {
        content.resource_type = fields.some("resource_type");
        content.licence = fields.some("licence");
    }
    if parts.items {
        content.items = rows(fields).into_iter().filter_map(item).collect();
    }
    if kind == Kind::Post {
        content.poll = poll(fields, &mut no);
        content.quote = fields.some("quote").and_then(|id| id.parse().ok()).map(PublicationId);
    }
    content.partners = fields.raw("partners").lines().filter_map(partner).collect();
    content.translations = translations(fields);
    no.0.extend(content.check().err().unwrap_or_default().0);
    no.into_result().map(|()| content)
}

/// The choices, one on each line, open until the end of a day.
fn poll(fields: &Fields, no: &mut Refusals) -> Option<Asked> {
    let choices: Vec<String> = fields
        .raw("poll")
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if choices.is_empty() {
        return None;
    }
    let day = fields.text("poll_ends").parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(23, 59, 59));
    if day.is_none() {
        no.note("poll_ends", Err(Refusal::DateMissing));
    }
    Some(Asked { choices, multiple: fields.has("poll_multiple"), closes_at: day.map(|day| day.and_utc()) })
}

/// The ids of the files that the form lists and keeps.
pub fn files(fields: &Fields) -> Vec<i64> {
    let dropped: Vec<&str> = fields.all("drop").collect();
    fields.all("file").filter(|id| !dropped.contains(id)).filter_map(|id| id.parse().ok()).collect()
}

/// The words for a file: as typed now, else as kept before.
pub fn alt(fields: &Fields, file: &Attachment) -> String {
    let name = format!("alt-{}", file.id);
    if fields.has(&name) { fields.text(&name).to_owned() } else { file.alt.clone() }
}

/// The rows of minutes as typed, and some empty ones.
pub fn rows(fields: &Fields) -> Vec<Row> {
    let column = |name| fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    let (kinds, texts, owners, dues) =
        (column("item_kind"), column("item_text"), column("item_owner"), column("item_due"));
    let cell = |column: &[String], at: usize| column.get(at).cloned().unwrap_or_default();
    let mut rows: Vec<Row> = (0..texts.len())
        .map(|at| Row {
            number: 0,
            is_commitment: cell(&kinds, at) == ItemKind::Commitment.as_str(),
            text: cell(&texts, at),
            owner: cell(&owners, at),
            due: cell(&dues, at),
        })
        .collect();
    let empty = rows.iter().rev().take_while(|row| row.text.is_empty()).count();
    let wanted = if fields.text("do") == "rows" || rows.is_empty() { ROWS } else { 1 };
    rows.extend(std::iter::repeat_n(Row::default(), wanted.saturating_sub(empty)));
    for (at, row) in rows.iter_mut().enumerate() {
        row.number = at + 1;
    }
    rows
}

fn item(row: Row) -> Option<Item> {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    if row.text.is_empty() && row.owner.is_empty() && row.due.is_empty() {
        return None;
    }
    let kind = if row.is_commitment { ItemKind::Commitment } else { ItemKind::Decision };
    Some(Item { kind, text: row.text, owner: some(row.owner), due: some(row.due) })
}

/// The dates in the zone that was chosen. A day without an hour begins at midnight there.
fn occasion(fields: &Fields, no: &mut Refusals) -> Option<Occasion> {
    let zone = fields.text("time_zone");
    let starts_at = instant(&fields.some("starts_at")?, fields.text("starts_time"), zone, "starts_at", no)?;
    // An end without a day is on the first day.
    let last_day = if fields.some("ends_time").is_some() {
        fields.some("ends_at").or_else(|| fields.some("starts_at"))
    } else {
        fields.some("ends_at")
    };
    let ends_at = last_day.and_then(|day| instant(&day, fields.text("ends_time"), zone, "ends_at", no));
    Some(Occasion { starts_at, ends_at, zone: zone.to_owned() })
}

/// The moment that was typed: a day (`name`), an hour (`time`) and a zone (`time_zone`); none where no day was.
pub fn moment(fields: &Fields, name: &'static str, time: &str) -> Result<Option<Moment>, Refusals> {
    let Some(day) = fields.some(name) else { return Ok(None) };
    let mut no = Refusals::default();
    let read = instant(&day, fields.text(time), fields.text("time_zone"), name, &mut no);
    let zone = Some(fields.text("time_zone")).filter(|zone| zone.parse::<Tz>().is_ok()).unwrap_or("UTC");
    no.into_result().map(|()| read.map(|at| Moment { at, zone: zone.to_owned() }))
}

fn instant(
    day: &str,
    time: &str,
    zone: &str,
    field: &'static str,
    no: &mut Refusals,
) -> Option<DateTime<Utc>> {
    let time = if time.is_empty() { "00:00" } else { time };
    let read = read_day(day).zip(read_time(time)).and_then(|(day, time)| in_zone(day.and_time(time), zone));
    if read.is_none() {
        no.note(field, Err(Refusal::DateOutOfRange));
    }
    read
}

/// Calls are open until the end of their last day, everywhere.
fn deadline(fields: &Fields, no: &mut Refusals) -> Option<DateTime<Utc>> {
    let text = fields.some("deadline")?;
    let end = read_day(&text).and_then(|day| day.and_hms_opt(23, 59, 0));
    if end.is_none() {
        no.note("deadline", Err(Refusal::DateOutOfRange));
    }
    end.map(|end| end.and_utc())
}

fn read_day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

fn read_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S", "%H.%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// An hour that the clocks skip in spring is the one an hour later; one they repeat in autumn is the first.
fn in_zone(local: NaiveDateTime, zone: &str) -> Option<DateTime<Utc>> {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let found = zone.from_local_datetime(&local).earliest();
    let later = || zone.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest();
    found.or_else(later).map(|at| at.with_timezone(&Utc))
}

fn event(fields: &Fields, content: &mut Content, no: &mut Refusals) {
    content.place = Place {
        name: fields.some("place"),
        address: fields.some("place_address"),
        locality: fields.some("place_locality"),
        country: fields.some("place_country"),
        latitude: degrees(fields, "latitude", no),
        longitude: degrees(fields, "longitude", no),
    };
    content.place_precision = Precision::parse(fields.text("place_precision")).unwrap_or(Precision::Exact);
    content.online_url = fields.some("online_url");
    content.join_mode = JoinMode::parse(fields.text("join_mode")).unwrap_or(JoinMode::None);
    if let Some(capacity) = fields.some("capacity") {
        content.capacity = capacity.parse().ok();
        if content.capacity.is_none() {
            no.note("capacity", Err(Refusal::NumberInvalid));
        }
    }
}

fn degrees(fields: &Fields, name: &str, no: &mut Refusals) -> Option<f64> {
    let text = fields.some(name)?;
    let read = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    if read.is_none() {
        no.note("place", Err(Refusal::PlaceInvalid));
    }
    read
}

/// A line such as "Asociación Puerta Abierta" or "Universidad | <https://uni.example/ap/a/uni>".
fn partner(line: &str) -> Option<Partner> {
    let (name, uri) = line.split_once('|').map_or((line, None), |(name, uri)| (name, Some(uri)));
    let uri = uri.map(str::trim).filter(|uri| crate::domain::publication::check_link(uri).is_ok());
    Some(Partner { name: name.trim().to_owned(), uri: uri.map(str::to_owned) }).filter(|p| !p.name.is_empty())
}

/// Every language in which something was written.
fn translations(fields: &Fields) -> Vec<Translation> {
    let column = |name| fields.all(name).collect::<Vec<_>>();
    let (titles, summaries, bodies) = (column("tr_title"), column("tr_summary"), column("tr_body"));
    let some = |list: &[&str], at: usize| {
        list.get(at).map(|text| (*text).to_owned()).filter(|text| !text.is_empty())
    };
    let each = fields.all("tr_language").enumerate().filter(|(_, language)| !language.is_empty());
    each.map(|(at, language)| Translation {
        language: language.to_owned(),
        title: some(&titles, at),
        summary: some(&summaries, at),
        body: some(&bodies, at).unwrap_or_default(),
        html: String::new(),
        state: TranslationState::Human,
    })
    .filter(|t| t.title.is_some() || t.summary.is_some() || !t.body.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in
            [("visibility", "public"), ("language", "es"), ("title", "Uno")].iter().chain(pairs)
        {
            fields.put(name, *value);
        }
        fields
    }

    #[test]
    fn dates_are_read_in_the_zone_of_the_place() {
        let fields = form(&[
            ("starts_at", "2027-06-12"),
            ("starts_time", "18:00"),
            ("ends_time", "21:00"),
            ("time_zone", "Europe/Madrid"),
        ]);
        let occasion = content(Kind::Action, &fields).unwrap().occasion.unwrap();
        assert_eq!(occasion.starts_at.to_rfc3339(), "2027-06-12T16:00:00+00:00");
        assert_eq!(occasion.ends_at.unwrap().to_rfc3339(), "2027-06-12T19:00:00+00:00");
    }

    /// COL-08.
    #[test]
    fn an_hour_the_clocks_skip_is_still_an_hour() {
        let fields =
            form(&[("starts_at", "2027-03-28"), ("starts_time", "02:30"), ("time_zone", "Europe/Madrid")]);
        let occasion = content(Kind::Action, &fields).unwrap().occasion.unwrap();
        assert_eq!(occasion.starts_at.to_rfc3339(), "2027-03-28T01:30:00+00:00");
        // An evening on the Canaries is an hour later than in Madrid, and over a change of clocks it ends when it says.
        let fields = form(&[
            ("starts_at", "2027-10-30"),
            ("starts_time", "20:00"),
            ("ends_at", "2027-10-31"),
            ("ends_time", "08:00"),
            ("time_zone", "Atlantic/Canary"),
        ]);
        let occasion = content(Kind::Action, &fields).unwrap().occasion.unwrap();
        assert_eq!(occasion.starts_at.to_rfc3339(), "2027-10-30T19:00:00+00:00");
        assert_eq!(occasion.ends_at.unwrap().to_rfc3339(), "2027-10-31T08:00:00+00:00");
    }

    #[test]
    fn everything_that_cannot_be_read_is_told_at_its_field() {
        let fields = form(&[
            ("starts_at", "mañana"),
            ("capacity", "muchas"),
            ("latitude", "norte"),
            ("online_url", "aquí"),
            ("visibility", ""),
        ]);
        let no = content(Kind::Meeting, &fields).unwrap_err();
        let mut at: Vec<_> = no.0.iter().map(|(field, _)| *field).collect();
        at.dedup();
        assert_eq!(at, ["starts_at", "place", "capacity", "starts_at", "online_url"]);
    }

    #[test]
    fn rows_of_minutes_keep_their_order_and_empty_ones_do_not_count() {
        let fields = form(&[
            ("item_kind", "decision"),
            ("item_text", "Abrir la oficina"),
            ("item_owner", ""),
            ("item_due", ""),
            ("item_kind", "commitment"),
            ("item_text", ""),
            ("item_owner", ""),
            ("item_due", ""),
            ("item_kind", "commitment"),
            ("item_text", "Escribir la guía"),
            ("item_owner", "Riba"),
            ("item_due", "2027-04-22"),
        ]);
        let items = content(Kind::Minutes, &fields).unwrap().items;
        assert_eq!(items.len(), 2);
        assert_eq!((items[1].kind, items[1].due.as_deref()), (ItemKind::Commitment, Some("2027-04-22")));
    }
}
