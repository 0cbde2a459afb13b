//! [`Ready`]: one face with its plans, its coverage and the places of its marks, made on first use.

use std::collections::BTreeMap;
use std::sync::Arc;

use harfrust::font::{Blob, Source};
use harfrust::{Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

use super::CharClass;
use crate::font::{Face, GlyphId, InkReader};
use crate::geom::Em;

/// Tables that shaping reads; outlines stay in the mapped file.
const TABLES: [&[u8; 4]; 13] = [
    b"BASE", b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"kern", b"maxp", b"vhea", b"vmtx",
];

/// Marks whose ink must lie in a half-em cell (A2).
const MARKS: [(&str, CharClass); 5] = [
    ("“‘「『（《〈【〖〔［｛", CharClass::Open),
    ("”’」』）》〉】〗〕］｝", CharClass::Close),
    ("，、；：", CharClass::Pause),
    ("。．！？", CharClass::Stop),
    ("·", CharClass::Mid),
];

/// Ink may stand out of its cell by this much before the mark is centred instead (A2, 20/1000 em).
const TOLERANCE: Em = Em::from_units(20 * Em::MILLI.units());

/// A face ready to shape.
pub(super) struct Ready {
    font: Font,
    chinese: ShapePlan,
    western: ShapePlan,
    western_features: [Feature; 1],
    chinese_features: [Feature; 1],
    upem: i64,
    coverage: Coverage,
    /// Origin of a mark's glyph in its cell, by glyph; in order.
    cells: Vec<(GlyphId, Em)>,
}

impl Ready {
    /// Prepares a face; `None` if its tables cannot be used for shaping.
    pub(super) fn new(face: &Face) -> Option<Self> {
        let tables = tables(face)?;
        let source: Arc<dyn Fn(Tag) -> Option<Blob> + Send + Sync> = Arc::new(move |tag| tables.get(&tag).cloned());
        let font = Font::new(Source::from(source), 0)?;
        // Kerning is for Latin runs; grid-set Han has none (A2). `pwid` gives “ ” of Latin text their width.
        let chinese_features = [Feature::new(Tag::new(b"kern"), 0, ..)];
        let western_features = [Feature::new(Tag::new(b"pwid"), 1, ..)];
        let language = Language::new("zh-Hans");
        let plan = |features: &[Feature]| {
            ShapePlan::new(&font, Direction::LeftToRight, Some(Script::HAN), language.as_ref(), features)
        };
        let (chinese, western) = (plan(&chinese_features), plan(&western_features));
        let coverage = Coverage::of(face)?;
        let upem = face.upem.into();
        let mut ready =
            Self { font, chinese, western, western_features, chinese_features, upem, coverage, cells: Vec::new() };
        ready.cells = ready.place_marks(&face.inks());
        Some(ready)
    }

    /// Whether the face has a glyph for the character.
    #[inline]
    pub(super) fn has(&self, ch: char) -> bool {
        self.coverage.has(ch)
    }

    /// What shaping needs of the face, to be kept for a paragraph.
    pub(super) fn shaper(&self) -> ShaperFont<'_, '_> {
        ShaperFont::new(&self.font)
    }

    /// Shapes the buffer's characters as Chinese or as Latin text; false if the shaper refuses.
    pub(super) fn shape(&self, font: &ShaperFont<'_, '_>, buffer: &mut Buffer, western: bool) -> bool {
        let (plan, features) =
            if western { (&self.western, &self.western_features) } else { (&self.chinese, &self.chinese_features) };
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(plan.language().cloned());
        harfrust::shape(font, buffer, ShapeOptions::new().plan(Some(plan)).features(features)).is_ok()
    }

    /// Design units to em.
    #[inline]
    pub(super) fn em(&self, units: i32) -> Em {
        Em::from_design(units.into(), self.upem)
    }

    /// Where the origin of a mark's glyph stands in its half-em cell.
    pub(super) fn cell(&self, class: CharClass, glyph: GlyphId, advance: Em) -> Em {
        match self.cells.binary_search_by_key(&glyph, |cell| cell.0) {
            Ok(at) => self.cells[at].1,
            Err(_) => aligned(class, advance),
        }
    }

    /// The cells of all marks of A1 that the face has.
    fn place_marks(&self, inks: &InkReader<'_>) -> Vec<(GlyphId, Em)> {
        let shaper = self.shaper();
        let mut cells = BTreeMap::new();
        let mut buffer = Buffer::new();
        for (marks, class) in MARKS {
            for mark in marks.chars().filter(|&mark| self.has(mark)) {
                buffer.clear();
                buffer.push(mark.into(), 0);
                if !self.shape(&shaper, &mut buffer, false) {
                    continue;
                }
                let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
                if let ([info], [position]) = (infos, positions)
                    && let Ok(id) = u16::try_from(info.glyph_id)
                {
                    let glyph = GlyphId(id);
                    let ink = inks.bounds(glyph).map(|ink| (ink.left, ink.right));
                    cells.insert(glyph, in_cell(class, self.em(position.x_advance), ink));
                }
            }
        }
        cells.into_iter().collect()
    }
}

/// Opening marks stand at the right of their cell, closing ones at the left, · in the middle (A2).
fn aligned(class: CharClass, advance: Em) -> Em {
    match class {
        CharClass::Open => Em::HALF - advance,
        CharClass::Mid => (Em::HALF - advance) / 2,
        _ => Em::ZERO,
    }
}

/// The aligned place if the ink then lies in the cell, else the place that centres the ink: the ink
/// box is trusted over the face's own idea (the ？ of FandolFang, say).
fn in_cell(class: CharClass, advance: Em, ink: Option<(Em, Em)>) -> Em {
    let place = aligned(class, advance);
    match ink {
        Some((left, right)) if place + left < -TOLERANCE || place + right > Em::HALF + TOLERANCE => {
            (Em::HALF - left - right) / 2
        }
        _ => place,
    }
}

/// Copies of the tables that shaping reads: HarfRust keeps its data for ever, a mapped face does not.
fn tables(face: &Face) -> Option<BTreeMap<Tag, Blob>> {
    let font = FontRef::new(face.data()).ok()?;
    let copy = |name: &[u8; 4]| {
        let tag = Tag::new(name);
        let data = font.data_for_tag(tag)?;
        Some((tag, Blob::from(data.as_bytes().to_vec())))
    };
    Some(TABLES.into_iter().filter_map(copy).collect())
}

/// One bit for each character, to the end of the planes of private use: extra glyphs (补字) may stand there.
struct Coverage(Vec<u64>);

impl Coverage {
    const END: u32 = 0x11_0000;

    fn of(face: &Face) -> Option<Self> {
        let font = FontRef::new(face.data()).ok()?;
        let mut bits = vec![0; Self::END as usize / 64];
        for (code, glyph) in font.charmap().mappings() {
            if code < Self::END && glyph.to_u32() != 0 && glyph.to_u32() < u32::from(face.glyph_count) {
                bits[code as usize / 64] |= 1 << (code % 64);
            }
        }
        Some(Self(bits))
    }

    #[inline]
    fn has(&self, ch: char) -> bool {
        let code = u32::from(ch);
        code < Self::END && self.0[code as usize / 64] >> (code % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, Tag};

    use super::{MARKS, Ready, TOLERANCE, aligned, in_cell};
    use crate::font::{FontBook, GlyphId};
    use crate::geom::Em;
    use crate::shape::CharClass;

    /// What `halt` of the face makes of a mark: glyph, offset and advance.
    fn halt(ready: &Ready, mark: char) -> (GlyphId, Em, Em) {
        let mut buffer = Buffer::new();
        buffer.push(mark.into(), 0);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(Language::new("zh-Hans"));
        let features = [Feature::new(Tag::new(b"halt"), 1, ..)];
        let options = ShapeOptions::new().features(&features);
        harfrust::shape(&ready.shaper(), &mut buffer, options).expect("shaped");
        let (info, position) = (buffer.glyph_infos()[0], buffer.glyph_positions()[0]);
        let id = GlyphId(u16::try_from(info.glyph_id).expect("16 bit"));
        (id, ready.em(position.x_offset), ready.em(position.x_advance))
    }

    #[test]
    fn half_width_offsets_agree_with_halt() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let mut compared = 0;
        for name in ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black"] {
            let face = book.face(book.find(name).expect("face"));
            assert!(face.entry.halt, "{name}");
            let ready = Ready::new(face).expect("ready");
            for (marks, class) in MARKS {
                for mark in marks.chars() {
                    let (glyph, offset, advance) = halt(&ready, mark);
                    if advance != Em::HALF {
                        // Serif · is proportional: halt leaves it alone, the cell centres it.
                        assert_eq!(class, CharClass::Mid, "{name} {mark}: halt gives {advance}");
                        continue;
                    }
                    let apart = ready.cell(class, glyph, Em::ONE) - offset;
                    assert!(apart <= TOLERANCE && apart >= -TOLERANCE, "{name} {mark}: {apart} from halt");
                    compared += 1;
                }
            }
        }
        assert!(compared > 180, "only {compared} marks compared");
    }

    #[test]
    fn ink_of_kai_marks_lies_in_their_cells() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let face = book.face(book.find("kai").expect("face"));
        let (ready, reader, inks) = (Ready::new(face).expect("ready"), face.reader(), face.inks());
        for (marks, class) in MARKS {
            for mark in marks.chars() {
                let Some(glyph) = reader.glyph(mark) else { continue };
                let ink = inks.bounds(glyph).expect("marks have ink");
                let x = ready.cell(class, glyph, reader.advance(glyph));
                assert!(x + ink.left >= -TOLERANCE && x + ink.right <= Em::HALF + TOLERANCE, "{mark} {x}");
            }
        }
    }

    #[test]
    fn marks_stand_in_their_cells() {
        assert_eq!(aligned(CharClass::Open, Em::ONE), -Em::HALF);
        assert_eq!(aligned(CharClass::Open, Em::MILLI * 350), Em::MILLI * 150, "Kai “");
        assert_eq!(aligned(CharClass::Close, Em::MILLI * 350), Em::ZERO, "Kai ”");
        assert_eq!(aligned(CharClass::Mid, Em::ONE), -Em::QUARTER, "Sans ·");
    }

    #[test]
    fn ink_outside_the_cell_is_centred() {
        let ink = Some((Em::MILLI * 320, Em::MILLI * 680));
        assert_eq!(in_cell(CharClass::Stop, Em::ONE, ink), -Em::QUARTER, "a centred ？");
        let slightly_over = Some((Em::ZERO, Em::HALF + TOLERANCE));
        assert_eq!(in_cell(CharClass::Stop, Em::ONE, slightly_over), Em::ZERO);
    }
}
