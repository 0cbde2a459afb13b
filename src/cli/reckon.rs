//! What each page costs, and why: `banxin check --explain`.

use banxin::layout::COSTS;
use banxin::makeup::{AreaReport, PageReport};

use super::night::Set;

/// The reckoning of every page, line by line.
pub(crate) fn lines(set: &Set) -> Vec<String> {
    let mut lines: Vec<String> = set.night.reports.iter().flat_map(page).collect();
    let charged = |name: &str| set.night.reports.iter().any(|page| page.cost.iter().any(|term| term.0 == name));
    let terms: Vec<&(&str, &str)> = COSTS.iter().filter(|(name, _)| charged(name)).collect();
    if !terms.is_empty() {
        lines.push("costs:".to_owned());
        lines.extend(terms.iter().map(|(name, what)| format!("  {name}: {what}")));
    }
    lines
}

fn page(report: &PageReport) -> Vec<String> {
    let number = report.number.map_or(0, |number| number.0);
    let mut lines = vec![format!("page {number} costs {}: {}", report.total(), terms(&report.cost))];
    let bands: Vec<String> = report.bands.iter().map(ToString::to_string).collect();
    lines.push(format!(
        "  bands of {} lines; filled from the top the page would cost {}",
        bands.join(" "),
        report.greedy
    ));
    let found =
        if report.exact { "every possibility was looked at or shown to be dearer" } else { "the budget was spent" };
    lines.push(format!("  {found}, in {} steps", report.spent));
    for (at, (path, cost)) in report.layouts.iter().enumerate() {
        let taken = if at == report.layout { ", taken" } else { "" };
        lines.push(format!("  design {path}: {cost}{taken}"));
    }
    lines.extend(report.areas.iter().filter_map(|of| area(report, of)));
    if !report.between.is_empty() {
        lines.push(format!("  between areas, and by the drawing: {}", terms(&report.between)));
    }
    lines
}

/// An area that costs something, or that is not set as it is wished.
fn area(page: &PageReport, report: &AreaReport) -> Option<String> {
    if report.cost.is_empty() && report.setting.is_empty() {
        return None;
    }
    let story = if report.story.is_empty() { String::new() } else { format!(" `{}`", report.story) };
    let setting = if report.setting.is_empty() { String::new() } else { format!(" ({})", report.setting.join(", ")) };
    let cost: i64 = report.cost.iter().map(|term| term.1).sum();
    let terms = if cost == 0 { String::new() } else { format!(": {}", terms(&report.cost)) };
    // Of a jump section the height is with the last of its stories.
    let height: u16 = page.areas.iter().filter(|of| of.area == report.area).map(|of| of.height).sum();
    Some(format!("  {}{story}, {height} lines{setting} {cost}{terms}", report.area))
}

/// `widow 50, spaced 4`, the dearest first.
fn terms(cost: &[(String, i64)]) -> String {
    let mut cost: Vec<&(String, i64)> = cost.iter().collect();
    cost.sort_by_key(|term| -term.1);
    let terms: Vec<String> = cost.iter().map(|(name, cost)| format!("{name} {cost}")).collect();
    if terms.is_empty() { "nothing".to_owned() } else { terms.join(", ") }
}
