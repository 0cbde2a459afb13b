//! Where a word of Latin text may be divided.
//!
//! Source: standards A4 (two letters stay before a hyphen, three after it); Liang's patterns of American English, as
//! `hypher` has them; U+00AD of the writer goes before them.

use hypher::{Lang, hyphenate_bounded};

use super::sign::{Char, Sign};

/// Letters that stay before a hyphen, and after it (A4).
const SIDES: (usize, usize) = (2, 3);
/// Words of fewer letters are not divided.
const SHORTEST: usize = 5;
/// No English word is longer; what is longer is no word. Without its feature `alloc`, hypher takes no more.
const LONGEST: usize = 45;

/// The places in `word`, a token without spaces, before which it may be divided, in order. `by_rule`: at syllables
/// too, not only at the soft hyphens in it.
pub(super) fn points(word: &[Char], by_rule: bool) -> Vec<usize> {
    let letter = |at: usize| word.get(at).is_some_and(|char| char.ch.is_alphanumeric());
    let mut points: Vec<usize> = Vec::new();
    if word.iter().any(|char| char.sign == Sign::Soft) {
        let soft = |at: &usize| word[at - 1].sign == Sign::Soft && letter(*at);
        points.extend((2..word.len()).filter(soft));
    } else if by_rule && word.len() >= SHORTEST && !word.iter().any(|char| matches!(char.ch, '-' | '\u{2010}')) {
        let mut at = 0;
        while at < word.len() {
            let length = word[at..].iter().take_while(|char| char.ch.is_ascii_alphabetic()).count();
            let whole =
                |char: Option<&Char>| char.is_none_or(|char| !char.ch.is_alphanumeric() && char.sign != Sign::Attached);
            if whole(at.checked_sub(1).map(|before| &word[before])) && whole(word.get(at + length)) {
                syllables(&word[at..at + length], at, &mut points);
            }
            at += length.max(1);
        }
    }
    points
}

/// Adds the points of the letters `word`, which stand at `start` of their token. Words in capitals, and names with a
/// capital inside, are left whole.
fn syllables(word: &[Char], start: usize, points: &mut Vec<usize>) {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || word[1..].iter().any(|char| char.ch.is_ascii_uppercase()) {
        return;
    }
    let mut letters = [0_u8; LONGEST];
    for (letter, char) in letters.iter_mut().zip(word) {
        *letter = u8::try_from(char.ch.to_ascii_lowercase()).unwrap_or(b'x');
    }
    let Ok(letters) = std::str::from_utf8(&letters[..word.len()]) else { return };
    let mut at = start;
    for syllable in hyphenate_bounded(letters, Lang::English, SIDES.0, SIDES.1) {
        at += syllable.len();
        points.push(at);
    }
    points.pop();
}

#[cfg(test)]
mod tests {
    use crate::shape::{Manner, Passage, stub};

    fn pieces(text: &str, hyphenate: bool) -> String {
        let manner = Manner { hyphenate, ..Manner::default() };
        let text = stub(&Passage { manner, ..Passage::plain(text) });
        let mut out = String::new();
        for unit in &text.units {
            out.push_str(&text.text[unit.text.start as usize..unit.text.end as usize]);
            if let Some(place) = unit.hyphen {
                assert!(text.hyphens.get(place as usize).is_some());
                out.push('·');
            }
        }
        out
    }

    #[test]
    fn words_are_divided_between_syllables() {
        for (text, expected) in [
            ("hyphenation", "hy·phen·ation"),
            ("extensive", "ex·ten·sive"),
            ("(computer),", "(com·puter),"),
            ("Beijing", "Bei·jing"),
            ("word", "word"),
            ("table", "table"),
            ("NATO", "NATO"),
            ("UNESCO", "UNESCO"),
            ("iPhone", "iPhone"),
            ("McDonald", "McDonald"),
            ("computer-aided", "computer-aided"),
            ("H2Oxygen", "H2Oxygen"),
            ("computer@example.com", "computer@example.com"),
            ("https://computer.example/extensive", "https://computer.example/extensive"),
            ("cafe\u{301}teria", "cafe\u{301}teria"),
            ("antidisestablishmentarianistically".repeat(2).as_str(), &"antidisestablishmentarianistically".repeat(2)),
        ] {
            assert_eq!(pieces(text, true), expected);
            assert_eq!(pieces(text, false), text, "only by option");
        }
    }

    #[test]
    fn a_soft_hyphen_is_the_writers_own() {
        assert_eq!(pieces("exten\u{AD}sive", false), "exten\u{AD}·sive");
        assert_eq!(pieces("exten\u{AD}sive", true), "exten\u{AD}·sive", "the writer's place and no other");
        assert_eq!(pieces("中\u{AD}文", true), "中文");
        assert_eq!(pieces("\u{AD}word\u{AD}", true), "word\u{AD}");
    }
}
