//! Where a line ends: the greedy algorithm of standards A7, steps 2–5 and 9–10, and A3's relaxation.

use super::line::{Trouble, Why};
use super::room::{Break, Room};
use super::rules::LineEnd;
use super::spacing::Text;
use super::stages::{Places, adjust};
use crate::geom::Em;

/// What a first look along the text finds.
struct Found {
    /// The last legal break that fits.
    fits: Option<usize>,
    /// The first legal break that does not.
    over: Option<usize>,
}

/// Chooses the break of a line (A7).
pub(super) fn choose(text: &Text<'_>, room: Room) -> Break {
    // 2. The last legal break that fits, and the next one.
    let found = look(text, room);
    if let Some(end) = found.fits.filter(|&end| end == text.len()) {
        return natural_end(text, room, end);
    }
    let opened = found.fits.map(|end| full_or_half(text, room, end, Why::PushedOut));
    let chosen = match (opened, found.over) {
        // 3. Nothing to adjust.
        (Some(opened), _) if text.natural(room, opened) == room.width => Break { why: Why::Full, ..opened },
        // 4. Push in.
        (_, Some(over)) if shrinks(text, room, over) => bare(text, room, over, Why::PushedIn),
        // A8: the mark would have to start the next line.
        (_, Some(over)) if hangs(text, room, over) => hung(over),
        // 5. Push out.
        (Some(opened), _) => opened,
        (None, over) => forced(text, room, over),
    };
    // 9. A single character may not be left over.
    if chosen.end < text.len() && text.is_lone(chosen.end) { without_lone(text, room, chosen) } else { chosen }
}

fn look(text: &Text<'_>, room: Room) -> Found {
    let mut fits = None;
    for end in room.start + 1..=text.len() {
        if !text.legal(end) {
            if text.hopeless(room.start, end, room.width) {
                break;
            }
        } else if text.width(room.start, end, room.indented) <= room.width {
            fits = Some(end);
        } else {
            return Found { fits, over: Some(end) };
        }
    }
    Found { fits, over: None }
}

/// Whether a line that is too wide fits when squeezed (step 4).
pub(super) fn shrinks(text: &Text<'_>, room: Room, end: usize) -> bool {
    text.width(room.start, end, room.indented) - room.width <= text.give(room.start, end)
}

/// A break whose last mark has the least trail that the rules allow.
pub(super) fn bare(text: &Text<'_>, room: Room, end: usize, why: Why) -> Break {
    let full = text.rules.line_end == LineEnd::Full && end < text.len();
    let trail = if full { text.end_trail(room.start, end) } else { Em::ZERO };
    Break { end, trail, hangs: false, trouble: None, why }
}

/// Whether a line that is too wide with its last mark is not without it, and the mark may hang (A8).
pub(super) fn hangs(text: &Text<'_>, room: Room, end: usize) -> bool {
    text.rules.hang && text.may_hang(room.start, end) && text.natural(room, hung(end)) <= room.width
}

/// A break whose last mark hangs.
pub(super) const fn hung(end: usize) -> Break {
    Break { end, trail: Em::ZERO, hangs: true, trouble: None, why: Why::Hung }
}

/// A break whose last mark is half or full by the rule of the line end (A5). `auto` takes what leaves
/// less to adjust; full and squeezed only where the line can be squeezed by that much.
pub(super) fn full_or_half(text: &Text<'_>, room: Room, end: usize, why: Why) -> Break {
    let half = bare(text, room, end, why);
    let trail = text.end_trail(room.start, end);
    if text.rules.line_end != LineEnd::Auto || trail == Em::ZERO {
        return half;
    }
    let short = room.width - text.bare_width(room.start, end, room.indented);
    let over = trail - short;
    let full = over <= Em::ZERO || over < short && over <= text.give(room.start, end);
    if full { Break { trail, ..half } } else { half }
}

/// The end of the paragraph: natural widths, the last mark full where it fits (A7.8).
pub(super) fn natural_end(text: &Text<'_>, room: Room, end: usize) -> Break {
    let trail = text.end_trail(room.start, end);
    let fits = text.bare_width(room.start, end, room.indented) + trail <= room.width;
    let keeps = text.rules.line_end != LineEnd::Half && fits;
    Break { end, trail: if keeps { trail } else { Em::ZERO }, hangs: false, trouble: None, why: Why::End }
}

/// No legal break fits: squeeze the first, else relax A3 within three marks in a row, else leave the
/// line too wide (step 10).
fn forced(text: &Text<'_>, room: Room, over: Option<usize>) -> Break {
    if let Some(end) = over.filter(|&end| shrinks(text, room, end)) {
        return bare(text, room, end, Why::PushedIn);
    }
    let mut relaxed = None;
    for end in room.start + 2..text.len() {
        if text.hopeless(room.start, end, room.width) {
            break;
        }
        if relaxes(text, end) && text.width(room.start, end, room.indented) <= room.width {
            relaxed = Some(end);
        }
    }
    if let Some(end) = relaxed {
        return Break { trouble: Some(Trouble::KinsokuRelaxed), ..full_or_half(text, room, end, Why::Relaxed) };
    }
    let end = over.unwrap_or_else(|| (room.start + 1..text.len()).find(|&end| text.legal(end)).unwrap_or(text.len()));
    let wide = !shrinks(text, room, end);
    Break { trouble: wide.then_some(Trouble::Overfull), ..bare(text, room, end, Why::Forced) }
}

/// Whether a line may begin with `end` by A3's relaxation: the third of three marks in a row, or a later one.
pub(super) fn relaxes(text: &Text<'_>, end: usize) -> bool {
    text.cells[end].free && text.is_third_mark(end)
}

/// Step 9: (a) squeeze the rest in; (b) end the line one break earlier if it does not open too far;
/// (c) leave it, and the last line reports it.
fn without_lone(text: &Text<'_>, room: Room, chosen: Break) -> Break {
    if shrinks(text, room, text.len()) {
        return bare(text, room, text.len(), Why::NoLone);
    }
    let earlier = (room.start + 1..chosen.end).rev().find(|&end| text.legal(end));
    match earlier.map(|end| full_or_half(text, room, end, Why::NoLone)) {
        Some(earlier) if !text.is_lone(earlier.end) && opening(text, room, earlier) <= text.rules.loose => earlier,
        _ => chosen,
    }
}

/// How far the widest place of stage 3 would open if the line ended there (A7.9 b).
fn opening(text: &Text<'_>, room: Room, chosen: Break) -> Em {
    let short = room.width - text.natural(room, chosen);
    if short <= Em::ZERO {
        return Em::ZERO;
    }
    let amounts = adjust(text, &Places::count(text, room.start, text.inner(room, chosen)), short);
    // A line that cannot be filled, or only by tearing words apart, is no repair.
    let torn = amounts.unfilled || amounts.loose && amounts.plain.most() <= text.rules.loose;
    if torn { Em::whole(1000) } else { amounts.plain.most() }
}
