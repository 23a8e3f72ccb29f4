//! A stream that only its passphrase opens: Argon2id makes the key, AES-256-GCM seals one chunk after another.
//!
//! The number of each chunk and whether it is the last are part of its nonce, so that chunks can be neither swapped,
//! dropped nor cut off unnoticed. The form is: 16 bytes of magic, 16 of salt, then chunks of 64 KiB and a tag of 16.

use anyhow::{Context, Result, anyhow, bail};
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use std::io::{self, Read, Write};

const MAGIC: &[u8; 16] = b"comarca backup 1";
const SALT: usize = 16;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// Seals what is written; [`Sealing::finish`] writes the last chunk.
pub struct Sealing<W: Write> {
    inner: W,
    key: LessSafeKey,
    chunk: Vec<u8>,
    count: u64,
}

impl<W: Write> Sealing<W> {
    /// Begins a sealed stream on `inner`.
    pub fn new(mut inner: W, passphrase: &str) -> Result<Self> {
        let mut salt = [0; SALT];
        aws_lc_rs::rand::fill(&mut salt).map_err(|_| anyhow!("the system has no randomness"))?;
        inner.write_all(MAGIC)?;
        inner.write_all(&salt)?;
        Ok(Sealing {
            inner,
            key: derive(passphrase, &salt)?,
            chunk: Vec::with_capacity(CHUNK + TAG),
            count: 0,
        })
    }

    /// Seals what is left and gives the inner stream back.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = nonce(self.count, last);
        self.key
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut self.chunk)
            .map_err(|_| io::Error::other("sealing failed"))?;
        self.inner.write_all(&self.chunk)?;
        self.chunk.clear();
        self.count += 1;
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more follows: the last one must know that it is.
        if self.chunk.len() == CHUNK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Opens a sealed stream while it is read.
pub struct Opening<R: Read> {
    inner: R,
    key: LessSafeKey,
    /// Sealed bytes read ahead, to know whether the chunk before them is the last.
    ahead: Vec<u8>,
    open: Vec<u8>,
    at: usize,
    count: u64,
    ended: bool,
}

/// Whether a stream that begins with these bytes is sealed.
pub fn is_sealed(beginning: &[u8]) -> bool {
    beginning.starts_with(MAGIC)
}

impl<R: Read> Opening<R> {
    /// Reads the head of a sealed stream.
    pub fn new(mut inner: R, passphrase: &str) -> Result<Self> {
        let mut head = [0; MAGIC.len() + SALT];
        inner.read_exact(&mut head).context("the backup is cut off")?;
        if !is_sealed(&head) {
            bail!("this is no sealed backup");
        }
        let key = derive(passphrase, &head[MAGIC.len()..])?;
        Ok(Opening { inner, key, ahead: Vec::new(), open: Vec::new(), at: 0, count: 0, ended: false })
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let whole = CHUNK + TAG;
        let wanted = (whole + 1).saturating_sub(self.ahead.len());
        self.inner.by_ref().take(wanted as u64).read_to_end(&mut self.ahead)?;
        let last = self.ahead.len() <= whole;
        let rest = self.ahead.split_off(self.ahead.len().min(whole));
        let mut chunk = std::mem::replace(&mut self.ahead, rest);
        let opened = self
            .key
            .open_in_place(nonce(self.count, last), Aad::empty(), &mut chunk)
            .map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, "wrong passphrase, or the backup is damaged")
            })?
            .len();
        chunk.truncate(opened);
        (self.open, self.at, self.ended) = (chunk, 0, last);
        self.count += 1;
        Ok(())
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.open.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_chunk()?;
        }
        let taken = into.len().min(self.open.len() - self.at);
        into[..taken].copy_from_slice(&self.open[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

/// 64 MiB and three passes: a second of work for whoever has the passphrase, years for whoever guesses.
fn derive(passphrase: &str, salt: &[u8]) -> Result<LessSafeKey> {
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(|error| anyhow!("argon2: {error}"))?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|error| anyhow!("argon2: {error}"))?;
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).map_err(|_| anyhow!("a key has 32 bytes"))?))
}

fn nonce(count: u64, last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[3..11].copy_from_slice(&count.to_be_bytes());
    bytes[11] = u8::from(last);
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut sealing = Sealing::new(Vec::new(), "puente de la ribera").unwrap();
        sealing.write_all(plain).unwrap();
        sealing.finish().unwrap()
    }

    fn opened(sealed: &[u8], passphrase: &str) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opening::new(sealed, passphrase).map_err(io::Error::other)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn what_was_sealed_opens_with_its_passphrase_whatever_its_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let plain: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            assert_eq!(opened(&sealed(&plain), "puente de la ribera").unwrap(), plain, "{length}");
        }
    }

    #[test]
    fn another_passphrase_a_changed_byte_or_a_missing_end_is_noticed() {
        let whole = sealed(&vec![7; 2 * CHUNK + 5]);
        assert!(opened(&whole, "otra cosa").is_err());
        let mut changed = whole.clone();
        changed[1_000] ^= 1;
        assert!(opened(&changed, "puente de la ribera").is_err());
        for cut in [1, 21, CHUNK + TAG + 21, whole.len() - 32] {
            assert!(opened(&whole[..whole.len() - cut], "puente de la ribera").is_err(), "{cut}");
        }
    }
}
