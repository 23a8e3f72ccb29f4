//! Where settings come from: a TOML file, `COMARCA_…` variables, flags; each may overrule the one before.
//! Whether a node can run with what was found is `check`.

use super::Config;
use super::keys::{self, Shape};
use anyhow::{Context, Result, bail};
use std::path::Path;
use toml::{Table, Value};

/// The variable that names the file; it is no setting itself.
pub const FILE_VARIABLE: &str = "COMARCA_CONFIG";

const PREFIX: &str = "COMARCA_";

/// Reads the settings from `file`, then from the variables, then from `flags` (`key=value`).
///
/// An unknown key is an error that says where it stands and names the nearest known one.
pub fn load(
    file: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
    flags: &[(String, String)],
) -> Result<Config> {
    let mut settings = Table::new();
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let table: Table = toml::from_str(&text).with_context(|| path.display().to_string())?;
        for (key, value) in flatten("", table) {
            keys::known(&key).with_context(|| format!("in {}", path.display()))?;
            put(&mut settings, &key, value);
        }
    }
    let mut variables: Vec<(String, String)> = variables.filter(|(name, _)| is_meant(name)).collect();
    variables.sort();
    for (name, text) in variables {
        let (key, text) = named_by(&name, text)?;
        let value = parse(&key, &text).with_context(|| format!("in the variable {name}"))?;
        put(&mut settings, &key, value);
    }
    for (key, text) in flags {
        put(&mut settings, key, parse(key, text).context("in a flag")?);
    }
    Value::Table(settings)
        .try_into()
        .map_err(|error: toml::de::Error| anyhow::anyhow!("{}", error.to_string().trim()))
}

/// Whether a variable is meant as a setting: it has the form of one, or is a slip away from it.
fn is_meant(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    rest.contains("__") || keys::nearest(&rest.to_lowercase()).is_some_and(|_| name != FILE_VARIABLE)
}

/// The key and text a variable stands for: `COMARCA_NODE__BASE_URL`, or `…_FILE` for a secret that lies in a file.
fn named_by(name: &str, text: String) -> Result<(String, String)> {
    let key = name[PREFIX.len()..].to_lowercase().replace("__", ".");
    match key.strip_suffix("_file") {
        Some(secret) if keys::shape(secret).is_some() => {
            let held =
                std::fs::read_to_string(&text).with_context(|| format!("reading the file of {name}"))?;
            Ok((secret.to_string(), held.trim_end().to_string()))
        }
        _ => Ok((key, text)),
    }
}

fn parse(key: &str, text: &str) -> Result<Value> {
    Ok(match keys::known(key)? {
        Shape::List => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(|one| Value::String(one.into()))
                .collect(),
        ),
        Shape::Switch => match text {
            "true" | "1" | "yes" => Value::Boolean(true),
            "false" | "0" | "no" => Value::Boolean(false),
            _ => bail!("{key} is true or false, not {text:?}"),
        },
        Shape::Number => {
            Value::Integer(text.parse().with_context(|| format!("{key} is a number, not {text:?}"))?)
        }
        Shape::Text => Value::String(text.to_string()),
    })
}

fn flatten(prefix: &str, table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) => flat.extend(flatten(&key, inner)),
            value => flat.push((key, value)),
        }
    }
    flat
}

fn put(settings: &mut Table, key: &str, value: Value) {
    let (section, name) = key.split_once('.').unwrap_or(("", key));
    let section = settings.entry(section).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(section) = section {
        section.insert(name.to_string(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("comarca.toml");
        std::fs::write(&path, text).unwrap();
        (dir, path)
    }

    fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_string(), (*value).to_string())).collect()
    }

    #[test]
    fn a_flag_overrules_a_variable_and_a_variable_the_file() {
        let (_dir, path) = file("[limits]\nupload_mib = 1\ndeliveries = 1\nconnections = 1\n");
        let variables = words(&[
            ("COMARCA_LIMITS__DELIVERIES", "2"),
            ("COMARCA_LIMITS__CONNECTIONS", "2"),
            ("HOME", "x"),
        ]);
        let flags = words(&[("limits.connections", "3"), ("listen.addresses", "127.0.0.1:1, [::1]:2")]);
        let config = load(Some(&path), variables.into_iter(), &flags).unwrap();
        assert_eq!(
            (config.limits.upload_mib, config.limits.deliveries, config.limits.connections),
            (1, 2, 3)
        );
        assert_eq!(config.listen.addresses.len(), 2);
    }

    #[test]
    fn an_unknown_key_names_the_nearest_and_where_it_stands() {
        let (_dir, path) = file("[node]\nbase_ulr = \"https://valmar.example\"\n");
        let message = format!("{:#}", load(Some(&path), [].into_iter(), &[]).unwrap_err());
        assert!(
            message.contains("base_ulr")
                && message.contains("node.base_url")
                && message.contains("comarca.toml")
        );
        for (slip, meant) in
            [("COMARCA_NODE__DATTA", "node.data"), ("COMARCA_NODE_BASE_URL", "node.base_url")]
        {
            let message = format!("{:#}", load(None, words(&[(slip, "x")]).into_iter(), &[]).unwrap_err());
            assert!(message.contains(slip) && message.contains(meant), "{message}");
        }
        let others = words(&[("COMARCA_CONFIG", "x"), ("COMARCA_LOG", "info"), ("COMARCA_HOME_PAGE", "x")]);
        assert!(load(None, others.into_iter(), &[]).is_ok());
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let (_dir, path) = file("postgres://comarca:secret@db/comarca\n");
        let variables = words(&[("COMARCA_DATABASE__URL_FILE", path.to_str().unwrap())]);
        assert_eq!(
            load(None, variables.into_iter(), &[]).unwrap().database.url,
            "postgres://comarca:secret@db/comarca"
        );
    }

    #[test]
    fn a_value_of_the_wrong_shape_says_which() {
        let variables = words(&[("COMARCA_LIMITS__UPLOAD_MIB", "many")]);
        let message = format!("{:#}", load(None, variables.into_iter(), &[]).unwrap_err());
        assert!(message.contains("limits.upload_mib is a number"), "{message}");
    }
}
