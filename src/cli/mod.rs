//! The command line: what was typed, the work, what is said about it, the exit code.
//!
//! Takes: arguments. Gives: files, a report, an exit code. Cannot: see inside a room: it uses the
//! library as anyone else would.
//! Exit codes: 0 in order; 1 problems found; 2 could not work (bad arguments, no place to
//! write).

mod args;
mod build;
mod check;
mod compose;
mod explain;
mod files;
mod layout;
mod materials;
mod new;
mod night;
mod patch;
mod progress;
mod proof;
mod reckon;
mod regional;
mod remedies;
mod repairs;
mod report;
mod say;
mod sign;

use std::process::ExitCode;

use args::Command;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// In order.
    Good,
    /// Problems were found.
    Problems,
    /// It could not work.
    Stuck,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Good => 0,
            End::Problems => 1,
            End::Stuck => 2,
        })
    }
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let args = args::parse();
    let end = match args.command {
        Command::Build(build) => build::run(&build),
        Command::Check(check) => check::run(&check),
        Command::Proof(proof) => proof::run(&proof),
        Command::Compose(compose) => compose::run(&compose),
        Command::Layout(layout) => layout::run(&layout),
        Command::New(new) => new::run(&new),
        Command::Explain(explain) => explain::run(&explain),
    };
    end.into()
}
