//! [`shorten`]: the lines that the desk orders cut from the end of a story, back to the end of a sentence.

use std::rc::Rc;
use std::sync::Arc;

use super::copy::{Copy, Kind, Piece, inline_of};
use super::desk::Desk;
use super::house::House;
use crate::diag::{Diagnostic, Span, counted, rules};
use crate::geom::{Em, PerMille};
use crate::layout::Area;
use crate::story::{Block, Inline, StoryId};

/// What was taken off the end of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gone {
    /// The words, paragraph after paragraph.
    pub text: String,
    /// The lines that they took.
    pub lines: u32,
}

/// A copy without its last `cut` lines, counted at `width`, and what is gone. Whole sentences go: never more than are
/// needed and one. A story keeps its first sentence; if the cut asks for more, nothing is cut.
pub(super) fn shorten(
    desk: &Desk<'_>,
    (copy, id): (Copy, StoryId),
    (area, width): (&Area, Em),
    cut: u16,
) -> (Copy, Option<Gone>) {
    let house = House::body(desk.layout, area);
    let body = copy.pieces.iter().take_while(|piece| piece.kind != Kind::End).count();
    let lines: Vec<u32> = (0..body).map(|at| lines_in(&copy, at, width)).collect();
    let total: u32 = lines.iter().sum();
    let Some(stay) = total.checked_sub(u32::from(cut)) else { return (copy, None) };
    let story = desk.edition.story(id);
    // The pieces that stay whole, and the lines that are left for a part of the next.
    let (mut whole, mut room) = (0, stay);
    while let Some(less) = lines.get(whole).and_then(|lines| room.checked_sub(*lines)) {
        (whole, room) = (whole + 1, less);
    }
    let part = story.blocks.get(whole).and_then(|block| part(desk, house, block, (&copy, whole), (width, room)));
    if part.is_none() {
        // A subhead has nothing to stand over any more.
        while whole > 0 && copy.pieces[whole - 1].kind == Kind::Subhead {
            whole -= 1;
        }
        if whole == 0 {
            return (copy, None);
        }
    }
    let from = part.as_ref().map_or(0, |part| part.1);
    let mut left: u32 = lines[..whole].iter().sum();
    let mut pieces = copy.pieces[..whole].to_vec();
    pieces.extend(part.map(|(piece, _, lines)| {
        left += lines;
        piece
    }));
    pieces.extend(copy.pieces[body..].iter().cloned());
    let gone = story.blocks[whole..].iter().enumerate().map(|(at, block)| {
        let text = &inline_of(block).0.text;
        text[if at == 0 { from } else { 0 }..].trim_start().to_owned()
    });
    let text = gone.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    let copy = Copy::new(pieces, desk.layout, house).signed(desk.edition, id);
    (copy, Some(Gone { text, lines: total - left }))
}

/// Lines of one piece at one width; a subhead counts one more.
fn lines_in(copy: &Copy, piece: usize, width: Em) -> u32 {
    let lines = u32::try_from(copy.galley(piece, 0, width, PerMille::ZERO).lines.len()).unwrap_or(0);
    lines + u32::from(copy.pieces[piece].kind == Kind::Subhead)
}

/// The first sentences of a paragraph, as many as go into `room` lines: the piece, where it ends and its lines.
fn part(
    desk: &Desk<'_>,
    house: House<'_>,
    block: &Block,
    (copy, at): (&Copy, usize),
    (width, room): (Em, u32),
) -> Option<(Piece, usize, u32)> {
    let Block::Paragraph(inline) = block else { return None };
    ends(inline).into_iter().rev().find_map(|end| {
        let text = Arc::new(desk.again(house, &beginning(inline, end), copy.pieces[at].role));
        let piece = Piece { text, lines: Rc::default(), ..copy.pieces[at].clone() };
        let alone = Copy::new(vec![piece.clone()], desk.layout, house);
        let lines = lines_in(&alone, 0, width);
        (lines <= room).then_some((piece, end, lines))
    })
}

/// The first bytes of a paragraph.
fn beginning(inline: &Inline, end: usize) -> Inline {
    let runs = inline.runs.iter().filter(|run| run.0.start < end);
    let marks = inline.marks.iter().filter(|mark| mark.0.end <= end);
    Inline {
        text: inline.text[..end].to_owned(),
        runs: runs.map(|(range, role)| (range.start..range.end.min(end), *role)).collect(),
        marks: marks.cloned().collect(),
        ..inline.clone()
    }
}

/// Marks that end a sentence wherever they stand.
const STOPS: &str = "。！？!?";
/// Marks that open a pair, and those that close it: a sentence inside a pair is no place to stop.
const OPEN: &str = "“‘（《〈「『【〔([";
const CLOSE: &str = "”’）》〉」』】〕)]";
/// Shorter words before a full point may be abbreviations.
const WORD: usize = 3;

/// Ends of sentences inside a paragraph, by bytes; its own end is not among them.
fn ends(inline: &Inline) -> Vec<usize> {
    let text = inline.text.as_str();
    let mut ends = Vec::new();
    let (mut depth, mut stopped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        if OPEN.contains(c) {
            depth += 1;
        } else if CLOSE.contains(c) {
            // The end of a quotation is the end of its last sentence.
            depth = depth.saturating_sub(1);
        } else {
            stopped = STOPS.contains(c) || c == '.' && full_point(text, at);
        }
        let after = at + c.len_utf8();
        let closes = text[after..].chars().next().is_some_and(|next| CLOSE.contains(next) || STOPS.contains(next));
        let torn = inline.marks.iter().any(|mark| mark.0.start < after && after < mark.0.end);
        if stopped && depth == 0 && !closes && !torn && after < text.len() && !OPEN.contains(c) {
            ends.push(after);
        }
    }
    ends
}

/// Whether a point ends a sentence of Latin text: a word before it, a blank and a capital letter after it.
fn full_point(text: &str, at: usize) -> bool {
    let word = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).count();
    let mut after = text[at + 1..].chars();
    word >= WORD && after.next().is_some_and(char::is_whitespace) && after.next().is_some_and(char::is_uppercase)
}

/// What is to be said of a cut: the very words, or that it would leave nothing.
pub(super) fn judge(desk: &Desk<'_>, id: StoryId, (place, cut): (&Span, u16), gone: Option<&Gone>) -> Diagnostic {
    let story = desk.edition.story(id);
    let Some(gone) = gone else {
        let message = format!("a cut of {cut} lines leaves no sentence of `{}`", story.id);
        return Diagnostic::new(&rules::CUT_TOO_LONG, place.clone(), message)
            .help("nothing was cut: lower `cut`, or take the story off the page");
    };
    let count = gone.text.chars().filter(|c| !c.is_whitespace()).count();
    let lines = counted(gone.lines, "line");
    let said = gone.text.replace('\n', " / ");
    let message = format!("cut from the end of `{}`: {lines}, {count} characters: {said}", story.id);
    Diagnostic::new(&rules::TEXT_CUT, place.clone(), message)
}

#[cfg(test)]
mod tests {
    use super::ends;
    use crate::diag::{Source, Span};
    use crate::story::Inline;
    use crate::style::Mark;

    fn sentences(text: &str, marks: Vec<(std::ops::Range<usize>, Mark)>) -> Vec<String> {
        let span = Span::file(&Source::new("a", ""));
        let inline = Inline { text: text.to_owned(), runs: Vec::new(), marks, origin: Vec::new(), span };
        ends(&inline).into_iter().map(|end| text[..end].to_owned()).collect()
    }

    #[test]
    fn sentences_end_at_their_stops_and_after_their_closing_marks() {
        assert_eq!(sentences("一句。两句！三句", Vec::new()), ["一句。", "一句。两句！"]);
        assert_eq!(sentences("“好。”他说。完。", Vec::new()), ["“好。”", "“好。”他说。"]);
        assert_eq!(sentences("问？！答。", Vec::new()), ["问？！"]);
    }

    #[test]
    fn a_sentence_inside_quotation_marks_or_under_a_mark_is_no_end() {
        assert_eq!(sentences("“一。二。三。”四", Vec::new()), ["“一。二。三。”"]);
        assert_eq!(sentences("甲（乙。丙）丁。戊", Vec::new()), ["甲（乙。丙）丁。"]);
        assert_eq!(sentences("一。二。三", vec![(0..9, Mark::Name)]), ["一。二。"]);
        assert_eq!(sentences("“一。二。三", Vec::new()), [""; 0], "a quotation that goes on");
    }

    #[test]
    fn a_point_ends_a_sentence_only_between_a_word_and_a_capital() {
        assert_eq!(sentences("It rained. Mr. Hu went 3.5 km. Then", Vec::new()), ["It rained."]);
        assert_eq!(sentences("It rained. Then e.g. snow fell. It", Vec::new()).len(), 2);
    }
}
