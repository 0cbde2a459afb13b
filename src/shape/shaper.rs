//! [`Shaper`]: faces ready to shape; [`FaceSet`]: which faces a role uses.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use harfrust::{Buffer, ShaperFont};

use super::faces::Ready;
use super::sign::Sign;
use super::units::{Char, Draft, draft, fixed_body};
use super::{CharClass, ShapedGlyph, ShapedText, Unit};
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
    pub fn shape(&self, text: &str, runs: &[(Range<usize>, Role)], faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let mut chains = Chains { shaper: self, faces, last: None };
        let draft = draft(text, runs, faces.base, &mut |role, ch| chains.find(role, ch));
        let missing = missing(&draft);
        let mut setter = Setter::new(self, draft);
        setter.run();
        let units = setter.draft.units;
        (ShapedText { text: text.to_owned(), units, glyphs: setter.glyphs }, missing)
    }

    /// Shapes a paragraph of a story.
    #[must_use]
    pub fn inline(&self, inline: &Inline, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        self.shape(&inline.text, &inline.runs, faces)
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
