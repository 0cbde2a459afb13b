//! [`PageReport`]: what each area came to, in exact lines and characters.

use crate::diag::Severity;
use crate::geom::Em;
use crate::layout::AreaId;
use crate::page::PageNo;

/// A line of the strict grid whose characters do not all stand on whole cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsolidLine {
    /// Its text.
    pub text: String,
    /// Why: the words of [`Unsolid::id`](crate::compose::Unsolid::id), and `letter-space`.
    pub why: Vec<&'static str>,
}

/// What an area came to. A jump section has one account for each of its stories; their lines add up to its own, what is
/// empty and its height are with the last.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AreaReport {
    /// Letter of the area.
    pub area: char,
    /// Story id, or empty.
    pub story: String,
    /// Lines that the columns of the area offer to text, after head and pictures.
    pub capacity: u32,
    /// Lines of text set.
    pub lines: u32,
    /// Characters of the story that are set (without spaces, and without the notes of a jump).
    pub characters: u32,
    /// Lines that did not fit.
    pub overset_lines: u32,
    /// Characters that did not fit.
    pub overset_characters: u32,
    /// Lines left empty.
    pub underset_lines: u32,
    /// The same in characters of a full line.
    pub underset_characters: u32,
    /// Lines that were squeezed.
    pub squeezed: u32,
    /// Lines with more than ¼ em between characters.
    pub loose: u32,
    /// With `snap`: the lines that are not solid.
    pub unsolid: Vec<UnsolidLine>,
    /// Size of the main head, in points; 0 without head.
    pub head_pt: f64,
    /// What did not divide into whole characters, in em, and where the policy put it.
    pub residue: Em,
    /// Height of the area, in lines.
    pub height: u16,
    /// Words that the desk ordered cut from the end of the story, a line a paragraph.
    pub cut: String,
    /// Lines that the head lacks.
    pub head_wanting: u16,
    /// Lines of each box inside the area, with its caption; 0 for one that is left out.
    pub insets: Vec<u16>,
    /// Lines that those boxes lack.
    pub inset_wanting: u16,
    /// What it costs as it is set, term by term.
    pub cost: Vec<(String, i64)>,
    /// How its parts are set where that is not as they are wished: `head 36 pt, 1 step down`, `without deck`.
    pub setting: Vec<String>,
    /// Blocks of the story as they are set here, with the text of their lines: what a sign-off holds.
    pub blocks: Vec<(usize, Vec<String>)>,
}

/// What a page came to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PageReport {
    /// Number of the page.
    pub number: Option<PageNo>,
    /// Heights of the bands, in lines, as solved.
    pub bands: Vec<u16>,
    /// Cost of the page as it is set, by term, without those that are nothing (see [`COSTS`](crate::layout::COSTS)).
    pub cost: Vec<(String, i64)>,
    /// The part of it that areas cost each other, and that the drawing costs.
    pub between: Vec<(String, i64)>,
    /// The design, and what each design cost that was tried, in the order in which they are named.
    pub layouts: Vec<(String, i64)>,
    /// Which of these was taken.
    pub layout: usize,
    /// Whether the search looked at every possible set of heights.
    pub exact: bool,
    /// What was said of the page: rules with their severities, in the order of the work.
    pub said: Vec<(&'static str, Severity)>,
    /// What a page costs that is filled from the top, each band as it is best for the areas that end in it: as the search
    /// reckons it, and as it is set if it was reckoned cheaper.
    pub greedy: i64,
    /// Work of the search, in steps of its budget.
    pub spent: u32,
    /// Its areas, in reading order.
    pub areas: Vec<AreaReport>,
    /// Areas of a picture that are lower than its caption and a line of it, each with the lines that it lacks.
    pub low: Vec<(AreaId, u16)>,
}

impl PageReport {
    /// What the page costs in all, as it is set.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.cost.iter().map(|term| term.1).sum()
    }

    /// Sum of a figure over the areas.
    pub fn sum(&self, figure: impl Fn(&AreaReport) -> u32) -> u32 {
        self.areas.iter().map(figure).sum()
    }

    /// The account of an area; the first of a jump section.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&AreaReport> {
        self.areas.iter().find(|area| area.area == id.0)
    }
}
