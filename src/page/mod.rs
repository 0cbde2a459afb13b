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

/// What of a spread (跨版) a PDF page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spread {
    /// It is no spread.
    #[default]
    No,
    /// Both its pages on one sheet: the centre of a section.
    Whole,
    /// Both its pages, each on a PDF page of its own.
    Split,
    /// The left page alone.
    Left,
    /// The right page alone.
    Right,
}

/// How a page goes to the plates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Form {
    /// 倒头: head to foot.
    pub turned: bool,
    /// Whether it is a spread, and what of it is shown.
    pub spread: Spread,
}

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
    /// Number in the edition; of a spread, that of its left page.
    pub number: PageNo,
    /// Name of the page: 要闻.
    pub name: String,
    /// Press boxes, of both pages of a spread.
    pub boxes: PressBoxes,
    /// How it goes to the plates.
    pub form: Form,
    /// What to draw, in drawing order; text items of one story stand in reading order.
    pub items: Vec<Item>,
    /// Areas, in reading order.
    pub zones: Vec<Zone>,
}

impl Page {
    /// Number of its last page: its own, or that of the right page of a spread.
    #[must_use]
    pub fn last(&self) -> PageNo {
        if self.form.spread == Spread::No { self.number } else { PageNo(self.number.0.saturating_add(1)) }
    }

    /// The same page, showing another part of the spread.
    #[must_use]
    pub fn shown(&self, spread: Spread) -> Self {
        Self { form: Form { spread, ..self.form }, ..self.clone() }
    }
}
