//! [`Filler`]: 补白, a short piece that stands after a story where its area would else stay white.

use std::sync::Arc;

use super::account;
use super::copy::{self, Copy, Kind, Piece};
use super::desk::Desk;
use super::house::House;
use super::report::AreaReport;
use super::shaped::Shaped;
use super::story::{Fitted, Prepared};
use crate::layout::Area;
use crate::page::TextRef;
use crate::story::StoryId;
use crate::style::Role;

/// The filler of an area.
#[derive(Clone, Debug)]
pub(super) struct Filler {
    /// The first of its pieces in the copy.
    pub first: usize,
    /// Whose text it is.
    pub of: TextRef,
}

/// The copy of a story with a filler after it: its head like a subhead, then its text.
pub(super) fn with(desk: &Desk<'_>, shaped: &Shaped<'_>, area: &Area, copy: &Copy, id: StoryId) -> (Copy, Filler) {
    let (house, story) = (House::body(desk.layout, area), desk.edition.story(id));
    let mut pieces = copy.pieces.clone();
    let first = pieces.len();
    let head = story.head.first().map(|head| {
        let text = Arc::new(desk.text(house, &head.text, Role::BoxHead, &head.span));
        Piece { story: Some(id), ..Piece::new(house, Kind::Subhead, Role::BoxHead, text, 0) }
    });
    pieces.extend(head);
    pieces.extend(copy::whole(desk, shaped, id, area).pieces);
    let of = TextRef { story: story.id.clone(), area: area.id.0 };
    (Copy::new(pieces, desk.layout, house), Filler { first, of })
}

/// The accounts of an area whose filler stands: of its story, and of the filler.
pub(super) fn accounts(prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<AreaReport> {
    let whole = account::account(prepared, fitted);
    let Some(filler) = prepared.filler.as_ref().filter(|_| fitted.choice.filler) else { return vec![whole] };
    let set = fitted.set();
    let own = set.iter().take_while(|placed| placed.piece < filler.first).count();
    let mut story = account::account_of(prepared, fitted, 0..own);
    let mut filled = account::account_of(prepared, fitted, own..set.len());
    filled.story.clone_from(&filler.of.story);
    filled.head_pt = 0.0;
    filled.height = 0;
    (story.capacity, filled.capacity) = (story.lines, whole.capacity.saturating_sub(story.lines));
    // What stays white stays after the filler; what does not fit belongs to whom it is cut from.
    (story.underset_lines, story.underset_characters) = (0, 0);
    let rest = if fitted.flow.rest.is_some_and(|rest| rest.piece < filler.first) { &mut filled } else { &mut story };
    (rest.overset_lines, rest.overset_characters) = (0, 0);
    vec![story, filled]
}
