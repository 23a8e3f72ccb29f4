//! The way back after a small thing was done on a page.

use axum::response::Response;
use http::{HeaderMap, header};

use super::answer::{safe_next, see};

/// Goes back to the page of this node the form stood on, when the browser tells, else to `otherwise`.
pub fn back(headers: &HeaderMap, otherwise: &str) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let here = text(header::HOST).unwrap_or_default();
    let page = text(header::REFERER).and_then(|referer| url::Url::parse(referer).ok()).filter(|page| {
        let host = page.host_str().unwrap_or_default();
        page.port().map_or(host.to_owned(), |port| format!("{host}:{port}")) == here
    });
    match page {
        Some(page) => see(safe_next(&page[url::Position::BeforePath..])),
        None => see(otherwise),
    }
}

#[cfg(test)]
mod tests {
    use http::{Request, StatusCode, header};

    use crate::domain::publication::Kind;
    use crate::domain::visibility::Visibility;
    use crate::web::testing::{TestSite, password};

    /// A form that changed something small leads back to the page it stood on, and to no other node.
    #[tokio::test]
    async fn a_small_form_leads_back_to_its_page() {
        let site = TestSite::new().await;
        let action = site.publishes(Kind::Action, "Acogida", Visibility::Public).await;
        let ana = site.sign_in("ana").await;
        let path = format!("/save/{}", action.id);
        for (page, expected) in [
            ("https://valmar.example/actions?theme-of=health", "/actions?theme-of=health"),
            ("https://evil.example/actions", action.path().as_str()),
            ("", action.path().as_str()),
        ] {
            assert_eq!(ana.post_on(page, &path, &[]).await.location(), expected, "{page}");
        }
    }

    /// Browsers that know no `Sec-Fetch-Site` are judged by `Origin`: their own forms pass, others' do not.
    #[tokio::test]
    async fn an_old_browser_signs_in_and_a_forged_form_does_not_pass() {
        let site = TestSite::new().await;
        let (visitor, secret) = (site.visitor(), password("ana"));
        let from = async |origin: &str| {
            let request = Request::post("/sign-in").header(header::ORIGIN, origin);
            visitor.send(request, &[("login", "ana"), ("password", &secret)]).await.status
        };
        assert_eq!(from("https://valmar.example").await, StatusCode::SEE_OTHER);
        for forged in ["https://evil.example", "null"] {
            assert_eq!(from(forged).await, StatusCode::FORBIDDEN, "{forged}");
        }
    }
}
