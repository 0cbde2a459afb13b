//! The rules that a diagnostic can name: one constant each, with why it matters and the remedy.
//!
//! Ids are kebab-case and lasting; `banxin explain ID` prints the entry.

use super::Severity;

/// A rule of the house or of the trade.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Lasting kebab-case id.
    pub id: &'static str,
    /// How bad a breach is unless the desk says otherwise.
    pub severity: Severity,
    /// The rule in one line.
    pub summary: &'static str,
    /// Why a breach is bad.
    pub why: &'static str,
    /// What to do, with an example where it helps.
    pub remedy: &'static str,
}

/// Declares the rules of a part once and lists them in its `ALL`.
macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $summary:literal $why:literal $remedy:literal)*) => {
        $(
            #[doc = concat!("The rule `", $id, "`.")]
            pub static $name: Rule = Rule {
                id: $id, severity: $severity, summary: $summary, why: $why, remedy: $remedy,
            };
        )*
        /// The rules of this part.
        pub(super) static ALL: &[&Rule] = &[$(&$name),*];
    };
}

mod drawing;
mod edition;
mod heads;
mod jumps;
mod lines;
mod makeup;
mod orders;
mod page;
mod read;

pub use drawing::{
    AREA_UNKNOWN, FOLD_AREA, GRID_DIVISION, GRID_MARGIN, INSET_OVERLAP, MAP_HEIGHT, MAP_HOLE, MAP_ISLAND,
    MAP_RECTANGLE, MAP_SHAPE,
};
pub use edition::{
    BASE_LOOP, DATE_WRONG, DESIGNS_DIFFER, PAGE_ORDER, PLACE_KIND, PLACE_MISSING, SIGN_OFF, SPREAD_PAGE, STORY_TWICE,
    STORY_UNUSED, WEEKDAY_WRONG,
};
pub use heads::{HEAD_KNOCKOUT, HEAD_REVERSED};
pub use jumps::{
    JUMP_BACKWARD, JUMP_CUT, JUMP_CYCLE, JUMP_FROM, JUMP_HEAD, JUMP_IF_NEEDED, JUMP_NOT_NEEDED, JUMP_NOTE_FACE,
    JUMP_NOTE_WIDE, JUMP_NOTES, JUMP_PLACE, JUMP_RULE, JUMP_SCATTERED, JUMP_SPARE, JUMP_TARGET, JUMP_TOO_SHORT,
    JUMP_TWICE, JUMP_WISH, PAGE_LABEL, POINTER_STORY,
};
pub use lines::{
    COMPOSE_OPTION, HANG_NEEDS_GUTTER, KINSOKU_RELAXED, LONE_CHAR, LOOSE_LINE, MARK_NEEDS_LEADING, MISSING_GLYPH,
    MISSING_VARIANT, OVERFULL_LINE, SHORT_LINE, SNAP_MEASURE, UNSOLID_LINE,
};
pub use makeup::{
    BASELINE_OFF_GRID, COLUMN_STUB, FULL_COLUMN, HEAD_BESIDE_HEAD, HEAD_OFF_TEXT, HEAD_UNDER_HEAD, HEAD_WITHOUT_TEXT,
    MANY_BENDS, NOTE_PAGE, RANK_ORDER, RANK_SIZES, SHORT_COLUMN, TEXT_JUMPS_OVER, TEXT_OVER_HEAD, THROUGH_GAP,
};
pub use orders::{CUT_TOO_LONG, FILLER_IDLE, FILLER_TWICE, ORDER_IDLE, TEXT_CUT};
pub use page::{
    AD_HOLE, AREA_OVERLAP, AREA_SHAPE, AREA_TOO_NARROW, COLUMN_PART, FOLD_CUT, HEAD_TOO_HIGH, HEAD_TOO_LONG,
    HEAD_TOO_WIDE, INSET_LEFT_OUT, INSET_OUTSIDE, INSET_TOO_HIGH, INSET_UNPLACED, ORPHAN, OVERSET_AREA,
    PICTURE_CROPPED, PICTURE_TOO_HIGH, PICTURE_UNPLACED, QR_MODULE, QR_TOO_LONG, RAGGED_FEET, SEARCH_BUDGET, TEXT_LOST,
    UNDERSET_AREA, WIDOW,
};
pub use read::{
    BAD_VALUE, EXTENDS_LOOP, FACE_UNKNOWN, FILE_MISSING, FONT_CATALOGUE, FONT_UNREADABLE, KEY_MISSING, KEY_UNKNOWN,
    PATH_OUTSIDE, PICTURE_UNREADABLE, PROFILE_UNREADABLE, STORY_BRACKET, STORY_CONTROL, STORY_DOTS, STORY_EMPTY,
    STORY_FRONT_MATTER, STORY_HEAD, STORY_MARKUP, STORY_QUOTE, STORY_SPAN, STORY_STOP, TEXT_ENCODING, TOML_SYNTAX,
    WRONG_TYPE, WRONG_UNIT,
};

/// The parts in the order of the work.
const PARTS: [&[&Rule]; 9] =
    [read::ALL, drawing::ALL, edition::ALL, orders::ALL, lines::ALL, page::ALL, heads::ALL, makeup::ALL, jumps::ALL];

/// Every rule, in the order of the work.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    PARTS.into_iter().flatten().copied()
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::{Severity, all};

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<_> = all().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(all().all(|rule| rule.severity >= Severity::Note && !rule.remedy.is_empty()));
    }
}
