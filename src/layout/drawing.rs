//! `[map]`: the drawn page, read and checked for shape.

use std::ops::Range;

use super::area::{AreaId, Band, Map};
use crate::desk::{Node, Problems, Reader, Table, Value};
use crate::diag::{Diagnostic, Span, rules};

/// A cell of the drawing: band and column.
type Cell = (usize, usize);

/// The map with the place of each of its letters.
pub(super) struct Drawing {
    pub(super) map: Map,
    /// Place of each cell, by band and column.
    places: Vec<Vec<Span>>,
    /// The value of `draw`.
    pub(super) span: Span,
}

/// What a row of the drawing must have.
pub(super) struct Width {
    /// Cells.
    pub(super) cells: u16,
    /// Why, in a message.
    pub(super) says: String,
    /// Where the columns are written.
    pub(super) span: Span,
}

impl Drawing {
    /// Where an area is met first.
    pub(super) fn first(&self, area: AreaId) -> Span {
        self.cells(area).first().map_or_else(|| self.span.clone(), |&cell| self.place(cell))
    }

    fn place(&self, (band, column): Cell) -> Span {
        self.places[band][column].clone()
    }

    fn at(&self, (band, column): Cell) -> AreaId {
        self.map.cells[band][column]
    }

    fn cells(&self, area: AreaId) -> Vec<Cell> {
        self.all().filter(|&cell| self.at(cell) == area).collect()
    }

    fn all(&self) -> impl Iterator<Item = Cell> + '_ {
        self.map.cells.iter().enumerate().flat_map(|(band, row)| (0..row.len()).map(move |column| (band, column)))
    }

    /// The cells that can be reached from `start` by steps that stay where `inside` holds; the eight neighbours
    /// count if `corners`, else the four.
    fn reach(&self, start: Vec<Cell>, corners: bool, inside: impl Fn(AreaId) -> bool) -> Vec<Cell> {
        let mut reached = start;
        let mut next = 0;
        while let Some(&(band, column)) = reached.get(next) {
            next += 1;
            let rows = band.saturating_sub(1)..=(band + 1).min(self.map.cells.len() - 1);
            for row in rows {
                for col in column.saturating_sub(1)..=(column + 1).min(self.map.cells[row].len() - 1) {
                    let straight = row == band || col == column;
                    if (corners || straight) && inside(self.at((row, col))) && !reached.contains(&(row, col)) {
                        reached.push((row, col));
                    }
                }
            }
        }
        reached
    }
}

/// Reads `[map]` for rows of this width and a grid of `lines` lines. `None` if the shape cannot be understood.
pub(super) fn drawing(
    table: &Table,
    columns: Option<Width>,
    lines: Option<(u16, Span)>,
    problems: &Problems,
) -> Option<Drawing> {
    let reader = Reader::new(table, "[map]", problems);
    let rows = reader.required("rows").and_then(|node| Some((reader.as_list("rows", node)?, node)));
    let draw = reader.required("draw").and_then(|node| Some((reader.as_string("draw", node)?, node)));
    let bands: Option<Vec<(Band, Span)>> = rows.and_then(|(list, node)| {
        let bands = bands(&reader, list);
        if let (Some(bands), Some((lines, grid))) = (&bands, lines)
            && let Some((message, help)) = height_fault(bands, lines)
        {
            let found = Diagnostic::new(&rules::MAP_HEIGHT, node.span.clone(), message);
            problems.push(found.also(grid, "the lines of a column").help(help));
        }
        bands
    });
    let drawn = draw.and_then(|(text, node)| cells(text, node, columns, problems));
    reader.close();
    let (bands, (cells, places)) = (bands?, drawn?);
    let (rows, draw) = (rows?.1, draw?.1);
    if bands.len() != cells.len() {
        let message = format!("{} rows are drawn, but rows = [...] has {} heights", cells.len(), bands.len());
        let found = Diagnostic::new(&rules::MAP_SHAPE, rows.span.clone(), message);
        problems.push(found.also(draw.span.clone(), "the drawing"));
        return None;
    }
    let drawing = Drawing { map: Map { bands, cells }, places, span: draw.span.clone() };
    check_islands(&drawing, problems);
    check_holes(&drawing, problems);
    Some(drawing)
}

/// The entries of `rows`; `None` if any of them cannot be understood.
pub(super) fn bands(reader: &Reader<'_>, list: &[Node]) -> Option<Vec<(Band, Span)>> {
    let bands: Vec<Option<(Band, Span)>> = list.iter().map(|item| band(reader, item)).collect();
    bands.into_iter().collect()
}

/// One entry of `rows`: `22`, `"30..44"`, `"*"`.
fn band(reader: &Reader<'_>, node: &Node) -> Option<(Band, Span)> {
    let band = match &node.value {
        Value::Integer(_) => Band::Lines(reader.as_whole("rows", node, 1..=2000)?),
        Value::String(text) if text == "*" => Band::Free,
        Value::String(text) => {
            let ends = text.split_once("..").and_then(|(from, to)| {
                Some((from.trim().parse::<u16>().ok()?, to.trim_start_matches('=').trim().parse::<u16>().ok()?))
            });
            match ends {
                Some((from, to)) if 1 <= from && from < to => Band::Range(from, to),
                _ => {
                    let help = "a height is a number of lines (22), a range for the solver (\"30..44\"), or \"*\"";
                    reader.bad(&node.span, format!("`rows` in {} cannot have \"{text}\"", reader.name()), help);
                    return None;
                }
            }
        }
        _ => {
            reader.wrong("rows", node, "a list of numbers, ranges and \"*\"");
            return None;
        }
    };
    Some((band, node.span.clone()))
}

/// Why bands cannot make up a column of so many lines, and what to do about it.
pub(super) fn height_fault(bands: &[(Band, Span)], lines: u16) -> Option<(String, String)> {
    let map = Map { bands: bands.to_vec(), cells: Vec::new() };
    let (least, most) = map.height(0..bands.len());
    let fixed = most == Some(least);
    let lines = u32::from(lines);
    let message = if fixed && least != lines {
        format!("the bands are {least} lines high together, and the column has {lines}")
    } else if least > lines {
        format!("the bands need at least {least} lines, and the column has {lines}")
    } else if most.is_some_and(|most| most < lines) {
        format!("the bands reach at most {} lines, and the column has {lines}", most.unwrap_or(0))
    } else {
        return None;
    };
    let help = match least.saturating_sub(lines) {
        0 => "give the rest to one band with \"*\"".to_owned(),
        1 => "take away 1 line".to_owned(),
        lines => format!("take away {lines} lines"),
    };
    Some((message, help))
}

/// Letters and places of the drawn rows.
type Cells = (Vec<Vec<AreaId>>, Vec<Vec<Span>>);

fn cells(text: &str, node: &Node, columns: Option<Width>, problems: &Problems) -> Option<Cells> {
    let raw = &node.span.source.text[node.span.range.clone()];
    // Drawn with escapes the letters cannot be found in the file: then the whole drawing is the place.
    let base = raw.find(text).map(|at| node.span.range.start + at);
    let place = |range: Range<usize>| match base {
        Some(base) => Span::new(&node.span.source, range.start + base..range.end + base),
        None => node.span.clone(),
    };
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    let before = problems.errors();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let letters: Vec<(usize, char)> = line.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let body = at..at + line.trim_end().len();
        let start = at;
        at += line.len();
        if letters.is_empty() {
            continue;
        }
        for &(byte, c) in letters.iter().filter(|(_, c)| !c.is_alphanumeric() && *c != '.') {
            let span = place(start + byte..start + byte + c.len_utf8());
            let found = Diagnostic::new(&rules::MAP_SHAPE, span, format!("`{c}` cannot be an area"));
            problems.push(found.help("an area is a letter or a digit; `.` is white on purpose"));
        }
        if let Some(width) = &columns
            && letters.len() != usize::from(width.cells)
        {
            let message = format!("this row has {} cells, and {}", letters.len(), width.says);
            let found = Diagnostic::new(&rules::MAP_SHAPE, place(body), message);
            problems.push(found.also(width.span.clone(), "columns of the grid"));
        }
        rows.push(letters.iter().map(|&(_, c)| AreaId(c)).collect::<Vec<_>>());
        places.push(letters.iter().map(|&(byte, c)| place(start + byte..start + byte + c.len_utf8())).collect());
    }
    if rows.is_empty() {
        problems.push(Diagnostic::new(&rules::MAP_SHAPE, node.span.clone(), "the drawing is empty"));
    }
    (columns.is_some() && problems.errors() == before).then_some((rows, places))
}

fn check_islands(drawing: &Drawing, problems: &Problems) {
    for area in drawing.map.letters() {
        let cells = drawing.cells(area);
        let joined = drawing.reach(vec![cells[0]], false, |letter| letter == area);
        if let Some(&apart) = cells.iter().find(|cell| !joined.contains(cell)) {
            let message = format!("area {} is in two places that do not touch", area.0);
            let found = Diagnostic::new(&rules::MAP_ISLAND, drawing.place(apart), message).label("this island");
            problems.push(found.also(drawing.place(cells[0]), "and this one"));
        }
    }
}

fn check_holes(drawing: &Drawing, problems: &Problems) {
    let last_band = drawing.map.cells.len() - 1;
    let edge = |&(band, column): &Cell| {
        band == 0 || column == 0 || band == last_band || column + 1 == drawing.map.cells[band].len()
    };
    for area in drawing.map.letters() {
        let open: Vec<Cell> = drawing.all().filter(edge).filter(|&cell| drawing.at(cell) != area).collect();
        let outside = drawing.reach(open, true, |letter| letter != area);
        let hole = drawing.all().find(|cell| drawing.at(*cell) != area && !outside.contains(cell));
        if let Some(cell) = hole {
            let message = format!("area {} has a hole with {} in it", area.0, drawing.at(cell).0);
            let found = Diagnostic::new(&rules::MAP_HOLE, drawing.place(cell), message).label("shut in");
            problems.push(found.also(drawing.first(area), format!("area {} begins here", area.0)));
        }
    }
}
