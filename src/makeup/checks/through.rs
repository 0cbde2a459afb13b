//! M3 通缝, 断版: white that runs through the whole page and cuts it in two.

use crate::geom::Em;
use crate::makeup::plan::{AreaPlan, PagePlan};

/// White that runs through all the news of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::makeup) enum Through {
    /// 通缝: from the first line to the last, between these edges.
    Down(Em, Em),
    /// 断版: from the left edge to the right, between these lines.
    Across(u16, u16),
}

/// M3: the gutters and white lines that run unbroken through the whole type area. Furniture and advertisements across
/// the head and the foot of the page do not count, and an article alone on its page has none.
pub(in crate::makeup) fn through_gap(plan: &PagePlan) -> Vec<Through> {
    if plan.areas.iter().filter(|area| area.is_matter()).count() < 2 {
        return Vec::new();
    }
    let (top, bottom) = plan.news();
    let areas = || plan.areas.iter().map(|area| &**area);
    let seen = areas().flat_map(AreaPlan::seen).filter(|seen| seen.top < bottom && seen.bottom > top);
    let mut down: Vec<(Em, Em)> = seen.map(|seen| (seen.left, seen.right)).collect();
    // A band of white stands between areas: white lines inside one, as above a head, are its own.
    let parts = areas().flat_map(|area| &area.parts).filter(|part| part.top < bottom && part.bottom > top);
    let mut across: Vec<(u16, u16)> = parts.map(|part| (part.top, part.bottom)).collect();
    let mut found = Vec::new();
    gaps(&mut down, |left, right| found.push(Through::Down(left, right)));
    gaps(&mut across, |top, bottom| found.push(Through::Across(top, bottom)));
    found
}

/// What lies between stretches and in none of them.
fn gaps<T: Copy + Ord>(stretches: &mut [(T, T)], mut gap: impl FnMut(T, T)) {
    stretches.sort_unstable();
    let Some(mut reached) = stretches.first().map(|first| first.1) else { return };
    for &(from, to) in stretches.iter() {
        if from > reached {
            gap(reached, from);
        }
        reached = reached.max(to);
    }
}

#[cfg(test)]
mod tests {
    use super::{Through, through_gap};
    use crate::geom::Em;
    use crate::makeup::checks::drawn::{drawn, with};

    fn down(left: i64, right: i64) -> Through {
        Through::Down(Em::whole(left), Em::whole(right))
    }

    #[test]
    fn a_gutter_through_the_page_is_found() {
        assert_eq!(through_gap(&drawn(&["aaaaa.bb", "AA.AA.BB", "cc.dd.BB", "CC.DD.BB"])), [down(5, 6)]);
        assert_eq!(through_gap(&drawn(&["aaaaa.bb", "AA.AA.BB", "cccccccc", "CC.CC.CC"])), [], "a head closes it");
        let boxed = with(drawn(&["aaaaa.bb", "AA.AA.BB", "CC.CC.CC"]), 'C', |area| area.boxed = true);
        assert_eq!(through_gap(&boxed), [], "a box closes it");
        assert_eq!(through_gap(&drawn(&["AA.AA", "AA.AA"])), [], "an article alone on its page");
        assert_eq!(through_gap(&drawn(&["aa.bb", "AA.BB", "#####"])), [], "a picture closes it");
    }

    #[test]
    fn columns_of_another_width_close_a_gutter() {
        assert_eq!(through_gap(&drawn(&["aa..bb", "AA..BB", "cccddd", "CCCDDD"])), []);
        assert_eq!(through_gap(&drawn(&["aa..bb", "AA..BB", "ccc.dd", "CCC.DD"])), [down(3, 4)], "what is left of it");
    }

    #[test]
    fn white_lines_across_the_page_are_found() {
        assert_eq!(through_gap(&drawn(&["aaaaa", "AA.AA", ".....", "bbbbb", "BB.BB"])), [Through::Across(2, 3)]);
        assert_eq!(through_gap(&drawn(&["aaaaa", "AA.AA", "bbbbb", "BB.BB"])), [], "no line is white");
        assert_eq!(through_gap(&drawn(&["aaaaa.cc", "AA.AA.CC", "......CC", "bbbbbbbb", "BB.BB.BB"])), []);
    }

    #[test]
    fn furniture_and_advertisements_across_the_page_do_not_count() {
        let page = ["=====", ".....", "aa.bb", "AA.BB", ".....", "*****"];
        assert_eq!(through_gap(&drawn(&page)), [down(2, 3)]);
        let amid = ["aa.bb", "AA.BB", ".....", "*****", ".....", "cc.dd", "CC.DD"];
        let both = [Through::Across(2, 3), Through::Across(4, 5)];
        assert_eq!(through_gap(&drawn(&amid)), both, "amid the page it cuts, and closes the gutter");
    }
}
