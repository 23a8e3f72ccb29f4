//! A node from its first check to its last commit: data opened, sockets taken, workers started, all of it stopped again.

use super::listener::Place;
use super::probes;
use super::proxy::TrustedProxies;
use super::server::{Limits, Server, ServerSettings};
use super::shutdown::Shutdown;
use super::tls::TlsFiles;
use crate::api;
use crate::app::App;
use crate::cli::control;
use crate::config::Config;
use crate::federation::{inbox, rehearsal, routes};
use crate::jobs::{alliances, backup_clock, delivery, heeding, post_round, retention, returning, worker};
use crate::node::{choices, identity, setup};
use crate::web;
use anyhow::{Context, Result};
use axum::Router;
use axum::middleware::from_fn_with_state;
use futures_util::FutureExt;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use tokio::task::JoinSet;

/// `comarca serve`: runs a node until it is told to stop.
pub async fn serve(config: Config) -> Result<()> {
    let shutdown = Shutdown::on_signals()?;
    let (app, server) = open(config).await?;
    eprintln!("{} listens on {}", app.config.node.base_url, places(&server));
    if let Some(link) = first_link(&app).await? {
        eprintln!("Nobody has an account yet. Set the node up here, once:\n  {link}");
    }
    run(app, server, shutdown).await
}

/// Opens the data and the sockets, so that whatever is wrong is told before anything starts.
pub async fn open(config: Config) -> Result<(App, Server)> {
    let server = Server::open(server_settings(&config))?;
    make_private(&config.node.data)?;
    let app = App::open(config).await?;
    identity::ensure_instance_actor(&app).await?;
    crate::node::rehearsal::read(&app).await?;
    choices::read(&app).await?;
    Ok((app, server))
}

/// Runs an opened node until it is told to stop; what was begun is finished and committed.
pub async fn run(app: App, server: Server, shutdown: Shutdown) -> Result<()> {
    let stop = shutdown.gently.clone();
    let commands = tokio::spawn(stop.clone().run_until_cancelled_owned(control::serve(app.clone())));
    let mut work = JoinSet::new();
    work.spawn(delivery::run(app.clone(), stop.clone()));
    work.spawn(worker::run(app.clone(), stop.clone()));
    work.spawn(stop.clone().run_until_cancelled_owned(post_round::run(app.clone())).map(drop));
    work.spawn(stop.clone().run_until_cancelled_owned(alliances::run(app.clone())).map(drop));
    work.spawn(stop.clone().run_until_cancelled_owned(returning::run(app.clone())).map(drop));
    work.spawn(stop.clone().run_until_cancelled_owned(backup_clock::run(app.clone())).map(drop));
    work.spawn(stop.clone().run_until_cancelled_owned(heeding::run(app.clone())).map(drop));
    work.spawn(stop.run_until_cancelled_owned(retention::run(app.clone())).map(drop));
    server.run(router(&app), shutdown).await;
    // Workers finish what they have in flight before the database closes under them.
    work.join_all().await;
    if let Ok(Some(Err(error))) = commands.await {
        tracing::error!("Commands could not reach this node: {error:#}");
    }
    app.db.close().await;
    Ok(())
}

/// Makes the data directory, for this user only.
fn make_private(data: &Path) -> Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.with_context(|| format!("making the data directory {}", data.display()))
}

fn router(app: &App) -> Router {
    let peers = routes::router(app).merge(inbox::router());
    let peers = peers.layer(from_fn_with_state(app.clone(), rehearsal::gate));
    let machines = api::router(app).merge(peers).merge(probes::router());
    machines.with_state(app.clone()).merge(web::router(app.clone()))
}

fn server_settings(config: &Config) -> ServerSettings {
    let listen = &config.listen;
    let tcp = listen.addresses.iter().copied().map(Place::Tcp);
    let unix = listen.socket.iter().cloned().map(Place::Unix);
    let tls = listen.certificate.clone().zip(listen.key.clone());
    ServerSettings {
        listen: tcp.chain(unix).collect(),
        tls: tls.map(|(certificate, key)| TlsFiles { certificate, key }),
        trusted_proxies: TrustedProxies::new(listen.trusted_proxies.clone()),
        limits: Limits {
            connections: config.limits.connections,
            connections_per_client: config.limits.connections_per_client,
            ..Limits::default()
        },
    }
}

fn places(server: &Server) -> String {
    let addresses: Vec<String> = server.addresses().iter().map(ToString::to_string).collect();
    if addresses.is_empty() { "a unix socket".to_string() } else { addresses.join(", ") }
}

/// A link for the first administrator, while nobody has an account. Each start makes a new one.
async fn first_link(app: &App) -> Result<Option<String>> {
    Ok(setup::link(app).await?.map(|secret| app.uri(&format!("/setup/{secret}"))))
}
