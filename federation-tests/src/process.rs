//! A process that ends with the test: whatever happens, nothing is left running.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A running program and the file it writes its log to.
pub struct Process {
    child: Child,
    log: PathBuf,
}

/// What a process can be told by the kernel.
#[derive(Clone, Copy, Debug)]
pub enum Signal {
    /// Finish what you are doing and stop.
    Term,
    /// Stand still.
    Stop,
    /// Go on.
    Cont,
}

impl Process {
    /// Starts `command`; what it says goes to the end of `log`.
    pub fn start(command: &Command, log: &Path) -> Process {
        let said = File::options().create(true).append(true).open(log).expect("a log can be written");
        let child = dying_with_us(command)
            .stdin(Stdio::null())
            .stdout(said.try_clone().expect("a log can be written"))
            .stderr(said)
            .spawn()
            .expect("the program starts");
        Process { child, log: log.to_path_buf() }
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal.
    pub fn send(&self, signal: Signal) {
        let name = match signal {
            Signal::Term => "TERM",
            Signal::Stop => "STOP",
            Signal::Cont => "CONT",
        };
        let sent = Command::new("sh").args(["-c", "kill -s $0 $1", name, &self.id().to_string()]).status();
        assert!(sent.expect("a shell runs").success(), "nobody was there to be told {name}");
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("a process of ours can be killed");
        self.child.wait().expect("a killed process ends");
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a process of ours can be asked")
    }

    /// Waits until it ends by itself.
    pub async fn end(&mut self, limit: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.ended() {
                return status;
            }
            assert!(
                begun.elapsed() < limit,
                "still running after {} s:\n{}",
                limit.as_secs(),
                self.last_words()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The end of its log, to be shown when something went wrong.
    pub fn last_words(&self) -> String {
        let said = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = said.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- {}\n{}", self.log.display(), self.last_words());
        }
    }
}

/// `command`, to be killed by the kernel when the thread of the test ends: a test that is killed itself cleans up
/// nothing. `setpriv` and the shell replace themselves by the program, so that the number stays. Where its files may grow
/// no more it is told so by an error, as on a full disk, and not by a signal.
fn dying_with_us(command: &Command) -> Command {
    let mut guarded = Command::new("setpriv");
    guarded.args(["--pdeathsig", "KILL", "--", "sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    guarded.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => guarded.env(name, value),
            None => guarded.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        guarded.current_dir(folder);
    }
    guarded
}
