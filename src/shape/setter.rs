//! [`Setter`]: units to glyphs. Runs of one face and one manner are shaped together, then each glyph goes to the unit
//! of its cluster.
//!
//! Source: standards A1, A2 (cells of marks), A10 (vertical: upright on the axis, turned, combined in one em).

use harfrust::{Buffer, ShaperFont};

use super::cells::{cell, space_like};
use super::faces::{Mode, Ready};
use super::orient::{Orientation, orientation};
use super::places::AXIS;
use super::sign::{Char, Sign};
use super::stand::{is_stacked, upright_width};
use super::units::Draft;
use super::{CharClass, Hyphen, Manner, ShapedGlyph, Stand};
use crate::font::{FaceId, GlyphId};
use crate::geom::{Em, PerMille, WritingMode};
use crate::style::Role;

/// A combined unit is not narrowed below this: its characters are stacked instead (A10).
const NARROWEST: PerMille = PerMille(500);

/// What characters are shaped together: face, mode, and the unit where it is shaped alone.
type Item = (u16, Mode, Option<usize>);

/// A glyph as HarfRust gives it.
struct Raw {
    id: GlyphId,
    /// Along the line.
    advance: Em,
    /// What the face moves it along the line and across it.
    offset: (Em, Em),
    /// It begins a cluster.
    first: bool,
}

/// Turns the units of a draft to glyphs.
pub(super) struct Setter<'s> {
    faces: Vec<Option<(Ready<'s>, ShaperFont<'s, 's>)>>,
    pub(super) draft: Draft,
    pub(super) glyphs: Vec<ShapedGlyph>,
    pub(super) hyphens: Vec<Hyphen>,
    hyphens_of: Vec<(u16, Role)>,
    /// The unit that takes the next glyph, its first glyph, and how far its glyphs reach.
    unit: usize,
    first: usize,
    pen: Em,
}

impl<'s> Setter<'s> {
    /// Makes the faces of a draft ready.
    pub(super) fn new(draft: Draft, ready: impl Fn(u16) -> Option<Ready<'s>>) -> Self {
        let mut faces: Vec<Option<(Ready<'s>, ShaperFont<'s, 's>)>> = Vec::new();
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
                faces[place] = ready(face).map(|ready| (ready, ready.shaper()));
            }
        }
        let glyphs = Vec::with_capacity(draft.chars.len());
        let (hyphens, hyphens_of) = (Vec::new(), Vec::new());
        Self { faces, draft, glyphs, hyphens, hyphens_of, unit: 0, first: 0, pen: Em::ZERO }
    }

    /// Shapes all units.
    pub(super) fn run(&mut self) {
        let vertical = self.draft.manner.writing == WritingMode::Vertical;
        let mut item: Option<Item> = None;
        let mut buffer = Buffer::new();
        for place in 0..self.draft.units.len() {
            if vertical {
                self.turn_what_has_no_form(place);
            }
            let mode = match self.draft.units[place].class.is_western() {
                _ if vertical => self.mode(place),
                true => Mode::Western,
                false => Mode::Chinese,
            };
            let alone = (self.draft.units[place].stand == Stand::Combined).then_some(place);
            for at in self.draft.spans[place].clone() {
                let char = self.draft.chars[at as usize];
                let Some(face) = char.face else { continue };
                if item != Some((face, mode, alone)) {
                    self.flush(item, &mut buffer, char.at);
                    item = Some((face, mode, alone));
                }
                buffer.push(self.shown(&char, mode).into(), char.at);
            }
            if self.draft.units[place].hyphen.is_some() {
                self.hyphenate(place);
            }
        }
        self.flush(item, &mut buffer, u32::MAX);
        self.close_to(self.draft.units.len());
    }

    fn ready(&self, face: u16) -> Option<Ready<'s>> {
        self.faces.get(usize::from(face))?.as_ref().map(|(ready, _)| *ready)
    }

    fn chars(&self, unit: usize) -> &[Char] {
        let span = &self.draft.spans[unit];
        &self.draft.chars[span.start as usize..span.end as usize]
    }

    /// UAX #50, Tr: a character that has a form for vertical lines in no way is turned.
    fn turn_what_has_no_form(&mut self, place: usize) {
        let (unit, first) = (&self.draft.units[place], self.chars(place)[0]);
        let transformed = || orientation(unit.class, first.ch) == Orientation::Transformed;
        if unit.stand == Stand::Upright
            && let Some(ready) = first.face.and_then(|face| self.ready(face))
            && transformed()
            && ready.vertical_form(first.ch, self.draft.manner.lang).is_none()
        {
            self.draft.units[place].stand = Stand::Turned;
        }
    }

    /// What a unit of a vertical line is shaped as.
    fn mode(&self, place: usize) -> Mode {
        let unit = &self.draft.units[place];
        let level = if unit.class.is_western() { Mode::Western } else { Mode::Chinese };
        match unit.stand {
            Stand::Turned => level,
            Stand::Upright if is_stacked(unit, self.chars(place)) => Mode::Stacked,
            Stand::Upright => Mode::Upright,
            Stand::Combined => {
                let digit = |char: &Char| char.sign == Sign::Digit;
                let chars = self.chars(place);
                match chars {
                    [one, two] if digit(one) && digit(two) => Mode::Halves,
                    _ if chars.iter().any(|char| matches!(char.sign, Sign::Digit | Sign::Letter)) => Mode::Western,
                    _ => Mode::Chinese,
                }
            }
        }
    }

    /// The character that is shaped for another.
    #[inline]
    fn shown(&self, char: &Char, mode: Mode) -> char {
        match char.sign {
            Sign::Space | Sign::Tie | Sign::Fixed(_) => ' ',
            // A1 gives ／ half an em; the glyph that faces have for it is as wide as a whole one.
            Sign::One(CharClass::Sol) if char.face.and_then(|face| self.ready(face)).is_some_and(|it| it.has('/')) => {
                '/'
            }
            // Han has one form.
            _ if mode == Mode::Upright && !matches!(char.ch, '\u{3400}'..='\u{9FFF}') => {
                let form = |ready: Ready<'_>| ready.vertical_form(char.ch, self.draft.manner.lang);
                char.face.and_then(|face| self.ready(face)).and_then(form).unwrap_or(char.ch)
            }
            _ => char.ch,
        }
    }

    /// Shapes what was gathered, text up to byte `end`, and hands out the glyphs.
    fn flush(&mut self, item: Option<Item>, buffer: &mut Buffer, end: u32) {
        if let Some((face, mode, _)) = item
            && !buffer.is_empty()
            && let Some(Some((ready, font))) = self.faces.get(usize::from(face))
        {
            let ready = *ready;
            if ready.shape(font, buffer, mode, self.draft.manner.lang) {
                self.take((FaceId(face), ready), mode, buffer, end);
            }
        }
        buffer.clear();
    }

    /// Gives each glyph of a shaped buffer to the unit of its cluster.
    fn take(&mut self, (face, ready): (FaceId, Ready<'s>), mode: Mode, buffer: &Buffer, end: u32) {
        let infos = buffer.glyph_infos();
        let upright = matches!(mode, Mode::Upright | Mode::Stacked).then(|| ready.shaper());
        let mut before = None;
        for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            while self.draft.units[self.unit].text.end <= info.cluster {
                self.close_to(self.unit + 1);
            }
            let Ok(id) = u16::try_from(info.glyph_id) else { continue };
            let id = GlyphId(id);
            let of_unit = self.draft.units[self.unit].text.end.min(end);
            let start = info.cluster;
            let first = before != Some(start);
            let text = if first {
                let next = infos[at + 1..].iter().find(|next| next.cluster != start);
                start..next.map_or(of_unit, |next| next.cluster.min(of_unit))
            } else {
                start..start
            };
            before = Some(start);
            let (advance, offset) = if let Some(font) = &upright {
                // HarfRust places the horizontal origin; a page wants the vertical one.
                let origin = font.glyph_v_origin(info.glyph_id.into());
                let across = ready.em(position.x_offset + origin.0);
                (ready.em(-position.y_advance), (-ready.em(position.y_offset + origin.1), across))
            } else {
                (ready.em(position.x_advance), (ready.em(position.x_offset), ready.em(position.y_offset)))
            };
            let raw = Raw { id, advance, offset, first };
            let ((x, y), step) = self.place(ready, &raw, mode);
            self.glyphs.push(ShapedGlyph { face, id, x, y, text });
            self.pen += step;
        }
    }

    /// Origin of the next glyph of the current unit, and how far the pen goes on after it.
    fn place(&self, ready: Ready<'_>, raw: &Raw, mode: Mode) -> ((Em, Em), Em) {
        let unit = &self.draft.units[self.unit];
        let (along, across) = raw.offset;
        let manner = match mode {
            Mode::Upright | Mode::Stacked => self.draft.manner,
            _ => Manner { writing: WritingMode::Horizontal, ..self.draft.manner },
        };
        match unit.class {
            CharClass::Open | CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Mid => {
                let place = ready.cell(manner, unit.class, raw.id, raw.advance);
                ((self.pen + place.along + along, place.across + across), Em::ZERO)
            }
            // Each mark in its half of an em: the cells of Simplified Chinese, whose marks lie so.
            CharClass::Stop2 if mode == Mode::Chinese && self.chars(self.unit).len() > 1 => {
                let place = ready.cell(Manner::default(), CharClass::Stop, raw.id, raw.advance);
                ((self.pen + place.along + along, across), Em::HALF)
            }
            // A10: – and ～ in the middle of the line that they are turned in.
            CharClass::Conn if unit.stand == Stand::Turned => {
                let middle = ready.ink(raw.id).map_or(Em::ZERO, |ink| AXIS - (ink.bottom + ink.top) / 2);
                ((self.pen + along, across + middle), raw.advance)
            }
            _ if mode == Mode::Stacked => {
                let step = if raw.first { Em::ONE } else { Em::ZERO };
                let pen = if raw.first { self.pen } else { self.pen - Em::ONE };
                ((pen + along, across), step)
            }
            _ => ((self.pen + along, across), raw.advance),
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
        let span = self.draft.spans[self.unit].clone();
        let (first, glyphs) = (self.draft.chars[span.start as usize], self.first..self.glyphs.len());
        self.draft.units[self.unit].glyphs = glyph_index(glyphs.start)..glyph_index(glyphs.end);
        self.mend_division(glyphs.start);
        let unit = &self.draft.units[self.unit];
        if unit.stand == Stand::Combined {
            return self.combine();
        }
        let fixed = match unit.class {
            CharClass::Sol if !unit.joined => Some(Em::HALF),
            CharClass::IdSp if first.ch != '\u{3000}' => Some(self.space(&first)),
            _ if is_stacked(unit, self.chars(self.unit)) => Some(upright_width(self.chars(self.unit))),
            class => cell(class, first.ch, span.len(), self.draft.manner).body,
        };
        let empty = glyphs.is_empty();
        let body = fixed.unwrap_or(if empty && first.face.is_none() { Em::ONE } else { self.pen });
        let shift = match unit.class {
            CharClass::Open | CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Mid => Em::ZERO,
            CharClass::Wsp => Em::ZERO,
            _ => (body - self.pen) / 2,
        };
        self.draft.units[self.unit].body = body;
        if shift != Em::ZERO {
            self.glyphs[glyphs].iter_mut().for_each(|glyph| glyph.x += shift);
        }
    }

    /// The width of a typed space.
    fn space(&self, space: &Char) -> Em {
        let fixed = cell(CharClass::IdSp, space.ch, 1, self.draft.manner).body;
        let of_face = || self.ready(space.face?)?.advance(space_like(space.ch));
        fixed.or_else(of_face).unwrap_or(Em::QUARTER)
    }

    /// 纵中横: narrowed to one em, or stacked if that were too narrow (A10).
    fn combine(&mut self) {
        let unit = &mut self.draft.units[self.unit];
        let glyphs = &mut self.glyphs[self.first..];
        unit.body = Em::ONE;
        let fits = if self.pen > Em::ONE { Em::ONE.units() * 1000 / self.pen.units() } else { 1000 };
        let scale = PerMille(i32::try_from(fits).unwrap_or(NARROWEST.0));
        if scale >= NARROWEST {
            unit.scale = scale;
            let shift = (Em::ONE - self.pen).max(Em::ZERO) / 2;
            glyphs.iter_mut().for_each(|glyph| glyph.x += shift);
            return;
        }
        unit.stand = Stand::Upright;
        let mut rows = 0;
        for glyph in glyphs {
            rows += i64::from(!glyph.text.is_empty() || rows == 0);
            (glyph.x, glyph.y) = (Em::whole(rows - 1), Em::ZERO);
        }
        unit.body = Em::whole(rows.max(1));
    }

    /// A word is not divided inside a ligature: the piece of the current unit must begin with a glyph of its own.
    fn mend_division(&mut self, first: usize) {
        let Some(before) = self.unit.checked_sub(1) else { return };
        if self.draft.units[before].hyphen.is_none() {
            return;
        }
        let start = self.draft.units[self.unit].text.start;
        if self.glyphs.get(first).is_none_or(|glyph| glyph.text.start != start) {
            self.draft.units[before].hyphen = None;
            self.draft.units[self.unit].may_begin = false;
        }
    }

    /// The hyphen of a piece of a word: that of the face of its last letter.
    fn hyphenate(&mut self, place: usize) {
        let role = self.draft.units[place].role;
        let face = self.chars(place).iter().rev().find_map(|char| char.face);
        let Some((face, ready)) = face.and_then(|face| Some((face, self.ready(face)?))) else {
            self.draft.units[place].hyphen = None;
            return;
        };
        let known = self.hyphens_of.iter().position(|&of| of == (face, role));
        let at = known.unwrap_or_else(|| {
            self.hyphens_of.push((face, role));
            self.hyphens.push(hyphen(FaceId(face), ready, self.draft.manner));
            self.hyphens.len() - 1
        });
        self.draft.units[place].hyphen = Some(glyph_index(at));
    }
}

/// The hyphen of a face: U+002D, which goes with its letters, before U+2010, which the faces of Chinese draw in an em.
fn hyphen(face: FaceId, ready: Ready<'_>, manner: Manner) -> Hyphen {
    let found = ['-', '\u{2010}'].into_iter().filter(|&ch| ready.has(ch));
    let glyph = found.into_iter().find_map(|ch| ready.single(ch, Mode::Western, manner.lang));
    let (id, width) = glyph.map_or((None, Em::ZERO), |(id, width)| (Some(id), width));
    Hyphen { glyph: id.map(|id| ShapedGlyph { face, id, x: Em::ZERO, y: Em::ZERO, text: 0..0 }), width }
}

/// A place in the list of glyphs as stored.
///
/// # Panics
/// On more glyphs than a paragraph can have.
fn glyph_index(place: usize) -> u32 {
    u32::try_from(place).expect("a paragraph has fewer than 2^32 glyphs")
}
