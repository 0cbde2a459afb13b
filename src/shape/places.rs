//! [`Places`]: where the glyphs of a face's marks stand in their cells.
//!
//! Source: standards A1 (cells), A2 (ink boxes), A10 (vertical). Faces differ in where they draw a mark in its em, and
//! some have no `halt` or `vhal` or a wrong one: the ink is trusted, the class says where it has to lie.

use std::collections::BTreeMap;

use super::cells::cell;
use super::faces::{Mode, Ready};
use super::orient::presentation_form;
use super::{CharClass, Manner};
use crate::font::{Face, GlyphId, InkBox};
use crate::geom::{Em, WritingMode};
use crate::style::Lang;

/// Marks whose ink must lie in their cell (A2).
pub(super) const MARKS: [(&str, CharClass); 5] = [
    ("“‘「『（《〈【〖〔［｛", CharClass::Open),
    ("”’」』）》〉】〗〕］｝", CharClass::Close),
    ("，、；：", CharClass::Pause),
    ("。．！？", CharClass::Stop),
    ("·", CharClass::Mid),
];

/// Characters other than marks that want a vertical form.
const OTHERS: &str = "—\u{2E3A}…⋯\u{2025}ー〜～〰゠〘〙〚〛〝〞〟＿｜｟｠￣\u{2329}\u{232A}﹙﹚﹛﹜﹝﹞";

/// Ink may stand out of its cell by this much before the mark is centred instead (A2, 20/1000 em).
pub(super) const TOLERANCE: Em = Em::from_units(20 * Em::MILLI.units());

/// The middle of the em box 880/−120 above the baseline: the axis of a vertical line.
pub(super) const AXIS: Em = Em::from_units(380 * Em::MILLI.units());

/// The place of a glyph's origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From the start of the cell's body, along the line.
    pub(super) along: Em,
    /// Above the baseline, or to the right of a vertical line's axis.
    pub(super) across: Em,
}

/// Places of the marks of one face, for one language and writing.
pub(super) struct Places {
    /// By glyph, in order.
    cells: Vec<(GlyphId, Place)>,
    /// Vertical forms, by character, in order; empty in horizontal lines.
    forms: Vec<(char, Option<char>)>,
    writing: WritingMode,
}

impl Places {
    /// Looks at all marks of A1 that the face has.
    pub(super) fn new(ready: Ready<'_>, face: &Face, manner: Manner) -> Self {
        let vertical = manner.writing == WritingMode::Vertical;
        let mut forms = BTreeMap::new();
        if vertical {
            let marks = MARKS.iter().flat_map(|(marks, _)| marks.chars()).chain(OTHERS.chars());
            forms.extend(marks.filter(|&mark| ready.has(mark)).map(|mark| (mark, ready.find_form(mark, manner.lang))));
        }
        let (reader, inks) = (face.reader(), face.inks());
        let mode = if vertical { Mode::Upright } else { Mode::Chinese };
        let mut cells = BTreeMap::new();
        for (marks, class) in MARKS {
            for mark in marks.chars().filter(|&mark| ready.has(mark)) {
                let shown = forms.get(&mark).copied().flatten().unwrap_or(mark);
                let Some((glyph, advance)) = ready.single(shown, mode, manner.lang) else { continue };
                let ink = inks.bounds(glyph).map(|ink| {
                    if vertical {
                        downward(ink, reader.vertical_origin(glyph), reader.advance(glyph))
                    } else {
                        level(ink)
                    }
                });
                cells.insert(glyph, place(Mark { mark, class, manner }, advance, ink));
            }
        }
        Self { cells: cells.into_iter().collect(), forms: forms.into_iter().collect(), writing: manner.writing }
    }

    /// The place of a mark's glyph.
    pub(super) fn of(&self, class: CharClass, glyph: GlyphId, advance: Em) -> Place {
        match self.cells.binary_search_by_key(&glyph, |cell| cell.0) {
            Ok(at) => self.cells[at].1,
            Err(_) => Place { along: aligned(align(class, self.writing), Em::HALF, advance), across: Em::ZERO },
        }
    }

    /// What shows a character that stands upright in a vertical line; `None` if it must be turned.
    pub(super) fn form(&self, ch: char) -> Option<char> {
        match self.forms.binary_search_by_key(&ch, |form| form.0) {
            Ok(at) => self.forms[at].1,
            // What is not in the list has a `vert` glyph or not: its presentation form is not wanted then.
            Err(_) => Some(ch).filter(|&ch| presentation_form(ch).is_none()),
        }
    }
}

/// The ink of a glyph, seen along its line and across it: from its origin, in em.
#[derive(Clone, Copy)]
struct Seen {
    along: (Em, Em),
    /// The middle of the ink above the baseline, or right of the axis.
    across: Em,
}

fn level(ink: InkBox) -> Seen {
    Seen { along: (ink.left, ink.right), across: (ink.bottom + ink.top) / 2 }
}

fn downward(ink: InkBox, origin: Em, width: Em) -> Seen {
    Seen { along: (origin - ink.top, origin - ink.bottom), across: (ink.left + ink.right - width) / 2 }
}

/// A mark in a text.
#[derive(Clone, Copy)]
struct Mark {
    mark: char,
    class: CharClass,
    manner: Manner,
}

/// Where in its cell a mark stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Start,
    Middle,
    End,
}

/// Opening marks stand at the end of their half em, closing ones at its start, · in the middle (A2).
const fn align(class: CharClass, writing: WritingMode) -> Align {
    match (class, writing) {
        (CharClass::Open, _) => Align::End,
        (CharClass::Mid, _) => Align::Middle,
        _ => Align::Start,
    }
}

fn aligned(align: Align, body: Em, advance: Em) -> Em {
    match align {
        Align::Start => Em::ZERO,
        Align::Middle => (body - advance) / 2,
        Align::End => body - advance,
    }
}

/// The aligned place if the ink then lies in the cell, else the place that centres the ink: the ink box is trusted
/// over the face's own idea (the ？ of FandolFang, say).
fn place(mark: Mark, advance: Em, ink: Option<Seen>) -> Place {
    let body = cell(mark.class, mark.mark, 1, mark.manner).body.unwrap_or(Em::ONE);
    let vertical = mark.manner.writing == WritingMode::Vertical;
    let centred = |seen: Seen| (body - seen.along.0 - seen.along.1) / 2;
    // A1: the marks of Taiwan and Hong Kong in the middle, whatever the face; · in a vertical line on its axis.
    let traditional = mark.manner.lang == Lang::Traditional;
    let stops = matches!(mark.class, CharClass::Pause | CharClass::Stop);
    if let Some(seen) = ink
        && (traditional && stops || vertical && mark.class == CharClass::Mid)
    {
        let across = match (vertical, "！？".contains(mark.mark)) {
            (true, _) => -seen.across,
            (false, true) => Em::ZERO,
            (false, false) => AXIS - seen.across,
        };
        return Place { along: centred(seen), across };
    }
    let align = if body == Em::ONE { Align::Middle } else { align(mark.class, mark.manner.writing) };
    let along = aligned(align, body, advance);
    let out = |seen: &Seen| along + seen.along.0 < -TOLERANCE || along + seen.along.1 > body + TOLERANCE;
    Place { along: ink.filter(out).map_or(along, centred), across: Em::ZERO }
}

#[cfg(test)]
mod tests {
    use super::{Align, Em, Mark, Place, Seen, TOLERANCE, aligned, place};
    use crate::shape::{CharClass, Manner};

    #[test]
    fn marks_stand_in_their_cells() {
        assert_eq!(aligned(Align::End, Em::HALF, Em::ONE), -Em::HALF);
        assert_eq!(aligned(Align::End, Em::HALF, Em::MILLI * 350), Em::MILLI * 150, "Kai “");
        assert_eq!(aligned(Align::Start, Em::HALF, Em::MILLI * 350), Em::ZERO, "Kai ”");
        assert_eq!(aligned(Align::Middle, Em::HALF, Em::ONE), -Em::QUARTER, "Sans ·");
    }

    #[test]
    fn ink_outside_the_cell_is_centred() {
        let mark = Mark { mark: '？', class: CharClass::Stop, manner: Manner::default() };
        let at = |left, right| Some(Seen { along: (left, right), across: Em::ZERO });
        let centred = place(mark, Em::ONE, at(Em::MILLI * 320, Em::MILLI * 680));
        assert_eq!(centred, Place { along: -Em::QUARTER, across: Em::ZERO }, "a centred ？");
        assert_eq!(place(mark, Em::ONE, at(Em::ZERO, Em::HALF + TOLERANCE)).along, Em::ZERO);
    }
}
