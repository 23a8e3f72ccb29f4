//! Every route of the client API, in the order of Mastodon's own documentation. With and without a slash at the end:
//! clients write both.

use crate::api::error::ApiError;
use crate::api::{
    account_actions, account_lists, accounts, admin_accounts, admin_domains, apps, cors, credentials,
    instance, language, media, nothing, notification_groups, notifications, oauth, polls, quotes, reactions,
    reports, scheduled, search, settings, status_context, statuses, timelines,
};
use crate::app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{MethodRouter, any, get, patch, post, put};

/// The largest body of a request that carries no file, in bytes.
const BODY_MAX: usize = 256 * 1024;
/// What a form adds around a file, in bytes.
const AROUND_A_FILE: usize = 256 * 1024;

/// The API and the machine's half of OAuth.
pub fn router(app: &App) -> Router<App> {
    let upload = DefaultBodyLimit::max(app.config.limits.upload_mib * 1024 * 1024 + AROUND_A_FILE);
    let routes = ROUTES.iter().fold(Router::new(), |router, (path, handlers)| with(router, path, handlers()));
    let routes = routes.layer(DefaultBodyLimit::max(BODY_MAX));
    let uploads =
        UPLOADS.iter().fold(Router::new(), |router, (path, handlers)| with(router, path, handlers()));
    let unknown = || any(async || ApiError::not_found());
    routes
        .merge(uploads.layer(upload))
        .route("/api/v1/{*rest}", unknown())
        .route("/api/v2/{*rest}", unknown())
        .method_not_allowed_fallback(async || ApiError::wrong_method())
        .layer(middleware::from_fn_with_state(app.clone(), language::refuse_in_words))
        .layer(middleware::from_fn(cors::open))
        .merge(super::open::router())
}

fn with(router: Router<App>, path: &str, handlers: MethodRouter<App>) -> Router<App> {
    router.route(path, handlers.clone()).route(&format!("{path}/"), handlers)
}

/// Every path, for the tests that go through all of them.
#[cfg(test)]
pub(super) fn paths() -> impl Iterator<Item = &'static str> {
    UPLOADS.iter().chain(ROUTES).map(|(path, _)| *path)
}

type Handlers = fn() -> MethodRouter<App>;

/// What carries files.
const UPLOADS: [(&str, Handlers); 3] = [
    ("/api/v1/accounts/update_credentials", || patch(credentials::update)),
    ("/api/v1/media", || post(media::upload)),
    ("/api/v2/media", || post(media::upload)),
];

const ROUTES: &[(&str, Handlers)] = &[
    // Letting applications in
    ("/.well-known/oauth-authorization-server", || get(oauth::metadata)),
    ("/oauth/token", || post(oauth::token)),
    ("/oauth/revoke", || post(oauth::revoke)),
    ("/oauth/userinfo", || get(oauth::userinfo).post(oauth::userinfo)),
    ("/api/v1/apps", || post(apps::create)),
    ("/api/v1/apps/verify_credentials", || get(apps::verify)),
    // Accounts
    ("/api/v1/accounts", || get(accounts::list)),
    ("/api/v1/accounts/verify_credentials", || get(credentials::verify)),
    ("/api/v1/accounts/lookup", || get(accounts::lookup)),
    ("/api/v1/accounts/search", || get(accounts::search)),
    ("/api/v1/accounts/relationships", || get(accounts::relationships)),
    ("/api/v1/accounts/familiar_followers", || get(nothing::of_mine)),
    ("/api/v1/accounts/{id}", || get(accounts::show)),
    ("/api/v1/accounts/{id}/statuses", || get(account_lists::statuses)),
    ("/api/v1/accounts/{id}/followers", || get(account_lists::followers)),
    ("/api/v1/accounts/{id}/following", || get(account_lists::following)),
    ("/api/v1/accounts/{id}/featured_tags", || get(nothing::for_anybody)),
    ("/api/v1/accounts/{id}/endorsements", || get(nothing::for_anybody)),
    ("/api/v1/accounts/{id}/identity_proofs", || get(nothing::for_anybody)),
    ("/api/v1/accounts/{id}/lists", || get(nothing::lists)),
    ("/api/v1/accounts/{id}/follow", || post(account_actions::follow)),
    ("/api/v1/accounts/{id}/unfollow", || post(account_actions::unfollow)),
    ("/api/v1/accounts/{id}/remove_from_followers", || post(account_actions::let_go)),
    ("/api/v1/accounts/{id}/block", || post(account_actions::block)),
    ("/api/v1/accounts/{id}/unblock", || post(account_actions::unblock)),
    ("/api/v1/accounts/{id}/mute", || post(account_actions::mute)),
    ("/api/v1/accounts/{id}/unmute", || post(account_actions::unmute)),
    ("/api/v1/follow_requests", || get(account_actions::requests)),
    ("/api/v1/follow_requests/{id}/authorize", || post(account_actions::let_in)),
    ("/api/v1/follow_requests/{id}/reject", || post(account_actions::turn_away)),
    ("/api/v1/blocks", || get(account_actions::blocks)),
    ("/api/v1/mutes", || get(account_actions::mutes)),
    ("/api/v1/bookmarks", || get(reactions::bookmarks)),
    ("/api/v1/favourites", || get(reactions::favourites)),
    ("/api/v1/preferences", || get(settings::preferences)),
    ("/api/v1/filters", || get(nothing::filters)),
    ("/api/v2/filters", || get(nothing::filters)),
    ("/api/v1/domain_blocks", || get(nothing::of_mine)),
    ("/api/v1/endorsements", || get(nothing::of_mine)),
    ("/api/v1/featured_tags", || get(nothing::of_mine)),
    ("/api/v1/featured_tags/suggestions", || get(nothing::of_mine)),
    ("/api/v1/followed_tags", || get(nothing::of_mine)),
    ("/api/v1/suggestions", || get(nothing::of_mine)),
    ("/api/v2/suggestions", || get(nothing::of_mine)),
    // Statuses
    ("/api/v1/statuses", || post(statuses::create).get(statuses::list)),
    ("/api/v1/statuses/{id}", || get(statuses::show).put(statuses::edit).delete(statuses::delete)),
    ("/api/v1/statuses/{id}/context", || get(status_context::context)),
    ("/api/v1/statuses/{id}/history", || get(status_context::history)),
    ("/api/v1/statuses/{id}/source", || get(status_context::source)),
    ("/api/v1/statuses/{id}/favourited_by", || get(status_context::favourited_by)),
    ("/api/v1/statuses/{id}/reblogged_by", || get(status_context::reblogged_by)),
    ("/api/v1/statuses/{id}/quotes", || get(quotes::list)),
    ("/api/v1/statuses/{id}/quotes/{quoting}/revoke", || post(quotes::revoke)),
    ("/api/v1/statuses/{id}/interaction_policy", || put(quotes::set_policy)),
    ("/api/v1/statuses/{id}/favourite", || post(reactions::favourite)),
    ("/api/v1/statuses/{id}/unfavourite", || post(reactions::unfavourite)),
    ("/api/v1/statuses/{id}/reblog", || post(reactions::reblog)),
    ("/api/v1/statuses/{id}/unreblog", || post(reactions::unreblog)),
    ("/api/v1/statuses/{id}/pin", || post(reactions::pin)),
    ("/api/v1/statuses/{id}/unpin", || post(reactions::unpin)),
    ("/api/v1/statuses/{id}/bookmark", || post(reactions::bookmark)),
    ("/api/v1/statuses/{id}/unbookmark", || post(reactions::unbookmark)),
    ("/api/v1/polls/{id}", || get(polls::show)),
    ("/api/v1/polls/{id}/votes", || post(polls::vote)),
    ("/api/v1/scheduled_statuses", || get(scheduled::list)),
    ("/api/v1/scheduled_statuses/{id}", || {
        get(scheduled::show).put(scheduled::update).delete(scheduled::cancel)
    }),
    ("/api/v1/media/{id}", || get(media::show).put(media::update)),
    // Timelines
    ("/api/v1/timelines/home", || get(timelines::home)),
    ("/api/v1/timelines/public", || get(timelines::public)),
    ("/api/v1/timelines/tag/{tag}", || get(timelines::tag)),
    ("/api/v1/lists", || get(nothing::lists)),
    ("/api/v1/conversations", || get(nothing::conversations)),
    ("/api/v1/markers", || get(settings::markers).post(settings::set_markers)),
    ("/api/v1/trends/links", || get(nothing::for_anybody)),
    ("/api/v1/trends/statuses", || get(nothing::for_anybody)),
    ("/api/v1/trends/tags", || get(nothing::for_anybody)),
    // Notifications
    ("/api/v1/notifications", || get(notifications::list)),
    ("/api/v1/notifications/clear", || post(notifications::clear)),
    ("/api/v1/notifications/unread_count", || get(notifications::unread)),
    ("/api/v1/notifications/requests", || get(nothing::of_mine)),
    ("/api/v1/notifications/{id}", || get(notifications::show)),
    ("/api/v1/notifications/{id}/dismiss", || post(notifications::dismiss)),
    ("/api/v2/notifications", || get(notification_groups::list)),
    ("/api/v2/notifications/unread_count", || get(notifications::unread)),
    ("/api/v2/notifications/policy", || get(nothing::policy)),
    ("/api/v2/notifications/{key}", || get(notification_groups::show)),
    ("/api/v2/notifications/{key}/accounts", || get(notification_groups::accounts)),
    ("/api/v2/notifications/{key}/dismiss", || post(notification_groups::dismiss)),
    // Search and the node
    ("/api/v2/search", || get(search::search)),
    ("/api/v1/instance", || get(instance::v1)),
    ("/api/v2/instance", || get(instance::v2)),
    ("/api/v1/instance/rules", || get(instance::rules)),
    ("/api/v1/instance/peers", || get(instance::peers)),
    ("/api/v1/instance/domain_blocks", || get(admin_domains::public)),
    ("/api/v1/instance/extended_description", || get(instance::description)),
    ("/api/v1/custom_emojis", || get(nothing::for_anybody)),
    ("/api/v1/announcements", || get(nothing::announcements)),
    // Reports
    ("/api/v1/reports", || post(reports::create)),
    ("/api/v1/admin/reports", || get(reports::list)),
    ("/api/v1/admin/reports/{id}", || get(reports::show)),
    ("/api/v1/admin/reports/{id}/assign_to_self", || post(reports::take_on)),
    ("/api/v1/admin/reports/{id}/unassign", || post(reports::hand_back)),
    ("/api/v1/admin/reports/{id}/resolve", || post(reports::resolve)),
    ("/api/v1/admin/reports/{id}/reopen", || post(reports::reopen)),
    // Moderation
    ("/api/v1/admin/accounts", || get(admin_accounts::list)),
    ("/api/v2/admin/accounts", || get(admin_accounts::list)),
    ("/api/v1/admin/accounts/{id}", || get(admin_accounts::show)),
    ("/api/v1/admin/accounts/{id}/action", || post(admin_accounts::act)),
    ("/api/v1/admin/accounts/{id}/unsilence", || post(admin_accounts::unsilence)),
    ("/api/v1/admin/accounts/{id}/unsuspend", || post(admin_accounts::unsuspend)),
    ("/api/v1/admin/domain_blocks", || get(admin_domains::list).post(admin_domains::create)),
    ("/api/v1/admin/domain_blocks/{id}", || {
        get(admin_domains::show).put(admin_domains::update).delete(admin_domains::delete)
    }),
];
