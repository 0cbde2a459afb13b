//! How each unit stands in a vertical line: upright, turned, or combined in one em.
//!
//! Source: standards A10: one digit or letter and acronyms upright; two and three digits 纵中横; longer numbers,
//! decimals and words turned; UAX #50 for the rest (`orient`).

use std::ops::Range;

use super::orient::{Orientation, orientation};
use super::sign::{Char, Sign};
use super::units::Draft;
use super::{CharClass, Stand, Unit};
use crate::geom::Em;

/// The longest acronym that stands upright, in characters.
const ACRONYM: usize = 3;
/// The longest number that is combined.
const COMBINED: usize = 3;

/// What becomes of a number or word that stands alone between Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alone {
    /// One for each em.
    Upright,
    /// Across the line.
    Combined,
    /// Turned.
    Turned,
}

/// Gives every unit of a vertical line its stand.
pub(super) fn stand(draft: &mut Draft) {
    let mut at = 0;
    while at < draft.units.len() {
        let end = latin_end(&draft.units, at);
        if end > at {
            latin(draft, at..end);
            at = end;
        } else {
            other(draft, at);
            at += 1;
        }
    }
}

/// A unit that is no Latin text.
fn other(draft: &mut Draft, at: usize) {
    let first = &draft.chars[draft.spans[at].start as usize];
    let pair = draft.chars[draft.spans[at].start as usize..draft.spans[at].end as usize]
        .iter()
        .filter(|char| char.sign == Sign::Bang)
        .count()
        == 2;
    let unit = &mut draft.units[at];
    if unit.stand == Stand::Combined || first.face.is_none() {
        return;
    }
    // ？！ side by side, each in its half of the em.
    unit.stand = if unit.class == CharClass::Stop2 && pair {
        Stand::Combined
    } else if orientation(unit.class, first.ch) == Orientation::Turned {
        Stand::Turned
    } else {
        Stand::Upright
    };
}

/// The end of the stretch of words, numbers, their signs and the spaces between them that begins at `at`.
fn latin_end(units: &[Unit], at: usize) -> usize {
    let of_text = |unit: &Unit| unit.class.is_western() || unit.class == CharClass::Sol && unit.joined;
    let mut end = at;
    for (place, unit) in units.iter().enumerate().skip(at) {
        if of_text(unit) {
            end = place + 1;
        } else if unit.class != CharClass::IdSp || place == at {
            break;
        }
    }
    end
}

/// A stretch of Latin text: upright or combined if it is one short number or word with full-width signs at most, else
/// turned as a whole.
fn latin(draft: &mut Draft, range: Range<usize>) {
    let core = |unit: &Unit| matches!(unit.class, CharClass::Num | CharClass::Latin);
    let mut cores = range.clone().filter(|&at| core(&draft.units[at]));
    let (only, more) = (cores.next(), cores.next());
    let upright_sign = |at: usize| {
        let first = draft.chars[draft.spans[at].start as usize].ch;
        draft.units[at].class != CharClass::Wsp && orientation(draft.units[at].class, first) != Orientation::Turned
    };
    let signs_are_upright = range.clone().filter(|&at| Some(at) != only).all(upright_sign);
    let how = match (only, more) {
        (Some(at), None) if signs_are_upright => alone(chars(draft, at), draft.units[at].class),
        (None, _) if signs_are_upright => Alone::Upright,
        _ => Alone::Turned,
    };
    for at in range.clone() {
        let unit = &mut draft.units[at];
        unit.stand = match how {
            Alone::Turned => Stand::Turned,
            Alone::Combined if Some(at) == only => Stand::Combined,
            _ => Stand::Upright,
        };
        // Upright text is set as Han: no gap comes beside it (A10), and its group is not taken apart.
        if how != Alone::Turned && only.is_some() {
            unit.class = CharClass::Han;
            unit.joined |= at > range.start;
            unit.may_begin &= at == range.start;
        }
    }
}

fn chars(draft: &Draft, at: usize) -> &[Char] {
    &draft.chars[draft.spans[at].start as usize..draft.spans[at].end as usize]
}

/// How a number or a word stands that has nothing but Chinese beside it.
fn alone(text: &[Char], class: CharClass) -> Alone {
    let count = ems(text);
    let visible = || text.iter().filter(|char| char.sign != Sign::Attached && char.sign != Sign::Soft);
    let digits = || visible().all(|char| char.sign == Sign::Digit);
    let capitals = || visible().all(|char| char.ch.is_uppercase() || char.ch.is_ascii_digit());
    match (class, count) {
        (CharClass::Num, 1) if digits() => Alone::Upright,
        (CharClass::Num, 2..=COMBINED) if digits() => Alone::Combined,
        (CharClass::Latin, 1) if visible().all(|char| char.ch.is_alphanumeric()) => Alone::Upright,
        (CharClass::Latin, 2..=ACRONYM) if capitals() => Alone::Upright,
        _ => Alone::Turned,
    }
}

/// How many ems a text takes that stands upright: one for each character with what is attached to it.
pub(super) fn ems(text: &[Char]) -> usize {
    text.iter().filter(|char| char.sign != Sign::Attached && char.sign != Sign::Soft).count()
}

/// The width along the line of a number or word that stands upright.
pub(super) fn upright_width(text: &[Char]) -> Em {
    Em::whole(i64::try_from(ems(text)).unwrap_or(i64::from(u16::MAX)))
}

/// Whether an upright unit is set one character for each em, as numbers and acronyms are.
pub(super) fn is_stacked(unit: &Unit, text: &[Char]) -> bool {
    let western = |char: &Char| matches!(char.sign, Sign::Digit | Sign::Letter);
    unit.class == CharClass::Han && unit.stand == Stand::Upright && text.first().is_some_and(western)
}
