//! [`Rules`]: the parameters of part A, and the named profiles of A11. `settings` sets them by name.

use crate::geom::Em;

/// Levels of line-start and line-end prohibition (A3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// No prohibition.
    None,
    /// Brackets, stops and pauses.
    Loose,
    /// CLREQ basic.
    Basic,
    /// CLREQ GB.
    #[default]
    Gb,
    /// CLREQ strict.
    Strict,
}

/// Width of a full-width mark at the line end (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineEnd {
    /// Always half an em.
    Half,
    /// Half or full, whichever leaves less to adjust.
    #[default]
    Auto,
    /// Full.
    Full,
}

/// How the lines of a paragraph are chosen (A7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Breaker {
    /// Line by line: what an editor can predict, and the reference.
    #[default]
    Greedy,
    /// The whole paragraph at the least cost, the stages of A7 in their order.
    Optimal,
}

/// Characters of the house's own beside the levels of A3.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct OwnSets {
    /// May not start a line, whatever the level says.
    pub no_start: String,
    /// May not end a line, whatever the level says.
    pub no_end: String,
    /// May start a line, whatever the level says.
    pub may_start: String,
    /// May end a line, whatever the level says.
    pub may_end: String,
}

impl OwnSets {
    /// Whether the house adds nothing to the levels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.no_start, &self.no_end, &self.may_start, &self.may_end].iter().all(|set| set.is_empty())
    }
}

/// Which marks are one em wide (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Style {
    /// 全角式: all.
    #[default]
    Quanjiao,
    /// 开明式: only 。！？.
    Kaiming,
    /// 半角式: none.
    Banjiao,
}

/// How neighbouring marks close up (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Adjacent {
    /// Half an em is taken out.
    #[default]
    Half,
    /// All white between a closing and an opening mark is taken out.
    Tight,
    /// Nothing is taken out.
    None,
}

/// Whether a mark at the start of a line keeps its lead (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Start {
    /// It loses it: the ink stands at the edge.
    #[default]
    Half,
    /// It keeps it.
    Full,
}

/// Cell of the interpunct · (A1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mid {
    /// Half an em.
    #[default]
    Half,
    /// One em, a quarter of white on each side.
    Full,
}

/// All parameters of composition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Prohibition.
    pub level: Level,
    /// Width of marks.
    pub style: Style,
    /// Neighbouring marks.
    pub adjacent: Adjacent,
    /// Opening mark at the start of a line.
    pub line_start: Start,
    /// Opening mark at the start of an indented paragraph.
    pub para_start: Start,
    /// Line end.
    pub line_end: LineEnd,
    /// Cell of ·.
    pub mid: Mid,
    /// Gap between Han and Latin or numbers (A6).
    pub gap: Em,
    /// The gap may shrink and grow (A6).
    pub gap_flex: bool,
    /// How far the gap may grow (A7.7 stage 2): ½ or ⅓ em.
    pub gap_max: Em,
    /// Trail of 。！？ may shrink (A7.6 stage 6).
    pub shrink_stop: bool,
    /// A number stays with the measure word after it (A4).
    pub keep_unit: bool,
    /// More than this between characters is reported (A7.7 stage 3).
    pub loose: Em,
    /// Latin words may be hyphenated (A4); the text must have been shaped so.
    pub hyphenate: bool,
    /// Latin text and numbers fill whole ems, so that Han stands on the character grid (A6).
    pub snap: bool,
    /// A pause or stop that would start the next line hangs outside the measure (A8).
    pub hang: bool,
    /// How lines are chosen (A7).
    pub breaker: Breaker,
    /// The house's own prohibitions (A3).
    pub sets: OwnSets,
}

/// `news-cn`, the default profile of A11.
const NEWS_CN: Rules = Rules {
    level: Level::Gb,
    style: Style::Quanjiao,
    adjacent: Adjacent::Half,
    line_start: Start::Half,
    para_start: Start::Half,
    line_end: LineEnd::Auto,
    mid: Mid::Half,
    gap: Em::QUARTER,
    gap_flex: true,
    gap_max: Em::HALF,
    shrink_stop: true,
    keep_unit: false,
    loose: Em::QUARTER,
    hyphenate: false,
    snap: false,
    hang: false,
    breaker: Breaker::Greedy,
    sets: OwnSets { no_start: String::new(), no_end: String::new(), may_start: String::new(), may_end: String::new() },
};

/// A11, row by row. The centred marks of `tw-news` come from the language of the text.
pub(super) fn profiles() -> [(&'static str, Rules); 6] {
    [
        ("gb", Rules { line_end: LineEnd::Half, ..NEWS_CN }),
        ("news-cn", NEWS_CN),
        ("news-kaiming", Rules { style: Style::Kaiming, line_end: LineEnd::Half, shrink_stop: false, ..NEWS_CN }),
        ("strict", Rules { level: Level::Strict, line_end: LineEnd::Half, shrink_stop: false, ..NEWS_CN }),
        (
            "tight",
            Rules { adjacent: Adjacent::Tight, line_end: LineEnd::Half, gap: Em::EIGHTH, gap_flex: false, ..NEWS_CN },
        ),
        (
            "tw-news",
            Rules {
                level: Level::None,
                adjacent: Adjacent::None,
                line_start: Start::Full,
                para_start: Start::Full,
                line_end: LineEnd::Full,
                mid: Mid::Full,
                gap_flex: false,
                shrink_stop: false,
                ..NEWS_CN
            },
        ),
    ]
}

impl Default for Rules {
    fn default() -> Self {
        NEWS_CN
    }
}
