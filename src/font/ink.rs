//! [`InkReader`]: where the ink of a glyph lies in its em, by rusttype.
//!
//! rusttype's `Scale` is the height from descender to ascender, not the em: the scale is set so that
//! one em is `upem` pixels, and boxes come out in design units.

use super::GlyphId;
use crate::geom::Em;

/// Ink bounds of a glyph from its origin, in em; y grows upward from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InkBox {
    /// Left edge of the ink.
    pub left: Em,
    /// Right edge of the ink.
    pub right: Em,
    /// Lowest ink.
    pub bottom: Em,
    /// Highest ink.
    pub top: Em,
}

/// Reads ink bounds of one face.
pub struct InkReader<'a> {
    font: Option<rusttype::Font<'a>>,
    upem: u16,
}

impl<'a> InkReader<'a> {
    /// A reader over the bytes of a face; one that answers `None` if rusttype cannot read them.
    pub(super) fn new(data: &'a [u8], upem: u16) -> Self {
        Self { font: rusttype::Font::try_from_bytes(data), upem }
    }

    /// The ink of a glyph; `None` for blanks.
    ///
    /// The bounds are those of the curves: the boxes that faces and rusttype give are those of the
    /// control points, which lie outside the ink of a brush stroke by up to a tenth of an em.
    #[must_use]
    pub fn bounds(&self, glyph: GlyphId) -> Option<InkBox> {
        let font = self.font.as_ref()?;
        let metrics = font.v_metrics_unscaled();
        let scale = rusttype::Scale::uniform(metrics.ascent - metrics.descent);
        let mut extent = Extent::default();
        if !font.glyph(rusttype::GlyphId(glyph.0)).scaled(scale).build_outline(&mut extent) {
            return None;
        }
        let em = |units: f32| {
            #[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
            Em::from_design(units.round() as i64, self.upem.into())
        };
        let [x, y] = extent.axes;
        let ((left, right), (low, high)) = (x.range?, y.range?);
        Some(InkBox { left: em(left), right: em(right), bottom: em(-high), top: em(-low) })
    }
}

/// The extent of an outline along both axes (y downward, as rusttype draws).
#[derive(Default)]
struct Extent {
    axes: [Axis; 2],
}

/// The extent along one axis, and where the pen is.
#[derive(Default)]
struct Axis {
    range: Option<(f32, f32)>,
    pen: f32,
}

impl Axis {
    fn touch(&mut self, at: f32) {
        self.range = Some(self.range.map_or((at, at), |(low, high)| (low.min(at), high.max(at))));
    }

    /// A Bézier of degree three from the pen: its ends, and where its derivative is zero.
    fn cubic(&mut self, one: f32, two: f32, end: f32) {
        let start = self.pen;
        let (a, b, c) = (end - start + 3.0 * (one - two), 2.0 * (start - 2.0 * one + two), one - start);
        for t in roots(a, b, c) {
            let s = 1.0 - t;
            self.touch(s * s * s * start + 3.0 * s * s * t * one + 3.0 * s * t * t * two + t * t * t * end);
        }
        self.touch(start);
        self.touch(end);
        self.pen = end;
    }
}

/// Roots of `a t² + b t + c` strictly between 0 and 1.
fn roots(a: f32, b: f32, c: f32) -> impl Iterator<Item = f32> {
    let linear = (a.abs() < f32::EPSILON && b.abs() >= f32::EPSILON).then(|| -c / b);
    let under = b * b - 4.0 * a * c;
    let root = (a.abs() >= f32::EPSILON && under >= 0.0).then(|| under.sqrt());
    let pair = root.map(|root| [(-b - root) / (2.0 * a), (-b + root) / (2.0 * a)]);
    linear.into_iter().chain(pair.into_iter().flatten()).filter(|t| *t > 0.0 && *t < 1.0)
}

impl rusttype::OutlineBuilder for Extent {
    fn move_to(&mut self, x: f32, y: f32) {
        for (axis, at) in self.axes.iter_mut().zip([x, y]) {
            axis.pen = at;
        }
    }

    fn line_to(&mut self, x: f32, y: f32) {
        for (axis, at) in self.axes.iter_mut().zip([x, y]) {
            axis.touch(axis.pen);
            axis.touch(at);
            axis.pen = at;
        }
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        for (axis, (one, end)) in self.axes.iter_mut().zip([(x1, x), (y1, y)]) {
            // The same curve with two control points.
            let start = axis.pen;
            axis.cubic((start + 2.0 * one) / 3.0, (end + 2.0 * one) / 3.0, end);
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        for (axis, (one, two, end)) in self.axes.iter_mut().zip([(x1, x2, x), (y1, y2, y)]) {
            axis.cubic(one, two, end);
        }
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Axis;
    use crate::font::FontBook;
    use crate::geom::Em;

    #[test]
    fn a_curve_reaches_less_far_than_its_control_points() {
        let mut axis = Axis::default();
        axis.cubic(0.0, 3.0, 0.0);
        let (low, high) = axis.range.expect("drawn");
        assert!(low == 0.0 && (high - 4.0 / 3.0).abs() < 1e-4, "{low} {high}");
    }

    #[test]
    fn ink_of_heavy_brush_strokes_is_inside_the_em() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let face = book.face(book.find("song-black").expect("song-black"));
        let glyph = face.reader().glyph('点').expect("点");
        let ink = face.inks().bounds(glyph).expect("ink");
        assert!(ink.right < Em::ONE && ink.right > Em::MILLI * 900, "{ink:?}");
    }
}
