//! What cures a page, as a list; and that every remedy cures, when it is written into the files and they are read anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use banxin::diag::Warned;
use banxin::edition::{self, Edition};
use banxin::makeup::Night;
use banxin::remedy::{self, Cure, Remedy};

use crate::paper::Paper;

/// The remedies of every page, each with its cost.
pub(crate) fn list(paper: &Paper) -> String {
    let Ok((edition, night)) = paper.run() else { return String::new() };
    let mut out = String::from("@cured\n");
    for page in remedy::remedies(&edition, &night.value, Cure::All) {
        for need in &page.needs {
            let _ = writeln!(out, "page {}: {need}", page.page.0);
        }
        for (number, remedy) in (1..).zip(&page.found) {
            let _ = writeln!(out, "{number}. {}: {}", words(remedy), remedy.cost);
        }
    }
    out
}

fn words(remedy: &Remedy) -> String {
    remedy.moves.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Applies every remedy of a paper to its files, one after the other from the start, and gives what does not cure.
pub(crate) fn broken(paper: &Paper) -> Vec<String> {
    let Ok((edition, night)) = paper.run() else { return Vec::new() };
    let pages = remedy::remedies(&edition, &night.value, Cure::All);
    let mut found = Vec::new();
    for page in &pages {
        let tried = page.found.iter().filter(|remedy| remedy.tried);
        for remedy in tried {
            let after = paper.on_disk(|folder| applied(folder, remedy));
            let said = match &after {
                Ok((_, after)) => faults(&night, after, page),
                Err(said) => vec![said.clone()],
            };
            found.extend(said.into_iter().map(|said| format!("{}: {said}", words(remedy))));
        }
    }
    found
}

/// The edition in a folder with a remedy written in.
fn applied(folder: &Path, remedy: &Remedy) -> Result<(Edition, Warned<Night>), String> {
    let path = folder.join("edition.toml");
    let before = edition::load(&path).map_err(|found| format!("{found:?}"))?.value;
    let text = remedy::written(&before.source, &remedy.moves)?;
    fs::write(&path, &text).expect("written");
    let edition = edition::load(&path).map_err(|found| format!("cannot be read: {}\n{text}", found[0].message))?.value;
    let night = banxin::build(&edition);
    Ok((edition, night))
}

/// What is still wrong with the page, or is worse than before on any.
fn faults(before: &Warned<Night>, after: &Warned<Night>, page: &remedy::Remedies) -> Vec<String> {
    let errors = |night: &Warned<Night>, only: Option<u16>| {
        let reports = night.value.reports.iter();
        let of = reports.filter(|report| only.is_none_or(|only| report.number.is_some_and(|number| number.0 == only)));
        of.flat_map(|report| &report.said).filter(|said| said.1 == banxin::diag::Severity::Error).count()
    };
    let mut found = Vec::new();
    let fails = page.needs.iter().any(|need| need.fault.fails());
    let (then, now) = (errors(before, Some(page.page.0)), errors(after, Some(page.page.0)));
    if fails && now >= then || now > then {
        found.push(format!("{then} errors on the page before, and {now} after"));
    }
    if errors(after, None) > errors(before, None) {
        found.push("other pages are worse".to_owned());
    }
    if after.diagnostics.iter().any(|said| said.rule.id == "text-lost") {
        found.push("text is lost".to_owned());
    }
    let empty =
        |night: &Warned<Night>| night.value.reports.iter().map(|of| of.sum(|area| area.underset_lines)).sum::<u32>();
    if !fails && empty(after) >= empty(before) {
        found.push(format!("{} lines were empty, and {} are", empty(before), empty(after)));
    }
    found
}
