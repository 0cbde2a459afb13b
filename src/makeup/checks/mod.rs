//! The make-up editor's checks of a finished page (standards B9, M1–M14), each a file of its own.

mod bends;
mod beside;
#[cfg(test)]
mod drawn;
mod overlap;
mod price;
mod through;

use super::plan::PagePlan;
use crate::diag::Diagnostic;

pub(super) use price::{price_heads, price_shape};

/// Everything that is wrong with how a page is made up.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    overlap::check(plan)
}
