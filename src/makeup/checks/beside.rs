//! M2, M5: two heads that run into each other, side by side (碰题) or one under the other (顶题).

use crate::diag::{Diagnostic, Severity, rules};
use crate::layout::{AreaId, AreaRole};
use crate::makeup::plan::{AreaPlan, GridBox, HeadPlan, PagePlan};

/// Lines of white that two heads may have between them and still stand directly under each other: what parts two areas.
const DIRECTLY: u16 = 2;

/// Two heads side by side.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// The left one's area.
    pub one: &'a AreaPlan,
    /// The right one's.
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
        let message = format!(
            "page {page}: the heads of areas {} and {} stand side by side with nothing between",
            one.id.0, other.id.0
        );
        Diagnostic::new(&rules::HEAD_BESIDE_HEAD, other.span.clone(), message)
            .also(one.span.clone(), "the head at its left")
            .help("give one of them a `box`, a head at its side or a `rule_left`, or set them on other lines")
    });
    let under = pairs_under(plan).map(|(one, other)| {
        let message =
            format!("page {page}: the head of area {} stands directly under the head of area {}", other.id.0, one.id.0);
        Diagnostic::new(&rules::HEAD_UNDER_HEAD, other.span.clone(), message)
            .also(one.span.clone(), "the head over it")
            .help("give the lower area a `rule_above`, one of them a `box`, or the upper area text between the heads")
    });
    beside.chain(ruled(plan)).chain(under).collect()
}

/// Heads that a rule alone keeps apart: worth a look, once a page.
fn ruled(plan: &PagePlan) -> Option<Diagnostic> {
    let pairs: Vec<Beside<'_>> = pairs_beside(plan).filter(|pair| pair.ruled).collect();
    let first = pairs.first()?;
    let letters: Vec<String> = pairs.iter().map(|pair| format!("{} and {}", pair.one.id.0, pair.other.id.0)).collect();
    let message =
        format!("page {}: heads stand side by side with only a rule between: {}", plan.number.0, letters.join(", "));
    let found = Diagnostic::new(&rules::HEAD_BESIDE_HEAD, first.other.span.clone(), message).at(Severity::Note);
    Some(found.also(first.one.span.clone(), "the head at its left"))
}

/// Every two areas with their heads, both ways round.
fn heads(plan: &PagePlan) -> impl Iterator<Item = ((&AreaPlan, &HeadPlan), (&AreaPlan, &HeadPlan))> {
    let heads = || plan.areas.iter().filter_map(|area| area.head.as_ref().map(|head| (&**area, head)));
    heads().flat_map(move |one| heads().map(move |other| (one, other)))
}

/// Pairs of heads side by side. A vertical head and one in a box or a panel are told apart from a neighbour by their looks.
pub(super) fn pairs_beside(plan: &PagePlan) -> impl Iterator<Item = Beside<'_>> {
    let free = |(area, head): (&AreaPlan, &HeadPlan)| !head.vertical && !head.held && !area.boxed;
    let pairs = heads(plan).filter(move |&(one, other)| free(one) && free(other));
    pairs.filter_map(|((one, left), (other, right))| {
        let lines = left.print.0.max(right.print.0)..left.print.1.min(right.print.1);
        if left.place.right > right.place.left || lines.is_empty() {
            return None;
        }
        let gap = |line| GridBox { left: left.place.right, right: right.place.left, top: line, bottom: line + 1 };
        let touch = lines.into_iter().any(|line| !covered(plan, &gap(line)));
        // The rule at the left of an area stands in the gutter before it.
        let edge = other.parts.iter().map(|part| part.left).min();
        let ruled = other.ruled.left && edge.is_some_and(|edge| edge >= left.place.right && edge <= right.place.left);
        touch.then_some(Beside { one, other, ruled })
    })
}

/// Whether something stands in a box, in part.
fn covered(plan: &PagePlan, gap: &GridBox) -> bool {
    plan.areas.iter().flat_map(|area| area.seen()).any(|seen| seen.meets(gap))
}

/// Pairs of heads of which the second stands directly under the first. A rule, a box or a common flag holds them.
pub(super) fn pairs_under(plan: &PagePlan) -> impl Iterator<Item = (&AreaPlan, &AreaPlan)> {
    let free = |(area, head): (&AreaPlan, &HeadPlan)| !head.held && !area.boxed;
    let pairs = heads(plan).filter(move |&(one, other)| free(one) && free(other) && !other.0.ruled.above);
    pairs.filter_map(|((one, upper), (other, lower))| {
        let (from, to) = (upper.place.bottom, lower.place.top);
        if from > to || to - from > DIRECTLY || !upper.place.stacked(&lower.place) {
            return None;
        }
        let (left, right) = (upper.place.left.max(lower.place.left), upper.place.right.min(lower.place.right));
        let free = from == to || !covered(plan, &GridBox { left, right, top: from, bottom: to });
        (free && !one_package(plan, one, other)).then_some((one, other))
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
    use crate::layout::{AreaId, AreaRole};
    use crate::makeup::checks::drawn::{drawn, with};
    use crate::makeup::plan::PagePlan;

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
}
