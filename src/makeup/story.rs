//! One story area: prepared once, fitted at every height the solver tries, built once.

use std::sync::Arc;

use super::copy::{Copy, Cursor, Kind};
use super::desk::{Desk, SetLine};
use super::finish::{Draw, runs, set_runs};
use super::flow::{Aim, Changes, Flow, Placed, flow, mended};
use super::frame::{Frame, Leg};
use super::headline::{self, HeadBox};
use super::jump::{Cut, cut};
use super::picture::PictureBox;
use super::report::AreaReport;
use super::{copy, cost};
use crate::diag::Span;
use crate::geom::{Em, Length, PerMille, Point};
use crate::layout::Area;
use crate::page::{Item, Rule, TextRef};
use crate::style::{Align, Ink, Role};

/// A story area with all that does not hang on its height.
pub(super) struct Prepared<'a> {
    /// The area.
    pub area: &'a Area,
    /// Whose text.
    pub of: TextRef,
    /// Where it is placed, for messages.
    pub span: Span,
    /// The text.
    pub copy: Copy,
    /// The head.
    pub head: HeadBox,
    /// The picture and the first of its columns.
    pub picture: Option<(PictureBox, std::ops::Range<usize>)>,
    /// The note 下转, if the story goes on elsewhere.
    pub note: Option<SetLine>,
}

/// A story area at one height.
pub(super) struct Fitted {
    /// The frame, without head and picture.
    pub frame: Frame,
    /// Lines of the head.
    pub head_rows: u16,
    /// First line of the head.
    pub head_top: u16,
    /// First line of the picture.
    pub picture_top: u16,
    /// The lines.
    pub flow: Flow,
    /// Lines that the legs offered.
    pub capacity: u32,
    /// Lines left empty.
    pub empty: u32,
    /// Where the story is cut, when it jumps.
    pub cut: Option<Cut>,
    /// White lines added to the head.
    pub airy: u16,
}

/// White lines that a head may take beyond its wish to use up empty lines.
const MOST_AIRY: u16 = 3;

/// Fits a prepared area into its frame. `mend` is left off while heights are only being compared.
pub(super) fn fit(prepared: &Prepared<'_>, frame: &Frame, mend: bool) -> Fitted {
    let plain = at(prepared, frame, 0, mend);
    let columns = u32::from(frame.columns.max(1));
    let spare = plain.empty / columns;
    if prepared.note.is_some() || prepared.head.rows == 0 || spare == 0 || !frame.upright {
        return level(prepared, frame, plain, mend);
    }
    let airy = u16::try_from(spare).unwrap_or(MOST_AIRY).min(MOST_AIRY);
    level(prepared, frame, at(prepared, frame, airy, mend), mend)
}

/// If whole lines across all columns are still empty, the feet are drawn up so that they stay level (M1).
fn level(prepared: &Prepared<'_>, frame: &Frame, fitted: Fitted, mend: bool) -> Fitted {
    let spare = fitted.empty / u32::from(frame.columns.max(1));
    if spare == 0 || prepared.note.is_some() || !frame.upright {
        return fitted;
    }
    let spare = u16::try_from(spare).unwrap_or(u16::MAX);
    let mut shorter = frame.clone();
    for leg in &mut shorter.legs {
        leg.bottom = leg.bottom.saturating_sub(spare).max(leg.top + 1);
    }
    let drawn = at(prepared, &shorter, fitted.airy, mend);
    if drawn.flow.rest.is_some() {
        return fitted;
    }
    let (capacity, empty) = (fitted.capacity, drawn.empty + fitted.capacity.saturating_sub(drawn.capacity));
    Fitted { capacity, empty, ..drawn }
}

fn at(prepared: &Prepared<'_>, frame: &Frame, airy: u16, mend: bool) -> Fitted {
    let mut frame = frame.clone();
    let head_top = frame.inner_top();
    let head_rows = if prepared.head.rows == 0 { 0 } else { prepared.head.rows + airy };
    frame.take_head(head_rows);
    let picture_top = frame.inner_top();
    if let Some((picture, columns)) = &prepared.picture {
        frame.take_box(columns.clone(), picture_top, picture_top + picture.rows);
    }
    let capacity = frame.capacity();
    let aim = if prepared.note.is_some() { Aim::Part } else { Aim::Whole };
    let start = Cursor::default();
    let flow = if mend {
        mended(&prepared.copy, start, &frame.legs, aim).0
    } else {
        flow(&prepared.copy, start, &frame.legs, &Changes::default())
    };
    let cut = prepared.note.as_ref().filter(|_| flow.rest.is_some()).and_then(|note| {
        cut(&prepared.copy, &flow, &frame.legs, |index| shares(prepared, &flow.lines[index], note, &frame.legs))
    });
    let empty = flow.empty;
    Fitted { frame, head_rows, head_top, picture_top, flow, capacity, empty, cut, airy }
}

/// Whether a last line ends a paragraph and leaves the note and one em (B8).
fn shares(prepared: &Prepared<'_>, last: &Placed, note: &SetLine, legs: &[Leg]) -> bool {
    let piece = &prepared.copy.pieces[last.piece];
    let at_foot = legs.last().is_some_and(|leg| last.row + 1 == leg.bottom);
    last.line.last
        && at_foot
        && piece.size == note.size
        && last.line.width + note.em_width() + Em::ONE <= legs[last.leg].width
}

/// What a fit costs (the solver's view of one area).
pub(super) fn price(prepared: &Prepared<'_>, fitted: &Fitted) -> i64 {
    let widows = u32::try_from(fitted.flow.widows.len()).unwrap_or(u32::MAX);
    let shape = cost::ragged(fitted.flow.ragged) + cost::widow(widows) + cost::airy_head(fitted.airy);
    if let Some(rule) = prepared.note.as_ref().and(prepared.area.jump.as_ref()) {
        let lines = u32::try_from(fitted.flow.lines.len()).unwrap_or(u32::MAX);
        let missing = u32::from(rule.min_before).saturating_sub(lines);
        // A story that fits whole leaves its other area empty: as bad as its empty lines here.
        let whole = if fitted.flow.rest.is_none() { cost::underset(fitted.empty + 10) } else { 0 };
        return shape + cost::short_part(missing) + whole;
    }
    shape + cost::overset(overset_lines(prepared, fitted)) + cost::underset(fitted.empty)
}

/// Lines that did not fit.
pub(super) fn overset_lines(prepared: &Prepared<'_>, fitted: &Fitted) -> u32 {
    let width = fitted.frame.legs.last().map(|leg| leg.width).unwrap_or(fitted.frame.width);
    match fitted.flow.rest {
        Some(rest) if prepared.note.is_none() => prepared.copy.lines_from(rest, width).max(1),
        _ => 0,
    }
}

/// The items of a fitted area, in reading order: head, text, note, picture.
pub(super) fn items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Item> {
    let mut items = frame_items(desk, prepared.area, fitted);
    items.extend(head_items(desk, prepared, fitted));
    let keep = fitted.cut.map_or(fitted.flow.lines.len(), |cut| cut.keep);
    for placed in &fitted.flow.lines[..keep] {
        items.extend(line_items(desk, prepared, &fitted.frame.legs[placed.leg], placed));
    }
    if let (Some(note), Some(_), Some(leg)) = (&prepared.note, fitted.cut, fitted.frame.legs.last()) {
        let x = desk.layout.grid.left + (leg.left + leg.width).at(desk.layout.grid.size) - note.width();
        let origin = Point::new(x, desk.layout.grid.baseline(leg.bottom.saturating_sub(1)));
        items.extend(set_runs(desk, note, origin, None, &prepared.of));
    }
    if let Some((picture, columns)) = &prepared.picture {
        let left = desk.layout.grid.left + column_left(&fitted.frame, columns.start).at(desk.layout.grid.size);
        items.extend(picture.items(desk, left, fitted.picture_top, &prepared.of));
    }
    items
}

/// Left edges of the columns of a frame, from the left.
fn column_lefts(frame: &Frame) -> Vec<(Em, Em)> {
    let mut columns: Vec<(Em, Em)> = frame.legs.iter().map(|leg| (leg.left, leg.width)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

fn column_left(frame: &Frame, column: usize) -> Em {
    column_lefts(frame).get(column).map_or(frame.left, |column| column.0)
}

/// Width of some columns of a frame with the gutters between them.
pub(super) fn columns_width(frame: &Frame, columns: &std::ops::Range<usize>) -> Em {
    let lefts = column_lefts(frame);
    match (lefts.get(columns.start), columns.end.checked_sub(1).and_then(|last| lefts.get(last))) {
        (Some(first), Some(last)) => last.0 + last.1 - first.0,
        _ => frame.width,
    }
}

fn head_items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Item> {
    let grid = &desk.layout.grid;
    let head = &prepared.head;
    let left = grid.left + fitted.frame.head.0.at(grid.size);
    // Above, the white between the areas counts too, so that white above equals white below (B6).
    let before = if fitted.frame.top == 0 { Length::ZERO } else { grid.pitch - grid.size };
    let free = grid.pitch * i64::from(fitted.head_rows) - head.text;
    let above = ((free - before) / 2).max(Length::ZERO);
    let top = grid.line_top(fitted.head_top) + above;
    let lines = head.lines.iter().flat_map(|line| {
        let baseline = top + line.y + line.set.size.scaled(880, 1000);
        set_runs(desk, &line.set, Point::new(left + line.x, baseline), None, &prepared.of)
    });
    lines.collect()
}

fn line_items(desk: &Desk<'_>, prepared: &Prepared<'_>, leg: &Leg, placed: &Placed) -> Vec<Item> {
    let grid = &desk.layout.grid;
    let piece = &prepared.copy.pieces[placed.piece];
    let measure = piece.measure(leg.width, grid.size);
    let spare = measure - Em::from_units(placed.line.width.units() * i64::from(1000 + placed.tracking.0) / 1000);
    let shift = match piece.kind {
        Kind::Paragraph | Kind::Rest | Kind::Note => Em::ZERO,
        Kind::End => spare,
        Kind::Subhead => match desk.style(Role::Subhead).align {
            Align::Left => Em::ZERO,
            Align::Center => spare / 2,
            Align::Right => spare,
        },
    };
    let x =
        grid.left + leg.left.at(grid.size) + shift.max(Em::ZERO).at(piece.size).scaled(i64::from(piece.scale.0), 1000);
    let baseline = if placed.lowered {
        // In the middle of the white between the line above and the line below its two lines.
        grid.line_top(placed.row) + (grid.pitch + grid.size) / 2 + piece.size.scaled(380, 1000)
    } else {
        grid.baseline(placed.row)
    };
    let origin = Point::new(x, baseline);
    let draw =
        Draw { size: piece.size, scale: piece.scale, spread: placed.tracking, origin, ink: None, of: &prepared.of };
    runs(desk, &placed.line, &piece.text, &draw)
}

/// Ground, box and column rules of an area.
pub(super) fn frame_items(desk: &Desk<'_>, area: &Area, fitted: &Fitted) -> Vec<Item> {
    let grid = &desk.layout.grid;
    let mut items = super::furniture::area_frame(desk, area, &fitted.frame);
    if let Some(weight) = area.column_rules {
        for pair in fitted.frame.legs.windows(2) {
            let (one, two) = (pair[0], pair[1]);
            let x = grid.left + Em::from_units(((one.left + one.width).units() + two.left.units()) / 2).at(grid.size);
            let (top, bottom) = (one.top.max(two.top), one.bottom.max(two.bottom));
            if two.left > one.left && bottom > top {
                let from = Point::new(x, grid.line_top(top));
                let to = Point::new(x, grid.line_top(bottom - 1) + grid.size);
                items.push(Item::Rule(Rule { from, to, weight, ink: Ink::BLACK }));
            }
        }
    }
    items
}

/// The account of a fitted area.
pub(super) fn account(prepared: &Prepared<'_>, fitted: &Fitted) -> AreaReport {
    let keep = fitted.cut.map_or(fitted.flow.lines.len(), |cut| cut.keep);
    let lines = &fitted.flow.lines[..keep];
    let overset_lines = overset_lines(prepared, fitted);
    let overset_characters = match fitted.flow.rest {
        Some(rest) if overset_lines > 0 => prepared.copy.characters_from(rest),
        _ => 0,
    };
    let width = fitted.frame.legs.first().map(|leg| leg.width).unwrap_or_default();
    let cells = u32::try_from(width.units() / Em::ONE.units()).unwrap_or(0);
    let troubled = |trouble| count(lines, |placed| placed.line.record.troubles.contains(&trouble));
    AreaReport {
        area: prepared.area.id.0,
        story: prepared.of.story.clone(),
        capacity: fitted.capacity,
        lines: u32::try_from(keep).unwrap_or(u32::MAX),
        characters: lines.iter().map(|placed| characters(prepared, placed)).sum(),
        overset_lines,
        overset_characters,
        underset_lines: fitted.empty,
        underset_characters: fitted.empty * cells,
        squeezed: count(lines, |placed| placed.line.record.shrunk.iter().any(|&em| em > Em::ZERO)),
        loose: troubled(crate::compose::Trouble::Loose),
        head_pt: prepared.head.size.to_pt(),
        residue: fitted.frame.residue,
        height: fitted.frame.bottom - fitted.frame.top,
    }
}

fn characters(prepared: &Prepared<'_>, placed: &Placed) -> u32 {
    let text = &prepared.copy.pieces[placed.piece].text;
    copy::characters(text, placed.line.units.start, placed.line.units.end)
}

fn count(lines: &[Placed], of: impl Fn(&Placed) -> bool) -> u32 {
    u32::try_from(lines.iter().filter(|placed| of(placed)).count()).unwrap_or(u32::MAX)
}

/// Text of the last line of a paragraph.
pub(super) fn last_line(prepared: &Prepared<'_>, fitted: &Fitted, piece: usize) -> String {
    let text = &prepared.copy.pieces[piece].text;
    let last = fitted.flow.lines.iter().rev().find(|placed| placed.piece == piece);
    let unit = |unit: u32| text.units.get(unit as usize).map(|unit| unit.text.clone());
    let range =
        last.and_then(|placed| Some((unit(placed.line.units.start)?, unit(placed.line.units.end.checked_sub(1)?)?)));
    range.map(|(first, last)| text.text[first.start as usize..last.end as usize].to_owned()).unwrap_or_default()
}

/// The note of a jump as a line.
pub(super) fn note_line(desk: &Desk<'_>, text: &str, span: &Span) -> SetLine {
    let shaped = Arc::new(desk.text(text, Role::JumpNote, span));
    SetLine { scale: PerMille::FULL, ..headline::plain(desk, shaped, Role::JumpNote) }
}
