//! The headline box: kicker, head lines, deck, summary and byline, fitted by the order of standards B6.

use std::borrow::Cow;
use std::sync::Arc;

use super::choice::HeadWish;
use super::desk::{Desk, SetLine, count};
use super::house::House;
use super::stack::Stack;
use super::words;
use crate::compose::{Measure, compose, solid};
use crate::diag::{Diagnostic, rules};
use crate::geom::{Em, Length, PerMille, WritingMode};
use crate::layout::{Area, HeadRules};
use crate::shape::ShapedText;
use crate::story::{HeadLine, Inline};
use crate::style::Role;

/// The parts that stand over a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'a> {
    /// 引题.
    pub kicker: Option<&'a HeadLine>,
    /// 主题.
    pub head: Cow<'a, [HeadLine]>,
    /// Role of the main head: head or jump head.
    pub jump: bool,
    /// Size of the main head that the desk orders.
    pub size: Option<Length>,
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
    house: House<'a>,
}

impl Wish<'_> {
    /// Whether its lines run down.
    fn vertical(&self) -> bool {
        self.house.writing() == WritingMode::Vertical
    }
}

/// Fits the parts into a box of `width`.
pub(super) fn fit(
    desk: &Desk<'_>,
    area: &Area,
    parts: &Parts<'_>,
    (width, choice): (Length, HeadWish),
    problems: &mut Vec<Diagnostic>,
) -> HeadBox {
    let heads = &desk.layout.heads;
    let rank = &heads.ranks[&area.rank];
    let house = House::head(desk.layout, area);
    let mut stack = Stack::new(house, width);
    let align = area.align.unwrap_or(heads.align);
    let main = stepped(&heads.ladder, parts.size.or(area.head).unwrap_or(rank.head), choice.step);
    let mut size = Length::ZERO;
    if let Some(kicker) = parts.kicker.filter(|_| choice.kicker) {
        let wish = Wish {
            role: Role::Kicker,
            size: rank.kicker,
            least: least(rank.kicker),
            most_lines: 1,
            width,
            rules: heads,
            house,
        };
        stack.push_all(desk, align, &fit_line(desk, kicker, &wish, problems));
    }
    let role = if parts.jump { Role::JumpHead } else { Role::Head };
    for group in even_sizes(
        desk,
        &parts.head,
        &Wish {
            role,
            size: main,
            least: rank.least.min(main),
            most_lines: choice.lines.unwrap_or(rank.most_lines),
            width,
            rules: heads,
            house,
        },
        problems,
    ) {
        size = group.first().map_or(size, |line| line.size);
        stack.push_all(desk, align, &group);
    }
    for deck in parts.deck.iter().filter(|_| choice.deck) {
        let (size, least) = (rank.deck, least(rank.deck));
        let wish = Wish { role: Role::Deck, size, least, most_lines: 2, width, rules: heads, house };
        stack.push_all(desk, align, &fit_line(desk, deck, &wish, problems));
    }
    if let Some(summary) = parts.summary.filter(|_| choice.summary) {
        stack.push_summary(desk, summary);
    }
    if let Some(byline) = parts.byline {
        stack.push_all(desk, align, &lines(desk, house, byline, Role::Byline, width));
    }
    let (text, pitch) = (stack.y, desk.layout.grid.pitch);
    let rows = if stack.lines.is_empty() { 0 } else { rows(text + pitch * i64::from(heads.white), pitch) };
    HeadBox { lines: stack.lines, text, rows, size }
}

/// A size so many steps down the ladder; the last step of it if there are fewer.
fn stepped(ladder: &[Length], size: Length, steps: u16) -> Length {
    let below = ladder.iter().copied().filter(|&step| step < size);
    below.take(usize::from(steps)).last().unwrap_or(size)
}

fn rows(height: Length, pitch: Length) -> u16 {
    u16::try_from(height.div_ceil(pitch)).unwrap_or(u16::MAX)
}

/// Kickers and decks may go down to three quarters of their size.
fn least(size: Length) -> Length {
    size.scaled(3, 4)
}

/// A line of a role at its own style, unfitted.
pub(super) fn plain(desk: &Desk<'_>, house: House<'_>, text: Arc<ShapedText>, role: Role) -> SetLine {
    let style = desk.style(role);
    let line = desk.solid(house, &text, role);
    let scale = house.scale(role);
    SetLine { text, line, size: style.size, scale, tracking: style.tracking, half_blank: false }
}

/// A text of a role in as many lines as it needs, at its own style.
fn lines(desk: &Desk<'_>, house: House<'_>, inline: &Inline, role: Role, width: Length) -> Vec<SetLine> {
    let set = plain(desk, house, Arc::new(desk.inline(house, inline, role)), role);
    if set.width() <= width {
        return vec![set];
    }
    let measure = Measure { width: Em::in_length(width, scaled(&set)), indent: Em::ZERO };
    let galley = compose(&set.text, 0, measure, &house.rules(role));
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
    let lower = Wish { size: low, least: low, ..*wish };
    head.iter().map(|line| fit_line(desk, line, &lower, &mut Vec::new())).collect()
}

/// Fits one written line: tracking, scale, a ladder step, two lines at the wish, further steps, report (B6).
fn fit_line(desk: &Desk<'_>, written: &HeadLine, wish: &Wish<'_>, problems: &mut Vec<Diagnostic>) -> Vec<SetLine> {
    let text = if matches!(wish.role, Role::Head | Role::JumpHead) {
        blanks_for_commas(&written.text)
    } else {
        written.text.clone()
    };
    let shaped = Arc::new(desk.text(wish.house, &text, wish.role, &written.span));
    let sizes = ladder(wish);
    let breaks = if wish.most_lines > 1 { breaks(&shaped, written) } else { Vec::new() };
    let marked = !written.breaks.is_empty();
    for (index, &size) in sizes.iter().enumerate() {
        // The first ladder step is tried on one line before the wish is tried on two.
        for &one in sizes.iter().skip(index).take(if index == 0 { 2 } else { 1 }) {
            if let Some(line) = squeezed(&shaped, 0..count(&shaped), one, wish) {
                return vec![line];
            }
        }
        for lines in 2..=wish.most_lines {
            if let Some(set) = broken(&shaped, &Breaks { at: &breaks, marked, lines: usize::from(lines) }, size, wish) {
                return set;
            }
        }
    }
    problems.push(too_long(written, wish));
    let size = sizes.last().copied().unwrap_or(wish.size);
    vec![forced(&shaped, size, wish)]
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
fn squeezed(text: &Arc<ShapedText>, units: std::ops::Range<u32>, size: Length, wish: &Wish<'_>) -> Option<SetLine> {
    let mut set = natural(text, units, size, wish);
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
    // Narrower letters do not make a vertical line shorter.
    if wish.vertical() {
        return None;
    }
    let scale = room.units() * 1000 / set.em_width().units().max(1);
    let scale = PerMille(i32::try_from(scale).unwrap_or(1000));
    (scale >= wish.rules.scale_min).then_some(SetLine { scale, ..set })
}

/// The line at all costs: tightest tracking, as narrow as it must be, reported by the caller.
fn forced(text: &Arc<ShapedText>, size: Length, wish: &Wish<'_>) -> SetLine {
    let mut set = natural(text, 0..count(text), size, wish);
    set.tracking = Em::from_units(Em::ONE.units() * i64::from(wish.rules.tracking_min) / 1000);
    let scale = Em::in_length(wish.width, size).units() * 1000 / set.em_width().units().max(1);
    let scale = scale.clamp(100, 1000);
    if wish.vertical() {
        set.size = set.size.scaled(scale, 1000);
    } else {
        set.scale = PerMille(i32::try_from(scale).unwrap_or(1000));
    }
    set
}

fn natural(text: &Arc<ShapedText>, units: std::ops::Range<u32>, size: Length, wish: &Wish<'_>) -> SetLine {
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
fn broken(text: &Arc<ShapedText>, breaks: &Breaks<'_>, size: Length, wish: &Wish<'_>) -> Option<Vec<SetLine>> {
    let mut best: Option<(Em, Vec<SetLine>)> = None;
    for cut in combinations(breaks.at, breaks.lines - 1) {
        let ends = cut.iter().copied().chain([count(text)]);
        let mut from = 0;
        let set: Option<Vec<SetLine>> = ends
            .map(|to| {
                let range = trimmed(text, from..to);
                from = to;
                squeezed(text, range, size, wish)
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
