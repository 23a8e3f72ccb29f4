//! A gate on the way to a node: what a network does between two servers that are both well.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the gate does with whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Lets everything through.
    Fair,
    /// Takes every line, and nothing comes out of it.
    Clogged,
    /// Hangs up at once.
    Cut,
    /// What is said arrives; what is answered does not come back.
    Unanswered,
    /// What is said arrives; the answer breaks off before its end.
    Torn,
    /// What is said arrives; the answer's body is nonsense.
    Garbled,
}

/// A gate, open until told otherwise. It closes with the test.
pub struct Gate {
    weather: watch::Sender<Weather>,
}

/// Between the question and its answer nobody needs longer than this in these tests.
const ANSWERED: Duration = Duration::from_secs(10);

impl Gate {
    /// Stands at `address` and leads to `house`.
    pub async fn stands(address: SocketAddr, house: SocketAddr) -> Gate {
        let listener = TcpListener::bind(address).await.expect("the address of a gate is free");
        let (weather, told) = watch::channel(Weather::Fair);
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(serves(line, house, told.clone()));
            }
        });
        Gate { weather }
    }

    /// Changes what it does, with lines that are open too.
    pub fn turns(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }
}

async fn serves(mut line: TcpStream, house: SocketAddr, mut told: watch::Receiver<Weather>) {
    let now = *told.borrow_and_update();
    let passing = async {
        match now {
            Weather::Cut => {}
            Weather::Clogged => std::future::pending().await,
            Weather::Fair => {
                if let Ok(mut inside) = TcpStream::connect(house).await {
                    let _ = copy_bidirectional(&mut line, &mut inside).await;
                    return;
                }
            }
            Weather::Unanswered | Weather::Torn | Weather::Garbled => {
                let answer = asked(&mut line, house).await.unwrap_or_default();
                let _ = line.write_all(&spoilt(&answer, now)).await;
                let _ = line.flush().await;
            }
        }
        // Whoever was cut off is told so by the kernel: RST, not an orderly end.
        let _ = line.set_zero_linger();
    };
    // A change of weather ends every line that was opened before.
    tokio::select! { () = passing => {} _ = told.changed() => {} }
}

/// Hands one question in, and takes what is answered.
async fn asked(line: &mut TcpStream, house: SocketAddr) -> std::io::Result<Vec<u8>> {
    let mut inside = TcpStream::connect(house).await?;
    let mut answer = vec![0; 64 * 1024];
    let (mut said, mut told) = (inside.split(), line.split());
    let handing = tokio::io::copy(&mut told.0, &mut said.1);
    let hearing = tokio::time::timeout(ANSWERED, said.0.read(&mut answer));
    let length = tokio::select! {
        heard = hearing => heard.unwrap_or(Ok(0))?,
        // Whoever asks hung up before the answer.
        _ = handing => 0,
    };
    answer.truncate(length);
    Ok(answer)
}

fn spoilt(answer: &[u8], weather: Weather) -> Vec<u8> {
    match weather {
        Weather::Torn => answer[..answer.len().saturating_sub(1)].to_vec(),
        Weather::Garbled => {
            let line = answer.split(|byte| *byte == b'\n').next().unwrap_or_default();
            [line, b"\ntransfer-encoding: chunked\r\n\r\nzzz\r\n".as_slice()].concat()
        }
        _ => Vec::new(),
    }
}
