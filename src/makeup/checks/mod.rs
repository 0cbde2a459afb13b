//! The make-up editor's checks of a finished page (standards B9, M1–M14), each a file of its own.
//!
//! | check | file | on |
//! |---|---|---|
//! | M1, M9 (widows), M11 | `judge`, where the lines are known | the fitted area |
//! | M2, M5 | `beside` | [`PagePlan`] |
//! | M3 | `through` | [`PagePlan`] |
//! | M4, M6, M10 | `order` | [`PagePlan`] |
//! | M7 | `bends` | [`PagePlan`] |
//! | M8, M9 (stubs) | `column` | [`PagePlan`] |
//! | M12 | `overlap` | [`PagePlan`] |
//! | M13 | `numbers` | the finished pages |
//! | M14 | `baselines` | the finished pages |
//! | sizes and places by rank | `ranks` | [`PagePlan`] |

mod baselines;
mod bends;
mod beside;
mod column;
#[cfg(test)]
mod drawn;
mod numbers;
mod order;
mod overlap;
mod price;
mod ranks;
mod through;

use super::Night;
use super::plan::PagePlan;
use crate::diag::Diagnostic;
use crate::edition::Edition;
use crate::layout::Layout;

pub(super) use price::{price_heads, price_shape};

/// Everything that is wrong with how a page is made up.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let checks =
        [beside::check, through::check, order::check, bends::check, column::check, overlap::check, ranks::check];
    checks.iter().flat_map(|check| check(plan)).collect()
}

/// What is wrong with the finished pages of an edition, as their layouts weigh it.
pub(super) fn finished(edition: &Edition, night: &Night) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let stands = numbers::stands(edition, &night.pages);
    for (of, page) in edition.pages.iter().zip(&night.pages) {
        let mut here = numbers::check(edition, of, page, &stands);
        here.extend(baselines::check(of, page));
        found.extend(weighed(&of.layout, here));
    }
    found
}

/// Diagnostics as a layout weighs them (`[checks]`).
pub(super) fn weighed(layout: &Layout, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.into_iter().filter_map(|found| layout.checks.weigh(found)).collect()
}
