//! Repair of typed copy by declared rules; the table stands in the README of this room.
//!
//! Every rule looks only at the characters and their neighbours, never at their history, and the rules run until
//! none has anything left to do: so a repaired text is never repaired again.

use std::sync::Arc;

use super::inline::Char;
use super::model::{Repair, RepairKind};
use super::normal::composed;
use crate::diag::{Source, Span};

/// Whether a character is of a script that is set solid: ideographs, kana, Hangul, 〇 and 々.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30FA}'
        | '\u{30FC}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Marks that only Chinese text has.
fn is_chinese_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '（' | '）' | '．'
        | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301B}' | '　' | '［' | '］' | '｛' | '｝' | '～' | '￥' | '％')
}

/// Whether this neighbour makes a place Chinese.
fn is_chinese(c: char) -> bool {
    is_han(c) || is_chinese_mark(c)
}

/// Marks that Chinese and Latin text share: what stands beyond them decides.
fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '"' | ' ' | ',' | ':' | ';' | '?' | '!')
}

/// White that may vanish. U+3000 is not among it: it is typed on purpose, in heads and between names.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}')
}

/// Whether a character belongs to the one before it: variation selectors (UTS #37, Unicode 23.4), combining marks. A
/// repair looks past it, changes nothing that bears one, and takes nothing out that would give it to another.
pub(super) fn is_attached(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character takes no place: what stands beyond it decides. U+200B allows a break, U+2060 forbids one,
/// U+200C and U+200D part and join letters; all four are kept.
fn is_passed_over(c: char) -> bool {
    is_attached(c) || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\n')
}

/// The repaired characters with what was done, and the straight quotes and brackets that have no partner.
pub(super) struct Repaired {
    pub(super) chars: Vec<Char>,
    pub(super) repairs: Vec<Repair>,
    /// Places of straight quotes that could not be paired.
    pub(super) lone_quotes: Vec<usize>,
    /// Places of brackets that could not be paired.
    pub(super) lone_brackets: Vec<usize>,
}

/// Repairs one paragraph, head line or caption.
pub(super) fn repair(source: &Arc<Source>, chars: Vec<Char>) -> Repaired {
    let mut bench = Bench { source, chars, repairs: Vec::new(), lone_quotes: Vec::new(), lone_brackets: Vec::new() };
    bench.widths();
    bench.newlines();
    bench.forms();
    // Each round can only lower the number of half-width marks, spaces and foreign dots, so this ends; in practice
    // the second round finds nothing.
    loop {
        let before = bench.repairs.len();
        bench.quotes();
        bench.brackets();
        bench.marks();
        bench.spaces();
        bench.dots();
        if bench.repairs.len() == before {
            break;
        }
    }
    let Bench { chars, repairs, lone_quotes, lone_brackets, .. } = bench;
    Repaired { chars, repairs, lone_quotes, lone_brackets }
}

struct Bench<'a> {
    source: &'a Arc<Source>,
    chars: Vec<Char>,
    repairs: Vec<Repair>,
    lone_quotes: Vec<usize>,
    lone_brackets: Vec<usize>,
}

impl Bench<'_> {
    fn c(&self, at: usize) -> char {
        self.chars[at].c
    }

    /// The character before a place, past what takes none.
    fn before(&self, at: usize) -> Option<char> {
        self.chars[..at].iter().rev().map(|char| char.c).find(|&c| !is_passed_over(c))
    }

    /// Whether the character at a place bears a selector or a combining mark.
    fn bears(&self, at: usize) -> bool {
        self.chars.get(at + 1).is_some_and(|next| is_attached(next.c))
    }

    /// The normal form NFC.
    fn forms(&mut self) {
        let (chars, changed) = composed(std::mem::take(&mut self.chars));
        self.chars = chars;
        changed.into_iter().for_each(|at| self.note(RepairKind::Form, at));
    }

    fn note(&mut self, kind: RepairKind, at: usize) {
        let start = self.chars[at].at;
        let length = self.source.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.repairs.push(Repair { kind, span: Span::new(self.source, start..start + length) });
    }

    fn change(&mut self, kind: RepairKind, at: usize, to: char) {
        self.note(kind, at);
        self.chars[at].c = to;
    }

    /// Takes out the characters for which `out` holds.
    fn remove(&mut self, out: &[(usize, RepairKind)]) {
        for &(at, kind) in out {
            self.note(kind, at);
        }
        let mut gone = out.iter().map(|&(at, _)| at).peekable();
        let mut at = 0;
        self.chars.retain(|_| {
            let drop = gone.next_if_eq(&at).is_some();
            at += 1;
            !drop
        });
    }

    /// Full-width letters and digits → ASCII (standards A1). Full-width marks keep their width.
    fn widths(&mut self) {
        for at in 0..self.chars.len() {
            let c = self.c(at);
            if matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
                && let Some(narrow) = char::from_u32(u32::from(c) - 0xFEE0)
            {
                self.change(RepairKind::Width, at, narrow);
            }
        }
    }

    /// A newline beside Chinese vanishes; any other, and a tab, becomes a space, which the rule for
    /// spaces then judges. White at both ends of the paragraph goes.
    fn newlines(&mut self) {
        let sides = self.sides();
        let mut out = Vec::new();
        for at in 0..self.chars.len() {
            match self.c(at) {
                '\n' if sides.near(at) && !self.bears(at) => out.push((at, RepairKind::Newline)),
                '\n' => self.change(RepairKind::Newline, at, ' '),
                '\t' => self.change(RepairKind::Space, at, ' '),
                _ => {}
            }
        }
        self.remove(&out);
        let white = |at: usize| (is_space(self.c(at)) || self.c(at) == '\u{3000}') && !self.bears(at);
        let head = (0..self.chars.len()).take_while(|&at| white(at)).count();
        let tail = (head..self.chars.len()).rev().take_while(|&at| white(at)).count();
        let last = self.chars.len() - tail;
        let ends: Vec<_> = (0..head).chain(last..self.chars.len()).map(|at| (at, RepairKind::Space)).collect();
        self.remove(&ends);
    }

    /// Straight quotes pair up. An apostrophe inside a Latin word, and a single quote far from Chinese, stay.
    fn quotes(&mut self) {
        self.lone_quotes.clear();
        let all = vec![true; self.chars.len()];
        self.pair_quotes(['"', '“', '”'], &all);
        let sides = self.sides();
        let latin =
            |at: Option<usize>| at.and_then(|at| self.chars.get(at)).is_some_and(|char| char.c.is_ascii_alphanumeric());
        let quote = |at: usize| !(latin(at.checked_sub(1)) || latin(Some(at + 1))) || sides.near(at);
        let single: Vec<bool> = (0..self.chars.len()).map(quote).collect();
        self.pair_quotes(['\'', '‘', '’'], &single);
    }

    /// Turns the straight quotes for which `counts` holds; the state of quotes that are turned already goes along.
    fn pair_quotes(&mut self, [straight, open, close]: [char; 3], counts: &[bool]) {
        let mut turned = Vec::new();
        let mut opened: Option<usize> = None;
        for (at, counts) in counts.iter().enumerate() {
            let c = self.c(at);
            if c == open {
                opened = Some(at);
            } else if c == close {
                opened = None;
            } else if c == straight && *counts {
                turned.push((at, if opened.is_some() { close } else { open }));
                opened = if opened.is_some() { None } else { Some(at) };
            }
        }
        // An opener without its closer: which of them is the odd one cannot be known, so none is turned.
        if let Some(lone) = opened.filter(|&at| self.c(at) == straight) {
            self.lone_quotes.push(self.chars[lone].at);
            return;
        }
        for (at, quote) in turned {
            self.change(RepairKind::Quote, at, quote);
        }
    }

    /// A pair of brackets is full-width as a pair: if Chinese stands before it, after it or in it, or if one of
    /// the two already is.
    fn brackets(&mut self) {
        self.lone_brackets.clear();
        let sides = self.sides();
        let mut open: Vec<usize> = Vec::new();
        let mut pairs = Vec::new();
        for at in 0..self.chars.len() {
            match self.c(at) {
                '(' | '（' => open.push(at),
                ')' | '）' => match open.pop() {
                    Some(start) => pairs.push((start, at)),
                    None => self.lone_brackets.push(self.chars[at].at),
                },
                _ => {}
            }
        }
        self.lone_brackets.extend(open.iter().map(|&at| self.chars[at].at));
        let chinese: Vec<usize> = self.running_count(is_han);
        for (start, end) in pairs {
            let half = self.c(start) == '(' || self.c(end) == ')';
            let mixed = self.c(start) == '（' || self.c(end) == '）';
            let near = sides.left_chinese(start) || sides.right_chinese(end) || chinese[end] > chinese[start];
            if half && (mixed || near) {
                for (at, half, full) in [(start, '(', '（'), (end, ')', '）')] {
                    if self.c(at) == half {
                        self.change(RepairKind::Mark, at, full);
                    }
                }
            }
        }
    }

    /// How many characters before each place `counts` holds for.
    fn running_count(&self, counts: fn(char) -> bool) -> Vec<usize> {
        let mut total = 0;
        let mut running = Vec::with_capacity(self.chars.len() + 1);
        for char in &self.chars {
            running.push(total);
            total += usize::from(counts(char.c));
        }
        running.push(total);
        running
    }

    /// `, : ; ? !` beside Chinese become full-width; not between two digits (3,000 and 10:30).
    fn marks(&mut self) {
        const FULL: [(char, char); 5] = [(',', '，'), (':', '：'), (';', '；'), ('?', '？'), ('!', '！')];
        let sides = self.sides();
        for at in 0..self.chars.len() {
            let Some((_, full)) = FULL.iter().find(|(half, _)| *half == self.c(at)) else { continue };
            let digit =
                |at: Option<usize>| at.and_then(|at| self.chars.get(at)).is_some_and(|char| char.c.is_ascii_digit());
            let between_digits = digit(at.checked_sub(1)) && digit(Some(at + 1));
            if !between_digits && sides.near(at) && !self.bears(at) {
                self.change(RepairKind::Mark, at, *full);
            }
        }
    }

    /// Spaces beside Chinese vanish, and around the hyphen of a range of numbers; several others become one.
    fn spaces(&mut self) {
        let sides = self.sides();
        let mut out = Vec::new();
        for at in (0..self.chars.len()).filter(|&at| is_space(self.c(at))) {
            let doubled = at > 0 && is_space(self.c(at - 1));
            if (doubled || sides.near(at) || self.in_range_of_numbers(at)) && !self.bears(at) {
                out.push((at, RepairKind::Space));
            }
        }
        self.remove(&out);
    }

    /// `17 -18日`: the space at `at` stands beside a hyphen between two numbers, with Han before or after them.
    fn in_range_of_numbers(&self, at: usize) -> bool {
        let is = |at: usize, test: fn(char) -> bool| self.chars.get(at).is_some_and(|char| test(char.c));
        let (mut left, mut right) = (at, at);
        while left > 0 && is(left - 1, is_space_or_hyphen) {
            left -= 1;
        }
        while is(right + 1, is_space_or_hyphen) {
            right += 1;
        }
        let hyphens = (left..=right).filter(|&at| self.c(at) == '-').count();
        let digits = left > 0 && is(left - 1, |c| c.is_ascii_digit()) && is(right + 1, |c| c.is_ascii_digit());
        if hyphens != 1 || !digits {
            return false;
        }
        let numeric = |c: char| c.is_ascii_digit() || c == '.';
        let before = self.chars[..left].iter().rev().find(|char| !numeric(char.c));
        let after = self.chars[right + 1..].iter().find(|char| !numeric(char.c));
        before.is_some_and(|char| is_chinese(char.c)) || after.is_some_and(|char| is_chinese(char.c))
    }

    /// Dots of other systems between Han characters → · (standards A1).
    fn dots(&mut self) {
        for at in 1..self.chars.len().saturating_sub(1) {
            let foreign = matches!(self.c(at), '\u{30FB}' | '\u{2022}' | '\u{2027}');
            if foreign && !self.bears(at) && self.before(at).is_some_and(is_han) && is_han(self.c(at + 1)) {
                self.change(RepairKind::Dot, at, '·');
            }
        }
    }

    /// For each place, what stands to its left and right beyond shared marks.
    fn sides(&self) -> Sides {
        let mut left = Vec::with_capacity(self.chars.len());
        let mut seen = false;
        for char in &self.chars {
            left.push(seen);
            if !is_shared(char.c) && !is_passed_over(char.c) {
                seen = is_chinese(char.c);
            }
        }
        let mut right = vec![false; self.chars.len()];
        seen = false;
        for (at, char) in self.chars.iter().enumerate().rev() {
            right[at] = seen;
            if !is_shared(char.c) && !is_passed_over(char.c) {
                seen = is_chinese(char.c);
            }
        }
        Sides { left, right }
    }
}

fn is_space_or_hyphen(c: char) -> bool {
    is_space(c) || c == '-'
}

/// Whether Chinese stands on each side of each character.
struct Sides {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Sides {
    fn left_chinese(&self, at: usize) -> bool {
        self.left[at]
    }

    fn right_chinese(&self, at: usize) -> bool {
        self.right[at]
    }

    /// On either side.
    fn near(&self, at: usize) -> bool {
        self.left[at] || self.right[at]
    }
}

/// Places where copy should be looked at although nothing is changed: `...`, `--`, `.` after a Han character.
pub(super) fn suspicious(chars: &[Char]) -> Vec<(usize, Suspicion)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].c;
        let run = chars[at..].iter().take_while(|char| char.c == c).count();
        let after_han =
            chars[..at].iter().rev().find(|char| !is_passed_over(char.c)).is_some_and(|char| is_han(char.c));
        match (c, run) {
            ('.', 3..) | ('-', 2..) => found.push((at, Suspicion::Dots(run))),
            ('.', 1) if after_han => found.push((at, Suspicion::Stop)),
            _ => {}
        }
        at += run;
    }
    found
}

/// What looks wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// So many full stops or hyphens in a row.
    Dots(usize),
    /// An ASCII full stop after a Han character.
    Stop,
}

/// Characters that cannot be printed and are left out: controls, marks of direction, invisible operators of
/// formulas, what annotates or tags text in interchange (Unicode 23.2 to 23.9). Kept are U+200B to U+200D, U+2060,
/// variation selectors and U+00AD, which mean something in a line.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c,
            '\u{61C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Leaves out control and direction characters; gives how many, and the place of the first.
pub(super) fn without_controls(chars: Vec<Char>) -> (Vec<Char>, Option<(usize, usize)>) {
    let first = chars.iter().find(|char| is_control(char.c)).map(|char| char.at);
    let count = chars.iter().filter(|char| is_control(char.c)).count();
    let kept = chars.into_iter().filter(|char| !is_control(char.c)).collect();
    (kept, first.map(|at| (count, at)))
}

/// Line ends of other systems → one newline: CR LF, CR, the line and paragraph separators, vertical tab, form feed.
pub(super) fn line_ends(chars: Vec<Char>) -> Vec<Char> {
    let mut out: Vec<Char> = Vec::with_capacity(chars.len());
    let mut last = ' ';
    for char in chars {
        let ends = matches!(char.c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}');
        if ends && !(char.c == '\n' && last == '\r') {
            out.push(Char { c: '\n', ..char });
        } else if !ends {
            out.push(char);
        }
        last = char.c;
    }
    out
}
