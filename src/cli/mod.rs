//! The commands. This file reads the command line and hands over; each command has a file.

mod alliance;
mod answer;
mod backup;
mod charter;
mod choices;
mod config;
mod control;
mod demo;
mod doctor;
mod follow;
mod group;
mod limits;
mod logs;
mod moderation;
mod organisation;
mod peer;
mod progress;
mod publish;
mod serve;
mod settings;
mod stamp;
mod task;
mod token;
mod transfer;
mod user;
mod verdicts;
mod who;

use crate::clock;
use answer::Answer;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use task::Task;

const AFTER: &str = "To see it work:  comarca demo
To start a node: comarca config example > comarca.toml   (change node.base_url)
                 comarca serve --config comarca.toml";

/// A node of an alliance: a federated collaboration server for cities, associations and universities.
#[derive(Debug, Parser)]
#[command(name = "comarca", version, after_help = AFTER, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: settings::Settings,
    #[command(flatten)]
    logs: logs::Logs,
    /// Answer in JSON, for scripts
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a node
    #[command(
        after_help = "Example:\n  comarca serve --config /etc/comarca/comarca.toml\n  COMARCA_NODE__BASE_URL=https://valmar.example comarca serve --data /var/lib/comarca --listen 127.0.0.1:8080"
    )]
    Serve,
    /// An alliance of three nodes on this machine, with content, to try things out
    Demo(demo::DemoArgs),
    /// The people with an account here
    #[command(
        subcommand,
        after_help = "Example:\n  comarca user create ana --for valmar --role coordinator\n  comarca user list"
    )]
    User(user::Command),
    /// Client tokens, for scripts
    #[command(subcommand, after_help = "Example:\n  comarca token create ana --json")]
    Token(token::Command),
    /// The organisations hosted here
    #[command(
        subcommand,
        after_help = "Example:\n  comarca organisation create valmar --name 'Ciudad de Valmar'\n  comarca organisation list"
    )]
    Organisation(organisation::Command),
    /// Alliances: founding, joining, members
    #[command(subcommand, after_help = "Example:\n  comarca alliance list\n  comarca alliance roster norte")]
    Alliance(alliance::Command),
    /// Stamps: checking, giving, taking back
    #[command(
        subcommand,
        after_help = "Example:\n  comarca stamp verify https://valmar.example/ap/stamps/17"
    )]
    Stamp(stamp::Command),
    /// The working groups hosted here
    #[command(subcommand, after_help = "Example:\n  comarca group create gt-padron --name 'Padrón'")]
    Group(group::Command),
    /// Publish from a file
    Publish(publish::PublishArgs),
    /// Follow somebody, here or elsewhere
    Follow(follow::Order),
    /// The other nodes this one speaks with
    #[command(
        subcommand,
        after_help = "Example:\n  comarca peer list\n  comarca peer retry aubrelle.example"
    )]
    Peer(peer::Command),
    /// What is decided about domains and accounts, and lists that others keep
    #[command(
        subcommand,
        after_help = "Example:\n  comarca moderation rules\n  comarca moderation import blocks.csv"
    )]
    Moderation(moderation::Command),
    /// Look at everything that could be wrong
    #[command(after_help = "Example:\n  comarca doctor --config /etc/comarca/comarca.toml")]
    Doctor,
    /// Write everything the node is into one file, while it runs
    Backup(backup::BackupArgs),
    /// Unpack a backup into an empty directory
    Restore(backup::RestoreArgs),
    /// Check a backup to its last byte
    Verify(backup::VerifyArgs),
    /// Move to another database: from SQLite to PostgreSQL, or back
    Transfer(transfer::TransferArgs),
    /// What administrators choose while the node runs: registration, rules, retention, backups …
    #[command(
        subcommand,
        after_help = "Example:\n  comarca settings list\n  comarca settings set registration invitation"
    )]
    Settings(choices::Command),
    /// The settings of the file
    #[command(
        subcommand,
        after_help = "Example:\n  comarca config example > comarca.toml\n  comarca config check --config comarca.toml"
    )]
    Config(config::Command),
}

/// Runs the command on the process's own command line.
pub fn main() -> ExitCode {
    let line = Line::parse();
    match start(line) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("comarca: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(line: Line) -> Result<ExitCode> {
    let level = if matches!(line.command, Command::Serve) { "info" } else { "warn" };
    line.logs.start(level)?;
    limits::raise_open_files();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(line))
}

async fn run(line: Line) -> Result<ExitCode> {
    let answer = match line.command {
        Command::Serve => {
            serve::node::serve(line.settings.load()?).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Demo(args) => {
            demo::run(args, line.json).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Config(command) => command.run(&line.settings)?,
        Command::Doctor => {
            let (answer, healthy) = doctor::run(line.settings.read()?).await?;
            answer.print(line.json);
            return Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Backup(args) => backup::backup(line.settings.load()?, args, clock::now()).await?,
        Command::Restore(args) => backup::restore(args).await?,
        Command::Verify(args) => backup::verify(args).await?,
        Command::Transfer(args) => transfer::run(line.settings.load()?, args).await?,
        Command::User(command) => perform(&line.settings, Task::User(command.prepare()?)).await?,
        Command::Token(command) => perform(&line.settings, Task::Token(command)).await?,
        Command::Organisation(command) => perform(&line.settings, Task::Organisation(command)).await?,
        Command::Alliance(command) => {
            perform(&line.settings, Task::Alliance(Box::new(command.prepare()?))).await?
        }
        Command::Stamp(command) => {
            let judges = matches!(command, stamp::Command::Verify { .. });
            let answer = match command.prepare()? {
                stamp::Prepared::Answered(answer) => answer,
                stamp::Prepared::Order(stamp::Order::VerifyAt { address, language })
                    if line.settings.name_no_node()? =>
                {
                    stamp::from_afar(&line.settings.read()?, &address, &language).await?
                }
                stamp::Prepared::Order(order) => perform(&line.settings, Task::Stamp(order)).await?,
            };
            if judges && !stamp::is_good(&answer) {
                answer.print(line.json);
                return Ok(ExitCode::FAILURE);
            }
            answer
        }
        Command::Group(command) => perform(&line.settings, Task::Group(command)).await?,
        Command::Publish(args) => perform(&line.settings, Task::Publish(Box::new(args.order()?))).await?,
        Command::Follow(order) => perform(&line.settings, Task::Follow(order)).await?,
        Command::Peer(command) => perform(&line.settings, Task::Peer(command)).await?,
        Command::Settings(command) => perform(&line.settings, Task::Settings(command.prepare()?)).await?,
        Command::Moderation(command) => perform(&line.settings, Task::Moderation(command.prepare()?)).await?,
    };
    answer.print(line.json);
    Ok(ExitCode::SUCCESS)
}

async fn perform(settings: &settings::Settings, task: Task) -> Result<Answer> {
    control::perform(settings.load()?, task).await
}

#[cfg(test)]
mod tests {
    use super::Line;
    use clap::CommandFactory;

    #[test]
    fn every_command_helps_with_an_example() {
        let mut waiting = vec![Line::command()];
        while let Some(command) = waiting.pop() {
            waiting.extend(command.get_subcommands().cloned());
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("comarca "), "comarca {} --help shows no example", command.get_name());
        }
    }
}
