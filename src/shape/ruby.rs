//! Where readings stand over their bases, and how much room they take.
//!
//! Source: standards A10, row "pinyin ruby" (after CLREQ 3.3.4): half size, centred on its base; neighbours a quarter
//! of a ruby em apart at least; over a neighbour without a reading by half a ruby em at most.

use std::ops::Range;

use super::{Ruby, ShapedText, Stand};
use crate::geom::Em;

/// White between two readings: ¼ ruby em, in em of the base.
const APART: Em = Em::EIGHTH;
/// How far a reading may stand over a neighbour without one: ½ ruby em, in em of the base.
const OVERHANG: Em = Em::QUARTER;

/// A reading that has still to be placed.
pub(super) struct Reading {
    /// Its base and glyphs.
    pub(super) ruby: Ruby,
}

/// Places readings over their bases. Where a reading needs more room than its base has, the base is widened on both
/// sides by the same.
pub(super) fn place(text: &mut ShapedText, mut readings: Vec<Reading>) {
    readings.sort_by_key(|reading| reading.ruby.units.start);
    // Two readings of one character: the first stays.
    readings.dedup_by(|later, first| later.ruby.units.start < first.ruby.units.end);
    // How far each reading stays inside its base on either side; negative where it is wider.
    let room: Vec<Em> =
        readings.iter().map(|reading| (base_width(text, &reading.ruby.units) - reading.ruby.width) / 2).collect();
    let needs: Vec<Em> = (0..readings.len()).map(|at| widening(text, &readings, &room, at)).collect();
    for (mut reading, side) in readings.into_iter().zip(needs) {
        let units = reading.ruby.units.clone();
        widen(text, &units, side * 2);
        let room = base_width(text, &units) - reading.ruby.width;
        reading.ruby.offset = room / 2;
        spread(&mut reading.ruby, room);
        text.rubies.push(reading.ruby);
    }
}

/// CLREQ 3.3.6.1: a reading in Han that is shorter than its base is spread over it, with half a share at either end.
fn spread(ruby: &mut Ruby, room: Em) {
    let shares = i64::try_from(ruby.glyphs.len()).unwrap_or(1);
    let han = ruby.text.chars().all(|ch| ch >= '\u{2E80}');
    if room <= Em::ZERO || shares < 2 || !han {
        return;
    }
    for (at, glyph) in (0..).zip(&mut ruby.glyphs) {
        glyph.x += room * at / shares;
    }
    ruby.width += room * (shares - 1) / shares;
    ruby.offset = room / (shares * 2);
}

/// From the start of the first body of a base to the end of its last.
fn base_width(text: &ShapedText, units: &Range<u32>) -> Em {
    let bases = &text.units[units.start as usize..units.end as usize];
    let all: Em = bases.iter().map(|unit| unit.lead + unit.body + unit.trail).sum();
    let edges = bases.first().map_or(Em::ZERO, |unit| unit.lead) + bases.last().map_or(Em::ZERO, |unit| unit.trail);
    all - edges
}

/// How much the base of a reading must grow on each side.
fn widening(text: &ShapedText, readings: &[Reading], room: &[Em], at: usize) -> Em {
    let units = &readings[at].ruby.units;
    // 纵中横 is one em and stays so.
    if text.units[units.start as usize..units.end as usize].iter().any(|unit| unit.stand == Stand::Combined) {
        return Em::ZERO;
    }
    let before = at.checked_sub(1).filter(|&other| readings[other].ruby.units.end == units.start);
    let after =
        Some(at + 1).filter(|&other| readings.get(other).is_some_and(|next| next.ruby.units.start == units.end));
    let edge = |other: Option<usize>, at_end: bool| match other {
        // Both give half of what is lacking.
        Some(other) => (APART - room[at] - room[other] + Em::from_units(1)) / 2,
        None if at_end => -room[at],
        None => -room[at] - OVERHANG,
    };
    let first = units.start == 0;
    let last = units.end as usize == text.units.len();
    edge(before, first).max(edge(after, last)).max(Em::ZERO)
}

/// Widens a base by `by` in all, every unit by the same; glyphs stay in the middle.
fn widen(text: &mut ShapedText, units: &Range<u32>, by: Em) {
    if by <= Em::ZERO {
        return;
    }
    let count = i64::from(units.end - units.start);
    let mut left = by;
    for (at, unit) in text.units[units.start as usize..units.end as usize].iter_mut().enumerate() {
        let share = if i64::try_from(at) == Ok(count - 1) { left } else { by / count };
        left -= share;
        unit.body += share;
        for glyph in &mut text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize] {
            glyph.x += share / 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, place};
    use crate::font::{FaceId, GlyphId};
    use crate::geom::Em;
    use crate::shape::{Passage, Ruby, ShapedGlyph, ShapedText, Stand, stub};
    use crate::style::Mark;

    /// Each reading on the character after its brace: `北{běi}京`.
    fn read(drawn: &str) -> ShapedText {
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut rest = drawn;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (reading, after) = after.split_once('}').expect("closed");
            let last = text.chars().last().expect("a base");
            marks.push((text.len() - last.len_utf8()..text.len(), Mark::Ruby(reading.to_owned())));
            rest = after;
        }
        text.push_str(rest);
        stub(&Passage { marks: &marks, ..Passage::plain(&text) })
    }

    fn quarters(em: Em) -> i64 {
        em.units() * 16 / Em::ONE.units()
    }

    #[test]
    fn a_short_reading_in_han_is_spread_over_its_base() {
        let spread = |reading: &str| {
            let mut text = stub(&Passage::plain("在联合国"));
            let glyph =
                |at: i64| ShapedGlyph { face: FaceId(0), id: GlyphId(1), x: Em::HALF * at, y: Em::ZERO, text: 0..0 };
            let glyphs: Vec<_> = (0..3).map(glyph).collect();
            let (width, stand) = (Em::HALF * 3, Stand::Upright);
            let ruby = Ruby { units: 1..4, glyphs, width, offset: Em::ZERO, stand, text: reading.to_owned() };
            place(&mut text, vec![Reading { ruby }]);
            let ruby = text.rubies.remove(0);
            (ruby.offset, ruby.width, ruby.glyphs.iter().map(|glyph| glyph.x).collect::<Vec<_>>())
        };
        let (quarter, half) = (Em::QUARTER, Em::HALF);
        assert_eq!(spread("聯合國"), (quarter, half * 5, vec![Em::ZERO, Em::ONE, Em::whole(2)]), "each over its own");
        assert_eq!(spread("UNO"), (quarter * 3, half * 3, vec![Em::ZERO, half, Em::ONE]), "letters stay together");
    }

    #[test]
    fn a_narrow_reading_is_centred() {
        let text = read("在北{běi}京");
        assert_eq!(text.rubies[0].width, Em::QUARTER * 3, "three letters of ½, at half size");
        assert_eq!(text.rubies[0].offset, Em::EIGHTH);
        assert_eq!(text.units[1].body, Em::ONE);
    }

    #[test]
    fn a_wide_reading_overhangs_a_quarter_and_then_widens_its_base() {
        let text = read("在双{shuang}京");
        assert_eq!((text.units[1].body, text.rubies[0].offset), (Em::ONE, -Em::QUARTER), "1½ over 1: just so");
        let text = read("在双{shuangs}京");
        assert_eq!(quarters(text.units[1].body), 20, "1¾ needs 1¼");
        assert_eq!(text.rubies[0].offset, -Em::QUARTER);
        let text = read("双{shuang}京");
        assert_eq!((quarters(text.units[0].body), text.rubies[0].offset), (24, Em::ZERO), "not over the edge");
    }

    #[test]
    fn neighbouring_readings_stay_apart() {
        let text = read("在中{zhong}庄{zhuang}好");
        let start = text.rubies[0].offset + text.rubies[0].width;
        let next = text.units[1].body + text.rubies[1].offset;
        assert!(next - start >= Em::EIGHTH && next - start <= Em::EIGHTH + Em::MILLI, "{}", next - start);
        let apart = read("在一{yi}二{er}好");
        assert_eq!((apart.units[1].body, apart.units[2].body), (Em::ONE, Em::ONE));
    }
}
