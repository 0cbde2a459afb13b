//! The rules that a diagnostic can name: one constant each, with why it matters and the remedy.
//!
//! Ids are kebab-case and lasting; `banxin explain ID` prints the entry.

use super::Severity;
use Severity::Error;

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
    use super::{ALL, Note};

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(ALL.iter().all(|rule| rule.severity >= Note && !rule.remedy.is_empty()));
    }
}
