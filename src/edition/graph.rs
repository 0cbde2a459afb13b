//! The jumps of an edition as a whole: no circles, nothing left open, few pages (standards B8).

use std::collections::{BTreeMap, BTreeSet};

use super::jumps::Written;
use super::model::CutAt;
use super::pages::Pages;
use crate::desk::Problems;
use crate::diag::{Diagnostic, Span, rules};
use crate::layout::AreaRole;
use crate::page::PageNo;

/// Finds the jumps that lead back to where they began, and reports each circle once.
pub(super) fn circles(written: &[Written], problems: &Problems) -> BTreeSet<usize> {
    let mut inside: BTreeSet<usize> = BTreeSet::new();
    for start in 0..written.len() {
        let Some(circle) = circle(written, start).filter(|_| !inside.contains(&start)) else { continue };
        let back = circle.iter().copied().find(|&at| written[at].to.0.0 <= written[at].from.0.0).unwrap_or(start);
        let jump = &written[back];
        let (page, area) = jump.to.0;
        let message = format!("the jumps of `{}` lead back to area {} of page {}", jump.story, area.0, page.0);
        let mut found = Diagnostic::new(&rules::JUMP_CYCLE, jump.to.1.clone(), message);
        for &at in circle.iter().filter(|&&at| at != back) {
            found = found.also(written[at].span.clone(), "the way goes over this jump");
        }
        problems.push(found);
        inside.extend(circle);
    }
    inside
}

/// The jumps from `start` on, if they come back to where it leaves.
fn circle(written: &[Written], start: usize) -> Option<Vec<usize>> {
    let mut way = vec![start];
    loop {
        let last = &written[*way.last()?];
        if last.to.0 == written[start].from.0 {
            return Some(way);
        }
        let next = written.iter().position(|jump| jump.from.0 == last.to.0 && jump.story == last.story)?;
        if way.contains(&next) {
            return None;
        }
        way.push(next);
    }
}

/// Every jump that may fall away leaves no hole: not where it goes, and not behind it.
pub(super) fn open_ends(written: &[Written], pages: &Pages, problems: &Problems) {
    for jump in written.iter().filter(|jump| jump.if_needed) {
        let ((page, area), span) = &jump.to;
        let role = pages.area(jump.to.0).map(|area| area.role);
        if let (Some((_, instead)), Some(AreaRole::Jumps)) = (&jump.instead, role) {
            let message = format!("area {} of page {} is for the rests of stories", area.0, page.0);
            let found = Diagnostic::new(&rules::JUMP_IF_NEEDED, instead.clone(), message);
            problems.push(found.help("a jump section holds what comes: take `else` out"));
        }
        if jump.instead.is_none() && role == Some(AreaRole::Story) {
            let message = format!("area {} of page {} stays empty if the jump is not needed", area.0, page.0);
            let found = Diagnostic::new(&rules::JUMP_IF_NEEDED, span.clone(), message);
            problems.push(found.help(
                "name a story that stands there then: else = \"…\"; or send the rest to an area with role = \"jumps\"",
            ));
        }
        let onward = written.iter().find(|next| next.from.0 == jump.to.0 && next.story == jump.story);
        if let Some(next) = onward.filter(|next| !next.if_needed) {
            let message =
                format!("this jump leaves area {} of page {}, which `{}` may not reach", area.0, page.0, jump.story);
            let found = Diagnostic::new(&rules::JUMP_IF_NEEDED, next.span.clone(), message);
            let found = found.also(jump.span.clone(), "only if it is needed does the story come there");
            problems.push(found.help("give it `if_needed = true` too, and an `else`"));
        }
    }
}

/// All jumps of a page go to one page where that can be (B8): a note for the desk.
pub(super) fn scattered(written: &[Written], problems: &Problems) {
    let mut first: BTreeMap<PageNo, &Written> = BTreeMap::new();
    let mut told: BTreeSet<PageNo> = BTreeSet::new();
    for jump in written {
        let page = jump.from.0.0;
        let other = *first.entry(page).or_insert(jump);
        if other.to.0.0 != jump.to.0.0 && told.insert(page) {
            let message =
                format!("jumps of page {} go to page {} and to page {}", page.0, other.to.0.0.0, jump.to.0.0.0);
            let found = Diagnostic::new(&rules::JUMP_SCATTERED, jump.to.1.clone(), message);
            problems.push(found.also(other.to.1.clone(), "the other page"));
        }
    }
}

/// Cuts that are wished after a paragraph: one that leaves something to go on with, and later than the cut before.
pub(super) fn cuts(written: &[Written], paragraphs: impl Fn(&str) -> Option<usize>, problems: &Problems) {
    let wished = |jump: &Written| match &jump.at {
        Some((CutAt::Paragraph(number), span)) => Some((*number, span.clone())),
        _ => None,
    };
    let refuse = |span: &Span, message: String| Diagnostic::new(&rules::JUMP_CUT, span.clone(), message);
    for jump in written {
        let Some((number, span)) = wished(jump) else { continue };
        if let Some(all) = paragraphs(&jump.story).filter(|&all| usize::from(number) >= all) {
            let message =
                format!("`{}` ends with paragraph {all}, and nothing is left after paragraph {number}", jump.story);
            problems.push(refuse(&span, message));
        }
        let before = written.iter().find(|other| other.to.0 == jump.from.0 && other.story == jump.story);
        if let Some((_, other)) = before.and_then(wished).filter(|before| before.0 >= number) {
            let message = format!("`{}` is cut after paragraph {number}, and was cut after a later one", jump.story);
            problems.push(refuse(&span, message).also(other, "the cut before"));
        }
    }
}
