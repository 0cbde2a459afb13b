//! `[fit]`: what a page costs in the eyes of this paper, and how long the search may look.

use std::collections::BTreeMap;

use super::area::Part;
use crate::desk::{Problems, Reader, Table};
use crate::diag::{Diagnostic, rules, suggest};

/// What a page may cost: the names in `[fit.weights]` and in `--explain`, each with what it is charged for.
pub const COSTS: [(&str, &str); 22] = [
    ("overset", "lines that do not fit"),
    ("underset", "lines left empty"),
    ("ragged", "columns that do not end level (M1)"),
    ("widow", "lines that stand alone at a column top or foot (M9)"),
    ("spaced", "lines saved or added by the letter-space of a paragraph (A9)"),
    ("loose", "lines with much white between characters"),
    ("airy-head", "white around a head beyond its wish"),
    ("head-size", "a main head off the size that is wished"),
    ("head-lines", "a main head in more lines than one"),
    ("dropped", "a part that is left out: deck, summary, quote, box"),
    ("crop", "a picture off the height that is wished"),
    ("filler", "a filler after a story"),
    ("part-below", "a part of a jumped story that is shorter than its minimum (B8)"),
    ("torn", "a jump that tears a paragraph or a sentence"),
    ("jump-length", "a jump far from where it is wished"),
    ("moved", "lines that are not as they were signed off"),
    ("too-high", "a head or an inset that its area is too low for"),
    ("heads-abreast", "碰题: heads side by side with nothing between them (M2)"),
    ("gap-through", "通缝: a gap that runs unbroken through the page (M3)"),
    ("head-under-head", "顶题: a head straight under another head (M5)"),
    ("bends", "拐弯: more turns of an area than four, or a part of a column under four lines (M7)"),
    ("layout", "a design that was named later among several"),
];

/// Work of the search unless a layout says otherwise, in steps.
const BUDGET: u32 = 500_000;

/// How a page is fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitRules {
    /// Weight of each cost that is not charged as it is, in per mille.
    pub weights: BTreeMap<&'static str, i32>,
    /// Work of the search, at most, in steps: a step is a height tried for a band.
    pub budget: u32,
    /// Whether a head may be set smaller, or on fewer lines, for the sake of the page; it is in any case if it does not
    /// fit its own box.
    pub heads: bool,
}

impl Default for FitRules {
    fn default() -> Self {
        Self { weights: BTreeMap::new(), budget: BUDGET, heads: true }
    }
}

impl FitRules {
    /// Weight of a cost in per mille.
    #[must_use]
    pub fn weight(&self, cost: &str) -> i64 {
        self.weights.get(cost).map_or(1000, |&weight| i64::from(weight))
    }
}

/// Reads `[fit]`.
pub(super) fn fit(table: Option<&Table>, problems: &Problems) -> FitRules {
    let mut rules = FitRules::default();
    let Some(table) = table else { return rules };
    let reader = Reader::new(table, "[fit]", problems);
    if let Some(node) = reader.node("budget") {
        let thousands = reader.as_whole("budget", node, 1..=60_000);
        rules.budget = thousands.map_or(BUDGET, |thousands| u32::from(thousands) * 1000);
    }
    rules.heads = reader.choice("heads", &[("free", true), ("fixed", false)]).unwrap_or(true);
    if let Some(table) = reader.sub("weights") {
        rules.weights = weights(table, problems);
    }
    reader.close();
    rules
}

fn weights(table: &Table, problems: &Problems) -> BTreeMap<&'static str, i32> {
    let reader = Reader::new(table, "[fit.weights]", problems);
    let mut weights = BTreeMap::new();
    for entry in &table.entries {
        let Some((name, _)) = COSTS.iter().find(|(name, _)| *name == entry.key) else {
            let message = format!("there is no cost `{}`", entry.key);
            let found = Diagnostic::new(&rules::KEY_UNKNOWN, entry.key_span.clone(), message);
            let names = COSTS.map(|cost| cost.0);
            problems.push(match suggest(&entry.key, names) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help(format!("costs are {}", names.join(", "))),
            });
            continue;
        };
        // A weight is a factor: 1 charges the cost as it is, 0 not at all.
        if let Some(weight) = reader.number(name, &entry.node, 0.0..=100.0) {
            #[expect(clippy::cast_possible_truncation, reason = "the range is checked just above")]
            weights.insert(*name, (weight * 1000.0).round() as i32);
        }
    }
    weights
}

/// Words for [`Part`].
pub(super) const PARTS: [(&str, Part); 6] = [
    ("kicker", Part::Kicker),
    ("deck", Part::Deck),
    ("summary", Part::Summary),
    ("quote", Part::Quote),
    ("box", Part::Box),
    ("picture", Part::Picture),
];

impl Part {
    /// The word in TOML and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        PARTS.iter().find(|(_, part)| *part == self).map_or("deck", |(name, _)| name)
    }

    /// The part of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
    }
}

/// Parts named in a list under `key`; a word that is none is reported.
pub(super) fn parts(reader: &Reader<'_>, key: &'static str) -> Vec<Part> {
    let words = reader.strings(key).unwrap_or_default();
    let part = |(word, node): &(&str, &crate::desk::Node)| {
        let part = Part::named(word);
        if part.is_none() {
            let names = PARTS.map(|part| part.0);
            let message = format!("`{key}` in {} cannot name \"{word}\"", reader.name());
            reader.bad(&node.span, message, &format!("parts are {}", names.join(", ")));
        }
        part
    };
    words.iter().filter_map(part).collect()
}
