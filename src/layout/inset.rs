//! `picture`, `inset`: what stands inside a story's area, with the text around it (standards B7).

use super::area::{Area, AreaId, AreaRole, BoxStyle};
use super::areas::frame;
use super::units::count;
use crate::desk::{Reader, Value};
use crate::diag::{Diagnostic, Span, rules};
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
    /// Frame or ground; a fact box without one has a rule of 0.5 pt, and a pull quote stands between two rules.
    pub frame: Option<BoxStyle>,
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
            least: LEAST,
            frame: None,
            optional: false,
            span,
        }
    }
}

/// Words for what an inset holds, and what it is in a sentence.
const HOLDS: [(&str, Holds); 4] =
    [("picture", Holds::Picture), ("quote", Holds::Quote), ("box", Holds::Box), ("ad", Holds::Ad)];

const SIDES: [(&str, Sides); 4] =
    [("none", Sides::Neither), ("left", Sides::Left), ("right", Sides::Right), ("both", Sides::Both)];

const ROWS: [(&str, InsetRow); 3] = [("top", InsetRow::Top), ("middle", InsetRow::Middle), ("foot", InsetRow::Foot)];

/// Fewest characters of a line beside an inset: a shorter one is all gaps.
const LEAST: u16 = 6;

impl Holds {
    /// What it is, in a message: `picture`, `pull quote`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Quote => "pull quote",
            Self::Box => "fact box",
            Self::Ad => "advertisement",
        }
    }
}

impl Holds {
    /// The word in TOML.
    #[must_use]
    pub fn word(self) -> &'static str {
        HOLDS.iter().find(|(_, holds)| *holds == self).map_or("picture", |(word, _)| word)
    }
}

/// Reads the insets of one area of so many columns: `picture` and `[[area.X.inset]]`.
pub(super) fn read(reader: &Reader<'_>, area: &mut Area, columns: u16) {
    picture(reader, area, columns);
    let Some(node) = reader.node("inset") else { return };
    if area.role != AreaRole::Story {
        let message = format!("area {} is {} and cannot have an `inset`", area.id.0, area.role.phrase());
        reader.bad(&node.span, message, "insets stand in the text of a story");
    }
    for item in reader.as_list("inset", node).unwrap_or_default() {
        let Some(table) = reader.as_table("inset", item) else { continue };
        let inner = Reader::new(table, format!("an inset of {}", reader.name()), reader.problems);
        let before = reader.problems.errors();
        let inset = one(&inner, (area.id, columns), &item.span);
        inner.close();
        // What is wrong in itself is not held against the others.
        area.insets.extend(inset.filter(|_| reader.problems.errors() == before));
    }
    overlaps(reader, &area.insets);
}

/// `picture = { columns = 2, lines = 16, at = 1 }`; `at` is the number of columns to its left, 0 if nothing is said.
fn picture(reader: &Reader<'_>, area: &mut Area, columns: u16) {
    let Some(node) = reader.node("picture") else { return };
    if let Value::Boolean(false) = node.value {
        return;
    }
    let Some(table) = reader.as_table("picture", node) else { return };
    let inner = Reader::new(table, format!("`picture` in {}", reader.name()), reader.problems);
    let wide = count(&inner, "columns", "columns", 1..=60).unwrap_or(1);
    let lines = lines(&inner);
    let at = count(&inner, "at", "columns", 0..=59).unwrap_or(0);
    inner.close();
    let inset = Inset::columns(Holds::Picture, wide, at, node.span.clone());
    area.insets.push(Inset { lines, ..inset });
    if at + wide > columns {
        let message = format!("the picture ends in column {}, and area {} has {columns}", at + wide, area.id.0);
        reader.bad(&node.span, message, "`at` is the number of columns to the left of the picture");
    }
}

/// One `[[area.X.inset]]` of an area of so many columns.
fn one(inner: &Reader<'_>, (area, columns): (AreaId, u16), span: &Span) -> Option<Inset> {
    let holds = inner.choice("holds", &HOLDS).unwrap_or(Holds::Picture);
    let width = width(inner, span)?;
    let at = count(inner, "at", "columns", 0..=59).unwrap_or(0);
    let indent = count(inner, "indent", "characters", 0..=200).unwrap_or(0);
    let row = row(inner);
    let lines = lines(inner);
    let sides = inner.choice("around", &SIDES).unwrap_or_default();
    let gap = inner.node("gap").and_then(|node| inner.number("gap", node, 0.0..=10.0)).map_or(Em::ONE, Em::from_f64);
    let least = count(inner, "least", "characters", LEAST..=60).unwrap_or(LEAST);
    let frame = frame(inner);
    let optional = inner.flag("optional").unwrap_or(false);
    let wide = if let InsetWidth::Columns(columns) = width { columns } else { 1 };
    if at + wide > columns {
        let message = format!("the {} ends in column {}, and area {} has {columns}", holds.name(), at + wide, area.0);
        inner.bad(span, message, "`at` is the number of columns to the left of an inset");
        return None;
    }
    let span = span.clone();
    Some(Inset { holds, width, at, indent, row, lines, sides, gap, least, frame, optional, span })
}

/// `columns` or `chars`: one column if nothing is said.
fn width(inner: &Reader<'_>, span: &Span) -> Option<InsetWidth> {
    let columns = count(inner, "columns", "columns", 1..=60);
    match count(inner, "chars", "characters", 2..=200) {
        Some(_) if columns.is_some() => {
            let message = format!("`columns` and `chars` of {} both give the width", inner.name());
            inner.bad(span, message, "keep one of the two");
            None
        }
        Some(chars) => Some(InsetWidth::Chars(chars)),
        None => Some(InsetWidth::Columns(columns.unwrap_or(1))),
    }
}

/// `row = "middle"`, or lines under the head.
fn row(inner: &Reader<'_>) -> InsetRow {
    match inner.node("row") {
        Some(node) if matches!(node.value, Value::Integer(_)) => {
            inner.as_whole("row", node, 0..=1000).map_or(InsetRow::Top, InsetRow::Line)
        }
        Some(_) => inner.choice("row", &ROWS).unwrap_or_default(),
        None => InsetRow::Top,
    }
}

/// `lines = 16`, or `lines = "12..18"` for the fit.
fn lines(inner: &Reader<'_>) -> Option<(u16, u16)> {
    let node = inner.node("lines")?;
    let Value::String(text) = &node.value else {
        return inner.as_whole("lines", node, 2..=500).map(|lines| (lines, lines));
    };
    let ends = text.split_once("..").and_then(|(from, to)| {
        Some((from.trim().parse::<u16>().ok()?, to.trim_start_matches('=').trim().parse::<u16>().ok()?))
    });
    let ends = ends.filter(|(from, to)| (2..=500).contains(from) && from <= to && *to <= 500);
    if ends.is_none() {
        let message = format!("`lines` in {} cannot be \"{text}\"", inner.name());
        inner.bad(&node.span, message, "a height is a number of lines (16) or a range for the fit (\"12..18\")");
    }
    ends
}

/// Reports insets that are drawn over each other, whatever is copied into them.
fn overlaps(reader: &Reader<'_>, insets: &[Inset]) {
    for (at, one) in insets.iter().enumerate() {
        if let Some(other) = insets[..at].iter().find(|other| one.abreast(other) && one.level(other)) {
            let message = format!("two insets of {} stand on each other", reader.name());
            let found = Diagnostic::new(&rules::INSET_OVERLAP, one.span.clone(), message);
            reader
                .problems
                .push(found.also(other.span.clone(), "the other").help("give one of them another `at` or `row`"));
        }
    }
}

impl Inset {
    /// Whether two insets have a column in common. Where only the make-up knows it, they have none.
    fn abreast(&self, other: &Self) -> bool {
        let (InsetWidth::Columns(one), InsetWidth::Columns(two)) = (self.width, other.width) else {
            let ends = |inset: &Self| match inset.width {
                InsetWidth::Chars(chars) if inset.at == self.at => Some((inset.indent, inset.indent + chars)),
                _ => None,
            };
            return matches!((ends(self), ends(other)), (Some(one), Some(two)) if one.0 < two.1 && two.0 < one.1);
        };
        self.at < other.at + two && other.at < self.at + one
    }

    /// Whether two insets have a line in common at any height.
    fn level(&self, other: &Self) -> bool {
        let rows = |inset: &Self| match inset.row {
            InsetRow::Top => Some((0, inset.lines.map_or(2, |lines| lines.0))),
            InsetRow::Line(line) => Some((line, line + inset.lines.map_or(2, |lines| lines.0))),
            InsetRow::Middle | InsetRow::Foot => None,
        };
        match (rows(self), rows(other)) {
            (Some(one), Some(two)) => one.0 < two.1 && two.0 < one.1,
            _ => self.row == other.row,
        }
    }
}
