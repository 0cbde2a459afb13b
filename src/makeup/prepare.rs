//! [`prepare`]: all of a story area that does not hang on its height: shaped text, parts of the head, insets.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::carry::{jump_from, note_to};
use super::copy::{self, Copy, Shaped};
use super::desk::Desk;
use super::frame::{Frame, frame};
use super::headline::Parts;
use super::heads::Heads;
use super::jump::Rests;
use super::story::Prepared;
use super::{aside, judge, numerals, onward};
use crate::diag::{Diagnostic, Span};
use crate::edition::{Content, EditionPage, Place};
use crate::layout::{Area, AreaId};
use crate::page::TextRef;
use crate::story::{BylinePlace, HeadLine, StoryId};

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
        if let Some(prepared) = work.area(area, place, shaped, rests) {
            all.insert(id, prepared);
        }
    }
    all
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
            Content::Story(id) => {
                let story = desk.edition.story(*id);
                let copy = copy::whole(desk, shaped, *id, area);
                let byline = story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::Head);
                let (kicker, summary) = (story.kicker.as_ref(), story.summary.as_ref());
                let head = Cow::Borrowed(story.head.as_slice());
                let parts = Parts { kicker, head, jump: false, deck: &story.deck, summary, byline };
                let mut prepared = self.text(area, place, &story.id, copy, parts)?;
                self.insets(&mut prepared, (*id, place));
                prepared.note = self.note(area);
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
                let mut prepared = self.text(area, place, &story.id, copy, parts)?;
                prepared.note = self.note(area);
                Some(prepared)
            }
            Content::Note(head, lines) => {
                let parts = Parts { head: Cow::Owned(made_head(head, &place.span)), ..Parts::default() };
                self.text(area, place, "", copy::note(desk, lines, area), parts)
            }
            _ => None,
        }
    }

    /// The note 下转 of an area whose story goes on elsewhere.
    fn note(&self, area: &Area) -> Option<super::desk::SetLine> {
        let jump = jump_from(self.desk.edition, self.page.number, area.id)?.1;
        Some(note_to(self.desk, area, jump))
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
        Some(Prepared { area, of, span: place.span.clone(), copy, heads, insets: Vec::new(), note: None })
    }

    /// What stands inside the area beside the text.
    fn insets(&mut self, prepared: &mut Prepared<'a>, (id, place): (StoryId, &Place)) {
        let Some(frame) = self.nominal(prepared.area) else { return };
        let (story, orders) = (self.desk.edition.story(id), &place.orders);
        prepared.insets = aside::gather(self.desk, prepared.area, (story, orders), &frame, self.problems);
    }

    /// The frame of an area at band heights that stand for any: for what hangs on widths alone.
    fn nominal(&self, area: &Area) -> Option<Frame> {
        frame(self.desk.layout, area, &vec![8; self.desk.layout.map.bands.len()])
    }
}
