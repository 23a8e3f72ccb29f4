//! Texts that organisations sign together, over five nodes; and what each city promises another.

use chrono::TimeDelta;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::eventually;
use serde_json::{Value, json};

/// The number of what is asked of a node about a target, once it is asked.
async fn asked(node: &Node, target: &str) -> String {
    eventually(&format!("{} is asked about {target}", node.name), || async {
        let asked = node.runs(&["stamp", "requests", "--by", "ana", "--for", &node.name]);
        let open = |one: &&Value| one["state"] == "asked" && one["target"] == target;
        Some(asked.as_array()?.iter().find(open)?["id"].as_str()?.to_owned())
    })
    .await
}

/// Prepares a signature as Ana, and grants it as the signatory, once it is asked.
async fn signs(node: &Node, text: &str, reservation: &str) {
    let who = ["--by", "ana", "--for", &node.name];
    let id = asked(node, text).await;
    let alone = ["stamp", "grant", &id, "--by", "ana", "--for", &node.name];
    assert!(!node.tries(&alone, "").2, "nobody signs alone");
    node.runs(&[&["stamp", "prepare", &id, "--reservation", reservation], &who[..]].concat());
    assert!(!node.tries(&alone, "").2, "who prepared it does not grant it");
    node.runs(&["stamp", "grant", &id, "--by", "sol", "--for", &node.name]);
}

/// T172, T175: a text that was changed says that what was signed is an earlier one; who takes a signature back stays
/// to be seen.
#[tokio::test(flavor = "multi_thread")]
async fn organisations_sign_one_text_and_an_edit_makes_it_visibly_an_earlier_one() {
    let net = Net::of(&["valmar", "aubrelle", "tacuare", "riba", "nador"]).await;
    let [valmar, aubrelle, tacuare, riba, nador] =
        ["valmar", "aubrelle", "tacuare", "riba", "nador"].map(|name| &net[name]);
    for node in [aubrelle, tacuare, riba, nador] {
        node.employs("sol", "signatory");
        node.follows(&valmar.handle()).await;
    }
    let head = "kind = \"communique\"\ntitle = \"A la OIM\"\nlanguage = \"es\"";
    let text = valmar.announces(head, "Pedimos recursos para la acogida.");
    let handles = [aubrelle, tacuare, riba, nador].map(Node::handle);
    let mut ask = vec!["stamp", "ask", &text, "--by", "ana", "--for", "valmar"];
    ask.extend(handles.iter().flat_map(|handle| ["--of", handle.as_str()]));
    valmar.runs(&ask);
    for node in [aubrelle, tacuare, riba, nador] {
        node.finds(&text).await;
    }
    signs(aubrelle, &text, "").await;
    signs(tacuare, &text, "Salvo el punto tercero.").await;
    signs(riba, &text, "").await;
    let id = asked(nador, &text).await;
    nador.runs(&["stamp", "refuse", &id, "--by", "ana", "--for", "nador"]);
    // A plain reply that pretends is a reply.
    tacuare.replies(&text, "Valmar se adhiere").await;

    let number = text.rsplit('/').next().expect("an id").to_owned();
    let file = format!("/signatures/{number}.json");
    let evidence = eventually("all signatures are there", || async {
        let found = valmar.reads(&file).await;
        (found["totalItems"] == 3).then_some(found)
    })
    .await;
    let kept = net.folder().join("communique.json");
    std::fs::write(&kept, evidence.to_string()).expect("a file can be written");
    let kept = kept.display().to_string();
    let judged = valmar.runs(&["stamp", "verify", &kept]);
    assert_eq!(judged["hold"], 3, "{judged}");
    assert!(judged.to_string().contains("Salvo el punto tercero."));
    for (language, words) in
        [("es", "y firma el texto de este archivo"), ("fr", "signe le texte de ce fichier")]
    {
        let explained = valmar.runs(&["stamp", "verify", &kept, "--language", language]).to_string();
        assert!(explained.contains(words) && explained.contains("Salvo el punto tercero."), "{explained}");
        assert!(!explained.contains("::") && !explained.contains('\u{2068}'), "{explained}");
    }
    let url = valmar.finds(&text).await.whole["url"].as_str().expect("a page").to_owned();
    let path = url.trim_start_matches(&valmar.at("")).to_owned();
    let page = valmar.page(&path).await;
    assert!(page.contains("Firman 3 organizaciones"), "{page}");

    valmar.edits(&text, "Pedimos más recursos para la acogida.").await;
    let changed = valmar.reads(&file).await;
    let kept = net.folder().join("changed.json");
    std::fs::write(&kept, changed.to_string()).expect("a file can be written");
    let (said, _, is_good) = valmar.tries(&["stamp", "verify", &kept.display().to_string()], "");
    let judged: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (&judged["hold"], is_good),
        (&json!(0), false),
        "one text was signed, another stands there: {said}"
    );
    assert!(valmar.page(&path).await.contains("un texto anterior"));

    let stamp = evidence["items"][0]["id"].as_str().expect("a stamp").to_owned();
    aubrelle.runs(&["stamp", "revoke", &stamp, "--by", "ana", "--for", "aubrelle"]);
    eventually("the withdrawal is shown", || async {
        let shown = valmar.page(&path).await;
        shown.contains("Retiró su firma").then_some(())
    })
    .await;

    // The edit asked the others again by itself. They sign the text as it is now; the file proves it without any node.
    signs(tacuare, &text, "").await;
    signs(riba, &text, "").await;
    let resigned = eventually("the text is signed again", || async {
        let shown = valmar.page(&path).await;
        shown.contains("Firman 2 organizaciones").then_some(())
    });
    resigned.await;
    let kept = net.folder().join("again.json");
    std::fs::write(&kept, valmar.reads(&file).await.to_string()).expect("a file can be written");
    for node in [valmar, aubrelle, tacuare, riba] {
        node.dies();
    }
    let judged = nador.runs(&["stamp", "verify", &kept.display().to_string()]);
    assert_eq!(judged["hold"], 2, "{judged}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cities_promise_to_honour_each_others_cards_and_an_event_is_held_together() {
    let net = Net::of(&["valmar", "aubrelle"]).await;
    let (valmar, aubrelle) = (&net["valmar"], &net["aubrelle"]);
    let (city, who) = (aubrelle.handle(), ["--by", "ana", "--for", "valmar"]);
    let promise = ["stamp", "recognise", &city, "--service", "health", "--service", "library"];
    valmar.runs(&[&promise[..], &["--until", "2199-12-31T23:59:59Z"], &who[..]].concat());
    let id = asked(aubrelle, &valmar.actor()).await;
    aubrelle.runs(&["stamp", "grant", &id, "--by", "ana", "--for", "aubrelle"]);
    for node in [valmar, aubrelle] {
        eventually("both promises are known", || async {
            let known = node.runs(&["stamp", "recognitions"]);
            let both = known.as_array()?.iter().filter(|one| one["answer"].is_string()).count() == 2;
            both.then_some(())
        })
        .await;
        let page = node.page("/recognitions").await;
        assert!(page.contains("De ambas partes") && page.contains("Bibliotecas"), "{page}");
    }

    let head = "kind = \"meeting\"\ntitle = \"Foro\"\nlanguage = \"es\"\noccasion = { starts_at = \"2199-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }";
    let event = valmar.announces(head, "Nos vemos.");
    let ask = ["stamp", "ask", &event, "--kind", "coorganiser", "--of", &city];
    valmar.runs(&[&ask[..], &who[..]].concat());
    let id = asked(aubrelle, &event).await;
    aubrelle.finds(&event).await;
    aubrelle.runs(&["stamp", "grant", &id, "--by", "ana", "--for", "aubrelle"]);
    let path = valmar.finds(&event).await.whole["url"].as_str().expect("a page").to_owned();
    let path = path.trim_start_matches(&valmar.at("")).to_owned();
    eventually("the organisers are shown", || async {
        valmar.page(&path).await.contains("La organizan también").then_some(())
    })
    .await;
}

/// COL-08: a text under an embargo is signed before it is out. Whom it is asked of reads it, nobody else does, and it comes
/// out with the signatures at one moment, on nodes that were started anew in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_communique_under_embargo_comes_out_with_its_signatures_at_one_moment() {
    let net = Net::founding(&["valmar", "aubrelle", "riba"]).in_virtual_time().stands().await;
    let [valmar, aubrelle, riba] = ["valmar", "aubrelle", "riba"].map(|name| &net[name]);
    aubrelle.employs("sol", "signatory");
    riba.follows(&valmar.handle()).await;
    let head =
        "+++\nkind = \"communique\"\ntitle = \"A la OIM\"\nlanguage = \"es\"\n+++\nPedimos recursos.\n";
    let file = net.folder().join("borrador.md");
    std::fs::write(&file, head).expect("a file can be written");
    let who = ["--by", "ana", "--for", "valmar"];
    let draft = valmar.runs(&[&["publish", &file.display().to_string(), "--draft"], &who[..]].concat());
    let text = draft["uri"].as_str().expect("an id").to_owned();
    let path = draft["url"].as_str().expect("a page").trim_start_matches(&valmar.at("")).to_owned();
    let (asked_of, stranger) = (aubrelle.handle(), net.stranger().await);
    let moment = (stranger.now() + TimeDelta::hours(3)).to_rfc3339();
    let ask = ["stamp", "ask", &text, "--of", &asked_of, "--embargo", &moment];
    valmar.runs(&[&ask[..], &who[..]].concat());
    let open = stranger.actor("bob").handle();
    let refused = ["stamp", "ask", &text, "--of", &open, "--embargo", &moment];
    assert!(
        !valmar.tries(&[&refused[..], &who[..]].concat(), "").2,
        "others would not keep it to themselves"
    );

    // Agreed to by two persons, and sealed: no stamp tells of it.
    let id = asked(aubrelle, &text).await;
    aubrelle.runs(&["stamp", "prepare", &id, "--by", "ana", "--for", "aubrelle"]);
    let sealed = aubrelle.runs(&["stamp", "grant", &id, "--by", "sol", "--for", "aubrelle"]);
    assert!(sealed["sealed_until"].is_string(), "{sealed}");
    for node in [valmar, aubrelle] {
        node.stops().await;
        node.starts().await;
    }
    net.later(TimeDelta::hours(2));
    let asked_for =
        federation_tests::voice::client().get(&text).header("accept", "application/activity+json");
    assert_eq!(asked_for.send().await.expect("an answer").status(), http::StatusCode::NOT_FOUND);
    assert!(!riba.home_texts().await.join(" ").contains("OIM"));
    for node in [valmar, aubrelle, riba] {
        assert!(!node.page("/communiques").await.contains("A la OIM"), "{} tells of it", node.name);
    }

    net.later(TimeDelta::hours(2));
    eventually("it is out with its signature", || async {
        let shown = federation_tests::voice::client().get(valmar.at(&path)).send().await.ok()?;
        shown.text().await.ok()?.contains("Firma una organización").then_some(())
    })
    .await;
    riba.finds(&text).await;
    let number = text.rsplit('/').next().expect("an id");
    let evidence = valmar.reads(&format!("/signatures/{number}.json")).await;
    assert_eq!(evidence["totalItems"], 1, "{evidence}");
}
