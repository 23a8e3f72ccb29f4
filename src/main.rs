//! The `comarca` command.

/// It takes a seventh less CPU time for an inbound note than the system's (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    comarca::cli::main()
}
