//! `/poster/{id}`: a publication as a sheet for a wall: what, when, where, who, and a code for those who want to know more.

use askama::Template;
use axum::extract::{Path, State};

use super::answer::{Answer, page};
use super::card::{Card, cards};
use super::filters;
use super::publication::parts;
use super::reader::Reader;
use super::shape::{Facts, Text};
use super::share::{qr, shareable};
use crate::app::App;
use crate::error::Error;
use crate::store::publications::details;

/// As much of a programme as one sheet holds.
const MOST: usize = 16;

#[derive(Template)]
#[template(path = "poster.html")]
struct PosterPage<'a> {
    reader: &'a Reader,
    card: Card,
    text: Text,
    facts: Facts,
    /// What belongs to it, by date.
    programme: Vec<Card>,
    address: String,
    qr: String,
}

/// `GET /poster/{id}`: only of what everybody may read.
pub async fn show(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let mut tx = app.db.read().await?;
    let p = shareable(&mut tx, &reader, &name).await?;
    let details = details(&mut tx, p.id).await?;
    let mut programme = parts(&app, &mut tx, &reader, &p).await?;
    programme.retain(|part| part.when.is_some());
    programme.truncate(MOST);
    let address = app.uri(&format!("/{}/{}", p.kind.folder(), p.id));
    let template = PosterPage {
        reader: &reader,
        text: Text::best(&reader, &p, &details, ""),
        facts: Facts::of(&reader, &p, &details, None, false),
        programme,
        qr: qr(&address)?,
        address,
        card: cards(&app, &mut tx, &reader, vec![p]).await?.pop().ok_or(Error::NotFound)?,
    };
    page(&reader, &template)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use crate::domain::content::Content;
    use crate::domain::publication::Kind;
    use crate::domain::time::Occasion;
    use crate::domain::visibility::Visibility;
    use crate::node::publish;
    use crate::web::testing::TestSite;

    #[tokio::test]
    async fn a_poster_tells_the_programme_and_exists_only_for_what_everybody_may_read() {
        let site = TestSite::new().await;
        let week = site.publishes(Kind::Action, "Semana de acogida", Visibility::Public).await;
        let mut event = Content::new(Kind::Action, Visibility::Public, "es");
        event.title = Some("Cena de bienvenida".into());
        event.body = "Traed platos.".into();
        event.about_uri = Some(week.uri.clone());
        let starts_at = site.app.now() + chrono::Duration::days(3);
        event.occasion = Some(Occasion { starts_at, ends_at: None, zone: "Europe/Madrid".into() });
        publish::publish(&site.app, &site.ana, event).await.unwrap();
        site.get(&week.path()).await.says("Cena de bienvenida");
        let poster = site.get(&format!("/poster/{}", week.id)).await;
        poster.says("Semana de acogida");
        poster.says("Cena de bienvenida");
        poster.says("<svg");
        let closed = site.publishes(Kind::Action, "Solo para nosotras", Visibility::Organisation).await;
        let ana = site.sign_in("ana").await;
        assert_eq!(ana.get(&format!("/poster/{}", closed.id)).await.status, StatusCode::NOT_FOUND);
    }
}
