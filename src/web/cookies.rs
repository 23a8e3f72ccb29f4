//! The cookies of the pages: the session, whom a person acts for, what a passkey is asked, and two choices of appearance. None is for tracking.

use axum_extra::extract::cookie::CookieJar;
use http::{HeaderMap, HeaderValue, header};

use crate::app::App;
use crate::node::{account, passkey};

const YEAR: i64 = 365 * 24 * 3600;

/// The name of the session's cookie. `__Host-` makes the browser refuse it from sub-domains and over plain HTTP;
/// several laboratories on one machine need names of their own.
pub fn session_name(app: &App) -> String {
    match app.config.node.base_url.port() {
        _ if is_secure(app) => "__Host-comarca".to_owned(),
        Some(port) => format!("comarca-{port}"),
        None => "comarca".to_owned(),
    }
}

/// The name of the cookie that says for whom a person acts.
pub fn acting_name(app: &App) -> String {
    session_name(app) + "-as"
}

/// The value of a cookie.
pub fn get(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

/// Opens a session in the browser.
pub fn begin_session(app: &App, headers: &mut HeaderMap, token: &str) {
    set(app, headers, &session_name(app), token, account::SESSION.num_seconds());
}

/// Ends the session in the browser.
pub fn end_session(app: &App, headers: &mut HeaderMap) {
    set(app, headers, &session_name(app), "", 0);
    set(app, headers, &acting_name(app), "", 0);
}

/// The name of the cookie that binds a passkey's answer to the browser it was asked from.
pub fn passkey_name(app: &App) -> String {
    session_name(app) + "-key"
}

/// Holds on to what was asked of a device while it answers.
pub fn begin_passkey(app: &App, headers: &mut HeaderMap, held: &str) {
    set(app, headers, &passkey_name(app), held, passkey::LASTS.num_seconds());
}

/// Lets go of it.
pub fn end_passkey(app: &App, headers: &mut HeaderMap) {
    set(app, headers, &passkey_name(app), "", 0);
}

/// Remembers a choice for a year.
pub fn choice(app: &App, headers: &mut HeaderMap, name: &str, value: &str) {
    set(app, headers, name, value, YEAR);
}

/// ACC-09. The values are ours: tokens, tags and numbers, nothing that needs quoting.
fn set(app: &App, headers: &mut HeaderMap, name: &str, value: &str, seconds: i64) {
    let secure = if is_secure(app) { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn is_secure(app: &App) -> bool {
    app.config.node.base_url.scheme() == "https"
}
