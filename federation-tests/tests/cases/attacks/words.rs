//! PRS and DOS: words and numbers that no careful writer sends.

use crate::world::{World, encoded};
use federation_tests::patience::eventually;
use serde_json::json;

/// PRS-04: markup from other languages than HTML is no error, and nothing of it runs.
#[tokio::test]
async fn odd_markup_is_read_without_a_stumble() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    for (n, odd) in [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><annotation-xml encoding=\"text/html\"><p onclick=alert(1)>x</p></annotation-xml></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template><select><option><style></option></select><script>alert(1)</script>",
        "<p xmlns=\"http://www.w3.org/2000/svg\"><a xlink:href=\"javascript:alert(1)\">x</a>",
        "</script><!--<script>alert(1)",
    ]
    .into_iter()
    .enumerate()
    {
        let note = eva.note(&format!("marca {n} {odd}"));
        assert_eq!(eva.delivers(node, &eva.activity("Create", &note)).await.as_u16(), 202, "PRS-04 {odd}");
        let shown = eventually("it is shown", || world.local(&note["id"])).await;
        let page = world.page_of("posts", &shown).await;
        assert_eq!(page.status.as_u16(), 200, "PRS-04 {odd}");
        for harm in ["<script>alert", "onerror=", "onclick=", "javascript:alert"] {
            let inert = page.text.replace("onerror=alert(1)&gt;", "");
            assert!(!inert.contains(harm), "PRS-04 {odd}: {inert}");
        }
    }
}

/// DOS-29: places that are nowhere on earth, and dates that no calendar has, leave the rest of an event readable.
#[tokio::test]
async fn an_event_in_an_impossible_place_is_still_an_event() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    for (n, (latitude, longitude)) in [
        (json!(1e308), json!(-1e308)),
        (json!("NaN"), json!("Infinity")),
        (json!(91), json!(181)),
        (json!([1, 2]), json!({"a": 1})),
        (json!(null), json!(true)),
    ]
    .into_iter()
    .enumerate()
    {
        let mut event = eva.note("fiesta");
        event["type"] = json!("Event");
        event["name"] = json!(format!("Fiesta {n}"));
        event["startTime"] = json!("2099-06-01T10:00:00Z");
        event["location"] =
            json!({"type": "Place", "name": "Plaza", "latitude": latitude, "longitude": longitude});
        assert_eq!(
            eva.delivers(node, &eva.activity("Create", &event)).await.as_u16(),
            202,
            "DOS-29 {latitude}"
        );
        let shown = eventually("it is shown", || world.local(&event["id"])).await;
        let page = world.page_of("actions", &shown).await;
        assert_eq!(page.status.as_u16(), 200, "DOS-29");
        assert!(page.text.contains("Plaza"), "DOS-29 {latitude}");
        for path in ["/map", "/agenda", "/agenda.ics"] {
            let answer = world.asks(path, &[("accept", "*/*")]).await;
            assert_eq!(answer.status.as_u16(), 200, "DOS-29 {path}");
            assert!(!answer.text.contains("NaN") && !answer.text.contains("inf"), "DOS-29 {path}");
        }
    }
}

/// OPS-03: what would be SQL if anybody took it for that is looked for as words, sorted by and paged through as nothing.
#[tokio::test]
async fn words_that_look_like_sql_are_words() {
    let world = World::new().await;
    let node = world.node();
    node.publishes("sigo aquí").await;
    for words in [
        "' or '1'='1",
        "'; drop table publication; --",
        "\" union select key from key --",
        "1) or (1=1",
        "%' or 1=1/*",
        "title:(a NEAR b) AND NOT *",
        "\\'; select pg_sleep(20); --",
    ] {
        let q = encoded(words);
        for path in [
            format!("/search?q={q}"),
            format!("/actions?theme={q}&sort={q}&place={q}&page={q}&when={q}"),
            format!("/latest?before={q}&after={q}"),
            format!("/territories?q={q}"),
            format!("/@{q}"),
            format!("/.well-known/webfinger?resource={q}"),
        ] {
            let answer = world.asks(&path, &[("accept", "text/html")]).await;
            assert!(!answer.status.is_server_error(), "OPS-03 {path}: {}", answer.status);
        }
        for path in [
            format!("/api/v2/search?q={q}&type={q}"),
            format!("/api/v1/timelines/public?max_id={q}&since_id={q}&limit={q}"),
            format!("/api/v1/accounts/lookup?acct={q}"),
        ] {
            let (status, _) = node.asks(reqwest::Method::GET, &path, None).await;
            assert!(!status.is_server_error(), "OPS-03 {path}: {status}");
        }
    }
    assert_eq!(
        node.reads("/api/v1/timelines/public?limit=5").await.as_array().map(Vec::len),
        Some(1),
        "OPS-03"
    );
}
