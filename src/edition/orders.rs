//! [`Orders`]: what the desk orders for one place on the night, over what the story and the layout say.

use std::collections::BTreeMap;

use super::model::InsetAd;
use super::pages::Pages;
use super::stock::Stock;
use crate::desk::{Node, Reader, code};
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::geom::Length;
use crate::layout::{Layout, Part, type_size};
use crate::story::{Story, StoryId};

/// What the desk orders for one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    /// Lines cut from the end of the story, back to the end of a sentence; what is cut is named in the report.
    pub cut: u16,
    /// Parts left out.
    pub drop: Vec<Part>,
    /// Lines of the story's pictures with their captions, in their order.
    pub picture_lines: Vec<u16>,
    /// Own wish for the size of the main head.
    pub head: Option<Length>,
    /// A short piece that may stand after the story, if lines stay empty.
    pub filler: Option<StoryId>,
    /// Advertisements inside the area of a story, in order.
    pub ads: Vec<InsetAd>,
}

/// Words of `drop`.
const PARTS: [(&str, Part); 6] = [
    ("kicker", Part::Kicker),
    ("deck", Part::Deck),
    ("summary", Part::Summary),
    ("quote", Part::Quote),
    ("box", Part::Box),
    ("picture", Part::Picture),
];

/// Most lines that one order cuts.
const MOST_CUT: u16 = 500;

impl Orders {
    /// Whether a part is left out.
    #[must_use]
    pub fn drops(&self, part: Part) -> bool {
        self.drop.contains(&part)
    }

    /// The word of a part in TOML and in messages.
    #[must_use]
    pub fn word(part: Part) -> &'static str {
        PARTS.iter().find(|(_, known)| *known == part).map_or("", |(word, _)| word)
    }
}

/// Reads the orders of `{ story = "…", cut = 3, … }`; all but what other files hold: the filler, the advertisements.
pub(super) fn read(reader: &Reader<'_>, story: Option<&Story>, layout: Option<&Layout>) -> Orders {
    let body = layout.map(|layout| layout.grid.size);
    let orders = Orders {
        cut: reader.whole("cut", 1..=MOST_CUT).unwrap_or(0),
        drop: drops(reader, story),
        picture_lines: picture_lines(reader, story),
        head: reader.node("head").and_then(|node| type_size(reader, "head", node, body)),
        filler: None,
        ads: Vec::new(),
    };
    if let (Some(_), Some(node), Some(story)) = (orders.head, reader.node("head"), story)
        && story.head.is_empty()
    {
        idle(reader, &node.span, format!("`head` sets a size, and `{}` has no head", story.id));
    }
    orders
}

fn idle(reader: &Reader<'_>, span: &Span, message: String) {
    reader.problems.push(Diagnostic::new(&rules::ORDER_IDLE, span.clone(), message));
}

/// `drop = "deck"`, `drop = ["deck", "summary"]`.
fn drops(reader: &Reader<'_>, story: Option<&Story>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (word, node) in reader.strings("drop").unwrap_or_default() {
        let Some(&(_, part)) = PARTS.iter().find(|(known, _)| *known == word) else {
            unknown(reader, word, node);
            continue;
        };
        let missing = story.filter(|story| !has(story, part));
        if let Some(story) = missing {
            idle(reader, &node.span, format!("{} is dropped, and `{}` has none", code(word), story.id));
        } else if parts.contains(&part) {
            idle(reader, &node.span, format!("{} is dropped twice", code(word)));
        }
        parts.push(part);
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn unknown(reader: &Reader<'_>, word: &str, node: &Node) {
    let words: Vec<&str> = PARTS.iter().map(|(word, _)| *word).collect();
    let message = format!("`drop` in {} cannot be \"{word}\"", reader.name());
    let found = Diagnostic::new(&rules::BAD_VALUE, node.span.clone(), message);
    let found = match suggest(word, words.iter().copied()) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found,
    };
    reader.problems.push(found.help(format!("a part that can be dropped is one of {}", words.join(", "))));
}

/// Whether a story has a part that could be left out.
fn has(story: &Story, part: Part) -> bool {
    match part {
        Part::Kicker => story.kicker.is_some(),
        Part::Deck => !story.deck.is_empty(),
        Part::Summary => story.summary.is_some(),
        Part::Picture => !story.pictures.is_empty(),
        Part::Quote => !story.quotes.is_empty(),
        Part::Box => !story.boxes.is_empty(),
    }
}

/// `picture_lines = [14]`.
fn picture_lines(reader: &Reader<'_>, story: Option<&Story>) -> Vec<u16> {
    let Some(list) = reader.list("picture_lines") else { return Vec::new() };
    let lines: Vec<u16> = list.iter().filter_map(|node| reader.as_whole("picture_lines", node, 2..=500)).collect();
    if let (Some(story), Some(node)) = (story, list.get(story.map_or(usize::MAX, |story| story.pictures.len()))) {
        let message = format!(
            "`picture_lines` has {} heights, and `{}` has {} pictures",
            list.len(),
            story.id,
            story.pictures.len()
        );
        idle(reader, &node.span, message);
    }
    lines
}

/// Fillers that places name, each with its place.
pub(super) type Fillers = BTreeMap<String, Span>;

/// The filler of a place; two places cannot have the same.
pub(super) fn filler(name: &str, node: &Node, fillers: &mut Fillers, stock: &mut Stock<'_>) -> Option<StoryId> {
    if let Some(first) = fillers.get(name) {
        stock.problems.push(twice(name, &node.span, first, "named here already"));
        return None;
    }
    fillers.insert(name.to_owned(), node.span.clone());
    stock.story(name, &node.span)
}

/// `fillers = ["short-9"]`: pieces that the edition offers; a place may name one of them. What is placed as a story cannot
/// be a filler too.
pub(super) fn offered(top: &Reader<'_>, pages: &Pages, stock: &mut Stock<'_>) -> Vec<StoryId> {
    for (name, span) in &pages.fillers {
        if let Some((_, placed)) = pages.placed.get(name) {
            stock.problems.push(twice(name, span, placed, "placed as a story here"));
        }
    }
    let (mut seen, mut offered) = (Fillers::new(), Vec::new());
    for (name, node) in top.strings("fillers").unwrap_or_default() {
        let placed = pages.placed.get(name).map(|(_, span)| (span, "placed as a story here"));
        if let Some((first, what)) = seen.get(name).map(|span| (span, "named here already")).or(placed) {
            stock.problems.push(twice(name, &node.span, first, what));
            continue;
        }
        offered.extend(stock.story(name, &node.span));
        seen.insert(name.to_owned(), node.span.clone());
    }
    offered
}

fn twice(name: &str, span: &Span, first: &Span, what: &str) -> Diagnostic {
    let message = format!("the filler `{name}` would stand in the paper twice");
    Diagnostic::new(&rules::FILLER_TWICE, span.clone(), message).also(first.clone(), what)
}
