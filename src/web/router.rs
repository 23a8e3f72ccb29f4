//! Every page of the node, in the order a visitor meets them.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use super::state::Web;
use super::*;
use crate::app::App;
use crate::error::Error;

/// The pages of a node.
pub fn router(app: App) -> Router {
    let web = Web::new(app);
    pages(&web)
        .fallback(async || answer::Failure::from(Error::NotFound))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(web.clone(), answer::failures))
        .layer(from_fn_with_state(web.clone(), manner::notice))
        .layer(from_fn_with_state(web.app.clone(), headers::guard))
        // No page holds a secret that whoever makes it repeat their words could measure: sessions are in cookies alone.
        .layer(CompressionLayer::new())
        .with_state(web)
}

fn pages(web: &Web) -> Router<Web> {
    let public = Router::new()
        // What anybody sees first.
        .route("/", get(start::show))
        .route("/latest", get(lists::latest))
        .route("/agenda", get(agenda::show))
        .route("/agenda.{ending}", get(agenda::file))
        .route("/map", get(map::show))
        .route("/territories", get(directory::show))
        .route("/search", get(search::show))
        .route("/about", get(about::show))
        .route("/privacy", get(about::privacy))
        .route("/accessibility", get(about::accessibility))
        .route("/source", get(about::source))
        .route("/share/{name}", get(share::show))
        .route("/poster/{name}", get(poster::show))
        .route("/embed/{name}", get(embed::show))
        .route("/api/oembed", get(embed::describe))
        .route("/_styles", get(styles::show))
        .route("/alliances", get(alliances::list))
        .route("/alliances/{slug}", get(alliances::show))
        .route("/alliances/{slug}/welcome", get(welcome::show).post(welcome::go))
        .route("/moved", get(moved::show))
        .route("/recognitions", get(recognitions::show))
        .route("/recognition.json", get(recognitions::file))
        .route("/stamps", get(stamps::list))
        .route("/signatures/{name}", get(signatures::file))
        .route("/stamps.json", get(stamps::file))
        .route("/stamps/{id}", get(stamps::show))
        .route("/tags/{tag}", get(lists::tagged))
        // Publications by kind, and each one.
        .route("/{folder}", get(lists::kind))
        .route("/{folder}/{name}", get(publication::show))
        // Territories and people: `/@handle`, `/@handle.atom`, `/@handle.ics`.
        .route("/@{handle}", get(actor::show))
        .layer(from_fn_with_state(web.clone(), remembered::serve));
    let account = Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/code", post(sign_in::code))
        .route("/sign-in/passkey", post(passkey::ask))
        .route("/sign-in/passkey/answer", post(passkey::answer))
        .route("/sign-out", post(sign_in::leave))
        .route("/acting", post(sign_in::act_as))
        .route("/join", get(sign_up::show).post(sign_up::join))
        .route("/join/{secret}", get(sign_up::show).post(sign_up::join))
        .route("/begin", get(arriving::show).post(arriving::choose))
        .route("/setup/{secret}", get(setup::begin))
        .merge(logo_may_come(web))
        .route("/forgot", get(forgot::show).post(forgot::ask))
        .route("/confirm/{secret}", get(forgot::confirm))
        .route("/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::end))
        .route("/reset/{secret}", get(reset::show).post(reset::choose))
        .route("/home", get(home::show))
        .route("/notifications", get(notifications::show))
        .route("/share", get(share::begin))
        .route("/authorize_interaction", get(share::authorize))
        .route("/follow", get(follow::find))
        .route("/follow/{id}", post(follow::begin))
        .route("/unfollow/{id}", post(follow::end))
        .route("/accept/{id}", post(follow::accept))
        .route("/reject/{id}", post(follow::reject))
        .route("/mute/{id}", post(follow::mute))
        .route("/block/{id}", post(follow::block))
        .route("/unblock/{id}", post(follow::unblock))
        .route("/report/{id}", get(report::show).post(report::send))
        .route("/saved", get(saved::show))
        .route("/save/{id}", post(reactions::save))
        .route("/unsave/{id}", post(reactions::unsave))
        .route("/like/{id}", post(reactions::like))
        .route("/unlike/{id}", post(reactions::unlike))
        .route("/boost/{id}", post(reactions::boost))
        .route("/unboost/{id}", post(reactions::unboost))
        .route("/pin/{id}", post(reactions::pin))
        .route("/unpin/{id}", post(reactions::unpin))
        .route("/vote/{id}", post(reactions::vote))
        .route("/attend/{id}", post(reactions::attend))
        .route("/unattend/{id}", post(reactions::unattend))
        .route("/reply/{id}", post(reactions::reply))
        .route("/appeal/{id}", get(appeal::show).post(appeal::send))
        .route("/alliance/found", get(charters::begin).post(charters::found))
        .route("/alliance/join", get(joining::begin).post(joining::find))
        .route("/alliances/{slug}/amend", get(charters::propose).post(charters::amend))
        .route("/alliances/{slug}/invite", get(welcome::invite).post(welcome::host))
        .route("/alliances/{slug}/import", get(joining::import))
        .route("/alliances/{slug}/join", post(joining::join))
        .route("/alliances/{slug}/leave", post(joining::leave))
        .route("/alliances/{slug}/sponsor", post(joining::sponsor))
        .route("/alliances/{slug}/exclude", post(joining::exclude))
        .route("/recognition/new", get(recognitions::begin).post(recognitions::propose))
        .route("/adopt/{id}", post(asking::adopt))
        .route("/adhere/{id}", get(adhesion::begin).post(adhesion::adhere))
        .route("/unadhere/{id}", post(adhesion::unadhere))
        .route("/adhesion/{secret}", get(adhesion::proved).post(adhesion::settle))
        .route("/signatures/{name}/ask", get(asking::begin).post(asking::ask))
        .route("/signatures/{name}/lift", post(asking::lift))
        .route("/stamps/{id}/revoke", post(stamps::revoke))
        .route("/stamps/{id}/renew", post(stamps::renew))
        .route("/stamps/{id}/prepare", post(requests::prepare))
        .route("/stamps/{id}/grant", post(requests::grant))
        .route("/stamps/{id}/refuse", post(requests::refuse));
    let writing = Router::new()
        .route("/compose", get(compose::choose))
        .route("/compose/{kind}", get(compose::begin).post(compose::send))
        .route("/edit/{id}", get(compose::edit).post(compose::change))
        .route("/withdraw/{id}", get(compose::ask_withdraw).post(compose::withdraw))
        .route("/drafts", get(drafts::list))
        .route("/later/{id}", get(later::begin).post(later::set))
        .route("/later/{id}/keep", post(later::keep))
        .route("/history/{id}", get(history::show))
        .layer(DefaultBodyLimit::max(form_max(&web.app)));
    let consent = Router::new()
        // With and without a slash at the end: applications write both.
        .route("/oauth/authorize", get(consent::ask).post(consent::decide))
        .route("/oauth/authorize/", get(consent::ask).post(consent::decide))
        .route("/oauth/authorize/native", get(consent::native));
    let fixed = Router::new()
        .route("/assets/{name}", get(assets::serve))
        .route("/tint/{name}", get(tint::serve))
        .route("/weave/{name}", get(assets::weave))
        .route("/media/{name}", get(media::serve))
        .route("/media/remote/{what}/{id}", get(media::remote));
    public
        .merge(account)
        .merge(writing)
        .merge(admin::routes(&web.app))
        .merge(settings::routes(&web.app))
        .merge(consent)
        .merge(fixed)
        .merge(moderation::routes())
}

/// The first run, in which a logo may come.
fn logo_may_come(web: &Web) -> Router<Web> {
    let limit = DefaultBodyLimit::max((web.app.config.limits.upload_mib + 1) * 1024 * 1024);
    Router::new().route("/setup/{secret}/{step}", get(setup::show).post(setup::send)).layer(limit)
}

/// Several files may come with one form.
fn form_max(app: &App) -> usize {
    app.config.limits.upload_mib * 4 * 1024 * 1024
}
