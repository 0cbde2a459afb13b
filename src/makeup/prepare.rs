//! [`prepare`]: all of a story area that does not hang on its height: shaped text, parts of the head, insets.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::carry::{jump_from, leaves, note_to, words_from};
use super::copy::{self, Copy};
use super::desk::Desk;
use super::frame::{Frame, frame};
use super::headline::Parts;
use super::heads::Heads;
use super::house::House;
use super::jump::{Rest, Rests};
use super::key::key;
use super::shaped::Shaped;
use super::story::Prepared;
use super::{aside, filler, judge, jumphead, onward, section, shorten};
use crate::diag::Diagnostic;
use crate::edition::{Content, EditionPage, Jump, Place};
use crate::layout::{Area, AreaId, AreaRole, Part, Rank};
use crate::page::TextRef;
use crate::story::{BylinePlace, StoryId};

/// A page whose areas are being prepared.
pub(super) struct Prepare<'a, 'p> {
    /// The looks.
    pub desk: &'a Desk<'a>,
    /// The page.
    pub page: &'a EditionPage,
    /// What is to be said.
    pub problems: &'p mut Vec<Diagnostic>,
}

/// Every story area of a page.
pub(super) fn prepare<'a>(
    desk: &'a Desk<'a>,
    page: &'a EditionPage,
    shaped: &Shaped<'_>,
    rests: &mut Rests,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<AreaId, Prepared<'a>> {
    let mut work = Prepare { desk, page, problems };
    let mut all = BTreeMap::new();
    for (&id, place) in &page.places {
        let Some(area) = desk.layout.areas.get(&id) else { continue };
        if let Some(mut prepared) = work.area(area, place, shaped, rests) {
            let rests = rests.keys(&place.content);
            prepared.key = key(desk, page, (&prepared, place), &rests, shaped.memory);
            prepared.memory = shaped.memory.area(prepared.key);
            all.insert(id, prepared);
        }
    }
    all
}

impl<'a> Prepare<'a, '_> {
    fn area(
        &mut self,
        area: &'a Area,
        place: &'a Place,
        shaped: &Shaped<'_>,
        rests: &mut Rests,
    ) -> Option<Prepared<'a>> {
        let desk = self.desk;
        match &place.content {
            Content::Story(id) => self.story(area, place, *id, shaped),
            Content::Rests(jumps) if area.role == AreaRole::Jumps => {
                let (copy, parts) = section::copy(self, area, jumps, rests);
                let prepared = self.text(area, place, "", copy, Parts::default())?;
                Some(Prepared { parts, ..prepared })
            }
            Content::Rests(jumps) => {
                let (&index, jump) = jumps.first().and_then(|index| Some((index, desk.edition.jumps.get(*index)?)))?;
                match rests.take(index) {
                    Some(rest) => self.rest(area, place, jump, &rest),
                    // The jump was not needed.
                    None => self.story(area, place, jump.instead?, shaped),
                }
            }
            Content::Note(head, lines) => {
                let parts = Parts { head: Cow::Owned(jumphead::written(head, &place.span)), ..Parts::default() };
                self.text(area, place, "", copy::note(desk, lines, area), parts)
            }
            _ => None,
        }
    }

    /// A story from its beginning.
    fn story(&mut self, area: &'a Area, place: &'a Place, id: StoryId, shaped: &Shaped<'_>) -> Option<Prepared<'a>> {
        let (desk, orders) = (self.desk, &place.orders);
        let story = desk.edition.story(id);
        let (copy, gone) = self.copy(area, place, shaped, id)?;
        let parts = Parts {
            kicker: story.kicker.as_ref().filter(|_| !orders.drops(Part::Kicker)),
            head: Cow::Borrowed(story.head.as_slice()),
            size: orders.head,
            deck: if orders.drops(Part::Deck) { &[] } else { &story.deck },
            summary: story.summary.as_ref().filter(|_| !orders.drops(Part::Summary)),
            byline: story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::Head),
            ..Parts::default()
        };
        let mut prepared = self.text(area, place, &story.id, copy, parts)?;
        prepared.gone = gone;
        self.insets(&mut prepared, (id, place));
        if prepared.insets.is_empty() {
            prepared.heads.without_picture();
        }
        self.leave(&mut prepared, id);
        // A story that goes on elsewhere has no white to fill.
        if let Some(id) = orders.filler.filter(|_| prepared.leaves.is_none()) {
            let (filled, filler) = filler::with(desk, shaped, area, &prepared.copy, id);
            prepared.bare = Some(std::mem::replace(&mut prepared.copy, filled));
            prepared.filler = Some(filler);
        }
        Some(prepared)
    }

    /// The copy of a story, and the words that the desk ordered cut from its end.
    fn copy(&mut self, area: &Area, place: &Place, shaped: &Shaped<'_>, id: StoryId) -> Option<(Copy, String)> {
        let (copy, cut) = (copy::whole(self.desk, shaped, id, area), place.orders.cut);
        if cut == 0 {
            return Some((copy, String::new()));
        }
        let frame = self.nominal(area)?;
        let width = frame.legs.last().map_or(frame.width, |leg| leg.width);
        let (copy, gone) = shorten::shorten(self.desk, (copy, id), (area, width), cut);
        self.problems.push(shorten::judge(self.desk, id, (&place.span, cut), gone.as_ref()));
        Some((copy, gone.unwrap_or_default().text))
    }

    /// The rest of a story behind its jump.
    fn rest(&mut self, area: &'a Area, place: &'a Place, jump: &Jump, rest: &Rest) -> Option<Prepared<'a>> {
        let desk = self.desk;
        let note = self.note_from(jump);
        let pieces = onward::pieces(desk, &rest.pieces, rest.cut, jump.story, &onward::Onward { area, note: &note });
        let copy = Copy::new(pieces, desk.layout, House::body(desk.layout, area)).signed(desk.edition, jump.story);
        let head = Cow::Owned(jumphead::lines(desk.edition, jump));
        let parts = Parts { head, jump: true, rank: self.rest_rank(area, jump), ..Parts::default() };
        let mut prepared = self.text(area, place, &desk.edition.story(jump.story).id, copy, parts)?;
        self.leave(&mut prepared, jump.story);
        Some(prepared)
    }

    /// The note 上接 of the rest of a story on this page.
    pub(super) fn note_from(&self, jump: &Jump) -> String {
        words_from(self.desk.edition, jump).unwrap_or_default()
    }

    /// The rank of the head over the rest of a story: one level lower than where the story begins, or that of its area
    /// if this is lower still (B8).
    pub(super) fn rest_rank(&self, area: &Area, jump: &Jump) -> Option<Rank> {
        let begins = |page: &&EditionPage| {
            page.places.iter().find(|(_, place)| place.content == Content::Story(jump.story)).map(|(&id, _)| id)
        };
        let page = self.desk.edition.pages.iter().find(|page| begins(page).is_some())?;
        let first = page.layout.areas.get(&begins(&page)?)?;
        Some(first.rank.lower().max(area.rank))
    }

    /// The note 下转 of a story that goes on elsewhere from its area, and how it leaves.
    fn leave(&self, prepared: &mut Prepared<'a>, id: StoryId) {
        let jump =
            jump_from(self.desk.edition, self.page.number_of(prepared.area.id), prepared.area.id).map(|found| found.1);
        if let Some(jump) = jump.filter(|jump| jump.story == id) {
            prepared.note = note_to(self.desk, prepared.area, jump);
            prepared.leaves = Some(leaves(self.desk, prepared.area, jump));
        }
    }

    /// The common part of a text area.
    fn text(
        &mut self,
        area: &'a Area,
        place: &Place,
        story: &str,
        copy: Copy,
        parts: Parts<'a>,
    ) -> Option<Prepared<'a>> {
        let frame = self.nominal(area)?;
        self.problems.extend(judge::shape(area, &frame));
        let of = TextRef { story: story.to_owned(), area: area.id.0 };
        let heads = Heads::new(self.desk, area, parts);
        Some(Prepared {
            area,
            of,
            span: place.span.clone(),
            copy,
            bare: None,
            filler: None,
            heads,
            insets: Vec::new(),
            note: None,
            leaves: None,
            gone: String::new(),
            parts: Vec::new(),
            key: 0,
            memory: Rc::default(),
        })
    }

    /// What stands inside the area beside the text.
    fn insets(&mut self, prepared: &mut Prepared<'a>, (id, place): (StoryId, &Place)) {
        let Some(frame) = self.nominal(prepared.area) else { return };
        let (story, orders) = (self.desk.edition.story(id), &place.orders);
        prepared.insets = aside::gather(self.desk, prepared.area, (story, orders), &frame, self.problems);
    }

    /// The frame of an area at band heights that stand for any: for what hangs on widths alone.
    pub(super) fn nominal(&self, area: &Area) -> Option<Frame> {
        frame(self.desk.layout, area, &vec![8; self.desk.layout.map.bands.len()])
    }
}
