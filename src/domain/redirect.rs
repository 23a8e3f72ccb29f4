//! Where an authorisation code may be sent: which addresses an application may register. Afterwards only exactly
//! those count (ACC-10).

use url::Url;

/// The address that means "show the code to the person", for programs without a browser.
pub const SHOWN: &str = "urn:ietf:wg:oauth:2.0:oob";

const MOST: usize = 10;
const LONGEST: usize = 2_000;
/// Schemes a browser would run or read from instead of going to.
const NEVER: [&str; 8] =
    ["javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source"];

/// Reads the addresses of a registration, one a line; `None` when one of them may not be used or there is none.
pub fn addresses(given: &[&str]) -> Option<Vec<String>> {
    let lines = given.iter().flat_map(|text| text.split_whitespace());
    let mut addresses: Vec<String> = Vec::new();
    for line in lines {
        if !may_be_registered(line) || addresses.len() == MOST {
            return None;
        }
        if !addresses.iter().any(|known| known == line) {
            addresses.push(line.to_owned());
        }
    }
    (!addresses.is_empty()).then_some(addresses)
}

fn may_be_registered(address: &str) -> bool {
    if address == SHOWN {
        return true;
    }
    let Ok(url) = Url::parse(address) else { return false };
    let web = matches!(url.scheme(), "http" | "https");
    address.len() <= LONGEST
        && !NEVER.contains(&url.scheme())
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && (!web || url.has_host())
}

/// The address with `code` and `state`, or with an error, in its query (RFC 6749 §4.1.2).
pub fn with(address: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    url.query_pairs_mut().extend_pairs(pairs);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_registers_addresses_that_only_lead_somewhere() {
        for good in [
            SHOWN,
            "https://elk.example/auth",
            "tusky://oauth",
            "http://127.0.0.1:8080/back",
            "com.example:/back",
        ] {
            assert_eq!(addresses(&[good]), Some(vec![good.to_owned()]), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://elk.example/#x",
            "https://user@elk.example/",
            "https://",
            "/relative",
            "nonsense",
            "",
        ] {
            assert_eq!(addresses(&[bad]), None, "{bad}");
        }
        assert_eq!(addresses(&["https://a.example\nhttps://b.example https://a.example"]).unwrap().len(), 2);
        let many = (0..11).map(|n| format!("https://a{n}.example ")).collect::<String>();
        assert_eq!(addresses(&[&many]), None);
        assert_eq!(addresses(&[&format!("https://a.example/{}", "x".repeat(2_000))]), None);
    }

    #[test]
    fn the_code_joins_what_the_address_already_says() {
        let back = with("https://elk.example/a?server=valmar", &[("code", "a b&c"), ("state", "é")]);
        assert_eq!(back.unwrap(), "https://elk.example/a?server=valmar&code=a+b%26c&state=%C3%A9");
        assert_eq!(with("tusky://oauth", &[("code", "x")]).unwrap(), "tusky://oauth?code=x");
    }
}
