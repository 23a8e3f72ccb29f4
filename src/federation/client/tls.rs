//! Whose certificates the outbound client believes: the platform's roots, and the operator's own.

use std::sync::Arc;

use anyhow::Context;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::ClientSettings;

/// What a connection to somebody else asks of their certificate.
pub fn config(settings: &ClientSettings) -> anyhow::Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let mut config = match Verifier::new_with_extra_roots(extra_roots(settings)?, provider) {
        Ok(verifier) => {
            let verifier = Arc::new(verifier);
            builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
        // A bare container has no roots. Development nodes speak plain http and need none.
        Err(_) if settings.plain_http => {
            builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        }
        Err(error) => return Err(error).context("no root certificates: install the ca-certificates package"),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn extra_roots(settings: &ClientSettings) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let Some(pem) = &settings.extra_ca else { return Ok(Vec::new()) };
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .context("federation.extra_ca is not a list of certificates in PEM")
}
