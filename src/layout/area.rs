//! [`Area`] and [`Map`]: the page drawn in letters.

use std::ops::Range;

use crate::diag::Span;
use crate::geom::{Em, Length, PerMille, WritingMode};
use crate::layout::{ComposeSettings, HeadPlace, Inset, Remainder};
use crate::style::{Align, Ink};

/// The letter of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub char);

impl AreaId {
    /// `.` in the drawing: white on purpose. It is no area.
    pub const WHITE: Self = Self('.');
}

/// Height of a band of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// So many lines.
    Lines(u16),
    /// Left to the solver between two numbers of lines, both included.
    Range(u16, u16),
    /// Left to the solver.
    Free,
}

/// The drawn page: bands by columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// Heights of the bands, top to bottom, and where each is written.
    pub bands: Vec<(Band, Span)>,
    /// The letter of each cell, by band and column.
    pub cells: Vec<Vec<AreaId>>,
}

impl Map {
    /// The basic columns of an area in one band, as stretches from left to right (two for the arms of a U).
    #[must_use]
    pub fn runs(&self, area: AreaId, band: usize) -> Vec<Range<u16>> {
        let mut runs: Vec<Range<u16>> = Vec::new();
        for (column, cell) in (0_u16..).zip(self.cells.get(band).into_iter().flatten()) {
            if *cell != area {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == column => run.end += 1,
                _ => runs.push(column..column + 1),
            }
        }
        runs
    }

    /// The bands of an area, from its first to its last; empty if it is not drawn.
    #[must_use]
    pub fn bands(&self, area: AreaId) -> Range<usize> {
        let holds = |row: &Vec<AreaId>| row.contains(&area);
        let first = self.cells.iter().position(holds).unwrap_or(0);
        let last = self.cells.iter().rposition(holds).map_or(first, |at| at + 1);
        first..last
    }

    /// The basic columns of an area, from its leftmost to its rightmost; empty if it is not drawn.
    #[must_use]
    pub fn columns(&self, area: AreaId) -> Range<u16> {
        let runs: Vec<Range<u16>> = self.bands(area).flat_map(|band| self.runs(area, band)).collect();
        let left = runs.iter().map(|run| run.start).min().unwrap_or(0);
        left..runs.iter().map(|run| run.end).max().unwrap_or(left)
    }

    /// The basic columns of an area as stretches that no step of it cuts, from left to right: one for a rectangle.
    #[must_use]
    pub fn strips(&self, area: AreaId) -> Vec<Range<u16>> {
        let bands = |column: u16| -> Vec<bool> {
            let held = |row: &Vec<AreaId>| row.get(usize::from(column)) == Some(&area);
            self.cells.iter().map(held).collect()
        };
        let mut strips: Vec<Range<u16>> = Vec::new();
        for column in self.columns(area) {
            match strips.last_mut() {
                Some(strip) if bands(strip.start) == bands(column) => strip.end += 1,
                _ => strips.push(column..column + 1),
            }
        }
        strips
    }

    /// Whether an area is as wide in each of its bands.
    #[must_use]
    pub fn is_rectangle(&self, area: AreaId) -> bool {
        let whole = [self.columns(area)];
        self.bands(area).all(|band| self.runs(area, band) == whole)
    }

    /// Letters in the order of reading: by the band, then the column, in which each is met first. White is left out.
    #[must_use]
    pub fn letters(&self) -> Vec<AreaId> {
        let mut letters = Vec::new();
        for &cell in self.cells.iter().flatten() {
            if cell != AreaId::WHITE && !letters.contains(&cell) {
                letters.push(cell);
            }
        }
        letters
    }

    /// Fewest and most lines of the bands from `first` up to `last` (not included). A free band has at least one.
    #[must_use]
    pub fn height(&self, bands: Range<usize>) -> (u32, Option<u32>) {
        self.bands.get(bands).unwrap_or_default().iter().fold((0, Some(0)), |(least, most), (band, _)| match *band {
            Band::Lines(lines) => (least + u32::from(lines), most.map(|most| most + u32::from(lines))),
            Band::Range(from, to) => (least + u32::from(from), most.map(|most| most + u32::from(to))),
            Band::Free => (least + 1, None),
        })
    }
}

/// What an area is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaRole {
    /// 报头: `"nameplate"`.
    Nameplate,
    /// 报眼: `"ear"`: captioned QR codes.
    Ear,
    /// Date and issue strip under the nameplate: `"strip"`.
    Strip,
    /// `"story"`: a story or the rest of one.
    Story,
    /// 转版专栏: `"jumps"`: the rests of several stories, one after the other.
    Jumps,
    /// `"picture"`: a picture with its caption.
    Picture,
    /// 刊头: `"flag"`: one or two lines over a group, or a banner.
    Flag,
    /// 导读: `"pointers"`.
    Pointers,
    /// `"note"`: a boxed note of plain lines.
    Note,
    /// `"ad"`: an advertisement, or the hole for it.
    Ad,
}

impl AreaRole {
    /// Whether a jump may go there.
    #[must_use]
    pub fn takes_rests(self) -> bool {
        matches!(self, Self::Story | Self::Jumps)
    }
}

/// Weight of a story on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Rank {
    /// 头条: `"lead"`.
    Lead,
    /// 二条: `"second"`.
    Second,
    /// `"third"`.
    #[default]
    Third,
    /// `"short"`: 短讯.
    Short,
}

impl Rank {
    /// One level lower: the head of the rest of a story (standards B8).
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Lead => Self::Second,
            Self::Second => Self::Third,
            Self::Third | Self::Short => Self::Short,
        }
    }
}

/// 加框: a rule or tint around an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxStyle {
    /// Weight of the rule; zero for a tint only.
    pub rule: Length,
    /// Ink of the rule.
    pub ink: Ink,
    /// Tint of the ground.
    pub tint: Option<Ink>,
}

/// How an area lets its story jump (standards B8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpRule {
    /// Fewest lines before the jump.
    pub min_before: u16,
    /// Fewest lines after it.
    pub min_after: u16,
    /// Where it is written.
    pub span: Span,
}

/// A side of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// `"left"`.
    Left,
    /// `"right"`.
    Right,
}

/// How wide a head beside its story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SideWidth {
    /// Basic columns: `head_columns`.
    Columns(u16),
    /// Characters of the body: `head_chars`.
    Chars(u16),
}

/// A head in a strip beside its story: 竖题, or a stack of horizontal lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SideHead {
    /// At which side.
    pub at: Side,
    /// Its width.
    pub width: SideWidth,
}

/// A part of a story that a page can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 引题: `"kicker"`.
    Kicker,
    /// 副题: `"deck"`.
    Deck,
    /// 提要题: `"summary"`.
    Summary,
    /// Pull quotes: `"quote"`.
    Quote,
    /// Fact boxes: `"box"`.
    Box,
    /// Pictures: `"picture"`.
    Picture,
}

/// One area of the map with its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its letter.
    pub id: AreaId,
    /// Where its table stands, or its first letter in the drawing.
    pub span: Span,
    /// What it is for.
    pub role: AreaRole,
    /// Weight of its story.
    pub rank: Rank,
    /// 破栏: own number of columns; `None` keeps the basic columns.
    pub columns: Option<u16>,
    /// Own remainder policy.
    pub remainder: Option<Remainder>,
    /// Frame or ground.
    pub frame: Option<BoxStyle>,
    /// Rule at the top edge of the area (in the white above it).
    pub rule_above: Option<Length>,
    /// Rules between the columns of the area.
    pub column_rules: Option<Length>,
    /// Rule in the gutter at the left edge of the area, to hold it from its neighbour.
    pub rule_left: Option<Length>,
    /// Place of the head lines.
    pub align: Option<Align>,
    /// Own wish for the size of the main head.
    pub head: Option<Length>,
    /// Boxes inside the area, with text around them: pictures, pull quotes, fact boxes, advertisements.
    pub insets: Vec<Inset>,
    /// Its lines leave the grid, and nothing can stand inside it.
    pub insets_refused: bool,
    /// Lines left white at the foot of the area, before the next area below.
    pub space_below: u16,
    /// Fewest lines of a column part beside a step or an inset; shorter ones stay white.
    pub min_part: u16,
    /// The story may go on elsewhere.
    pub jump: Option<JumpRule>,
    /// Parts that the fit may leave out.
    pub optional: Vec<Part>,
    /// Overset is reported but does not fail the build.
    pub overset_allowed: bool,
    /// Horizontal scale of the body (长 / 扁).
    pub body_scale: PerMille,
    /// Which way its lines run. A vertical area has its lines from right to left and its `columns` (栏) one below
    /// the other (standards A10).
    pub writing: WritingMode,
    /// The strip of a head at its side.
    pub side_head: Option<SideHead>,
    /// Where its head stands, and in what shape.
    pub head_place: HeadPlace,
    /// Own white between its columns, in characters.
    pub gutter: Option<Em>,
    /// Own distance from line to line: its lines leave the grid of the page and begin at the top of the area.
    pub pitch: Option<Length>,
    /// Composition of its text, over that of role and layout.
    pub compose: ComposeSettings,
}
