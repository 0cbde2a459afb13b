//! Widths handed out: the shrink stages of A7.6, the expansion stages of A7.7, and the places of all
//! bodies.
//!
//! Sums are whole units of 1/24,000 em. Each stage is handed out in equal shares, and the units that
//! are left over go one by one to the first places, so that a full line is exactly as wide as its
//! measure.

use super::line::{Line, Record, Trouble};
use super::room::{Break, Room};
use super::spacing::Text;
use super::tables::{Joint, shrink_stages};
use crate::geom::Em;
use crate::shape::CharClass;

/// Stages of A7.6 and A7.7, counted from 1.
const SHRINK: usize = 6;
const STRETCH: usize = 3;

/// How many places each stage has on a line.
#[derive(Default)]
struct Places {
    shrink: [i64; SHRINK + 1],
    spaces: i64,
    gaps: i64,
    plain: i64,
}

/// One stage's width in equal shares.
#[derive(Clone, Copy, Default)]
struct Share {
    each: i64,
    extra: i64,
}

impl Share {
    fn new(total: Em, places: i64) -> Self {
        if places == 0 {
            return Self::default();
        }
        Self { each: total.units() / places, extra: total.units() % places }
    }

    /// The share of the next place.
    fn take(&mut self) -> Em {
        let more = i64::from(self.extra > 0);
        self.extra -= more;
        Em::from_units(self.each + more)
    }

    /// The largest share.
    fn most(self) -> Em {
        Em::from_units(self.each + i64::from(self.extra > 0))
    }
}

/// What every kind of place gives or takes on one line.
#[derive(Default)]
struct Shares {
    shrink: [Share; SHRINK + 1],
    spaces: Share,
    gaps: Share,
    plain: Share,
}

/// Sets the line that `room` begins and `chosen` ends.
pub(super) fn set(text: &Text<'_>, room: Room, chosen: Break) -> Line {
    let (start, end) = (room.start, chosen.end);
    let last = end == text.len();
    let natural = text.bare_width(start, end, room.indented) + chosen.trail;
    let mut record = Record { natural: room.indent + natural, ..Record::default() };
    record.troubles.extend(chosen.trouble);
    let short = room.width - natural;
    let mut shares = Shares::default();
    if short < Em::ZERO {
        shares = shrink(text, &places(text, start, end), -short, &mut record);
    } else if short > Em::ZERO && !last {
        shares = stretch(text, &places(text, start, end), short, &mut record);
        if shares.plain.most() > text.rules.loose || record.troubles.contains(&Trouble::Loose) {
            add(&mut record, Trouble::Loose);
        }
    }
    if last && start + text.from as usize > 0 && text.is_lone(start) {
        add(&mut record, Trouble::LoneChar);
    }
    // The width is where the walk over the bodies ends, not a second sum that could differ from it.
    let (places, width) = bodies(text, room, chosen, shares);
    let unit = |cell: usize| text.from + u32::try_from(cell).unwrap_or(u32::MAX);
    Line { units: unit(start)..unit(end), places, width, hang: Em::ZERO, last, record }
}

/// A line at natural width (heads, captions): nothing is shrunk or stretched.
pub(super) fn solid(text: &Text<'_>, room: Room, chosen: Break) -> Line {
    let natural = text.bare_width(room.start, chosen.end, false) + chosen.trail;
    let fitting = Room { width: natural, ..room };
    set(text, fitting, chosen)
}

/// How far the widest place of stage 3 would open if the line ended there (A7.9 b).
pub(super) fn opening(text: &Text<'_>, room: Room, chosen: Break) -> Em {
    let short = room.width - text.bare_width(room.start, chosen.end, room.indented) - chosen.trail;
    if short <= Em::ZERO {
        return Em::ZERO;
    }
    let mut record = Record::default();
    let shares = stretch(text, &places(text, room.start, chosen.end), short, &mut record);
    // A line that cannot be filled, or only by tearing words apart, is no repair.
    if record.troubles.is_empty() { shares.plain.most() } else { Em::whole(1000) }
}

fn add(record: &mut Record, trouble: Trouble) {
    if !record.troubles.contains(&trouble) {
        record.troubles.push(trouble);
    }
}

/// Counts the places of each stage.
fn places(text: &Text<'_>, start: usize, end: usize) -> Places {
    let mut places = Places::default();
    let end = text.trimmed(start, end);
    for at in start..end {
        let cell = &text.cells[at];
        let (lead, trail) = shrink_stages(cell.class);
        if at > start {
            match cell.joint {
                Joint::Gap => places.gaps += 1,
                Joint::Plain => places.plain += 1,
                Joint::Rigid | Joint::Space => {}
            }
            places.shrink[lead] += i64::from(cell.lead > Em::ZERO);
        }
        if at + 1 < end {
            places.shrink[trail] += i64::from(cell.trail > Em::ZERO);
        }
        places.spaces += i64::from(cell.class == CharClass::Wsp);
    }
    places.shrink[1] = places.spaces;
    places.shrink[5] = places.gaps;
    places
}

/// A7.6: each stage is used up before the next.
fn shrink(text: &Text<'_>, places: &Places, mut need: Em, record: &mut Record) -> Shares {
    let mut shares = Shares::default();
    for stage in 1..=SHRINK {
        let count = places.shrink[stage];
        let used = need.min(text.limit(stage) * count);
        shares.shrink[stage] = Share::new(used, count);
        record.shrunk[stage - 1] = used;
        need -= used;
    }
    shares
}

/// A7.7: word spaces to ½, gaps to their limit, then every other boundary alike.
///
/// A line that has only boundaries of the first two stages (Latin text in a narrow column) opens
/// those without limit, and is reported as loose; one that has none at all stays short.
fn stretch(text: &Text<'_>, places: &Places, mut need: Em, record: &mut Record) -> Shares {
    let flexible = if text.rules.gap_flex { places.gaps } else { 0 };
    let mut totals = [Em::ZERO; STRETCH];
    totals[0] = need.min((Em::HALF - Em::THIRD) * places.spaces);
    need -= totals[0];
    totals[1] = need.min((text.rules.gap_max - text.rules.gap).max(Em::ZERO) * flexible);
    need -= totals[1];
    record.stretched = totals;
    if need > Em::ZERO {
        record.stretched[2] = need;
        if places.plain > 0 {
            totals[2] = need;
        } else if places.spaces > 0 {
            totals[0] += need;
            add(record, Trouble::Loose);
        } else if flexible > 0 {
            totals[1] += need;
            add(record, Trouble::Loose);
        } else {
            record.stretched[2] = Em::ZERO;
            add(record, Trouble::Short);
        }
    }
    Shares {
        shrink: Default::default(),
        spaces: Share::new(totals[0], places.spaces),
        gaps: Share::new(totals[1], flexible),
        plain: Share::new(totals[2], places.plain),
    }
}

/// Where each body begins, and where the line ends.
fn bodies(text: &Text<'_>, room: Room, chosen: Break, mut shares: Shares) -> (Vec<Em>, Em) {
    let mut places = Vec::with_capacity(chosen.end - room.start);
    let end = text.trimmed(room.start, chosen.end);
    let mut at = room.indent;
    for place in room.start..end {
        let cell = &text.cells[place];
        let (lead, trail) = shrink_stages(cell.class);
        if place == room.start {
            at += text.start_lead(place, room.indented);
        } else {
            match cell.joint {
                Joint::Gap => at += cell.gap - shares.shrink[5].take() + shares.gaps.take(),
                Joint::Plain => at += shares.plain.take(),
                Joint::Rigid | Joint::Space => {}
            }
            at += cell.lead;
            if cell.lead > Em::ZERO {
                at -= shares.shrink[lead].take();
            }
        }
        places.push(at);
        at += cell.body;
        if cell.class == CharClass::Wsp {
            at += shares.spaces.take() - shares.shrink[1].take();
        }
        if place + 1 < end {
            at += cell.trail;
            if cell.trail > Em::ZERO {
                at -= shares.shrink[trail].take();
            }
        } else {
            at += chosen.trail;
        }
    }
    places.resize(chosen.end - room.start, at);
    (places, at)
}
