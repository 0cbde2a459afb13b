//! [`chances`]: every boundary between two units as the rules see it, before any line is chosen.

use super::Rules;
use super::snap;
use super::spacing::{Cell, Text};
use super::tables::Joint;
use crate::geom::Em;
use crate::shape::ShapedText;

/// A place between two units where a line might end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The unit that would begin the next line.
    pub unit: u32,
    /// Whether the active level allows it.
    pub allowed: bool,
    /// The gap of A6 at this place, where it has one.
    pub gap: Option<Em>,
    /// Whether the groups of A4 leave the place open at all.
    pub open: bool,
}

/// What the rules say of every boundary between two units, before any line is chosen.
#[must_use]
pub fn chances(text: &ShapedText, rules: &Rules) -> Vec<Chance> {
    let text = Text::new(text, 0, u32::MAX, rules);
    let mut found: Vec<Chance> = (0..).zip(&text.cells).skip(1).map(|(unit, cell)| chance(unit, cell)).collect();
    if rules.snap {
        // On the strict grid a gap is as wide as its stretch needs it.
        for pad in snap::stretches(&text, 0, text.len()) {
            let mut set = |cell: usize, white: Em| {
                let gap = cell.checked_sub(1).and_then(|at| found.get_mut(at)).and_then(|chance| chance.gap.as_mut());
                gap.map(|gap| *gap = white)
            };
            set(pad.first, pad.before);
            set(pad.end, pad.after);
        }
    }
    found
}

fn chance(unit: u32, cell: &Cell) -> Chance {
    Chance {
        unit,
        allowed: cell.legal,
        gap: (cell.joint == Joint::Gap).then_some(cell.gap),
        open: cell.free || cell.legal,
    }
}
