//! A letter as parts, and the two ways it is written: plain text, and HTML that reads without styles too.

use crate::words::Lang;
use std::fmt::Write;

/// One part of a letter, top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Title(String),
    Text(String),
    /// What to do: a label and where.
    Button(String, String),
    /// Something to read: its title, where, and a line about it.
    Item(String, String, String),
    /// Said quietly at the end.
    Note(String),
}

/// A letter before it has an addressee.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub lang: Lang,
    pub subject: String,
    pub parts: Vec<Part>,
    /// Where one click ends letters like this one (RFC 8058).
    pub unsubscribe: Option<String>,
}

const BODY: &str =
    "margin:0;padding:24px 16px;background:#fbf8f3;color:#1e2430;font:17px/1.55 system-ui,sans-serif";
const SHEET: &str = "max-width:36em;margin:0 auto;background:#fffdf9;border:1px solid #e4ddd1;border-top:6px solid #0f5f5c;padding:24px";
const BUTTON: &str = "display:inline-block;background:#0f5f5c;color:#ffffff;padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:bold";
const QUIET: &str = "color:#565c66;font-size:15px";

impl Letter {
    /// As plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            let _ = match part {
                Part::Title(text) | Part::Text(text) => writeln!(out, "{}\n", plain(text)),
                Part::Button(label, href) => writeln!(out, "{}:\n{href}\n", plain(label)),
                Part::Item(title, href, about) => {
                    writeln!(out, "* {}\n  {}\n  {href}\n", plain(title), plain(about))
                }
                Part::Note(text) => writeln!(out, "--\n{}\n", plain(text)),
            };
        }
        out
    }

    /// As an HTML document in the direction of its language.
    pub fn html(&self) -> String {
        let mut out = format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><title>{}</title></head><body style=\"{BODY}\"><div style=\"{SHEET}\">",
            self.lang.tag(),
            self.lang.dir().tag(),
            escape(&self.subject)
        );
        for part in &self.parts {
            out.push_str(&tags(part));
        }
        out.push_str("</div></body></html>");
        out
    }
}

fn tags(part: &Part) -> String {
    match part {
        Part::Title(text) => {
            format!("<h1 style=\"font-size:24px;line-height:1.2;margin:0 0 16px\">{}</h1>", escape(text))
        }
        Part::Text(text) => format!("<p style=\"margin:0 0 16px\">{}</p>", escape(text)),
        Part::Button(label, href) => {
            let (label, href) = (escape(label), escape(href));
            format!(
                "<p style=\"margin:0 0 16px\"><a href=\"{href}\" style=\"{BUTTON}\">{label}</a></p><p dir=\"ltr\" style=\"margin:0 0 16px;{QUIET};overflow-wrap:anywhere\">{href}</p>"
            )
        }
        Part::Item(title, href, about) => format!(
            "<p style=\"margin:0 0 16px\"><a href=\"{}\" dir=\"auto\" style=\"color:#0f5f5c;font-weight:bold\">{}</a><br><span dir=\"auto\" style=\"{QUIET}\">{}</span></p>",
            escape(href),
            escape(title),
            escape(about)
        ),
        Part::Note(text) => format!("<p style=\"margin:24px 0 0;{QUIET}\">{}</p>", escape(text)),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The marks that isolate directions are for pages; some mail programs show them as boxes.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
