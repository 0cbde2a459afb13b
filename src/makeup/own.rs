//! [`Own`]: areas whose lines leave the grid of the page: vertical ones, and those of another pitch (standards A10).

use super::axis::Axis;
use super::frame::{Frame, Leg};
use crate::geom::{Em, Length, Point, WritingMode};
use crate::layout::{Area, Columns, Grid, Remainder, Side, SideWidth};

/// How the legs of such an area are laid.
#[derive(Clone, Debug)]
pub(super) struct Own {
    /// The page's grid, with the gutter of the area.
    grid: Grid,
    writing: WritingMode,
    pitch: Length,
    columns: Option<u16>,
    remainder: Remainder,
    /// Inside a box lines stand in the middle of its width.
    boxed: bool,
}

/// Legs between two lines of the grid.
pub(super) struct Laid {
    /// The legs.
    pub legs: Vec<Leg>,
    /// Where their lines stand.
    pub axis: Axis,
    /// What did not divide.
    pub residue: Em,
    /// Whether there is no room for so many columns.
    pub narrow: bool,
}

/// The grid with the area's own gutter.
pub(super) fn guttered(grid: &Grid, area: &Area) -> Grid {
    Grid { gutter: area.gutter.unwrap_or(grid.gutter), ..grid.clone() }
}

/// Takes the strip of a head at the side out of the width of a frame.
pub(super) fn take_side(frame: &mut Frame, grid: &Grid, area: &Area) {
    let Some(side) = area.side_head else { return };
    let wide = match side.width {
        SideWidth::Columns(columns) => grid.span(columns),
        SideWidth::Chars(chars) => Em::whole(i64::from(chars)),
    };
    // Where the head leaves no character to the text, which is an error, the text has one all the same, inside the area.
    let left_over = frame.width - wide - grid.gutter;
    frame.narrow |= left_over < Em::ONE;
    let rest = left_over.max(Em::ONE).min(frame.width);
    let wide = wide.min((frame.width - rest - grid.gutter).max(Em::ZERO));
    let (left, strip) = match side.at {
        Side::Right => (frame.left, frame.left + frame.width - wide),
        Side::Left => (frame.left + frame.width - rest, frame.left),
    };
    frame.side = Some((strip, wide));
    (frame.left, frame.width) = (left, rest);
    // The basic columns that are left: the nearest number where they are not whole.
    let cell = Em::whole(i64::from(grid.chars)) + grid.gutter;
    let columns = (rest + grid.gutter + cell / 2).units() / cell.units();
    frame.columns = u16::try_from(columns).unwrap_or(1).max(1);
}

impl Own {
    /// How the legs of an area are laid; `None` if its lines stand on the grid.
    pub(super) fn of(grid: &Grid, area: &Area) -> Option<Self> {
        let vertical = area.writing == WritingMode::Vertical;
        if !vertical && area.pitch.is_none_or(|pitch| pitch == grid.pitch) {
            return None;
        }
        Some(Self {
            grid: guttered(grid, area),
            writing: area.writing,
            pitch: area.pitch.unwrap_or(grid.pitch),
            // 栏 of a vertical area are its own: one, if nothing is said.
            columns: if vertical { Some(area.columns.unwrap_or(1)) } else { area.columns },
            remainder: area.remainder.unwrap_or(grid.remainder),
            boxed: area.frame.is_some(),
        })
    }

    /// The legs in a width (left edge, width) between two lines of the grid; `basic` columns if the area has no
    /// number of its own.
    pub(super) fn lay(&self, (left, width): (Em, Em), (top, bottom): (u16, u16), basic: u16) -> Laid {
        let grid = &self.grid;
        let height = grid.height(bottom.saturating_sub(top));
        let vertical = self.writing == WritingMode::Vertical;
        let (along, across) =
            if vertical { (Em::in_length(height, grid.size), width.at(grid.size)) } else { (width, height) };
        let lines = Axis::lines_in(across, self.pitch, grid.size);
        let (set, narrow) = self.divided(along, self.columns.unwrap_or(basic));
        let above = grid.line_top(top);
        let zero = if vertical {
            let right = grid.left + (left + width).at(grid.size);
            let used = self.pitch * (i64::from(lines) - 1).max(0) + grid.size;
            let spare = if self.boxed { (across - used).max(Length::ZERO) / 2 } else { Length::ZERO };
            Point::new(right - spare, above)
        } else {
            Point::new(grid.left + left.at(grid.size), above)
        };
        let leg = |&(left, width): &(Em, Em)| Leg { left, width, top: 0, bottom: lines };
        Laid {
            legs: set.columns.iter().map(leg).collect(),
            axis: Axis { writing: self.writing, zero, pitch: self.pitch, cell: grid.size },
            residue: set.residue,
            narrow: narrow || lines == 0,
        }
    }

    /// The columns of a length, or as near to them as it goes.
    fn divided(&self, along: Em, columns: u16) -> (Columns, bool) {
        let wanted = self.grid.divide(along, columns, self.remainder);
        let narrow = wanted.is_none();
        let one = || Columns { columns: vec![(Em::ZERO, along.max(Em::ONE))], residue: Em::ZERO };
        let set = wanted.or_else(|| self.grid.divide(along, columns, Remainder::Free));
        (set.unwrap_or_else(one), narrow)
    }
}
