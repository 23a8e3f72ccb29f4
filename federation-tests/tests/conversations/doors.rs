//! The node's doors seen from the street: TLS, sockets, proxies, and clients who hold them open.

use federation_tests::net::Net;
use federation_tests::node::PASSWORD;
use federation_tests::papers::Authority;
use federation_tests::patience::{eventually, within};
use federation_tests::program::program;
use federation_tests::voice::{client, client_trusting};
use reqwest::{StatusCode, Version};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream, UnixStream};
use tokio::process::Command;

/// Two nodes in production on a closed network: `federation.extra_ca` and `federation.allow_addresses` let them meet.
#[tokio::test(flavor = "multi_thread")]
async fn nodes_of_a_closed_network_speak_https_with_certificates_of_their_own_authority() {
    let net = Net::founding(&["barcelona", "bilbao"]).with_https().stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let course = barcelona.publishes("Curso de lengua").await;
    bilbao.sees("Curso de lengua").await;
    assert!(course.uri.starts_with("https://"));
    let http = client_trusting(Some(&Authority::at(&net.folder().join("authority"))));
    let answer = http.get(barcelona.at("/.well-known/nodeinfo")).send().await.expect("an answer");
    assert_eq!(answer.version(), Version::HTTP_2);

    // A renewed certificate is used without a restart: who trusts only the new authority is answered in the end.
    let renewed = Authority::in_folder(&net.folder().join("another-authority"));
    let stranger = client_trusting(Some(&renewed));
    assert!(stranger.get(barcelona.at("/livez")).send().await.is_err(), "nobody is trusted by chance");
    let [certificate, key] = barcelona.papers();
    renewed.certifies(barcelona.address.ip(), &certificate, &key);
    within(Duration::from_secs(60), "the new certificate is shown", || async {
        stranger.get(barcelona.at("/livez")).send().await.is_ok().then_some(())
    })
    .await;
}

/// What RFC 7033 asks of a server, asked by feditest over https; `federation-tests/suites/run.sh` installs it. Another folder
/// with its definitions may be named by `COMARCA_FEDITEST_TESTS`.
#[tokio::test(flavor = "multi_thread")]
async fn our_handles_pass_what_feditest_asks_of_webfinger() {
    let Some(python) = std::env::var_os("COMARCA_FEDITEST") else {
        println!("not asked: COMARCA_FEDITEST names the Python that has feditest");
        return;
    };
    let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites");
    let tests = std::env::var_os("COMARCA_FEDITEST_TESTS").map_or(suites.join("webfinger"), PathBuf::from);
    let net = Net::founding(&["barcelona"]).with_https().stands().await;
    let host = net.barcelona().address.to_string();
    let mut command = Command::new(python);
    command.arg(suites.join("webfinger.py")).arg(tests).arg(&host);
    command.args([format!("acct:barcelona@{host}"), format!("acct:nadie@{host}")]);
    command.env("SSL_CERT_FILE", Authority::at(&net.folder().join("authority")).file());
    let output = command.kill_on_drop(true).output().await.expect("the suite runs");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.lines().filter(|line| line.starts_with("ok ")).count() >= 15, "{said}");
}

/// SSR-19: an authority that the others don't know is no authority, and who it vouches for is not spoken to.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_certificate_nobody_vouches_for_is_not_spoken_to() {
    let net = Net::founding(&["barcelona", "bilbao"]).with_https().stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let foreign = Authority::in_folder(&net.folder().join("another-authority"));
    let [certificate, key] = bilbao.papers();
    foreign.certifies(bilbao.address.ip(), &certificate, &key);
    bilbao.stops().await;
    bilbao.starts_unheard();
    let complaint = eventually("Bilbao cannot be looked up", || async {
        let (_, complaint, found) =
            barcelona.tries(&["follow", &bilbao.handle(), "--by", "ana", "--for", "barcelona"], "");
        (!found).then_some(complaint)
    })
    .await;
    assert!(complaint.contains("cannot be found"), "{complaint}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unix_socket_is_a_door_like_the_others() {
    let socket = tempfile::tempdir().expect("a temporary folder");
    let path = socket.path().join("comarca.sock");
    let place = path.display().to_string();
    let net = Net::founding(&["barcelona"]).with("listen.socket", place.leak()).stands().await;
    let mut stream = UnixStream::connect(&path).await.expect("the socket is there");
    let request =
        format!("GET /livez HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", net.barcelona().address);
    stream.write_all(request.as_bytes()).await.expect("a request can be written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(stream);
    // A crash leaves the file behind; the next start takes its place.
    net.barcelona().dies();
    net.barcelona().starts().await;
    UnixStream::connect(&path).await.expect("the socket is there again");
}

/// A socket that systemd opened is taken over: who knocks before the node stands there waits and is answered.
#[tokio::test]
async fn a_socket_that_systemd_opened_is_taken_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = socket.local_addr().expect("its address");
    let takes_over = r#"LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" serve --base-url https://barcelona.example --data "$1" 3<&0 </dev/null"#;
    let _node = Command::new("sh")
        .args(["-c", takes_over])
        .args([program().as_os_str(), folder.path().as_os_str()])
        .stdin(OwnedFd::from(socket))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the node starts");
    let answer = client().get(format!("http://{address}/livez")).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
}

/// ACC-02: only a proxy that the operator trusts may say from where somebody comes; anybody else says it in vain.
#[tokio::test(flavor = "multi_thread")]
async fn only_a_trusted_proxy_tells_clients_apart() {
    let founding = |proxies: Option<&'static str>| {
        let founding = Net::founding(&["barcelona"]).with("limits.sign_in_per_minute", "1");
        match proxies {
            Some(proxies) => founding.with("listen.trusted_proxies", proxies),
            None => founding,
        }
    };
    let behind_a_proxy = founding(Some("127.0.0.0/8")).stands().await;
    let in_the_street = founding(None).stands().await;
    assert_eq!(tries_from_many_places(&behind_a_proxy).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tries_from_many_places(&in_the_street).await, StatusCode::TOO_MANY_REQUESTS);
}

/// Signs different people in from different places, in vain, and answers how the last one was refused.
async fn tries_from_many_places(net: &Net) -> StatusCode {
    let barcelona = net.barcelona();
    let mut last = StatusCode::OK;
    for number in 0..8 {
        let form = format!("login=nadie{number}&password={}", PASSWORD.replace(' ', "+"));
        let asked = client_trusting(None).post(barcelona.at("/sign-in")).body(form);
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        let asked = asked.header("x-forwarded-for", format!("192.0.{number}.7"));
        let asked = asked.header("origin", barcelona.at("")).header("sec-fetch-site", "same-origin");
        last = asked.send().await.expect("an answer").status();
    }
    last
}

/// DOS-04, R-X06: who opens door after door and says nothing gets no more than a share of them, is shown out in the
/// end, and keeps nobody else waiting.
#[tokio::test(flavor = "multi_thread")]
async fn clients_who_hold_doors_open_keep_nobody_out() {
    let net = Net::founding(&["barcelona"]).with("limits.connections_per_client", "32").stands().await;
    let barcelona = net.barcelona();
    let mut held = Vec::new();
    for _ in 0..64 {
        let mut stream = from("127.0.0.66", barcelona.address).await;
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nhost: ").await;
        held.push(stream);
    }
    let mut turned_away = 0;
    for stream in held.iter_mut().skip(32) {
        if is_over(stream).await {
            turned_away += 1;
        }
    }
    assert_eq!(turned_away, 32, "one client has its share");
    assert!(barcelona.page("/").await.contains("</html>"), "others are served meanwhile");
    for stream in held.iter_mut().take(32) {
        assert!(is_over(stream).await, "whoever does not finish is shown out");
    }
}

/// PRINCIPLES: whatever the body, an inbox says no in time and in four hundreds.
#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_answers_nonsense_and_too_much_with_a_clear_no() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let http = client_trusting(None);
    let mut answers = Vec::new();
    for (media_type, body) in [
        ("text/html", "{}".to_owned()),
        ("application/activity+json", String::new()),
        ("application/activity+json", "{".repeat(10_000)),
        ("application/activity+json", "x".repeat((1 << 20) + 1)),
    ] {
        let post = http.post(barcelona.at("/ap/inbox")).header("content-type", media_type).body(body);
        answers.push(post.send().await.map_or(0, |answer| answer.status().as_u16()));
    }
    assert_eq!(answers, [415, 401, 401, 413]);
}

/// A connection from another address of this machine.
async fn from(source: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(format!("{source}:0").parse().expect("an address")).expect("all of 127.0.0.0/8 is ours");
    socket.connect(to).await.expect("the kernel takes it")
}

/// Whether the other side ends the connection, in its own time.
async fn is_over(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut rest)).await.is_ok()
}
