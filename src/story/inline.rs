//! The text of one paragraph: characters that remember their place, and the marks of light Markdown.
//! Bracketed spans are read by `spans`; the characters carry them through the repairs.

use std::ops::Range;
use std::sync::Arc;

use super::model::Inline;
use super::repair::is_attached;
use super::spans::{self, Wrong};
use crate::desk::Problems;
use crate::diag::{Diagnostic, Source, Span, rules};
use crate::style::{Mark, Role};

/// Most marks that one character can have: one span in another.
const DEPTH: usize = 2;

/// A character with the byte of the source from which it comes, and its role (`Body` is plain).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Char {
    pub(super) c: char,
    pub(super) at: usize,
    pub(super) role: Role,
    /// The marks of the spans around it, outer first: places in [`Marked::marks`] from 1; 0 is none.
    pub(super) spans: [u32; DEPTH],
}

impl Char {
    /// A plain character.
    pub(super) fn plain(c: char, at: usize) -> Self {
        Self { c, at, role: Role::Body, spans: [0; DEPTH] }
    }
}

/// Characters without their markup, and the marks that they name.
pub(super) struct Marked {
    pub(super) chars: Vec<Char>,
    pub(super) marks: Vec<Mark>,
}

/// Gives an [`Inline`] to characters: joins their text, gathers their roles and marks, notes where their places jump.
pub(super) fn inline(chars: &[Char], marks: Vec<Mark>, span: Span) -> Inline {
    let mut text = String::new();
    let mut runs: Vec<(Range<usize>, Role)> = Vec::new();
    let mut origin: Vec<(usize, usize)> = Vec::new();
    for char in chars {
        let start = text.len();
        let expected = origin.last().map(|&(byte, source)| source + start - byte);
        if expected != Some(char.at) {
            origin.push((start, char.at));
        }
        text.push(char.c);
        match runs.last_mut() {
            Some((range, role)) if *role == char.role && range.end == start => range.end = text.len(),
            _ if char.role == Role::Body => {}
            _ => runs.push((start..text.len(), char.role)),
        }
    }
    Inline { marks: ranges(chars, marks), text, runs, origin, span }
}

/// Where each mark reaches. Repairs take characters out and never move them, so those of a span stay together.
fn ranges(chars: &[Char], marks: Vec<Mark>) -> Vec<(Range<usize>, Mark)> {
    let mut found: Vec<Option<Range<usize>>> = vec![None; marks.len()];
    let mut start = 0;
    for char in chars {
        let end = start + char.c.len_utf8();
        for place in char.spans.iter().filter_map(|&span| span.checked_sub(1)) {
            let range = found[place as usize].get_or_insert(start..end);
            range.end = end;
        }
        start = end;
    }
    let mut marks: Vec<_> = found.into_iter().zip(marks).filter_map(|(range, mark)| Some((range?, mark))).collect();
    // Of marks that begin together the outer is first.
    marks.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    marks
}

/// The characters of `range` as they stand, for text in which nothing is a mark.
pub(super) fn plain(source: &Source, range: Range<usize>) -> Vec<Char> {
    let text = &source.text[range.clone()];
    text.char_indices().map(|(at, c)| Char::plain(c, range.start + at)).collect()
}

/// Reads the marks of light Markdown: `**bold**`, `*emphasis*`, `[spans]{.dot}`, a backslash before punctuation.
/// All other marks of Markdown are reported and stay in the text.
pub(super) fn marked(source: &Arc<Source>, chars: &[Char], problems: &Problems) -> Marked {
    let out = Marked { chars: Vec::with_capacity(chars.len()), marks: Vec::new() };
    let (partners, within) = (spans::partners(chars), Vec::new());
    let mut marks = Marks { source, chars, out, open: None, partners, within, problems };
    let mut at = 0;
    while at < chars.len() {
        at = marks.step(at);
    }
    marks.close();
    marks.out
}

/// An open `*` or `**`: the role that it gives, and its place.
struct Open {
    role: Role,
    at: usize,
}

/// An open span.
struct Within {
    /// Places of its `[`, `]` and `}`.
    start: usize,
    close: usize,
    end: usize,
    /// Its marks in [`Marked::marks`].
    marks: Range<usize>,
    /// How many characters had come before it.
    before: usize,
}

struct Marks<'a> {
    source: &'a Arc<Source>,
    chars: &'a [Char],
    out: Marked,
    open: Option<Open>,
    /// For each `[` of a span its `]`.
    partners: Vec<Option<usize>>,
    /// The spans that are open, outer first.
    within: Vec<Within>,
    problems: &'a Problems,
}

impl Marks<'_> {
    /// Reads the character at `at` with what belongs to it; gives the place of the next.
    fn step(&mut self, at: usize) -> usize {
        match self.chars[at].c {
            // A backslash takes the meaning from ASCII punctuation, as in Markdown; elsewhere it is itself.
            '\\' if self.peek(at + 1).is_some_and(|c| c.is_ascii_punctuation()) => {
                self.push(at + 1);
                at + 2
            }
            '*' if self.peek(at + 1) == Some('*') => self.star(at, 2),
            '*' => self.star(at, 1),
            '[' if let Some(close) = self.partners[at] => self.open_span(at, close),
            ']' if self.within.last().is_some_and(|span| span.close == at) => self.close_span(at),
            '{' if spans::says_something(self.chars, at) => self.stray(at),
            _ => {
                // What is refused stays in the text as it stands.
                let length = self.foreign(at).unwrap_or(1);
                (at..at + length).for_each(|at| self.push(at));
                at + length
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|char| char.c)
    }

    fn push(&mut self, at: usize) {
        let role = self.open.as_ref().map_or(Role::Body, |open| open.role);
        let mut spans = [0; DEPTH];
        let open = self.within.iter().flat_map(|span| span.marks.clone());
        for (slot, mark) in spans.iter_mut().zip(open) {
            *slot = u32::try_from(mark + 1).unwrap_or_default();
        }
        self.out.chars.push(Char { role, spans, ..self.chars[at] });
    }

    /// `[` of a span whose `]` is at `close`; gives the place after it. A span that is wrong marks nothing.
    fn open_span(&mut self, at: usize, close: usize) -> usize {
        let Some(end) = spans::brace_end(self.chars, close + 1) else {
            let help = "close it with }, or write \\{ for a brace that is printed";
            self.wrong(close + 1, close + 2, Wrong::new("this brace is not closed", help));
            self.push(at);
            return at + 1;
        };
        let text: String = self.chars[close + 2..end].iter().map(|char| char.c).collect();
        let first = self.out.marks.len();
        match spans::attributes(&text) {
            Ok(marks) => self.add(&marks, close + 1, end + 1),
            Err(wrong) => self.wrong(close + 1, end + 1, wrong),
        }
        let (marks, before) = (first..self.out.marks.len(), self.out.chars.len());
        self.within.push(Within { start: at, close, end, marks, before });
        at + 1
    }

    /// Takes the marks of a span, unless there are too many or one is there already.
    fn add(&mut self, marks: &[Mark], from: usize, to: usize) {
        let open = self.within.iter().flat_map(|span| &self.out.marks[span.marks.clone()]);
        let mut kinds: Vec<_> = open.chain(marks).map(std::mem::discriminant).collect();
        let all = kinds.len();
        if all > DEPTH {
            let help = "give the words one mark, or one in another";
            return self.wrong(from, to, Wrong::new(format!("{all} marks are on the same words"), help));
        }
        kinds.dedup();
        if kinds.len() < all {
            let wrong = Wrong::new("the same mark is on these words twice", "take one of the two spans out");
            return self.wrong(from, to, wrong);
        }
        self.out.marks.extend_from_slice(marks);
    }

    /// `]` of the innermost span; gives the place after its braces.
    fn close_span(&mut self, at: usize) -> usize {
        let Some(span) = self.within.pop() else { return at + 1 };
        let words = &self.out.chars[span.before.min(self.out.chars.len())..];
        let characters = words.iter().filter(|char| !char.c.is_whitespace() && !is_attached(char.c)).count();
        let misfit = self.out.marks[span.marks].iter().find_map(|mark| spans::reading_fits(mark, characters).err());
        if characters == 0 {
            let wrong = Wrong::new("this span has no words", "write the words between [ and ], or take it out");
            self.wrong(span.start, span.end + 1, wrong);
        } else if let Some(wrong) = misfit {
            self.wrong(span.close + 1, span.end + 1, wrong);
        }
        span.end + 1
    }

    /// Braces that say what a span would, without a span before them; they stay in the text.
    fn stray(&mut self, at: usize) -> usize {
        let help = "write [words]{.dot}, or \\{ for a brace that is printed";
        self.wrong(at, at + 1, Wrong::new("these braces belong to no [words] before them", help));
        self.push(at);
        at + 1
    }

    fn wrong(&self, from: usize, to: usize, wrong: Wrong) {
        let found = Diagnostic::new(&rules::STORY_SPAN, self.span(from, to), wrong.message);
        self.problems.push(found.help(wrong.help));
    }

    /// One or two stars open or close their role.
    fn star(&mut self, at: usize, stars: usize) -> usize {
        let role = if stars == 2 { Role::Strong } else { Role::Emphasis };
        match &self.open {
            Some(open) if open.role == role => self.open = None,
            Some(open) => {
                let span = self.span(at, at + stars);
                let found = Diagnostic::new(&rules::STORY_MARKUP, span, "bold and emphasis cannot be mixed");
                let found = found.also(self.span(open.at, open.at + 1), "opened here");
                self.problems.push(found.help("close the one before the other opens"));
            }
            None => self.open = Some(Open { role, at }),
        }
        at + stars
    }

    /// Reports a star that was never closed.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let stars = if open.role == Role::Strong { "**" } else { "*" };
        let span = self.span(open.at, open.at + stars.len());
        let found = Diagnostic::new(&rules::STORY_MARKUP, span, format!("`{stars}` is not closed in this paragraph"));
        self.problems.push(found.help("close it, or write `\\*` for a star that is printed"));
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.chars[from].at;
        let last = &self.chars[(to - 1).min(self.chars.len() - 1)];
        Span::new(self.source, start..(last.at + last.c.len_utf8()).max(start))
    }

    /// Reports a mark of Markdown that stories do not have, if one begins at `at`; gives how many characters it takes.
    fn foreign(&self, at: usize) -> Option<usize> {
        let c = self.chars[at].c;
        if !matches!(c, '!' | '[' | '`' | '<' | '~' | '_') {
            return None;
        }
        let rest: String = self.chars[at..].iter().take(LONGEST_MARK).map(|char| char.c).collect();
        let before = at.checked_sub(1).and_then(|at| self.peek(at));
        for Foreign { matches, what, instead } in &FOREIGN {
            if let Some(length) = matches(before, &rest) {
                let span = self.span(at, at + length);
                let found = Diagnostic::new(&rules::STORY_MARKUP, span, format!("a story has no {what}"));
                self.problems.push(found.help(*instead));
                return Some(length);
            }
        }
        None
    }
}

/// A mark that is refused, and what to write instead.
struct Foreign {
    /// How many characters of the text it takes, given the character before it.
    matches: fn(Option<char>, &str) -> Option<usize>,
    what: &'static str,
    instead: &'static str,
}

/// No mark is looked for over more characters than this, so that a long paragraph is read in linear time.
const LONGEST_MARK: usize = 400;

const FOREIGN: [Foreign; 6] = [
    Foreign {
        matches: |_, rest| rest.strip_prefix('!').and_then(link).map(|length| length + 1),
        what: "images in its text",
        instead: "name the picture in the front matter: [[picture]] with file, caption and credit",
    },
    Foreign {
        matches: |_, rest| link(rest),
        what: "links",
        instead: "write the words, and the address as text where the reader needs it",
    },
    Foreign {
        matches: |_, rest| enclosed(rest, "`").or(rest.starts_with('`').then_some(1)),
        what: "code",
        instead: "leave the backquote out, or write \\` for one that is printed",
    },
    Foreign {
        matches: |_, rest| html(rest),
        what: "HTML",
        instead: "leave the tag out, or write \\< for one that is printed",
    },
    Foreign {
        matches: |_, rest| enclosed(rest, "~~"),
        what: "struck-out text",
        instead: "delete the words, or write \\~ for a mark that is printed",
    },
    Foreign {
        matches: underscores,
        what: "emphasis by underscores",
        instead: "write *emphasis* or **bold**, or \\_ for a mark that is printed",
    },
];

/// `mark … mark`: how long it is with both.
fn enclosed(rest: &str, mark: &str) -> Option<usize> {
    let inner = rest.strip_prefix(mark)?;
    let end = inner.find(mark)?;
    Some(inner[..end].chars().count() + 2 * mark.len())
}

/// `[text](`: how long `[text]` is.
fn link(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let end = inner.find(']')?;
    inner[end + 1..].starts_with(['(', '[']).then(|| inner[..end].chars().count() + 2)
}

/// `<tag`, `</tag`, `<!--`, `<https:`: how long the tag is.
fn html(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let opens =
        inner.starts_with(|c: char| c.is_ascii_alphabetic()) || inner.starts_with('/') || inner.starts_with("!--");
    let end = inner.find('>').filter(|_| opens)?;
    Some(inner[..end].chars().count() + 2)
}

/// `_words_` or `__words__` that stand free, as Markdown reads them: not inside a name such as `a_b_c`.
fn underscores(before: Option<char>, rest: &str) -> Option<usize> {
    let wordy = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if before.is_some_and(wordy) {
        return None;
    }
    let marks = if rest.starts_with("__") { "__" } else { "_" };
    let inner = rest.strip_prefix(marks)?;
    let end = inner.find(marks).filter(|&end| end > 0 && !inner.starts_with(' '))?;
    let after = inner[end + marks.len()..].chars().next();
    (!after.is_some_and(wordy)).then(|| inner[..end].chars().count() + 2 * marks.len())
}
