//! Points and boxes in page space: origin at the top left of the trim, y down.

use super::Length;

/// A place on the page, from the top left corner of the trim; y grows downward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    /// Distance to the right.
    pub x: Length,
    /// Distance downward.
    pub y: Length,
}

impl Point {
    /// A point from its two distances.
    #[must_use]
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }

    /// This point moved by `dx` to the right and `dy` downward.
    #[must_use]
    pub fn moved(self, dx: Length, dy: Length) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }
}

/// An upright box on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width, to the right.
    pub w: Length,
    /// Height, downward.
    pub h: Length,
}

impl Rect {
    /// A box from its top left corner and its size.
    #[must_use]
    pub const fn new(x: Length, y: Length, w: Length, h: Length) -> Self {
        Self { x, y, w, h }
    }

    /// The right edge.
    #[must_use]
    pub fn right(self) -> Length {
        self.x + self.w
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(self) -> Length {
        self.y + self.h
    }

    /// The box that is `by` smaller on all four sides (larger if negative).
    #[must_use]
    pub fn inset(self, by: Length) -> Self {
        self.inset_xy(by, by)
    }

    /// The box that is `dx` smaller at left and right, `dy` at top and bottom.
    #[must_use]
    pub fn inset_xy(self, dx: Length, dy: Length) -> Self {
        Self::new(self.x + dx, self.y + dy, self.w - dx * 2, self.h - dy * 2)
    }

    /// Whether the insides of two boxes share any point. Boxes that only touch do not overlap.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies wholly inside this box (edges may touch).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}
