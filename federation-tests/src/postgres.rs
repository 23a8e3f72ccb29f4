//! PostgreSQL under a node: a database of its own on the server that `TEST_DATABASE_URL` names, or a whole server of
//! its own for the tests that stop it.

use crate::process::Process;
use crate::streets;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use url::Url;

/// A database that goes with the test.
pub struct Database {
    server: String,
    name: String,
    url: String,
}

/// Whether PostgreSQL is at hand. Tests that need it say so and end when it is not, so that one can work without.
pub fn is_there() -> bool {
    let there = std::env::var("TEST_DATABASE_URL").is_ok_and(|url| !url.is_empty());
    if !there {
        eprintln!("skipped: no TEST_DATABASE_URL (.ci/postgres sets it)");
    }
    there
}

impl Database {
    /// An empty database on the test server.
    pub fn created() -> Database {
        let server = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL names a server");
        Database::created_on(&server)
    }

    /// An empty database on this server.
    pub fn created_on(server: &str) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("comarca_node_{}_{count}", std::process::id());
        let created = ask(server, &format!("create database {name}"));
        assert!(created, "a database can be made on {server}");
        let mut url = Url::parse(server).expect("the server's URL");
        url.set_path(&name);
        Database { server: server.to_owned(), name, url: url.to_string() }
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        ask(&self.server, &format!("drop database if exists {} with (force)", self.name));
    }
}

/// A server of its own, which keeps what it commits.
pub struct Server {
    folder: TempDir,
    address: SocketAddr,
    process: Option<Process>,
}

impl Server {
    /// Makes a server and starts it.
    pub async fn founded() -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        lend(folder.path());
        let made = as_server("initdb")
            .args(["-U", "comarca", "--auth=trust", "-E", "UTF8", "--locale=C", "-N", "-D"])
            .arg(folder.path().join("data"))
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut server = Server { folder, address: streets::house(), process: None };
        server.starts().await;
        server
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("postgres://comarca@{}/postgres", self.address)
    }

    /// Starts it and waits until it answers.
    pub async fn starts(&mut self) {
        let mut command = as_server("postgres");
        command.arg("-D").arg(self.folder.path().join("data"));
        command.args(["-p", &self.address.port().to_string()]);
        for setting in [
            format!("listen_addresses={}", self.address.ip()),
            format!("unix_socket_directories={}", self.folder.path().display()),
        ] {
            command.args(["-c", &setting]);
        }
        self.process = Some(Process::start(&command, &self.folder.path().join("log")));
        let url = self.url();
        crate::patience::eventually("PostgreSQL answers", || async { ask(&url, "select 1").then_some(()) })
            .await;
    }

    /// Ends at once, without a word to anybody: what a crash of the server looks like to a node.
    pub fn dies(&mut self) {
        let data = self.folder.path().join("data");
        let stopped = as_server("pg_ctl").args(["stop", "-s", "-m", "immediate", "-D"]).arg(data).status();
        assert!(stopped.expect("pg_ctl runs").success(), "PostgreSQL stops");
        self.process = None;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.dies();
        }
    }
}

fn ask(server: &str, sql: &str) -> bool {
    let asked = Command::new("psql").args(["--quiet", "--no-psqlrc", server, "-c", sql]).output();
    asked.expect("psql runs").status.success()
}

/// A program of the server. It refuses to run as root, so root lends it to the user that Debian's package made.
fn as_server(program: &str) -> Command {
    let program = newest_folder().join(program);
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid",
        "postgres",
        "--regid",
        "postgres",
        "--clear-groups",
        "--pdeathsig",
        "KILL",
        "--",
    ]);
    command.arg(program).current_dir("/");
    command
}

fn lend(folder: &Path) {
    if is_root() {
        let lent = Command::new("chown").arg("postgres").arg(folder).status();
        assert!(lent.expect("chown runs").success(), "the package postgresql makes a user");
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn newest_folder() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("Debian's package postgresql").flatten();
    let newest = versions.filter_map(|one| one.file_name().to_str()?.parse::<u32>().ok()).max();
    PathBuf::from(format!("/usr/lib/postgresql/{}/bin", newest.expect("Debian's package postgresql")))
}
