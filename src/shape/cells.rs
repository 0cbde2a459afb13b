//! The cell of a unit: its body and the white that belongs to it, by class, language and writing.
//!
//! Source: standards A1 (widths; centred marks of Traditional Chinese), A10 (marks of vertical lines).

use super::{CharClass, Manner};
use crate::geom::{Em, WritingMode};
use crate::style::Lang;

/// White and body of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// White before the body.
    pub(super) lead: Em,
    /// Width of the body; `None` if it is that of the glyphs.
    pub(super) body: Option<Em>,
    /// White after the body.
    pub(super) trail: Em,
}

/// Half an em in the middle of one: centred marks.
const CENTRED: Cell = Cell { lead: Em::QUARTER, body: Some(Em::HALF), trail: Em::QUARTER };
/// One em that nothing takes from.
const WHOLE: Cell = Cell { lead: Em::ZERO, body: Some(Em::ONE), trail: Em::ZERO };

/// What a language or a writing changes of a single mark, first row first.
const TAILORED: [(&[Lang], &[WritingMode], &str, Cell); 4] = {
    use Lang::{Japanese, Simplified, Traditional};
    use WritingMode::{Horizontal, Vertical};
    [
        // A10: never trimmed; their vertical forms are higher than half an em.
        (&[Simplified, Traditional, Japanese], &[Vertical], "：；！？", WHOLE),
        // A1, last line: marks of Taiwan and Hong Kong stand in the middle; ！？ are whole.
        (&[Traditional], &[Horizontal], "！？", WHOLE),
        (&[Traditional], &[Horizontal], "：；", CENTRED),
        (&[Traditional], &[Horizontal, Vertical], "，、。．·・\u{2027}", CENTRED),
    ]
};

/// The cell of a unit of `count` characters, the first of which is `first`.
#[inline]
pub(super) fn cell(class: CharClass, first: char, count: usize, manner: Manner) -> Cell {
    // Most of every text.
    match class {
        CharClass::Han => WHOLE,
        CharClass::Num | CharClass::Latin => Cell { lead: Em::ZERO, body: None, trail: Em::ZERO },
        _ => of_mark(class, first, count, manner),
    }
}

fn of_mark(class: CharClass, first: char, count: usize, manner: Manner) -> Cell {
    let usual = manner.lang == Lang::Simplified && manner.writing == WritingMode::Horizontal;
    if !usual && matches!(class, CharClass::Pause | CharClass::Stop | CharClass::Mid) {
        let row = |row: &&(&[Lang], &[WritingMode], &str, Cell)| {
            row.0.contains(&manner.lang) && row.1.contains(&manner.writing) && row.2.contains(first)
        };
        if let Some(row) = TAILORED.iter().find(row) {
            return row.3;
        }
    }
    // Three of them are 2 em in any language; where ！ is whole, so is the third.
    if class == CharClass::Stop2 && count == 3 && manner.lang == Lang::Traditional {
        return Cell { lead: Em::ZERO, body: Some(Em::whole(2)), trail: Em::ZERO };
    }
    let (lead, trail) = match class {
        // A run of three ends in a whole mark: ½ + ½ + 1.
        CharClass::Stop2 if count == 3 => (Em::ZERO, Em::HALF),
        class => class.glue(),
    };
    Cell { lead, body: fixed_body(class, first, count), trail }
}

/// The width of a body that does not depend on the face (A1).
fn fixed_body(class: CharClass, first: char, count: usize) -> Option<Em> {
    match class {
        CharClass::Open | CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Mid => Some(Em::HALF),
        // Each mark of a run half an em; the signs that hold two are one em.
        CharClass::Stop2 if count > 1 => Some(Em::HALF * i64::try_from(count.min(3)).unwrap_or(3)),
        CharClass::Dash2 => Some(Em::whole(2)),
        CharClass::Ell2 => Some(if count > 1 { Em::whole(2) } else { Em::ONE }),
        CharClass::Conn if first == '\u{2013}' => Some(Em::HALF),
        CharClass::Conn if first == '\u{2010}' => None,
        CharClass::IdSp if first != '\u{3000}' => fixed_space(first),
        CharClass::Stop2
        | CharClass::Conn
        | CharClass::PostfixWide
        | CharClass::Han
        | CharClass::Iter
        | CharClass::IdSp => Some(Em::ONE),
        CharClass::Sol if first != '/' => Some(Em::HALF),
        CharClass::Wsp => Some(Em::THIRD),
        CharClass::Sol
        | CharClass::Prefix
        | CharClass::Postfix
        | CharClass::Note
        | CharClass::Num
        | CharClass::Latin => None,
    }
}

/// The width of a typed space, which nothing changes. U+2007 and U+2008 are as wide as a digit and a full stop of
/// the face.
fn fixed_space(space: char) -> Option<Em> {
    match space {
        '\u{2000}' | '\u{2002}' => Some(Em::HALF),
        '\u{2001}' | '\u{2003}' => Some(Em::ONE),
        '\u{2004}' => Some(Em::THIRD),
        '\u{2005}' => Some(Em::QUARTER),
        '\u{2006}' => Some(Em::THIRD / 2),
        '\u{2009}' | '\u{202F}' => Some(Em::MILLI * 200),
        '\u{200A}' => Some(Em::MILLI * 100),
        '\u{205F}' => Some(Em::ONE * 4 / 18),
        _ => None,
    }
}

/// What a typed space without a width of its own is as wide as.
pub(super) fn space_like(space: char) -> char {
    if space == '\u{2008}' { '.' } else { '0' }
}

#[cfg(test)]
mod tests {
    use super::cell;
    use crate::geom::{Em, WritingMode};
    use crate::shape::{CharClass, Manner};
    use crate::style::Lang;

    #[test]
    fn three_exclamations_are_two_ems() {
        let three = |lang| cell(CharClass::Stop2, '！', 3, Manner { lang, ..Manner::default() });
        assert_eq!((three(Lang::Simplified).body, three(Lang::Simplified).trail), (Some(Em::HALF * 3), Em::HALF));
        assert_eq!((three(Lang::Traditional).body, three(Lang::Traditional).trail), (Some(Em::whole(2)), Em::ZERO));
    }

    #[test]
    fn marks_of_each_language_and_writing() {
        let quarters = |lang, writing, class, mark: char| {
            let cell = cell(class, mark, 1, Manner { writing, lang, hyphenate: false });
            [cell.lead, cell.body.expect("fixed"), cell.trail].map(|em| em.units() / Em::QUARTER.units())
        };
        use Lang::{Japanese, Simplified, Traditional};
        use WritingMode::{Horizontal, Vertical};
        for (lang, writing, class, marks, expected) in [
            (Simplified, Horizontal, CharClass::Pause, "，、；：", [0, 2, 2]),
            (Simplified, Horizontal, CharClass::Stop, "。．！？", [0, 2, 2]),
            (Simplified, Vertical, CharClass::Pause, "，、", [0, 2, 2]),
            (Simplified, Vertical, CharClass::Pause, "；：", [0, 4, 0]),
            (Simplified, Vertical, CharClass::Stop, "。．", [0, 2, 2]),
            (Simplified, Vertical, CharClass::Stop, "！？", [0, 4, 0]),
            (Japanese, Vertical, CharClass::Stop, "！？", [0, 4, 0]),
            (Traditional, Horizontal, CharClass::Pause, "，、；：", [1, 2, 1]),
            (Traditional, Vertical, CharClass::Pause, "，、", [1, 2, 1]),
            (Traditional, Vertical, CharClass::Pause, "；：", [0, 4, 0]),
            (Traditional, Horizontal, CharClass::Stop, "。．", [1, 2, 1]),
            (Traditional, Horizontal, CharClass::Stop, "！？", [0, 4, 0]),
            (Traditional, Vertical, CharClass::Stop, "！？", [0, 4, 0]),
            (Traditional, Horizontal, CharClass::Mid, "·", [1, 2, 1]),
            (Simplified, Vertical, CharClass::Mid, "·", [0, 2, 0]),
            (Traditional, Vertical, CharClass::Open, "「（", [2, 2, 0]),
            (Traditional, Vertical, CharClass::Close, "」）", [0, 2, 2]),
        ] {
            for mark in marks.chars() {
                assert_eq!(quarters(lang, writing, class, mark), expected, "{mark} {lang:?} {writing:?}");
            }
        }
    }
}
