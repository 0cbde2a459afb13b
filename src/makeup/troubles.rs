//! What the composer could not keep, and marks without room: named by story, paragraph and line.

use std::collections::BTreeMap;

use super::copy::{Piece, inline_of};
use super::desk::Desk;
use super::flow::Placed;
use super::frame::Frame;
use super::marks;
use super::solid::reasons;
use super::story::{Fitted, Prepared};
use crate::compose::Trouble;
use crate::diag::{Diagnostic, Rule, Span, rules};
use crate::geom::{Em, WritingMode};

/// A trouble: its rule, what there is in one line and in several, and what to do.
type Kind = (Trouble, &'static Rule, [&'static str; 2], &'static str);

const KINDS: [Kind; 5] = [
    (
        Trouble::Loose,
        &rules::LOOSE_LINE,
        ["line is", "lines are"],
        "add or cut a few characters before it, or write the Latin word or number otherwise",
    ),
    (
        Trouble::LoneChar,
        &rules::LONE_CHAR,
        ["last line has", "last lines have"],
        "cut a character of the paragraph, or add one",
    ),
    (
        Trouble::KinsokuRelaxed,
        &rules::KINSOKU_RELAXED,
        ["line begins or ends", "lines begin or end"],
        "take one of the marks that stand together away",
    ),
    (
        Trouble::Overfull,
        &rules::OVERFULL_LINE,
        ["line is", "lines are"],
        "break the word with a soft hyphen or a zero-width space, shorten it, or allow `hyphenate`",
    ),
    (
        Trouble::Short,
        &rules::SHORT_LINE,
        ["line stays", "lines stay"],
        "break the long word before or after it, or write it otherwise",
    ),
];

/// What follows the number of lines in a message.
fn state(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Loose => "loose",
        Trouble::LoneChar => "one character",
        Trouble::KinsokuRelaxed => "with a mark that should not stand there",
        Trouble::Overfull => "longer than the measure",
        Trouble::Short => "shorter than the measure",
    }
}

/// Places that one diagnostic names.
const NAMED: usize = 3;

/// One diagnostic for each kind of trouble of an area, with the first places.
pub(super) fn of_lines(desk: &Desk<'_>, prepared: &Prepared<'_>, set: &[Placed]) -> Vec<Diagnostic> {
    let found = KINDS.iter().filter_map(|(trouble, rule, [one, several], help)| {
        let has = |placed: &&Placed| placed.line.record.troubles.contains(trouble);
        let lines: Vec<&Placed> = set.iter().filter(has).collect();
        let (first, more) = lines.split_first()?;
        let verb = if more.is_empty() { one } else { several };
        let message = format!("area {}: {} {verb} {}", prepared.area.id.0, lines.len(), state(*trouble));
        let mut found = Diagnostic::new(rule, span(desk, prepared, first), message).label(named(prepared, first));
        for placed in more.iter().take(NAMED - 1) {
            found = found.also(span(desk, prepared, placed), named(prepared, placed));
        }
        Some(found.help(*help))
    });
    found.collect()
}

/// One diagnostic for the lines of an area that are not solid: how many for each reason, and where the first stand.
pub(super) fn of_solid(desk: &Desk<'_>, prepared: &Prepared<'_>, set: &[Placed]) -> Option<Diagnostic> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for placed in set {
        let why = reasons(&prepared.copy.pieces[placed.piece], placed);
        if !why.is_empty() {
            lines.push((placed, why.join(", ")));
        }
        why.into_iter().for_each(|reason| *counts.entry(reason).or_default() += 1);
    }
    let ((first, why), more) = lines.split_first()?;
    let counts: Vec<String> = counts.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let message = format!(
        "area {}: {} of {} lines are not solid: {}",
        prepared.area.id.0,
        lines.len(),
        set.len(),
        counts.join(", ")
    );
    let mut found = Diagnostic::new(&rules::UNSOLID_LINE, span(desk, prepared, first), message).label(why.clone());
    for (placed, why) in more.iter().take(NAMED - 1) {
        found = found.also(span(desk, prepared, placed), why.clone());
    }
    Some(found.help("`--format json` names every line; full marks (`adjacent = \"none\"`, `line_start = \"full\"`) keep to the grid"))
}

/// Marks beside characters that stand closer to the next line than they need.
pub(super) fn of_marks(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Option<Diagnostic> {
    let lacks = |piece: &&Piece| {
        let need = marks::needed(&piece.text);
        need > Em::ZERO && marks::white(fitted.frame.axis.pitch, piece.size) < need
    };
    let piece = prepared.copy.pieces.iter().find(lacks)?;
    let units = piece.text.marks.first().map(|mark| mark.0.clone());
    let units = units.or_else(|| piece.text.rubies.first().map(|ruby| ruby.units.clone()))?;
    let (need, has) = (marks::needed(&piece.text), marks::white(fitted.frame.axis.pitch, piece.size));
    let message = format!(
        "marks beside characters need {:.3} em between lines, and area {} has {:.3}",
        need.to_f64(),
        prepared.area.id.0,
        has.to_f64()
    );
    let pitch = piece.size + need.at(piece.size);
    Some(
        Diagnostic::new(&rules::MARK_NEEDS_LEADING, place(desk, prepared, piece, units.start..units.end), message)
            .also(prepared.area.span.clone(), "the area")
            .help(format!("give the area a pitch of {:.2} pt or more, or take the marks out", pitch.to_pt())),
    )
}

/// Marks that hang in a gutter that has no room for them (standards A8).
pub(super) fn of_hanging(desk: &Desk<'_>, prepared: &Prepared<'_>, frame: &Frame) -> Option<Diagnostic> {
    let hangs = |piece: &Piece| piece.hangs();
    if !prepared.copy.pieces.iter().any(hangs) {
        return None;
    }
    let (grid, area) = (&desk.layout.grid, prepared.area);
    let inner = area.gutter.unwrap_or(grid.gutter);
    // A rule stands in the middle of the white.
    let inner = if area.column_rules.is_some() { inner / 2 } else { inner };
    let outer = clear_at_the_end(desk, prepared, frame);
    let clear = if frame.legs.len() > 1 { inner.min(outer) } else { outer };
    if clear >= Em::HALF {
        return None;
    }
    let message =
        format!("area {}: marks hang in a gutter of {:.2} em, and need half an em", area.id.0, clear.to_f64());
    Some(
        Diagnostic::new(&rules::HANG_NEEDS_GUTTER, area.span.clone(), message)
            .help("widen the gutter, take `column_rules` away, or choose another `line_end`"),
    )
}

/// White between the ends of the lines at the edge of an area and what stands beside it there.
fn clear_at_the_end(desk: &Desk<'_>, prepared: &Prepared<'_>, frame: &Frame) -> Em {
    let (grid, area) = (&desk.layout.grid, prepared.area);
    let page = grid.type_area();
    let (margin, white) = match frame.axis.writing {
        WritingMode::Horizontal => (frame.rect.right() >= page.right(), grid.gutter),
        WritingMode::Vertical => {
            let white = grid.pitch * i64::from(area.space_below) + (grid.pitch - grid.size);
            (frame.bottom >= grid.lines, Em::in_length(white, grid.size))
        }
    };
    // A box is drawn an em away from its text; beyond the type area is the margin of the sheet.
    if margin || area.frame.is_some() { Em::ONE } else { white }
}

/// The strict grid in columns that are not whole characters wide (standards A6).
pub(super) fn of_grid(prepared: &Prepared<'_>, frame: &Frame) -> Option<Diagnostic> {
    let broken = |width: Em| width.units() % Em::ONE.units() != 0;
    let leg = frame.legs.iter().find(|leg| broken(leg.width))?;
    if !prepared.copy.pieces.iter().any(Piece::snaps) {
        return None;
    }
    let message = format!(
        "area {}: a line of {:.2} characters cannot keep to the character grid",
        prepared.area.id.0,
        leg.width.to_f64()
    );
    Some(
        Diagnostic::new(&rules::SNAP_MEASURE, prepared.area.span.clone(), message)
            .help("choose remainder = \"gutter\" or \"column\", other `columns`, or take `snap` away"),
    )
}

fn span(desk: &Desk<'_>, prepared: &Prepared<'_>, placed: &Placed) -> Span {
    place(desk, prepared, &prepared.copy.pieces[placed.piece], placed.line.units.clone())
}

/// Where some units are written: in the story, or else where the area is filled.
fn place(desk: &Desk<'_>, prepared: &Prepared<'_>, piece: &Piece, units: std::ops::Range<u32>) -> Span {
    let story = piece.story.map(|id| desk.edition.story(id));
    let block = story.and_then(|story| story.blocks.get(piece.block));
    let bytes = piece.bytes(units);
    match block {
        Some(block) if bytes.end > piece.foreign => {
            let shift = |byte: usize| piece.from + byte.saturating_sub(piece.foreign);
            inline_of(block).0.span_at(shift(bytes.start)..shift(bytes.end))
        }
        _ => prepared.span.clone(),
    }
}

/// `paragraph 3: “…”`
fn named(prepared: &Prepared<'_>, placed: &Placed) -> String {
    let piece = &prepared.copy.pieces[placed.piece];
    let text = &piece.text.text[piece.bytes(placed.line.units.clone())];
    format!("paragraph {}: “{}”", piece.block + 1, text.trim())
}
