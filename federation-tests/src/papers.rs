//! Certificates for a closed network: an authority of the test's own, and what it signs. Made by `openssl`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A certificate authority that ends with its folder.
#[derive(Clone, Debug)]
pub struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// Founds one in a folder of its own.
    pub fn in_folder(folder: &Path) -> Authority {
        std::fs::create_dir_all(folder).expect("a folder can be made");
        let authority = Authority { folder: folder.to_path_buf() };
        authority.openssl(&[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=comarca test authority",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "keyUsage=critical,keyCertSign",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
        ]);
        authority
    }

    /// The one that was founded in this folder.
    pub fn at(folder: &Path) -> Authority {
        Authority { folder: folder.to_path_buf() }
    }

    /// What has to be trusted, in PEM.
    pub fn file(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// The same, read.
    pub fn pem(&self) -> Vec<u8> {
        std::fs::read(self.file()).expect("the authority has a certificate")
    }

    /// Writes a certificate for an address and its key to these files.
    pub fn certifies(&self, address: IpAddr, certificate: &Path, key: &Path) {
        let extensions =
            format!("subjectAltName=IP:{address}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n");
        std::fs::write(self.folder.join("leaf.ext"), extensions).expect("a file can be written");
        self.openssl(&[
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=node",
            "-keyout",
            "leaf.key",
            "-out",
            "leaf.csr",
        ]);
        self.openssl(&[
            "x509",
            "-req",
            "-in",
            "leaf.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            "leaf.ext",
            "-out",
            "leaf.pem",
        ]);
        for (from, to) in [("leaf.key", key), ("leaf.pem", certificate)] {
            std::fs::copy(self.folder.join(from), to).expect("a file can be copied");
        }
    }

    fn openssl(&self, line: &[&str]) {
        let made = Command::new("openssl").args(line).current_dir(&self.folder).output();
        let made = made.expect("Debian's package openssl");
        assert!(made.status.success(), "openssl {}: {}", line[0], String::from_utf8_lossy(&made.stderr));
    }
}
