//! [`make`]: one page, from its map to its items.

use std::collections::BTreeMap;

use super::carry::{judge_jump, judge_rest, jump_from};
use super::copy::Shaped;
use super::cost::Bill;
use super::desk::Desk;
use super::fill::fill;
use super::frame::frame;
use super::judge;
use super::jump::Rests;
use super::plan::PagePlan;
use super::prepare::prepare;
use super::report::{AreaReport, PageReport};
use super::story::{self, Fitted, Prepared};
use super::{checks, draw, furniture, house, plan, solve};
use crate::diag::{Diagnostic, Span, Warned, rules};
use crate::edition::{Content, Edition, EditionPage};
use crate::layout::{AreaId, Layout};
use crate::page::{Item, Page, PressBoxes, Zone};

/// A page with its account.
pub(super) struct Made {
    /// The page.
    pub page: Page,
    /// What its areas came to.
    pub report: PageReport,
}

/// Makes up one page.
pub(super) fn make(edition: &Edition, page: &EditionPage, shaped: &Shaped<'_>, rests: &mut Rests) -> Warned<Made> {
    let desk = Desk::new(edition, &page.layout, &shaped.shaper);
    let mut sheet = Sheet::new(&desk, page);
    sheet.check_rules();
    // 1. What does not hang on heights: shaped text, heads, pictures.
    let prepared = prepare(&desk, page, shaped, rests, &mut sheet.problems);
    // 2. Heights of the bands.
    let solution = sheet.solve(&prepared);
    let cost = sheet.bill(&prepared, &solution.heights).named();
    let cost = cost.map(|(term, cost)| (term.to_owned(), cost)).into();
    // 3. Areas in reading order.
    for &id in &reading_order(page) {
        sheet.area(id, prepared.get(&id), &solution.heights, rests);
    }
    if let Some(folio) = page.layout.folio.as_ref().filter(|_| page.number.0 > 1) {
        let items = furniture::folio(&desk, page, folio);
        sheet.items.splice(0..0, items);
    }
    let Sheet { mut problems, items, zones, areas, plan, .. } = sheet;
    problems.extend(checks::check(&plan));
    problems.extend(desk.take_missing());
    let bands = solution.heights;
    let report = PageReport { number: Some(page.number), bands, cost, exact: solution.exact, said: Vec::new(), areas };
    let paper = &page.layout.sheet;
    let boxes = PressBoxes { width: paper.width, height: paper.height, bleed: paper.bleed };
    Warned::new(
        Made { page: Page { number: page.number, name: page.name.clone(), boxes, items, zones }, report },
        problems,
    )
}

/// Areas by the first cell that they have in the drawing.
fn reading_order(page: &EditionPage) -> Vec<AreaId> {
    let mut order: Vec<AreaId> = Vec::new();
    for &id in page.layout.map.cells.iter().flatten() {
        if !order.contains(&id) && page.layout.areas.contains_key(&id) {
            order.push(id);
        }
    }
    order
}

/// A page in the making.
struct Sheet<'a> {
    desk: &'a Desk<'a>,
    page: &'a EditionPage,
    problems: Vec<Diagnostic>,
    items: Vec<Item>,
    zones: Vec<Zone>,
    areas: Vec<AreaReport>,
    plan: PagePlan,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    fn new(desk: &'a Desk<'a>, page: &'a EditionPage) -> Self {
        let grid = &desk.layout.grid;
        let plan = PagePlan { lines: grid.lines, width: grid.across(0..grid.columns), areas: Vec::new() };
        Self { desk, page, problems: Vec::new(), items: Vec::new(), zones: Vec::new(), areas: Vec::new(), plan }
    }

    /// Parameters that composition does not know.
    fn check_rules(&mut self) {
        let pages = self.desk.edition.pages.iter();
        let layouts = pages.take_while(|page| page.number != self.page.number).map(|page| &page.layout.source);
        // A layout of several pages is blamed once.
        if layouts.into_iter().all(|source| source.path != self.page.layout.source.path) {
            self.problems.extend(house::troubles(&self.page.layout));
        }
    }

    fn solve(&mut self, prepared: &BTreeMap<AreaId, Prepared<'a>>) -> solve::Solution {
        let layout = self.desk.layout;
        let areas: Vec<AreaId> = prepared.keys().copied().collect();
        let price = |index: usize, heights: &[u16]| {
            let prepared = &prepared[&areas[index]];
            priced(layout, prepared, heights).total()
        };
        let solution = solve::solve(layout, &areas, &price);
        if !solution.exact {
            let span = layout.map.bands.first().map_or_else(|| Span::file(&layout.source), |band| band.1.clone());
            self.problems.push(
                Diagnostic::new(
                    &rules::SEARCH_BUDGET,
                    span,
                    format!("page {}: not every set of band heights was tried", self.page.number.0),
                )
                .help("give some of the free bands a range, such as \"24..32\""),
            );
        }
        solution
    }

    /// What the page costs at these heights, as the solver saw it.
    fn bill(&self, prepared: &BTreeMap<AreaId, Prepared<'a>>, heights: &[u16]) -> Bill {
        prepared.values().map(|prepared| priced(self.desk.layout, prepared, heights)).sum()
    }

    /// Sets one area.
    fn area(&mut self, id: AreaId, prepared: Option<&Prepared<'a>>, heights: &[u16], rests: &mut Rests) {
        let Some(area) = self.desk.layout.areas.get(&id) else { return };
        let Some(frame) = frame(self.desk.layout, area, heights) else { return };
        let story = prepared.map(|prepared| prepared.of.story.clone()).unwrap_or_default();
        self.zones.extend(frame.parts.iter().map(|&rect| Zone { area: id.0, story: story.clone(), rect }));
        match prepared {
            Some(prepared) => {
                let fitted = story::fit(prepared, &frame, &prepared.wished(), true);
                self.items.extend(draw::items(self.desk, prepared, &fitted));
                self.judge(prepared, &fitted, rests);
                self.plan.areas.push(plan::text(prepared, &fitted));
                self.areas.push(story::account(prepared, &fitted));
            }
            None => {
                self.items.extend(fill(self.desk, self.page, area, &frame, &mut self.problems));
                let span = self.page.places.get(&id).map_or(&area.span, |place| &place.span);
                self.plan.areas.push(plan::furniture(area, &frame, span));
            }
        }
    }

    /// What is to be said of a fitted area; keeps the rest of a story that jumps.
    fn judge(&mut self, prepared: &Prepared<'a>, fitted: &Fitted, rests: &mut Rests) {
        let edition = self.desk.edition;
        let report = story::account(prepared, fitted);
        if let Some(jump) = jump_from(edition, self.page.number, prepared.area.id) {
            self.problems.extend(judge_jump(edition, prepared, fitted, jump, rests));
        }
        if let Content::Rest(index) = self.page.places[&prepared.area.id].content {
            self.problems.extend(judge_rest(edition, &report, index));
        }
        self.problems.extend(judge::area(self.desk, prepared, fitted, &report, self.page.number));
    }
}

/// What an area costs at these heights.
fn priced(layout: &Layout, prepared: &Prepared<'_>, heights: &[u16]) -> Bill {
    frame(layout, prepared.area, heights)
        .map(|frame| story::price(prepared, &story::fit(prepared, &frame, &prepared.wished(), false)))
        .unwrap_or_default()
}
