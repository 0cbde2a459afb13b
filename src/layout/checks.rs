//! `[checks]`: how much each of the make-up editor's checks (standards B9, M1–M14) weighs on a page.

use std::collections::BTreeMap;

use crate::desk::{Problems, Reader, Table};
use crate::diag::rules::{self, Rule};
use crate::diag::{Diagnostic, Severity};

/// A check: one or several rules under the name that an editor knows.
#[derive(Debug)]
pub struct Check {
    /// Its key in `[checks]`.
    pub id: &'static str,
    /// What the trade calls it.
    pub name: &'static str,
    /// The rules that belong to it.
    pub rules: &'static [&'static Rule],
    /// Whether a page without it could be printed wrong, so that it cannot be switched off.
    pub vital: bool,
}

/// A check that may be switched off, and one that may not.
macro_rules! check {
    ($id:literal $name:literal $($rule:ident)*) => { check!(false, $id $name $($rule)*) };
    (vital $id:literal $name:literal $($rule:ident)*) => { check!(true, $id $name $($rule)*) };
    ($vital:literal, $id:literal $name:literal $($rule:ident)*) => {
        Check { id: $id, name: $name, rules: &[$(&rules::$rule),*], vital: $vital }
    };
}

/// Every check, in the order of the standards.
pub static CHECKS: [Check; 16] = [
    check!("M1" "level feet" RAGGED_FEET),
    check!("M2" "碰题" HEAD_BESIDE_HEAD),
    check!("M3" "通缝、断版" THROUGH_GAP),
    check!("M4" "倒头" TEXT_OVER_HEAD),
    check!("M5" "顶题" HEAD_UNDER_HEAD),
    check!("M6" "串文" TEXT_JUMPS_OVER),
    check!("M7" "拐弯" MANY_BENDS SHORT_COLUMN),
    check!("M8" "顶天立地" FULL_COLUMN),
    check!("M9" "lonely lines" WIDOW ORPHAN COLUMN_STUB),
    check!("M10" "head and text" HEAD_WITHOUT_TEXT HEAD_OFF_TEXT),
    check!(vital "M11" "overset, underset" OVERSET_AREA UNDERSET_AREA),
    check!(vital "M12" "overlap" AREA_OVERLAP),
    check!(vital "M13" "page numbers" NOTE_PAGE JUMP_NOTES),
    check!(vital "M14" "grid" BASELINE_OFF_GRID),
    check!("same_rank" "one rank, one size" RANK_SIZES),
    check!("rank_order" "heads and places by rank" RANK_ORDER),
];

/// What a layout says of the checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// By the id of the check; `None` is off.
    grades: BTreeMap<&'static str, Option<Severity>>,
}

impl Checks {
    /// A diagnostic as this layout weighs it; `None` if its check is off. What the engine takes more lightly than its
    /// rule, such as two heads with a rule between them, is not made worse.
    #[must_use]
    pub fn weigh(&self, found: Diagnostic) -> Option<Diagnostic> {
        let check = CHECKS.iter().find(|check| check.rules.contains(&found.rule));
        match check.and_then(|check| self.grades.get(check.id)) {
            None => Some(found),
            Some(None) => None,
            Some(&Some(grade)) => {
                let light = found.severity < found.rule.severity;
                let severity = if light { grade.min(found.severity) } else { grade };
                Some(found.at(severity))
            }
        }
    }
}

/// Words for what a check can weigh.
const GRADES: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// Reads `[checks]`; what it leaves out weighs what its rule says.
pub(super) fn checks(table: Option<&Table>, problems: &Problems) -> Checks {
    let mut checks = Checks::default();
    let Some(table) = table else { return checks };
    let reader = Reader::new(table, "[checks]", problems);
    for check in &CHECKS {
        let Some(grade) = reader.choice(check.id, &GRADES) else { continue };
        match reader.node(check.id) {
            Some(node) if check.vital && grade.is_none() => {
                let message = format!("{} ({}) cannot be switched off", check.id, check.name);
                reader.bad(&node.span, message, "\"note\" is the least: a page could be printed wrong without a word");
            }
            _ => {
                checks.grades.insert(check.id, grade);
            }
        }
    }
    reader.close();
    checks
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CHECKS, Checks, checks};
    use crate::desk::{Problems, Table};
    use crate::diag::{Diagnostic, Severity, Source, Span, rules};

    fn read(text: &str) -> (Checks, Vec<Diagnostic>) {
        let problems = Problems::new();
        let source = Source::new("checks.toml", text);
        let table = Table::parse(&source, 0..text.len(), &problems).expect("TOML");
        (checks(Some(&table), &problems), problems.into_sorted())
    }

    fn weighed(checks: &Checks, rule: &'static rules::Rule, severity: Severity) -> Option<Severity> {
        let span = Span::file(&Source::new("page", ""));
        checks.weigh(Diagnostic::new(rule, span, "wrong").at(severity)).map(|found| found.severity)
    }

    #[test]
    fn every_rule_of_make_up_is_in_one_check() {
        let all: Vec<&str> = CHECKS.iter().flat_map(|check| check.rules).map(|rule| rule.id).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a rule is in two checks");
        for number in 1..=14 {
            let id = format!("M{number}");
            let check = CHECKS.iter().find(|check| check.id == id).expect("a check");
            assert!(check.rules.iter().all(|rule| rule.summary.contains(&format!("B9, {id})"))), "{id}");
        }
    }

    #[test]
    fn a_layout_weighs_its_checks() {
        let (checks, found) = read("M2 = \"off\"\nM3 = \"error\"\nM11 = \"note\"\n");
        assert_eq!(found, []);
        assert_eq!(weighed(&checks, &rules::HEAD_BESIDE_HEAD, Severity::Warning), None);
        assert_eq!(weighed(&checks, &rules::THROUGH_GAP, Severity::Warning), Some(Severity::Error));
        assert_eq!(weighed(&checks, &rules::OVERSET_AREA, Severity::Error), Some(Severity::Note));
        assert_eq!(
            weighed(&checks, &rules::WIDOW, Severity::Warning),
            Some(Severity::Warning),
            "nothing is said of it"
        );
        assert_eq!(weighed(&checks, &rules::LOOSE_LINE, Severity::Note), Some(Severity::Note), "it is no check");
    }

    #[test]
    fn what_the_engine_takes_lightly_is_not_made_worse() {
        let (checks, _) = read("M1 = \"error\"\nM2 = \"error\"\nM11 = \"error\"\n");
        assert_eq!(weighed(&checks, &rules::HEAD_BESIDE_HEAD, Severity::Warning), Some(Severity::Error));
        assert_eq!(weighed(&checks, &rules::HEAD_BESIDE_HEAD, Severity::Note), Some(Severity::Note));
        assert_eq!(
            weighed(&checks, &rules::OVERSET_AREA, Severity::Warning),
            Some(Severity::Warning),
            "overset is allowed"
        );
        let (checks, _) = read("M2 = \"off\"");
        assert_eq!(weighed(&checks, &rules::HEAD_BESIDE_HEAD, Severity::Note), None);
    }

    #[test]
    fn mistakes_in_the_table_are_told_at_once() {
        let (_, found) = read("M12 = \"off\"\nM3 = \"warn\"\nM33 = \"off\"\nsame_rnak = \"off\"\n");
        let told: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "M12 (overlap) cannot be switched off",
                "`M3` in [checks] cannot be \"warn\"",
                "[checks] has no key `M33`",
                "[checks] has no key `same_rnak`",
            ]
        );
        assert!(found[1].help.iter().any(|help| help.contains("warning")), "{:?}", found[1].help);
        assert!(found[3].help.iter().any(|help| help.contains("`same_rank`")), "{:?}", found[3].help);
    }
}
