//! The table at the end: each figure beside its goal.

use std::fmt::Write;

/// Figures in the order in which they were measured.
pub struct Report(Vec<Row>);

struct Row {
    figure: String,
    measured: String,
    goal: Option<Goal>,
    met: Option<bool>,
}

/// What a figure should be.
#[derive(Clone, Copy)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

impl Report {
    /// An empty table.
    pub fn begin() -> Report {
        Report(Vec::new())
    }

    /// Adds a figure that is only told.
    pub fn tell(&mut self, figure: impl Into<String>, value: f64, unit: &str) {
        self.add(figure.into(), value, unit, None);
    }

    /// Adds a figure that has a goal.
    pub fn hold(&mut self, figure: impl Into<String>, value: f64, unit: &str, goal: Goal) {
        self.add(figure.into(), value, unit, Some(goal));
    }

    fn add(&mut self, figure: String, value: f64, unit: &str, goal: Option<Goal>) {
        let met = goal.map(|goal| match goal {
            Goal::AtLeast(least) => value >= least,
            Goal::AtMost(most) => value <= most,
        });
        let measured = format!("{}{unit}", number(value));
        eprintln!("{figure}: {measured}");
        self.0.push(Row { figure, measured, goal, met });
    }

    /// Prints the table in Markdown.
    pub fn print(&self) {
        let mut table = String::from("| figure | measured | goal | |\n|---|---|---|---|\n");
        for row in &self.0 {
            let goal = row.goal.map(|goal| match goal {
                Goal::AtLeast(least) => format!("≥ {}", number(least)),
                Goal::AtMost(most) => format!("≤ {}", number(most)),
            });
            let met = row.met.map_or("", |met| if met { "met" } else { "short" });
            let _ = writeln!(
                table,
                "| {} | {} | {} | {met} |",
                row.figure,
                row.measured,
                goal.unwrap_or_default()
            );
        }
        println!("{table}");
    }
}

/// Three significant digits, thousands apart.
fn number(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let plain = format!("{value:.digits$}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut parted = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    if rest.is_empty() { parted } else { format!("{parted}.{rest}") }
}
