//! [`Excerpt`]: the lines of a source around some places, with overlong lines cut to what matters.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::source::Source;

/// Widest line that is shown whole, in columns of a terminal.
const WIDEST: usize = 96;
/// How much is kept before and after the place in a line that is cut.
const MARGIN: usize = 30;
/// Longest stretch that is underlined whole in a line that is cut.
const LONGEST: usize = 40;

/// Lines that can be shown, and how places in the source map to them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, cut where they are too long.
    pub(super) text: String,
    /// Number of the first line, from 1.
    pub(super) first_line: usize,
    /// Kept stretches: bytes of the source, and where they begin in `text`.
    kept: Vec<(Range<usize>, usize)>,
}

impl Excerpt {
    /// The lines of `source` from the first of `places` to the last.
    pub(super) fn around(source: &Source, places: &[Range<usize>]) -> Self {
        let text = source.text.as_str();
        let first = places.iter().map(|place| place.start).min().unwrap_or(0).min(text.len());
        let last = places.iter().map(|place| place.end.max(place.start)).max().unwrap_or(0).min(text.len());
        let start = text.as_bytes()[..first].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let first_line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let mut excerpt = Self { text: String::new(), first_line, kept: Vec::new() };
        let mut at = start;
        for line in text[start..].split_inclusive('\n') {
            let body = at..at + line.trim_end_matches(['\n', '\r']).len();
            excerpt.line(text, &body, places);
            at += line.len();
            if at > last {
                break;
            }
            excerpt.text.push('\n');
        }
        excerpt
    }

    /// Adds one line, whole or cut around the places in it.
    fn line(&mut self, text: &str, line: &Range<usize>, places: &[Range<usize>]) {
        let whole = width(&text[line.clone()]) <= WIDEST;
        let here = places.iter().filter(|place| place.start <= line.end && place.end >= line.start);
        let Some(focus) =
            here.map(|place| clip(text, place, line)).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
        else {
            // A line between two places: the renderer folds it away unless it is short.
            let end = if whole { line.end } else { forward(text, line.start, line.end, WIDEST) };
            return self.keep(text, line.start..end);
        };
        if whole {
            return self.keep(text, line.clone());
        }
        let start = backward(text, focus.start, line.start, MARGIN);
        let end = forward(text, focus.end, line.end, MARGIN);
        if start > line.start {
            self.text.push('…');
        }
        self.keep(text, start..end);
        if end < line.end {
            self.text.push('…');
        }
    }

    fn keep(&mut self, text: &str, range: Range<usize>) {
        self.kept.push((range.clone(), self.text.len()));
        self.text.push_str(&text[range]);
    }

    /// The place in [`Self::text`] of a place in the source; what was cut away shrinks to its edge.
    pub(super) fn map(&self, place: &Range<usize>) -> Range<usize> {
        let point = |byte: usize| {
            let (kept, at) = self.kept.iter().rev().find(|(kept, _)| kept.start <= byte).or(self.kept.first())?;
            Some(at + byte.clamp(kept.start, kept.end) - kept.start)
        };
        let start = point(place.start).unwrap_or(0);
        let mut end = point(place.end.max(place.start)).unwrap_or(0).max(start);
        // A place that runs over several lines is shown by its first line.
        if let Some(line_end) = self.text[start..end].find('\n') {
            end = start + line_end;
        }
        start..end
    }
}

/// The part of `place` that matters in `line`: at most [`LONGEST`] columns from its start.
fn clip(text: &str, place: &Range<usize>, line: &Range<usize>) -> Range<usize> {
    let start = boundary(text, place.start.clamp(line.start, line.end));
    let end = boundary(text, place.end.clamp(start, line.end));
    start..forward(text, start, end, LONGEST)
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// As far to the right of `from` as `columns` reach, not past `limit`.
fn forward(text: &str, from: usize, limit: usize, columns: usize) -> usize {
    let mut used = 0;
    for (at, c) in text[from..limit].char_indices() {
        used += c.width().unwrap_or(0);
        if used > columns {
            return from + at;
        }
    }
    limit
}

/// As far to the left of `from` as `columns` reach, not past `limit`.
fn backward(text: &str, from: usize, limit: usize, columns: usize) -> usize {
    let mut used = 0;
    let mut start = from;
    for (at, c) in text[limit..from].char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        start = limit + at;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, WIDEST, width};
    use crate::diag::Source;

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let text = format!("{}错处{}\n", "文".repeat(200), "字".repeat(200));
        let source = Source::new("a.md", text);
        let excerpt = Excerpt::around(&source, std::slice::from_ref(&(600..606)));
        assert!(width(&excerpt.text) <= WIDEST && excerpt.text.starts_with('…'));
        assert_eq!(&excerpt.text[excerpt.map(&(600..606))], "错处");
    }

    #[test]
    fn short_lines_between_two_places_stay_whole() {
        let source = Source::new("a.toml", "one\ntwo\nthree\nfour\n");
        let excerpt = Excerpt::around(&source, &[4..7, 8..13]);
        assert_eq!((excerpt.text.as_str(), excerpt.first_line), ("two\nthree", 2));
        assert_eq!(&excerpt.text[excerpt.map(&(8..13))], "three");
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        let source = Source::new("a.toml", "one");
        let excerpt = Excerpt::around(&source, std::slice::from_ref(&(90..99)));
        assert_eq!(excerpt.map(&(90..99)), 3..3);
    }
}
