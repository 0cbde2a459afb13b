//! The character grid, strict: Latin text and numbers fill whole ems, so that Han and full-width marks
//! stand on whole cells.
//!
//! Source: standards A6 (`snap`), CLREQ 3.2.5: the gap is the same on both sides, above 0 and at most ½ em.

use std::ops::Range;

use super::line::Unsolid;
use super::spacing::{Cell, Text};
use super::tables::Joint;
use crate::geom::Em;
use crate::shape::CharClass;

/// A stretch of Latin text on a line, with the white that makes it fill whole ems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pad {
    /// Its first cell.
    pub(super) first: usize,
    /// The cell after its last.
    pub(super) end: usize,
    /// White before it.
    pub(super) before: Em,
    /// White after it.
    pub(super) after: Em,
}

/// What stands at one side of a stretch, in the order in which they take white.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// Han: a gap, above 0 and at most ½ em.
    Han,
    /// A mark.
    Mark,
    /// The edge of the line: it stays flush as long as it can.
    Edge,
}

/// All stretches of a text as one line, with running sums, so that the white of any line is a few look-ups.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretches {
    all: Vec<Pad>,
    /// White of all stretches before one.
    sums: Vec<Em>,
}

impl Stretches {
    /// The stretches of a text.
    pub(super) fn of(cells: &[Cell]) -> Self {
        let all: Vec<Pad> = within(cells, (0, cells.len()), 0..cells.len()).collect();
        let mut sum = Em::ZERO;
        let sums = std::iter::once(Em::ZERO).chain(all.iter().map(|pad| {
            sum += pad.before + pad.after;
            sum
        }));
        Self { sums: sums.collect(), all }
    }

    /// The white that a line `start..end` has in all beside its Latin text. Only stretches at its edges, which may be
    /// cut there and have another neighbour, are looked at again.
    pub(super) fn white(&self, cells: &[Cell], start: usize, end: usize) -> Em {
        let first = self.all.partition_point(|pad| pad.end <= start);
        let last = self.all.partition_point(|pad| pad.first < end).max(first);
        let inner = |at: &usize| self.all[*at].first > start && self.all[*at].end < end;
        let from = (first..last).find(inner).unwrap_or(last);
        let to = (from..last).rev().find(inner).map_or(from, |at| at + 1);
        let edges = (first..from).chain(to..last).flat_map(|at| {
            let region = self.all[at].first.max(start)..self.all[at].end.min(end);
            within(cells, (start, end), region)
        });
        self.sums[to] - self.sums[from] + edges.map(|pad| pad.before + pad.after).sum()
    }
}

/// Every stretch of a line `start..end` without spaces at its end.
pub(super) fn stretches<'t>(text: &'t Text<'_>, start: usize, end: usize) -> impl Iterator<Item = Pad> + 't {
    within(&text.cells, (start, end), start..end)
}

/// The stretches of a line that lie in a part of it.
fn within(cells: &[Cell], line: (usize, usize), part: Range<usize>) -> impl Iterator<Item = Pad> + '_ {
    let (start, end) = line;
    let mut at = part.start;
    std::iter::from_fn(move || {
        let first = (at..part.end).find(|&cell| cells[cell].class.is_western())?;
        let last = (first..part.end).take_while(|&cell| is_of_stretch(cells, start, cell, end)).last()?;
        at = last + 1;
        Some(pad(cells, line, (first, at)))
    })
}

/// Latin text, numbers and their signs; and a dash or slash between two of them.
fn is_of_stretch(cells: &[Cell], start: usize, cell: usize, end: usize) -> bool {
    let western = |cell: usize| cells[cell].class.is_western();
    match cells[cell].class {
        CharClass::Conn | CharClass::Sol => cell > start && cell + 1 < end && western(cell - 1) && western(cell + 1),
        class => class.is_western(),
    }
}

fn pad(cells: &[Cell], (start, end): (usize, usize), (first, last): (usize, usize)) -> Pad {
    let width: Em = cells[first..last].iter().map(|cell| cell.lead + cell.body + cell.trail).sum();
    let width = width + if last == end { cells[last - 1].hyphen } else { Em::ZERO };
    let side = |at_edge: bool, joint: Option<Joint>| match joint {
        _ if at_edge => Side::Edge,
        Some(Joint::Gap) => Side::Han,
        _ => Side::Mark,
    };
    let before = side(first == start, cells.get(first).map(|cell| cell.joint));
    let after = side(last == end, cells.get(last).map(|cell| cell.joint));
    let (before, after) = shares(width, before, after);
    Pad { first, end: last, before, after }
}

/// What each side takes so that the whole is a whole number of ems.
fn shares(width: Em, before: Side, after: Side) -> (Em, Em) {
    let over = width.units().rem_euclid(Em::ONE.units());
    let least = if before == Side::Han || after == Side::Han { 1 } else { 0 };
    // With Han beside it there is always a gap; else a stretch that fills its ems needs none.
    let white = Em::from_units(if over == 0 { Em::ONE.units() * least } else { Em::ONE.units() - over });
    match (before, after) {
        (Side::Edge, Side::Edge) => (Em::ZERO, Em::ZERO),
        (one, two) if one == two => {
            let half = Em::from_units(white.units() / 2);
            (white - half, half)
        }
        (one, two) => {
            let most = if one.min(two) == Side::Han { white.min(Em::HALF) } else { white };
            if one < two { (most, white - most) } else { (white - most, most) }
        }
    }
}

/// Why a line is not solid, seen from what was done to it.
pub(super) fn unsolid(text: &Text<'_>, (start, end): (usize, usize), adjusted: bool, indented: bool) -> Vec<Unsolid> {
    let mut found = Vec::new();
    let end = text.trimmed(start, end);
    let whole = |em: Em| em.units() % Em::ONE.units() == 0;
    if adjusted {
        found.push(Unsolid::Adjusted);
    }
    let of = |cell: usize| &text.cells[cell];
    if (start..end)
        .any(|at| (at > start && of(at).lead != of(at).own_lead) || (at + 1 < end && of(at).trail != of(at).own_trail))
    {
        found.push(Unsolid::ClosedUp);
    }
    if start < end && text.start_lead(start, indented) != of(start).own_lead {
        found.push(Unsolid::HalfStart);
    }
    let half = |at: usize| {
        let cell = of(at);
        !is_of_stretch(&text.cells, start, at, end)
            && at + 1 < end
            && !whole(cell.own_lead + cell.body + cell.own_trail)
    };
    if (start..end).any(half) {
        found.push(Unsolid::HalfCell);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Side, Stretches, shares, stretches};
    use crate::compose::rules::Rules;
    use crate::compose::spacing::Text;
    use crate::geom::Em;
    use crate::shape::{Passage, stub};

    #[test]
    fn white_by_sums_is_white_by_walking() {
        let source = "甲17–18乙，AB丙to be丁3.5%（GDP）戊5～6己www.a.cn庚A／B";
        let rules = Rules { snap: true, ..Rules::default() };
        let shaped = stub(&Passage::plain(source));
        let text = Text::new(&shaped, 0, u32::MAX, &rules);
        let all = Stretches::of(&text.cells);
        for start in 0..text.len() {
            for end in start + 1..=text.len() {
                let walked: Em = stretches(&text, start, end).map(|pad| pad.before + pad.after).sum();
                assert_eq!(all.white(&text.cells, start, end), walked, "{start}..{end}");
            }
        }
    }

    #[test]
    fn a_stretch_fills_whole_ems() {
        let halves = |n: i64| Em::HALF * n;
        assert_eq!(shares(halves(3), Side::Han, Side::Han), (Em::QUARTER, Em::QUARTER));
        assert_eq!(shares(halves(4), Side::Han, Side::Han), (Em::HALF, Em::HALF), "above 0 even where it is full");
        assert_eq!(shares(halves(4), Side::Mark, Side::Mark), (Em::ZERO, Em::ZERO));
        assert_eq!(shares(halves(3), Side::Edge, Side::Han), (Em::ZERO, Em::HALF));
        assert_eq!(shares(halves(4), Side::Edge, Side::Han), (Em::HALF, Em::HALF), "at most ½ beside Han");
        assert_eq!(shares(halves(3), Side::Edge, Side::Edge), (Em::ZERO, Em::ZERO), "Latin alone");
        assert_eq!(shares(halves(3), Side::Mark, Side::Edge), (Em::HALF, Em::ZERO));
    }
}
