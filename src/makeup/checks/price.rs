//! [`price`]: what areas cost each other, from where their heads stand.

use super::bends::turns;
use super::beside::{head_beside_head, head_under_head};
use super::through::through_gap;
use crate::layout::AreaId;
use crate::makeup::cost::{self, Bill, Term};
use crate::makeup::plan::PagePlan;

/// The bill of a page for what its areas are to each other, and the areas that could change it by another head.
pub(in crate::makeup) fn price(plan: &PagePlan) -> (Bill, Vec<AreaId>) {
    let (beside, under) = (head_beside_head(plan), head_under_head(plan));
    let mut bill = Bill::of(Term::HeadsAbreast, cost::heads_abreast(beside.len()));
    bill.charge(Term::HeadUnderHead, cost::head_under_head(under.len()));
    bill.charge(Term::GapThrough, cost::gap_through(through_gap(plan).len()));
    bill.charge(Term::Bends, plan.areas.iter().map(|area| cost::bends(turns(area))).sum());
    (bill, beside.into_iter().chain(under).flat_map(|(one, other)| [one, other]).collect())
}
