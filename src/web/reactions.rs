//! What somebody does with a publication besides reading it: like, boost, come, reply. Each is a small form.

use axum::extract::{Path, State};
use http::HeaderMap;

use super::answer::{Answer, see};
use super::back::back;
use super::fields::Fields;
use super::form::Form;
use super::publication::{again, seen};
use super::reader::Reader;
use crate::app::App;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::node::{boost, like, pin, publish, rsvp, vote};

/// `POST /like/{id}`
pub async fn like(State(app): State<App>, reader: Reader, headers: HeaderMap, Path(id): Path<i64>) -> Answer {
    like::like(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /unlike/{id}`
pub async fn unlike(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    like::unlike(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /boost/{id}`
pub async fn boost(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    boost::boost(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /unboost/{id}`
pub async fn unboost(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    boost::unboost(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /save/{id}`
pub async fn save(State(app): State<App>, reader: Reader, headers: HeaderMap, Path(id): Path<i64>) -> Answer {
    like::bookmark(&app, reader.acting()?, PublicationId(id), true).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /unsave/{id}`
pub async fn unsave(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    like::bookmark(&app, reader.acting()?, PublicationId(id), false).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /pin/{id}`
pub async fn pin(State(app): State<App>, reader: Reader, headers: HeaderMap, Path(id): Path<i64>) -> Answer {
    pin::pin(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /unpin/{id}`
pub async fn unpin(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    pin::unpin(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /vote/{id}`
pub async fn vote(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    let acting = reader.acting()?;
    let chosen: Vec<usize> = fields.all("choice").filter_map(|number| number.parse().ok()).collect();
    vote::vote(&app, acting, PublicationId(id), chosen).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /attend/{id}`
pub async fn attend(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    rsvp::join(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /unattend/{id}`
pub async fn unattend(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    rsvp::leave(&app, reader.acting()?, PublicationId(id)).await?;
    to_it(&app, &reader, &headers, id).await
}

/// `POST /reply/{id}`: a post that answers, for no more people than what it answers.
pub async fn reply(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let acting = reader.acting()?;
    let answered = seen(&mut app.db.read().await?, &reader, PublicationId(id)).await?;
    let mut content = Content::new(Kind::Post, audience(answered.visibility), reader.lang().tag());
    content.body = fields.text("body").to_owned();
    content.in_reply_to = Some(answered.id);
    match publish::publish(&app, acting, content).await {
        Ok(reply) => Ok(see(&format!("{}#p{}", answered.path(), reply.id))),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            again(&app, &reader, answered, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// An answer is never more public than what it answers, and never louder than a quiet post.
fn audience(answered: Visibility) -> Visibility {
    match answered {
        Visibility::Public => Visibility::Quiet,
        other => other,
    }
}

async fn to_it(app: &App, reader: &Reader, headers: &HeaderMap, id: i64) -> Answer {
    let path = path_of(app, reader, id).await?;
    Ok(back(headers, &path))
}

async fn path_of(app: &App, reader: &Reader, id: i64) -> Result<String> {
    Ok(seen(&mut app.db.read().await?, reader, PublicationId(id)).await?.path())
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::web::testing::TestSite;

    /// What somebody wrote is not lost because something is wrong with it.
    #[tokio::test]
    async fn an_answer_that_is_refused_comes_again_as_it_was_written() {
        let site = TestSite::new().await;
        let action = site.publishes(Kind::Action, "Acogida", Visibility::Public).await;
        let ana = site.sign_in("ana").await;
        let long = "palabra ".repeat(20_000);
        let page = ana.post(&format!("/reply/{}", action.id), &[("body", &long)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("id=\"body-error\"");
        page.says("palabra palabra palabra");
    }
}
