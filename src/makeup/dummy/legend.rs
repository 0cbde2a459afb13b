//! The legend under a drawing: measures of the sheet, and a table of the areas.

use super::label::{Letters, Look};
use super::measure::{AreaSize, Capacity, has_text};
use super::sheet::rule;
use super::{AROUND, Dummy};
use crate::geom::{Em, Length, Point};
use crate::layout::{Fold, Layout};
use crate::page::Item;
use crate::style::{Align, Ink};

/// Size of the legend.
const SIZE: Length = Length::from_units(8 * 127_000);
/// From line to line.
const STEP: Length = Length::from_units(12 * 127_000);

impl AreaSize {
    /// The headings of a table of areas.
    pub const HEADINGS: [&str; 10] =
        ["area", "role", "mm", "columns", "measure", "height", "lines", "characters", "under head", "with insets"];

    /// Its row in such a table.
    #[must_use]
    pub fn cells(&self) -> [String; 10] {
        let text = has_text(self.role);
        let only = |value: String| if text { value } else { "–".to_owned() };
        let rank = if text { format!(", {}", self.rank.name()) } else { String::new() };
        [
            self.id.0.to_string(),
            format!("{}{rank}", self.role.name()),
            format!("{:.1} × {:.1}", self.rect.w.to_mm(), self.rect.h.to_mm()),
            only(self.columns.to_string()),
            only(self.measure()),
            self.span(|capacity| capacity.height),
            only(self.span(|capacity| capacity.lines)),
            only(self.span(|capacity| capacity.characters)),
            only(self.span(|capacity| capacity.under_head)),
            only(self.span(|capacity| capacity.with_insets)),
        ]
    }

    /// Characters of a line: 13, or 13–14.
    #[must_use]
    pub fn measure(&self) -> String {
        let (narrow, wide) = self.chars;
        if narrow == wide { narrow.to_string() } else { format!("{narrow}–{wide}") }
    }

    /// A figure at the least, as drawn, and at the most: `1560 (1200–1800)`, or one number if it is fixed.
    #[must_use]
    pub fn span<T: PartialEq + std::fmt::Display>(&self, of: impl Fn(&Capacity) -> T) -> String {
        let (least, taken, most) = (of(&self.least), of(&self.taken), of(&self.most));
        if least == most { taken.to_string() } else { format!("{taken} ({least}–{most})") }
    }
}

/// The measures of a layout in sentences, in millimetres and points.
pub(super) fn measures(layout: &Layout) -> Vec<String> {
    let (grid, sheet, area) = (&layout.grid, &layout.sheet, layout.grid.type_area());
    let (right, foot) = (sheet.width - area.right(), sheet.height - area.bottom());
    let mm = |length: Length| format!("{:.2}", length.to_mm());
    let (width, height, cell) = (mm(sheet.width), mm(sheet.height), mm(grid.across(0..1).at(grid.size)));
    let em = |em: Em, unit: &str| format!("{}{unit} ({} mm)", em.to_f64(), mm(em.at(grid.size)));
    let margins = format!("left {} right {} top {} foot {}", mm(area.x), mm(right), mm(area.y), mm(foot));
    let (size, pitch, gutter) = (grid.size.to_pt(), grid.pitch.to_pt(), em(grid.gutter, ""));
    let columns = format!("{} columns of {} characters ({cell} mm), gutter {gutter}", grid.page_columns(), grid.chars);
    let [sheet, columns] = match grid.fold {
        None => [format!("sheet {width} × {height} mm"), columns],
        Some(of) => {
            let pages = format!("sheet {width} × {height} mm, two pages of {} mm", mm(sheet.width / 2));
            [pages, format!("each page {columns}; {}", fold(of, em))]
        }
    };
    let each = grid.fold.map(|_| format!(", of each page {}", mm(grid.across(0..grid.page_columns()).at(grid.size))));
    let area_said = format!("type area {} × {} mm{}", mm(area.w), mm(area.h), each.unwrap_or_default());
    vec![
        format!("{sheet}; {area_said}; margins {margins} mm"),
        format!("type {size} pt, line to line {pitch} pt; {columns}; {} lines", grid.lines),
        "heights as drawn (least–most); free bands share evenly what the page has".to_owned(),
        "under head: characters left by a main head of one line; with insets: those that insets leave, too, where one \
         without lines is a picture of 3 : 2, or a quote of two lines"
            .to_owned(),
    ]
}

/// What lies between the pages of a spread; `em` writes a width.
fn fold(fold: Fold, em: impl Fn(Em, &str) -> String) -> String {
    if fold.width > Em::ZERO {
        return format!("fold (中缝) {}, white {} at its sides", em(fold.width, " characters"), em(fold.gap, ""));
    }
    format!("no fold column (通版), white {} between the pages", em(fold.gap, ""))
}

/// The legend, and the height of the drawing with it.
pub(super) fn items(layout: &Layout, of: &Dummy, letters: &Letters<'_>) -> (Vec<Item>, Length) {
    let (left, right) = (AROUND, layout.sheet.width - AROUND);
    let mut y = AROUND + layout.sheet.height + STEP * 2;
    let look = Look { bold: true, ..Look::of(SIZE.scaled(14, 10)) };
    let mut items = letters.within(&of.page.name, Point::new(left, y), look, right - left);
    for line in &of.measures {
        y += STEP;
        items.extend(letters.within(line, Point::new(left, y), Look::of(SIZE), right - left));
    }
    y += STEP.scaled(16, 10);
    for (at, row) in
        std::iter::once(AreaSize::HEADINGS.map(str::to_owned)).chain(of.areas.iter().map(AreaSize::cells)).enumerate()
    {
        let look = Look { bold: at == 0, ..Look::of(SIZE) };
        items.extend(cells(&row, (left, right, y), look, letters));
        if at == 0 {
            let under = y + STEP / 4;
            items.push(rule(Point::new(left, under), Point::new(right, under), Length::PT / 4, Ink::BLACK));
        }
        y += STEP;
    }
    (items, y + AROUND - STEP)
}

/// Where the columns of the table end (the first two: begin), in hundredths of its width; the last is the head.
const PLACES: [i64; 10] = [0, 4, 24, 31, 38, 48, 59, 73, 87, 100];

fn cells(
    row: &[String; 10],
    (left, right, y): (Length, Length, Length),
    look: Look,
    letters: &Letters<'_>,
) -> Vec<Item> {
    let wide = right - left;
    let place = |at: usize| left + wide.scaled(PLACES[at], 100);
    let cell = |(at, text): (usize, &String)| {
        let (align, room) = match at {
            0 | 1 => (Align::Left, place(at + 1) - place(at) - if at == 1 { wide.scaled(10, 100) } else { SIZE }),
            _ => (Align::Right, place(at) - place(at - 1) - SIZE / 2),
        };
        letters.within(text, Point::new(place(at), y), look.aligned(align), room)
    };
    row.iter().enumerate().flat_map(cell).collect()
}
