//! [`prepare`]: all of a story area that does not hang on its height: shaped text, parts of the head, insets.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::carry::{jump_from, note_to};
use super::copy::{self, Copy, Shaped};
use super::desk::Desk;
use super::frame::{Frame, frame};
use super::headline::Parts;
use super::heads::Heads;
use super::inset::Inset;
use super::jump::Rests;
use super::picture::{self, Words};
use super::story::Prepared;
use super::{judge, numerals, onward, shorten};
use crate::diag::{Diagnostic, Span, rules};
use crate::edition::{Content, EditionPage, Place};
use crate::layout::{Area, AreaId, InsetWidth, Part};
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
                let (copy, gone) = self.copy(area, place, shaped, *id)?;
                let (orders, head) = (&place.orders, Cow::Borrowed(story.head.as_slice()));
                let parts = Parts {
                    kicker: story.kicker.as_ref().filter(|_| !orders.drops(Part::Kicker)),
                    head,
                    jump: false,
                    size: orders.head,
                    deck: if orders.drops(Part::Deck) { &[] } else { &story.deck },
                    summary: story.summary.as_ref().filter(|_| !orders.drops(Part::Summary)),
                    byline: story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::Head),
                };
                let mut prepared = self.text(area, place, &story.id, copy, parts)?;
                if !orders.drops(Part::Picture) {
                    self.insets(&mut prepared, *id, &orders.picture_lines);
                }
                prepared.note = self.note(area);
                Some(Prepared { gone, ..prepared })
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
        Some(Prepared {
            area,
            of,
            span: place.span.clone(),
            copy,
            heads,
            insets: Vec::new(),
            note: None,
            gone: String::new(),
        })
    }

    /// The first picture of a story, in the columns that the layout gives it and in the lines that the desk orders, if it
    /// does; others are reported.
    fn insets(&mut self, prepared: &mut Prepared<'a>, id: StoryId, ordered: &[u16]) {
        let (desk, area) = (self.desk, prepared.area);
        let story = desk.edition.story(id);
        let Some(frame) = self.nominal(area) else { return };
        let columns = usize::from(frame.columns);
        let inset = area.insets.first();
        let wanted = inset.map_or(columns.div_ceil(2), |inset| match inset.width {
            InsetWidth::Columns(columns) => usize::from(columns),
            InsetWidth::Chars(_) => 1,
        });
        let wanted = if area.insets_refused { 0 } else { wanted.min(columns) };
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
        let at = inset.map_or(columns - wanted, |inset| usize::from(inset.at)).min(columns - wanted);
        let width = frame.head_room(&(at..at + wanted)).0.1.at(desk.layout.grid.size);
        let words = Words { caption: of.caption.as_ref(), credit: of.credit.as_ref() };
        let lines = ordered.first().copied().or(inset.and_then(|inset| inset.lines).map(|lines| lines.1));
        prepared
            .insets
            .push(Inset { picture: picture::measure(desk, id, words, width, lines), columns: at..at + wanted });
    }

    /// The frame of an area at band heights that stand for any: for what hangs on widths alone.
    fn nominal(&self, area: &Area) -> Option<Frame> {
        frame(self.desk.layout, area, &vec![8; self.desk.layout.map.bands.len()])
    }
}
