//! [`draw_layout`]: a layout drawn and counted without copy, as on the squared paper of a make-up desk (版样纸).
//!
//! `heights` chooses lines for the bands, `stand` puts heads and insets where make-up would put them, `measure` counts
//! what each area then holds, `sheet` rules the paper, `pages` draws what each page has over it, `areas` the areas on it,
//! `legend` writes measures and table under it; all words are set by `label`.

mod areas;
mod heights;
mod label;
mod legend;
mod measure;
mod pages;
mod sheet;
mod stand;

pub use heights::BandHeight;
pub use measure::{AreaSize, Capacity, HeadRoom};

use crate::diag::{Diagnostic, Warned};
use crate::font::FontBook;
use crate::geom::Length;
use crate::layout::Layout;
use crate::makeup::frame::frame;
use crate::makeup::{house, judge};
use crate::page::{Form, Page, PageNo, PressBoxes};
use label::Letters;

/// A layout without copy.
#[derive(Clone, Debug)]
pub struct Dummy {
    /// The drawing: the trimmed sheet with white around it for numbers, and a legend at its foot.
    pub page: Page,
    /// The bands, from top to bottom.
    pub bands: Vec<BandHeight>,
    /// The areas, in the order of reading.
    pub areas: Vec<AreaSize>,
    /// Sheet, type area and grid in sentences, and how the figures are to be read.
    pub measures: Vec<String>,
}

/// White around the sheet, for the numbers of lines, columns and bands.
const AROUND: Length = Length::from_units(14 * 360_000);

/// Draws a layout, and says what its areas cannot hold.
#[must_use]
pub fn draw_layout(layout: &Layout, fonts: &FontBook) -> Warned<Dummy> {
    let bands = heights::bands(layout);
    let taken: Vec<u16> = bands.iter().map(|band| band.taken).collect();
    let letters = layout.map.letters();
    let measured = letters.iter().filter_map(|id| measure::area(layout, layout.areas.get(id)?, &taken));
    let areas: Vec<AreaSize> = measured.collect();
    let name = if layout.name.is_empty() { layout.source.path.clone() } else { layout.name.clone() };
    let boxes = PressBoxes { width: Length::ZERO, height: Length::ZERO, bleed: Length::ZERO };
    let page = Page { number: PageNo(1), name, boxes, form: Form::default(), items: Vec::new(), zones: Vec::new() };
    let mut dummy = Dummy { page, bands, areas, measures: legend::measures(layout) };
    let moved = on_larger_sheet(layout);
    let letters = Letters::new(&moved, fonts);
    let mut items = sheet::items(&moved, &dummy.bands, &letters);
    items.extend(pages::items(&moved, &letters));
    let mut words = Vec::new();
    for size in &dummy.areas {
        let Some(area) = moved.areas.get(&size.id) else { continue };
        let Some(frame) = frame(&moved, area, &taken) else { continue };
        let drawn = areas::drawn(&moved, (area, size), &frame, &letters);
        items.extend(drawn.boxes);
        words.extend(drawn.words);
    }
    // The cut goes through whatever crosses it; words stand beside it or on white.
    items.extend(pages::fold(&moved));
    items.extend(words);
    let (legend, height) = legend::items(&moved, &dummy, &letters);
    items.extend(legend);
    dummy.page.items = items;
    dummy.page.boxes = PressBoxes { width: moved.sheet.width, height, bleed: Length::ZERO };
    Warned::new(dummy, troubles(layout, &taken))
}

/// What make-up would say of the layout whatever the copy.
fn troubles(layout: &Layout, taken: &[u16]) -> Vec<Diagnostic> {
    let shape = |area| judge::shape(area, &frame(layout, area, taken)?);
    house::troubles(layout).into_iter().chain(layout.areas.values().filter_map(shape)).collect()
}

/// The same layout on a sheet with white on all sides; its height is only known when the legend is set.
fn on_larger_sheet(layout: &Layout) -> Layout {
    let mut moved = layout.clone();
    moved.grid.left += AROUND;
    moved.grid.top += AROUND;
    moved.sheet.width += AROUND * 2;
    moved
}
