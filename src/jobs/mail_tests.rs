//! Letters, handed to a mail server that says what the test wants.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use super::{post_round, worker};
use crate::config::MailSecurity;
use crate::domain::content::Content;
use crate::domain::id::PersonId;
use crate::domain::publication::{Kind, Translation, TranslationState};
use crate::domain::visibility::Visibility;
use crate::node::account::Proof;
use crate::node::mail::{Line, Outcome, SAMPLES, notices, sample, send_now, test};
use crate::node::testing::{self, TestNode};
use crate::node::{account, email, follow, invite, people as verbs, publish, unsubscribe};
use crate::store::{health, people};
use crate::words::Lang;

/// What Ana shows when she changes her address.
const PROOF: Proof<'static> = Proof { password: "la clave de ana", session: "" };

/// A mail server on the loopback interface: takes letters, or answers each with one line.
struct Server {
    port: u16,
    letters: Arc<Mutex<Vec<String>>>,
    /// What it answers to the next letters, once each; then it takes them.
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl Server {
    async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Server { port, letters: Arc::default(), answers: Arc::default() };
        let (letters, answers) = (server.letters.clone(), server.answers.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, letters.clone(), answers.clone()));
            }
        });
        server
    }

    async fn node(&self) -> TestNode {
        let port = self.port;
        testing::node_with(move |config| {
            config.mail.host = "127.0.0.1".into();
            config.mail.port = port;
            config.mail.security = MailSecurity::None;
        })
        .await
    }

    /// The newest letter, with the folds and the soft line breaks of quoted-printable taken out.
    async fn last(&self) -> String {
        self.letters.lock().await.last().cloned().unwrap_or_default().replace("=\r\n", "").replace("=3D", "=")
    }
}

async fn converse(
    stream: TcpStream,
    letters: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
) -> Option<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 test\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 test",
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await.ok()?;
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    letter.push_str(&line);
                    letter.push_str("\r\n");
                }
                match answers.lock().await.pop() {
                    Some(answer) => answer,
                    None => {
                        letters.lock().await.push(letter);
                        "250 taken"
                    }
                }
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}

/// Gives a person an address and has them confirm it by the link in the letter.
async fn with_address(server: &Server, node: &TestNode, to: &str) {
    account::change_email(&node.app, &node.ana.person, &PROOF, Some(to)).await.unwrap();
    worker::run_due(&node.app).await.unwrap();
    let letter = server.last().await;
    let secret = letter.split("/confirm/").nth(1).unwrap().get(..43).unwrap();
    email::confirm(&node.app, secret).await.unwrap();
    assert!(email::confirm(&node.app, secret).await.is_err(), "a link works once");
}

#[tokio::test]
async fn a_letter_has_text_and_html_in_the_language_and_direction_of_its_reader() {
    let server = Server::start().await;
    let node = server.node().await;
    let letter = sample(Lang::Ar, "بلدية", "https://valmar.example", "invitation").unwrap();
    assert_eq!(send_now(&node.app, "ana@valmar.example", &letter).await.unwrap(), Outcome::Sent);
    let sent = server.last().await;
    for part in [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "Content-Language: ar",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(sent.contains(part), "{part} is missing:\n{sent}");
    }
    let html = letter.html();
    assert!(html.contains("lang=\"ar\" dir=\"rtl\""));
    assert!(!html.contains("<img") && !html.contains("src="), "nothing is loaded from anywhere");
}

#[test]
fn every_letter_is_written_in_every_language_and_says_no_key() {
    for lang in Lang::ALL {
        for kind in SAMPLES {
            let letter = sample(lang, "Valmar", "https://valmar.example", kind).unwrap();
            for text in [letter.text(), letter.html(), letter.subject.clone()] {
                assert!(
                    !text.contains("mail-") && !text.contains("notice-"),
                    "{kind} in {}: {text}",
                    lang.tag()
                );
            }
        }
    }
}

/// XSS-16: names are text, whatever they are made of.
#[test]
fn a_name_that_is_markup_stays_a_name() {
    let line = Line {
        who: "<script>alert(1)</script>".into(),
        kind: "follow".into(),
        href: "https://valmar.example/\"x".into(),
    };
    let letter =
        notices(Lang::Es, "Valmar", &[line], "https://valmar.example/", "https://valmar.example/u".into());
    assert!(!letter.html().contains("<script>") && !letter.html().contains("/\"x"));
}

/// R-Q05: what the mail server does not take now is tried again; what it refuses is set aside.
#[tokio::test]
async fn a_letter_waits_for_a_mail_server_that_is_busy_and_is_set_aside_when_refused() {
    let server = Server::start().await;
    let node = server.node().await;
    server.answers.lock().await.push("451 later");
    email::send(&node.app, "ana@valmar.example", test(Lang::Es, "Valmar", "https://valmar.example/"))
        .await
        .unwrap();
    worker::run_due(&node.app).await.unwrap();
    assert!(server.letters.lock().await.is_empty());
    let waiting = health::queues(&mut node.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!((waiting.jobs, waiting.quarantined), (1, 0));
    server.answers.lock().await.push("550 no such user");
    email::send(&node.app, "nadie@valmar.example", test(Lang::Es, "Valmar", "https://valmar.example/"))
        .await
        .unwrap();
    worker::run_due(&node.app).await.unwrap();
    let waiting = health::queues(&mut node.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!((waiting.jobs, waiting.quarantined), (1, 1));
}

/// ACC-03, ACC-05.
#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail_only_where_the_address_was_confirmed() {
    let server = Server::start().await;
    let node = server.node().await;
    account::change_email(&node.app, &node.ana.person, &PROOF, Some("ana@valmar.example")).await.unwrap();
    worker::run_due(&node.app).await.unwrap();
    let before = server.letters.lock().await.len();
    for name in ["ana", "nadie"] {
        email::forgot(&node.app, name).await.unwrap();
    }
    worker::run_due(&node.app).await.unwrap();
    assert_eq!(server.letters.lock().await.len(), before, "nobody is written to who did not confirm");
    with_address(&server, &node, "ana@valmar.example").await;
    email::forgot(&node.app, "ana").await.unwrap();
    worker::run_due(&node.app).await.unwrap();
    let letter = server.last().await;
    let secret = letter.split("/reset/").nth(1).unwrap().get(..43).unwrap();
    verbs::reset(&node.app, secret, "una frase nueva y larga").await.unwrap();
    assert!(account::verify(&node.app, "ana", "una frase nueva y larga").await.is_ok());
}

async fn prefer(node: &TestNode, person: PersonId, name: &'static str, value: &str) {
    account::prefer(&node.app, person, vec![(name, value.to_owned())]).await.unwrap();
}

/// RFC 8058.
#[tokio::test]
async fn a_digest_brings_what_followed_territories_published_and_is_left_with_one_click() {
    let server = Server::start().await;
    let node = server.node().await;
    with_address(&server, &node, "ana@valmar.example").await;
    let ana = {
        let mut tx = node.app.db.read().await.unwrap();
        crate::node::acting::Acting::as_oneself(&mut tx, node.ana.person.clone()).await.unwrap()
    };
    follow::request(&node.app, &ana, &node.valmar).await.unwrap();
    prefer(&node, ana.person.id, "digest", "weekly").await;
    let mut content = Content::new(Kind::Resource, Visibility::Public, "es");
    content.title = Some("Guia de acogida".into());
    content.body = "Texto.".into();
    publish::publish(&node.app, &node.ana, content).await.unwrap();
    assert_eq!(post_round::once(&node.app).await.unwrap(), 1);
    worker::run_due(&node.app).await.unwrap();
    let letter = server.last().await;
    assert!(letter.contains("Guia de acogida"), "{letter}");
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{letter}");
    let token = letter.split("/unsubscribe/").nth(1).unwrap();
    let token: String = token.chars().filter(|c| !c.is_whitespace()).take_while(|c| *c != '>').collect();
    unsubscribe::end(&node.app, &token).await.unwrap();
    let kept =
        crate::store::preferences::of(&mut node.app.db.read().await.unwrap(), ana.person.id).await.unwrap();
    assert_eq!(kept["digest"], "never");
}

#[tokio::test]
async fn a_digest_speaks_the_languages_its_reader_chose_and_leaves_out_what_is_in_none_of_them() {
    let server = Server::start().await;
    let node = server.node().await;
    with_address(&server, &node, "ana@valmar.example").await;
    let ana = {
        let mut tx = node.app.db.read().await.unwrap();
        crate::node::acting::Acting::as_oneself(&mut tx, node.ana.person.clone()).await.unwrap()
    };
    follow::request(&node.app, &ana, &node.valmar).await.unwrap();
    prefer(&node, ana.person.id, "digest", "daily").await;
    prefer(&node, ana.person.id, "reading", "fr").await;
    for (title, translated) in [("Solo castellano", None), ("Semana de acogida", Some("Semaine d'accueil"))] {
        let mut content = Content::new(Kind::Resource, Visibility::Public, "es");
        content.title = Some(title.into());
        content.body = "Texto.".into();
        content.translations = Vec::from_iter(translated.map(|title| Translation {
            language: "fr".into(),
            title: Some(title.into()),
            summary: None,
            body: "Texte.".into(),
            html: String::new(),
            state: TranslationState::Human,
        }));
        publish::publish(&node.app, &node.ana, content).await.unwrap();
    }
    assert_eq!(post_round::once(&node.app).await.unwrap(), 1);
    worker::run_due(&node.app).await.unwrap();
    let letter = server.last().await;
    assert!(letter.contains("Semaine d'accueil"), "{letter}");
    assert!(!letter.contains("Solo castellano") && !letter.contains("Semana de acogida"), "{letter}");
}

#[tokio::test]
async fn without_a_mail_server_nothing_waits_and_invitations_still_work() {
    let node = testing::node().await;
    email::send(&node.app, "ana@valmar.example", test(Lang::Es, "Valmar", "https://valmar.example/"))
        .await
        .unwrap();
    assert_eq!(health::queues(&mut node.app.db.read().await.unwrap()).await.unwrap().jobs, 0);
    let offer = invite::Offer {
        organisation: Some(node.valmar.id),
        role: crate::domain::role::Role::Editor,
        administrator: false,
        label: String::new(),
    };
    let secret = invite::create_by(&node.app, None, offer).await.unwrap();
    assert!(invite::open(&node.app, &secret).await.is_ok());
    assert!(people::confirmed_emails(&mut node.app.db.read().await.unwrap()).await.unwrap().is_empty());
}
