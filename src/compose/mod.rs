//! Lines: shaped text broken and justified at a measure, by the rules of Chinese composition.
//!
//! Takes: [`ShapedText`], a [`Measure`], [`Rules`]. Gives: a [`Galley`] of [`Line`]s.
//! Cannot: know a page, paper or a physical axis.
//! Source: standards A3–A7, A9 (normative); W3C CLREQ 3.1–3.5.

mod line;
mod rules;

use crate::geom::Em;
use crate::shape::ShapedText;

pub use line::{Galley, Line, PlacedGlyph, Record, Trouble};
pub use rules::{Level, LineEnd, Rules};

/// The width to fill and how the first line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure {
    /// Width of a full line.
    pub width: Em,
    /// Indent of the first line; zero when the text goes on from another column or page.
    pub indent: Em,
}

/// Breaks and justifies `text` from unit `from` on, at `measure`.
///
/// The lines cover the units from `from` to the end, each unit once.
#[must_use]
pub fn compose(text: &ShapedText, from: u32, measure: Measure, rules: &Rules) -> Galley {
    let _ = (text, from, measure, rules);
    Galley::default()
}

/// Sets units `from..to` on one line at natural width: heads, captions, notes. Line-edge rules of A5
/// apply at both ends; nothing is stretched.
#[must_use]
pub fn solid(text: &ShapedText, from: u32, to: u32, rules: &Rules) -> Line {
    let _ = (text, from, to, rules);
    Line::default()
}
