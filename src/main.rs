//! The `cutaway` command: see the `cutaway` library for everything it does.

fn main() -> std::process::ExitCode {
    cutaway::cli::main()
}
