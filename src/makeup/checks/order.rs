//! M4 倒头, M6 串文, M10: where the text of a story stands to its head, and the way from column to column.

use crate::diag::{Diagnostic, counted, rules};
use crate::layout::AreaRole;
use crate::makeup::plan::{AreaPlan, GridBox, HeadPlan, PagePlan};

/// What is to be said of the order of reading.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for area in plan.stories() {
        if let Some(head) = &area.head {
            found.extend(over_head(area, head));
            found.extend(off_text(area, head));
        }
        found.extend(without(area));
        found.extend(jumps_over(plan, area));
    }
    found
}

/// M4: lines that stand higher than the head. In a jump section the columns at its right may: they go on from their tops.
fn over_head(area: &AreaPlan, head: &HeadPlan) -> Option<Diagnostic> {
    if head.vertical || head.amid {
        return None;
    }
    let section = area.role == AreaRole::Jumps;
    let under = area.filled().filter(|leg| !section || leg.place.left < head.place.right);
    let first = under.map(|leg| leg.first).min().filter(|&first| first < head.place.top)?;
    let lines = head.place.top - first;
    let message =
        format!("the text of {} begins {} higher than its head", area.called(), counted(lines.into(), "line"));
    Some(
        Diagnostic::new(&rules::TEXT_OVER_HEAD, area.span.clone(), message)
            .help("draw the area so that its head stands over its highest columns"),
    )
}

/// M10: a head that does not stand over its first column, nor at the right of it.
fn off_text(area: &AreaPlan, head: &HeadPlan) -> Option<Diagnostic> {
    let first = area.filled().next().map(|leg| leg.place).filter(|_| !head.vertical && !head.amid)?;
    let under = first.left >= head.place.left && first.right <= head.place.right && first.top >= head.place.bottom;
    if under || first.right <= head.place.left {
        return None;
    }
    let message = format!("the head of {} does not cover the first column of its text", area.called());
    Some(
        Diagnostic::new(&rules::HEAD_OFF_TEXT, area.span.clone(), message)
            .help("let the head stand over that column, as wide as the column at least"),
    )
}

/// M10: a head without text, or a story that begins without a head. A picture is as good as text.
fn without(area: &AreaPlan) -> Option<Diagnostic> {
    let called = area.called();
    let found = |message| Diagnostic::new(&rules::HEAD_WITHOUT_TEXT, area.span.clone(), message);
    if area.lines == 0 && area.insets.is_empty() && area.head.is_some() {
        let before = if area.jumps { " before its jump" } else { "" };
        let message = format!("{called} has a head and no line of text{before}");
        return Some(found(message).help("make the area higher, or the head smaller"));
    }
    if area.lines > 0 && area.begins && area.head.is_none() {
        let message = format!("the story of {called} begins without a head");
        return Some(found(message).help("give the story a `head`"));
    }
    None
}

/// M6: text that goes back to the left, up its own column, or on under another area.
fn jumps_over(plan: &PagePlan, area: &AreaPlan) -> Option<Diagnostic> {
    let legs: Vec<GridBox> = area.filled().map(|leg| leg.place).collect();
    let called = area.called();
    let found = |message| Diagnostic::new(&rules::TEXT_JUMPS_OVER, area.span.clone(), message);
    legs.windows(2).find_map(|pair| {
        let (one, next) = (pair[0], pair[1]);
        if !one.stacked(&next) {
            let back = next.right <= one.left && next.top < one.bottom;
            return back.then(|| found(format!("the text of {called} goes on in a column at the left")));
        }
        if next.top < one.bottom {
            return Some(found(format!("the text of {called} goes on higher in the same column")));
        }
        let (left, right) = (one.left.max(next.left), one.right.min(next.right));
        let between = GridBox { left, right, top: one.bottom, bottom: next.top };
        let foreign = plan
            .areas
            .iter()
            .find(|other| other.id != area.id && other.parts.iter().any(|part| part.meets(&between)))?;
        let message = format!("the text of {called} passes under area {} in the middle of a column", foreign.id.0);
        let found = found(message).also(foreign.span.clone(), "it stands in the way");
        Some(found.help("draw the area so that no other stands in the middle of one of its columns"))
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::makeup::checks::drawn::{drawn, section, with};
    use crate::makeup::plan::PagePlan;

    fn ids(plan: &PagePlan) -> Vec<&'static str> {
        check(plan).iter().map(|found| found.rule.id).collect()
    }

    const ORDERED: [&str; 4] = ["aaaaa", "AA.AA", "AA.AA", "AA.AA"];

    #[test]
    fn m04_fails_text_over_its_head() {
        let over = drawn(&["AA...", "AA.aa", "AA.AA", "AA.AA"]);
        assert_eq!(ids(&over), ["text-over-head"]);
        assert_eq!(check(&over)[0].message, "the text of area A begins 1 line higher than its head");
    }

    #[test]
    fn m04_passes_text_under_or_beside_its_head() {
        assert_eq!(ids(&drawn(&ORDERED)), [""; 0]);
        assert_eq!(ids(&drawn(&["AA.aa", "AA.aa", "AA.AA", "AA.AA"])), [""; 0], "no higher than the head");
        let over = drawn(&["AA...", "AA.aa", "AA.AA", "AA.AA"]);
        let amid = with(over, 'A', |area| area.head.iter_mut().for_each(|head| head.amid = true));
        assert_eq!(ids(&amid), [""; 0], "the designer wished it");
    }

    #[test]
    fn m06_fails_text_that_passes_under_a_foreign_area() {
        assert_eq!(ids(&drawn(&["aaaaa", "AA.AA", "AA.##", "AA.AA"])), ["text-jumps-over"]);
    }

    #[test]
    fn m06_passes_insets_and_columns_that_end_over_a_foreign_area() {
        assert_eq!(ids(&drawn(&["aaaaa", "AA.AA", "AA.11", "AA.AA"])), [""; 0], "an inset of its own");
        assert_eq!(ids(&drawn(&["aaaaa", "AA.AA", "AA.##", "AA.##"])), [""; 0], "its column ends over the picture");
        assert_eq!(ids(&drawn(&["AA.aa.AA", "AA.##.AA", "AA.##.AA"])), [""; 0], "a U with its head between");
    }

    #[test]
    fn m06_fails_text_that_goes_back() {
        let turned = with(drawn(&ORDERED), 'A', |area| area.legs.reverse());
        assert_eq!(ids(&turned), ["text-jumps-over"]);
        let up = with(drawn(&["aaaaa", "AA.AA", "AA.11", "AA.AA"]), 'A', |area| area.legs.swap(1, 2));
        assert_eq!(ids(&up), ["text-jumps-over"]);
        assert!(check(&up)[0].message.ends_with("higher in the same column"));
    }

    #[test]
    fn m10_fails_a_head_off_its_text() {
        assert_eq!(ids(&drawn(&["aa.AA", "aa.AA"])), ["head-off-text"], "the text begins at the right of its head");
        assert_eq!(ids(&drawn(&["AA.aa", "AA.aa", "AA.AA"])), [""; 0], "it begins at the left");
        let narrow = drawn(&["aa...", "AAAAA", "AAAAA"]);
        assert_eq!(ids(&narrow), ["head-off-text"], "the head is narrower than its column");
        let vertical =
            with(drawn(&["aa.AA", "aa.AA"]), 'A', |area| area.head.iter_mut().for_each(|head| head.vertical = true));
        assert_eq!(ids(&vertical), [""; 0], "a vertical head stands beside its text");
    }

    #[test]
    fn m10_a_head_and_its_text_go_together() {
        assert_eq!(ids(&drawn(&["aaaaa"])), ["head-without-text"]);
        assert_eq!(ids(&drawn(&["AA.AA"])), ["head-without-text"]);
        let rest = with(drawn(&["AA.AA"]), 'A', |area| area.begins = false);
        assert_eq!(ids(&rest), [""; 0], "the rest of a story may have none");
        assert_eq!(ids(&drawn(&["aaaaa", "AA.11"])), [""; 0]);
        let photo = with(drawn(&["aaaaa", "AA.11"]), 'A', |area| {
            area.legs.clear();
            area.lines = 0;
        });
        assert_eq!(ids(&photo), [""; 0], "a picture is as good as text");
    }

    #[test]
    fn m04_fails_the_text_of_a_jump_section_over_its_head() {
        let over = section(drawn(&["AA.AA", "aa.AA", "AA.AA"]), "A");
        assert_eq!(ids(&over)[0], "text-over-head");
        assert_eq!(check(&over)[0].message, "the text of `A` in area J begins 1 line higher than its head");
    }

    #[test]
    fn m04_passes_text_that_goes_on_at_the_next_column_top() {
        assert_eq!(ids(&section(drawn(&["BB.AA", "aa.AA", "AA.AA"]), "AB")), [""; 0]);
    }

    #[test]
    fn m10_fails_a_jump_head_without_text_or_with_its_text_in_the_next_column() {
        let bare = section(drawn(&["bb.BB", "BB.BB", "BB.aa"]), "AB");
        assert_eq!(check(&bare)[0].message, "`A` in area J has a head and no line of text");
        let next = section(drawn(&["bb.AA", "BB.AA", "aa.AA"]), "AB");
        assert_eq!(check(&next)[0].message, "the head of `A` in area J does not cover the first column of its text");
    }

    #[test]
    fn m10_passes_jump_heads_over_their_text_and_a_rest_without_one() {
        assert_eq!(ids(&section(drawn(&["bb.AA", "BB.AA", "aa.CC", "AA.CC"]), "ABC")), [""; 0]);
    }
}
