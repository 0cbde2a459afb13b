//! `[spread]`: a page over two pages of the paper (跨版, 通版), and what stands at its fold (standards B7).

use std::collections::BTreeMap;

use super::area::{Area, AreaId};
use super::drawing::{Drawing, Width};
use super::grid::{Fold, Grid, Sheet};
use super::parse::characters;
use super::units::count;
use crate::desk::{Problems, Reader, Table};
use crate::diag::{Diagnostic, Span, rules};
use crate::geom::{Em, WritingMode};

/// Reads `[spread]` and makes grid and sheet those of two pages.
pub(super) fn spread(table: Option<&Table>, sheet: Option<&mut Sheet>, grid: Option<&mut Grid>, problems: &Problems) {
    let Some(table) = table else { return };
    let reader = Reader::new(table, "[spread]", problems);
    let width = reader.required("fold").and_then(|_| count(&reader, "fold", "characters", 0..=200));
    let gap = reader.node("gap").and_then(|node| characters(&reader, "gap", node));
    reader.close();
    if let Some(sheet) = sheet {
        sheet.width = sheet.width * 2;
    }
    let (Some(grid), Some(width)) = (grid, width) else { return };
    grid.fold = Some(Fold { width: Em::whole(i64::from(width)), gap: gap.unwrap_or(grid.gutter) });
    grid.columns = grid.columns * 2 + u16::from(width > 0);
}

/// What a row of the drawing must have, `columns` being where the basic columns are written.
pub(super) fn width(grid: &Grid, columns: &Span) -> Width {
    let (half, cells) = (grid.page_columns(), grid.columns);
    let says = match grid.fold {
        None => format!("the grid has {cells} columns"),
        Some(_) if grid.fold_column().is_some() => format!("the spread has {cells}: {half}, the fold, {half}"),
        Some(_) => format!("the spread has {cells}: {half} and {half}"),
    };
    Width { cells, says, span: columns.clone() }
}

/// The fold column lies on the fold: a spread has equal margins at its sides.
pub(super) fn centred(sheet: &Sheet, grid: &Grid, table: Option<&Table>, problems: &Problems) {
    let middle = (sheet.width - grid.type_area().w) / 2;
    let node = table.and_then(|table| table.get("left")).filter(|_| grid.fold.is_some() && grid.left != middle);
    if let Some(node) = node {
        let message = format!("a margin of {} at the left puts the spread beside its fold", grid.left);
        let found = Diagnostic::new(&rules::FOLD_AREA, node.span.clone(), message);
        problems.push(found.help(format!("the margins of this spread are {middle} at both sides")));
    }
}

/// Areas that enter the fold and do not come out, or that have lines in it.
pub(super) fn check(drawing: &Drawing, areas: &BTreeMap<AreaId, Area>, grid: &Grid, problems: &Problems) {
    let Some(fold) = grid.fold_column() else { return };
    for area in areas.values() {
        let bands = drawing.map.bands(area.id);
        let runs = bands.flat_map(|band| drawing.map.runs(area.id, band)).filter(|run| run.contains(&fold));
        let (mut half, mut across) = (false, false);
        for run in runs {
            let sides = (run.start < fold, run.end > fold + 1);
            half |= sides.0 != sides.1;
            across |= sides.0 && sides.1;
        }
        let lines = match area.writing {
            WritingMode::Vertical => Some("vertical lines"),
            WritingMode::Horizontal if area.columns.is_none() => area.pitch.map(|_| "a pitch of its own"),
            WritingMode::Horizontal => None,
        };
        let letter = area.id.0;
        let (message, help) = match lines {
            _ if half => (
                format!("area {letter} enters the fold and does not come out on the other page"),
                "draw it over the fold to the other page, or end it before the fold",
            ),
            Some(lines) if across => (
                format!("area {letter} crosses the fold and has {lines}"),
                "give each page an area of its own; horizontal lines of another pitch can have `columns` over the whole width",
            ),
            _ => continue,
        };
        let found = Diagnostic::new(&rules::FOLD_AREA, drawing.first(area.id), message);
        problems.push(found.also(area.span.clone(), "the area").help(help));
    }
}
