//! [`Edition`]: everything a night needs, read and checked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::orders::Orders;
use super::signoff::SignOff;
use crate::diag::{Source, Span};
use crate::font::FontBook;
use crate::layout::{AreaId, Layout};
use crate::page::PageNo;
use crate::picture::{Focus, Picture, PictureId};
use crate::story::{Inline, Story, StoryId};

/// The paper: what never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// 报名.
    pub name: String,
    /// Latin line under the name, may be empty.
    pub latin: String,
    /// 国内统一连续出版物号: `CN 00-0000`.
    pub number: String,
    /// Lines of the nameplate: 主管, 主办, 总编辑 …
    pub imprint: Vec<String>,
    /// Web address, may be empty.
    pub web: String,
}

/// The issue: what changes each day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Year, month, day.
    pub date: (u16, u8, u8),
    /// 星期一: checked against the date.
    pub weekday: String,
    /// 丙午年十月十五.
    pub lunar: String,
    /// 期号.
    pub number: u32,
    /// Weather or another line of the strip, may be empty.
    pub note: String,
}

/// One captioned QR code of the ear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What the code says.
    pub data: String,
    /// Caption under it.
    pub caption: String,
    /// Where it is written.
    pub span: Span,
}

/// A picture as placed by the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    /// Which picture.
    pub picture: PictureId,
    /// Caption.
    pub caption: Option<Inline>,
    /// Credit.
    pub credit: Option<Inline>,
    /// The part that must be seen.
    pub focus: Option<Focus>,
    /// Where it is written.
    pub span: Span,
}

/// One pointer of the front page (导读).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// Short head.
    pub head: String,
    /// Story that it points to.
    pub story: StoryId,
    /// Page where that story begins: found, not typed.
    pub page: PageNo,
    /// Name of that page: found, not typed.
    pub page_name: String,
    /// Where it is written.
    pub span: Span,
}

/// What stands in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The furniture that the role says: nameplate, strip.
    Furniture,
    /// A story from its beginning.
    Story(StoryId),
    /// Rests of stories, in the order in which they stand: indices into [`Edition::jumps`]. A story area has one.
    Rests(Vec<usize>),
    /// Lines of a flag or banner.
    Flag(Vec<String>),
    /// QR codes.
    Ear(Vec<Code>),
    /// Pointers.
    Pointers(Vec<Pointer>),
    /// A picture.
    Picture(PictureUse),
    /// An advertisement: a picture, or `None` for the hole.
    Ad(Option<PictureUse>),
    /// A note: head and plain paragraphs.
    Note(String, Vec<Inline>),
}

/// An area of a page with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it is written in `edition.toml`.
    pub span: Span,
    /// What it is.
    pub content: Content,
    /// What the desk orders for it on the night.
    pub orders: Orders,
}

/// An advertisement inside the area of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsetAd {
    /// A picture, or `None` for the hole.
    pub picture: Option<PictureUse>,
    /// Where it is written.
    pub span: Span,
}

/// One page of the edition, or a spread of two.
#[derive(Clone, Debug)]
pub struct EditionPage {
    /// Number; of a spread, that of its left page.
    pub number: PageNo,
    /// Name: 要闻.
    pub name: String,
    /// Design.
    pub layout: Arc<Layout>,
    /// Other designs that the make-up may take instead, if they cost less.
    pub others: Vec<Arc<Layout>>,
    /// How the page is called in notes and pointers, such as `A04`; by its number if empty.
    pub label: String,
    /// 倒头: printed head to foot.
    pub turned: bool,
    /// A spread that goes to the plates as two pages, cut at its fold.
    pub split: bool,
    /// Lines of the folio: 责编, 版式, 校对.
    pub editors: String,
    /// What stands where; every area of the layout is here.
    pub places: BTreeMap<AreaId, Place>,
    /// Where the page is written.
    pub span: Span,
}

/// The head of the rest of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum JumpHead {
    /// Nothing is said: by the rule of standards B8.
    #[default]
    ByRule,
    /// The story's own: `"full"`.
    Full,
    /// The story's `short`: `"short"`.
    Short,
    /// As written.
    Written(String),
    /// None: `false`.
    Without,
}

/// After what a story is wished to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutAt {
    /// After this paragraph of the story, from 1.
    Paragraph(u16),
    /// After so many lines of the area.
    Lines(u16),
}

impl EditionPage {
    /// Number of the last page that it takes: its own, or that of the right page of a spread.
    #[must_use]
    pub fn last(&self) -> PageNo {
        last_page(self.number, &self.layout)
    }

    /// Whether it is this page, or a spread that has it.
    #[must_use]
    pub fn holds(&self, number: PageNo) -> bool {
        (self.number..=self.last()).contains(&number)
    }

    /// Number of the page that an area stands on: of a spread, the page where it begins.
    #[must_use]
    pub fn number_of(&self, area: AreaId) -> PageNo {
        page_of(self.number, &self.layout, area)
    }
}

/// The last page of one that begins with `number`.
pub(super) fn last_page(number: PageNo, layout: &Layout) -> PageNo {
    PageNo(number.0.saturating_add(u16::from(layout.grid.fold.is_some())))
}

/// The page that an area stands on. What stands in the fold column (中缝) counts with the left page.
pub(super) fn page_of(number: PageNo, layout: &Layout, area: AreaId) -> PageNo {
    let grid = &layout.grid;
    let right = grid.columns - grid.page_columns();
    if grid.fold.is_some() && layout.map.columns(area).start >= right { last_page(number, layout) } else { number }
}

/// A story that goes on elsewhere (standards B8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The story.
    pub story: StoryId,
    /// Page and area that it leaves; of a spread, the page that the area stands on.
    pub from: (PageNo, AreaId),
    /// Page and area where it goes on, likewise.
    pub to: (PageNo, AreaId),
    /// Head of the rest.
    pub head: JumpHead,
    /// Where it is wished to be cut, and where that is written; at the foot of its area if nothing is said.
    pub at: Option<(CutAt, Span)>,
    /// Lines by which the cut may be moved to a better place.
    pub within: u16,
    /// Only if the story does not fit where it begins.
    pub if_needed: bool,
    /// The story that takes the place of the rest, if the jump is not needed.
    pub instead: Option<StoryId>,
    /// Where it is written.
    pub span: Span,
}

impl Jump {
    /// Lines by which a cut may be moved, if nothing is said (standards B8).
    pub const WITHIN: u16 = 2;
}

/// Everything a night needs.
#[derive(Clone, Debug)]
pub struct Edition {
    /// `edition.toml`.
    pub source: Arc<Source>,
    /// 版次: the name of a regional edition, such as 城南版; empty if it has none.
    pub name: String,
    /// The edition that it overlays: its file, as the desk would type it.
    pub base: Option<PathBuf>,
    /// The paper.
    pub paper: Paper,
    /// The issue.
    pub issue: Issue,
    /// Pages in order.
    pub pages: Vec<EditionPage>,
    /// All stories.
    pub stories: Vec<Story>,
    /// Short pieces that may fill what stays empty, in the order in which the desk would take them.
    pub fillers: Vec<StoryId>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// Jumps; each part of a chain is one.
    pub jumps: Vec<Jump>,
    /// Faces.
    pub fonts: Arc<FontBook>,
    /// Output profile of the press (ICC, CMYK), for pictures that are not separated yet.
    pub profile: Arc<[u8]>,
    /// Profile of pictures that carry none (sRGB).
    pub picture_profile: Arc<[u8]>,
    /// What was signed, if the night is set again under it.
    pub sign_off: Option<SignOff>,
}

impl Edition {
    /// Pages of the paper; a spread counts as two.
    #[must_use]
    pub fn page_count(&self) -> u16 {
        self.pages.iter().map(|page| page.last().0 - page.number.0 + 1).sum()
    }

    /// The page of this number, or the spread that has it.
    #[must_use]
    pub fn page(&self, number: PageNo) -> Option<&EditionPage> {
        self.pages.iter().find(|page| page.holds(number))
    }

    /// A story.
    ///
    /// # Panics
    /// If the id is of another edition.
    #[must_use]
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    /// A picture.
    ///
    /// # Panics
    /// If the id is of another edition.
    #[must_use]
    pub fn picture(&self, id: PictureId) -> &Picture {
        &self.pictures[id.0 as usize]
    }
}
