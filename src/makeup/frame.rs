//! [`Frame`]: an area once its bands have heights: lines and columns, then millimetres.

use super::arms;
use super::axis::Axis;
use super::halves::stretches;
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

    /// Whether the next leg goes straight on under this one.
    pub(super) fn joins(self, next: &Self) -> bool {
        self.bottom == next.top && self.abreast(next)
    }

    /// Whether the lines of two legs lie over each other, whatever their rows.
    pub(super) fn abreast(self, other: &Self) -> bool {
        self.left < other.left + other.width && other.left < self.left + self.width
    }
}

/// Basic columns of an area between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Basic column.
    pub column: u16,
    /// First line.
    pub top: u16,
    /// Line after the last.
    pub bottom: u16,
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
    /// Columns of text from the left, whatever stands in them: left edge and width.
    pub abreast: Vec<(Em, Em)>,
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
    let (inset, lines) = if area.frame.is_some() { (Em::ONE, BOX_LINES) } else { (Em::ZERO, 0) };
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
        abreast: Vec::new(),
        columns: grid.text_columns(&(first..last + 1)),
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
        arms::lay(&mut frame, layout, area, &cells, ((inset, lines), &foot))?;
    }
    Some(frame)
}

/// A box of the grid on the page.
pub(super) fn on_page(grid: &Grid, &(left, width, top, bottom): &(Em, Em, u16, u16)) -> Rect {
    Rect::new(
        grid.left + left.at(grid.size),
        grid.line_top(top),
        width.at(grid.size),
        grid.height(bottom.saturating_sub(top)),
    )
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
        self.abreast = self.legs.iter().map(|leg| (leg.left, leg.width)).collect();
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
        self.abreast = self.legs.iter().map(|leg| (leg.left, leg.width)).collect();
    }

    /// The line on which feet are level (M1): in a rectangle its last, for a column part that ends over a head goes on
    /// under it; in a stepped area that on which the text ends.
    fn level(&self) -> Option<u16> {
        if self.upright { self.legs.iter().map(|leg| leg.bottom).max() } else { self.legs.last().map(|leg| leg.bottom) }
    }

    /// How many legs end on the line of the last one, and by how many lines their feet may be drawn up. In a stepped area
    /// what is left of them is no shorter than a column part may be.
    pub(super) fn feet(&self, least: u16) -> (u32, u16) {
        let level = || self.legs.iter().filter(|leg| Some(leg.bottom) == self.level());
        let shortest = level().map(|leg| leg.lines()).min().unwrap_or(0);
        let most = if self.upright { shortest } else { shortest.saturating_sub(least) };
        (u32::try_from(level().count()).unwrap_or(u32::MAX), most)
    }

    /// Draws the feet that end on the line of the last one up by `lines`.
    pub(super) fn shorten(&mut self, lines: u16) {
        let level = self.level();
        for leg in self.legs.iter_mut().filter(|leg| Some(leg.bottom) == level) {
            leg.bottom = leg.bottom.saturating_sub(lines).max(leg.top);
        }
    }

    /// Left edge of the area with its box, from the type area.
    pub(super) fn outer_left(&self) -> Em {
        self.cells.iter().map(|cell| cell.0).min().unwrap_or(self.left)
    }

    /// Lines at which all columns between two edges are free over their whole measure, from the top.
    pub(super) fn free(&self, left: Em, right: Em) -> Vec<(u16, u16)> {
        let mut free = vec![(0, u16::MAX)];
        for &(from, width) in self.abreast.iter().filter(|column| column.0 < right && left < column.0 + column.1) {
            let legs = self.legs.iter().filter(|leg| (leg.left, leg.width) == (from, width));
            let parts: Vec<(u16, u16)> = legs.map(|leg| (leg.top, leg.bottom)).collect();
            let both = |&(top, bottom): &(u16, u16)| {
                parts.iter().map(move |part| (top.max(part.0), bottom.min(part.1))).collect::<Vec<_>>()
            };
            free = free.iter().flat_map(both).filter(|(top, bottom)| top < bottom).collect();
        }
        free.retain(|free| free.1 < u16::MAX);
        free
    }

    /// Leaves column parts of fewer than `least` lines white, unless nothing but these is there; gives their lines.
    /// Lines beside a hole belong to the part over and under it.
    pub(super) fn leave_short(&mut self, least: u16) -> u32 {
        if self.own.is_some() {
            return 0;
        }
        let short: Vec<bool> = self.legs.iter().map(|leg| self.part(leg) < least).collect();
        if short.iter().all(|&short| short) {
            return 0;
        }
        let mut white = 0;
        let mut at = short.iter();
        self.legs.retain(|leg| {
            let short = at.next() == Some(&true);
            white += if short { u32::from(leg.lines()) } else { 0 };
            !short
        });
        white
    }

    /// Lines of the column part that a leg belongs to: those that touch it, and those that touch them.
    fn part(&self, leg: &Leg) -> u16 {
        let (mut top, mut bottom) = (leg.top, leg.bottom);
        let column = self.abreast.iter().find(|column| column.0 <= leg.left && leg.left < column.0 + column.1);
        let (left, right) = column.map_or((leg.left, leg.left + leg.width), |column| (column.0, column.0 + column.1));
        let own = || self.legs.iter().filter(|other| left <= other.left && other.left < right);
        // The legs of a column stand in order: two rounds find what is joined upward and downward.
        for other in own().chain(own().rev()).chain(own()) {
            if other.top <= bottom && top <= other.bottom {
                (top, bottom) = (top.min(other.top), bottom.max(other.bottom));
            }
        }
        bottom - top
    }

    /// First line of text or head inside the box.
    pub(super) fn inner_top(&self) -> u16 {
        self.legs.iter().map(|leg| leg.top).min().unwrap_or(self.top)
    }

    /// Line after the last that text may use.
    pub(super) fn inner_bottom(&self) -> u16 {
        self.legs.iter().map(|leg| leg.bottom).max().unwrap_or(self.bottom)
    }

    /// The white between columns of text where both have lines: the legs at its sides, cut to the lines that they share.
    pub(super) fn gutters(&self) -> Vec<(Leg, Leg)> {
        let mut gutters: Vec<(Leg, Leg)> = Vec::new();
        for pair in self.abreast.windows(2) {
            let (right, left) = (pair[0].0 + pair[0].1, pair[1].0);
            let before = self.legs.iter().filter(|leg| leg.left + leg.width == right);
            let shared = before.flat_map(|one| {
                let after = self.legs.iter().filter(|two| two.left == left);
                after.map(move |two| (one, two, one.top.max(two.top), one.bottom.min(two.bottom)))
            });
            let mut last: Option<u16> = None;
            for (one, two, top, bottom) in shared.filter(|(.., top, bottom)| top < bottom) {
                match gutters.last_mut().filter(|_| last == Some(top)) {
                    Some(gutter) => (gutter.0.bottom, gutter.1.bottom) = (bottom, bottom),
                    None => gutters.push((Leg { top, bottom, ..*one }, Leg { top, bottom, ..*two })),
                }
                last = Some(bottom);
            }
        }
        gutters
    }

    /// Lines that the legs offer.
    pub(super) fn capacity(&self) -> u32 {
        self.legs.iter().map(|leg| u32::from(leg.lines())).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Frame, frame};
    use crate::geom::Em;
    use crate::layout::{AreaId, Layout, Sides, load};
    use crate::makeup::hole::Hole;

    /// The broadsheet as one area of `columns` columns, in bands of 16 and 100 lines that are drawn as said.
    fn area(upper: &str, lower: &str, columns: Option<u16>) -> Frame {
        let mut layout: Layout =
            load(Path::new("layouts/broadsheet.toml"), "broadsheet.toml").expect("of the house").value;
        let span = layout.map.bands[0].1.clone();
        layout.map.bands = [16, 100].map(|lines| (crate::layout::Band::Lines(lines), span.clone())).into();
        layout.map.cells = [upper, lower].map(|row| row.chars().map(AreaId).collect()).into();
        let area = layout.areas.get_mut(&AreaId('L')).expect("drawn");
        area.columns = columns;
        frame(&layout, &layout.areas[&AreaId('L')], &[16, 100]).expect("drawn")
    }

    fn hole(columns: std::ops::Range<i64>, rows: (u16, u16)) -> Hole {
        let (left, width) = (Em::whole(columns.start * 14), Em::whole((columns.end - columns.start) * 14 - 1));
        Hole { left, width, top: rows.0, bottom: rows.1, gap: Em::ONE, least: Em::ONE, sides: Sides::Neither }
    }

    fn gutters(frame: &Frame) -> Vec<(i64, u16, u16)> {
        let place = |leg: super::Leg| (leg.left.units() / Em::ONE.units() / 14, leg.top, leg.bottom);
        frame.gutters().into_iter().map(|(one, _)| place(one)).collect()
    }

    #[test]
    fn gutters_end_where_a_box_lies_across_them() {
        let mut frame = area("LLLLLLLL", "LLLLLLLL", None);
        assert_eq!(gutters(&frame), [0, 1, 2, 3, 4, 5, 6].map(|column| (column, 0, 116)));
        frame.take_hole(&hole(1..3, (20, 30)));
        let beside = [(0, 0, 20), (0, 30, 116), (1, 0, 20), (1, 30, 116), (2, 0, 20), (2, 30, 116)];
        assert_eq!(gutters(&frame)[..6], beside);
        assert_eq!(gutters(&frame)[6..], [3, 4, 5, 6].map(|column| (column, 0, 116)));
    }

    #[test]
    fn a_gutter_of_a_step_is_as_long_as_the_shorter_column() {
        assert_eq!(gutters(&area("LLLLLLLL", "LLLLSSSS", Some(4))), [(0, 0, 116), (2, 0, 15), (4, 0, 15)]);
    }

    #[test]
    fn columns_are_free_where_all_of_them_are() {
        let mut frame = area("LLLLLLLL", "LLLLSSSS", None);
        assert_eq!(frame.free(Em::ZERO, Em::whole(27)), [(0, 116)]);
        assert_eq!(frame.free(Em::whole(42), Em::whole(69)), [(0, 15)], "across the step, and the white over S");
        frame.take_hole(&hole(1..2, (20, 30)));
        assert_eq!(frame.free(Em::ZERO, Em::whole(27)), [(0, 20), (30, 116)]);
        assert_eq!(frame.free(Em::whole(13), Em::whole(14)), [], "nothing stands in a gutter");
    }

    #[test]
    fn short_parts_stay_white_and_lines_beside_a_box_belong_to_their_part() {
        let mut frame = area("LLLLLLLL", "LLLLLLLL", None);
        frame.take_hole(&hole(0..2, (3, 30)));
        let parts = frame.legs.len();
        assert_eq!((frame.leave_short(4), frame.legs.len()), (6, parts - 2));
        assert_eq!(frame.leave_short(200), 0, "there is nothing but short parts");
        let mut frame = area("LLLLLLLL", "LLLLLLLL", None);
        let narrow = Hole { width: Em::whole(5), sides: Sides::Right, ..hole(0..1, (3, 30)) };
        frame.take_hole(&narrow);
        assert_eq!(frame.leave_short(4), 0);
    }

    #[test]
    fn feet_on_the_line_of_the_last_one_are_drawn_up_together() {
        let mut frame = area("LLLLLLLL", "LLLLSSSS", None);
        assert_eq!(frame.feet(4), (4, 11));
        frame.shorten(5);
        assert_eq!(frame.legs.iter().map(|leg| leg.bottom).collect::<Vec<_>>(), [116, 116, 116, 116, 10, 10, 10, 10]);
        assert_eq!(area("LLLLLLLL", "LLLLLLLL", Some(4)).feet(4), (4, 116));
    }
}
