//! The Fluent messages, loaded once per language.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;

use super::{Lang, numbers};

/// What fills a blank of a message: a text, or a number that also chooses the plural form.
pub type Arg<'a> = FluentValue<'a>;

#[derive(RustEmbed)]
#[folder = "src/web/locales"]
struct Files;

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 5]> = LazyLock::new(|| Lang::ALL.map(load));

/// The message of `key`, which has no blanks.
pub fn t(lang: Lang, key: &str) -> Cow<'static, str> {
    format(lang, key, None)
}

/// The message of `key` with its blanks filled.
pub fn t_with<'a>(lang: Lang, key: &str, args: impl IntoIterator<Item = (&'a str, Arg<'a>)>) -> String {
    format(lang, key, Some(&args.into_iter().collect())).into_owned()
}

/// Whether there is a message of that key.
pub fn has(lang: Lang, key: &str) -> bool {
    BUNDLES[lang.index()].has_message(key)
}

/// A key without a message shows itself: better than an error page, and a test keeps it from happening.
fn format(lang: Lang, key: &str, args: Option<&FluentArgs>) -> Cow<'static, str> {
    let bundle = &BUNDLES[lang.index()];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return Cow::Owned(key.to_owned());
    };
    bundle.format_pattern(pattern, args, &mut Vec::new())
}

fn load(lang: Lang) -> FluentBundle<FluentResource> {
    let id = lang.tag().parse().expect("the tags of `Lang` are language identifiers");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_formatter(Some(numbers::fluent_formatter(lang)));
    for path in Files::iter().filter(|path| path.split('/').next() == Some(lang.tag())) {
        let file = Files::get(&path).expect("listed just above");
        let text = String::from_utf8(file.data.into_owned()).expect("locale files are UTF-8");
        let resource = FluentResource::try_new(text)
            .unwrap_or_else(|(_, errors)| panic!("{path} does not parse: {errors:?}"));
        if let Err(errors) = bundle.add_resource(resource) {
            panic!("{path} repeats a key: {errors:?}");
        }
    }
    bundle
}

/// The files of one language, for the tests that compare them.
#[cfg(test)]
pub(super) fn texts(lang: Lang) -> Vec<String> {
    let files = Files::iter().filter(|path| path.split('/').next() == Some(lang.tag()));
    files.map(|path| String::from_utf8(Files::get(&path).unwrap().data.into_owned()).unwrap()).collect()
}
