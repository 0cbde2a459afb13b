//! Regional editions: an edition that lies over another and names only what differs.
//!
//! The files of the chain are merged to one table, in which every word keeps its place: by it a path is found from the
//! folder of the file in which it is written, and a mistake is shown where it was made.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jumps::Written;
use super::pages::{Pages, Spot};
use super::stock::Stock;
use crate::desk::{Entry, Node, Problems, Project, Reader, Table, Value, read_text, shown};
use crate::diag::{Diagnostic, Source, rules};

/// Keys that are of one file and not of those that lie over it.
const OWN: [&str; 2] = ["base", "edition"];

/// A file of the chain.
pub(super) struct Layer {
    /// The file.
    pub(super) source: Arc<Source>,
    /// Its path, as the desk would type it.
    pub(super) path: PathBuf,
}

/// An edition with all that it lies over.
pub(super) struct Chain {
    /// Everything, as if it were written in one file.
    pub(super) table: Table,
    /// The files, the one that was named first.
    pub(super) layers: Vec<Layer>,
}

/// Reads the file at `path`, what it lies over, and what that lies over.
pub(super) fn chain(path: &Path, problems: &Problems) -> Option<Chain> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut next = Some(path.to_path_buf());
    while let Some(path) = next.take() {
        let source = problems.keep(read_text(&path, &path.to_string_lossy()))?;
        let table = Table::parse(&source, 0..source.text.len(), problems)?;
        seen.push(fs::canonicalize(&path).unwrap_or_else(|_| path.clone()));
        if let Some(node) = table.get("base") {
            next = Some(beneath(&table, node, &path, &seen, problems)?);
        }
        layers.push(Layer { source, path });
        tables.push(table);
    }
    let table = tables.into_iter().rev().reduce(|below, above| over(above, below))?;
    Some(Chain { table, layers })
}

/// The file that `base` names, if it is not one that is seen already.
fn beneath(table: &Table, node: &Node, path: &Path, seen: &[PathBuf], problems: &Problems) -> Option<PathBuf> {
    let reader = Reader::new(table, "edition.toml", problems);
    let written = reader.as_string("base", node)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let found = problems.keep(Project::around(folder).resolve(folder, written, &node.span))?;
    let file = if found.is_dir() { found.join("edition.toml") } else { found };
    let real = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
    if seen.contains(&real) {
        let message = format!("this edition lies over `{}`, which lies over it", shown(&file).display());
        problems.push(Diagnostic::new(&rules::BASE_LOOP, node.span.clone(), message));
        return None;
    }
    Some(file)
}

/// A file over what lies beneath it: tables merge key by key, pages by their number; of jumps both have theirs.
fn over(mut above: Table, mut below: Table) -> Table {
    below.entries.retain(|entry| !OWN.contains(&entry.key.as_str()));
    let (pages, jumps) = (taken(&mut above, "page"), taken(&mut above, "jump"));
    let both = |below: &mut Table, list: Option<Entry>, merge: fn(Vec<Node>, Vec<Node>) -> Vec<Node>| {
        let Some(mut list) = list else { return };
        let beneath = taken(below, &list.key);
        if let (Value::Array(above), Some(Node { value: Value::Array(below), .. })) =
            (&mut list.node.value, beneath.map(|entry| entry.node))
        {
            *above = merge(std::mem::take(above), below);
        }
        below.entries.push(list);
    };
    both(&mut below, pages, merged_pages);
    both(&mut below, jumps, |above, below| above.into_iter().chain(below).collect());
    above.over(below)
}

/// Takes a key out of a table.
fn taken(table: &mut Table, key: &str) -> Option<Entry> {
    let at = table.entries.iter().position(|entry| entry.key == key)?;
    Some(table.entries.remove(at))
}

/// Number of a page as written.
fn number(page: &Node) -> Option<i64> {
    let Value::Table(table) = &page.value else { return None };
    match table.get("number")?.value {
        Value::Integer(number) => Some(number),
        _ => None,
    }
}

/// Pages by their number: one that has a layout takes the place of the one beneath, another changes its keys and places.
fn merged_pages(above: Vec<Node>, mut below: Vec<Node>) -> Vec<Node> {
    for page in above {
        let same = |other: &&mut Node| number(other).is_some() && number(other) == number(&page);
        match below.iter_mut().find(same) {
            Some(other) => *other = page_over(page, other),
            None => below.push(page),
        }
    }
    // A page without a number is reported where it stands: at the end.
    below.sort_by_key(|page| number(page).unwrap_or(i64::MAX));
    below
}

fn page_over(page: Node, below: &Node) -> Node {
    let (Value::Table(mut above), Value::Table(below)) = (page.value.clone(), &below.value) else { return page };
    if above.get("layout").is_some() {
        return page;
    }
    for entry in &below.entries {
        let Some(own) = above.entries.iter_mut().find(|own| own.key == entry.key) else {
            above.entries.push(entry.clone());
            continue;
        };
        // What stands in an area is one thing: a place is taken whole, whatever keys it has.
        if let (Value::Table(own), Value::Table(beneath)) = (&mut own.node.value, &entry.node.value) {
            let rest = beneath.entries.iter().filter(|place| own.get(&place.key).is_none());
            let rest: Vec<Entry> = rest.cloned().collect();
            own.entries.extend(rest);
        }
    }
    Node { value: Value::Table(above), span: page.span }
}

/// The jumps that hold: those of a file whose both ends still stand as that file has them, and whose story has no
/// jump in a file over it.
pub(super) fn standing(written: Vec<Written>, pages: &Pages, stock: &Stock<'_>) -> Vec<Written> {
    let layer = |jump: &Written| stock.layer(jump.span());
    let own: Vec<(usize, String)> = written.iter().map(|jump| (layer(jump), jump.story().to_owned())).collect();
    let stands = |jump: &Written| {
        let of = layer(jump);
        let replaced = own.iter().any(|(above, story)| *above < of && story == jump.story());
        !replaced && jump.ends().into_iter().all(|end| untouched(end, of, pages, stock))
    };
    written.into_iter().filter(stands).collect()
}

/// Whether a page and what stands in one of its areas are no younger than a layer.
fn untouched((page, area): Spot, of: usize, pages: &Pages, stock: &Stock<'_>) -> bool {
    let Some(draft) = pages.draft(page) else { return true };
    let placed = draft.places.get(&area).map(|place| stock.layer(&place.span));
    draft.layer >= of && placed.is_none_or(|placed| placed >= of)
}
