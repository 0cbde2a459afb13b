//! [`price`]: what a fitted area costs, term by term.

use super::cost::{self, Bill, Term};
use super::story::{Care, Fitted, Prepared};

/// What a fit costs, term by term (the solver's view of one area).
pub(super) fn price(prepared: &Prepared<'_>, fitted: &Fitted) -> Bill {
    let insets = fitted.wanting();
    let second = fitted.second.as_ref().map_or(0, |second| second.1.wanting);
    let mut bill = Bill::of(Term::Ragged, cost::ragged(fitted.flow.ragged));
    bill.charge(Term::Widow, cost::widow(fitted.flow.alone()));
    bill.charge(Term::Loose, cost::loose(fitted.flow.loose));
    bill.charge(Term::AiryHead, cost::airy_head(fitted.airy));
    let lines = fitted.set().iter().map(|placed| (placed.piece, &*placed.line));
    bill.charge(Term::Moved, cost::moved(prepared.flowing(fitted.choice.filler).moved(lines)));
    bill.charge(Term::TooHigh, cost::too_high(fitted.head.wanting + insets + second));
    if let Some(leaves) = prepared.leaves.as_ref().filter(|_| fitted.leaving) {
        let lines = fitted.cut.map_or(fitted.flow.count, |cut| u32::try_from(cut.keep).unwrap_or(u32::MAX));
        let wanting = u32::from(leaves.least.0).saturating_sub(lines);
        match &fitted.cut {
            Some(cut) => {
                bill.charge(Term::ShortPart, cost::short_part(wanting + u32::from(cut.wanting)));
                bill.charge(Term::JumpLength, cost::jump_length(cut.off, fitted.empty));
                bill.charge(Term::Torn, cost::torn(cut.end));
            }
            // A story that fits whole leaves its other area empty: as bad as its empty lines here.
            None => {
                bill.charge(Term::ShortPart, cost::short_part(wanting));
                bill.charge(Term::Underset, cost::underset(fitted.empty + 10));
            }
        }
    } else {
        let (over, empty, spaced) = mendable(prepared, fitted);
        bill.charge(Term::Overset, cost::overset(over));
        bill.charge(Term::Underset, cost::underset(empty));
        bill.charge(Term::Spaced, cost::spaced(spaced));
    }
    bill
}

/// Lines too many and too few that stay when letter-space has mended what it can, and the lines that it mends. A flow
/// that was mended has no more to give.
fn mendable(prepared: &Prepared<'_>, fitted: &Fitted) -> (u32, u32, u32) {
    let (over, empty) = (overset_lines(prepared, fitted), fitted.empty);
    let legs = &fitted.frame.legs;
    let even = legs.first().filter(|first| legs.iter().all(|leg| leg.width == first.width));
    let (Care::Count, Some(leg)) = (fitted.care, even) else { return (over, empty, fitted.spaced) };
    if over == 0 && empty <= 1 {
        return (over, empty, 0);
    }
    let (saved, added) = prepared.flowing(fitted.choice.filler).give(leg.width);
    let (less, more) = (over.min(saved), empty.saturating_sub(1).min(added));
    (over - less, empty - more, less + more)
}

/// Lines that did not fit.
pub(super) fn overset_lines(prepared: &Prepared<'_>, fitted: &Fitted) -> u32 {
    let column = fitted.frame.width / i64::from(fitted.frame.columns.max(1));
    let width = fitted.frame.abreast.last().map_or(column, |column| column.1);
    match fitted.flow.rest {
        Some(rest) if fitted.cut.is_none() => prepared.flowing(fitted.choice.filler).lines_from(rest, width).max(1),
        _ => 0,
    }
}
