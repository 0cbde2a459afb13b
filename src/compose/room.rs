//! A line before it is set: the room it has and where it is broken.

use super::Measure;
use super::line::{Trouble, Why};
use crate::geom::Em;

/// Where composing begins, and the measure it is done at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// First cell of the first line.
    pub(super) first: usize,
    /// The measure.
    pub(super) measure: Measure,
    /// The first line opens a paragraph; else it goes on from another column.
    pub(super) opens: bool,
}

impl Opening {
    /// The room of the line that begins with the cell `start`.
    pub(super) fn room(&self, start: usize) -> Room {
        let indent = if start == self.first { self.measure.indent } else { Em::ZERO };
        let indented = start == self.first && self.opens && indent > Em::ZERO;
        Room { start, width: self.measure.width - indent, indent, indented }
    }
}

/// A line to be broken: its first cell and the width it must fill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// First cell.
    pub(super) start: usize,
    /// Width to fill, without the indent.
    pub(super) width: Em,
    /// White before the line.
    pub(super) indent: Em,
    /// The line opens a paragraph that is indented.
    pub(super) indented: bool,
}

/// Where a line ends and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The cell after the line.
    pub(super) end: usize,
    /// Trail that the last mark keeps.
    pub(super) trail: Em,
    /// The last mark hangs outside the measure (A8).
    pub(super) hangs: bool,
    /// A rule that could not be kept.
    pub(super) trouble: Option<Trouble>,
    /// Why here.
    pub(super) why: Why,
}
