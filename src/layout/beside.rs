//! What sets an area apart from the grid: vertical writing, a head at its side, own gutter and pitch (standards A10, B6).

use super::area::{Area, AreaRole, Side, SideHead, SideWidth};
use super::drawing::Drawing;
use super::grid::Grid;
use super::parse::gutter;
use super::units::{count, size};
use crate::desk::Reader;
use crate::geom::WritingMode;

const WRITINGS: [(&str, WritingMode); 2] =
    [("horizontal", WritingMode::Horizontal), ("vertical", WritingMode::Vertical)];

/// Where a head may stand: `None` is over its story.
const PLACES: [(&str, Option<Side>); 3] = [("over", None), ("left", Some(Side::Left)), ("right", Some(Side::Right))];

/// Reads these keys of one area.
pub(super) fn read(reader: &Reader<'_>, area: &mut Area, drawing: &Drawing, grid: &Grid) {
    area.writing = reader.choice("writing", &WRITINGS).unwrap_or_default();
    area.gutter = reader.node("gutter").and_then(|node| gutter(reader, node));
    area.pitch = pitch(reader, grid);
    area.side_head = side_head(reader, area, drawing);
}

/// Own pitch: lines must not overlap.
fn pitch(reader: &Reader<'_>, grid: &Grid) -> Option<crate::geom::Length> {
    let node = reader.node("pitch")?;
    let pitch = size(reader, "pitch", node, Some(grid.size))?;
    if pitch < grid.size {
        let message = format!("the pitch of {} pt is smaller than the type of {} pt", pitch.to_pt(), grid.size.to_pt());
        reader.bad(&node.span, message, "lines would overlap; marks beside characters need \"1.5em\" or more");
        return None;
    }
    Some(pitch)
}

/// `head_writing`, `head_at`, and the width: one basic column if nothing is said.
fn side_head(reader: &Reader<'_>, area: &Area, drawing: &Drawing) -> Option<SideHead> {
    let writing = reader.choice("head_writing", &WRITINGS);
    let at = reader.choice("head_at", &PLACES);
    let columns = count(reader, "head_columns", "columns", 1..=59);
    let chars = count(reader, "head_chars", "characters", 1..=200);
    let side = match (writing, at) {
        (Some(WritingMode::Vertical), None) => Some(Side::Right),
        (Some(WritingMode::Horizontal), Some(Some(_))) | (Some(WritingMode::Vertical), Some(None)) => {
            let span = reader.node("head_at").map(|node| &node.span)?;
            let message = format!("`head_writing` and `head_at` in {} do not go together", reader.name());
            reader.bad(span, message, "a head over its story is horizontal, one at its side is vertical");
            None
        }
        (_, at) => at.flatten(),
    };
    for key in ["head_columns", "head_chars"] {
        if let Some(node) = reader.node(key).filter(|_| side.is_none()) {
            let message = format!("`{key}` in {} is for a head at the side", reader.name());
            reader.bad(&node.span, message, "add head_at = \"right\", or leave it out");
        }
    }
    let width = match (columns, chars) {
        (Some(_), Some(_)) => {
            let span = &reader.node("head_chars")?.span;
            let message = format!("`head_columns` and `head_chars` in {} both give the width", reader.name());
            reader.bad(span, message, "keep one of the two");
            return None;
        }
        (_, Some(chars)) => SideWidth::Chars(chars),
        (columns, None) => SideWidth::Columns(columns.unwrap_or(1)),
    };
    let basic = drawing.map.columns(area.id);
    let basic = basic.end - basic.start;
    if let (Some(_), SideWidth::Columns(wide)) = (side, width)
        && wide >= basic
    {
        let node = ["head_columns", "head_at", "head_writing"].into_iter().find_map(|key| reader.node(key))?;
        let message = format!("the head takes {wide} of the {basic} basic columns of area {}", area.id.0);
        reader.bad(&node.span, message, "nothing is left for the story: take fewer, or say `head_chars`");
        return None;
    }
    side.map(|at| SideHead { at, width })
}

/// What does not go with these keys.
pub(super) fn check(reader: &Reader<'_>, area: &mut Area) {
    let vertical = area.writing == WritingMode::Vertical;
    let text = matches!(area.role, AreaRole::Story | AreaRole::Note);
    for key in ["writing", "head_writing", "head_at", "pitch", "gutter"] {
        if let Some(node) = reader.node(key).filter(|_| !text) {
            let message = format!("area {} is {} and cannot have `{key}`", area.id.0, area.role.phrase());
            reader.bad(&node.span, message, "it goes with a story or a note");
        }
    }
    let own = if vertical { Some("is vertical") } else { area.pitch.map(|_| "has a pitch of its own") };
    if let (Some(own), Some(inset)) = (own, area.insets.first()) {
        let message = format!("area {} {own} and cannot hold a {}", area.id.0, inset.holds.name());
        reader.bad(&inset.span, message, "give the picture an area of its own with role = \"picture\"");
    }
    if own.is_some() {
        // A picture of the story itself is reported as unplaced.
        area.insets.clear();
        area.insets_refused = true;
    }
    if let Some(node) = reader.node("scale").filter(|_| vertical) {
        let message = format!("`scale` in {} narrows horizontal lines, and the area is vertical", reader.name());
        reader.bad(&node.span, message, "leave it out");
    }
}
