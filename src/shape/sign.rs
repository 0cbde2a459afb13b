//! [`Sign`]: the part one character plays before its neighbours are known (standards A1).

use unicode_linebreak::{BreakClass, break_property};

use super::CharClass;
use crate::style::Role;

/// What a character is, taken alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A character that is a unit by itself.
    One(CharClass),
    /// “ ‘ (true) or ” ’ (false): Chinese, or Latin inside Latin text.
    Quote(bool),
    /// — : two make a dash.
    Dash,
    /// … or ⋯: two make an ellipsis.
    Dots,
    /// ！ ？: they stand together.
    Bang,
    /// A digit.
    Digit,
    /// A letter, or a half-width mark that goes with letters.
    Letter,
    /// ¥ $ € £ № ￥
    Prefix,
    /// % ° ′ ″ (false) or ％ ‰ ℃ (true).
    Postfix(bool),
    /// / of ASCII.
    Slash,
    /// U+0020 and its like.
    Space,
    /// U+00A0: a word space where no line ends.
    Tie,
    /// A space of its own width; true where no line ends at it (U+2007, U+202F).
    Fixed(bool),
    /// U+00AD: a word may be divided here.
    Soft,
    /// U+200B: the author's wish to break.
    Wish,
    /// U+2060, U+FEFF: no break here.
    Join,
    /// Goes with the character before it: combining marks, joiners, selectors.
    Attached,
    /// Has no look and no say: controls, directions.
    Mute,
}

/// Marks beyond ASCII with a class of their own, by code point. Source: standards A1.
static SIGNS: [(char, Sign); 85] = {
    use CharClass::{Close, Conn, Dash2, Han, IdSp, Iter, Mid, Note, Open, Pause, Sol, Stop, Stop2};
    use Sign::{Bang, Dash, Dots, Fixed, Join, Mute, One, Postfix, Prefix, Quote, Soft, Tie, Wish};
    [
        ('\u{A0}', Tie),
        ('£', Prefix),
        ('¥', Prefix),
        ('\u{AD}', Soft),
        ('°', Postfix(false)),
        ('²', One(Note)),
        ('³', One(Note)),
        ('·', One(Mid)),
        ('¹', One(Note)),
        ('\u{2007}', Fixed(true)),
        ('\u{200B}', Wish),
        ('\u{200E}', Mute),
        ('\u{200F}', Mute),
        ('\u{2010}', One(Conn)),
        ('\u{2013}', One(Conn)),
        ('\u{2014}', Dash),
        ('\u{2018}', Quote(true)),
        ('\u{2019}', Quote(false)),
        ('\u{201C}', Quote(true)),
        ('\u{201D}', Quote(false)),
        ('\u{2025}', Dots),
        ('\u{2026}', Dots),
        ('\u{2027}', One(Mid)),
        ('\u{202F}', Fixed(true)),
        ('‰', Postfix(true)),
        ('\u{2032}', Postfix(false)),
        ('\u{2033}', Postfix(false)),
        ('‼', One(Stop2)),
        ('⁇', One(Stop2)),
        ('⁈', One(Stop2)),
        ('⁉', One(Stop2)),
        ('\u{2060}', Join),
        ('⁰', One(Note)),
        ('⁴', One(Note)),
        ('⁵', One(Note)),
        ('⁶', One(Note)),
        ('⁷', One(Note)),
        ('⁸', One(Note)),
        ('⁹', One(Note)),
        ('€', Prefix),
        ('℃', Postfix(true)),
        ('№', Prefix),
        ('\u{22EF}', Dots),
        ('\u{2E3A}', One(Dash2)),
        ('\u{3000}', One(IdSp)),
        ('、', One(Pause)),
        ('。', One(Stop)),
        ('々', One(Iter)),
        ('〇', One(Han)),
        ('〈', One(Open)),
        ('〉', One(Close)),
        ('《', One(Open)),
        ('》', One(Close)),
        ('「', One(Open)),
        ('」', One(Close)),
        ('『', One(Open)),
        ('』', One(Close)),
        ('【', One(Open)),
        ('】', One(Close)),
        ('〔', One(Open)),
        ('〕', One(Close)),
        ('〖', One(Open)),
        ('〗', One(Close)),
        ('〜', One(Conn)),
        ('・', One(Mid)),
        ('ー', One(Iter)),
        ('\u{FEFF}', Join),
        ('！', Bang),
        ('％', Postfix(true)),
        ('（', One(Open)),
        ('）', One(Close)),
        ('，', One(Pause)),
        ('－', One(Conn)),
        ('．', One(Stop)),
        ('／', One(Sol)),
        ('：', One(Pause)),
        ('；', One(Pause)),
        ('？', Bang),
        ('［', One(Open)),
        ('］', One(Close)),
        ('｛', One(Open)),
        ('｝', One(Close)),
        ('～', One(Conn)),
        ('￠', One(Han)),
        ('￥', Prefix),
    ]
};

impl Sign {
    /// The part of `character`.
    #[inline]
    pub(super) fn of(character: char) -> Self {
        match character {
            '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => Self::One(CharClass::Han),
            '0'..='9' => Self::Digit,
            '\t'..='\r' | ' ' => Self::Space,
            '$' => Self::Prefix,
            '%' => Self::Postfix(false),
            '/' => Self::Slash,
            '!'..='~' => Self::Letter,
            '\0'..='\u{9F}' => Self::Mute,
            _ => match SIGNS.binary_search_by_key(&character, |entry| entry.0) {
                Ok(at) => SIGNS[at].1,
                Err(_) => Self::by_unicode(character),
            },
        }
    }

    /// What UAX #14 knows of characters that standards A1 does not name.
    fn by_unicode(character: char) -> Self {
        if is_mute(character) {
            return Self::Mute;
        }
        match break_property(character.into()) {
            // Joins what it stands between and has no look: glue by UAX #14, a mark for us.
            BreakClass::NonBreakingGlue if character == '\u{34F}' => Self::Attached,
            BreakClass::CombiningMark | BreakClass::ZeroWidthJoiner | BreakClass::EmojiModifier => Self::Attached,
            BreakClass::HangulVJamo | BreakClass::HangulTJamo => Self::Attached,
            // Small kana are CJ; A3 has them in one row with 々.
            BreakClass::ConditionalJapaneseStarter => Self::One(CharClass::Iter),
            BreakClass::NonStarter if ('\u{3040}'..='\u{31FF}').contains(&character) => Self::One(CharClass::Iter),
            BreakClass::Alphabetic
            | BreakClass::HebrewLetter
            | BreakClass::ComplexContext
            | BreakClass::Numeric
            | BreakClass::InfixSeparator
            | BreakClass::Hyphen => Self::Letter,
            BreakClass::After if matches!(character, '\u{2000}'..='\u{200A}' | '\u{205F}') => Self::Fixed(false),
            BreakClass::Space => Self::Space,
            BreakClass::After if character == '\u{1680}' => Self::Space,
            BreakClass::Mandatory | BreakClass::NextLine => Self::Space,
            _ => Self::One(CharClass::Han),
        }
    }
}

/// Whether a line may begin and end with a character that standards A1 does not name, in Latin text or out of it: by
/// UAX #14, where quotes that have a direction are brackets (A3, item 1).
pub(super) fn edges(character: char) -> (bool, bool) {
    use BreakClass::{
        After, Before, CloseParenthesis, ClosePunctuation, Exclamation, Hyphen, InfixSeparator, Inseparable,
        NonBreakingGlue, NonStarter, OpenPunctuation, Quotation,
    };
    match character {
        '\u{3400}'..='\u{9FFF}' | '0'..='9' | 'A'..='Z' | 'a'..='z' => (true, true),
        '“' | '‘' => (true, false),
        '”' | '’' => (false, true),
        _ => match break_property(character.into()) {
            ClosePunctuation | CloseParenthesis | Exclamation | InfixSeparator | NonStarter | Inseparable | Hyphen
            | After => (false, true),
            OpenPunctuation | Before => (true, false),
            Quotation | NonBreakingGlue => (false, false),
            _ => (true, true),
        },
    }
}

/// Whether a character may be one with another before it: the letters of a Korean syllable, the halves of a flag.
pub(super) fn clings(character: char) -> bool {
    use BreakClass::{HangulLJamo, HangulLvSyllable, HangulLvtSyllable, RegionalIndicator};
    let of_unicode = || break_property(character.into());
    !matches!(character, '\u{3000}'..='\u{9FFF}')
        && matches!(of_unicode(), HangulLJamo | HangulLvSyllable | HangulLvtSyllable | RegionalIndicator)
}

/// Directions, deprecated format characters and invisible operators: a paragraph of Chinese has one direction, and its
/// order is that of the text.
fn is_mute(character: char) -> bool {
    matches!(character,
        '\u{61C}' | '\u{180E}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{2069}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// A character of the paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    /// Its first byte.
    pub(super) at: u32,
    /// The character.
    pub(super) ch: char,
    /// Its part.
    pub(super) sign: Sign,
    /// UAX #14 allows a break before it.
    pub(super) breaks: bool,
    /// Its role.
    pub(super) role: Role,
    /// Its face: place in the list of the caller; `None` if it is not drawn.
    pub(super) face: Option<u16>,
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, Sign};
    use crate::shape::CharClass;

    #[test]
    fn the_table_is_in_order() {
        assert!(SIGNS.windows(2).all(|pair| pair[0].0 < pair[1].0), "binary search needs it");
    }

    #[test]
    fn classes_of_standards_a1() {
        for (characters, class) in [
            ("「『（《〈【〖〔［｛", CharClass::Open),
            ("」』）》〉】〗〕］｝", CharClass::Close),
            ("，、；：", CharClass::Pause),
            ("。．", CharClass::Stop),
            ("‼⁇⁈⁉", CharClass::Stop2),
            ("·・‧", CharClass::Mid),
            ("–～〜‐－", CharClass::Conn),
            ("国〇あ①□▶", CharClass::Han),
            ("々ーっャ", CharClass::Iter),
        ] {
            for character in characters.chars() {
                assert_eq!(Sign::of(character), Sign::One(class), "{character}");
            }
        }
        assert_eq!(Sign::of('A'), Sign::Letter);
        assert_eq!(Sign::of('б'), Sign::Letter);
        assert_eq!(Sign::of('\u{301}'), Sign::Attached);
    }
}
