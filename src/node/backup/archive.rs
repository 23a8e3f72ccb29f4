//! The archive of a backup: a tar, compressed by zstd, whose last entry is a manifest with the checksum of every other.
//! Whether it is sealed, and what goes into it, is `backup.rs`.

use anyhow::{Context, Result, bail, ensure};
use aws_lc_rs::digest::{self, SHA256};
use chrono::{DateTime, Utc};
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.json";
const MANIFEST_MAX: u64 = 64 * 1024 * 1024;

/// What an archive says about itself.
#[derive(Debug, Deserialize, Serialize)]
pub struct Manifest {
    pub format: u32,
    pub version: String,
    pub created_at: DateTime<Utc>,
    pub base_url: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    pub files: Vec<Entry>,
}

/// One file of an archive.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub struct Entry {
    pub name: String,
    pub size: u64,
    pub sha256: String,
}

/// Writes `files` (name in the archive, where it lies) and `manifest`, filled with what was written, to `out`.
pub fn write<W: Write>(
    out: W,
    files: &[(String, PathBuf)],
    mut manifest: Manifest,
    bar: &ProgressBar,
) -> Result<W> {
    let mut tar = tar::Builder::new(zstd::stream::write::Encoder::new(out, 3)?);
    for (name, path) in files {
        let entry = add(&mut tar, name, path, bar).with_context(|| format!("adding {}", path.display()))?;
        manifest.files.extend(entry);
    }
    let json = serde_json::to_vec_pretty(&manifest)?;
    tar.append_data(&mut header(json.len() as u64), MANIFEST, json.as_slice())?;
    Ok(tar.into_inner()?.finish()?)
}

/// Adds a file as it is now; one that went away meanwhile is left out.
fn add<W: Write>(
    tar: &mut tar::Builder<W>,
    name: &str,
    path: &Path,
    bar: &ProgressBar,
) -> Result<Option<Entry>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let size = file.metadata()?.len();
    let mut hashing = Hashing::new(bar.wrap_read(file.take(size)));
    tar.append_data(&mut header(size), name, &mut hashing)?;
    Ok(Some(Entry { name: name.to_string(), size, sha256: hashing.finish() }))
}

/// Reads an archive to its end, hands every file to `keep`, and checks all of them against the manifest.
pub fn read<R: Read>(from: R, mut keep: impl FnMut(&Path, &mut dyn Read) -> Result<()>) -> Result<Manifest> {
    let mut found = Vec::new();
    let mut manifest: Option<Manifest> = None;
    let mut archive = tar::Archive::new(zstd::stream::read::Decoder::new(from)?);
    for entry in archive.entries()? {
        let mut entry = entry.context("the archive is damaged")?;
        ensure!(entry.header().entry_type().is_file(), "the archive holds something other than files");
        let path = entry.path()?.into_owned();
        let size = entry.size();
        if path == Path::new(MANIFEST) {
            manifest =
                Some(serde_json::from_reader(entry.take(MANIFEST_MAX)).context("reading the manifest")?);
            continue;
        }
        ensure!(
            path.components().all(|part| matches!(part, Component::Normal(_))),
            "{} leads out",
            path.display()
        );
        let mut hashing = Hashing::new(&mut entry);
        keep(&path, &mut hashing)?;
        io::copy(&mut hashing, &mut io::sink())?;
        found.push(Entry { name: path.to_string_lossy().into_owned(), size, sha256: hashing.finish() });
    }
    let Some(manifest) = manifest else { bail!("the archive is cut off: it has no manifest") };
    if let Some(wrong) = found.iter().find(|one| !manifest.files.contains(one)) {
        bail!("{} is not what was backed up", wrong.name);
    }
    ensure!(found.len() == manifest.files.len(), "files are missing from the archive");
    Ok(manifest)
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header
}

/// Passes bytes on and makes their checksum.
struct Hashing<R> {
    inner: R,
    context: digest::Context,
}

impl<R> Hashing<R> {
    fn new(inner: R) -> Self {
        Hashing { inner, context: digest::Context::new(&SHA256) }
    }

    fn finish(self) -> String {
        self.context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.context.update(&into[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: 1,
            version: "0.1.0".into(),
            created_at: DateTime::UNIX_EPOCH,
            base_url: "https://valmar.example/".into(),
            engine: "sqlite".into(),
            files: Vec::new(),
        }
    }

    fn archive(contents: &[(&str, &str)]) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let mut files = vec![("gone.jpg".to_string(), dir.path().join("gone.jpg"))];
        for (name, text) in contents {
            let path = dir.path().join(name.replace('/', "-"));
            std::fs::write(&path, text).unwrap();
            files.push(((*name).to_string(), path));
        }
        write(Vec::new(), &files, manifest(), &ProgressBar::hidden()).unwrap()
    }

    #[test]
    fn what_was_there_comes_back_and_what_went_away_meanwhile_is_left_out() {
        let whole = archive(&[("comarca.db", "rows"), ("media/ab.jpg", "picture")]);
        let mut seen = Vec::new();
        let manifest = read(whole.as_slice(), |name, from| {
            let mut text = String::new();
            from.read_to_string(&mut text)?;
            seen.push((name.to_string_lossy().into_owned(), text));
            Ok(())
        });
        assert_eq!(manifest.unwrap().files.len(), 2);
        let expected = [("comarca.db", "rows"), ("media/ab.jpg", "picture")];
        assert_eq!(seen, expected.map(|(name, text)| (name.to_string(), text.to_string())));
    }

    #[test]
    fn an_archive_that_is_cut_off_or_leads_out_of_its_directory_is_refused() {
        let whole = archive(&[("comarca.db", "rows")]);
        let ignore = |_: &Path, _: &mut dyn Read| Ok(());
        assert!(read(&whole[..whole.len() - 20], ignore).is_err());
        let mut tar = tar::Builder::new(zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap());
        let mut header = header(1);
        header.as_mut_bytes()[..9].copy_from_slice(b"../escape");
        header.set_cksum();
        tar.append(&header, &b"x"[..]).unwrap();
        let leading_out = tar.into_inner().unwrap().finish().unwrap();
        assert!(read(leading_out.as_slice(), ignore).unwrap_err().to_string().contains("leads out"));
    }
}
