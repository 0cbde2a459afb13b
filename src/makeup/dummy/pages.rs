//! The pages of a drawing: one, or the two of a spread with what lies between them: type areas, folios, numbers of the
//! columns, the fold (standards B5, B7).

use super::AROUND;
use super::label::{Letters, Look};
use super::sheet::{DARK_BLUE, FINE, GAP, SMALL, rule};
use crate::geom::{Em, Length, PerMille, Point, Rect};
use crate::layout::{Folio, Grid, Layout};
use crate::makeup::furniture::outline;
use crate::page::Item;
use crate::style::{Align, Ink, Role};

/// The ink of what is not of the paper: the trim.
const TRIM: Ink = Ink::Black(PerMille(600));
/// White between the type area and the numbers of columns that stand under a folio, and the size of these.
const NEAR: Length = Length::from_units(8 * 36_000);
const SMALLER: Length = Length::from_units(6 * 127_000);
/// The fold is drawn in dashes so long, and as much white between them.
const DASH: Length = Length::from_units(2 * 360_000);

/// The type area of each page, its folio, and the numbers of its columns.
pub(super) fn items(layout: &Layout, letters: &Letters<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (number, half) in (1..).zip(type_areas(&layout.grid)) {
        items.extend(outline(&[half], Length::PT / 2, DARK_BLUE));
        let said = if layout.grid.fold.is_some() { format!("folio {number}") } else { "folio".to_owned() };
        let folio = layout.folio.as_ref().map(|of| folio(layout, of, (half, &said), letters));
        items.extend(folio.into_iter().flatten());
    }
    items.extend((0..layout.grid.columns).flat_map(|column| over_column(layout, column, letters)));
    items
}

/// The type area of each page, on the sheet.
fn type_areas(grid: &Grid) -> Vec<Rect> {
    let whole = grid.type_area();
    let of = |(left, width): (Em, Em)| Rect { x: grid.left + left.at(grid.size), w: width.at(grid.size), ..whole };
    grid.halves().into_iter().map(of).collect()
}

/// A folio: its rule, and a word on its baseline.
fn folio(layout: &Layout, of: &Folio, (half, said): (Rect, &str), letters: &Letters<'_>) -> Vec<Item> {
    let y = half.y - of.rule_rise;
    let look = Look { ink: TRIM, ..Look::of(layout.styles.get(Role::Folio).size) };
    let mut items = letters.at(said, Point::new(half.x + half.w / 2, half.y - of.rise), look.aligned(Align::Center));
    if of.rule > Length::ZERO {
        items.push(rule(Point::new(half.x, y), Point::new(half.right(), y), of.rule, TRIM));
    }
    items
}

/// Number and characters of a column over the type area. Columns are counted from 1 on each page; the fold is none.
fn over_column(layout: &Layout, column: u16, letters: &Letters<'_>) -> Vec<Item> {
    let grid = &layout.grid;
    let left = grid.left + grid.column_left(column).at(grid.size);
    let right = grid.left + grid.column_right(column).at(grid.size);
    let (rise, size) = place(layout.folio.as_ref());
    let (y, look) = (grid.top - rise, Look { ink: DARK_BLUE, ..Look::of(size) });
    let chars = grid.column_width(column).to_f64().to_string();
    let number = if grid.is_fold(column) {
        "中缝".to_owned()
    } else {
        let beyond = if column < grid.page_columns() { 0 } else { grid.columns - grid.page_columns() };
        (column - beyond + 1).to_string()
    };
    // In a narrow fold each word keeps to its half.
    let half = (right - left) / 2;
    let mut items = letters.within(&number, Point::new(left, y), look, half);
    items.extend(letters.within(&chars, Point::new(right, y), look.aligned(Align::Right), half));
    for x in [left, right] {
        items.push(rule(Point::new(x, grid.top - rise / 2), Point::new(x, grid.top), FINE, DARK_BLUE));
    }
    items
}

/// Where the numbers stand over the type area, and their size: nearer to it under the rule of a folio, and smaller where
/// that is very low.
fn place(folio: Option<&Folio>) -> (Length, Length) {
    let Some(folio) = folio else { return (GAP, SMALL) };
    // What is said there is 88 hundredths of its size high.
    let room = (folio.rule_rise - NEAR).scaled(100, 88) - FINE * 2;
    let far = folio.rule_rise > GAP + SMALL;
    if far { (GAP, SMALL) } else { (NEAR, room.min(SMALLER).max(SMALLER / 2)) }
}

/// The fold of a spread: the trim between its pages, from over the sheet to under it.
pub(super) fn fold(layout: &Layout) -> Vec<Item> {
    if layout.grid.fold.is_none() {
        return Vec::new();
    }
    let (x, foot) = (layout.sheet.width / 2, AROUND + layout.sheet.height + GAP);
    let dashes = (foot - (AROUND - GAP)).div_floor(DASH * 2);
    let dash = |at: i64| {
        let y = AROUND - GAP + DASH * 2 * at;
        rule(Point::new(x, y), Point::new(x, y + DASH), Length::PT / 2, TRIM)
    };
    (0..=dashes).map(dash).collect()
}

/// The part of a place that bears its words: where the place crosses the fold, what lies on the page where it is wider.
pub(super) fn beside_fold(grid: &Grid, place: Rect) -> Rect {
    let [left, right] = type_areas(grid)[..] else { return place };
    if place.x >= left.right() || place.right() <= right.x {
        return place;
    }
    let (before, after) = (left.right() - place.x, place.right() - right.x);
    if before >= after { Rect { w: before, ..place } } else { Rect { x: right.x, w: after, ..place } }
}
