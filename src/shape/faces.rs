//! [`Ready`]: a face with its plans, its coverage and the places of its marks, made on first use.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use harfrust::font::{Blob, Source};
use harfrust::{Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

use super::orient::presentation_form;
use super::places::{Place, Places};
use super::{CharClass, Manner};
use crate::font::{Face, GlyphId, InkBox};
use crate::geom::{Em, WritingMode};
use crate::style::Lang;

/// Tables that shaping reads; outlines stay in the mapped file.
const TABLES: [&[u8; 4]; 14] = [
    b"BASE", b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"VORG", b"cmap", b"head", b"hhea", b"hmtx", b"kern", b"maxp",
    b"vhea", b"vmtx",
];

/// What text is shaped as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Chinese, along a horizontal line or turned.
    Chinese,
    /// Latin text.
    Western,
    /// Upright in a vertical line.
    Upright,
    /// Letters and digits upright in a vertical line, one for each em.
    Stacked,
    /// Two digits in one em.
    Halves,
}

/// Each mode's feature and its value, in the order of [`Mode`]. Kerning is for Latin runs; grid-set Han has none (A2).
/// `pwid` gives “ ” of Latin text their width. `vert`, `locl` and `ccmp` are always on.
const FEATURES: [(&[u8; 4], u32, Direction); 5] = [
    (b"kern", 0, Direction::LeftToRight),
    (b"pwid", 1, Direction::LeftToRight),
    (b"vkrn", 0, Direction::TopToBottom),
    (b"fwid", 1, Direction::TopToBottom),
    (b"hwid", 1, Direction::LeftToRight),
];

/// How many languages there are.
const LANGS: usize = 3;

/// What is kept of a face for a whole run.
pub(super) struct Kept {
    font: Font,
    plans: [[OnceLock<ShapePlan>; FEATURES.len()]; LANGS],
    places: [[OnceLock<Places>; 2]; LANGS],
    upem: i64,
    coverage: Coverage,
}

impl Kept {
    /// Prepares a face; `None` if its tables cannot be used for shaping.
    pub(super) fn new(face: &Face) -> Option<Self> {
        let tables = tables(face)?;
        let source: Arc<dyn Fn(Tag) -> Option<Blob> + Send + Sync> = Arc::new(move |tag| tables.get(&tag).cloned());
        let font = Font::new(Source::from(source), 0)?;
        let (plans, places) = Default::default();
        Some(Self { font, plans, places, upem: face.upem.into(), coverage: Coverage::of(face)? })
    }
}

/// A face ready to shape.
#[derive(Clone, Copy)]
pub(super) struct Ready<'a> {
    face: &'a Face,
    kept: &'a Kept,
}

impl<'a> Ready<'a> {
    /// A face with what is kept of it.
    pub(super) fn new(face: &'a Face, kept: &'a Kept) -> Self {
        Self { face, kept }
    }

    /// Whether the face has a glyph for the character.
    #[inline]
    pub(super) fn has(self, ch: char) -> bool {
        self.kept.coverage.has(ch)
    }

    /// Whether the face has the variant that a selector asks for.
    pub(super) fn has_variant(self, base: char, selector: char) -> bool {
        self.shaper().variation_glyph(base.into(), selector.into()).is_some()
    }

    /// What shaping needs of the face, to be kept for a paragraph.
    pub(super) fn shaper(self) -> ShaperFont<'a, 'a> {
        ShaperFont::new(&self.kept.font)
    }

    /// Shapes the buffer's characters; false if the shaper refuses.
    pub(super) fn shape(self, font: &ShaperFont<'_, '_>, buffer: &mut Buffer, mode: Mode, lang: Lang) -> bool {
        let (name, value, direction) = FEATURES[mode as usize];
        let features = [Feature::new(Tag::new(name), value, ..)];
        let plan = self.kept.plans[lang as usize][mode as usize].get_or_init(|| {
            let language = Language::new(lang.tag());
            ShapePlan::new(&self.kept.font, direction, Some(Script::HAN), language.as_ref(), &features)
        });
        buffer.set_direction(direction);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(plan.language().cloned());
        harfrust::shape(font, buffer, ShapeOptions::new().plan(Some(plan)).features(&features)).is_ok()
    }

    /// The glyph of a single character; `None` if there are more.
    pub(super) fn single(self, ch: char, mode: Mode, lang: Lang) -> Option<(GlyphId, Em)> {
        let mut buffer = Buffer::new();
        buffer.push(ch.into(), 0);
        if !self.shape(&self.shaper(), &mut buffer, mode, lang) {
            return None;
        }
        let ([info], [position]) = (buffer.glyph_infos(), buffer.glyph_positions()) else { return None };
        let advance = if mode == Mode::Upright { -position.y_advance } else { position.x_advance };
        Some((GlyphId(u16::try_from(info.glyph_id).ok()?), self.em(advance)))
    }

    /// What shows a character upright in a vertical line: itself where the face has a `vert` glyph for it, its
    /// presentation form, or nothing.
    pub(super) fn vertical_form(self, ch: char, lang: Lang) -> Option<char> {
        self.places(Manner { writing: WritingMode::Vertical, lang, hyphenate: false }).form(ch)
    }

    /// The same, asked of the face.
    pub(super) fn find_form(self, ch: char, lang: Lang) -> Option<char> {
        let turned = self.single(ch, Mode::Upright, lang)?.0;
        if self.single(ch, Mode::Chinese, lang).is_none_or(|level| level.0 != turned) {
            return Some(ch);
        }
        presentation_form(ch).filter(|&form| self.has(form))
    }

    /// Design units to em.
    #[inline]
    pub(super) fn em(self, units: i32) -> Em {
        Em::from_design(units.into(), self.kept.upem)
    }

    /// Ink of a glyph.
    pub(super) fn ink(self, glyph: GlyphId) -> Option<InkBox> {
        self.face.inks().bounds(glyph)
    }

    /// The advance of a character in a horizontal line.
    pub(super) fn advance(self, ch: char) -> Option<Em> {
        let reader = self.face.reader();
        reader.glyph(ch).map(|glyph| reader.advance(glyph))
    }

    /// Where the origin of a mark's glyph stands in its cell.
    pub(super) fn cell(self, manner: Manner, class: CharClass, glyph: GlyphId, advance: Em) -> Place {
        self.places(manner).of(class, glyph, advance)
    }

    fn places(self, manner: Manner) -> &'a Places {
        let cell = &self.kept.places[manner.lang as usize][manner.writing as usize];
        cell.get_or_init(|| Places::new(self, self.face, manner))
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

    use super::{Kept, Ready};
    use crate::font::{FontBook, GlyphId};
    use crate::geom::{Em, WritingMode};
    use crate::shape::CharClass;
    use crate::shape::Manner;
    use crate::shape::places::{MARKS, TOLERANCE};

    /// What `halt` of the face makes of a mark: glyph, offset and advance.
    fn halt(ready: Ready<'_>, mark: char) -> (GlyphId, Em, Em) {
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
            let kept = Kept::new(face).expect("ready");
            let ready = Ready::new(face, &kept);
            for (marks, class) in MARKS {
                for mark in marks.chars() {
                    let (glyph, offset, advance) = halt(ready, mark);
                    if advance != Em::HALF {
                        // Serif · is proportional: halt leaves it alone, the cell centres it.
                        assert_eq!(class, CharClass::Mid, "{name} {mark}: halt gives {advance}");
                        continue;
                    }
                    let apart = ready.cell(Manner::default(), class, glyph, Em::ONE).along - offset;
                    assert!(apart <= TOLERANCE && apart >= -TOLERANCE, "{name} {mark}: {apart} from halt");
                    compared += 1;
                }
            }
        }
        assert!(compared > 180, "only {compared} marks compared");
    }

    /// What `vhal` of the face makes of a mark in a vertical line: glyph, place along the line, and advance.
    fn vhal(ready: Ready<'_>, mark: char) -> (GlyphId, Em, Em) {
        let mut buffer = Buffer::new();
        buffer.push(mark.into(), 0);
        buffer.set_direction(Direction::TopToBottom);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(Language::new("zh-Hans"));
        let features = [Feature::new(Tag::new(b"vhal"), 1, ..)];
        harfrust::shape(&ready.shaper(), &mut buffer, ShapeOptions::new().features(&features)).expect("shaped");
        let (info, position) = (buffer.glyph_infos()[0], buffer.glyph_positions()[0]);
        let id = GlyphId(u16::try_from(info.glyph_id).expect("16 bit"));
        let origin = ready.shaper().glyph_v_origin(info.glyph_id.into());
        (id, ready.em(-position.y_offset - origin.1), ready.em(-position.y_advance))
    }

    #[test]
    fn vertical_places_agree_with_vhal() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let manner = Manner { writing: WritingMode::Vertical, ..Manner::default() };
        let mut compared = 0;
        for name in ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black"] {
            let face = book.face(book.find(name).expect("face"));
            let kept = Kept::new(face).expect("ready");
            let ready = Ready::new(face, &kept);
            for (marks, class) in MARKS {
                for mark in marks.chars() {
                    let (glyph, along, advance) = vhal(ready, mark);
                    if advance != Em::HALF {
                        // The marks that are never trimmed in a vertical line, and · of the serif faces.
                        assert!("：；！？·．".contains(mark), "{name} {mark}: vhal gives {advance}");
                        continue;
                    }
                    if "：；！？".contains(mark) {
                        continue;
                    }
                    let apart = ready.cell(manner, class, glyph, Em::ONE).along - along;
                    assert!(apart <= TOLERANCE && apart >= -TOLERANCE, "{name} {mark}: {apart} from vhal");
                    compared += 1;
                }
            }
        }
        assert!(compared > 150, "only {compared} marks compared");
    }

    #[test]
    fn ink_of_kai_marks_lies_in_their_cells() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let face = book.face(book.find("kai").expect("face"));
        let kept = Kept::new(face).expect("ready");
        let (ready, reader, inks) = (Ready::new(face, &kept), face.reader(), face.inks());
        for (marks, class) in MARKS {
            for mark in marks.chars() {
                let Some(glyph) = reader.glyph(mark) else { continue };
                let ink = inks.bounds(glyph).expect("marks have ink");
                let x = ready.cell(Manner::default(), class, glyph, reader.advance(glyph)).along;
                assert!(x + ink.left >= -TOLERANCE && x + ink.right <= Em::HALF + TOLERANCE, "{mark} {x}");
            }
        }
    }
}
