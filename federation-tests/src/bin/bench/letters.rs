//! What the fake instances say, signed and written out as the bytes of a request before any clock starts.

use super::instances::Instances;
use bytes::Bytes;
use chrono::SecondsFormat;
use comarca::federation::signatures::{Outgoing, Signer, cavage};
use federation_tests::calendar::real_now;
use http::Method;
use serde_json::{Value, json};
use std::ops::Range;
use std::thread;
use url::Url;

const MEDIA_TYPE: &str = "application/activity+json";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A request without a body.
pub fn get(url: &Url, headers: &[(&str, &str)]) -> Bytes {
    let host = url.authority();
    let mut request = format!("GET {} HTTP/1.1\r\nhost: {host}\r\nuser-agent: bench\r\n", url.path());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.into()
}

/// An activity by the actor of an instance, signed, as the bytes of the request to `inbox`.
pub fn signed(instances: &Instances, from: usize, inbox: &Url, activity: &Value) -> Bytes {
    let body = activity.to_string();
    let outgoing = Outgoing { method: Method::POST, url: inbox, body: Some((body.as_bytes(), MEDIA_TYPE)) };
    let key_id = instances.key_id(from);
    let signer = Signer { key: instances.key(from), key_id: &key_id };
    let headers = cavage::sign(&outgoing, signer, real_now()).expect("a letter can be signed");
    let mut request = format!("POST {} HTTP/1.1\r\nuser-agent: bench\r\n", inbox.path());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {}\r\n", value.to_str().expect("a header of text")));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    request.into()
}

/// Makes many letters, on all cores.
pub fn many(count: Range<usize>, make: impl Fn(usize) -> Bytes + Sync) -> Vec<Bytes> {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let all: Vec<usize> = count.collect();
    let share = all.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let hands: Vec<_> = all
            .chunks(share)
            .map(|part| scope.spawn(|| part.iter().map(|n| make(*n)).collect::<Vec<_>>()))
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().expect("no letter panics")).collect()
    })
}

/// What note `n` of a run says, so that it can be found again.
pub fn mark(run: &str, n: usize) -> String {
    format!("{run} {n}.")
}

/// `Create` of note `n` of a run by the actor of an instance.
pub fn note(instances: &Instances, from: usize, run: &str, n: usize) -> Value {
    let (actor, now) = (instances.actor(from), now());
    let (id, followers) = (format!("{actor}/notes/{run}-{n}"), format!("{actor}/followers"));
    let content = format!(
        "<p>{} The welcome week gathers neighbours, associations and the town hall: language cafés, advice on \
         the residents' register, a football match and a shared meal. Who wants to help signs up at the library \
         until Friday.</p>",
        mark(run, n)
    );
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{id}/activity"), "type": "Create", "actor": actor, "published": now,
        "to": [PUBLIC], "cc": [followers],
        "object": {
            "id": id, "type": "Note", "attributedTo": actor, "url": id, "published": now,
            "to": [PUBLIC], "cc": [followers], "sensitive": false, "content": content,
        },
    })
}

/// `Follow` of `target` by the actor of an instance.
pub fn follow(instances: &Instances, from: usize, target: &str) -> Value {
    let actor = instances.actor(from);
    json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": format!("{actor}/follows/1"),
        "type": "Follow", "actor": actor, "object": target, "to": [target],
    })
}

/// `Accept` of a `Follow` that an instance was sent.
pub fn accept(instances: &Instances, from: usize, follow: &Value) -> Value {
    let actor = instances.actor(from);
    json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": format!("{actor}/accepts/1"),
        "type": "Accept", "actor": actor, "object": follow, "to": [follow["actor"]],
    })
}

fn now() -> String {
    real_now().to_rfc3339_opts(SecondsFormat::Secs, true)
}
