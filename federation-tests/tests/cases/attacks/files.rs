//! MED: files that somebody uploads, and what becomes of them.

use crate::world::World;
use federation_tests::node::Node;
use federation_tests::voice::client;
use serde_json::Value;

/// A picture of one point, with something after its end.
fn picture(tail: &[u8]) -> Vec<u8> {
    let mut png = vec![
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda,
        0x63, 0xfc, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 5, 2, 0, 0x5f, 0xc8, 0xf1, 0xd2, 0, 0, 0, 0, 0x49, 0x45,
        0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    png.extend_from_slice(tail);
    png
}

async fn uploads(node: &Node, name: &str, bytes: Vec<u8>) -> (u16, Value) {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), &bytes, b"\r\n--edge--\r\n"].concat();
    let request = client().post(node.at("/api/v2/media")).bearer_auth(node.token());
    let request = request.header("content-type", "multipart/form-data; boundary=edge").body(body);
    let answer = request.send().await.expect("the node answers");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

/// MED-03, MED-04, MED-11: a file has a name of ours, holds the picture and nothing else, and is served whole or not at
/// all.
#[tokio::test]
async fn a_file_keeps_neither_its_name_nor_what_hides_in_it() {
    let world = World::new().await;
    let node = world.node();
    for name in [
        "../../../node.key",
        "%2e%2e%2fnode.key",
        "/etc/passwd",
        "a%00b.png",
        &"x".repeat(300),
        "<script>.html",
    ] {
        let (status, file) = uploads(node, name, picture(b"PK\x03\x04<script>alert(1)</script>CANARY")).await;
        assert_eq!(status, 200, "MED-03 {name:?}: {file}");
        let address = file["url"].as_str().expect("an address").to_owned();
        assert!(
            !address.contains("node.key") && !address.contains("passwd") && !address.contains("script"),
            "{address}"
        );
        node.does("/api/v1/statuses", serde_json::json!({"status": "con foto", "media_ids": [file["id"]]}))
            .await;
        for range in [
            "bytes=0-",
            "bytes=0-18446744073709551615",
            "bytes=99999999-",
            "bytes=-1",
            &"bytes=0-0,".repeat(900),
        ] {
            let answer =
                client().get(&address).header("range", range).send().await.expect("the node answers");
            let status = answer.status().as_u16();
            assert!(matches!(status, 200 | 206 | 416), "MED-11 {range:.40}: {status}");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "MED-04");
            let bytes = answer.bytes().await.expect("it speaks");
            assert!(!bytes.windows(6).any(|window| window == b"CANARY" || window == b"<scrip"), "MED-04");
        }
    }
    let media = node.folder().join("data/media");
    for entry in walk(&media) {
        let bytes = std::fs::read(&entry).expect("a file");
        assert!(!bytes.windows(6).any(|window| window == b"CANARY"), "MED-04: {}", entry.display());
    }
}

/// MED-13: the same file twice is two files: nobody learns that another has it, nor loses it with them.
#[tokio::test]
async fn the_same_file_of_two_people_is_two_files() {
    let world = World::new().await;
    let node = world.node();
    node.employs("eva", "editor");
    let (_, first) = uploads(node, "a.png", picture(b"")).await;
    let (_, second) = uploads(node, "a.png", picture(b"")).await;
    assert_ne!(first["url"], second["url"], "MED-13");
    let kept =
        node.does("/api/v1/statuses", serde_json::json!({"status": "una", "media_ids": [first["id"]]})).await;
    let other = node
        .does("/api/v1/statuses", serde_json::json!({"status": "otra", "media_ids": [second["id"]]}))
        .await;
    node.withdraws(kept["uri"].as_str().expect("an id")).await;
    let address = other["media_attachments"][0]["url"].as_str().expect("an address").to_owned();
    assert_eq!(
        client().get(&address).send().await.expect("the node answers").status().as_u16(),
        200,
        "MED-13"
    );
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .flat_map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

/// R-X02: while files cannot be written, texts can, and whoever brings a file is told to come again.
#[tokio::test]
async fn texts_do_not_wait_for_the_disk_of_the_files() {
    let world = World::new().await;
    let node = world.node();
    let media = node.folder().join("data/media");
    let aside = node.folder().join("data/media-aside");
    let was_there = std::fs::rename(&media, &aside).is_ok();
    std::fs::write(&media, "no folder").expect("a file can be written");
    let (status, said) = uploads(node, "a.png", picture(b"")).await;
    assert!(matches!(status, 500..=507), "R-X02: {status} {said}");
    assert!(said["error"].is_string(), "R-X02: {said}");
    node.publishes("sin foto").await;
    std::fs::remove_file(&media).expect("it is there");
    if was_there {
        std::fs::rename(&aside, &media).expect("it comes back");
    }
    assert_eq!(uploads(node, "a.png", picture(b"")).await.0, 200, "R-X02: by itself");
}
