//! [`mended`]: the repairs of A9 in their order, and what they can give.
//!
//! Source: standards A9 (widows, repair order), B9 M1.

use super::copy::{Copy, Cursor, Kind};
use super::flow::{Changes, Flow, flow};
use super::frame::Leg;
use crate::compose::{Galley, Line};
use crate::geom::{Em, PerMille};

/// Tightest and widest letter-space of a repair: −2.5 % and +4 % of an em (standards A9).
pub(super) const SQUEEZE: [i32; 2] = [-13, -25];
pub(super) const STRETCH: [i32; 3] = [15, 28, 40];
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
    /// After a sign-off: lines that are not as they were signed, in a story that was corrected.
    moved: u32,
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
    let moved =
        if copy.corrected() { copy.moved(flow.lines.iter().map(|placed| (placed.piece, &*placed.line))) } else { 0 };
    Score { overset, faults, beyond: changes.beyond, carried: flow.carried, moved, touched: spread + subheads + empty }
}

/// Every single change to a piece that stands before the first fault, on top of those made.
fn candidates(copy: &Copy, flow: &Flow, changes: &Changes, legs: &[Leg]) -> Vec<Changes> {
    let mut tries = Vec::new();
    let mut pieces: Vec<usize> = flow.lines.iter().map(|placed| placed.piece).collect();
    pieces.dedup();
    for piece in pieces {
        if changes.held && copy.changed(piece) && !changes.free.contains(&piece) {
            let mut with = changes.clone();
            with.free.push(piece);
            tries.push(with);
        }
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
