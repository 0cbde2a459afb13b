//! M3 通缝, 断版: white that runs through the whole page and cuts it in two.

use crate::diag::{Diagnostic, rules};
use crate::geom::Em;
use crate::layout::AreaRole;
use crate::makeup::plan::{AreaPlan, FoldPlan, GridBox, PagePlan};

/// White that runs through all the news of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::makeup) enum Through {
    /// 通缝: from the first line to the last, between these edges.
    Down(Em, Em),
    /// 断版: from the left edge to the right, between these lines.
    Across(u16, u16),
}

/// M3: the gutters and white lines between areas that run unbroken through all the news. An article that stands at both
/// sides of a gutter on the same lines closes it (咬合), white inside an article is its own, and an article alone on its
/// page has none. Furniture across the head and the foot of the page does not count, and no picture there is cut off.
/// Of a spread, white that runs through the whole and then white that runs through one page of it.
pub(in crate::makeup) fn through_gap(plan: &PagePlan) -> Vec<Through> {
    judged(plan).into_iter().flat_map(|(_, gaps)| gaps).collect()
}

/// A page, or a spread and its two pages, with the white that runs through each; none is said twice.
fn judged(plan: &PagePlan) -> Vec<(PagePlan, Vec<Through>)> {
    let mut whole = through(plan);
    let Some(fold) = plan.fold else { return vec![(plan.clone(), whole)] };
    // Of the whole the fold alone: a gutter is one of its page.
    whole.retain(|gap| !matches!(gap, Through::Down(left, right) if *left >= fold.right || *right <= fold.left));
    let own = |page: PagePlan| {
        let mut gaps = through(&page);
        gaps.retain(|gap| !whole.iter().any(|other| other.meets(gap)) && !held(plan, fold, gap));
        (page, gaps)
    };
    let pages: Vec<(PagePlan, Vec<Through>)> = plan.pages().into_iter().map(own).collect();
    std::iter::once((plan.clone(), whole)).chain(pages).collect()
}

/// Whether an area over or under white lines goes on beyond the fold: its page is not cut off by them.
fn held(plan: &PagePlan, fold: FoldPlan, gap: &Through) -> bool {
    let Through::Across(top, bottom) = *gap else { return false };
    let across = |area: &AreaPlan| {
        area.parts.iter().any(|part| part.left < fold.left) && area.parts.iter().any(|part| part.right > fold.right)
    };
    let beside = |area: &AreaPlan| area.parts.iter().any(|part| part.bottom == top || part.top == bottom);
    plan.areas.iter().any(|area| across(area) && beside(area))
}

impl Through {
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Down(left, right), Self::Down(from, to)) => left < to && from < right,
            (Self::Across(top, bottom), Self::Across(from, to)) => top < to && from < bottom,
            _ => false,
        }
    }
}

fn through(plan: &PagePlan) -> Vec<Through> {
    if plan.areas.iter().filter(|area| area.is_matter()).count() < 2 {
        return Vec::new();
    }
    let (top, bottom) = plan.news();
    let here = |part: &&GridBox| part.top < bottom && part.bottom > top;
    let mut down: Vec<(Em, Em)> =
        plan.fold.filter(|fold| bridged(plan, fold)).map(|fold| (fold.left, fold.right)).into_iter().collect();
    for area in &plan.areas {
        down.extend(area.parts.iter().filter(here).map(|part| (part.left, part.right)));
        down.extend(inner(area));
    }
    let parts = plan.areas.iter().filter(|area| !banner(plan, area)).flat_map(|area| &area.parts).filter(here);
    let mut across: Vec<(u16, u16)> = parts.map(|part| (part.top, part.bottom)).collect();
    let mut found = Vec::new();
    gaps(&mut down, |left, right| found.push(Through::Down(left, right)));
    gaps(&mut across, |top, bottom| found.push(Through::Across(top, bottom)));
    found
}

/// Whether the fold is no white that parts two pages by chance: an area crosses it, or stands in it as a frame.
fn bridged(plan: &PagePlan, fold: &FoldPlan) -> bool {
    let parts = || plan.areas.iter().flat_map(|area| &area.parts);
    parts().any(|part| part.left < fold.right && part.right > fold.left)
}

/// Whether an area without text has its lines of the page for itself: it stands across the page. Over or under the news
/// it cuts nothing off, amid it it parts the page as white does.
fn banner(plan: &PagePlan, area: &AreaPlan) -> bool {
    let others = || plan.areas.iter().filter(|other| other.id != area.id).flat_map(|other| &other.parts);
    let alone = |part: &GridBox| !others().any(|other| other.abreast(part));
    !matches!(area.role, AreaRole::Story | AreaRole::Jumps | AreaRole::Note) && area.parts.iter().all(alone)
}

/// Gutters of a stepped area that are drawn to none of its parts: between two that share some lines, and narrower than both.
fn inner(area: &AreaPlan) -> impl Iterator<Item = (Em, Em)> + '_ {
    let pairs = area.parts.iter().flat_map(|one| area.parts.iter().map(move |other| (one, other)));
    let beside = pairs.filter(|(one, other)| one.right < other.left && one.abreast(other));
    let narrow =
        beside.filter(|(one, other)| other.left - one.right < (one.right - one.left).min(other.right - other.left));
    narrow.map(|(one, other)| (one.right, other.left))
}

/// What is to be said of white that cuts the page.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let of = |(page, gaps): (PagePlan, Vec<Through>)| gaps.into_iter().filter_map(move |gap| said(&page, gap));
    judged(plan).into_iter().flat_map(of).collect()
}

fn said(plan: &PagePlan, gap: Through) -> Option<Diagnostic> {
    let (before, after, what, sides) = match gap {
        Through::Down(left, right) => (
            areas(plan, |seen| seen.right == left),
            areas(plan, |seen| seen.left == right),
            "a gutter",
            ("at its left", "at its right"),
        ),
        Through::Across(top, bottom) => (
            areas(plan, |seen| seen.bottom == top),
            areas(plan, |seen| seen.top == bottom),
            "white",
            ("over it", "under it"),
        ),
    };
    let (first, next) = (before.first()?, after.first()?);
    let letters = |areas: &[&AreaPlan]| areas.iter().map(|area| area.id.0.to_string()).collect::<Vec<_>>().join(", ");
    let message = format!(
        "page {}: {what} runs through the whole {}, with {} {} and {} {}",
        plan.number.0,
        if plan.fold.is_some() { "spread" } else { "page" },
        letters(&before),
        sides.0,
        letters(&after),
        sides.1
    );
    let found =
        Diagnostic::new(&rules::THROUGH_GAP, next.span.clone(), message).also(first.span.clone(), "the other side");
    Some(found.help(match gap {
        Through::Down(..) => "let a head, a picture or a box span it, or give an area `columns` of another width",
        Through::Across(..) => "let an area reach over it",
    }))
}

/// Areas of which a part stands so among the news.
fn areas(plan: &PagePlan, stands: impl Fn(&GridBox) -> bool) -> Vec<&AreaPlan> {
    let (top, bottom) = plan.news();
    let here = |part: &GridBox| part.top < bottom && part.bottom > top && stands(part);
    plan.areas.iter().map(|area| &**area).filter(|area| area.parts.iter().any(here)).collect()
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
    use super::{Through, check, through_gap};
    use crate::geom::Em;
    use crate::makeup::checks::drawn::{drawn, section, with};
    use crate::makeup::plan::{FoldPlan, GridBox, PagePlan};

    fn down(left: i64, right: i64) -> Through {
        Through::Down(Em::whole(left), Em::whole(right))
    }

    #[test]
    fn a_gutter_through_the_page_is_found() {
        assert_eq!(through_gap(&drawn(&["aaaaa.bb", "AA.AA.BB", "cc.dd.BB", "CC.DD.BB"])), [down(5, 6)]);
        assert_eq!(through_gap(&drawn(&["aaaaa.bb", "AA.AA.BB", "cccccccc", "CC.CC.CC"])), [], "a story closes it");
        assert_eq!(through_gap(&drawn(&["AA.AA", "AA.AA"])), [], "an article alone on its page");
        assert_eq!(through_gap(&drawn(&["aa.bb", "AA.BB", "#####"])), [], "a picture at the foot closes it");
        let amid = ["aa.bb", "AA.BB", "#####", "cc.dd"];
        assert_eq!(through_gap(&drawn(&amid)), [Through::Across(2, 3)], "amid the page it cuts, and closes the gutter");
    }

    #[test]
    fn an_article_at_both_sides_of_a_gutter_closes_it() {
        assert_eq!(through_gap(&drawn(&["aa.bb", "AA.BB", "AA.AA"])), [], "an L");
        assert_eq!(through_gap(&drawn(&["aa.bb", "AA.BB", "AA.CC"])), [down(2, 3)]);
        let part = |left, right, top, bottom| GridBox { left: Em::whole(left), right: Em::whole(right), top, bottom };
        let z = with(drawn(&["aa.bb", "AA.BB", "AA.AA", "cc.AA"]), 'A', |area| {
            area.parts = vec![part(0, 2, 0, 3), part(3, 5, 2, 4)];
        });
        assert_eq!(through_gap(&z), [], "a Z, whose gutter is drawn to neither part");
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
        let photo = ["#####", ".....", "aa.bb", "AA.BB", "ccccc", "CC.CC"];
        assert_eq!(through_gap(&drawn(&photo)), [], "a picture across the head of the page");
        let side = ["aa.bb", "AA.BB", "**...", "**.cc", "ddddd"];
        assert_eq!(
            through_gap(&drawn(&side)),
            [],
            "an advertisement at the side of the news stands in the way of white"
        );
        assert_eq!(through_gap(&drawn(&amid)), [Through::Across(2, 5)], "amid the page it cuts, and closes the gutter");
    }

    #[test]
    fn a_jump_section_is_news() {
        let rows = ["aa.bb", "AA.BB", ".....", "cc.dd", "CC.DD"];
        assert_eq!(through_gap(&section(drawn(&rows), "CD")), [Through::Across(2, 3)], "white over it cuts the page");
    }

    /// A spread of two columns and two, whose fold is three characters with its white.
    fn spread(rows: &[&str], column: bool) -> PagePlan {
        PagePlan { fold: Some(FoldPlan { left: Em::whole(5), right: Em::whole(8), column }), ..drawn(rows) }
    }

    #[test]
    fn m03_fails_white_that_runs_through_one_page_of_a_spread() {
        let gutter = spread(&["#############", "aa.bb...ccccc", "AA.BB...CC.CC"], true);
        assert_eq!(through_gap(&gutter), [], "a picture across both");
        let gutter =
            spread(&["aa.bb...*****", "AA.BB...cc.dd", "AA.BB...CC.DD", "eeeee...CC.DD", "EE.EE...CC.DD"], true);
        let said: Vec<String> = check(&gutter).into_iter().map(|found| found.message).collect();
        assert_eq!(
            said,
            [
                "page 1: a gutter runs through the whole spread, with B, E at its left and *, C at its right",
                "page 2: a gutter runs through the whole page, with C at its left and D at its right",
            ]
        );
        let across =
            spread(&["aaaaa.F.ccccc", "AA.AA.F.CC.CC", "......F.CC.CC", "bbbbb.F.CC.CC", "BB.BB.F.CC.CC"], true);
        let said: Vec<String> = check(&across).into_iter().map(|found| found.message).collect();
        assert_eq!(said, ["page 1: white runs through the whole page, with A over it and B under it"]);
        let both = spread(&["aaaaa...ccccc", "AA.AA...CC.CC", ".............", "bbbbbbbbbbbbb", "BB.BB...BB.BB"], true);
        assert_eq!(through_gap(&both), [Through::Across(2, 3)], "through both pages: said once");
    }

    #[test]
    fn m03_fails_a_spread_that_nothing_holds_together() {
        for column in [true, false] {
            assert_eq!(through_gap(&spread(&["aaaaa...bbbbb", "AA.AA...BB.BB"], column)), [down(5, 8)]);
        }
    }

    #[test]
    fn m03_passes_a_fold_with_a_frame_or_an_area_across() {
        assert_eq!(through_gap(&spread(&["aaaaa.F.bbbbb", "AA.AA.F.BB.BB"], true)), [], "a frame");
        let flag = ["=============", "aaaaa...bbbbb", "AA.AA...BB.BB"];
        assert_eq!(through_gap(&spread(&flag, true)), [], "a flag across");
        let story = ["aaaaaaaaaaaaa", "AA.AA...AA.AA", "bbbbb...ccccc", "BB.BB...CC.CC"];
        assert_eq!(through_gap(&spread(&story, true)), [], "a story across");
        let over = ["aaaaaaaaaa.cc", "AA.AA...AA.CC", "...........CC", "bbbbb...dd.CC", "BB.BB...DD.CC"];
        assert_eq!(
            through_gap(&spread(&over, true)),
            [down(10, 11)],
            "white under a story that goes on beyond the fold"
        );
    }
}
