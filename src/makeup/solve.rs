//! [`solve`]: heights for the free bands, at least cost.
//!
//! An exact search over whole lines with branch and bound: an area is priced as soon as the last band
//! that it touches has a height, prices are remembered by area and heights, and what is still to be priced costs
//! no less than the cheapest height of each area.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::layout::{AreaId, Band, Layout};

/// Heights of all bands, and how they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    /// Lines of each band.
    pub heights: Vec<u16>,
    /// Sum of the prices.
    pub cost: i64,
    /// Whether every set of heights was looked at or shown to be worse.
    pub exact: bool,
}

/// Work of the search, at most, in steps; a step is a height tried for a band. About half a second.
const BUDGET: u32 = 1_000_000;
/// Steps that an area's price costs: its text is run into its legs.
const PRICE: u32 = 100;
/// Moves of the first descent, at most.
const MOVES: usize = 200;
/// Fewest lines of a free band, if there are so many.
const LEAST: u16 = 4;

/// An area that has a price, and the bands it touches.
struct Priced {
    index: usize,
    first: usize,
    last: usize,
    upright: bool,
}

/// Finds the heights. `price` tells what area `index` of `areas` costs when bands have these heights.
pub(super) fn solve(layout: &Layout, areas: &[AreaId], price: &dyn Fn(usize, &[u16]) -> i64) -> Solution {
    let ranges = ranges(layout);
    let priced: Vec<Priced> = areas.iter().enumerate().filter_map(|(index, &id)| touch(layout, index, id)).collect();
    let mut search = Search {
        lines: layout.grid.lines,
        rest_least: suffix(&ranges, |range| range.0),
        rest_most: suffix(&ranges, |range| range.1),
        ranges,
        priced,
        price,
        memo: RefCell::default(),
        best: None,
        bounds: Vec::new(),
        spent: Cell::new(0),
    };
    search.bounds = search.bounds();
    // A good solution first, so that the exact search can leave out nearly everything.
    search.best = search.descend();
    let mut heights = vec![0; search.ranges.len()];
    search.band(0, 0, &mut heights, 0);
    let exact = search.spent.get() < BUDGET;
    // The layout is checked: its bands can make up the page, so there is a best.
    let (cost, heights) = search.best.unwrap_or((i64::MAX, heights));
    Solution { heights, cost, exact }
}

/// Least and most lines of each band.
pub(super) fn ranges(layout: &Layout) -> Vec<(u16, u16)> {
    let bands = || layout.map.bands.iter().map(|band| band.0);
    let fixed = bands().map(|band| match band {
        Band::Lines(lines) => lines,
        Band::Range(least, _) => least,
        Band::Free => 0,
    });
    let room = layout.grid.lines.saturating_sub(fixed.sum());
    let free = u16::try_from(bands().filter(|&band| band == Band::Free).count()).unwrap_or(u16::MAX);
    let least = LEAST.min(room / free.max(1)).max(1);
    let spare = room.saturating_sub(least.saturating_mul(free));
    bands()
        .map(|band| match band {
            Band::Lines(lines) => (lines, lines),
            Band::Range(least, most) => (least, most.min(least + spare)),
            Band::Free => (least, least + spare),
        })
        .collect()
}

fn suffix(ranges: &[(u16, u16)], of: impl Fn(&(u16, u16)) -> u16) -> Vec<u32> {
    let mut sums = vec![0; ranges.len() + 1];
    for (index, range) in ranges.iter().enumerate().rev() {
        sums[index] = sums[index + 1] + u32::from(of(range));
    }
    sums
}

fn touch(layout: &Layout, index: usize, id: AreaId) -> Option<Priced> {
    let has = |row: &Vec<AreaId>| row.contains(&id);
    let first = layout.map.cells.iter().position(has)?;
    let last = layout.map.cells.iter().rposition(has)?;
    let columns = |row: &Vec<AreaId>| row.iter().map(|&cell| cell == id).collect::<Vec<_>>();
    let top = columns(&layout.map.cells[first]);
    let upright = layout.map.cells[first..=last].iter().all(|row| columns(row) == top);
    Some(Priced { index, first, last, upright })
}

/// Area, last line is the page's, heights.
type Key = (usize, bool, Vec<u16>);

struct Search<'a> {
    lines: u16,
    ranges: Vec<(u16, u16)>,
    rest_least: Vec<u32>,
    rest_most: Vec<u32>,
    priced: Vec<Priced>,
    price: &'a dyn Fn(usize, &[u16]) -> i64,
    memo: RefCell<BTreeMap<Key, i64>>,
    best: Option<(i64, Vec<u16>)>,
    /// Least that the areas cost whose last band is this one or a later one.
    bounds: Vec<i64>,
    spent: Cell<u32>,
}

impl Search<'_> {
    /// Tries every height of band `at`; `used` lines are above it and cost `sum` so far.
    fn band(&mut self, at: usize, used: u32, heights: &mut Vec<u16>, sum: i64) {
        if self.best.as_ref().is_some_and(|best| sum + self.bounds[at] >= best.0) || self.spent.get() >= BUDGET {
            return;
        }
        if at == self.ranges.len() {
            if used == u32::from(self.lines) {
                self.best = Some((sum, heights.clone()));
            }
            return;
        }
        let left = u32::from(self.lines).saturating_sub(used);
        for height in self.ranges[at].0..=self.ranges[at].1 {
            let after = left.checked_sub(u32::from(height));
            if after.is_none_or(|after| after < self.rest_least[at + 1] || after > self.rest_most[at + 1]) {
                continue;
            }
            heights[at] = height;
            self.spend(1);
            let ended = self.priced.iter().filter(|priced| priced.last == at);
            let more: i64 = ended.map(|priced| self.price_of(priced, used, heights)).sum();
            self.band(at + 1, used + u32::from(height), heights, sum + more);
        }
    }

    /// For each band, the least that areas cost that end in it or below.
    fn bounds(&self) -> Vec<i64> {
        let mut bounds = vec![0; self.ranges.len() + 1];
        for priced in &self.priced {
            let least = self.least(priced);
            for bound in &mut bounds[..=priced.last] {
                *bound += least;
            }
        }
        bounds
    }

    /// The least price of an upright area, over all sums of its heights; a stepped one has too many shapes.
    fn least(&self, priced: &Priced) -> i64 {
        if !priced.upright {
            return 0;
        }
        let (end, bands) = (self.ranges.len() - 1, priced.first..=priced.last);
        let sum = |of: fn(&(u16, u16)) -> u16| self.ranges[bands.clone()].iter().map(of).map(u32::from).sum::<u32>();
        let outside = |sums: &[u32]| sums[0] - (sums[priced.first] - sums[priced.last + 1]);
        let lines = u32::from(self.lines);
        let least = sum(|range| range.0).max(lines.saturating_sub(outside(&self.rest_most)));
        let most = sum(|range| range.1).min(lines.saturating_sub(outside(&self.rest_least)));
        let price = |height: u32| {
            // The area at this height, and all the other lines on the side where it does not end the page.
            let mut heights = vec![0; self.ranges.len()];
            let height = u16::try_from(height).unwrap_or(u16::MAX);
            heights[if priced.last == end { 0 } else { end }] = self.lines - height.min(self.lines);
            heights[priced.last] = height;
            if priced.first == 0 && priced.last == end {
                heights[0] = 0;
                heights[end] = self.lines;
            }
            let above = heights[..priced.last].iter().copied().map(u32::from).sum();
            self.price_of(priced, above, &heights)
        };
        (least..=most).map(price).min().unwrap_or(0)
    }

    /// Moves lines between pairs of bands while that makes the page cheaper.
    fn descend(&self) -> Option<(i64, Vec<u16>)> {
        let mut heights = self.spread()?;
        let mut cost = self.cost(&heights);
        for _ in 0..MOVES {
            let mut better: Option<(i64, Vec<u16>)> = None;
            for (from, to) in self.pairs() {
                for lines in [1, 2, 3, 5, 8] {
                    let Some(moved) = self.moved(&heights, (from, to), lines) else { continue };
                    let price = self.cost(&moved);
                    if price < better.as_ref().map_or(cost, |better| better.0) {
                        better = Some((price, moved));
                    }
                }
            }
            match better {
                Some((price, moved)) => (cost, heights) = (price, moved),
                None => break,
            }
        }
        Some((cost, heights))
    }

    fn spend(&self, steps: u32) {
        self.spent.set(self.spent.get().saturating_add(steps));
    }

    /// Every band at its least, then filled up in turn.
    fn spread(&self) -> Option<Vec<u16>> {
        let mut heights: Vec<u16> = self.ranges.iter().map(|range| range.0).collect();
        let mut spare = self.lines.checked_sub(heights.iter().sum())?;
        while spare > 0 {
            let before = spare;
            for (height, range) in heights.iter_mut().zip(&self.ranges) {
                if spare > 0 && *height < range.1 {
                    *height += 1;
                    spare -= 1;
                }
            }
            if spare == before {
                return None;
            }
        }
        Some(heights)
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let free = move |at: &usize| self.ranges[*at].0 < self.ranges[*at].1;
        let bands = 0..self.ranges.len();
        bands.clone().filter(free).flat_map(move |from| bands.clone().filter(free).map(move |to| (from, to)))
    }

    fn moved(&self, heights: &[u16], (from, to): (usize, usize), lines: u16) -> Option<Vec<u16>> {
        let less = heights[from].checked_sub(lines).filter(|&height| height >= self.ranges[from].0)?;
        let more = (heights[to] + lines <= self.ranges[to].1 && from != to).then_some(heights[to] + lines)?;
        let mut moved = heights.to_vec();
        (moved[from], moved[to]) = (less, more);
        Some(moved)
    }

    /// The whole cost of these heights.
    fn cost(&self, heights: &[u16]) -> i64 {
        let tops = |priced: &Priced| heights[..priced.last].iter().map(|&height| u32::from(height)).sum();
        self.priced.iter().map(|priced| self.price_of(priced, tops(priced), heights)).sum()
    }

    fn price_of(&self, priced: &Priced, above_last: u32, heights: &[u16]) -> i64 {
        let own = &heights[priced.first..=priced.last];
        let end = above_last + u32::from(heights[priced.last]) == u32::from(self.lines);
        let shape = if priced.upright { vec![own.iter().sum()] } else { own.to_vec() };
        let key = (priced.index, end, shape);
        if let Some(&price) = self.memo.borrow().get(&key) {
            return price;
        }
        let price = (self.price)(priced.index, heights);
        self.spend(PRICE);
        self.memo.borrow_mut().insert(key, price);
        price
    }
}
