//! Whose word counts for what: origins and owners (FEP-fe34).
//!
//! An origin is scheme, host and port together: what one answers says nothing about another.

use url::Url;

/// The address of everybody, in the three forms in which it is written.
const PUBLIC: [&str; 3] = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];
const MAX_URI: usize = 2048;

/// Whether an address stands for everybody.
pub fn is_public(uri: &str) -> bool {
    PUBLIC.contains(&uri)
}

/// Reads an id: an absolute http or https URL with a host, and nothing that hides where it leads.
pub fn parse_id(uri: &str) -> Option<Url> {
    if uri.len() > MAX_URI || !uri.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let url = Url::parse(uri).ok()?;
    let web = matches!(url.scheme(), "https" | "http");
    let plain = url.username().is_empty() && url.password().is_none();
    (web && plain && url.host_str().is_some_and(|host| !host.is_empty())).then_some(url)
}

/// The origin of an id as one text, `https://valmar.example` or `https://valmar.example:8443`.
pub fn of(uri: &str) -> Option<String> {
    parse_id(uri).map(|url| url.origin().ascii_serialization())
}

/// The host of an id as it stands in handles and in the table of origins: with the port when it is not the default.
pub fn host_of(uri: &str) -> Option<String> {
    let url = parse_id(uri)?;
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

/// Whether two ids are of one origin. What cannot be read is of none.
pub fn same(one: &str, other: &str) -> bool {
    match (of(one), of(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// An id without its fragment: the document in which it stands.
pub fn document_of(uri: &str) -> &str {
    uri.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert!(same("https://a.example/u/1", "https://A.example:443/x?y#z"));
        for other in ["http://a.example/", "https://a.example:8443/", "https://b.a.example/", "a.example", ""]
        {
            assert!(!same("https://a.example/u/1", other), "{other}");
        }
        assert!(!same("nonsense", "nonsense"));
    }

    #[test]
    fn ids_that_hide_where_they_lead_are_none() {
        // PRS-05, IDN-16
        for uri in [
            "https://",
            "http:///",
            "https://[::1",
            "javascript:alert(1)",
            "data:,x",
            "ap://did:key:z6Mk/actor",
            "/relative",
            "https://a@b.example/",
            "https://b.example/\u{202e}x",
            "https://b.example/ x",
            "",
            "mailto:a@b.example",
        ] {
            assert_eq!(parse_id(uri), None, "{uri}");
        }
        assert_eq!(parse_id(&format!("https://a.example/{}", "x".repeat(3000))), None);
    }

    #[test]
    fn everybody_is_written_in_exactly_three_forms() {
        // VIS-09, INTEROP 109
        assert!(PUBLIC.iter().all(|form| is_public(form)));
        for near in [
            "public",
            "as:public",
            "https://www.w3.org/ns/activitystreams",
            "http://www.w3.org/ns/activitystreams#Public",
            "as:Public ",
        ] {
            assert!(!is_public(near), "{near}");
        }
    }

    #[test]
    fn a_host_is_written_one_way() {
        // DOM-01
        assert_eq!(host_of("https://Evil.Example.:443/x").as_deref(), Some("evil.example"));
        assert_eq!(host_of("https://XN--mller-KVA.example/x").as_deref(), Some("xn--mller-kva.example"));
        assert_eq!(host_of("https://müller.example/x"), None, "an id is written in ASCII");
        assert_eq!(host_of("https://xn--bad-.example/x"), None, "ASCII behind a mask");
        assert_eq!(host_of("http://127.0.0.1:4001/ap/a/x").as_deref(), Some("127.0.0.1:4001"));
    }
}
