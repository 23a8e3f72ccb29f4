//! Where the node listens: addresses, a unix socket, or sockets handed over by systemd.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fs, io};

use anyhow::Context;
use listenfd::ListenFd;
use tokio::net::{TcpListener, TcpSocket, UnixListener};

/// How many connections may wait to be accepted; the kernel has its own cap.
const BACKLOG: u32 = 4096;

/// One place to listen at, as the configuration writes it: `127.0.0.1:8080`, `[::]:443` or `/run/comarca.sock`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl FromStr for Place {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        if text.starts_with('/') {
            return Ok(Place::Unix(text.into()));
        }
        let address =
            text.parse().with_context(|| format!("{text} is neither an address with port nor a path"))?;
        Ok(Place::Tcp(address))
    }
}

pub enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

/// Opens the sockets systemd handed over, or else every place of the list.
pub fn open(places: &[Place]) -> anyhow::Result<Vec<Listener>> {
    let handed_over = from_systemd()?;
    if !handed_over.is_empty() {
        return Ok(handed_over);
    }
    places.iter().map(bind).collect()
}

fn bind(place: &Place) -> anyhow::Result<Listener> {
    match place {
        Place::Tcp(address) => {
            Ok(Listener::Tcp(listen(*address).with_context(|| format!("listening on {address}"))?))
        }
        Place::Unix(path) => {
            remove_abandoned(path).with_context(|| format!("listening on {}", path.display()))?;
            let socket =
                UnixListener::bind(path).with_context(|| format!("listening on {}", path.display()))?;
            Ok(Listener::Unix(socket))
        }
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// A crash leaves the socket file behind. It is in the way only if nobody answers there any more.
fn remove_abandoned(path: &Path) -> io::Result<()> {
    match std::os::unix::net::UnixStream::connect(path) {
        Ok(_) => Err(io::ErrorKind::AddrInUse.into()),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path),
        Err(_) => Ok(()),
    }
}

fn from_systemd() -> anyhow::Result<Vec<Listener>> {
    let mut handed_over = ListenFd::from_env();
    let mut listeners = Vec::new();
    for index in 0..handed_over.len() {
        if let Ok(Some(socket)) = handed_over.take_tcp_listener(index) {
            socket.set_nonblocking(true)?;
            listeners.push(Listener::Tcp(TcpListener::from_std(socket)?));
        } else if let Ok(Some(socket)) = handed_over.take_unix_listener(index) {
            socket.set_nonblocking(true)?;
            listeners.push(Listener::Unix(UnixListener::from_std(socket)?));
        }
    }
    Ok(listeners)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_addresses_or_paths() {
        assert_eq!("[::]:443".parse::<Place>().unwrap(), Place::Tcp("[::]:443".parse().unwrap()));
        assert_eq!("/run/x.sock".parse::<Place>().unwrap(), Place::Unix("/run/x.sock".into()));
        assert!("localhost".parse::<Place>().is_err());
    }

    #[tokio::test]
    async fn a_socket_file_is_replaced_only_when_nobody_answers() {
        let directory = tempfile::tempdir().unwrap();
        let place = Place::Unix(directory.path().join("node.sock"));
        let first = open(std::slice::from_ref(&place)).unwrap();
        assert!(open(std::slice::from_ref(&place)).is_err());
        drop(first);
        assert!(open(&[place]).is_ok());
    }
}
