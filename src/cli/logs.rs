//! Logs on standard error. They never carry names, addresses, tokens or texts, so their level is the operator's choice.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// How much is said, and in which form.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Logs")]
pub struct Logs {
    /// error, warn, info, debug, or by part: `info,comarca::federation=debug`
    #[arg(long, global = true, env = "COMARCA_LOG", hide_env_values = true, value_name = "LEVEL")]
    log: Option<String>,
    /// Lines for people or JSON for a collector
    #[arg(long, global = true, value_enum, default_value_t = Form::Lines)]
    log_form: Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Lines,
    Json,
}

impl Logs {
    /// Starts logging for the rest of the process; `level` holds when nobody chose.
    pub fn start(&self, level: &str) -> Result<()> {
        let chosen = self.log.as_deref().unwrap_or(level);
        let filter = EnvFilter::try_new(chosen).with_context(|| format!("--log {chosen}"))?;
        let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        match self.log_form {
            Form::Lines => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).init(),
            Form::Json => lines.json().init(),
        }
        if chosen.contains("trace") {
            tracing::warn!(
                "At level trace the libraries may log what people send: never on a node that others use"
            );
        }
        Ok(())
    }
}
