//! What the areas of a page cost each other: heads that meet (M2, M5). Where they do, areas are set by dearer ways of their
//! own that cost the page less.

use std::rc::Rc;

use super::checks;
use super::cost::Bill;
use super::fit::{Fitting, Priced, Stand};
use super::frame::{Frame, frame};
use super::plan::{self, AreaPlan, PagePlan};
use super::solve::{Extent, Prices};
use crate::layout::{Area, FitRules};

/// Ways to set the areas whose heads meet that are looked at for one set of heights, at most.
const MOST_TRIED: u32 = 500;

/// How all areas are set at some heights.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The way of each area.
    pub ways: Vec<Rc<Priced>>,
    /// What they cost each other.
    pub between: Bill,
    /// That, and what dearer ways cost beyond the cheapest of their areas.
    pub more: i64,
}

impl Settled {
    /// What the page costs.
    pub(super) fn cost(&self, rules: &FitRules) -> i64 {
        self.ways.iter().map(|way| way.cost).sum::<i64>() + self.between.total(rules)
    }
}

/// An area and other ways to set it.
type Others = (usize, Vec<(i64, Rc<Priced>)>);

impl Fitting<'_, '_> {
    /// Where heads and text stand by some ways, before a line is set.
    pub(super) fn sketch(&self, heights: &[u16], ways: &[Rc<Priced>]) -> PagePlan {
        let grid = &self.layout.grid;
        let texts = self.items.iter().zip(ways).enumerate().filter_map(|(at, (item, way))| {
            let stand = self.stand(at, &item.extent, heights, way.offer);
            self.drawn(stand, item.prepared.area, heights, |frame| {
                plan::sketch(grid, item.prepared, frame, &way.choice)
            })
        });
        let stills = self.stills.iter().enumerate().filter_map(|(at, still)| {
            let stand = self.stand(self.items.len() + at, &still.extent, heights, 0);
            self.drawn(stand, still.area, heights, |frame| plan::furniture(still.area, &frame, &self.page.span))
        });
        let areas = texts.chain(stills).collect();
        PagePlan { areas, ..PagePlan::new(self.page.number, grid) }
    }

    fn stand(&self, at: usize, extent: &Extent, heights: &[u16], offer: usize) -> Stand {
        (at, extent.top(heights), extent.key(heights, self.layout.grid.lines), offer)
    }

    /// The plan of an area, drawn once for each place in which it stands.
    fn drawn(
        &self,
        stand: Stand,
        area: &Area,
        heights: &[u16],
        draw: impl Fn(Frame) -> AreaPlan,
    ) -> Option<Rc<AreaPlan>> {
        if let Some(drawn) = self.sketches.borrow().get(&stand) {
            return Some(Rc::clone(drawn));
        }
        let drawn = Rc::new(draw(frame(self.layout, area, heights)?));
        self.sketches.borrow_mut().insert(stand, Rc::clone(&drawn));
        Some(drawn)
    }

    /// How all areas are set at some heights: where heads meet, dearer ways of those areas are tried that cost less
    /// than the meeting, and less than `room`.
    pub(super) fn settled(&self, heights: &[u16], room: i64) -> Settled {
        let ways: Vec<Rc<Priced>> = (0..self.items.len()).map(|index| self.priced(index, heights)).collect();
        let (between, met) = checks::price_heads(&self.sketch(heights, &ways));
        let mut settled = Settled { more: between.total(&self.layout.fit), ways, between };
        // What meets whatever the choices cannot be saved.
        let most = settled.more.min(room) - self.always();
        if most <= 0 || met.is_empty() {
            return settled;
        }
        let involved = (0..self.items.len()).filter(|&index| met.contains(&self.items[index].prepared.area.id));
        let others: Vec<Others> = involved.map(|index| (index, self.dearer(index, heights, most))).collect();
        let (mut ways, mut left) = (settled.ways.clone(), MOST_TRIED);
        self.try_others(heights, &others, (&mut ways, 0), (&mut settled, &mut left));
        settled
    }

    /// What heads cost that meet whatever the heights and the choices: neighbours that begin on the same line.
    pub(super) fn meetings(&self) -> i64 {
        let (count, rules) = (self.items.len(), &self.layout.fit);
        let pairs = (0..count).flat_map(|one| (0..count).map(move |other| (one, other)));
        let touching = pairs.filter(|&(one, other)| self.touch(one, other));
        touching.map(|(one, other)| self.meeting(one, other).total(rules)).sum()
    }

    /// Whether the second area begins beside the first, on the same line.
    fn touch(&self, one: usize, other: usize) -> bool {
        let runs = |at: usize| self.layout.map.runs(self.items[at].prepared.area.id, self.items[at].extent.first());
        let same = self.items[one].extent.first() == self.items[other].extent.first();
        same && runs(one).last().zip(runs(other).first()).is_some_and(|(left, right)| left.end == right.start)
    }

    /// The least that two such areas cost, over all their heads.
    fn meeting(&self, one: usize, other: usize) -> Bill {
        let heights = vec![self.layout.grid.lines; self.layout.map.bands.len()];
        let heads = |at: usize| {
            let item = &self.items[at];
            let mut heads: Vec<Rc<AreaPlan>> = Vec::new();
            let Some(frame) = frame(self.layout, item.prepared.area, &heights) else { return heads };
            for offer in self.offers(item, &frame).iter() {
                let plan = plan::sketch(&self.layout.grid, item.prepared, frame.clone(), &offer.choice);
                if heads.iter().all(|known| known.head != plan.head) {
                    heads.push(Rc::new(plan));
                }
            }
            heads
        };
        let (left, right) = (heads(one), heads(other));
        let both = left.iter().flat_map(|one| right.iter().map(move |other| vec![Rc::clone(one), Rc::clone(other)]));
        let page = PagePlan::new(self.page.number, &self.layout.grid);
        let bills = both.map(|areas| checks::price_heads(&PagePlan { areas, ..page.clone() }).0);
        bills.min_by_key(|bill| bill.total(&self.layout.fit)).unwrap_or_default()
    }

    /// What a page costs for white that runs through it and for the turns of its areas: no choice changes it.
    pub(super) fn shape_bill(&self, heights: &[u16], settled: &Settled) -> Bill {
        checks::price_shape(&self.sketch(heights, &settled.ways))
    }

    /// Tries the other ways of some areas, as many as are `left`; all others are set as `now`, and cost `spent` more than
    /// they must.
    fn try_others(
        &self,
        heights: &[u16],
        others: &[Others],
        (now, spent): (&mut Vec<Rc<Priced>>, i64),
        (least, left): (&mut Settled, &mut u32),
    ) {
        let Some(after) = left.checked_sub(1) else { return self.whole.set(false) };
        let Some(((index, ways), rest)) = others.split_first() else {
            *left = after;
            self.spend(1);
            let (between, _) = checks::price_heads(&self.sketch(heights, now));
            let more = spent + between.total(&self.layout.fit);
            if more < least.more {
                *least = Settled { more, between, ways: now.clone() };
            }
            return;
        };
        self.try_others(heights, rest, (now, spent), (least, left));
        for (beyond, way) in ways {
            let more = spent + beyond;
            if more + self.always() >= least.more {
                break; // The others cost as much, or more.
            }
            let before = std::mem::replace(&mut now[*index], Rc::clone(way));
            self.try_others(heights, rest, (now, more), (least, left));
            now[*index] = before;
        }
    }
}
