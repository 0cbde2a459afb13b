//! [`hold`]: a correction after sign-off moves as few lines as it can.
//!
//! Source: the project's own; newspapers compose line by line for it, since a paragraph that is set anew as a whole
//! makes a one-line cut come out two or three lines wrong.

use super::optimal::{self, Old};
use super::spacing::Text;
use super::{Galley, Measure, Rules, set_all};
use crate::geom::Em;
use crate::shape::ShapedText;

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
/// `loose` only to keep another.
#[must_use]
pub fn hold(text: &ShapedText, from: u32, measure: Measure, rules: &Rules, old: &[&str]) -> Held {
    let cells = Text::new(text, from, u32::MAX, rules);
    let kept = stretches(text, &cells, old);
    let breaks = optimal::choose(&cells, measure, from == 0, Some(&kept));
    let mut start = 0;
    let mut moved = Vec::new();
    for (line, chosen) in breaks.iter().enumerate() {
        if !kept.contains(&(start, chosen.end)) {
            moved.push(line);
        }
        start = chosen.end;
    }
    let (galley, starts) = set_all(&cells, measure, from == 0, &breaks, true);
    Held { galley, moved, starts }
}

/// Cells from and to of every stretch that reads as an old line did.
fn stretches(text: &ShapedText, cells: &Text<'_>, old: &[&str]) -> Old {
    // The text without blanks, and the byte in it at which each cell begins.
    let mut dense = String::with_capacity(text.text.len());
    let mut begins = Vec::with_capacity(cells.len() + 1);
    for unit in &text.units[cells.from as usize..] {
        begins.push(dense.len());
        dense.extend(visible(&text.text[unit.text.start as usize..unit.text.end as usize]));
    }
    begins.push(dense.len());
    let mut found = Old::new();
    for (line, of) in old.iter().enumerate() {
        let wanted: String = visible(of).collect();
        if wanted.is_empty() {
            continue;
        }
        let (first, last) = (line == 0, line + 1 == old.len());
        for (byte, _) in dense.match_indices(&wanted) {
            // Where blanks have no bytes, several cells begin at one: a line begins after them and ends after them.
            let start = begins.partition_point(|&begin| begin <= byte).saturating_sub(1);
            let end = begins.partition_point(|&begin| begin <= byte + wanted.len()).saturating_sub(1);
            let start = if byte == 0 { 0 } else { start };
            let whole = begins[start] == byte && begins[end] == byte + wanted.len();
            if whole && first == (start == 0) && last == (end == cells.len()) {
                found.insert((start, end));
            }
        }
    }
    found
}

fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|ch| !ch.is_whitespace())
}
