//! [`rests`]: where the stories of a jump section stand: each as if it had an area of its own, for the checks of make-up.

use super::flow::Placed;
use super::frame::Leg;
use super::opener::{self, Stand};
use super::plan::{AreaPlan, GridBox, HeadPlan, LegPlan};
use super::section::Part;
use super::story::{Fitted, Prepared};
use crate::layout::Grid;

/// The plans of the stories of a section whose own plan is `section`; none of any other area.
pub(super) fn rests(grid: &Grid, prepared: &Prepared<'_>, fitted: &Fitted, section: &AreaPlan) -> Vec<AreaPlan> {
    prepared.parts.iter().map(|part| rest(grid, (prepared, fitted), part, section)).collect()
}

fn rest(grid: &Grid, (prepared, fitted): (&Prepared<'_>, &Fitted), part: &Part, section: &AreaPlan) -> AreaPlan {
    let stand = fitted.flow.heads.iter().find(|stand| stand.piece == part.pieces.start);
    let own = || fitted.set().iter().filter(|placed| part.pieces.contains(&placed.piece));
    let legs = fitted.frame.legs.iter().enumerate().filter_map(|(at, leg)| {
        let rows = || own().filter(|placed| placed.leg == at).map(|placed| placed.row);
        let (first, foot) = (rows().min()?, rows().max()? + 1);
        let place = GridBox { top: first, bottom: next(fitted, at, foot).unwrap_or(leg.bottom), ..column(leg) };
        Some(LegPlan { place, foot, first })
    });
    AreaPlan {
        story: part.story.clone(),
        head: stand.and_then(|stand| head(grid, prepared, fitted, stand)),
        legs: legs.collect(),
        lines: u32::try_from(own().count()).unwrap_or(u32::MAX),
        ..section.clone()
    }
}

/// The line of a column, not over `row`, where the next story or its head begins.
fn next(fitted: &Fitted, leg: usize, row: u16) -> Option<u16> {
    let heads = fitted.flow.heads.iter().filter(|stand| stand.leg == leg).map(|stand| stand.row);
    let lines = fitted.set().iter().filter(|placed: &&Placed| placed.leg == leg).map(|placed| placed.row);
    heads.chain(lines).filter(|&begins| begins >= row).min()
}

fn column(leg: &Leg) -> GridBox {
    GridBox { left: leg.left, right: leg.left + leg.width, top: leg.top, bottom: leg.bottom }
}

fn head(grid: &Grid, prepared: &Prepared<'_>, fitted: &Fitted, stand: &Stand) -> Option<HeadPlan> {
    let leg = fitted.frame.legs.get(stand.leg)?;
    let fit = prepared.copy.opener(stand.piece)?.fit(leg.width)?;
    let place = GridBox { top: stand.row, bottom: stand.row + stand.rows, ..column(leg) };
    let print = opener::print(grid, leg, fit, stand);
    Some(HeadPlan { place, print, size: fit.size, vertical: false, held: false, amid: false })
}
