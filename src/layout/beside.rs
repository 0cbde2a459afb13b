//! What sets an area apart from the grid: vertical writing, a head at its side, own gutter and pitch (standards A10, B6).

use super::area::{Area, AreaRole, Side, SideHead, SideWidth};
use super::drawing::Drawing;
use super::grid::Grid;
use super::parse::gutter;
use super::position::{self, HeadAt};
use super::units::size;
use crate::desk::Reader;
use crate::geom::WritingMode;

const WRITINGS: [(&str, WritingMode); 2] =
    [("horizontal", WritingMode::Horizontal), ("vertical", WritingMode::Vertical)];

/// Reads these keys of one area.
pub(super) fn read(reader: &Reader<'_>, area: &mut Area, drawing: &Drawing, grid: &Grid) {
    area.writing = reader.choice("writing", &WRITINGS).unwrap_or_default();
    area.gutter = reader.node("gutter").and_then(|node| gutter(reader, node));
    area.pitch = pitch(reader, grid);
    position::read(reader, area);
    area.side_head = side_head(reader, area, drawing, grid);
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

/// A strip beside the text, and its width: one basic column if nothing is said.
fn side_head(reader: &Reader<'_>, area: &Area, drawing: &Drawing, grid: &Grid) -> Option<SideHead> {
    let place = area.head_place;
    let at = match place.at {
        HeadAt::Left => Side::Left,
        HeadAt::Right => Side::Right,
        _ => return None,
    };
    let width = place.chars.map_or(SideWidth::Columns(place.columns.unwrap_or(1)), SideWidth::Chars);
    let basic = drawing.map.columns(area.id);
    let over_fold = basic.len() > 1 && grid.fold_column().is_some_and(|fold| basic.contains(&fold));
    let basic = basic.end - basic.start - u16::from(over_fold);
    if let SideWidth::Columns(wide) = width
        && wide >= basic
    {
        let node = ["head_columns", "head_at", "head_writing"].into_iter().find_map(|key| reader.node(key))?;
        let message = format!("the head takes {wide} of the {basic} basic columns of area {}", area.id.0);
        reader.bad(&node.span, message, "nothing is left for the story: take fewer, or say `head_chars`");
        return None;
    }
    Some(SideHead { at, width })
}

/// What does not go with these keys.
pub(super) fn check(reader: &Reader<'_>, area: &mut Area) {
    let vertical = area.writing == WritingMode::Vertical;
    let text = matches!(area.role, AreaRole::Story | AreaRole::Note);
    for key in ["writing", "pitch", "gutter"] {
        let fits = text || (key == "gutter" && area.role == AreaRole::Jumps);
        if let Some(node) = reader.node(key).filter(|_| !fits) {
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
