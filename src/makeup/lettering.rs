//! [`fit_lines`]: the written lines of a head part in a box: size, tracking, scale and breaks chosen together.
//!
//! Everything that the house allows is looked at: every size of the ladder from the wish down, every number of lines,
//! every place to break. Each has a price (below), and the least is taken; of two that cost the same, the one that
//! standards B6 tries first: tracking, scale, a step of the ladder, two lines at the wish, further steps.

use std::ops::Range;
use std::sync::Arc;

use super::desk::{Desk, SetLine, count};
use super::house::House;
use super::words::{self, Quality};
use crate::compose::solid;
use crate::diag::{Diagnostic, rules};
use crate::geom::{Em, Length, PerMille, WritingMode};
use crate::layout::HeadRules;
use crate::shape::ShapedText;
use crate::story::HeadLine;
use crate::style::Role;

/// A step of the ladder under the wish. All that closing up and narrowing can cost together is less, so that one line
/// is never set smaller to be set less tight (B6).
const STEP: u32 = 140;
/// A line more than was written. Less than two steps of the ladder: two lines at the wish come before them (B6).
const LINE: u32 = 200;
/// The last tenths of the scale that are allowed cost half of the letter-space: they are seen less.
const SCALE: u32 = 2;
/// Lines of different length: three tenths of the difference in per mille, a tenth of that where the writer broke.
const UNEVEN: (u32, u32) = (3, 10);

/// What an end of line costs by where it is.
fn price(quality: Quality) -> u32 {
    match quality {
        Quality::Marked | Quality::Clause => 0,
        Quality::Word => 50,
        Quality::Loose => 80,
    }
}

/// How far the letters may be moved and narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// Tightest and widest tracking, per mille of the size.
    pub tracking: (i32, i32),
    /// Narrowest and widest scale.
    pub scale: (PerMille, PerMille),
}

/// What a written line may become.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    /// What it is.
    pub role: Role,
    /// The size that is wished.
    pub size: Length,
    /// The least that is allowed.
    pub least: Length,
    /// Lines that one written line may break into.
    pub most_lines: u16,
    /// The measure.
    pub width: Length,
    /// Each line is set in further than the one before it (梯形), by half an em at least.
    pub stepped: bool,
    /// A line that is short is opened to its measure.
    pub fill: bool,
    /// The ladder.
    pub rules: &'a HeadRules,
    /// How far.
    pub limits: Limits,
    /// The looks.
    pub house: House<'a>,
}

impl Wish<'_> {
    /// Whether its lines run down.
    fn vertical(&self) -> bool {
        self.house.writing() == WritingMode::Vertical
    }

    /// The sizes from the wish down to the least, on the ladder.
    fn sizes(&self) -> Vec<Length> {
        let below = self.rules.ladder.iter().copied().filter(|&size| size < self.size && size >= self.least);
        let mut sizes: Vec<Length> = std::iter::once(self.size).chain(below).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }

    /// The measure of a head of so many lines: what stepping takes is taken from all of them.
    fn room(&self, size: Length, lines: usize) -> Length {
        let steps = i64::try_from(lines).unwrap_or(1) - 1;
        let taken = if self.stepped { size / 2 * steps.max(0) } else { Length::ZERO };
        (self.width - taken).max(Length::ZERO)
    }
}

/// A written line, shaped, with the places where it may break.
struct Written<'a> {
    line: &'a HeadLine,
    text: Arc<ShapedText>,
    /// Units before which it may break, and how well.
    breaks: Vec<(u32, Quality)>,
    /// Em of all units before each, as they are set with nothing moved.
    before: Vec<Em>,
}

/// What a way to set all lines costs, and its place in the order of B6.
type Price = (u32, usize);

/// One way to set a written line, and its price.
struct Way {
    lines: Vec<SetLine>,
    cost: u32,
}

/// Fits written lines: all of them stand at one size, the smallest that any of them needs.
pub(super) fn fit_lines(
    desk: &Desk<'_>,
    written: &[HeadLine],
    wish: &Wish<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<SetLine>> {
    let written: Vec<Written<'_>> = written.iter().map(|line| Written::new(desk, line, wish)).collect();
    let sizes = wish.sizes();
    let mut best: Option<(Price, Vec<Vec<SetLine>>)> = None;
    for (step, &size) in sizes.iter().enumerate() {
        let Some(ways) = at_size(&written, size, wish) else { continue };
        let extra = ways.iter().map(|way| way.lines.len() - 1).sum();
        let steps = u32::try_from(step).unwrap_or(u32::MAX);
        let cost = ways.iter().map(|way| way.cost).sum::<u32>() + steps.saturating_mul(STEP);
        let key = (cost, order(step, extra));
        if best.as_ref().is_none_or(|(least, _)| key < *least) {
            best = Some((key, ways.into_iter().map(|way| way.lines).collect()));
        }
    }
    if let Some((_, lines)) = best {
        return lines;
    }
    let size = sizes.last().copied().unwrap_or(wish.size);
    let room = wish.room(size, written.len());
    let at_least = |of: &Written<'_>| {
        of.way(size, wish, room).map(|way| way.lines).unwrap_or_else(|| {
            problems.push(too_long(of.line, wish));
            vec![forced(&of.text, size, room, wish)]
        })
    };
    written.iter().map(at_least).collect()
}

/// The place of a way in the order of B6: one line at the wish and a step below it, more lines at the wish, and so on
/// down the ladder.
fn order(step: usize, extra: usize) -> usize {
    if extra == 0 && step < 2 { step } else { 2 + step * 8 + extra }
}

/// The cheapest way of each written line at one size; `None` if one of them does not fit.
fn at_size(written: &[Written<'_>], size: Length, wish: &Wish<'_>) -> Option<Vec<Way>> {
    let mut lines = written.len();
    // In a stepped head the measure hangs on the lines that there are, and these on the measure: a few rounds settle it.
    for _ in 0..=usize::from(wish.most_lines) {
        let room = wish.room(size, lines);
        let ways: Option<Vec<Way>> = written.iter().map(|of| of.way(size, wish, room)).collect();
        let ways = ways?;
        let now = ways.iter().map(|way| way.lines.len()).sum();
        if !wish.stepped || now <= lines {
            return Some(ways);
        }
        lines = now;
    }
    None
}

impl<'a> Written<'a> {
    fn new(desk: &Desk<'_>, line: &'a HeadLine, wish: &Wish<'_>) -> Self {
        let main = matches!(wish.role, Role::Head | Role::JumpHead);
        let text = if main { blanks_for_commas(&line.text) } else { line.text.clone() };
        let text = Arc::new(desk.text(wish.house, &text, wish.role, &line.span));
        let breaks = if wish.most_lines > 1 { breaks(&text, line) } else { Vec::new() };
        let mut before = vec![Em::ZERO];
        for unit in &text.units {
            before.push(before.last().copied().unwrap_or_default() + unit.lead + unit.body + unit.trail);
        }
        Self { line, text, breaks, before }
    }

    /// The cheapest way to set it at a size.
    fn way(&self, size: Length, wish: &Wish<'_>, room: Length) -> Option<Way> {
        let one = squeezed(&self.text, 0..count(&self.text), (size, room), wish);
        let one = one.map(|line| Way { cost: squeeze(&line), lines: vec![line] });
        let more = (2..=usize::from(wish.most_lines)).filter_map(|lines| self.broken(lines, (size, room), wish));
        // Of two that cost the same, the one of fewer lines.
        one.into_iter().chain(more).min_by_key(|way| way.cost)
    }

    /// The best break into so many lines (B6). What the writer marked is never refused.
    fn broken(&self, lines: usize, (size, room): (Length, Length), wish: &Wish<'_>) -> Option<Way> {
        let mut best: Option<Way> = None;
        for cut in self.cuts(lines, Em::in_length(room, size)) {
            let starts = std::iter::once(0).chain(cut.iter().map(|&at| self.breaks[at].0));
            let ends = cut.iter().map(|&at| self.breaks[at].0).chain([count(&self.text)]);
            let set = starts.zip(ends).map(|(from, to)| {
                let units = trimmed(&self.text, from..to);
                (!units.is_empty()).then(|| squeezed(&self.text, units, (size, room), wish)).flatten()
            });
            let Some(set) = set.collect::<Option<Vec<SetLine>>>() else { continue };
            let marked = !self.line.breaks.is_empty();
            let Some(uneven) = uneven(&set, marked, wish) else { continue };
            let ends: u32 = cut.iter().map(|&at| price(self.breaks[at].1)).sum();
            let extra = u32::try_from(lines - 1).unwrap_or(u32::MAX);
            let cost = set.iter().map(squeeze).sum::<u32>() + extra.saturating_mul(LINE) + ends + uneven;
            // Later cuts have the longer line first, which wins a tie (B6).
            if best.as_ref().is_none_or(|best| cost <= best.cost) {
                best = Some(Way { lines: set, cost });
            }
        }
        best
    }

    /// Every ascending choice of breaks into so many lines of which none is hopelessly long: a head has few.
    fn cuts(&self, lines: usize, room: Em) -> Vec<Vec<usize>> {
        // Squeezing, blanks that become half, and marks that close up never take away as much as this.
        let most = room + room / 2 + Em::whole(4);
        let long = |from: u32, to: u32| self.before[to as usize] - self.before[from as usize] > most;
        let mut all: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new())];
        for _ in 1..lines {
            let mut longer = Vec::new();
            for (from, cut) in &all {
                let next = cut.last().map_or(0, |&last| last + 1);
                for at in next..self.breaks.len() {
                    let to = self.breaks[at].0;
                    if long(*from, to) {
                        break;
                    }
                    longer.push((to, cut.iter().copied().chain([at]).collect()));
                }
            }
            all = longer;
        }
        let end = count(&self.text);
        all.into_iter().filter(|&(from, _)| !long(from, end)).map(|(_, cut)| cut).collect()
    }
}

/// What a line costs that is closed up, opened or narrowed.
fn squeeze(line: &SetLine) -> u32 {
    let tracking = line.tracking.units().unsigned_abs().div_ceil(Em::MILLI.units().unsigned_abs());
    let scale = PerMille::FULL.0.abs_diff(line.scale.0) / SCALE;
    u32::try_from(tracking).unwrap_or(u32::MAX).saturating_add(scale)
}

/// What the lengths of lines cost; `None` if they are too far apart: two lines by over a third of the longer, three
/// by over half of the longest, unless they are stepped (B6).
fn uneven(set: &[SetLine], marked: bool, wish: &Wish<'_>) -> Option<u32> {
    let widths = set.iter().map(SetLine::em_width);
    let (low, high) = (widths.clone().min()?, widths.max()?);
    let apart = if set.len() == 2 { (high - low) * 3 > high } else { low * 2 < high };
    let free = marked || (set.len() > 2 && wish.stepped);
    if apart && !free {
        return None;
    }
    let mille = u32::try_from((high - low).units() * 1000 / high.units().max(1)).unwrap_or(u32::MAX);
    let cost = mille * UNEVEN.0 / UNEVEN.1;
    Some(if marked { cost / UNEVEN.1 } else { cost })
}

fn too_long(written: &HeadLine, wish: &Wish<'_>) -> Diagnostic {
    let room = wish.width.div_floor(wish.least.max(Length::PT));
    Diagnostic::new(
        &rules::HEAD_TOO_LONG,
        written.span.clone(),
        format!("this {} does not fit its box even at {:.1} pt", wish.role.name(), wish.least.to_pt()),
    )
    .label(format!("{} characters; about {room} fit on a line", written.text.chars().count()))
    .help("shorten it, mark a break with `|`, or allow a smaller `least` or more `most_lines` in [heads]")
}

/// Commas inside a head become blanks of the same number of bytes (B6).
fn blanks_for_commas(text: &str) -> String {
    text.replace('，', "\u{3000}")
}

/// Size up to which a blank in a head is half an em (B6).
const HALF_BLANK: Length = Length::from_units(18 * 127_000);

/// So many per mille of an em.
fn mille(of: i32) -> Em {
    Em::from_units(Em::ONE.units() * i64::from(of) / 1000)
}

/// Units of a text set on one line of `room` at `size`, closed up as far as the house allows; `None` if too long.
fn squeezed(
    text: &Arc<ShapedText>,
    units: Range<u32>,
    (size, room): (Length, Length),
    wish: &Wish<'_>,
) -> Option<SetLine> {
    let mut set = natural(text, units, size, wish);
    let room = Em::in_length(room, size);
    let over = set.em_width() - room;
    let gaps = i64::try_from(set.line.units.len()).unwrap_or(1) - 1;
    if over <= Em::ZERO {
        return Some(if wish.fill && gaps > 0 { stretched(set, room, gaps, wish) } else { set });
    }
    if gaps < 1 {
        return None;
    }
    let tightest = mille(wish.limits.tracking.0);
    set.tracking = -Em::from_units((over.units() + gaps - 1) / gaps);
    if set.tracking >= tightest {
        return Some(set);
    }
    set.tracking = tightest;
    // Narrower letters do not make a vertical line shorter; lower ones would be wider than the house allows sooner
    // than they would help.
    if wish.vertical() {
        return None;
    }
    let scale = scale_to(&set, room);
    (scale >= wish.limits.scale.0).then_some(SetLine { scale, ..set })
}

/// The scale at which a line is no longer than `room`.
fn scale_to(set: &SetLine, room: Em) -> PerMille {
    let scale = room.units() * 1000 / set.em_width().units().max(1);
    PerMille(i32::try_from(scale).unwrap_or(1000))
}

/// A short line opened towards its measure: letter-space first, then wider letters (B6: up to +20 % and 110 %).
fn stretched(set: SetLine, room: Em, gaps: i64, wish: &Wish<'_>) -> SetLine {
    let spare = Em::from_units((room - set.em_width()).units() / gaps);
    let set = SetLine { tracking: spare.min(mille(wish.limits.tracking.1)).max(Em::ZERO), ..set };
    if wish.vertical() {
        return set;
    }
    let scale = scale_to(&set, room).min(wish.limits.scale.1).max(PerMille::FULL);
    SetLine { scale, ..set }
}

/// The line at all costs: tightest tracking, as narrow as it must be, reported by the caller.
fn forced(text: &Arc<ShapedText>, size: Length, room: Length, wish: &Wish<'_>) -> SetLine {
    let mut set = natural(text, 0..count(text), size, wish);
    set.tracking = mille(wish.limits.tracking.0);
    let scale = Em::in_length(room, size).units() * 1000 / set.em_width().units().max(1);
    let scale = scale.clamp(100, 1000);
    if wish.vertical() {
        set.size = set.size.scaled(scale, 1000);
    } else {
        set.scale = PerMille(i32::try_from(scale).unwrap_or(1000));
    }
    set
}

fn natural(text: &Arc<ShapedText>, units: Range<u32>, size: Length, wish: &Wish<'_>) -> SetLine {
    let line = solid(text, units.start, units.end, &wish.house.rules(wish.role));
    SetLine {
        text: Arc::clone(text),
        line,
        size,
        scale: PerMille::FULL,
        tracking: Em::ZERO,
        half_blank: size <= HALF_BLANK,
    }
}

/// Units before which a head may break, and how well: the writer's marks, else where the sense allows it.
fn breaks(text: &ShapedText, written: &HeadLine) -> Vec<(u32, Quality)> {
    let marks: Vec<(usize, Quality)> = if written.breaks.is_empty() {
        words::boundaries(&written.text).into_iter().map(|boundary| (boundary.at, boundary.quality)).collect()
    } else {
        written.breaks.iter().map(|&at| (at, Quality::Marked)).collect()
    };
    let quality = |at: u32| marks.iter().find(|mark| mark.0 == at as usize).map(|mark| mark.1);
    let units = (0..).zip(&text.units).skip(1);
    units.filter_map(|(index, unit)| Some((index, quality(unit.text.start)?))).collect()
}

/// Units without the blanks at both ends.
fn trimmed(text: &ShapedText, mut units: Range<u32>) -> Range<u32> {
    let blank = |unit: u32| {
        let of = &text.units[unit as usize].text;
        text.text[of.start as usize..of.end as usize].trim().is_empty()
    };
    while units.start < units.end && blank(units.start) {
        units.start += 1;
    }
    while units.start < units.end && blank(units.end - 1) {
        units.end -= 1;
    }
    units
}
