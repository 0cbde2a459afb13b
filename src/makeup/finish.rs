//! [`runs`]: a set line at its place becomes glyph runs, one for each face and role.

use std::ops::Range;

use super::desk::{Desk, SetLine};
use crate::compose::{Line, PlacedGlyph};
use crate::font::FaceId;
use crate::geom::{Em, Length, PerMille, Point, WritingMode};
use crate::page::{Glyph, GlyphRun, Item, TextRef};
use crate::shape::ShapedText;
use crate::style::{Ink, Role};

/// Letter-space of a line: distances from its first body, in the ratio of two widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    first: Em,
    to: i64,
    from: i64,
}

impl Spread {
    /// Distances as composed.
    pub(super) const NONE: Self = Self { first: Em::ZERO, to: 1, from: 1 };

    /// The letter-space of a line of a paragraph with `tracking`: a full line ends at `width` exactly.
    pub(super) fn of(line: &Line, tracking: PerMille, width: Em) -> Self {
        let (Some(&first), Some(&last)) = (line.places.first(), line.places.last()) else { return Self::NONE };
        if tracking == PerMille::ZERO || last <= first {
            return Self::NONE;
        }
        if line.last {
            return Self { first, to: 1000 + i64::from(tracking.0), from: 1000 };
        }
        let body = line.width - last;
        Self { first, to: (width - body - first).units(), from: (last - first).units() }
    }

    fn place(self, x: Em) -> Em {
        self.first + Em::from_units((x - self.first).units() * self.to / self.from)
    }

    /// Width of a line as drawn.
    pub(super) fn width(self, line: &Line) -> Em {
        line.places.last().map_or(line.width, |&last| self.place(last) + (line.width - last))
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw<'a> {
    /// Type size.
    pub size: Length,
    /// Horizontal scale.
    pub scale: PerMille,
    /// Letter-space of a paragraph: all distances by this much more, in per mille.
    pub spread: Spread,
    /// Left end of the line, on the baseline.
    pub origin: Point,
    /// Ink, if not the style's own.
    pub ink: Option<Ink>,
    /// Whose text.
    pub of: &'a TextRef,
}

/// The runs of a body line.
pub(super) fn runs(desk: &Desk<'_>, line: &Line, text: &ShapedText, draw: &Draw<'_>) -> Vec<Item> {
    let place = |_: &PlacedGlyph, x: Em| draw.spread.place(x);
    split(desk, line, text, draw, place)
}

/// The runs of a line of a head, a caption or furniture.
pub(super) fn set_runs(desk: &Desk<'_>, set: &SetLine, origin: Point, ink: Option<Ink>, of: &TextRef) -> Vec<Item> {
    let draw = Draw { size: set.size, scale: set.scale, spread: Spread::NONE, origin, ink, of };
    let first = set.line.units.start;
    let place = |glyph: &PlacedGlyph, x: Em| {
        let index = (glyph.unit - first) as usize;
        let gaps = i64::try_from(index).unwrap_or(0);
        x + set.tracking * gaps - Em::HALF * set.blanks_before(index)
    };
    split(desk, &set.line, &set.text, &draw, place)
}

/// Cuts a line where face or role change.
fn split(
    desk: &Desk<'_>,
    line: &Line,
    text: &ShapedText,
    draw: &Draw<'_>,
    place: impl Fn(&PlacedGlyph, Em) -> Em,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<Open> = None;
    for glyph in line.glyphs(text) {
        let x = place(&glyph, glyph.x);
        if open.as_ref().is_none_or(|run| run.face != glyph.face || run.role != glyph.role) {
            let unit = if open.is_some() { glyph.unit } else { line.units.start };
            let start = text.units[unit as usize].text.start;
            items.extend(open.take().map(|run| run.close(desk, text, draw, start)));
            open = Some(Open::new(&glyph, x, start));
        }
        if let Some(run) = open.as_mut() {
            run.push(&glyph, x, text);
        }
    }
    let end = line.units.end.checked_sub(1).map_or(0, |unit| text.units[unit as usize].text.end);
    items.extend(open.map(|run| run.close(desk, text, draw, end)));
    items
}

/// A run being gathered.
struct Open {
    face: FaceId,
    role: Role,
    x: Em,
    bytes: Range<u32>,
    glyphs: Vec<(Em, PlacedGlyph)>,
}

impl Open {
    fn new(glyph: &PlacedGlyph, x: Em, start: u32) -> Self {
        Self { face: glyph.face, role: glyph.role, x, bytes: start..start, glyphs: Vec::new() }
    }

    fn push(&mut self, glyph: &PlacedGlyph, x: Em, text: &ShapedText) {
        self.bytes.end = self.bytes.end.max(text.units[glyph.unit as usize].text.end);
        self.glyphs.push((x, glyph.clone()));
    }

    /// The finished run; its text goes on to byte `end`, over characters that have no glyph.
    fn close(self, desk: &Desk<'_>, text: &ShapedText, draw: &Draw<'_>, end: u32) -> Item {
        let (start, end) = (self.bytes.start, self.bytes.end.max(end));
        let glyphs = self.glyphs.iter().map(|(x, glyph)| Glyph {
            id: glyph.id,
            x: *x - self.x,
            y: glyph.y,
            text: glyph.text.start.max(start) - start..glyph.text.end.max(start) - start,
        });
        Item::Glyphs(GlyphRun {
            face: self.face,
            size: draw.size,
            scale: draw.scale,
            ink: draw.ink.unwrap_or(desk.style(self.role).ink),
            origin: draw.origin.moved(self.x.at(draw.size).scaled(i64::from(draw.scale.0), 1000), Length::ZERO),
            writing: WritingMode::Horizontal,
            turned: false,
            role: self.role,
            of: draw.of.clone(),
            text: text.text[start as usize..end as usize].to_owned(),
            glyphs: glyphs.collect(),
        })
    }
}
