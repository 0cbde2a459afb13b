//! The rules that a diagnostic can name: one constant each, with why it matters and the remedy.
//!
//! Ids are kebab-case and lasting; `banxin explain ID` prints the entry.

use super::Severity;
use Severity::{Error, Note, Warning};

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

/// Declares the rules once and lists them in [`ALL`].
macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $summary:literal $why:literal $remedy:literal)*) => {
        $(
            #[doc = $summary]
            pub static $name: Rule = Rule {
                id: $id, severity: $severity, summary: $summary, why: $why, remedy: $remedy,
            };
        )*
        /// Every rule, in the order of the work.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    FILE_MISSING "file-missing" Error
        "A file that is named must be there."
        "A page without its story, picture or face cannot be made up."
        "Correct the path, which is taken from the folder of the file that names it, or supply the file."
    PATH_OUTSIDE "path-outside" Error
        "A path stays inside the project."
        "A desk's files must not be able to read or name what lies outside the paper's folder."
        "Move the file into the paper's folder and name it from there."
    FONT_CATALOGUE "font-catalogue" Error
        "fonts.toml lists the faces as [[face]] tables."
        "Styles can only name faces that the catalogue knows."
        "Mend the entry; see fonts/README.md for the keys."
    FONT_UNREADABLE "font-unreadable" Error
        "A face can be read, is static, and may be embedded."
        "A page set with a broken face prints holes."
        "Replace the file by an OpenType or TrueType face whose licence allows embedding."
    COMPOSE_OPTION "compose-option" Error
        "The keys of [compose] are parameters of composition (standards A)."
        "An option that is not understood would be silently left out."
        "See src/compose/README.md for the profiles and parameters with their values."
    MISSING_GLYPH "missing-glyph" Error
        "Every character has a glyph in the fallback chain of its style."
        "A hole in a name is a published error."
        "Add a face that has the character to the `face` chain of the style, or write the word otherwise."
    HEAD_TOO_LONG "head-too-long" Error
        "A head fits its box by tracking, scale, ladder and breaks (standards B6)."
        "A head that is forced narrower than the house allows is ugly and may be cut."
        "Shorten the head, mark breaks with `|`, or widen the limits in [heads]."
    AREA_TOO_NARROW "area-too-narrow" Error
        "Every column of an area holds at least one character."
        "Text cannot be set in a column without width."
        "Give the area fewer columns or more width."
    PICTURE_UNPLACED "picture-unplaced" Error
        "Every picture of a story stands on the page."
        "A picture that is named in the copy and not printed is lost."
        "Give it an area of its own, or take it out of the story."
    AD_HOLE "ad-hole" Note
        "An advertisement area may be left open for the plate room."
        "An open area prints as paper."
        "Nothing, if the advertisement is mounted later; else name its picture."
    QR_MODULE "qr-module" Warning
        "Modules of a QR code are at least 0.33 mm wide on newsprint."
        "Ink spread closes smaller modules and the code cannot be read."
        "Shorten the address or enlarge the ear."
    QR_TOO_LONG "qr-too-long" Error
        "The text of a QR code fits into one code."
        "Without it the ear would show an empty place."
        "Use a short address."
    SEARCH_BUDGET "search-budget" Note
        "The search for band heights looks at every set of heights, within its budget."
        "Beyond the budget the best set found so far is taken; a better one may exist."
        "Give some free bands a range."
    UNDERSET_AREA "underset-area" Warning
        "A story fills its area to the last line (standards M11)."
        "A hole at the foot of a story is seen at arm's length."
        "Lengthen the copy by the lines that are named, enlarge its picture, or let the band be solved."
    WIDOW "widow" Warning
        "The last line of a paragraph does not stand alone at a column top (standards A9)."
        "It looks like a fault of the paste-up."
        "Add or cut a few words in the paragraph."
    RAGGED_FEET "ragged-feet" Warning
        "Columns of one story end on the same line (standards M1)."
        "Uneven feet make the page look unfinished."
        "Move the subhead or change the copy before it by a line."
    JUMP_NOT_NEEDED "jump-not-needed" Error
        "A story jumps only when it does not fit where it begins (standards B8)."
        "The area on the other page would stay empty."
        "Take the jump out, or shorten the first area."
    JUMP_TOO_SHORT "jump-too-short" Error
        "Each part of a jumped story has its least number of lines (standards B8)."
        "Nobody turns the page for three lines."
        "Move the cut by the height of the area, or set the story whole."
    TEXT_LOST "text-lost" Error
        "All text that was read is on a page, once and in order."
        "A lost sentence is the worst fault a paper can print."
        "Do not print; report it with the files of the edition."
    OVERSET_AREA "overset-area" Error
        "All the text of a story is placed (standards M11)."
        "Text that does not fit would be lost on the plate."
        "Cut the copy by the lines that are named, enlarge the area, or give the area a jump."
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::{ALL, Severity};

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(ALL.iter().all(|rule| rule.severity >= Severity::Note && !rule.remedy.is_empty()));
    }
}
