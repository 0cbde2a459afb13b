//! [`AreaSize`]: what an area holds, before there is anything in it.

use super::heights::extremes;
use super::stand::stand;
use crate::geom::{Em, Length, PerMille, Rect};
use crate::layout::{Area, AreaId, AreaRole, Layout, Rank};
use crate::makeup::frame::{Frame, frame};

/// What an area holds at one height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Lines of the grid from its top to its foot, without the white below it.
    pub height: u16,
    /// Lines for text in all its columns together.
    pub lines: u32,
    /// Characters in those lines, if all are full.
    pub characters: u32,
    /// Characters that are left by a main head of one line, where the layout puts it.
    pub under_head: u32,
    /// Characters that are left by head and insets; an inset without `lines` is guessed as a picture of three to two.
    pub with_insets: u32,
}

/// The main head of an area, of one line at the wished size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadRoom {
    /// The size.
    pub size: Length,
    /// Full characters on the line.
    pub characters: i64,
    /// Lines of the grid that it takes with its white; none for a head at the side or on a picture, which takes no line
    /// from the columns.
    pub lines: u16,
}

/// An area with its measures.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaSize {
    /// Letter.
    pub id: AreaId,
    /// What it is for.
    pub role: AreaRole,
    /// Weight of its story.
    pub rank: Rank,
    /// Columns of text abreast (栏 one below the other in a vertical area).
    pub columns: u16,
    /// Characters of a line, in the narrowest and the widest column.
    pub chars: (i64, i64),
    /// What it holds when its bands are at their least, as in the drawing, and at their most.
    pub least: Capacity,
    /// As in the drawing.
    pub taken: Capacity,
    /// At their most.
    pub most: Capacity,
    /// Its main head, if text stands in it.
    pub head: Option<HeadRoom>,
    /// Its box on the trimmed sheet, as in the drawing.
    pub rect: Rect,
}

/// Whether running text stands in an area of this role.
pub(super) fn has_text(role: AreaRole) -> bool {
    matches!(role, AreaRole::Story | AreaRole::Note)
}

/// The area when the bands have these heights in the drawing; `None` if it is not drawn.
pub(super) fn area(layout: &Layout, area: &Area, taken: &[u16]) -> Option<AreaSize> {
    let drawn = frame(layout, area, taken)?;
    let [least, most] = extremes(layout, area.id);
    let chars = drawn.legs.iter().map(|leg| whole(leg.width, area.body_scale));
    let narrow = chars.clone().min().unwrap_or(0);
    let at = |frame: Option<Frame>| frame.map(|frame| capacity(layout, area, &frame)).unwrap_or_default();
    Some(AreaSize {
        id: area.id,
        role: area.role,
        rank: area.rank,
        columns: drawn.columns,
        chars: (narrow, chars.max().unwrap_or(narrow)),
        least: at(frame(layout, area, &least)),
        most: at(frame(layout, area, &most)),
        head: stand(layout, area, &drawn).head.map(|head| head.0),
        rect: drawn.rect,
        taken: at(Some(drawn)),
    })
}

/// Whole characters of the body in a width.
fn whole(width: Em, scale: PerMille) -> i64 {
    (width.units() * 1000).div_euclid(Em::ONE.units() * i64::from(scale.0.max(1)))
}

fn capacity(layout: &Layout, area: &Area, frame: &Frame) -> Capacity {
    let height = frame.cells.iter().map(|cell| cell.3).max().unwrap_or(frame.top).saturating_sub(frame.top);
    let (lines, characters) = counted(area, frame);
    let stand = stand(layout, area, frame);
    let [under_head, with_insets] = [&stand.headed, &stand.frame].map(|frame| counted(area, frame).1);
    Capacity { height, lines, characters, under_head, with_insets }
}

/// Lines of all columns, and the characters in them.
fn counted(area: &Area, frame: &Frame) -> (u32, u32) {
    let of = |leg: &crate::makeup::frame::Leg| {
        let lines = u32::from(leg.lines());
        (lines, lines * u32::try_from(whole(leg.width, area.body_scale)).unwrap_or(0))
    };
    frame.legs.iter().map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}
