//! Lets pages of other sites (web clients) call the API: any origin, but never with cookies (ACC-21).

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

const ALLOWED: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Idempotency-Key"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];
const READABLE: &str = "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

/// Answers preflight requests itself, and lets any page read every other answer.
pub async fn open(request: Request, next: Next) -> Response {
    let preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response =
        if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    if preflight {
        for (name, value) in ALLOWED {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    let_read(headers);
    response
}

fn let_read(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(READABLE));
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt;

    async fn ask(method: Method, wanted: Option<&str>) -> Response {
        let router = Router::new().route("/", get(async || "here")).layer(middleware::from_fn(open));
        let mut request =
            Request::builder().method(method).uri("/").header(header::ORIGIN, "https://elk.example");
        if let Some(wanted) = wanted {
            request = request.header(header::ACCESS_CONTROL_REQUEST_METHOD, wanted);
        }
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// ACC-21
    #[tokio::test]
    async fn any_page_may_ask_but_none_may_send_cookies() {
        let preflight = ask(Method::OPTIONS, Some("PUT")).await;
        assert_eq!(preflight.status(), StatusCode::NO_CONTENT);
        assert!(preflight.headers()[header::ACCESS_CONTROL_ALLOW_METHODS].to_str().unwrap().contains("PUT"));
        let answer = ask(Method::GET, None).await;
        assert_eq!(answer.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        for response in [preflight, answer] {
            assert!(!response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        }
    }
}
