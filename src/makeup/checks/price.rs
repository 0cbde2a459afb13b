//! What areas cost each other, from where their heads stand, and what the shape of a page costs.

use super::bends::turns;
use super::beside::{head_beside_head, head_under_head};
use super::through::through_gap;
use crate::layout::AreaId;
use crate::makeup::cost::{self, Bill, Term};
use crate::makeup::plan::PagePlan;

/// The bill for heads that meet (M2, M5), and the areas that another head may part.
pub(in crate::makeup) fn price_heads(plan: &PagePlan) -> (Bill, Vec<AreaId>) {
    let (beside, under) = (head_beside_head(plan), head_under_head(plan));
    let mut bill = Bill::of(Term::HeadsAbreast, cost::heads_abreast(beside.len()));
    bill.charge(Term::HeadUnderHead, cost::head_under_head(under.len()));
    (bill, beside.into_iter().chain(under).flat_map(|(one, other)| [one, other]).collect())
}

/// The bill for white that runs through the page (M3) and for turns of its areas (M7): the drawing decides both.
pub(in crate::makeup) fn price_shape(plan: &PagePlan) -> Bill {
    let bill = Bill::of(Term::GapThrough, cost::gap_through(through_gap(plan).len()));
    bill + Bill::of(Term::Bends, plan.areas.iter().map(|area| cost::bends(turns(area))).sum())
}
