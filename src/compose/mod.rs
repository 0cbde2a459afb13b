//! Lines: shaped text broken and justified at a measure, by the rules of Chinese composition.
//!
//! Takes: [`ShapedText`], a [`Measure`], [`Rules`]. Gives: a [`Galley`] of [`Line`]s.
//! Cannot: know a page, paper or a physical axis.
//! Source: standards A3–A7, A9 (normative); W3C CLREQ 3.1–3.5.
//!
//! Phases: `spacing` gives each unit the form it has inside a line (A5, A6), on the strict grid with `snap`; where
//! lines end choose `breaks`, line by line (A7.2–5, 9, 10), `optimal`, for the whole paragraph, or `hold`, after a
//! correction; `stages` says how much a line gives and takes, and `justify` hands it out (A7.6, 7). What differs
//! between houses stands in `rules`, with its names in `settings`, and, class by class, in `tables`.

mod breaks;
mod hold;
mod justify;
mod line;
mod optimal;
mod room;
mod rules;
mod settings;
mod snap;
mod spacing;
mod stages;
mod tables;

use room::{Break, Room};
use rules::LineEnd as End;
use spacing::Text;

use crate::geom::Em;
use crate::shape::ShapedText;

pub use hold::{Held, hold};
pub use line::{Galley, Line, PlacedGlyph, Record, Trouble, Unsolid, Why};
pub use rules::{Adjacent, Breaker, Level, LineEnd, Mid, OwnSets, Rules, Start, Style};
pub use settings::Value;

/// The width to fill and how the first line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure {
    /// Width of a full line.
    pub width: Em,
    /// Indent of the first line; zero when the text goes on from another column or page.
    pub indent: Em,
}

impl Measure {
    /// A paragraph's measure: indent 2 em, 1 em in lines under 8 em (A7.1, A9).
    #[must_use]
    pub fn paragraph(width: Em) -> Self {
        let indent = if width < Em::whole(8) { Em::ONE } else { Em::whole(2) };
        Self { width, indent }
    }
}

/// Breaks and justifies `text` from unit `from` on, at `measure`.
///
/// The lines cover the units from `from` to the end, each unit once.
#[must_use]
pub fn compose(text: &ShapedText, from: u32, measure: Measure, rules: &Rules) -> Galley {
    composed(&Text::new(text, from, u32::MAX, rules), measure, from == 0, false).0
}

/// [`compose`], and for each line where the cell of each unit begins, its glue included, and where the last one ends: the
/// advances of a line as set.
#[must_use]
pub fn compose_in_detail(text: &ShapedText, from: u32, measure: Measure, rules: &Rules) -> (Galley, Vec<Vec<Em>>) {
    composed(&Text::new(text, from, u32::MAX, rules), measure, from == 0, true)
}

fn composed(text: &Text<'_>, measure: Measure, opens: bool, detail: bool) -> (Galley, Vec<Vec<Em>>) {
    let breaks = match text.rules.breaker {
        Breaker::Greedy => greedy(text, measure, opens),
        Breaker::Optimal => optimal::choose(text, measure, opens, None),
    };
    set_all(text, measure, opens, &breaks, detail)
}

fn room(start: usize, measure: Measure, opens: bool) -> Room {
    let indent = if start == 0 { measure.indent } else { Em::ZERO };
    let indented = start == 0 && opens && indent > Em::ZERO;
    Room { start, width: measure.width - indent, indent, indented }
}

fn greedy(text: &Text<'_>, measure: Measure, opens: bool) -> Vec<Break> {
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
fn set_all(text: &Text<'_>, measure: Measure, opens: bool, breaks: &[Break], detail: bool) -> (Galley, Vec<Vec<Em>>) {
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

/// Sets units `from..to` on one line at natural width: heads, captions, notes. Line-edge rules of A5
/// apply at both ends; nothing is stretched.
#[must_use]
pub fn solid(text: &ShapedText, from: u32, to: u32, rules: &Rules) -> Line {
    let cells = Text::new(text, from, to, rules);
    if cells.len() == 0 {
        return Line { units: from..from, ..Line::default() };
    }
    let end = cells.len();
    let trail = if rules.line_end == End::Full { cells.end_trail(0, end) } else { Em::ZERO };
    let room = Room { start: 0, width: Em::ZERO, indent: Em::ZERO, indented: false };
    let mut line = justify::solid(&cells, room, Break { end, trail, hangs: false, trouble: None, why: Why::End });
    line.last = line.units.end as usize == text.units.len();
    line.record.troubles.clear();
    line
}

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

fn chance(unit: u32, cell: &spacing::Cell) -> Chance {
    Chance {
        unit,
        allowed: cell.legal,
        gap: (cell.joint == tables::Joint::Gap).then_some(cell.gap),
        open: cell.free || cell.legal,
    }
}
