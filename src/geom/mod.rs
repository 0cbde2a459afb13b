//! Exact lengths, ems and boxes: the ground floor.
//!
//! Takes: nothing. Gives: [`Length`], [`Em`], [`Point`], [`Rect`], [`WritingMode`], [`PerMille`].
//! Cannot: know what a page, a font or a file is.
//! Source: the point of ISO 216 practice, 1 pt = 25.4/72 mm; the em of composition.

mod arithmetic;
mod em;
mod length;
mod rect;

pub use em::{Em, PerMille};
pub use length::Length;
pub use rect::{Point, Rect};

/// Which way the lines of a text run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum WritingMode {
    /// Characters to the right, lines downward.
    #[default]
    Horizontal,
    /// Characters downward, lines to the left (standards A10).
    Vertical,
}
