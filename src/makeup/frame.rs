//! [`Frame`]: an area once its bands have heights: lines and columns, then millimetres.

use std::ops::Range;

use super::axis::Axis;
use super::own::{self, Own};
use crate::geom::{Em, Rect};
use crate::layout::{Area, AreaId, Grid, Layout, Remainder};

/// A run of lines in one column, in the terms of its frame's [`Axis`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// Where its lines begin, along them, in em of the body.
    pub left: Em,
    /// How long they are, in em of the body.
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

impl Cell {
    fn leg(&self, grid: &Grid, foot: u16) -> Leg {
        Leg {
            left: grid.column_left(self.column),
            width: grid.across(self.column..self.column + 1),
            top: self.top,
            bottom: foot.max(self.top),
        }
    }
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
    /// Lines of the grid inside the box, from the first to the one after the last.
    pub rows: (u16, u16),
    /// A head at the side: left edge and width.
    pub side: Option<(Em, Em)>,
    /// Columns of text, in the order of reading, without the head.
    pub legs: Vec<Leg>,
    /// Where the lines of the legs stand.
    pub axis: Axis,
    /// How the legs are laid, if not on the lines of the grid.
    pub own: Option<Own>,
    /// Columns of text abreast.
    pub columns: u16,
    /// What did not divide.
    pub residue: Em,
    /// Whether the area cannot hold the columns that it asks for; then it has those that it can hold.
    pub narrow: bool,
    /// Box of the whole area on the page.
    pub rect: Rect,
    /// The boxes that make up the area on the page: one, or several if it is stepped.
    pub parts: Vec<Rect>,
    /// The same boxes on the grid: left edge, width, first line, line after the last without the white below.
    pub cells: Vec<(Em, Em, u16, u16)>,
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

/// The frame of an area at these band heights; `None` if the area is not drawn.
pub(super) fn frame(layout: &Layout, area: &Area, heights: &[u16]) -> Option<Frame> {
    let grid = &layout.grid;
    let cells = cells(layout, area.id, &band_tops(heights));
    let first = cells.iter().map(|cell| cell.column).min()?;
    let last = cells.iter().map(|cell| cell.column).max()?;
    let top = cells.iter().map(|cell| cell.top).min()?;
    let bottom = cells.iter().map(|cell| cell.bottom).max()?;
    let upright = cells.iter().all(|cell| cell.top == top && cell.bottom == bottom);
    let full = grid.across(first..last + 1);
    // A box is drawn around a rectangle only.
    let boxed = area.frame.is_some() && upright;
    let (inset, lines) = if boxed { (Em::ONE, BOX_LINES) } else { (Em::ZERO, 0) };
    let outer = (grid.column_left(first), full);
    let (left, width) = (outer.0 + inset, full - inset * 2);
    let foot = |bottom: u16| bottom.saturating_sub(if bottom < grid.lines { area.space_below } else { 0 });
    let rect = Rect::new(
        grid.left + outer.0.at(grid.size),
        grid.line_top(top),
        full.at(grid.size),
        grid.height(foot(bottom).saturating_sub(top)),
    );
    let mut frame = Frame {
        top,
        bottom,
        left,
        width,
        head: (left, width),
        rows: (top, bottom),
        side: None,
        legs: Vec::new(),
        axis: Axis::of(grid),
        own: None,
        columns: basic_columns(grid, &(first..last + 1)),
        residue: Em::ZERO,
        narrow: false,
        rect,
        parts: vec![rect],
        cells: vec![(outer.0, full, top, foot(bottom))],
        upright,
    };
    if upright {
        frame.rows = (top + lines, foot(bottom).saturating_sub(lines).max(top + lines));
        own::take_side(&mut frame, grid, area);
        match Own::of(grid, area) {
            Some(own) => frame.lay(own, frame.rows),
            None => frame.divide(grid, area, outer),
        }
    } else {
        let text = cells.iter().filter(|cell| !grid.is_fold(cell.column));
        frame.legs = text.map(|cell| cell.leg(grid, foot(cell.bottom))).collect();
        frame.head = head_of(grid, &cells, top)?;
        frame.cells = parts(grid, &cells, foot);
        frame.parts = frame.cells.iter().map(|cell| on_page(grid, cell)).collect();
    }
    Some(frame)
}

/// Columns that text may stand in: the fold column is none of an area that crosses it.
fn basic_columns(grid: &Grid, columns: &Range<u16>) -> u16 {
    let all = columns.end - columns.start;
    let over_fold = all > 1 && grid.fold_column().is_some_and(|fold| columns.contains(&fold));
    all - u16::from(over_fold)
}

/// A stretch of a width: its left edge, its width, and the columns that go into it.
type Stretch = (Em, Em, u16);

/// The stretches of a width that text may stand in: one, or two at both sides of a fold that the width crosses.
fn stretches(grid: &Grid, (left, width, columns): Stretch) -> (Stretch, Option<Stretch>) {
    let whole = ((left, width, columns), None);
    if grid.fold.is_none() {
        return whole;
    }
    let half = grid.page_columns();
    let (end, start) = (grid.column_right(half - 1), grid.column_left(grid.columns - half));
    let right = left + width;
    if left >= end || right <= start {
        return whole;
    }
    // As many basic columns as the stretch is nearest to.
    let cell = Em::whole(i64::from(grid.chars)) + grid.gutter;
    let of = |width: Em| u16::try_from((width + grid.gutter + cell / 2).units() / cell.units()).unwrap_or(1).max(1);
    ((left, end - left, of(end - left)), Some((start, right - start, of(right - start))))
}

/// Left edge and width of the head of a stepped area: it stands over the widest of the arms that reach the top.
fn head_of(grid: &Grid, cells: &[Cell], top: u16) -> Option<(Em, Em)> {
    let mut arms: Vec<Range<u16>> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.top == top) {
        match arms.last_mut() {
            Some(arm) if arm.end == cell.column => arm.end += 1,
            _ => arms.push(cell.column..cell.column + 1),
        }
    }
    // Of arms as wide, the left one: `max_by_key` would take the last.
    let widest = arms.into_iter().rev().max_by_key(|arm| arm.end - arm.start)?;
    Some((grid.column_left(widest.start), grid.across(widest)))
}

/// A box of the grid on the page.
fn on_page(grid: &Grid, &(left, width, top, bottom): &(Em, Em, u16, u16)) -> Rect {
    Rect::new(
        grid.left + left.at(grid.size),
        grid.line_top(top),
        width.at(grid.size),
        grid.height(bottom.saturating_sub(top)),
    )
}

/// The boxes of a stepped area: neighbouring columns of the same lines are one box, and a gutter belongs to the
/// shorter of the boxes at its sides.
fn parts(grid: &Grid, cells: &[Cell], foot: impl Fn(u16) -> u16) -> Vec<(Em, Em, u16, u16)> {
    let mut groups: Vec<(Range<u16>, &Cell)> = Vec::new();
    for cell in cells {
        let same = |(columns, of): &&mut (Range<u16>, &Cell)| {
            columns.end == cell.column && (of.top, of.bottom) == (cell.top, cell.bottom)
        };
        match groups.iter_mut().find(same) {
            Some((columns, _)) => columns.end += 1,
            None => groups.push((cell.column..cell.column + 1, cell)),
        }
    }
    let holds = |column: Option<u16>, of: &Cell| {
        let holds = |cell: &&Cell| Some(cell.column) == column && cell.top <= of.top && cell.bottom >= of.bottom;
        cells.iter().any(|cell| holds(&cell))
    };
    let rect = |(columns, of): (Range<u16>, &Cell)| {
        let (mut left, mut right) = (grid.column_left(columns.start), grid.column_right(columns.end - 1));
        if let Some(before) = columns.start.checked_sub(1).filter(|&before| holds(Some(before), of)) {
            left = grid.column_right(before);
        }
        if holds(Some(columns.end), of) {
            right = grid.column_left(columns.end);
        }
        (left, right - left, of.top, foot(of.bottom).max(of.top))
    };
    groups.into_iter().map(rect).collect()
}

impl Frame {
    /// 破栏: divides the width into the columns of the area, or as near to them as it goes.
    fn divide(&mut self, grid: &Grid, area: &Area, outer: (Em, Em)) {
        let page = grid;
        let grid = &own::guttered(grid, area);
        let (top, bottom) = self.rows;
        let (first, second) = match area.columns {
            Some(n) => ((self.left, self.width, n), None),
            None => stretches(page, (self.left, self.width, self.columns)),
        };
        self.legs.clear();
        self.residue = Em::ZERO;
        for (left, width, n) in std::iter::once(first).chain(second) {
            let wanted = grid.divide(width, n, area.remainder.unwrap_or(grid.remainder));
            self.narrow |= wanted.is_none();
            let Some(set) = wanted.or_else(|| grid.divide(width, n, Remainder::Free)) else {
                (self.left, self.width) = outer;
                self.legs = vec![Leg { left: self.left, width: self.width, top, bottom }];
                break;
            };
            self.residue = self.residue.max(set.residue);
            self.legs.extend(set.columns.iter().map(|&(x, width)| Leg { left: left + x, width, top, bottom }));
        }
        self.head = (self.left, self.width);
        self.columns = u16::try_from(self.legs.len()).unwrap_or(self.columns);
    }

    /// Takes `lines` lines for the head from the top of the legs under it; gives its first line, and how many lines
    /// are wanting where a leg is shorter than the head.
    pub(super) fn take_head(&mut self, lines: u16) -> (u16, u16) {
        if let Some(own) = self.own.clone() {
            let (top, bottom) = self.rows;
            let taken = lines.min(bottom - top);
            self.lay(own, (top + taken, bottom));
            return (top, lines - taken);
        }
        let first = self.legs.iter().map(|leg| leg.top).min().unwrap_or(self.top);
        let (left, right) = (self.head.0, self.head.0 + self.head.1);
        let mut wanting = 0;
        let under = |leg: &&mut Leg| leg.top == first && leg.left >= left && leg.left < right;
        for leg in self.legs.iter_mut().filter(under) {
            wanting = wanting.max(lines.saturating_sub(leg.lines()));
            leg.top = (leg.top + lines).min(leg.bottom);
        }
        (first, wanting)
    }

    /// The legs that a head over the text takes its lines from.
    pub(super) fn under_head(&self) -> impl Iterator<Item = &Leg> {
        let first = self.legs.iter().map(|leg| leg.top).min().unwrap_or(self.top);
        let (left, right) = (self.head.0, self.head.0 + self.head.1);
        self.legs.iter().filter(move |leg| leg.top == first && leg.left >= left && leg.left < right)
    }

    /// Lays legs that leave the grid between two of its lines.
    fn lay(&mut self, own: Own, rows: (u16, u16)) {
        let laid = own.lay((self.left, self.width), rows, self.columns);
        self.columns = u16::try_from(laid.legs.len()).unwrap_or(1);
        self.narrow |= laid.narrow;
        self.residue = laid.residue;
        (self.legs, self.axis, self.own) = (laid.legs, laid.axis, Some(own));
    }

    /// Draws all feet up by `lines`. In a rectangle those are the feet on its last line: a column part that ends over a
    /// head goes on under it.
    pub(super) fn shorten(&mut self, lines: u16) {
        let (foot, upright) = (self.inner_bottom(), self.upright);
        for leg in self.legs.iter_mut().filter(|leg| !upright || leg.bottom == foot) {
            leg.bottom = leg.bottom.saturating_sub(lines).max(leg.top);
        }
    }

    /// Left edge of the area with its box, from the type area.
    pub(super) fn outer_left(&self) -> Em {
        self.cells.iter().map(|cell| cell.0).min().unwrap_or(self.left)
    }

    /// Columns abreast, from the left: left edge and width.
    pub(super) fn abreast(&self) -> Vec<(Em, Em)> {
        let mut columns: Vec<(Em, Em)> = self.legs.iter().map(|leg| (leg.left, leg.width)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The box at the top of some columns: its left edge and width, the first line that is free in all of them, and
    /// the line after the last.
    pub(super) fn head_room(&self, columns: &Range<usize>) -> ((Em, Em), (u16, u16)) {
        let abreast = self.abreast();
        let of = abreast.get(columns.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (of.first(), of.last()) else {
            return ((self.left, self.width), (self.top, self.top));
        };
        let upper = of.iter().filter_map(|column| self.legs.iter().find(|leg| leg.left == column.0));
        let top = upper.clone().map(|leg| leg.top).max().unwrap_or(self.top);
        let bottom = upper.map(|leg| leg.bottom).min().unwrap_or(top);
        ((first.0, last.0 + last.1 - first.0), (top, bottom.max(top)))
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
}
