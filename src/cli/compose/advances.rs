//! The advance of each character of a line as set: glue, gaps and what was squeezed or opened included.

use banxin::compose::Line;
use banxin::geom::Em;
use banxin::shape::{CharClass, ShapedText, Stand, Unit, stub_width};

/// The bytes of the text that a line stands for: it takes the spaces before its first unit, and the next line those before
/// its own, so that all lines together give the text back.
pub(super) fn bytes(text: &ShapedText, line: &Line) -> std::ops::Range<usize> {
    let first = text.units.get(line.units.start as usize).filter(|_| line.units.start > 0);
    let start = first.map_or(0, |unit| unit.text.start as usize);
    let next = text.units.get(line.units.end as usize);
    start..next.map_or(text.text.len(), |unit| unit.text.start as usize)
}

/// One advance for each character of the line's bytes; `starts` is where its cells begin and the last one ends.
pub(super) fn advances(text: &ShapedText, line: &Line, starts: &[Em]) -> Vec<Em> {
    let bytes = bytes(text, line);
    let mut all = Vec::with_capacity(bytes.len() / 3);
    let mut at = bytes.start;
    let silent = |all: &mut Vec<Em>, range: std::ops::Range<usize>| {
        all.extend(text.text[range].chars().map(|_| Em::ZERO));
    };
    for ((unit, &place), cell) in line.units.clone().zip(&line.places).zip(starts.windows(2)) {
        let unit = &text.units[unit as usize];
        silent(&mut all, at..unit.text.start as usize);
        of_unit(text, unit, place - cell[0], cell[1] - cell[0], &mut all);
        at = unit.text.end as usize;
    }
    silent(&mut all, at..bytes.end);
    all
}

/// Advances of one unit whose body begins `lead` after its cell, which is `width` wide.
fn of_unit(text: &ShapedText, unit: &Unit, lead: Em, width: Em, all: &mut Vec<Em>) {
    let chars: Vec<char> = text.text[unit.text.start as usize..unit.text.end as usize].chars().collect();
    let mut places: Vec<Em> = offsets(text, unit, &chars).iter().map(|&offset| (lead + offset).min(width)).collect();
    if let Some(first) = places.first_mut() {
        *first = Em::ZERO;
    }
    places.push(width);
    all.extend(places.windows(2).map(|pair| (pair[1] - pair[0]).max(Em::ZERO)));
}

/// Beyond the end of any unit.
const FAR: Em = Em::whole(1 << 40);

/// Where each character begins from the start of the body; the later characters of a cluster stand at its end.
fn offsets(text: &ShapedText, unit: &Unit, chars: &[char]) -> Vec<Em> {
    let one_cluster = matches!(unit.class, CharClass::Dash2) || unit.stand == Stand::Combined;
    if chars.len() == 1 || one_cluster {
        // What is opened after the cluster belongs to its first character too.
        return std::iter::once(Em::ZERO).chain(chars.iter().skip(1).map(|_| FAR)).collect();
    }
    let glyphs = &text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize];
    if glyphs.is_empty() { stub_offsets(unit, chars) } else { glyph_offsets(text, unit, chars) }
}

fn stub_offsets(unit: &Unit, chars: &[char]) -> Vec<Em> {
    let each = |ch: char| match unit.class {
        CharClass::Stop2 => Em::HALF,
        CharClass::Ell2 => Em::ONE,
        class => stub_width(class, ch),
    };
    let step = |at: &mut Em, &ch: &char| {
        let here = *at;
        *at += each(ch);
        Some(here.min(unit.body))
    };
    chars.iter().scan(Em::ZERO, step).collect()
}

fn glyph_offsets(text: &ShapedText, unit: &Unit, chars: &[char]) -> Vec<Em> {
    let glyphs = &text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize];
    let named: Vec<(u32, Em)> =
        glyphs.iter().filter(|glyph| !glyph.text.is_empty()).map(|glyph| (glyph.text.start, glyph.x)).collect();
    let mut byte = unit.text.start;
    let mut offsets: Vec<Option<Em>> = Vec::with_capacity(chars.len());
    for ch in chars {
        offsets.push(named.iter().find(|glyph| glyph.0 == byte).map(|glyph| glyph.1));
        byte += u32::try_from(ch.len_utf8()).unwrap_or(1);
    }
    // A character without a glyph of its own belongs to the cluster before it: it stands where that one ends.
    let mut next = unit.body;
    let places = offsets.into_iter().rev().map(|offset| {
        next = offset.unwrap_or(next);
        next
    });
    let mut places: Vec<Em> = places.collect();
    places.reverse();
    places
}
