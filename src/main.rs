//! The `comarca` command.

fn main() -> std::process::ExitCode {
    comarca::cli::main()
}
