//! [`items`]: a fitted area as things to draw, in reading order.

use super::axis::Axis;
use super::copy::Kind;
use super::desk::{Desk, SetLine};
use super::finish::{Draw, Spread, beside, runs, set_runs};
use super::flow::Placed;
use super::frame::{Frame, Leg};
use super::story::{Fitted, Prepared, foot};
use crate::geom::{Em, Length, Point};
use crate::layout::Area;
use crate::page::{Item, Rule};
use crate::style::{Align, Ink, Role};

/// The items of a fitted area, in reading order: head, text, note, picture.
pub(super) fn items(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Item> {
    let mut items = frame_items(desk, prepared.area, fitted);
    if prepared.heads.beside() {
        items.extend(prepared.heads.beside_items(&fitted.frame, fitted.choice.head, &prepared.of));
    } else {
        items.extend(head_items(desk, prepared, fitted));
    }
    // Readings follow the text, which is thereby found whole and in its order.
    let mut beside = Vec::new();
    for placed in fitted.set() {
        let (text, marks) = line_items(desk, prepared, &fitted.frame, placed);
        items.extend(text);
        beside.extend(marks);
    }
    items.extend(beside);
    let legs = &fitted.frame.legs;
    if let (Some(note), Some(_), Some(foot)) = (&prepared.note, fitted.cut, foot(legs)) {
        items.extend(note_items(desk, prepared, note, (&fitted.frame.axis, &legs[foot])));
    }
    for (inset, stands) in prepared.insets.iter().zip(&fitted.insets) {
        let Some(stands) = *stands else { continue };
        items.extend(inset.items(desk, stands, &prepared.of));
    }
    items
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
    let grid = &desk.layout.grid;
    let head = &fitted.headed.0;
    let left = grid.left + fitted.frame.head.0.at(grid.size);
    // Above, the white between the areas counts too, so that white above equals white below (B6).
    let before = if fitted.frame.top == 0 { Length::ZERO } else { grid.pitch - grid.size };
    let room = grid.pitch * i64::from(fitted.head.rows);
    let above = ((room - head.text - before) / 2).max(Length::ZERO);
    let top = grid.line_top(fitted.head.top) + above;
    // Where the area is too low (which is an error), what does not go into it does not cover its neighbour.
    let inside = head
        .lines
        .iter()
        .filter(|line| fitted.head.wanting == 0 || above + line.y + line.set.size <= grid.height(fitted.head.rows));
    let lines = inside.flat_map(|line| {
        let baseline = top + line.y + line.set.size.scaled(880, 1000);
        set_runs(desk, &line.set, Point::new(left + line.x, baseline), None, &prepared.of)
    });
    lines.collect()
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
    let draw = Draw { size: piece.size, scale: piece.scale, spread, origin, ink: None, of: &prepared.of };
    let (line, text) = (&placed.line, &piece.text);
    (runs(desk, line, text, &draw), beside(desk, line, text, &draw))
}

/// Ground, box and column rules of an area.
fn frame_items(desk: &Desk<'_>, area: &Area, fitted: &Fitted) -> Vec<Item> {
    let mut items = super::furniture::area_frame(desk, area, &fitted.frame);
    if let Some(weight) = area.column_rules {
        let gutters = fitted.frame.gutters();
        let ends = gutters.iter().filter_map(|(one, two)| fitted.frame.axis.rule(one, two));
        items.extend(ends.map(|(from, to)| Item::Rule(Rule { from, to, weight, ink: Ink::BLACK })));
    }
    items
}
