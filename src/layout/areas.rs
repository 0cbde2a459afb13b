//! `[area.X]`: what each letter of the drawing is for, and how it is set.

use std::collections::BTreeMap;
use std::ops::Range;

use super::area::{Area, AreaId, AreaRole, BoxStyle, JumpRule, Rank};
use super::beside;
use super::drawing::Drawing;
use super::fit::parts;
use super::grid::{Columns, Grid, Remainder};
use super::inset;
use super::looks::ALIGNS;
use super::position::{self, HeadPlace};
use super::setting::{ComposeSettings, settings};
use super::units::{count, ink, not_negative, percent, rule, size};
use crate::desk::{Entry, Problems, Reader, Table, Value, code};
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::geom::{Em, Length, PerMille, WritingMode};
use crate::style::Ink;

/// Words for [`Remainder`].
pub(super) const REMAINDERS: [(&str, Remainder); 4] = [
    ("column", Remainder::Column),
    ("gutter", Remainder::Gutter),
    ("free", Remainder::Free),
    ("refuse", Remainder::Refuse),
];

const ROLES: [(&str, AreaRole); 10] = [
    ("nameplate", AreaRole::Nameplate),
    ("ear", AreaRole::Ear),
    ("strip", AreaRole::Strip),
    ("story", AreaRole::Story),
    ("jumps", AreaRole::Jumps),
    ("picture", AreaRole::Picture),
    ("flag", AreaRole::Flag),
    ("pointers", AreaRole::Pointers),
    ("note", AreaRole::Note),
    ("ad", AreaRole::Ad),
];

const RANKS: [(&str, Rank); 4] =
    [("lead", Rank::Lead), ("second", Rank::Second), ("third", Rank::Third), ("short", Rank::Short)];

impl Rank {
    /// The word in TOML and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        RANKS.iter().find(|(_, rank)| *rank == self).map_or("third", |(name, _)| name)
    }
}

impl AreaRole {
    /// The word in TOML and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        ROLES.iter().find(|(_, role)| *role == self).map_or("story", |(name, _)| name)
    }

    /// What the area is, in a sentence: `an ear`.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Nameplate => "a nameplate",
            Self::Ear => "an ear",
            Self::Strip => "a date strip",
            Self::Story => "for a story",
            Self::Jumps => "for the rests of stories",
            Self::Picture => "for a picture",
            Self::Flag => "a flag",
            Self::Pointers => "for pointers",
            Self::Note => "for a note",
            Self::Ad => "for an advertisement",
        }
    }
}

/// Smallest weight of a rule that newsprint holds (standards C3): what `true` means.
const HAIRLINE: Length = Length::from_units(31_750);

/// Fewest characters of a column that is offered to a designer.
const NARROW: Em = Em::whole(6);
/// Fewest lines of a column part (standards B9, M7).
const MIN_PART: u16 = 4;

/// Reads the `[area]` tables for the letters of the drawing.
pub(super) fn areas(
    table: Option<&Table>,
    drawing: &Drawing,
    grid: &Grid,
    problems: &Problems,
) -> BTreeMap<AreaId, Area> {
    let letters = drawing.map.letters();
    let mut areas: BTreeMap<AreaId, Area> = letters.iter().map(|&id| (id, plain(id, drawing.first(id)))).collect();
    for entry in table.map(|table| table.entries.as_slice()).unwrap_or_default() {
        let mut name = entry.key.chars();
        let id = match (name.next(), name.next()) {
            (Some(letter), None) => Some(AreaId(letter)),
            _ => None,
        };
        match id.and_then(|id| areas.get_mut(&id)) {
            Some(area) => one(entry, area, drawing, grid, problems),
            // A table of a layout that is extended may belong to that layout's own drawing.
            None if entry.key_span.source != drawing.span.source && id.is_some() => {}
            None => unknown(entry, &letters, drawing, problems),
        }
    }
    for area in areas.values().filter(|area| area.role != AreaRole::Story) {
        if !drawing.map.is_rectangle(area.id) {
            let message = format!("area {} is {} and not a rectangle", area.id.0, area.role.phrase());
            let found = Diagnostic::new(&rules::MAP_RECTANGLE, drawing.first(area.id), message);
            problems.push(found.also(area.span.clone(), "the role is given here"));
        }
    }
    areas
}

fn plain(id: AreaId, span: Span) -> Area {
    Area {
        id,
        span,
        role: AreaRole::Story,
        rank: Rank::default(),
        columns: None,
        remainder: None,
        frame: None,
        rule_above: None,
        column_rules: None,
        rule_left: None,
        align: None,
        head: None,
        insets: Vec::new(),
        insets_refused: false,
        space_below: 1,
        min_part: MIN_PART,
        jump: None,
        optional: Vec::new(),
        overset_allowed: false,
        body_scale: PerMille::FULL,
        writing: WritingMode::Horizontal,
        side_head: None,
        head_place: HeadPlace::default(),
        gutter: None,
        pitch: None,
        compose: ComposeSettings::default(),
    }
}

fn unknown(entry: &Entry, letters: &[AreaId], drawing: &Drawing, problems: &Problems) {
    let message = format!("area {} is not in the drawing", entry.key);
    let found = Diagnostic::new(&rules::AREA_UNKNOWN, entry.key_span.clone(), message)
        .also(drawing.span.clone(), "the drawing");
    let names: Vec<String> = letters.iter().map(|id| id.0.to_string()).collect();
    let found = match suggest(&entry.key, names.iter().map(String::as_str)) {
        Some(near) => found.help(format!("did you mean {near}?")),
        None => found,
    };
    problems.push(found.help(format!("its letters are {}", names.join(" "))));
}

/// Reads one `[area.X]` over the plain area.
fn one(entry: &Entry, area: &mut Area, drawing: &Drawing, grid: &Grid, problems: &Problems) {
    let name = format!("[area.{}]", area.id.0);
    let Value::Table(table) = &entry.node.value else {
        let message = format!("{} must be a table, not {}", code(&entry.key), entry.node.kind());
        problems.push(Diagnostic::new(&rules::WRONG_TYPE, entry.node.span.clone(), message));
        return;
    };
    area.span = entry.key_span.clone();
    let reader = Reader::new(table, name, problems);
    area.role = reader.choice("role", &ROLES).unwrap_or(area.role);
    // The heads of a jump section stand in single columns (standards B6).
    let usual = if area.role == AreaRole::Jumps { Rank::Short } else { area.rank };
    area.rank = reader.choice("rank", &RANKS).unwrap_or(usual);
    area.columns = count(&reader, "columns", "columns", 1..=60);
    area.remainder = reader.choice("remainder", &REMAINDERS);
    area.frame = frame(&reader);
    area.rule_above = rule(&reader, "rule_above", HAIRLINE);
    area.column_rules = rule(&reader, "column_rules", HAIRLINE);
    area.rule_left = rule(&reader, "rule_left", HAIRLINE);
    area.align = reader.choice("align", &ALIGNS);
    area.head = reader.node("head").and_then(|node| size(&reader, "head", node, Some(grid.size)));
    area.space_below = count(&reader, "space_below", "lines", 0..=50).unwrap_or(1);
    area.min_part = count(&reader, "min_part", "lines", 1..=100).unwrap_or(MIN_PART);
    area.jump = jump(&reader);
    area.optional = parts(&reader, "optional");
    area.overset_allowed = reader.choice("overset", &[("allow", true), ("fail", false)]).unwrap_or(false);
    if let Some(node) = reader.node("scale") {
        area.body_scale = percent(&reader, "scale", node, 80.0..=125.0).map_or(PerMille::FULL, PerMille);
    }
    area.compose = settings(reader.sub("compose"), format!("`compose` in {}", reader.name()), problems);
    beside::read(&reader, area, drawing, grid);
    let columns = divided(&reader, area, drawing, grid);
    inset::read(&reader, area, columns);
    beside::check(&reader, area);
    position::check(&reader, area, drawing, columns);
    section(&reader, area);
    reader.close();
}

/// What does not go with a jump section: its stories end in it, and nothing but their text stands there.
fn section(reader: &Reader<'_>, area: &Area) {
    if area.role != AreaRole::Jumps {
        return;
    }
    let refused = [(area.jump.is_some(), "jump"), (!area.insets.is_empty(), "picture")];
    for (_, key) in refused.into_iter().filter(|refused| refused.0) {
        let message = format!("area {} is {} and cannot have `{key}`", area.id.0, area.role.phrase());
        reader.bad(&area.span, message, "it goes with a story");
    }
}

/// Checks that the area divides into its own columns; gives their number.
fn divided(reader: &Reader<'_>, area: &Area, drawing: &Drawing, grid: &Grid) -> u16 {
    let drawn = drawing.map.columns(area.id);
    // Text columns leave the fold free, unless the fold is all that there is.
    let over_fold = drawn.len() > 1 && grid.fold_column().is_some_and(|fold| drawn.contains(&fold));
    let basic = (drawn.end - drawn.start - u16::from(over_fold)).max(1);
    let (Some(own), Some(node)) = (area.columns, reader.node("columns")) else { return basic };
    // How high a vertical area is, and how wide what a head leaves, is for the make-up to say.
    if area.writing == WritingMode::Vertical || area.side_head.is_some() {
        return own;
    }
    let strips = drawing.map.strips(area.id);
    if strips.len() > 1 {
        stepped(reader, area, (own, &node.span), (&strips, drawing), grid);
        return own;
    }
    let width = grid.across(drawn);
    if divide(area, grid, width, own).is_none() {
        let gutter = area.gutter.unwrap_or(grid.gutter);
        let text = width - gutter * (i64::from(own) - 1);
        let message = format!("{own} columns do not go into area {} of {} characters", area.id.0, ems(width));
        let each = ems(text / i64::from(own));
        let found = Diagnostic::new(&rules::GRID_DIVISION, node.span.clone(), message)
            .label(format!("{each} characters each"))
            .also(drawing.first(area.id), format!("{basic} basic columns wide"));
        let help = if text >= Em::ONE * i64::from(own) {
            "the remainder is refused here: take another number, or remainder = \"gutter\" or \"column\""
        } else {
            "take fewer columns"
        };
        reader.problems.push(found.help(help));
    }
    own
}

/// Some basic columns as columns of an area.
fn divide(area: &Area, grid: &Grid, width: Em, columns: u16) -> Option<Columns> {
    let own = Grid { gutter: area.gutter.unwrap_or(grid.gutter), ..grid.clone() };
    own.divide(width, columns, area.remainder.unwrap_or(grid.remainder))
}

/// 破栏 of a stepped area: its columns must begin and end at its steps.
fn stepped(
    reader: &Reader<'_>,
    area: &Area,
    (own, span): (u16, &Span),
    (strips, drawing): (&[Range<u16>], &Drawing),
    grid: &Grid,
) {
    let basic: u16 = strips.iter().map(|strip| strip.end - strip.start).sum();
    let set = |columns: u16, strip: &Range<u16>| {
        let wide = strip.end - strip.start;
        divide(area, grid, grid.across(strip.clone()), Grid::share(wide, basic, columns)?)
    };
    let works = |columns: u16, least: Em| {
        let wide = |set: Columns| set.columns.iter().all(|column| column.1 >= least);
        strips.iter().all(|strip| set(columns, strip).is_some_and(wide))
    };
    if works(own, Em::ONE) {
        return;
    }
    let letter = area.id.0;
    // Columns of a few characters would meet any step.
    let other = (1..=60).filter(|&columns| works(columns, NARROW)).take(6).map(|columns: u16| columns.to_string());
    let other: Vec<String> = other.collect();
    let parts: Vec<String> = strips.iter().map(|strip| (strip.end - strip.start).to_string()).collect();
    let found = Diagnostic::new(
        &rules::GRID_DIVISION,
        span.clone(),
        format!("{own} columns do not meet the steps of area {letter}"),
    )
    .also(drawing.first(area.id), format!("its steps part {} basic columns", parts.join(" + ")));
    reader.problems.push(if other.is_empty() {
        found.help("no number of columns meets them: leave `columns` out, or move a step")
    } else {
        found.help(format!("numbers that meet them: {}", other.join(", ")))
    });
}

/// An em count as a designer writes it: `20`, `9.5`.
fn ems(width: Em) -> String {
    let text = format!("{:.2}", width.to_f64());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `box = true`, or a table of rule, ink and tint.
pub(super) fn frame(reader: &Reader<'_>) -> Option<BoxStyle> {
    let node = reader.node("box")?;
    // Standards B7: a box has a rule of 0.5–1 pt.
    let mut frame = BoxStyle { rule: Length::PT / 2, ink: Ink::BLACK, tint: None };
    match &node.value {
        Value::Boolean(true) => {}
        Value::Boolean(false) => return None,
        Value::Table(table) => {
            let reader = Reader::new(table, format!("`box` in {}", reader.name()), reader.problems);
            frame.rule = not_negative(&reader, "rule").unwrap_or(frame.rule);
            frame.ink = ink(&reader, "ink").unwrap_or(frame.ink);
            frame.tint = ink(&reader, "tint");
            reader.close();
        }
        _ => reader.wrong("box", node, "true, false or a table such as { rule = \"0.5pt\" }"),
    }
    Some(frame)
}

/// `jump = { min_before = 8, min_after = 8 }`; `jump = false` takes away one that was inherited.
fn jump(reader: &Reader<'_>) -> Option<JumpRule> {
    let node = reader.node("jump")?;
    if let Value::Boolean(false) = node.value {
        return None;
    }
    let inner = Reader::new(reader.as_table("jump", node)?, format!("`jump` in {}", reader.name()), reader.problems);
    // Standards B8: at least 8 lines before and after.
    let min_before = count(&inner, "min_before", "lines", 1..=200).unwrap_or(8);
    let min_after = count(&inner, "min_after", "lines", 1..=200).unwrap_or(8);
    inner.close();
    Some(JumpRule { min_before, min_after, span: node.span.clone() })
}
