//! [`Spot`]: the box in which a head stands in its frame: over columns, in a strip, or as a hole in the text (B6, B9).

use super::frame::Frame;
use super::headline;
use super::hole::Hole;
use crate::geom::{Em, Length, WritingMode};
use crate::layout::{Grid, HeadAt, HeadPlace, Layout, Sides};

/// Fewest characters of a line beside a head: a shorter one is all gaps (as beside an inset).
const LEAST: Em = Em::whole(6);

/// A box for a head, in the terms of the page's grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// Left edge from the type area.
    pub left: Em,
    /// Its width.
    pub width: Em,
    /// First line.
    pub top: u16,
    /// Lines that there are for it.
    pub rows: u16,
    /// Lines that it lacks.
    pub wanting: u16,
    /// Whether text stands over it, with the white between two lines.
    pub under: bool,
    /// Whether nothing stands under it.
    pub last: bool,
}

impl Spot {
    /// From its top to the foot of its last line, or to the next line where one follows.
    pub(super) fn height(&self, grid: &Grid) -> Length {
        if self.last { grid.height(self.rows) } else { grid.pitch * i64::from(self.rows) }
    }

    /// White over its top that counts as the head's: above a head and below it there is as much (B6).
    pub(super) fn before(&self, grid: &Grid) -> Length {
        if self.under { grid.pitch - grid.size } else { Length::ZERO }
    }

    fn hole(&self) -> Hole {
        let (left, width, top, bottom) = (self.left, self.width, self.top, self.top + self.rows);
        Hole { left, width, top, bottom, gap: Em::ONE, least: LEAST, sides: Sides::Both }
    }
}

/// What a head needs of the grid where its area puts it, whatever its words are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs<'a> {
    grid: &'a Grid,
    white: u16,
    place: HeadPlace,
}

impl<'a> Needs<'a> {
    /// A head at such a place on a page of this layout.
    pub(super) fn of(layout: &'a Layout, place: HeadPlace) -> Self {
        Self { grid: &layout.grid, white: layout.heads.white, place }
    }

    /// White lines above and below it in its box, together; a panel stands away from the text around it, too.
    pub(super) fn white(&self) -> i64 {
        i64::from(self.white) + i64::from(self.place.panel.is_some())
    }

    /// White between the edge of a ground and the type on it, at both ends of a line: an em, as in a box (B7).
    pub(super) fn padding(&self) -> Length {
        let grounded = self.place.panel.is_some() || self.place.on_picture;
        if grounded { self.grid.size } else { Length::ZERO }
    }

    /// Lines of the grid that it takes where it stands, its type being so high across its lines.
    pub(super) fn rows(&self, text: Length) -> u16 {
        match (self.place.writing, self.place.lines) {
            // Lines that run down are as long as their strip.
            (WritingMode::Vertical, lines) => lines.unwrap_or(1),
            (WritingMode::Horizontal, lines) => self.needed(text).max(lines.unwrap_or(0)),
        }
    }

    /// Lines that hold a text of this height with its white.
    pub(super) fn needed(&self, text: Length) -> u16 {
        headline::rows(text + self.grid.pitch * self.white(), self.grid.pitch)
    }

    /// How long its lines may be, between two lines of the grid and in a width: as wide as their box, or as high.
    pub(super) fn measure(&self, (top, bottom): (u16, u16), width: Em) -> Length {
        let (grid, rows) = (self.grid, bottom.saturating_sub(top));
        let measure = match (self.place.writing, self.place.lines) {
            (WritingMode::Vertical, Some(lines)) => grid.pitch * (i64::from(lines.min(rows)) - self.white()),
            (WritingMode::Vertical, None) => grid.height(rows) - self.padding() * 2,
            (WritingMode::Horizontal, _) => width.at(grid.size) - self.padding() * 2,
        };
        measure.max(grid.size)
    }
}

/// Left edge and width of the head in a frame; for a head at both corners, that of the first.
pub(super) fn across(place: &HeadPlace, frame: &Frame) -> (Em, Em) {
    match place.at {
        HeadAt::Left | HeadAt::Right => frame.side.unwrap_or((frame.left, frame.width)),
        HeadAt::Over if place.columns.is_none() && place.from.is_none() => frame.head,
        _ => match place.chars {
            Some(chars) => {
                let wide = Em::whole(i64::from(chars)).min(frame.width);
                let spare = frame.width - wide;
                let left = match place.at {
                    HeadAt::Inside if place.right => spare,
                    HeadAt::Inside | HeadAt::Diagonal => Em::ZERO,
                    // What stands at its left is whole characters.
                    _ => Em::whole((spare / 2).units() / Em::ONE.units()),
                };
                (frame.left + left, wide)
            }
            None => columns(place, frame),
        },
    }
}

/// The head over some columns of the area, as far as it has them.
fn columns(place: &HeadPlace, frame: &Frame) -> (Em, Em) {
    // Over a stepped area the head stands over one arm; in the text it stands among all columns.
    let (left, width) = if place.at == HeadAt::Over { frame.head } else { (frame.left, frame.width) };
    let right = left + width;
    let mut abreast = frame.abreast.clone();
    abreast.retain(|column| column.0 >= left && column.0 < right);
    let n = u16::try_from(abreast.len()).unwrap_or(u16::MAX);
    let first = place.first(n).min(n.saturating_sub(1));
    let last = first.saturating_add(place.wide(n.max(1))).min(n);
    match (abreast.get(usize::from(first)), abreast.get(usize::from(last.saturating_sub(1)))) {
        (Some(one), Some(other)) => (one.0, other.0 + other.1 - one.0),
        _ => frame.head,
    }
}

/// The box at the other corner of a frame, for the second part of a head in two.
pub(super) fn opposite(place: &HeadPlace, frame: &Frame) -> (Em, Em) {
    if let Some(chars) = place.chars {
        let wide = Em::whole(i64::from(chars)).min(frame.width);
        return (frame.left + frame.width - wide, wide);
    }
    let (left, width) = columns(place, frame);
    // The columns of an area are the same from both ends but for what does not divide.
    let abreast = &frame.abreast;
    let wide = abreast.iter().filter(|column| column.0 >= left && column.0 < left + width).count();
    match (abreast.get(abreast.len().saturating_sub(wide)), abreast.last()) {
        (Some(first), Some(last)) => (first.0, last.0 + last.1 - first.0),
        _ => (left, width),
    }
}

/// Takes a box out of the text for a head of so many lines, which stands as its area says.
pub(super) fn take(place: &HeadPlace, frame: &mut Frame, rows: u16) -> Spot {
    let (left, width) = across(place, frame);
    let (top, bottom) = frame.rows;
    let spot = Spot { left, width, top, under: frame.top > 0, ..Spot::default() };
    let room = bottom.saturating_sub(top);
    let held = Spot { rows: rows.min(room), wanting: rows.saturating_sub(room), ..spot };
    let spot = match place.at {
        HeadAt::Left | HeadAt::Right => {
            // A strip is not taken from the text: it was never given to it.
            return Spot { rows: room, wanting: held.wanting, under: false, last: true, ..spot };
        }
        HeadAt::Over => {
            frame.head = (left, width);
            let (top, wanting) = frame.take_head(rows);
            return Spot { top, rows: rows - wanting, wanting, ..spot };
        }
        HeadAt::Between => Spot { rows: room, wanting: held.wanting, under: false, last: true, ..spot },
        HeadAt::Brow | HeadAt::Inside | HeadAt::Diagonal => held,
        HeadAt::Around => {
            let over = (room - held.rows) / 2;
            Spot { top: top + over, under: over > 0 || held.under, ..held }
        }
    };
    frame.head = (left, width);
    if rows > 0 {
        frame.take_hole(&spot.hole());
    }
    spot
}

/// Takes the box at the other corner, at the foot; `first` is the one at the top.
pub(super) fn take_opposite(place: &HeadPlace, frame: &mut Frame, rows: u16, first: &Spot) -> Spot {
    let (left, width) = opposite(place, frame);
    let (top, bottom) = frame.rows;
    let room = bottom.saturating_sub(top + first.rows);
    let (held, wanting) = (rows.min(room), rows.saturating_sub(room));
    let spot = Spot { left, width, top: bottom - held, rows: held, wanting, under: true, last: true };
    if rows > 0 {
        frame.take_hole(&spot.hole());
    }
    spot
}
