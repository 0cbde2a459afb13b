//! [`make`]: one page, from its map to its items.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::carry::{judge_jump, judge_rest, jump_from};
use super::choice::Choice;
use super::copy::Shaped;
use super::cost::Bill;
use super::desk::Desk;
use super::fill::fill;
use super::fit::Fitting;
use super::frame::{Frame, frame};
use super::judge;
use super::jump::Rests;
use super::memory::{Digest, SetArea};
use super::plan::PagePlan;
use super::prepare::prepare;
use super::report::{AreaReport, PageReport};
use super::solve::{Solution, solve};
use super::story::{self, Care, Prepared};
use super::{checks, draw, furniture, house, plan, section};
use crate::diag::{Diagnostic, Span, Warned, rules};
use crate::edition::{Content, Edition, EditionPage};
use crate::layout::AreaId;
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
    // 2. Heights of the bands, and how each area is set in them.
    let fitting = Fitting::new(&page.layout, page, &prepared);
    let solution = sheet.solve(&fitting);
    let settled = fitting.settled(&solution.heights, i64::MAX);
    let choices: BTreeMap<AreaId, &Choice> = fitting.ids().zip(settled.ways.iter().map(|way| &way.choice)).collect();
    // 3. Areas in reading order.
    for &id in &reading_order(page) {
        let area = prepared.get(&id).zip(choices.get(&id).copied());
        sheet.area(id, area, &solution.heights, rests);
    }
    if let Some(folio) = page.layout.folio.as_ref().filter(|_| page.number.0 > 1) {
        let items = furniture::folio(&desk, page, folio);
        sheet.items.splice(0..0, items);
    }
    let Sheet { mut problems, items, zones, areas, plan, .. } = sheet;
    problems.extend(checks::check(&plan));
    problems.extend(desk.take_missing());
    let bill = settled.bill() + fitting.shape_bill(&solution.heights, &settled);
    let report = PageReport {
        number: Some(page.number),
        bands: solution.heights,
        cost: bill.named(&page.layout.fit).into_iter().map(|(term, cost)| (term.to_owned(), cost)).collect(),
        exact: solution.exact,
        areas,
        greedy: solution.greedy,
        spent: solution.spent,
    };
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
        let plan =
            PagePlan { number: page.number, lines: grid.lines, width: grid.across(0..grid.columns), areas: Vec::new() };
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

    fn solve(&mut self, fitting: &Fitting<'_, '_>) -> Solution {
        let layout = self.desk.layout;
        let solution = solve(layout, &fitting.extents(), fitting);
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

    /// Sets one area.
    fn area(&mut self, id: AreaId, text: Option<(&Prepared<'a>, &Choice)>, heights: &[u16], rests: &mut Rests) {
        let Some(area) = self.desk.layout.areas.get(&id) else { return };
        let Some(frame) = frame(self.desk.layout, area, heights) else { return };
        let story = text.map(|(prepared, _)| prepared.of.story.clone()).unwrap_or_default();
        self.zones.extend(frame.parts.iter().map(|&rect| Zone { area: id.0, story: story.clone(), rect }));
        match text {
            Some((prepared, choice)) => {
                let set = self.set(prepared, &frame, choice);
                self.items.extend(set.items.iter().cloned());
                self.judge(prepared, &set, rests);
                self.plan.areas.push(Rc::new(plan::text(&self.desk.layout.grid, prepared, &set.fitted)));
                self.areas.extend(section::accounts(prepared, &set.fitted));
            }
            None => {
                self.items.extend(fill(self.desk, self.page, area, &frame, &mut self.problems));
                let span = self.page.places.get(&id).map_or(&area.span, |place| &place.span);
                self.plan.areas.push(Rc::new(plan::furniture(area, &frame, span)));
            }
        }
    }

    /// The lines and items of an area, or those of an earlier run.
    fn set(&self, prepared: &Prepared<'a>, frame: &Frame, choice: &Choice) -> Rc<SetArea> {
        let heights = (frame.top, frame.bottom, &frame.cells);
        let key = Digest::default().and(&heights).and(choice).key();
        if let Some(set) = prepared.memory.set.borrow().get(&key) {
            return Rc::clone(set);
        }
        let fitted = Rc::new(story::fit(prepared, frame, choice, Care::Mend));
        let items = draw::items(self.desk, prepared, &fitted);
        let problems = judge::area(self.desk, prepared, &fitted, self.page.number);
        let set = Rc::new(SetArea { fitted, items, problems });
        // A glyph that is missing is to be said again by the next run.
        if self.desk.missing() == 0 {
            prepared.memory.set.borrow_mut().insert(key, Rc::clone(&set));
        }
        set
    }

    /// What is to be said of a fitted area; keeps the rest of a story that jumps.
    fn judge(&mut self, prepared: &Prepared<'a>, set: &SetArea, rests: &mut Rests) {
        let edition = self.desk.edition;
        let jump = jump_from(edition, self.page.number, prepared.area.id);
        if let Some(jump) = jump.filter(|_| prepared.leaves.is_some()) {
            self.problems.extend(judge_jump(edition, prepared, &set.fitted, jump, rests));
        }
        if let Content::Rests(jumps) = &self.page.places[&prepared.area.id].content {
            // In a jump section each part has its own account, in the order of the jumps that were made.
            let made = jumps.iter().filter(|&&jump| rests.made(jump));
            for (&index, account) in made.zip(section::accounts(prepared, &set.fitted)) {
                self.problems.extend(judge_rest(edition, &account, index));
            }
        }
        self.problems.extend(set.problems.iter().cloned());
    }
}
