//! [`Program`]: the subset of a face that one document embeds, with its exact metrics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use subsetter::GlyphRemapper;

use super::Violation;
use super::cff;
use super::deflate::deflate_font;
use super::digest::subset_tag;
use crate::font::Face;

/// A length along a line in millionths of an em: the unit in which glyphs are placed.
pub(super) type MicroEm = i64;

/// Metrics of one glyph for vertical setting, in 1/1000 em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Upright {
    /// Advance downward.
    pub(super) advance: i64,
    /// Height of the vertical origin above the baseline.
    pub(super) origin: i64,
}

impl Upright {
    /// What almost every glyph has: one em from the top of the em box 880/−120.
    pub(super) const USUAL: Self = Self { advance: 1000, origin: 880 };
}

/// A subset: glyph `i` of it is `glyphs[i - 1]` of the face, glyph 0 is .notdef.
pub(super) struct Program {
    /// Glyphs of the face, ascending.
    pub(super) glyphs: Vec<u16>,
    /// A font file of which printpdf makes the dictionaries that the press pass puts right. Where `cff` is
    /// there it holds a single glyph, else the whole subset.
    pub(super) sfnt: Vec<u8>,
    /// The subset as a bare CFF table, of a CID-keyed face.
    cff: Option<Vec<u8>>,
    /// What the PDF calls it: `ABCDEF+NotoSerifSC-Regular`.
    pub(super) name: String,
    /// Advance of each glyph of the subset.
    pub(super) widths: Vec<MicroEm>,
    /// Vertical metrics of each glyph of the subset.
    pub(super) upright: Vec<Upright>,
    /// The embedded stream, packed when it is first needed.
    packed: OnceLock<Vec<u8>>,
}

impl Program {
    /// The subset of `face` with `glyphs` (ascending, without 0), taken from `union` if that has them all.
    ///
    /// # Errors
    /// If the face cannot be subset.
    pub(super) fn new(face: &Face, glyphs: &[u16], union: Option<&Self>) -> Result<Self, Violation> {
        let wrong = |reason: String| Violation::Face { face: face.entry.id.clone(), reason };
        let font = FontRef::new(face.data()).map_err(|error| wrong(error.to_string()))?;
        let inherited = union.and_then(|union| {
            let ids: Option<Vec<u16>> = glyphs.iter().map(|&glyph| union.find(glyph)).collect();
            Some((union, ids?))
        });
        let (union, ids) = inherited.map_or_else(|| (None, glyphs.to_vec()), |(union, ids)| (Some(union), ids));
        let table = font.table_data(Tag::new(b"CFF ")).map(|table| table.as_bytes());
        let cff = union.map_or(table, |union| union.cff.as_deref()).and_then(|table| cff::subset(table, &ids));
        // What the bare table holds need not be in the file too.
        let (data, ids) = match (&cff, union) {
            (Some(_), _) => (face.data(), &glyphs[..glyphs.len().min(1)]),
            (None, Some(union)) if union.cff.is_none() => (union.sfnt.as_slice(), ids.as_slice()),
            (None, _) => (face.data(), glyphs),
        };
        let remapper = GlyphRemapper::new_from_glyphs(ids);
        // The subsetter trusts tables that nobody has checked; a broken face must not end the night.
        let sfnt = catch_unwind(AssertUnwindSafe(|| subsetter::subset(data, 0, &remapper)))
            .map_err(|_| wrong("its outlines are damaged".into()))?
            .map_err(|error| wrong(error.to_string()))?;
        let name = postscript_name(&font).unwrap_or_else(|| face.entry.id.clone());
        Ok(Self {
            name: format!("{}+{name}", subset_tag(&name, glyphs)),
            widths: widths(&font, glyphs, face.upem),
            upright: upright(&font, glyphs, face.upem),
            glyphs: glyphs.to_vec(),
            sfnt,
            cff,
            packed: OnceLock::new(),
        })
    }

    /// The embedded stream: the bare CFF table, or the whole TrueType file, packed.
    pub(super) fn packed(&self) -> &[u8] {
        self.packed.get_or_init(|| {
            let font = FontRef::new(&self.sfnt).ok();
            let table = font.and_then(|font| font.table_data(Tag::new(b"CFF "))).map(|table| table.as_bytes());
            deflate_font(self.cff.as_deref().or(table).unwrap_or(&self.sfnt))
        })
    }

    /// The glyph of the subset for a glyph of the face.
    pub(super) fn find(&self, glyph: u16) -> Option<u16> {
        let place = self.glyphs.binary_search(&glyph).ok()?;
        u16::try_from(place + 1).ok()
    }
}

/// A program or why there is none, as caches keep it.
pub(super) type Made = Result<Arc<Program>, Violation>;

/// The PostScript name, cut down to what a PDF name may hold without escapes.
fn postscript_name(font: &FontRef<'_>) -> Option<String> {
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first()?;
    let name: String = name.chars().filter(|&c| c.is_ascii_alphanumeric() || c == '-' || c == '_').take(63).collect();
    (!name.is_empty()).then_some(name)
}

/// `value` design units in parts of an em, `parts` to the em.
fn parts_of_em(value: i64, upem: u16, parts: i64) -> i64 {
    let upem = i64::from(upem);
    (value * parts * 2 + upem).div_euclid(upem * 2)
}

fn widths(font: &FontRef<'_>, glyphs: &[u16], upem: u16) -> Vec<MicroEm> {
    let metrics = font.hmtx();
    let advance = |glyph: u16| {
        let units = metrics.as_ref().ok().and_then(|table| table.advance(GlyphId::from(glyph)));
        parts_of_em(i64::from(units.unwrap_or(0)), upem, 1_000_000)
    };
    std::iter::once(0).chain(glyphs.iter().copied()).map(advance).collect()
}

/// Vertical metrics: VORG for CFF; for TrueType the top of the ink and its bearing; else the em box.
fn upright(font: &FontRef<'_>, glyphs: &[u16], upem: u16) -> Vec<Upright> {
    let (heights, origins) = (font.vmtx().ok(), font.vorg().ok());
    let bounds = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let one = |glyph: u16| {
        let glyph = GlyphId::from(glyph);
        let origin = match (&origins, &heights) {
            (Some(origins), _) => Some(i64::from(origins.vertical_origin_y(glyph))),
            (None, Some(heights)) => heights.side_bearing(glyph).zip(bounds.bounds(glyph)).map(|(bearing, ink)| {
                #[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
                let top = ink.y_max.round() as i64;
                top + i64::from(bearing)
            }),
            (None, None) => None,
        };
        let advance = heights.as_ref().and_then(|table| table.advance(glyph));
        Upright {
            advance: advance.map_or(1000, |units| parts_of_em(i64::from(units), upem, 1000)),
            origin: origin.map_or(880, |units| parts_of_em(units, upem, 1000)),
        }
    };
    std::iter::once(0).chain(glyphs.iter().copied()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Program;
    use crate::font::FontBook;

    #[test]
    fn a_subset_of_a_subset_is_the_subset() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        for name in ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black", "kai"] {
            let face = book.face(book.find(name).expect("bundled"));
            let every: Vec<u16> = (1..face.glyph_count).step_by(37).collect();
            let some: Vec<u16> = every.iter().copied().step_by(3).collect();
            let union = Program::new(face, &every, None).expect("subset");
            let (direct, inherited) = (Program::new(face, &some, None), Program::new(face, &some, Some(&union)));
            let (direct, inherited) = (direct.expect("subset"), inherited.expect("subset"));
            assert!(direct.packed() == inherited.packed() && direct.sfnt == inherited.sfnt, "{name}");
            assert_eq!((direct.name, direct.widths), (inherited.name, inherited.widths));
        }
    }
}
