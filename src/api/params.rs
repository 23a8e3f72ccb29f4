//! What a client sent, whichever way: query, form, multipart or JSON, all read as one list of names
//! and values in the form browsers use (`media_ids[]`, `source[privacy]`). Nothing in a body can
//! make this fail with more than a clear 4xx.

use crate::api::error::ApiError;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::{Method, header};
use serde_json::Value;
use url::form_urlencoded;

/// More names than any client sends; a body with more is refused (P8).
const MOST_VALUES: usize = 1_000;
const MOST_FILES: usize = 4;

/// The parameters of one request. The body goes before the query where both name a thing.
#[derive(Debug, Default)]
pub struct Params {
    path: String,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// A file as it came. Its name is not kept: it may tell more than its owner wants.
#[derive(Debug)]
pub struct Upload {
    field: String,
    /// What the client says it is; only a hint.
    pub media_type: Option<String>,
    pub bytes: Bytes,
}

impl Params {
    /// Parameters of a query string alone.
    pub fn from_query(query: &str) -> Params {
        Params { query: decode(query.as_bytes()), ..Params::default() }
    }

    /// The last value given for `name`. An empty value is a value: it clears what was there.
    pub fn text(&self, name: &str) -> Option<&str> {
        let last = |list: &'_ [(String, String)]| list.iter().rposition(|(key, _)| key == name);
        match last(&self.body) {
            Some(at) => Some(self.body[at].1.as_str()),
            None => last(&self.query).map(|at| self.query[at].1.as_str()),
        }
    }

    /// The last value given for `name`, without space around it, if anything is left of it.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.text(name).map(str::trim).filter(|text| !text.is_empty())
    }

    /// `name` or a refusal that names it.
    pub fn required(&self, name: &'static str) -> Result<&str, ApiError> {
        self.filled(name).ok_or_else(|| ApiError::missing(name))
    }

    /// Every value given as `name`, `name[]` or `name[0]`.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let ours = |key: &str| match key.strip_prefix(name) {
            Some("" | "[]") => true,
            Some(rest) => rest
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
                .is_some_and(|index| !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit())),
            None => false,
        };
        let all = self.query.iter().chain(&self.body);
        all.filter(|(key, _)| ours(key)).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether `name` was given at all, as a value or as a list, be it an empty one.
    pub fn has(&self, name: &str) -> bool {
        self.text(name).is_some() || !self.list(name).is_empty()
    }

    /// Yes or no in any of the words clients use for it.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.filled(name)?.to_ascii_lowercase().as_str() {
            "true" | "1" | "t" | "on" | "yes" => Some(true),
            "false" | "0" | "f" | "off" | "no" => Some(false),
            _ => None,
        }
    }

    /// An id; what is not a number is no id of ours.
    pub fn id(&self, name: &str) -> Option<i64> {
        self.filled(name).and_then(|text| text.parse().ok())
    }

    /// Ids given as a list, without those that are no numbers and without repetitions.
    pub fn ids(&self, name: &str) -> Vec<i64> {
        let mut ids = Vec::new();
        for id in self.list(name).into_iter().filter_map(|text| text.trim().parse().ok()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Takes the file sent as `name` out.
    pub fn take_file(&mut self, name: &str) -> Option<Upload> {
        let at = self.files.iter().position(|file| file.field == name)?;
        Some(self.files.swap_remove(at))
    }

    /// The path that was asked for.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query as it came, for links to other pages of the same list.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Params, ApiError> {
        let mut params = Params::from_query(request.uri().query().unwrap_or_default());
        params.path = request.uri().path().to_owned();
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        match kind.split(';').next().unwrap_or_default().trim() {
            "multipart/form-data" => params.take_multipart(request, state).await?,
            "application/json" => {
                let body = bytes(request, state).await?;
                flatten_body(&body, &mut params.body)?;
            }
            "application/x-www-form-urlencoded" => params.body = decode(&bytes(request, state).await?),
            _ if request.method() == Method::GET => {}
            _ => {
                if !bytes(request, state).await?.is_empty() {
                    return Err(ApiError::unreadable_type());
                }
            }
        }
        params.checked()
    }

    async fn take_multipart<S: Send + Sync>(&mut self, request: Request, state: &S) -> Result<(), ApiError> {
        let mut parts =
            Multipart::from_request(request, state).await.map_err(|_| ApiError::unreadable_body())?;
        while let Some(part) =
            parts.next_field().await.map_err(|error| ApiError::of_status(error.status()))?
        {
            self.take_part(part).await?;
            if self.body.len() > MOST_VALUES || self.files.len() > MOST_FILES {
                return Err(ApiError::too_many_values());
            }
        }
        Ok(())
    }

    async fn take_part(&mut self, part: Field<'_>) -> Result<(), ApiError> {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let media_type = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| ApiError::of_status(error.status()))?;
        if is_file {
            self.files.push(Upload { field: name, media_type, bytes });
        } else {
            let text = String::from_utf8(bytes.into()).map_err(|_| ApiError::unreadable_body())?;
            self.body.push((name, text));
        }
        Ok(())
    }

    /// PostgreSQL stores no NUL, and no name of ours has one: refused here for every endpoint.
    fn checked(self) -> Result<Params, ApiError> {
        let mut all = self.query.iter().chain(&self.body);
        if all.any(|(key, value)| key.contains('\0') || value.contains('\0')) {
            return Err(ApiError::unreadable_body());
        }
        if self.query.len() + self.body.len() > MOST_VALUES {
            return Err(ApiError::too_many_values());
        }
        Ok(self)
    }
}

impl<S: Send + Sync> FromRequest<S> for Params {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Params, ApiError> {
        Params::read(request, state).await
    }
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|rejection| ApiError::of_status(rejection.status()))
}

fn decode(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).into_owned().take(MOST_VALUES + 1).collect()
}

fn flatten_body(body: &[u8], into: &mut Vec<(String, String)>) -> Result<(), ApiError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => flatten("", Value::Object(members), into),
        _ => Err(ApiError::unreadable_body()),
    }
}

/// Writes a JSON value under the name a form would give it. `null` is as if not said.
fn flatten(name: &str, value: Value, into: &mut Vec<(String, String)>) -> Result<(), ApiError> {
    if into.len() > MOST_VALUES {
        return Err(ApiError::too_many_values());
    }
    match value {
        Value::Null => {}
        Value::Bool(value) => into.push((name.to_owned(), value.to_string())),
        Value::Number(value) => into.push((name.to_owned(), value.to_string())),
        Value::String(value) => into.push((name.to_owned(), value)),
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                let plain = !item.is_object() && !item.is_array();
                let inner = if plain { format!("{name}[]") } else { format!("{name}[{index}]") };
                flatten(&inner, item, into)?;
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let inner = if name.is_empty() { key } else { format!("{name}[{key}]") };
                flatten(&inner, member, into)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use proptest::prelude::*;

    async fn read(kind: &str, body: impl Into<Body>) -> Result<Params, ApiError> {
        let request = Request::post("/?from=query&limit=3").header(header::CONTENT_TYPE, kind);
        Params::from_request(request.body(body.into()).unwrap(), &()).await
    }

    const MULTIPART: &str = "multipart/form-data; boundary=line";

    fn multipart(parts: &[(&str, &str)]) -> String {
        let part = |(head, body): &(&str, &str)| {
            format!("--line\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
        };
        parts.iter().map(part).collect::<String>() + "--line--\r\n"
    }

    #[tokio::test]
    async fn a_form_json_and_multipart_say_the_same() {
        let form = "status=hola&media_ids[]=1&media_ids[]=2&source[privacy]=unlisted&sensitive=1";
        let json = r#"{"status":"hola","media_ids":["1",2],"source":{"privacy":"unlisted"},"sensitive":true,"poll":null}"#;
        let parts = multipart(&[
            ("name=\"status\"", "hola"),
            ("name=\"media_ids[]\"", "1"),
            ("name=\"media_ids[]\"", "2"),
            ("name=\"source[privacy]\"", "unlisted"),
            ("name=\"sensitive\"", "true"),
        ]);
        for (kind, body) in [
            ("application/x-www-form-urlencoded", form.to_owned()),
            ("application/json; charset=utf-8", json.to_owned()),
            (MULTIPART, parts),
        ] {
            let params = read(kind, body).await.unwrap();
            assert_eq!(params.text("status"), Some("hola"), "{kind}");
            assert_eq!(params.ids("media_ids"), [1, 2], "{kind}");
            assert_eq!(params.text("source[privacy]"), Some("unlisted"), "{kind}");
            assert_eq!(params.flag("sensitive"), Some(true), "{kind}");
            assert_eq!(params.text("from"), Some("query"), "{kind}");
            assert!(!params.has("poll"), "{kind}");
        }
    }

    #[tokio::test]
    async fn a_file_comes_without_its_name() {
        let body = multipart(&[
            ("name=\"file\"; filename=\"ana-at-home.png\"", "png"),
            ("name=\"description\"", "A square"),
        ]);
        let mut params = read(MULTIPART, body).await.unwrap();
        assert_eq!(params.take_file("file").unwrap().bytes, "png");
        assert!(params.take_file("file").is_none());
        assert_eq!(params.text("description"), Some("A square"));
    }

    #[tokio::test]
    async fn a_body_that_cannot_be_read_is_refused_and_no_more() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
        let wide = format!("{{\"a\":[{}1]}}", "1,".repeat(5_000));
        for (kind, body) in [
            ("application/json", "{\"status\":"),
            ("application/json", "[1,2]"),
            ("application/json", "\"text\""),
            ("application/json", "{\"status\":\"a\\u0000b\"}"),
            ("application/json", "\u{0}"),
            ("application/json", deep.as_str()),
            ("application/json", wide.as_str()),
            ("application/x-www-form-urlencoded", "status=a%00b"),
            ("multipart/form-data", "no boundary"),
            (MULTIPART, "no parts at all"),
            (MULTIPART, "--line\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\ncut off"),
            ("text/plain", "status=hola"),
            ("", "status=hola"),
        ] {
            let refused = read(kind, body.to_owned()).await.unwrap_err();
            assert!(refused.status.is_client_error(), "{kind} {body}");
        }
        assert!(read(MULTIPART, vec![b'-', 0xff, 0xfe]).await.unwrap_err().status.is_client_error());
        assert!(read("application/json", "{\"status\":\"\\ud800\"}").await.is_err());
    }

    #[tokio::test]
    async fn an_empty_body_of_any_kind_is_no_parameters() {
        for kind in ["", "text/plain", "application/json", "application/x-www-form-urlencoded"] {
            let params = read(kind, "").await.unwrap();
            assert_eq!(params.text("limit"), Some("3"), "{kind}");
        }
    }

    #[test]
    fn lists_take_every_spelling_but_no_other_name() {
        let params = Params::from_query("id=1&id[]=2&id[0]=3&id[a]=4&ids=5&id[]=2&id[]=x");
        assert_eq!(params.ids("id"), [1, 2, 3]);
        assert_eq!(Params::from_query("types[]=").list("types"), [""]);
    }

    /// A body of JSON of any shape.
    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// PRS-09: whatever bytes come as whatever kind, they are read or refused with a 4xx.
        #[test]
        fn no_body_is_more_than_refused(
            kind in prop_oneof![Just("application/json".to_owned()), Just("application/x-www-form-urlencoded".to_owned()), Just(MULTIPART.to_owned()), ".*"],
            body in prop::collection::vec(any::<u8>(), 0..400),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let Ok(kind) = http::HeaderValue::from_str(&kind) else { return Ok(()) };
            let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
            if let Err(refused) = runtime.block_on(Params::from_request(request, &())) {
                prop_assert!(refused.status.is_client_error());
            }
        }

        #[test]
        fn json_of_any_shape_is_read_or_refused(body in json()) {
            let mut values = Vec::new();
            let read = flatten_body(body.to_string().as_bytes(), &mut values);
            prop_assert!(read.is_ok() || !body.is_object() || values.len() > MOST_VALUES);
        }
    }
}
