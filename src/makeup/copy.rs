//! `Copy`: a story as pieces that flow, shaped once for the whole run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::desk::{Desk, face_set, missing_glyph};
use crate::compose::{Galley, Measure, Rules, compose};
use crate::diag::{Diagnostic, Span, Warned};
use crate::edition::{Content, Edition};
use crate::geom::{Em, Length, PerMille};
use crate::layout::Layout;
use crate::shape::{Manner, Missing, ShapedText, Shaper};
use crate::story::{Block, BylinePlace, Inline, StoryId};
use crate::style::Role;

/// What a piece is to the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph with its first-line indent.
    Paragraph,
    /// The rest of a paragraph that was begun elsewhere: no indent (standards A9).
    Rest,
    /// A subhead.
    Subhead,
    /// One line, flush right, after the last paragraph: byline, credit.
    End,
    /// One line, flush left, without indent: the note 上接 that stands alone.
    Note,
}

/// A paragraph of the copy.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Role of its plain text.
    pub role: Role,
    /// Its text.
    pub text: Arc<ShapedText>,
    /// Type size.
    pub size: Length,
    /// Horizontal scale (长 / 扁).
    pub scale: PerMille,
    /// Block of the story that it belongs to.
    pub block: usize,
    /// Bytes of the piece's text that are not the story's (the note at its head).
    pub foreign: usize,
    /// Byte of the block's text at which the piece begins.
    pub from: usize,
}

impl Piece {
    /// A piece in the looks of its role.
    fn new(layout: &Layout, kind: Kind, role: Role, text: Arc<ShapedText>, block: usize) -> Self {
        let style = layout.styles.get(role);
        Self { kind, role, text, size: style.size, scale: style.scale, block, foreign: 0, from: 0 }
    }

    /// A width in em of the grid's cell, in em of this piece.
    pub(super) fn measure(&self, width: Em, cell: Length) -> Em {
        let size = self.size.scaled(i64::from(self.scale.0), 1000);
        if size == cell { width } else { Em::in_length(width.at(cell), size) }
    }

    /// Characters of some units, without blanks and without the note at its head.
    pub(super) fn characters(&self, units: Range<u32>) -> u32 {
        let own = self.text.units.iter().take(units.end as usize).skip(units.start as usize);
        let own =
            own.map(|unit| unit.text.start as usize..unit.text.end as usize).filter(|own| own.start >= self.foreign);
        let count = own.map(|own| self.text.text[own].chars().filter(|c| !c.is_whitespace()).count());
        u32::try_from(count.sum::<usize>()).unwrap_or(u32::MAX)
    }
}

/// Where a copy is cut: a piece and the unit that begins the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Cursor {
    /// Piece.
    pub piece: usize,
    /// Unit of it.
    pub unit: u32,
}

/// How a galley was asked for: piece, unit, width, tracking.
type GalleyKey = (usize, u32, Em, i32);

/// The pieces of one part of a story, with every galley set so far.
#[derive(Debug)]
pub(super) struct Copy {
    /// Pieces in order.
    pub pieces: Vec<Piece>,
    rules: Rules,
    indent: Em,
    cell: Length,
    /// Last lines of a paragraph that may not stand alone at a column top.
    pub widows: usize,
    galleys: RefCell<BTreeMap<GalleyKey, Rc<Galley>>>,
}

/// Where a first-line indent of one em begins (standards A9: measures under 8 em).
const NARROW: Em = Em::whole(8);

impl Copy {
    /// A copy of these pieces.
    pub(super) fn new(pieces: Vec<Piece>, layout: &Layout, rules: &Rules) -> Self {
        let indent = Em::whole(i64::from(layout.indent));
        let cell = layout.grid.size;
        let widows = usize::from(layout.widows);
        Self { pieces, rules: rules.clone(), indent, cell, widows, galleys: RefCell::default() }
    }

    /// The lines of a piece from `unit` on, at a width and a letter-space in per mille of an em.
    pub(super) fn galley(&self, piece: usize, unit: u32, width: Em, tracking: PerMille) -> Rc<Galley> {
        let key = (piece, unit, width, tracking.0);
        if let Some(galley) = self.galleys.borrow().get(&key) {
            return Rc::clone(galley);
        }
        let of = &self.pieces[piece];
        let width = of.measure(width, self.cell);
        // Letter-space is a measure that is as much wider as the characters are closer; it stands between
        // characters, so the last body of a line has none.
        let wide = Em::ONE + Em::from_units((width - Em::ONE).units() * 1000 / (1000 + i64::from(tracking.0)));
        let indent = if of.kind == Kind::Paragraph && unit == 0 { self.indent_at(width) } else { Em::ZERO };
        let galley = Rc::new(compose(&of.text, unit, Measure { width: wide, indent }, &self.rules));
        self.galleys.borrow_mut().insert(key, Rc::clone(&galley));
        galley
    }

    fn indent_at(&self, width: Em) -> Em {
        if width < NARROW { self.indent.min(Em::ONE) } else { self.indent }
    }

    /// Characters (without blanks) from a cursor to the end.
    pub(super) fn characters_from(&self, at: Cursor) -> u32 {
        let rest = self.pieces.iter().enumerate().skip(at.piece);
        rest.map(|(index, piece)| piece.characters(if index == at.piece { at.unit } else { 0 }..u32::MAX)).sum()
    }

    /// Lines from a cursor to the end at one width; subheads count two.
    pub(super) fn lines_from(&self, at: Cursor, width: Em) -> u32 {
        let rest = self.pieces.iter().enumerate().skip(at.piece);
        rest.map(|(index, piece)| {
            let unit = if index == at.piece { at.unit } else { 0 };
            let lines = u32::try_from(self.galley(index, unit, width, PerMille::ZERO).lines.len()).unwrap_or(0);
            lines + u32::from(piece.kind == Kind::Subhead && unit == 0)
        })
        .sum()
    }
}

/// Every block of every story, shaped with the looks of the page where the story begins, and the shaper,
/// whose plans are a good part of the work on a small edition.
pub(super) struct Shaped<'a> {
    /// Faces that are ready.
    pub shaper: Shaper<'a>,
    blocks: BTreeMap<StoryId, Vec<Arc<ShapedText>>>,
}

/// Shapes all stories that a page carries: the one dear step, done once and in parallel.
pub(super) fn shape_all(edition: &Edition) -> Warned<Shaped<'_>> {
    let mut work: BTreeMap<StoryId, &Layout> = BTreeMap::new();
    for page in &edition.pages {
        for place in page.places.values() {
            if let Content::Story(id) = place.content {
                work.entry(id).or_insert(&page.layout);
            }
        }
    }
    let work: Vec<(StoryId, &Layout)> = work.into_iter().collect();
    let shaper = Shaper::new(&edition.fonts);
    let made: Vec<_> = work.par_iter().map(|&(id, layout)| shape_story(edition, &shaper, id, layout)).collect();
    let mut shaped = Warned::new(Shaped { shaper, blocks: BTreeMap::new() }, Vec::new());
    for (id, blocks, problems) in made {
        shaped.value.blocks.insert(id, blocks);
        shaped.diagnostics.extend(problems);
    }
    shaped
}

type ShapedStory = (StoryId, Vec<Arc<ShapedText>>, Vec<Diagnostic>);

fn shape_story(edition: &Edition, shaper: &Shaper<'_>, id: StoryId, layout: &Layout) -> ShapedStory {
    let mut problems = Vec::new();
    let blocks = edition.story(id).blocks.iter().map(|block| {
        let (inline, role) = inline_of(block);
        let faces = face_set(edition, layout, role);
        let (text, missing) = shaper.inline(inline, Manner::default(), &faces);
        let place = |it: &Missing| inline.span_at(it.text.clone());
        problems.extend(missing.iter().map(|it| missing_glyph(edition, &faces, it, &inline.runs, place(it))));
        Arc::new(text)
    });
    let blocks = blocks.collect();
    (id, blocks, problems)
}

/// Text and role of a block.
pub(super) fn inline_of(block: &Block) -> (&Inline, Role) {
    match block {
        Block::Paragraph(inline) => (inline, Role::Body),
        Block::Subhead(inline) => (inline, Role::Subhead),
    }
}

/// The copy of a story from its beginning.
pub(super) fn whole(desk: &Desk<'_>, shaped: &Shaped<'_>, id: StoryId, scale: PerMille) -> Copy {
    let story = desk.edition.story(id);
    let texts = shaped.blocks.get(&id).map(Vec::as_slice).unwrap_or_default();
    let blocks = story.blocks.iter().zip(texts).enumerate();
    let mut pieces: Vec<Piece> =
        blocks.map(|(block, (of, text))| piece(desk.layout, block, of, Arc::clone(text))).collect();
    pieces.extend(end_pieces(desk, id));
    Copy::new(scaled(pieces, scale), desk.layout, &desk.rules)
}

fn piece(layout: &Layout, block: usize, of: &Block, text: Arc<ShapedText>) -> Piece {
    let (_, role) = inline_of(of);
    let kind = if role == Role::Subhead { Kind::Subhead } else { Kind::Paragraph };
    Piece::new(layout, kind, role, text, block)
}

/// Widens or narrows the running text of an area (长 / 扁).
fn scaled(mut pieces: Vec<Piece>, scale: PerMille) -> Vec<Piece> {
    for piece in pieces.iter_mut().filter(|piece| piece.role == Role::Body) {
        piece.scale = PerMille(piece.scale.0 * scale.0 / 1000);
    }
    pieces
}

/// The copy of a note: plain paragraphs that are no story's.
pub(super) fn note(desk: &Desk<'_>, lines: &[Inline]) -> Copy {
    let paragraph = |(block, line): (usize, &Inline)| {
        Piece::new(desk.layout, Kind::Paragraph, Role::Body, Arc::new(desk.inline(line, Role::Body)), block)
    };
    Copy::new(lines.iter().enumerate().map(paragraph).collect(), desk.layout, &desk.rules)
}

/// Byline at the end and credit.
fn end_pieces(desk: &Desk<'_>, id: StoryId) -> Vec<Piece> {
    let story = desk.edition.story(id);
    let byline = story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::End);
    let lines = byline.map(|line| (line, Role::Byline)).into_iter();
    lines
        .chain(story.credit.as_ref().map(|line| (line, Role::Credit)))
        .map(|(inline, role)| {
            Piece::new(desk.layout, Kind::End, role, Arc::new(desk.inline(inline, role)), story.blocks.len())
        })
        .collect()
}

/// Where the rest of a story goes on: its area's width of type, and the note 上接.
pub(super) struct Onward<'a> {
    /// Horizontal scale of the running text there.
    pub scale: PerMille,
    /// The note.
    pub note: &'a str,
}

/// The copy of the rest of a story after `cut` in the pieces `before`, with the note 上接 at its head.
pub(super) fn rest(desk: &Desk<'_>, before: &[Piece], cut: Cursor, id: StoryId, to: &Onward<'_>) -> Copy {
    let story = desk.edition.story(id);
    let mut pieces: Vec<Piece> = Vec::new();
    // A note that itself found no room is not carried on.
    let mut tail = before.iter().skip(cut.piece).filter(|piece| piece.kind != Kind::Note).peekable();
    let block = tail.peek().map_or(0, |piece| piece.block);
    let torn = if cut.unit > 0 { tail.next() } else { None };
    match torn.and_then(|torn| story.blocks.get(torn.block).map(|block| (torn, block))) {
        Some((torn, block)) => pieces.push(run_in(desk, block, torn, cut.unit, to.note)),
        None => {
            let text = Arc::new(desk.text(to.note, Role::JumpNote, &Span::file(&story.source)));
            let foreign = to.note.len();
            pieces.push(Piece { foreign, ..Piece::new(desk.layout, Kind::Note, Role::JumpNote, text, block) });
            pieces.extend(torn.map(|torn| end_rest(desk, torn, cut.unit, &Span::file(&story.source))));
        }
    }
    // The looks are those of the page where the text now stands.
    let restyled = tail.map(|of| Piece {
        foreign: of.foreign,
        from: of.from,
        ..Piece::new(desk.layout, of.kind, of.role, Arc::clone(&of.text), of.block)
    });
    pieces.extend(restyled);
    Copy::new(scaled(pieces, to.scale), desk.layout, &desk.rules)
}

/// First byte of the piece's text after a cut that is the story's.
fn byte_of(piece: &Piece, unit: u32) -> usize {
    let byte = piece.text.units.get(unit as usize).map_or(piece.text.text.len(), |unit| unit.text.start as usize);
    byte.max(piece.foreign)
}

/// The rest of a byline or credit that was cut inside.
fn end_rest(desk: &Desk<'_>, piece: &Piece, unit: u32, span: &Span) -> Piece {
    let text = Arc::new(desk.text(&piece.text.text[byte_of(piece, unit)..], piece.role, span));
    Piece::new(desk.layout, piece.kind, piece.role, text, piece.block)
}

/// The rest of a paragraph behind the note, as one text (standards B8: run-in, no indent).
fn run_in(desk: &Desk<'_>, block: &Block, piece: &Piece, unit: u32, note: &str) -> Piece {
    let byte = byte_of(piece, unit);
    let text = format!("{note}{}", &piece.text.text[byte..]);
    let from = piece.from + byte - piece.foreign;
    let (inline, role) = inline_of(block);
    let mut runs = vec![(0..note.len(), Role::JumpNote)];
    for (range, role) in inline.runs.iter().filter(|run| run.0.end > from) {
        let start = range.start.max(from) - from + note.len();
        runs.push((start..range.end - from + note.len(), *role));
    }
    let inline = Inline { text, runs, marks: Vec::new(), origin: Vec::new(), span: inline.span.clone() };
    let text = Arc::new(desk.inline(&inline, role));
    Piece { from, foreign: note.len(), ..Piece::new(desk.layout, Kind::Rest, role, text, piece.block) }
}
