//! [`runs`]: a set line at its place becomes glyph runs, one for each face, role and stand.

use std::ops::Range;

use super::desk::{Desk, SetLine};
use super::{marks, missing};
use crate::compose::{Line, PlacedGlyph};
use crate::geom::{Em, Length, PerMille, Point, WritingMode};
use crate::page::{Glyph, GlyphRun, Item, TextRef};
use crate::shape::{ShapedText, Stand};
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

    /// Where on the line a place of the composer comes to stand.
    pub(super) fn place(self, x: Em) -> Em {
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
    /// Start of the line: on the baseline, or on the axis of a vertical line.
    pub origin: Point,
    /// Ink, if not the style's own.
    pub ink: Option<Ink>,
    /// Whose text.
    pub of: &'a TextRef,
}

/// The runs of a body line.
pub(super) fn runs(desk: &Desk<'_>, line: &Line, text: &ShapedText, draw: &Draw<'_>) -> Vec<Item> {
    split(desk, line, text, draw, |_, x| draw.spread.place(x))
}

/// What stands beside a body line.
pub(super) fn beside(desk: &Desk<'_>, line: &Line, text: &ShapedText, draw: &Draw<'_>) -> Vec<Item> {
    marked(desk, line, text, draw, |_, x| draw.spread.place(x))
}

/// The runs of a line of a head, a caption or furniture.
pub(super) fn set_runs(desk: &Desk<'_>, set: &SetLine, origin: Point, ink: Option<Ink>, of: &TextRef) -> Vec<Item> {
    let draw = Draw { size: set.size, scale: set.scale, spread: Spread::NONE, origin, ink, of };
    let place = |index: usize, x: Em| {
        let gaps = i64::try_from(index).unwrap_or(0);
        x + set.tracking * gaps - Em::HALF * set.blanks_before(index)
    };
    let mut items = split(desk, &set.line, &set.text, &draw, place);
    for item in &mut items {
        if let Item::Glyphs(run) = item {
            run.role = apart(run.role, &set.text);
        }
    }
    items.extend(marked(desk, &set.line, &set.text, &draw, place));
    items
}

/// Bold and emphasis are roles of running text: in a caption, a summary or a pull quote such a run is what the rest of it
/// is, so that nothing takes it for a word of the story.
fn apart(role: Role, text: &ShapedText) -> Role {
    let of_body = |role: &Role| matches!(role, Role::Strong | Role::Emphasis);
    if !of_body(&role) {
        return role;
    }
    text.units.iter().map(|unit| unit.role).find(|role| !of_body(role)).unwrap_or(Role::Caption)
}

/// What stands beside a line. `place` is given the index of a unit on the line and a place as composed.
fn marked(
    desk: &Desk<'_>,
    line: &Line,
    text: &ShapedText,
    draw: &Draw<'_>,
    place: impl Fn(usize, Em) -> Em,
) -> Vec<Item> {
    if text.marks.is_empty() && text.rubies.is_empty() {
        return Vec::new();
    }
    let role = line.units.clone().next().map(|unit| text.units[unit as usize].role);
    let ink = draw.ink.or(role.map(|role| desk.style(role).ink)).unwrap_or(Ink::BLACK);
    marks::items((line, text), draw, ink, place)
}

/// Cuts a line where face, role or stand change; a character that no face has is boxed.
fn split(
    desk: &Desk<'_>,
    line: &Line,
    text: &ShapedText,
    draw: &Draw<'_>,
    place: impl Fn(usize, Em) -> Em,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<Open> = None;
    let lost = missing::on(line, text);
    let begins = |unit: u32| text.units[unit as usize].text.start;
    // A missing character is drawn before the glyph that follows it, so that text is found in its order.
    let mut waiting = lost.iter().copied().peekable();
    for glyph in line.glyphs(text) {
        while let Some(unit) = waiting.next_if(|&unit| unit < glyph.unit) {
            items.extend(open.take().map(|run| run.close(desk, text, draw, begins(unit))));
            items.extend(missing::boxed(desk, (line, unit), text, draw));
        }
        let x = place((glyph.unit - line.units.start) as usize, glyph.x);
        if open.as_ref().is_none_or(|run| !run.takes(&glyph)) {
            let first = open.is_none() && items.is_empty();
            let start = begins(if first { line.units.start } else { glyph.unit });
            items.extend(open.take().map(|run| run.close(desk, text, draw, start)));
            open = Some(Open::new(&glyph, x, start));
        }
        if let Some(run) = open.as_mut() {
            run.push(&glyph, x, text);
        }
    }
    let end = line.units.end.checked_sub(1).map_or(0, |unit| text.units[unit as usize].text.end);
    let next = waiting.peek().map_or(end, |&unit| begins(unit));
    items.extend(open.map(|run| run.close(desk, text, draw, next)));
    items.extend(waiting.flat_map(|unit| missing::boxed(desk, (line, unit), text, draw)));
    items
}

/// A run being gathered.
struct Open {
    first: PlacedGlyph,
    x: Em,
    bytes: Range<u32>,
    glyphs: Vec<(Em, PlacedGlyph)>,
}

/// The baseline of a turned run lies so far left of the axis of its line: the em box is 880 over the baseline and
/// 120 under it, and its middle is on the axis (standards A2, A10).
const TURNED: i64 = 380;
/// The baseline of characters set across lies so far below the start of their cell.
const ACROSS: i64 = 880;

impl Open {
    fn new(glyph: &PlacedGlyph, x: Em, start: u32) -> Self {
        Self { first: glyph.clone(), x, bytes: start..start, glyphs: Vec::new() }
    }

    /// Whether a glyph goes on in this run. What is set across stands alone in its cell.
    fn takes(&self, glyph: &PlacedGlyph) -> bool {
        let first = &self.first;
        let cell = first.stand != Stand::Combined || first.unit == glyph.unit;
        let looks = (first.face, first.role, first.stand, first.scale);
        cell && looks == (glyph.face, glyph.role, glyph.stand, glyph.scale)
    }

    fn push(&mut self, glyph: &PlacedGlyph, x: Em, text: &ShapedText) {
        self.bytes.end = self.bytes.end.max(text.units[glyph.unit as usize].text.end);
        self.glyphs.push((x, glyph.clone()));
    }

    /// The finished run; its text goes on to byte `end`, over characters that have no glyph.
    fn close(self, desk: &Desk<'_>, text: &ShapedText, draw: &Draw<'_>, end: u32) -> Item {
        let (start, end) = (self.bytes.start, self.bytes.end.max(end));
        let across = self.first.stand == Stand::Combined;
        let along = |x: Em, glyph: &PlacedGlyph| if across { glyph.across - self.first.across } else { x - self.x };
        let glyphs = self.glyphs.iter().map(|(x, glyph)| Glyph {
            id: glyph.id,
            x: along(*x, glyph),
            y: glyph.y,
            text: glyph.text.start.max(start) - start..glyph.text.end.max(start) - start,
        });
        let vertical = text.manner.writing == WritingMode::Vertical;
        let upright = vertical && self.first.stand == Stand::Upright;
        let scale = i64::from(draw.scale.0) * i64::from(self.first.scale.0) / 1000;
        Item::Glyphs(GlyphRun {
            face: self.first.face,
            size: draw.size,
            scale: PerMille(i32::try_from(scale).unwrap_or(1000)),
            ink: draw.ink.unwrap_or(desk.style(self.first.role).ink),
            origin: self.origin(draw, vertical),
            writing: if upright { WritingMode::Vertical } else { WritingMode::Horizontal },
            turned: vertical && self.first.stand == Stand::Turned,
            role: self.first.role,
            of: draw.of.clone(),
            text: text.text[start as usize..end as usize].to_owned(),
            glyphs: glyphs.collect(),
        })
    }

    /// Where the run begins: see the stands of a unit.
    fn origin(&self, draw: &Draw<'_>, vertical: bool) -> Point {
        let size = draw.size;
        if !vertical {
            return draw.origin.moved(self.x.at(size).scaled(i64::from(draw.scale.0), 1000), Length::ZERO);
        }
        let down = self.x.at(size);
        match self.first.stand {
            Stand::Upright => draw.origin.moved(Length::ZERO, down),
            Stand::Turned => draw.origin.moved(-size.scaled(TURNED, 1000), down),
            Stand::Combined => {
                let left = self.first.across.at(size).scaled(i64::from(self.first.scale.0), 1000) - size / 2;
                draw.origin.moved(left, down + size.scaled(ACROSS, 1000))
            }
        }
    }
}
