//! [`Move`]: one thing that can be done about a page, in an editor's words.

use std::fmt;

use crate::diag::counted;
use crate::edition::{CutAt, Orders};
use crate::geom::Length;
use crate::layout::{AreaId, Band, Part};
use crate::page::PageNo;

/// An area of a page.
pub type Spot = (PageNo, AreaId);

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Lines more are cut from the end of a story.
    Cut {
        /// Where it stands.
        at: Spot,
        /// The story.
        story: String,
        /// Lines, over those that are cut already.
        lines: u16,
        /// What `cut` is then.
        total: u16,
    },
    /// A part is left out.
    Drop {
        /// Where the story stands.
        at: Spot,
        /// The story.
        story: String,
        /// The part.
        part: Part,
    },
    /// The first picture of a story has another height.
    Picture {
        /// Where the story stands.
        at: Spot,
        /// The story.
        story: String,
        /// Lines with its caption, then.
        lines: u16,
        /// Lines now.
        before: u16,
    },
    /// The main head has another size.
    Head {
        /// Where the story stands.
        at: Spot,
        /// The story.
        story: String,
        /// The size.
        size: Length,
        /// Whether it is larger than now.
        larger: bool,
    },
    /// The page has other heights of bands.
    Rows {
        /// The page.
        page: PageNo,
        /// All its heights.
        rows: Vec<Band>,
        /// Who takes lines: areas of the band that grows.
        takes: Vec<AreaId>,
        /// Who gives them: areas of the band that shrinks.
        gives: Vec<AreaId>,
        /// Lines that move.
        lines: u16,
    },
    /// A story goes on elsewhere.
    Jump {
        /// The story.
        story: String,
        /// Where it leaves.
        from: Spot,
        /// Where it goes on.
        to: Spot,
        /// After what it is cut; at the foot of its area if nothing is said.
        cut: Option<CutAt>,
    },
    /// A short piece stands after a story.
    Filler {
        /// Where the story stands.
        at: Spot,
        /// The story.
        story: String,
        /// The piece.
        filler: String,
    },
    /// A writer adds text. It cannot be applied.
    Lengthen {
        /// Where the story stands.
        at: Spot,
        /// The story; empty for a note.
        story: String,
        /// Lines that are wanted.
        lines: u32,
        /// Characters that are wanted.
        characters: u32,
    },
}

/// What two moves of a set cannot both have.
#[derive(PartialEq)]
enum Touches<'a> {
    Order(Spot, &'static str),
    Rows(PageNo),
    Jump(&'a str),
}

impl Move {
    /// The word for machines.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Cut { .. } => "cut",
            Self::Drop { .. } => "drop",
            Self::Picture { .. } => "picture_lines",
            Self::Head { .. } => "head",
            Self::Rows { .. } => "rows",
            Self::Jump { .. } => "jump",
            Self::Filler { .. } => "filler",
            Self::Lengthen { .. } => "lengthen",
        }
    }

    /// Whether it can be written into the edition.
    #[must_use]
    pub fn applies(&self) -> bool {
        !matches!(self, Self::Lengthen { .. })
    }

    /// Whether both cannot be in one set: they speak of the same thing.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.touches() == other.touches()
    }

    fn touches(&self) -> Touches<'_> {
        match self {
            Self::Drop { at, part, .. } => Touches::Order(*at, Orders::word(*part)),
            // A picture that is left out has no height.
            Self::Picture { at, .. } => Touches::Order(*at, Orders::word(Part::Picture)),
            Self::Cut { at, .. } | Self::Head { at, .. } | Self::Filler { at, .. } | Self::Lengthen { at, .. } => {
                Touches::Order(*at, self.name())
            }
            Self::Rows { page, .. } => Touches::Rows(*page),
            Self::Jump { story, .. } => Touches::Jump(story),
        }
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut { story, lines, .. } => {
                write!(f, "cut {} of `{story}`", counted(u32::from(*lines), "line"))
            }
            Self::Drop { story, part, .. } => write!(f, "drop the {} of `{story}`", Orders::word(*part)),
            Self::Picture { story, lines, before, .. } => {
                let by = counted(u32::from(lines.abs_diff(*before)), "line");
                let how = if lines < before { "crop" } else { "enlarge" };
                write!(f, "{how} the picture of `{story}` by {by}, to {lines}")
            }
            Self::Head { story, size, larger, .. } => {
                let how = if *larger { "larger" } else { "smaller" };
                write!(f, "set the head of `{story}` a step {how}, in {} pt", size.to_pt())
            }
            Self::Rows { takes, gives, lines, .. } => {
                let lines = counted(u32::from(*lines), "line");
                write!(f, "let {} take {lines} from {}", letters(takes), letters(gives))
            }
            Self::Jump { story, to: (page, area), cut, .. } => {
                write!(f, "let `{story}` go on in area {} of page {}", area.0, page.0)?;
                match cut {
                    Some(CutAt::Paragraph(paragraph)) => write!(f, ", after paragraph {paragraph}"),
                    Some(CutAt::Lines(lines)) => write!(f, ", after {}", counted(u32::from(*lines), "line")),
                    None => Ok(()),
                }
            }
            Self::Filler { story, filler, .. } => write!(f, "let `{filler}` fill what `{story}` leaves"),
            Self::Lengthen { story, lines, characters, .. } => {
                let of = if story.is_empty() { "the note".to_owned() } else { format!("`{story}`") };
                let characters = counted(*characters, "character");
                write!(f, "write {characters} ({}) more for {of}", counted(*lines, "line"))
            }
        }
    }
}

/// `L`, `L and S`, `L, S and T`.
fn letters(areas: &[AreaId]) -> String {
    let letters: Vec<String> = areas.iter().map(|area| area.0.to_string()).collect();
    match letters.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "white".to_owned(),
    }
}
