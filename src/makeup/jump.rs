//! Jumps: where a story is cut, and what goes on elsewhere (standards B8).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::copy::{Copy, Cursor, Kind, Piece};
use super::flow::{Flow, Placed};
use super::frame::Leg;
use super::memory::Key;
use crate::diag::{Diagnostic, rules};
use crate::edition::{Content, Edition};
use crate::geom::{Em, PerMille};
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
    made: BTreeMap<usize, Rc<Rest>>,
    taken: BTreeSet<usize>,
}

impl Rests {
    /// Keeps the rest of a story for the page where it goes on.
    pub(super) fn keep(&mut self, jump: usize, rest: Rest) {
        self.made.insert(jump, Rc::new(rest));
    }

    /// The rest of a jump, for the page where it goes on. A page that is tried in several designs asks several times.
    pub(super) fn take(&mut self, jump: usize) -> Option<Rc<Rest>> {
        let rest = self.made.get(&jump)?;
        self.taken.insert(jump);
        Some(Rc::clone(rest))
    }

    /// What the rests hang on that go on in a place.
    pub(super) fn keys(&self, content: &Content) -> Vec<Key> {
        let Content::Rests(jumps) = content else { return Vec::new() };
        jumps.iter().filter_map(|jump| Some(self.made.get(jump)?.key)).collect()
    }

    /// Whether a jump was made: not, if its story fitted where it began.
    pub(super) fn made(&self, jump: usize) -> bool {
        self.made.contains_key(&jump)
    }

    /// Rests that no page took: text would be lost.
    pub(super) fn left_over(&self, edition: &Edition) -> Vec<Diagnostic> {
        let lost = self.made.keys().filter(|&index| !self.taken.contains(index)).map(|&index| {
            let jump = &edition.jumps[index];
            let id = &edition.story(jump.story).id;
            Diagnostic::new(&rules::TEXT_LOST, jump.span.clone(), format!("the rest of `{id}` was taken by no page"))
        });
        lost.collect()
    }
}

/// Where the desk wishes a story to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// At the foot of its area.
    Foot,
    /// After this block of the story.
    Block(usize),
    /// After so many lines of the area.
    Lines(usize),
}

/// How a story may leave its area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaves {
    /// Where it is wished to be cut.
    pub wish: Wish,
    /// Lines by which the cut may be moved to a better place.
    pub within: usize,
    /// Only if the story does not fit.
    pub if_needed: bool,
    /// Fewest lines before the jump and after it.
    pub least: (u16, u16),
    /// Length of the lines where it goes on, in em of the body there; not known before the heights of a vertical area are.
    pub onward: Option<Em>,
    /// The note may share the last line of a paragraph.
    pub shares: bool,
}

/// What ends where a story is cut: the better, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// A paragraph.
    Paragraph,
    /// A sentence.
    Sentence,
    /// Only a line.
    Line,
}

/// Where a part ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Lines of the flow that stay.
    pub keep: usize,
    /// Where the rest begins.
    pub at: Cursor,
    /// What ends there.
    pub end: End,
    /// Lines from where it was wished; `None` if the area does not reach that place.
    pub off: Option<usize>,
    /// Lines that the rest has too few.
    pub wanting: u16,
    /// Lines that stay empty between the text and its note.
    pub empty: u32,
}

/// A full flow and what it is cut by.
pub(super) struct Cutting<'a> {
    /// The copy.
    pub copy: &'a Copy,
    /// Its lines in the legs.
    pub flow: &'a Flow,
    /// The legs.
    pub legs: &'a [Leg],
    /// How the story may leave.
    pub leaves: &'a Leaves,
    /// Whether the note has room after the last line without taking one away.
    pub full: bool,
}

/// What is wrong with the text at a cut; the less, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    None,
    /// The first or the last line of a paragraph stands alone.
    Alone,
    /// A subhead stands without its lines.
    Subhead,
    /// Nothing stands before the cut.
    Nothing,
}

impl Cutting<'_> {
    /// The best cut: near the wish, at the end of a paragraph if there is one within reach, else of a sentence, else of
    /// any line; never after the first line of a paragraph or before its last, nor at a subhead; with its least number of
    /// lines before and after, for which it is moved as far as it must (standards B8). There is always a cut, at worst
    /// before the first line. `None` if the whole story stands there and nothing else is wished.
    pub(super) fn best(&self) -> Option<Cut> {
        let total = self.flow.lines.len();
        let going_on = self.flow.rest.is_some();
        if !going_on && self.leaves.wish == Wish::Foot {
            return None;
        }
        // What is cut must leave something behind, and the note has the last line.
        let most = if going_on && self.full { total } else { total.saturating_sub(1) };
        let wished = self.wished().filter(|&keep| keep <= most);
        if wished.is_none() && !going_on {
            return None;
        }
        let centre = wished.unwrap_or(most);
        let near = centre.saturating_sub(self.leaves.within)..=(centre + self.leaves.within).min(most);
        let legal = |&keep: &usize| self.fault(keep) == Fault::None;
        let long = |&keep: &usize| keep >= usize::from(self.leaves.least.0) && self.wanting(keep) == 0;
        let score = |&keep: &usize| (self.score(keep, centre), centre.abs_diff(keep));
        let found = near.clone().rev().filter(legal).filter(long).min_by_key(score);
        // Too little would stand on one side: as near as it goes.
        let far = || (self.leaves.within + 1..=total).flat_map(|by| [centre.checked_sub(by), centre.checked_add(by)]);
        let far = || far().flatten().filter(|&keep| keep <= most).filter(legal).find(long);
        let poor = || near.clone().rev().min_by_key(|keep| (self.fault(*keep), score(keep)));
        let keep = found.or_else(far).or_else(poor).unwrap_or(0);
        let off = match self.leaves.wish {
            Wish::Foot => Some(centre - keep.min(centre)),
            _ => wished.map(|wished| wished.abs_diff(keep)),
        };
        Some(Cut {
            keep,
            at: after(self.flow, keep),
            end: self.end(keep),
            off,
            wanting: self.wanting(keep),
            empty: self.empty(keep),
        })
    }

    /// Lines up to the wished place, if it is in this area.
    fn wished(&self) -> Option<usize> {
        match self.leaves.wish {
            Wish::Foot => None,
            Wish::Lines(lines) => Some(lines),
            Wish::Block(block) => {
                let of = |placed: &&Placed| self.copy.pieces[placed.piece].block <= block;
                let keep = self.flow.lines.iter().take_while(of).count();
                let torn = self.flow.rest.is_some_and(|rest| self.copy.pieces[rest.piece].block <= block);
                (keep > 0 && !torn).then_some(keep)
            }
        }
    }

    /// What ends with line `keep`.
    fn end(&self, keep: usize) -> End {
        let Some(last) = keep.checked_sub(1).and_then(|last| self.flow.lines.get(last)) else { return End::Line };
        if last.line.last {
            return End::Paragraph;
        }
        let piece = &self.copy.pieces[last.piece];
        let text = piece.text.text[piece.bytes(last.line.units.clone())].trim_end();
        let closed = text.trim_end_matches(['”', '’', '》', '）', '」', '』', '"', ')']);
        if closed.ends_with(['。', '！', '？', '…', '.', '!', '?']) { End::Sentence } else { End::Line }
    }

    /// What the cut does to the text. It is looked at before the rest is: most cuts are good.
    fn fault(&self, keep: usize) -> Fault {
        let lines = &self.flow.lines;
        let Some(last) = keep.checked_sub(1).and_then(|last| lines.get(last)) else { return Fault::Nothing };
        let kind = |placed: &Placed| self.copy.pieces[placed.piece].kind;
        // A subhead has two lines of text with it (standards A9).
        let before = keep.checked_sub(2).and_then(|before| lines.get(before));
        if kind(last) == Kind::Subhead || before.is_some_and(|before| kind(before) == Kind::Subhead) {
            return Fault::Subhead;
        }
        if last.line.last {
            return Fault::None;
        }
        let first = before.is_none_or(|before| before.piece != last.piece);
        let cursor = after(self.flow, keep);
        let galley = self.copy.galley(cursor.piece, cursor.unit, self.legs[last.leg].width, PerMille::ZERO);
        let next_is_last = galley.lines.first().is_none_or(|line| line.last);
        if first || next_is_last { Fault::Alone } else { Fault::None }
    }

    /// A paragraph end within reach is the best, and the nearest of them; the end of a sentence is worth a line.
    fn score(&self, keep: usize, centre: usize) -> usize {
        let (off, reach) = (centre.abs_diff(keep), self.leaves.within + 1);
        match self.end(keep) {
            End::Paragraph => off,
            End::Sentence => reach + 2 * off,
            End::Line => reach + 2 * off + SENTENCE,
        }
    }

    /// Lines that the rest has too few where it goes on.
    fn wanting(&self, keep: usize) -> u16 {
        let at = after(self.flow, keep);
        let least = self.leaves.least.1;
        let Some(onward) = self.leaves.onward else { return 0 };
        let lines = self.copy.text_lines(at, onward, u32::from(least));
        // A note that does not run in has a line of its own.
        let lines = lines + u32::from(at.unit == 0);
        least.saturating_sub(u16::try_from(lines).unwrap_or(u16::MAX))
    }

    /// Lines that stay empty after `keep` lines and before the note.
    fn empty(&self, keep: usize) -> u32 {
        let from = match keep.checked_sub(1).and_then(|last| self.flow.lines.get(last)) {
            Some(last) => (last.leg, last.row + 1),
            None => (0, self.legs.first().map_or(0, |leg| leg.top)),
        };
        let rows = self.legs.iter().enumerate().skip(from.0).map(|(at, leg)| {
            let top = if at == from.0 { from.1 } else { leg.top };
            u32::from(leg.bottom.saturating_sub(top))
        });
        rows.sum::<u32>().saturating_sub(1)
    }
}

/// What the end of a sentence is worth, in halves of an empty line.
const SENTENCE: usize = 3;

/// The cursor after the first `keep` lines.
fn after(flow: &Flow, keep: usize) -> Cursor {
    match flow.lines.get(keep) {
        Some(next) => Cursor { piece: next.piece, unit: next.line.units.start },
        None => flow.rest.unwrap_or_default(),
    }
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
    .help("`if_needed = true` with `else = \"…\"` leaves it to the make-up")
}

/// The cut is not where it was wished.
pub(super) fn elsewhere(edition: &Edition, index: usize, cut: &Cut) -> Option<Diagnostic> {
    let jump = &edition.jumps[index];
    let (_, span) = jump.at.as_ref()?;
    if cut.off.is_some_and(|off| off <= usize::from(jump.within)) {
        return None;
    }
    let (id, (page, area)) = (&edition.story(jump.story).id, jump.from);
    let message =
        format!("`{id}` is cut after {} lines of area {} on page {}, not where it is wished", cut.keep, area.0, page.0);
    let why = match cut.off {
        None => "the area does not reach the place",
        Some(_) => "the rules of cutting allow none that is nearer",
    };
    Some(Diagnostic::new(&rules::JUMP_WISH, span.clone(), message).label(why))
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
