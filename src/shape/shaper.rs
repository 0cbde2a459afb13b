//! [`Shaper`]: faces ready to shape; [`FaceSet`]: which faces a role uses.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::faces::{Kept, Ready};
use super::marks::annotate;
use super::setter::Setter;
use super::sign::{Char, Sign};
use super::stand::stand;
use super::units::{Draft, Finder, draft};
use super::{CharClass, Manner, Passage, ShapedText};
use crate::font::{FaceId, FontBook};
use crate::geom::WritingMode;
use crate::story::Inline;
use crate::style::Role;

/// The fallback chain of each role that can occur in one paragraph; the paragraph's own role first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceSet {
    /// Role of plain text.
    pub base: Role,
    /// Chains by role; the role of plain text must be there.
    pub chains: BTreeMap<Role, Vec<FaceId>>,
}

impl FaceSet {
    /// The chain of a role; roles without one use that of plain text.
    fn chain(&self, role: Role) -> &[FaceId] {
        self.chains.get(&role).or_else(|| self.chains.get(&self.base)).map_or(&[], Vec::as_slice)
    }
}

/// What the faces of a chain lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A glyph for the character: it is set as an empty em, and the page cannot be printed.
    Glyph,
    /// The variant that a selector asks for: the character is set in its usual form.
    Variant,
}

/// A character that no face of the chain has, or not in the form that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Its bytes in the paragraph's text, with those of its selector; of a reading, those of its base.
    pub text: Range<usize>,
    /// What is lacking.
    pub lack: Lack,
}

/// Faces of a book with their shaping plans, each made ready on first use; may be shared between threads and runs.
pub struct ReadyFaces(Vec<OnceLock<Option<Kept>>>);

impl ReadyFaces {
    /// Room for the faces of the book.
    #[must_use]
    pub fn of(fonts: &FontBook) -> Self {
        let count = fonts.names().filter_map(|name| fonts.find(name)).map(|id| usize::from(id.0) + 1).max();
        Self(std::iter::repeat_with(OnceLock::new).take(count.unwrap_or(0)).collect())
    }
}

impl fmt::Debug for ReadyFaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadyFaces({} of {})", self.0.iter().filter(|face| face.get().is_some()).count(), self.0.len())
    }
}

/// A book with its faces made ready; may be shared between threads.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
    ready: Arc<ReadyFaces>,
}

impl<'a> Shaper<'a> {
    /// A shaper over the faces of the book.
    #[must_use]
    pub fn new(fonts: &'a FontBook) -> Self {
        Self::with(fonts, &Arc::new(ReadyFaces::of(fonts)))
    }

    /// The same with what an earlier one made ready of the same book.
    #[must_use]
    pub fn with(fonts: &'a FontBook, ready: &Arc<ReadyFaces>) -> Self {
        Self { fonts, ready: Arc::clone(ready) }
    }

    /// Shapes a paragraph; characters that no face has come back beside it.
    #[must_use]
    pub fn shape(&self, passage: &Passage<'_>, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let mut chains = Chains { shaper: self, faces, last: None };
        let mut draft = draft(passage, faces.base, &mut chains);
        let mut missing = missing(&draft);
        if passage.manner.writing == WritingMode::Vertical {
            stand(&mut draft);
        }
        let mut setter = Setter::new(draft, |face| self.ready(face));
        setter.run();
        let lost = lost_units(&setter.draft, &missing);
        let (units, glyphs, hyphens) = (setter.draft.units, setter.glyphs, setter.hyphens);
        let (text, manner) = (passage.text.to_owned(), passage.manner);
        let mut shaped = ShapedText { text, units, glyphs, manner, hyphens, missing: lost, ..ShapedText::default() };
        if !passage.marks.is_empty() {
            let faces = reading_faces(faces);
            annotate(&mut shaped, passage.marks, &mut |reading, base, writing| {
                let manner = Manner { writing, hyphenate: false, ..manner };
                let (reading, lost) = self.shape(&Passage { manner, ..Passage::plain(reading) }, &faces);
                missing.extend(lost.into_iter().map(|lost| Missing { text: base.clone(), ..lost }));
                reading
            });
        }
        (shaped, missing)
    }

    /// Shapes a paragraph of a story.
    #[must_use]
    pub fn inline(&self, inline: &Inline, manner: Manner, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let passage = Passage { text: &inline.text, runs: &inline.runs, marks: &inline.marks, manner };
        self.shape(&passage, faces)
    }

    /// A face, made ready on first use; `None` if it cannot be shaped with.
    fn ready(&self, face: u16) -> Option<Ready<'_>> {
        let of_book = self.fonts.get(FaceId(face))?;
        let kept = self.ready.0.get(usize::from(face))?.get_or_init(|| Kept::new(of_book)).as_ref()?;
        Some(Ready::new(of_book, kept))
    }
}

/// Finds the face of a character, remembering the chain of the last role.
struct Chains<'s, 'a> {
    shaper: &'s Shaper<'a>,
    faces: &'s FaceSet,
    last: Option<(Role, &'s [FaceId])>,
}

impl<'s> Chains<'s, '_> {
    fn chain(&mut self, role: Role) -> &'s [FaceId] {
        match self.last {
            Some((last, chain)) if last == role => chain,
            _ => {
                let chain = self.faces.chain(role);
                self.last = Some((role, chain));
                chain
            }
        }
    }

    #[inline]
    fn first(&mut self, role: Role, has: impl Fn(Ready<'_>) -> bool) -> Option<u16> {
        let shaper = self.shaper;
        self.chain(role).iter().map(|face| face.0).find(|&face| shaper.ready(face).is_some_and(&has))
    }
}

impl Finder for Chains<'_, '_> {
    fn face(&mut self, role: Role, ch: char) -> Option<u16> {
        self.first(role, |ready| ready.has(ch))
    }

    fn variant(&mut self, role: Role, base: char, selector: char) -> Option<u16> {
        self.first(role, |ready| ready.has(base) && ready.has_variant(base, selector))
    }
}

/// The faces of readings: those of emphasis, 楷体 as a rule (A10), where the text has them.
fn reading_faces(faces: &FaceSet) -> FaceSet {
    let base = if faces.chains.contains_key(&Role::Emphasis) { Role::Emphasis } else { faces.base };
    FaceSet { base, chains: faces.chains.clone() }
}

/// Visible characters without a face, and selectors that no face follows, in order.
fn missing(draft: &Draft) -> Vec<Missing> {
    let lost = |char: &&Char| char.face.is_none() && matches!(char.sign, Sign::One(class) if class != CharClass::IdSp);
    let of = |char: &Char| {
        let start = char.at as usize;
        Missing { character: char.ch, text: start..start + char.ch.len_utf8(), lack: Lack::Glyph }
    };
    let mut missing: Vec<Missing> = draft.chars.iter().filter(lost).map(of).collect();
    if !draft.plain.is_empty() {
        let of = |&selector: &u32| {
            let (base, selector) = (&draft.chars[selector as usize - 1], &draft.chars[selector as usize]);
            let text = base.at as usize..selector.at as usize + selector.ch.len_utf8();
            Missing { character: base.ch, text, lack: Lack::Variant }
        };
        missing.extend(draft.plain.iter().map(of));
        missing.sort_by_key(|missing| missing.text.start);
    }
    missing
}

/// The units of characters without a face, ascending.
fn lost_units(draft: &Draft, missing: &[Missing]) -> Vec<u32> {
    let lost = missing.iter().filter(|missing| missing.lack == Lack::Glyph);
    let unit = |missing: &Missing| {
        let at = draft.units.partition_point(|unit| unit.text.end as usize <= missing.text.start);
        u32::try_from(at).ok().filter(|_| at < draft.units.len())
    };
    lost.filter_map(unit).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::{FaceSet, Shaper, Sign};
    use crate::font::FontBook;
    use crate::geom::Em;
    use crate::shape::{CharClass, Passage, ShapedText};
    use crate::style::Role;

    fn book() -> FontBook {
        FontBook::open(Path::new("fonts")).expect("bundled faces")
    }

    fn set(book: &FontBook, face: &str) -> FaceSet {
        FaceSet { base: Role::Body, chains: BTreeMap::from([(Role::Body, book.chain(&[face.to_owned()]))]) }
    }

    fn shape(book: &FontBook, face: &str, text: &str) -> ShapedText {
        let (shaped, missing) = Shaper::new(book).shape(&Passage::plain(text), &set(book, face));
        assert!(missing.is_empty(), "{face}: {missing:?}");
        shaped
    }

    #[test]
    fn threads_may_share_a_shaper() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Shaper::new(&book()));
    }

    #[test]
    fn han_stands_on_the_em_even_where_the_face_does_not() {
        let book = book();
        let reader = book.face(book.find("kai").expect("kai")).reader();
        let advance = |ch: char| reader.glyph(ch).map(|glyph| reader.advance(glyph));
        // The two narrow hanzi of LXGW WenKai are not in the reduced face; signs of other widths are.
        let is_han = |ch: char| Sign::of(ch) == Sign::One(CharClass::Han);
        let odd: String = ('\u{2100}'..='\u{9FFF}')
            .filter(|&ch| is_han(ch) && advance(ch).is_some_and(|width| width != Em::ONE))
            .collect();
        assert!(!odd.is_empty(), "the case needs one");
        let text = shape(&book, "kai", &odd);
        for (ch, (unit, glyph)) in odd.chars().zip(text.units.iter().zip(&text.glyphs)) {
            assert_eq!(unit.body, Em::ONE, "{ch}");
            assert_eq!(glyph.x, (Em::ONE - advance(ch).expect("has")) / 2, "{ch} stands in the middle");
        }
    }

    #[test]
    fn a_dash_is_one_unit_of_two_ems() {
        let book = book();
        for (face, glyphs) in [("song", 1), ("hei", 1), ("kai", 2)] {
            let text = shape(&book, face, "中——文");
            let dash = &text.units[1];
            assert_eq!((dash.class, dash.body, dash.glyphs.len()), (CharClass::Dash2, Em::whole(2), glyphs), "{face}");
            let first = &text.glyphs[dash.glyphs.start as usize];
            assert_eq!(first.x, Em::ZERO, "{face}");
            let bytes: usize = text.glyphs[1..=glyphs].iter().map(|glyph| glyph.text.len()).sum();
            assert_eq!(bytes, 6, "{face}: both characters have a glyph");
        }
        let single = shape(&book, "song", "中—文");
        assert_eq!((single.units[1].class, single.units[1].body), (CharClass::Conn, Em::ONE));
        assert_eq!(single.glyphs[1].x, Em::ZERO, "locl makes it 1000 wide");
    }

    #[test]
    fn proportional_quotes_and_dots_stand_in_their_cells() {
        let book = book();
        let kai = shape(&book, "kai", "“中”·");
        assert_eq!(kai.glyphs[0].x, Em::MILLI * 150, "“ at the right");
        assert_eq!(kai.glyphs[2].x, Em::ZERO, "” at the left");
        assert_eq!(kai.glyphs[3].x, Em::MILLI * 75, "· in the middle");
        let song = shape(&book, "song", "“中”·");
        assert_eq!(song.glyphs[0].x, -Em::HALF);
        assert_eq!(song.glyphs[3].x, (Em::MILLI * 173) / 2, "327 wide");
        assert_eq!(shape(&book, "hei", "·").glyphs[0].x, -Em::QUARTER);
        for text in [kai, song] {
            assert_eq!(text.units[0].lead + text.units[0].body, Em::ONE);
        }
    }

    #[test]
    fn exclamation_pairs_stand_half_an_em_apart() {
        let text = shape(&book(), "song", "！？");
        assert_eq!(text.units.len(), 1);
        assert_eq!((text.units[0].body, text.units[0].trail), (Em::ONE, Em::ZERO));
        assert_eq!([text.glyphs[0].x, text.glyphs[1].x], [Em::ZERO, Em::HALF]);
    }

    #[test]
    fn latin_is_kerned_and_han_is_not_moved_by_it() {
        let book = book();
        let pair = shape(&book, "song", "AV").units[0].body;
        let alone = shape(&book, "song", "A").units[0].body + shape(&book, "song", "V").units[0].body;
        assert!(alone - pair > Em::MILLI * 50, "AV {pair} against {alone}");
    }

    #[test]
    fn quotes_of_latin_text_are_narrow() {
        let text = shape(&book(), "song", "say “yes” now");
        let quoted = text.units.iter().find(|unit| unit.glyphs.len() == 5).expect("“yes”");
        assert_eq!(quoted.class, CharClass::Latin);
        assert!(quoted.body < Em::whole(3), "{}", quoted.body);
    }

    #[test]
    fn what_a_face_lacks_comes_from_its_fallback() {
        let book = book();
        let song = book.find("song").expect("song");
        // 㐂 is in the whole regular face, not in the reduced set of the black one.
        let rare = (0x3400..0x4DBF)
            .filter_map(char::from_u32)
            .find(|&ch| {
                let has = |name: &str| book.face(book.find(name).expect("face")).reader().glyph(ch).is_some();
                has("song") && !has("song-black")
            })
            .expect("a rare character");
        let text = shape(&book, "song-black", &format!("中{rare}文"));
        let faces: Vec<_> = text.glyphs.iter().map(|glyph| glyph.face).collect();
        assert_eq!((faces[0] == song, faces[1] == song, faces[2] == song), (false, true, false));
    }

    #[test]
    fn a_character_without_a_face_is_an_empty_em() {
        let book = book();
        let (text, missing) = Shaper::new(&book).shape(&Passage::plain("中\u{1F600}文"), &set(&book, "song"));
        assert_eq!(missing.len(), 1);
        assert_eq!((missing[0].character, missing[0].text.clone()), ('\u{1F600}', 3..7));
        assert_eq!((text.units[1].body, text.units[1].glyphs.len()), (Em::ONE, 0));
        assert_eq!(text.units.len(), 3);
    }

    #[test]
    fn roles_choose_their_faces() {
        let book = book();
        let mut faces = set(&book, "song");
        faces.chains.insert(Role::Strong, book.chain(&["hei".to_owned()]));
        let (text, _) =
            Shaper::new(&book).shape(&Passage { runs: &[(3..7, Role::Strong)], ..Passage::plain("中文ab") }, &faces);
        let roles: Vec<_> = text.units.iter().map(|unit| unit.role).collect();
        assert_eq!(roles, [Role::Body, Role::Strong, Role::Strong, Role::Body], "a word is cut at a change of role");
        assert!(text.units[3].joined && !text.units[3].may_begin, "and stays one piece");
        assert_ne!(text.glyphs[0].face, text.glyphs[1].face);
    }

    #[test]
    fn combining_marks_stay_on_their_letter() {
        let text = shape(&book(), "song", "cafe\u{301}好");
        assert_eq!(text.units.len(), 2);
        assert_eq!(text.units[0].text, 0..6);
    }
}
