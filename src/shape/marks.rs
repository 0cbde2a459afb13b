//! What a writer sets beside characters, from bytes to units.
//!
//! Source: standards A10 (emphasis dots not on marks or spaces; a line along a name or title), A4 (base + ruby).

use std::ops::Range;

use super::ruby::{Reading, place};
use super::sign::Sign;
use super::{CharClass, Ruby, ShapedText, Stand, Unit};
use crate::geom::{Em, WritingMode};
use crate::style::Mark;

/// Shapes a reading, given the bytes of its base in the paragraph and the way the reading runs.
pub(super) type Reader<'r> = dyn FnMut(&str, Range<usize>, WritingMode) -> ShapedText + 'r;

/// Fills in the marks and readings of a shaped paragraph.
pub(super) fn annotate(text: &mut ShapedText, marks: &[(Range<usize>, Mark)], reader: &mut Reader<'_>) {
    if marks.is_empty() {
        return;
    }
    let mut readings: Vec<Reading> = Vec::new();
    for (bytes, mark) in marks {
        let units = covered(&text.units, bytes);
        if units.is_empty() {
            continue;
        }
        match mark {
            Mark::Emphasis => dotted(text, units),
            Mark::Name | Mark::Title => {
                let units = units.start..last_inked(&text.units, &units);
                if !units.is_empty() {
                    text.marks.push((units, mark.clone()));
                }
            }
            Mark::Obituary => {
                let units = units.start..last_inked(&text.units, &units);
                if !units.is_empty() {
                    whole(&mut text.units, &units);
                    text.marks.push((units, Mark::Obituary));
                }
            }
            Mark::Ruby(reading) => readings.extend(parts(text, units, reading, reader)),
            Mark::Combined => {}
        }
    }
    text.marks.sort_by_key(|(units, _)| units.start);
    place(text, readings);
}

/// A4: no line ends inside; what stands in a frame opens with the line all the same.
fn whole(units: &mut [Unit], range: &Range<u32>) {
    for unit in &mut units[range.start as usize + 1..range.end as usize] {
        (unit.may_begin, unit.wished) = (false, false);
    }
}

/// The units that some of the bytes belong to.
fn covered(units: &[Unit], bytes: &Range<usize>) -> Range<u32> {
    let start = units.partition_point(|unit| unit.text.end as usize <= bytes.start);
    let end = units.partition_point(|unit| (unit.text.start as usize) < bytes.end);
    index(start)..index(end.max(start))
}

fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Emphasis goes on characters alone: it is cut at marks and spaces.
fn dotted(text: &mut ShapedText, units: Range<u32>) {
    let mut from = units.start;
    for at in units.clone().chain(std::iter::once(units.end)) {
        let ends = at == units.end || !takes_dot(text.units[at as usize].class);
        if ends {
            if at > from {
                text.marks.push((from..at, Mark::Emphasis));
            }
            from = at + 1;
        }
    }
}

fn takes_dot(class: CharClass) -> bool {
    use CharClass::{Han, Iter, Latin, Num, Postfix, PostfixWide, Prefix};
    matches!(class, Han | Iter | Latin | Num | Prefix | Postfix | PostfixWide)
}

/// The end of a stretch without the spaces at its end.
fn last_inked(units: &[Unit], range: &Range<u32>) -> u32 {
    let spaces = range.clone().rev().take_while(|&at| units[at as usize].class.is_space()).count();
    range.end - index(spaces)
}

/// One reading for each base character if there are as many parts as characters, else one for the group.
fn parts(text: &mut ShapedText, units: Range<u32>, reading: &str, reader: &mut Reader<'_>) -> Vec<Reading> {
    let bases: Vec<u32> =
        units.clone().filter(|&at| matches!(text.units[at as usize].class, CharClass::Han | CharClass::Iter)).collect();
    let words: Vec<&str> = reading.split_whitespace().collect();
    let bytes = |units: &Range<u32>| {
        let (first, last) = (&text.units[units.start as usize].text, &text.units[units.end as usize - 1].text);
        first.start as usize..last.end as usize
    };
    if words.is_empty() {
        return Vec::new();
    }
    let writing = text.manner.writing;
    let mut read = |units: Range<u32>, word: &str| {
        // Kana and 注音符号 run down with their base; pinyin is turned.
        let upright = word.chars().all(|ch| matches!(Sign::of(ch), Sign::One(CharClass::Han | CharClass::Iter)));
        let own = if upright { writing } else { WritingMode::Horizontal };
        let stand = if own == writing { Stand::Upright } else { Stand::Turned };
        Reading::new(units.clone(), word, &reader(word, bytes(&units), own), stand)
    };
    if bases.len() == words.len() {
        return bases.iter().zip(&words).map(|(&at, word)| read(at..at + 1, word)).collect();
    }
    let group = read(units.clone(), &words.join(" "));
    // A4: no break inside a group.
    for at in units.start + 1..units.end {
        let unit = &mut text.units[at as usize];
        (unit.joined, unit.may_begin, unit.wished) = (true, false, false);
    }
    vec![group]
}

impl Reading {
    /// A reading shaped at the size of the base, set solid at half of it.
    fn new(units: Range<u32>, reading: &str, shaped: &ShapedText, stand: Stand) -> Self {
        let (mut pen, mut glyphs) = (Em::ZERO, Vec::with_capacity(shaped.glyphs.len()));
        for unit in &shaped.units {
            pen += unit.lead;
            for glyph in &shaped.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize] {
                let mut glyph = glyph.clone();
                glyph.x = (glyph.x + pen) / 2;
                glyph.y = glyph.y / 2;
                glyphs.push(glyph);
            }
            pen += unit.body + unit.trail;
        }
        let ruby = Ruby { units, glyphs, width: pen / 2, offset: Em::ZERO, stand, text: reading.to_owned() };
        Self { ruby }
    }
}

#[cfg(test)]
mod tests {
    use crate::geom::{Em, WritingMode};
    use crate::shape::{Manner, Passage, ShapedText, stub};
    use crate::style::Mark;

    fn marked(text: &str, part: &str, mark: Mark) -> ShapedText {
        let start = text.find(part).expect("part of the text");
        stub(&Passage { marks: &[(start..start + part.len(), mark)], ..Passage::plain(text) })
    }

    fn of(text: &ShapedText, units: &std::ops::Range<u32>) -> String {
        let (first, last) = (&text.units[units.start as usize], &text.units[units.end as usize - 1]);
        text.text[first.text.start as usize..last.text.end as usize].to_owned()
    }

    #[test]
    fn emphasis_is_cut_at_marks_and_spaces() {
        let text = marked("他说“一定，to be 好”。", "说“一定，to be 好”", Mark::Emphasis);
        let dotted: Vec<_> = text.marks.iter().map(|(units, _)| of(&text, units)).collect();
        assert_eq!(dotted, ["说", "一定", "to", "be 好"]);
    }

    #[test]
    fn a_line_goes_along_a_whole_name() {
        let text = marked("卡尔·马克思的", "卡尔·马克思", Mark::Name);
        assert_eq!(text.marks.len(), 1);
        assert_eq!(of(&text, &text.marks[0].0), "卡尔·马克思");
        let text = marked("读《史记》了", "史记》", Mark::Title);
        assert_eq!(of(&text, &text.marks[0].0), "史记》");
    }

    #[test]
    fn one_reading_for_each_character_or_one_for_the_group() {
        let ruby = |reading: &str| marked("在北京城", "北京", Mark::Ruby(reading.to_owned()));
        let mono = ruby("běi jīng");
        assert_eq!(mono.rubies.len(), 2);
        assert_eq!((mono.rubies[0].units.clone(), mono.rubies[0].text.as_str()), (1..2, "běi"));
        assert_eq!((mono.rubies[1].units.clone(), mono.rubies[1].text.as_str()), (2..3, "jīng"));
        assert!(mono.units[2].may_begin && !mono.units[2].joined, "mono ruby: a line may begin between bases");
        let group = ruby("běijīng");
        assert_eq!(group.rubies.len(), 1);
        assert_eq!(group.rubies[0].units, 1..3);
        assert!(!group.units[2].may_begin && group.units[2].joined, "group ruby: none");
        assert_eq!(ruby(" ").rubies.len(), 0);
    }

    #[test]
    fn combined_by_hand() {
        let text = "长12月好";
        let marks = [(3..8, Mark::Combined)];
        let manner = Manner { writing: WritingMode::Vertical, ..Manner::default() };
        let vertical = stub(&Passage { marks: &marks, manner, ..Passage::plain(text) });
        assert_eq!(vertical.units.len(), 3);
        assert_eq!((vertical.units[1].body, vertical.units[1].scale.0), (Em::ONE, 500), "½ + ½ + 1 in one em");
        let word = stub(&Passage { marks: &[(1..3, Mark::Combined)], manner, ..Passage::plain("A12月") });
        assert_eq!(word.units.iter().map(|unit| unit.text.clone()).collect::<Vec<_>>(), [0..1, 1..3, 3..6]);
        let horizontal = stub(&Passage { marks: &marks, ..Passage::plain(text) });
        assert_eq!(horizontal.units.len(), 4, "nothing in a horizontal line");
    }
}
