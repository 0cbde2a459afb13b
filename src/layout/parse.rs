//! Reading a layout: the chain of `extends`, then every table of the merged file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::areas::{REMAINDERS, areas};
use super::checks::checks;
use super::drawing::drawing;
use super::fit::fit;
use super::fold;
use super::grid::{Grid, Sheet};
use super::heads::{folio, heads, notes};
use super::looks::looks;
use super::model::Layout;
use super::setting::settings;
use super::units::{as_length, count, length, not_negative, required_length, size};
use crate::desk::{Node, Problems, Project, Reader, Table, Value, read_text, shown};
use crate::diag::{Diagnostic, Source, Span, Warned, rules};
use crate::geom::{Em, Length};

/// Reads the layout at `path`, which messages call `name`, with all that it extends. What it extends lies in the
/// project of its own folder (see [`Project::around`]).
///
/// # Errors
/// Everything that is wrong with the layout, at once; a file with a mistake of syntax is reported for that alone.
pub fn load(path: &Path, name: &str) -> Result<Warned<Layout>, Vec<Diagnostic>> {
    let problems = Problems::new();
    let project = Project::around(path.parent().unwrap_or(Path::new("")));
    let layout = chain(path, name, &project, &problems).and_then(|(source, table)| {
        let layout = build(source, &table, &problems);
        (problems.errors() == 0).then_some(layout).flatten()
    });
    let problems = problems.into_sorted();
    match layout {
        Some(layout) => Ok(Warned::new(layout, problems)),
        None => Err(problems),
    }
}

/// The named file merged over all that it extends.
fn chain(path: &Path, name: &str, project: &Project, problems: &Problems) -> Option<(Arc<Source>, Table)> {
    let first = problems.keep(read_text(path, name))?;
    let mut seen: Vec<PathBuf> = vec![fs::canonicalize(path).ok()?];
    let mut merged = Table::parse(&first, 0..first.text.len(), problems)?;
    let mut here = (path.to_path_buf(), PathBuf::from(name));
    let mut link = merged.get("extends").cloned();
    while let Some(node) = link {
        let Value::String(written) = &node.value else {
            Reader::new(&merged, "the layout", problems).wrong("extends", &node, "a string");
            return None;
        };
        let folder = |file: &Path| file.parent().map(Path::to_path_buf).unwrap_or_default();
        let next = problems.keep(project.resolve(&folder(&here.0), written, &node.span))?;
        let real = fs::canonicalize(&next).ok()?;
        let shown_name = shown(&folder(&here.1).join(written));
        if seen.contains(&real) {
            let message = format!("this layout extends `{}`, which extends it", shown_name.display());
            problems.push(Diagnostic::new(&rules::EXTENDS_LOOP, node.span.clone(), message));
            return None;
        }
        seen.push(real);
        let source = problems.keep(read_text(&next, &shown_name.to_string_lossy()))?;
        let parent = Table::parse(&source, 0..source.text.len(), problems)?;
        link = parent.get("extends").cloned();
        merged = merged.over(parent);
        here = (next, shown_name);
    }
    Some((first, merged))
}

/// Reads all tables; `None` if anything that the model cannot do without is missing.
fn build(source: Arc<Source>, table: &Table, problems: &Problems) -> Option<Layout> {
    let top = Reader::new(table, "the layout", problems);
    let name = top.string("name").unwrap_or_default().to_owned();
    top.string("extends");
    let (sheet, grid) = paper(&top, problems);
    let grid_table = top.table.get("grid").and_then(|node| top.as_table("grid", node));
    let of = |key: &str| grid.as_ref().zip(grid_table.and_then(|table| table.get(key)).map(|node| &node.span));
    let drawing = sub(&top, "map").and_then(|table| {
        let width = of("columns").map(|(grid, span)| fold::width(grid, span));
        drawing(table, width, of("lines").map(|(grid, span)| (grid.lines, span.clone())), problems)
    });
    let area_tables = top.sub("area");
    let areas = drawing.as_ref().zip(grid.as_ref()).map(|(drawing, grid)| {
        let areas = areas(area_tables, drawing, grid, problems);
        fold::check(drawing, &areas, grid, problems);
        areas
    });
    // Without a grid the styles are still read, so that their mistakes are reported too.
    let body = grid.as_ref().map_or(Length::PT * 9, |grid| grid.size);
    let body_span = grid_table.and_then(|table| table.get("type")).map(|node| node.span.clone());
    let looks = looks(top.sub("style"), body, body_span.as_ref().filter(|_| grid.is_some()), problems);
    let heads = heads(top.sub("heads"), problems);
    let folio = folio(&top);
    let notes = notes(top.sub("notes"), problems);
    let fit = fit(top.sub("fit"), problems);
    let compose = settings(top.sub("compose"), "[compose]".into(), problems);
    let checks = checks(top.sub("checks"), problems);
    top.close();
    Some(Layout {
        source,
        name,
        sheet: sheet?,
        grid: grid?,
        map: drawing?.map,
        areas: areas?,
        styles: looks.sheet,
        face_spans: looks.faces,
        heads,
        folio,
        notes,
        fit,
        compose,
        role_compose: looks.compose,
        checks,
    })
}

/// Sheet and grid, those of two pages if the layout is a spread.
fn paper(top: &Reader<'_>, problems: &Problems) -> (Option<Sheet>, Option<Grid>) {
    let (sheet_table, grid_table) = (sub(top, "sheet"), sub(top, "grid"));
    let mut sheet = sheet_table.and_then(|table| sheet(table, problems));
    let mut grid = grid_table.and_then(|table| grid(table, problems));
    fold::spread(top.sub("spread"), sheet.as_mut(), grid.as_mut(), problems);
    if let (Some(sheet), Some(grid), Some(table)) = (&sheet, &mut grid, grid_table) {
        centre(sheet, grid, &table.span, problems);
        fold::centred(sheet, grid, sheet_table, problems);
    }
    (sheet, grid)
}

/// A table that must be there.
fn sub<'a>(top: &Reader<'a>, key: &'static str) -> Option<&'a Table> {
    top.required(key).and_then(|node| top.as_table(key, node))
}

fn sheet(table: &Table, problems: &Problems) -> Option<Sheet> {
    let reader = Reader::new(table, "[sheet]", problems);
    let trim = reader.required("trim").and_then(|node| {
        let [width, height] = reader.as_list("trim", node)? else {
            reader.bad(
                &node.span,
                "`trim` in [sheet] is a list of width and height".into(),
                "trim = [\"390mm\", \"545mm\"]",
            );
            return None;
        };
        let read = |item| as_length(&reader, "trim", item, None);
        let (width, height) = (read(width), read(height));
        let (width, height) = (width?, height?);
        if width <= Length::ZERO || height <= Length::ZERO {
            reader.bad(&node.span, "the sheet has no size".into(), "");
            return None;
        }
        Some((width, height))
    });
    let bleed = not_negative(&reader, "bleed").unwrap_or(Length::ZERO);
    let top = required_length(&reader, "top");
    let left = length(&reader, "left", None);
    reader.close();
    let (width, height) = trim?;
    Some(Sheet { width, height, bleed, top: top?, left })
}

fn grid(table: &Table, problems: &Problems) -> Option<Grid> {
    let reader = Reader::new(table, "[grid]", problems);
    let body = reader.required("type").and_then(|node| size(&reader, "type", node, None));
    let pitch = reader.required("pitch").and_then(|node| size(&reader, "pitch", node, body));
    let needed = |key: &'static str, what: &str, most: u16| {
        reader.required(key)?;
        count(&reader, key, what, 1..=most)
    };
    let chars = needed("chars", "characters", 200);
    let columns = needed("columns", "columns", 60);
    let lines = needed("lines", "lines", 2000);
    let gutter = reader.node("gutter").and_then(|node| gutter(&reader, node)).unwrap_or(Em::ONE);
    let remainder = reader.choice("remainder", &REMAINDERS).unwrap_or_default();
    if let (Some(body), Some(pitch), Some(node)) = (body, pitch, reader.node("pitch"))
        && pitch < body
    {
        let message = format!("the pitch of {} pt is smaller than the type of {} pt", pitch.to_pt(), body.to_pt());
        reader.bad(&node.span, message, "lines would overlap; papers set 9pt on 11.25pt or 12pt");
    }
    reader.close();
    Some(Grid {
        size: body?,
        chars: chars?,
        columns: columns?,
        gutter,
        lines: lines?,
        pitch: pitch?,
        remainder,
        left: Length::ZERO,
        top: Length::ZERO,
        fold: None,
    })
}

/// A gutter in characters (standards B3).
pub(super) fn gutter(reader: &Reader<'_>, node: &Node) -> Option<Em> {
    characters(reader, "gutter", node)
}

/// White in characters, a multiple of 0.1 (standards B3).
pub(super) fn characters(reader: &Reader<'_>, key: &'static str, node: &Node) -> Option<Em> {
    if let Value::String(_) = node.value {
        let message = format!("`{key}` in {} is counted in characters", reader.name());
        let found = Diagnostic::new(&rules::WRONG_UNIT, node.span.clone(), message);
        reader.problems.push(found.help(format!("write a bare number: {key} = 1.5")));
        return None;
    }
    let number = reader.number(key, node, 0.0..=20.0)?;
    let gutter = Em::from_f64(number);
    let tenth = Em::ONE / 10;
    if gutter.units() % tenth.units() != 0 {
        let message = format!("a {key} of {number} characters is not a multiple of 0.1");
        reader.bad(&node.span, message, "standards B3: gutters are multiples of 0.1 of the body");
    }
    Some(gutter)
}

/// Puts the type area on the sheet, and checks that it lies inside the trim.
fn centre(sheet: &Sheet, grid: &mut Grid, span: &Span, problems: &Problems) {
    grid.top = sheet.top;
    let area = grid.type_area();
    grid.left = sheet.left.unwrap_or((sheet.width - area.w) / 2);
    let area = grid.type_area();
    let sides = [
        ("left", area.x, "wide", area.w, sheet.width),
        ("right", sheet.width - area.right(), "wide", area.w, sheet.width),
        ("top", area.y, "high", area.h, sheet.height),
        ("bottom", sheet.height - area.bottom(), "high", area.h, sheet.height),
    ];
    for (side, margin, way, of_area, of_sheet) in sides {
        if margin < Length::ZERO {
            let message = format!("the type area goes {} over the {side} edge of the sheet", -margin);
            let figures = format!("it is {of_area} {way}, the sheet {of_sheet}");
            problems.push(Diagnostic::new(&rules::GRID_MARGIN, span.clone(), message).help(figures));
            if sheet.left.is_none() && side == "left" {
                return; // Centred: the right edge is over by as much.
            }
        }
    }
}
