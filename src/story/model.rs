//! [`Story`] and its parts.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Source, Span};
use crate::picture::{Focus, PictureId};
use crate::style::{Mark, Role};

/// A story of the edition, by its place in `Edition::stories`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// Repaired text of one paragraph with its emphasised stretches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inline {
    /// Text after repair; no newline, no markup.
    pub text: String,
    /// Stretches that are not plain, by bytes of `text`, in order, not overlapping: `Strong`, `Emphasis`, `Dateline`.
    pub runs: Vec<(Range<usize>, Role)>,
    /// Dots, lines and readings beside characters, by bytes of `text`, in order of their beginnings (standards A10).
    pub marks: Vec<(Range<usize>, Mark)>,
    /// Where the bytes of `text` come from: (byte of `text`, byte of the source), ascending; between
    /// two marks both advance together.
    pub origin: Vec<(usize, usize)>,
    /// Place of the whole paragraph.
    pub span: Span,
}

impl Inline {
    /// Place in the source of a byte of the repaired text.
    #[must_use]
    pub fn span_at(&self, range: Range<usize>) -> Span {
        let at = |byte: usize| {
            let mark = self.origin.iter().rev().find(|mark| mark.0 <= byte);
            mark.map_or(self.span.range.start, |&(text, source)| source + (byte - text))
        };
        let (start, end) = (at(range.start), at(range.end));
        Span::new(&self.span.source, start..end.max(start))
    }
}

/// One written line of a head, with the writer's preferred breaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadLine {
    /// The line without its marks.
    pub text: String,
    /// Bytes of `text` at which the writer put `|` (or U+200B).
    pub breaks: Vec<usize>,
    /// Where it is written.
    pub span: Span,
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inline),
    /// A subhead (小标题).
    Subhead(Inline),
}

/// A picture that belongs to a story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoryPicture {
    /// Path as written, from the folder of the edition.
    pub file: String,
    /// Where it is written.
    pub span: Span,
    /// The picture once `edition` has read it.
    pub picture: Option<PictureId>,
    /// Caption.
    pub caption: Option<Inline>,
    /// Credit, such as 某某 摄.
    pub credit: Option<Inline>,
    /// The part that must be seen.
    pub focus: Option<Focus>,
}

/// 资料链接: a fact box.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FactBox {
    /// Its head.
    pub head: Option<Inline>,
    /// Its paragraphs.
    pub lines: Vec<Inline>,
    /// Where it is written.
    pub span: Span,
}

/// Where the byline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum BylinePlace {
    /// Under the head.
    #[default]
    Head,
    /// Flush right after the last paragraph.
    End,
}

/// What a repair did (declared rules, see the README of the room).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// `, : ; ( ) ? !` between Han characters became full-width.
    Mark,
    /// A straight quote became “ or ”.
    Quote,
    /// A space beside Han or a Chinese mark vanished.
    Space,
    /// A newline between two Han characters vanished.
    Newline,
    /// A full-width letter or digit became ASCII.
    Width,
    /// Another dot became ·.
    Dot,
    /// A letter and its combining mark became one character.
    Form,
}

/// One repair that was made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Repair {
    /// Which rule.
    pub kind: RepairKind,
    /// Where.
    pub span: Span,
}

/// A story as the desk wrote it.
#[derive(Clone, Debug, Hash)]
pub struct Story {
    /// Name: the file's stem.
    pub id: String,
    /// The file.
    pub source: Arc<Source>,
    /// 引题.
    pub kicker: Option<HeadLine>,
    /// 主题, one to three lines; empty only where a story has no head.
    pub head: Vec<HeadLine>,
    /// 短题: the head of the rest, where the story goes on elsewhere (standards B8).
    pub short: Option<HeadLine>,
    /// 副题.
    pub deck: Vec<HeadLine>,
    /// 提要题.
    pub summary: Option<Inline>,
    /// 署名.
    pub byline: Option<Inline>,
    /// Where it stands.
    pub byline_at: BylinePlace,
    /// Source or editor, flush right at the end.
    pub credit: Option<Inline>,
    /// Pictures, in order.
    pub pictures: Vec<StoryPicture>,
    /// 引语: pull quotes, in order.
    pub quotes: Vec<Inline>,
    /// Fact boxes, in order.
    pub boxes: Vec<FactBox>,
    /// The body; the dateline (电头) is the first run of the first paragraph.
    pub blocks: Vec<Block>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
}

impl Story {
    /// How many paragraphs it has, without subheads.
    #[must_use]
    pub fn paragraphs(&self) -> usize {
        self.blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count()
    }
}
