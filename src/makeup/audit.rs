//! [`audit`]: the proof that no text was lost or doubled, on the finished pages of every build.
//!
//! Source: standards B8 (text before + text after = whole text), principle 1 of the project.

use std::collections::{BTreeMap, BTreeSet};

use super::Night;
use super::copy::inline_of;
use super::shaped::begins;
use crate::diag::{Diagnostic, Rule, Span, rules};
use crate::edition::{Content, Edition};
use crate::layout::Part;
use crate::page::{Item, Page};
use crate::style::Role;

/// Roles that carry a story's body.
const BODY: [Role; 5] = [Role::Body, Role::Strong, Role::Emphasis, Role::Dateline, Role::Subhead];

/// Compares the text of every placed story with what stands on the pages.
pub(super) fn audit(edition: &Edition, night: &Night) -> Vec<Diagnostic> {
    let found = texts(&night.pages);
    let overset: BTreeSet<&str> = night
        .reports
        .iter()
        .flat_map(|report| &report.areas)
        .filter(|area| area.overset_lines > 0)
        .map(|area| area.story.as_str())
        .collect();
    let printed: BTreeSet<&str> =
        night.reports.iter().flat_map(|report| &report.areas).map(|area| area.story.as_str()).collect();
    let areas = night.reports.iter().flat_map(|report| &report.areas);
    let cut: BTreeMap<&str, String> = areas
        .filter(|area| !area.cut.is_empty())
        .map(|area| (area.story.as_str(), dense(&area.cut).collect()))
        .collect();
    let mut problems = Vec::new();
    for page in &edition.pages {
        for place in page.places.values() {
            for id in begins(edition, &place.content).into_iter().chain(place.orders.filler) {
                let story = edition.story(id);
                // What waits for a jump that is not needed need not be printed, but if it is, then whole; a filler too.
                let fills = place.orders.filler == Some(id);
                let waits = fills || matches!(place.content, Content::Rests(_));
                if fills && !printed.contains(story.id.as_str()) {
                    let message = format!("the filler `{}` was not needed and is not printed", story.id);
                    problems.push(Diagnostic::new(&rules::FILLER_IDLE, place.span.clone(), message));
                }
                if waits && !printed.contains(story.id.as_str()) {
                    continue;
                }
                let wanted: String = story.blocks.iter().flat_map(|block| dense(&inline_of(block).0.text)).collect();
                // What the desk ordered cut must be the very end of the story.
                let cut = cut.get(story.id.as_str()).map(String::as_str).unwrap_or_default();
                let wanted = wanted.strip_suffix(cut).map_or_else(|| wanted.clone(), str::to_owned);
                let got = found.get(story.id.as_str()).map(String::as_str).unwrap_or_default();
                let lost = if overset.contains(story.id.as_str()) { !wanted.starts_with(got) } else { wanted != got };
                if lost {
                    problems.push(differs(&story.id, &wanted, got, Span::file(&story.source)));
                }
            }
        }
    }
    problems
}

/// What is said of a pull quote or a fact box that does not stand on its page whole.
const NAMED: [&Rule; 3] = [&rules::INSET_UNPLACED, &rules::INSET_TOO_HIGH, &rules::INSET_LEFT_OUT];

/// Compares the text of pull quotes and fact boxes with what stands on the pages, unless something was said of it.
pub(super) fn asides(edition: &Edition, night: &Night, said: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut printed: BTreeMap<(&str, Role), String> = BTreeMap::new();
    for item in night.pages.iter().flat_map(|page| &page.items) {
        if let Item::Glyphs(run) = item
            && let Some(role) = aside(run.role)
        {
            printed.entry((&run.of.story, role)).or_default().extend(dense(&run.text));
        }
    }
    let mut problems = Vec::new();
    for place in edition.pages.iter().flat_map(|page| page.places.values()) {
        let Content::Story(id) = place.content else { continue };
        let story = edition.story(id);
        let quotes = story.quotes.iter().map(|quote| (Part::Quote, Role::Quote, &quote.span, quote.text.clone()));
        let boxes = story.boxes.iter().map(|facts| {
            let text: String = facts.head.iter().chain(&facts.lines).map(|line| line.text.as_str()).collect();
            (Part::Box, Role::Box, &facts.span, text)
        });
        for (part, role, span, text) in quotes.chain(boxes).filter(|aside| !place.orders.drop.contains(&aside.0)) {
            let wanted: String = dense(&text).collect();
            let whole = printed.get(&(story.id.as_str(), role)).is_some_and(|all| all.contains(&wanted));
            let named = said.iter().any(|found| NAMED.contains(&found.rule) && found.primary.span == *span);
            if !whole && !named {
                let name = if part == Part::Quote { "pull quote" } else { "fact box" };
                let message = format!("a {name} of `{}` does not stand on its page whole", story.id);
                problems.push(Diagnostic::new(&rules::TEXT_LOST, span.clone(), message));
            }
        }
    }
    problems
}

/// What text of this role belongs to: a pull quote, or a fact box.
fn aside(role: Role) -> Option<Role> {
    match role {
        Role::Quote => Some(Role::Quote),
        Role::Box | Role::BoxHead => Some(Role::Box),
        _ => None,
    }
}

/// Body text on the pages by story, without blanks.
fn texts(pages: &[Page]) -> BTreeMap<&str, String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Item::Glyphs(run) = item
            && BODY.contains(&run.role)
        {
            texts.entry(&run.of.story).or_default().extend(dense(&run.text));
        }
    }
    texts
}

fn dense(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

fn differs(id: &str, wanted: &str, got: &str, span: Span) -> Diagnostic {
    let same = wanted.chars().zip(got.chars()).take_while(|(a, b)| a == b).count();
    let after: String = wanted.chars().skip(same.saturating_sub(8)).take(16).collect();
    let (wanted, got) = (wanted.chars().count(), got.chars().count());
    Diagnostic::new(&rules::TEXT_LOST, span, format!("`{id}` has {wanted} characters, {got} are on its pages"))
        .label(format!("they part at character {}, near “{after}”", same + 1))
        .help("this is a fault of the engine, not of the copy: no page of this run may be printed")
}
