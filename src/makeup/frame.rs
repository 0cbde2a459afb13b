//! [`Frame`]: an area once its bands have heights: lines and columns, then millimetres.

use crate::geom::{Em, Rect};
use crate::layout::{Area, AreaId, Layout};

/// A run of lines in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// Left edge from the type area, in em of the body.
    pub left: Em,
    /// Width in em of the body.
    pub width: Em,
    /// First line, from 0.
    pub top: u16,
    /// Line after the last.
    pub bottom: u16,
}

impl Leg {
    /// Lines of the leg.
    pub(super) fn lines(self) -> u16 {
        self.bottom.saturating_sub(self.top)
    }
}

/// Basic columns of an area between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    column: u16,
    top: u16,
    bottom: u16,
}

/// An area with its lines.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// First line.
    pub top: u16,
    /// Line after the last, with the white that belongs to the area.
    pub bottom: u16,
    /// Left edge from the type area, inside the box.
    pub left: Em,
    /// Width inside the box.
    pub width: Em,
    /// The head stands over these: left and width (all the width unless the area is stepped).
    pub head: (Em, Em),
    /// Columns of text, left to right, each top to bottom, without the head.
    pub legs: Vec<Leg>,
    /// Columns of text abreast.
    pub columns: u16,
    /// What did not divide.
    pub residue: Em,
    /// Box of the whole area on the page.
    pub rect: Rect,
    /// Whether every column begins and ends on the same lines.
    pub upright: bool,
}

/// First line of each band, and the line after the last.
pub(super) fn band_tops(heights: &[u16]) -> Vec<u16> {
    let mut tops = vec![0];
    for height in heights {
        tops.push(tops.last().copied().unwrap_or(0) + height);
    }
    tops
}

/// Cells of an area, merged downward, column by column.
fn cells(layout: &Layout, id: AreaId, tops: &[u16]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for column in 0..layout.grid.columns {
        for (band, row) in layout.map.cells.iter().enumerate() {
            if row.get(usize::from(column)) != Some(&id) {
                continue;
            }
            let (top, bottom) = (tops[band], tops[band + 1]);
            match cells.last_mut() {
                Some(cell) if cell.column == column && cell.bottom == top => cell.bottom = bottom,
                _ => cells.push(Cell { column, top, bottom }),
            }
        }
    }
    cells
}

/// Lines of white inside a box, at its head and foot (standards B7: ½–1 line).
const BOX_LINES: u16 = 1;

/// The frame of an area at these band heights; `None` if a column cannot hold one character.
pub(super) fn frame(layout: &Layout, area: &Area, heights: &[u16]) -> Option<Frame> {
    let grid = &layout.grid;
    let cells = cells(layout, area.id, &band_tops(heights));
    let first = cells.iter().map(|cell| cell.column).min()?;
    let last = cells.iter().map(|cell| cell.column).max()?;
    let top = cells.iter().map(|cell| cell.top).min()?;
    let bottom = cells.iter().map(|cell| cell.bottom).max()?;
    let upright = cells.iter().all(|cell| cell.top == top && cell.bottom == bottom);
    let full = grid.span(last - first + 1);
    let inset = if area.frame.is_some() { Em::ONE } else { Em::ZERO };
    let lines = if area.frame.is_some() { BOX_LINES } else { 0 };
    let (left, width) = (grid.column_left(first) + inset, full - inset * 2);
    let space = if bottom < grid.lines { area.space_below } else { 0 };
    let (legs, columns, residue) = if upright {
        let n = area.columns.unwrap_or(last - first + 1);
        let set = grid.divide(width, n, area.remainder.unwrap_or(grid.remainder))?;
        let legs = set.columns.iter().map(|&(x, width)| Leg {
            left: left + x,
            width,
            top: top + lines,
            bottom: (bottom - lines.min(bottom)).saturating_sub(space).max(top + lines),
        });
        (legs.collect::<Vec<_>>(), n, set.residue)
    } else {
        let legs = cells.iter().map(|cell| Leg {
            left: grid.column_left(cell.column) + if cell.column == first { inset } else { Em::ZERO },
            width: grid.span(1)
                - if cell.column == first { inset } else { Em::ZERO }
                - if cell.column == last { inset } else { Em::ZERO },
            top: cell.top + lines,
            bottom: cell.bottom.saturating_sub(lines + if cell.bottom < grid.lines { space } else { 0 }),
        });
        (legs.collect::<Vec<_>>(), last - first + 1, Em::ZERO)
    };
    let over: Vec<&Leg> = legs.iter().filter(|leg| leg.top == top + lines).collect();
    let head_left = over.iter().map(|leg| leg.left).min()?;
    let head_right = over.iter().map(|leg| leg.left + leg.width).max()?;
    let rect = Rect::new(
        grid.left + grid.column_left(first).at(grid.size),
        grid.line_top(top),
        full.at(grid.size),
        grid.height((bottom - top).saturating_sub(space)),
    );
    Some(Frame {
        top,
        bottom,
        left,
        width,
        head: (head_left, head_right - head_left),
        legs,
        columns,
        residue,
        rect,
        upright,
    })
}

impl Frame {
    /// Takes `lines` lines for the head from the top of the legs under it.
    pub(super) fn take_head(&mut self, lines: u16) {
        let first = self.legs.iter().map(|leg| leg.top).min().unwrap_or(self.top);
        for leg in self.legs.iter_mut().filter(|leg| leg.top == first) {
            leg.top = (leg.top + lines).min(leg.bottom);
        }
    }

    /// First line of text or head inside the box.
    pub(super) fn inner_top(&self) -> u16 {
        self.legs.iter().map(|leg| leg.top).min().unwrap_or(self.top)
    }

    /// Line after the last that text may use.
    pub(super) fn inner_bottom(&self) -> u16 {
        self.legs.iter().map(|leg| leg.bottom).max().unwrap_or(self.bottom)
    }

    /// Lines that the legs offer.
    pub(super) fn capacity(&self) -> u32 {
        self.legs.iter().map(|leg| u32::from(leg.lines())).sum()
    }

    /// Takes lines `top..bottom` out of the columns `from..to` (counted among legs abreast), for a picture.
    pub(super) fn take_box(&mut self, columns: std::ops::Range<usize>, top: u16, bottom: u16) {
        let mut legs = Vec::with_capacity(self.legs.len() + columns.len());
        let mut column = 0;
        let mut left = None;
        for leg in &self.legs {
            if left.is_some_and(|left| left != leg.left) {
                column += 1;
            }
            left = Some(leg.left);
            if columns.contains(&column) && leg.top < bottom && top < leg.bottom {
                legs.extend([Leg { bottom: top.max(leg.top), ..*leg }, Leg { top: bottom.min(leg.bottom), ..*leg }]);
            } else {
                legs.push(*leg);
            }
        }
        legs.retain(|leg| leg.lines() > 0);
        self.legs = legs;
    }
}
