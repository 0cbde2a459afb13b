//! M7 拐弯: how often the outline of an article turns, and how low its columns become by it.

use super::column;
use crate::diag::{Diagnostic, rules};
use crate::geom::Em;
use crate::layout::AreaRole;
use crate::makeup::plan::{AreaPlan, PagePlan};

/// M7: turns of an area's outline beyond those of a rectangle: 2 for an L, 4 for a U, a T or a Z.
pub(in crate::makeup) fn turns(area: &AreaPlan) -> u16 {
    if area.parts.len() < 2 {
        return 0;
    }
    let parts = || area.parts.iter();
    let mut across: Vec<Em> = parts().flat_map(|part| [part.left, part.right]).collect();
    let mut down: Vec<u16> = parts().flat_map(|part| [part.top, part.bottom]).collect();
    across.sort_unstable();
    across.dedup();
    down.sort_unstable();
    down.dedup();
    let mut inward = 0;
    for column in 0..across.len() {
        for row in 0..down.len() {
            // The cells around a corner of the parts; three of them full is a corner that turns inward.
            let strips = [column.checked_sub(1), Some(column)];
            let bands = [row.checked_sub(1), Some(row)];
            let cells = strips.iter().flat_map(|&strip| bands.iter().map(move |&band| (strip, band)));
            let full = cells.filter(|&(strip, band)| full(area, stretch(&across, strip), stretch(&down, band)));
            inward += u16::from(full.count() == 3);
        }
    }
    // Each inward corner is matched by one outward corner beyond the four of a rectangle.
    inward * 2
}

/// Turns that an outline may have: those of an L or a U.
const TURNS: u16 = 4;
/// Lines of a column part beside higher ones, at least.
const LINES: u16 = 4;

/// What is to be said of outlines with many turns, and of columns that are cut down by a step or a picture.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for area in plan.areas.iter().filter(|area| area.role == AreaRole::Story) {
        let letter = area.id.0;
        let turns = turns(area);
        if turns > TURNS {
            let message = format!("the outline of area {letter} turns {turns} times; {TURNS} is the most");
            let help = "draw it as an L or a U: fewer steps";
            found.push(Diagnostic::new(&rules::MANY_BENDS, area.span.clone(), message).help(help));
        }
        let lines = || area.filled().map(|leg| leg.place.lines());
        let (least, most) = (lines().min().unwrap_or(0), lines().max().unwrap_or(0));
        // One or two lines are a stub wherever they stand (M9).
        if least < LINES && least < most && least >= column::STUB {
            let message = format!("a column part of area {letter} has {least} lines beside others of {most}");
            let help = "make the picture or the step that cuts it a line or two smaller, or larger";
            found.push(Diagnostic::new(&rules::SHORT_COLUMN, area.span.clone(), message).help(help));
        }
    }
    found
}

/// From an edge to the next.
fn stretch<T: Copy>(edges: &[T], at: Option<usize>) -> Option<(T, T)> {
    Some((*edges.get(at?)?, *edges.get(at? + 1)?))
}

/// Whether a cell between edges belongs to the area. So does the gutter between two parts that are side by side there,
/// even where it is drawn to neither.
fn full(area: &AreaPlan, strip: Option<(Em, Em)>, band: Option<(u16, u16)>) -> bool {
    let (Some((left, right)), Some((top, bottom))) = (strip, band) else { return false };
    let beside = || area.parts.iter().filter(move |part| part.top <= top && part.bottom >= bottom);
    let gutter = area.parts.iter().all(|part| part.right - part.left > right - left);
    beside().any(|part| part.left <= left && part.right >= right)
        || gutter && beside().any(|part| part.right == left) && beside().any(|part| part.left == right)
}

#[cfg(test)]
mod tests {
    use super::turns;
    use crate::makeup::checks::drawn::drawn;

    fn of(rows: &[&str]) -> u16 {
        let plan = drawn(rows);
        turns(plan.areas.iter().find(|area| area.id.0 == 'A').expect("it is drawn"))
    }

    #[test]
    fn turns_of_the_shapes_of_the_trade() {
        assert_eq!(of(&["AA.AA", "AA.AA"]), 0);
        assert_eq!(of(&["AA.AA", "AA.BB"]), 2, "an L");
        assert_eq!(of(&["AA.BB.AA", "AA.AA.AA"]), 4, "a U");
        assert_eq!(of(&["AA.AA.AA", "BB.AA.CC"]), 4, "a T");
        assert_eq!(of(&["AA.BB", "AA.AA", "CC.AA"]), 4, "a Z");
        assert_eq!(of(&["AA.BB.BB", "AA.AA.BB", "AA.AA.AA"]), 4, "a stair of three steps");
        assert_eq!(of(&["AA.BB.BB.BB", "AA.AA.BB.BB", "AA.AA.AA.BB", "AA.AA.AA.AA"]), 6, "a stair of four");
        assert_eq!(of(&["BB.AA.CC", "AA.AA.AA", "DD.AA.EE"]), 8, "a cross");
    }

    #[test]
    fn a_gutter_that_is_drawn_to_neither_part_is_no_outline() {
        use crate::geom::Em;
        use crate::makeup::checks::drawn::with;
        use crate::makeup::plan::GridBox;
        let part = |left, right, top, bottom| GridBox { left: Em::whole(left), right: Em::whole(right), top, bottom };
        let z = with(drawn(&["A"]), 'A', |area| area.parts = vec![part(0, 8, 0, 10), part(9, 17, 5, 15)]);
        assert_eq!(turns(&z.areas[0]), 4);
    }
}
