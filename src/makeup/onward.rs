//! [`pieces`]: the text of a story after a jump, behind its note 上接 (standards B8).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::copy::{Cursor, Kind, Piece, inline_of, scaled};
use super::desk::Desk;
use super::house::House;
use crate::diag::Span;
use crate::layout::Area;
use crate::shape::ShapedText;
use crate::story::{Block, Inline, StoryId};
use crate::style::{Mark, Role};

/// Where the rest of a story goes on: its area, and the note 上接.
pub(super) struct Onward<'a> {
    /// The area.
    pub area: &'a Area,
    /// The note.
    pub note: &'a str,
}

/// The pieces of the rest of a story after `cut` in the pieces `before`, with the note 上接 at their head.
pub(super) fn pieces(desk: &Desk<'_>, before: &[Piece], cut: Cursor, id: StoryId, to: &Onward<'_>) -> Vec<Piece> {
    let story = desk.edition.story(id);
    let house = House::body(desk.layout, to.area);
    let mut pieces: Vec<Piece> = Vec::new();
    // A note that itself found no room is not carried on.
    let mut tail = before.iter().skip(cut.piece).filter(|piece| piece.kind != Kind::Note).peekable();
    let block = tail.peek().map_or(0, |piece| piece.block);
    let torn = if cut.unit > 0 { tail.next() } else { None };
    let runs_in = desk.layout.notes.in_runs_in;
    let alone = torn.is_none_or(|torn| !runs_in || torn.block >= story.blocks.len());
    if alone {
        let text = Arc::new(desk.text(house, to.note, Role::JumpNote, &Span::file(&story.source)));
        let foreign = to.note.len();
        pieces.push(Piece { foreign, ..Piece::new(house, Kind::Note, Role::JumpNote, text, block) });
    }
    pieces.extend(torn.map(|torn| match story.blocks.get(torn.block) {
        Some(block) => run_in(desk, house, block, (torn, cut.unit), if alone { "" } else { to.note }),
        None => end_rest(desk, house, (torn, cut.unit), &Span::file(&story.source)),
    }));
    // The looks are those of the page where the text now stands.
    let restyled = tail.map(|of| Piece {
        foreign: of.foreign,
        from: of.from,
        ..Piece::new(house, of.kind, of.role, reshaped(desk, house, of, id), of.block)
    });
    pieces.extend(restyled);
    pieces.iter_mut().for_each(|piece| piece.story = Some(id));
    scaled(pieces, to.area.body_scale)
}

/// The text of a piece in the manner of its new place: shaped again if it runs another way or has another language.
fn reshaped(desk: &Desk<'_>, house: House<'_>, of: &Piece, id: StoryId) -> Arc<ShapedText> {
    let story = desk.edition.story(id);
    if of.text.manner == house.manner(of.role) {
        return Arc::clone(&of.text);
    }
    let text = match story.blocks.get(of.block).map(inline_of) {
        Some((inline, role)) if of.kind != Kind::End && inline.text == of.text.text => desk.inline(house, inline, role),
        _ => desk.text(house, &of.text.text, of.role, &Span::file(&story.source)),
    };
    Arc::new(text)
}

/// First byte of the piece's text after a cut that is the story's.
fn byte_of(piece: &Piece, unit: u32) -> usize {
    let byte = piece.text.units.get(unit as usize).map_or(piece.text.text.len(), |unit| unit.text.start as usize);
    byte.max(piece.foreign)
}

/// The rest of a byline or credit that was cut inside.
fn end_rest(desk: &Desk<'_>, house: House<'_>, (piece, unit): (&Piece, u32), span: &Span) -> Piece {
    let text = Arc::new(desk.text(house, &piece.text.text[byte_of(piece, unit)..], piece.role, span));
    Piece::new(house, piece.kind, piece.role, text, piece.block)
}

/// A mark without its first characters: each character takes its own reading along.
fn after(mark: &Mark, gone: usize) -> Mark {
    match mark {
        Mark::Ruby(reading) => {
            let parts: Vec<&str> = reading.split(' ').skip(gone).collect();
            Mark::Ruby(parts.join(" "))
        }
        mark => mark.clone(),
    }
}

/// The rest of a paragraph behind the note, as one text (standards B8: run-in, no indent).
fn run_in(desk: &Desk<'_>, house: House<'_>, block: &Block, (piece, unit): (&Piece, u32), note: &str) -> Piece {
    let byte = byte_of(piece, unit);
    let note = parted(note);
    let text = format!("{note}{}", &piece.text.text[byte..]);
    let from = piece.from + byte - piece.foreign;
    let (inline, role) = inline_of(block);
    let mut runs = Vec::new();
    if !note.is_empty() {
        runs.push((0..note.len(), Role::JumpNote));
    }
    for (range, role) in inline.runs.iter().filter(|run| run.0.end > from) {
        let start = range.start.max(from) - from + note.len();
        runs.push((start..range.end - from + note.len(), *role));
    }
    let mut marks: Vec<(Range<usize>, Mark)> = Vec::new();
    for (range, mark) in inline.marks.iter().filter(|mark| mark.0.end > from) {
        let start = range.start.max(from) - from + note.len();
        let gone = inline.text.get(range.start..from).map_or(0, |gone| gone.chars().count());
        marks.push((start..range.end - from + note.len(), after(mark, gone)));
    }
    let inline = Inline { text, runs, marks, origin: Vec::new(), span: inline.span.clone() };
    let text = Arc::new(desk.inline(house, &inline, role));
    Piece { from, foreign: note.len(), ..Piece::new(house, Kind::Rest, role, text, piece.block) }
}

/// A note before the text that it runs into: one that ends with a letter or a numeral is parted from it by a blank.
fn parted(note: &str) -> Cow<'_, str> {
    if note.ends_with(char::is_alphanumeric) { Cow::Owned(format!("{note}\u{3000}")) } else { Cow::Borrowed(note) }
}

#[cfg(test)]
mod tests {
    use super::{after, parted};
    use crate::style::Mark;

    #[test]
    fn a_note_without_brackets_is_parted_from_its_text() {
        assert_eq!(parted("（上接第一版）"), "（上接第一版）");
        assert_eq!(parted("From page 1"), "From page 1\u{3000}");
        assert_eq!(parted(""), "");
    }

    #[test]
    fn readings_go_with_their_characters() {
        let mark = Mark::Ruby("yún tīng".into());
        assert_eq!(after(&mark, 0), mark);
        assert_eq!(after(&mark, 1), Mark::Ruby("tīng".into()));
        assert_eq!(after(&Mark::Name, 1), Mark::Name);
    }
}
