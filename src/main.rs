//! The program `banxin`: errors become exit codes here and nowhere else.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
