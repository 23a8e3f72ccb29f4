//! Every refusal is said in the reader's language.

use super::Node;
use http::{Request, StatusCode};

#[tokio::test]
async fn a_refusal_is_said_in_the_language_asked_for() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let said = async |languages: &str, query: &str| {
        let request = Request::post(format!("/api/v1/statuses{query}"))
            .header("authorization", format!("Bearer {ana}"))
            .header("content-type", "application/json")
            .header("accept-language", languages);
        node.send(request.body("{\"status\":\" \"}".into()).unwrap()).await
    };
    let english = said("en", "").await;
    assert_eq!(english.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(english.text("/error"), "Write some text or add a picture.");
    assert_eq!(english.text("/details/body/0/error"), "ERR_INVALID");
    assert_eq!(english.headers["content-language"], "en");
    for (languages, query, tag) in
        [("fr-CA, en;q=0.5", "", "fr"), ("ar", "", "ar"), ("tlh", "", "es"), ("en", "?lang=pt", "pt")]
    {
        let other = said(languages, query).await;
        assert_eq!(other.headers["content-language"], tag, "{languages} {query}");
        assert_ne!(other.text("/error"), english.text("/error"));
    }
}
