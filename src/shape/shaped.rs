//! [`ShapedText`]: glyphs and composing units joined by ranges.

use std::ops::Range;

use super::CharClass;
use crate::font::{FaceId, GlyphId};
use crate::geom::Em;
use crate::style::Role;

/// One glyph, placed within its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Its face.
    pub face: FaceId,
    /// The glyph.
    pub id: GlyphId,
    /// Distance of its origin from the start of its unit's body (not of the lead glue), in em.
    pub x: Em,
    /// Rise above the baseline, in em.
    pub y: Em,
    /// Bytes of the paragraph's text; empty for the later glyphs of a cluster.
    pub text: Range<u32>,
}

/// What the composer moves: a character, a pair such as ——, a number, a Latin word piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its class.
    pub class: CharClass,
    /// White before the body that belongs to the mark.
    pub lead: Em,
    /// Width of the body.
    pub body: Em,
    /// White after the body that belongs to the mark.
    pub trail: Em,
    /// Bytes of the paragraph's text.
    pub text: Range<u32>,
    /// Its glyphs in [`ShapedText::glyphs`].
    pub glyphs: Range<u32>,
    /// Role of its text: body, strong, emphasis, dateline.
    pub role: Role,
    /// UAX #14 tailored by A3 item list allows a line to begin here, whatever the level says
    /// (false inside unbreakable groups and Latin words).
    pub may_begin: bool,
    /// Of one piece with the unit before it (a word, a number and its sign): no white comes between.
    pub joined: bool,
    /// The author asks for a break before it (U+200B), whatever the level says.
    pub wished: bool,
}

/// A paragraph, shaped once, to be set at any measure and size.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ShapedText {
    /// The paragraph's text.
    pub text: String,
    /// Composing units in order; they cover all the text but dropped spaces.
    pub units: Vec<Unit>,
    /// Glyphs of all units.
    pub glyphs: Vec<ShapedGlyph>,
}
