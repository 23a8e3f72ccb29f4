//! Words: what the node says to people, in five languages.
//!
//! The texts are Fluent files in `web/locales/`, embedded in the binary. Every layer may use this module;
//! `domain` does not: its refusals are keys, translated at the edge.

mod catalogue;
mod collate;
mod dates;
mod lang;
mod negotiate;
mod numbers;
#[cfg(test)]
mod tests;

pub use catalogue::{Arg, has, t, t_with};
pub use collate::sort_by_name;
pub use dates::{
    clock, day, day_and_clock, day_short, month, month_short, weekday, weekday_date, weekday_day,
    weekday_short,
};
pub use lang::{Dir, Lang};
pub use negotiate::negotiate;
pub use numbers::{number, tenths};
