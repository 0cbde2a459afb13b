//! M8 顶天立地, M9: columns that are as high as the page, and parts of columns that are hardly there.

use crate::diag::{Diagnostic, rules};
use crate::layout::AreaRole;
use crate::makeup::plan::{AreaPlan, GridBox, PagePlan};

/// A column part with fewer lines is a stub (M9).
pub(super) const STUB: u16 = 3;
/// Lines that a box takes at its head and foot.
const BOX: u16 = 1;

/// What is to be said of the height of columns.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let stories = || plan.areas.iter().filter(|area| area.role == AreaRole::Story);
    for area in stories() {
        let stubs = area.filled().filter(|leg| leg.place.lines() < STUB);
        if let Some(least) = stubs.map(|leg| leg.place.lines()).min() {
            let lines = if least == 1 { "one line".to_owned() } else { format!("{least} lines") };
            let message = format!("a column part of area {} has {lines}", area.id.0);
            found.push(
                Diagnostic::new(&rules::COLUMN_STUB, area.span.clone(), message)
                    .help("make the area higher, its head or its picture lower, or give it fewer `columns`"),
            );
        }
    }
    // An article alone on its page fills it.
    let alone = plan.areas.iter().filter(|area| area.is_matter()).count() < 2;
    for area in stories().filter(|area| !alone && full(plan, area)) {
        let message = format!("page {}: area {} fills a column from the head to the foot", plan.number.0, area.id.0);
        found.push(Diagnostic::new(&rules::FULL_COLUMN, area.span.clone(), message));
    }
    found
}

/// Whether one of its columns runs from the first line of the news to the last, with nothing but the head over it.
fn full(plan: &PagePlan, area: &AreaPlan) -> bool {
    let (top, bottom) = plan.news();
    let head = |leg: &GridBox| area.head.filter(|head| head.place.stacked(leg)).map_or(top, |head| head.place.bottom);
    let whole = |leg: &GridBox| leg.top <= head(leg) + BOX && leg.bottom + BOX >= bottom;
    let parts = area.parts.iter().filter(|part| part.top == top && part.bottom == bottom);
    parts.into_iter().any(|part| area.filled().any(|leg| part.meets(&leg.place) && whole(&leg.place)))
}

#[cfg(test)]
mod tests {
    use crate::makeup::checks::column::check;
    use crate::makeup::checks::drawn::{drawn, with};

    fn ids(rows: &[&str]) -> Vec<&'static str> {
        check(&drawn(rows)).iter().map(|found| found.rule.id).collect()
    }

    #[test]
    fn a_column_from_head_to_foot_is_seen() {
        assert_eq!(
            ids(&["aa.bb", "AA.BB", "AA.BB", "AA...", "AA.cc", "AA.CC", "AA.CC", "AA.CC"]),
            ["column-stub", "full-column"]
        );
        assert_eq!(ids(&["aa.aa", "AA.AA", "AA.AA", "AA.AA"]), [""; 0], "an article alone on its page");
        assert_eq!(ids(&["aa.bb", "AA.BB", "AA.BB", "AA.BB", "##.BB", "AA.BB", "AA.BB", "AA.BB"]), ["full-column"]);
    }

    #[test]
    fn the_foot_of_the_news_is_over_an_advertisement() {
        assert_eq!(ids(&["aa.bb", "AA.BB", "AA.BB", "AA.BB", ".....", "*****"]), ["full-column", "full-column"]);
    }

    #[test]
    fn one_line_or_two_are_a_stub() {
        assert_eq!(ids(&["aaaaa", "AA.AA", "AA.AA"]), ["column-stub"]);
        assert_eq!(ids(&["aaaaa", "AA.AA", "AA.AA", "AA.AA"]), [""; 0]);
        let empty = with(drawn(&["aaaaa", "AA.AA", "AA.AA"]), 'A', |area| {
            area.legs.iter_mut().for_each(|leg| leg.foot = leg.first);
        });
        assert_eq!(check(&empty), [], "a part without text is none");
    }
}
