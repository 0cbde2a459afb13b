//! [`page`]: the sets of moves that cure a page, each of them set, the cheapest first.
//!
//! One move where one is enough; else two, the second in the measure of what the first leaves; three, or one for each
//! area in need, where nothing else cures. The heights of a page hang together, so a move in one area may cure others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::moves::Move;
use super::need::{self, Fault, Need};
use super::offer::{Ladder, cut, heads, ladders, others};
use super::trial::{Base, Outcome};
use super::{Cure, Remedies, Remedy, cost};
use crate::edition::Edition;
use crate::makeup::{Memory, Night};
use crate::page::PageNo;

/// Settings for what a page needs, at most.
const MOST_SETTINGS: usize = 72;
/// The same where one setting is long.
const LEAST_SETTINGS: usize = 8;
/// Steps of the fit for all settings: where the page took many, it is set fewer times.
const STEPS: u32 = 20_000_000;
/// Ideas that are set side by side, before it is asked whether there is a choice yet.
const ABREAST: usize = 6;
/// Remedies that are offered for a page.
const OFFERED: usize = 8;
/// With so many remedies there is a choice: dearer ideas are not tried.
const CHOICE: usize = 3;
/// First moves to which others are added, at most.
const FIRSTS: usize = 4;
/// Moves of a set, at most, whatever a page needs.
const DEEPEST: usize = 6;

/// A page in search of remedies.
struct Search<'a> {
    base: Base<'a>,
    edition: &'a Edition,
    night: &'a Night,
    page: PageNo,
    settings: usize,
    /// Settings for one goal, at most.
    budget: usize,
    spent: bool,
}

/// Moves, and those that may come after them.
type Idea = (Vec<Move>, Ladder);

/// Moves that were set without harm, and did not cure yet.
struct Partial {
    moves: Vec<Move>,
    outcome: Outcome,
    left: Gravity,
}

/// The remedies of a page; `None` if it needs none.
pub(super) fn page(edition: &Edition, night: &Night, page: PageNo, cure: Cure) -> Option<Remedies> {
    let mut needs = need::of_page(edition, night, page);
    let fails = needs.iter().any(|need| need.fault.fails());
    needs.retain(|need| need.fault.fails() == fails);
    if needs.is_empty() || !fails && cure == Cure::Errors {
        return None;
    }
    let base = Base::new(edition, night, page);
    let goals = if fails { 1 } else { needs.len() };
    let budget = settings_for(night, page, goals);
    let mut search = Search { base, edition, night, page, settings: 0, budget, spent: false };
    // Errors count as cured when all of them are gone; an empty line is better gone in one area than in none.
    let mut found = if fails {
        search.goal(&needs)
    } else {
        needs.iter().flat_map(|need| search.goal(std::slice::from_ref(need))).collect()
    };
    rank(&mut found);
    found.truncate(OFFERED);
    found.extend(needs.iter().filter_map(|need| advice(need, page)));
    let (settings, spent) = (search.settings, search.spent);
    Some(Remedies { page, needs, found, settings, spent })
}

/// How often a page may be set for each of some goals, by what its search took.
fn settings_for(night: &Night, page: PageNo, goals: usize) -> usize {
    let report = night.reports.iter().find(|report| report.number == Some(page));
    let steps = report.map_or(1, |report| report.spent.max(1));
    let settings = usize::try_from(STEPS / steps).unwrap_or(MOST_SETTINGS) / goals.max(1);
    settings.clamp(LEAST_SETTINGS, MOST_SETTINGS)
}

/// The cheapest first; of equals those of fewer moves, then by their words.
fn rank(found: &mut Vec<Remedy>) {
    let words = |remedy: &Remedy| remedy.moves.iter().map(ToString::to_string).collect::<Vec<_>>();
    found.sort_by_cached_key(|remedy| (remedy.cost, remedy.moves.len(), words(remedy)));
    found.dedup_by(|a, b| a.moves == b.moves);
    // A set of which a part cures is no better than the part.
    let part = |small: &Remedy, large: &Remedy| {
        small.moves.len() < large.moves.len() && small.moves.iter().all(|made| large.moves.contains(made))
    };
    let minimal = found.iter().map(|large| !found.iter().any(|small| part(small, large)));
    let mut minimal = minimal.collect::<Vec<bool>>().into_iter();
    found.retain(|_| minimal.next().unwrap_or(true));
}

/// What only a writer can do.
fn advice(need: &Need, page: PageNo) -> Option<Remedy> {
    let (lines, characters) = (need.lines, need.characters);
    let advised = Move::Lengthen { at: (page, need.area), story: need.story.clone(), lines, characters };
    let cost = cost::of(&advised);
    (need.fault == Fault::Underset).then(|| Remedy { moves: vec![advised], cost, tried: false })
}

impl Search<'_> {
    /// What cures these needs, all of them.
    fn goal(&mut self, needs: &[Need]) -> Vec<Remedy> {
        let (edition, night, page) = (self.edition, self.night, self.page);
        let first = needs.iter().flat_map(|need| ladders(edition, night, page, need, needs)).collect();
        let mut ideas = alone(first);
        ideas.extend(all_cut(edition, night, needs));
        let (mut cures, mut partials) = (Vec::new(), Vec::new());
        let began = self.settings;
        // Single moves in the areas in need, and then those in other areas, leave some settings for sets of moves.
        self.batch((needs, began + self.budget / 2), ideas, (&mut cures, &mut partials));
        if cures.len() < CHOICE {
            let others = alone(others(edition, night, page, needs));
            self.batch((needs, began + self.budget * 2 / 3), others, (&mut cures, &mut partials));
        }
        let deepest = needs.len().clamp(3, DEEPEST);
        for depth in 2..=deepest {
            // A third move is for pages that nothing else cures.
            if cures.len() >= CHOICE || depth > 2 && !cures.is_empty() {
                break;
            }
            partials.sort_by_key(|partial| partial.left);
            let mut ideas = self.further(&partials, &cures);
            ideas.extend(needs.iter().flat_map(|need| heads(edition, night, need)).filter_map(|mut set| {
                let last = set.pop()?;
                (set.len() + 1 == depth).then(|| (set, vec![last]))
            }));
            partials.clear();
            self.batch((needs, began + self.budget), ideas, (&mut cures, &mut partials));
        }
        cures
    }

    /// Moves that may cure what a first one leaves. What cures alone is not added to another.
    fn further(&self, partials: &[Partial], cures: &[Remedy]) -> Vec<Idea> {
        let mut ideas: Vec<Idea> = Vec::new();
        for first in partials.iter().take(FIRSTS) {
            let (edition, night) = (&first.outcome.edition, &first.outcome.night);
            let left: Vec<Need> = first.outcome.needs.clone();
            let after = left.iter().flat_map(|need| ladders(edition, night, self.page, need, &left));
            for ladder in after {
                let cured = |made: &Move| cures.iter().any(|cure| cure.moves.iter().all(|of| of == made));
                let with = |made: &&Move| first.moves.iter().all(|of| !of.excludes(made)) && !cured(made);
                let ladder: Ladder = ladder.iter().filter(with).cloned().collect();
                // The same two moves are also met the other way round.
                let turned = |(before, of): &Idea| {
                    first.moves.len() == 1 && before.first() == ladder.first() && first.moves.first() == of.first()
                };
                if !ladder.is_empty() && !ideas.iter().any(turned) {
                    ideas.push((first.moves.clone(), ladder));
                }
            }
        }
        ideas
    }

    /// Sets ideas, kind by kind in turn, while there is budget: cures, and what did no harm. Ideas are set side by side;
    /// which are tried does not hang on how fast. What is dearer than a choice of cures is not tried; to cut is always.
    fn batch(
        &mut self,
        (needs, budget): (&[Need], usize),
        ideas: Vec<Idea>,
        (cures, partials): (&mut Vec<Remedy>, &mut Vec<Partial>),
    ) {
        let ideas = in_turn(ideas);
        let mut ideas = ideas.as_slice();
        while !ideas.is_empty() {
            rank(cures);
            let dearest = cures.get(CHOICE - 1).map(|cure| cure.cost);
            let wanted = |idea: &&Idea| dearest.is_none_or(|dearest| price(idea) < dearest) || cuts(idea);
            let (now, later) = ideas.split_at(ideas.len().min(ABREAST));
            ideas = later;
            let mut room = budget.saturating_sub(self.settings);
            let within = |idea: &&Idea| {
                let less = room.checked_sub(most_settings(idea.1.len()));
                room = less.unwrap_or(room);
                self.spent |= less.is_none();
                less.is_some()
            };
            let now: Vec<&Idea> = now.iter().filter(wanted).filter(within).collect();
            let tried: Vec<Climb> = now
                .into_par_iter()
                .map_init(Memory::default, |memory, idea| climb(&self.base, needs, idea, memory))
                .collect();
            for climb in tried {
                self.settings += climb.settings;
                cures.extend(climb.cure);
                partials.extend(climb.partial);
            }
        }
    }
}

/// Cuts first, then the cheapest idea of each kind, then the next of each: a page on which lines can move in a dozen
/// ways has budget left for its heads and pictures.
fn in_turn(mut ideas: Vec<Idea>) -> Vec<Idea> {
    ideas.sort_by_key(price);
    let mut turns: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut keyed: Vec<((bool, usize, i64), Idea)> = Vec::new();
    for idea in ideas {
        let turn = turns.entry(idea.1.first().map_or("", Move::name)).or_default();
        keyed.push(((!cuts(&idea), *turn, price(&idea)), idea));
        *turn += 1;
    }
    keyed.sort_by_key(|idea| idea.0);
    keyed.into_iter().map(|idea| idea.1).collect()
}

/// What an idea costs at its least.
fn price((before, ladder): &Idea) -> i64 {
    before.iter().chain(ladder.first()).map(cost::of).sum()
}

/// Whether an idea is a cut and nothing else.
fn cuts((before, ladder): &Idea) -> bool {
    before.iter().chain(ladder.first()).all(|made| matches!(made, Move::Cut { .. }))
}

/// Every story of several that are too long is cut by what it has too much.
fn all_cut(edition: &Edition, night: &Night, needs: &[Need]) -> Option<Idea> {
    let long = needs.iter().filter(|need| need.fault == Fault::Overset);
    let cuts: Option<Vec<Ladder>> = long.map(|need| cut(edition, night, need)).collect();
    let mut cuts = cuts.filter(|cuts| cuts.len() > 1)?;
    let last = cuts.pop()?;
    let before = cuts.iter().filter_map(|ladder| ladder.first().cloned()).collect();
    Some((before, last))
}

/// Ideas of one move.
fn alone(ladders: Vec<Ladder>) -> Vec<Idea> {
    let mut ideas: Vec<Idea> = Vec::new();
    for ladder in ladders {
        // Two areas may want the same of a third.
        if !ideas.iter().any(|(_, of)| of.first() == ladder.first()) {
            ideas.push((Vec::new(), ladder));
        }
    }
    ideas
}

/// How far a page is from being cured: lines of heads and boxes, then lines of text.
type Gravity = (u32, u32);

fn gravity<'a>(needs: impl Iterator<Item = &'a Need>) -> Gravity {
    needs.fold((0, 0), |(boxes, text), need| match need.fault {
        Fault::Head | Fault::Picture => (boxes + need.lines, text),
        _ => (boxes, text + need.lines),
    })
}

/// How one idea went.
struct Climb {
    settings: usize,
    cure: Option<Remedy>,
    partial: Option<Partial>,
}

/// Most settings that a ladder of so many steps takes: up in strides, and back to the first step that cures.
fn most_settings(steps: usize) -> usize {
    if steps < 3 { steps } else { 2 * (usize::BITS - steps.leading_zeros()) as usize }
}

/// Tries one idea in its measures: in strides until it cures or does no more good, then back to the least that cures.
fn climb(base: &Base<'_>, needs: &[Need], (before, ladder): &Idea, memory: &mut Memory) -> Climb {
    let mut climb = Climb { settings: 0, cure: None, partial: None };
    let (mut failed, mut cured, mut idle) = (None, None, 0);
    let mut next = 0;
    while next < ladder.len() && idle < 2 {
        let better = step(base, needs, (before, &ladder[next]), (&mut climb, memory));
        match better {
            Good::Cures => {
                cured = Some(next);
                break;
            }
            Good::Helps => idle = 0,
            Good::Idle => idle += 1,
        }
        failed = Some(next);
        // 0, 1, 3, 7 …, and the last.
        next = if next + 1 == ladder.len() { ladder.len() } else { (2 * next + 1).min(ladder.len() - 1) };
    }
    let mut low = failed.map_or(0, |failed: usize| failed + 1);
    while let Some(high) = cured.filter(|&high| low < high) {
        let middle = low + (high - low) / 2;
        match step(base, needs, (before, &ladder[middle]), (&mut climb, memory)) {
            Good::Cures => cured = Some(middle),
            _ => low = middle + 1,
        }
    }
    if climb.cure.is_some() {
        climb.partial = None;
    }
    climb
}

/// What one setting did.
enum Good {
    Cures,
    Helps,
    Idle,
}

/// Sets one step, and keeps it if it is the best so far.
fn step(
    base: &Base<'_>,
    needs: &[Need],
    (before, made): (&[Move], &Move),
    (climb, memory): (&mut Climb, &mut Memory),
) -> Good {
    let moves: Vec<Move> = before.iter().chain([made]).cloned().collect();
    climb.settings += 1;
    let Some(outcome) = base.set(&moves, memory).filter(|outcome| !outcome.harm) else { return Good::Idle };
    let fails = needs.iter().any(|need| need.fault.fails());
    // A hole that only went elsewhere is not filled.
    if !fails && !outcome.fuller {
        return Good::Idle;
    }
    let of_goal = |need: &&Need| if fails { need.fault.fails() } else { needs.iter().any(|of| of.area == need.area) };
    let left: Vec<&Need> = outcome.needs.iter().filter(of_goal).collect();
    if left.is_empty() {
        climb.cure = Some(remedy(&moves, &outcome));
        return Good::Cures;
    }
    let left = gravity(left.into_iter());
    let best = climb.partial.as_ref().map_or_else(|| gravity(needs.iter()), |best| best.left);
    if left >= best {
        return Good::Idle;
    }
    climb.partial = Some(Partial { moves, outcome, left });
    Good::Helps
}

fn remedy(moves: &[Move], outcome: &Outcome) -> Remedy {
    let mut moves = moves.to_vec();
    // What weighs most is read first.
    moves.sort_by_key(|made| Reverse(cost::of(made)));
    let cost = cost::of_set(&moves, (outcome.empty, outcome.warnings));
    Remedy { moves, cost, tried: true }
}
