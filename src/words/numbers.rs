//! Numbers as each language writes them: `12.345`, `12 345`, `12,345`.

use fluent_bundle::FluentValue;
use icu::decimal::{DecimalFormatter, input::Decimal};

use super::Lang;

thread_local! {
    // ICU's formatters stay on the thread that made them.
    static FORMATTERS: [DecimalFormatter; 5] = Lang::ALL.map(|lang| {
        DecimalFormatter::try_new(lang.locale().into(), Default::default())
            .expect("the five languages are in ICU's compiled data")
    });
}

/// A whole number in the reader's writing.
pub fn number(lang: Lang, value: i64) -> String {
    FORMATTERS.with(|formatters| formatters[lang.index()].format_to_string(&Decimal::from(value)))
}

/// A number with one figure after the sign: `4,5`.
pub fn tenths(lang: Lang, value: f64) -> String {
    let mut tenths = Decimal::from((value * 10.0).round() as i64);
    tenths.multiply_pow10(-1);
    FORMATTERS.with(|formatters| formatters[lang.index()].format_to_string(&tenths))
}

/// Fluent asks this for every number it prints; Fluent wants a plain function, so there is one per language.
pub(super) fn fluent_formatter<M>(lang: Lang) -> fn(&FluentValue, &M) -> Option<String> {
    match lang {
        Lang::Es => |value, _| in_message(Lang::Es, value),
        Lang::Fr => |value, _| in_message(Lang::Fr, value),
        Lang::En => |value, _| in_message(Lang::En, value),
        Lang::Pt => |value, _| in_message(Lang::Pt, value),
        Lang::Ar => |value, _| in_message(Lang::Ar, value),
    }
}

fn in_message(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 => Some(number(lang, n.value as i64)),
        _ => None,
    }
}
