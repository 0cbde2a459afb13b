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
    #[must_use]
    pub fn bounds(&self, glyph: GlyphId) -> Option<InkBox> {
        let font = self.font.as_ref()?;
        let metrics = font.v_metrics_unscaled();
        let scale = rusttype::Scale::uniform(metrics.ascent - metrics.descent);
        let bounds = font.glyph(rusttype::GlyphId(glyph.0)).scaled(scale).exact_bounding_box()?;
        let em = |units: f32| {
            #[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
            Em::from_design(units.round() as i64, self.upem.into())
        };
        Some(InkBox {
            left: em(bounds.min.x),
            right: em(bounds.max.x),
            bottom: em(-bounds.max.y),
            top: em(-bounds.min.y),
        })
    }
}
