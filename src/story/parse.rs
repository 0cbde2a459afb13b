//! Reading a story: front matter, then the blocks of the body.

use std::ops::Range;
use std::sync::Arc;

use super::inline::{Char, Marked, inline, marked, plain};
use super::model::{Block, BylinePlace, HeadLine, Inline, Repair, RepairKind, Story};
use super::repair::{Suspicion, is_attached, is_han, line_ends, repair, suspicious, without_controls};
use crate::desk::{Node, Problems, Reader, Table};
use crate::diag::{Diagnostic, Source, Span, Warned, rules};
use crate::style::Role;

/// The line around the front matter.
const FENCE: &str = "+++";
/// Most lines of a head, and of a deck (standards B6).
const MOST_LINES: usize = 3;

/// Reads the story in `source`; `id` is its name.
///
/// # Errors
/// Everything that is wrong with the story, at once.
pub fn parse(source: Arc<Source>, id: &str) -> Result<Warned<Story>, Vec<Diagnostic>> {
    let problems = Problems::new();
    let mut desk = Desk { source: Arc::clone(&source), problems: &problems, repairs: Vec::new() };
    let story = desk.story(id);
    let complete = problems.errors() == 0;
    let problems = problems.into_sorted();
    match story {
        Some(story) if complete => Ok(Warned::new(story, problems)),
        _ => Err(problems),
    }
}

/// One paragraph for pictures and notes of the edition, which are typed as stories are: repaired, with marks.
///
/// The text stands in `node`; problems are added to `problems`.
pub fn phrase(node: &Node, text: &str, problems: &Problems) -> Inline {
    let mut desk = Desk { source: Arc::clone(&node.span.source), problems, repairs: Vec::new() };
    desk.phrase(text, node)
}

/// A story on its way: everything that its parts share.
pub(super) struct Desk<'a> {
    source: Arc<Source>,
    pub(super) problems: &'a Problems,
    repairs: Vec<Repair>,
}

impl Desk<'_> {
    fn story(&mut self, id: &str) -> Option<Story> {
        let (front, body) = self.fences()?;
        let table = Table::parse(&Arc::clone(&self.source), front, self.problems);
        let blocks = self.blocks(body.clone());
        let table = table?;
        let reader = Reader::new(&table, "the front matter", self.problems);
        let kicker = self.head_lines(&reader, "kicker", 1).pop();
        let head = self.head_lines(&reader, "head", MOST_LINES);
        let short = self.head_lines(&reader, "short", 1).pop();
        let deck = self.head_lines(&reader, "deck", MOST_LINES);
        let summary = self.field(&reader, "summary");
        let dateline = self.field(&reader, "dateline");
        let byline = self.field(&reader, "byline");
        let places = [("head", BylinePlace::Head), ("end", BylinePlace::End)];
        let byline_at = reader.choice("byline_at", &places).unwrap_or_default();
        let credit = self.field(&reader, "credit");
        let pictures = self.pictures(&reader);
        let (quotes, boxes) = (self.quotes(&reader), self.boxes(&reader));
        reader.close();
        let mut story = Story {
            id: id.to_owned(),
            source: Arc::clone(&self.source),
            kicker,
            head,
            short,
            deck,
            summary,
            byline,
            byline_at,
            credit,
            pictures,
            quotes,
            boxes,
            blocks,
            repairs: Vec::new(),
        };
        if story.blocks.is_empty() {
            let span = Span::new(&self.source, body.start..body.start);
            self.problems.push(Diagnostic::new(&rules::STORY_EMPTY, span, "the story has no text"));
        }
        self.run_in(dateline, &mut story.blocks);
        story.repairs = std::mem::take(&mut self.repairs);
        story.repairs.sort_by_key(|repair| repair.span.range.start);
        Some(story)
    }

    /// The bytes of the front matter and of the body.
    fn fences(&self) -> Option<(Range<usize>, Range<usize>)> {
        let text = &self.source.text;
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut at = mark;
        let mut front = None;
        for line in text[mark..].split_inclusive('\n') {
            let fence = line.trim_end() == FENCE;
            match front {
                None if fence => front = Some(at + line.len()),
                None if line.trim().is_empty() => {}
                None => break,
                Some(start) if fence => return Some((start..at, at + line.len()..text.len())),
                Some(_) => {}
            }
            at += line.len();
        }
        let (span, message) = match front {
            None => (at..at, "the story does not begin with its front matter"),
            Some(start) => (start - FENCE.len() - 1..start - 1, "the front matter has no end"),
        };
        let span = Span::new(&self.source, span);
        let help = "write head = \"...\" between two lines of +++, then the text";
        self.problems.push(Diagnostic::new(&rules::STORY_FRONT_MATTER, span, message).help(help));
        None
    }

    /// A field of one paragraph.
    pub(super) fn field(&mut self, reader: &Reader<'_>, key: &'static str) -> Option<Inline> {
        let node = reader.node(key)?;
        let text = reader.as_string(key, node)?;
        if text.trim().is_empty() {
            reader.bad(&node.span, format!("`{key}` is empty"), "delete the line if there is none");
            return None;
        }
        Some(self.phrase(text, node))
    }

    pub(super) fn phrase(&mut self, text: &str, node: &Node) -> Inline {
        let chars = self.clean(spelt(text, node));
        let Marked { chars, marks } = marked(&self.source, &chars, self.problems);
        let chars = self.repaired(chars);
        inline(&chars, marks, node.span.clone())
    }

    /// Lines of a head part: a string, or a list of at most `most`.
    fn head_lines(&mut self, reader: &Reader<'_>, key: &'static str, most: usize) -> Vec<HeadLine> {
        let lines = if most == 1 {
            reader.node(key).and_then(|node| Some(vec![(reader.as_string(key, node)?, node)]))
        } else {
            reader.strings(key)
        };
        let lines = lines.unwrap_or_default();
        if let (Some((_, node)), true) = (lines.get(most), lines.len() > most) {
            let message = format!("`{key}` has {} lines, and at most {most} are set", lines.len());
            self.problems.push(Diagnostic::new(&rules::STORY_HEAD, node.span.clone(), message));
        }
        let lines: Vec<HeadLine> = lines.into_iter().map(|(text, node)| self.head_line(text, node)).collect();
        for line in lines.iter().filter(|line| line.text.is_empty()) {
            let message = format!("`{key}` has an empty line");
            self.problems.push(Diagnostic::new(&rules::STORY_HEAD, line.span.clone(), message));
        }
        lines
    }

    /// A head line. A character that follows `|` or U+200B bears the role `Head` while the line is repaired, so that
    /// the break stays before it.
    fn head_line(&mut self, text: &str, node: &Node) -> HeadLine {
        let mut chars = Vec::new();
        let mut after_bar = false;
        let typed = self.clean(spelt(text, node));
        if text.contains("]{") {
            let found = Diagnostic::new(&rules::STORY_SPAN, node.span.clone(), "a head has no marks beside characters");
            self.problems.push(found.help("write the words without [ ]{ }"));
        }
        for (at, &char) in typed.iter().enumerate() {
            if self.parts_clauses(&typed, at) {
                chars.push(Char { c: '\u{3000}', ..char });
            } else if matches!(char.c, '|' | '\u{200B}') {
                after_bar = true;
            } else if after_bar && !char.c.is_ascii_whitespace() {
                chars.push(Char { role: Role::Head, ..char });
                after_bar = false;
            } else {
                chars.push(char);
            }
        }
        let mut line = HeadLine { text: String::new(), breaks: Vec::new(), span: node.span.clone() };
        for char in self.repaired(chars) {
            if char.role == Role::Head && !line.text.is_empty() {
                line.breaks.push(line.text.len());
            }
            line.text.push(char.c);
        }
        line
    }

    /// In a head a space between two Han characters is meant: it parts the clauses, and is set 1 em wide
    /// (standards B6). Notes the repair.
    fn parts_clauses(&mut self, typed: &[Char], at: usize) -> bool {
        let before = typed[..at].iter().rev().find(|char| !is_attached(char.c));
        let after = typed.get(at + 1);
        let parts =
            typed[at].c == ' ' && [before, after].into_iter().all(|char| char.is_some_and(|char| is_han(char.c)));
        if parts {
            self.repairs.push(Repair { kind: RepairKind::Space, span: self.point(typed[at].at) });
        }
        parts
    }

    /// 电头: the dateline becomes the first run of the first paragraph, with 1 em after it (standards B7).
    fn run_in(&self, dateline: Option<Inline>, blocks: &mut [Block]) {
        let Some(dateline) = dateline else { return };
        let Some(Block::Paragraph(first)) = blocks.first_mut() else {
            let message = "a dateline runs in before the first paragraph, and the text begins with a subhead";
            let found = Diagnostic::new(&rules::STORY_MARKUP, dateline.span, message);
            self.problems.push(found.help("put a paragraph before the first `##`"));
            return;
        };
        let mut text = dateline.text;
        let mut origin = dateline.origin;
        let runs = vec![(0..text.len(), Role::Dateline)];
        origin.push((text.len(), dateline.span.range.end));
        text.push('\u{3000}');
        let shift = text.len();
        origin.extend(first.origin.iter().map(|&(byte, source)| (byte + shift, source)));
        text.push_str(&first.text);
        let shifted = first.runs.iter().map(|(range, role)| (range.start + shift..range.end + shift, *role));
        first.runs = runs.into_iter().chain(shifted).collect();
        let shifted = first.marks.drain(..).map(|(range, mark)| (range.start + shift..range.end + shift, mark));
        first.marks = dateline.marks.into_iter().chain(shifted).collect();
        first.text = text;
        first.origin = origin;
    }

    /// The paragraphs and subheads of the body.
    fn blocks(&mut self, body: Range<usize>) -> Vec<Block> {
        let chars = self.clean(plain(&self.source, body));
        let mut blocks = Vec::new();
        let mut paragraph: Vec<Char> = Vec::new();
        for line in chars.split(|char| char.c == '\n') {
            let white = line.iter().take_while(|char| char.c.is_whitespace()).count();
            let line = &line[white..];
            if line.is_empty() {
                self.paragraph(&mut paragraph, &mut blocks);
                continue;
            }
            let text: String = line.iter().map(|char| char.c).collect();
            if let Some(title) = text.strip_prefix("## ") {
                self.paragraph(&mut paragraph, &mut blocks);
                let skipped = text.chars().count() - title.chars().count();
                let subhead = self.block(&line[skipped..]);
                if subhead.text.is_empty() {
                    self.markup(line, "an empty subhead", "write the words after ##, or delete the line");
                }
                blocks.push(Block::Subhead(subhead));
                continue;
            }
            if let Some((what, instead)) = foreign_line(&text) {
                self.markup(line, what, instead);
            }
            if let Some(last) = paragraph.last() {
                // The newline stands where the line before it ended.
                paragraph.push(Char::plain('\n', last.at + last.c.len_utf8()));
            }
            paragraph.extend_from_slice(line);
        }
        self.paragraph(&mut paragraph, &mut blocks);
        blocks
    }

    fn markup(&self, line: &[Char], what: &str, instead: &str) {
        let found = Diagnostic::new(&rules::STORY_MARKUP, self.span(line), format!("a story has no {what}"));
        self.problems.push(found.help(instead));
    }

    fn paragraph(&mut self, chars: &mut Vec<Char>, blocks: &mut Vec<Block>) {
        if chars.is_empty() {
            return;
        }
        let paragraph = self.block(chars);
        chars.clear();
        if !paragraph.text.is_empty() {
            blocks.push(Block::Paragraph(paragraph));
        }
    }

    fn block(&mut self, chars: &[Char]) -> Inline {
        let span = self.span(chars);
        let Marked { chars, marks } = marked(&self.source, chars, self.problems);
        let chars = self.repaired(chars);
        inline(&chars, marks, span)
    }

    fn span(&self, chars: &[Char]) -> Span {
        let end = chars.last().map_or(0, |last| last.at + last.c.len_utf8());
        Span::new(&self.source, chars.first().map_or(end, |first| first.at)..end)
    }

    /// Line ends made one, control characters left out and reported.
    fn clean(&self, chars: Vec<Char>) -> Vec<Char> {
        let (chars, found) = without_controls(line_ends(chars));
        if let Some((count, first)) = found {
            let message = match count {
                1 => "a control character was left out here".to_owned(),
                _ => format!("{count} control characters were left out, the first here"),
            };
            self.problems.push(Diagnostic::new(&rules::STORY_CONTROL, self.point(first), message));
        }
        chars
    }

    /// The place of one character.
    fn point(&self, at: usize) -> Span {
        let length = self.source.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(&self.source, at..at + length)
    }

    /// Repairs, and reports what is left to a person.
    fn repaired(&mut self, chars: Vec<Char>) -> Vec<Char> {
        let done = repair(&self.source, chars);
        self.repairs.extend(done.repairs);
        for at in done.lone_quotes {
            let found =
                Diagnostic::new(&rules::STORY_QUOTE, self.point(at), "this quote has no partner in its paragraph");
            self.problems.push(found.help("type “ and ”; no straight quote of the paragraph was changed"));
        }
        for at in done.lone_brackets {
            let message = "this bracket has no partner in its paragraph";
            self.problems.push(Diagnostic::new(&rules::STORY_BRACKET, self.point(at), message));
        }
        for (at, suspicion) in suspicious(&done.chars) {
            let span = self.point(done.chars[at].at);
            self.problems.push(match suspicion {
                Suspicion::Dots(run) => {
                    let (c, proper) = if done.chars[at].c == '.' { ('.', "……") } else { ('-', "——") };
                    let message = format!("`{}` is printed as it stands", c.to_string().repeat(run));
                    Diagnostic::new(&rules::STORY_DOTS, span, message).help(format!("type {proper} if it is meant"))
                }
                Suspicion::Stop => Diagnostic::new(&rules::STORY_STOP, span, "`.` after a Han character")
                    .help("type 。 at the end of a sentence"),
            });
        }
        done.chars
    }
}

/// The characters of a TOML string with their places. Where the file spells the text otherwise (escapes), every
/// character has the place of the whole string.
fn spelt(text: &str, node: &Node) -> Vec<Char> {
    let raw = &node.span.source.text[node.span.range.clone()];
    let base = raw.find(text).map(|at| node.span.range.start + at);
    let char = |(at, c)| Char::plain(c, base.map_or(node.span.range.start, |base| base + at));
    text.char_indices().map(char).collect()
}

/// What a line is in Markdown that it cannot be here, and what to write instead.
fn foreign_line(line: &str) -> Option<(&'static str, &'static str)> {
    let rest = line.trim_start_matches('#');
    let hashes = line.len() - rest.len();
    if hashes > 0 && (rest.is_empty() || rest.starts_with(' ') || hashes > 1) {
        return Some(match hashes {
            1 => ("heading in its text", "write the head of the story as head = \"...\" in the front matter"),
            2 => ("heading without a space", "write a subhead as `## words`"),
            _ => ("headings of a third level", "write every subhead as `## words`"),
        });
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let ruler = |c: char| bare.len() >= 3 && bare.chars().all(|other| other == c);
    if ['-', '*', '_', '='].into_iter().any(ruler) {
        return Some(("ruled lines", "a layout draws the rules; delete the line"));
    }
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    if numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark)) {
        return Some((
            "lists",
            "write each item as a paragraph of its own, numbered 一、 or （1） where it needs a number",
        ));
    }
    if line.starts_with('>') {
        return Some(("block quotes", "write the words in “ ” as a paragraph"));
    }
    if line.starts_with('|') {
        return Some(("tables", "write the figures in sentences, or supply the table as a picture"));
    }
    if line.starts_with('[') && line.contains("]:") {
        return Some(("link references", "write the address as text where the reader needs it"));
    }
    None
}
