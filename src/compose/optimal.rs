//! Lines chosen for the whole paragraph: the least cost over all legal breaks, by dynamic programming.
//!
//! Source: Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience 11, 1981), for the
//! search over active breaks. Their demerits weigh stretch against penalties in one sum; here a cost is a row of
//! figures compared from the worst to the least, so that no amount of a later stage of A7 buys an earlier one. Rows
//! add up figure by figure, and the order of rows is kept by adding, which is all that the search needs.

use super::breaks::{bare, full_or_half, hangs, hung, natural_end, relaxes, shrinks};
use super::line::{Trouble, Why};
use super::room::{Break, Opening, Room};
use super::spacing::Text;
use super::stages::{Amounts, Places, adjust};
use super::tables::shrink_stages;
use crate::geom::Em;

/// What a line costs, the worst first: too wide; A3 relaxed; not filled; opened beyond `loose`; moved, while a
/// correction holds the rest; a lone character; then the stages of A7 from the dearest: expansion 3, 2, 1, shrinking
/// 6 … 1. The figures of stages are squares of what one place takes or gives, so that even lines are cheaper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost([i64; 15]);

const OVERFULL: usize = 0;
const RELAXED: usize = 1;
const UNFILLED: usize = 2;
const LOOSE: usize = 3;
const MOVED: usize = 4;
const LONE: usize = 5;
const STRETCH: usize = 6;
const SHRINK: usize = 9;

impl Cost {
    fn plus(mut self, other: &Self) -> Self {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = own.saturating_add(other);
        }
        self
    }
}

/// Lines as they were before a correction: stretches of cells that may stay as they are.
pub(super) type Old = std::collections::BTreeSet<(usize, usize)>;

/// A way to a break: what it costs, where its last line begins (a place in the list of breaks), how that line ends.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    from: usize,
    end: Break,
}

/// The paragraph while it is searched.
struct Search<'t, 'a> {
    text: &'t Text<'a>,
    opening: Opening,
    /// Cells before which a line may begin, the first and the end of the text among them.
    breaks: Vec<usize>,
    /// Places of all cells before a break.
    places: Vec<Places>,
    old: Option<&'t Old>,
    /// Every line is looked at, however loose.
    all: bool,
}

/// Most breaks tried for the end of one line.
const MOST: usize = 96;

/// The lines of a paragraph at the least cost. With `old`, lines that were
/// there before the correction stay wherever no rule is against it.
pub(super) fn choose(text: &Text<'_>, opening: Opening, old: Option<&Old>) -> Vec<Break> {
    let mut search = Search::new(text, opening, old);
    // Lines that no one would call loose are few, and where they reach the end no other is better.
    if old.is_none()
        && let Some(found) = search.run()
    {
        return found;
    }
    search.all = true;
    search.run().unwrap_or_default()
}

impl<'t, 'a> Search<'t, 'a> {
    fn new(text: &'t Text<'a>, opening: Opening, old: Option<&'t Old>) -> Self {
        let (first, count) = (opening.first, text.len());
        let can = |at: &usize| *at == first || *at == count || text.cells[*at].legal || relaxes(text, *at);
        let breaks: Vec<usize> = (first..=count).filter(can).collect();
        let mut places = Vec::with_capacity(breaks.len());
        let (mut sum, mut next) = (Places::default(), first);
        for &at in &breaks {
            for cell in &text.cells[next..at] {
                sum.add_before(cell.joint, shrink_stages(cell.class).0, cell.lead);
                sum.add_body(cell.class, cell.trail);
            }
            next = at;
            places.push(sum);
        }
        Self { text, opening, breaks, places, old, all: false }
    }

    fn room(&self, from: usize) -> Room {
        self.opening.room(self.breaks[from])
    }

    /// The best lines; `None` if no way leads to the end.
    fn run(&self) -> Option<Vec<Break>> {
        let mut ways: Vec<Option<Way>> = vec![None; self.breaks.len()];
        let mut furthest = 0;
        for from in 0..self.breaks.len() - 1 {
            let so_far = match (from, ways[from]) {
                (0, _) => Cost::default(),
                (_, Some(way)) => way.cost,
                (_, None) => continue,
            };
            furthest = self.lines(from, furthest.max(from + 1), so_far, &mut ways);
        }
        let mut at = self.breaks.len() - 1;
        let mut found = Vec::new();
        while at > 0 {
            let way = ways[at]?;
            found.push(way.end);
            at = way.from;
        }
        found.reverse();
        Some(found)
    }

    /// Tries every line that begins at `from`; gives the last break that was worth trying.
    fn lines(&self, from: usize, start: usize, so_far: Cost, ways: &mut [Option<Way>]) -> usize {
        let room = self.room(from);
        let text = self.text;
        let last = self.breaks.len() - 1;
        // What fits to its end costs nothing: no other line from here can be better.
        if text.width(room.start, text.len(), room.indented) <= room.width {
            self.try_line(from, last, so_far, ways);
            if self.old.is_none() && !text.is_lone(room.start) {
                return start;
            }
        }
        let mut furthest = start;
        while furthest < last && !text.hopeless(room.start, self.breaks[furthest], room.width) {
            furthest += 1;
        }
        let mut tried = 0;
        for to in (from + 1..=furthest).rev() {
            if self.too_short(room, to) || tried == MOST {
                break;
            }
            tried += usize::from(self.try_line(from, to, so_far, ways));
        }
        if tried == 0 && self.all {
            // Step 10: no break fits; the first there is.
            let legal = |to: &usize| text.legal(self.breaks[*to]);
            if let Some(to) = (from + 1..=last).find(legal) {
                self.force(from, to, so_far, ways);
            }
        }
        furthest
    }

    /// Under half of the measure no line can be filled without being loose.
    fn too_short(&self, room: Room, to: usize) -> bool {
        let width = self.text.width(room.start, self.breaks[to], room.indented);
        !self.all && width < room.width / 2
    }

    /// Tries one line; whether it can be set at all.
    fn try_line(&self, from: usize, to: usize, so_far: Cost, ways: &mut [Option<Way>]) -> bool {
        let (room, end) = (self.room(from), self.breaks[to]);
        let Some(mut chosen) = self.ending(room, end) else { return false };
        if !self.text.legal(end) {
            if !self.all {
                return false;
            }
            chosen.trouble = Some(Trouble::KinsokuRelaxed);
        }
        let amounts = self.amounts(from, to, room, chosen);
        if !self.all && (amounts.loose || amounts.unfilled) {
            return false;
        }
        let held = self.old.is_some_and(|old| old.contains(&(room.start, end)));
        let cost = so_far.plus(&if held { Cost::default() } else { self.cost(room, chosen, &amounts) });
        if held {
            chosen.why = Why::Held;
        }
        offer(&mut ways[to], Way { cost, from, end: chosen });
        true
    }

    /// The line that is too wide at all events.
    fn force(&self, from: usize, to: usize, so_far: Cost, ways: &mut [Option<Way>]) {
        let (room, end) = (self.room(from), self.breaks[to]);
        let chosen = Break { trouble: Some(Trouble::Overfull), ..bare(self.text, room, end, Why::Forced) };
        let amounts = self.amounts(from, to, room, chosen);
        let mut cost = self.cost(room, chosen, &amounts);
        cost.0[OVERFULL] = (self.text.natural(room, chosen) - room.width).units();
        offer(&mut ways[to], Way { cost: so_far.plus(&cost), from, end: chosen });
    }

    /// How a line that ends there would end; `None` if it does not fit.
    fn ending(&self, room: Room, end: usize) -> Option<Break> {
        let text = self.text;
        let fits = text.width(room.start, end, room.indented) <= room.width;
        match (fits, end == text.len()) {
            (true, true) => Some(natural_end(text, room, end)),
            (true, false) => Some(full_or_half(text, room, end, Why::Paragraph)),
            _ if shrinks(text, room, end) => Some(bare(text, room, end, Why::Paragraph)),
            _ if hangs(text, room, end) => Some(hung(end)),
            _ => None,
        }
    }

    fn amounts(&self, from: usize, to: usize, room: Room, chosen: Break) -> Amounts {
        let short = room.width - self.text.natural(room, chosen);
        let short = if chosen.end == self.text.len() { short.min(Em::ZERO) } else { short };
        if short == Em::ZERO {
            return Amounts::default();
        }
        adjust(self.text, &self.places(from, to, self.text.inner(room, chosen)), short)
    }

    /// The places of a line, from the sums: without those at its edges and of what does not fill it.
    fn places(&self, from: usize, to: usize, inner: usize) -> Places {
        let start = self.breaks[from];
        let cells = &self.text.cells;
        let mut edges = Places::default();
        edges.add_before(cells[start].joint, shrink_stages(cells[start].class).0, cells[start].lead);
        for cell in &cells[inner..self.breaks[to]] {
            edges.add_before(cell.joint, shrink_stages(cell.class).0, cell.lead);
            edges.add_body(cell.class, cell.trail);
        }
        if let Some(last) = cells[start..inner].last() {
            edges.shrink[shrink_stages(last.class).1] += i32::from(last.trail > Em::ZERO);
        }
        self.places[to].without(&self.places[from]).without(&edges)
    }

    fn cost(&self, room: Room, chosen: Break, amounts: &Amounts) -> Cost {
        let text = self.text;
        let mut cost = Cost::default();
        let square = |em: Em| em.units().saturating_mul(em.units());
        cost.0[RELAXED] = i64::from(chosen.trouble == Some(Trouble::KinsokuRelaxed));
        cost.0[UNFILLED] = i64::from(amounts.unfilled);
        if amounts.loose {
            cost.0[LOOSE] = square((amounts.plain.most().max(amounts.spaces.most()) - text.rules.loose).max(Em::MILLI));
        }
        cost.0[MOVED] = i64::from(self.old.is_some());
        let opens = room.start + text.from as usize == 0;
        cost.0[LONE] = i64::from(chosen.end == text.len() && !opens && text.is_lone(room.start));
        let stretch = [amounts.plain, amounts.gaps, amounts.spaces];
        for (place, share) in stretch.into_iter().chain(amounts.shares[1..].iter().rev().copied()).enumerate() {
            cost.0[STRETCH + place] = square(share.most());
        }
        debug_assert_eq!(STRETCH + stretch.len(), SHRINK, "stages of shrinking follow those of stretching");
        cost
    }
}

/// Keeps the cheaper way; of two that cost the same the first, which has the longer last line.
fn offer(place: &mut Option<Way>, way: Way) {
    if place.as_ref().is_none_or(|known| way.cost < known.cost) {
        *place = Some(way);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, Search, choose};
    use crate::compose::Measure;
    use crate::compose::lines::greedy;
    use crate::compose::room::{Break, Opening};
    use crate::compose::rules::Rules;
    use crate::compose::spacing::Text;
    use crate::geom::Em;
    use crate::shape::{Passage, stub};
    use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};

    /// What a row of lines costs, added up from the first.
    fn price(search: &Search<'_, '_>, lines: &[Break]) -> Option<Cost> {
        let mut sum = Cost::default();
        let mut from = 0;
        for line in lines {
            let to = search.breaks.iter().position(|&at| at == line.end)?;
            let mut ways = vec![None; search.breaks.len()];
            if !search.try_line(from, to, sum, &mut ways) {
                search.force(from, to, sum, &mut ways);
            }
            sum = ways[to]?.cost;
            from = to;
        }
        Some(sum)
    }

    /// The least cost of all rows of lines there are, each tried.
    fn cheapest(search: &Search<'_, '_>, from: usize, sum: Cost) -> Option<Cost> {
        let last = search.breaks.len() - 1;
        if from == last {
            return Some(sum);
        }
        let mut best: Option<Cost> = None;
        let mut any = false;
        for to in from + 1..=last {
            let mut ways = vec![None; search.breaks.len()];
            if !search.try_line(from, to, sum, &mut ways) {
                continue;
            }
            any = true;
            let found = ways[to].and_then(|way| cheapest(search, to, way.cost));
            best = best.into_iter().chain(found).min();
        }
        if !any {
            let to = (from + 1..=last).find(|&to| search.text.legal(search.breaks[to]))?;
            let mut ways = vec![None; search.breaks.len()];
            search.force(from, to, sum, &mut ways);
            return ways[to].and_then(|way| cheapest(search, to, way.cost));
        }
        best
    }

    fn copy() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "天", "地", "，", "。", "“", "”", "、", "（", "）", "3.5%", "GDP", "——", "to be",
        ]);
        prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_row_of_lines_is_cheaper(source in copy(), halves in 4_i64..14, profile in prop::sample::select(vec!["gb", "news-cn", "strict", "tw-news"])) {
            let (shaped, rules) = (stub(&Passage::plain(&source)), Rules::profile(profile).expect("listed"));
            let text = Text::new(&shaped, 0, u32::MAX, &rules);
            if text.len() > 0 {
                let opening = Opening { first: 0, measure: Measure { width: Em::HALF * halves, indent: Em::ZERO }, opens: true };
                let mut search = Search::new(&text, opening, None);
                search.all = true;
                let found = price(&search, &choose(&text, opening, None)).expect("lines that can be set");
                prop_assert_eq!(Some(found), cheapest(&search, 0, Cost::default()));
            }
        }

        #[test]
        fn it_never_costs_more_than_line_by_line(source in copy(), halves in 6_i64..30) {
            let (shaped, rules) = (stub(&Passage::plain(&source)), Rules::default());
            let text = Text::new(&shaped, 0, u32::MAX, &rules);
            let opening = Opening { first: 0, measure: Measure { width: Em::HALF * halves, indent: Em::ZERO }, opens: true };
            let mut search = Search::new(&text, opening, None);
            search.all = true;
            let lines = greedy(&text, opening);
            if let Some(greedy) = price(&search, &lines) {
                let best = price(&search, &choose(&text, opening, None)).expect("lines that can be set");
                prop_assert_eq!(best.min(greedy), best, "line by line: {:?}", lines);
            }
        }
    }
}
