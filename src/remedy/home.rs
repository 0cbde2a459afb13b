//! [`beneath`]: the file that a move belongs to. A regional edition takes pages and places from the edition under it, and
//! what cures these is written there.

use std::sync::Arc;

use super::moves::{Move, Spot};
use crate::diag::Source;
use crate::edition::Edition;

/// The file under this edition in which one of the moves belongs; `None` if all of them go into its own.
#[must_use]
pub fn beneath<'a>(edition: &'a Edition, moves: &[Move]) -> Option<&'a Arc<Source>> {
    let files = moves.iter().filter_map(|made| file(edition, made));
    files.into_iter().find(|file| !Arc::ptr_eq(file, &edition.source))
}

fn file<'a>(edition: &'a Edition, made: &Move) -> Option<&'a Arc<Source>> {
    let page = |number| edition.page(number).map(|page| &page.span.source);
    let place = |(number, area): &Spot| Some(&edition.page(*number)?.places.get(area)?.span.source);
    match made {
        Move::Cut { at, .. }
        | Move::Drop { at, .. }
        | Move::Head { at, .. }
        | Move::Picture { at, .. }
        | Move::Filler { at, .. } => place(at),
        Move::Rows { page: number, .. } => page(*number),
        Move::Jump { from, .. } => page(from.0),
        Move::Lengthen { .. } => None,
    }
}
