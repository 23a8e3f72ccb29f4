//! The `comarca` command.

fn main() {}
