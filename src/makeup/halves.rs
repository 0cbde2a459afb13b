//! What a fold does to the columns of an area that crosses it: text stands at both sides and not in the fold.

use crate::geom::Em;
use crate::layout::Grid;

/// A stretch of a width: its left edge, its width, and the columns that go into it.
pub(super) type Stretch = (Em, Em, u16);

/// The stretches of a width that text may stand in: one, or two at both sides of a fold that the width crosses.
pub(super) fn stretches(grid: &Grid, (left, width, columns): Stretch) -> (Stretch, Option<Stretch>) {
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
