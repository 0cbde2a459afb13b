//! The vocabulary of looks: roles, text styles, inks.
//!
//! Takes: nothing. Gives: [`Role`], [`TextStyle`], [`StyleSheet`], [`Ink`]. Cannot: find a face.
//! Source: standards B2, B6, B7 for the roles and their usual sizes.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::geom::{Em, Length, PerMille};

/// What a piece of text is on the page. Styles hang on roles, never on places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 正文: running text.
    Body,
    /// 黑体 runs inside running text (`**bold**`).
    Strong,
    /// 楷体 runs inside running text (`*emphasis*`).
    Emphasis,
    /// 小标题: a heading inside the text.
    Subhead,
    /// 引题.
    Kicker,
    /// 主题.
    Head,
    /// 副题.
    Deck,
    /// 提要题.
    Summary,
    /// 电头, run in before the first paragraph.
    Dateline,
    /// 署名.
    Byline,
    /// Source or editor line at the end of a story.
    Credit,
    /// 图说.
    Caption,
    /// 下转 / 上接.
    JumpNote,
    /// Head of a continued part.
    JumpHead,
    /// 报名: the name of the paper.
    Nameplate,
    /// Small lines of the nameplate: sponsor, authority, numbers.
    Imprint,
    /// 报眉: the folio line.
    Folio,
    /// Captions of the ear.
    Ear,
    /// 栏目题 / 刊头: flag of a themed group, banner.
    Flag,
    /// 导读: pointers.
    Pointer,
    /// The head of a pointer.
    PointerHead,
    /// 引语: a pull quote inside a story's area.
    Quote,
    /// 资料链接: the text of a fact box inside a story's area.
    Box,
    /// The head of a fact box.
    BoxHead,
}

impl Role {
    /// Every role, in the order of the enum.
    pub const ALL: [Self; 24] = [
        Self::Body,
        Self::Strong,
        Self::Emphasis,
        Self::Subhead,
        Self::Kicker,
        Self::Head,
        Self::Deck,
        Self::Summary,
        Self::Dateline,
        Self::Byline,
        Self::Credit,
        Self::Caption,
        Self::JumpNote,
        Self::JumpHead,
        Self::Nameplate,
        Self::Imprint,
        Self::Folio,
        Self::Ear,
        Self::Flag,
        Self::Pointer,
        Self::PointerHead,
        Self::Quote,
        Self::Box,
        Self::BoxHead,
    ];

    /// The name as written in TOML: `jump-note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Strong => "strong",
            Self::Emphasis => "emphasis",
            Self::Subhead => "subhead",
            Self::Kicker => "kicker",
            Self::Head => "head",
            Self::Deck => "deck",
            Self::Summary => "summary",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Credit => "credit",
            Self::Caption => "caption",
            Self::JumpNote => "jump-note",
            Self::JumpHead => "jump-head",
            Self::Nameplate => "nameplate",
            Self::Imprint => "imprint",
            Self::Folio => "folio",
            Self::Ear => "ear",
            Self::Flag => "flag",
            Self::Pointer => "pointer",
            Self::PointerHead => "pointer-head",
            Self::Quote => "quote",
            Self::Box => "box",
            Self::BoxHead => "box-head",
        }
    }
}

/// The language of a text: it decides forms and widths of marks (standards A1, A2, A10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Lang {
    /// Simplified Chinese: `zh-Hans`.
    #[default]
    Simplified,
    /// Traditional Chinese, Taiwan and Hong Kong: `zh-Hant`. Marks stand in the middle of their cells.
    Traditional,
    /// Japanese: `ja`.
    Japanese,
}

impl Lang {
    /// The tag of BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
            Self::Japanese => "ja",
        }
    }
}

/// What a writer sets beside characters (standards A10).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// 着重号: a dot with each character.
    Emphasis,
    /// 专名号: a straight line along a proper noun.
    Name,
    /// 浪线式书名号: a wavy line along a title.
    Title,
    /// 示亡号: a frame around the name of one who has died; the name stays on one line (standards A4).
    Obituary,
    /// 注音: ruby. One reading for each base character, parted by spaces, or one for the whole group.
    Ruby(String),
    /// 纵中横: set across in one em of a vertical line.
    Combined,
}

/// Where the lines of a head or a note stand in their measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Flush with the line start.
    #[default]
    Left,
    /// In the middle of the measure.
    Center,
    /// Flush with the line end.
    Right,
}

/// A process colour in per mille of each ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// Black alone: text, rules. The value is the tint; 1000 is solid.
    Black(PerMille),
    /// Cyan, magenta, yellow, black.
    Process([PerMille; 4]),
}

impl Ink {
    /// Solid black, the ink of text.
    pub const BLACK: Self = Self::Black(PerMille::FULL);
    /// Bare paper, for reversed type.
    pub const PAPER: Self = Self::Black(PerMille::ZERO);

    /// Cyan, magenta, yellow, black in per mille.
    #[must_use]
    pub const fn cmyk(self) -> [PerMille; 4] {
        match self {
            Self::Black(k) => [PerMille::ZERO, PerMille::ZERO, PerMille::ZERO, k],
            Self::Process(inks) => inks,
        }
    }
}

/// How text of one role looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Ids or aliases of faces in the catalogue: the first is the face, the rest its fallback chain.
    pub faces: Vec<String>,
    /// Type size.
    pub size: Length,
    /// Baseline to baseline; `None` follows the grid.
    pub pitch: Option<Length>,
    /// Letter-space added after every character, in em.
    pub tracking: Em,
    /// Horizontal scale (长 and 扁 letters).
    pub scale: PerMille,
    /// Colour.
    pub ink: Ink,
    /// Place in the measure, for roles that are not justified.
    pub align: Align,
}

/// The style of every role.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StyleSheet {
    /// By role; complete after the layout was read.
    pub styles: BTreeMap<Role, TextStyle>,
}

impl StyleSheet {
    /// The style of a role.
    ///
    /// # Panics
    /// If the sheet is not complete, which `layout` makes sure of.
    #[must_use]
    pub fn get(&self, role: Role) -> &TextStyle {
        self.styles.get(&role).expect("layout fills in every role")
    }
}
