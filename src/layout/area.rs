//! [`Area`] and [`Map`]: the page drawn in letters.

use crate::diag::Span;
use crate::geom::{Length, PerMille};
use crate::layout::Remainder;
use crate::style::{Align, Ink};

/// The letter of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub char);

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

/// One area of the map with its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Columns that the picture of the story spans (counted in the area's own columns); 0 = none.
    pub picture_columns: Option<u16>,
    /// Lines of the picture's height with its caption; `None` keeps the proportions of the picture.
    pub picture_lines: Option<u16>,
    /// Column (from 0) at whose top the picture stands.
    pub picture_at: Option<u16>,
    /// Lines left white at the foot of the area, before the next area below.
    pub space_below: u16,
    /// The story may go on elsewhere.
    pub jump: Option<JumpRule>,
    /// Overset is reported but does not fail the build.
    pub overset_allowed: bool,
    /// Horizontal scale of the body (长 / 扁).
    pub body_scale: PerMille,
}
