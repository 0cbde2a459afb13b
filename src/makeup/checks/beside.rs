//! M2, M5: two heads that run into each other, side by side (碰题) or one under the other (顶题).

use crate::diag::{Diagnostic, Severity, rules};
use crate::layout::{AreaId, AreaRole};
use crate::makeup::plan::{AreaPlan, GridBox, HeadPlan, PagePlan};

/// Lines of white that two heads may have between them and still stand directly under each other: what parts two areas.
const DIRECTLY: u16 = 2;

/// A head with the area that it stands in, and whose it is: that area, or a story of the jump section that it is.
#[derive(Clone, Copy)]
struct Headed<'a> {
    area: &'a AreaPlan,
    told: &'a AreaPlan,
    head: &'a HeadPlan,
}

impl Headed<'_> {
    /// Whether both stand in one jump section: its box, its rules and its flag do not hold them from each other.
    fn with(&self, other: &Self) -> bool {
        self.area.id == other.area.id
    }
}

/// Two heads side by side.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// Whose the left one is.
    pub one: &'a AreaPlan,
    /// Whose the right one is.
    pub other: &'a AreaPlan,
    /// Whether a rule stands in the gutter between them.
    pub ruled: bool,
}

/// M2 碰题: pairs of heads side by side with nothing between them, not even a rule: the left area, the right area.
pub(in crate::makeup) fn head_beside_head(plan: &PagePlan) -> Vec<(AreaId, AreaId)> {
    pairs_beside(plan).filter(|pair| !pair.ruled).map(|pair| (pair.one.id, pair.other.id)).collect()
}

/// M5 顶题: pairs of heads one directly under the other with nothing between them: the upper area, the lower area.
pub(in crate::makeup) fn head_under_head(plan: &PagePlan) -> Vec<(AreaId, AreaId)> {
    pairs_under(plan).map(|(one, other)| (one.id, other.id)).collect()
}

/// What is to be said of heads that collide.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let page = plan.number.0;
    let beside = pairs_beside(plan).filter(|pair| !pair.ruled).map(|Beside { one, other, .. }| {
        let message = format!("page {page}: the heads of {} stand side by side with nothing between", both(one, other));
        Diagnostic::new(&rules::HEAD_BESIDE_HEAD, other.span.clone(), message)
            .also(one.span.clone(), "the head at its left")
            .help(if one.id == other.id {
                "cut one of their stories at another place, or give the section `column_rules`"
            } else {
                "give one of them a `box`, a head at its side or a `rule_left`, or set them on other lines"
            })
    });
    let under = pairs_under(plan).map(|(one, other)| {
        let message =
            format!("page {page}: the head of {} stands directly under the head of {}", other.called(), one.called());
        Diagnostic::new(&rules::HEAD_UNDER_HEAD, other.span.clone(), message)
            .also(one.span.clone(), "the head over it")
            .help("give the lower area a `rule_above`, one of them a `box`, or the upper area text between the heads")
    });
    beside.chain(ruled(plan)).chain(under).collect()
}

/// `areas A and B`, or whose heads of jump sections they are.
fn both(one: &AreaPlan, other: &AreaPlan) -> String {
    match (one.in_section(), other.in_section()) {
        (false, false) => format!("areas {} and {}", one.id.0, other.id.0),
        (true, true) if one.id == other.id => format!("`{}` and {}", one.story, other.called()),
        _ => format!("{} and {}", one.called(), other.called()),
    }
}

/// Heads that a rule alone keeps apart: worth a look, once a page.
fn ruled(plan: &PagePlan) -> Option<Diagnostic> {
    let pairs: Vec<Beside<'_>> = pairs_beside(plan).filter(|pair| pair.ruled).collect();
    let first = pairs.first()?;
    let named: Vec<String> = pairs.iter().map(|pair| both(pair.one, pair.other).replacen("areas ", "", 1)).collect();
    let message =
        format!("page {}: heads stand side by side with only a rule between: {}", plan.number.0, named.join(", "));
    let found = Diagnostic::new(&rules::HEAD_BESIDE_HEAD, first.other.span.clone(), message).at(Severity::Note);
    Some(found.also(first.one.span.clone(), "the head at its left"))
}

/// Every two heads, both ways round.
fn heads(plan: &PagePlan) -> impl Iterator<Item = (Headed<'_>, Headed<'_>)> {
    let mut all: Vec<Headed<'_>> = Vec::new();
    for area in &plan.areas {
        let told = std::iter::once(&**area).chain(&area.rests);
        all.extend(told.filter_map(|told| Some(Headed { area, told, head: told.head.as_ref()? })));
    }
    let others = all.clone();
    all.into_iter().flat_map(move |one| others.clone().into_iter().map(move |other| (one, other)))
}

/// Pairs of heads side by side. A vertical head and one in a box or a panel are told apart from a neighbour by their looks,
/// and those at both sides of a fold column stand on two pages.
pub(super) fn pairs_beside(plan: &PagePlan) -> impl Iterator<Item = Beside<'_>> {
    let own = |of: &Headed<'_>| !of.head.vertical && !of.head.held;
    let boxed = |one: &Headed<'_>, other: &Headed<'_>| !one.with(other) && (one.area.boxed || other.area.boxed);
    let pairs = heads(plan).filter(move |(one, other)| own(one) && own(other) && !boxed(one, other));
    pairs.filter_map(|(left, right)| {
        let (start, end) = (left.head.place.right, right.head.place.left);
        let lines = left.head.print.0.max(right.head.print.0)..left.head.print.1.min(right.head.print.1);
        let parted = plan.fold.is_some_and(|fold| fold.column && start <= fold.left && end >= fold.right);
        if start > end || lines.is_empty() || parted {
            return None;
        }
        let gap = |line| GridBox { left: start, right: end, top: line, bottom: line + 1 };
        let touch = lines.into_iter().any(|line| !covered(plan, &gap(line), (&left, &right)));
        // The rule at the left of an area stands in the gutter before it.
        let edge = right.area.parts.iter().map(|part| part.left).min();
        let before = right.area.ruled.left && edge.is_some_and(|edge| edge >= start && edge <= end);
        let ruled = if left.with(&right) { left.area.ruled.columns } else { before };
        touch.then_some(Beside { one: left.told, other: right.told, ruled })
    })
}

/// Whether something stands in a box between two heads, in part. The box of a section is around both of its heads.
fn covered(plan: &PagePlan, gap: &GridBox, (one, other): (&Headed<'_>, &Headed<'_>)) -> bool {
    let around = |area: &AreaPlan| one.with(other) && area.id == one.area.id;
    let meets = |area: &AreaPlan| {
        if around(area) { area.stands().any(|seen| seen.meets(gap)) } else { area.seen().any(|seen| seen.meets(gap)) }
    };
    plan.areas.iter().any(|area| meets(area))
}

/// Pairs of heads of which the second stands directly under the first. A rule, a box or a common flag holds them.
pub(super) fn pairs_under(plan: &PagePlan) -> impl Iterator<Item = (&AreaPlan, &AreaPlan)> {
    let held = |one: &Headed<'_>, other: &Headed<'_>| one.area.boxed || other.area.boxed || other.area.ruled.above;
    let own = |of: &Headed<'_>| !of.head.held;
    let pairs = heads(plan).filter(move |(one, other)| own(one) && own(other));
    let pairs = pairs.filter(move |(one, other)| one.with(other) || !held(one, other));
    pairs.filter_map(|(one, other)| {
        let (upper, lower) = (one.head.place, other.head.place);
        let (from, to) = (upper.bottom, lower.top);
        if from > to || to - from > DIRECTLY || !upper.stacked(&lower) {
            return None;
        }
        let (left, right) = (upper.left.max(lower.left), upper.right.min(lower.right));
        let free = from == to || !covered(plan, &GridBox { left, right, top: from, bottom: to }, (&one, &other));
        let package = !one.with(&other) && one_package(plan, one.area, other.area);
        (free && !package).then_some((one.told, other.told))
    })
}

/// Whether two stories stand one under the other directly under a flag that spans both: one package.
fn one_package(plan: &PagePlan, one: &AreaPlan, other: &AreaPlan) -> bool {
    let edges = |area: &AreaPlan| {
        let left = area.parts.iter().map(|part| part.left).min();
        (left, area.parts.iter().map(|part| part.right).max(), area.parts.iter().map(|part| part.top).min())
    };
    let ((left, right, top), (its_left, its_right, _)) = (edges(one), edges(other));
    let spans = |flag: &GridBox| {
        Some(flag.left) <= left.min(its_left)
            && Some(flag.right) >= right.max(its_right)
            && top.is_some_and(|top| flag.bottom <= top && top - flag.bottom <= DIRECTLY)
    };
    let flags = plan.areas.iter().filter(|area| area.role == AreaRole::Flag);
    flags.flat_map(|area| &area.parts).any(spans)
}

#[cfg(test)]
mod tests {
    use super::{head_beside_head, head_under_head, pairs_beside};
    use crate::geom::Em;
    use crate::layout::{AreaId, AreaRole};
    use crate::makeup::checks::drawn::{drawn, section, with};
    use crate::makeup::plan::{FoldPlan, PagePlan};

    fn beside(plan: &PagePlan) -> String {
        head_beside_head(plan).iter().flat_map(|(one, other)| [one.0, other.0]).collect()
    }

    fn under(plan: &PagePlan) -> String {
        head_under_head(plan).iter().flat_map(|(one, other)| [one.0, other.0]).collect()
    }

    const TWO: [&str; 4] = ["aaaaa.bbbbb", "aaaaa.BB.BB", "AA.AA.BB.BB", "AA.AA.BB.BB"];

    #[test]
    fn heads_side_by_side_with_nothing_between_collide() {
        let two = drawn(&TWO);
        assert_eq!(beside(&two), "AB");
        assert_eq!(beside(&with(two.clone(), 'B', |area| area.boxed = true)), "", "one is boxed");
        let vertical = with(two.clone(), 'A', |area| area.head.iter_mut().for_each(|head| head.vertical = true));
        assert_eq!(beside(&vertical), "", "one is vertical");
        let panel = with(two.clone(), 'A', |area| area.head.iter_mut().for_each(|head| head.held = true));
        assert_eq!(beside(&panel), "", "one has a panel");
        let airy = with(two.clone(), 'B', |area| area.head.iter_mut().for_each(|head| head.print = (1, 1)));
        assert_eq!(beside(&airy), "", "white is no type");
        let ruled = with(two, 'B', |area| area.ruled.left = true);
        assert_eq!((beside(&ruled), pairs_beside(&ruled).count()), (String::new(), 1), "a rule parts them");
    }

    #[test]
    fn what_stands_between_heads_keeps_them_apart() {
        assert_eq!(beside(&drawn(&["AA.aa.bbbbb", "AA.AA.BB.BB"])), "AB");
        assert_eq!(beside(&drawn(&["aa.AA.bbbbb", "AA.AA.BB.BB"])), "", "a column of text");
        assert_eq!(beside(&drawn(&["aa.###.bb", "AA.###.BB"])), "", "a picture");
        assert_eq!(beside(&drawn(&["aa.###.bb", "aa.....bb", "AA.....BB"])), "AB", "a picture beside one line of two");
        assert_eq!(beside(&drawn(&["aa.11.bb", "AA.11.BB"])), "", "an inset of the story");
        assert_eq!(beside(&drawn(&["aa.CC.bb", "AA.CC.BB"])), "", "text of a third story");
        assert_eq!(beside(&drawn(&["aa.cc.bb", "AA.CC.BB"])), "ACCB", "a third head is no wall");
        assert_eq!(beside(&drawn(&["aa.BB", "AA.bb", "AA.BB"])), "", "not on the same lines");
    }

    #[test]
    fn a_head_directly_under_a_head_is_found() {
        let bare = ["aaaaa", ".....", "bbbbb", "BB.BB"];
        assert_eq!(under(&drawn(&bare)), "AB");
        assert_eq!(under(&drawn(&["aaaaa", "AA.AA", "bbbbb", "BB.BB"])), "", "text between");
        assert_eq!(under(&drawn(&["aaaaa", ".....", ".....", ".....", "bbbbb"])), "", "not directly");
        assert_eq!(under(&drawn(&["aa...", "...bb"])), "", "not over it");
        assert_eq!(under(&with(drawn(&bare), 'B', |area| area.ruled.above = true)), "", "a rule between");
        assert_eq!(under(&with(drawn(&bare), 'A', |area| area.boxed = true)), "", "a box between");
        let panel = with(drawn(&bare), 'A', |area| area.head.iter_mut().for_each(|head| head.held = true));
        assert_eq!(under(&panel), "", "a panel between");
        let steps = ["aaaaa.CC", "AA.bb.CC", "AA.BB.CC"];
        assert_eq!(under(&drawn(&steps)), "AB", "under the arm of an L");
    }

    #[test]
    fn a_package_under_one_flag_may_stack_its_heads() {
        let rows = ["=====", "aaaaa", "bbbbb", "BB.BB"];
        assert_eq!(under(&drawn(&rows)), "");
        assert_eq!(under(&with(drawn(&rows), '=', |area| area.role = AreaRole::Ad)), "AB");
        assert_eq!(under(&drawn(&["==...", "aaaaa", "bbbbb", "BB.BB"])), "AB", "the flag spans one of them in part");
    }

    #[test]
    fn pairs_come_in_the_order_of_reading() {
        let four = drawn(&["aa.bb.cc", "AA.BB.CC"]);
        assert_eq!(head_beside_head(&four), [('A', 'B'), ('B', 'C')].map(|(a, b)| (AreaId(a), AreaId(b))));
    }

    #[test]
    fn m02_fails_two_jump_heads_on_the_same_lines_of_neighbouring_columns() {
        let two = section(drawn(&["aa.bb", "AA.BB", "AA.BB"]), "AB");
        assert_eq!(beside(&two), "JJ");
        let said = super::check(&two).remove(0);
        assert_eq!(said.message, "page 1: the heads of `A` and `B` in area J stand side by side with nothing between");
        let boxed = with(two.clone(), 'J', |area| area.boxed = true);
        assert_eq!(beside(&boxed), "JJ", "the box is around both");
        let ruled = with(two, 'J', |area| area.ruled.columns = true);
        assert_eq!((beside(&ruled), pairs_beside(&ruled).count()), (String::new(), 1), "a rule parts the columns");
        let next = ["aa.cc", "AA.CC", "bb.CC", "BB.CC"];
        assert_eq!(beside(&section(drawn(&next), "AB")), "JC", "beside the head of another area");
        assert_eq!(beside(&with(section(drawn(&next), "AB"), 'J', |area| area.boxed = true)), "", "which has no box");
    }

    #[test]
    fn m02_passes_jump_heads_with_a_column_of_text_between_or_on_other_lines() {
        assert_eq!(beside(&section(drawn(&["aa.AA.bb", "AA.AA.BB", "AA.AA.BB"]), "AB")), "");
        assert_eq!(beside(&section(drawn(&["aa.AA", "AA.bb", "AA.BB"]), "AB")), "");
    }

    #[test]
    fn m05_fails_a_jump_head_with_a_head_straight_over_it() {
        assert_eq!(under(&section(drawn(&["aa", "bb", "BB"]), "AB")), "JJ", "no line of text between");
        assert_eq!(under(&section(drawn(&["aa", "..", "bb", "BB"]), "AB")), "JJ", "white is no text");
        let boxed = with(section(drawn(&["aa", "..", "bb", "BB"]), "AB"), 'J', |area| area.boxed = true);
        assert_eq!(under(&boxed), "JJ", "the box is around both");
        let flag = section(drawn(&["==", "aa", "bb", "BB"]), "AB");
        assert_eq!(under(&flag), "JJ", "so is the flag");
        let lower = ["aaaaa", ".....", "bb.BB", "BB.BB"];
        assert_eq!(under(&section(drawn(&lower), "B")), "AJ", "the head of an area over the section");
        let ruled = with(section(drawn(&lower), "B"), 'J', |area| area.ruled.above = true);
        assert_eq!(under(&ruled), "", "a rule over the section");
    }

    #[test]
    fn m05_passes_a_jump_head_under_text_or_an_area_foot() {
        assert_eq!(under(&section(drawn(&["aa", "AA", "bb", "BB"]), "AB")), "");
        assert_eq!(under(&section(drawn(&["aaaaa", "AA.AA", ".....", "bb.BB", "BB.BB"]), "B")), "");
    }

    /// A page whose fold lies between its second and its last but one column.
    fn spread(rows: &[&str], column: bool) -> PagePlan {
        let plan = drawn(rows);
        let fold = FoldPlan { left: Em::whole(2), right: plan.width - Em::whole(2), column };
        PagePlan { fold: Some(fold), ..plan }
    }

    #[test]
    fn m02_fails_heads_at_both_sides_of_a_fold_without_a_column() {
        assert_eq!(beside(&spread(&["aa.bb", "AA.BB"], false)), "AB");
    }

    #[test]
    fn m02_passes_heads_at_both_sides_of_a_fold_column() {
        assert_eq!(beside(&spread(&["aa.....bb", "AA.....BB"], true)), "", "white");
        assert_eq!(beside(&spread(&["aa..F..bb", "AA..F..BB"], true)), "", "a frame");
    }
}
