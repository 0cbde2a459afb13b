//! Dots, lines and readings beside characters (standards A10, after CLREQ 3.1.8 and 3.3.4).
//!
//! Under a horizontal line and at both sides of a vertical one: dots on the right, lines on the left, readings above or
//! on the right. All stand in the white between two lines, which must be wide enough: see [`needed`].

use std::ops::Range;

use super::finish::Draw;
use crate::compose::Line;
use crate::geom::{Em, Length, PerMille, Point, WritingMode};
use crate::page::{Dot, Glyph, GlyphRun, Item, Rule, Wave};
use crate::shape::{Ruby, ShapedText};
use crate::style::{Ink, Mark, Role};

/// A share of an em.
const fn em(thousandths: i64) -> Em {
    Em::from_units(Em::MILLI.units() * thousandths)
}

/// Half of the em box, to both sides of the axis of a vertical line.
const HALF: Em = Em::HALF;
/// The em box under the baseline, and over it (standards A2).
const UNDER: Em = em(120);
const OVER: Em = em(880);
/// From the em box to the middle of a line beside it.
const LINE: Em = em(100);
/// Weight of a line: 0.05 em.
const WEIGHT: Em = em(50);
/// A line is drawn in by so much at each end: two names that touch are 1/10 em apart.
const DRAWN_IN: Em = em(50);
/// A wave leaves its middle by so much, and is so long.
const CREST: Em = em(45);
const WAVE: Em = em(320);
/// Weight of a wave.
const WAVE_WEIGHT: Em = em(40);
/// From the em box to the middle of a dot, and of one under a line.
const DOT: Em = em(200);
const DOT_UNDER_LINE: Em = em(330);
/// Diameter of a dot: between 1/5 and 1/4 em.
const DIAMETER: Em = em(210);
/// From the em box to the line of a frame across the text, which has room for it in any leading.
const FRAME: Em = em(50);
/// Weight of a frame: the least that newsprint holds (standards C3).
const FRAME_WEIGHT: Length = Length::from_units(31_750);
/// From the em box to the baseline of a reading.
const READING: Em = em(100);

/// The white between two lines that the marks of a text need, in em of its type: ½ for one side, ⅝ for both, or for a
/// line with a dot under it.
pub(super) fn needed(text: &ShapedText) -> Em {
    let vertical = text.manner.writing == WritingMode::Vertical;
    let dots = text.marks.iter().any(|mark| mark.1 == Mark::Emphasis);
    let lines = text.marks.iter().any(|mark| is_line(&mark.1));
    let readings = !text.rubies.is_empty();
    let one = if vertical { dots || readings } else { dots || lines };
    let other = if vertical { lines } else { readings };
    let stacked = !vertical && text.marks.iter().any(|(units, mark)| is_line(mark) && dotted(text, units));
    match (one || other, one && other || stacked) {
        (false, _) => Em::ZERO,
        (true, false) => Em::HALF,
        (true, true) => Em::EIGHTH * 5,
    }
}

fn is_line(mark: &Mark) -> bool {
    matches!(mark, Mark::Name | Mark::Title)
}

fn dotted(text: &ShapedText, units: &Range<u32>) -> bool {
    text.marks.iter().any(|(dots, mark)| *mark == Mark::Emphasis && dots.start < units.end && units.start < dots.end)
}

/// A line with its marks.
struct Marked<'a, P> {
    line: &'a Line,
    text: &'a ShapedText,
    draw: &'a Draw<'a>,
    ink: Ink,
    place: P,
}

/// What stands beside the characters of a line. `place` tells where a unit begins, given its index on the line and its
/// place as composed.
pub(super) fn items(
    (line, text): (&Line, &ShapedText),
    draw: &Draw<'_>,
    ink: Ink,
    place: impl Fn(usize, Em) -> Em,
) -> Vec<Item> {
    let marked = Marked { line, text, draw, ink, place };
    let mut items = Vec::new();
    for (units, mark) in &text.marks {
        let on = units.start.max(line.units.start)..units.end.min(line.units.end);
        if on.is_empty() {
            continue;
        }
        match mark {
            Mark::Emphasis => items.extend(on.flat_map(|unit| marked.dots(unit))),
            Mark::Name | Mark::Title => items.extend(marked.line(&on, units, mark)),
            Mark::Obituary => items.extend(marked.frame(&on)),
            Mark::Ruby(_) | Mark::Combined => {}
        }
    }
    let here = |ruby: &&Ruby| line.units.contains(&ruby.units.start);
    items.extend(text.rubies.iter().filter(here).filter_map(|ruby| marked.reading(ruby)));
    items
}

impl<P: Fn(usize, Em) -> Em> Marked<'_, P> {
    fn vertical(&self) -> bool {
        self.text.manner.writing == WritingMode::Vertical
    }

    /// Start and end of the body of a unit, along the line.
    fn body(&self, unit: u32) -> (Em, Em) {
        let index = (unit - self.line.units.start) as usize;
        let start = (self.place)(index, self.line.places.get(index).copied().unwrap_or_default());
        (start, start + self.text.units[unit as usize].body)
    }

    /// A place on the page: along the line, and away from its em box, under it or at the side.
    fn point(&self, along: Em, away: Em, side: Side) -> Point {
        let (size, origin) = (self.draw.size, self.draw.origin);
        if self.vertical() {
            let out = (HALF + away).at(size);
            return origin.moved(if side == Side::Left { -out } else { out }, along.at(size));
        }
        let along = along.at(size).scaled(i64::from(self.draw.scale.0), 1000);
        let down = match side {
            Side::Left => (UNDER + away).at(size),
            Side::Right => -(OVER + away).at(size),
        };
        origin.moved(along, down)
    }

    /// A dot with each character.
    fn dots(&self, unit: u32) -> Vec<Item> {
        let (start, end) = self.body(unit);
        let of = &self.text.units[unit as usize];
        let glyphs = &self.text.glyphs[of.glyphs.start as usize..of.glyphs.end as usize];
        let starts: Vec<Em> = glyphs.iter().filter(|glyph| !glyph.text.is_empty()).map(|glyph| glyph.x).collect();
        let letters = of.stand != crate::shape::Stand::Combined && starts.len() > 1;
        let middle = |at: usize| {
            let next = starts.get(at + 1).map_or(end, |&next| start + next);
            (start + starts[at] + next) / 2
        };
        let middles: Vec<Em> = if letters { (0..starts.len()).map(middle).collect() } else { vec![(start + end) / 2] };
        let lined = self.text.marks.iter().any(|(units, mark)| is_line(mark) && units.contains(&unit));
        // Dots are on the right of a vertical line, where no line is.
        let (away, side) = match (self.vertical(), lined) {
            (true, _) => (DOT, Side::Right),
            (false, true) => (DOT_UNDER_LINE, Side::Left),
            (false, false) => (DOT, Side::Left),
        };
        let diameter = DIAMETER.at(self.draw.size);
        let dot = |along| Item::Dot(Dot { centre: self.point(along, away, side), diameter, ink: self.ink });
        middles.into_iter().map(dot).collect()
    }

    /// A straight or wavy line from the first body to the last, drawn in where the name itself ends.
    fn line(&self, on: &Range<u32>, whole: &Range<u32>, mark: &Mark) -> Option<Item> {
        let inward = |ends: bool| if ends { DRAWN_IN } else { Em::ZERO };
        let from = self.body(on.start).0 + inward(on.start == whole.start);
        let to = self.body(on.end - 1).1 - inward(on.end == whole.end);
        if to <= from {
            return None;
        }
        let size = self.draw.size;
        let ends = (self.point(from, LINE, Side::Left), self.point(to, LINE, Side::Left));
        let rule = |weight: Em| Rule { from: ends.0, to: ends.1, weight: weight.at(size), ink: self.ink };
        Some(if *mark == Mark::Title {
            Item::Wave(Wave { rule: rule(WAVE_WEIGHT), height: CREST.at(size), length: WAVE.at(size) })
        } else {
            Item::Rule(rule(WEIGHT))
        })
    }

    /// 示亡号: four lines around the bodies, on the edges of their em boxes.
    fn frame(&self, on: &Range<u32>) -> Vec<Item> {
        let (from, to) = (self.body(on.start).0, self.body(on.end - 1).1);
        let corner = |along, side| self.point(along, FRAME, side);
        let [a, b] = [from, to].map(|along| corner(along, Side::Left));
        let [c, d] = [to, from].map(|along| corner(along, Side::Right));
        let rule = |(from, to)| Item::Rule(Rule { from, to, weight: FRAME_WEIGHT, ink: self.ink });
        [(a, b), (b, c), (c, d), (d, a)].map(rule).into()
    }

    /// A reading at half size.
    fn reading(&self, ruby: &Ruby) -> Option<Item> {
        let first = ruby.glyphs.first()?;
        let start = self.body(ruby.units.start).0 + ruby.offset + first.x;
        // Letters lie on their side along a vertical line; characters stand.
        let upright = self.vertical() && ruby.text.chars().any(|c| c >= '\u{2E80}');
        let away = if upright { Em::QUARTER } else { READING };
        let whole = u32::try_from(ruby.text.len()).unwrap_or(u32::MAX);
        let own = ruby.glyphs.iter().all(|glyph| ruby.text.get(range(&glyph.text)).is_some());
        let text = |at: usize, glyph: &crate::shape::ShapedGlyph| match (own, at) {
            (true, _) => glyph.text.clone(),
            (false, 0) => 0..whole,
            (false, _) => whole..whole,
        };
        let glyphs = ruby.glyphs.iter().enumerate();
        let glyphs = glyphs.map(|(at, glyph)| Glyph {
            id: glyph.id,
            x: (glyph.x - first.x) * 2,
            y: glyph.y * 2,
            text: text(at, glyph),
        });
        Some(Item::Glyphs(GlyphRun {
            face: first.face,
            size: self.draw.size / 2,
            scale: if self.vertical() { PerMille::FULL } else { self.draw.scale },
            ink: self.ink,
            origin: self.point(start, away, Side::Right),
            writing: if upright { WritingMode::Vertical } else { WritingMode::Horizontal },
            turned: self.vertical() && !upright,
            // Small type beside the text, and not the text.
            role: Role::Caption,
            of: self.draw.of.clone(),
            text: ruby.text.clone(),
            glyphs: glyphs.collect(),
        }))
    }
}

fn range(text: &Range<u32>) -> Range<usize> {
    text.start as usize..text.end as usize
}

/// A side of a vertical line; for a horizontal one, its underside and its upper side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Left of it, or under it.
    Left,
    /// Right of it, or over it.
    Right,
}

/// The white between two lines of a pitch, in em of type of `size`.
pub(super) fn white(pitch: Length, size: Length) -> Em {
    Em::in_length(pitch - size, size)
}

#[cfg(test)]
mod tests {
    use super::{items, needed};
    use crate::compose::{Rules, solid};
    use crate::font::{FaceId, GlyphId};
    use crate::geom::{Em, Length, PerMille, Point, WritingMode};
    use crate::makeup::finish::{Draw, Spread};
    use crate::page::{Item, TextRef};
    use crate::shape::{Manner, Passage, Ruby, ShapedGlyph, ShapedText, Stand, stub};
    use crate::style::{Ink, Mark};

    const TEXT: &str = "天地日月";

    /// Four characters in 10 pt, from 100, 200 on.
    fn drawn(marks: &[(std::ops::Range<u32>, Mark)], writing: WritingMode) -> (ShapedText, Vec<Item>) {
        let manner = Manner { writing, ..Manner::default() };
        let mut text = stub(&Passage { manner, ..Passage::plain(TEXT) });
        text.marks = marks.to_vec();
        let found = marked(&text);
        (text, found)
    }

    fn marked(text: &ShapedText) -> Vec<Item> {
        let line = solid(text, 0, 4, &Rules::default());
        let of = TextRef::default();
        let draw = Draw {
            size: Length::PT * 10,
            scale: PerMille::FULL,
            spread: Spread::NONE,
            origin: Point::new(Length::PT * 100, Length::PT * 200),
            ink: None,
            of: &of,
        };
        items((&line, text), &draw, Ink::BLACK, |_, place| place)
    }

    fn at(point: Point) -> (f64, f64) {
        (point.x.to_pt(), point.y.to_pt())
    }

    #[test]
    fn a_dot_stands_under_the_middle_of_each_character_or_to_its_right() {
        let dots = |writing| {
            let (_, items) = drawn(&[(1..3, Mark::Emphasis)], writing);
            let centre = |item: &Item| match item {
                Item::Dot(dot) => at(dot.centre),
                other => panic!("{other:?}"),
            };
            items.iter().map(centre).collect::<Vec<_>>()
        };
        assert_eq!(dots(WritingMode::Horizontal), [(115.0, 203.2), (125.0, 203.2)]);
        assert_eq!(dots(WritingMode::Vertical), [(107.0, 215.0), (107.0, 225.0)]);
    }

    #[test]
    fn a_reading_stands_above_its_base_or_to_the_right() {
        let run = |writing, reading: &str| {
            let (mut text, _) = drawn(&[], writing);
            let glyph = ShapedGlyph { face: FaceId(0), id: GlyphId(1), x: Em::ZERO, y: Em::ZERO, text: 0..0 };
            let (units, offset, stand) = (1..2, Em::QUARTER, Stand::Upright);
            let text_of = reading.to_owned();
            text.rubies = vec![Ruby { units, glyphs: vec![glyph], width: Em::HALF, offset, stand, text: text_of }];
            let mut items = marked(&text);
            let Some(Item::Glyphs(run)) = items.pop() else { panic!("a run") };
            (at(run.origin), run.size, run.turned)
        };
        let half = Length::PT * 5;
        let (above, size, turned) = run(WritingMode::Horizontal, "di");
        assert_eq!((above.0, size, turned), (112.5, half, false), "over the second character, at half size");
        assert!(above.1 < 200.0 - 8.8, "its baseline is above the em box: {above:?}");
        let (right, size, turned) = run(WritingMode::Vertical, "di");
        assert_eq!((right.1, size, turned), (212.5, half, true), "beside the second character, on its side");
        assert!(right.0 > 105.0, "to the right of the em box: {right:?}");
    }

    #[test]
    fn neighbouring_names_are_a_tenth_of_an_em_apart() {
        let (_, items) = drawn(&[(0..2, Mark::Name), (2..4, Mark::Name)], WritingMode::Horizontal);
        let [Item::Rule(one), Item::Rule(two)] = items.as_slice() else { panic!("two rules") };
        assert_eq!((at(one.from), at(one.to)), ((100.5, 202.2), (119.5, 202.2)));
        assert_eq!(two.from.x - one.to.x, Length::PT, "1/10 of 10 pt");
        assert_eq!(one.weight, Length::PT / 2);
    }

    #[test]
    fn lines_are_on_the_left_of_a_vertical_line() {
        let (_, items) = drawn(&[(0..4, Mark::Title)], WritingMode::Vertical);
        let [Item::Wave(wave)] = items.as_slice() else { panic!("a wave") };
        assert_eq!((at(wave.rule.from), at(wave.rule.to)), ((94.0, 200.5), (94.0, 239.5)));
    }

    #[test]
    fn a_frame_stands_around_a_name() {
        for (writing, [left, top, right, bottom]) in [
            (WritingMode::Horizontal, [110.0, 190.7, 130.0, 201.7]),
            (WritingMode::Vertical, [94.5, 210.0, 105.5, 230.0]),
        ] {
            let (text, items) = drawn(&[(1..3, Mark::Obituary)], writing);
            let rules: Vec<_> =
                items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None }).collect();
            assert_eq!((rules.len(), items.len()), (4, 4));
            let corners: Vec<_> = rules.iter().flat_map(|rule| [at(rule.from), at(rule.to)]).collect();
            for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                assert_eq!(corners.iter().filter(|&&corner| corner == (x, y)).count(), 2, "{x} {y} in {corners:?}");
            }
            assert_eq!(needed(&text), Em::ZERO, "it has room in any leading");
        }
    }

    #[test]
    fn a_dot_on_a_name_stands_under_its_line() {
        let (text, items) = drawn(&[(0..2, Mark::Name), (1..2, Mark::Emphasis)], WritingMode::Horizontal);
        let [Item::Rule(line), Item::Dot(dot)] = items.as_slice() else { panic!("a rule and a dot") };
        assert!(dot.centre.y - dot.diameter / 2 > line.to.y + line.weight, "{dot:?} is on {line:?}");
        assert_eq!(needed(&text), Em::EIGHTH * 5);
    }

    #[test]
    fn one_side_needs_half_an_em_and_two_five_eighths() {
        let need = |marks: &[(std::ops::Range<u32>, Mark)], writing| needed(&drawn(marks, writing).0);
        let (dots, name) = ((0..1, Mark::Emphasis), (2..4, Mark::Name));
        assert_eq!(need(&[], WritingMode::Horizontal), Em::ZERO);
        assert_eq!(need(&[dots.clone(), name.clone()], WritingMode::Horizontal), Em::HALF);
        assert_eq!(need(&[dots, name], WritingMode::Vertical), Em::EIGHTH * 5);
    }
}
