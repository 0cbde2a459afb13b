//! What a jump is to the two areas that it ties: its notes, and what is to be said of its parts (standards B8).

use super::desk::{Desk, SetLine};
use super::jump::{self, Rest, Rests};
use super::numerals;
use super::report::AreaReport;
use super::story::{self, Fitted, Prepared};
use crate::diag::Diagnostic;
use crate::edition::{Edition, Jump};
use crate::layout::{Area, AreaId};
use crate::page::PageNo;

/// The jump that leaves an area, with its number.
pub(super) fn jump_from(edition: &Edition, page: PageNo, area: AreaId) -> Option<(usize, &Jump)> {
    edition.jumps.iter().enumerate().find(|(_, jump)| jump.from == (page, area))
}

/// The note 下转.
pub(super) fn note_to(desk: &Desk<'_>, area: &Area, jump: &Jump) -> SetLine {
    let notes = &desk.layout.notes;
    story::note_line(desk, area, &numerals::note(&notes.to, jump.to.0, notes), &jump.span)
}

/// Keeps what a part leaves for the page where it goes on, and says what is wrong with the part.
pub(super) fn judge_jump(
    edition: &Edition,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    (index, jump): (usize, &Jump),
    rests: &mut Rests,
) -> Option<Diagnostic> {
    let Some(cut) = fitted.cut else { return Some(jump::not_needed(edition, index)) };
    rests.keep(index, Rest { pieces: prepared.copy.pieces.clone(), cut: cut.at });
    let rule = prepared.area.jump.as_ref()?;
    let lines = u32::try_from(cut.keep).unwrap_or(u32::MAX);
    (lines < u32::from(rule.min_before)).then(|| {
        let part = jump::Part {
            before: true,
            page: jump.from.0,
            area: jump.from.1.0,
            lines,
            least: rule.min_before,
            rule: Some(rule.span.clone()),
        };
        jump::short(edition, index, &part)
    })
}

/// What is wrong with the part of a story after a jump.
pub(super) fn judge_rest(edition: &Edition, report: &AreaReport, index: usize) -> Option<Diagnostic> {
    let jump = &edition.jumps[index];
    let from = edition.page(jump.from.0);
    let rule = from.and_then(|page| page.layout.areas.get(&jump.from.1)).and_then(|area| area.jump.as_ref());
    rule.filter(|rule| report.lines < u32::from(rule.min_after)).map(|rule| {
        let part = jump::Part {
            before: false,
            page: jump.to.0,
            area: report.area,
            lines: report.lines,
            least: rule.min_after,
            rule: Some(rule.span.clone()),
        };
        jump::short(edition, index, &part)
    })
}
