//! A jump section: the rests of several stories in the columns of one area, each under its head (standards B8).

use std::ops::Range;

use super::choice::HeadWish;
use super::copy::{Copy, Cursor, Piece};
use super::desk::Desk;
use super::frame::Frame;
use super::headline::{self, Parts};
use super::house::House;
use super::jump::Rests;
use super::opener::Opener;
use super::prepare::Prepare;
use super::report::AreaReport;
use super::story::{Fitted, Prepared};
use super::{account, filler, jumphead, onward};
use crate::diag::Diagnostic;
use crate::geom::Em;
use crate::layout::{Area, Rank};

/// One story in a section.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The jump that brings it.
    pub jump: usize,
    /// Its name.
    pub story: String,
    /// Its pieces of the copy.
    pub pieces: Range<usize>,
}

/// The copy of a section, and whose its parts are: the rests that came, in the order in which they are written.
pub(super) fn copy(work: &mut Prepare<'_, '_>, area: &Area, jumps: &[usize], rests: &mut Rests) -> (Copy, Vec<Part>) {
    let desk = work.desk;
    let mut widths: Vec<Em> =
        work.nominal(area).map_or(Vec::new(), |frame| frame.abreast.iter().map(|leg| leg.1).collect());
    widths.sort_unstable();
    widths.dedup();
    let (mut pieces, mut parts, mut heads): (Vec<Piece>, Vec<Part>, Vec<(usize, Parts<'_>)>) = Default::default();
    for &index in jumps {
        let jump = &desk.edition.jumps[index];
        let Some(rest) = rests.take(index) else { continue };
        let note = work.note_from(jump);
        let to = onward::Onward { area, note: &note };
        let own = onward::pieces(desk, &rest.pieces, rest.cut, jump.story, &to);
        let (first, story) = (pieces.len(), desk.edition.story(jump.story).id.clone());
        pieces.extend(own);
        parts.push(Part { jump: index, story, pieces: first..pieces.len() });
        let head = jumphead::lines(desk.edition, jump);
        if !head.is_empty() {
            let rank = work.rest_rank(area, jump);
            heads.push((first, Parts { head: head.into(), jump: true, rank, ..Parts::default() }));
        }
    }
    let openers = openers(work, area, &heads, &widths);
    let mut copy = Copy::new(pieces, desk.layout, House::body(desk.layout, area)).opened(openers);
    for part in &parts {
        copy = copy.signed(desk.edition, desk.edition.jumps[part.jump].story);
    }
    (copy, parts)
}

/// Lines that a head in one column may break into, at least.
const LINES: u16 = 2;

/// The heads of the parts, each with the piece that it stands over. Those of one rank stand at one size: the smallest
/// that any of them needs in any column.
fn openers(work: &mut Prepare<'_, '_>, area: &Area, heads: &[(usize, Parts<'_>)], widths: &[Em]) -> Vec<Opener> {
    let first: Vec<Opener> = heads.iter().map(|head| opener(work.desk, area, head, widths, work.problems)).collect();
    let even = |rank: Option<Rank>| {
        let same = heads.iter().zip(&first).filter(|(head, _)| head.1.rank == rank);
        same.flat_map(|(_, opener)| opener.fits.values().map(|fit| fit.size)).min()
    };
    let at_one_size = heads.iter().zip(&first).map(|(head, opener_of)| {
        let Some(size) = even(head.1.rank) else { return opener_of.clone() };
        let lower = Area { head: Some(size), ..area.clone() };
        opener(work.desk, &lower, head, widths, &mut Vec::new())
    });
    at_one_size.collect()
}

/// The head of a part, fitted to every column that it may stand in.
fn opener(
    desk: &Desk<'_>,
    area: &Area,
    (piece, parts): &(usize, Parts<'_>),
    widths: &[Em],
    problems: &mut Vec<Diagnostic>,
) -> Opener {
    let grid = &desk.layout.grid;
    let rank = desk.layout.heads.ranks.get(&parts.rank.unwrap_or(area.rank));
    let lines = rank.map_or(LINES, |rank| rank.most_lines.max(LINES));
    let wish = HeadWish { lines: Some(lines), ..HeadWish::default() };
    let mut said = Vec::new();
    let fits = widths.iter().map(|&width| {
        // Columns differ by a character at most: what is said of one is said of all.
        said.clear();
        (width, headline::fit(desk, area, parts, (width.at(grid.size), wish), &mut said))
    });
    let fits = fits.collect();
    problems.extend(said);
    Opener { piece: *piece, pitch: grid.pitch, fits }
}

/// The accounts of the parts of a section; together they are that of its area. Without a part it is that of the area.
pub(super) fn accounts(prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<AreaReport> {
    let Some(last) = prepared.parts.len().checked_sub(1) else { return filler::accounts(prepared, fitted) };
    let whole = account::account(prepared, fitted);
    let (set, copy) = (fitted.set(), &prepared.copy);
    let width = overset_width(&fitted.frame);
    let (mut from, mut taken) = (0, 0);
    let mut accounts = Vec::new();
    for (at, part) in prepared.parts.iter().enumerate() {
        let lines = set[from..].iter().take_while(|placed| placed.piece < part.pieces.end).count();
        let range = from..from + lines;
        let mut own = account::account_of(prepared, fitted, range);
        from += lines;
        let head = fitted.flow.heads.iter().find(|stand| stand.piece == part.pieces.start);
        own.story.clone_from(&part.story);
        own.head_pt = head
            .and_then(|stand| copy.opener(stand.piece)?.fit(fitted.frame.legs[stand.leg].width))
            .map_or(0.0, |head| head.size.to_pt());
        own.capacity = own.lines + head.map_or(0, |stand| u32::from(stand.rows));
        if at == last {
            own.capacity = whole.capacity.saturating_sub(taken).max(own.capacity);
            (own.underset_lines, own.underset_characters) = (whole.underset_lines, whole.underset_characters);
        } else {
            (own.underset_lines, own.underset_characters) = (0, 0);
            own.height = 0;
        }
        taken += own.capacity;
        (own.overset_lines, own.overset_characters) = overset(copy, fitted.flow.rest, part, width);
        accounts.push(own);
    }
    accounts
}

/// Lines and characters of a part from the place on where the text of its area did not fit any more.
fn overset(copy: &Copy, rest: Option<Cursor>, part: &Part, width: Em) -> (u32, u32) {
    let Some(rest) = rest else { return (0, 0) };
    let (start, end) = (Cursor { piece: part.pieces.start, unit: 0 }, Cursor { piece: part.pieces.end, unit: 0 });
    let from = rest.max(start).min(end);
    let lines = copy.lines_from(from, width) - copy.lines_from(end, width);
    (lines, copy.characters_from(from) - copy.characters_from(end))
}

/// Width of the column in which what does not fit is counted.
fn overset_width(frame: &Frame) -> Em {
    frame.legs.last().map_or(frame.width, |leg| leg.width)
}
