//! The client against scripted peers on loopback.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::*;
use script::Script;

mod script;

const ACTIVITY: &str = "application/activity+json";

fn laboratory() -> ClientSettings {
    ClientSettings {
        addresses: AddressPolicy::new(vec!["127.0.0.0/8".parse().unwrap()]),
        plain_http: true,
        total_deadline: Duration::from_millis(1500),
        ..ClientSettings::new("http://127.0.0.1:1/".parse().unwrap())
    }
}

fn production() -> Client {
    Client::new(ClientSettings::new("https://valmar.example/".parse().unwrap())).unwrap()
}

fn client() -> Client {
    Client::new(laboratory()).unwrap()
}

fn unsigned() -> Arc<dyn SignsRequests> {
    Arc::new(Unsigned)
}

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

async fn get(client: &Client, url: &Url) -> Result<Fetched, FetchError> {
    client.get(url, ACTIVITY, &unsigned()).await
}

fn document(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {ACTIVITY}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn moved(status: u16, to: &str) -> String {
    format!("HTTP/1.1 {status} Moved\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

/// Signs by saying what it was asked to sign.
#[derive(Default)]
struct Witness(AtomicUsize);

impl SignsRequests for Witness {
    fn key_id(&self) -> &str {
        "witness"
    }

    fn sign(&self, method: &Method, url: &Url, _: &[u8]) -> anyhow::Result<HeaderMap> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let mut headers = HeaderMap::new();
        headers.insert("signature", format!("{method} {}", url.path()).parse()?);
        Ok(headers)
    }
}

#[tokio::test]
async fn a_document_is_fetched_with_its_type_under_our_name() {
    let peer = Script::default().says("/a", document("{}")).plays().await;
    let fetched = get(&client(), &peer.url("/a")).await.unwrap();
    assert_eq!((fetched.status, fetched.content_type.as_deref()), (StatusCode::OK, Some(ACTIVITY)));
    assert_eq!(fetched.body, "{}");
    let request = &peer.requests()[0];
    assert!(request.contains("user-agent: Comarca (+http://127.0.0.1:1/)\r\n"), "{request}");
    assert!(request.contains("accept: application/activity+json\r\n"), "{request}");
}

/// SSR-01, SSR-05, SSR-06: addresses written into URLs, in every notation a URL parser accepts.
#[tokio::test]
async fn special_addresses_in_urls_are_never_contacted() {
    let client = production();
    for host in [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fd00::1]",
        "[2002:7f00:1::]",
    ] {
        let target = url(&format!("https://{host}/"));
        assert_eq!(
            get(&client, &target).await.unwrap_err(),
            FetchError::Forbidden(Forbidden::Address),
            "{host}"
        );
        let delivered = client.post(&target, HeaderMap::new(), Bytes::new()).await;
        assert_eq!(delivered.unwrap_err(), FetchError::Forbidden(Forbidden::Address), "{host}");
    }
}

/// SSR-02, SSR-03: what counts is where the name leads when the connection is made.
#[tokio::test]
async fn names_that_lead_to_special_addresses_are_never_contacted() {
    let refused = get(&production(), &url("https://localhost/")).await.unwrap_err();
    assert_eq!(refused, FetchError::Forbidden(Forbidden::Address));
}

/// SSR-11.
#[tokio::test]
async fn other_ports_schemes_and_credentials_are_refused() {
    let client = production();
    for (target, reason) in [
        ("https://1.1.1.1:8443/", Forbidden::Address),
        ("https://1.1.1.1:22/", Forbidden::Address),
        ("http://1.1.1.1/", Forbidden::Scheme),
        ("ftp://1.1.1.1/", Forbidden::Scheme),
        ("https://ana:secret@1.1.1.1/", Forbidden::Credentials),
        ("https://peer.example./", Forbidden::Host),
        ("data:text/plain,hello", Forbidden::Host),
    ] {
        assert_eq!(get(&client, &url(target)).await.unwrap_err(), FetchError::Forbidden(reason), "{target}");
    }
}

/// SSR-01: the laboratory's list opens loopback and nothing else, and only in development mode speaks plain http.
#[tokio::test]
async fn the_operators_list_opens_no_more_than_it_says() {
    let peer = Script::default().says("/a", document("{}")).plays().await;
    let closed = Client::new(ClientSettings {
        plain_http: false,
        base_url: url("https://valmar.example/"),
        ..laboratory()
    })
    .unwrap();
    assert_eq!(get(&closed, &peer.url("/a")).await.unwrap_err(), FetchError::Forbidden(Forbidden::Scheme));
    let elsewhere = get(&client(), &url("http://10.0.0.1:8001/")).await.unwrap_err();
    assert_eq!(elsewhere, FetchError::Forbidden(Forbidden::Address));
    let global = get(&client(), &url("http://1.1.1.1/")).await.unwrap_err();
    assert_eq!(global, FetchError::Forbidden(Forbidden::Address));
    assert!(peer.requests().is_empty());
}

/// SSR-17.
#[tokio::test]
async fn our_own_pages_are_not_fetched_over_the_network() {
    let refused = FetchError::Forbidden(Forbidden::OwnAddress);
    assert_eq!(get(&production(), &url("https://VALMAR.example/ap/a/valmar")).await.unwrap_err(), refused);
    assert_eq!(get(&production(), &url("https://valmar.example:8443/")).await.unwrap_err(), refused);
    assert_eq!(get(&client(), &url("http://127.0.0.1:1/ap/actor")).await.unwrap_err(), refused);
}

/// SSR-08: https never falls to http, and no hop leads where the first could not.
#[tokio::test]
async fn redirects_are_judged_like_first_requests() {
    for location in [
        "http://10.0.0.1/",
        "https://169.254.169.254/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "data:,x",
        "ftp://127.0.0.1/",
        "//[::1]/",
        "http://127.0.0.1:1/",
    ] {
        let peer = Script::default().says("/a", moved(302, location)).plays().await;
        let refused = get(&client(), &peer.url("/a")).await.unwrap_err();
        assert!(matches!(refused, FetchError::Forbidden(_)), "{location}: {refused:?}");
    }
}

/// SSR-09.
#[tokio::test]
async fn redirects_end_after_three_hops() {
    let chain = Script::default()
        .says("/1", moved(301, "/2"))
        .says("/2", moved(302, "/3"))
        .says("/3", moved(307, "/4"))
        .says("/4", document("{}"))
        .says("/0", moved(308, "/1"))
        .says("/loop", moved(302, "/loop"))
        .plays()
        .await;
    assert_eq!(get(&client(), &chain.url("/1")).await.unwrap().url, chain.url("/4"));
    assert_eq!(get(&client(), &chain.url("/0")).await.unwrap_err(), FetchError::TooManyRedirects);
    assert_eq!(get(&client(), &chain.url("/loop")).await.unwrap_err(), FetchError::TooManyRedirects);
}

/// SSR-13.
#[tokio::test]
async fn a_location_outside_a_redirect_is_ignored() {
    let peer = Script::default()
        .says("/ok", "HTTP/1.1 200 OK\r\nlocation: /elsewhere\r\ncontent-length: 2\r\n\r\n{}")
        .says("/gone", moved(410, "/elsewhere"))
        .plays()
        .await;
    assert_eq!(get(&client(), &peer.url("/ok")).await.unwrap().url, peer.url("/ok"));
    assert_eq!(get(&client(), &peer.url("/gone")).await.unwrap().status, StatusCode::GONE);
    assert_eq!(peer.requests().len(), 2);
}

/// SSR-14.
#[tokio::test]
async fn relative_locations_and_fragments_resolve() {
    let peer = Script::default()
        .says("/a/b", moved(302, "../c?d=1#main-key"))
        .says("/c?d=1", document("{}"))
        .plays()
        .await;
    assert_eq!(get(&client(), &peer.url("/a/b#x")).await.unwrap().url, peer.url("/c?d=1"));
}

#[tokio::test]
async fn every_hop_is_signed_for_itself() {
    let peer = Script::default().says("/a", moved(302, "/b")).says("/b", document("{}")).plays().await;
    let signer: Arc<dyn SignsRequests> = Arc::new(Witness::default());
    client().get(&peer.url("/a"), ACTIVITY, &signer).await.unwrap();
    let requests = peer.requests();
    assert!(requests[0].contains("signature: GET /a\r\n"), "{}", requests[0]);
    assert!(requests[1].contains("signature: GET /b\r\n"), "{}", requests[1]);
}

#[tokio::test]
async fn a_redirected_delivery_is_an_answer_not_a_second_delivery() {
    let peer = Script::default().says("/inbox", moved(307, "/other")).plays().await;
    let answer = client().post(&peer.url("/inbox"), HeaderMap::new(), Bytes::from("{}")).await.unwrap();
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_carries_what_the_queue_needs() {
    let script = "HTTP/1.1 429 Slow\r\nretry-after: 120\r\ndate: Sun, 06 Nov 2033 08:49:37 GMT\r\n\
                  accept-signature: sig1=(\"@method\")\r\ncontent-length: 0\r\n\r\n";
    let peer = Script::default().says("/inbox", script).plays().await;
    let answer = client().post(&peer.url("/inbox"), HeaderMap::new(), Bytes::from("{}")).await.unwrap();
    assert_eq!(answer.retry_after, Some(RetryAfter::Pause(Duration::from_secs(120))));
    assert_eq!(answer.date.unwrap().timestamp(), 2_014_879_777);
    assert_eq!(answer.accept_signature.as_deref(), Some("sig1=(\"@method\")"));
}

/// T195, DOS-03: the limit counts what a compressed body becomes.
#[tokio::test]
async fn a_bomb_is_cut_at_its_decoded_size() {
    let bomb = axum::Router::new()
        .route("/bomb", axum::routing::get(|| async { "0".repeat(8 * 1024 * 1024) }))
        .layer(tower_http::compression::CompressionLayer::new());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = url(&format!("http://{}/bomb", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, bomb).await });
    assert_eq!(get(&client(), &target).await.unwrap_err(), FetchError::TooLarge);
}

/// T194, DOS-06: a peer that never stops talking loses its listener at the deadline.
#[tokio::test]
async fn a_dribbling_peer_is_left_at_the_deadline() {
    let peer = Script::default()
        .dribbles("/slow", "HTTP/1.1 200 OK\r\n\r\n")
        .dribbles("/head", "HTTP/1.1 200 OK\r\nx-slow: ")
        .plays()
        .await;
    for path in ["/slow", "/head"] {
        let begun = Instant::now();
        assert_eq!(get(&client(), &peer.url(path)).await.unwrap_err(), FetchError::TimedOut);
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
    let delivered = client().post(&peer.url("/head"), HeaderMap::new(), Bytes::new()).await;
    assert_eq!(delivered.unwrap_err(), FetchError::TimedOut);
}

/// DOS-14.
#[tokio::test]
async fn many_askers_share_one_request() {
    let peer = Script::default().says("/a", document("{}")).plays().await;
    let (client, target) = (client(), peer.url("/a"));
    let askers = (0..100).map(|_| {
        let (client, target) = (client.clone(), target.clone());
        tokio::spawn(async move { get(&client, &target).await.unwrap().body })
    });
    for asked in askers.collect::<Vec<_>>() {
        assert_eq!(asked.await.unwrap(), "{}");
    }
    assert_eq!(peer.requests().len(), 1);
    get(&client, &target).await.unwrap();
    assert_eq!(peer.requests().len(), 2, "an answer is shared, not kept");
}

/// SIG-32.
#[tokio::test]
async fn a_failure_is_remembered_instead_of_repeated() {
    let peer = Script::default().plays().await;
    let client = client();
    for _ in 0..5 {
        assert_eq!(get(&client, &peer.url("/gone")).await.unwrap().status, StatusCode::NOT_FOUND);
    }
    assert_eq!(peer.requests().len(), 1);
}

/// SSR-20: nobody learns from the text whether something listens there.
#[tokio::test]
async fn refused_and_closed_addresses_are_told_alike() {
    let closed = get(&client(), &url("http://127.0.0.1:9/")).await.unwrap_err();
    let refused = get(&client(), &url("http://10.0.0.1:9/")).await.unwrap_err();
    assert_eq!(closed, FetchError::Unreachable);
    assert_eq!(closed.to_string(), refused.to_string());
}
