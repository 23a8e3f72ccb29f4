//! The address of the emblem that stands for an actor without a picture: made from its id, the same on every node.

use aws_lc_rs::digest::{SHA256, digest};
use std::fmt::Write;

/// The path of the emblem of the actor with this id.
pub fn path(uri: &str) -> String {
    let mut path = String::from("/weave/");
    for byte in &digest(&SHA256, uri.as_bytes()).as_ref()[..8] {
        let _ = write!(path, "{byte:02x}");
    }
    path + ".svg"
}
