//! How a reader wants to be spoken to: language and theme, from the address, a cookie or the browser.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Uri, header};

use super::cookies;
use super::state::Web;
use crate::words::{Lang, negotiate};

/// The themes, by the word in `data-theme`; the first follows the system.
pub const THEMES: [&str; 4] = ["auto", "light", "dark", "contrast"];

/// How to speak to this reader, and which page they asked for.
#[derive(Clone, Debug)]
pub struct Manner {
    pub lang: Lang,
    pub theme: &'static str,
    pub path: String,
    /// The query without what only chooses language or theme, as it stood.
    query: Vec<(String, String)>,
}

impl Manner {
    /// This very page with something else in its query: `?lang=fr`, `?theme=dark`.
    pub fn address_with(&self, name: &str, value: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query.iter().filter(|(n, _)| n != name));
        query.append_pair(name, value);
        format!("{}?{}", self.path, query.finish())
    }

    /// What the address says under a name.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The list of this page as a file of its own, narrowed as the page is: `/actions.csv?theme-of=health`. Where in the
    /// list a reader is and how it is drawn is left out.
    pub fn file(&self, ending: &str) -> String {
        let of_the_list = |(name, value): &&(String, String)| {
            !value.is_empty() && !matches!(name.as_str(), "before" | "view" | "month")
        };
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query.iter().filter(of_the_list));
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}.{ending}{mark}{query}", self.path)
    }

    /// The way to sign in and come back to this page.
    pub fn sign_in(&self) -> String {
        let next: String = url::form_urlencoded::byte_serialize(self.address().as_bytes()).collect();
        format!("/sign-in?next={next}")
    }

    /// This very page.
    pub fn address(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query);
        format!("{}?{}", self.path, query.finish())
    }
}

/// Finds out the manner, leaves it for the page, and keeps what was chosen in the address as cookies.
pub async fn notice(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let (lang, theme) = (chosen(request.uri(), "lang"), chosen(request.uri(), "theme"));
    let manner = read(&web, request.uri(), request.headers(), lang.as_deref(), theme.as_deref());
    request.extensions_mut().insert(manner.clone());
    let mut response = next.run(request).await;
    if lang.as_deref().and_then(Lang::from_tag).is_some() {
        cookies::choice(&web.app, response.headers_mut(), "lang", manner.lang.tag());
    }
    if theme.is_some() {
        cookies::choice(&web.app, response.headers_mut(), "theme", manner.theme);
    }
    response
}

fn read(web: &Web, uri: &Uri, headers: &HeaderMap, lang: Option<&str>, theme: Option<&str>) -> Manner {
    let cookie = |name| cookies::get(headers, name);
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wanted = theme.map(str::to_owned).or_else(|| cookie("theme")).unwrap_or_default();
    Manner {
        lang: negotiate([lang, cookie("lang").as_deref()], accept, web.default_language()),
        theme: THEMES.into_iter().find(|theme| *theme == wanted).unwrap_or(THEMES[0]),
        path: uri.path().to_owned(),
        query: pairs(uri)
            .into_iter()
            .filter(|(name, _)| name != "lang" && name != "theme" && name != "done")
            .collect(),
    }
}

fn chosen(uri: &Uri, name: &str) -> Option<String> {
    pairs(uri).into_iter().find(|(n, _)| n == name).map(|(_, value)| value)
}

fn pairs(uri: &Uri) -> Vec<(String, String)> {
    url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().take(50).collect()
}
