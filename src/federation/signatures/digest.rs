//! Digests of bodies: the `Digest` header of RFC 3230 and `Content-Digest` of RFC 9530.

use aws_lc_rs::digest::{Algorithm, SHA256, SHA512, digest};
use base64::{Engine, engine::general_purpose::STANDARD};
use sfv::{BareItem, Dictionary, ListEntry, Parser};

/// What is wrong with a digest header.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum DigestFlaw {
    #[error("cannot be read")]
    Unreadable,
    #[error("names no algorithm that is accepted here")]
    Weak,
    #[error("is not the digest of the body")]
    Differs,
}

/// `Digest` as every peer accepts it.
pub fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(digest(&SHA256, body)))
}

/// `Content-Digest` as every peer accepts it.
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(digest(&SHA256, body)))
}

/// Checks `Digest`: SHA-256 has to be there, and every value we can compute has to be right.
pub fn check_digest(header: &str, body: &[u8]) -> Result<(), DigestFlaw> {
    let mut found = false;
    for part in header.split(',') {
        let (name, value) = part.trim().split_once('=').ok_or(DigestFlaw::Unreadable)?;
        let name = name.trim();
        let algorithm = if name.eq_ignore_ascii_case("sha-256") {
            found = true;
            &SHA256
        } else if name.eq_ignore_ascii_case("sha-512") {
            &SHA512
        } else {
            continue;
        };
        let value = STANDARD.decode(value.trim()).map_err(|_| DigestFlaw::Unreadable)?;
        check(algorithm, &value, body)?;
    }
    found.then_some(()).ok_or(DigestFlaw::Weak)
}

/// Checks `Content-Digest`: sha-256 or sha-512, and every value we can compute has to be right.
pub fn check_content_digest(header: &str, body: &[u8]) -> Result<(), DigestFlaw> {
    let members: Dictionary = Parser::new(header).parse().map_err(|_| DigestFlaw::Unreadable)?;
    let mut found = false;
    for (name, member) in &members {
        let algorithm = match name.as_str() {
            "sha-256" => &SHA256,
            "sha-512" => &SHA512,
            _ => continue,
        };
        let ListEntry::Item(item) = member else { return Err(DigestFlaw::Unreadable) };
        let BareItem::ByteSequence(value) = &item.bare_item else { return Err(DigestFlaw::Unreadable) };
        check(algorithm, value, body)?;
        found = true;
    }
    found.then_some(()).ok_or(DigestFlaw::Weak)
}

fn check(algorithm: &'static Algorithm, value: &[u8], body: &[u8]) -> Result<(), DigestFlaw> {
    if digest(algorithm, body).as_ref() == value { Ok(()) } else { Err(DigestFlaw::Differs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recognised_digest_has_to_match_and_sha_256_has_to_be_there() {
        // SIG-06, SIG-07, INTEROP 36–38
        let body = b"{}";
        let good = digest_header(body);
        let long = format!("SHA-512={}", STANDARD.encode(digest(&SHA512, body)));
        let bad = digest_header(b"[]");
        for (header, expected) in [
            (good.clone(), Ok(())),
            (good.replace("SHA", "sha"), Ok(())),
            (format!("{long},{good}"), Ok(())),
            (format!("{good} , {long}"), Ok(())),
            (format!("UNIXSUM=3 , {good}"), Ok(())),
            (long.clone(), Err(DigestFlaw::Weak)),
            ("MD5=mZFLkyvTelC5g8XnyQrpOw==,UNIXSUM=30637,CRC32=1".to_owned(), Err(DigestFlaw::Weak)),
            (bad.clone(), Err(DigestFlaw::Differs)),
            (format!("{good},{bad}"), Err(DigestFlaw::Differs)),
            (format!("{bad},{good}"), Err(DigestFlaw::Differs)),
            (format!("{},{good}", bad.replace("256", "512")), Err(DigestFlaw::Differs)),
            ("SHA-256=%%".to_owned(), Err(DigestFlaw::Unreadable)),
            ("SHA-256".to_owned(), Err(DigestFlaw::Unreadable)),
            (String::new(), Err(DigestFlaw::Unreadable)),
        ] {
            assert_eq!(check_digest(&header, body), expected, "{header}");
        }
    }

    #[test]
    fn content_digest_is_a_dictionary_of_byte_sequences() {
        // INTEROP 70, 71
        let body = br#"{"hello": "world"}"#;
        let long = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
        for (header, expected) in [
            (content_digest(body), Ok(())),
            (long.to_owned(), Ok(())),
            (format!("{long}, {}", content_digest(body)), Ok(())),
            (format!("{long}, {}", content_digest(b"")), Err(DigestFlaw::Differs)),
            ("md5=:AAAA:".to_owned(), Err(DigestFlaw::Weak)),
            ("sha-256=AAAA".to_owned(), Err(DigestFlaw::Unreadable)),
            ("sha-256=(:AAAA:)".to_owned(), Err(DigestFlaw::Unreadable)),
            (content_digest(body).replace("sha", "SHA"), Err(DigestFlaw::Unreadable)),
            (String::new(), Err(DigestFlaw::Weak)),
        ] {
            assert_eq!(check_content_digest(&header, body), expected, "{header}");
        }
    }
}
