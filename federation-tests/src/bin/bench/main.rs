//! `make bench`: what this machine can do at most, and what a real node does on it, in one run and one table.
//!
//! The node is a release build in a process of its own; its CPU time and memory are read from /proc. The other side are
//! fake instances, each on a loopback address of its own. Whatever is counted is also looked at afterwards: a figure
//! whose effect is not there ends the run.

mod home;
mod inbound;
mod instances;
mod letters;
mod limits;
mod load;
mod outbound;
mod reads;
mod report;
mod stage;
mod start;
mod tls;
mod vitals;

use clap::{Parser, ValueEnum};
use report::Report;
use stage::Stage;
use std::net::SocketAddr;
use std::time::Duration;

/// Measures this machine and a node on it, over loopback.
#[derive(Parser, Debug)]
pub struct Options {
    /// Only these figures; all of them when none is named
    #[arg(value_enum)]
    only: Vec<Figure>,
    /// How many signed notes are delivered to the node
    #[arg(long, default_value_t = 6_000)]
    notes: usize,
    /// How many instances they come from
    #[arg(long, default_value_t = 50)]
    authors: usize,
    /// How many hosts a post goes to; several are measured one after another
    #[arg(long, value_delimiter = ',', default_value = "200,1000")]
    inboxes: Vec<usize>,
    /// The instances speak TLS, with certificates by an authority that the node is told to trust
    #[arg(long)]
    https: bool,
    /// For how long each document and page is asked for
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many publications are stored before the home timeline is measured
    #[arg(long, default_value_t = 100_000)]
    publications: usize,
    /// Ends the run after so many minutes, whatever it is doing
    #[arg(long, default_value_t = 60)]
    most_minutes: u64,
    /// Serves one fixed document at this address and nothing else: the measure for documents and pages
    #[arg(long, hide = true)]
    bare: Option<SocketAddr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Figure {
    Limits,
    Start,
    Inbound,
    Reads,
    Outbound,
    Home,
}

impl Options {
    fn wants(&self, figure: Figure) -> bool {
        self.only.is_empty() || self.only.contains(&figure)
    }
}

#[tokio::main]
async fn main() {
    let options = Options::parse();
    if let Some(address) = options.bare {
        return limits::serve_bare(address).await;
    }
    let limit = Duration::from_secs(60 * options.most_minutes);
    let finished = tokio::time::timeout(limit, measure(&options)).await;
    assert!(finished.is_ok(), "not finished in {} minutes", options.most_minutes);
}

async fn measure(options: &Options) {
    let mut report = Report::begin();
    if options.wants(Figure::Limits) {
        limits::measure(options, &mut report).await;
    }
    let node_figures = [Figure::Start, Figure::Inbound, Figure::Reads, Figure::Outbound, Figure::Home];
    if node_figures.into_iter().any(|figure| options.wants(figure)) {
        let stage = Stage::set(options).await;
        measure_node(options, &stage, &mut report).await;
    }
    report.print();
}

async fn measure_node(options: &Options, stage: &Stage, report: &mut Report) {
    if options.wants(Figure::Start) {
        start::measure(stage, report).await;
    }
    if options.wants(Figure::Inbound) {
        inbound::measure(options, stage, report).await;
    }
    if options.wants(Figure::Reads) {
        reads::measure(options, stage, report).await;
    }
    if options.wants(Figure::Outbound) {
        outbound::measure(options, stage, report).await;
    }
    if options.wants(Figure::Start) {
        start::measure_after(stage, report).await;
    }
    if options.wants(Figure::Home) {
        home::measure(options, stage, report).await;
    }
}
