//! `[[jump]]` as written, before it is held against the pages (standards B8).

use super::model::{CutAt, Jump, JumpHead};
use super::pages::{Pages, Spot};
use crate::desk::{Node, Problems, Reader, Table, Value};
use crate::diag::Span;
use crate::layout::AreaId;
use crate::page::PageNo;

/// A jump as written.
pub(super) struct Written {
    pub(super) story: String,
    pub(super) story_span: Span,
    pub(super) from: (Spot, Span),
    pub(super) to: (Spot, Span),
    pub(super) head: (JumpHead, Span),
    pub(super) at: Option<(CutAt, Span)>,
    pub(super) within: u16,
    pub(super) if_needed: bool,
    /// The story that takes the place of the rest.
    pub(super) instead: Option<(String, Span)>,
    pub(super) span: Span,
}

impl Written {
    /// The story, by name.
    pub(super) fn story(&self) -> &str {
        &self.story
    }

    /// Where it is written.
    pub(super) fn span(&self) -> &Span {
        &self.span
    }

    /// The areas that it leaves and goes to.
    pub(super) fn ends(&self) -> [Spot; 2] {
        [self.from.0, self.to.0]
    }

    /// Its ends by the pages that their areas stand on.
    pub(super) fn settled(mut self, pages: &Pages) -> Self {
        (self.from.0, self.to.0) = (pages.settled(self.from.0), pages.settled(self.to.0));
        self
    }
}

/// Reads one `[[jump]]`.
pub(super) fn read_jump(table: &Table, problems: &Problems) -> Option<Written> {
    let reader = Reader::new(table, "[[jump]]", problems);
    let story = reader.required_string("story").zip(reader.node("story"));
    let (from, to) = (spot(&reader, "from"), spot(&reader, "to"));
    let head = head(&reader).unwrap_or_else(|| (JumpHead::ByRule, table.span.clone()));
    let at = cut_at(&reader);
    let within = reader.whole("within", 0..=40).unwrap_or(Jump::WITHIN);
    let if_needed = reader.flag("if_needed").unwrap_or(false);
    let instead = reader.node("else").and_then(|node| {
        let name = reader.as_string("else", node)?;
        if !if_needed {
            let message = "`else` in [[jump]] has no `if_needed = true` beside it".to_owned();
            reader.bad(&node.span, message, "a jump that is always made leaves no place for another story");
        }
        Some((name.to_owned(), node.span.clone()))
    });
    reader.close();
    let (story, node) = story?;
    let (story, story_span) = (story.to_owned(), node.span.clone());
    let span = table.span.clone();
    Some(Written { story, story_span, from: from?, to: to?, head, at, within, if_needed, instead, span })
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

/// `"full"`, `"short"`, `false`, or the head itself.
fn head(reader: &Reader<'_>) -> Option<(JumpHead, Span)> {
    let node = reader.node("head")?;
    let head = match &node.value {
        Value::Boolean(false) => JumpHead::Without,
        Value::String(text) if text.trim().is_empty() => JumpHead::Without,
        Value::String(text) if text == "full" => JumpHead::Full,
        Value::String(text) if text == "short" => JumpHead::Short,
        Value::String(text) => JumpHead::Written(text.clone()),
        _ => {
            reader.wrong("head", node, "a head, \"full\", \"short\" or false");
            return None;
        }
    };
    Some((head, node.span.clone()))
}

/// `{ paragraph = 2 }` or `{ lines = 40 }`.
fn cut_at(reader: &Reader<'_>) -> Option<(CutAt, Span)> {
    let node = reader.node("at")?;
    let inner = Reader::new(reader.as_table("at", node)?, "`at` in [[jump]]", reader.problems);
    let (paragraph, lines) = (inner.whole("paragraph", 1..=999), inner.whole("lines", 1..=9999));
    let said = inner.node("paragraph").is_some() || inner.node("lines").is_some();
    inner.close();
    let at = match (paragraph, lines) {
        (Some(paragraph), None) => CutAt::Paragraph(paragraph),
        (None, Some(lines)) => CutAt::Lines(lines),
        (None, None) if said => return None,
        _ => {
            let message = "`at` in [[jump]] is one place".to_owned();
            reader.bad(&node.span, message, "write at = { paragraph = 2 }, or at = { lines = 40 }");
            return None;
        }
    };
    Some((at, node.span.clone()))
}
