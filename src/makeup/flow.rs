//! [`flow`]: lines into legs, column after column, widows kept off column tops, feet level.
//!
//! Source: standards A9 (widows, subheads, repair order), B9 M1, M6.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use super::copy::{Copy, Cursor, Kind};
use super::frame::Leg;
use super::mend::{SQUEEZE, STRETCH};
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
    pub tracking: Vec<(usize, PerMille)>,
    /// Lines of a subhead other than two.
    pub subheads: Vec<(usize, u16)>,
    /// Legs whose last line stays empty: it is carried over to the next.
    pub feet: Vec<usize>,
    /// Paragraphs squeezed by a last line of more than three characters, which is against A9.
    pub beyond: u32,
    /// Lines stay as they were signed where they can.
    pub held: bool,
    /// Corrected paragraphs that are set anew all the same: as signed they would take lines that are not there.
    pub free: Vec<usize>,
}

impl Changes {
    /// What a flow is mended from: nothing, or, after a correction, what brings the lines back that were signed.
    pub(super) fn first(copy: &Copy, start: Cursor, legs: &[Leg]) -> Self {
        let (true, Some(leg)) = (copy.corrected(), legs.first()) else { return Self::default() };
        let spaces = || std::iter::once(0).chain(SQUEEZE).chain(STRETCH).map(PerMille);
        let pieces = (start.piece..copy.pieces.len()).filter(|&at| copy.pieces[at].kind != Kind::Subhead);
        let tracking = pieces.map(|piece| (piece, copy.as_signed(piece, leg.width, spaces())));
        Self { held: true, tracking: tracking.filter(|found| found.1 != PerMille::ZERO).collect(), ..Self::default() }
    }

    fn galley(&self, copy: &Copy, piece: usize, unit: u32, width: Em) -> Rc<Galley> {
        let tracking = self.tracking(piece);
        if self.held && !self.free.contains(&piece) {
            copy.held_galley(piece, unit, width, tracking)
        } else {
            copy.galley(piece, unit, width, tracking)
        }
    }

    pub(super) fn tracking(&self, piece: usize) -> PerMille {
        self.tracking.iter().find(|change| change.0 == piece).map_or(PerMille::ZERO, |change| change.1)
    }

    pub(super) fn subhead(&self, piece: usize) -> u16 {
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
            return subhead(copy, index, at, changes, out);
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

/// A subhead: two lines of the grid for a one-line subhead, unless changed, and one more for each further line.
fn subhead(copy: &Copy, index: usize, at: &mut Place<'_>, changes: &Changes, out: &mut Flow) -> Option<Cursor> {
    let rows = changes.subhead(index);
    let set = |at: &Place<'_>| {
        let galley = changes.galley(copy, index, 0, at.legs.get(at.leg).map_or(Em::ONE, |leg| leg.width));
        let count = u16::try_from(galley.lines.len()).unwrap_or(u16::MAX);
        (galley, rows.saturating_add(count.saturating_sub(1)))
    };
    // The next leg may be of another measure.
    if !opener::room(at, &|at| set(at).1, out) {
        return Some(Cursor { piece: index, unit: 0 });
    }
    let (galley, need) = set(at);
    // At a column top the white goes below, so that the tops stay level; elsewhere it is shared.
    let top = at.row == at.legs[at.leg].top && !at.joined();
    let skip = if top || rows < 2 { 0 } else { (rows - 1) / 2 };
    let lowered = !top && rows.is_multiple_of(2);
    out.count += u32::try_from(galley.lines.len()).unwrap_or(u32::MAX);
    for (line, offset) in (0..galley.lines.len()).zip(0..).filter(|_| !out.counting) {
        let (line, row) = (GalleyLine { galley: Rc::clone(&galley), at: line }, at.row + skip + offset);
        out.lines.push(Placed { piece: index, line, leg: at.leg, row, lowered, tracking: PerMille::ZERO });
    }
    at.row += need;
    None
}
