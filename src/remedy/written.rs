//! [`written`]: moves written into the text of `edition.toml`. Every byte that they do not speak of stays as it is:
//! values are found by the places that reading keeps, and new text is put in there.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::moves::{Move, Spot};
use crate::desk::{Entry, Node, Problems, Table, Value};
use crate::diag::Source;
use crate::edition::{CutAt, Orders};
use crate::layout::Band;

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The text of an edition with the moves written in; a reason if it has no place for one of them.
///
/// # Errors
/// A move that cannot be applied, or a text that is not the edition for which it was found.
pub fn written(source: &Arc<Source>, moves: &[Move]) -> Result<String, String> {
    let problems = Problems::new();
    let root = Table::parse(source, 0..source.text.len(), &problems);
    let root = root.ok_or_else(|| format!("{} cannot be read", source.path))?;
    let writer = Writer { text: &source.text, root: &root };
    let mut orders: BTreeMap<Spot, Vec<&Move>> = BTreeMap::new();
    let mut edits = Vec::new();
    for made in moves {
        match made {
            Move::Cut { at, .. }
            | Move::Drop { at, .. }
            | Move::Head { at, .. }
            | Move::Picture { at, .. }
            | Move::Filler { at, .. } => orders.entry(*at).or_default().push(made),
            Move::Rows { page, rows, .. } => edits.extend(writer.rows(page.0, rows)?),
            Move::Jump { .. } => edits.push(writer.jump(made)),
            Move::Lengthen { story, .. } => return Err(format!("only a writer can lengthen `{story}`")),
        }
    }
    for (spot, moves) in orders {
        edits.extend(writer.place(spot, &moves)?);
    }
    Ok(spliced(&source.text, edits))
}

/// The text with its changes, the last first, so that the places before stay right.
fn spliced(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.range, &edit.text);
    }
    text
}

struct Writer<'a> {
    text: &'a str,
    root: &'a Table,
}

impl Writer<'_> {
    fn page(&self, number: u16) -> Result<&Table, String> {
        let pages = match self.root.get("page").map(|node| &node.value) {
            Some(Value::Array(pages)) => pages.as_slice(),
            _ => &[],
        };
        let tables = pages.iter().filter_map(|page| match &page.value {
            Value::Table(table) => Some(table),
            _ => None,
        });
        let is = |table: &&Table| {
            table.get("number").is_some_and(|node| matches!(node.value, Value::Integer(of) if of == i64::from(number)))
        };
        // A page of a regional edition may be in the edition beneath it.
        tables.into_iter().find(is).ok_or_else(|| format!("page {number} is not written in this file"))
    }

    /// Orders for one place.
    fn place(&self, (page, area): Spot, moves: &[&Move]) -> Result<Vec<Edit>, String> {
        let letter = area.0.to_string();
        let gone = || format!("area {letter} of page {} is not filled in this file", page.0);
        let Some(Node { value: Value::Table(places), .. }) = self.page(page.0)?.get("place") else {
            return Err(gone());
        };
        let node = places.get(&letter).ok_or_else(gone)?;
        match &node.value {
            Value::String(_) => {
                let orders: Vec<String> =
                    merged(None, moves).iter().map(|(key, value)| format!(", {key} = {value}")).collect();
                let name = &self.text[node.span.range.clone()];
                let text = format!("{{ story = {name}{} }}", orders.concat());
                Ok(vec![Edit { range: node.span.range.clone(), text }])
            }
            Value::Table(table) => self.set(table, &merged(Some(table), moves)),
            _ => Err(gone()),
        }
    }

    /// Values of keys of a table: those that are there are replaced, others put in behind the last.
    fn set(&self, table: &Table, values: &[(&'static str, String)]) -> Result<Vec<Edit>, String> {
        let last = table.entries.iter().max_by_key(|entry| entry.node.span.range.end);
        let last = last.ok_or_else(|| "an empty table has no place for an order".to_owned())?;
        let edits = values.iter().map(|(key, value)| match table.get(key) {
            Some(node) => Edit { range: node.span.range.clone(), text: value.clone() },
            None => self.after(last, key, value),
        });
        Ok(joined(edits.collect()))
    }

    /// A new key behind another of its table.
    fn after(&self, entry: &Entry, key: &str, value: &str) -> Edit {
        let (begin, end) = (entry.key_span.range.start, entry.node.span.range.end);
        if inside_braces(self.text, self.root, entry) {
            let start =
                self.text[..begin].rfind(|c: char| c.is_whitespace() || c == '{' || c == ',').map_or(0, |at| at + 1);
            let prefix = &self.text[start..begin];
            return Edit { range: end..end, text: format!(", {prefix}{key} = {value}") };
        }
        // A line of its own, with the blanks and the dotted keys that stand before the other.
        let start = self.text[..begin].rfind('\n').map_or(0, |at| at + 1);
        let prefix = &self.text[start..begin];
        let stop = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        let returns = self.text[..stop].ends_with('\r');
        let stop = if returns { stop - 1 } else { stop };
        let line = if returns { "\r\n" } else { "\n" };
        Edit { range: stop..stop, text: format!("{line}{prefix}{key} = {value}") }
    }

    /// The heights of a page: single ones are changed where they stand.
    fn rows(&self, number: u16, rows: &[Band]) -> Result<Vec<Edit>, String> {
        let page = self.page(number)?;
        if let Some(Node { value: Value::Array(old), .. }) = page.get("rows")
            && old.len() == rows.len()
        {
            let other = |(node, row): &(&Node, &Band)| self.text[node.span.range.clone()] != row.to_string();
            let edits = old.iter().zip(rows).filter(other);
            return Ok(edits
                .map(|(node, row)| Edit { range: node.span.range.clone(), text: row.to_string() })
                .collect());
        }
        let list: Vec<String> = rows.iter().map(ToString::to_string).collect();
        // A page of a regional edition has its layout in the edition beneath it, and its heights here.
        let beside = ["layout", "number"].iter().find_map(|key| page.entries.iter().find(|entry| entry.key == *key));
        let beside = beside.ok_or_else(|| format!("page {number} is not written in this file"))?;
        Ok(vec![self.after(beside, "rows", &format!("[{}]", list.join(", ")))])
    }

    /// A jump at the end of the file.
    fn jump(&self, made: &Move) -> Edit {
        let Move::Jump { story, from, to, cut } = made else { return Edit { range: 0..0, text: String::new() } };
        let spot = |(page, area): &Spot| format!("{{ page = {}, area = \"{}\" }}", page.0, area.0);
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut keys =
            vec![format!("story = {}", quoted(story)), format!("from = {}", spot(from)), format!("to = {}", spot(to))];
        match cut {
            Some(CutAt::Paragraph(paragraph)) => keys.push(format!("at = {{ paragraph = {paragraph} }}")),
            Some(CutAt::Lines(lines)) => keys.push(format!("at = {{ lines = {lines} }}")),
            None => {}
        }
        // Jumps in one list are written into it.
        let list = match self.root.get("jump") {
            Some(Node { value: Value::Array(jumps), span }) if self.text[span.range.clone()].starts_with('[') => {
                jumps.last()
            }
            _ => None,
        };
        let line = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let end = self.text.len();
        match list.filter(|last| self.text[last.span.range.clone()].starts_with('{')) {
            Some(last) => {
                let end = last.span.range.end;
                Edit { range: end..end, text: format!(", {{ {} }}", keys.join(", ")) }
            }
            None => {
                let open = if self.text.ends_with('\n') { "" } else { line };
                Edit { range: end..end, text: format!("{open}{line}[[jump]]{line}{}{line}", keys.join(line)) }
            }
        }
    }
}

/// Whether an entry stands in an inline table: between braces.
fn inside_braces(text: &str, table: &Table, entry: &Entry) -> bool {
    let range = &entry.node.span.range;
    table.entries.iter().any(|of| {
        let own = &of.node.span.range;
        let around = text[own.clone()].starts_with('{') && own.start < range.start && range.end < own.end;
        let tables: Vec<&Table> = match &of.node.value {
            Value::Table(table) => vec![table],
            Value::Array(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Table(table) => Some(table),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        around
            || tables.iter().any(|table| {
                let own = &table.span.range;
                let around = text[own.clone()].starts_with('{') && own.start < range.start && range.end < own.end;
                around || inside_braces(text, table, entry)
            })
    })
}

/// Edits at the same place as one, in their order.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits {
        match joined.iter_mut().find(|other| other.range == edit.range && edit.range.is_empty()) {
            Some(other) => other.text.push_str(&edit.text),
            None => joined.push(edit),
        }
    }
    joined
}

/// What is written for orders, over what stands there.
fn merged(table: Option<&Table>, moves: &[&Move]) -> Vec<(&'static str, String)> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let listed = |key: &str| match table.and_then(|table| table.get(key)).map(|node| &node.value) {
        Some(Value::Array(items)) => items.iter().map(|item| item.plain().to_string()).collect(),
        Some(value @ Value::String(_)) => vec![toml_of(value)],
        _ => Vec::new(),
    };
    let mut drop: Vec<String> = listed("drop");
    let mut values: Vec<(&'static str, String)> = Vec::new();
    for made in moves {
        match made {
            Move::Cut { total, .. } => values.push(("cut", total.to_string())),
            Move::Drop { part, .. } => drop.push(quoted(Orders::word(*part))),
            Move::Head { size, .. } => values.push(("head", quoted(&format!("{}pt", size.to_pt())))),
            Move::Picture { lines, .. } => {
                let mut heights: Vec<String> = listed("picture_lines");
                match heights.first_mut() {
                    Some(first) => *first = lines.to_string(),
                    None => heights.push(lines.to_string()),
                }
                values.push(("picture_lines", format!("[{}]", heights.join(", "))));
            }
            Move::Filler { filler, .. } => values.push(("filler", quoted(filler))),
            _ => {}
        }
    }
    if moves.iter().any(|made| matches!(made, Move::Drop { .. })) {
        values.push(("drop", format!("[{}]", drop.join(", "))));
    }
    values.sort_by_key(|value| KEYS.iter().position(|key| *key == value.0));
    values
}

/// The order in which orders are written.
const KEYS: [&str; 5] = ["cut", "drop", "picture_lines", "head", "filler"];

fn toml_of(value: &Value) -> String {
    match value {
        Value::String(text) => toml::Value::String(text.clone()).to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::diag::Source;
    use crate::edition::CutAt;
    use crate::geom::Length;
    use crate::layout::{AreaId, Band, Part};
    use crate::page::PageNo;
    use crate::remedy::{Move, Spot};

    const AT: Spot = (PageNo(1), AreaId('L'));

    fn cut(total: u16) -> Move {
        Move::Cut { at: AT, story: "lead".into(), lines: 3, total }
    }

    fn drop(part: Part) -> Move {
        Move::Drop { at: AT, story: "lead".into(), part }
    }

    fn rows(rows: Vec<Band>) -> Move {
        Move::Rows { page: PageNo(1), rows, takes: Vec::new(), gives: Vec::new(), lines: 1 }
    }

    #[track_caller]
    fn one(old: &str, moves: &[Move], new: &str) {
        assert_eq!(written(&Source::new("edition.toml", old), moves).as_deref(), Ok(new));
        toml::Table::try_from(new.parse::<toml::Table>().expect("still TOML")).expect("a table");
    }

    #[test]
    fn a_name_becomes_a_table_and_all_around_it_stays() {
        one(
            "# 头版\n[[page]]\nnumber = 1\n[page.place]\nL   =  'lead'   # 头条\nS = \"short\"\n",
            &[cut(3), drop(Part::Deck)],
            "# 头版\n[[page]]\nnumber = 1\n[page.place]\nL   =  { story = 'lead', cut = 3, drop = [\"deck\"] }   # 头条\nS = \"short\"\n",
        );
    }

    #[test]
    fn orders_that_stand_there_are_changed_and_others_put_behind() {
        one(
            "[[page]]\nnumber = 1\nplace = { L = { cut = 2, story = \"lead\" , drop = \"kicker\" } } # 一\n",
            &[
                cut(5),
                drop(Part::Deck),
                Move::Head { at: AT, story: "lead".into(), size: Length::PT * 27 / 2, larger: false },
            ],
            "[[page]]\nnumber = 1\nplace = { L = { cut = 5, story = \"lead\" , drop = [\"kicker\", \"deck\"], head = \"13.5pt\" } } # 一\n",
        );
        one(
            "[[page]]\nnumber = 1\n[page.place]\nL = { story = \"lead\", picture_lines = [14, 9] }\n",
            &[Move::Picture { at: AT, story: "lead".into(), lines: 12, before: 14 }],
            "[[page]]\nnumber = 1\n[page.place]\nL = { story = \"lead\", picture_lines = [12, 9] }\n",
        );
    }

    #[test]
    fn every_way_to_write_a_table_takes_an_order() {
        one(
            "[[page]]\nnumber = 1\n[page.place.L]\n  story = \"lead\" # 甲\n",
            &[cut(3)],
            "[[page]]\nnumber = 1\n[page.place.L]\n  story = \"lead\" # 甲\n  cut = 3\n",
        );
        one(
            "[[page]]\nnumber = 1\nplace.L.story = \"lead\"",
            &[cut(3)],
            "[[page]]\nnumber = 1\nplace.L.story = \"lead\"\nplace.L.cut = 3",
        );
        one(
            "[[page]]\nnumber = 1\nplace = { L.story = \"lead\" }\n",
            &[cut(3)],
            "[[page]]\nnumber = 1\nplace = { L.story = \"lead\", L.cut = 3 }\n",
        );
        one(
            "page = [{ number = 1, place = { L = \"lead\" } }]\n",
            &[cut(3)],
            "page = [{ number = 1, place = { L = { story = \"lead\", cut = 3 } } }]\n",
        );
    }

    #[test]
    fn heights_go_behind_the_layout_or_change_where_they_stand() {
        let new = || rows(vec![Band::Lines(4), Band::Range(5, 9), Band::Free]);
        one(
            "[[page]]\nnumber = 1\nlayout = \"a.toml\" # 版式\r\nname = \"版\"\r\n",
            &[new()],
            "[[page]]\nnumber = 1\nlayout = \"a.toml\" # 版式\r\nrows = [4, \"5..9\", \"*\"]\r\nname = \"版\"\r\n",
        );
        one(
            "[[page]]\nnumber = 1\nlayout = \"a.toml\"\nrows = [\n  3, # 报头\n  \"5..9\",\n  \"*\",\n]\n",
            &[new()],
            "[[page]]\nnumber = 1\nlayout = \"a.toml\"\nrows = [\n  4, # 报头\n  \"5..9\",\n  \"*\",\n]\n",
        );
    }

    #[test]
    fn a_jump_goes_to_the_end_or_into_the_list() {
        let jump = |cut| Move::Jump { story: "lead".into(), from: AT, to: (PageNo(3), AreaId('J')), cut };
        one(
            "[[page]]\nnumber = 1\nname = \"版\"",
            &[jump(Some(CutAt::Paragraph(2)))],
            "[[page]]\nnumber = 1\nname = \"版\"\n\n[[jump]]\nstory = \"lead\"\nfrom = { page = 1, area = \"L\" }\nto = { page = 3, area = \"J\" }\nat = { paragraph = 2 }\n",
        );
        one(
            "jump = [{ story = \"a\" }]\n",
            &[jump(None)],
            "jump = [{ story = \"a\" }, { story = \"lead\", from = { page = 1, area = \"L\" }, to = { page = 3, area = \"J\" } }]\n",
        );
    }

    #[test]
    fn what_is_not_there_any_more_is_said() {
        let wrong = |text: &str, made: Move| written(&Source::new("edition.toml", text), &[made]).expect_err("wrong");
        assert_eq!(
            wrong("[[page]]\nnumber = 1\n[page.place]\nS = \"short\"\n", cut(3)),
            "area L of page 1 is not filled in this file"
        );
        assert_eq!(wrong("name = 1\n", cut(3)), "page 1 is not written in this file");
        assert_eq!(wrong("= 1\n", cut(3)), "edition.toml cannot be read");
        let advice = Move::Lengthen { at: AT, story: "lead".into(), lines: 1, characters: 9 };
        assert_eq!(wrong("a = 1\n", advice), "only a writer can lengthen `lead`");
    }
}
