//! What `Cargo.lock` must say: one SQL library, and a SQLite that does not lose a WAL database.

use super::source;
use serde::Deserialize;

#[derive(Deserialize)]
struct LockFile {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// R-D07. A crate built on another sqlx would bring a second pool and, in silence, an older bundled SQLite:
/// 3.51.3 is the first without the WAL-reset bug, and libsqlite3-sys 0.37 the first that bundles it.
#[test]
fn there_is_one_sqlx_and_its_sqlite_is_sound() {
    let versions = locked();
    assert_eq!(versions("sqlx").len(), 1);
    assert_eq!(versions("sqlx-sqlite").len(), 1);
    let sqlite = versions("libsqlite3-sys");
    assert_eq!(sqlite.len(), 1);
    let mut parts = sqlite[0].split('.').map(|part| part.parse::<u32>().expect("a number"));
    let (major, minor) = (parts.next(), parts.next());
    assert!((major, minor) >= (Some(0), Some(37)), "libsqlite3-sys {} is older than 0.37", sqlite[0]);
}

/// The federation crate is in beta: a new version is read before it is taken.
#[test]
fn the_federation_crate_is_the_version_that_was_read() {
    assert_eq!(locked()("activitypub_federation"), ["0.7.0-beta.14"]);
}

fn locked() -> impl Fn(&str) -> Vec<String> {
    let text =
        std::fs::read_to_string(source::root().join("Cargo.lock")).expect("the lock file is committed");
    let lock: LockFile = toml::from_str(&text).expect("a lock file");
    move |name| lock.package.iter().filter(|one| one.name == name).map(|one| one.version.clone()).collect()
}
