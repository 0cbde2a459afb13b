//! The short table of a run, or the same as JSON.

use std::path::PathBuf;

use banxin::diag::{Diagnostic, Severity, render_json};
use banxin::makeup::{AreaReport, PageReport};
use banxin::page::Page;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::args::{Common, Format};
use super::night::{self, Set};
use super::{End, remedies, repairs, say};

/// Says that `--allow` or `--deny` names a rule that is not there.
pub(crate) fn refuse_rules(common: &Common) -> Option<End> {
    let unknown = night::unknown_rules(common);
    for id in &unknown {
        say::error(&format!("there is no rule `{id}`; `banxin explain` lists them"));
    }
    (!unknown.is_empty()).then_some(End::Stuck)
}

/// The end of a run whose edition could not be read.
pub(crate) fn unreadable(problems: &[Diagnostic], common: &Common) -> End {
    say::problems(problems, common.format);
    if common.format == Format::Json {
        say::line(
            &json!({ "pages": [], "files": [], "repairs": [], "remedies": [], "diagnostics": diagnostics(problems) })
                .to_string(),
        );
    } else {
        say::error(&format!("the edition was not set: {}", say::tally(problems)));
    }
    End::Problems
}

/// The end of a run that set its pages and could not write them.
pub(crate) fn stopped(reasons: &[String], common: &Common, end: End) -> End {
    reasons.iter().for_each(|reason| say::error(reason));
    if common.format == Format::Json {
        say::line(
            &json!({ "pages": [], "files": [], "repairs": [], "remedies": [], "diagnostics": [], "errors": reasons })
                .to_string(),
        );
    }
    end
}

/// The end of a run: problems, the table, the files.
pub(crate) fn finish(set: &Set, files: &[PathBuf], common: &Common) -> End {
    say::problems(&set.diagnostics, common.format);
    let took = set.began.elapsed().as_millis();
    if common.format == Format::Json {
        let pages: Vec<Value> = set.night.reports.iter().map(page).collect();
        let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let repairs = repairs::values(&set.edition);
        let mut report = json!({ "pages": pages, "files": files, "repairs": repairs, "remedies": remedies::values(set), "diagnostics": diagnostics(&set.diagnostics), "milliseconds": took });
        if set.edition.base.is_some() {
            report["shared"] = set.shared.iter().map(|page| page.0).collect();
        }
        say::line(&report.to_string());
    } else {
        table(set).iter().for_each(|line| say::line(line));
        files.iter().for_each(|path| say::line(&format!("  {}", path.display())));
        if let Some(base) = set.edition.base.as_ref().filter(|_| !set.shared.is_empty()) {
            let shared = set.night.pages.iter().filter(|page| set.shared.contains(&page.number));
            let numbers: Vec<String> = shared.map(numbers).collect();
            say::line(&format!("as in {}, not written: {}", base.display(), numbers.join(", ")));
        }
        remedies::lines(set).iter().for_each(|line| say::line(line));
        if common.repairs {
            repairs::lines(&set.edition).iter().for_each(|line| say::line(line));
        }
        if let Some(summary) = repairs::summary(&set.edition) {
            say::line(&summary);
        }
        let tally = say::tally(&set.diagnostics);
        let tally = if tally.is_empty() { "no problems".to_owned() } else { tally };
        say::line(&format!("{tally}; {took} ms"));
    }
    if set.failed() { End::Problems } else { End::Good }
}

/// Problems as JSON.
pub(crate) fn diagnostics(all: &[Diagnostic]) -> Vec<Value> {
    all.iter().filter_map(|diagnostic| serde_json::from_str(&render_json(diagnostic)).ok()).collect()
}

fn page(report: &PageReport) -> Value {
    json!({
        "number": report.number.map(|number| number.0),
        "bands": report.bands,
        "cost": terms(&report.cost),
        "between": terms(&report.between),
        "greedy": report.greedy,
        "exact": report.exact,
        "steps": report.spent,
        "layouts": report.layouts.iter().map(|(path, cost)| json!({ "layout": path, "cost": cost })).collect::<Vec<_>>(),
        "layout": report.layout,
        "areas": report.areas.iter().map(area).collect::<Vec<_>>(),
    })
}

fn terms(cost: &[(String, i64)]) -> Vec<Value> {
    cost.iter().map(|(term, cost)| json!({ "term": term, "cost": cost })).collect()
}

fn area(report: &AreaReport) -> Value {
    json!({
        "area": report.area.to_string(),
        "story": report.story,
        "height_lines": report.height,
        "capacity_lines": report.capacity,
        "lines": report.lines,
        "characters": report.characters,
        "overset_lines": report.overset_lines,
        "overset_characters": report.overset_characters,
        "underset_lines": report.underset_lines,
        "underset_characters": report.underset_characters,
        "squeezed_lines": report.squeezed,
        "loose_lines": report.loose,
        "unsolid_lines": report.unsolid.iter().map(|it| json!({ "line": it.text, "why": it.why })).collect::<Vec<_>>(),
        "head_pt": report.head_pt,
        "residue_em": report.residue.to_f64(),
        "cost": terms(&report.cost),
        "setting": report.setting,
        "cut": report.cut,
    })
}

/// Page, stories, characters, lines, squeezed, loose, overset, underset.
fn table(set: &Set) -> Vec<String> {
    let head = ["page", "", "stories", "chars", "lines", "squeezed", "loose", "overset", "underset"].map(str::to_owned);
    let mut rows = vec![head];
    for (page, report) in set.night.pages.iter().zip(&set.night.reports) {
        let stories = report.areas.iter().filter(|area| !area.story.is_empty()).count();
        let overset = report.sum(|area| area.overset_lines);
        let overset = match report.sum(|area| area.overset_characters) {
            0 => overset.to_string(),
            characters => format!("{overset} ({characters} chars)"),
        };
        rows.push([
            numbers(page),
            page.name.clone(),
            stories.to_string(),
            report.sum(|area| area.characters).to_string(),
            report.sum(|area| area.lines).to_string(),
            report.sum(|area| area.squeezed).to_string(),
            report.sum(|area| area.loose).to_string(),
            overset,
            report.sum(|area| area.underset_lines).to_string(),
        ]);
    }
    aligned(&rows)
}

/// `4`, and `4–5` for a spread.
fn numbers(page: &Page) -> String {
    let (first, last) = (page.number.0, page.last().0);
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Columns of equal width, by the cells that wide characters take on a terminal; the second is flush left.
pub(crate) fn aligned<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let widths: Vec<usize> = (0..N).map(|at| rows.iter().map(|row| row[at].width()).max().unwrap_or(0)).collect();
    let cell = |text: &str, width: usize, left: bool| {
        let blanks = " ".repeat(width.saturating_sub(text.width()));
        if left { format!("{text}{blanks}") } else { format!("{blanks}{text}") }
    };
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (text, &width))| cell(text, width, at == 1));
        cells.collect::<Vec<_>>().join("  ")
    };
    rows.iter().map(line).collect()
}

/// Whether anything fails the run.
pub(crate) fn failed(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
