//! [`Line`] and [`Galley`]: what the composer gives.

use std::ops::Range;

use crate::font::{FaceId, GlyphId};
use crate::geom::{Em, PerMille};
use crate::shape::{ShapedGlyph, ShapedText, Stand, Unit};
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

impl Trouble {
    /// The lasting id, as reports and `compose` name it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Loose => "loose-line",
            Self::LoneChar => "lone-char",
            Self::Overfull => "overfull",
            Self::KinsokuRelaxed => "kinsoku-relaxed",
            Self::Short => "short-line",
        }
    }
}

/// Why a line ends where it does (A7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Why {
    /// The text ends here.
    #[default]
    End,
    /// The line was full to the unit (step 3).
    Full,
    /// 挤进: it was squeezed so that more fits (step 4).
    PushedIn,
    /// 推出: what follows would not fit, so the line was opened (step 5).
    PushedOut,
    /// Its last mark hangs (A8).
    Hung,
    /// Broken earlier, or squeezed, so that no single character is left for the last line (step 9).
    NoLone,
    /// A mark starts the next line, since three in a row could not be kept (A3).
    Relaxed,
    /// No legal break fits (step 10).
    Forced,
    /// Chosen for the sake of the whole paragraph.
    Paragraph,
    /// As it was before the correction.
    Held,
}

impl Why {
    /// A word for the record.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Full => "full",
            Self::PushedIn => "pushed-in",
            Self::PushedOut => "pushed-out",
            Self::Hung => "hung",
            Self::NoLone => "no-lone-char",
            Self::Relaxed => "kinsoku-relaxed",
            Self::Forced => "forced",
            Self::Paragraph => "paragraph",
            Self::Held => "held",
        }
    }
}

/// Why a line of the character grid is not solid: its characters do not all stand on whole cells (A6, `snap`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unsolid {
    /// Its width was changed by so much: squeezed or opened.
    Adjusted,
    /// Marks in it closed up (A5).
    ClosedUp,
    /// A mark at its start is half (A5).
    HalfStart,
    /// A body in it is not a whole number of cells: · or – of half an em.
    HalfCell,
}

impl Unsolid {
    /// A word for the record.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Adjusted => "adjusted",
            Self::ClosedUp => "closed-up",
            Self::HalfStart => "half-start",
            Self::HalfCell => "half-cell",
        }
    }
}

/// What was done to a line, for the report and for `compose`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// Width before shrinking or stretching, indent included.
    pub natural: Em,
    /// Why it ends here.
    pub why: Why,
    /// With `snap`: why it is not solid; empty for a solid line.
    pub unsolid: Vec<Unsolid>,
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
    /// Where the hyphen at its end stands, and which of [`ShapedText::hyphens`] it is.
    ///
    /// [`ShapedText::hyphens`]: crate::shape::ShapedText::hyphens
    pub hyphen: Option<(Em, u32)>,
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
    /// The glyphs of the line with their places; the hyphen at its end, if there is one, last and without text.
    pub fn glyphs<'a>(&'a self, text: &'a ShapedText) -> impl Iterator<Item = PlacedGlyph> + 'a {
        let own = self.units.clone().zip(&self.places).flat_map(move |(unit, &place)| {
            let of = &text.units[unit as usize];
            let glyphs = &text.glyphs[of.glyphs.start as usize..of.glyphs.end as usize];
            glyphs.iter().map(move |glyph| placed(glyph, place, unit, of))
        });
        own.chain(self.hyphen_glyph(text))
    }

    fn hyphen_glyph(&self, text: &ShapedText) -> Option<PlacedGlyph> {
        let (place, index) = self.hyphen?;
        let unit = self.units.end.checked_sub(1)?;
        let of = text.units.get(unit as usize)?;
        let glyph = text.hyphens.get(index as usize)?.glyph.as_ref()?;
        Some(PlacedGlyph { text: of.text.end..of.text.end, ..placed(glyph, place, unit, of) })
    }
}

fn placed(glyph: &ShapedGlyph, place: Em, unit: u32, of: &Unit) -> PlacedGlyph {
    let combined = of.stand == Stand::Combined;
    PlacedGlyph {
        face: glyph.face,
        id: glyph.id,
        x: if combined { place } else { place + glyph.x },
        y: glyph.y,
        stand: of.stand,
        across: if combined { glyph.x } else { Em::ZERO },
        scale: of.scale,
        text: glyph.text.clone(),
        role: of.role,
        unit,
    }
}

/// Lines set but not yet placed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Galley {
    /// Lines in order.
    pub lines: Vec<Line>,
}
