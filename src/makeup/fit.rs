//! [`Fitting`]: what every way to set an area costs at every height, and what the areas of a page cost each other.
//!
//! `solve` asks for heights; here each height of an area is answered with the cheapest of its offers. An offer is passed
//! over unset if it cannot be cheaper than one that was set: it has its own cost, and lines too many or too few for
//! the room that it leaves cost what they cost however they are set.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::choice::{Choice, Offer, offers};
use super::cost::{self, Bill, Term};
use super::frame::{Frame, frame};
use super::meet::Settled;
use super::memory::HeightKey;
use super::plan::AreaPlan;
use super::price::price;
use super::solve::{Extent, Prices};
use super::story::{self, Care, Prepared};
use crate::edition::EditionPage;
use crate::geom::Em;
use crate::layout::{Area, AreaId, FitRules, Layout};

/// A way to set an area at some height.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// What it costs: as its lines are counted, or as it was set.
    pub cost: i64,
    /// What the way costs before a line of text is set.
    pub offered: Bill,
    /// The way.
    pub choice: Choice,
    /// Its place among the offers.
    pub offer: usize,
}

impl Priced {
    fn of((at, offer): (usize, &Offer), cost: i64) -> Self {
        Self { cost, offered: offer.bill, choice: offer.choice.clone(), offer: at }
    }
}

/// An area that the search prices.
pub(super) struct Item<'f, 'a> {
    pub prepared: &'f Prepared<'a>,
    pub extent: Extent,
    /// Its offers, if they are the same at every height.
    offers: OnceCell<Rc<Vec<Offer>>>,
}

/// An area without text, and the bands that it touches.
pub(super) struct Still<'f> {
    pub area: &'f Area,
    pub extent: Extent,
}

/// Where an area stands: itself, its first line, its heights, and the offer it is set by.
pub(super) type Stand = (usize, u16, HeightKey, usize);

/// The areas of a page with text, priced as the search asks.
pub(super) struct Fitting<'f, 'a> {
    pub layout: &'f Layout,
    pub page: &'f EditionPage,
    pub items: Vec<Item<'f, 'a>>,
    pub stills: Vec<Still<'f>>,
    /// Plans of the areas, by where they stand.
    pub sketches: RefCell<BTreeMap<Stand, Rc<AreaPlan>>>,
    /// Offers that were set, by area and heights, with what they cost as they came out.
    set: RefCell<BTreeMap<(usize, HeightKey), BTreeMap<usize, i64>>>,
    /// The cheapest ways where one was set.
    corrected: RefCell<BTreeMap<(usize, HeightKey), Rc<Priced>>>,
    meetings: OnceCell<i64>,
    tried: Cell<u32>,
    /// Whether all trials of meetings were made that could cost less.
    pub whole: Cell<bool>,
}

/// Trials that it costs to set an area by another offer: its text is run into its legs.
const ANOTHER: u32 = 5;

impl<'f, 'a> Fitting<'f, 'a> {
    /// Nothing is priced yet.
    pub(super) fn new(layout: &'f Layout, page: &'f EditionPage, prepared: &'f BTreeMap<AreaId, Prepared<'a>>) -> Self {
        let item = |prepared: &'f Prepared<'a>| {
            let extent = Extent::of(layout, prepared.area.id)?;
            Some(Item { prepared, extent, offers: OnceCell::new() })
        };
        let letters = layout.map.letters().into_iter().filter(|id| !prepared.contains_key(id));
        let still = |id| Some(Still { area: layout.areas.get(&id)?, extent: Extent::of(layout, id)? });
        Self {
            layout,
            page,
            items: prepared.values().filter_map(item).collect(),
            stills: letters.filter_map(still).collect(),
            sketches: RefCell::default(),
            set: RefCell::default(),
            corrected: RefCell::default(),
            meetings: OnceCell::new(),
            tried: Cell::new(0),
            whole: Cell::new(true),
        }
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
        if let Some(found) = self.corrected.borrow().get(&(index, key.clone())) {
            return Rc::clone(found);
        }
        let memory = &item.prepared.memory.priced;
        if let Some(found) = memory.borrow().get(&key) {
            return Rc::clone(found);
        }
        let found = Rc::new(self.cheapest(item, heights, &BTreeMap::new()));
        memory.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// The cheapest offer; those that were `set` cost what they came to.
    fn cheapest(&self, item: &Item<'_, '_>, heights: &[u16], known: &BTreeMap<usize, i64>) -> Priced {
        let none = Priced { cost: 0, offered: Bill::default(), choice: item.prepared.wished(), offer: 0 };
        let Some(frame) = frame(self.layout, item.prepared.area, heights) else { return none };
        let rules = &self.layout.fit;
        let mut best: Option<Priced> = None;
        for (at, offer) in self.offers(item, &frame).iter().enumerate() {
            let least = best.as_ref().map_or(i64::MAX, |best| best.cost);
            if offer.cost >= least {
                break; // The others cost as much, or more.
            }
            let priced = match known.get(&at) {
                Some(&cost) => Priced::of((at, offer), cost),
                None if offer.cost + at_least(item.prepared, &frame, &offer.choice, rules) >= least => continue,
                None => set(item.prepared, &frame, (at, offer), rules),
            };
            if priced.cost < least {
                best = Some(priced);
            }
        }
        best.unwrap_or(none)
    }

    pub(super) fn offers(&self, item: &Item<'_, '_>, frame: &Frame) -> Rc<Vec<Offer>> {
        let make = || Rc::new(offers(item.prepared, frame, &self.layout.fit));
        // What some heads come out as hangs on the height.
        if item.prepared.heads.by_height() { make() } else { Rc::clone(item.offers.get_or_init(make)) }
    }

    /// Other ways to set an area that cost less than `more` beyond its best, with what they cost beyond it; the cheapest
    /// first.
    pub(super) fn dearer(&self, index: usize, heights: &[u16], more: i64) -> Vec<(i64, Rc<Priced>)> {
        let item = &self.items[index];
        let Some(frame) = frame(self.layout, item.prepared.area, heights) else { return Vec::new() };
        let (best, rules) = (self.priced(index, heights), &self.layout.fit);
        let most = best.cost.saturating_add(more);
        let list = self.offers(item, &frame);
        let near = list.iter().enumerate().take_while(|(_, offer)| offer.cost < most);
        let known = self.set.borrow();
        let known = known.get(&(index, item.extent.key(heights, self.layout.grid.lines)));
        let price = |(at, offer): (usize, &Offer)| match known.and_then(|known| known.get(&at)) {
            Some(&cost) => Priced::of((at, offer), cost),
            None => set(item.prepared, &frame, (at, offer), rules),
        };
        let others: Vec<Priced> = near.filter(|(at, _)| *at != best.offer).map(price).collect();
        self.spend(ANOTHER.saturating_mul(u32::try_from(others.len()).unwrap_or(u32::MAX)));
        let less = others.into_iter().filter(|priced| priced.cost < most);
        let mut less: Vec<(i64, Rc<Priced>)> = less.map(|priced| (priced.cost - best.cost, Rc::new(priced))).collect();
        less.sort_by_key(|way| way.0);
        less
    }

    /// Counts trials as work of the search.
    pub(super) fn spend(&self, trials: u32) {
        self.tried.set(self.tried.get().saturating_add(trials));
    }

    /// How all areas are settled at some heights, each at what it costs as it is set; and whether that is what was reckoned.
    pub(super) fn proved(&self, heights: &[u16]) -> (Settled, bool) {
        let mut settled = self.settled(heights, i64::MAX);
        let mut as_reckoned = true;
        for (index, way) in settled.ways.iter_mut().enumerate() {
            let (item, key) = (&self.items[index], self.items[index].extent.key(heights, self.layout.grid.lines));
            let Some(frame) = frame(self.layout, item.prepared.area, heights) else { continue };
            let place = (index, key.clone());
            let known = self.set.borrow().get(&place).and_then(|set| set.get(&way.offer)).copied();
            let cost = known.unwrap_or_else(|| self.cost_as_set(item, (&key, &frame), way));
            if known.is_none() && cost != way.cost {
                as_reckoned = false;
                self.set.borrow_mut().entry(place.clone()).or_default().insert(way.offer, cost);
                let cheapest = self.cheapest(item, heights, &self.set.borrow()[&place]);
                self.corrected.borrow_mut().insert(place, Rc::new(cheapest));
            }
            *way = Rc::new(Priced { cost, ..(**way).clone() });
        }
        (settled, as_reckoned)
    }

    fn cost_as_set(&self, item: &Item<'_, '_>, (key, frame): (&HeightKey, &Frame), way: &Priced) -> i64 {
        let (prepared, place) = (item.prepared, (key.clone(), way.offer));
        if let Some(&cost) = prepared.memory.costs.borrow().get(&place) {
            return cost;
        }
        let fitted = story::mended(prepared, frame, &way.choice);
        let cost = (way.offered + price(prepared, &fitted)).total(&self.layout.fit);
        prepared.memory.costs.borrow_mut().insert(place, cost);
        cost
    }
}

impl Prices for Fitting<'_, '_> {
    fn price(&self, index: usize, heights: &[u16]) -> i64 {
        self.priced(index, heights).cost
    }

    fn always(&self) -> i64 {
        *self.meetings.get_or_init(|| self.meetings())
    }

    fn tried(&self) -> u32 {
        self.tried.get()
    }

    fn whole(&self) -> bool {
        self.whole.get()
    }

    fn between(&self, heights: &[u16], room: i64) -> i64 {
        self.settled(heights, room).more
    }
}

/// An offer set in a frame, its lines counted.
fn set(prepared: &Prepared<'_>, frame: &Frame, (at, offer): (usize, &Offer), rules: &FitRules) -> Priced {
    let fitted = story::fit(prepared, frame, &offer.choice, Care::Count);
    let bill = offer.bill + price(prepared, &fitted);
    Priced::of((at, offer), bill.total(rules))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::rc::Rc;
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::{Fitting, Priced, frame, set};
    use crate::edition::{self, Content, Edition, EditionPage, Orders, Place};
    use crate::layout::{Area, AreaId, Band, Layout};
    use crate::makeup::checks;
    use crate::makeup::desk::Desk;
    use crate::makeup::jump::Rests;
    use crate::makeup::memory::Memory;
    use crate::makeup::prepare::prepare;
    use crate::makeup::prove::choose;
    use crate::makeup::shaped::shape_all;
    use crate::makeup::solve::{Prices, solve};
    use crate::story::StoryId;

    static SAMPLE: LazyLock<Edition> = LazyLock::new(|| {
        edition::load(Path::new("samples/yunting/edition.toml")).expect("the sample is in order").value
    });

    /// A page of a few lines with stories of the sample in areas drawn so.
    fn page(rows: &[&str], bands: &[Band], lines: u16, stories: &[usize]) -> EditionPage {
        let of = &SAMPLE.pages[1];
        let mut layout: Layout = (*of.layout).clone();
        let (band_span, plain) = (layout.map.bands[0].1.clone(), layout.areas[&AreaId('A')].clone());
        layout.grid.lines = lines;
        layout.map.bands = bands.iter().map(|&band| (band, band_span.clone())).collect();
        layout.map.cells = rows.iter().map(|row| row.chars().map(AreaId).collect()).collect();
        let letters = layout.map.letters();
        let area = |&id: &AreaId| {
            (
                id,
                Area {
                    id,
                    rank: crate::layout::Rank::Short,
                    insets: Vec::new(),
                    insets_refused: true,
                    rule_left: None,
                    ..plain.clone()
                },
            )
        };
        layout.areas = letters.iter().map(area).collect();
        let place = |(&id, &story): (&AreaId, &usize)| {
            let id_of = StoryId(u32::try_from(story).expect("few"));
            (id, Place { span: of.span.clone(), content: Content::Story(id_of), orders: Orders::default() })
        };
        EditionPage { layout: Arc::new(layout), places: letters.iter().zip(stories).map(place).collect(), ..of.clone() }
    }

    /// Every set of heights that fills the page.
    fn heights(bands: &[Band], lines: u16) -> Vec<Vec<u16>> {
        let Some((first, rest)) = bands.split_first() else {
            return if lines == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let (least, most) = match *first {
            Band::Lines(lines) => (lines, lines),
            Band::Range(least, most) => (least, most),
            Band::Free => (4, lines),
        };
        let with = |height: u16| {
            heights(rest, lines - height).into_iter().map(move |rest| [vec![height], rest].concat()).collect::<Vec<_>>()
        };
        (least..=most.min(lines)).flat_map(with).collect()
    }

    /// Every way to set each area at some heights.
    fn ways(fitting: &Fitting<'_, '_>, heights: &[u16]) -> Vec<Vec<Rc<Priced>>> {
        let of = |item: &super::Item<'_, '_>| {
            let frame = frame(fitting.layout, item.prepared.area, heights).expect("drawn");
            let offers = fitting.offers(item, &frame);
            let set = |offer| Rc::new(set(item.prepared, &frame, offer, &fitting.layout.fit));
            offers.iter().enumerate().map(set).collect::<Vec<_>>()
        };
        fitting.items.iter().map(of).collect()
    }

    /// The least that a page costs over all heights and all ways.
    fn cheapest(fitting: &Fitting<'_, '_>, bands: &[Band], lines: u16) -> i64 {
        let rules = &fitting.layout.fit;
        let mut best = i64::MAX;
        for heights in heights(bands, lines) {
            let mut all: Vec<Vec<Rc<Priced>>> = vec![Vec::new()];
            for ways in ways(fitting, &heights) {
                let longer = all
                    .iter()
                    .flat_map(|some| ways.iter().map(move |way| [some.clone(), vec![Rc::clone(way)]].concat()));
                all = longer.collect();
            }
            for ways in all {
                let own: i64 = ways.iter().map(|way| way.cost).sum();
                let between = checks::price_heads(&fitting.sketch(&heights, &ways)).0.total(rules);
                best = best.min(own + between);
            }
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn heights_and_heads_cost_what_every_possibility_costs_at_least(
            drawing in prop::sample::select(vec![
                vec!["AAAABBBB", "CCCCCCCC"], vec!["AAAAAABB", "CCCCAABB"], vec!["AABBBBBB", "AACCCCCC", "DDDDCCCC"],
            ]),
            stories in prop::collection::vec(0_usize..64, 4),
            lines in 26_u16..44,
        ) {
            let mut stories: Vec<usize> = stories.iter().map(|story| story % SAMPLE.stories.len()).collect();
            stories.sort_unstable();
            stories.dedup();
            let bands = [vec![Band::Range(8, 14); drawing.len() - 1], vec![Band::Free]].concat();
            let page = page(&drawing, &bands, lines, &stories);
            let night = Edition { pages: vec![page], jumps: Vec::new(), ..SAMPLE.clone() };
            let (page, memory) = (&night.pages[0], Memory::default());
            let shaped = shape_all(&night, &memory).value;
            let desk = Desk::new(&night, &page.layout, &shaped.shaper);
            let prepared = prepare(&desk, page, &shaped, &mut Rests::default(), &mut Vec::new());
            let fitting = Fitting::new(&page.layout, page, &prepared);
            let solution = solve(&page.layout, &fitting.extents(), &fitting);
            prop_assert!(solution.exact);
            prop_assert_eq!(solution.cost, cheapest(&fitting, &bands, lines));
            prop_assert!(solution.greedy >= solution.cost);
            prop_assert!(fitting.always() <= fitting.settled(&solution.heights, i64::MAX).more);
            // As it is set, the page that is chosen costs no more than that one, nor than one filled from the top.
            let (chosen, rules) = (choose(&page.layout, &fitting), &page.layout.fit);
            let first = Fitting::new(&page.layout, page, &prepared).proved(&solution.heights).0;
            prop_assert!(chosen.settled.cost(rules) <= first.cost(rules));
            prop_assert!(chosen.settled.cost(rules) <= chosen.greedy);
            let all: BTreeMap<AreaId, ()> = fitting.ids().map(|id| (id, ())).collect();
            prop_assert_eq!(all.len(), prepared.len());
        }
    }
}
