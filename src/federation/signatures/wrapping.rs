//! The key that wraps private keys at rest: it lives in a file outside the database, so that neither a
//! stolen database nor a stolen backup of it can speak as one of our actors.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey},
    hmac, rand,
};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::keys::{KeyError, KeyPair, Kind};

const NONCE: usize = 12;
const VERSION: u8 = 1;

/// Why the node does not start with this key file.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the key file {0} can be read by other users: run `chmod 600` on it")]
    Exposed(PathBuf),
    #[error("the key file {0} must hold exactly 32 bytes")]
    Length(PathBuf),
    #[error("the key file {0}: {1}")]
    Io(PathBuf, #[source] io::Error),
}

/// The node's own AES-256 key, and a key for marks that is made from it.
#[derive(Clone)]
pub struct WrappingKey {
    sealing: Arc<RandomizedNonceKey>,
    marking: hmac::Key,
}

impl WrappingKey {
    /// Opens the key file, or makes one that only its owner can read.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        let io = |error| KeyFileError::Io(path.to_owned(), error);
        let bytes = match create_new(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => load(path)?,
            Err(error) => return Err(io(error)),
        };
        Self::from_bytes(&bytes).ok_or_else(|| KeyFileError::Length(path.to_owned()))
    }

    /// A key that lives as long as the process, for tests and throw-away nodes.
    pub fn ephemeral() -> io::Result<Self> {
        Self::from_bytes(&random_key()?).ok_or_else(|| io::Error::other("AES-256 is not available"))
    }

    fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let sealing = RandomizedNonceKey::new(&AES_256_GCM, bytes).ok()?;
        let marks = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, bytes), b"comarca marks");
        let marking = hmac::Key::new(hmac::HMAC_SHA256, marks.as_ref());
        Some(Self { sealing: Arc::new(sealing), marking })
    }

    /// Seals a pair for storage under `key_id`: version, nonce, ciphertext and tag.
    pub fn wrap(&self, key_id: &str, pair: &KeyPair) -> Result<Vec<u8>, KeyError> {
        let mut plain = vec![kind_byte(pair.kind())];
        plain.extend(pair.to_pkcs8()?);
        self.seal_as(aad(key_id), plain)
    }

    /// Opens what `wrap` sealed under the same `key_id`.
    pub fn unwrap(&self, key_id: &str, sealed: &[u8]) -> Result<KeyPair, KeyError> {
        let mut plain = self.open_as(aad(key_id), sealed)?;
        let opened = match plain.as_slice() {
            [b'r', der @ ..] => KeyPair::from_pkcs8(Kind::Rsa, der),
            [b'e', der @ ..] => KeyPair::from_pkcs8(Kind::Ed25519, der),
            _ => Err(KeyError::Sealed),
        };
        plain.fill(0);
        opened
    }

    /// Seals another secret of the node, bound to what it is and whose: `second factor 42`.
    pub fn seal(&self, what: &str, secret: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.seal_as(Aad::from(format!("comarca secret\n{what}")), secret.to_vec())
    }

    /// Opens what `seal` sealed as the same thing.
    pub fn open(&self, what: &str, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.open_as(Aad::from(format!("comarca secret\n{what}")), sealed)
    }

    /// The mark by which something is known again that is not kept. Without the key file nobody can tell whether a mark
    /// is of what they guess.
    pub fn mark(&self, what: &str, secret: &str) -> String {
        let tag = hmac::sign(&self.marking, format!("{what}\n{secret}").as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(tag)
    }

    fn seal_as(&self, aad: Aad<String>, mut plain: Vec<u8>) -> Result<Vec<u8>, KeyError> {
        let nonce = self.sealing.seal_in_place_append_tag(aad, &mut plain);
        let nonce = nonce.map_err(|_| KeyError::Failed)?;
        Ok([&[VERSION], &nonce.as_ref()[..], &plain].concat())
    }

    fn open_as(&self, aad: Aad<String>, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let sealed = sealed.strip_prefix(&[VERSION]).ok_or(KeyError::Sealed)?;
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE).ok_or(KeyError::Sealed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeyError::Sealed)?;
        let mut plain = ciphertext.to_vec();
        let length = self.sealing.open_in_place(nonce, aad, &mut plain).map_err(|_| KeyError::Sealed)?.len();
        plain.truncate(length);
        Ok(plain)
    }
}

impl std::fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WrappingKey(…)")
    }
}

fn kind_byte(kind: Kind) -> u8 {
    match kind {
        Kind::Rsa => b'r',
        Kind::Ed25519 => b'e',
    }
}

/// Binds the ciphertext to its row: a sealed key copied under another id does not open.
fn aad(key_id: &str) -> Aad<String> {
    Aad::from(format!("comarca private key\n{key_id}"))
}

fn random_key() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| io::Error::other("the system gives no random bytes"))?;
    Ok(bytes)
}

/// Written to a neighbour, synced and linked into place, so that a crash never leaves half a key.
fn create_new(path: &Path) -> io::Result<[u8; 32]> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let bytes = random_key()?;
    let draft = path.with_extension(format!("draft-{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    linked?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(bytes)
}

fn load(path: &Path) -> Result<[u8; 32], KeyFileError> {
    let io = |error| KeyFileError::Io(path.to_owned(), error);
    let file = File::open(path).map_err(io)?;
    if file.metadata().map_err(io)?.mode() & 0o077 != 0 {
        return Err(KeyFileError::Exposed(path.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(33).read_to_end(&mut bytes).map_err(io)?;
    bytes.try_into().map_err(|_| KeyFileError::Length(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_key_file_is_made_once_and_read_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wrapping.key");
        let pair = KeyPair::generate(Kind::Ed25519).unwrap();
        let sealed = WrappingKey::load_or_create(&path).unwrap().wrap("k", &pair).unwrap();
        let again = WrappingKey::load_or_create(&path).unwrap();
        assert_eq!(again.unwrap("k", &sealed).unwrap().public(), pair.public());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        // OPS-05
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wrapping.key");
        WrappingKey::load_or_create(&path).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(matches!(WrappingKey::load_or_create(&path), Err(KeyFileError::Exposed(_))), "{mode:o}");
        }
    }

    #[test]
    fn a_truncated_key_file_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wrapping.key");
        fs::write(&path, b"short").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(WrappingKey::load_or_create(&path), Err(KeyFileError::Length(_))));
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }

    #[test]
    fn a_mark_is_the_same_for_the_same_thing_and_only_with_this_key() {
        let (ours, theirs) = (WrappingKey::ephemeral().unwrap(), WrappingKey::ephemeral().unwrap());
        let mark = ours.mark("adhesion 1", "ana@valmar.example");
        assert_eq!(mark, ours.clone().mark("adhesion 1", "ana@valmar.example"));
        assert_ne!(mark, ours.mark("adhesion 2", "ana@valmar.example"));
        assert_ne!(mark, theirs.mark("adhesion 1", "ana@valmar.example"));
    }

    #[test]
    fn a_sealed_key_opens_only_whole_under_its_own_id_and_node() {
        // OPS-02
        let (ours, theirs) = (WrappingKey::ephemeral().unwrap(), WrappingKey::ephemeral().unwrap());
        let pair = KeyPair::generate(Kind::Rsa).unwrap();
        let sealed = ours.wrap("https://valmar.example/ap/a/valmar#main-key", &pair).unwrap();
        let open =
            |key: &WrappingKey, id: &str, sealed: &[u8]| key.unwrap(id, sealed).map(|_| ()).unwrap_err();
        assert_eq!(open(&ours, "https://valmar.example/ap/actor#main-key", &sealed), KeyError::Sealed);
        let id = "https://valmar.example/ap/a/valmar#main-key";
        assert_eq!(open(&theirs, id, &sealed), KeyError::Sealed);
        assert_eq!(open(&ours, id, &sealed[..sealed.len() - 1]), KeyError::Sealed);
        assert_eq!(open(&ours, id, &[]), KeyError::Sealed);
        assert!(ours.unwrap(id, &sealed).is_ok());
        assert!(!sealed.windows(64).any(|part| pair.to_pkcs8().unwrap().windows(64).any(|der| der == part)));
    }
}
