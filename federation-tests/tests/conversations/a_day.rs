//! What nodes do all day: follow, publish, read, change, pass on, answer, like, come, take back.

use federation_tests::browser::Browser;
use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use federation_tests::postgres;
use reqwest::StatusCode;

const CITIES: [&str; 3] = ["barcelona", "bilbao", "palermo"];

#[tokio::test(flavor = "multi_thread")]
async fn what_one_city_publishes_is_read_passed_on_answered_changed_and_taken_back_in_the_others() {
    a_day(&Net::of(&CITIES).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_on_postgresql_is_one_like_the_others() {
    if postgres::is_there() {
        a_day(&Net::founding(&CITIES).on_postgres("bilbao").stands().await).await;
    }
}

/// Bilbao follows Barcelona, Palermo only Bilbao: what Palermo knows of Barcelona it knows by Bilbao's boost.
async fn a_day(net: &Net) {
    let (barcelona, bilbao, palermo) = (net.barcelona(), net.bilbao(), net.palermo());
    bilbao.follows(&barcelona.handle()).await;
    palermo.follows(&bilbao.handle()).await;
    becomes("Barcelona's followers", 1, || barcelona.followers()).await;

    let course = barcelona.publishes("Curso de lengua, aula 2").await.uri;
    bilbao.sees("Curso de lengua, aula 2").await;
    barcelona.edits(&course, "Curso de lengua, aula 3").await;
    bilbao.sees("Curso de lengua, aula 3").await;
    assert!(!bilbao.home_texts().await.contains(&"Curso de lengua, aula 2".to_owned()));

    bilbao.boosts(&course).await;
    palermo.sees("Curso de lengua, aula 3").await;
    becomes("the boosts that Barcelona counts", 1, || barcelona.counts(&course, "reblogs_count")).await;

    palermo.replies(&course, "¿Y en Palermo?").await;
    becomes("the answers at Barcelona", vec!["¿Y en Palermo?".to_owned()], || {
        barcelona.answers_below(&course)
    })
    .await;
    palermo.likes(&course).await;
    becomes("the likes at Barcelona", 1, || barcelona.counts(&course, "favourites_count")).await;
    let told: Vec<_> = barcelona.notices().await.into_iter().collect();
    for (kind, by) in
        [("follow", "bilbao"), ("reblog", "bilbao"), ("mention", "palermo"), ("favourite", "palermo")]
    {
        assert!(told.contains(&(kind.to_owned(), by.to_owned())), "{kind} by {by} is not in {told:?}");
    }

    palermo.unlikes(&course).await;
    becomes("the likes at Barcelona", 0, || barcelona.counts(&course, "favourites_count")).await;
    barcelona.withdraws(&course).await;
    for node in [bilbao, palermo] {
        becomes("what is left of it", false, || async {
            node.home_texts().await.contains(&"Curso de lengua, aula 3".to_owned())
        })
        .await;
    }
    becomes("what Barcelona says of it", StatusCode::GONE, || barcelona.answers_about(&course)).await;

    bilbao.unfollows(&barcelona.handle()).await;
    becomes("Barcelona's followers", 0, || barcelona.followers()).await;
    barcelona.publishes("Sin testigos").await;
    let seen = bilbao.publishes("Y nada más").await;
    palermo.sees(&seen.text).await;
    assert!(!bilbao.home_texts().await.contains(&"Sin testigos".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_is_counted_by_the_organiser_and_named_to_nobody() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let party = barcelona.announces(
        "kind = \"action\"\ntitle = \"Fiesta de bienvenida\"\ncapacity = 1\n\
         occasion = { starts_at = \"2038-06-12T16:00:00Z\", ends_at = \"2038-06-12T19:00:00Z\", zone = \"Europe/Madrid\" }\n\
         place = { name = \"Plaza de la Ribera\", locality = \"Barcelona\" }",
        "Traigan algo de comer, y a alguien.",
    );
    let at_bilbao = eventually("the party is at Bilbao's", || bilbao.knows(&party)).await;
    let guest = Browser::signs_in(bilbao, "ana").await;
    let page = format!("/actions/{}", at_bilbao.id);
    assert!(guest.opens(&page).await.says(&format!("/attend/{}", at_bilbao.id)));
    guest.sends(&format!("/attend/{}", at_bilbao.id), &[]).await;
    eventually("the seat is granted", || async { guest.opens(&page).await.says("Vas a ir").then_some(()) })
        .await;

    let organiser = Browser::signs_in(barcelona, "ana").await;
    let own_page = format!("/actions/{}", barcelona.finds(&party).await.id);
    assert!(organiser.opens(&own_page).await.says("Irá 1 persona"));
    assert!(!Browser::at(barcelona).opens(&own_page).await.says("bilbao"), "guests are named to nobody");
    let document = barcelona.fetches(&party).await.to_string();
    assert!(!document.contains("bilbao"), "guests are named to nobody: {document}");

    guest.sends(&format!("/unattend/{}", at_bilbao.id), &[]).await;
    eventually("the seat is free again", || async {
        organiser.opens(&own_page).await.says("Irán 0 personas").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_reaches_everybody_and_its_answers_come_together_where_it_was_made() {
    let net = Net::of(&CITIES).await;
    let (barcelona, bilbao, palermo) = (net.barcelona(), net.bilbao(), net.palermo());
    for node in [bilbao, palermo] {
        node.follows(&barcelona.handle()).await;
    }
    let call = barcelona.announces(
        "kind = \"call\"\ntitle = \"Mantas para el puerto\"\nsummary = \"Hacen falta mantas.\"\ndeadline = \"2038-12-31T12:00:00Z\"",
        "¿Quién puede traer mantas?",
    );
    for (node, answer) in [(bilbao, "Cien desde Bilbao"), (palermo, "Doscientas desde Palermo")] {
        eventually("the call arrives", || node.knows(&call)).await;
        node.replies(&call, answer).await;
    }
    for node in net.nodes() {
        eventually(&format!("both answers are at {}", node.name), || async {
            let mut answers = node.answers_below(&call).await;
            answers.sort();
            (answers == ["Cien desde Bilbao", "Doscientas desde Palermo"]).then_some(())
        })
        .await;
    }
}

/// COL-09: what those who run a node take out goes from every node that received it, however it came there.
#[tokio::test(flavor = "multi_thread")]
async fn what_moderators_take_out_is_gone_on_every_node_that_had_it() {
    let net = Net::of(&CITIES).await;
    let (barcelona, bilbao, palermo) = (net.barcelona(), net.bilbao(), net.palermo());
    bilbao.follows(&barcelona.handle()).await;
    palermo.follows(&bilbao.handle()).await;
    let post = barcelona.publishes("Esto no debía salir").await.uri;
    bilbao.sees("Esto no debía salir").await;
    bilbao.boosts(&post).await;
    palermo.sees("Esto no debía salir").await;
    barcelona.runs(&["moderation", "take-down", &post]);
    becomes("its address says that it is gone", StatusCode::GONE, || barcelona.answers_about(&post)).await;
    for node in [bilbao, palermo] {
        eventually(&format!("{} has it no longer", node.name), || async {
            node.knows(&post).await.is_none().then_some(())
        })
        .await;
    }
}
