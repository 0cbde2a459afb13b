//! [`make`]: one page, from its map to its items.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::carry::{judge_jump, judge_rest, jump_from};
use super::choice::{self, Choice};
use super::cost::{self, Bill, Term};
use super::desk::Desk;
use super::fill::fill;
use super::fit::{Fitting, Priced};
use super::frame::{Frame, frame};
use super::judge;
use super::jump::Rests;
use super::memory::SetArea;
use super::plan::{AreaPlan, PagePlan};
use super::prepare::prepare;
use super::price::price;
use super::prove::{Chosen, choose};
use super::report::{AreaReport, PageReport};
use super::shaped::Shaped;
use super::story::{self, Prepared};
use super::{checks, draw, fold, furniture, house, plan, section};
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

/// What a page is made of, whatever its design.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The page.
    pub page: &'a EditionPage,
    /// Its stories, shaped.
    pub shaped: &'a Shaped<'a>,
}

/// Makes up one page: in its design, or in that of several which costs least.
pub(super) fn make(work: Material<'_>, rests: &mut Rests) -> Warned<Made> {
    let designs: Vec<&Layout> = std::iter::once(&work.page.layout).chain(&work.page.others).map(Arc::as_ref).collect();
    let [only] = designs[..] else {
        let costs: Vec<i64> = designs.iter().enumerate().map(|(at, design)| tried(work, design, at, rests)).collect();
        let best = costs.iter().enumerate().min_by_key(|(_, cost)| **cost).map_or(0, |(at, _)| at);
        let mut made = set(work, designs[best], rests);
        let paths = designs.iter().map(|design| design.source.path.clone());
        made.value.report.layouts = paths.zip(costs).collect();
        made.value.report.layout = best;
        let place = Bill::of(Term::Layout, cost::layout(best));
        made.value.report.cost.extend(place.charged(&designs[best].fit));
        return made;
    };
    set(work, only, rests)
}

/// What a page costs in a design that was named after so many others.
fn tried(work: Material<'_>, design: &Layout, at: usize, rests: &mut Rests) -> i64 {
    let desk = Desk::new(work.edition, design, &work.shaped.shaper);
    // What is wrong is said of the design that is taken.
    let prepared = prepare(&desk, work.page, work.shaped, rests, &mut Vec::new());
    let fitting = Fitting::new(design, work.page, &prepared);
    let Chosen { heights, settled, .. } = choose(design, &fitting);
    let shape = fitting.shape_bill(&heights, &settled) + Bill::of(Term::Layout, cost::layout(at));
    settled.cost(&design.fit) + shape.total(&design.fit)
}

/// Sets a page in a design.
fn set(work: Material<'_>, design: &Layout, rests: &mut Rests) -> Warned<Made> {
    let (edition, page) = (work.edition, work.page);
    let desk = Desk::new(edition, design, &work.shaped.shaper);
    let mut sheet = Sheet::new(&desk, page);
    sheet.check_rules();
    // 1. What does not hang on heights: shaped text, heads, pictures.
    let prepared = prepare(&desk, page, work.shaped, rests, &mut sheet.problems);
    // 2. Heights of the bands, and how each area is set in them.
    let fitting = Fitting::new(design, page, &prepared);
    let chosen = sheet.choose(&fitting);
    let (settled, heights) = (&chosen.settled, &chosen.heights);
    let ways: BTreeMap<AreaId, &Priced> = fitting.ids().zip(settled.ways.iter().map(Rc::as_ref)).collect();
    // 3. Areas in reading order.
    for &id in &reading_order(design) {
        let area = prepared.get(&id).zip(ways.get(&id).copied());
        sheet.area(id, area, heights, rests);
    }
    if let Some(folio) = design.folio.as_ref().filter(|_| page.number.0 > 1) {
        let items = furniture::folio(&desk, page, folio);
        sheet.items.splice(0..0, items);
    }
    let Sheet { mut problems, mut items, zones, areas, low, plan, bill, .. } = sheet;
    fold::part(&desk, page, &mut items, &zones);
    problems.extend(checks::check(&plan));
    problems.extend(fold::cut(&desk, page, &items));
    let mut problems = checks::weighed(design, problems);
    problems.extend(desk.take_missing());
    let shape = fitting.shape_bill(heights, settled);
    let between = settled.between + shape;
    let report = PageReport {
        number: Some(page.number),
        cost: (bill + between).charged(&design.fit),
        between: between.charged(&design.fit),
        exact: chosen.exact,
        areas,
        low,
        greedy: chosen.greedy + shape.total(&design.fit),
        spent: chosen.spent,
        bands: chosen.heights,
        ..PageReport::default()
    };
    let boxes = PressBoxes { width: design.sheet.width, height: design.sheet.height, bleed: design.sheet.bleed };
    let page = Page { number: page.number, name: page.name.clone(), boxes, form: fold::form(page), items, zones };
    Warned::new(Made { page, report }, problems)
}

/// Areas by the first cell that they have in the drawing.
fn reading_order(design: &Layout) -> Vec<AreaId> {
    let mut order: Vec<AreaId> = Vec::new();
    for &id in design.map.cells.iter().flatten() {
        if !order.contains(&id) && design.areas.contains_key(&id) {
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
    /// Areas that are too low for their picture, with the lines that it lacks.
    low: Vec<(AreaId, u16)>,
    plan: PagePlan,
    /// What its areas cost as they are set.
    bill: Bill,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    fn new(desk: &'a Desk<'a>, page: &'a EditionPage) -> Self {
        let plan = PagePlan::new(page.number, &desk.layout.grid);
        let (problems, items, zones, areas, low) = Default::default();
        Self { desk, page, problems, items, zones, areas, low, plan, bill: Bill::default() }
    }

    /// Parameters that composition does not know.
    fn check_rules(&mut self) {
        let pages = self.desk.edition.pages.iter();
        let layouts = pages.take_while(|page| page.number != self.page.number).map(|page| &page.layout.source);
        // A layout of several pages is blamed once.
        if layouts.into_iter().all(|source| source.path != self.desk.layout.source.path) {
            self.problems.extend(house::troubles(self.desk.layout));
        }
    }

    fn choose(&mut self, fitting: &Fitting<'_, '_>) -> Chosen {
        let layout = self.desk.layout;
        let chosen = choose(layout, fitting);
        if !chosen.exact {
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
        chosen
    }

    /// Sets one area.
    fn area(&mut self, id: AreaId, text: Option<(&Prepared<'a>, &Priced)>, heights: &[u16], rests: &mut Rests) {
        let Some(area) = self.desk.layout.areas.get(&id) else { return };
        let Some(frame) = frame(self.desk.layout, area, heights) else { return };
        let story = text.map(|(prepared, _)| prepared.of.story.clone()).unwrap_or_default();
        self.zones.extend(frame.parts.iter().map(|&rect| Zone { area: id.0, story: story.clone(), rect }));
        match text {
            Some((prepared, way)) => {
                let set = self.set(prepared, &frame, &way.choice);
                self.items.extend(set.items.iter().cloned());
                self.judge(prepared, &set, rests);
                let begins = matches!(self.page.places[&id].content, Content::Story(_));
                let plan = plan::text(&self.desk.layout.grid, prepared, &set.fitted);
                self.plan.areas.push(Rc::new(AreaPlan { begins, ..plan }));
                let bill = way.offered + price(prepared, &set.fitted);
                self.bill = self.bill + bill;
                let mut accounts = section::accounts(prepared, &set.fitted);
                if let Some(first) = accounts.first_mut() {
                    first.cost = bill.charged(&self.desk.layout.fit);
                    first.setting = choice::said(prepared, &set.fitted.headed.0, &way.choice);
                }
                self.areas.extend(accounts);
            }
            None => {
                let (items, wanting) = fill(self.desk, self.page, area, &frame, &mut self.problems);
                self.items.extend(items);
                self.low.extend((wanting > 0).then_some((id, wanting)));
                let span = self.page.places.get(&id).map_or(&area.span, |place| &place.span);
                self.plan.areas.push(Rc::new(plan::furniture(area, &frame, span)));
            }
        }
    }

    /// The lines and items of an area, or those of an earlier run.
    fn set(&self, prepared: &Prepared<'a>, frame: &Frame, choice: &Choice) -> Rc<SetArea> {
        let key = story::place_key(frame, choice);
        if let Some(set) = prepared.memory.set.borrow().get(&key) {
            return Rc::clone(set);
        }
        let fitted = story::mended(prepared, frame, choice);
        let items = draw::items(self.desk, prepared, &fitted);
        let problems = judge::area(self.desk, prepared, &fitted, self.page.number_of(prepared.area.id));
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
        let number = self.page.number_of(prepared.area.id);
        let jump = jump_from(edition, number, prepared.area.id);
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
