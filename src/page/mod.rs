//! The finished page: positioned items and press boxes, nothing left to decide.
//!
//! Takes: nothing; `makeup` fills it. Gives: [`Page`]. Cannot: decide, measure, break.
//! Source: standards C1 for the press boxes; the text references are the project's own idea.
//! Page space: origin at the top left of the trim, y downward.

mod item;

pub use item::{Dot, Fill, Glyph, GlyphRun, Item, PlacedPicture, Rule, TextRef, Wave};

use crate::geom::{Length, Rect};

/// Number of a page in the edition, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageNo(pub u16);

/// Trim and bleed of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PressBoxes {
    /// Width of the trimmed page.
    pub width: Length,
    /// Height of the trimmed page.
    pub height: Length,
    /// Bleed on all four sides; the MediaBox is trim and bleed.
    pub bleed: Length,
}

/// What one area of the page came to: for tests, proofs and the digital edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Letter of the area in the map.
    pub area: char,
    /// Story in it, by id; empty for furniture.
    pub story: String,
    /// Box on the page (of the whole area; a stepped area has several zones).
    pub rect: Rect,
}

/// One finished page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Number in the edition.
    pub number: PageNo,
    /// Name of the page: 要闻.
    pub name: String,
    /// Press boxes.
    pub boxes: PressBoxes,
    /// What to draw, in drawing order; text items of one story stand in reading order.
    pub items: Vec<Item>,
    /// Areas, in reading order.
    pub zones: Vec<Zone>,
}
