//! The project's own source files, read as text for the tests beside this file.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file of the root package.
pub struct Source {
    /// Path below `src/`, with `/` between the parts.
    pub path: String,
    pub text: String,
}

impl Source {
    /// The room the file is in: `web` for `web/home.rs`, `app` for `app.rs`.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines that are code, numbered from one; comments are left out.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !is_comment(line))
    }
}

/// Every Rust file below `src/`, in the order of their paths.
pub fn all() -> Vec<Source> {
    let root = root().join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|file| Source {
            path: file.strip_prefix(&root).expect("found below it").to_string_lossy().replace('\\', "/"),
            text: fs::read_to_string(&file).expect("source files are readable text"),
        })
        .collect()
}

/// The folder of the root package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source tree") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}
