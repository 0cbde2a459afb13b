//! [`Inset`]: a box inside a story's area, measured for its columns.

use std::ops::Range;

use super::picture::PictureBox;
use crate::geom::{Em, Length};

/// A picture that stands inside the text.
#[derive(Clone, Debug)]
pub(super) struct Inset {
    /// The picture.
    pub picture: PictureBox,
    /// Columns of the area that it stands in, counted abreast.
    pub columns: Range<usize>,
}

impl Inset {
    /// Its width in em of the body.
    pub(super) fn width(&self, cell: Length) -> Em {
        Em::in_length(self.picture.width, cell)
    }
}
