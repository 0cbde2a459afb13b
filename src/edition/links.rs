//! What ties pages together: jumps, pointers, and the areas that nothing was placed in.

use std::collections::BTreeMap;

use super::graph;
use super::jumps::Written;
use super::model::{Content, Jump, JumpHead, Place, Pointer};
use super::orders::Orders;
use super::pages::{Draft, Pages, Spot};
use super::stock::Stock;
use crate::desk::Problems;
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::layout::AreaRole;
use crate::page::PageNo;
use crate::story::StoryId;

/// Holds the jumps against the pages, gives their targets to the rests, and checks every rule of standards B8 that
/// can be checked before a line is set.
pub(super) fn jumps(written: &[Written], pages: &mut Pages, stock: &mut Stock<'_>) -> Vec<Jump> {
    let problems = stock.problems;
    let circles = graph::circles(written, problems);
    // The story of each area: placed ones first, then the rests, in whatever order the jumps are written.
    let mut carried: BTreeMap<Spot, String> =
        pages.placed.iter().map(|(name, (spot, _))| (*spot, name.clone())).collect();
    let mut targets: Vec<(Spot, &Written)> = Vec::new();
    for (at, jump) in written.iter().enumerate() {
        if target(jump, pages, (&targets, circles.contains(&at)), problems) {
            targets.push((jump.to.0, jump));
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
    }
    graph::open_ends(written, pages, problems);
    graph::scattered(written, problems);
    let paragraphs = |name: &str| Some(stock.story_of(stock.known(name)?).paragraphs());
    graph::cuts(written, paragraphs, problems);
    let jumps: Vec<Jump> = written.iter().filter_map(|jump| held(jump, pages, stock)).collect();
    give(&jumps, pages);
    // An area to which a jump goes is spoken for, even if the story could not be read.
    for jump in written {
        if let Some(draft) = pages.draft_mut(jump.to.0.0) {
            draft.taken.push(jump.to.0.1);
        }
    }
    jumps
}

/// A jump whose story is known, with the story that may take its place.
fn held(written: &Written, pages: &mut Pages, stock: &mut Stock<'_>) -> Option<Jump> {
    let instead = written.instead.as_ref().and_then(|(name, span)| spare(name, span, pages, stock));
    let story = stock.known(&written.story)?;
    let (head, span) = written.head.clone();
    let of = stock.story_of(story);
    let lacks = match head {
        JumpHead::Short => of.short.is_none().then_some(("`short`", "write short = \"…\" in its front matter")),
        JumpHead::Full => of.head.is_empty().then_some(("head", "write the head of the rest here, or false")),
        _ => None,
    };
    if let Some((lacks, help)) = lacks {
        let message = format!("the story `{}` has no {lacks}", written.story);
        stock.problems.push(Diagnostic::new(&rules::JUMP_HEAD, span, message).help(help));
    }
    Some(Jump {
        story,
        from: written.from.0,
        to: written.to.0,
        head,
        at: written.at.clone(),
        within: written.within,
        if_needed: written.if_needed,
        instead,
        span: written.span.clone(),
    })
}

/// The story that stands where a jump is not needed: it has no other place.
fn spare(name: &str, span: &Span, pages: &mut Pages, stock: &mut Stock<'_>) -> Option<StoryId> {
    let first = pages.placed.get(name).map(|placed| &placed.1).or(pages.spares.get(name));
    if let Some(first) = first {
        let message = format!("the story `{name}` is placed twice");
        let found = Diagnostic::new(&rules::STORY_TWICE, span.clone(), message);
        stock.problems.push(found.also(first.clone(), "placed here already"));
        return None;
    }
    pages.spares.insert(name.to_owned(), span.clone());
    stock.story(name, span)
}

/// Puts the rests into their areas.
fn give(jumps: &[Jump], pages: &mut Pages) {
    for (index, jump) in jumps.iter().enumerate() {
        let (page, area) = jump.to;
        let role = pages.area(jump.to).map(|area| area.role);
        let Some(draft) = pages.draft_mut(page) else { continue };
        match draft.places.get_mut(&area) {
            Some(Place { content: Content::Rests(rests), .. }) if role == Some(AreaRole::Jumps) => rests.push(index),
            Some(_) => {}
            None => {
                let (span, content) = (jump.span.clone(), Content::Rests(vec![index]));
                draft.places.insert(area, Place { span, content, orders: Orders::default() });
            }
        }
    }
}

/// Whether the page and area of one end exist; reported otherwise.
fn exists((spot, span): &(Spot, Span), pages: &Pages, problems: &Problems) -> bool {
    let (page, area) = *spot;
    let Some(draft) = pages.draft(page) else {
        let message = format!("there is no page {}", page.0);
        let help = format!("the edition has {} pages", pages.drafts.last().map_or(0, |draft| draft.last().0));
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

/// Checks the far end of a jump, held against those before; whether the rest may stand there. What leads in a circle
/// has been told so.
fn target(jump: &Written, pages: &Pages, (targets, circle): (&[(Spot, &Written)], bool), problems: &Problems) -> bool {
    let (to, span) = &jump.to;
    if !exists(&jump.to, pages, problems) {
        return false;
    }
    let (page, area) = *to;
    let from = jump.from.0.0;
    let one_spread = pages.draft(from).zip(pages.draft(page)).is_some_and(|(one, two)| one.number == two.number);
    if (page <= from || one_spread) && !circle {
        let same = if page > from { " of the same spread" } else { "" };
        let message = format!("the jump goes from page {} to page {}{same}", from.0, page.0);
        let found = Diagnostic::new(&rules::JUMP_BACKWARD, span.clone(), message);
        problems.push(found.also(jump.from.1.clone(), "it leaves here"));
    }
    let found = pages.area(*to);
    if let Some(found) = found.filter(|area| !area.role.takes_rests()) {
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
    let section = found.is_some_and(|area| area.role == AreaRole::Jumps);
    let placed = pages.draft(page).and_then(|draft| draft.places.get(&area)).map(|place| &place.span);
    // A section takes the rests of several stories, each once.
    let before = targets.iter().find(|(spot, other)| spot == to && (!section || other.story == jump.story));
    if let Some(other) = placed.or(before.map(|before| &before.1.to.1)).filter(|_| !circle) {
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
    if let Some(section) = pages.area(*from).filter(|area| area.role == AreaRole::Jumps) {
        let message = format!("area {} of page {} is {}, which end there", area.0, page.0, section.role.phrase());
        let found = Diagnostic::new(&rules::JUMP_RULE, span.clone(), message);
        let found = found.also(section.span.clone(), "the role is given here");
        problems.push(found.help("give the story an area of its own on that page, if it is to go on from there"));
        return;
    }
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

/// What each page is called, by its number: of a spread, each half.
fn called(draft: &Draft) -> Vec<(PageNo, String)> {
    let numbers = (draft.number.0..=draft.last().0).map(PageNo);
    let label = draft.label.as_ref().map(|(label, _)| label.split('|').collect::<Vec<_>>());
    let name = |(at, number): (usize, PageNo)| match &label {
        None => (number, number.0.to_string()),
        Some(halves) => (number, halves.get(at).or(halves.first()).map_or("", |half| half).to_owned()),
    };
    numbers.enumerate().map(name).collect()
}

/// Holds the labels of the pages against each other and against the numbers of the others.
pub(super) fn labels(pages: &Pages, problems: &Problems) {
    let all: Vec<(&Draft, PageNo, String)> = pages
        .drafts
        .iter()
        .flat_map(|draft| called(draft).into_iter().map(move |(at, name)| (draft, at, name)))
        .collect();
    for draft in &pages.drafts {
        let Some((label, span)) = &draft.label else { continue };
        let halves = called(draft);
        if label.split('|').count() > halves.len() {
            let message = format!("page {} is one page, and `label` has two", draft.number.0);
            problems.push(Diagnostic::new(&rules::PAGE_LABEL, span.clone(), message));
        }
        for (number, name) in halves {
            // Of two pages with labels the later one is blamed.
            let same = all.iter().find(|(of, other, called)| {
                *called == name && if of.label.is_some() { *other < number } else { *other != number }
            });
            if let Some((of, other, _)) = same {
                let message = format!("page {} is called {name}, and so is page {}", number.0, other.0);
                let found = Diagnostic::new(&rules::PAGE_LABEL, span.clone(), message);
                problems.push(found.also(of.span.clone(), "the other page"));
            }
        }
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
        if let Some(Place { content: Content::Pointers(list), .. }) =
            pages.draft_mut(number).and_then(|draft| draft.places.get_mut(&area))
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
                let message = format!("nothing is placed in area {} of page {}", id.0, draft.number_of(id).0);
                let found = Diagnostic::new(&rules::PLACE_MISSING, draft.place_span.clone(), message);
                problems.push(found.also(area.span.clone(), format!("it is {}", area.role.phrase())));
            }
        }
    }
}
