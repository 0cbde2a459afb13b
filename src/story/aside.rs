//! What stands in the area of a story beside its text: pictures, pull quotes (引语), fact boxes (资料链接).

use super::model::{FactBox, StoryPicture};
use super::parse::Desk;
use crate::desk::{Node, Reader};
use crate::geom::PerMille;
use crate::picture::Focus;

/// `focus = [left, top, right, bottom]` of a picture, in percent of its width and height.
pub fn focus(reader: &Reader<'_>) -> Option<Focus> {
    let node = reader.node("focus")?;
    let edges: Vec<PerMille> = reader.as_list("focus", node)?.iter().filter_map(|item| percent(reader, item)).collect();
    match edges[..] {
        [left, top, right, bottom] if left < right && top < bottom => Some(Focus { left, top, right, bottom }),
        _ => {
            let message = format!("`focus` in {} is not a part of a picture", reader.name());
            let help = "it is [left, top, right, bottom] in percent from the top left corner, such as [20, 0, 80, 70]";
            reader.bad(&node.span, message, help);
            None
        }
    }
}

fn percent(reader: &Reader<'_>, node: &Node) -> Option<PerMille> {
    let number = reader.number("focus", node, 0.0..=100.0)?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked just above")]
    let per_mille = (number * 10.0).round() as i32;
    Some(PerMille(per_mille))
}

impl Desk<'_> {
    /// `[[picture]]`.
    pub(super) fn pictures(&mut self, reader: &Reader<'_>) -> Vec<StoryPicture> {
        let list = reader.list("picture").unwrap_or_default();
        let mut pictures = Vec::new();
        for item in list {
            let Some(table) = reader.as_table("picture", item) else { continue };
            let inner = Reader::new(table, "[[picture]]", self.problems);
            let file = inner.required_string("file");
            let (caption, credit) = (self.field(&inner, "caption"), self.field(&inner, "credit"));
            let focus = focus(&inner);
            if let (Some(file), Some(node)) = (file, inner.node("file")) {
                let file = file.to_owned();
                pictures.push(StoryPicture { file, span: node.span.clone(), picture: None, caption, credit, focus });
            }
            inner.close();
        }
        pictures
    }

    /// `quote`: one pull quote, or a list of them.
    pub(super) fn quotes(&mut self, reader: &Reader<'_>) -> Vec<super::Inline> {
        let mut quotes = Vec::new();
        for (text, node) in reader.strings("quote").unwrap_or_default() {
            if text.trim().is_empty() {
                reader.bad(&node.span, "`quote` is empty".to_owned(), "delete the line if there is none");
                continue;
            }
            quotes.push(self.phrase(text, node));
        }
        quotes
    }

    /// `[[box]]`: a head and paragraphs.
    pub(super) fn boxes(&mut self, reader: &Reader<'_>) -> Vec<FactBox> {
        let mut boxes = Vec::new();
        for item in reader.list("box").unwrap_or_default() {
            let Some(table) = reader.as_table("box", item) else { continue };
            let inner = Reader::new(table, "[[box]]", self.problems);
            let head = self.field(&inner, "head");
            let lines = inner.required("lines").and_then(|_| inner.strings("lines")).unwrap_or_default();
            let lines: Vec<_> = lines.into_iter().map(|(text, node)| self.phrase(text, node)).collect();
            if let Some(node) = inner.node("lines").filter(|_| lines.iter().all(|line| line.text.is_empty())) {
                inner.bad(
                    &node.span,
                    "`lines` in [[box]] is empty".to_owned(),
                    "write a paragraph, or take the box out",
                );
            }
            inner.close();
            boxes.push(FactBox { head, lines, span: item.span.clone() });
        }
        boxes
    }
}
