//! HTTP Message Signatures, RFC 9421, in the profile that the fediverse uses.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Key, ListEntry, Parser, StringRef};

use super::{Outgoing, SignedHeaders, Signer, Unsignable, claim::Algorithm, digest, header, keys::Kind};

/// What a peer is asked to cover when its signature was not usable (RFC 9421 §5.1).
pub const ACCEPT_SIGNATURE: &str = r#"sig1=("@method" "@target-uri" "content-digest");created;keyid"#;

const MAX_HEADER: usize = 8 * 1024;
const MAX_COVERED: usize = 32;
/// A request may carry several signatures, of which one has to hold; looking at more is work for nothing.
const MAX_SIGNATURES: usize = 3;

/// One signature of a request, taken from `Signature-Input` and `Signature`.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    pub key_id: String,
    pub algorithm: Algorithm,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    /// Component identifiers in the order in which they were signed.
    pub covered: Vec<String>,
    pub signature: Vec<u8>,
    /// The value of `@signature-params`.
    parameters: String,
}

/// Why the signature headers cannot be used.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    #[error("are not structured fields")]
    Syntax,
    #[error("lack a signature for what they announce")]
    Lacks,
    #[error("lack {0}")]
    LacksParameter(&'static str),
    #[error("name an algorithm that is not accepted")]
    Algorithm,
    #[error("cover a component that is not understood, too many, or one twice")]
    Covered,
}

impl Signed {
    /// Reads all signatures of a request that may be used; if none may, says why the first may not.
    pub fn parse(input: &str, signature: &str) -> Result<Vec<Self>, Unusable> {
        if input.len() > MAX_HEADER || signature.len() > MAX_HEADER {
            return Err(Unusable::Syntax);
        }
        let input: Dictionary = Parser::new(input).parse().map_err(|_| Unusable::Syntax)?;
        let signature: Dictionary = Parser::new(signature).parse().map_err(|_| Unusable::Syntax)?;
        let (mut usable, mut why) = (Vec::new(), Unusable::Lacks);
        for (label, member) in input.iter().take(MAX_SIGNATURES) {
            match Self::read(member, signature.get(label)) {
                Ok(signed) => usable.push(signed),
                Err(error) if usable.is_empty() => why = error,
                Err(_) => {}
            }
        }
        if usable.is_empty() { Err(why) } else { Ok(usable) }
    }

    fn read(member: &ListEntry, signature: Option<&ListEntry>) -> Result<Self, Unusable> {
        let ListEntry::InnerList(list) = member else { return Err(Unusable::Syntax) };
        let Some(ListEntry::Item(item)) = signature else { return Err(Unusable::Lacks) };
        let BareItem::ByteSequence(signature) = &item.bare_item else { return Err(Unusable::Syntax) };
        let text = |name| list.params.get(name).and_then(BareItem::as_string).map(StringRef::as_str);
        let number = |name: &str| match list.params.get(name) {
            None => Ok(None),
            Some(BareItem::Integer(seconds)) => Ok(Some(i64::from(*seconds))),
            Some(_) => Err(Unusable::Syntax),
        };
        Ok(Self {
            key_id: text("keyid").ok_or(Unusable::LacksParameter("keyid"))?.to_owned(),
            algorithm: algorithm(list.params.contains_key("alg"), text("alg"))?,
            created: number("created")?,
            expires: number("expires")?,
            covered: covered(list)?,
            signature: signature.clone(),
            parameters: serialize(list),
        })
    }

    pub fn covers(&self, component: &str) -> bool {
        self.covered.iter().any(|covered| covered == component)
    }

    /// What was signed (RFC 9421 §2.5), for a request whose components are given by `value`.
    pub fn base(&self, mut value: impl FnMut(&str) -> Option<String>) -> Option<String> {
        let mut base = String::new();
        for component in &self.covered {
            base.push_str(&format!("\"{component}\": {}\n", value(component)?));
        }
        base.push_str("\"@signature-params\": ");
        base.push_str(&self.parameters);
        Some(base)
    }
}

/// Signs a request: `@method @target-uri`, and `content-digest` when it has a body.
pub fn sign(
    request: &Outgoing<'_>,
    signer: Signer<'_>,
    now: DateTime<Utc>,
) -> Result<SignedHeaders, Unsignable> {
    let mut headers = vec![header("host", &super::host_of(request.url).ok_or(Unsignable::NoHost)?)?];
    let mut target = request.url.clone();
    target.set_fragment(None);
    let mut covered = vec!["@method", "@target-uri"];
    if let Some((body, media_type)) = request.body {
        covered.push("content-digest");
        headers.push(header("content-digest", &digest::content_digest(body))?);
        headers.push(header("content-type", media_type)?);
    }
    let parameters = parameters(&covered, signer, now)?;
    let mut base = format!("\"@method\": {}\n\"@target-uri\": {target}\n", request.method);
    if let Some((body, _)) = request.body {
        base.push_str(&format!("\"content-digest\": {}\n", digest::content_digest(body)));
    }
    base.push_str(&format!("\"@signature-params\": {parameters}"));
    let signature = signer.key.sign(base.as_bytes()).map_err(|_| Unsignable::Key)?;
    headers.push(header("signature-input", &format!("sig1={parameters}"))?);
    headers.push(header("signature", &format!("sig1=:{}:", STANDARD.encode(signature)))?);
    Ok(headers)
}

fn parameters(covered: &[&str], signer: Signer<'_>, now: DateTime<Utc>) -> Result<String, Unsignable> {
    let algorithm = match signer.key.kind() {
        Kind::Rsa => "rsa-v1_5-sha256",
        Kind::Ed25519 => "ed25519",
    };
    let mut list = InnerList::default();
    for component in covered {
        list.items.push(string(component)?.into());
    }
    let created = sfv::Integer::try_from(now.timestamp()).map_err(|_| Unsignable::Header)?;
    for (name, value) in
        [("created", created.into()), ("keyid", string(signer.key_id)?), ("alg", string(algorithm)?)]
    {
        let name = Key::from_string(name.to_owned()).map_err(|_| Unsignable::Header)?;
        list.params.insert(name, value);
    }
    Ok(serialize(&list))
}

fn string(text: &str) -> Result<BareItem, Unsignable> {
    StringRef::from_str(text).map(BareItem::from).map_err(|_| Unsignable::Header)
}

/// The strict serialisation that both sides sign.
fn serialize(list: &InnerList) -> String {
    vec![ListEntry::InnerList(list.clone())].serialize().unwrap_or_default()
}

fn algorithm(given: bool, name: Option<&str>) -> Result<Algorithm, Unusable> {
    match name {
        None if given => Err(Unusable::Syntax),
        None => Ok(Algorithm::OfKey),
        Some("rsa-v1_5-sha256") => Ok(Algorithm::RsaSha256),
        Some("rsa-pss-sha512") => Ok(Algorithm::RsaPssSha512),
        Some("ed25519") => Ok(Algorithm::Ed25519),
        Some(_) => Err(Unusable::Algorithm),
    }
}

/// Components without parameters only: nobody sends others, and each of them would be one more way to differ.
fn covered(list: &InnerList) -> Result<Vec<String>, Unusable> {
    let mut covered: Vec<String> = Vec::new();
    for item in &list.items {
        let name = item.bare_item.as_string().ok_or(Unusable::Covered)?.as_str();
        let plain = item.params.is_empty() && name == name.to_ascii_lowercase();
        if !plain || covered.len() == MAX_COVERED || covered.iter().any(|other| other == name) {
            return Err(Unusable::Covered);
        }
        covered.push(name.to_owned());
    }
    Ok(covered)
}
