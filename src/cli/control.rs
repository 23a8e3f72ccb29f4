//! How a command reaches a node: through the socket of the running one, or, when none runs, by opening its data itself.
//!
//! One line of JSON each way. Whoever may enter the data directory may use the socket; nobody else can.

use super::answer::Answer;
use super::task::Task;
use crate::app::App;
use crate::config::Config;
use crate::node::{choices, rehearsal};
use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

const SOCKET: &str = "control.sock";
/// The most a task may weigh: some uploads in base64.
const TASK_MAX: u64 = 256 * 1024 * 1024;
/// Longer paths do not fit into a socket's address.
const PATH_MAX: usize = 100;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reply {
    Done(Answer),
    Failed(String),
}

/// Has `task` done by the running node, or does it when no node runs on this data.
pub async fn perform(config: Config, task: Task) -> Result<Answer> {
    if let Ok(stream) = connect(&config.node.data).await {
        return ask(stream, &task).await;
    }
    let app = App::open(config).await?;
    rehearsal::read(&app).await?;
    choices::read(&app).await?;
    let answer = task.run(&app).await;
    app.db.close().await;
    answer
}

/// Answers tasks for as long as the node runs.
pub async fn serve(app: App) -> Result<()> {
    let data = app.config.node.data.clone();
    // Whoever has opened the database is the only process on this data: an old socket is a dead one's.
    let _ = std::fs::remove_file(data.join(SOCKET));
    let (path, _folder) = reachable(&data)?;
    let listener = UnixListener::bind(&path).context("opening the control socket")?;
    std::fs::set_permissions(data.join(SOCKET), PermissionsExt::from_mode(0o600))?;
    loop {
        let (stream, _) = listener.accept().await?;
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = converse(&app, stream).await {
                tracing::warn!("A command could not be answered: {error:#}");
            }
        });
    }
}

async fn converse(app: &App, stream: UnixStream) -> Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    BufReader::new(reading.take(TASK_MAX)).read_line(&mut line).await?;
    let task: Task = serde_json::from_str(&line).context("reading a task")?;
    let reply = match task.run(app).await {
        Ok(answer) => Reply::Done(answer),
        Err(error) => Reply::Failed(format!("{error:#}")),
    };
    writing.write_all(&serde_json::to_vec(&reply)?).await?;
    writing.shutdown().await?;
    Ok(())
}

async fn connect(data: &Path) -> Result<UnixStream> {
    let (path, _folder) = reachable(data)?;
    Ok(UnixStream::connect(path).await?)
}

async fn ask(mut stream: UnixStream, task: &Task) -> Result<Answer> {
    let mut line = serde_json::to_vec(task)?;
    line.push(b'\n');
    stream.write_all(&line).await.context("speaking to the running node")?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await.context("listening to the running node")?;
    match serde_json::from_slice(&reply).map_err(|_| anyhow!("the running node broke off"))? {
        Reply::Done(answer) => Ok(answer),
        Reply::Failed(reason) => bail!(reason),
    }
}

/// The socket's path in a form that is short enough; the folder stays open for as long as the form is used.
fn reachable(data: &Path) -> Result<(PathBuf, Option<std::fs::File>)> {
    let path = data.join(SOCKET);
    if path.as_os_str().len() < PATH_MAX {
        return Ok((path, None));
    }
    let folder = std::fs::File::open(data)?;
    Ok((PathBuf::from(format!("/proc/self/fd/{}/{SOCKET}", folder.as_raw_fd())), Some(folder)))
}
