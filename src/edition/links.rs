//! What ties pages together: jumps, pointers, and the areas that nothing was placed in.

use std::collections::BTreeMap;

use super::model::{Content, Jump, Place, Pointer};
use super::orders::Orders;
use super::pages::{Pages, Spot};
use super::stock::Stock;
use crate::desk::{Node, Problems, Reader, Table};
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::layout::{AreaId, AreaRole};
use crate::page::PageNo;

/// A jump as written, before it is held against the pages.
pub(super) struct Written {
    story: String,
    story_span: Span,
    from: (Spot, Span),
    to: (Spot, Span),
    head: String,
    span: Span,
}

/// Reads one `[[jump]]`.
pub(super) fn read_jump(table: &Table, problems: &Problems) -> Option<Written> {
    let reader = Reader::new(table, "[[jump]]", problems);
    let story = reader.required_string("story").zip(reader.node("story"));
    let (from, to) = (spot(&reader, "from"), spot(&reader, "to"));
    let head = reader.string("head").unwrap_or_default().to_owned();
    reader.close();
    let (story, node) = story?;
    let (story, story_span) = (story.to_owned(), node.span.clone());
    Some(Written { story, story_span, from: from?, to: to?, head, span: table.span.clone() })
}

/// `{ page = 1, area = "L" }`.
fn spot(reader: &Reader<'_>, key: &'static str) -> Option<(Spot, Span)> {
    let node: &Node = reader.required(key)?;
    let inner = Reader::new(reader.as_table(key, node)?, format!("`{key}` in [[jump]]"), reader.problems);
    let page = inner.required("page").and_then(|node| inner.as_whole("page", node, 1..=999));
    let area = inner.required_string("area").zip(inner.node("area"));
    inner.close();
    let (text, area) = area?;
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    if letter.is_none() {
        reader.bad(&area.span, format!("an area is one letter, not \"{text}\""), "");
    }
    Some(((PageNo(page?), AreaId(letter?)), node.span.clone()))
}

/// Holds the jumps against the pages, gives their targets to the rests, and checks every rule of standards B8 that
/// can be checked before a line is set.
pub(super) fn jumps(written: &[Written], pages: &mut Pages, stock: &Stock<'_>) -> Vec<Jump> {
    let problems = stock.problems;
    let mut jumps = Vec::new();
    // The story of each area: placed ones first, then the rests, in whatever order the jumps are written.
    let mut carried: BTreeMap<Spot, String> =
        pages.placed.iter().map(|(name, (spot, _))| (*spot, name.clone())).collect();
    let mut targets: BTreeMap<Spot, Span> = BTreeMap::new();
    for jump in written {
        if target(jump, pages, &targets, problems) {
            targets.insert(jump.to.0, jump.to.1.clone());
            carried.entry(jump.to.0).or_insert_with(|| jump.story.clone());
        }
    }
    let mut left: BTreeMap<Spot, Span> = BTreeMap::new();
    for jump in written {
        origin(jump, pages, &carried, problems);
        if let Some(first) = left.get(&jump.from.0) {
            let ((page, area), _) = &jump.from;
            let message = format!("a second jump leaves area {} of page {}", area.0, page.0);
            let found = Diagnostic::new(&rules::JUMP_TWICE, jump.from.1.clone(), message);
            problems.push(found.also(first.clone(), "the first"));
        } else {
            left.insert(jump.from.0, jump.from.1.clone());
        }
        if let Some(story) = stock.known(&jump.story) {
            let (from, to, head, span) = (jump.from.0, jump.to.0, jump.head.clone(), jump.span.clone());
            let (index, (page, area)) = (jumps.len(), to);
            jumps.push(Jump { story, from, to, head, span: span.clone() });
            if let Some(draft) = pages.drafts.iter_mut().find(|draft| draft.number == page) {
                draft.places.entry(area).or_insert(Place {
                    span,
                    content: Content::Rest(index),
                    orders: Orders::default(),
                });
            }
        }
        // An area to which a jump goes is spoken for, even if the story could not be read.
        if let Some(draft) = pages.drafts.iter_mut().find(|draft| draft.number == jump.to.0.0) {
            draft.taken.push(jump.to.0.1);
        }
    }
    jumps
}

/// Whether the page and area of one end exist; reported otherwise.
fn exists((spot, span): &(Spot, Span), pages: &Pages, problems: &Problems) -> bool {
    let (page, area) = *spot;
    let Some(draft) = pages.draft(page) else {
        let message = format!("there is no page {}", page.0);
        let help = format!("the edition has {} pages", pages.drafts.len());
        problems.push(Diagnostic::new(&rules::JUMP_PLACE, span.clone(), message).help(help));
        return false;
    };
    let Some(layout) = &draft.layout else { return false };
    if layout.areas.contains_key(&area) {
        return true;
    }
    let letters: Vec<String> = layout.map.letters().iter().map(|id| id.0.to_string()).collect();
    let message = format!("page {} has no area {}", page.0, area.0);
    let found = Diagnostic::new(&rules::JUMP_PLACE, span.clone(), message).also(draft.span.clone(), "the page");
    problems.push(found.help(format!("its areas are {}", letters.join(" "))));
    false
}

/// Checks the far end of a jump; whether the rest may stand there.
fn target(jump: &Written, pages: &Pages, targets: &BTreeMap<Spot, Span>, problems: &Problems) -> bool {
    let (to, span) = &jump.to;
    if !exists(&jump.to, pages, problems) {
        return false;
    }
    let (page, area) = *to;
    if page <= jump.from.0.0 {
        let message = format!("the jump goes from page {} to page {}", jump.from.0.0.0, page.0);
        let found = Diagnostic::new(&rules::JUMP_BACKWARD, span.clone(), message);
        problems.push(found.also(jump.from.1.clone(), "it leaves here"));
    }
    if let Some(found) = pages.area(*to).filter(|area| area.role != AreaRole::Story) {
        let message = format!(
            "area {} of page {} is {}, and the rest of a story goes there",
            area.0,
            page.0,
            found.role.phrase()
        );
        let problem = Diagnostic::new(&rules::PLACE_KIND, span.clone(), message);
        problems.push(problem.also(found.span.clone(), "the role is given here"));
        return false;
    }
    let placed = pages.draft(page).and_then(|draft| draft.places.get(&area)).map(|place| &place.span);
    if let Some(other) = placed.or(targets.get(to)) {
        let message = format!("area {} of page {} is taken", area.0, page.0);
        let found = Diagnostic::new(&rules::JUMP_TARGET, span.clone(), message);
        problems.push(found.also(other.clone(), "by this"));
        return false;
    }
    true
}

/// Checks the near end of a jump.
fn origin(jump: &Written, pages: &Pages, carried: &BTreeMap<Spot, String>, problems: &Problems) {
    let (from, span) = &jump.from;
    let Some((_, placed)) = pages.placed.get(&jump.story) else {
        let message = format!("the story `{}` is not placed on any page", jump.story);
        let found = Diagnostic::new(&rules::JUMP_FROM, jump.story_span.clone(), message);
        problems.push(match suggest(&jump.story, pages.placed.keys().map(String::as_str)) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        });
        return;
    };
    if !exists(&jump.from, pages, problems) {
        return;
    }
    let (page, area) = *from;
    if carried.get(from) != Some(&jump.story) {
        let message = format!("area {} of page {} does not carry the story `{}`", area.0, page.0, jump.story);
        let found = Diagnostic::new(&rules::JUMP_FROM, span.clone(), message);
        problems.push(found.also(placed.clone(), "the story is placed here"));
        return;
    }
    if let Some(layout_area) = pages.area(*from).filter(|area| area.jump.is_none()) {
        let message = format!("the layout lets no story jump from area {} of page {}", area.0, page.0);
        let found = Diagnostic::new(&rules::JUMP_RULE, span.clone(), message);
        let found = found.also(layout_area.span.clone(), "an area without `jump`");
        problems.push(found.help("add jump = { min_before = 8, min_after = 8 } to the area"));
    }
}

/// Finds the pages of the pointers.
pub(super) fn pointers(pages: &mut Pages, stock: &Stock<'_>) {
    for pointer in std::mem::take(&mut pages.pointers) {
        let Some(((page, _), _)) = pages.placed.get(&pointer.story) else {
            let message = format!("the pointer names the story `{}`, which is not placed", pointer.story);
            let found = Diagnostic::new(&rules::POINTER_STORY, pointer.span, message);
            stock.problems.push(match suggest(&pointer.story, pages.placed.keys().map(String::as_str)) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found,
            });
            continue;
        };
        let page = *page;
        let page_name = pages.draft(page).map(|draft| draft.name.clone()).unwrap_or_default();
        let Some(story) = stock.known(&pointer.story) else { continue };
        let (number, area) = pointer.spot;
        let draft = pages.drafts.iter_mut().find(|draft| draft.number == number);
        if let Some(Place { content: Content::Pointers(list), .. }) =
            draft.and_then(|draft| draft.places.get_mut(&area))
        {
            list.push(Pointer { head: pointer.head, story, page, page_name, span: pointer.span });
        }
    }
}

/// Fills in the furniture, and reports every area that nothing was placed in.
pub(super) fn rest(pages: &mut Pages, problems: &Problems) {
    for draft in &mut pages.drafts {
        let Some(layout) = draft.layout.clone() else { continue };
        for id in layout.map.letters() {
            let area = &layout.areas[&id];
            if matches!(area.role, AreaRole::Nameplate | AreaRole::Strip) {
                let (span, content) = (draft.span.clone(), Content::Furniture);
                let place = Place { span, content, orders: Orders::default() };
                draft.places.insert(id, place);
            } else if !draft.places.contains_key(&id) && !draft.taken.contains(&id) {
                let message = format!("nothing is placed in area {} of page {}", id.0, draft.number.0);
                let found = Diagnostic::new(&rules::PLACE_MISSING, draft.place_span.clone(), message);
                problems.push(found.also(area.span.clone(), format!("it is {}", area.role.phrase())));
            }
        }
    }
}
