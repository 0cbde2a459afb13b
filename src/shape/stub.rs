//! Widths without a face, so that tests of composition assert whole numbers (standards E).

use super::units::{draft, fixed_body};
use super::{CharClass, Passage, ShapedText};
use crate::geom::Em;
use crate::style::Role;

/// Shapes a passage with stub metrics: Han and full-width marks 1 em; ASCII letter, digit, % ½ em;
/// inner . , : of a number ¼; U+0020 ⅓; ￥ ℃ ％ ‰ 1 em; —— and …… 2 em; no kerning, no glyphs.
#[must_use]
pub fn stub(passage: &Passage<'_>) -> ShapedText {
    let mut draft = draft(passage, Role::Body, &mut |_, _| Some(0));
    for (unit, span) in draft.units.iter_mut().zip(&draft.spans) {
        let chars = &draft.chars[span.start as usize..span.end as usize];
        let fixed = fixed_body(unit.class, chars[0].ch, chars.len());
        unit.body = fixed.unwrap_or_else(|| chars.iter().map(|char| stub_width(unit.class, char.ch)).sum());
    }
    let (text, units, manner) = (passage.text.to_owned(), draft.units, passage.manner);
    ShapedText { text, units, manner, ..ShapedText::default() }
}

/// The stub's width of one character of a word, a number or a sign (standards E).
#[must_use]
pub fn stub_width(class: CharClass, ch: char) -> Em {
    match ch {
        '.' | ',' | ':' if class == CharClass::Num => Em::QUARTER,
        '￥' => Em::ONE,
        _ => Em::HALF,
    }
}
