//! All lines of a text: their ends chosen by the breaker that the rules name, then set.

use super::room::{Break, Opening};
use super::rules::Breaker;
use super::spacing::Text;
use super::{Galley, breaks, justify, optimal};
use crate::geom::Em;

/// Lines of a text, and with `detail` where their cells begin.
pub(super) fn composed(text: &Text<'_>, opening: Opening, detail: bool) -> (Galley, Vec<Vec<Em>>) {
    let breaks = match text.rules.breaker {
        Breaker::Greedy => greedy(text, opening),
        Breaker::Optimal => optimal::choose(text, opening, None),
    };
    set_all(text, opening, &breaks, detail)
}

/// Line by line (A7.2–5).
pub(super) fn greedy(text: &Text<'_>, opening: Opening) -> Vec<Break> {
    let mut chosen = Vec::new();
    let mut start = opening.first;
    while start < text.len() {
        let end = breaks::choose(text, opening.room(start));
        start = end.end;
        chosen.push(end);
    }
    chosen
}

/// Sets lines whose ends are chosen; with `detail` tells where their cells begin.
pub(super) fn set_all(text: &Text<'_>, opening: Opening, breaks: &[Break], detail: bool) -> (Galley, Vec<Vec<Em>>) {
    let (mut lines, mut starts) = (Vec::with_capacity(breaks.len()), Vec::new());
    let mut start = opening.first;
    for &chosen in breaks {
        let mut cells = detail.then(Vec::new);
        lines.push(justify::set(text, opening.room(start), chosen, cells.as_mut()));
        starts.extend(cells);
        start = chosen.end;
    }
    (Galley { lines }, starts)
}
