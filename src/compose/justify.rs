//! Widths handed out: the shrink stages of A7.6, the expansion stages of A7.7, and the places of all
//! bodies.
//!
//! Sums are whole units of 1/24,000 em. Each stage is handed out in equal shares, and the units that
//! are left over go one by one to the first places, so that a full line is exactly as wide as its
//! measure.

use super::line::{Line, Record, Trouble, Why};
use super::room::{Break, Room};
use super::snap;
use super::spacing::Text;
use super::stages::{Amounts, Places, adjust};
use super::tables::{Joint, shrink_stages};
use crate::geom::Em;
use crate::shape::CharClass;

/// Where each unit's cell begins on a line, glue included: what `compose` shows as advances.
pub(super) type Starts = Vec<Em>;

/// Sets the line that `room` begins and `chosen` ends; with `starts`, tells where each cell begins.
pub(super) fn set(text: &Text<'_>, room: Room, chosen: Break, starts: Option<&mut Starts>) -> Line {
    let (start, end) = (room.start, chosen.end);
    let last = end == text.len();
    let inner = text.inner(room, chosen);
    let natural = text.natural(room, chosen);
    let short = room.width - natural;
    // The last line of a paragraph is squeezed if it must be, and never opened (A7.8).
    let short = if last { short.min(Em::ZERO) } else { short };
    let amounts = adjust(text, &Places::count(text, start, inner), short);
    let mut record = Record { natural: room.indent + natural, why: chosen.why, ..Record::default() };
    (record.shrunk, record.stretched) = (amounts.shrunk, amounts.stretched);
    record.troubles.extend(chosen.trouble);
    let troubles = [
        (amounts.unfilled, Trouble::Short),
        (amounts.loose, Trouble::Loose),
        (last && start + text.from as usize > 0 && text.is_lone(start), Trouble::LoneChar),
    ];
    record.troubles.extend(troubles.iter().filter(|trouble| trouble.0).map(|trouble| trouble.1));
    if last && matches!(record.why, Why::Full | Why::PushedOut | Why::Paragraph) {
        record.why = Why::End;
    }
    if text.rules.snap {
        record.unsolid = snap::unsolid(text, (start, inner), short != Em::ZERO, room.indented);
    }
    // The width is where the walk over the bodies ends, not a second sum that could differ from it.
    let walked = bodies(text, room, chosen, amounts, starts);
    let unit = |cell: usize| text.from + u32::try_from(cell).unwrap_or(u32::MAX);
    let hyphen = end.checked_sub(1).map(|at| &text.cells[at]).filter(|cell| cell.hyphen > Em::ZERO);
    Line {
        units: unit(start)..unit(end),
        places: walked.places,
        hyphen: hyphen.map(|cell| (walked.hyphen, cell.hyphen_index)),
        width: walked.width,
        hang: walked.hang,
        last,
        record,
    }
}

/// A line at natural width (heads, captions): nothing is shrunk or stretched.
pub(super) fn solid(text: &Text<'_>, room: Room, chosen: Break) -> Line {
    let natural = text.natural(room, chosen);
    set(text, Room { width: natural, ..room }, chosen, None)
}

/// What a walk over the bodies of a line finds.
struct Walked {
    places: Vec<Em>,
    width: Em,
    hang: Em,
    hyphen: Em,
}

/// Where each body begins, and where the line ends.
fn bodies(text: &Text<'_>, room: Room, chosen: Break, mut amounts: Amounts, mut starts: Option<&mut Starts>) -> Walked {
    let mut places = Vec::with_capacity(chosen.end - room.start + 1);
    let inner = text.inner(room, chosen);
    let mut pads = text.rules.snap.then(|| snap::stretches(text, room.start, inner).peekable());
    let mut at = room.indent;
    for place in room.start..inner {
        let cell = &text.cells[place];
        let (lead, trail) = shrink_stages(cell.class);
        let pad = pads.as_mut().and_then(|pads| pads.peek()).copied();
        if place > room.start {
            match cell.joint {
                Joint::Gap => at += cell.gap - amounts.shares[5].take() + amounts.gaps.take(),
                Joint::Plain => at += amounts.plain.take(),
                Joint::Rigid | Joint::Space => {}
            }
        }
        let white = pad.filter(|pad| pad.first == place).map_or(Em::ZERO, |pad| pad.before);
        if let Some(starts) = starts.as_mut() {
            // White before the first body of a line belongs to it; elsewhere to what stands before.
            starts.push(if place == room.start { at } else { at + white });
        }
        at += white;
        if place == room.start {
            at += text.start_lead(place, room.indented);
        } else {
            at += cell.lead;
            if cell.lead > Em::ZERO {
                at -= amounts.shares[lead].take();
            }
        }
        places.push(at);
        at += cell.body;
        if cell.class == CharClass::Wsp {
            at += amounts.spaces.take() - amounts.shares[1].take();
        }
        if place + 1 < inner {
            at += cell.trail;
            if cell.trail > Em::ZERO {
                at -= amounts.shares[trail].take();
            }
        } else if !chosen.hangs {
            at += chosen.trail;
        }
        if let Some(pad) = pad.filter(|pad| pad.end == place + 1) {
            at += pad.after;
            pads.as_mut().and_then(Iterator::next);
        }
    }
    let hyphen = at;
    if inner > room.start && !chosen.hangs {
        at += text.cells[inner - 1].hyphen;
    }
    let hang = if chosen.hangs { text.cells[inner].body } else { Em::ZERO };
    places.push(at);
    places.resize(chosen.end - room.start, at + hang);
    if let Some(starts) = starts {
        starts.push(at);
        starts.resize(chosen.end - room.start + 1, at + hang);
    }
    Walked { places, width: at, hang, hyphen }
}
