//! What is said, and where: problems to standard error, reports to standard output.

use std::io::{IsTerminal, Write};

use banxin::diag::{Colour, Diagnostic, Severity, render_concise, render_human};

use super::args::Format;

/// Problems for people; JSON reports carry their own.
pub(crate) fn problems(diagnostics: &[Diagnostic], format: Format) {
    let mut out = std::io::stderr().lock();
    let colour = if std::io::stderr().is_terminal() { Colour::Always } else { Colour::Never };
    for diagnostic in diagnostics {
        let text = match format {
            Format::Text => render_human(diagnostic, colour) + "\n",
            Format::Concise => render_concise(diagnostic),
            Format::Json => continue,
        };
        // A closed pipe is the reader's wish.
        let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
        if format == Format::Text {
            let _ = writeln!(out);
        }
    }
}

/// "3 errors, 2 warnings", or nothing.
pub(crate) fn tally(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let part = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let parts = [
        part(count(Severity::Error), "error"),
        part(count(Severity::Warning), "warning"),
        part(count(Severity::Note), "note"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One line about why the program could not work.
pub(crate) fn error(reason: &str) {
    let _ = writeln!(std::io::stderr().lock(), "error: {reason}");
}

/// One line of the report.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
