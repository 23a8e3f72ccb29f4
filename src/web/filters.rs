//! What templates say: `{{ "key"|t }}`. The language travels beside the template, not in every struct.

use std::fmt::Display;

use askama::{Result, Values, filters::Safe};

use super::assets;
use crate::words::{self, Arg, Lang};

/// What can fill a blank of a message.
pub trait Blank {
    fn arg(&self) -> Arg<'_>;
}

impl Blank for str {
    fn arg(&self) -> Arg<'_> {
        self.into()
    }
}

impl Blank for String {
    fn arg(&self) -> Arg<'_> {
        self.as_str().into()
    }
}

impl Blank for i64 {
    fn arg(&self) -> Arg<'_> {
        (*self).into()
    }
}

impl Blank for usize {
    fn arg(&self) -> Arg<'_> {
        (*self).into()
    }
}

impl<T: Blank + ?Sized> Blank for &T {
    fn arg(&self) -> Arg<'_> {
        (**self).arg()
    }
}

/// The message of a key.
#[askama::filter_fn]
pub fn t(key: impl Display, values: &dyn Values) -> Result<String> {
    Ok(words::t(lang(values), &key.to_string()).into_owned())
}

/// The message of a key with one blank.
#[askama::filter_fn]
pub fn t1<B: Blank>(key: impl Display, values: &dyn Values, name: &str, value: B) -> Result<String> {
    Ok(words::t_with(lang(values), &key.to_string(), [(name, value.arg())]))
}

/// The message of a key with two blanks.
#[askama::filter_fn]
pub fn t2<A: Blank, B: Blank>(
    key: impl Display,
    values: &dyn Values,
    first: &str,
    one: A,
    second: &str,
    two: B,
) -> Result<String> {
    Ok(words::t_with(lang(values), &key.to_string(), [(first, one.arg()), (second, two.arg())]))
}

/// A number as the reader's language writes it.
#[askama::filter_fn]
pub fn number(value: &i64, values: &dyn Values) -> Result<String> {
    Ok(words::number(lang(values), *value))
}

/// The message of a key, or the word itself when others made it up.
#[askama::filter_fn]
pub fn t_or(key: impl Display, values: &dyn Values, word: &str) -> Result<String> {
    let (lang, key) = (lang(values), key.to_string());
    Ok(if words::has(lang, &key) { words::t(lang, &key).into_owned() } else { word.to_owned() })
}

/// A date of the form `2027-06-12` in words.
#[askama::filter_fn]
pub fn date(day: &str, values: &dyn Values) -> Result<String> {
    Ok(day.parse().map_or_else(|_| day.to_owned(), |day| words::day(lang(values), day)))
}

/// The name of a language: its own when the interface speaks it, else its tag.
#[askama::filter_fn]
pub fn language(tag: &str, _: &dyn Values) -> Result<String> {
    Ok(Lang::from_tag(tag).map_or_else(|| tag.to_owned(), |lang| lang.name().to_owned()))
}

/// The host of an address: what a reader should see before they go there.
#[askama::filter_fn]
pub fn host(address: &str, _: &dyn Values) -> Result<String> {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    Ok(host.unwrap_or_else(|| address.to_owned()))
}

/// The short name of a known licence, else the address.
#[askama::filter_fn]
pub fn licence(address: &str, _: &dyn Values) -> Result<String> {
    let known = address.strip_prefix("https://creativecommons.org/").and_then(|rest| {
        let mut parts = rest.split('/').skip(1);
        let (name, version) = (parts.next()?, parts.next()?);
        Some(if name == "zero" {
            format!("CC0 {version}")
        } else {
            format!("CC {} {version}", name.to_uppercase())
        })
    });
    Ok(known.unwrap_or_else(|| address.to_owned()))
}

/// The address of an asset.
#[askama::filter_fn]
pub fn asset(name: &str, _: &dyn Values) -> Result<&'static str> {
    Ok(assets::address(name))
}

/// HTML that was cleaned before it was stored. The only place where a text is trusted.
#[askama::filter_fn]
pub fn cleaned(html: impl Display, _: &dyn Values) -> Result<Safe<impl Display>> {
    Ok(Safe(html))
}

fn lang(values: &dyn Values) -> Lang {
    askama::get_value::<Lang>(values, "lang").copied().unwrap_or(Lang::Es)
}
