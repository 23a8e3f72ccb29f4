//! The node's configuration: one struct per section. Defaults < TOML file < `COMARCA_…` environment < flags.
//!
//! Unknown keys are errors that name the nearest known one. `check` says what production refuses.

mod check;
pub mod choices;
mod example;
mod keys;
mod load;

pub use check::{check, is_unset};
pub use example::EXAMPLE;
pub use load::{FILE_VARIABLE, load};

use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use url::Url;

/// Everything a node can be told.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub node: Node,
    pub listen: Listen,
    pub database: Database,
    pub federation: Federation,
    pub mail: Mail,
    pub backup: Backup,
    pub limits: Limits,
}

/// Who the node is.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Node {
    /// Where others reach it: `https://valmar.example`. It is part of every id and can never change.
    pub base_url: Url,
    /// Where keys, files and the SQLite database lie.
    pub data: PathBuf,
    /// The language of pages for readers who ask for none of ours.
    pub language: String,
    /// A laboratory on one's own computer: plain http and loopback peers. Never for real use.
    pub development: bool,
}

/// Where the node listens.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Listen {
    pub addresses: Vec<SocketAddr>,
    /// A unix socket besides, for a proxy on the same machine.
    pub socket: Option<PathBuf>,
    /// PEM files, read again when they change. Without them the node speaks plain HTTP behind a proxy.
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    /// Who may say where a request really comes from: CIDR blocks of the proxies in front.
    pub trusted_proxies: Vec<ipnet::IpNet>,
}

/// Where the data lies.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`; empty: `comarca.db` in the data directory.
    pub url: String,
}

/// How the node speaks to others.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Federation {
    /// A PEM file of certificate authorities besides the system's, for closed networks.
    pub extra_ca: Option<PathBuf>,
    /// Private addresses that may be contacted, as CIDR blocks. Empty: none ever is.
    pub allow_addresses: Vec<ipnet::IpNet>,
    /// Only these hosts are spoken to. Empty: everybody who is not blocked.
    pub only_hosts: Vec<String>,
    /// A closed alliance: only the members of this node's alliances, besides `only_hosts`, are spoken to. The public
    /// site stays open.
    pub closed: bool,
    /// Who has to say who they are to read documents as other servers do.
    pub signed_fetch: SignedFetch,
}

/// Which documents are for those only who sign their requests. The server actor is always open: its key is needed to
/// sign.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedFetch {
    /// What is not for everybody cannot be fetched at all.
    Off,
    /// What is not for everybody, for those whom it is for.
    #[default]
    NonPublic,
    /// Everything.
    All,
}

/// The mail server that takes the node's letters.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// Its name; empty: the node sends no mail, and links are copied by hand.
    pub host: String,
    /// 0: the usual port for the kind of connection.
    pub port: u16,
    pub security: MailSecurity,
    pub username: String,
    pub password: String,
    /// Whom letters are from: `Valmar <noreply@valmar.example>`. Empty: `comarca@` the node's host.
    pub from: String,
}

impl Mail {
    /// Whether no letter leaves the machine on its way to the mail server, or there is none.
    pub fn is_here(&self) -> bool {
        let own = self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        own || self.host.is_empty()
    }
}

/// How the connection to the mail server is kept private.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte, port 465.
    #[default]
    Tls,
    /// TLS after a first word, port 587.
    Starttls,
    /// In the clear: only for a mail server on the same machine.
    None,
}

/// Where the node puts backups by itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Backup {
    /// A directory, best on another disk. Without one backups are made by the command only.
    pub directory: Option<PathBuf>,
    /// A file whose first line seals them. Without one they are open and lack the node's key file.
    pub passphrase_file: Option<PathBuf>,
    /// How many stay; the oldest go.
    pub keep: usize,
}

/// Sizes and rates.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The largest upload, in MiB.
    pub upload_mib: usize,
    /// How much is kept of pictures of others, in MiB. The oldest go first.
    pub cache_mib: usize,
    /// Signed requests a second that one origin may send to the inboxes before it is asked to wait.
    pub inbox_per_second: u32,
    /// Deliveries in flight over all, and to one origin.
    pub deliveries: usize,
    pub deliveries_per_origin: usize,
    /// Sign-in tries a minute for one account or network.
    pub sign_in_per_minute: u32,
    /// Connections over all, and from one client address.
    pub connections: usize,
    pub connections_per_client: usize,
}

impl Default for Node {
    #[expect(clippy::expect_used, reason = "the literal is a URL")]
    fn default() -> Self {
        Node {
            base_url: Url::parse("https://comarca.invalid").expect("a URL"),
            data: PathBuf::from("data"),
            language: "es".to_string(),
            development: false,
        }
    }
}

impl Default for Listen {
    fn default() -> Self {
        Listen {
            addresses: vec![SocketAddr::from(([127, 0, 0, 1], 8080))],
            socket: None,
            certificate: None,
            key: None,
            trusted_proxies: Vec::new(),
        }
    }
}

impl Default for Backup {
    fn default() -> Self {
        Backup { directory: None, passphrase_file: None, keep: 14 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            upload_mib: 20,
            cache_mib: 1_024,
            inbox_per_second: 200,
            deliveries: 256,
            deliveries_per_origin: 8,
            sign_in_per_minute: 10,
            connections: 4_096,
            connections_per_client: 256,
        }
    }
}

impl Config {
    /// The database's URL, the default one included.
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite:{}", self.node.data.join("comarca.db").display())
        } else {
            self.database.url.clone()
        }
    }

    /// Where uploaded files lie.
    pub fn media_dir(&self) -> PathBuf {
        self.node.data.join("media")
    }

    /// Where pictures of others are kept for a while. Nothing in it is needed.
    pub fn cache_dir(&self) -> PathBuf {
        self.node.data.join("cache")
    }
}
