//! [`Layout`]: one page design, complete and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::area::{Area, AreaId, Map, Rank};
use super::checks::Checks;
use super::fit::FitRules;
use super::grid::{Grid, Sheet};
use super::setting::ComposeSettings;
use crate::diag::{Source, Span};
use crate::geom::{Length, PerMille};
use crate::style::{Align, Role, StyleSheet};

/// Sizes of the head parts of one rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankHead {
    /// Wished size of the main head.
    pub head: Length,
    /// Smallest size the fit may choose.
    pub least: Length,
    /// Kicker size.
    pub kicker: Length,
    /// Deck size.
    pub deck: Length,
    /// Size of the summary; `None` is that of its style.
    pub summary: Option<Length>,
    /// Most lines that one written head line may break into.
    pub most_lines: u16,
    /// Own tightest and widest tracking, in per mille of the size.
    pub tracking: Option<(i32, i32)>,
    /// Own narrowest and widest scale.
    pub scale: Option<(PerMille, PerMille)>,
    /// Place of the kicker, if not that of the head.
    pub kicker_align: Option<Align>,
    /// Place of the deck, likewise.
    pub deck_align: Option<Align>,
}

/// House limits for heads (standards B6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRules {
    /// Sizes that may be used, largest first.
    pub ladder: Vec<Length>,
    /// Tightest tracking, per mille of the size (−50 = −5 %).
    pub tracking_min: i32,
    /// Widest tracking.
    pub tracking_max: i32,
    /// Narrowest horizontal scale.
    pub scale_min: PerMille,
    /// Widest horizontal scale.
    pub scale_max: PerMille,
    /// Centred or left, for the whole page.
    pub align: Align,
    /// White lines divided above and below the head parts, at least.
    pub white: u16,
    /// Sizes by rank.
    pub ranks: BTreeMap<Rank, RankHead>,
}

/// 报眉 of inner pages, above the type area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folio {
    /// From the baseline of the folio down to the top of the type area.
    pub rise: Length,
    /// Rule under the folio, its weight.
    pub rule: Length,
    /// From the rule down to the top of the type area.
    pub rule_rise: Length,
}

/// Numerals in notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Numerals {
    /// 三: `"han"`.
    #[default]
    Han,
    /// 3: `"arabic"`.
    Arabic,
}

/// Wording and place of notes; `{n}` is the page number, `{name}` the name of the page, `{head}` the head of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteForms {
    /// （下转第{n}版）
    pub to: String,
    /// （上接第{n}版）
    pub from: String,
    /// ▶ 详见{n}版
    pub see: String,
    /// How the number is written.
    pub numerals: Numerals,
    /// The note 下转 may share the last line of a paragraph; else it has a line of its own.
    pub out_shares: bool,
    /// The note 上接 runs in where the paragraph goes on; else it has a line of its own.
    pub in_runs_in: bool,
}

/// One page design.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The file that was named (the last of the `extends` chain to speak).
    pub source: Arc<Source>,
    /// How the designer calls it; empty if the file does not say.
    pub name: String,
    /// Paper.
    pub sheet: Sheet,
    /// Basic grid.
    pub grid: Grid,
    /// The drawing.
    pub map: Map,
    /// Areas by letter.
    pub areas: BTreeMap<AreaId, Area>,
    /// Looks by role.
    pub styles: StyleSheet,
    /// Where the faces of a role are written, for the roles whose faces a layout sets.
    pub face_spans: BTreeMap<Role, Span>,
    /// Limits of heads.
    pub heads: HeadRules,
    /// Folio line, on pages that have one.
    pub folio: Option<Folio>,
    /// Wording of notes.
    pub notes: NoteForms,
    /// What a page costs, and how long the search may look.
    pub fit: FitRules,
    /// Composition of all text.
    pub compose: ComposeSettings,
    /// Composition of the text of a role, over that of the layout.
    pub role_compose: BTreeMap<Role, ComposeSettings>,
    /// What the checks of make-up weigh.
    pub checks: Checks,
}
