//! What a signature of draft-cavage-12 has to cover: request target, host, a time, and the digest of a body.

use chrono::{DateTime, Utc};

use super::{Defect, Request, check_key_id, instant};
use crate::federation::signatures::{
    cavage,
    claim::{Claim, Scheme},
    digest, host_of,
};

impl Request<'_> {
    pub(super) fn cavage(&self, signature: &str) -> Result<Claim, Defect> {
        let parameters = cavage::Parameters::parse(signature)?;
        check_key_id(&parameters.key_id, self.base)?;
        let covered = |name| if parameters.covers(name) { Ok(()) } else { Err(Defect::Uncovered(name)) };
        covered("(request-target)")?;
        covered("host")?;
        let signed_at = self.cavage_time(&parameters)?;
        if self.needs_digest() {
            covered("digest")?;
            self.check_body("digest", digest::check_digest)?;
        }
        Ok(Claim {
            scheme: Scheme::Cavage,
            bases: self.signing_strings(&parameters)?,
            key_id: parameters.key_id,
            algorithm: parameters.algorithm,
            signed_at,
            signature: parameters.signature,
        })
    }

    /// Every time that was signed has to be inside the window, and one has to be there.
    fn cavage_time(&self, parameters: &cavage::Parameters) -> Result<DateTime<Utc>, Defect> {
        let mut signed_at = None;
        if parameters.covers("date") {
            let date = self.header("date")?.ok_or(Defect::Absent)?;
            let date = DateTime::parse_from_rfc2822(&date).map_err(|_| Defect::Time)?;
            signed_at = Some(self.check_window(date.to_utc())?);
        }
        if parameters.covers("(created)") {
            signed_at = Some(self.check_window(instant(parameters.created.ok_or(Defect::Absent)?)?)?);
        }
        self.check_expiry(parameters.expires)?;
        signed_at.ok_or(Defect::Uncovered("date"))
    }

    fn signing_strings(&self, parameters: &cavage::Parameters) -> Result<Vec<String>, Defect> {
        let uri = &self.parts.uri;
        let whole = uri.path_and_query().map_or("/", |target| target.as_str());
        let targets = if uri.query().is_some() { vec![whole, uri.path()] } else { vec![whole] };
        let host = self.host()?.or_else(|| host_of(self.base));
        let value = |name: &str| match name {
            "host" => host.clone(),
            name => self.header(name).ok().flatten(),
        };
        targets
            .into_iter()
            .map(|target| parameters.signing_string(&self.parts.method, target, value))
            .collect::<Option<_>>()
            .ok_or(Defect::Absent)
    }
}
