//! What a signature of RFC 9421 has to cover: method, target, its own creation, and the digest of a body.

use super::{Defect, Request, check_key_id, instant};
use crate::federation::signatures::{
    claim::{Claim, Scheme},
    digest, host_of, message,
};

impl Request<'_> {
    /// Those of the signatures that may be held against a key; one of them has to hold.
    pub(super) fn messages(&self, input: &str, signature: &str) -> Result<Vec<Claim>, Defect> {
        let (mut claims, mut why) = (Vec::new(), Defect::Unsigned);
        for signed in message::Signed::parse(input, signature)? {
            match self.message(signed) {
                Ok(claim) => claims.push(claim),
                Err(defect) => why = defect,
            }
        }
        if claims.is_empty() { Err(why) } else { Ok(claims) }
    }

    fn message(&self, signed: message::Signed) -> Result<Claim, Defect> {
        check_key_id(&signed.key_id, self.base)?;
        let covered = |name| if signed.covers(name) { Ok(()) } else { Err(Defect::Uncovered(name)) };
        covered("@method")?;
        if !signed.covers("@target-uri") {
            let path = signed.covers("@authority") && signed.covers("@path");
            let query = self.parts.uri.query().is_none() || signed.covers("@query");
            if !path || !query {
                return Err(Defect::Uncovered("@target-uri"));
            }
        }
        let created = signed.created.ok_or(Defect::Uncovered("created"))?;
        let signed_at = self.check_window(instant(created)?)?;
        self.check_expiry(signed.expires)?;
        if self.needs_digest() {
            covered("content-digest")?;
            self.check_body("content-digest", digest::check_content_digest)?;
        }
        let base = signed.base(|component| self.component(component)).ok_or(Defect::Absent)?;
        Ok(Claim {
            scheme: Scheme::Message,
            key_id: signed.key_id,
            algorithm: signed.algorithm,
            signed_at,
            bases: vec![base],
            signature: signed.signature,
        })
    }

    /// The value of a component (RFC 9421 §2). What a proxy may have changed comes from our own address.
    fn component(&self, name: &str) -> Option<String> {
        let uri = &self.parts.uri;
        match name {
            "@method" => Some(self.parts.method.to_string()),
            "@authority" => host_of(self.base),
            "@scheme" => Some(self.base.scheme().to_owned()),
            "@path" => Some(uri.path().to_owned()),
            "@query" => Some(format!("?{}", uri.query().unwrap_or_default())),
            "@request-target" => Some(uri.path_and_query()?.to_string()),
            "@target-uri" => {
                let target = uri.path_and_query()?;
                Some(format!("{}://{}{target}", self.base.scheme(), host_of(self.base)?))
            }
            derived if derived.starts_with('@') => None,
            name => self.header(name).ok().flatten(),
        }
    }
}
