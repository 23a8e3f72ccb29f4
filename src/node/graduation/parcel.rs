//! The archive of an organisation as it comes: whoever sends it may have made it to do harm. Nothing in it is read before
//! it is wanted, nothing is written where it says, and never does more come out of it than went in.

use super::Entry;
use anyhow::{Context, ensure};
use bytes::Bytes;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most publications of one archive.
const MOST: usize = 20_000;
/// The most files in one: each is a line of the table that is read at once.
const FILES: usize = 100_000;
/// The largest list of publications, in bytes.
const LIST_MAX: u64 = 64 * 1024 * 1024;
/// What each line of that table begins with (APPNOTE 4.3.12).
const LINE: &[u8] = b"PK\x01\x02";

/// An archive, and how much may still come out of it.
pub(super) struct Parcel {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    left: u64,
}

impl Parcel {
    /// Opens an archive and reads what was published.
    pub(super) fn open(archive: Vec<u8>) -> anyhow::Result<(Parcel, Vec<Entry>)> {
        let lines = archive.windows(LINE.len()).filter(|window| *window == LINE).count();
        ensure!(lines <= FILES, "too many files");
        // Nothing is compressed in archives of ours, so files that lie over one another are what does not fit.
        let left = archive.len() as u64;
        let mut parcel = Parcel { zip: ZipArchive::new(Cursor::new(archive))?, left };
        let list = parcel.read("publications.json", LIST_MAX)?;
        let entries: Vec<Entry> = serde_json::from_slice(&list)?;
        ensure!(entries.len() <= MOST, "too many publications");
        Ok((parcel, entries))
    }

    /// A file of the archive, by the name that a publication has for it; none where it is not there, is larger than
    /// `most` bytes, or where more would come out of the archive than went in.
    pub(super) fn file(&mut self, name: &str, most: u64) -> Option<Bytes> {
        self.read(&format!("media/{name}"), most).ok().map(Bytes::from)
    }

    fn read(&mut self, name: &str, most: u64) -> anyhow::Result<Vec<u8>> {
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        self.zip.by_name(name)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        let length = bytes.len() as u64;
        ensure!(length <= most, "too large");
        self.left = self.left.checked_sub(length).context("too much")?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number as an archive writes it.
    fn four(number: usize) -> [u8; 4] {
        u32::try_from(number).unwrap().to_le_bytes()
    }

    /// An archive whose files lie where they are said to: name, where its data begin, what they are.
    fn archive(data: &[(&str, &[u8])], also: &[(String, usize)]) -> Vec<u8> {
        let (mut out, mut table) = (Vec::new(), Vec::new());
        for (name, bytes) in data {
            table.push(((*name).to_owned(), out.len(), *bytes));
            out.extend(head(b"PK\x03\x04\x14\0", name, bytes, &[]));
            out.extend_from_slice(bytes);
        }
        for (name, like) in also {
            let (_, at, bytes) = table[*like].clone();
            table.push((name.clone(), at, bytes));
        }
        let start = out.len();
        for (name, at, bytes) in &table {
            let tail = [&[0; 10][..], &four(*at)].concat();
            out.extend(head(b"PK\x01\x02\x14\0\x14\0", name, bytes, &tail));
        }
        let (size, count) = (out.len() - start, u16::try_from(table.len()).unwrap().to_le_bytes());
        out.extend(
            [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &four(size), &four(start), &[0; 2]].concat(),
        );
        out
    }

    fn head(begin: &[u8], name: &str, bytes: &[u8], tail: &[u8]) -> Vec<u8> {
        let length = four(bytes.len());
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        [
            begin,
            &[0; 8],
            &checksum(bytes).to_le_bytes(),
            &length,
            &length,
            &name_length,
            &[0; 2],
            tail,
            name.as_bytes(),
        ]
        .concat()
    }

    /// CRC-32 as archives have it (APPNOTE 4.4.7).
    fn checksum(bytes: &[u8]) -> u32 {
        let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
    }

    /// DOS-23: a thousand names for one file do not make a thousand files.
    #[test]
    fn no_more_comes_out_of_an_archive_than_went_in() {
        let large = vec![b'x'; 100_000];
        let names: Vec<(String, usize)> = (0..1_000).map(|n| (format!("media/{n}"), 1)).collect();
        let bytes = archive(&[("publications.json", b"[]"), ("media/first", &large)], &names);
        let size = bytes.len();
        let (mut parcel, entries) = Parcel::open(bytes).unwrap();
        assert!(entries.is_empty());
        assert_eq!(parcel.file("first", 1_000_000).unwrap().len(), large.len());
        let out = (0..1_000).filter_map(|n| parcel.file(&n.to_string(), 1_000_000)).map(|file| file.len());
        assert!(out.sum::<usize>() + large.len() <= size);
    }

    /// DOS-23: names that lead out of the folder lead nowhere, and what is too large is not there.
    #[test]
    fn a_file_is_found_by_its_name_alone_and_only_when_it_fits() {
        let bytes =
            archive(&[("publications.json", b"[]"), ("media/a", b"abc"), ("/etc/passwd", b"root")], &[]);
        let (mut parcel, _) = Parcel::open(bytes).unwrap();
        assert!(
            parcel.file("../publications.json", 100).is_none()
                && parcel.file("../../etc/passwd", 100).is_none()
        );
        assert!(parcel.file("a", 2).is_none());
        assert_eq!(parcel.file("a", 3).unwrap(), "abc");
    }

    /// DOS-23.
    #[test]
    fn a_table_of_a_million_lines_is_refused_before_it_is_read() {
        let mut bytes = archive(&[("publications.json", b"[]")], &[]);
        bytes.splice(0..0, LINE.repeat(1_000_000));
        assert!(Parcel::open(bytes).is_err());
        assert!(Parcel::open(b"PK".to_vec()).is_err());
        assert!(Parcel::open(archive(&[("publications.json", b"{}")], &[])).is_err());
    }
}
