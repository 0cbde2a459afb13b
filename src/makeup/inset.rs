//! [`Inset`]: a box inside a story's area, measured for its columns.

use std::ops::Range;

use super::cost::{self, Bill, Term};
use super::picture::PictureBox;
use crate::geom::{Em, Length};
use crate::layout::Part;

/// A picture that stands inside the text.
#[derive(Clone, Debug)]
pub(super) struct Inset {
    /// The picture.
    pub picture: PictureBox,
    /// Columns of the area that it stands in, counted abreast.
    pub columns: Range<usize>,
}

impl Inset {
    /// Heights that the fit may give it, with its caption, in lines: its wish first; 0 leaves it out.
    pub(super) fn tried(&self) -> Vec<u16> {
        vec![self.picture.rows]
    }

    /// What a height costs.
    pub(super) fn cost(&self, rows: u16, wish: u16) -> Bill {
        if rows == 0 && wish > 0 {
            return Bill::of(Term::Dropped, cost::dropped(Part::Picture));
        }
        Bill::of(Term::Crop, cost::crop(rows.abs_diff(wish), wish))
    }

    /// Its width in em of the body.
    pub(super) fn width(&self, cell: Length) -> Em {
        Em::in_length(self.picture.width, cell)
    }
}
