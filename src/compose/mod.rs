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
mod chances;
mod hold;
mod justify;
mod line;
mod lines;
mod optimal;
mod room;
mod rules;
mod settings;
mod snap;
mod spacing;
mod stages;
mod tables;

use std::borrow::Cow;

use lines::composed;
use room::{Break, Opening, Room};
use rules::LineEnd as End;
use spacing::Text;

use crate::geom::Em;
use crate::shape::ShapedText;

pub use chances::{Chance, chances};
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
    /// A measure with an indent, which leaves one em to the first line at least.
    #[must_use]
    pub fn indented(width: Em, indent: Em) -> Self {
        Self { width, indent: indent.min((width - Em::ONE).max(Em::ZERO)) }
    }

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
    composed(&Text::new(text, from, u32::MAX, rules), opening(from, measure), false).0
}

/// [`compose`], and for each line where the cell of each unit begins, its glue included, and where the last one ends: the
/// advances of a line as set.
#[must_use]
pub fn compose_in_detail(text: &ShapedText, from: u32, measure: Measure, rules: &Rules) -> (Galley, Vec<Vec<Em>>) {
    composed(&Text::new(text, from, u32::MAX, rules), opening(from, measure), true)
}

fn opening(from: u32, measure: Measure) -> Opening {
    Opening { first: 0, measure, opens: from == 0 }
}

/// A text under its rules, to be composed many times: what does not hang on the measure is worked out once.
#[derive(Debug)]
pub struct Prepared(Text<'static>);

impl Prepared {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &ShapedText, rules: &Rules) -> Self {
        Self(Text::of(text, 0, u32::MAX, Cow::Owned(rules.clone())))
    }

    /// As [`compose`] with the same text and rules.
    #[must_use]
    pub fn compose(&self, from: u32, measure: Measure) -> Galley {
        let first = (from as usize).min(self.0.len());
        composed(&self.0, Opening { first, measure, opens: from == 0 }, false).0
    }
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
