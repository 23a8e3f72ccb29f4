//! Where somebody's second factor stands, as the pages that set it up show it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;

use crate::app::App;
use crate::domain::person::Person;
use crate::error::Result;
use crate::node::second_factor;
use crate::store;

/// One-time codes of somebody.
pub struct Factor {
    pub is_on: bool,
    pub recovery_left: i64,
    /// What to take over into the app, while it is being set up: typed by hand, and as a picture.
    pub enrolment: Option<(String, String)>,
}

impl Factor {
    /// How it stands now.
    pub async fn of(app: &App, person: &Person, username: &str) -> Result<Factor> {
        let begun = second_factor::begun(app, person, username).await?;
        Ok(Factor {
            is_on: second_factor::is_on(app, person.id).await?,
            recovery_left: store::second_factor::recovery_left(&mut app.db.read().await?, person.id).await?,
            enrolment: begun.map(|one| (in_fours(&one.secret), qr(&one.address))),
        })
    }
}

/// "abcd efgh …", as people type it.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A QR code as a picture in the page itself: its content is a secret and has no address.
fn qr(text: &str) -> String {
    let Ok(code) = QRBuilder::new(text).build() else { return String::new() };
    let svg = SvgBuilder::default().to_str(&code);
    format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg))
}
