//! UAX #14. Unicode's test of line breaking is run on the base classes (`unicode-linebreak`), and every difference has
//! its reason; then on our units, where every difference has its place in standards A3.

use std::collections::BTreeMap;
use std::fs;

use banxin::shape::{CharClass, Passage, ShapedText, stub};
use unicode_linebreak::{BreakClass, break_property, linebreaks};

/// One line of the test: a text and the bytes where it may be broken.
struct Line {
    text: String,
    breaks: Vec<usize>,
}

fn lines() -> Vec<Line> {
    let book = fs::read_to_string("tests/data/LineBreakTest.txt").expect("Unicode's test");
    book.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

fn line(written: &str) -> Line {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for word in written.split_whitespace() {
        match word {
            "÷" => breaks.push(text.len()),
            "×" => {}
            code => {
                let code = u32::from_str_radix(code, 16).expect("hexadecimal");
                text.push(char::from_u32(code).expect("a character"));
            }
        }
    }
    Line { text, breaks }
}

fn class(ch: char) -> BreakClass {
    break_property(ch.into())
}

/// The characters on both sides of a byte, without what is attached to the left one.
fn sides(text: &str, at: usize) -> (char, char) {
    let attached = |ch: &char| matches!(class(*ch), BreakClass::CombiningMark | BreakClass::ZeroWidthJoiner);
    let left = text[..at].chars().rev().find(|ch| !attached(ch)).unwrap_or('\u{308}');
    (left, text[at..].chars().next().unwrap_or('\u{308}'))
}

/// Why the base classes differ from Unicode's test at a place.
fn reason(text: &str, at: usize) -> Option<&'static str> {
    use BreakClass::{
        CloseParenthesis, ClosePunctuation, EmojiModifier, InfixSeparator, Numeric, OpenPunctuation, Postfix, Prefix,
        Symbol,
    };
    let (left, right) = sides(text, at);
    Some(match (class(left), class(right)) {
        // The test is made with Example 7 of section 8.2 (numbers as a whole); the crate keeps LB25 as it stands.
        (InfixSeparator | Symbol, Numeric) => "LB25: a number begins with its digits",
        (ClosePunctuation | CloseParenthesis, Prefix | Postfix) => "LB25: a sign after a bracket",
        (Prefix | Postfix, OpenPunctuation) => "LB25: a sign before a bracket",
        // LB30 leaves out brackets of East Asian width since Unicode 13; the crate does not know widths.
        (_, OpenPunctuation) => "LB30: a wide bracket after a letter",
        // Unassigned pictographs are not in the crate's data.
        (_, EmojiModifier) => "LB30b: an unassigned picture and its modifier",
        _ => return None,
    })
}

/// Every difference of the base classes, counted.
const BASE: [(&str, usize); 5] = [
    ("LB25: a number begins with its digits", 16),
    ("LB25: a sign after a bracket", 8),
    ("LB25: a sign before a bracket", 10),
    ("LB30: a wide bracket after a letter", 24),
    ("LB30b: an unassigned picture and its modifier", 1),
];

#[test]
fn the_base_classes_are_those_of_unicode_15() {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let lines = lines();
    assert_eq!(lines.len(), 7654);
    for Line { text, breaks } in &lines {
        let got: Vec<usize> = linebreaks(text).map(|(at, _)| at).collect();
        for at in text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]) {
            if got.contains(&at) != breaks.contains(&at) {
                let reason = reason(text, at).unwrap_or_else(|| panic!("{text:?} differs at {at} without a reason"));
                *found.entry(reason).or_default() += 1;
            }
        }
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), BASE);
}

/// Where in standards A3 our units leave the base classes at a boundary.
fn tailoring(text: &ShapedText, unit: usize, opens: bool) -> Option<&'static str> {
    use CharClass::{Close, Conn, Dash2, Ell2, Han, Iter, Latin, Mid, Note, Num, Open, Pause, Sol, Stop, Stop2, Wsp};
    let (before, here) = (text.units[unit - 1].class, text.units[unit].class);
    let at = text.units[unit].text.start as usize;
    let (left, right) = sides(&text.text, at);
    let mark = |class| matches!(class, Open | Close | Pause | Stop | Stop2 | Mid | Note);
    let first = |unit: usize| text.text[text.units[unit].text.start as usize..].chars().next();
    let lone = |unit: usize| first(unit).is_some_and(|ch| class(ch) == BreakClass::CombiningMark);
    let ambiguous = |ch| matches!(class(ch), BreakClass::Ambiguous | BreakClass::Unknown | BreakClass::ComplexContext);
    Some(match (before, here) {
        (Wsp, _) | (_, Wsp) if !opens => "9: U+00A0 holds through the spaces beside it",
        (Iter, _) | (_, Iter) => "7: small kana are ID; only strict holds them, by the table",
        (Sol, _) | (_, Sol) => "5: / by the table of the level",
        (Dash2 | Conn, _) | (_, Dash2 | Conn) => "3, 4: dashes by the table of the level",
        (_, Ell2) | (Ell2, _) => "2: before …… by the table of the level",
        _ if mark(before) || mark(here) => "1, 4: brackets and marks by the table of the level",
        (Han, Han) if ambiguous(left) || ambiguous(right) => "4: AI is ID",
        (Han, Latin | Num) | (Latin | Num, Han) => "8: between Han and letters or digits",
        (Han, Han) if lone(unit - 1) || lone(unit) => "a combining mark on nothing is a character",
        _ => return None,
    })
}

/// Every place where our units leave the base classes, counted.
const TAILORED: [(&str, usize); 9] = [
    ("1, 4: brackets and marks by the table of the level", 114),
    ("2: before …… by the table of the level", 5),
    ("3, 4: dashes by the table of the level", 6),
    ("4: AI is ID", 30),
    ("5: / by the table of the level", 138),
    ("7: small kana are ID; only strict holds them, by the table", 116),
    ("8: between Han and letters or digits", 60),
    ("9: U+00A0 holds through the spaces beside it", 111),
    ("a combining mark on nothing is a character", 3),
];

#[test]
fn our_units_leave_the_base_classes_where_a3_says() {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for Line { text, .. } in lines() {
        let base: Vec<usize> = linebreaks(&text).map(|(at, _)| at).collect();
        let shaped = stub(&Passage::plain(&text));
        for (at, unit) in shaped.units.iter().enumerate().skip(1) {
            let start = unit.text.start as usize;
            let ours = unit.may_begin || unit.wished;
            if ours != base.contains(&start) {
                let why = tailoring(&shaped, at, ours);
                let why =
                    why.unwrap_or_else(|| panic!("{text:?} differs at {start} without a rule: {:?}", shaped.units));
                *found.entry(why).or_default() += 1;
            }
        }
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), TAILORED);
}

#[test]
fn the_tailoring_item_by_item() {
    // `|` where a line may begin before the level has its say; the base classes would have it as the comment says.
    for (item, text, expected) in [
        ("1 quotes by direction", "说“好”的", "说|“|好|”|的"),
        ("1 quotes of Latin text stay with it", "说 a “b” c 的", "说|a.␣|“b”.␣|c|的"),
        ("2 …… after Han", "好……的", "好|……|的"),
        ("2 never inside a pair", "…………", "……|……"),
        ("3 never inside ——", "好——的", "好|——|的"),
        ("4 · ～ － ／ are marks", "一·二～三－四／五", "一|·|二|～|三|－|四|／|五"),
        ("4 AI is ID", "①②§", "①|②|§"),
        ("5 / after a letter", "km/h", "km|/|h"),
        ("6 numbers and their signs", "￥5 $5 5% №5 1,250.5", "￥.5.␣|$.5.␣|5.%.␣|№.5.␣|1,250.5"),
        ("7 small kana", "きゃっ", "き|ゃ|っ"),
        ("8 Han and letters", "在A1国", "在|A1|国"),
        ("9 WJ, NBSP", "中\u{2060}文a\u{A0}b", "中.文|a.\u{A0}.b"),
        ("other brackets keep UAX #14", "中⟨文⟩中)文", "中|⟨.文.⟩|中.)|文"),
        ("ASCII marks beside Chinese ones", "（a）,（b）", "（|a|）.,|（|b|）"),
    ] {
        let shaped = stub(&Passage::plain(text));
        let mut drawn = String::new();
        for (at, unit) in shaped.units.iter().enumerate() {
            if at > 0 {
                drawn.push(if unit.may_begin || unit.wished { '|' } else { '.' });
            }
            let own = &shaped.text[unit.text.start as usize..unit.text.end as usize];
            drawn.push_str(if own == " " { "␣" } else { own });
        }
        assert_eq!(drawn, expected, "{item}");
    }
}
