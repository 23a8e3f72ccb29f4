//! The example file: every setting with its default and what it is for. `comarca config example` prints it.

/// The whole file.
pub const EXAMPLE: &str = include_str!("example.toml");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, keys};

    #[test]
    fn the_example_says_what_the_defaults_are() {
        let read: Config = toml::from_str(EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), serde_json::to_value(Config::default()).unwrap());
    }

    #[test]
    fn the_example_explains_every_setting() {
        let lines: Vec<&str> = EXAMPLE.lines().collect();
        for key in keys::all() {
            let (section, name) = key.split_once('.').unwrap();
            let from = lines.iter().position(|line| *line == format!("[{section}]")).unwrap();
            let found = lines[from + 1..]
                .iter()
                .take_while(|line| !line.starts_with('['))
                .any(|line| line.trim_start_matches('#').starts_with(&format!("{name} = ")));
            assert!(found, "{key} is missing");
        }
    }
}
