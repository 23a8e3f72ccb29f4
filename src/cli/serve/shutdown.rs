//! When the node stops: a first SIGTERM or Ctrl-C asks it to finish what it began, a second one not to (R-L01).

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Told to everything that runs. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    /// Begin nothing new, finish what is under way.
    pub gently: CancellationToken,
    /// Drop everything.
    pub at_once: CancellationToken,
}

impl Shutdown {
    /// Listens to the process's signals from now on.
    pub fn on_signals() -> anyhow::Result<Self> {
        let shutdown = Shutdown::default();
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let told = shutdown.clone();
        tokio::spawn(async move {
            for token in [&told.gently, &told.at_once] {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                token.cancel();
            }
        });
        Ok(shutdown)
    }
}
