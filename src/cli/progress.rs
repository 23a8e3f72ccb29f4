//! Progress of long commands: a bar for people at a terminal, nothing for scripts and logs.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// A bar that counts bytes.
pub fn bytes(total: u64, what: &'static str) -> ProgressBar {
    bar(total, what, "{msg:16} [{bar:30}] {bytes} of {total_bytes} {eta}")
}

/// A bar that counts steps.
pub fn steps(total: u64, what: &'static str) -> ProgressBar {
    bar(total, what, "{msg:16} [{bar:30}] {pos} of {len}")
}

fn bar(total: u64, what: &'static str, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style.progress_chars("=> ")).with_message(what)
}
