//! Which server takes the node's letters, as `/admin/mail` and the first run ask for it. What is said counts at once.

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::config::choices::MAIL_PASSWORD;
use crate::error::Result;
use crate::node::choices;

/// The choices that the form asks for besides the password, which no page shows.
const ASKED: [&str; 5] = ["mail-host", "mail-port", "mail-security", "mail-username", "mail-from"];

/// The mail server, as a page shows it.
pub struct Server {
    /// Nothing while the node sends no mail.
    pub host: Option<String>,
    pub securities: Vec<(&'static str, String)>,
    pub has_password: bool,
}

impl Server {
    /// How it stands now.
    pub fn of(app: &App, reader: &Reader) -> Server {
        let mail = app.choices().mail.clone();
        let security = |word: &'static str| (word, reader.t(&format!("mail-security-{word}")));
        Server {
            has_password: !mail.password.is_empty(),
            host: Some(mail.host).filter(|host| !host.is_empty()),
            securities: ["tls", "starttls", "none"].map(security).to_vec(),
        }
    }
}

/// Fills in what holds now where nothing else was typed.
pub fn fill(app: &App, fields: &mut Fields) {
    let chosen = app.choices();
    for name in ASKED.into_iter().filter(|_| !fields.has("mail-host")).collect::<Vec<_>>() {
        let text = chosen.text(name).unwrap_or_default();
        fields.put(name, if name == "mail-port" && text == "0" { String::new() } else { text });
    }
}

/// Keeps what the form says. A password that is not typed stays, unless it would go to another server or account.
pub async fn choose(app: &App, office: &Office, fields: &Fields) -> Result<()> {
    let before = app.choices();
    let mut changes: Vec<(&str, &str)> = ASKED.map(|name| (name, fields.text(name))).to_vec();
    let stays = |name| before.text(name).as_deref() == Some(fields.text(name));
    let same = stays("mail-host") && stays("mail-username");
    if !fields.raw(MAIL_PASSWORD).is_empty() || !same {
        changes.push((MAIL_PASSWORD, fields.raw(MAIL_PASSWORD)));
    }
    choices::choose(app, Some(&office.acting), &changes).await
}
