//! From a letter to the mail server: a sealed job that is tried until the server takes or refuses it.

use super::letter::Letter;
use crate::app::App;
use crate::config::{Mail, MailSecurity};
use crate::error::Result;
use crate::store::Tx;
use crate::store::jobs::{self, Job};
use anyhow::{Context, anyhow};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The kind of the job that sends one letter.
pub const MAIL: &str = "mail";
/// What letters are sealed as while they wait.
const SEAL: &str = "mail";
/// How long the mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may take to say that it is there, while somebody waits for a page.
const GREETING: Duration = Duration::from_secs(8);

/// A letter with its addressee, as it waits.
#[derive(Debug, Deserialize, Serialize)]
struct Envelope {
    to: String,
    subject: String,
    text: String,
    html: String,
    language: String,
    unsubscribe: Option<String>,
}

/// What the mail server said.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// Not now.
    Later(String),
    /// Never.
    Refused(String),
}

/// Whether this node sends mail.
pub fn is_set_up(app: &App) -> bool {
    !app.choices().mail.host.is_empty()
}

/// Lets a letter wait for the mail server, in the caller's write. Ring `app.job_bell` after it. Where the node sends no
/// mail, nothing waits.
pub async fn queue(app: &App, tx: &mut Tx, to: &str, letter: &Letter) -> Result<()> {
    if !is_set_up(app) {
        return Ok(());
    }
    let json = serde_json::to_vec(&envelope(to, letter)).context("writing a letter down")?;
    let sealed = app.wrapping.seal(SEAL, &json).context("sealing a letter")?;
    let now = app.now();
    let job = Job::new(app.next_id(), MAIL, "", now).with(BASE64_STANDARD.encode(sealed));
    jobs::insert(tx, &job).await
}

/// Hands what waits in a job to the mail server.
pub async fn deliver(app: &App, payload: &str) -> Result<Outcome> {
    let sealed = BASE64_STANDARD.decode(payload).context("reading a letter")?;
    let json = app.wrapping.open(SEAL, &sealed).context("opening a letter")?;
    let envelope: Envelope = serde_json::from_slice(&json).context("reading a letter")?;
    hand_over(app, &envelope).await
}

/// Hands a letter over without letting it wait: to see whether mail works.
pub async fn send_now(app: &App, to: &str, letter: &Letter) -> Result<Outcome> {
    hand_over(app, &envelope(to, letter)).await
}

/// Whether the mail server answers and lets the node in; what it said when not.
pub async fn greets(app: &App) -> std::result::Result<(), String> {
    let transport = transport(app).map_err(|error| format!("{error:#}"))?;
    match tokio::time::timeout(GREETING, transport.test_connection()).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err("NOOP was not answered".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer in time".to_owned()),
    }
}

fn envelope(to: &str, letter: &Letter) -> Envelope {
    Envelope {
        to: to.to_owned(),
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html(),
        language: letter.lang.tag().to_owned(),
        unsubscribe: letter.unsubscribe.clone(),
    }
}

async fn hand_over(app: &App, envelope: &Envelope) -> Result<Outcome> {
    if !is_set_up(app) {
        return Ok(Outcome::Refused("this node sends no mail: mail.host is empty".to_owned()));
    }
    let message = match message(app, envelope) {
        Ok(message) => message,
        Err(error) => return Ok(Outcome::Refused(format!("{error:#}"))),
    };
    Ok(match transport(app)?.send(message).await {
        Ok(_) => Outcome::Sent,
        Err(error) if error.is_permanent() || error.is_client() => Outcome::Refused(error.to_string()),
        Err(error) => Outcome::Later(error.to_string()),
    })
}

fn message(app: &App, envelope: &Envelope) -> anyhow::Result<Message> {
    let mail = &app.choices().mail;
    let from: Mailbox = sender(app, mail).parse().context("mail.from")?;
    let to = Mailbox::new(None, envelope.to.parse().context("the address")?);
    let id = format!("<{}@{}>", app.next_id(), app.config.node.base_url.host_str().unwrap_or("localhost"));
    let mut builder = Message::builder().from(from).to(to).subject(&envelope.subject).message_id(Some(id));
    builder = builder
        .raw_header(header("Content-Language", &envelope.language))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(href) = &envelope.unsubscribe {
        // RFC 8058: one click, no page in between.
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{href}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let parts = MultiPart::alternative_plain_html(envelope.text.clone(), envelope.html.clone());
    Ok(builder.multipart(parts)?)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// `mail.from`, or an address at the node's own host.
fn sender(app: &App, mail: &Mail) -> String {
    if mail.from.is_empty() {
        format!("comarca@{}", app.config.node.base_url.host_str().unwrap_or("localhost"))
    } else {
        mail.from.clone()
    }
}

fn transport(app: &App) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let mail = &app.choices().mail;
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(mail.host.as_str());
    let tls = || -> anyhow::Result<TlsParameters> {
        let mut tls = TlsParameters::builder(mail.host.clone());
        if let Some(path) = &app.config.federation.extra_ca {
            let pem = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
            tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| anyhow!("{error}"))?);
        }
        Ok(tls.build()?)
    };
    let (tls, usual_port) = match mail.security {
        MailSecurity::Tls => (Tls::Wrapper(tls()?), 465),
        MailSecurity::Starttls => (Tls::Required(tls()?), 587),
        MailSecurity::None => (Tls::None, 25),
    };
    builder =
        builder.tls(tls).port(if mail.port == 0 { usual_port } else { mail.port }).timeout(Some(PATIENCE));
    if !mail.username.is_empty() {
        builder = builder.credentials(Credentials::new(mail.username.clone(), mail.password.clone()));
    }
    Ok(builder.build())
}
