//! `layout` of a `[[page]]`: one design, or several of which make-up takes the one that costs least.

use std::sync::Arc;

use super::stock::Stock;
use crate::desk::{Node, Reader};
use crate::diag::{Diagnostic, rules};
use crate::layout::{AreaId, Layout, read_rows};

/// The designs of a page: the first, and those that may be taken instead.
#[derive(Default)]
pub(super) struct Designs {
    /// The first.
    pub(super) first: Option<Arc<Layout>>,
    /// The others, in the order in which they are named.
    pub(super) others: Vec<Arc<Layout>>,
}

/// Reads `layout`, with the heights that `rows` gives the bands of a page that has one design.
pub(super) fn designs(reader: &Reader<'_>, stock: &mut Stock<'_>) -> Designs {
    let named = reader.required("layout").and_then(|_| reader.strings("layout")).unwrap_or_default();
    let read: Vec<(Option<Arc<Layout>>, &Node)> =
        named.into_iter().map(|(written, node)| (stock.layout(written, &node.span), node)).collect();
    if let (true, Some(node)) = (read.is_empty(), reader.node("layout")) {
        reader.bad(&node.span, "a page has no design".to_owned(), "name a layout: layout = \"front.toml\"");
    }
    if let (2.., Some(node)) = (read.len(), reader.node("rows")) {
        let message = "`rows` in [[page]] does not say of which of its designs".to_owned();
        reader.bad(&node.span, message, "give the page one layout, or write the heights in the layouts");
        return Designs { first: read.into_iter().find_map(|(layout, _)| layout), others: Vec::new() };
    }
    let mut designs = Designs::default();
    for (layout, node) in read.into_iter().filter_map(|(layout, node)| Some((layout?, node))) {
        match &designs.first {
            None => designs.first = Some(with_rows(reader, layout)),
            Some(first) if alike(reader, first, (&layout, node)) => designs.others.push(layout),
            Some(_) => {}
        }
    }
    designs
}

/// A layout with the heights that `rows` gives its bands.
fn with_rows(reader: &Reader<'_>, layout: Arc<Layout>) -> Arc<Layout> {
    // Heights that cannot be are reported; all else is still held against the layout.
    let rows = reader.node("rows").and_then(|node| read_rows(reader, node, &layout));
    rows.and_then(|rows| layout.with_rows(rows)).unwrap_or(layout)
}

/// Whether what is placed in one design can be placed in another: the same letters with the same roles, on the same paper.
fn alike(reader: &Reader<'_>, first: &Layout, (other, node): (&Layout, &Node)) -> bool {
    let say = |message: String| {
        let found = Diagnostic::new(&rules::DESIGNS_DIFFER, node.span.clone(), message);
        reader
            .problems
            .push(found.help("the designs of a page have the same areas, with the same roles, on one sheet"));
        false
    };
    if (first.sheet.width, first.sheet.height) != (other.sheet.width, other.sheet.height) {
        return say("this design is for another sheet than the first".to_owned());
    }
    if first.grid.fold.is_some() != other.grid.fold.is_some() {
        return say("this design and the first are not both spreads".to_owned());
    }
    let role = |layout: &Layout, id: AreaId| layout.areas.get(&id).map(|area| area.role);
    let letters = first.areas.keys().chain(other.areas.keys());
    let wrong: Vec<String> =
        letters.filter(|&&id| role(first, id) != role(other, id)).map(|id| id.0.to_string()).collect();
    let mut wrong = wrong;
    wrong.dedup();
    if wrong.is_empty() {
        return true;
    }
    say(format!("this design and the first differ in area {}", wrong.join(", ")))
}
