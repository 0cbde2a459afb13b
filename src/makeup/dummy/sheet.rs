//! The squared paper of a drawing: sheet, lines and their numbers, white cells, heights of the bands.

use super::AROUND;
use super::heights::BandHeight;
use super::label::{Letters, Look};
use crate::geom::{Length, PerMille, Point, Rect};
use crate::layout::{AreaId, Band, Layout};
use crate::makeup::furniture::outline;
use crate::page::{Fill, Item, Rule};
use crate::style::{Align, Ink};

/// The light blue of squared paper.
pub(super) const PAPER_BLUE: Ink = Ink::Process([PerMille(350), PerMille(80), PerMille(0), PerMille(0)]);
/// The blue of its stronger lines.
pub(super) const DARK_BLUE: Ink = Ink::Process([PerMille(750), PerMille(300), PerMille(0), PerMille(0)]);
/// Weight of a line of text.
pub(super) const FINE: Length = Length::from_units(127_000 / 5);
/// Weight of every tenth line.
pub(super) const STRONG: Length = Length::from_units(127_000 / 2);
/// White between the type area and a number.
pub(super) const GAP: Length = Length::from_units(2 * 360_000);
/// Size of the numbers.
pub(super) const SMALL: Length = Length::from_units(7 * 127_000);

/// A straight rule.
pub(super) fn rule(from: Point, to: Point, weight: Length, ink: Ink) -> Item {
    Item::Rule(Rule { from, to, weight, ink })
}

/// Everything under the areas.
pub(super) fn items(layout: &Layout, bands: &[BandHeight], letters: &Letters<'_>) -> Vec<Item> {
    let trim = Rect::new(AROUND, AROUND, layout.sheet.width - AROUND * 2, layout.sheet.height);
    let mut items = outline(&[trim], Length::PT / 4, Ink::Black(PerMille(600)));
    items.extend(white_cells(layout, bands));
    items.extend(tenths(layout, letters));
    items.extend(heights(layout, bands, letters));
    items
}

/// Cells that are white on purpose are dotted with a light ground.
fn white_cells(layout: &Layout, bands: &[BandHeight]) -> Vec<Item> {
    let grid = &layout.grid;
    let mut top = 0;
    let mut items = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        for run in layout.map.runs(AreaId::WHITE, at) {
            let (left, width) = (grid.column_left(run.start).at(grid.size), grid.across(run).at(grid.size));
            let rect = Rect::new(grid.left + left, grid.line_top(top), width, grid.height(band.taken));
            items.push(Item::Fill(Fill { rect, ink: Ink::Black(PerMille(60)) }));
        }
        top += band.taken;
    }
    items
}

/// Every tenth line across the page, with its number at both sides.
fn tenths(layout: &Layout, letters: &Letters<'_>) -> Vec<Item> {
    let (grid, area) = (&layout.grid, layout.grid.type_area());
    let mut items = Vec::new();
    for line in (9..grid.lines).step_by(10) {
        let y = grid.baseline(line);
        items.push(rule(Point::new(area.x - GAP / 2, y), Point::new(area.right() + GAP / 2, y), STRONG, PAPER_BLUE));
        let look = Look { ink: DARK_BLUE, ..Look::of(SMALL) };
        let number = (line + 1).to_string();
        items.extend(letters.at(&number, Point::new(area.x - GAP, y), look.aligned(Align::Right)));
        items.extend(letters.at(&number, Point::new(area.right() + GAP, y), look));
    }
    items
}

/// The height of each band, at the right of the sheet.
fn heights(layout: &Layout, bands: &[BandHeight], letters: &Letters<'_>) -> Vec<Item> {
    let (grid, right) = (&layout.grid, layout.sheet.width - AROUND);
    let mut items = Vec::new();
    let mut top = 0;
    for ((written, _), band) in layout.map.bands.iter().zip(bands) {
        let (above, below) = (grid.line_top(top), grid.line_top(top) + grid.height(band.taken));
        for y in [above, below] {
            items.push(rule(Point::new(right, y), Point::new(right + GAP, y), FINE, Ink::BLACK));
        }
        items.push(rule(Point::new(right + GAP / 2, above), Point::new(right + GAP / 2, below), FINE, Ink::BLACK));
        let at = Point::new(right + GAP + GAP / 4, (above + below) / 2 + SMALL.scaled(380, 1000));
        items.extend(letters.within(&said(*written, band), at, Look::of(SMALL), AROUND - GAP - GAP / 2));
        top += band.taken;
    }
    items
}

/// A height as it is written, and as it was taken.
fn said(written: Band, band: &BandHeight) -> String {
    match written {
        Band::Lines(lines) => lines.to_string(),
        Band::Range(least, most) => format!("{} ({least}–{most})", band.taken),
        Band::Free => format!("{} (*)", band.taken),
    }
}
