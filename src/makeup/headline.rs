//! The headline box: kicker, head lines, deck, summary and byline, fitted by the order of standards B6.

use std::sync::Arc;

use super::desk::{Desk, SetLine, count};
use super::words;
use crate::compose::{Measure, compose, solid};
use crate::diag::{Diagnostic, rules};
use crate::geom::{Em, Length, PerMille};
use crate::layout::{Area, HeadRules, RankHead};
use crate::shape::ShapedText;
use crate::story::{HeadLine, Inline};
use crate::style::{Align, Role};

/// The parts that stand over a story.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts<'a> {
    /// 引题.
    pub kicker: Option<&'a HeadLine>,
    /// 主题.
    pub head: &'a [HeadLine],
    /// Role of the main head: head or jump head.
    pub jump: bool,
    /// 副题.
    pub deck: &'a [HeadLine],
    /// 提要题.
    pub summary: Option<&'a Inline>,
    /// 署名, when it stands under the head.
    pub byline: Option<&'a Inline>,
}

/// One line of the box.
#[derive(Clone, Debug)]
pub(super) struct BoxLine {
    /// The text.
    pub set: SetLine,
    /// From the left edge of the box.
    pub x: Length,
    /// Top of the em box from the top of the first line, before the white above is added.
    pub y: Length,
}

/// A fitted box.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadBox {
    /// Lines of text from top to bottom.
    pub lines: Vec<BoxLine>,
    /// Height of the text, without the white above and below.
    pub text: Length,
    /// Fewest whole lines of the grid that hold text and white.
    pub rows: u16,
    /// Size of the main head.
    pub size: Length,
}

/// What a written line may become.
struct Wish<'a> {
    role: Role,
    size: Length,
    least: Length,
    most_lines: u16,
    width: Length,
    rules: &'a HeadRules,
}

/// Fits the parts into a box of `width`.
pub(super) fn fit(
    desk: &Desk<'_>,
    area: &Area,
    parts: Parts<'_>,
    width: Length,
    problems: &mut Vec<Diagnostic>,
) -> HeadBox {
    let heads = &desk.layout.heads;
    let rank = &heads.ranks[&area.rank];
    let mut stack = Stack { lines: Vec::new(), y: Length::ZERO, last: Length::ZERO, width };
    let align = area.align.unwrap_or(heads.align);
    let main = area.head.unwrap_or(rank.head);
    let mut size = Length::ZERO;
    if let Some(kicker) = parts.kicker {
        let wish = Wish {
            role: Role::Kicker,
            size: rank.kicker,
            least: least(rank.kicker),
            most_lines: 1,
            width,
            rules: heads,
        };
        stack.push_all(desk, align, &fit_line(desk, kicker, &wish, problems));
    }
    let role = if parts.jump { Role::JumpHead } else { Role::Head };
    for group in even_sizes(desk, parts.head, &main_wish(role, main, rank, width, heads), problems) {
        size = group.first().map_or(size, |line| line.size);
        stack.push_all(desk, align, &group);
    }
    for deck in parts.deck {
        let wish =
            Wish { role: Role::Deck, size: rank.deck, least: least(rank.deck), most_lines: 2, width, rules: heads };
        stack.push_all(desk, align, &fit_line(desk, deck, &wish, problems));
    }
    if let Some(summary) = parts.summary {
        stack.push_summary(desk, summary);
    }
    if let Some(byline) = parts.byline {
        stack.push_all(desk, align, &lines(desk, byline, Role::Byline, width));
    }
    let (text, pitch) = (stack.y, desk.layout.grid.pitch);
    let rows = if stack.lines.is_empty() { 0 } else { rows(text + pitch * i64::from(heads.white), pitch) };
    HeadBox { lines: stack.lines, text, rows, size }
}

fn main_wish<'a>(role: Role, size: Length, rank: &RankHead, width: Length, rules: &'a HeadRules) -> Wish<'a> {
    Wish { role, size, least: rank.least.min(size), most_lines: rank.most_lines, width, rules }
}

fn rows(height: Length, pitch: Length) -> u16 {
    u16::try_from(height.div_ceil(pitch)).unwrap_or(u16::MAX)
}

/// Kickers and decks may go down to three quarters of their size.
fn least(size: Length) -> Length {
    size.scaled(3, 4)
}

/// A line of a role at its own style, unfitted.
pub(super) fn plain(desk: &Desk<'_>, text: Arc<ShapedText>, role: Role) -> SetLine {
    let style = desk.style(role);
    let line = desk.solid(&text);
    SetLine { text, line, size: style.size, scale: style.scale, tracking: style.tracking, half_blank: false }
}

/// A text of a role in as many lines as it needs, at its own style.
fn lines(desk: &Desk<'_>, inline: &Inline, role: Role, width: Length) -> Vec<SetLine> {
    let set = plain(desk, Arc::new(desk.inline(inline, role)), role);
    if set.width() <= width {
        return vec![set];
    }
    let measure = Measure { width: Em::in_length(width, scaled(&set)), indent: Em::ZERO };
    let galley = compose(&set.text, 0, measure, &desk.rules);
    galley.lines.into_iter().map(|line| SetLine { line, tracking: Em::ZERO, ..set.clone() }).collect()
}

/// Width of an em of a line as set.
fn scaled(set: &SetLine) -> Length {
    set.size.scaled(i64::from(set.scale.0), 1000)
}

/// All written lines of a head stand at one size: the smallest that any of them needs.
fn even_sizes(
    desk: &Desk<'_>,
    head: &[HeadLine],
    wish: &Wish<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<SetLine>> {
    let first: Vec<Vec<SetLine>> = head.iter().map(|line| fit_line(desk, line, wish, problems)).collect();
    let sizes = first.iter().flatten().map(|line| line.size);
    let (Some(low), Some(high)) = (sizes.clone().min(), sizes.max()) else { return first };
    if low == high {
        return first;
    }
    let lower = Wish { size: low, least: low, rules: wish.rules, ..*wish };
    head.iter().map(|line| fit_line(desk, line, &lower, &mut Vec::new())).collect()
}

/// Fits one written line: tracking, scale, a ladder step, two lines at the wish, further steps, report (B6).
fn fit_line(desk: &Desk<'_>, written: &HeadLine, wish: &Wish<'_>, problems: &mut Vec<Diagnostic>) -> Vec<SetLine> {
    let text = if matches!(wish.role, Role::Head | Role::JumpHead) {
        blanks_for_commas(&written.text)
    } else {
        written.text.clone()
    };
    let shaped = Arc::new(desk.text(&text, wish.role, &written.span));
    let sizes = ladder(wish);
    let breaks = if wish.most_lines > 1 { breaks(&shaped, written) } else { Vec::new() };
    let marked = !written.breaks.is_empty();
    for (index, &size) in sizes.iter().enumerate() {
        // The first ladder step is tried on one line before the wish is tried on two.
        for &one in sizes.iter().skip(index).take(if index == 0 { 2 } else { 1 }) {
            if let Some(line) = squeezed(desk, &shaped, 0..count(&shaped), one, wish) {
                return vec![line];
            }
        }
        for lines in 2..=wish.most_lines {
            if let Some(set) =
                broken(desk, &shaped, &Breaks { at: &breaks, marked, lines: usize::from(lines) }, size, wish)
            {
                return set;
            }
        }
    }
    problems.push(too_long(written, wish));
    let size = sizes.last().copied().unwrap_or(wish.size);
    vec![forced(desk, &shaped, size, wish)]
}

/// The sizes from the wish down to the least, on the ladder.
fn ladder(wish: &Wish<'_>) -> Vec<Length> {
    let below = wish.rules.ladder.iter().copied().filter(|&size| size < wish.size && size >= wish.least);
    let mut sizes: Vec<Length> = std::iter::once(wish.size).chain(below).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes
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

/// Units of a text set on one line at `size`, tightened as far as the house allows; `None` if too long.
fn squeezed(
    desk: &Desk<'_>,
    text: &Arc<ShapedText>,
    units: std::ops::Range<u32>,
    size: Length,
    wish: &Wish<'_>,
) -> Option<SetLine> {
    let mut set = natural(desk, text, units, size);
    let room = Em::in_length(wish.width, size);
    let over = set.em_width() - room;
    if over <= Em::ZERO {
        return Some(set);
    }
    let gaps = i64::try_from(set.line.units.len()).unwrap_or(1) - 1;
    if gaps < 1 {
        return None;
    }
    let tightest = Em::from_units(Em::ONE.units() * i64::from(wish.rules.tracking_min) / 1000);
    set.tracking = -Em::from_units((over.units() + gaps - 1) / gaps);
    if set.tracking >= tightest {
        return Some(set);
    }
    set.tracking = tightest;
    let scale = room.units() * 1000 / set.em_width().units().max(1);
    let scale = PerMille(i32::try_from(scale).unwrap_or(1000));
    (scale >= wish.rules.scale_min).then_some(SetLine { scale, ..set })
}

/// The line at all costs: tightest tracking, as narrow as it must be, reported by the caller.
fn forced(desk: &Desk<'_>, text: &Arc<ShapedText>, size: Length, wish: &Wish<'_>) -> SetLine {
    let mut set = natural(desk, text, 0..count(text), size);
    set.tracking = Em::from_units(Em::ONE.units() * i64::from(wish.rules.tracking_min) / 1000);
    let scale = Em::in_length(wish.width, size).units() * 1000 / set.em_width().units().max(1);
    set.scale = PerMille(i32::try_from(scale).unwrap_or(1000).clamp(100, 1000));
    set
}

fn natural(desk: &Desk<'_>, text: &Arc<ShapedText>, units: std::ops::Range<u32>, size: Length) -> SetLine {
    let line = solid(text, units.start, units.end, &desk.rules);
    SetLine {
        text: Arc::clone(text),
        line,
        size,
        scale: PerMille::FULL,
        tracking: Em::ZERO,
        half_blank: size <= HALF_BLANK,
    }
}

/// Units before which the head may break: the writer's marks, else word boundaries.
fn breaks(text: &ShapedText, written: &HeadLine) -> Vec<u32> {
    let marks = if written.breaks.is_empty() { words::boundaries(&written.text) } else { written.breaks.clone() };
    let units = (0..).zip(&text.units).skip(1);
    units.filter(|(_, unit)| marks.contains(&(unit.text.start as usize))).map(|(index, _)| index).collect()
}

/// Where a head may break, and into how many lines it is to.
struct Breaks<'a> {
    at: &'a [u32],
    marked: bool,
    lines: usize,
}

impl Breaks<'_> {
    /// Whether the lengths are too far apart: two lines by over a third of the longer, three by over half of the
    /// longest (B6). What the writer marked is never refused.
    fn uneven(&self, low: Em, high: Em) -> bool {
        !self.marked && if self.lines == 2 { (high - low) * 3 > high } else { low * 2 < high }
    }
}

/// The best break into lines at `size`: the smallest difference of lengths; a tie goes to the longer line first (B6).
fn broken(
    desk: &Desk<'_>,
    text: &Arc<ShapedText>,
    breaks: &Breaks<'_>,
    size: Length,
    wish: &Wish<'_>,
) -> Option<Vec<SetLine>> {
    let mut best: Option<(Em, Vec<SetLine>)> = None;
    for cut in combinations(breaks.at, breaks.lines - 1) {
        let ends = cut.iter().copied().chain([count(text)]);
        let mut from = 0;
        let set: Option<Vec<SetLine>> = ends
            .map(|to| {
                let range = trimmed(text, from..to);
                from = to;
                squeezed(desk, text, range, size, wish)
            })
            .collect();
        let Some(set) = set else { continue };
        let widths = set.iter().map(SetLine::em_width);
        let (low, high) = (widths.clone().min()?, widths.max()?);
        if breaks.uneven(low, high) {
            continue;
        }
        // Later cuts have the longer line first.
        if best.as_ref().is_none_or(|(difference, _)| high - low <= *difference) {
            best = Some((high - low, set));
        }
    }
    best.map(|(_, set)| set)
}

/// Every ascending choice of `k` of the breaks; heads have few, so all are looked at.
fn combinations(breaks: &[u32], k: usize) -> Vec<Vec<u32>> {
    if k == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, &first) in breaks.iter().enumerate() {
        for mut rest in combinations(&breaks[index + 1..], k - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

/// Units without the blanks at both ends.
fn trimmed(text: &ShapedText, mut units: std::ops::Range<u32>) -> std::ops::Range<u32> {
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

/// A summary in fewer characters is not set in.
const NARROW_SUMMARY: Em = Em::whole(14);

/// Lines stacked downward.
struct Stack {
    lines: Vec<BoxLine>,
    y: Length,
    last: Length,
    width: Length,
}

impl Stack {
    /// White between two lines of a head: three tenths of the larger.
    fn gap(&self, size: Length) -> Length {
        if self.lines.is_empty() { Length::ZERO } else { self.last.max(size).scaled(3, 10).max(Length::PT * 4) }
    }

    fn push_all(&mut self, desk: &Desk<'_>, align: Align, lines: &[SetLine]) {
        for set in lines {
            self.y += self.gap(set.size);
            let x = optical(desk, set, self.width, align);
            self.lines.push(BoxLine { x, y: self.y, set: set.clone() });
            self.y += set.size;
            self.last = set.size;
        }
    }

    /// 提要题: a paragraph set in from both sides by two characters or a little more, so that it is whole characters wide.
    fn push_summary(&mut self, desk: &Desk<'_>, summary: &Inline) {
        let style = desk.style(Role::Summary);
        let text = Arc::new(desk.inline(summary, Role::Summary));
        let cell = style.size.scaled(i64::from(style.scale.0), 1000);
        let whole = Em::whole(self.width.div_floor(cell));
        // In a narrow box there is no room to set it in.
        let width = if whole < NARROW_SUMMARY { whole } else { whole - Em::whole(4) };
        let left = (self.width - width.at(cell)) / 2;
        self.y += self.gap(style.size).max(style.size);
        let galley = compose(&text, 0, Measure { width, indent: Em::whole(2) }, &desk.rules);
        let pitch = style.pitch.unwrap_or_else(|| style.size.scaled(3, 2));
        for (index, line) in galley.lines.into_iter().enumerate() {
            if index > 0 {
                self.y += pitch - style.size;
            }
            let set = SetLine {
                text: Arc::clone(&text),
                line,
                size: style.size,
                scale: style.scale,
                tracking: Em::ZERO,
                half_blank: false,
            };
            self.lines.push(BoxLine { x: left, y: self.y, set });
            self.y += style.size;
        }
        self.last = style.size;
    }
}

/// Where a line begins so that its ink, not its em boxes, stands in the middle or at the edge.
pub(super) fn optical(desk: &Desk<'_>, set: &SetLine, width: Length, align: Align) -> Length {
    let glyphs: Vec<_> = set.line.glyphs(&set.text).collect();
    let ink = |glyph: &crate::compose::PlacedGlyph| desk.ink(glyph.face, glyph.id);
    let first = glyphs.iter().find_map(|glyph| ink(glyph).map(|ink| glyph.x + ink.left));
    let last = glyphs.iter().rev().find_map(|glyph| ink(glyph).map(|ink| set.line.width - glyph.x - ink.right));
    let at = |em: Option<Em>| em.unwrap_or_default().at(set.size).scaled(i64::from(set.scale.0), 1000);
    let (left, right) = (at(first), at(last));
    match align {
        Align::Left => -left.min(set.size / 4),
        // By ink, as long as the em boxes stay inside the measure.
        Align::Center => {
            let spare = width - set.width();
            ((spare - left + right) / 2).clamp(Length::ZERO, spare.max(Length::ZERO))
        }
        Align::Right => width - set.width() + right.min(set.size / 4),
    }
}
