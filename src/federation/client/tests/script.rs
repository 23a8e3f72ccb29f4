//! A scripted peer: raw answers over a real socket, so that it may misbehave as no library would.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

#[derive(Clone)]
pub enum Line {
    /// These bytes, then the connection closes.
    Says(Vec<u8>),
    /// These bytes, then one more each 100 ms for ever.
    Dribbles(Vec<u8>),
}

#[derive(Clone, Default)]
pub struct Script {
    lines: HashMap<String, Line>,
}

pub struct Peer {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Script {
    pub fn says(mut self, path: &str, answer: impl AsRef<[u8]>) -> Self {
        self.lines.insert(path.to_owned(), Line::Says(answer.as_ref().to_vec()));
        self
    }

    pub fn dribbles(mut self, path: &str, answer: &str) -> Self {
        self.lines.insert(path.to_owned(), Line::Dribbles(answer.as_bytes().to_vec()));
        self
    }

    pub async fn plays(self) -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = requests.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, self.clone(), heard.clone()));
            }
        });
        Peer { address, requests }
    }
}

impl Peer {
    pub fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    /// The heads of the requests heard, oldest first.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn answer(mut stream: TcpStream, script: Script, heard: Arc<Mutex<Vec<String>>>) {
    let head = head(&mut stream).await;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    heard.lock().unwrap().push(head);
    match script.lines.get(&path) {
        Some(Line::Says(bytes)) => {
            let _ = stream.write_all(bytes).await;
        }
        Some(Line::Dribbles(bytes)) => {
            let _ = stream.write_all(bytes).await;
            while stream.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        None => {
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
        }
    }
    let _ = stream.shutdown().await;
}

async fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut chunk = [0; 1024];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => break,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
