//! One story area: prepared once, fitted at every height the solver tries; `draw` builds it once.

use std::sync::Arc;

use super::choice::Choice;
use super::copy::{Copy, Cursor, Kind};
use super::cost::{self, Bill};
use super::desk::{Desk, SetLine};
use super::flow::{Aim, Changes, Flow, Placed, flow, mended};
use super::frame::{Frame, Leg};
use super::headline;
use super::heads::{Fit, Heads};
use super::house::House;
use super::inset::Inset;
use super::jump::{Cut, cut};
use super::report::AreaReport;
use super::solid;
use crate::diag::Span;
use crate::geom::{Em, PerMille};
use crate::layout::Area;
use crate::page::TextRef;
use crate::style::Role;

/// A story area with all that does not hang on its height.
pub(super) struct Prepared<'a> {
    /// The area.
    pub area: &'a Area,
    /// Whose text.
    pub of: TextRef,
    /// Where it is placed, for messages.
    pub span: Span,
    /// The text.
    pub copy: Copy,
    /// The head, over the text or at its side.
    pub heads: Heads<'a>,
    /// Boxes inside the area.
    pub insets: Vec<Inset>,
    /// The note 下转, if the story goes on elsewhere.
    pub note: Option<SetLine>,
    /// What the desk ordered cut from the end of the story.
    pub gone: String,
}

impl Prepared<'_> {
    /// All its parts as they are wished.
    pub(super) fn wished(&self) -> Choice {
        let rows = self.insets.iter().map(|inset| inset.picture.rows).collect();
        Choice { rows, ..Choice::default() }
    }
}

/// Lines of the grid for a head or a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// First line.
    pub top: u16,
    /// Lines that there are for it.
    pub rows: u16,
    /// Lines that it lacks, because its area is too low.
    pub wanting: u16,
}

/// A story area at one height.
pub(super) struct Fitted {
    /// The frame, without head and picture.
    pub frame: Frame,
    /// How its parts are set.
    pub choice: Choice,
    /// The lines of the head, and what is to be said of them.
    pub headed: Fit,
    /// Where the head over the text stands.
    pub head: Place,
    /// The insets, each with its left edge in em of the body; `None` for one that is left out.
    pub insets: Vec<Option<(Place, Em)>>,
    /// The lines.
    pub flow: Flow,
    /// Lines that the legs offered.
    pub capacity: u32,
    /// Lines left empty.
    pub empty: u32,
    /// Where the story is cut, when it jumps.
    pub cut: Option<Cut>,
    /// White lines added to the head.
    pub airy: u16,
}

/// White lines that a head may take beyond its wish to use up empty lines.
const MOST_AIRY: u16 = 3;

/// Fits a prepared area into its frame. `mend` is left off while heights are only being compared.
pub(super) fn fit(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice, mend: bool) -> Fitted {
    let plain = at(prepared, frame, choice, (0, 0), mend);
    let spare = plain.empty / u32::from(frame.columns.max(1));
    // Lines off the grid do not follow the white lines of a head.
    let fixed = plain.head.rows + plain.head.wanting == 0 || !frame.upright || frame.own.is_some();
    if prepared.note.is_some() || spare == 0 || fixed {
        return level(prepared, frame, plain, mend);
    }
    let most = u16::try_from(spare).unwrap_or(MOST_AIRY).min(MOST_AIRY);
    let airy = |lines| level(prepared, frame, at(prepared, frame, choice, (lines, 0), mend), mend);
    let best = airy(most);
    if !mend || best.faults() == 0 {
        return best;
    }
    // The white moved a widow to a column top, or a subhead to a foot: less of it may not.
    let less = (0..most).rev().map(airy);
    std::iter::once(best).chain(less).min_by_key(Fitted::faults).unwrap_or(plain)
}

impl Fitted {
    /// The lines that stand in the area: all, or those before the cut.
    pub(super) fn set(&self) -> &[Placed] {
        &self.flow.lines[..self.cut.map_or(self.flow.lines.len(), |cut| cut.keep)]
    }

    /// Lines that stand wrong, and text that does not stand at all.
    fn faults(&self) -> usize {
        let lost = if self.flow.rest.is_some() { 1_000 } else { 0 };
        let faults = self.flow.alone() + self.flow.ragged;
        lost + 2 * faults as usize + self.flow.carried as usize
    }
}

/// Times that the feet are drawn up: what is drawn up is mended anew, and may leave lines again.
const MOST_LEVEL: usize = 4;

/// While whole lines across all columns are empty, the feet are drawn up so that they stay level (M1).
fn level(prepared: &Prepared<'_>, frame: &Frame, fitted: Fitted, mend: bool) -> Fitted {
    if prepared.note.is_some() || !frame.upright {
        return fitted;
    }
    let capacity = fitted.capacity;
    let (mut best, mut higher) = (fitted, 0_u16);
    for _ in 0..MOST_LEVEL {
        let spare = best.flow.empty / u32::from(frame.columns.max(1));
        if spare == 0 {
            break;
        }
        higher += u16::try_from(spare).unwrap_or(u16::MAX);
        let drawn = at(prepared, frame, &best.choice, (best.airy, higher), mend);
        if drawn.flow.rest.is_some() {
            break;
        }
        let empty = drawn.empty + capacity.saturating_sub(drawn.capacity);
        best = Fitted { capacity, empty, ..drawn };
    }
    best
}

/// Fits with so many white lines more at the head, and the feet so many lines higher.
fn at(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice, (airy, higher): (u16, u16), mend: bool) -> Fitted {
    let headed = prepared.heads.fit(frame, choice.head);
    let mut frame = frame.clone();
    let rows = if prepared.heads.beside() { 0 } else { headed.0.rows };
    let wish = if rows == 0 { 0 } else { rows + airy };
    let (top, wanting) = frame.take_head(wish);
    let head = Place { top, rows: wish - wanting, wanting };
    let insets = prepared.insets.iter().zip(&choice.rows).map(|(inset, &wish)| {
        let ((left, _), (top, bottom)) = frame.head_room(&inset.columns);
        let rows = wish.min(bottom - top);
        (wish > 0).then_some((Place { top, rows, wanting: wish - rows }, left))
    });
    let insets: Vec<Option<(Place, Em)>> = insets.collect();
    frame.shorten(higher);
    for (inset, stands) in prepared.insets.iter().zip(&insets) {
        if let Some((place, _)) = stands {
            frame.take_box(inset.columns.clone(), place.top, place.top + place.rows);
        }
    }
    let capacity = frame.capacity();
    let aim = if prepared.note.is_some() { Aim::Part } else { Aim::Whole };
    let start = Cursor::default();
    let flow = if mend {
        mended(&prepared.copy, start, &frame.legs, aim).0
    } else {
        flow(&prepared.copy, start, &frame.legs, &Changes::default())
    };
    let cut = prepared
        .note
        .as_ref()
        .filter(|_| flow.rest.is_some())
        .map(|note| cut(&prepared.copy, &flow, &frame.legs, |last| has_room(prepared, last, note, &frame.legs)));
    let empty = flow.empty;
    let choice = choice.clone();
    Fitted { frame, choice, headed, head, insets, flow, capacity, empty, cut, airy }
}

/// Whether the note has room without taking away a line: the foot is free, or the last line ends a paragraph and
/// leaves the note and one em (B8).
fn has_room(prepared: &Prepared<'_>, last: &Placed, note: &SetLine, legs: &[Leg]) -> bool {
    let Some(foot) = foot(legs) else { return false };
    let piece = &prepared.copy.pieces[last.piece];
    if piece.kind == Kind::Subhead || last.leg > foot {
        return false;
    }
    let at_foot = last.leg == foot && last.row + 1 == legs[foot].bottom;
    let shares = last.line.last
        && matches!(piece.kind, Kind::Paragraph | Kind::Rest)
        && piece.size == note.size
        && last.line.width + note.em_width() + Em::ONE <= legs[last.leg].width;
    !at_foot || shares
}

/// The last leg that has a line: the note stands at its foot.
pub(super) fn foot(legs: &[Leg]) -> Option<usize> {
    legs.iter().rposition(|leg| leg.lines() > 0)
}

/// What a fit costs, term by term (the solver's view of one area).
pub(super) fn price(prepared: &Prepared<'_>, fitted: &Fitted) -> Bill {
    let insets: u16 = fitted.insets.iter().flatten().map(|inset| inset.0.wanting).sum();
    let mut bill = Bill {
        ragged: cost::ragged(fitted.flow.ragged),
        widow: cost::widow(fitted.flow.alone()),
        airy_head: cost::airy_head(fitted.airy),
        too_high: cost::too_high(fitted.head.wanting) + cost::too_high(insets),
        ..Bill::default()
    };
    if let Some(rule) = prepared.note.as_ref().and(prepared.area.jump.as_ref()) {
        let lines = u32::try_from(fitted.flow.lines.len()).unwrap_or(u32::MAX);
        bill.short_part = cost::short_part(u32::from(rule.min_before).saturating_sub(lines));
        // A story that fits whole leaves its other area empty: as bad as its empty lines here.
        bill.underset = if fitted.flow.rest.is_none() { cost::underset(fitted.empty + 10) } else { 0 };
    } else {
        bill.overset = cost::overset(overset_lines(prepared, fitted));
        bill.underset = cost::underset(fitted.empty);
    }
    bill
}

/// Lines that did not fit.
pub(super) fn overset_lines(prepared: &Prepared<'_>, fitted: &Fitted) -> u32 {
    let column = fitted.frame.width / i64::from(fitted.frame.columns.max(1));
    let width = fitted.frame.legs.last().map_or(column, |leg| leg.width);
    match fitted.flow.rest {
        Some(rest) if prepared.note.is_none() => prepared.copy.lines_from(rest, width).max(1),
        _ => 0,
    }
}

/// The account of a fitted area.
pub(super) fn account(prepared: &Prepared<'_>, fitted: &Fitted) -> AreaReport {
    let lines = fitted.set();
    let overset_lines = overset_lines(prepared, fitted);
    let overset_characters = match fitted.flow.rest {
        Some(rest) if overset_lines > 0 => prepared.copy.characters_from(rest),
        _ => 0,
    };
    let width = fitted.frame.legs.first().map(|leg| leg.width).unwrap_or_default();
    let cells = u32::try_from(width.units() / Em::ONE.units()).unwrap_or(0);
    let troubled = |trouble| count(lines, |placed| placed.line.record.troubles.contains(&trouble));
    AreaReport {
        area: prepared.area.id.0,
        story: prepared.of.story.clone(),
        capacity: fitted.capacity,
        lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        characters: lines.iter().map(|placed| characters(prepared, placed)).sum(),
        overset_lines,
        overset_characters,
        underset_lines: fitted.empty,
        underset_characters: fitted.empty * cells,
        squeezed: count(lines, |placed| placed.line.record.shrunk.iter().any(|&em| em > Em::ZERO)),
        loose: troubled(crate::compose::Trouble::Loose),
        unsolid: solid::unsolid(&prepared.copy.pieces, lines),
        head_pt: fitted.headed.0.size.to_pt(),
        residue: fitted.frame.residue,
        height: fitted.frame.bottom - fitted.frame.top,
        cut: prepared.gone.clone(),
        head_wanting: fitted.head.wanting,
        insets: fitted.insets.iter().map(|inset| inset.map_or(0, |(place, _)| place.rows + place.wanting)).collect(),
        inset_wanting: fitted.insets.iter().flatten().map(|inset| inset.0.wanting).sum(),
        blocks: blocks(prepared, lines),
    }
}

/// The blocks of the story with the text of their lines, in order; neither notes nor what ends the story.
fn blocks(prepared: &Prepared<'_>, lines: &[Placed]) -> Vec<(usize, Vec<String>)> {
    let of_story = |placed: &&Placed| {
        let piece = &prepared.copy.pieces[placed.piece];
        matches!(piece.kind, Kind::Paragraph | Kind::Rest | Kind::Subhead) && !prepared.of.story.is_empty()
    };
    let mut blocks: Vec<(usize, Vec<String>)> = Vec::new();
    for placed in lines.iter().filter(of_story) {
        let piece = &prepared.copy.pieces[placed.piece];
        // A note at the head of the line is not the story's.
        let bytes = piece.bytes(placed.line.units.clone());
        let text = piece.text.text[bytes.start.max(piece.foreign).min(bytes.end)..bytes.end].to_owned();
        match blocks.last_mut() {
            Some((block, lines)) if *block == piece.block => lines.push(text),
            _ => blocks.push((piece.block, vec![text])),
        }
    }
    blocks
}

fn characters(prepared: &Prepared<'_>, placed: &Placed) -> u32 {
    prepared.copy.pieces[placed.piece].characters(placed.line.units.clone())
}

fn count(lines: &[Placed], of: impl Fn(&Placed) -> bool) -> u32 {
    u32::try_from(lines.iter().filter(|placed| of(placed)).count()).unwrap_or(u32::MAX)
}

/// Text of the last line of a paragraph.
pub(super) fn last_line(prepared: &Prepared<'_>, fitted: &Fitted, piece: usize) -> String {
    let text = &prepared.copy.pieces[piece].text;
    let last = fitted.flow.lines.iter().rev().find(|placed| placed.piece == piece);
    let unit = |unit: u32| text.units.get(unit as usize).map(|unit| unit.text.clone());
    let range =
        last.and_then(|placed| Some((unit(placed.line.units.start)?, unit(placed.line.units.end.checked_sub(1)?)?)));
    range.map(|(first, last)| text.text[first.start as usize..last.end as usize].to_owned()).unwrap_or_default()
}

/// The note of a jump as a line.
pub(super) fn note_line(desk: &Desk<'_>, area: &Area, text: &str, span: &Span) -> SetLine {
    let house = House::body(desk.layout, area);
    let shaped = Arc::new(desk.text(house, text, Role::JumpNote, span));
    SetLine { scale: PerMille::FULL, ..headline::plain(desk, house, shaped, Role::JumpNote) }
}
