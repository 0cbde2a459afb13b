//! All lines of a text: their ends chosen by the breaker that the rules name, then set.

use super::room::{Break, Room};
use super::rules::Breaker;
use super::spacing::Text;
use super::{Galley, Measure, breaks, justify, optimal};
use crate::geom::Em;

/// Lines of a text, and with `detail` where their cells begin.
pub(super) fn composed(text: &Text<'_>, measure: Measure, opens: bool, detail: bool) -> (Galley, Vec<Vec<Em>>) {
    let breaks = match text.rules.breaker {
        Breaker::Greedy => greedy(text, measure, opens),
        Breaker::Optimal => optimal::choose(text, measure, opens, None),
    };
    set_all(text, measure, opens, &breaks, detail)
}

/// The room of the line that begins with the cell `start`; `opens` if the text opens a paragraph.
pub(super) fn room(start: usize, measure: Measure, opens: bool) -> Room {
    let indent = if start == 0 { measure.indent } else { Em::ZERO };
    let indented = start == 0 && opens && indent > Em::ZERO;
    Room { start, width: measure.width - indent, indent, indented }
}

/// Line by line (A7.2–5).
pub(super) fn greedy(text: &Text<'_>, measure: Measure, opens: bool) -> Vec<Break> {
    let mut chosen = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = breaks::choose(text, room(start, measure, opens));
        start = end.end;
        chosen.push(end);
    }
    chosen
}

/// Sets lines whose ends are chosen; with `detail` tells where their cells begin.
pub(super) fn set_all(
    text: &Text<'_>,
    measure: Measure,
    opens: bool,
    breaks: &[Break],
    detail: bool,
) -> (Galley, Vec<Vec<Em>>) {
    let (mut lines, mut starts) = (Vec::with_capacity(breaks.len()), Vec::new());
    let mut start = 0;
    for &chosen in breaks {
        let mut cells = detail.then(Vec::new);
        lines.push(justify::set(text, room(start, measure, opens), chosen, cells.as_mut()));
        starts.extend(cells);
        start = chosen.end;
    }
    (Galley { lines }, starts)
}
