//! The stages of A7.6 and A7.7: how many places each has on a line, and what each gives or takes.

use super::spacing::Text;
use super::tables::{Joint, shrink_stages};
use crate::geom::Em;
use crate::shape::CharClass;

/// Stages of A7.6 and A7.7, counted from 1.
const SHRINK: usize = 6;
const STRETCH: usize = 3;

/// How many places each stage has on a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Shrinking, by stage from 1; 1 are the word spaces and 5 the gaps.
    pub(super) shrink: [i32; SHRINK + 1],
    /// Boundaries of stage 3 of expansion.
    pub(super) plain: i32,
}

impl Places {
    /// Counts the places of a line `start..end` that has no spaces at its end.
    pub(super) fn count(text: &Text<'_>, start: usize, end: usize) -> Self {
        let mut places = Self::default();
        for (at, cell) in (start..end).zip(&text.cells[start..end]) {
            if at > start {
                places.add_before(cell.joint, shrink_stages(cell.class).0, cell.lead);
            }
            places.add_body(cell.class, if at + 1 < end { cell.trail } else { Em::ZERO });
        }
        places
    }

    /// The places before a body: the boundary and the white of the mark.
    pub(super) fn add_before(&mut self, joint: Joint, stage: usize, lead: Em) {
        match joint {
            Joint::Gap => self.shrink[5] += 1,
            Joint::Plain => self.plain += 1,
            Joint::Rigid | Joint::Space => {}
        }
        self.shrink[stage] += i32::from(lead > Em::ZERO);
    }

    /// The places of a body and after it.
    pub(super) fn add_body(&mut self, class: CharClass, trail: Em) {
        self.shrink[1] += i32::from(class == CharClass::Wsp);
        self.shrink[shrink_stages(class).1] += i32::from(trail > Em::ZERO);
    }

    /// These places without those of `other`.
    pub(super) fn without(mut self, other: &Self) -> Self {
        for (own, other) in self.shrink.iter_mut().zip(other.shrink) {
            *own -= other;
        }
        self.plain -= other.plain;
        self
    }

    fn at(&self, stage: usize) -> i64 {
        self.shrink[stage].into()
    }
}

/// One stage's width in equal shares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    each: i64,
    extra: i64,
}

impl Share {
    fn new(total: Em, places: i64) -> Self {
        if places == 0 || total == Em::ZERO {
            return Self::default();
        }
        Self { each: total.units() / places, extra: total.units() % places }
    }

    /// The share of the next place.
    #[inline]
    pub(super) fn take(&mut self) -> Em {
        let more = i64::from(self.extra > 0);
        self.extra -= more;
        Em::from_units(self.each + more)
    }

    /// The largest share.
    pub(super) fn most(self) -> Em {
        Em::from_units(self.each + i64::from(self.extra > 0))
    }
}

/// What is done to a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    /// Taken away, by stage from 1.
    pub(super) shrunk: [Em; SHRINK],
    /// Added, by stage from 1.
    pub(super) stretched: [Em; STRETCH],
    /// Each place's part in shrinking, by stage from 1.
    pub(super) shares: [Share; SHRINK + 1],
    /// Each word space's part in stretching.
    pub(super) spaces: Share,
    /// Each gap's.
    pub(super) gaps: Share,
    /// Each other boundary's.
    pub(super) plain: Share,
    /// It opens more than the house allows without saying so.
    pub(super) loose: bool,
    /// Nothing on the line may open.
    pub(super) unfilled: bool,
}

/// Fills a line that is short by `short`, or squeezes one that is too wide by as much.
pub(super) fn adjust(text: &Text<'_>, places: &Places, short: Em) -> Amounts {
    if short < Em::ZERO {
        shrink(text, places, -short)
    } else if short > Em::ZERO {
        stretch(text, places, short)
    } else {
        Amounts::default()
    }
}

/// A7.6: each stage is used up before the next.
fn shrink(text: &Text<'_>, places: &Places, mut need: Em) -> Amounts {
    let mut amounts = Amounts::default();
    for stage in 1..=SHRINK {
        let count = places.at(stage);
        let used = need.min(text.limit(stage) * count);
        amounts.shares[stage] = Share::new(used, count);
        amounts.shrunk[stage - 1] = used;
        need -= used;
        if need == Em::ZERO {
            break;
        }
    }
    amounts
}

/// A7.7: word spaces to ½, gaps to their limit, then every other boundary alike.
///
/// A line that has only boundaries of the first two stages (Latin text in a narrow column) opens
/// those without limit, and is reported as loose; one that has none at all stays short.
fn stretch(text: &Text<'_>, places: &Places, mut need: Em) -> Amounts {
    let (spaces, plain) = (places.at(1), i64::from(places.plain));
    let gaps = if text.rules.gap_flex && !text.rules.snap { places.at(5) } else { 0 };
    let mut amounts = Amounts::default();
    let mut totals = [Em::ZERO; STRETCH];
    totals[0] = need.min((Em::HALF - Em::THIRD) * spaces);
    need -= totals[0];
    totals[1] = need.min((text.rules.gap_max - text.rules.gap).max(Em::ZERO) * gaps);
    need -= totals[1];
    amounts.stretched = totals;
    if need > Em::ZERO {
        amounts.stretched[2] = need;
        match (plain > 0, spaces > 0, gaps > 0) {
            (true, ..) => totals[2] = need,
            (_, true, _) => totals[0] += need,
            (_, _, true) => totals[1] += need,
            _ => (amounts.stretched[2], amounts.unfilled) = (Em::ZERO, true),
        }
        amounts.loose = plain == 0 && !amounts.unfilled;
    }
    amounts.spaces = Share::new(totals[0], spaces);
    amounts.gaps = Share::new(totals[1], gaps);
    amounts.plain = Share::new(totals[2], plain);
    amounts.loose |= amounts.plain.most() > text.rules.loose;
    amounts
}
