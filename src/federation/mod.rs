//! ActivityPub in and out.

use std::ops::Deref;
use std::sync::Arc;

use anyhow::Context;

use crate::app::App;
use addresses::AddressPolicy;
use client::{Client, ClientSettings};
use signatures::wrapping::WrappingKey;
use vault::Vault;

pub mod addresses;
pub mod client;
pub mod context;
pub mod guard;
pub mod html;
pub mod json;
pub mod keyring;
pub mod objects;
pub mod origin;
pub mod outbox;
pub mod recipients;
pub mod signatures;
pub mod vault;
pub mod wire;

/// What a running node holds on to in order to speak with others. Cheap to clone.
#[derive(Clone)]
pub struct Federation(Arc<Inner>);

/// What [`Federation`] points to.
pub struct Inner {
    pub app: App,
    /// The only way out of the node.
    pub client: Client,
    /// The private keys of our actors.
    pub vault: Vault,
}

impl Deref for Federation {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Federation {
    /// Readies the client and opens the key file beside the database, or makes one.
    pub async fn open(app: App) -> anyhow::Result<Federation> {
        let client = Client::new(client_settings(&app)?).context("preparing the outbound client")?;
        let key_file = app.config.node.data.join("wrapping.key");
        let wrapping = WrappingKey::load_or_create(&key_file)?;
        Ok(Federation(Arc::new(Inner { app, client, vault: Vault::new(wrapping) })))
    }
}

fn client_settings(app: &App) -> anyhow::Result<ClientSettings> {
    let federation = &app.config.federation;
    let extra_ca = federation.extra_ca.as_ref().map(std::fs::read_to_string).transpose();
    Ok(ClientSettings {
        addresses: AddressPolicy::new(federation.allow_addresses.clone()),
        plain_http: app.config.node.development,
        extra_ca: extra_ca.context("reading federation.extra_ca")?,
        ..ClientSettings::new(app.config.node.base_url.clone())
    })
}
