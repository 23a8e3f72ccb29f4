//! The commands as an operator and a script use them: the demo, accounts and tokens, backup and restore, and what is
//! refused before anything starts.

use federation_tests::net::Net;
use federation_tests::patience::{becomes, within};
use federation_tests::process::{Process, Signal};
use federation_tests::program::program;
use federation_tests::voice::Voice;
use reqwest::Method;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::time::Duration;

/// For a whole alliance to play its programme in a debug build.
const CURTAIN: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_says_in_one_line_where_it_is_and_who_may_do_what_and_stops_when_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (log, port) = (folder.path().join("log"), three_ports().to_string());
    let mut command = Command::new(program());
    command.args(["demo", "--port", &port, "--json", "--dir"]).arg(folder.path().join("demo"));
    let mut demo = Process::start(&command, &log);
    let line = within(CURTAIN, "the demo is ready", || async {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        said.lines().find(|line| line.starts_with('{') && said.ends_with('\n')).map(str::to_owned)
    })
    .await;
    let told: Value = serde_json::from_str(&line).expect("the line is JSON");
    let nodes = told["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 3);
    for node in nodes {
        let base = node["base_url"].as_str().expect("an address").to_owned();
        let own = node["organisations"][0]["handle"].as_str().expect("a handle").to_owned();
        assert!(node["organisations"][0]["actor"].as_str().is_some_and(|actor| actor.starts_with(&base)));
        let with_role = |role: &str| {
            let users = node["users"].as_array().expect("users");
            users
                .iter()
                .find(|user| user["role"] == role)
                .cloned()
                .unwrap_or_else(|| panic!("{role} in {users:?}"))
        };
        let (coordinator, member) = (with_role("coordinator"), with_role("member"));
        assert_eq!(coordinator["acts_for"], own.as_str());
        assert!(coordinator["password"].as_str().is_some_and(|password| password.len() > 8));
        let speaks =
            |user: &Value| Voice::silent(base.clone()).with_token(user["token"].as_str().expect("a token"));
        let post = speaks(&coordinator).publishes("Un aviso").await;
        let name = own.split('@').nth(1).unwrap_or_default();
        assert_eq!(post.whole["account"]["username"], name, "a coordinator publishes as the organisation");
        let member_said = speaks(&member).publishes("Voy").await;
        assert_eq!(member_said.whole["account"]["username"], member["username"]);
    }
    demo.send(Signal::Term);
    assert!(demo.end(Duration::from_secs(40)).await.success(), "{}", demo.last_words());
    let port: u16 = port.parse().expect("a number");
    assert!(
        (port..port + 3).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok()),
        "nothing is left running"
    );
}

/// R-L05, OPS-02: a backup made under load holds everything that was acknowledged before it was done, opens with its
/// passphrase only, and is the whole node.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_the_whole_node_and_opens_with_its_passphrase_only() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    net.becomes_acquainted().await;
    let course = barcelona.publishes("Curso de lengua").await;
    bilbao.sees(&course.text).await;
    let path = |name: &str| net.folder().join(name).display().to_string();
    let (file, phrase, wrong) = (path("barcelona.sealed"), path("phrase"), path("wrong"));
    std::fs::write(&phrase, "una frase que nadie adivina\n").expect("a file can be written");
    std::fs::write(&wrong, "una frase que alguien adivina\n").expect("a file can be written");
    let writing = tokio::spawn({
        let voice = (**barcelona).clone();
        async move {
            for number in 0..10 {
                voice.publishes(&format!("Durante la copia {number}")).await;
            }
        }
    });
    barcelona.runs(&["backup", "--to", &file, "--passphrase-file", &phrase]);
    writing.await.expect("the node goes on");
    let sealed = std::fs::read(&file).expect("the backup is there");
    assert!(!sealed.windows(10).any(|bytes| bytes == b"SQLite for"), "it is sealed");
    let checked = barcelona.runs(&["verify", &file, "--passphrase-file", &phrase]);
    assert!(checked["files"].as_u64().is_some_and(|files| files >= 2), "{checked}");
    let (_, complaint, opened) = barcelona.tries(&["verify", &file, "--passphrase-file", &wrong], "");
    assert!(!opened, "another passphrase opens nothing");
    assert!(!complaint.contains("panicked"), "{complaint}");

    barcelona.dies();
    let data = barcelona.folder().join("data");
    std::fs::rename(&data, net.folder().join("burnt")).expect("a folder can be moved");
    let data = data.display().to_string();
    let restored = barcelona.runs(&["restore", &file, "--to", &data, "--passphrase-file", &phrase]);
    assert_eq!(restored["base_url"], format!("{}/", barcelona.at("")));
    barcelona.comes_back().await;
    assert_eq!(barcelona.finds(&course.uri).await.text, "Curso de lengua");
    // It is the same node: its keys, its followers, its people.
    let after = barcelona.publishes("Aquí estamos").await;
    bilbao.sees(&after.text).await;
    let (_, complaint, again) =
        barcelona.tries(&["restore", &file, "--to", &data, "--passphrase-file", &phrase], "");
    assert!(!again && complaint.contains("not empty"), "{complaint}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_script_needs_is_printed_as_json_whether_the_node_runs_or_not() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    for running in [true, false] {
        if !running {
            barcelona.goes_offline().await;
        }
        let name = if running { "carla" } else { "dani" };
        let line = ["user", "create", name, "--for", "barcelona", "--role", "editor"];
        let made = barcelona.runs(&line);
        assert_eq!((&made["username"], &made["role"]), (&json!(name), &json!("editor")), "{made}");
        assert!(made["password"].as_str().is_some_and(|password| password.len() >= 12));
        let token = barcelona.runs(&["token", "create", name]);
        assert_eq!(token["acts_for"], barcelona.handle());
        let (_, complaint, twice) = barcelona.tries(&line, "");
        assert!(!twice && !complaint.is_empty(), "a name is given once");
    }
    barcelona.comes_back().await;
    let followed = barcelona.runs(&["follow", &bilbao.handle(), "--by", "ana", "--for", "barcelona"]);
    assert_eq!(followed["following"], true);
    becomes("Bilbao's followers", 1, || bilbao.followers()).await;
    barcelona.runs(&["follow", &bilbao.handle(), "--by", "ana", "--for", "barcelona", "--undo"]);
    becomes("Bilbao's followers", 0, || bilbao.followers()).await;

    let health = barcelona.runs(&["doctor"]);
    assert_eq!(health["ok"], true, "{health}");
    let organisations = barcelona.runs(&["organisation", "list"]);
    assert_eq!(organisations[0]["handle"], barcelona.handle());
    let users = barcelona.runs(&["user", "list"]);
    assert_eq!(users.as_array().map(Vec::len), Some(3), "{users}");
    barcelona.runs(&["user", "disable", "ana"]);
    let asked = barcelona.asks(Method::GET, "/api/v1/accounts/verify_credentials", None).await;
    assert_eq!(asked.0, 401, "who may no longer sign in cannot go on with a token");
}

/// Production refuses what would harm, and says which setting it is about.
#[test]
fn production_refuses_what_nobody_could_reach_and_names_the_setting() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data").display().to_string();
    let toml = folder.path().join("comarca.toml");
    std::fs::write(&toml, "[node]\nbase_ulr = \"https://comarca.valmar.org\"\n")
        .expect("a file can be written");
    let file = toml.display().to_string();
    for (line, words) in [
        (vec!["--base-url", "http://comarca.valmar.org"], ["node.base_url", "https"]),
        (vec!["--base-url", "https://10.0.0.5"], ["node.base_url", "a private address"]),
        (vec!["--base-url", "https://127.0.0.1"], ["node.base_url", "127.0.0.1"]),
        (vec!["--base-url", "https://localhost"], ["node.base_url", "localhost"]),
        (vec!["--config", &file], ["base_ulr", "did you mean node.base_url"]),
        (vec!["--set", "limits.uploads=3"], ["limits.uploads", "limits.upload_mib"]),
        (vec!["--base-url", "http://valmar.org", "--development"], ["node.development", "loopback"]),
        (
            vec!["--set", "listen.key=x.pem", "--base-url", "https://valmar.org"],
            ["listen.certificate", "both"],
        ),
    ] {
        for command in [vec!["serve", "--data", &data], vec!["config", "check"]] {
            let answer = run(&[command, line.clone()].concat());
            let said = String::from_utf8_lossy(&answer.stderr).into_owned();
            assert!(!answer.status.success(), "{line:?}");
            assert!(words.iter().all(|word| said.contains(word)), "{line:?}: {said}");
        }
    }
    assert!(!folder.path().join("data").exists(), "nothing is made before it is clear that it can work");
}

#[test]
fn the_example_of_the_settings_is_one_that_can_be_used() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let example = run(&["config", "example"]);
    let text = String::from_utf8(example.stdout).expect("text");
    let (begun, address) = ("https://comarca.valmar.org", "base_url");
    let line =
        text.lines().find(|line| line.trim_start_matches("# ").starts_with(address)).expect("an address");
    let file = folder.path().join("comarca.toml");
    std::fs::write(&file, text.replacen(line, &format!("{address} = \"{begun}\""), 1))
        .expect("a file can be written");
    let checked = run(&["config", "check", "--json", "--config", &file.display().to_string()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let said: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    assert_eq!(said, json!({ "ok": true, "base_url": format!("{begun}/"), "development": false }));
}

#[test]
fn every_command_shows_an_example_in_its_help() {
    for line in [
        vec!["serve"],
        vec!["demo"],
        vec!["publish"],
        vec!["follow"],
        vec!["doctor"],
        vec!["backup"],
        vec!["restore"],
        vec!["verify"],
        vec!["user", "create"],
        vec!["token", "create"],
        vec!["organisation", "create"],
        vec!["peer", "list"],
        vec!["peer", "block"],
        vec!["peer", "retry"],
        vec!["config", "check"],
        vec!["config", "example"],
    ] {
        let help = run(&[line.clone(), vec!["--help"]].concat());
        let said = String::from_utf8_lossy(&help.stdout).into_owned();
        assert!(help.status.success() && said.contains("Example"), "{line:?}: {said}");
    }
}

fn run(line: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.args(line).env_remove("COMARCA_CONFIG").output().expect("the program runs")
}

/// The first of three free ports in a row, below those that the kernel gives to others.
fn three_ports() -> u16 {
    let free = |port: &u16| (*port..*port + 3).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok());
    let first = 10_000 + u16::try_from(std::process::id() % 6_000).unwrap_or_default() * 3;
    (first..30_000).step_by(3).find(free).expect("three free ports")
}
