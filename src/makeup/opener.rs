//! [`Opener`]: the head of a part in a jump section: it stands in its column like a subhead (standards B8).

use std::collections::BTreeMap;

use super::desk::Desk;
use super::finish::set_runs;
use super::flow::{Flow, Place};
use super::frame::{Frame, Leg};
use super::headline::HeadBox;
use crate::geom::{Em, Length, Point};
use crate::layout::Grid;
use crate::page::{Item, TextRef};

/// Lines of text that must follow a head in its column (standards A9).
const AFTER: u16 = 2;

/// A head over one part of the text, as it comes out in each column that it may stand in.
#[derive(Clone, Debug)]
pub(super) struct Opener {
    /// The piece that it stands over.
    pub piece: usize,
    /// Baseline to baseline.
    pub pitch: Length,
    /// By the width of the column.
    pub fits: BTreeMap<Em, HeadBox>,
}

/// An opener where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    /// The piece that it stands over.
    pub piece: usize,
    /// Leg.
    pub leg: usize,
    /// First line.
    pub row: u16,
    /// Lines.
    pub rows: u16,
}

impl Opener {
    /// The head in a column of this width, or in the next narrower that it was fitted to.
    pub(super) fn fit(&self, width: Em) -> Option<&HeadBox> {
        let near = self.fits.range(..=width).next_back().or(self.fits.first_key_value());
        near.map(|(_, fit)| fit)
    }

    /// Lines that it takes in a column of this width, all told: one of white, as a subhead has, or half of one at the
    /// top of the column.
    pub(super) fn rows(&self, width: Em, top: bool) -> u16 {
        let white = if top { self.pitch / 2 } else { self.pitch };
        let text = self.fit(width).filter(|fit| !fit.lines.is_empty()).map(|fit| fit.text);
        text.map_or(0, |text| u16::try_from((text + white).div_ceil(self.pitch)).unwrap_or(u16::MAX))
    }

    /// Stands in the next column that has room for it and the text under it; `false` if there is none.
    pub(super) fn stand(&self, at: &mut Place<'_>, out: &mut Flow) -> bool {
        if !at.ready() {
            return false;
        }
        let rows = |at: &Place<'_>| self.rows(at.legs[at.leg].width, at.row == at.legs[at.leg].top);
        if rows(at) == 0 {
            return true;
        }
        if !room(at, &rows, out) {
            return false;
        }
        let rows = rows(at);
        out.heads.push(Stand { piece: self.piece, leg: at.leg, row: at.row, rows });
        at.row += rows;
        true
    }
}

/// Turns to the next leg that has more room, where this one is too near its foot for a head of so many lines, which hang
/// on the leg, and the two lines under it; whether there is room for the head.
pub(super) fn room(at: &mut Place<'_>, rows: &dyn Fn(&Place<'_>) -> u16, out: &mut Flow) -> bool {
    while at.ready() {
        let (left, need) = (at.legs[at.leg].bottom - at.row, rows(at));
        let later = at.legs[at.leg + 1..].iter().map(|leg| leg.lines()).max().unwrap_or(0);
        if left >= need && at.on() >= need.saturating_add(AFTER) || later <= left {
            return left >= need;
        }
        out.ragged += u32::from(left);
        at.turn();
    }
    false
}

/// White over the type of a head. At a column top the white goes below, so that the tops stay level; between two texts the
/// white under a line counts above, so that white above equals white below (B6).
fn above(grid: &Grid, leg: &Leg, head: &HeadBox, stand: &Stand) -> Length {
    let spare = grid.pitch * i64::from(stand.rows) - head.text - (grid.pitch - grid.size);
    if stand.row == leg.top { Length::ZERO } else { (spare / 2).max(Length::ZERO) }
}

/// Lines that the type of a head touches, from the first to the one after the last.
pub(super) fn print(grid: &Grid, leg: &Leg, head: &HeadBox, stand: &Stand) -> (u16, u16) {
    let over = above(grid, leg, head, stand);
    let under = grid.pitch * i64::from(stand.rows) - over - head.text;
    // Half a line of white or more is a white line.
    let lines = |white: Length| u16::try_from((white + grid.pitch / 2).div_floor(grid.pitch)).unwrap_or(0);
    let (over, under) = (lines(over), lines(under));
    (stand.row + over, (stand.row + stand.rows).saturating_sub(under))
}

/// The lines of a head at its place.
pub(super) fn items(desk: &Desk<'_>, frame: &Frame, (opener, stand): (&Opener, &Stand), of: &TextRef) -> Vec<Item> {
    let (grid, leg) = (&desk.layout.grid, &frame.legs[stand.leg]);
    let Some(head) = opener.fit(leg.width) else { return Vec::new() };
    let (left, top) = (grid.left + leg.left.at(grid.size), grid.line_top(stand.row) + above(grid, leg, head, stand));
    let lines = head.lines.iter().flat_map(|line| {
        let baseline = top + line.y + line.set.size.scaled(880, 1000);
        set_runs(desk, &line.set, Point::new(left + line.x, baseline), None, of)
    });
    lines.collect()
}
