//! What can stand on a page.

use std::ops::Range;

use crate::font::{FaceId, GlyphId};
use crate::geom::{Em, Length, PerMille, Point, Rect, WritingMode};
use crate::picture::PictureId;
use crate::style::{Ink, Role};

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text of one face at one size on one baseline.
    Glyphs(GlyphRun),
    /// A straight line.
    Rule(Rule),
    /// A filled box.
    Fill(Fill),
    /// A picture.
    Picture(PlacedPicture),
    /// A round dot: 着重号.
    Dot(Dot),
    /// A wavy line: 浪线式书名号.
    Wave(Wave),
}

/// Where a run comes from: for extraction tests, proofs and the digital edition.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TextRef {
    /// Story id, or empty for furniture.
    pub story: String,
    /// Letter of the area.
    pub area: char,
}

/// Glyphs of one face, size and ink on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// Face of all glyphs.
    pub face: FaceId,
    /// Type size.
    pub size: Length,
    /// Horizontal scale of glyphs and distances.
    pub scale: PerMille,
    /// Colour.
    pub ink: Ink,
    /// Origin of the first glyph on the baseline.
    pub origin: Point,
    /// The way the glyphs run.
    pub writing: WritingMode,
    /// A horizontal run turned a quarter clockwise: it runs downward, and above its baseline is to the right.
    pub turned: bool,
    /// What the text is.
    pub role: Role,
    /// Whose text it is.
    pub of: TextRef,
    /// Text of the run, for extraction.
    pub text: String,
    /// Glyphs in reading order.
    pub glyphs: Vec<Glyph>,
}

/// One glyph of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph of the run's face.
    pub id: GlyphId,
    /// Distance of its origin from the run's origin along the line, in em before the scale.
    pub x: Em,
    /// Distance above the baseline (horizontal) or to the right of the line's axis (vertical), in em.
    pub y: Em,
    /// Bytes of the run's text that it stands for; empty for the second glyph of a cluster.
    pub text: Range<u32>,
}

/// A straight line between two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One end.
    pub from: Point,
    /// Other end.
    pub to: Point,
    /// Thickness.
    pub weight: Length,
    /// Colour.
    pub ink: Ink,
}

/// A box filled with ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The box.
    pub rect: Rect,
    /// Colour.
    pub ink: Ink,
}

/// A round dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Its centre.
    pub centre: Point,
    /// Diameter.
    pub diameter: Length,
    /// Colour.
    pub ink: Ink,
}

/// A wavy line along a straight one, which it leaves by `height` to both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wave {
    /// The straight line: whole waves of about `length` fill it.
    pub rule: Rule,
    /// How far a crest stands from the straight line.
    pub height: Length,
    /// Length of one wave, to be made fit.
    pub length: Length,
}

/// A picture in its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// Which picture.
    pub picture: PictureId,
    /// Where it stands; the part of the picture named by `crop` fills it.
    pub rect: Rect,
    /// Part of the picture that is shown, in per mille of its width and height: left, top, width, height.
    pub crop: [PerMille; 4],
}
