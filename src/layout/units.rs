//! Lengths, counts and inks as a designer writes them.

use std::ops::RangeInclusive;

use crate::desk::{Node, Reader, Value, code};
use crate::diag::{Diagnostic, rules};
use crate::geom::{Length, PerMille};
use crate::style::Ink;

/// Units of length, and what one is.
const UNITS: [(&str, Length); 5] = [
    ("pt", Length::PT),
    ("mm", Length::MM),
    ("cm", Length::from_units(3_600_000)),
    ("in", Length::INCH),
    ("Q", Length::Q),
];
/// Nothing in a newspaper is longer than this: ten metres.
const LONGEST_MM: f64 = 10_000.0;
/// Most ink that newsprint takes, per mille (standards C3).
const MOST_INK: i32 = 2400;

/// Splits `text` into a decimal number and what follows it. No exponent, no `inf`.
fn number_and_unit(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(text.len());
    let number = text[..end].parse::<f64>().ok()?;
    Some((number, text[end..].trim_start()))
}

/// The length in `node`; `body` is the size that "em" multiplies, `None` where em is not allowed.
pub(super) fn as_length(reader: &Reader<'_>, key: &str, node: &Node, body: Option<Length>) -> Option<Length> {
    let named = format!("{} in {}", code(key), reader.name());
    let units = if body.is_some() { "pt, mm, cm, in, Q or em" } else { "pt, mm, cm, in or Q" };
    let unit_error = |message: String, help: String| {
        reader.problems.push(Diagnostic::new(&rules::WRONG_UNIT, node.span.clone(), message).help(help));
    };
    let text = match &node.value {
        Value::String(text) => text,
        Value::Integer(_) | Value::Float(_) => {
            let raw = &node.span.source.text[node.span.range.clone()];
            unit_error(format!("{named} has no unit"), format!("write it with {units}: \"{raw}pt\""));
            return None;
        }
        _ => {
            reader.wrong(key, node, "a length such as \"9pt\"");
            return None;
        }
    };
    let Some((number, unit)) = number_and_unit(text) else {
        unit_error(format!("{named} is \"{text}\", not a length"), format!("write a number with {units}: \"9pt\""));
        return None;
    };
    let size = match (UNITS.iter().find(|(name, _)| *name == unit), unit, body) {
        (Some((_, size)), ..) => *size,
        (None, "em", Some(body)) => body,
        (None, "em", None) => {
            unit_error(format!("{named} cannot be in em"), format!("its unit is {units}"));
            return None;
        }
        (None, "", _) => {
            unit_error(format!("{named} has no unit"), format!("write it with {units}: \"{text}pt\""));
            return None;
        }
        (None, ..) => {
            unit_error(format!("{named} has the unknown unit \"{unit}\""), format!("its unit is {units}"));
            return None;
        }
    };
    if number.abs() * size.to_mm() > LONGEST_MM {
        reader.bad(&node.span, format!("{named} is \"{text}\", longer than ten metres"), "");
        return None;
    }
    Some(Length::of(number, size))
}

/// A length under `key`.
pub(super) fn length(reader: &Reader<'_>, key: &'static str, body: Option<Length>) -> Option<Length> {
    as_length(reader, key, reader.node(key)?, body)
}

/// A length that must be there.
pub(super) fn required_length(reader: &Reader<'_>, key: &'static str) -> Option<Length> {
    as_length(reader, key, reader.required(key)?, None)
}

/// A length that is not negative; reported otherwise.
pub(super) fn not_negative(reader: &Reader<'_>, key: &'static str) -> Option<Length> {
    let node = reader.node(key)?;
    let found = as_length(reader, key, node, None)?;
    if found < Length::ZERO {
        reader.bad(&node.span, format!("{} in {} is negative", code(key), reader.name()), "");
        return None;
    }
    Some(found)
}

/// The weight of a rule: a length, `true` for the hairline that a press still holds, `false` for none.
pub(super) fn rule(reader: &Reader<'_>, key: &'static str, hairline: Length) -> Option<Length> {
    match reader.node(key)?.value {
        Value::Boolean(true) => Some(hairline),
        Value::Boolean(false) => None,
        _ => not_negative(reader, key),
    }
}

/// A type size: a positive length, in em of the body if that is known.
pub fn size(reader: &Reader<'_>, key: &str, node: &Node, body: Option<Length>) -> Option<Length> {
    let found = as_length(reader, key, node, body)?;
    if found < Length::PT || found > Length::PT * 400 {
        let message = format!("{} in {} is outside 1pt to 400pt", code(key), reader.name());
        reader.bad(&node.span, message, "");
        return None;
    }
    Some(found)
}

/// A whole number of `what` (characters, columns, lines); a length is told apart from other mistakes.
pub(super) fn count(reader: &Reader<'_>, key: &'static str, what: &str, range: RangeInclusive<u16>) -> Option<u16> {
    let node = reader.node(key)?;
    if let Value::String(_) = node.value {
        let message = format!("{} in {} is counted in {what}", code(key), reader.name());
        let found = Diagnostic::new(&rules::WRONG_UNIT, node.span.clone(), message);
        reader.problems.push(found.help(format!("write a bare whole number: {key} = {}", range.end().min(&8))));
        return None;
    }
    reader.as_whole(key, node, range)
}

/// A percentage in per mille.
pub(super) fn percent(reader: &Reader<'_>, key: &str, node: &Node, range: RangeInclusive<f64>) -> Option<i32> {
    let number = reader.number(key, node, range)?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked just above")]
    let per_mille = (number * 10.0).round() as i32;
    Some(per_mille)
}

/// An ink: `"K100"`, `"K30"`, `"C0 M80 Y90 K0"`, `"paper"`.
pub(super) fn ink(reader: &Reader<'_>, key: &'static str) -> Option<Ink> {
    let node = reader.node(key)?;
    let text = reader.as_string(key, node)?;
    let found = read_ink(text);
    if found.is_none() {
        let message = format!("{} in {} cannot be \"{text}\"", code(key), reader.name());
        reader.bad(&node.span, message, "an ink is \"K100\", \"K30\", \"C0 M80 Y90 K0\" or \"paper\", in percent");
    }
    let total: i32 = found?.cmyk().iter().map(|part| part.0).sum();
    if total > MOST_INK {
        let message =
            format!("{} in {} is {} % of ink, over {} %", code(key), reader.name(), total / 10, MOST_INK / 10);
        reader.bad(&node.span, message, "newsprint takes no more");
        return None;
    }
    found
}

fn read_ink(text: &str) -> Option<Ink> {
    if text == "paper" {
        return Some(Ink::PAPER);
    }
    let mut parts: [Option<PerMille>; 4] = [None; 4];
    for word in text.split_whitespace() {
        let mut letters = word.chars();
        let place = "CMYK".find(letters.next()?)?;
        let (number, unit) = number_and_unit(letters.as_str())?;
        if !unit.is_empty() || !(0.0..=100.0).contains(&number) || parts[place].is_some() {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
        let tint = (number * 10.0).round() as i32;
        parts[place] = Some(PerMille(tint));
    }
    match parts {
        [None, None, None, black] => black.map(Ink::Black),
        parts => Some(Ink::Process(parts.map(|part| part.unwrap_or(PerMille::ZERO)))),
    }
}

#[cfg(test)]
mod tests {
    use super::{number_and_unit, read_ink};
    use crate::geom::PerMille;
    use crate::style::Ink;

    #[test]
    fn numbers_and_units_are_told_apart() {
        assert_eq!(number_and_unit("18.7875mm"), Some((18.7875, "mm")));
        assert_eq!(number_and_unit(" 12 Q "), Some((12.0, "Q")));
        assert_eq!(number_and_unit("-3pt"), Some((-3.0, "pt")));
        assert_eq!(number_and_unit("infpt"), None);
        assert_eq!(number_and_unit("1.2.3pt"), None);
    }

    #[test]
    fn inks_are_written_in_percent() {
        let p = PerMille;
        assert_eq!(read_ink("K30"), Some(Ink::Black(p(300))));
        assert_eq!(read_ink("C0 M80 Y90 K0"), Some(Ink::Process([p(0), p(800), p(900), p(0)])));
        assert_eq!(read_ink("paper"), Some(Ink::PAPER));
        assert_eq!(read_ink("K101"), None);
        assert_eq!(read_ink("red"), None);
        assert_eq!(read_ink(""), None);
        assert_eq!(read_ink("K1 K2"), None);
    }
}
