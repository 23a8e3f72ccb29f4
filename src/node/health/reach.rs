//! Whether whoever follows the node's name comes to the node, by a connection whose certificate is believed.

use super::{Finding, State};
use crate::app::client_settings;
use crate::config::Config;
use crate::federation::client::tls_config;
use anyhow::{Context, Result};
use rustls::pki_types::ServerName;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// How long the way there and back may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// As much of the answer as its first line needs.
const FIRST_LINE: u64 = 64;

/// Knocks at the addresses that the node's name leads to. A router that does not let a machine reach itself from
/// outside looks like a node that cannot be reached: this never says more than "have a look", but for a certificate.
pub async fn look(config: &Config, addresses: &[SocketAddr]) -> Finding {
    let host = [("host", config.node.base_url.host_str().unwrap_or_default().to_owned())];
    let Some(stream) = connect(addresses).await else {
        return Finding::new("reach", State::Look, "reach-silent", &host);
    };
    match timeout(PATIENCE, greet(config, stream)).await {
        Ok(Ok(line)) if line.starts_with("HTTP/1.1 200") => {
            Finding::new("reach", State::Fine, "reach-fine", &host)
        }
        Ok(Ok(line)) => {
            let [host] = host;
            let blanks = [host, ("said", line.trim().chars().take(40).collect())];
            Finding::new("reach", State::Look, "reach-other", &blanks)
        }
        Ok(Err(error)) => {
            let [host] = host;
            Finding::new("reach", State::Wrong, "reach-certificate", &[host, ("why", format!("{error:#}"))])
        }
        Err(_) => Finding::new("reach", State::Look, "reach-silent", &host),
    }
}

async fn connect(addresses: &[SocketAddr]) -> Option<TcpStream> {
    for address in addresses {
        if let Ok(Ok(stream)) = timeout(PATIENCE, TcpStream::connect(address)).await {
            return Some(stream);
        }
    }
    None
}

/// The first line of what is answered to `GET /livez`.
async fn greet(config: &Config, stream: TcpStream) -> Result<String> {
    let host = config.node.base_url.host_str().unwrap_or_default().to_owned();
    if config.node.base_url.scheme() != "https" {
        return ask(stream, &host).await;
    }
    let mut tls = tls_config(&client_settings(config)?)?;
    tls.alpn_protocols.clear();
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())?;
    let stream = TlsConnector::from(Arc::new(tls)).connect(name, stream).await.context("TLS")?;
    ask(stream, &host).await
}

async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, host: &str) -> Result<String> {
    let request = format!("GET /livez HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(FIRST_LINE).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::routing::get;

    async fn found(routes: Router) -> Finding {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let mut config = Config::default();
        config.node.base_url = format!("http://{address}").parse().unwrap();
        look(&config, &[address]).await
    }

    #[tokio::test]
    async fn the_name_leads_to_the_node_to_somebody_else_or_nowhere() {
        let node = found(Router::new().route("/livez", get(async || "ok"))).await;
        assert_eq!((node.state, node.key.as_str()), (State::Fine, "reach-fine"));
        let other = found(Router::new()).await;
        assert_eq!((other.state, other.key.as_str()), (State::Look, "reach-other"));
        let gone = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        let nobody = look(&Config::default(), &[gone]).await;
        assert_eq!((nobody.state, nobody.key.as_str()), (State::Look, "reach-silent"));
    }

    /// A server that speaks plainly where TLS is expected is what a half-made proxy looks like.
    #[tokio::test]
    async fn what_does_not_prove_who_it_is_is_wrong() {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new()).await });
        let mut config = Config::default();
        config.node.base_url = "https://valmar.example".parse().unwrap();
        let finding = look(&config, &[address]).await;
        assert_eq!((finding.state, finding.key.as_str()), (State::Wrong, "reach-certificate"));
    }
}
