//! [`Shaper`]: faces ready to shape; [`FaceSet`]: which faces a role uses.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use harfrust::{Buffer, ShaperFont};

use super::faces::Ready;
use super::sign::Char;
use super::sign::Sign;
use super::units::{Draft, draft, fixed_body};
use super::{CharClass, Manner, Passage, ShapedGlyph, ShapedText, Unit};
use crate::font::{FaceId, FontBook, GlyphId};
use crate::geom::Em;
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

/// A character that no face of the chain has; it is set as an empty em.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Its bytes in the paragraph's text.
    pub text: Range<usize>,
}

/// Faces with their shaping plans, kept for a whole run; may be shared between threads.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
    ready: Vec<OnceLock<Option<Ready>>>,
}

impl<'a> Shaper<'a> {
    /// A shaper over the faces of the book.
    #[must_use]
    pub fn new(fonts: &'a FontBook) -> Self {
        let count = fonts.names().filter_map(|name| fonts.find(name)).map(|id| usize::from(id.0) + 1).max();
        let count = count.unwrap_or(0);
        Self { fonts, ready: std::iter::repeat_with(OnceLock::new).take(count).collect() }
    }

    /// Shapes a paragraph; characters that no face has come back beside it.
    #[must_use]
    pub fn shape(&self, passage: &Passage<'_>, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let mut chains = Chains { shaper: self, faces, last: None };
        let draft = draft(passage, faces.base, &mut |role, ch| chains.find(role, ch));
        let missing = missing(&draft);
        let mut setter = Setter::new(self, draft);
        setter.run();
        let units = setter.draft.units;
        let (text, glyphs, manner) = (passage.text.to_owned(), setter.glyphs, passage.manner);
        (ShapedText { text, units, glyphs, manner, ..ShapedText::default() }, missing)
    }

    /// Shapes a paragraph of a story.
    #[must_use]
    pub fn inline(&self, inline: &Inline, manner: Manner, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let passage = Passage { text: &inline.text, runs: &inline.runs, marks: &inline.marks, manner };
        self.shape(&passage, faces)
    }

    /// A face, made ready on first use; `None` if it cannot be shaped with.
    fn ready(&self, face: u16) -> Option<&Ready> {
        self.ready.get(usize::from(face))?.get_or_init(|| Ready::new(self.fonts.face(FaceId(face)))).as_ref()
    }
}

/// Finds the face of a character, remembering the chain of the last role.
struct Chains<'s, 'a> {
    shaper: &'s Shaper<'a>,
    faces: &'s FaceSet,
    last: Option<(Role, &'s [FaceId])>,
}

impl Chains<'_, '_> {
    fn find(&mut self, role: Role, ch: char) -> Option<u16> {
        let chain = match self.last {
            Some((last, chain)) if last == role => chain,
            _ => {
                let chain = self.faces.chain(role);
                self.last = Some((role, chain));
                chain
            }
        };
        chain.iter().map(|face| face.0).find(|&face| self.shaper.ready(face).is_some_and(|ready| ready.has(ch)))
    }
}

/// Visible characters without a face.
fn missing(draft: &Draft) -> Vec<Missing> {
    let lost = |char: &&Char| char.face.is_none() && matches!(char.sign, Sign::One(class) if class != CharClass::IdSp);
    let of = |char: &Char| {
        let start = char.at as usize;
        Missing { character: char.ch, text: start..start + char.ch.len_utf8() }
    };
    draft.chars.iter().filter(lost).map(of).collect()
}

/// Turns units to glyphs: runs of one face and one manner are shaped together, then each glyph goes
/// to the unit of its cluster.
struct Setter<'s> {
    faces: Vec<Option<(&'s Ready, ShaperFont<'s, 's>)>>,
    draft: Draft,
    glyphs: Vec<ShapedGlyph>,
    /// The unit that takes the next glyph, its first glyph, and how far its glyphs reach.
    unit: usize,
    first: usize,
    pen: Em,
}

impl<'s> Setter<'s> {
    fn new(shaper: &'s Shaper<'_>, draft: Draft) -> Self {
        let mut faces: Vec<Option<(&'s Ready, ShaperFont<'s, 's>)>> = Vec::new();
        let mut last = None;
        for face in draft.chars.iter().filter_map(|char| char.face) {
            if last == Some(face) {
                continue;
            }
            last = Some(face);
            let place = usize::from(face);
            if faces.len() <= place {
                faces.resize_with(place + 1, || None);
            }
            if faces[place].is_none() {
                faces[place] = shaper.ready(face).map(|ready| (ready, ready.shaper()));
            }
        }
        let glyphs = Vec::with_capacity(draft.chars.len());
        Self { faces, draft, glyphs, unit: 0, first: 0, pen: Em::ZERO }
    }

    fn run(&mut self) {
        let mut item: Option<(u16, bool)> = None;
        let mut buffer = Buffer::new();
        for place in 0..self.draft.units.len() {
            let western = self.draft.units[place].class.is_western();
            for at in self.draft.spans[place].clone() {
                let char = self.draft.chars[at as usize];
                let Some(face) = char.face else { continue };
                if item != Some((face, western)) {
                    self.flush(item, &mut buffer, char.at);
                    item = Some((face, western));
                }
                let shown = if matches!(char.sign, Sign::Space | Sign::Tie) { ' ' } else { char.ch };
                buffer.push(shown.into(), char.at);
            }
        }
        self.flush(item, &mut buffer, u32::MAX);
        self.close_to(self.draft.units.len());
    }

    /// Shapes what was gathered, text up to byte `end`, and hands out the glyphs.
    fn flush(&mut self, item: Option<(u16, bool)>, buffer: &mut Buffer, end: u32) {
        if let Some((face, western)) = item
            && !buffer.is_empty()
            && let Some(Some((ready, font))) = self.faces.get(usize::from(face))
        {
            let ready: &'s Ready = ready;
            if ready.shape(font, buffer, western) {
                self.take(FaceId(face), ready, buffer, end);
            }
        }
        buffer.clear();
    }

    /// Gives each glyph of a shaped buffer to the unit of its cluster.
    fn take(&mut self, face: FaceId, ready: &Ready, buffer: &Buffer, end: u32) {
        let infos = buffer.glyph_infos();
        let mut before = None;
        for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            while self.draft.units[self.unit].text.end <= info.cluster {
                self.close_to(self.unit + 1);
            }
            let Ok(id) = u16::try_from(info.glyph_id) else { continue };
            let of_unit = self.draft.units[self.unit].text.end.min(end);
            let start = info.cluster;
            let text = if before == Some(start) {
                start..start
            } else {
                let next = infos[at + 1..].iter().find(|next| next.cluster != start);
                start..next.map_or(of_unit, |next| next.cluster.min(of_unit))
            };
            before = Some(start);
            let (x, step) = self.place(ready, GlyphId(id), ready.em(position.x_advance));
            let (x, y) = (x + ready.em(position.x_offset), ready.em(position.y_offset));
            self.glyphs.push(ShapedGlyph { face, id: GlyphId(id), x, y, text });
            self.pen += step;
        }
    }

    /// Origin of the next glyph of the current unit, and how far the pen goes on after it.
    fn place(&self, ready: &Ready, glyph: GlyphId, advance: Em) -> (Em, Em) {
        match self.draft.units[self.unit].class {
            CharClass::Han => (self.pen, advance),
            class @ (CharClass::Open | CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Mid) => {
                (ready.cell(class, glyph, advance) + self.pen, Em::ZERO)
            }
            CharClass::Stop2 if self.draft.spans[self.unit].len() > 1 => {
                (ready.cell(CharClass::Stop, glyph, advance) + self.pen, Em::HALF)
            }
            _ => (self.pen, advance),
        }
    }

    /// Ends the units before `next`: their widths are known now.
    fn close_to(&mut self, next: usize) {
        while self.unit < next {
            self.close();
            self.unit += 1;
            self.first = self.glyphs.len();
            self.pen = Em::ZERO;
        }
    }

    /// Sets the width of the current unit; what is narrower or wider than its cell stands in the middle.
    fn close(&mut self) {
        let span = &self.draft.spans[self.unit];
        let first = self.draft.chars[span.start as usize].ch;
        let unit: &mut Unit = &mut self.draft.units[self.unit];
        unit.glyphs = glyph_index(self.first)..glyph_index(self.glyphs.len());
        let fixed = match unit.class {
            CharClass::Sol if !unit.joined => Some(Em::HALF),
            class => fixed_body(class, first, span.len()),
        };
        let empty = self.first == self.glyphs.len();
        unit.body = fixed.unwrap_or(if empty { Em::ONE } else { self.pen });
        let shift = match unit.class {
            CharClass::Open | CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Mid => Em::ZERO,
            CharClass::Wsp => Em::ZERO,
            _ => (unit.body - self.pen) / 2,
        };
        if shift != Em::ZERO {
            self.glyphs[self.first..].iter_mut().for_each(|glyph| glyph.x += shift);
        }
    }
}

/// A place in the list of glyphs as stored.
///
/// # Panics
/// On more glyphs than a paragraph can have.
fn glyph_index(place: usize) -> u32 {
    u32::try_from(place).expect("a paragraph has fewer than 2^32 glyphs")
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
