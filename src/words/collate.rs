//! Sorting names as a reader of that language expects: "Ávila" beside "Avilés", not after "Zamora".

use std::sync::LazyLock;

use icu::collator::{Collator, CollatorBorrowed, options::CollatorOptions};

use super::Lang;

static COLLATORS: LazyLock<[CollatorBorrowed<'static>; 5]> = LazyLock::new(|| {
    Lang::ALL.map(|lang| {
        Collator::try_new(lang.locale().into(), CollatorOptions::default())
            .expect("the five languages are in ICU's compiled data")
    })
});

/// Sorts `items` by the name each has.
pub fn sort_by_name<T>(lang: Lang, items: &mut [T], name: impl Fn(&T) -> &str) {
    let collator = &COLLATORS[lang.index()];
    items.sort_by(|a, b| collator.compare(name(a), name(b)));
}
