//! Where a finished PDF puts its glyphs and curves, as hayro's interpreter works it out: matrices as they are,
//! nothing rounded for print. It needs no program to be installed.

use std::sync::Arc;

use banxin::font::{Face, GlyphId};
use banxin::geom::{Length, WritingMode};
use banxin::page::{Glyph, GlyphRun};
use hayro::hayro_interpret::font::GlyphRun as DrawnRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

/// One glyph as drawn. Places are in points from the top left of the media, y downward.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin {
    /// Code in its font: the glyph of the subset.
    pub(crate) code: u32,
    /// What it stands for: `/ActualText` for the first glyph under one, nothing for those after it, else ToUnicode.
    pub(crate) text: String,
    /// Its origin: on its baseline, at its left, whatever the writing mode.
    pub(crate) at: Point,
    /// One em along its baseline.
    pub(crate) right: Vec2,
    /// One em up from it.
    pub(crate) up: Vec2,
}

/// What a page draws besides pictures.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// Glyphs in the order of the file.
    pub(crate) glyphs: Vec<Origin>,
    /// Paths in the order of the file, and whether they are filled (else stroked).
    pub(crate) paths: Vec<(BezPath, bool)>,
    /// The `/ActualText` that is open, and whether its text was given away.
    actual: Option<(String, bool)>,
}

impl Drawing {
    /// The text of all glyphs.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }
}

/// What each page of a PDF draws.
pub(crate) fn drawings(pdf: &[u8]) -> Vec<Drawing> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).expect("a PDF");
    let draw = |page: &hayro::hayro_syntax::page::Page<'_>| {
        let [a, b, c, d, e, f] = page.initial_transform(true).as_coeffs();
        let (width, height) = page.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let at = Affine::new([a, b, c, d, e, f]);
        let cache = InterpreterCache::new();
        let mut context = Context::new(at, sheet, &cache, page.xref(), InterpreterSettings::default());
        let mut drawing = Drawing::default();
        interpret_page(page, &mut context, &mut drawing);
        drawing
    };
    pdf.pages().iter().map(draw).collect()
}

/// The glyphs of a PDF of one page.
pub(crate) fn origins(pdf: &[u8]) -> Vec<Origin> {
    let mut pages = drawings(pdf);
    assert_eq!(pages.len(), 1, "one page");
    pages.remove(0).glyphs
}

/// Where the page puts a glyph of a run, in points from the top left of the media, y downward: the origin of a level
/// or turned glyph, the vertical origin of an upright one.
pub(crate) fn place(run: &GlyphRun, glyph: &Glyph, bleed: Length) -> Point {
    let (size, scale) = (run.size.to_pt(), run.scale.to_f64());
    let (along, across) = (glyph.x.to_f64() * size, glyph.y.to_f64() * size);
    let origin = Point::new((bleed + run.origin.x).to_pt(), (bleed + run.origin.y).to_pt());
    origin
        + match run.writing {
            WritingMode::Horizontal if run.turned => Vec2::new(across, along * scale),
            WritingMode::Horizontal => Vec2::new(along * scale, -across),
            WritingMode::Vertical => Vec2::new(across, along),
        }
}

/// From the vertical origin of a face's glyph to its own: em to the right and em up (VORG, or vmtx and the ink).
pub(crate) fn own_origin(face: &Face, glyph: GlyphId) -> [f64; 2] {
    let font = FontRef::new(face.data()).expect("a font");
    let (id, upem) = (skrifa::GlyphId::from(glyph.0), f64::from(face.upem));
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let high = match (font.vorg(), font.vmtx()) {
        (Ok(table), _) => f64::from(table.vertical_origin_y(id)),
        (_, Ok(table)) => {
            f64::from(metrics.bounds(id).map_or(0.0, |ink| ink.y_max)) + f64::from(table.side_bearing(id).unwrap_or(0))
        }
        _ => 0.88 * upem,
    };
    [-f64::from(metrics.advance_width(id).unwrap_or(0.0)) / 2.0 / upem, -high / upem]
}

/// One em along the baseline of the run's glyphs, and one up from it.
pub(crate) fn axes(run: &GlyphRun) -> [Vec2; 2] {
    let (size, narrow) = (run.size.to_pt(), run.size.to_pt() * run.scale.to_f64());
    if run.turned {
        [Vec2::new(0.0, narrow), Vec2::new(size, 0.0)]
    } else {
        [Vec2::new(narrow, 0.0), Vec2::new(0.0, -size)]
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_glyph_run(&mut self, run: &DrawnRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            // Glyph space is a thousandth of an em.
            let whole = props.transform * glyph.transform() * Affine::scale(1000.0);
            let at = whole * Point::ORIGIN;
            let text = match (&mut self.actual, glyph.as_unicode()) {
                (Some((_, true)), _) | (None, None) => String::new(),
                (Some((text, given)), _) => {
                    *given = true;
                    text.clone()
                }
                (None, Some(BfString::Char(c))) => c.to_string(),
                (None, Some(BfString::String(text))) => text,
            };
            let (right, up) = (whole * Point::new(1.0, 0.0) - at, whole * Point::new(0.0, 1.0) - at);
            self.glyphs.push(Origin { code: glyph.char_code(), text, at, right, up });
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.paths.push((props.transform * path.clone(), matches!(mode, DrawMode::Fill(_))));
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        self.actual = text.map(|text| {
            let units: Vec<u16> =
                text.as_bytes().chunks_exact(2).skip(1).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            (String::from_utf16(&units).expect("UTF-16"), false)
        });
    }

    fn end_marked_content(&mut self) {
        self.actual = None;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
