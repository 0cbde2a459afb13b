//! [`flow`]: lines into legs, column after column, widows kept off column tops, feet level.
//!
//! Source: standards A9 (widows, subheads, repair order), B9 M1, M6.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use super::copy::{Copy, Cursor, Kind};
use super::frame::Leg;
use super::opener::{self, Stand};
use crate::compose::{Galley, Line, Trouble};
use crate::geom::{Em, PerMille};

/// A line of a galley, without a copy of it: a flow is run a thousand times.
#[derive(Clone, Debug)]
pub(super) struct GalleyLine {
    galley: Rc<Galley>,
    at: usize,
}

impl Deref for GalleyLine {
    type Target = Line;

    fn deref(&self) -> &Line {
        &self.galley.lines[self.at]
    }
}

/// A line at its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Piece of the copy.
    pub piece: usize,
    /// The line.
    pub line: GalleyLine,
    /// Leg.
    pub leg: usize,
    /// Line of the grid, from 0; the line's baseline.
    pub row: u16,
    /// Lowered by half a line: a one-line subhead in the middle of its two lines.
    pub lowered: bool,
    /// Letter-space of the paragraph.
    pub tracking: PerMille,
}

/// What may be changed to mend a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Letter-space of a piece, per mille of an em.
    tracking: Vec<(usize, PerMille)>,
    /// Lines of a subhead other than two.
    subheads: Vec<(usize, u16)>,
    /// Legs whose last line stays empty: it is carried over to the next.
    feet: Vec<usize>,
    /// Paragraphs squeezed by a last line of more than three characters, which is against A9.
    beyond: u32,
    /// Lines stay as they were signed where they can.
    held: bool,
}

impl Changes {
    /// What a flow is mended from: nothing, or, after a correction, what brings the lines back that were signed.
    fn first(copy: &Copy, start: Cursor, legs: &[Leg]) -> Self {
        let (true, Some(leg)) = (copy.corrected(), legs.first()) else { return Self::default() };
        let spaces = || std::iter::once(0).chain(SQUEEZE).chain(STRETCH).map(PerMille);
        let pieces = (start.piece..copy.pieces.len()).filter(|&at| copy.pieces[at].kind != Kind::Subhead);
        let tracking = pieces.map(|piece| (piece, copy.as_signed(piece, leg.width, spaces())));
        Self { held: true, tracking: tracking.filter(|found| found.1 != PerMille::ZERO).collect(), ..Self::default() }
    }

    fn galley(&self, copy: &Copy, piece: usize, unit: u32, width: Em) -> Rc<Galley> {
        let tracking = self.tracking(piece);
        if self.held {
            copy.held_galley(piece, unit, width, tracking)
        } else {
            copy.galley(piece, unit, width, tracking)
        }
    }

    fn tracking(&self, piece: usize) -> PerMille {
        self.tracking.iter().find(|change| change.0 == piece).map_or(PerMille::ZERO, |change| change.1)
    }

    fn subhead(&self, piece: usize) -> u16 {
        self.subheads.iter().find(|change| change.0 == piece).map_or(2, |change| change.1)
    }
}

/// Lines in their legs.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// Lines in reading order; none if they were only counted.
    pub lines: Vec<Placed>,
    /// How many lines there are.
    pub count: u32,
    /// Loose lines among them.
    pub loose: u32,
    /// Whether lines are counted and not kept.
    counting: bool,
    /// Where the text that did not fit begins; `None` if all is placed.
    pub rest: Option<Cursor>,
    /// Empty lines after the end of the text.
    pub empty: u32,
    /// Empty lines at column feet before the end of the text.
    pub ragged: u32,
    /// Lines left empty at column feet by a repair, so that more stand at the next top.
    pub carried: u32,
    /// Last lines alone at column tops, fewer than the layout allows: the pieces.
    pub widows: Vec<usize>,
    /// First lines alone at column feet, fewer than the layout allows: the pieces.
    pub orphans: Vec<usize>,
    /// Heads of the parts of a jump section.
    pub heads: Vec<Stand>,
}

impl Flow {
    /// Lines that stand where they should not.
    pub(super) fn alone(&self) -> u32 {
        u32::try_from(self.widows.len() + self.orphans.len()).unwrap_or(u32::MAX)
    }

    /// Takes lines of a galley from `first` on, as many as there is room for; gives how many they are.
    fn take(&mut self, galley: &Rc<Galley>, first: usize, at: &Place<'_>, piece: (usize, PerMille)) -> usize {
        let room = usize::from(at.legs[at.leg].bottom - at.row);
        let taken = room.min(galley.lines.len() - first);
        if !self.counting {
            let (piece, tracking) = piece;
            let placed = (first..first + taken).zip(at.row..).map(|(line, row)| {
                let line = GalleyLine { galley: Rc::clone(galley), at: line };
                Placed { piece, line, leg: at.leg, row, lowered: false, tracking }
            });
            self.lines.extend(placed);
        }
        let lines = galley.lines.iter().skip(first).take(taken);
        let loose = lines.filter(|line| line.record.troubles.contains(&Trouble::Loose)).count();
        self.loose += u32::try_from(loose).unwrap_or(u32::MAX);
        self.count += u32::try_from(taken).unwrap_or(u32::MAX);
        taken
    }
}

/// Runs the copy from `start` into the legs.
pub(super) fn flow(copy: &Copy, start: Cursor, legs: &[Leg], changes: &Changes) -> Flow {
    run(copy, start, legs, changes, false)
}

/// The same without the lines: what they come to is all that the search asks for.
pub(super) fn counted(copy: &Copy, start: Cursor, legs: &[Leg]) -> Flow {
    run(copy, start, legs, &Changes::default(), true)
}

fn run(copy: &Copy, start: Cursor, legs: &[Leg], changes: &Changes, counting: bool) -> Flow {
    let carried = u32::try_from(changes.feet.len()).unwrap_or(u32::MAX);
    let mut out = Flow { carried, counting, ..Flow::default() };
    let legs = &shortened(legs, &changes.feet);
    let mut at = Place { leg: 0, row: legs.first().map_or(0, |leg| leg.top), legs };
    for index in start.piece..copy.pieces.len() {
        let unit = if index == start.piece { start.unit } else { 0 };
        let opens = copy.opener(index).filter(|_| unit == 0);
        if opens.is_some_and(|opener| !opener.stand(&mut at, &mut out)) {
            out.rest = Some(Cursor { piece: index, unit });
            return out;
        }
        if let Some(rest) = run_piece(copy, index, unit, &mut at, changes, &mut out) {
            out.rest = Some(rest);
            return out;
        }
    }
    out.empty = at.left();
    out
}

/// Legs without the last line of some.
fn shortened<'a>(legs: &'a [Leg], feet: &[usize]) -> Cow<'a, [Leg]> {
    let mut legs = Cow::Borrowed(legs);
    for &foot in feet {
        if let Some(leg) = legs.to_mut().get_mut(foot) {
            leg.bottom = leg.bottom.saturating_sub(1).max(leg.top);
        }
    }
    legs
}

/// Columns of text side by side.
fn abreast(legs: &[Leg]) -> usize {
    // Lines beside what stands in a column are of that column.
    let widest = legs.iter().max_by_key(|leg| leg.width);
    if widest.is_none_or(|widest| legs.iter().all(|leg| leg.abreast(widest))) { 1 } else { legs.len() }
}

/// Where the next line goes.
pub(super) struct Place<'a> {
    /// Leg.
    pub leg: usize,
    /// Line.
    pub row: u16,
    /// The legs.
    pub legs: &'a [Leg],
}

impl Place<'_> {
    /// Goes on to the next leg if this one is full; `false` at the end of all.
    pub(super) fn ready(&mut self) -> bool {
        while let Some(leg) = self.legs.get(self.leg) {
            if self.row < leg.bottom {
                return true;
            }
            self.turn();
        }
        false
    }

    /// Whether this leg goes straight on from the one before, beside or under what stands in the column: its first line
    /// is no column top.
    fn joined(&self) -> bool {
        let before = self.leg.checked_sub(1).and_then(|before| self.legs.get(before));
        before.zip(self.legs.get(self.leg)).is_some_and(|(before, leg)| before.joins(leg))
    }

    /// Lines from here to the foot of the column part.
    pub(super) fn on(&self) -> u16 {
        let Some(first) = self.legs.get(self.leg) else { return 0 };
        let joined = self.legs[self.leg..].windows(2).take_while(|pair| pair[0].joins(&pair[1]));
        joined.fold(first.bottom.saturating_sub(self.row), |lines, pair| lines + pair[1].lines())
    }

    /// Goes on to the next leg.
    pub(super) fn turn(&mut self) {
        self.leg += 1;
        self.row = self.legs.get(self.leg).map_or(0, |leg| leg.top);
    }

    /// Lines left in this and all later legs.
    fn left(&self) -> u32 {
        let Some(leg) = self.legs.get(self.leg) else { return 0 };
        let later: u32 = self.legs[self.leg + 1..].iter().map(|leg| u32::from(leg.lines())).sum();
        u32::from(leg.bottom.saturating_sub(self.row)) + later
    }
}

/// One piece into the legs; gives the cursor of what did not fit.
fn run_piece(
    copy: &Copy,
    index: usize,
    from: u32,
    at: &mut Place<'_>,
    changes: &Changes,
    out: &mut Flow,
) -> Option<Cursor> {
    let (kind, tracking) = (copy.pieces[index].kind, changes.tracking(index));
    let mut unit = from;
    let mut began = None;
    // The lines that were set last, at which width, and how many of them stand.
    let mut set: Option<(Rc<Galley>, Em, usize)> = None;
    loop {
        if !at.ready() {
            return Some(Cursor { piece: index, unit });
        }
        let leg = at.legs[at.leg];
        // What is left of the piece is set anew where the next leg is wider or narrower; else its lines are the same,
        // unless they were chosen for the paragraph as a whole.
        let same = set.take().filter(|set| set.1 == leg.width && copy.line_by_line(index) && !changes.held);
        let (galley, first) = match same {
            Some((galley, _, stand)) => (galley, stand),
            None => (changes.galley(copy, index, unit, leg.width), 0),
        };
        if kind == Kind::Subhead && unit == 0 {
            return subhead(&galley, index, at, changes.subhead(index), out);
        }
        let left = galley.lines.len() - first;
        if let Some((began, lines)) = began.filter(|began: &(usize, usize)| began.0 != at.leg && !at.joined()) {
            if left < copy.widows {
                out.widows.push(index);
            }
            // The first time that it goes on: how much of its beginning stays behind.
            let opens = from == 0 && kind == Kind::Paragraph && began + 1 == at.leg;
            if opens && lines < copy.orphans(abreast(at.legs)) && !out.orphans.contains(&index) {
                out.orphans.push(index);
            }
        }
        began = began.or(Some((at.leg, usize::from(leg.bottom - at.row))));
        let taken = out.take(&galley, first, at, (index, tracking));
        at.row += u16::try_from(taken).unwrap_or(u16::MAX);
        if taken == left {
            return None;
        }
        unit = galley.lines.get((first + taken).wrapping_sub(1)).map_or(unit, |line| line.units.end);
        set = Some((galley, leg.width, first + taken));
    }
}

/// A subhead: `rows` lines of the grid for a one-line subhead, one more line for each further one.
fn subhead(galley: &Rc<Galley>, index: usize, at: &mut Place<'_>, rows: u16, out: &mut Flow) -> Option<Cursor> {
    let count = u16::try_from(galley.lines.len()).unwrap_or(u16::MAX);
    let need = rows.saturating_add(count.saturating_sub(1));
    if !opener::room(at, need, out) {
        return Some(Cursor { piece: index, unit: 0 });
    }
    // At a column top the white goes below, so that the tops stay level; elsewhere it is shared.
    let top = at.row == at.legs[at.leg].top && !at.joined();
    let skip = if top || rows < 2 { 0 } else { (rows - 1) / 2 };
    let lowered = !top && rows.is_multiple_of(2);
    out.count += u32::from(count);
    for (line, offset) in (0..galley.lines.len()).zip(0..).filter(|_| !out.counting) {
        let (line, row) = (GalleyLine { galley: Rc::clone(galley), at: line }, at.row + skip + offset);
        out.lines.push(Placed { piece: index, line, leg: at.leg, row, lowered, tracking: PerMille::ZERO });
    }
    at.row += need;
    None
}

/// Tightest and widest letter-space of a repair: −2.5 % and +4 % of an em (standards A9).
const SQUEEZE: [i32; 2] = [-13, -25];
const STRETCH: [i32; 3] = [15, 28, 40];
/// Changes made to one flow at most.
const MOST_CHANGES: usize = 8;

/// What a flow is mended for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// All the text is to stand in the legs, and to fill them.
    Whole,
    /// The legs are to be full; the rest goes on elsewhere.
    Part,
}

/// Runs the copy and mends it by the repair order of A9: squeeze a paragraph by a line, stretch one by
/// a line, a line more at a subhead, at last carry one line over. It mends overset, lines alone, uneven feet and
/// empty lines.
pub(super) fn mended(copy: &Copy, start: Cursor, legs: &[Leg], aim: Aim) -> (Flow, Changes) {
    let mut changes = Changes::first(copy, start, legs);
    let mut best = flow(copy, start, legs, &changes);
    let mut cost = score(copy, &best, &changes, legs, aim);
    for _ in 0..MOST_CHANGES {
        if cost == Score::default() || cost.overset > MOST_OVERSET {
            break;
        }
        let mut singles = candidates(copy, &best, &changes, legs);
        let paired = singles.len();
        singles.extend(carries(&best, &changes));
        let run = |changes: Changes| {
            let flow = flow(copy, start, legs, &changes);
            (score(copy, &flow, &changes, legs, aim), flow, changes)
        };
        let mut tried = cheapest(singles.iter().cloned().map(run));
        let poor = |tried: &(Score, Flow, Changes)| {
            tried.0.faults >= cost.faults || tried.0.carried > cost.carried || tried.0.beyond > cost.beyond
        };
        if cost.faults > 0 && tried.as_ref().is_none_or(poor) {
            // One change only moved the fault: two at once may remove it.
            let pairs = singles.iter().take(paired.min(MOST_PAIRED)).flat_map(|first| {
                let flow = flow(copy, start, legs, first);
                candidates(copy, &flow, first, legs).into_iter().take(MOST_PAIRED)
            });
            tried = cheapest(tried.into_iter().chain(pairs.map(run)));
        }
        match tried {
            Some((less, flow, with)) if less < cost => (best, changes, cost) = (flow, with, less),
            _ => break,
        }
    }
    (best, changes)
}

fn cheapest(tried: impl Iterator<Item = (Score, Flow, Changes)>) -> Option<(Score, Flow, Changes)> {
    tried.min_by(|a, b| a.0.cmp(&b.0))
}

/// Changes tried in pairs, at most so many for each of the two.
const MOST_PAIRED: usize = 16;

/// Overset beyond this many lines is for the desk, not for letter-space.
const MOST_OVERSET: u32 = 12;

/// What is compared, the worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    overset: u32,
    faults: u32,
    beyond: u32,
    carried: u32,
    touched: u32,
}

/// An empty line weighs as much as this letter-space in per mille on one paragraph.
const EMPTY: u32 = 30;

fn score(copy: &Copy, flow: &Flow, changes: &Changes, legs: &[Leg], aim: Aim) -> Score {
    let faults = flow.ragged + flow.alone();
    let spread: u32 = changes.tracking.iter().map(|change| change.1.0.unsigned_abs()).sum();
    let subheads = 20 * u32::try_from(changes.subheads.len()).unwrap_or(0);
    let whole = aim == Aim::Whole;
    let width = legs.last().map(|leg| leg.width).unwrap_or_default();
    let overset = flow.rest.filter(|_| whole).map_or(0, |rest| copy.lines_from(rest, width));
    let empty = if whole { flow.empty * EMPTY } else { 0 };
    Score { overset, faults, beyond: changes.beyond, carried: flow.carried, touched: spread + subheads + empty }
}

/// Every single change to a piece that stands before the first fault, on top of those made.
fn candidates(copy: &Copy, flow: &Flow, changes: &Changes, legs: &[Leg]) -> Vec<Changes> {
    let mut tries = Vec::new();
    let mut pieces: Vec<usize> = flow.lines.iter().map(|placed| placed.piece).collect();
    pieces.dedup();
    for piece in pieces {
        match copy.pieces[piece].kind {
            Kind::Paragraph | Kind::Rest if changes.tracking(piece) == PerMille::ZERO => {
                for tracking in SQUEEZE.into_iter().chain(STRETCH) {
                    if let Some(beyond) = changes_lines(copy, flow, piece, tracking, legs) {
                        let mut with = changes.clone();
                        with.beyond += u32::from(beyond);
                        with.tracking.push((piece, PerMille(tracking)));
                        tries.push(with);
                    }
                }
            }
            Kind::Subhead if changes.subhead(piece) == 2 => {
                let mut with = changes.clone();
                with.subheads.push((piece, 3));
                tries.push(with);
            }
            _ => {}
        }
    }
    tries
}

/// Every foot that may stay empty to mend a line alone: that before the last line of a paragraph, that under a first.
fn carries(flow: &Flow, changes: &Changes) -> Vec<Changes> {
    let leg_of = |piece: usize| flow.lines.iter().find(|placed| placed.piece == piece).map(|placed| placed.leg);
    let last_of = |piece: usize| flow.lines.iter().rfind(|placed| placed.piece == piece).map(|placed| placed.leg);
    let before_widow = flow.widows.iter().filter_map(|&piece| last_of(piece)?.checked_sub(1));
    let under_orphan = flow.orphans.iter().filter_map(|&piece| leg_of(piece));
    let feet = before_widow.chain(under_orphan).filter(|foot| !changes.feet.contains(foot));
    let with = |foot| {
        let mut with = changes.clone();
        with.feet.push(foot);
        with
    };
    feet.map(with).collect()
}

/// Most white that a full line of a repaired paragraph may have between two characters beyond its own marks. A9 asks
/// for 4 %; a line that gives up a whole character must spread it, and 13 characters become 12.
const WIDEST: Em = Em::from_units(Em::ONE.units() / 10);

/// Longest last line of a paragraph that is squeezed by a line (standards A9).
const MOST_TAKEN_IN: Em = Em::whole(3);

/// Whether a letter-space changes the number of lines of a piece: else it mends nothing. Lines that fall apart by it
/// do not count. Tells also whether a longer last line is taken in than A9 allows: only where a fault would stay.
fn changes_lines(copy: &Copy, flow: &Flow, piece: usize, tracking: i32, legs: &[Leg]) -> Option<bool> {
    let first = flow.lines.iter().find(|placed| placed.piece == piece)?;
    gains(copy, (piece, first.line.units.start), legs[first.leg].width, tracking).map(|gained| gained.1)
}

/// The lines that a letter-space adds to a piece from a unit on, or takes from it, and whether it is more than A9 allows.
fn gains(copy: &Copy, (piece, unit): (usize, u32), width: Em, tracking: i32) -> Option<(i64, bool)> {
    let (with, without) =
        (copy.galley(piece, unit, width, PerMille(tracking)), copy.galley(piece, unit, width, PerMille::ZERO));
    let count = |galley: &Galley| i64::try_from(galley.lines.len()).unwrap_or(1);
    let (lines, before) = (count(&with), count(&without));
    let added = |line: &Line| {
        let gaps = i64::try_from(line.units.len()).unwrap_or(0) - 1;
        line.record.stretched.iter().copied().sum::<Em>() / gaps.max(1) + Em::ONE * i64::from(tracking) / 1000
    };
    let full = |galley: &Galley| galley.lines.iter().filter(|line| !line.last).map(added).sum::<Em>();
    let beyond = tracking < 0 && without.lines.last().is_some_and(|line| line.width > MOST_TAKEN_IN);
    (lines != before && full(&with) <= WIDEST * (lines - 1).max(1)).then_some((lines - before, beyond))
}

impl Copy {
    /// Lines that letter-space can save and add in the whole at one width, within what A9 allows: what the search may
    /// count on where it does not mend.
    pub(super) fn give(&self, width: Em) -> (u32, u32) {
        if let Some(&give) = self.gives.borrow().get(&width) {
            return give;
        }
        let give = give(self, width);
        self.gives.borrow_mut().insert(width, give);
        give
    }
}

fn give(copy: &Copy, width: Em) -> (u32, u32) {
    let (mut saved, mut added) = (0, 0);
    let paragraphs = copy.pieces.iter().enumerate().filter(|(_, of)| matches!(of.kind, Kind::Paragraph | Kind::Rest));
    for (piece, _) in paragraphs {
        let change = |spaces: &[i32]| {
            let mut found = spaces.iter().filter_map(|&space| gains(copy, (piece, 0), width, space));
            found.find(|found| !found.1).map_or(0, |found| found.0)
        };
        saved += u32::from(change(&SQUEEZE) < 0);
        added += u32::from(change(&STRETCH) > 0);
    }
    (saved, added)
}
