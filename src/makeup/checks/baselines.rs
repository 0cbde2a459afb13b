//! M14: the lines of the body stand on the grid of their page, as they are printed.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, rules};
use crate::edition::EditionPage;
use crate::geom::{Length, WritingMode};
use crate::layout::Grid;
use crate::makeup::own::Own;
use crate::page::{Item, Page};
use crate::style::Role;

/// How far a baseline may be off the grid: 0.05 pt.
const NEAR: i64 = Length::PT.units() / 20;

/// What is to be said of baselines off the grid: one diagnostic an area. Areas with lines of their own are left out.
pub(super) fn check(of: &EditionPage, page: &Page) -> Vec<Diagnostic> {
    let grid = &of.layout.grid;
    let areas = of.layout.areas.iter();
    let own: Vec<char> = areas.filter(|(_, area)| Own::of(grid, area).is_some()).map(|(id, _)| id.0).collect();
    let found = off(page, grid).into_iter().filter(|(letter, _)| !own.contains(letter));
    found
        .map(|(letter, (runs, most))| {
            let place = of.places.iter().find(|(id, _)| id.0 == letter).map_or(&of.span, |(_, place)| &place.span);
            let message =
                format!("area {letter}: {runs} runs of the body are off the grid, by {:.2} pt at most", most.to_pt());
            Diagnostic::new(&rules::BASELINE_OFF_GRID, place.clone(), message)
        })
        .collect()
}

/// By area, the runs of the body that are off the grid, and how far at most.
fn off(page: &Page, grid: &Grid) -> BTreeMap<char, (usize, Length)> {
    let mut found: BTreeMap<char, (usize, Length)> = BTreeMap::new();
    for item in &page.items {
        let Item::Glyphs(run) = item else { continue };
        let body = matches!(run.role, Role::Body | Role::Strong | Role::Emphasis | Role::Dateline);
        // Smaller type is the code of a character that no face has, boxed in its cell.
        let body = body && run.size == grid.size;
        if !body || run.writing == WritingMode::Vertical || run.turned {
            continue;
        }
        let over = (run.origin.y - grid.baseline(0)).units().rem_euclid(grid.pitch.units().max(1));
        let by = Length::from_units(over.min(grid.pitch.units() - over));
        if by.units() > NEAR {
            let (runs, most) = found.entry(run.of.area).or_default();
            *runs += 1;
            *most = by.max(*most);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::off;
    use crate::font::FaceId;
    use crate::geom::{Em, Length, PerMille, Point, WritingMode};
    use crate::layout::{Grid, Remainder};
    use crate::page::{Form, GlyphRun, Item, Page, PageNo, PressBoxes, TextRef};
    use crate::style::{Ink, Role};

    fn grid() -> Grid {
        Grid {
            size: Length::PT * 9,
            chars: 8,
            columns: 4,
            gutter: Em::ONE,
            lines: 24,
            pitch: Length::PT * 12,
            remainder: Remainder::Gutter,
            left: Length::MM * 15,
            top: Length::MM * 15,
            fold: None,
        }
    }

    /// A page with a run in area A that is so far, in hundredths of a point, below line 3.
    fn page(role: Role, writing: WritingMode, hundredths: i64) -> Page {
        let y = grid().baseline(3) + Length::PT * hundredths / 100;
        let run = GlyphRun {
            face: FaceId(0),
            size: Length::PT * 9,
            scale: PerMille::FULL,
            ink: Ink::BLACK,
            origin: Point::new(Length::ZERO, y),
            writing,
            turned: false,
            role,
            of: TextRef { story: "lead".into(), area: 'A' },
            text: "文".into(),
            glyphs: Vec::new(),
        };
        let boxes = PressBoxes { width: Length::MM, height: Length::MM, bleed: Length::ZERO };
        Page {
            number: PageNo(1),
            name: String::new(),
            boxes,
            form: Form::default(),
            items: vec![Item::Glyphs(run)],
            zones: Vec::new(),
        }
    }

    #[test]
    fn m14_passes_baselines_on_the_grid_and_what_has_none() {
        let across = WritingMode::Horizontal;
        let none = BTreeMap::new();
        assert_eq!(off(&page(Role::Body, across, 0), &grid()), none);
        assert_eq!(off(&page(Role::Body, across, 5), &grid()), none, "0.05 pt is near enough");
        assert_eq!(off(&page(Role::Body, across, -5), &grid()), none);
        assert_eq!(off(&page(Role::Head, across, 400), &grid()), none, "a head stands where it will");
        assert_eq!(off(&page(Role::Body, WritingMode::Vertical, 400), &grid()), none);
    }

    #[test]
    fn m14_fails_a_baseline_off_the_grid() {
        let across = WritingMode::Horizontal;
        assert_eq!(off(&page(Role::Body, across, 6), &grid()), BTreeMap::from([('A', (1, Length::PT * 6 / 100))]));
        let above = off(&page(Role::Strong, across, -100), &grid());
        assert_eq!(above, BTreeMap::from([('A', (1, Length::PT))]), "a point over its line");
    }
}
