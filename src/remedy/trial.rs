//! [`Base`]: an edition to be set again with moves, and whether that is better.
//!
//! Only the page and those that jumps tie to it are set: no other page can change.

use std::collections::BTreeMap;

use super::moves::{Move, Spot};
use super::need::{self, Need};
use crate::diag::{Severity, rules};
use crate::edition::{Content, CutAt, Edition, Jump, JumpHead, Orders, Place};
use crate::makeup::{Memory, Night, make_up_again};
use crate::page::PageNo;
use crate::story::StoryId;

/// An edition as it is, and what is wrong with it.
pub(super) struct Base<'a> {
    edition: &'a Edition,
    page: PageNo,
    failing: Vec<Spot>,
    said: BTreeMap<(PageNo, &'static str), Counts>,
    empty: BTreeMap<PageNo, u32>,
}

/// Errors and warnings under one rule.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    errors: u32,
    warnings: u32,
}

/// An edition that was set with moves.
pub(super) struct Outcome {
    /// The pages that were set.
    pub edition: Edition,
    /// As they came out.
    pub night: Night,
    /// What the page needs now.
    pub needs: Vec<Need>,
    /// Whether something is wrong that was in order before, here or on another page.
    pub harm: bool,
    /// Lines that stay empty now and did not before.
    pub empty: u32,
    /// Whether fewer lines stay empty than before.
    pub fuller: bool,
    /// Warnings that were not given before.
    pub warnings: u32,
}

impl<'a> Base<'a> {
    /// An edition before any move.
    pub(super) fn new(edition: &'a Edition, night: &Night, page: PageNo) -> Self {
        let (mut failing, mut empty) = (Vec::new(), BTreeMap::new());
        for of in &edition.pages {
            let needs = need::of_page(edition, night, of.number);
            failing.extend(needs.iter().filter(|need| need.fault.fails()).map(|need| (of.number, need.area)));
            empty.insert(of.number, hollow(&needs));
        }
        Self { edition, page, failing, said: said(night), empty }
    }

    /// The edition with these moves, set again; `None` if they cannot be made.
    pub(super) fn set(&self, moves: &[Move], memory: &mut Memory) -> Option<Outcome> {
        let mut edition = self.edition.clone();
        for made in moves {
            apply(&mut edition, made)?;
        }
        let scope = scope(&edition, self.page);
        edition.pages.retain(|page| scope.contains(&page.number));
        let made = make_up_again(&edition, memory);
        let lost = made.diagnostics.iter().any(|found| found.rule == &rules::TEXT_LOST);
        let night = made.value;
        let (mut harm, mut empty, mut filled) = (lost, 0, 0);
        for &page in &scope {
            let needs = need::of_page(&edition, &night, page);
            harm |= needs.iter().any(|need| need.fault.fails() && !self.failing.contains(&(page, need.area)));
            let (now, before) = (hollow(&needs), self.empty.get(&page).copied().unwrap_or(0));
            let more = now.saturating_sub(before);
            filled += before.saturating_sub(now);
            // On another page an empty line more is worse; on this one it has its price.
            harm |= more > 0 && page != self.page;
            empty += more;
        }
        let mut warnings = 0;
        for (place, now) in said(&night) {
            let before = self.said.get(&place).copied().unwrap_or_default();
            harm |= now.errors > before.errors;
            let counted = place.1 != rules::UNDERSET_AREA.id;
            warnings += if counted { now.warnings.saturating_sub(before.warnings) } else { 0 };
        }
        let needs = need::of_page(&edition, &night, self.page);
        Some(Outcome { edition, night, needs, harm, empty, fuller: filled > empty, warnings })
    }
}

/// Lines that stay empty.
fn hollow(needs: &[Need]) -> u32 {
    needs.iter().filter(|need| !need.fault.fails()).map(|need| need.lines).sum()
}

/// What was said of each page, by rule.
fn said(night: &Night) -> BTreeMap<(PageNo, &'static str), Counts> {
    let mut said: BTreeMap<(PageNo, &'static str), Counts> = BTreeMap::new();
    for report in &night.reports {
        let Some(page) = report.number else { continue };
        for &(rule, severity) in &report.said {
            let counts = said.entry((page, rule)).or_default();
            match severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => {}
            }
        }
    }
    said
}

/// A page and all that jumps tie to it.
fn scope(edition: &Edition, page: PageNo) -> Vec<PageNo> {
    let mut scope = vec![page];
    let mut next = 0;
    while let Some(&page) = scope.get(next) {
        next += 1;
        for jump in &edition.jumps {
            // A spread goes by the number of its left page.
            let [from, to] = [jump.from.0, jump.to.0].map(|page| edition.page(page).map_or(page, |page| page.number));
            for (here, there) in [(from, to), (to, from)] {
                if here == page && !scope.contains(&there) {
                    scope.push(there);
                }
            }
        }
    }
    scope
}

/// Makes one move; `None` if the edition has no place for it.
fn apply(edition: &mut Edition, made: &Move) -> Option<()> {
    match made {
        Move::Cut { at, total, .. } => orders(edition, *at)?.cut = *total,
        Move::Drop { at, part, .. } => orders(edition, *at)?.drop.push(*part),
        Move::Head { at, size, .. } => orders(edition, *at)?.head = Some(*size),
        Move::Picture { at, lines, .. } => {
            let heights = &mut orders(edition, *at)?.picture_lines;
            match heights.first_mut() {
                Some(first) => *first = *lines,
                None => heights.push(*lines),
            }
        }
        Move::Rows { page, rows, .. } => {
            let page = edition.pages.iter_mut().find(|of| of.number == *page)?;
            let bands = rows.iter().zip(&page.layout.map.bands).map(|(row, band)| (*row, band.1.clone()));
            page.layout = page.layout.with_rows(bands.collect())?;
        }
        Move::Jump { story, from, to, cut } => jump(edition, story, (*from, *to), *cut)?,
        Move::Filler { at, filler, .. } => {
            let id = edition.fillers.iter().copied().find(|&id| edition.story(id).id == *filler)?;
            orders(edition, *at)?.filler = Some(id);
        }
        Move::Lengthen { .. } => return None,
    }
    Some(())
}

/// A story goes on in an area of jumps, behind those that do already.
fn jump(edition: &mut Edition, story: &str, (from, to): (Spot, Spot), cut: Option<CutAt>) -> Option<()> {
    let id = edition.stories.iter().position(|of| of.id == story)?;
    let story = StoryId(u32::try_from(id).ok()?);
    let index = edition.jumps.len();
    let page = edition.pages.iter_mut().find(|of| of.holds(to.0))?;
    let span = page.span.clone();
    let empty = Place { span: span.clone(), content: Content::Rests(Vec::new()), orders: Orders::default() };
    let Content::Rests(rests) = &mut page.places.entry(to.1).or_insert(empty).content else { return None };
    rests.push(index);
    let at = cut.map(|cut| (cut, span.clone()));
    let head = JumpHead::ByRule;
    edition.jumps.push(Jump { story, from, to, head, at, within: Jump::WITHIN, if_needed: false, instead: None, span });
    Some(())
}

fn orders(edition: &mut Edition, (page, area): Spot) -> Option<&mut Orders> {
    let page = edition.pages.iter_mut().find(|of| of.number == page)?;
    Some(&mut page.places.get_mut(&area)?.orders)
}
