//! `Copy`: a story as pieces that flow, shaped once for the whole run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::desk::Desk;
use super::house::House;
use super::memory::{Memory, Paragraph};
use super::opener::Opener;
use super::shaped::{Shaped, ShapedBlock, text_key};
use crate::compose::{Breaker, Galley, Line, Measure, Rules, hold};
use crate::edition::Edition;
use crate::geom::{Em, Length, PerMille};
use crate::layout::{Area, Layout};
use crate::shape::ShapedText;
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
    /// How it is composed.
    pub rules: Arc<Rules>,
    /// Block of the story that it belongs to.
    pub block: usize,
    /// Bytes of the piece's text that are not the story's (the note at its head).
    pub foreign: usize,
    /// Byte of the block's text at which the piece begins.
    pub from: usize,
    /// Its lines, as far as they were set.
    pub lines: Rc<Paragraph>,
    /// Its story; none for a note.
    pub story: Option<StoryId>,
}

impl Piece {
    /// A piece in the looks of its role.
    pub(super) fn new(house: House<'_>, kind: Kind, role: Role, text: Arc<ShapedText>, block: usize) -> Self {
        let style = house.style(role);
        let scale = house.scale(role);
        let rules = Arc::new(house.rules(role));
        let lines = Rc::default();
        Self { kind, role, text, size: style.size, scale, rules, block, foreign: 0, from: 0, lines, story: None }
    }

    /// A width in em of the grid's cell, in em of this piece.
    pub(super) fn measure(&self, width: Em, cell: Length) -> Em {
        let size = self.size.scaled(i64::from(self.scale.0), 1000);
        if size == cell { width } else { Em::in_length(width.at(cell), size) }
    }

    /// Bytes of some units in its text.
    pub(super) fn bytes(&self, units: Range<u32>) -> Range<usize> {
        let all = &self.text.units;
        let start = all.get(units.start as usize).map_or(self.text.text.len(), |unit| unit.text.start as usize);
        let last = units.end.checked_sub(1).and_then(|last| all.get(last as usize));
        start..last.map_or(start, |unit| unit.text.end as usize).max(start)
    }

    /// Whether a mark may hang at the end of its lines.
    pub(super) fn hangs(&self) -> bool {
        self.rules.hang
    }

    /// Whether it keeps to the character grid.
    pub(super) fn snaps(&self) -> bool {
        self.rules.snap
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

/// A block of a story.
type BlockOf = (Option<StoryId>, usize);

/// How a galley was asked for: piece, unit, width, tracking.
type GalleyKey = (usize, u32, Em, i32);

/// The pieces of one part of a story, with every galley set so far.
#[derive(Debug)]
pub(super) struct Copy {
    /// Pieces in order.
    pub pieces: Vec<Piece>,
    indent: Em,
    /// The em of the body.
    pub cell: Length,
    /// Last lines of a paragraph that may not stand alone at a column top.
    pub widows: usize,
    /// First lines that may not stand alone at a column foot: in text of one column, and of several.
    orphans: [usize; 2],
    /// Lines of each block as they were signed, and whether its text is another now.
    signed: BTreeMap<BlockOf, (Vec<String>, bool)>,
    /// Heads of the parts of a jump section.
    openers: Vec<Opener>,
    held: RefCell<BTreeMap<GalleyKey, Rc<Galley>>>,
    needs: RefCell<BTreeMap<Em, u32>>,
    /// What letter-space can save and add, by width; `flow` knows how.
    pub gives: RefCell<BTreeMap<Em, (u32, u32)>>,
}

/// Where a first-line indent of one em begins (standards A9: measures under 8 em).
const NARROW: Em = Em::whole(8);

impl Copy {
    /// A copy of these pieces.
    pub(super) fn new(pieces: Vec<Piece>, layout: &Layout, house: House<'_>) -> Self {
        let indent = Em::whole(i64::from(house.indent()));
        let cell = layout.grid.size;
        let widows = usize::from(house.widows());
        let orphans = [1, 2].map(|columns| usize::from(house.orphans(columns)));
        let signed = BTreeMap::new();
        let (held, needs, gives) = (RefCell::default(), RefCell::default(), RefCell::default());
        let openers = Vec::new();
        Self { pieces, indent, cell, widows, orphans, signed, openers, held, needs, gives }
    }

    /// The same with heads over some of its pieces.
    pub(super) fn opened(self, openers: Vec<Opener>) -> Self {
        Self { openers, ..self }
    }

    /// The head that stands over a piece.
    pub(super) fn opener(&self, piece: usize) -> Option<&Opener> {
        self.openers.iter().find(|opener| opener.piece == piece)
    }

    /// The same, held to the lines that were signed, if the night is set again after a sign-off.
    pub(super) fn signed(self, edition: &Edition, id: StoryId) -> Self {
        let Some(sign_off) = &edition.sign_off else { return self };
        let story = edition.story(id);
        let texts: Vec<&str> = story.blocks.iter().map(|block| inline_of(block).0.text.as_str()).collect();
        let blocks = sign_off.of(&story.id, &texts).into_iter().zip(&texts).enumerate();
        let signed = blocks.filter_map(|(block, (lines, text))| {
            let lines = lines?.to_vec();
            let changed = dense(&lines.concat()) != dense(text);
            Some(((Some(id), block), (lines, changed)))
        });
        let signed = self.signed.into_iter().chain(signed).collect();
        Self { signed, ..self }
    }

    /// Whether a block is not as it was signed: then its lines are held, and those of its neighbours. A story that
    /// was not touched comes out as it did by itself.
    pub(super) fn corrected(&self) -> bool {
        self.signed.values().any(|(_, changed)| *changed)
    }

    /// Whether a piece is not as it was signed.
    pub(super) fn changed(&self, piece: usize) -> bool {
        let of = &self.pieces[piece];
        self.signed.get(&(of.story, of.block)).is_some_and(|(_, changed)| *changed)
    }

    /// Of some letter-spaces the one at which most lines of a piece are as they were signed.
    pub(super) fn as_signed(&self, piece: usize, width: Em, spaces: impl Iterator<Item = PerMille>) -> PerMille {
        let of = &self.pieces[piece];
        if !self.signed.contains_key(&(of.story, of.block)) {
            return PerMille::ZERO;
        }
        let moved = |space: &PerMille| {
            let galley = self.held_galley(piece, 0, width, *space);
            self.moved(galley.lines.iter().map(|line| (piece, line)))
        };
        spaces.min_by_key(moved).unwrap_or(PerMille::ZERO)
    }

    /// Whether some of it was signed.
    pub(super) fn is_signed(&self) -> bool {
        !self.signed.is_empty()
    }

    /// How many of these lines are not as they were signed.
    pub(super) fn moved<'l>(&self, lines: impl Iterator<Item = (usize, &'l Line)>) -> u32 {
        if self.signed.is_empty() {
            return 0;
        }
        let moved = lines.filter(|(piece, line)| {
            let of = &self.pieces[*piece];
            let text = of.text.text[of.bytes(line.units.clone())].trim();
            let signed = self.signed.get(&(of.story, of.block));
            signed.is_some_and(|(signed, _)| !signed.iter().any(|old| old.trim() == text))
        });
        u32::try_from(moved.count()).unwrap_or(u32::MAX)
    }

    /// The lines of a piece that has changed since it was signed: as few of them as can be are others.
    pub(super) fn held_galley(&self, piece: usize, unit: u32, width: Em, tracking: PerMille) -> Rc<Galley> {
        let of = &self.pieces[piece];
        let of_story = matches!(of.kind, Kind::Paragraph | Kind::Rest | Kind::Subhead);
        let signed = self.signed.get(&(of.story, of.block)).filter(|(_, changed)| of_story && *changed);
        let Some((lines, _)) = signed else { return self.galley(piece, unit, width, tracking) };
        let key = (piece, unit, width, tracking.0);
        if let Some(galley) = self.held.borrow().get(&key) {
            return Rc::clone(galley);
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let galley = hold(&of.text, unit, self.measure(piece, unit, width, tracking), &of.rules, &lines).galley;
        let galley = Rc::new(galley);
        self.held.borrow_mut().insert(key, Rc::clone(&galley));
        galley
    }

    /// The measure of a piece: letter-space is a measure that is as much wider as the characters are closer; it stands
    /// between characters, so the last body of a line has none.
    fn measure(&self, piece: usize, unit: u32, width: Em, tracking: PerMille) -> Measure {
        let of = &self.pieces[piece];
        let width = of.measure(width, self.cell);
        let wide = Em::ONE + Em::from_units((width - Em::ONE).units() * 1000 / (1000 + i64::from(tracking.0)));
        let indent = if of.kind == Kind::Paragraph && unit == 0 { self.indent_at(width) } else { Em::ZERO };
        Measure::indented(wide, indent)
    }

    /// First lines of a paragraph that may not stand alone at the foot of one of so many columns.
    pub(super) fn orphans(&self, columns: usize) -> usize {
        self.orphans[usize::from(columns > 1)]
    }

    /// The lines of a piece from `unit` on, at a width and a letter-space in per mille of an em.
    pub(super) fn galley(&self, piece: usize, unit: u32, width: Em, tracking: PerMille) -> Rc<Galley> {
        let of = &self.pieces[piece];
        of.lines.galley(&of.text, &of.rules, unit, self.measure(piece, unit, width, tracking))
    }

    /// Whether the lines of all pieces are chosen one after the other.
    pub(super) fn greedy(&self) -> bool {
        (0..self.pieces.len()).all(|piece| self.line_by_line(piece))
    }

    /// Fewest lines of the whole at one width; subheads count two.
    pub(super) fn need(&self, width: Em) -> u32 {
        if let Some(&need) = self.needs.borrow().get(&width) {
            return need;
        }
        let need = self.lines_of(Cursor::default(), width, true);
        self.needs.borrow_mut().insert(width, need);
        need
    }

    /// Whether the lines of a piece are chosen one after the other, so that its rest has the same lines by itself.
    pub(super) fn line_by_line(&self, piece: usize) -> bool {
        self.pieces[piece].rules.breaker == Breaker::Greedy
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
        self.lines_of(at, width, false)
    }

    /// The same with the heads of a section as they are at column tops, or between two texts.
    fn lines_of(&self, at: Cursor, width: Em, tops: bool) -> u32 {
        let rest = self.pieces.iter().enumerate().skip(at.piece);
        rest.map(|(index, piece)| {
            let unit = if index == at.piece { at.unit } else { 0 };
            let lines = u32::try_from(self.galley(index, unit, width, PerMille::ZERO).lines.len()).unwrap_or(0);
            let head = self.opener(index).filter(|_| unit == 0).map_or(0, |opener| opener.rows(width, tops));
            lines + u32::from(piece.kind == Kind::Subhead && unit == 0) + u32::from(head)
        })
        .sum()
    }

    /// Lines of text from a cursor to the end at one width; counting ends where there are `enough`.
    pub(super) fn text_lines(&self, at: Cursor, width: Em, enough: u32) -> u32 {
        let mut lines = 0;
        for index in at.piece..self.pieces.len() {
            let unit = if index == at.piece { at.unit } else { 0 };
            lines += u32::try_from(self.galley(index, unit, width, PerMille::ZERO).lines.len()).unwrap_or(0);
            if lines >= enough {
                break;
            }
        }
        lines
    }
}

/// Text and role of a block.
pub(super) fn inline_of(block: &Block) -> (&Inline, Role) {
    match block {
        Block::Paragraph(inline) => (inline, Role::Body),
        Block::Subhead(inline) => (inline, Role::Subhead),
    }
}

/// Text without white: lines give up the space at which they end.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The copy of a story from its beginning.
pub(super) fn whole(desk: &Desk<'_>, shaped: &Shaped<'_>, id: StoryId, area: &Area) -> Copy {
    let house = House::body(desk.layout, area);
    let story = desk.edition.story(id);
    let texts = shaped.blocks.get(&id).map(Vec::as_slice).unwrap_or_default();
    let blocks = story.blocks.iter().zip(texts).enumerate();
    let mut pieces: Vec<Piece> =
        blocks.map(|(block, (of, text))| piece(desk, house, shaped.memory, (block, of, text))).collect();
    pieces.extend(end_pieces(desk, house, id));
    pieces.iter_mut().for_each(|piece| piece.story = Some(id));
    Copy::new(scaled(pieces, area.body_scale), desk.layout, house).signed(desk.edition, id)
}

/// A block as a piece; it is shaped anew where the looks of its area are not those of the page where the story begins.
fn piece(
    desk: &Desk<'_>,
    house: House<'_>,
    memory: &Memory,
    (block, of, (key, text)): (usize, &Block, &ShapedBlock),
) -> Piece {
    let (inline, role) = inline_of(of);
    let kind = if role == Role::Subhead { Kind::Subhead } else { Kind::Paragraph };
    let own = text_key(inline, &desk.faces(role), house.manner(role));
    let text = if own == *key { Arc::clone(text) } else { Arc::new(desk.inline(house, inline, role)) };
    let piece = Piece::new(house, kind, role, text, block);
    let lines = memory.paragraph(own, &piece.rules);
    Piece { lines, ..piece }
}

/// Widens or narrows the running text of an area (长 / 扁).
pub(super) fn scaled(mut pieces: Vec<Piece>, scale: PerMille) -> Vec<Piece> {
    for piece in pieces.iter_mut().filter(|piece| piece.role == Role::Body) {
        piece.scale = PerMille(piece.scale.0 * scale.0 / 1000);
    }
    pieces
}

/// The copy of a note: plain paragraphs that are no story's.
pub(super) fn note(desk: &Desk<'_>, lines: &[Inline], area: &Area) -> Copy {
    let house = House::body(desk.layout, area);
    let paragraph = |(block, line): (usize, &Inline)| {
        Piece::new(house, Kind::Paragraph, Role::Body, Arc::new(desk.inline(house, line, Role::Body)), block)
    };
    Copy::new(lines.iter().enumerate().map(paragraph).collect(), desk.layout, house)
}

/// Byline at the end and credit.
fn end_pieces(desk: &Desk<'_>, house: House<'_>, id: StoryId) -> Vec<Piece> {
    let story = desk.edition.story(id);
    let byline = story.byline.as_ref().filter(|_| story.byline_at == BylinePlace::End);
    let lines = byline.map(|line| (line, Role::Byline)).into_iter();
    lines
        .chain(story.credit.as_ref().map(|line| (line, Role::Credit)))
        .map(|(inline, role)| {
            Piece::new(house, Kind::End, role, Arc::new(desk.inline(house, inline, role)), story.blocks.len())
        })
        .collect()
}
