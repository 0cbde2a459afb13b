//! [`Line`] and [`Galley`]: what the composer gives.

use std::ops::Range;

use crate::font::{FaceId, GlyphId};
use crate::geom::{Em, PerMille};
use crate::shape::Stand;
use crate::style::Role;

/// What the composer could not keep; the line is set all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// More than ¼ em between characters (A7 stage 3).
    Loose,
    /// The last line has one character (A7.9).
    LoneChar,
    /// A unit is wider than the measure (A7.10).
    Overfull,
    /// Three or more marks could not be kept together (A3).
    KinsokuRelaxed,
    /// A line has no boundary that may open, and stays shorter than the measure.
    Short,
}

/// What was done to a line, for the report and for `compose`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// Width before shrinking or stretching.
    pub natural: Em,
    /// Width taken away, by stage 1–6 of A7.6.
    pub shrunk: [Em; 6],
    /// Width added, by stage 1–3 of A7.7.
    pub stretched: [Em; 3],
    /// Troubles.
    pub troubles: Vec<Trouble>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// Units on the line.
    pub units: Range<u32>,
    /// Where the body of each unit begins from the line's start (indent included), in em.
    pub places: Vec<Em>,
    /// Width as set, indent included, without what hangs.
    pub width: Em,
    /// What hangs outside the measure at the end (A8).
    pub hang: Em,
    /// Whether the paragraph ends here.
    pub last: bool,
    /// What was done.
    pub record: Record,
}

/// A glyph at its place on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedGlyph {
    /// Face.
    pub face: FaceId,
    /// Glyph.
    pub id: GlyphId,
    /// From the start of the line, along it.
    pub x: Em,
    /// Above the baseline; upright in a vertical line: to the right of its axis.
    pub y: Em,
    /// How its unit stands in the line.
    pub stand: Stand,
    /// In a combined unit: from the left edge of the em cell, across the line; else zero.
    pub across: Em,
    /// Horizontal scale of the glyph.
    pub scale: PerMille,
    /// Bytes of the paragraph's text.
    pub text: Range<u32>,
    /// Role of its text.
    pub role: Role,
    /// Unit it belongs to.
    pub unit: u32,
}

impl Line {
    /// The glyphs of the line with their places.
    pub fn glyphs<'a>(&'a self, text: &'a crate::shape::ShapedText) -> impl Iterator<Item = PlacedGlyph> + 'a {
        self.units.clone().zip(&self.places).flat_map(move |(unit, &place)| {
            let of = &text.units[unit as usize];
            text.glyphs[of.glyphs.start as usize..of.glyphs.end as usize].iter().map(move |glyph| PlacedGlyph {
                face: glyph.face,
                id: glyph.id,
                x: if of.stand == Stand::Combined { place } else { place + glyph.x },
                y: glyph.y,
                stand: of.stand,
                across: if of.stand == Stand::Combined { glyph.x } else { Em::ZERO },
                scale: of.scale,
                text: glyph.text.clone(),
                role: of.role,
                unit,
            })
        })
    }
}

/// Lines set but not yet placed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Galley {
    /// Lines in order.
    pub lines: Vec<Line>,
}
