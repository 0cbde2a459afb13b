//! M8 顶天立地, M9: columns that are as high as the page, and parts of columns that are hardly there.

use crate::diag::{Diagnostic, counted, rules};
use crate::layout::AreaRole;
use crate::makeup::plan::{AreaPlan, GridBox, PagePlan};

/// A column part with fewer lines is a stub (M9).
pub(super) const STUB: u16 = 3;
/// Lines that a box takes at its head and foot.
const BOX: u16 = 1;

/// What is to be said of the height of columns.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for area in plan.stories() {
        let stubs = area.filled().filter(|leg| leg.place.lines() < STUB);
        if let Some(least) = stubs.map(|leg| leg.place.lines()).min() {
            let message = format!("a column part of {} has {}", area.called(), counted(least.into(), "line"));
            let help = if area.role == AreaRole::Jumps {
                "cut its story, or the one before it, some lines earlier or later"
            } else {
                "make the area higher, its head or its picture lower, or give it fewer `columns`"
            };
            found.push(Diagnostic::new(&rules::COLUMN_STUB, area.span.clone(), message).help(help));
        }
    }
    // The pages of a spread are as high as each other, and their news need not be.
    for page in plan.pages() {
        // An article alone on its page fills it.
        let alone = page.areas.iter().filter(|area| area.is_matter()).count() < 2;
        for area in page.stories().filter(|area| !alone && full(&page, area)) {
            let message = format!("page {}: {} fills a column from the head to the foot", page.number.0, area.called());
            found.push(Diagnostic::new(&rules::FULL_COLUMN, area.span.clone(), message));
        }
    }
    found
}

/// Whether one of its columns runs from the first line of the news to the last, with nothing but the head over it.
fn full(plan: &PagePlan, area: &AreaPlan) -> bool {
    let (top, bottom) = plan.news();
    let whole = |leg: &GridBox| {
        let head = area.head.map(|head| head.place).filter(|head| head.stacked(leg));
        // A jump head may stand in the middle of its column.
        let from = head.filter(|head| head.top <= top + BOX).map_or(top, |head| head.bottom);
        leg.top <= from + BOX && leg.bottom + BOX >= bottom
    };
    let parts = area.parts.iter().filter(|part| part.top == top && part.bottom == bottom);
    parts.into_iter().any(|part| area.filled().any(|leg| part.meets(&leg.place) && whole(&leg.place)))
}

#[cfg(test)]
mod tests {
    use crate::geom::Em;
    use crate::makeup::checks::column::check;
    use crate::makeup::checks::drawn::{drawn, section, with};
    use crate::makeup::plan::{FoldPlan, PagePlan};

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

    #[test]
    fn m09_fails_one_line_or_two_of_a_story_in_a_column_of_a_section() {
        let foot = section(drawn(&["bb.AA", "BB.AA", "BB.AA", "BB.AA", "aa.AA", "AA.AA", "AA.AA"]), "AB");
        assert_eq!(check(&foot)[0].message, "a column part of `A` in area J has 2 lines");
        let top = section(drawn(&["aa.AA", "AA.bb", "AA.BB", "AA.BB", "AA.BB"]), "AB");
        assert_eq!(check(&top)[0].message, "a column part of `A` in area J has 1 line");
    }

    #[test]
    fn m09_passes_three_lines_of_a_story_in_a_column_of_a_section() {
        let three = section(drawn(&["bb.AA", "BB.AA", "BB.AA", "BB...", "aa...", "AA...", "AA...", "AA..."]), "AB");
        assert_eq!(check(&three), []);
    }

    #[test]
    fn m08_fails_a_column_of_a_section_with_one_story() {
        let full = section(drawn(&["aa.BB.CC", "AA.cc.CC", "AA.CC.CC", "AA.CC.CC", "AA.CC.CC"]), "ABC");
        let said = check(&full).into_iter().filter(|found| found.rule.id == "full-column");
        assert_eq!(said.map(|found| found.message).collect::<Vec<_>>(), [""; 0], "the section is alone");
        let full = ["dd.aa.BB", "DD.AA.BB", "DD.AA.bb", "DD.AA.BB", "ee.AA.BB", "EE.AA.BB", "EE.AA.BB", "EE.AA.BB"];
        let said = check(&section(drawn(&full), "AB"));
        let said = said.into_iter().filter(|found| found.rule.id == "full-column").map(|found| found.message);
        assert_eq!(said.collect::<Vec<_>>(), ["page 1: `A` in area J fills a column from the head to the foot"]);
    }

    /// A spread of two columns and two, with a fold column between.
    fn spread(rows: &[&str]) -> PagePlan {
        PagePlan { fold: Some(FoldPlan { left: Em::whole(5), right: Em::whole(8), column: true }), ..drawn(rows) }
    }

    #[test]
    fn m08_fails_a_column_of_one_page_of_a_spread() {
        let rows = ["aa.AA...*****", "AA.AA...cc.dd", "AA.AA...CC.DD", "AA.AA...CC.DD", "AA.AA...CC.DD"];
        let said: Vec<String> = check(&spread(&rows)).into_iter().map(|found| found.message).collect();
        let full = |letter| format!("page 2: area {letter} fills a column from the head to the foot");
        assert_eq!(said, [full('C'), full('D')], "their page has an advertisement over them");
    }

    #[test]
    fn m08_passes_an_article_alone_on_a_page_of_a_spread() {
        let rows = ["aa.AA...bbbbb", "AA.AA...BB.BB", "AA.AA...BB.BB", "AA.AA...BB.BB"];
        assert_eq!(check(&spread(&rows)), []);
    }
}
