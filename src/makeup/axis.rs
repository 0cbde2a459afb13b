//! [`Axis`]: the one place where along and across become right and down.
//!
//! A leg knows how far along its lines begin and end, and counts lines across. In a horizontal area along is to the
//! right and across is down; in a vertical one along is down and across is to the left (standards A10).

use super::frame::Leg;
use crate::geom::{Em, Length, Point, WritingMode};
use crate::layout::Grid;

/// The lines of an area on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// Which way the lines run.
    pub writing: WritingMode,
    /// Along and across are counted from here: the corner of the em box at the start of line 0.
    pub zero: Point,
    /// From line to line.
    pub pitch: Length,
    /// The em of the body.
    pub cell: Length,
}

/// The baseline is so many thousandths of the em under the top of its box (standards A2).
const BASELINE: i64 = 880;
/// The middle of the em box is so many thousandths over its baseline.
const MIDDLE: i64 = 380;

impl Axis {
    /// The lines of the page's own grid.
    pub(super) fn of(grid: &Grid) -> Self {
        let (writing, zero) = (WritingMode::Horizontal, Point::new(grid.left, grid.top));
        Self { writing, zero, pitch: grid.pitch, cell: grid.size }
    }

    /// Where a line begins that stands `along` from the zero: on the baseline, or on the axis of a vertical line.
    pub(super) fn start(&self, row: u16, along: Length) -> Point {
        let across = self.pitch * i64::from(row);
        match self.writing {
            WritingMode::Horizontal => self.zero.moved(along, across + self.cell.scaled(BASELINE, 1000)),
            WritingMode::Vertical => self.zero.moved(-(across + self.cell / 2), along),
        }
    }

    /// The same for a line of type of `size` that stands in the middle of this line and the next.
    pub(super) fn between(&self, row: u16, along: Length, size: Length) -> Point {
        let across = self.pitch * i64::from(row) + (self.pitch + self.cell) / 2;
        match self.writing {
            WritingMode::Horizontal => self.zero.moved(along, across + size.scaled(MIDDLE, 1000)),
            WritingMode::Vertical => self.zero.moved(-across, along),
        }
    }

    /// The two ends of a rule across some lines, in the middle of the white between two legs; `None` if they are not
    /// side by side.
    pub(super) fn rule(&self, one: &Leg, two: &Leg) -> Option<(Point, Point)> {
        let (top, bottom) = (one.top.max(two.top), one.bottom.max(two.bottom));
        if two.left <= one.left || bottom <= top {
            return None;
        }
        let along = Em::from_units(((one.left + one.width).units() + two.left.units()) / 2).at(self.cell);
        let (from, to) = (self.pitch * i64::from(top), self.pitch * i64::from(bottom - 1) + self.cell);
        Some(match self.writing {
            WritingMode::Horizontal => (self.zero.moved(along, from), self.zero.moved(along, to)),
            WritingMode::Vertical => (self.zero.moved(-from, along), self.zero.moved(-to, along)),
        })
    }

    /// Lines of this pitch that go into a length.
    pub(super) fn lines_in(room: Length, pitch: Length, cell: Length) -> u16 {
        if room < cell { 0 } else { u16::try_from((room - cell).div_floor(pitch) + 1).unwrap_or(u16::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Leg};
    use crate::geom::{Em, Length, Point, WritingMode};

    fn axis(writing: WritingMode) -> Axis {
        let pt = |points| Length::PT * points;
        Axis { writing, zero: Point::new(pt(100), pt(200)), pitch: pt(15), cell: pt(10) }
    }

    fn points(point: Point) -> (f64, f64) {
        (point.x.to_pt(), point.y.to_pt())
    }

    #[test]
    fn lines_go_down_or_to_the_left() {
        let (across, down) = (axis(WritingMode::Horizontal), axis(WritingMode::Vertical));
        assert_eq!(points(across.start(2, Length::PT * 20)), (120.0, 238.8));
        assert_eq!(points(down.start(2, Length::PT * 20)), (65.0, 220.0));
        assert_eq!(points(down.start(0, Length::ZERO)), (95.0, 200.0));
    }

    #[test]
    fn a_lowered_line_stands_halfway_to_the_next() {
        let (across, down) = (axis(WritingMode::Horizontal), axis(WritingMode::Vertical));
        assert_eq!(points(across.between(0, Length::ZERO, Length::PT * 10)), (100.0, 216.3));
        let (this, next) = (down.start(0, Length::ZERO).x, down.start(1, Length::ZERO).x);
        assert_eq!(down.between(0, Length::ZERO, Length::PT * 14).x, (this + next) / 2);
    }

    #[test]
    fn the_rule_between_two_legs_lies_across_their_lines() {
        let leg = |left| Leg { left: Em::whole(left), width: Em::whole(8), top: 1, bottom: 3 };
        let (from, to) = axis(WritingMode::Vertical).rule(&leg(0), &leg(10)).expect("side by side");
        assert_eq!((points(from), points(to)), ((85.0, 290.0), (60.0, 290.0)));
        let (from, to) = axis(WritingMode::Horizontal).rule(&leg(0), &leg(10)).expect("side by side");
        assert_eq!((points(from), points(to)), ((190.0, 215.0), (190.0, 240.0)));
        assert_eq!(axis(WritingMode::Vertical).rule(&leg(10), &leg(0)), None);
    }

    #[test]
    fn as_many_lines_as_go_in() {
        let lines = |room| Axis::lines_in(Length::PT * room, Length::PT * 15, Length::PT * 10);
        assert_eq!([9, 10, 24, 25, 39, 40].map(lines), [0, 1, 1, 2, 2, 3]);
    }
}
