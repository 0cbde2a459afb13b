//! [`boxed`]: a character that no face has, as a box with its code inside.
//!
//! No plate is made of it, for a missing glyph is an error: the box is for the proof. The first digit of the code
//! carries the character, so that the text on the page is still the story's.

use super::desk::Desk;
use super::finish::Draw;
use crate::compose::Line;
use crate::diag::Span;
use crate::geom::{Em, Length, Point, Rect, WritingMode};
use crate::page::{Glyph, GlyphRun, Item, Rule};
use crate::shape::ShapedText;
use crate::style::{Ink, Role};

/// Weight of the box (standards C3: the least that newsprint holds).
const HAIRLINE: Length = Length::from_units(31_750);
/// White between the box and the cell, in em.
const INSET: Em = Em::from_units(Em::ONE.units() / 20);
/// Size of the digits, in thousandths of an em: three abreast.
const DIGITS: i64 = 380;

/// The units of a line that no face has.
pub(super) fn on<'a>(line: &Line, text: &'a ShapedText) -> &'a [u32] {
    let of = |unit: u32| text.missing.partition_point(|&missing| missing < unit);
    &text.missing[of(line.units.start)..of(line.units.end)]
}

/// The box of one of them and its code.
pub(super) fn boxed(desk: &Desk<'_>, (line, unit): (&Line, u32), text: &ShapedText, draw: &Draw<'_>) -> Vec<Item> {
    let index = (unit - line.units.start) as usize;
    let Some(&place) = line.places.get(index) else { return Vec::new() };
    let of = &text.units[unit as usize];
    let along = draw.spread.place(place).at(draw.size);
    let corner = match text.manner.writing {
        WritingMode::Horizontal => {
            let along = along.scaled(i64::from(draw.scale.0), 1000);
            draw.origin.moved(along, -draw.size.scaled(880, 1000))
        }
        WritingMode::Vertical => draw.origin.moved(-draw.size / 2, along),
    };
    let width = draw.size.scaled(i64::from(draw.scale.0), 1000);
    let rect = Rect::new(corner.x, corner.y, width, draw.size).inset(INSET.at(draw.size));
    let written = &text.text[of.text.start as usize..of.text.end as usize];
    let ink = draw.ink.unwrap_or(desk.style(of.role).ink);
    let mut items = outline(rect, ink);
    items.extend(code(desk, rect, (written, of.role), draw, ink));
    items
}

fn outline(rect: Rect, ink: Ink) -> Vec<Item> {
    let corners = [
        Point::new(rect.x, rect.y),
        Point::new(rect.right(), rect.y),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ];
    let sides = (0..4).map(|at| (corners[at], corners[(at + 1) % 4]));
    sides.map(|(from, to)| Item::Rule(Rule { from, to, weight: HAIRLINE, ink })).collect()
}

/// The code in two lines of digits.
fn code(desk: &Desk<'_>, rect: Rect, (written, role): (&str, Role), draw: &Draw<'_>, ink: Ink) -> Vec<Item> {
    let code = written.chars().next().map_or_else(String::new, |first| format!("{:04X}", u32::from(first)));
    let size = draw.size.scaled(DIGITS, 1000);
    let half = code.len().div_ceil(2);
    let mut items = Vec::new();
    let mut text = written.to_owned();
    for (row, digits) in [&code[..half], &code[half..]].into_iter().enumerate() {
        let shaped = desk.text(desk.house(), digits, Role::Ear, &Span::file(&desk.edition.source));
        let line = desk.solid(desk.house(), &shaped, Role::Ear);
        let glyphs: Vec<_> = line.glyphs(&shaped).collect();
        let Some(first) = glyphs.first() else { continue };
        let (x, y) =
            (rect.x + (rect.w - line.width.at(size)) / 2, rect.y + rect.h.scaled(if row == 0 { 46 } else { 90 }, 100));
        let whole = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let range = |at: usize| if at == 0 { 0..whole } else { whole..whole };
        items.push(Item::Glyphs(GlyphRun {
            face: first.face,
            size,
            scale: crate::geom::PerMille::FULL,
            ink,
            origin: Point::new(x, y),
            writing: WritingMode::Horizontal,
            turned: false,
            role,
            of: draw.of.clone(),
            glyphs: glyphs
                .iter()
                .enumerate()
                .map(|(at, glyph)| Glyph { id: glyph.id, x: glyph.x, y: glyph.y, text: range(at) })
                .collect(),
            text: std::mem::take(&mut text),
        }));
    }
    items
}
