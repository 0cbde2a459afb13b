//! Jumps: where a story is cut, and what goes on elsewhere (standards B8).

use std::collections::BTreeMap;

use super::copy::{Copy, Cursor, Kind, Piece};
use super::flow::{Flow, Placed};
use super::frame::Leg;
use super::memory::Key;
use crate::diag::{Diagnostic, rules};
use crate::edition::Edition;
use crate::page::PageNo;

/// The part of a story that its first area did not take.
#[derive(Debug)]
pub(super) struct Rest {
    /// Pieces of the part before.
    pub pieces: Vec<Piece>,
    /// Where the rest begins.
    pub cut: Cursor,
    /// All that it hangs on.
    pub key: Key,
}

/// Rests that wait for their page, by jump.
#[derive(Debug, Default)]
pub(super) struct Rests {
    waiting: BTreeMap<usize, Rest>,
}

impl Rests {
    /// Keeps the rest of a story for the page where it goes on.
    pub(super) fn keep(&mut self, jump: usize, rest: Rest) {
        self.waiting.insert(jump, rest);
    }

    /// Takes the rest of a jump.
    pub(super) fn take(&mut self, jump: usize) -> Option<Rest> {
        self.waiting.remove(&jump)
    }

    /// Rests that no page took: text would be lost.
    pub(super) fn left_over(&self, edition: &Edition) -> Vec<Diagnostic> {
        let lost = self.waiting.keys().map(|&index| {
            let jump = &edition.jumps[index];
            let id = &edition.story(jump.story).id;
            Diagnostic::new(&rules::TEXT_LOST, jump.span.clone(), format!("the rest of `{id}` was taken by no page"))
        });
        lost.collect()
    }
}

/// Where a part ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Lines of the flow that stay.
    pub keep: usize,
    /// Where the rest begins.
    pub at: Cursor,
}

/// Cuts looked at: full to the foot with the note in the last line, or one to three lines before it.
const BACK: usize = 3;

/// The best cut of a full flow: the note stands in the last line, the text ends before it, at a paragraph
/// end if one is within two lines; never after the first line of a paragraph or before its last. `room` tells
/// whether the note has room without taking away a line. There is always a cut, at worst before the first line.
pub(super) fn cut(copy: &Copy, flow: &Flow, legs: &[Leg], room: impl Fn(&Placed) -> bool) -> Cut {
    let total = flow.lines.len();
    let full = flow.lines.last().is_none_or(room);
    let options = (usize::from(!full)..=BACK.min(total)).map(|back| total - back);
    let graded = options.map(|keep| (grade(copy, flow, legs, (keep, total - keep)), keep));
    let keep = graded.min_by_key(|graded| graded.0).map_or(0, |graded| graded.1);
    Cut { keep, at: after(flow, keep) }
}

/// The cursor after the first `keep` lines.
fn after(flow: &Flow, keep: usize) -> Cursor {
    match flow.lines.get(keep) {
        Some(next) => Cursor { piece: next.piece, unit: next.line.units.start },
        None => flow.rest.unwrap_or_default(),
    }
}

/// A torn paragraph weighs more than two empty lines: a paragraph end within two lines is preferred (B8).
const TORN: u32 = 5;

/// How bad a cut is: empty lines before the note, a paragraph torn, a line left alone.
fn grade(copy: &Copy, flow: &Flow, legs: &[Leg], (keep, back): (usize, usize)) -> u32 {
    let Some(last) = flow.lines.get(keep.wrapping_sub(1)) else { return u32::MAX };
    let empty = 2 * u32::try_from(back.saturating_sub(1)).unwrap_or(0);
    if copy.pieces[last.piece].kind == Kind::Subhead {
        return 200 + empty;
    }
    if last.line.last {
        return empty;
    }
    // Alone: the first line of a paragraph, also when a subhead stands over it.
    let first = keep < 2 || flow.lines[keep - 2].piece != last.piece;
    let cursor = after(flow, keep);
    let galley = copy.galley(cursor.piece, cursor.unit, legs[last.leg].width, last.tracking);
    let next_is_last = galley.lines.first().is_none_or(|line| line.last);
    TORN + empty + if first || next_is_last { 100 } else { 0 }
}

/// The note cannot be set: the whole story fits where it begins.
pub(super) fn not_needed(edition: &Edition, index: usize) -> Diagnostic {
    let jump = &edition.jumps[index];
    let id = &edition.story(jump.story).id;
    let (page, area) = jump.to;
    Diagnostic::new(
        &rules::JUMP_NOT_NEEDED,
        jump.span.clone(),
        format!("all of `{id}` fits on page {}; nothing is left for area {} on page {}", jump.from.0.0, area.0, page.0),
    )
    .help("take the jump out and give the area another story, or make the first area smaller")
}

/// A part is shorter than its minimum.
pub(super) fn short(edition: &Edition, index: usize, part: &Part) -> Diagnostic {
    let jump = &edition.jumps[index];
    let id = &edition.story(jump.story).id;
    let mut diagnostic = Diagnostic::new(
        &rules::JUMP_TOO_SHORT,
        jump.span.clone(),
        format!("the part of `{id}` {} has {} lines; the least is {}", part.place(), part.lines, part.least),
    )
    .help("move the cut by changing the height of the area, or take the jump out");
    if let Some(span) = &part.rule {
        diagnostic = diagnostic.also(span.clone(), "the minimum is set here");
    }
    diagnostic
}

/// A part of a jumped story, for messages.
pub(super) struct Part {
    /// On the first page or on the later one.
    pub before: bool,
    /// The page.
    pub page: PageNo,
    /// The area.
    pub area: char,
    /// Its lines.
    pub lines: u32,
    /// The least.
    pub least: u16,
    /// Where the least is written.
    pub rule: Option<crate::diag::Span>,
}

impl Part {
    fn place(&self) -> String {
        let side = if self.before { "before the jump" } else { "after the jump" };
        format!("{side} (page {}, area {})", self.page.0, self.area)
    }
}
