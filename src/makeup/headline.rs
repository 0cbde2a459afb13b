//! The headline box: kicker, head lines, deck, summary and byline, each fitted and one under the other (standards B6).

use std::borrow::Cow;
use std::sync::Arc;

use super::choice::HeadWish;
use super::desk::{Desk, SetLine};
use super::house::House;
use super::lettering::{Limits, Wish, fit_lines};
use super::stack::Stack;
use crate::compose::{Measure, compose};
use crate::diag::Diagnostic;
use crate::geom::{Em, Length};
use crate::layout::{Area, HeadShape, Layout, Rank, RankHead};
use crate::shape::ShapedText;
use crate::story::{HeadLine, Inline};
use crate::style::{Align, Role};

/// The parts that stand over a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'a> {
    /// 引题.
    pub kicker: Option<&'a HeadLine>,
    /// 主题.
    pub head: Cow<'a, [HeadLine]>,
    /// Role of the main head: head or jump head.
    pub jump: bool,
    /// Rank, if not that of the area: the rest of a story stands lower.
    pub rank: Option<Rank>,
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
    /// Size of the main head.
    pub size: Length,
    /// Steps of the ladder that the main head stands below its wish.
    pub steps: u16,
    /// Lines of the main head beyond those that are written.
    pub more: u16,
}

/// Fits the parts into a box of `width`.
pub(super) fn fit(
    desk: &Desk<'_>,
    area: &Area,
    parts: &Parts<'_>,
    (width, choice): (Length, HeadWish),
    problems: &mut Vec<Diagnostic>,
) -> HeadBox {
    let looks = Looks::of(desk.layout, area, parts.rank, width);
    let rank = looks.rank;
    let mut stack = Stack::new(looks.house, width);
    if let Some(kicker) = parts.kicker.filter(|_| choice.kicker) {
        let wish = looks.wish(Role::Kicker, rank.kicker, 1);
        let align = rank.kicker_align.unwrap_or(looks.align);
        for lines in fit_lines(desk, std::slice::from_ref(kicker), &wish, problems) {
            stack.push_all(desk, align, &lines);
        }
    }
    let main = main(desk, &looks, (parts, choice), &mut stack, problems);
    for deck in parts.deck.iter().filter(|_| choice.deck) {
        let wish = looks.wish(Role::Deck, rank.deck, 2);
        let align = rank.deck_align.unwrap_or(looks.align);
        for lines in fit_lines(desk, std::slice::from_ref(deck), &wish, problems) {
            stack.push_all(desk, align, &lines);
        }
    }
    if let Some(summary) = parts.summary.filter(|_| choice.summary) {
        stack.push_summary(desk, summary, rank.summary);
    }
    if let Some(byline) = parts.byline {
        stack.push_all(desk, looks.align, &lines(desk, looks.house, byline, Role::Byline, width));
    }
    HeadBox { text: stack.y, lines: stack.lines, ..main }
}

/// The main head on the stack; gives its size, and how far it is from its wish.
fn main(
    desk: &Desk<'_>,
    looks: &Looks<'_>,
    (parts, choice): (&Parts<'_>, HeadWish),
    stack: &mut Stack<'_>,
    problems: &mut Vec<Diagnostic>,
) -> HeadBox {
    let (area, rank, ladder) = (looks.area, looks.rank, &desk.layout.heads.ladder);
    let wished = parts.size.or(area.head).unwrap_or(rank.head);
    let size = stepped(ladder, wished, choice.step);
    let role = if parts.jump { Role::JumpHead } else { Role::Head };
    let wish = Wish {
        least: rank.least.min(size),
        stepped: area.head_place.shape == HeadShape::Stepped,
        fill: area.head_place.fill,
        ..looks.wish(role, size, choice.lines.unwrap_or(rank.most_lines))
    };
    let set = fit_lines(desk, &parts.head, &wish, problems).concat();
    let size = set.first().map_or(Length::ZERO, |line| line.size);
    if wish.stepped {
        stack.push_steps(desk, looks.align, &set);
    } else {
        stack.push_all(desk, looks.align, &set);
    }
    let below = |&&step: &&Length| step < wished && step >= size && !set.is_empty();
    let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let steps = count(ladder.iter().filter(below).count());
    HeadBox { size, steps, more: count(set.len().saturating_sub(parts.head.len())), ..HeadBox::default() }
}

/// How the head of an area looks in a box of some width.
struct Looks<'a> {
    layout: &'a Layout,
    area: &'a Area,
    rank: &'a RankHead,
    house: House<'a>,
    align: Align,
    width: Length,
}

impl<'a> Looks<'a> {
    fn of(layout: &'a Layout, area: &'a Area, rank: Option<Rank>, width: Length) -> Self {
        let (rank, house) = (&layout.heads.ranks[&rank.unwrap_or(area.rank)], House::head(layout, area));
        Self { layout, area, rank, house, align: area.align.unwrap_or(layout.heads.align), width }
    }

    /// What a part may become: kickers and decks may go down to three quarters of their size.
    fn wish(&self, role: Role, size: Length, most_lines: u16) -> Wish<'a> {
        let (heads, rank) = (&self.layout.heads, self.rank);
        Wish {
            role,
            size,
            least: size.scaled(3, 4),
            most_lines,
            width: self.width,
            stepped: false,
            fill: false,
            rules: heads,
            limits: Limits {
                tracking: rank.tracking.unwrap_or((heads.tracking_min, heads.tracking_max)),
                scale: rank.scale.unwrap_or((heads.scale_min, heads.scale_max)),
            },
            house: self.house,
        }
    }
}

/// A size so many steps down the ladder; the last step of it if there are fewer.
pub(super) fn stepped(ladder: &[Length], size: Length, steps: u16) -> Length {
    let below = ladder.iter().copied().filter(|&step| step < size);
    below.take(usize::from(steps)).last().unwrap_or(size)
}

/// Whole lines of the grid that hold a height.
pub(super) fn rows(height: Length, pitch: Length) -> u16 {
    u16::try_from(height.div_ceil(pitch)).unwrap_or(u16::MAX)
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
