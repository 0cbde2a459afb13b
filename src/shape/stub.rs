//! Widths without a face, so that tests of composition assert whole numbers (standards E).

use super::cells::{cell, space_like};
use super::marks::annotate;
use super::sign::{Char, Sign};
use super::stand::{is_stacked, stand, upright_width};
use super::units::{Finder, draft};
use super::{CharClass, Hyphen, Manner, Passage, ShapedText, Stand, Unit};
use crate::geom::{Em, PerMille, WritingMode};
use crate::style::Role;

/// Shapes a passage with stub metrics: Han and full-width marks 1 em; ASCII letter, digit, % ½ em;
/// inner . , : of a number ¼; U+0020 ⅓; ￥ ℃ ％ ‰ 1 em; —— and …… 2 em; no kerning, no glyphs.
#[must_use]
pub fn stub(passage: &Passage<'_>) -> ShapedText {
    let mut draft = draft(passage, Role::Body, &mut Every);
    if passage.manner.writing == WritingMode::Vertical {
        stand(&mut draft);
    }
    for (unit, span) in draft.units.iter_mut().zip(&draft.spans) {
        let chars = &draft.chars[span.start as usize..span.end as usize];
        measure(unit, chars, passage);
    }
    let hyphens = if draft.divided { vec![Hyphen { glyph: None, width: Em::HALF }] } else { Vec::new() };
    let (text, units, manner) = (passage.text.to_owned(), draft.units, passage.manner);
    let mut shaped = ShapedText { text, units, manner, hyphens, ..ShapedText::default() };
    annotate(&mut shaped, passage.marks, &mut |reading, _, writing| {
        stub(&Passage { manner: Manner { writing, ..manner }, ..Passage::plain(reading) })
    });
    shaped
}

/// A face that has everything.
struct Every;

impl Finder for Every {
    fn face(&mut self, _: Role, _: char) -> Option<u16> {
        Some(0)
    }

    fn variant(&mut self, _: Role, _: char, _: char) -> Option<u16> {
        Some(0)
    }
}

fn measure(unit: &mut Unit, chars: &[Char], passage: &Passage<'_>) {
    if unit.stand == Stand::Combined {
        unit.body = Em::ONE;
        unit.scale = narrowed(chars.iter().map(|char| alone(char, passage.manner)).sum());
    } else if is_stacked(unit, chars) {
        unit.body = upright_width(chars);
    } else {
        let fixed = cell(unit.class, chars[0].ch, chars.len(), passage.manner).body;
        unit.body = fixed.unwrap_or_else(|| chars.iter().map(|char| stub_width(unit.class, char.ch)).sum());
    }
}

/// The scale that brings a width to one em, if it is wider.
fn narrowed(natural: Em) -> PerMille {
    let scale = if natural > Em::ONE { Em::ONE.units() * 1000 / natural.units() } else { 1000 };
    PerMille(i32::try_from(scale).unwrap_or(1000))
}

/// The stub's width of one character of a word, a number or a sign (standards E); of Han one em.
#[must_use]
pub fn stub_width(class: CharClass, ch: char) -> Em {
    match ch {
        '.' | ',' | ':' if class == CharClass::Num => Em::QUARTER,
        '\u{2007}' | '\u{2008}' => stub_width(CharClass::Num, space_like(ch)),
        '\u{AD}' => Em::ZERO,
        '￥' => Em::ONE,
        _ if matches!(class, CharClass::Han | CharClass::Iter) => Em::ONE,
        _ => Em::HALF,
    }
}

/// The width of a character by itself, in a group that is combined in one em.
fn alone(char: &Char, manner: Manner) -> Em {
    let class = match char.sign {
        Sign::One(class) => class,
        Sign::Postfix(true) => CharClass::PostfixWide,
        _ => CharClass::Latin,
    };
    cell(class, char.ch, 1, manner).body.unwrap_or_else(|| stub_width(class, char.ch))
}
