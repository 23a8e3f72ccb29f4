//! A list as a file: the address of its page with `.csv`, `.ics` or `.atom` in it and the same query. Only what is public
//! stands in a list, so a file needs no eyes to look through.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

use super::answer::Answer;
use super::card::authors;
use super::reader::Reader;
use super::{calendar, feed};
use crate::app::App;
use crate::domain::publication::Publication;
use crate::error::{Error, Result};
use crate::store::{Tx, publications};

crate::domain::word::words! {
    /// A form that a list can be had in.
    Format {
        Csv = "csv",
        Ics = "ics",
        Atom = "atom",
    }
}

/// The columns of a table. They stay what they are called in every language: programs read them.
const COLUMNS: [&str; 20] = [
    "id",
    "url",
    "kind",
    "title",
    "summary",
    "language",
    "organisation",
    "organisation_address",
    "themes",
    "starts_at",
    "ends_at",
    "time_zone",
    "place",
    "locality",
    "country",
    "latitude",
    "longitude",
    "cancelled",
    "published_at",
    "updated_at",
];

impl Format {
    /// The name and the form in `actions.csv`.
    pub fn cut(name: &str) -> (&str, Option<Format>) {
        match name.rsplit_once('.') {
            Some((stem, ending)) if Format::parse(ending).is_some() => (stem, Format::parse(ending)),
            _ => (name, None),
        }
    }

    /// The most entries of one file.
    pub fn most(self) -> i64 {
        if self == Format::Atom { 50 } else { 1_000 }
    }
}

/// A list that is offered as files.
pub struct Way {
    pub format: Format,
    pub href: String,
}

/// This page's list in some forms.
pub fn ways(reader: &Reader, formats: &[Format]) -> Vec<Way> {
    formats.iter().map(|format| Way { format: *format, href: reader.manner.file(format.as_str()) }).collect()
}

/// The file of a list of open publications.
pub async fn answer(
    app: &App,
    tx: &mut Tx,
    reader: &Reader,
    format: Format,
    title: &str,
    list: &[Publication],
) -> Answer {
    let title = format!("{title} · {}", reader.house.name);
    match format {
        Format::Ics => Ok(calendar::answer(app, &title, list)),
        Format::Atom => feed::of_list(app, &title, &reader.manner.address(), list),
        Format::Csv => Ok(table(app, tx, list).await?),
    }
}

async fn table(app: &App, tx: &mut Tx, list: &[Publication]) -> Result<Response> {
    let by = authors(tx, list.iter().map(|p| p.author_id)).await?;
    let ids: Vec<_> = list.iter().map(|p| p.id).collect();
    let themes = publications::themes(tx, &ids).await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Error::Internal(anyhow::Error::new(error));
    csv.write_record(COLUMNS).map_err(failed)?;
    for p in list {
        let author = by.get(&p.author_id);
        let of_it = themes.iter().filter(|(id, _)| *id == p.id).map(|(_, theme)| theme.as_str());
        let place = p.shown_place().unwrap_or_default();
        let degrees = |number: Option<f64>| number.map(|n| format!("{n:.4}")).unwrap_or_default();
        let time =
            |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.to_rfc3339()).unwrap_or_default();
        let row: [String; COLUMNS.len()] = [
            p.uri.clone(),
            app.uri(&p.path()),
            p.kind.to_string(),
            safe(p.title.as_deref()),
            safe(p.summary.as_deref()),
            safe(p.language.as_deref()),
            safe(author.map(|by| by.name.as_str())),
            author.map(|by| by.handle.trim_start_matches('@').to_owned()).unwrap_or_default(),
            of_it.collect::<Vec<_>>().join(" "),
            time(p.starts_at),
            time(p.ends_at),
            p.occasion().map(|occasion| occasion.zone).unwrap_or_default(),
            safe(place.name.as_deref()),
            safe(place.locality.as_deref()),
            safe(place.country.as_deref()),
            degrees(place.latitude),
            degrees(place.longitude),
            p.cancelled.to_string(),
            time(p.published_at),
            time(p.edited_at.or(p.published_at)),
        ];
        csv.write_record(row).map_err(failed)?;
    }
    let rows =
        csv.into_inner().map_err(|error| Error::Internal(anyhow::anyhow!("a table: {}", error.error())))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    // The mark in front tells spreadsheets that the letters are UTF-8; without it they spoil every accent.
    Ok((headers, [b"\xef\xbb\xbf".as_slice(), &rows].concat()).into_response())
}

/// XSS-14: spreadsheets take what begins so for a formula. Nothing that somebody wrote may compute.
fn safe(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let computes =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if computes { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::Content;
    use crate::domain::publication::Kind;
    use crate::domain::theme::Theme;
    use crate::domain::visibility::Visibility;
    use crate::node::publish;
    use crate::web::testing::TestSite;

    async fn publish(site: &TestSite, title: &str, theme: Theme) {
        let mut content = Content::new(Kind::Action, Visibility::Public, "es");
        content.title = Some(title.into());
        content.body = "Texto.".into();
        content.themes = vec![theme];
        publish::publish(&site.app, &site.ana, content).await.unwrap();
    }

    #[tokio::test]
    async fn a_list_that_was_narrowed_is_had_as_a_table_a_calendar_and_a_feed() {
        let site = TestSite::new().await;
        publish(&site, "Acogida, con café", Theme::ALL[0]).await;
        publish(&site, "Padrón", Theme::ALL[1]).await;
        let narrowed = format!("theme-of={}", Theme::ALL[0]);
        let page = site.get(&format!("/actions?{narrowed}&view=map&before=999999999999999999")).await;
        for ending in ["csv", "ics", "atom"] {
            page.says(&format!("href=\"/actions.{ending}?{narrowed}\""));
        }
        let csv = site.get(&format!("/actions.csv?{narrowed}")).await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
        let mut table = csv::Reader::from_reader(csv.html.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let rows: Vec<_> = table.records().map(Result::unwrap).collect();
        assert_eq!((rows.len(), &rows[0][3], &rows[0][8]), (1, "Acogida, con café", Theme::ALL[0].as_str()));
        site.get(&format!("/actions.ics?{narrowed}")).await.says("BEGIN:VCALENDAR");
        let feed = site.get(&format!("/actions.atom?{narrowed}")).await;
        feed.says("Acogida, con café");
        feed.never_says("Padrón");
        site.get("/latest.atom").await.says("Padrón");
        assert_eq!(site.get("/nothing.csv").await.status, http::StatusCode::NOT_FOUND);
        assert_eq!(site.get("/actions.pdf").await.status, http::StatusCode::NOT_FOUND);
    }

    /// VIS-02.
    #[tokio::test]
    async fn no_file_of_a_list_holds_what_is_not_for_everybody() {
        let site = TestSite::new().await;
        site.publishes(Kind::Action, "Abierta", Visibility::Public).await;
        site.publishes(Kind::Action, "Cerrada", Visibility::Organisation).await;
        for file in
            ["/actions.csv", "/actions.atom", "/actions.ics", "/agenda.csv", "/agenda.ics", "/agenda.atom"]
        {
            let page = site.sign_in("ana").await.get(file).await;
            assert_eq!(page.status, http::StatusCode::OK, "{file}");
            page.never_says("Cerrada");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "=cmd|' /C calc'!A0"] {
            assert_eq!(safe(Some(formula)), format!("'{formula}"));
        }
        assert_eq!(safe(Some("1 = 1")), "1 = 1");
        assert_eq!(safe(None), "");
    }
}
