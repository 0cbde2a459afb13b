//! `[heads]`, `[folio]` and `[notes]`: the house rules of a page.

use super::area::Rank;
use super::looks::ALIGNS;
use super::model::{Folio, HeadRules, NoteForms, Numerals, RankHead};
use super::units::{count, not_negative, percent, size};
use crate::desk::{Node, Problems, Reader, Table, Value};
use crate::geom::{Length, PerMille};
use crate::style::Align;

/// The ladder of sizes in points (standards B6).
const LADDER: [i64; 11] = [54, 42, 36, 30, 28, 24, 21, 18, 16, 14, 12];

/// Sizes of each rank in points: head, least, kicker, deck (standards B6: level table, two steps between parts).
const RANKS: [(&str, Rank, [i64; 4]); 4] = [
    ("lead", Rank::Lead, [42, 30, 18, 21]),
    ("second", Rank::Second, [36, 28, 16, 18]),
    ("third", Rank::Third, [28, 21, 14, 14]),
    ("short", Rank::Short, [18, 14, 12, 12]),
];

/// Reads `[heads]`, or gives the house's own.
pub(super) fn heads(table: Option<&Table>, problems: &Problems) -> HeadRules {
    let mut rules = HeadRules {
        ladder: LADDER.iter().map(|&points| Length::PT * points).collect(),
        tracking_min: -50,
        tracking_max: 200,
        scale_min: PerMille(900),
        scale_max: PerMille(1100),
        align: Align::Center,
        white: 2,
        ranks: RANKS.iter().map(|&(_, rank, sizes)| (rank, rank_head(sizes))).collect(),
    };
    let Some(table) = table else { return rules };
    let reader = Reader::new(table, "[heads]", problems);
    if let Some(ladder) = ladder(&reader) {
        rules.ladder = ladder;
    }
    (rules.tracking_min, rules.tracking_max) = tracking(&reader).unwrap_or((rules.tracking_min, rules.tracking_max));
    (rules.scale_min, rules.scale_max) = scale(&reader).unwrap_or((rules.scale_min, rules.scale_max));
    rules.align = reader.choice("align", &ALIGNS[..2]).unwrap_or(rules.align);
    rules.white = count(&reader, "white", "lines", 0..=20).unwrap_or(rules.white);
    for (name, rank, sizes) in RANKS {
        if let Some(table) = reader.sub(name) {
            let reader = Reader::new(table, format!("[heads.{name}]"), problems);
            rules.ranks.insert(rank, read_rank(&reader, rank_head(sizes)));
            reader.close();
        }
    }
    reader.close();
    rules
}

fn rank_head([head, least, kicker, deck]: [i64; 4]) -> RankHead {
    let points = |points| Length::PT * points;
    RankHead {
        head: points(head),
        least: points(least),
        kicker: points(kicker),
        deck: points(deck),
        summary: None,
        most_lines: 1,
        tracking: None,
        scale: None,
        kicker_align: None,
        deck_align: None,
    }
}

fn read_rank(reader: &Reader<'_>, usual: RankHead) -> RankHead {
    let read = |key: &'static str| reader.node(key).and_then(|node| size(reader, key, node, None));
    let head = read("head").unwrap_or(usual.head);
    let least = read("least");
    if let (Some(least), Some(node)) = (least, reader.node("least"))
        && least > head
    {
        let message = format!("the smallest head is {} pt, larger than the head of {} pt", least.to_pt(), head.to_pt());
        reader.bad(&node.span, message, "");
    }
    RankHead {
        head,
        least: least.unwrap_or(usual.least.min(head)),
        kicker: read("kicker").unwrap_or(usual.kicker),
        deck: read("deck").unwrap_or(usual.deck),
        summary: read("summary"),
        most_lines: count(reader, "most_lines", "lines", 1..=3).unwrap_or(usual.most_lines),
        tracking: tracking(reader),
        scale: scale(reader),
        kicker_align: reader.choice("kicker_align", &ALIGNS),
        deck_align: reader.choice("deck_align", &ALIGNS),
    }
}

fn ladder(reader: &Reader<'_>) -> Option<Vec<Length>> {
    let node = reader.node("ladder")?;
    let list = reader.as_list("ladder", node)?;
    let sizes: Option<Vec<Length>> = list.iter().map(|item| size(reader, "ladder", item, None)).collect();
    let sizes = sizes?;
    if sizes.is_empty() || sizes.windows(2).any(|pair| pair[0] <= pair[1]) {
        reader.bad(&node.span, "the ladder does not go down from the largest size to the smallest".into(), "");
        return None;
    }
    Some(sizes)
}

/// B6: −5 … +20 % of the size.
fn tracking(reader: &Reader<'_>) -> Option<(i32, i32)> {
    pair(reader, "tracking", -20.0, 50.0)
}

/// B6: 90–110 %, by explicit order 85–115 %.
fn scale(reader: &Reader<'_>) -> Option<(PerMille, PerMille)> {
    pair(reader, "scale", 85.0, 115.0).map(|(least, most)| (PerMille(least), PerMille(most)))
}

/// Two percentages, the smaller first, in per mille.
fn pair(reader: &Reader<'_>, key: &'static str, least: f64, most: f64) -> Option<(i32, i32)> {
    let node = reader.node(key)?;
    let [low, high] = reader.as_list(key, node)? else {
        reader.bad(&node.span, format!("`{key}` in {} is a list of two numbers", reader.name()), "");
        return None;
    };
    let (low, high) = (percent(reader, key, low, least..=most)?, percent(reader, key, high, least..=most)?);
    if low > high {
        reader.bad(&node.span, format!("`{key}` in {} has the larger number first", reader.name()), "");
        return None;
    }
    Some((low, high))
}

/// Reads `[folio]`; `folio = false` takes away one that was inherited.
pub(super) fn folio(top: &Reader<'_>) -> Option<Folio> {
    let node = top.node("folio")?;
    if let Value::Boolean(false) = node.value {
        return None;
    }
    let reader = Reader::new(top.as_table("folio", node)?, "[folio]", top.problems);
    let folio = Folio {
        // Standards B5: baseline 6 mm above the type area, rule of 0.5 pt 3 mm above it.
        rise: not_negative(&reader, "rise").unwrap_or(Length::MM * 6),
        rule: not_negative(&reader, "rule").unwrap_or(Length::PT / 2),
        rule_rise: not_negative(&reader, "rule_rise").unwrap_or(Length::MM * 3),
    };
    if folio.rule_rise >= folio.rise {
        let message = "the rule of the folio is not below its baseline".to_owned();
        reader.bad(&node.span, message, "`rise` and `rule_rise` both count up from the type area");
    }
    reader.close();
    Some(folio)
}

/// Reads `[notes]`.
pub(super) fn notes(table: Option<&Table>, problems: &Problems) -> NoteForms {
    // Standards B8.
    let mut forms = NoteForms {
        to: "（下转第{n}版）".into(),
        from: "（上接第{n}版）".into(),
        see: "▶ 详见{n}版".into(),
        numerals: Numerals::Han,
        out_shares: true,
        in_runs_in: true,
    };
    let Some(table) = table else { return forms };
    let reader = Reader::new(table, "[notes]", problems);
    for (key, form) in [("to", &mut forms.to), ("from", &mut forms.from), ("see", &mut forms.see)] {
        let Some(node) = reader.node(key) else { continue };
        let Some(text) = reader.as_string(key, node) else { continue };
        template(&reader, key, node, text);
        text.trim().clone_into(form);
    }
    let words = [("han", Numerals::Han), ("arabic", Numerals::Arabic)];
    forms.numerals = reader.choice("numerals", &words).unwrap_or_default();
    forms.out_shares = reader.choice("out", &[("foot", true), ("own-line", false)]).unwrap_or(true);
    forms.in_runs_in = reader.choice("in", &[("run-in", true), ("own-line", false)]).unwrap_or(true);
    reader.close();
    forms
}

/// What a wording may have in braces: number and name of a page, and, in the notes of a jump, the head of the rest.
const FILLED: [&str; 3] = ["{n}", "{name}", "{head}"];

/// Holds a wording against what can be filled in: it names its page, and every brace is understood.
fn template(reader: &Reader<'_>, key: &str, node: &Node, text: &str) {
    let known = if key == "see" { &FILLED[..2] } else { &FILLED[..] };
    if !FILLED[..2].iter().any(|name| text.contains(name)) {
        let help = "write {n} where the number of the page stands: \"（下转第{n}版）\"";
        reader.bad(&node.span, format!("`{key}` in [notes] has no page number"), help);
    }
    let bare = known.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    if bare.contains(['{', '}']) {
        let message = format!("`{key}` in [notes] has braces that nothing fills");
        reader.bad(&node.span, message, &format!("what is filled in is {}", known.join(", ")));
    }
}
