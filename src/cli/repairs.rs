//! What was repaired in the copy, counted and listed.

use std::collections::BTreeMap;

use banxin::edition::Edition;
use banxin::story::{Repair, RepairKind};
use serde_json::{Value, json};

/// The repair in a word, one and many.
const fn words(kind: RepairKind) -> [&'static str; 2] {
    match kind {
        RepairKind::Mark => ["mark", "marks"],
        RepairKind::Quote => ["quote", "quotes"],
        RepairKind::Space => ["space", "spaces"],
        RepairKind::Newline => ["line end", "line ends"],
        RepairKind::Width => ["full-width letter or digit", "full-width letters and digits"],
        RepairKind::Dot => ["dot", "dots"],
        RepairKind::Form => ["accented letter", "accented letters"],
    }
}

fn all(edition: &Edition) -> impl Iterator<Item = &Repair> {
    edition.stories.iter().flat_map(|story| &story.repairs)
}

/// "repaired in the copy: 42 marks, 8 quotes"; nothing if nothing was.
pub(crate) fn summary(edition: &Edition) -> Option<String> {
    let mut counts: BTreeMap<RepairKind, usize> = BTreeMap::new();
    for repair in all(edition) {
        *counts.entry(repair.kind).or_default() += 1;
    }
    let parts: Vec<String> =
        counts.iter().map(|(&kind, &count)| format!("{count} {}", words(kind)[usize::from(count > 1)])).collect();
    (!parts.is_empty()).then(|| format!("repaired in the copy: {}", parts.join(", ")))
}

/// One line a repair: `stories/short-1.md:7:12: mark`.
pub(crate) fn lines(edition: &Edition) -> Vec<String> {
    let line = |repair: &Repair| {
        let (line, column) = repair.span.line_column();
        format!("{}:{line}:{column}: {}", repair.span.source.path, words(repair.kind)[0])
    };
    all(edition).map(line).collect()
}

/// The same for machines.
pub(crate) fn values(edition: &Edition) -> Vec<Value> {
    let value = |repair: &Repair| {
        let (line, column) = repair.span.line_column();
        json!({ "kind": words(repair.kind)[0], "file": repair.span.source.path, "line": line, "column": column })
    };
    all(edition).map(value).collect()
}
