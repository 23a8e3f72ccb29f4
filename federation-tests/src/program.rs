//! Where the program under test is: named by `COMARCA_BIN`, or built once by the first test that asks.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The program's file.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os("COMARCA_BIN") {
        Some(named) => PathBuf::from(named),
        None => built(),
    })
}

/// The root of the project's files.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in the project")
}

/// Builds the program with the profile of this very test, and finds it beside it. Cargo locks its directory, so that
/// tests which start together wait for one build.
fn built() -> PathBuf {
    let own = std::env::current_exe().expect("a test runs from a file");
    let folder =
        own.ancestors().find(|folder| folder.join("deps").is_dir()).expect("a test lies in target/…/deps");
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    build.args(["build", "--locked", "--quiet", "--bin", "comarca"]).current_dir(root());
    build.env("CARGO_TARGET_DIR", folder.parent().expect("a profile's folder lies in target"));
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().expect("cargo runs").success(), "comarca does not build");
    folder.join("comarca")
}
