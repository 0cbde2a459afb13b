//! [`PagePlan`]: what stands where on a page, in characters and lines: for the checks of make-up (standards B9) and for
//! what areas cost each other.

use super::frame::{Frame, Leg};
use super::story::{Fitted, Prepared};
use crate::diag::Span;
use crate::geom::{Em, Length};
use crate::layout::{Area, AreaId, AreaRole, Rank};

/// A box on the grid of the page: characters from the left edge of the type area, lines from its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridBox {
    /// Left edge.
    pub left: Em,
    /// Right edge.
    pub right: Em,
    /// First line.
    pub top: u16,
    /// Line after the last.
    pub bottom: u16,
}

/// A head where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadPlan {
    /// Its box, with its white.
    pub place: GridBox,
    /// Size of its main lines.
    pub size: Length,
    /// Whether its lines run down.
    pub vertical: bool,
}

/// A column part with what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LegPlan {
    /// The lines that it offers.
    pub place: GridBox,
    /// Line after the last that text stands in; the first if it is empty.
    pub foot: u16,
    /// First line that text stands in.
    pub first: u16,
}

/// An area with what stands in it.
#[derive(Clone, Debug)]
pub(super) struct AreaPlan {
    /// Letter.
    pub id: AreaId,
    /// What it is for.
    pub role: AreaRole,
    /// Weight of its story.
    pub rank: Rank,
    /// Story, by name; empty for furniture.
    pub story: String,
    /// Where it is filled, or drawn if nothing fills it.
    pub span: Span,
    /// Whether a box or a ground holds it from its neighbours.
    pub boxed: bool,
    /// Boxes that make it up: one, or several if it is stepped.
    pub parts: Vec<GridBox>,
    /// Its head.
    pub head: Option<HeadPlan>,
    /// Its column parts, in the order of reading; none if its lines leave the grid.
    pub legs: Vec<LegPlan>,
    /// Boxes inside it.
    pub insets: Vec<GridBox>,
    /// Whether its text goes on elsewhere.
    pub jumps: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct PagePlan {
    /// Lines of the type area.
    pub lines: u16,
    /// Width of the type area.
    pub width: Em,
    /// Areas in the order of reading.
    pub areas: Vec<AreaPlan>,
}

/// The plan of an area that holds no running text.
pub(super) fn furniture(area: &Area, frame: &Frame, span: &Span) -> AreaPlan {
    let of = |&(left, width, top, bottom): &(Em, Em, u16, u16)| GridBox { left, right: left + width, top, bottom };
    AreaPlan {
        id: area.id,
        role: area.role,
        rank: area.rank,
        story: String::new(),
        span: span.clone(),
        boxed: area.frame.is_some(),
        parts: frame.cells.iter().map(of).collect(),
        head: None,
        legs: Vec::new(),
        insets: Vec::new(),
        jumps: false,
    }
}

/// The plan of a fitted story area.
pub(super) fn text(prepared: &Prepared<'_>, fitted: &Fitted) -> AreaPlan {
    let (area, frame) = (prepared.area, &fitted.frame);
    let legs = if frame.own.is_some() { Vec::new() } else { legs(&frame.legs, fitted) };
    let inset = |(at, stands): (usize, &Option<(super::story::Place, Em)>)| {
        let (place, left) = (*stands)?;
        let right = left + prepared.insets.get(at).map(|inset| inset.width).unwrap_or_default();
        Some(GridBox { left, right, top: place.top, bottom: place.top + place.rows })
    };
    AreaPlan {
        story: prepared.of.story.clone(),
        head: head(prepared, fitted),
        legs,
        insets: fitted.insets.iter().enumerate().filter_map(inset).collect(),
        jumps: fitted.cut.is_some(),
        ..furniture(area, frame, &prepared.span)
    }
}

fn head(prepared: &Prepared<'_>, fitted: &Fitted) -> Option<HeadPlan> {
    let (frame, size) = (&fitted.frame, fitted.headed.0.size);
    if fitted.headed.0.lines.is_empty() {
        return None;
    }
    let vertical = prepared.heads.beside();
    let ((left, width), (top, bottom)) = match frame.side.filter(|_| vertical) {
        Some(strip) => (strip, frame.rows),
        None => (frame.head, (fitted.head.top, fitted.head.top + fitted.head.rows)),
    };
    Some(HeadPlan { place: GridBox { left, right: left + width, top, bottom }, size, vertical })
}

fn legs(legs: &[Leg], fitted: &Fitted) -> Vec<LegPlan> {
    let of = |(at, leg): (usize, &Leg)| {
        let rows = || fitted.set().iter().filter(|placed| placed.leg == at).map(|placed| placed.row);
        let place = GridBox { left: leg.left, right: leg.left + leg.width, top: leg.top, bottom: leg.bottom };
        LegPlan { place, foot: rows().max().map_or(leg.top, |row| row + 1), first: rows().min().unwrap_or(leg.top) }
    };
    legs.iter().enumerate().map(of).collect()
}
