//! HTML that crosses the border: what others send is cleaned before it is stored, what our people write in
//! Markdown becomes HTML that every fediverse server understands. Pages print the result as it is, so nothing
//! else in the house may mark a text as safe.

mod line;
mod markdown;
mod sanitise;
mod tokens;

pub use line::one_line;
pub use markdown::{Links, from_markdown};
pub use sanitise::{remote, to_text};
