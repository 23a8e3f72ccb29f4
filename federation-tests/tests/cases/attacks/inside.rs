//! SSR: whom a node can be made to speak to, and for whom.

use crate::world::{World, encoded};
use federation_tests::browser::Browser;
use federation_tests::net::Net;
use federation_tests::papers::Authority;
use federation_tests::peer::Page;

/// SSR-15, SSR-16: pictures of others are asked for by a number of ours, never by an address that a visitor brings.
#[tokio::test]
async fn nobody_tells_the_node_which_picture_to_fetch() {
    let world = World::new().await;
    let bait = encoded(&world.peer.at("/bait.png"));
    world.peer.shows("/bait.png", Page::of("image/png", "x"));
    let before = world.peer.fetches();
    for path in [
        format!("/media/remote/icon/{bait}"),
        format!("/media/remote/file/1?url={bait}"),
        format!("/media/remote/icon/0?proxy={bait}&file_type=jpg"),
        format!("/media/remote/{bait}/1"),
        "/media/remote/icon/1%26url=x".to_owned(),
        "/media/remote/icon/1%0d%0aHost:%20x".to_owned(),
        "/media/remote/icon/-1".to_owned(),
        "/media/remote/icon/99999999999999999999".to_owned(),
        format!("/media/{bait}"),
        "/media/..%2f..%2fnode.key".to_owned(),
        "/media/%2e%2e/comarca.db".to_owned(),
        "/assets/..%2f..%2fCargo.toml".to_owned(),
    ] {
        let answer = world.asks(&path, &[]).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404), "SSR-15 {path}: {}", answer.status);
    }
    assert_eq!(world.peer.fetches(), before, "SSR-15, SSR-16: nobody was asked");
}

/// SSR-18: a list of domains is subscribed to through the same guard as everything else.
#[tokio::test]
async fn a_list_of_domains_does_not_lead_inside() {
    let world = World::new().await;
    let node = world.node();
    node.runs_with(
        &["user", "create", "jefa", "--administrator", "--password-stdin"],
        federation_tests::node::PASSWORD,
    );
    let boss = Browser::signs_in(node, "jefa").await;
    world.peer.shows("/aside.csv", Page::redirect("http://169.254.169.254/latest/meta-data/"));
    for address in [
        "http://10.0.0.1/list.csv",
        "http://169.254.169.254/x",
        "file:///etc/passwd",
        &world.peer.at("/aside.csv"),
    ] {
        let page = boss.sends("/admin/moderation/lists", &[("url", address)]).await;
        assert!(!page.status.is_server_error(), "SSR-18 {address}: {}", page.status);
        assert!(!page.html.contains("root:"), "SSR-18 {address}");
    }
    let lists = boss.sees("/admin/moderation/lists").await.html;
    assert_eq!(
        lists.matches("No se ha podido leer").count(),
        3,
        "SSR-18: none of them could be read: {lists}"
    );
}

/// SSR-19: a certificate in another's name opens nothing, whoever vouches for it.
#[tokio::test]
async fn a_certificate_in_another_name_opens_nothing() {
    let net = Net::founding(&["barcelona", "palermo"]).with_https().stands().await;
    let (barcelona, palermo) = (net.barcelona(), net.palermo());
    let [certificate, key] = palermo.papers();
    let authority = Authority::at(&net.folder().join("authority"));
    authority.certifies(barcelona.address.ip(), &certificate, &key);
    palermo.stops().await;
    palermo.starts_unheard();
    let (_, complaint, found) =
        barcelona.tries(&["follow", &palermo.handle(), "--by", "ana", "--for", "barcelona"], "");
    assert!(!found, "SSR-19");
    assert!(complaint.contains("cannot be found"), "SSR-19: {complaint}");
}

/// ACC-22, OPS-07: what is for whoever runs the machine is not among the pages.
#[tokio::test]
async fn nothing_of_the_machine_is_among_the_pages() {
    let world = World::new().await;
    for path in [
        "/metrics",
        "/debug/pprof/",
        "/backup",
        "/backups",
        "/admin/backups",
        "/admin/backup",
        "/admin/jobs",
        "/admin",
        "/comarca.db",
        "/data/comarca.db",
        "/node.key",
        "/.env",
        "/.git/config",
        "/config.toml",
        "/server-status",
        "/api/v1/admin/accounts",
    ] {
        let answer = world.asks(path, &[]).await;
        assert!(matches!(answer.status.as_u16(), 303 | 401 | 403 | 404), "OPS-07 {path}: {}", answer.status);
    }
}
