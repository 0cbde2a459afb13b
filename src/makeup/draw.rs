//! [`items`]: a fitted area as things to draw, in reading order.

use super::axis::Axis;
use super::copy::Kind;
use super::desk::{Desk, SetLine};
use super::finish::{Draw, Spread, beside, runs, set_runs};
use super::flow::Placed;
use super::frame::{Frame, Leg};
use super::opener::{self, Stand};
use super::story::{Fitted, Prepared, foot};
use crate::geom::{Em, WritingMode};
use crate::layout::Area;
use crate::page::{Item, PlacedPicture, Rule};
use crate::style::{Align, Ink, Role};

/// The items of a fitted area, in reading order: head, text, note, picture. A picture under the head is drawn before it.
pub(super) fn items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Item> {
    let mut items = frame_items(desk, prepared.area, fitted);
    let under = usize::from(under_head(prepared, fitted));
    items.extend((0..under).flat_map(|at| inset_items(desk, prepared, fitted, at)));
    items.extend(head_items(desk, prepared, fitted));
    // Readings follow the text, which is thereby found whole and in its order.
    let mut beside = Vec::new();
    let mut heads = fitted.flow.heads.iter().peekable();
    for placed in fitted.set() {
        while let Some(head) = heads.next_if(|head| head.piece <= placed.piece) {
            items.extend(part_head(desk, prepared, fitted, head));
        }
        let (text, marks) = line_items(desk, prepared, &fitted.frame, placed);
        items.extend(text);
        beside.extend(marks);
    }
    items.extend(heads.flat_map(|head| part_head(desk, prepared, fitted, head)));
    items.extend(beside);
    let legs = &fitted.frame.legs;
    if let (Some(note), Some(_), Some(foot)) = (&prepared.note, fitted.cut, foot(legs)) {
        items.extend(note_items(desk, prepared, note, (&fitted.frame.axis, &legs[foot])));
    }
    items.extend((under..prepared.insets.len()).flat_map(|at| inset_items(desk, prepared, fitted, at)));
    if let Some(second) = &fitted.second {
        items.extend(prepared.heads.items(second, &prepared.of));
    }
    items
}

/// Whether the head stands on the first inset.
fn under_head(prepared: &Prepared<'_>, fitted: &Fitted) -> bool {
    prepared.heads.on_picture() && fitted.insets.first().is_some_and(Option::is_some)
}

/// The picture under the head, as it is drawn.
pub(super) fn picture_under_head(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Option<PlacedPicture> {
    let items = under_head(prepared, fitted).then(|| inset_items(desk, prepared, fitted, 0))?;
    items.into_iter().find_map(|item| match item {
        Item::Picture(placed) => Some(placed),
        _ => None,
    })
}

fn inset_items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted, at: usize) -> Vec<Item> {
    let stands = fitted.insets.get(at).copied().flatten();
    let inset = prepared.insets.get(at).zip(stands);
    inset.map_or_else(Vec::new, |(inset, stands)| inset.items(desk, stands, &prepared.of))
}

/// The head of a part of a jump section.
fn part_head(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted, stand: &Stand) -> Vec<Item> {
    let Some(opener) = prepared.copy.opener(stand.piece) else { return Vec::new() };
    opener::items(desk, &fitted.frame, (opener, stand), &prepared.text_of(stand.piece))
}

/// The note in the last line of a leg, flush with its end; as narrow as it must be in a very narrow column.
fn note_items(desk: &Desk<'_>, prepared: &Prepared<'_>, note: &SetLine, (axis, leg): (&Axis, &Leg)) -> Vec<Item> {
    let (room, own) = (leg.width.at(axis.cell), note.width());
    let size = if own > room { note.size.scaled(room.units(), own.units()) } else { note.size };
    let note = SetLine { size, ..note.clone() };
    let along = (leg.left + leg.width).at(axis.cell) - note.width();
    set_runs(desk, &note, axis.start(leg.bottom.saturating_sub(1), along), None, &prepared.of)
}

fn head_items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Item> {
    let head = (fitted.headed.clone(), fitted.head);
    match picture_under_head(desk, prepared, fitted) {
        Some(placed) => prepared.heads.lines(&head, Some(prepared.heads.read_on(&head, &placed).ink), &prepared.of),
        None => prepared.heads.items(&head, &prepared.of),
    }
}

/// The text of a line, and what stands beside it.
fn line_items(desk: &Desk<'_>, prepared: &Prepared<'_>, frame: &Frame, placed: &Placed) -> (Vec<Item>, Vec<Item>) {
    let (axis, leg) = (&frame.axis, &frame.legs[placed.leg]);
    let piece = &prepared.copy.pieces[placed.piece];
    let measure = piece.measure(leg.width, axis.cell);
    let spread = Spread::of(&placed.line, placed.tracking, measure);
    let spare = measure - spread.width(&placed.line);
    let shift = match piece.kind {
        Kind::Paragraph | Kind::Rest | Kind::Note => Em::ZERO,
        Kind::End => spare,
        Kind::Subhead => match desk.style(Role::Subhead).align {
            Align::Left => Em::ZERO,
            Align::Center => spare / 2,
            Align::Right => spare,
        },
    };
    let along = leg.left.at(axis.cell) + shift.max(Em::ZERO).at(piece.size).scaled(i64::from(piece.scale.0), 1000);
    let origin =
        if placed.lowered { axis.between(placed.row, along, piece.size) } else { axis.start(placed.row, along) };
    let of = &prepared.text_of(placed.piece);
    let draw = Draw { size: piece.size, scale: piece.scale, spread, origin, ink: None, of };
    let (line, text) = (&placed.line, &piece.text);
    (runs(desk, line, text, &draw), beside(desk, line, text, &draw))
}

/// Ground, box and column rules of an area.
fn frame_items(desk: &Desk<'_>, area: &Area, fitted: &Fitted) -> Vec<Item> {
    let mut items = super::furniture::area_frame(desk, area, &fitted.frame);
    if let Some(weight) = area.column_rules {
        // No rule runs in the fold, where another area stands above or below.
        let grid = &desk.layout.grid;
        let across = fitted.frame.axis.writing == WritingMode::Horizontal;
        let fold = grid.fold_column().filter(|_| across).map(|column| grid.column_left(column));
        let gutters = fitted.frame.gutters();
        let pairs = gutters.iter().filter(|(one, two)| !fold.is_some_and(|fold| one.left < fold && fold < two.left));
        let ends = pairs.filter_map(|(one, two)| fitted.frame.axis.rule(one, two));
        items.extend(ends.map(|(from, to)| Item::Rule(Rule { from, to, weight, ink: Ink::BLACK })));
    }
    items
}
