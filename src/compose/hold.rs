//! [`hold`]: a correction after sign-off moves as few lines as it can.
//!
//! Source: the project's own; newspapers compose line by line for it, since a paragraph that is set anew as a whole
//! makes a one-line cut come out two or three lines wrong.

use super::lines::set_all;
use super::optimal::{self, Old};
use super::room::Opening;
use super::spacing::Text;
use super::{Galley, Measure, Rules};
use crate::geom::Em;
use crate::shape::{CharClass, Passage, ShapedText, stub};

/// A paragraph set again, and which of its lines are not as they were.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Held {
    /// Its lines.
    pub galley: Galley,
    /// Lines that were not there before, by their place in the galley.
    pub moved: Vec<usize>,
    /// Where the cell of each unit begins on each line, and where the last one ends.
    pub starts: Vec<Vec<Em>>,
}

/// Sets `text` from unit `from` on so that lines of `old` (their texts, in order) stay wherever no rule is against it.
///
/// A line stays if it has the same text, and stands first or last where it stood first or last. Lines that must change
/// are chosen at the least cost, as by [`Breaker::Optimal`](super::Breaker::Optimal); they are never opened beyond
/// `loose` only to keep another. A line that reads as before is set as before, but for a quotation mark whose partner in
/// another line is no longer there and that is Latin now.
#[must_use]
pub fn hold(text: &ShapedText, from: u32, measure: Measure, rules: &Rules, old: &[&str]) -> Held {
    let cells = Text::new(text, from, u32::MAX, rules);
    let opening = Opening { first: 0, measure, opens: from == 0 };
    let kept = stretches(text, &cells, old);
    let breaks = optimal::choose(&cells, opening, Some(&kept));
    let mut start = 0;
    let mut moved = Vec::new();
    for (line, chosen) in breaks.iter().enumerate() {
        if !kept.contains(&(start, chosen.end)) {
            moved.push(line);
        }
        start = chosen.end;
    }
    let (galley, starts) = set_all(&cells, opening, &breaks, true);
    Held { galley, moved, starts }
}

/// Cells from and to of every stretch that reads as an old line did, with the spaces that vanish at its end.
fn stretches(text: &ShapedText, cells: &Text<'_>, old: &[&str]) -> Old {
    let (reads, begins) = reading(text, cells.from);
    let mut found = Old::new();
    for (line, of) in old.iter().enumerate() {
        let (wanted, _) = reading(&stub(&Passage { manner: text.manner, ..Passage::plain(of) }), 0);
        let wanted = wanted.trim_end();
        if wanted.is_empty() {
            continue;
        }
        let (first, last) = (line == 0, line + 1 == old.len());
        for (byte, _) in reads.match_indices(wanted) {
            let cell = |byte: usize| begins.binary_search(&byte).ok();
            let (Some(start), Some(end)) = (cell(byte), cell(byte + wanted.len())) else { continue };
            let spaces = cells.cells[end..].iter().take_while(|cell| cell.class.is_space()).count();
            let end = end + spaces;
            // Only the first line of a paragraph may be indented; what goes on from another column has none.
            let placed = if cells.from == 0 { first == (start == 0) } else { !first };
            if placed && last == (end == cells.len()) {
                found.insert((start, end));
            }
        }
    }
    found
}

/// A text as it is read, each word space one blank, and the byte at which each unit begins.
fn reading(text: &ShapedText, from: u32) -> (String, Vec<usize>) {
    let mut reads = String::with_capacity(text.text.len());
    let mut begins = Vec::with_capacity(text.units.len() + 1);
    for unit in text.units.get(from as usize..).unwrap_or_default() {
        begins.push(reads.len());
        match unit.class {
            CharClass::Wsp => reads.push(' '),
            _ => reads.push_str(&text.text[unit.text.start as usize..unit.text.end as usize]),
        }
    }
    begins.push(reads.len());
    (reads, begins)
}
