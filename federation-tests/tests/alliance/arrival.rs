//! A territory arrives: what the others have is fetched; and a guest leaves for a node of its own with everything.

use super::{agree, founded, grants};
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_finds_the_last_texts_and_the_calendar_of_the_others() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare", "riba"]).await;
    let [valmar, aubrelle, tacuare, riba] = ["valmar", "aubrelle", "tacuare", "riba"].map(|n| &net[n]);
    valmar.announces("kind = \"communique\"\ntitle = \"A la OIM\"\nlanguage = \"es\"", "Pedimos recursos.");
    aubrelle.announces(
        "kind = \"meeting\"\ntitle = \"Foro\"\nlanguage = \"es\"\noccasion = { starts_at = \"2199-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }",
        "Nos vemos.",
    );
    valmar.publishes("Unas palabras de hoy").await;
    founded(&net).await;
    let welcome = valmar.page("/alliances/norte/welcome").await;
    assert!(welcome.contains("Alianza del Norte"), "{welcome}");

    let page = valmar.at("/alliances/norte");
    riba.runs(&["alliance", "join", &page, "--by", "ana", "--for", "riba"]);
    grants(valmar, riba).await;
    grants(tacuare, riba).await;
    agree(&[valmar, aubrelle, tacuare, riba], &[valmar, aubrelle, tacuare, riba]).await;
    let fetched = riba.runs(&["alliance", "import", "norte"]);
    assert_eq!((fetched["done"].as_u64(), fetched["total"].as_u64()), (Some(3), Some(3)), "{fetched}");
    assert_eq!(fetched["found"], 2, "a text and an event; passing words are no part of it: {fetched}");
    for (page, words) in [("/communiques", "A la OIM"), ("/meetings", "Foro"), ("/territories", "Aubrelle")] {
        assert!(riba.page(page).await.contains(words), "{page}");
    }
    assert!(!riba.page("/latest").await.contains("Unas palabras de hoy"));
}

/// Where a browser ends up.
async fn led_from(address: &str) -> String {
    let (browser, mut at) = (federation_tests::voice::client(), address.to_owned());
    for _ in 0..5 {
        let answer = browser.get(&at).header("accept", "text/html").send().await.expect("an answer");
        if !answer.status().is_redirection() {
            assert_eq!(answer.status(), StatusCode::OK, "{at}");
            return at;
        }
        let next = answer.headers()["location"].to_str().expect("an address").to_owned();
        let base: reqwest::Url = at.parse().expect("an address");
        at = base.join(&next).expect("an address").to_string();
    }
    panic!("{address} leads round in circles");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_graduates_to_its_own_node_with_texts_followers_and_stamps_and_old_addresses_lead_on() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare", "riba"]).await;
    let [valmar, aubrelle, tacuare, riba] = ["valmar", "aubrelle", "tacuare", "riba"].map(|n| &net[n]);
    founded(&net).await;
    // A guest of Valmar's node, and a member.
    valmar.runs(&["organisation", "create", "lagar", "--name", "Lagar"]);
    valmar.runs_with(
        &["user", "create", "eva", "--for", "lagar", "--role", "coordinator", "--password-stdin"],
        federation_tests::node::PASSWORD,
    );
    let guest = valmar.at("/ap/a/lagar");
    valmar.runs(&["alliance", "join", "norte", "--by", "eva", "--for", "lagar"]);
    for sponsor in [aubrelle, tacuare] {
        sponsor.runs(&["alliance", "sponsor", "norte", &guest, "--by", "ana", "--for", &sponsor.name]);
    }
    eventually("the guest is a member", || async {
        super::roster(tacuare, "").await.to_string().contains(&guest).then_some(())
    })
    .await;
    let file = valmar.folder().join("fiesta.md");
    std::fs::write(&file, "+++\nkind = \"action\"\ntitle = \"Fiesta\"\nlanguage = \"es\"\nthemes = [\"welcome\"]\n+++\nTraed algo.\n").expect("a file can be written");
    let old = valmar.runs(&["publish", &file.display().to_string(), "--by", "eva", "--for", "lagar"]);
    let (old_uri, old_url) = (old["uri"].as_str().expect("an id"), old["url"].as_str().expect("a page"));
    tacuare.follows(&format!("@lagar@{}", valmar.address)).await;

    // Riba's node becomes the home of Lagar: its texts, then its followers, then its place in the alliance.
    riba.runs(&["organisation", "create", "lagar", "--name", "Lagar"]);
    riba.runs_with(
        &["user", "create", "eva", "--for", "lagar", "--role", "coordinator", "--password-stdin"],
        federation_tests::node::PASSWORD,
    );
    let archive = net.folder().join("lagar.zip").display().to_string();
    valmar.runs(&["organisation", "export", "lagar", "--to", &archive, "--by", "eva"]);
    let taken = riba.runs(&["organisation", "import", "lagar", "--from", &archive, "--by", "eva"]);
    assert_eq!(taken["taken"], 1, "{taken}");
    let again = riba.runs(&["organisation", "import", "lagar", "--from", &archive, "--by", "eva"]);
    assert_eq!((again["taken"].as_u64(), again["known"].as_u64()), (Some(0), Some(1)), "nothing comes twice");
    riba.runs(&["organisation", "alias", "lagar", &format!("@lagar@{}", valmar.address)]);
    valmar.runs(&["organisation", "move", "lagar", &format!("@lagar@{}", riba.address)]);
    eventually("the followers came along", || async {
        let handle = format!("lagar@{}", riba.address);
        let page = riba.page("/@lagar").await;
        let account = riba.reads(&format!("/api/v1/accounts/lookup?acct={handle}")).await;
        (account["followers_count"].as_u64() >= Some(1) && page.contains("Fiesta")).then_some(())
    })
    .await;

    let arrived = led_from(old_url).await;
    assert!(arrived.starts_with(&riba.at("/actions/")), "{arrived}");
    let profile = led_from(&valmar.at("/@lagar")).await;
    assert!(profile.starts_with(&riba.at("/@lagar")), "{profile}");
    // Programs that hold the old id still get the document.
    assert_eq!(valmar.fetches(old_uri).await["id"], old_uri);

    // Its stamps are given anew by those who gave them, as they are asked.
    let new = riba.at("/ap/a/lagar");
    let page = valmar.at("/alliances/norte");
    riba.runs(&["alliance", "join", &page, "--by", "eva", "--for", "lagar"]);
    for sponsor in [aubrelle, tacuare] {
        let id = eventually("the sponsor is asked again", || async {
            let asked = sponsor.runs(&["stamp", "requests", "--by", "ana", "--for", &sponsor.name]);
            let open = asked.as_array()?.iter().find(|one| one["state"] == "asked" && one["asker"] == new)?;
            Some(open["id"].as_str()?.to_owned())
        })
        .await;
        sponsor.runs(&["stamp", "grant", &id, "--by", "ana", "--for", &sponsor.name]);
    }
    for node in [valmar, aubrelle, tacuare, riba] {
        eventually("the graduate is a member", || async {
            super::roster(node, "").await.to_string().contains(&new).then_some(())
        })
        .await;
    }
}
