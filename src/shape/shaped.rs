//! [`ShapedText`]: glyphs and composing units joined by ranges.

use std::ops::Range;

use super::CharClass;
use crate::font::{FaceId, GlyphId};
use crate::geom::{Em, PerMille, WritingMode};
use crate::style::{Lang, Mark, Role};

/// How a text is read and set, whatever the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Manner {
    /// Which way the line runs.
    pub writing: WritingMode,
    /// Its language.
    pub lang: Lang,
    /// Latin words may be hyphenated (A4).
    pub hyphenate: bool,
}

/// A paragraph to be shaped.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Its text.
    pub text: &'a str,
    /// Stretches that are not of the base role, by bytes, in order, not overlapping.
    pub runs: &'a [(Range<usize>, Role)],
    /// Marks beside characters, by bytes, in order of their beginnings.
    pub marks: &'a [(Range<usize>, Mark)],
    /// How it is set.
    pub manner: Manner,
}

impl<'a> Passage<'a> {
    /// Plain text, horizontal, Simplified Chinese.
    #[must_use]
    pub fn plain(text: &'a str) -> Self {
        Self { text, runs: &[], marks: &[], manner: Manner::default() }
    }
}

/// How a unit stands in its line (UAX #50 as tailored by standards A10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Stand {
    /// Upright; the only way in a horizontal line.
    #[default]
    Upright,
    /// Turned a quarter clockwise, in a vertical line: Latin words, long numbers.
    Turned,
    /// 纵中横: across the vertical line, in one em.
    Combined,
}

/// One glyph, placed within its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Its face.
    pub face: FaceId,
    /// The glyph.
    pub id: GlyphId,
    /// Distance of its origin from the start of its unit's body (not of the lead glue), along the line, in em; in a
    /// combined unit from the left edge of the em cell, across the line.
    pub x: Em,
    /// Rise above the baseline, in em; upright in a vertical line: to the right of the line's axis.
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
    /// How it stands in its line.
    pub stand: Stand,
    /// Horizontal scale of its glyphs: a combined unit is narrowed to one em. Their places are before the scale, as
    /// those of a run of the page are.
    pub scale: PerMille,
    /// The hyphen that a line shows if it ends after this unit, a piece of a word: its place in
    /// [`ShapedText::hyphens`].
    pub hyphen: Option<u32>,
}

/// A hyphen, ready to stand at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyphen {
    /// Its glyph, if there is a face.
    pub glyph: Option<ShapedGlyph>,
    /// Its width.
    pub width: Em,
}

/// 注音: a reading and the units under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruby {
    /// Base units.
    pub units: Range<u32>,
    /// The reading, in em of the base; half its size.
    pub glyphs: Vec<ShapedGlyph>,
    /// Width of the reading, in em of the base.
    pub width: Em,
    /// From the start of the first base body to the start of the reading; negative where it overhangs.
    pub offset: Em,
    /// How the reading stands in its line: pinyin is turned in a vertical line, kana and 注音符号 run down.
    pub stand: Stand,
    /// The reading as written.
    pub text: String,
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
    /// How it is set.
    pub manner: Manner,
    /// Hyphens of its words, one for each face.
    pub hyphens: Vec<Hyphen>,
    /// Dots and lines beside characters, by units.
    pub marks: Vec<(Range<u32>, Mark)>,
    /// Readings, in order of their units.
    pub rubies: Vec<Ruby>,
    /// Units of characters that no face has, ascending: set as empty ems, boxed in a proof.
    pub missing: Vec<u32>,
}
