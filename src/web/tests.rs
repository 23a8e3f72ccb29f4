//! The pages, asked as browsers ask.

use super::testing::TestSite;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;
use http::StatusCode;

#[tokio::test]
async fn a_visitor_finds_what_was_published() {
    let site = TestSite::new().await;
    let action = site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    for path in ["/", "/latest", "/actions", "/@valmar", "/search?q=padron", &action.path()] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
        page.says("Padrón abierto");
    }
    for path in ["/agenda", "/territories", "/agenda.ics", "/@valmar.atom", "/@valmar.ics", "/tags/x"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}
