//! What a page costs, one function a term, named as an editor would.
//!
//! A cost is a number without a unit; 1 is a line left empty. `[fit.weights]` of a layout multiplies single terms.

use super::jump::End;
use crate::layout::{COSTS, FitRules};

/// A term of a bill, in the order of [`COSTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Lines that do not fit.
    Overset,
    /// Lines left empty.
    Underset,
    /// Columns that do not end level.
    Ragged,
    /// Lines alone at column tops and feet.
    Widow,
    /// Lines saved or added by letter-space.
    Spaced,
    /// Loose lines.
    Loose,
    /// White around heads beyond their wish.
    AiryHead,
    /// Heads off their size.
    HeadSize,
    /// Heads in more lines than one.
    HeadLines,
    /// Parts left out.
    Dropped,
    /// Pictures off their height.
    Crop,
    /// Fillers used.
    Filler,
    /// A part of a jumped story that is too short.
    ShortPart,
    /// A jump that tears a paragraph.
    Torn,
    /// A jump far from its wish.
    JumpLength,
    /// Lines that are not as they were signed off.
    Moved,
    /// Heads and insets higher than their area.
    TooHigh,
    /// 碰题.
    HeadsAbreast,
    /// 通缝.
    GapThrough,
    /// 顶题.
    HeadUnderHead,
    /// 拐弯.
    Bends,
    /// A design that was named later.
    Layout,
}

/// What an area, or a page, costs, term by term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bill([i64; COSTS.len()]);

impl Bill {
    /// Charges a term.
    pub(super) fn charge(&mut self, term: Term, cost: i64) {
        self.0[term as usize] += cost;
    }

    /// A bill with one term.
    pub(super) fn of(term: Term, cost: i64) -> Self {
        let mut bill = Self::default();
        bill.charge(term, cost);
        bill
    }

    /// The terms with their names, each at its weight.
    pub(super) fn named(&self, rules: &FitRules) -> Vec<(&'static str, i64)> {
        let terms = COSTS.iter().zip(self.0);
        terms.map(|(&(name, _), cost)| (name, weighed(rules, name, cost))).collect()
    }

    /// The terms that are charged, for a report.
    pub(super) fn charged(&self, rules: &FitRules) -> Vec<(String, i64)> {
        let charged = self.named(rules).into_iter().filter(|term| term.1 > 0);
        charged.map(|(name, cost)| (name.to_owned(), cost)).collect()
    }

    /// What the solver compares.
    pub(super) fn total(&self, rules: &FitRules) -> i64 {
        if rules.weights.is_empty() {
            return self.0.iter().sum();
        }
        self.named(rules).iter().map(|term| term.1).sum()
    }
}

/// A cost at its weight. What costs anything costs at least 1, unless it is not charged at all.
fn weighed(rules: &FitRules, name: &str, cost: i64) -> i64 {
    match rules.weight(name) {
        0 => 0,
        weight if cost > 0 => (cost * weight / 1000).max(1),
        _ => 0,
    }
}

impl std::ops::Add for Bill {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(one, other)| *one += other);
        self
    }
}

impl std::iter::Sum for Bill {
    fn sum<I: Iterator<Item = Self>>(bills: I) -> Self {
        bills.fold(Self::default(), |one, other| one + other)
    }
}

/// Lines that do not fit: worst of all, and worse with each line.
pub(super) fn overset(lines: u32) -> i64 {
    if lines == 0 { 0 } else { 2_000 + 200 * i64::from(lines) * i64::from(lines) }
}

/// Lines left empty; a line at the end of a story is seldom seen.
pub(super) fn underset(lines: u32) -> i64 {
    let seen = i64::from(lines.saturating_sub(1));
    3 * seen * seen + i64::from(lines)
}

/// Columns that do not end level (M1).
pub(super) fn ragged(lines: u32) -> i64 {
    60 * i64::from(lines)
}

/// Last lines alone at column tops (A9, M9).
pub(super) fn widow(count: u32) -> i64 {
    25 * i64::from(count)
}

/// Lines saved or added by the letter-space of a paragraph (A9: the first and the second of the repairs).
pub(super) fn spaced(lines: u32) -> i64 {
    4 * i64::from(lines) * i64::from(lines)
}

/// Lines with more than ¼ em between characters: a reader sees them, and an editor hardly.
pub(super) fn loose(count: u32) -> i64 {
    2 * i64::from(count)
}

/// White added around a head beyond its wish, in lines.
pub(super) fn airy_head(lines: u16) -> i64 {
    2 * i64::from(lines) * i64::from(lines)
}

/// A main head so many steps of the ladder off its wish.
pub(super) fn head_size(steps: u16) -> i64 {
    30 * i64::from(steps) * i64::from(steps)
}

/// A written line of a main head in more lines than one (B6: one, at most two, three where it is narrow).
pub(super) fn head_lines(more: u16) -> i64 {
    15 * i64::from(more)
}

/// Parts left out; what a reader misses least is cheapest.
pub(super) fn dropped(part: crate::layout::Part) -> i64 {
    use crate::layout::Part;
    match part {
        Part::Quote => 20,
        Part::Kicker => 50,
        Part::Box => 60,
        Part::Deck => 80,
        Part::Summary => 90,
        Part::Picture => 400,
    }
}

/// A picture so many lines off the height that it wishes, of so many.
pub(super) fn crop(lines: u16, wish: u16) -> i64 {
    let (lines, wish) = (i64::from(lines), i64::from(wish.max(1)));
    // A fifth of a picture costs as much as a step of a head.
    (lines + 750 * lines * lines / (wish * wish)).min(10_000)
}

/// A filler after a story: better than a hole, worse than the story alone.
pub(super) fn filler() -> i64 {
    10
}

/// A part before a jump that is shorter than its minimum (B8), in missing lines.
pub(super) fn short_part(missing: u32) -> i64 {
    500 * i64::from(missing)
}

/// A cut away from where it is wished (`off`, in lines; `None` if the area does not reach that place), and the lines
/// that it leaves empty before the note (B8).
pub(super) fn jump_length(off: Option<usize>, empty: u32) -> i64 {
    let off = off.map_or(UNREACHED, |off| i64::try_from(off).unwrap_or(UNREACHED));
    off + underset(empty)
}

/// A wish that is not reached is as bad as one that is missed by so many lines.
const UNREACHED: i64 = 40;

/// What a jump tears: nothing, a paragraph between two sentences, a sentence (B8).
pub(super) fn torn(end: End) -> i64 {
    match end {
        End::Paragraph => 0,
        End::Sentence => 1,
        End::Line => 2,
    }
}

/// Lines that a reader of the signed proof does not find: each is to be read again.
pub(super) fn moved(lines: u32) -> i64 {
    25 * i64::from(lines)
}

/// A head or a picture that is higher than its area, in lines that it lacks: no cut in the copy mends it.
pub(super) fn too_high(lines: u16) -> i64 {
    if lines == 0 { 0 } else { 2_000 + 400 * i64::from(lines) }
}

/// 碰题: heads side by side with nothing between (M2).
pub(super) fn heads_abreast(pairs: usize) -> i64 {
    60 * i64::try_from(pairs).unwrap_or(0)
}

/// 通缝: gaps that run through the page (M3).
pub(super) fn gap_through(gaps: usize) -> i64 {
    80 * i64::try_from(gaps).unwrap_or(0)
}

/// 顶题: a head straight under another (M5).
pub(super) fn head_under_head(pairs: usize) -> i64 {
    60 * i64::try_from(pairs).unwrap_or(0)
}

/// 拐弯: turns of an outline beyond four (M7).
pub(super) fn bends(turns: u16) -> i64 {
    20 * i64::from(turns.saturating_sub(4))
}

/// A design that was named so many places after the first.
pub(super) fn layout(place: usize) -> i64 {
    5 * i64::try_from(place).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Bill, Term};
    use crate::layout::{COSTS, FitRules};

    #[test]
    fn a_term_has_the_name_of_its_cost() {
        let name = |term: Term| format!("{term:?}");
        let kebab = |name: &str| name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>();
        let terms = [
            Term::Overset,
            Term::AiryHead,
            Term::HeadLines,
            Term::Torn,
            Term::Moved,
            Term::TooHigh,
            Term::Bends,
            Term::Layout,
        ];
        for term in terms {
            assert_eq!(kebab(COSTS[term as usize].0), name(term));
        }
        assert_eq!(Term::Layout as usize + 1, COSTS.len());
    }

    #[test]
    fn weights_multiply_single_terms() {
        let bill = Bill::of(Term::Widow, 25) + Bill::of(Term::Crop, 7);
        let mut rules = FitRules::default();
        assert_eq!(bill.total(&rules), 32);
        rules.weights.insert("widow", 2000);
        rules.weights.insert("crop", 0);
        assert_eq!(bill.total(&rules), 50);
        rules.weights.insert("crop", 1);
        assert_eq!(bill.total(&rules), 51, "what is charged at all is never free");
    }
}
