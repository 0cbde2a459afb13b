//! Stepped areas: the columns of their arms, where the head stands, and their outline (standards B3, B7, B9 M4, M6).

use std::ops::Range;

use super::frame::{Cell, Frame, Leg, on_page};
use super::own;
use crate::geom::{Em, Length, Point, Rect};
use crate::layout::{Area, Grid, Layout, Remainder};

/// A part of an area on the grid: left edge, width, first line, line after the last.
type Part = (Em, Em, u16, u16);

/// Lays the columns of a stepped area. A strip is what no step cuts: it has its own share of the columns of the area, so
/// that every column stands straight from the top of its arm to the foot. In a box (`side` characters and `lines` lines
/// of white) a strip keeps off the outline wherever that runs along it.
pub(super) fn lay(
    frame: &mut Frame,
    layout: &Layout,
    area: &Area,
    cells: &[Cell],
    ((side, lines), foot): ((Em, u16), &dyn Fn(u16) -> u16),
) -> Option<()> {
    let grid = &layout.grid;
    let strips = beside_fold(grid, &layout.map.strips(area.id));
    let basic: u16 = strips.iter().map(|strip| strip.end - strip.start).sum();
    let own = area.columns.unwrap_or(basic);
    let mut heads: Vec<(Em, Em)> = Vec::new();
    let mut after_top = false;
    for (at, strip) in strips.iter().enumerate() {
        let runs: Vec<&Cell> = cells.iter().filter(|cell| cell.column == strip.start).collect();
        let beside = |other: Option<usize>| {
            let other = other.and_then(|other| strips.get(other)).map(|strip| strip.start);
            if open(cells, strip.start, other) { Em::ZERO } else { side }
        };
        let (on_left, on_right) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let left = grid.column_left(strip.start) + on_left;
        let width = grid.across(strip.clone()) - on_left - on_right;
        let share = Grid::share(strip.end - strip.start, basic, own);
        frame.narrow |= share.is_none();
        let columns = columns(frame, grid, area, (width, share.unwrap_or(1)))?;
        for &(x, width) in &columns {
            frame.abreast.push((left + x, width));
            for run in &runs {
                let top = run.top + lines;
                let bottom = foot(run.bottom).saturating_sub(lines).max(top);
                frame.legs.push(Leg { left: left + x, width, top, bottom });
            }
        }
        // The head stands over the widest of the arms that reach the top; of arms as wide, the left one.
        let top = runs.iter().any(|run| run.top == frame.top);
        match heads.last_mut().filter(|_| top && after_top) {
            Some(head) => head.1 = left + width - head.0,
            None if top => heads.push((left, width)),
            None => {}
        }
        after_top = top;
    }
    frame.columns = u16::try_from(frame.abreast.len()).unwrap_or(basic);
    frame.head = heads.into_iter().rev().max_by_key(|head| head.1)?;
    frame.rows = (frame.top + lines, foot(frame.bottom).saturating_sub(lines).max(frame.top + lines));
    frame.cells = parts(grid, cells, foot);
    frame.parts = frame.cells.iter().map(|part| on_page(grid, part)).collect();
    Some(())
}

/// Strips without the fold column of a spread, in which no text stands: one that crosses it is two.
fn beside_fold(grid: &Grid, strips: &[Range<u16>]) -> Vec<Range<u16>> {
    let Some(fold) = grid.fold_column() else { return strips.to_vec() };
    let halves = |strip: &Range<u16>| {
        if strip.contains(&fold) { [strip.start..fold, fold + 1..strip.end] } else { [strip.clone(), 0..0] }
    };
    strips.iter().flat_map(halves).filter(|strip| !strip.is_empty()).collect()
}

/// Whether a column lies beside another at all of its lines.
fn open(cells: &[Cell], column: u16, other: Option<u16>) -> bool {
    let held = |cell: &&Cell| {
        let holds = |wide: &Cell| Some(wide.column) == other && wide.top <= cell.top && wide.bottom >= cell.bottom;
        cells.iter().any(holds)
    };
    other.is_some() && cells.iter().filter(|cell| cell.column == column).all(|cell| held(&cell))
}

/// The columns of a strip, or as near to them as it goes.
fn columns(frame: &mut Frame, grid: &Grid, area: &Area, (width, share): (Em, u16)) -> Option<Vec<(Em, Em)>> {
    let grid = &own::guttered(grid, area);
    let wanted = grid.divide(width, share, area.remainder.unwrap_or(grid.remainder));
    frame.narrow |= wanted.is_none();
    let set = wanted
        .or_else(|| grid.divide(width, share, Remainder::Free))
        .or_else(|| grid.divide(width.max(Em::ONE), 1, Remainder::Free))?;
    frame.residue += set.residue;
    Some(set.columns)
}

/// The boxes of a stepped area: neighbouring columns of the same lines are one box, a gutter belongs to the shorter of
/// the boxes at its sides, and where none of the two holds the other it is a box of its own.
fn parts(grid: &Grid, cells: &[Cell], foot: &dyn Fn(u16) -> u16) -> Vec<Part> {
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
    let part = |(columns, of): (Range<u16>, &Cell)| {
        let (mut left, mut right) = (grid.column_left(columns.start), grid.column_right(columns.end - 1));
        if let Some(before) = columns.start.checked_sub(1).filter(|&before| holds(Some(before), of)) {
            left = grid.column_right(before);
        }
        if holds(Some(columns.end), of) {
            right = grid.column_left(columns.end);
        }
        (left, right - left, of.top, foot(of.bottom).max(of.top))
    };
    let mut parts: Vec<Part> = groups.into_iter().map(part).collect();
    for one in cells {
        for two in cells.iter().filter(|two| two.column == one.column + 1) {
            let (top, bottom) = (one.top.max(two.top), one.bottom.min(two.bottom));
            let apart = (top, bottom) != (one.top, one.bottom) && (top, bottom) != (two.top, two.bottom);
            if apart && top < bottom {
                let left = grid.column_left(one.column) + grid.across(one.column..one.column + 1);
                parts.push((left, grid.column_left(two.column) - left, top, foot(bottom).max(top)));
            }
        }
    }
    parts
}

/// The edges of an area that is made of boxes: across from left to right, then down from top to bottom.
pub(super) fn outline(parts: &[Rect]) -> Vec<(Point, Point)> {
    let edges = |of: &dyn Fn(&Rect) -> [Length; 2]| {
        let mut all: Vec<Length> = parts.iter().flat_map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (xs, ys) = (edges(&|part| [part.x, part.right()]), edges(&|part| [part.y, part.bottom()]));
    // Whether the box before the `x`th and the `y`th edge is inside.
    let inside = |x: usize, y: usize| {
        let (Some(x), Some(y)) = (x.checked_sub(1), y.checked_sub(1)) else { return false };
        let (Some(&left), Some(&top)) = (xs.get(x), ys.get(y)) else { return false };
        parts.iter().any(|part| part.x <= left && left < part.right() && part.y <= top && top < part.bottom())
    };
    let mut lines = Vec::new();
    for (at, &y) in ys.iter().enumerate() {
        let edge = |x: usize| inside(x, at) != inside(x, at + 1);
        lines.extend(stretches(&xs, edge).into_iter().map(|(from, to)| (Point::new(from, y), Point::new(to, y))));
    }
    for (at, &x) in xs.iter().enumerate() {
        let edge = |y: usize| inside(at, y) != inside(at + 1, y);
        lines.extend(stretches(&ys, edge).into_iter().map(|(from, to)| (Point::new(x, from), Point::new(x, to))));
    }
    lines
}

/// Stretches between the places at which `edge` holds for the interval before them.
fn stretches(places: &[Length], edge: impl Fn(usize) -> bool) -> Vec<(Length, Length)> {
    let mut found: Vec<(Length, Length)> = Vec::new();
    for (at, pair) in (1..).zip(places.windows(2)) {
        match found.last_mut() {
            _ if !edge(at) => {}
            Some(stretch) if stretch.1 == pair[0] => stretch.1 = pair[1],
            _ => found.push((pair[0], pair[1])),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Rect, outline};
    use crate::geom::{Length, Point};

    fn rect([x, y, w, h]: [i64; 4]) -> Rect {
        let [x, y, w, h] = [x, y, w, h].map(|points| Length::PT * points);
        Rect::new(x, y, w, h)
    }

    fn drawn(parts: &[[i64; 4]]) -> Vec<String> {
        let parts: Vec<Rect> = parts.iter().copied().map(rect).collect();
        let points = |point: Point| format!("{},{}", point.x.to_pt(), point.y.to_pt());
        outline(&parts).into_iter().map(|(from, to)| format!("{}-{}", points(from), points(to))).collect()
    }

    #[test]
    fn a_box_has_four_sides_however_it_is_made_up() {
        let sides = ["0,0-8,0", "0,4-8,4", "0,0-0,4", "8,0-8,4"];
        assert_eq!(drawn(&[[0, 0, 8, 4]]), sides);
        assert_eq!(drawn(&[[0, 0, 3, 4], [3, 0, 5, 4]]), sides);
        assert_eq!(drawn(&[[0, 0, 5, 4], [3, 0, 5, 4]]), sides);
    }

    #[test]
    fn an_l_has_six_sides_and_a_staircase_eight() {
        let l = ["0,0-8,0", "4,2-8,2", "0,6-4,6", "0,0-0,6", "4,2-4,6", "8,0-8,2"];
        assert_eq!(drawn(&[[0, 0, 4, 6], [4, 0, 4, 2]]), l);
        assert_eq!(drawn(&[[0, 0, 4, 4], [4, 2, 1, 2], [5, 2, 3, 4]]).len(), 8);
    }

    #[test]
    fn two_boxes_that_do_not_touch_have_four_sides_each() {
        assert_eq!(
            drawn(&[[0, 0, 2, 2], [4, 0, 2, 2]]),
            ["0,0-2,0", "4,0-6,0", "0,2-2,2", "4,2-6,2", "0,0-0,2", "2,0-2,2", "4,0-4,2", "6,0-6,2"]
        );
    }
}
