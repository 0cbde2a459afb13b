//! What would cure the pages on which copy does not fit: listed with numbers, and one of them written into the edition.

use std::io::Write;
use std::path::Path;

use banxin::diag::{Severity, counted};
use banxin::makeup::AreaReport;
use banxin::page::PageNo;
use banxin::remedy::{self, Cure, Move, Remedies, Remedy};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::args::{Common, Format};
use super::night::{self, Set};
use super::{End, files, patch, report, say};

/// The numbered list of each page, for people.
pub(crate) fn lines(set: &Set) -> Vec<String> {
    let mut lines = Vec::new();
    let several = set.remedies.iter().filter(|page| page.found.iter().any(|remedy| remedy.tried)).count() > 1;
    for page in &set.remedies {
        lines.push(format!("page {}: it does not fit", page.page.0));
        lines.extend(page.needs.iter().map(|need| format!("  {need}")));
        for (number, remedy) in (1..).zip(&page.found) {
            let advice = if remedy.tried { "" } else { " (for a writer)" };
            let home = elsewhere(set, remedy).map(|path| format!(" (in {path})")).unwrap_or_default();
            lines.push(format!("  {number:>2}. {}{advice}{home}  cost {}", words(remedy), remedy.cost));
        }
        lines.push(format!("  {}", close(set, page, several)));
    }
    lines
}

/// The file of another edition that a remedy belongs to.
fn elsewhere<'a>(set: &'a Set, remedy: &Remedy) -> Option<&'a str> {
    remedy::beneath(&set.edition, &remedy.moves).map(|source| source.path.as_str())
}

/// What was found, after how many settings, and how to apply it.
fn close(set: &Set, page: &Remedies, several: bool) -> String {
    let settings = counted(u32::try_from(page.settings).unwrap_or(u32::MAX), "setting");
    let spent = if page.spent { ", and there was more to try" } else { "" };
    let tried = || page.found.iter().filter(|remedy| remedy.tried);
    if tried().next().is_none() {
        return format!("nothing that can be set cures it ({settings}{spent})");
    }
    let done = format!("each was set and cures the page ({settings}{spent})");
    if tried().all(|remedy| elsewhere(set, remedy).is_some()) {
        return format!("{done}; this edition takes it from another, apply one there");
    }
    let page_of = if several { format!(" --page {}", page.page.0) } else { String::new() };
    format!("{done}; apply one by --apply N{page_of}")
}

/// The moves of a remedy, in words.
fn words(remedy: &Remedy) -> String {
    remedy.moves.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// The same for machines.
pub(crate) fn values(set: &Set) -> Vec<Value> {
    let remedy = |(number, remedy): (usize, &Remedy)| {
        json!({
            "number": number,
            "cost": remedy.cost,
            "tried": remedy.tried,
            "file": elsewhere(set, remedy).unwrap_or(&set.edition.source.path),
            "moves": remedy.moves.iter().map(value).collect::<Vec<_>>(),
        })
    };
    let need = |need: &remedy::Need| {
        json!({
            "area": need.area.0.to_string(),
            "story": need.story,
            "fault": need.fault.name(),
            "lines": need.lines,
            "characters": need.characters,
        })
    };
    let page = |page: &Remedies| {
        json!({
            "page": page.page.0,
            "needs": page.needs.iter().map(need).collect::<Vec<_>>(),
            "found": (1..).zip(&page.found).map(remedy).collect::<Vec<_>>(),
            "settings": page.settings,
            "spent": page.spent,
        })
    };
    set.remedies.iter().map(page).collect()
}

fn value(made: &Move) -> Value {
    json!({ "move": made.name(), "text": made.to_string() })
}

/// Writes a remedy into the edition, if the edition is better for it, shows what was written, and reports as any check.
pub(crate) fn apply(set: &Set, (page, number): (Option<u16>, u16), common: &Common) -> End {
    let remedy = match chosen(set, page, number) {
        Ok(remedy) => remedy,
        Err(reason) => return report::stopped(&[reason], common, End::Stuck),
    };
    let path = night::path(&common.edition);
    let text = &set.edition.source.text;
    let written = remedy::written(&set.edition.source, &remedy.moves);
    let made = written.and_then(|new| {
        prove(set, &path, &new, common)?;
        files::write_all(path.parent().unwrap_or(Path::new("")), &[], &[(path.clone(), new.clone().into_bytes())])?;
        Ok(new)
    });
    let new = match made {
        Ok(new) => new,
        Err(reason) => return report::stopped(&[reason], common, End::Stuck),
    };
    if common.format != Format::Json {
        say::line(&format!("applied: {}", words(remedy)));
        patch::lines(&set.edition.source.path, text, &new).iter().for_each(|line| say::line(line));
    }
    match night::set_file(&path, common, Some(Cure::All)) {
        Ok(set) => report::finish(&set, &[], common),
        Err(problems) => report::unreadable(&problems, common),
    }
}

/// The remedy of a number. A spread may be called by either of its own.
fn chosen(set: &Set, page: Option<u16>, number: u16) -> Result<&Remedy, String> {
    let pages = &set.remedies;
    let numbers = || pages.iter().map(|page| page.page.0.to_string()).collect::<Vec<_>>().join(", ");
    let of = match (page, pages.as_slice()) {
        (_, []) => return Err("nothing needs a remedy".to_owned()),
        (None, [one]) => one,
        (None, _) => return Err(format!("several pages need a remedy: say --page with one of {}", numbers())),
        (Some(page), _) => {
            let first = set.edition.page(PageNo(page)).map(|page| page.number);
            let of = pages.iter().find(|of| Some(of.page) == first);
            of.ok_or_else(|| format!("page {page} needs no remedy; these do: {}", numbers()))?
        }
    };
    let remedy = of.found.get(usize::from(number) - 1);
    let remedy = remedy.ok_or_else(|| match of.found.len() {
        0 => format!("page {} has no remedy", of.page.0),
        1 => format!("there is no remedy {number} for page {}; it has one", of.page.0),
        count => format!("there is no remedy {number} for page {}; it has 1 to {count}", of.page.0),
    })?;
    if let Some(path) = elsewhere(set, remedy) {
        return Err(format!("remedy {number} is one of {path}, apply it there: {}", words(remedy)));
    }
    if remedy.moves.iter().all(Move::applies) {
        Ok(remedy)
    } else {
        Err(format!("remedy {number} cannot be applied: {}", words(remedy)))
    }
}

/// Reads and sets the new text from a file beside the old one: it must have fewer errors, or as few and less to warn of.
fn prove(set: &Set, path: &Path, new: &str, common: &Common) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let say = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut file = NamedTempFile::new_in(folder).map_err(say)?;
    file.write_all(new.as_bytes()).map_err(say)?;
    let count = |set: &Set, severity| set.diagnostics.iter().filter(|found| found.severity == severity).count();
    let state = |set: &Set| {
        let areas = || set.night.reports.iter().flat_map(|report| &report.areas);
        let lacks = |area: &AreaReport| area.overset_lines + u32::from(area.head_wanting + area.inset_wanting);
        let empty: u32 = areas().map(|area| area.underset_lines).sum();
        let low = set.night.reports.iter().flat_map(|report| &report.low).map(|area| u32::from(area.1));
        (count(set, Severity::Error), areas().map(lacks).chain(low).sum::<u32>(), empty)
    };
    match night::set_file(file.path(), common, None) {
        Ok(after) if state(&after) < state(set) => Ok(()),
        Ok(_) => Err(format!("{}: the edition would be no better for it; nothing was written", path.display())),
        Err(problems) => {
            let first = problems.first().map(|found| found.message.clone()).unwrap_or_default();
            Err(format!("{}: the edition could not be read with it ({first}); nothing was written", path.display()))
        }
    }
}
