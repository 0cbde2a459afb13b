//! [`OutlineReader`]: the outline of a glyph, in design units.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::GlyphId;

/// A step of an outline; places are design units from the glyph's origin, to the right and upward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A new contour begins here.
    Move([i32; 2]),
    /// A straight line to here.
    Line([i32; 2]),
    /// A curve of degree two: its handle, its end.
    Quad([[i32; 2]; 2]),
    /// A curve of degree three: its handles, its end.
    Cubic([[i32; 2]; 3]),
    /// The contour is closed.
    Close,
}

/// Reads outlines of one face.
pub struct OutlineReader<'a> {
    font: Option<FontRef<'a>>,
}

impl<'a> OutlineReader<'a> {
    /// A reader over the bytes of a face.
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { font: FontRef::new(data).ok() }
    }

    /// The outline of a glyph; empty for blanks and for what cannot be drawn.
    #[must_use]
    pub fn outline(&self, glyph: GlyphId) -> Vec<Stroke> {
        let glyphs = self.font.as_ref().map(MetadataProvider::outline_glyphs);
        let mut pen = Pen(Vec::new());
        let found = glyphs.and_then(|glyphs| glyphs.get(skrifa::GlyphId::new(glyph.0.into())));
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        match found.map(|glyph| glyph.draw(settings, &mut pen)) {
            Some(Ok(_)) => pen.0,
            _ => Vec::new(),
        }
    }
}

/// Gathers the steps.
struct Pen(Vec<Stroke>);

/// A place in whole design units.
#[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
fn at(x: f32, y: f32) -> [i32; 2] {
    [x.round() as i32, y.round() as i32]
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Stroke::Move(at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Stroke::Line(at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Stroke::Quad([at(cx, cy), at(x, y)]));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Stroke::Cubic([at(ax, ay), at(bx, by), at(x, y)]));
    }

    fn close(&mut self) {
        self.0.push(Stroke::Close);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Stroke;
    use crate::font::FontBook;
    use crate::geom::Em;

    #[test]
    fn an_outline_lies_where_the_ink_is() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        for name in ["song", "kai"] {
            let face = book.face(book.find(name).expect("a face"));
            let glyph = face.reader().glyph('口').expect("口");
            let strokes = face.outlines().outline(glyph);
            let ends = strokes.iter().filter_map(|stroke| match stroke {
                Stroke::Move(end) | Stroke::Line(end) => Some(*end),
                Stroke::Quad([_, end]) | Stroke::Cubic([_, _, end]) => Some(*end),
                Stroke::Close => None,
            });
            let (left, top) = (ends.clone().map(|end| end[0]).min(), ends.map(|end| end[1]).max());
            let ink = face.inks().bounds(glyph).expect("ink");
            let em = |units: Option<i32>| Em::from_design(units.expect("drawn").into(), face.upem.into());
            let near = |one: Em, two: Em| one - two < Em::MILLI * 12 && two - one < Em::MILLI * 12;
            assert!(near(em(left), ink.left) && near(em(top), ink.top), "{name}: {left:?} {top:?} {ink:?}");
            // A box has an outer and an inner contour at least.
            assert!(strokes.iter().filter(|stroke| **stroke == Stroke::Close).count() >= 2, "{name}");
            let blank = face.reader().glyph('\u{3000}').expect("a blank");
            assert!(face.outlines().outline(blank).is_empty(), "{name}");
        }
    }
}
