//! Characters to composing units, and where a line may begin.
//!
//! Source: standards A1 (classes), A3 (UAX #14 tailoring list), A4 (unbreakable groups).

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::cells::cell;
use super::hyphenate::points;
use super::sign::{Char, Sign, clings, edges};
use super::western::{is_address, is_western, next_token, settle_quotes};
use super::{CharClass, Manner, Passage, Stand, Unit};
use crate::geom::{Em, PerMille, WritingMode};
use crate::style::{Mark, Role};

/// Who knows which face has a character.
pub(super) trait Finder {
    /// The face of a visible character in its role; a character without one becomes an empty em.
    fn face(&mut self, role: Role, ch: char) -> Option<u16>;
    /// A face that has the variant of a character that a selector asks for.
    fn variant(&mut self, role: Role, base: char, selector: char) -> Option<u16>;
}

/// Units whose widths and glyphs are still to come, and the characters they are made of.
#[derive(Default)]
pub(super) struct Draft {
    /// All characters.
    pub(super) chars: Vec<Char>,
    /// Units in order.
    pub(super) units: Vec<Unit>,
    /// Characters of each unit, by place in `chars`.
    pub(super) spans: Vec<Range<u32>>,
    /// How it is set.
    pub(super) manner: Manner,
    /// Selectors, by place in `chars`, whose variant no face has.
    pub(super) plain: Vec<u32>,
    /// Some word may be divided.
    pub(super) divided: bool,
    /// What the characters between the last unit and the next ask for.
    next: Wishes,
    /// Stretches to be combined, by bytes, the first still to come last.
    combined: Vec<Range<usize>>,
}

/// What invisible characters say of the next unit.
#[derive(Clone, Copy, Default)]
struct Wishes {
    /// No line begins at it.
    hold: bool,
    /// A line may begin at it in any case.
    wish: bool,
    /// No white comes before it.
    tight: bool,
}

/// Reads a paragraph.
pub(super) fn draft(passage: &Passage<'_>, base: Role, finder: &mut dyn Finder) -> Draft {
    let mut draft = Draft { manner: passage.manner, ..Draft::default() };
    draft.read(passage, base, finder);
    let count = draft.chars.len();
    draft.units.reserve_exact(count);
    draft.spans.reserve_exact(count);
    if passage.manner.writing == WritingMode::Vertical {
        let combined = |mark: &&(Range<usize>, Mark)| mark.1 == Mark::Combined;
        draft.combined = passage.marks.iter().rev().filter(combined).map(|mark| mark.0.clone()).collect();
    }
    let mut at = 0;
    while at < count {
        at = draft.step(at);
    }
    draft
}

/// Joiners and selectors, which no face need have.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200C}' | '\u{200D}' | '\u{34F}' | '\u{E0000}'..='\u{E0FFF}') || is_selector(ch)
}

/// Variation selectors.
fn is_selector(ch: char) -> bool {
    matches!(ch, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Asks for a character as text or as a picture: a face of a newspaper has one form for both.
fn is_presentation(selector: char) -> bool {
    matches!(selector, '\u{FE0E}' | '\u{FE0F}')
}

/// A place in a paragraph as stored.
///
/// # Panics
/// On paragraphs of 4 GB, which no story can be.
fn index(place: usize) -> u32 {
    u32::try_from(place).expect("a paragraph is shorter than 4 GB")
}

impl Draft {
    fn read(&mut self, passage: &Passage<'_>, base: Role, finder: &mut dyn Finder) {
        let mut chars: Vec<Char> = Vec::with_capacity(passage.text.len() / 3 + 8);
        let mut breaks = linebreaks(passage.text).map(|(byte, _)| byte).peekable();
        let mut runs = passage.runs.iter().peekable();
        let mut quotes = false;
        for (byte, ch) in passage.text.char_indices() {
            while runs.next_if(|run| run.0.end <= byte).is_some() {}
            let role = runs.peek().filter(|run| run.0.start <= byte).map_or(base, |run| run.1);
            let breaks = breaks.next_if_eq(&byte).is_some();
            let mut sign = Sign::of(ch);
            quotes |= matches!(sign, Sign::Quote(_));
            let face = match sign {
                Sign::Wish | Sign::Join | Sign::Mute | Sign::Soft => None,
                Sign::Attached if is_selector(ch) => self.select(&mut chars, role, ch, finder),
                Sign::Attached if is_invisible(ch) => chars.last().and_then(|last| last.face),
                Sign::Space | Sign::Tie | Sign::Fixed(_) => finder.face(role, ' '),
                _ => {
                    let found = finder.face(role, ch);
                    if found.is_none() && !matches!(sign, Sign::One(CharClass::IdSp)) {
                        sign = Sign::One(CharClass::Han);
                    }
                    found
                }
            };
            chars.push(Char { at: index(byte), ch, sign, breaks, role, face });
        }
        if quotes {
            settle_quotes(&mut chars);
        }
        self.chars = chars;
    }

    /// A variation selector: the character before it goes to a face that has the variant. Where none has, it stays
    /// as it is and is reported.
    fn select(&mut self, chars: &mut [Char], role: Role, selector: char, finder: &mut dyn Finder) -> Option<u16> {
        let place = index(chars.len());
        let base = chars.last_mut()?;
        base.face?;
        if let Some(face) = finder.variant(role, base.ch, selector) {
            base.face = Some(face);
        } else if !is_presentation(selector)
            && !matches!(base.sign, Sign::Attached | Sign::Space | Sign::Tie | Sign::Fixed(_))
        {
            self.plain.push(place);
        }
        base.face
    }

    /// Makes the unit or units that begin with the character `at`; gives the character after them.
    fn step(&mut self, at: usize) -> usize {
        if !self.combined.is_empty()
            && let Some(end) = self.combine(at)
        {
            return end;
        }
        let char = self.chars[at];
        match char.sign {
            Sign::One(class) => self.group(class, at, 1),
            Sign::Digit | Sign::Letter | Sign::Prefix | Sign::Postfix(_) | Sign::Slash => self.western(at),
            Sign::Dash => self.pairs(at, CharClass::Dash2, CharClass::Conn),
            Sign::Dots => self.pairs(at, CharClass::Ell2, CharClass::Ell2),
            Sign::Bang => self.bangs(at),
            Sign::Space => self.space(at),
            Sign::Tie => {
                self.next.hold = true;
                self.push(CharClass::Wsp, at, at + 1);
                self.next.hold = true;
                at + 1
            }
            Sign::Fixed(holds) => {
                self.push(CharClass::IdSp, at, at + 1);
                self.next.hold |= holds;
                self.next.tight = holds;
                at + 1
            }
            Sign::Attached => self.attach(at),
            // settle_quotes leaves none; a bracket is the safe reading.
            Sign::Quote(true) => self.group(CharClass::Open, at, 1),
            Sign::Quote(false) => self.group(CharClass::Close, at, 1),
            Sign::Wish => {
                self.next.wish = true;
                at + 1
            }
            Sign::Join => {
                self.next.hold = true;
                at + 1
            }
            Sign::Mute | Sign::Soft => at + 1,
        }
    }

    /// 纵中横 by the writer's mark: all that he marked is one unit.
    fn combine(&mut self, at: usize) -> Option<usize> {
        let byte = self.chars[at].at as usize;
        while self.combined.last().is_some_and(|range| range.end <= byte) {
            self.combined.pop();
        }
        let range = self.combined.last().filter(|range| range.start <= byte)?;
        let length = self.chars[at..].iter().take_while(|char| (char.at as usize) < range.end).count();
        self.push(CharClass::Han, at, at + length);
        if let Some(unit) = self.units.last_mut() {
            unit.stand = Stand::Combined;
        }
        Some(at + length)
    }

    /// How many characters from `at` on have this sign.
    fn run(&self, at: usize, sign: Sign) -> usize {
        self.chars[at..].iter().take_while(|char| char.sign == sign).count()
    }

    /// One unit of `length` characters and what is attached to the last.
    fn group(&mut self, class: CharClass, at: usize, length: usize) -> usize {
        let end = at + length + self.run(at + length, Sign::Attached);
        self.push(class, at, end);
        end
    }

    /// —— and ……: pairs from the left (A1); what is left over stands alone.
    fn pairs(&mut self, at: usize, pair: CharClass, single: CharClass) -> usize {
        let alike = self.chars[at..].iter().take_while(|char| char.ch == self.chars[at].ch).take(2).count();
        if alike == 2 { self.group(pair, at, 2) } else { self.group(single, at, 1) }
    }

    /// ！？ in runs of two or three (GB/T 15834 5.1.2); a longer run is made of such runs.
    fn bangs(&mut self, at: usize) -> usize {
        // Four are enough to know: looking further would read a long run again for each pair.
        let count = self.chars[at..].iter().take(4).take_while(|char| char.sign == Sign::Bang).count();
        let vertical = self.manner.writing == WritingMode::Vertical;
        match count {
            1 => self.group(CharClass::Stop, at, 1),
            // Two stand side by side in a vertical line, the third below them.
            3 if vertical => {
                let end = self.group(CharClass::Stop2, at, 2);
                (self.next.hold, self.next.tight) = (true, true);
                end
            }
            3 => self.group(CharClass::Stop2, at, 3),
            _ => self.group(CharClass::Stop2, at, 2),
        }
    }

    /// Latin text up to the next space, Chinese character or change of role.
    fn western(&mut self, at: usize) -> usize {
        let first = self.chars[at];
        // What the writer combines is no part of the word before it.
        let limit = self.combined.last().map_or(u32::MAX, |range| index(range.start));
        let of_run = |char: &&Char| {
            char.role == first.role
                && (char.at < limit || char.at == first.at)
                && (is_western(char.sign)
                    || char.sign == Sign::Soft
                    || char.sign == Sign::Attached && char.face.is_some())
        };
        let end = at + self.chars[at..].iter().take_while(of_run).count();
        let address = is_address(&self.chars[at..end]);
        // The end of the stretch before, if only the role changed: a number and its sign are one (A4).
        let mut before = self.units.last().filter(|unit| unit.text.end == first.at).map(|unit| unit.class);
        let mut start = at;
        while start < end {
            let token = next_token(&self.chars[start..end], before, address);
            let next = start + token.length;
            let breaks = token.breaks && start > at && !self.next.hold;
            if token.class == CharClass::Latin && !address {
                self.word(start, next);
            } else {
                self.push(token.class, start, next);
            }
            if breaks
                && edges(self.chars[start].ch).0
                && let Some(unit) = self.units.last_mut()
            {
                unit.may_begin = true;
            }
            (start, before) = (next, Some(token.class));
        }
        end
    }

    /// A word, in pieces where it may be divided.
    fn word(&mut self, start: usize, end: usize) {
        let points = points(&self.chars[start..end], self.manner.hyphenate);
        let mut from = start;
        self.divided |= !points.is_empty();
        for point in points {
            self.push(CharClass::Latin, from, start + point);
            if let Some(unit) = self.units.last_mut() {
                unit.hyphen = Some(0);
                unit.may_begin |= from > start;
            }
            from = start + point;
        }
        self.push(CharClass::Latin, from, end);
        if from > start
            && let Some(unit) = self.units.last_mut()
        {
            unit.may_begin = true;
        }
    }

    /// Spaces between Latin text are one word space; beside Chinese they are dropped (A1, A6).
    fn space(&mut self, at: usize) -> usize {
        let end = at + self.run(at, Sign::Space);
        let western_before = self.units.last().is_some_and(|unit| unit.class.is_western());
        let western_after = self.chars.get(end).is_some_and(|char| is_western(char.sign));
        if western_before && western_after {
            self.push(CharClass::Wsp, at, end);
        }
        end
    }

    /// A mark on the character before it; on nothing it stands alone.
    fn attach(&mut self, at: usize) -> usize {
        let (start, end) = (self.chars[at].at, self.end_of(at));
        match (self.units.last_mut(), self.spans.last_mut()) {
            (Some(unit), Some(span)) if unit.text.end == start => {
                unit.text.end = end;
                span.end += 1;
                at + 1
            }
            _ if is_invisible(self.chars[at].ch) => at + 1,
            _ => {
                self.push(CharClass::Han, at, at + 1);
                at + 1
            }
        }
    }

    /// The byte after the character `at`.
    fn end_of(&self, at: usize) -> u32 {
        self.chars[at].at + index(self.chars[at].ch.len_utf8())
    }

    /// Adds the unit of the characters `start..end`.
    fn push(&mut self, class: CharClass, start: usize, end: usize) {
        let text = self.chars[start].at..self.end_of(end - 1);
        let wishes = std::mem::take(&mut self.next);
        let touches = |before: &Unit| before.text.end == text.start && joins(before.class, class) && !class.is_space();
        let joined = wishes.tight || self.units.last().is_some_and(touches);
        let cell = cell(class, self.chars[start].ch, end - start, self.manner);
        let may_begin = self.may_begin(class, start) && !wishes.hold;
        self.units.push(Unit {
            class,
            lead: cell.lead,
            body: Em::ZERO,
            trail: cell.trail,
            text,
            glyphs: 0..0,
            role: self.chars[start].role,
            may_begin,
            joined,
            wished: wishes.wish,
            stand: Stand::Upright,
            scale: PerMille::FULL,
            hyphen: None,
        });
        self.spans.push(index(start)..index(end));
    }

    /// The tailoring of A3: beside a Chinese mark the tables of `compose` decide; between Latin text
    /// UAX #14; between Han and words or numbers a line may always begin.
    fn may_begin(&self, class: CharClass, start: usize) -> bool {
        let Some(before) = self.units.last() else { return true };
        let here = self.chars[start];
        if class.is_space() || class == CharClass::Note {
            return false;
        }
        let of_unit = |span: &Range<u32>| &self.chars[span.start as usize..span.end as usize];
        let body = |chars: &[Char]| chars.iter().rev().find(|char| char.sign != Sign::Attached).map(|char| char.ch);
        let last = || self.spans.last().map(of_unit).and_then(body).unwrap_or(here.ch);
        let plain = |class: CharClass| class.is_western() || class == CharClass::Han;
        let free = match (before.class, class) {
            (CharClass::Han, CharClass::Latin | CharClass::Num) => here.breaks || here.ch.is_alphanumeric(),
            (CharClass::Latin | CharClass::Num, CharClass::Han) => here.breaks || last().is_alphanumeric(),
            (CharClass::Han, CharClass::Han) => here.breaks || !clings(here.ch),
            (before, class) if plain(before) && plain(class) => return here.breaks,
            _ => true,
        };
        // What the tables of `compose` do not know: brackets of other scripts, and ASCII marks beside Chinese ones.
        let begins = |class| !matches!(class, CharClass::Han | CharClass::Latin) || edges(here.ch).0;
        let ends = |class| !matches!(class, CharClass::Han | CharClass::Latin) || edges(last()).1;
        free && (here.breaks || begins(class) && ends(before.class))
    }
}

/// Whether units of these classes that touch are of one piece.
fn joins(before: CharClass, class: CharClass) -> bool {
    let of_word = |class: CharClass| class.is_western() && class != CharClass::Wsp || class == CharClass::Sol;
    class == CharClass::Note || of_word(before) && of_word(class) && !(before == CharClass::Sol && class == before)
}

#[cfg(test)]
mod tests {
    use crate::shape::{CharClass, Passage, stub};

    /// Units with `|` where a line may begin by UAX #14 as tailored, before the levels of A3.
    fn drawn(text: &str) -> String {
        let text = stub(&Passage::plain(text));
        let mut out = String::new();
        for (at, unit) in text.units.iter().enumerate() {
            if at > 0 {
                out.push(if unit.may_begin { '|' } else { '.' });
            }
            out.push_str(&text.text[unit.text.start as usize..unit.text.end as usize]);
        }
        out
    }

    #[test]
    fn opportunities_before_the_levels() {
        for (text, expected) in [
            ("COVID-19疫", "COVID-19|疫"),
            ("2025年", "2025|年"),
            ("增3.5%的", "增|3.5.%|的"),
            ("US$5元", "US.$.5|元"),
            ("to be", "to. |be"),
            ("a\u{A0}b", "a.\u{A0}.b"),
            ("中\u{2060}文", "中.文"),
            ("well-known", "well-|known"),
            ("①②中A", "①|②|中|A"),
            ("x@y.cn好", "x@|y.|cn|好"),
            ("5km/h快", "5km|/|h|快"),
            ("说(好)的", "说|(.好.)|的"),
            ("中,文", "中.,|文"),
            ("平方米²的", "平|方|米.²|的"),
        ] {
            assert_eq!(drawn(text), expected);
        }
    }

    #[test]
    fn classes_need_neighbours() {
        let classes = |text: &str| stub(&Passage::plain(text)).units.iter().map(|unit| unit.class).collect::<Vec<_>>();
        assert_eq!(classes("——"), [CharClass::Dash2]);
        assert_eq!(classes("———"), [CharClass::Dash2, CharClass::Conn]);
        assert_eq!(classes("…………"), [CharClass::Ell2, CharClass::Ell2]);
        assert_eq!(classes("！！！！！"), [CharClass::Stop2, CharClass::Stop2]);
        assert_eq!(classes("100%"), [CharClass::Num, CharClass::Postfix]);
        assert_eq!(classes("“a”"), [CharClass::Latin]);
        assert_eq!(classes("“好”"), [CharClass::Open, CharClass::Han, CharClass::Close]);
        assert_eq!(classes("“iPhone”是"), [CharClass::Open, CharClass::Latin, CharClass::Close, CharClass::Han]);
    }

    #[test]
    fn the_edges_of_a_paragraph_have_no_spaces() {
        assert_eq!(drawn(" to be "), "to. |be");
        assert!(stub(&Passage::plain(" \u{200B}\u{2060}\t")).units.is_empty());
    }
}
