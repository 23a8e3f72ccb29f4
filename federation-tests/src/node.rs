//! A node: a real `comarca serve` with a directory, a database and an address of its own, one organisation and the
//! people who act for it. It can be stopped, killed, frozen and started again; its data stay.

use crate::calendar::Calendar;
use crate::gate::Gate;
use crate::papers::Authority;
use crate::patience::{PATIENCE, eventually};
use crate::postgres::Database;
use crate::process::{Process, Signal};
use crate::program::program;
use crate::streets;
use crate::voice::Voice;
use serde_json::Value;
use std::io::Write;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// A node of a net. What its organisation can say is in [`Voice`].
pub struct Node {
    /// Its organisation's username.
    pub name: String,
    pub address: SocketAddr,
    folder: PathBuf,
    settings: Vec<(String, String)>,
    calendar: Option<Arc<Calendar>>,
    process: Mutex<Option<Process>>,
    voice: Voice,
    gate: Option<Gate>,
    _database: Option<Database>,
}

/// How a node is built; the defaults are a node on SQLite in the present.
#[derive(Default)]
pub struct Plan {
    pub database: Option<Database>,
    pub calendar: Option<Arc<Calendar>>,
    /// Speaks https, with a certificate by this authority, and believes what it signed: a node in production.
    pub authority: Option<Authority>,
    /// Others reach it through a gate.
    pub gated: bool,
    /// More settings: `("limits.deliveries", "16")`.
    pub settings: Vec<(&'static str, &'static str)>,
}

/// Everybody's password.
pub const PASSWORD: &str = "una frase larga que nadie adivina";

impl Deref for Node {
    type Target = Voice;
    fn deref(&self) -> &Voice {
        &self.voice
    }
}

impl Node {
    /// Founds a node with the organisation `name`, for which `ana` publishes, and starts it.
    pub async fn founded(name: &str, folder: &Path, plan: Plan) -> Node {
        let address = if plan.authority.is_some() { streets::villa() } else { streets::house() };
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        if let Some(authority) = &plan.authority {
            let [certificate, key] = papers(&folder);
            authority.certifies(address.ip(), &certificate, &key);
        }
        let house = if plan.gated { streets::house() } else { address };
        let gate = if plan.gated { Some(Gate::stands(address, house).await) } else { None };
        let mut node = Node {
            name: name.to_owned(),
            address,
            settings: settings(address, house, &folder, &plan),
            folder,
            calendar: plan.calendar,
            process: Mutex::new(None),
            voice: match &plan.authority {
                Some(authority) => Voice::trusting(format!("https://{address}"), authority),
                None => Voice::silent(format!("http://{house}")),
            },
            gate,
            _database: plan.database,
        };
        node.starts().await;
        node.runs(&["organisation", "create", name, "--name", &capital(name)]);
        node.employs("ana", "coordinator");
        node.voice = node.speaks_for("ana");
        node
    }

    /// Makes an account with a role in the organisation.
    pub fn employs(&self, username: &str, role: &str) {
        let line = ["user", "create", username, "--for", &self.name, "--role", role, "--password-stdin"];
        self.runs_with(&line, PASSWORD);
    }

    /// The client API with a token of this person, acting for the organisation where the role allows it.
    pub fn speaks_for(&self, username: &str) -> Voice {
        let answer = self.runs(&["token", "create", username]);
        let token = answer["token"].as_str().expect("a token");
        self.voice.with_token(token)
    }

    /// Starts the process and waits until it answers.
    pub async fn starts(&self) {
        self.starts_unheard();
        self.answers().await;
    }

    /// Starts the process.
    pub fn starts_unheard(&self) {
        let mut command = self.command();
        command.arg("serve");
        let mut process = self.process();
        assert!(process.is_none(), "{} runs already", self.name);
        *process = Some(Process::start(&command, &self.folder.join("log")));
    }

    /// Waits until it answers.
    pub async fn answers(&self) {
        eventually(&format!("{} answers", self.name), || async {
            if let Some(status) = self.process().as_mut().and_then(Process::ended) {
                panic!("{} ended with {status}:\n{}", self.name, self.last_words());
            }
            self.voice.is_up().await.then_some(())
        })
        .await;
    }

    /// Stops politely: SIGTERM, and what is under way is finished.
    pub async fn stops(&self) {
        let mut process = self.process().take().expect("it runs");
        process.send(Signal::Term);
        let status = process.end(PATIENCE).await;
        assert!(status.success(), "{} ended with {status}:\n{}", self.name, process.last_words());
    }

    /// Dies at once, as in a power cut: SIGKILL.
    pub fn dies(&self) {
        self.process().take().expect("it runs").kill();
    }

    /// Lets no file of the running process grow by more than `bytes` from now on, as on a disk that is nearly full; with
    /// none there is room again.
    pub fn has_room_for(&self, bytes: Option<u64>) {
        let longest =
            files(&self.folder).iter().map(|file| file.metadata().map_or(0, |file| file.len())).max();
        let limit = bytes.map_or("unlimited".to_owned(), |room| (longest.unwrap_or(0) + room).to_string());
        let process = self.process_id().to_string();
        let told = Command::new("prlimit").args(["--pid", &process, &format!("--fsize={limit}:")]).status();
        assert!(told.expect("prlimit runs").success(), "the kernel did not take the limit");
    }

    /// Is told to stop; [`Node::is_gone`] waits for the end.
    pub fn is_told(&self, signal: Signal) {
        self.process().as_ref().expect("it runs").send(signal);
    }

    /// Waits for the end of a node that was told to stop.
    pub async fn is_gone(&self, limit: Duration) {
        let mut process = self.process().take().expect("it runs");
        let status = process.end(limit).await;
        assert!(status.success(), "{} ended with {status}:\n{}", self.name, process.last_words());
    }

    /// Starts one more process on this node's database, at an address of its own.
    pub async fn is_doubled(&self) -> Twin {
        let address = streets::house();
        let mut command = self.command();
        command.env("COMARCA_LISTEN__ADDRESSES", address.to_string()).arg("serve");
        let process = Process::start(&command, &self.folder.join("log-of-the-twin"));
        let voice = self.voice.moved_to(format!("http://{address}"));
        eventually("the twin answers", || async { voice.is_up().await.then_some(()) }).await;
        Twin { voice, process }
    }

    /// Goes away for a while, in order.
    pub async fn goes_offline(&self) {
        self.stops().await;
    }

    /// Comes back.
    pub async fn comes_back(&self) {
        self.starts().await;
    }

    /// Runs a command of the program on this node's data and answers what it prints as JSON.
    pub fn runs(&self, line: &[&str]) -> Value {
        self.runs_with(line, "")
    }

    /// The same, with something to read on its standard input.
    pub fn runs_with(&self, line: &[&str], input: &str) -> Value {
        let (said, complaint, succeeded) = self.tries(line, input);
        assert!(succeeded, "comarca {}: {complaint}\n{}", line.join(" "), self.last_words());
        serde_json::from_str(&said).unwrap_or_else(|_| panic!("comarca {}: no JSON: {said}", line.join(" ")))
    }

    /// Runs a command that may fail; answers both outputs and whether it succeeded.
    pub fn tries(&self, line: &[&str], input: &str) -> (String, String, bool) {
        let mut command = self.command();
        command.args(line).arg("--json");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A command that reads nothing may be gone already.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&output.stdout), text(&output.stderr), output.status.success())
    }

    /// Begins a command, to be killed in the middle of it.
    pub fn begins(&self, line: &[&str]) -> Process {
        let mut command = self.command();
        command.args(line);
        Process::start(&command, &self.folder.join("log-of-commands"))
    }

    /// Keeps its data at this database URL from its next start on.
    pub fn relies_on(&mut self, url: &str) {
        let name = "COMARCA_DATABASE__URL";
        self.settings.retain(|(setting, _)| setting != name);
        self.settings.push((name.to_owned(), url.to_owned()));
    }

    /// Publishes what a person at the form would: a head in TOML, and Markdown. Answers its id on the wire.
    pub fn announces(&self, head: &str, body: &str) -> String {
        let file = self.folder.join("publication.md");
        std::fs::write(&file, format!("+++\n{head}\n+++\n{body}\n")).expect("a file can be written");
        let file = file.display().to_string();
        let made = self.runs(&["publish", &file, "--by", "ana", "--for", &self.name]);
        made["uri"].as_str().expect("a publication's id").to_owned()
    }

    /// All that it shows of what somebody's organisation said, sorted.
    pub async fn texts_of(&self, author: &Node) -> Vec<String> {
        let id = self.meets(&author.handle()).await;
        let mut texts: Vec<String> = self.all_of(&id).await.into_iter().map(|one| one.text).collect();
        texts.sort();
        texts
    }

    /// The gate through which others reach it.
    pub fn gate(&self) -> &Gate {
        self.gate.as_ref().expect("this net was founded behind gates")
    }

    /// `@name@host`.
    pub fn handle(&self) -> String {
        format!("@{}@{}", self.name, self.address)
    }

    /// The id of its organisation on the wire.
    pub fn actor(&self) -> String {
        self.voice.at(&format!("/ap/a/{}", self.name))
    }

    /// The files of its certificate and key.
    pub fn papers(&self) -> [PathBuf; 2] {
        papers(&self.folder)
    }

    /// Its folder: data, database, log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The process's number, while it runs.
    pub fn process_id(&self) -> u32 {
        self.process().as_ref().expect("it runs").id()
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        self.process().as_ref().map(Process::last_words).unwrap_or_default()
    }

    fn process(&self) -> MutexGuard<'_, Option<Process>> {
        self.process.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        if let Some(calendar) = &self.calendar {
            command.envs(calendar.variables());
        }
        command
    }
}

/// A second process of a node.
pub struct Twin {
    pub voice: Voice,
    process: Process,
}

impl Twin {
    /// Stops politely.
    pub async fn stops(mut self) {
        self.process.send(Signal::Term);
        let status = self.process.end(PATIENCE).await;
        assert!(status.success(), "the twin ended with {status}:\n{}", self.process.last_words());
    }
}

fn settings(address: SocketAddr, house: SocketAddr, folder: &Path, plan: &Plan) -> Vec<(String, String)> {
    let data = folder.join("data").display().to_string();
    let database = plan.database.as_ref().map(Database::url).unwrap_or_default();
    let secure = plan.authority.as_ref();
    let scheme = if secure.is_some() { "https" } else { "http" };
    let [certificate, key] = papers(folder).map(|file| secure.map(|_| file.display().to_string()));
    let usual = [
        ("node.base_url", format!("{scheme}://{address}")),
        ("node.data", data),
        ("node.development", secure.is_none().to_string()),
        ("listen.certificate", certificate.unwrap_or_default()),
        ("listen.key", key.unwrap_or_default()),
        ("federation.extra_ca", secure.map(|one| one.file().display().to_string()).unwrap_or_default()),
        ("listen.addresses", house.to_string()),
        ("federation.allow_addresses", "127.0.0.0/8".to_owned()),
        ("database.url", database.to_owned()),
    ];
    let more = plan.settings.iter().map(|(key, value)| (*key, (*value).to_owned()));
    let all = usual.into_iter().filter(|(_, value)| !value.is_empty()).chain(more);
    all.map(|(key, value)| (format!("COMARCA_{}", key.to_uppercase().replace('.', "__")), value)).collect()
}

/// Where a node's certificate and key lie.
fn papers(folder: &Path) -> [PathBuf; 2] {
    [folder.join("node.crt"), folder.join("node-tls.key")]
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let (folders, mut found): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    found.extend(folders.iter().flat_map(|folder| files(folder)));
    found
}
