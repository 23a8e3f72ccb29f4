//! The node's own certificate: read from two files, and read again when they change.
//! Which certificates peers must show is `federation::client`'s business.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use anyhow::Context;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tracing::{info, warn};

/// Where the certificate chain and its key lie, both in PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// The certificate in use. Connections made after a reload get the new one.
pub struct Certificate {
    files: TlsFiles,
    provider: Arc<CryptoProvider>,
    current: RwLock<Arc<CertifiedKey>>,
}

impl Certificate {
    pub fn load(files: TlsFiles) -> anyhow::Result<Arc<Self>> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let current = RwLock::new(Arc::new(read(&files, &provider)?));
        Ok(Arc::new(Certificate { files, provider, current }))
    }

    /// What the listener offers: TLS 1.2 and 1.3, HTTP/2 before HTTP/1.1, resumption without memory.
    pub fn server_config(self: &Arc<Self>) -> anyhow::Result<ServerConfig> {
        let mut config = ServerConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        config.ticketer = aws_lc_rs::Ticketer::new()?;
        Ok(config)
    }

    /// Looks at the files every `pause`, for as long as the node runs. A pair that does not fit is not used.
    pub async fn follow_changes(self: Arc<Self>, pause: Duration) {
        let mut known = self.changed_at();
        loop {
            tokio::time::sleep(pause).await;
            let now = self.changed_at();
            if now == known {
                continue;
            }
            known = now;
            match read(&self.files, &self.provider) {
                Ok(fresh) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
                    info!("The certificate was renewed");
                }
                Err(error) => warn!("The changed certificate is not used: {error:#}"),
            }
        }
    }

    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.files.certificate, &self.files.key]
            .map(|file| file.metadata().and_then(|data| data.modified()).ok())
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// Shows where the key lies, never the key.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("files", &self.files).finish_non_exhaustive()
    }
}

fn read(files: &TlsFiles, provider: &CryptoProvider) -> anyhow::Result<CertifiedKey> {
    let (certificate, key) = (files.certificate.display(), files.key.display());
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("reading the certificate {certificate}"))?;
    let secret =
        PrivateKeyDer::from_pem_file(&files.key).with_context(|| format!("reading the key {key}"))?;
    CertifiedKey::from_der(chain, secret, provider)
        .with_context(|| format!("the key {key} does not belong to the certificate {certificate}"))
}
