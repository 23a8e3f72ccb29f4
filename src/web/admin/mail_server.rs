//! The part about mail that `/admin/mail` and the first run share: which server takes the node's letters, which counts at
//! once, and a letter to oneself to see it arrive.

use super::super::fields::Fields;
use super::super::form::Form;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::config::choices::MAIL_PASSWORD;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::{choices, email, mail};

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

/// Both forms, as they come (again).
pub struct Desk {
    pub form: Form,
    pub server: Server,
    /// Whether the form of the server stands open although there is one.
    pub is_open: bool,
    /// What the mail server said when it did not take the letter.
    pub said: Option<String>,
}

impl Desk {
    /// As they are before anything was typed.
    pub fn begin(app: &App, office: &Office) -> Desk {
        let mut fields = Fields::default();
        fields.put("to", office.acting.person.email.clone().unwrap_or_default());
        Desk::of(app, office, Form::of(fields), None)
    }

    /// With what holds now where nothing else was typed.
    fn of(app: &App, office: &Office, mut form: Form, said: Option<String>) -> Desk {
        let is_open = !form.problems.is_empty() && form.has("mail-host");
        let chosen = app.choices();
        for name in ASKED.into_iter().filter(|_| !form.has("mail-host")).collect::<Vec<_>>() {
            let text = chosen.text(name).unwrap_or_default();
            form.fields.put(name, if name == "mail-port" && text == "0" { String::new() } else { text });
        }
        Desk { form, server: Server::of(app, &office.reader), is_open, said }
    }
}

/// Sends a letter to the address in the field `to`, without letting it wait; the forms again where it did not leave.
pub async fn try_letter(app: &App, office: &Office, fields: Fields) -> Result<Result<(), Desk>> {
    let to = fields.text("to").to_owned();
    if !email::is_address(&to) {
        let form = Form::refused(&office.reader, fields, &Refusal::EmailInvalid.at("to"));
        return Ok(Err(Desk::of(app, office, form, None)));
    }
    let letter = mail::test(office.reader.lang(), &office.reader.house.name, &app.uri("/"));
    Ok(match mail::send_now(app, &to, &letter).await? {
        mail::Outcome::Sent => Ok(()),
        mail::Outcome::Later(said) | mail::Outcome::Refused(said) => {
            Err(Desk::of(app, office, Form::of(fields), Some(said)))
        }
    })
}

/// Keeps which server takes the letters; the forms again where it cannot be that. A password that is not typed stays,
/// unless it would go to another server or account.
pub async fn choose(app: &App, office: &Office, fields: Fields) -> Result<Result<(), Desk>> {
    let before = app.choices();
    let mut changes: Vec<(&str, &str)> = ASKED.map(|name| (name, fields.text(name))).to_vec();
    let stays = |name| before.text(name).as_deref() == Some(fields.text(name));
    let same = stays("mail-host") && stays("mail-username");
    if !fields.raw(MAIL_PASSWORD).is_empty() || !same {
        changes.push((MAIL_PASSWORD, fields.raw(MAIL_PASSWORD)));
    }
    match choices::choose(app, Some(&office.acting), &changes).await {
        Ok(()) => Ok(Ok(())),
        Err(Error::Refused(refusals)) => {
            Ok(Err(Desk::of(app, office, Form::refused(&office.reader, fields, &refusals), None)))
        }
        Err(error) => Err(error),
    }
}
