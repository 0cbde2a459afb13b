//! Where the head of a story stands to its text, and in what shape (standards B6, "Text–head arrangements" of B9).
//!
//! ```text
//!   over 盖文      between 文夹    brow 眉心      inside 串文    around 文包    diagonal 对角
//!   H H H H H     t t H t t      t t H t t      H H t t t      t t t t t      H H t t t
//!   t t t t t     t t H t t      t t H t t      H H t t t      t H H H t      H H t t t
//!   t t t t t     t t H t t      t t t t t      t t t t t      t H H H t      t t t D D
//!   t t t t t     t t H t t      t t t t t      t t t t t      t t t t t      t t t D D
//! ```

use super::area::{Area, AreaRole, Side};
use super::drawing::Drawing;
use super::inset::{Holds, Inset, InsetWidth};
use super::looks::ALIGNS;
use super::units::{count, ink, not_negative};
use crate::desk::{Reader, Value};
use crate::geom::{Length, WritingMode};
use crate::style::{Align, Ink};

/// Where a head stands to its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HeadAt {
    /// 盖文: over all columns, or over some of them: `"over"`.
    #[default]
    Over,
    /// In a strip at the left: `"left"`.
    Left,
    /// In a strip at the right: `"right"`.
    Right,
    /// 文夹: in a strip with columns at both sides: `"between"`.
    Between,
    /// 眉心: at the top, with text at both sides and under it: `"brow"`.
    Brow,
    /// 串文: in a top corner, with text beside and under it: `"inside"`.
    Inside,
    /// 文包: with text on all sides: `"around"`.
    Around,
    /// 对角: kicker and head at the top left, deck and summary at the bottom right: `"diagonal"`.
    Diagonal,
}

/// The shape of several lines of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HeadShape {
    /// One under the other: `"stacked"`.
    #[default]
    Stacked,
    /// 梯形: each set in further than the one before it: `"stepped"`.
    Stepped,
}

/// Where a head stands in a room that is higher than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HeadStand {
    /// `"top"`.
    Top,
    /// `"middle"`.
    #[default]
    Middle,
    /// `"foot"`.
    Foot,
}

/// 题的底: a ground or a frame behind a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeadPanel {
    /// Ground.
    pub tint: Option<Ink>,
    /// Weight of the rule around it; zero for none.
    pub rule: Length,
    /// Ink of the type; `None` takes paper on a dark ground, and else that of each part.
    pub ink: Option<Ink>,
}

/// Place and shape of the head of one area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct HeadPlace {
    /// Where.
    pub at: HeadAt,
    /// Which way its lines run.
    pub writing: WritingMode,
    /// Columns of the area that it is wide: `head_columns`.
    pub columns: Option<u16>,
    /// Columns at its left: `head_from`.
    pub from: Option<u16>,
    /// Characters of the body that it is wide: `head_chars`.
    pub chars: Option<u16>,
    /// Lines of the grid that it is high: `head_lines`; for a vertical head inside its text they must be said.
    pub lines: Option<u16>,
    /// The corner of a head inside its text: `head_side`.
    pub right: bool,
    /// Where in a room that is higher: `head_stand`.
    pub stand: HeadStand,
    /// `head_shape`.
    pub shape: HeadShape,
    /// Short lines are opened to their measure: `head_fill`.
    pub fill: bool,
    /// `head_panel`.
    pub panel: Option<HeadPanel>,
    /// It stands on the first picture of the story: `head_on = "picture"`.
    pub on_picture: bool,
}

impl HeadPlace {
    /// Whether it is a box in the text, which the columns run around.
    #[must_use]
    pub fn in_text(&self) -> bool {
        matches!(self.at, HeadAt::Between | HeadAt::Brow | HeadAt::Inside | HeadAt::Around | HeadAt::Diagonal)
    }
}

const WRITINGS: [(&str, WritingMode); 2] =
    [("horizontal", WritingMode::Horizontal), ("vertical", WritingMode::Vertical)];
const PLACES: [(&str, HeadAt); 8] = [
    ("over", HeadAt::Over),
    ("left", HeadAt::Left),
    ("right", HeadAt::Right),
    ("between", HeadAt::Between),
    ("brow", HeadAt::Brow),
    ("inside", HeadAt::Inside),
    ("around", HeadAt::Around),
    ("diagonal", HeadAt::Diagonal),
];
const STANDS: [(&str, HeadStand); 3] =
    [("top", HeadStand::Top), ("middle", HeadStand::Middle), ("foot", HeadStand::Foot)];
/// Shape, and the place of the lines if it says one.
const SHAPES: [(&str, (HeadShape, Option<Align>)); 4] = [
    ("stacked", (HeadShape::Stacked, None)),
    ("stepped", (HeadShape::Stepped, None)),
    ("centred", (HeadShape::Stacked, Some(Align::Center))),
    ("left", (HeadShape::Stacked, Some(Align::Left))),
];
/// Every key of a head's place.
pub(super) const KEYS: [&str; 12] = [
    "head_at",
    "head_writing",
    "head_columns",
    "head_chars",
    "head_from",
    "head_lines",
    "head_side",
    "head_stand",
    "head_shape",
    "head_fill",
    "head_panel",
    "head_on",
];

/// Reads the place of a head. The area knows its own columns and its align already.
pub(super) fn read(reader: &Reader<'_>, area: &mut Area) {
    let writing = reader.choice("head_writing", &WRITINGS);
    let at = reader.choice("head_at", &PLACES);
    let side = reader.choice("head_side", &[("left", Side::Left), ("right", Side::Right)]);
    let shape = reader.choice("head_shape", &SHAPES);
    let mut place = HeadPlace {
        // A vertical head stands at the right if nothing is said, a head at a side runs down.
        at: at.unwrap_or(if writing == Some(WritingMode::Vertical) { HeadAt::Right } else { HeadAt::Over }),
        columns: count(reader, "head_columns", "columns", 1..=59),
        from: count(reader, "head_from", "columns", 0..=59),
        chars: count(reader, "head_chars", "characters", 1..=200),
        lines: count(reader, "head_lines", "lines", 2..=200),
        right: side == Some(Side::Right),
        stand: reader.choice("head_stand", &STANDS).unwrap_or_default(),
        shape: shape.map(|shape| shape.0).unwrap_or_default(),
        fill: reader.flag("head_fill").unwrap_or(false),
        panel: panel(reader),
        on_picture: reader.choice("head_on", &[("picture", true), ("paper", false)]).unwrap_or(false),
        ..HeadPlace::default()
    };
    let beside = matches!(place.at, HeadAt::Left | HeadAt::Right);
    place.writing = writing.unwrap_or(if beside { WritingMode::Vertical } else { WritingMode::Horizontal });
    if let Some(align) = shape.and_then(|shape| shape.1) {
        own_align(reader, area, align);
        area.align = Some(align);
    }
    area.head_place = place;
}

/// `head_shape` and `align` may not say two things.
fn own_align(reader: &Reader<'_>, area: &Area, align: Align) {
    let (Some(own), Some(node)) = (area.align, reader.node("head_shape")) else { return };
    if own != align {
        let word = ALIGNS.iter().find(|found| found.1 == own).map_or("", |found| found.0);
        let message = format!("`head_shape` in {} goes against align = \"{word}\"", reader.name());
        reader.bad(&node.span, message, "keep one of the two; \"stacked\" and \"stepped\" go with any `align`");
    }
}

/// `head_panel = { tint = "K10", rule = "0.5pt", ink = "paper" }`, or `true` for a light ground.
fn panel(reader: &Reader<'_>) -> Option<HeadPanel> {
    let node = reader.node("head_panel")?;
    let mut panel = HeadPanel { tint: None, rule: Length::ZERO, ink: None };
    match &node.value {
        Value::Boolean(true) => panel.tint = Some(Ink::Black(crate::geom::PerMille(100))),
        Value::Boolean(false) => return None,
        Value::Table(table) => {
            let inner = Reader::new(table, format!("`head_panel` in {}", reader.name()), reader.problems);
            panel.tint = ink(&inner, "tint");
            panel.rule = not_negative(&inner, "rule").unwrap_or_default();
            panel.ink = ink(&inner, "ink");
            inner.close();
            if panel.tint.is_none() && panel.rule == Length::ZERO && reader.problems.errors() == 0 {
                let message = format!("`head_panel` in {} has neither a ground nor a rule", reader.name());
                reader.bad(&node.span, message, "give it a `tint` such as \"K10\", or a `rule` such as \"0.5pt\"");
            }
        }
        _ => reader.wrong("head_panel", node, "true, false or a table such as { tint = \"K10\" }"),
    }
    Some(panel)
}

/// What does not go together; `columns` are those of the area.
pub(super) fn check(reader: &Reader<'_>, area: &mut Area, drawing: &Drawing, columns: u16) {
    let place = area.head_place;
    let text = matches!(area.role, AreaRole::Story | AreaRole::Note);
    for key in KEYS {
        if let Some(node) = reader.node(key).filter(|_| !text) {
            let message = format!("area {} is {} and cannot have `{key}`", area.id.0, area.role.phrase());
            reader.bad(&node.span, message, "it goes with a story or a note");
        }
    }
    let on = area.insets.first().filter(|inset| inset.holds == Holds::Picture).cloned();
    let check = Check { reader, area, columns };
    let own = area.writing == WritingMode::Vertical || area.pitch.is_some();
    if own && (place.in_text() || place.on_picture || place.columns.is_some() && place.at == HeadAt::Over) {
        let message = format!("the lines of area {} leave the grid, and nothing can stand among them", area.id.0);
        check.bad(&["head_at", "head_on", "head_columns"], message, "put the head over all of it, or at a side");
    } else if place.in_text() && !drawing.map.is_rectangle(area.id) {
        let message = format!("area {} is stepped, and its head stands over it", area.id.0);
        check.bad(&["head_at"], message, "draw it as a rectangle, or leave `head_at` out");
    } else {
        check.writing();
        check.only_where();
        check.width();
        if place.on_picture && on.is_none() && place.at == HeadAt::Over {
            let message = format!("area {} does not say where its picture stands", area.id.0);
            check.bad(&["head_on"], message, "add picture = { columns = … }, as wide as the head is to be");
        }
    }
    // The head is as wide as the picture that it stands on.
    if let (true, Some(Inset { width: InsetWidth::Columns(wide), at, .. })) = (place.on_picture, on) {
        (area.head_place.columns, area.head_place.from) = (Some(wide), Some(at));
    }
}

struct Check<'a, 'r> {
    reader: &'a Reader<'r>,
    area: &'a Area,
    columns: u16,
}

impl Check<'_, '_> {
    /// Reports at the first of these keys that is written.
    fn bad(&self, keys: &[&'static str], message: String, help: &str) {
        if let Some(node) = keys.iter().find_map(|key| self.reader.node(key)) {
            self.reader.bad(&node.span, message, help);
        }
    }

    fn writing(&self) {
        let (place, name) = (self.area.head_place, self.reader.name());
        let vertical = place.writing == WritingMode::Vertical;
        if vertical && place.at == HeadAt::Over {
            let message = format!("`head_writing` and `head_at` in {name} do not go together");
            self.bad(&["head_at", "head_writing"], message, "a head over its story is horizontal");
        }
        if vertical && place.in_text() && place.at != HeadAt::Between && place.lines.is_none() {
            let message = format!("the vertical head of {name} does not say how high it is");
            self.bad(&["head_writing"], message, "add `head_lines`, its height in lines: 8 to 32 are usual");
        }
        if place.on_picture && (place.at != HeadAt::Over || vertical || place.columns.is_some()) {
            let message = format!("`head_on` in {name} puts the head on its picture, and it cannot stand elsewhere");
            self.bad(&["head_on"], message, "leave `head_at`, `head_writing` and `head_columns` out");
        }
        if place.on_picture && place.panel.is_some() {
            let message = format!("`head_on` and `head_panel` in {name} are both grounds of the head");
            self.bad(&["head_panel"], message, "keep one of the two");
        }
    }

    /// Keys that mean something in some places only.
    fn only_where(&self) {
        let place = self.area.head_place;
        let inside = place.in_text();
        let beside = matches!(place.at, HeadAt::Left | HeadAt::Right);
        let wrong = [
            (
                "head_chars",
                !beside && !inside || place.at == HeadAt::Between,
                "is for a head at the side or in the text",
            ),
            ("head_from", beside || matches!(place.at, HeadAt::Inside | HeadAt::Diagonal), "has no meaning there"),
            (
                "head_lines",
                !inside || matches!(place.at, HeadAt::Between | HeadAt::Diagonal),
                "is for a head in the text",
            ),
            ("head_side", place.at != HeadAt::Inside, "is for a head in a corner of its text"),
            (
                "head_stand",
                !(beside || place.at == HeadAt::Between || place.on_picture),
                "is for a room that is higher",
            ),
        ];
        for (key, is, why) in wrong {
            if let Some(node) = self.reader.node(key).filter(|_| is) {
                let message = format!("`{key}` in {} {why}", self.reader.name());
                self.reader.bad(&node.span, message, "leave it out, or choose another `head_at`");
            }
        }
    }

    /// The head leaves columns where its place says that there is text.
    fn width(&self) {
        let (place, n) = (self.area.head_place, self.columns);
        let wide = place.wide(n);
        if let (Some(_), Some(node)) = (place.columns, self.reader.node("head_chars")) {
            let message = format!("`head_columns` and `head_chars` in {} both give the width", self.reader.name());
            self.reader.bad(&node.span, message, "keep one of the two");
            return;
        }
        if place.chars.is_some() {
            return;
        }
        // Columns that must be left at the left and at the right of it, and how many in all.
        let (sides, least): ((u16, u16), u16) = match place.at {
            HeadAt::Between | HeadAt::Brow => ((1, 1), 2),
            HeadAt::Inside => ((0, 0), 1),
            HeadAt::Over | HeadAt::Around => ((0, 0), 0),
            HeadAt::Diagonal | HeadAt::Left | HeadAt::Right => return,
        };
        let from = place.first(n);
        let fits = from >= sides.0 && u32::from(from) + u32::from(wide) + u32::from(sides.1) <= u32::from(n);
        if !fits || n.saturating_sub(wide) < least {
            let message =
                format!("a head of {wide} columns after {from} does not leave area {} its text", self.area.id.0);
            let help =
                format!("the area has {n} columns: say `head_columns` and `head_from`, or `head_chars` where it goes");
            self.bad(&["head_columns", "head_from", "head_at"], message, &help);
        }
    }
}

impl HeadPlace {
    /// Columns that it is wide, of `n`.
    #[must_use]
    pub fn wide(&self, n: u16) -> u16 {
        self.columns.unwrap_or(match self.at {
            HeadAt::Over => n - self.from.unwrap_or(0).min(n.saturating_sub(1)),
            HeadAt::Left | HeadAt::Right | HeadAt::Between => 1,
            HeadAt::Brow | HeadAt::Around => n.saturating_sub(2).max(1),
            HeadAt::Inside | HeadAt::Diagonal => n.div_ceil(2),
        })
    }

    /// Columns at its left, of `n`: where nothing is said it stands in the middle, or in its corner.
    #[must_use]
    pub fn first(&self, n: u16) -> u16 {
        let spare = n.saturating_sub(self.wide(n));
        self.from.unwrap_or(match self.at {
            HeadAt::Between | HeadAt::Brow | HeadAt::Around => spare / 2,
            HeadAt::Inside if self.right => spare,
            _ => 0,
        })
    }
}
