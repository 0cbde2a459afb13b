//! [`Fitting`]: what every way to set an area costs at every height, and what the areas of a page cost each other.
//!
//! `solve` asks for heights; here each height of an area is answered with the cheapest of its offers. An offer is passed
//! over unset if it cannot be cheaper than one that was set: it has its own cost, and lines too many or too few for
//! the room that it leaves cost what they cost however they are set.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::checks;
use super::choice::{Choice, Offer, offers};
use super::cost::{self, Bill, Term};
use super::frame::{Frame, frame};
use super::plan::{self, PagePlan};
use super::solve::{Extent, Prices};
use super::story::{self, Care, Prepared};
use crate::edition::EditionPage;
use crate::geom::Em;
use crate::layout::{AreaId, FitRules, Layout};

/// The cheapest way to set an area at some height.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// Its terms.
    pub bill: Bill,
    /// The same as one figure.
    pub cost: i64,
    /// The way.
    pub choice: Choice,
}

/// Whether the area ends the page, and the heights that are its own.
type Key = (bool, Vec<u16>);

/// An area that the search prices.
struct Item<'f, 'a> {
    prepared: &'f Prepared<'a>,
    extent: Extent,
    /// Its offers, if they are the same at every height.
    offers: OnceCell<Rc<Vec<Offer>>>,
    found: RefCell<BTreeMap<Key, Rc<Priced>>>,
}

/// The areas of a page with text, priced as the search asks.
pub(super) struct Fitting<'f, 'a> {
    layout: &'f Layout,
    page: &'f EditionPage,
    items: Vec<Item<'f, 'a>>,
}

impl<'f, 'a> Fitting<'f, 'a> {
    /// Nothing is priced yet.
    pub(super) fn new(layout: &'f Layout, page: &'f EditionPage, prepared: &'f BTreeMap<AreaId, Prepared<'a>>) -> Self {
        let item = |prepared: &'f Prepared<'a>| {
            let extent = Extent::of(layout, prepared.area.id)?;
            Some(Item { prepared, extent, offers: OnceCell::new(), found: RefCell::default() })
        };
        Self { layout, page, items: prepared.values().filter_map(item).collect() }
    }

    /// The areas in the order in which the search counts them.
    pub(super) fn extents(&self) -> Vec<Extent> {
        self.items.iter().map(|item| item.extent.clone()).collect()
    }

    /// Their letters.
    pub(super) fn ids(&self) -> impl Iterator<Item = AreaId> + '_ {
        self.items.iter().map(|item| item.prepared.area.id)
    }

    /// The cheapest way to set an area.
    pub(super) fn priced(&self, index: usize, heights: &[u16]) -> Rc<Priced> {
        let item = &self.items[index];
        let key = item.extent.key(heights, self.layout.grid.lines);
        if let Some(found) = item.found.borrow().get(&key) {
            return Rc::clone(found);
        }
        let found = Rc::new(self.cheapest(item, heights));
        item.found.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    fn cheapest(&self, item: &Item<'_, '_>, heights: &[u16]) -> Priced {
        let none = Priced { bill: Bill::default(), cost: 0, choice: item.prepared.wished() };
        let Some(frame) = frame(self.layout, item.prepared.area, heights) else { return none };
        let rules = &self.layout.fit;
        let mut best: Option<Priced> = None;
        for offer in self.offers(item, &frame).iter() {
            let least = best.as_ref().map_or(i64::MAX, |best| best.cost);
            if offer.cost >= least {
                break; // The others cost as much, or more.
            }
            if offer.cost + at_least(item.prepared, &frame, &offer.choice, rules) >= least {
                continue;
            }
            let priced = set(item.prepared, &frame, offer, rules);
            if priced.cost < least {
                best = Some(priced);
            }
        }
        best.unwrap_or(none)
    }

    fn offers(&self, item: &Item<'_, '_>, frame: &Frame) -> Rc<Vec<Offer>> {
        let make = || Rc::new(offers(item.prepared, frame, &self.layout.fit));
        // What a head at the side comes out as hangs on the height.
        if item.prepared.heads.beside() { make() } else { Rc::clone(item.offers.get_or_init(make)) }
    }

    /// What the areas cost each other when they are set so, and the bill of it.
    fn neighbours(&self, heights: &[u16], choices: &[Choice]) -> (Bill, Vec<AreaId>) {
        checks::price(&self.sketch(heights, choices))
    }

    /// Where heads and text stand, before a line is set.
    fn sketch(&self, heights: &[u16], choices: &[Choice]) -> PagePlan {
        let grid = &self.layout.grid;
        let mut areas = Vec::new();
        for id in self.layout.map.letters() {
            let Some(area) = self.layout.areas.get(&id) else { continue };
            let Some(frame) = frame(self.layout, area, heights) else { continue };
            let item = self.items.iter().zip(choices).find(|(item, _)| item.prepared.area.id == id);
            areas.push(Rc::new(match item {
                Some((item, choice)) => plan::sketch(grid, item.prepared, frame, choice),
                None => plan::furniture(area, &frame, &self.page.span),
            }));
        }
        PagePlan { number: self.page.number, lines: grid.lines, width: grid.across(0..grid.columns), areas }
    }

    /// The choices at some heights, and what the areas cost each other by them: where heads meet, dearer choices of
    /// those areas are tried that cost less than the meeting.
    pub(super) fn settled(&self, heights: &[u16], room: i64) -> Settled {
        let best: Vec<Rc<Priced>> = (0..self.items.len()).map(|index| self.priced(index, heights)).collect();
        let choices: Vec<Choice> = best.iter().map(|priced| priced.choice.clone()).collect();
        let rules = &self.layout.fit;
        let (bill, met) = self.neighbours(heights, &choices);
        let mut settled = Settled {
            more: bill.total(rules),
            bills: best.iter().map(|best| best.bill).collect(),
            choices,
            between: bill,
        };
        if settled.more == 0 || met.is_empty() {
            return settled;
        }
        let involved = (0..self.items.len()).filter(|&index| met.contains(&self.items[index].prepared.area.id));
        let others: Vec<(usize, Vec<Priced>)> =
            involved.map(|index| (index, self.dearer(index, heights, settled.more.min(room)))).collect();
        let start = settled.clone();
        self.try_others(heights, &others, &best, &mut (start, 0), &mut settled);
        settled
    }

    /// Other ways to set an area that cost less than `more` beyond its best.
    fn dearer(&self, index: usize, heights: &[u16], more: i64) -> Vec<Priced> {
        let item = &self.items[index];
        let Some(frame) = frame(self.layout, item.prepared.area, heights) else { return Vec::new() };
        let (best, rules) = (self.priced(index, heights), &self.layout.fit);
        let most = best.cost.saturating_add(more);
        let list = self.offers(item, &frame);
        let near = list.iter().take_while(|offer| offer.cost < most).filter(|offer| offer.choice != best.choice);
        let set = near.map(|offer| set(item.prepared, &frame, offer, rules));
        set.filter(|priced| priced.cost < most).collect()
    }

    fn try_others(
        &self,
        heights: &[u16],
        others: &[(usize, Vec<Priced>)],
        best: &[Rc<Priced>],
        (now, spent): &mut (Settled, i64),
        least: &mut Settled,
    ) {
        let Some(((index, ways), rest)) = others.split_first() else {
            let (between, _) = self.neighbours(heights, &now.choices);
            let more = *spent + between.total(&self.layout.fit);
            if more < least.more {
                *least = Settled { more, between, ..now.clone() };
            }
            return;
        };
        self.try_others(heights, rest, best, &mut (now.clone(), *spent), least);
        for way in ways {
            let more = *spent + way.cost - best[*index].cost;
            if more >= least.more {
                continue;
            }
            let mut with = now.clone();
            with.choices[*index] = way.choice.clone();
            with.bills[*index] = way.bill;
            self.try_others(heights, rest, best, &mut (with, more), least);
        }
    }
}

impl Prices for Fitting<'_, '_> {
    fn price(&self, index: usize, heights: &[u16]) -> i64 {
        self.priced(index, heights).cost
    }

    fn between(&self, heights: &[u16], room: i64) -> i64 {
        self.settled(heights, room).more
    }
}

/// How all areas are set at some heights.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The way of each area.
    pub choices: Vec<Choice>,
    /// What each costs.
    pub bills: Vec<Bill>,
    /// What they cost each other.
    pub between: Bill,
    /// That, and what dearer choices cost beyond the cheapest of their areas.
    pub more: i64,
}

/// An offer set in a frame.
fn set(prepared: &Prepared<'_>, frame: &Frame, offer: &Offer, rules: &FitRules) -> Priced {
    let fitted = story::fit(prepared, frame, &offer.choice, Care::Count);
    let bill = offer.bill + story::price(prepared, &fitted);
    Priced { bill, cost: bill.total(rules), choice: offer.choice.clone() }
}

/// What lines too many or too few cost at least in the room that a choice leaves.
fn at_least(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice, rules: &FitRules) -> i64 {
    let copy = prepared.flowing(choice.filler);
    let width = frame.legs.first().map(|leg| leg.width).unwrap_or_default();
    let even = frame.own.is_none() && width > Em::ZERO && frame.legs.iter().all(|leg| leg.width == width);
    if prepared.note.is_some() || !even || !copy.greedy() {
        return 0;
    }
    let most = story::room(prepared, frame, choice);
    let over = copy.need(width).saturating_sub(most);
    if over == 0 {
        return 0;
    }
    let left = over.saturating_sub(copy.give(width).0);
    Bill::of(Term::Overset, cost::overset(left)).total(rules)
}
