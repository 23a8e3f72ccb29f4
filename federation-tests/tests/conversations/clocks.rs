//! What time it is where somebody meets, whoever reads it.

use chrono::TimeDelta;
use federation_tests::browser::Browser;
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use serde_json::json;

/// R-T04: nine o'clock before and after the clocks change, in Madrid and on the Canaries, is nine o'clock there: on both
/// nodes, on the wire and in calendars.
#[tokio::test(flavor = "multi_thread")]
async fn nine_o_clock_is_nine_o_clock_before_and_after_the_clocks_change() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let ana = Browser::signs_in(barcelona, "ana").await;
    for (day, zone, instant) in [
        ("2038-03-27", "Europe/Madrid", "20380327T080000Z"),
        ("2038-03-29", "Europe/Madrid", "20380329T070000Z"),
        ("2038-10-30", "Europe/Madrid", "20381030T070000Z"),
        ("2038-11-01", "Europe/Madrid", "20381101T080000Z"),
        ("2038-03-29", "Atlantic/Canary", "20380329T080000Z"),
        ("2040-02-29", "Atlantic/Canary", "20400229T090000Z"),
    ] {
        let title = format!("Encuentro {day} {zone}");
        let form = [
            ("title", title.as_str()),
            ("body", "A las nueve."),
            ("language", "es"),
            ("visibility", "public"),
            ("starts_at", day),
            ("starts_time", "09:00"),
            ("time_zone", zone),
            ("place", "Plaza"),
            ("place_locality", "Valmar"),
            ("do", "publish"),
        ];
        let sent = ana.sends("/compose/action", &form).await;
        assert!(sent.status.is_redirection(), "{title}: {} {}", sent.status, sent.html);
        let at_bilbao = eventually("it arrives", || async {
            bilbao.home().await.into_iter().find(|one| one.whole.to_string().contains(&title))
        })
        .await;
        let page = Browser::at(bilbao).opens(&format!("/actions/{}", at_bilbao.id)).await;
        assert!(page.says("9:00"), "{title}: {}", page.html);
        for node in [barcelona, bilbao] {
            let page = node.finds(&at_bilbao.uri).await.id;
            let calendar = node.page(&format!("/actions/{page}.ics")).await.replace("\r\n ", "");
            let local = format!("DTSTART;TZID={zone}:{}T090000", day.replace('-', ""));
            let said = calendar.contains(&format!("DTSTART:{instant}")) || calendar.contains(&local);
            assert!(said, "{title} at {}: {calendar}", node.name);
        }
    }
}

/// R-T03, COL-08: a clock that is set back and forth repeats no id, holds nothing up, and what was to come out at an hour comes
/// out once.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_repeats_no_id_and_lets_what_waits_for_its_hour_out_once() {
    let net = Net::founding(&["barcelona", "bilbao"]).in_virtual_time().stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let at = (net.now() + TimeDelta::hours(12)).to_rfc3339();
    let put_off = json!({ "status": "Sale a su hora.", "scheduled_at": at });
    barcelona.does("/api/v1/statuses", put_off).await;
    let mut ids = Vec::new();
    for (number, hours) in [0, -1, 24, -24, 1, 24, -25].into_iter().enumerate() {
        net.later(TimeDelta::hours(hours));
        let text = format!("Paso {number}");
        let said = barcelona.publishes(&text).await;
        ids.push(said.id.parse::<i64>().expect("ids are numbers"));
        bilbao.sees(&text).await;
        if hours == 24 {
            bilbao.sees("Sale a su hora.").await;
        }
    }
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted, ids, "each is newer than the one before");
    barcelona.dies();
    barcelona.starts().await;
    net.later(TimeDelta::days(2));
    barcelona.publishes("Último paso").await;
    bilbao.sees("Último paso").await;
    let home = bilbao.whole_home().await;
    assert_eq!(home.iter().filter(|one| one.text == "Sale a su hora.").count(), 1);
}
