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
    /// Work done, in steps.
    pub spent: u32,
    /// What a page costs that is filled from the top, each band as it is best for the areas that end in it.
    pub greedy: i64,
    /// The heights of that page.
    pub greedy_heights: Vec<u16>,
}

/// What the search asks.
pub(super) trait Prices {
    /// What an area costs when bands have these heights; it hangs only on those that it touches, and on whether
    /// it ends the page. Never negative.
    fn price(&self, index: usize, heights: &[u16]) -> i64;

    /// What the areas cost each other at any heights: never more than [`between`](Self::between).
    fn always(&self) -> i64 {
        0
    }

    /// What the areas cost each other beyond that, if it is less than `room`; at least `room` if it is not. Never
    /// negative.
    fn between(&self, heights: &[u16], room: i64) -> i64;

    /// How often areas that cost each other something were set otherwise, so far.
    fn tried(&self) -> u32 {
        0
    }

    /// Whether all that could cost less was tried.
    fn whole(&self) -> bool {
        true
    }
}

/// Steps that an area's price costs: its text is run into its legs.
const PRICE: u32 = 100;
/// Steps that it costs to hold the areas of a page against each other.
const BETWEEN: u32 = 20;
/// Moves of the first descent, at most.
const MOVES: usize = 200;
/// Fewest lines of a free band, if there are so many.
const LEAST: u16 = 4;

/// The bands that an area touches.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    first: usize,
    last: usize,
    upright: bool,
}

impl Extent {
    /// The bands of an area; `None` if it is not drawn.
    pub(super) fn of(layout: &Layout, id: AreaId) -> Option<Self> {
        let has = |row: &Vec<AreaId>| row.contains(&id);
        let first = layout.map.cells.iter().position(has)?;
        let last = layout.map.cells.iter().rposition(has)?;
        let columns = |row: &Vec<AreaId>| row.iter().map(|&cell| cell == id).collect::<Vec<_>>();
        let top = columns(&layout.map.cells[first]);
        let upright = layout.map.cells[first..=last].iter().all(|row| columns(row) == top);
        Some(Self { first, last, upright })
    }

    /// The first of its bands.
    pub(super) fn first(&self) -> usize {
        self.first
    }

    /// First line of the area.
    pub(super) fn top(&self, heights: &[u16]) -> u16 {
        heights[..self.first].iter().sum()
    }

    /// All that the price of the area hangs on: whether it ends the page, and its own heights, or their sum.
    pub(super) fn key(&self, heights: &[u16], lines: u16) -> (bool, Vec<u16>) {
        let end = heights[..=self.last].iter().map(|&height| u32::from(height)).sum::<u32>() == u32::from(lines);
        let own = &heights[self.first..=self.last];
        (end, if self.upright { vec![own.iter().sum()] } else { own.to_vec() })
    }
}

/// Finds the heights.
pub(super) fn solve(layout: &Layout, areas: &[Extent], prices: &dyn Prices) -> Solution {
    let ranges = ranges(layout);
    let mut search = Search {
        lines: layout.grid.lines,
        budget: layout.fit.budget,
        rest_least: suffix(&ranges, |range| range.0),
        rest_most: suffix(&ranges, |range| range.1),
        ranges,
        areas,
        prices,
        memo: areas.iter().map(|_| RefCell::default()).collect(),
        best: None,
        bounds: Vec::new(),
        spent: Cell::new(0),
    };
    search.bounds = search.bounds();
    let greedy = search.greedy();
    // A good solution first, so that the exact search can leave out nearly everything.
    search.best = search.descend();
    if let Some(greedy) = &greedy
        && search.best.as_ref().is_none_or(|best| greedy.0 < best.0)
    {
        search.best = Some(greedy.clone());
    }
    let mut heights = vec![0; search.ranges.len()];
    search.band(0, 0, &mut heights, 0);
    let (spent, exact) = (search.spent(), search.spent() < search.budget && prices.whole());
    // The layout is checked: its bands can make up the page, so there is a best.
    let (cost, heights) = search.best.unwrap_or((i64::MAX, heights));
    let (greedy, greedy_heights) = greedy.unwrap_or_else(|| (cost, heights.clone()));
    Solution { heights, cost, exact, spent, greedy, greedy_heights }
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

/// Prices of one area by the heights that they hang on.
type Memo = RefCell<BTreeMap<(bool, Vec<u16>), i64>>;

struct Search<'a> {
    lines: u16,
    budget: u32,
    ranges: Vec<(u16, u16)>,
    rest_least: Vec<u32>,
    rest_most: Vec<u32>,
    areas: &'a [Extent],
    prices: &'a dyn Prices,
    memo: Vec<Memo>,
    best: Option<(i64, Vec<u16>)>,
    /// Least that the areas cost whose last band is this one or a later one.
    bounds: Vec<i64>,
    spent: Cell<u32>,
}

impl Search<'_> {
    /// Tries every height of band `at`; `used` lines are above it and cost `sum` so far.
    fn band(&mut self, at: usize, used: u32, heights: &mut Vec<u16>, sum: i64) {
        let room = self.best.as_ref().map_or(i64::MAX, |best| best.0);
        if sum + self.bounds[at] >= room || self.spent() >= self.budget {
            return;
        }
        if at == self.ranges.len() {
            if used == u32::from(self.lines) {
                self.spend(BETWEEN);
                let cost = sum + self.prices.between(heights, room - sum);
                if cost < room {
                    self.best = Some((cost, heights.clone()));
                }
            }
            return;
        }
        for height in self.heights_of(at, used) {
            heights[at] = height;
            self.spend(1);
            let more = self.ended(at, heights);
            self.band(at + 1, used + u32::from(height), heights, sum + more);
        }
    }

    /// Heights of a band that leave the bands below it what they need, when `used` lines are above it.
    fn heights_of(&self, at: usize, used: u32) -> impl Iterator<Item = u16> + use<> {
        let left = u32::from(self.lines).saturating_sub(used);
        let (least, most) = (self.rest_least[at + 1], self.rest_most[at + 1]);
        let fits = move |height: &u16| {
            left.checked_sub(u32::from(*height)).is_some_and(|after| after >= least && after <= most)
        };
        (self.ranges[at].0..=self.ranges[at].1).filter(fits)
    }

    /// What the areas cost that end in a band.
    fn ended(&self, at: usize, heights: &[u16]) -> i64 {
        let ended = self.areas.iter().enumerate().filter(|(_, area)| area.last == at);
        ended.map(|(index, _)| self.price_of(index, heights)).sum()
    }

    /// The page filled from the top: each band takes the height that is best for the areas that end in it.
    fn greedy(&self) -> Option<(i64, Vec<u16>)> {
        let mut heights = vec![0; self.ranges.len()];
        let mut used = 0;
        for at in 0..self.ranges.len() {
            let with = |height: u16| {
                let mut with = heights.clone();
                with[at] = height;
                (self.ended(at, &with), height)
            };
            let height = self.heights_of(at, used).map(with).min()?.1;
            heights[at] = height;
            used += u32::from(height);
        }
        Some((self.cost(&heights, i64::MAX), heights))
    }

    /// For each band, the least that areas cost that end in it or below.
    fn bounds(&self) -> Vec<i64> {
        let mut bounds = vec![self.prices.always(); self.ranges.len() + 1];
        for (index, area) in self.areas.iter().enumerate() {
            let least = self.least(index, area);
            for bound in &mut bounds[..=area.last] {
                *bound += least;
            }
        }
        bounds
    }

    /// The least price of an upright area, over all sums of its heights; a stepped one has too many shapes.
    fn least(&self, index: usize, area: &Extent) -> i64 {
        if !area.upright {
            return 0;
        }
        let (end, bands) = (self.ranges.len() - 1, area.first..=area.last);
        let sum = |of: fn(&(u16, u16)) -> u16| self.ranges[bands.clone()].iter().map(of).map(u32::from).sum::<u32>();
        let outside = |sums: &[u32]| sums[0] - (sums[area.first] - sums[area.last + 1]);
        let lines = u32::from(self.lines);
        let least = sum(|range| range.0).max(lines.saturating_sub(outside(&self.rest_most)));
        let most = sum(|range| range.1).min(lines.saturating_sub(outside(&self.rest_least)));
        let price = |height: u32| {
            // The area at this height, and all the other lines on the side where it does not end the page.
            let mut heights = vec![0; self.ranges.len()];
            let height = u16::try_from(height).unwrap_or(u16::MAX);
            heights[if area.last == end { 0 } else { end }] = self.lines - height.min(self.lines);
            heights[area.last] = height;
            if area.first == 0 && area.last == end {
                heights[0] = 0;
                heights[end] = self.lines;
            }
            self.price_of(index, &heights)
        };
        (least..=most).map(price).min().unwrap_or(0)
    }

    /// Moves lines between pairs of bands while that makes the page cheaper.
    fn descend(&self) -> Option<(i64, Vec<u16>)> {
        let mut heights = self.spread()?;
        let mut cost = self.cost(&heights, i64::MAX);
        for _ in 0..MOVES {
            let mut better: Option<(i64, Vec<u16>)> = None;
            for (from, to) in self.pairs() {
                for lines in [1, 2, 3, 5, 8] {
                    let Some(moved) = self.moved(&heights, (from, to), lines) else { continue };
                    let least = better.as_ref().map_or(cost, |better| better.0);
                    let price = self.cost(&moved, least);
                    if price < least {
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

    fn spent(&self) -> u32 {
        self.spent.get().saturating_add(self.prices.tried().saturating_mul(BETWEEN))
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

    /// The whole cost of these heights, if it is less than `room`.
    fn cost(&self, heights: &[u16], room: i64) -> i64 {
        let sum: i64 = (0..self.areas.len()).map(|index| self.price_of(index, heights)).sum();
        if sum >= room {
            return sum;
        }
        self.spend(BETWEEN);
        sum + self.prices.between(heights, room - sum)
    }

    fn price_of(&self, index: usize, heights: &[u16]) -> i64 {
        let key = self.areas[index].key(heights, self.lines);
        if let Some(&price) = self.memo[index].borrow().get(&key) {
            return price;
        }
        let price = self.prices.price(index, heights);
        self.spend(PRICE);
        self.memo[index].borrow_mut().insert(key, price);
        price
    }
}
