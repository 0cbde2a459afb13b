//! The make-up editor's checks (standards B9) have a page that fails and a page that passes, each of them.
//!
//! A proof is a case of the book of pages (`m02-fails-…`, `m02-passes-…`), or, where the engine makes no page that fails, a
//! test beside the check that is given such a page (`m04_fails_…`, `m04_passes_…`).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use banxin::diag::{Diagnostic, Severity};
use banxin::layout::{CHECKS, Check};

use crate::paper::{PageSpec, Paper};

/// A case of the book: its name and what was said.
fn cases() -> Vec<(String, String)> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/makeup");
    let mut cases = Vec::new();
    for entry in fs::read_dir(home).expect("the book") {
        let path = entry.expect("entry").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let book = fs::read_to_string(path).expect("readable");
        for case in book.split("--- ").skip(1) {
            let Some((name, body)) = case.split_once(" ---\n") else { continue };
            let said = body.split_once("@said\n").map_or("", |(_, said)| said);
            cases.push((name.to_owned(), said.to_owned()));
        }
    }
    cases
}

/// Names of the tests that stand beside the checks.
fn tests() -> BTreeSet<String> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/makeup/checks");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(home).expect("the checks") {
        let text = fs::read_to_string(entry.expect("entry").path()).expect("readable");
        for part in text.split("#[test]\n").skip(1) {
            let name = part.trim_start().strip_prefix("fn ").and_then(|rest| rest.split_once('('));
            names.extend(name.map(|(name, _)| name.to_owned()));
        }
    }
    names
}

/// `m02`, `same-rank`: how the proofs of a check begin.
fn start(check: &Check) -> String {
    match check.id.strip_prefix('M') {
        Some(number) => format!("m{number:0>2}"),
        None => check.id.replace('_', "-"),
    }
}

#[test]
fn every_check_has_a_page_that_fails_and_a_page_that_passes() {
    let (cases, tests) = (cases(), tests());
    let mut wrong = String::new();
    for check in &CHECKS {
        let says = |said: &str| {
            said.lines().any(|line| check.rules.iter().any(|rule| line.starts_with(&format!("{}: ", rule.id))))
        };
        let start = start(check);
        for (kind, fails) in [("fails", true), ("passes", false)] {
            let drawn: Vec<_> = cases.iter().filter(|case| case.0.starts_with(&format!("{start}-{kind}-"))).collect();
            let beside = tests.iter().any(|name| name.starts_with(&format!("{start}_{kind}_")));
            if drawn.is_empty() && !beside {
                let _ = writeln!(wrong, "{}: no page {kind}", check.id);
            }
            for (name, said) in drawn.into_iter().filter(|case| says(&case.1) != fails) {
                let _ = writeln!(wrong, "{name}: it is said\n{said}");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Two stories side by side under a `[checks]` table, and what is said of their heads.
fn heads(checks: &str, rule_left: bool) -> Vec<Severity> {
    let rule = if rule_left { "[area.B]\nrule_left = \"0.25pt\"\n" } else { "" };
    let layout = format!("[map]\nrows = [24]\ndraw = \"\"\"\nAABB\n\"\"\"\n{rule}[checks]\n{checks}\n");
    let places = vec![('A', "head=6 p=300".to_owned()), ('B', "head=5 p=300".to_owned())];
    let paper = Paper { pages: vec![PageSpec { layout, places, ..PageSpec::default() }], ..Paper::default() };
    let (_, night) = paper.run().expect("in order");
    let beside = |found: &&Diagnostic| found.rule.id == "head-beside-head";
    night.diagnostics.iter().filter(beside).map(|found| found.severity).collect()
}

#[test]
fn a_layout_says_what_a_check_weighs() {
    assert_eq!(heads("M2 = \"off\"", false), []);
    assert_eq!(heads("M2 = \"note\"", false), [Severity::Note]);
    assert_eq!(heads("M2 = \"warning\"", false), [Severity::Warning]);
    assert_eq!(heads("M2 = \"error\"", false), [Severity::Error]);
    assert_eq!(heads("M2 = \"error\"", true), [Severity::Note], "a rule between is taken lightly");
}
