//! `picture`: what stands inside a story's area, with the text around it (standards B7).

use super::area::Area;
use super::units::count;
use crate::desk::{Reader, Value};
use crate::diag::Span;
use crate::geom::Em;

/// What an inset holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// The next picture of the story, with its caption: `"picture"`.
    Picture,
    /// The next pull quote of the story: `"quote"`.
    Quote,
    /// The next fact box of the story: `"box"`.
    Box,
    /// An advertisement that the edition places: `"ad"`.
    Ad,
}

/// How wide an inset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InsetWidth {
    /// Columns of the area: `columns`.
    Columns(u16),
    /// Characters of the body: `chars`.
    Chars(u16),
}

/// At which line of its columns an inset stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum InsetRow {
    /// Under the head, or at the top: `"top"`.
    #[default]
    Top,
    /// In the middle of what the head leaves: `"middle"`.
    Middle,
    /// At the foot: `"foot"`.
    Foot,
    /// So many lines under the head.
    Line(u16),
}

/// At which sides of an inset text may stand, where it does not fill its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Sides {
    /// `"none"`.
    #[default]
    Neither,
    /// `"left"`.
    Left,
    /// `"right"`.
    Right,
    /// `"both"`.
    Both,
}

/// A box inside a story's area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inset {
    /// What it holds.
    pub holds: Holds,
    /// How wide it is.
    pub width: InsetWidth,
    /// Columns to its left.
    pub at: u16,
    /// Characters to its left, beyond those columns.
    pub indent: u16,
    /// Its first line.
    pub row: InsetRow,
    /// Least and most lines of its height, all told; `None` follows from what it holds.
    pub lines: Option<(u16, u16)>,
    /// Where text may stand beside it.
    pub sides: Sides,
    /// White between it and that text, in characters.
    pub gap: Em,
    /// Fewest characters of a line beside it.
    pub least: u16,
    /// Whether the fit may leave it out.
    pub optional: bool,
    /// Where it is written.
    pub span: Span,
}

impl Inset {
    /// An inset of so many columns after `at` others, at the top.
    #[must_use]
    pub fn columns(holds: Holds, columns: u16, at: u16, span: Span) -> Self {
        Self {
            holds,
            width: InsetWidth::Columns(columns),
            at,
            indent: 0,
            row: InsetRow::Top,
            lines: None,
            sides: Sides::Neither,
            gap: Em::ONE,
            least: 6,
            optional: false,
            span,
        }
    }
}

/// `picture = { columns = 2, lines = 16, at = 1 }`; `at` is the number of columns to its left, 0 if nothing is said.
pub(super) fn picture(reader: &Reader<'_>, area: &mut Area, columns: u16) {
    let Some(node) = reader.node("picture") else { return };
    if let Value::Boolean(false) = node.value {
        return;
    }
    let Some(table) = reader.as_table("picture", node) else { return };
    let inner = Reader::new(table, format!("`picture` in {}", reader.name()), reader.problems);
    let wide = count(&inner, "columns", "columns", 1..=60).unwrap_or(1);
    let lines = count(&inner, "lines", "lines", 2..=500);
    let at = count(&inner, "at", "columns", 0..=59).unwrap_or(0);
    inner.close();
    let inset = Inset::columns(Holds::Picture, wide, at, node.span.clone());
    area.insets.push(Inset { lines: lines.map(|lines| (lines, lines)), ..inset });
    if at + wide > columns {
        let message = format!("the picture ends in column {}, and area {} has {columns}", at + wide, area.id.0);
        reader.bad(&node.span, message, "`at` is the number of columns to the left of the picture");
    }
}
