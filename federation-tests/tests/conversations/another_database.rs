//! A node moves from SQLite to PostgreSQL and back: it is the same node to everybody, and what was on its way still goes.

use federation_tests::disorder::Chance;
use federation_tests::net::Net;
use federation_tests::patience::within;
use federation_tests::postgres::{self, Database};
use std::time::Duration;

/// What was put off goes within a minute once its origin answers.
const PUT_OFF: Duration = Duration::from_secs(120);

/// R-L08: with deliveries waiting, killed twice on the way, there and back.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_moves_to_postgresql_and_back_is_killed_on_the_way_and_loses_nothing() {
    if !postgres::is_there() {
        return;
    }
    let mut net = Net::of(&["barcelona", "bilbao"]).await;
    net.bilbao().follows(&net.barcelona().handle()).await;
    net.barcelona().publishes("Desde la casa vieja.").await;
    net.bilbao().sees("Desde la casa vieja.").await;
    net.bilbao().goes_offline().await;
    net.barcelona().publishes("Mientras nadie escuchaba.").await;

    let database = Database::created();
    let line = ["transfer", "--to", database.url()];
    let (_, complaint, done) = net.barcelona().tries(&line, "");
    assert!(!done && complaint.contains("stop it first"), "nobody moves while they work: {complaint}");
    net.barcelona().stops().await;
    let mut chance = Chance::of_the_day();
    for longest in [50, 500] {
        let mut moving = net.barcelona().begins(&line);
        tokio::time::sleep(chance.a_while(Duration::from_millis(longest))).await;
        moving.kill();
    }
    // PostgreSQL notices after a moment that whoever it served is dead. If the last one had just finished, that is well.
    within(Duration::from_secs(30), "all of it is moved", || async {
        let (_, complaint, done) = net.barcelona().tries(&line, "");
        (done || complaint.contains("not empty")).then_some(())
    })
    .await;
    net["barcelona"].relies_on(database.url());
    net.barcelona().starts().await;
    net.bilbao().comes_back().await;
    net.barcelona().publishes("Desde la casa nueva.").await;
    within(PUT_OFF, "what was on its way is at Bilbao", || async {
        net.bilbao().home_texts().await.contains(&"Mientras nadie escuchaba.".to_owned()).then_some(())
    })
    .await;
    net.bilbao().sees("Desde la casa nueva.").await;

    net.barcelona().stops().await;
    let file = format!("sqlite:{}", net.barcelona().folder().join("back.db").display());
    let moved = net.barcelona().runs(&["transfer", "--to", &file]);
    assert!(moved["rows"].as_u64().is_some_and(|rows| rows > 20), "{moved}");
    net["barcelona"].relies_on(&file);
    net.barcelona().starts().await;
    net.barcelona().publishes("Y otra vez en la vieja.").await;
    net.bilbao().sees("Y otra vez en la vieja.").await;
    let said = net.barcelona().texts_of(net.barcelona()).await;
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(net.bilbao().texts_of(net.barcelona()).await, said);
}
