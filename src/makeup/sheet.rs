//! [`make`]: one page, from its map to its items.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::beside::SideHead;
use super::copy::{self, Copy, Shaped};
use super::cost::Bill;
use super::desk::Desk;
use super::frame::{Frame, frame};
use super::headline::{self, HeadBox, Parts};
use super::judge;
use super::jump::{self, Rest, Rests};
use super::onward;
use super::picture::{self, Words};
use super::report::{AreaReport, PageReport};
use super::story::{self, Fitted, Prepared};
use super::{draw, ear, furniture, house, numerals, solve};
use crate::diag::{Diagnostic, Span, Warned, rules};
use crate::edition::{Content, Edition, EditionPage, Jump, Place};
use crate::layout::{Area, AreaId, Layout};
use crate::page::{Item, Page, PlacedPicture, PressBoxes, TextRef, Zone};
use crate::story::{BylinePlace, HeadLine, StoryId};

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
    let mut sheet =
        Sheet { desk: &desk, page, problems: Vec::new(), items: Vec::new(), zones: Vec::new(), areas: Vec::new() };
    sheet.check_rules();
    // 1. What does not hang on heights: shaped text, heads, pictures.
    let prepared = sheet.prepare(shaped, rests);
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
    let Sheet { mut problems, items, zones, areas, .. } = sheet;
    problems.extend(desk.take_missing());
    let bands = solution.heights;
    let report = PageReport { number: Some(page.number), bands, cost, exact: solution.exact, areas };
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
}

/// A head made for a part that has no story file: a note, the rest of a jump.
fn made_head(text: &str, span: &Span) -> Vec<HeadLine> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut line = HeadLine { text: String::new(), breaks: Vec::new(), span: span.clone() };
    for (index, part) in text.split('|').enumerate() {
        if index > 0 {
            line.breaks.push(line.text.len());
        }
        line.text.push_str(part);
    }
    vec![line]
}

impl<'a> Sheet<'a> {
    /// Parameters that composition does not know.
    fn check_rules(&mut self) {
        let pages = self.desk.edition.pages.iter();
        let layouts = pages.take_while(|page| page.number != self.page.number).map(|page| &page.layout.source);
        // A layout of several pages is blamed once.
        if layouts.into_iter().all(|source| source.path != self.page.layout.source.path) {
            self.problems.extend(house::troubles(&self.page.layout));
        }
    }

    fn prepare(&mut self, shaped: &Shaped, rests: &mut Rests) -> BTreeMap<AreaId, Prepared<'a>> {
        let mut all = BTreeMap::new();
        for (&id, place) in &self.page.places {
            let Some(area) = self.page.layout.areas.get(&id) else { continue };
            if let Some(prepared) = self.prepare_area(area, place, shaped, rests) {
                all.insert(id, prepared);
            }
        }
        all
    }

    fn prepare_area(
        &mut self,
        area: &'a Area,
        place: &'a Place,
        shaped: &Shaped,
        rests: &mut Rests,
    ) -> Option<Prepared<'a>> {
        let desk = self.desk;
        match &place.content {
            Content::Story(id) => {
                let story = desk.edition.story(*id);
                let copy = copy::whole(desk, shaped, *id, area);
                let byline = story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::Head);
                let (kicker, summary) = (story.kicker.as_ref(), story.summary.as_ref());
                let head = Cow::Borrowed(story.head.as_slice());
                let parts = Parts { kicker, head, jump: false, deck: &story.deck, summary, byline };
                let mut prepared = self.prepared(area, place, &story.id, copy, parts)?;
                self.picture(&mut prepared, *id);
                prepared.note = self.jump_from(area.id).map(|(_, jump)| self.note_to(area, jump));
                Some(prepared)
            }
            Content::Rest(index) => {
                let jump = &desk.edition.jumps[*index];
                let rest = rests.take(*index)?;
                let note = numerals::note(&desk.layout.notes.from, jump.from.0, &desk.layout.notes);
                let onward = onward::Onward { area, note: &note };
                let copy = onward::rest(desk, &rest.pieces, rest.cut, jump.story, &onward);
                let head = Cow::Owned(made_head(&jump.head, &jump.span));
                let story = desk.edition.story(jump.story);
                let parts = Parts { head, jump: true, ..Parts::default() };
                let mut prepared = self.prepared(area, place, &story.id, copy, parts)?;
                prepared.note = self.jump_from(area.id).map(|(_, jump)| self.note_to(area, jump));
                Some(prepared)
            }
            Content::Note(head, lines) => {
                let parts = Parts { head: Cow::Owned(made_head(head, &place.span)), ..Parts::default() };
                self.prepared(area, place, "", copy::note(desk, lines, area), parts)
            }
            _ => None,
        }
    }

    /// The common part of a text area: its head fitted to the width that no height changes.
    fn prepared(
        &mut self,
        area: &'a Area,
        place: &Place,
        story: &str,
        copy: Copy,
        parts: Parts<'a>,
    ) -> Option<Prepared<'a>> {
        let layout = self.desk.layout;
        let frame = frame(layout, area, &nominal(self.page))?;
        self.problems.extend(judge::shape(area, &frame));
        let width = frame.head.1.at(layout.grid.size);
        let (head, side) = if area.side_head.is_some() {
            (HeadBox::default(), Some(SideHead::new(self.desk, area, parts)))
        } else {
            (headline::fit(self.desk, area, &parts, width, &mut self.problems), None)
        };
        let of = TextRef { story: story.to_owned(), area: area.id.0 };
        Some(Prepared { area, of, span: place.span.clone(), copy, head, side, picture: None, note: None })
    }

    /// The first picture of a story, in the columns that the layout gives it; others are reported.
    fn picture(&mut self, prepared: &mut Prepared<'a>, id: StoryId) {
        let (desk, area) = (self.desk, prepared.area);
        let story = desk.edition.story(id);
        let Some(frame) = frame(desk.layout, area, &nominal(self.page)) else { return };
        let columns = usize::from(frame.columns);
        let wanted = area.picture_columns.map_or(columns.div_ceil(2), usize::from).min(columns);
        let room = usize::from(wanted > 0);
        for extra in story.pictures.iter().skip(room) {
            self.problems.push(
                Diagnostic::new(&rules::PICTURE_UNPLACED, extra.span.clone(), format!("area {} has no place for this picture", area.id.0))
                    .help("place it in an area of its own with `role = \"picture\"`, or give the area `picture = { columns = … }`"),
            );
        }
        let Some((of, id)) = story.pictures.first().filter(|_| room > 0).and_then(|of| Some((of, of.picture?))) else {
            return;
        };
        let at = area.picture_at.map_or(columns - wanted, usize::from).min(columns - wanted);
        let width = frame.head_room(&(at..at + wanted)).0.1.at(desk.layout.grid.size);
        let words = Words { caption: of.caption.as_ref(), credit: of.credit.as_ref() };
        prepared.picture = Some((picture::measure(desk, id, words, width, area.picture_lines), at..at + wanted));
    }

    fn jump_from(&self, area: AreaId) -> Option<(usize, &'a Jump)> {
        let jumps = self.desk.edition.jumps.iter().enumerate();
        jumps.into_iter().find(|(_, jump)| jump.from == (self.page.number, area))
    }

    fn note_to(&self, area: &Area, jump: &Jump) -> super::desk::SetLine {
        let notes = &self.desk.layout.notes;
        story::note_line(self.desk, area, &numerals::note(&notes.to, jump.to.0, notes), &jump.span)
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
        let Some(area) = self.page.layout.areas.get(&id) else { return };
        let Some(frame) = frame(self.desk.layout, area, heights) else { return };
        let story = prepared.map(|prepared| prepared.of.story.clone()).unwrap_or_default();
        self.zones.extend(frame.parts.iter().map(|&rect| Zone { area: id.0, story: story.clone(), rect }));
        match prepared {
            Some(prepared) => {
                let fitted = story::fit(prepared, &frame, true);
                self.items.extend(draw::items(self.desk, prepared, &fitted));
                self.judge(prepared, &fitted, rests);
                self.areas.push(story::account(prepared, &fitted));
            }
            None => self.furniture(area, &frame),
        }
    }

    /// Areas that hold no running text.
    fn furniture(&mut self, area: &Area, frame: &Frame) {
        let desk = self.desk;
        let of = TextRef { story: String::new(), area: area.id.0 };
        let rect = frame.rect;
        self.items.extend(furniture::area_frame(desk, area, frame));
        let Some(place) = self.page.places.get(&area.id) else { return };
        let items = match &place.content {
            Content::Furniture if area.role == crate::layout::AreaRole::Strip => furniture::strip(desk, rect, &of),
            Content::Furniture => furniture::nameplate(desk, rect, &of),
            Content::Flag(lines) => furniture::flag(desk, area, lines, rect, &place.span),
            Content::Ear(codes) => ear::ear(desk, codes, rect, &of, &mut self.problems),
            Content::Pointers(pointers) => furniture::pointers(desk, area, pointers, rect),
            Content::Picture(of_picture) => {
                let grid = &desk.layout.grid;
                let rows = frame.inner_bottom().saturating_sub(frame.inner_top());
                let words = Words { caption: of_picture.caption.as_ref(), credit: of_picture.credit.as_ref() };
                let measured = picture::measure(desk, of_picture.picture, words, frame.width.at(grid.size), Some(rows));
                if measured.rows > rows {
                    let wanting = measured.rows - rows;
                    self.problems.push(judge::picture_too_high(area, &place.span, (measured.rows, wanting)));
                }
                let left = grid.left + frame.left.at(grid.size);
                measured.items(desk, picture::Stand { left, row: frame.inner_top(), rows }, &of)
            }
            Content::Ad(Some(of_picture)) => {
                let crop = picture::fill(desk.edition.picture(of_picture.picture), rect);
                vec![Item::Picture(PlacedPicture { picture: of_picture.picture, rect, crop })]
            }
            Content::Ad(None) => {
                self.problems.push(Diagnostic::new(
                    &rules::AD_HOLE,
                    place.span.clone(),
                    format!("area {} is left open: {:.1} × {:.1} mm", area.id.0, rect.w.to_mm(), rect.h.to_mm()),
                ));
                Vec::new()
            }
            Content::Story(_) | Content::Rest(_) | Content::Note(..) => Vec::new(),
        };
        self.items.extend(items);
    }

    /// What is to be said of a fitted area; keeps the rest of a story that jumps.
    fn judge(&mut self, prepared: &Prepared<'a>, fitted: &Fitted, rests: &mut Rests) {
        let report = story::account(prepared, fitted);
        if let Some((index, jump)) = self.jump_from(prepared.area.id) {
            self.judge_jump(prepared, fitted, (index, jump), rests);
        }
        if let Content::Rest(index) = self.page.places[&prepared.area.id].content {
            self.judge_rest(prepared, &report, index);
        }
        self.problems.extend(judge::area(self.desk, prepared, fitted, &report, self.page.number));
    }

    fn judge_jump(
        &mut self,
        prepared: &Prepared<'a>,
        fitted: &Fitted,
        (index, jump): (usize, &Jump),
        rests: &mut Rests,
    ) {
        let Some(cut) = fitted.cut else {
            self.problems.push(jump::not_needed(self.desk.edition, index));
            return;
        };
        rests.keep(index, Rest { pieces: prepared.copy.pieces.clone(), cut: cut.at });
        if let Some(rule) = &prepared.area.jump {
            let lines = u32::try_from(cut.keep).unwrap_or(u32::MAX);
            if lines < u32::from(rule.min_before) {
                let part = jump::Part {
                    before: true,
                    page: jump.from.0,
                    area: jump.from.1.0,
                    lines,
                    least: rule.min_before,
                    rule: Some(rule.span.clone()),
                };
                self.problems.push(jump::short(self.desk.edition, index, &part));
            }
        }
    }

    fn judge_rest(&mut self, prepared: &Prepared<'a>, report: &AreaReport, index: usize) {
        let jump = &self.desk.edition.jumps[index];
        let from = self.desk.edition.pages.iter().find(|page| page.number == jump.from.0);
        let rule = from.and_then(|page| page.layout.areas.get(&jump.from.1)).and_then(|area| area.jump.as_ref());
        if let Some(rule) = rule.filter(|rule| report.lines < u32::from(rule.min_after)) {
            let part = jump::Part {
                before: false,
                page: jump.to.0,
                area: prepared.area.id.0,
                lines: report.lines,
                least: rule.min_after,
                rule: Some(rule.span.clone()),
            };
            self.problems.push(jump::short(self.desk.edition, index, &part));
        }
    }
}

/// What an area costs at these heights.
fn priced(layout: &Layout, prepared: &Prepared<'_>, heights: &[u16]) -> Bill {
    frame(layout, prepared.area, heights)
        .map(|frame| story::price(prepared, &story::fit(prepared, &frame, false)))
        .unwrap_or_default()
}

/// Band heights for what hangs on widths alone.
fn nominal(page: &EditionPage) -> Vec<u16> {
    vec![8; page.layout.map.bands.len()]
}
