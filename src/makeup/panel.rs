//! A panel behind a head: ground, rule, and type that can be read on it (standards C3).

use super::desk::Desk;
use super::furniture::outline;
use super::headline::{BoxLine, HeadBox};
use crate::diag::{Diagnostic, Span, rules};
use crate::geom::{Length, Rect};
use crate::layout::HeadPanel;
use crate::page::{Fill, Item};
use crate::style::Ink;

/// Least ink of a ground on which type may be reversed, all inks together (C3).
const GROUND: i32 = 450;

/// Least size of reversed type: 黑体, and all other faces (C3).
const REVERSED: (Length, Length) =
    (Length::from_units(21 * Length::PT.units() / 2), Length::from_units(14 * Length::PT.units()));

/// What of a ground can be seen, all inks together, in per mille: yellow is no darker than paper (C3).
fn coverage(ink: Ink) -> i32 {
    let [cyan, magenta, _, black] = ink.cmyk();
    cyan.0 + magenta.0 + black.0
}

/// Ground and rule of a panel.
pub(super) fn items(panel: &HeadPanel, rect: Rect) -> Vec<Item> {
    let mut items = Vec::new();
    items.extend(panel.tint.map(|ink| Item::Fill(Fill { rect, ink })));
    if panel.rule > Length::ZERO {
        items.extend(outline(&[rect], panel.rule, Ink::BLACK));
    }
    items
}

/// The ink of the type: what the panel says, else paper on a dark ground; `None` leaves each part its own.
pub(super) fn ink(panel: &HeadPanel) -> Option<Ink> {
    let dark = panel.tint.is_some_and(|tint| coverage(tint) >= GROUND);
    panel.ink.or(dark.then_some(Ink::PAPER))
}

/// Type that cannot be read on its ground, or is too small to be reversed.
pub(super) fn troubles(desk: &Desk<'_>, panel: &HeadPanel, head: &HeadBox, span: &Span) -> Vec<Diagnostic> {
    let ground = panel.tint.map_or(0, coverage);
    let own = |line: &BoxLine| line.set.text.units.first().map(|unit| desk.style(unit.role)).map(|style| style.ink);
    let type_of = |line: &BoxLine| ink(panel).or_else(|| own(line)).unwrap_or(Ink::BLACK);
    let mut found = Vec::new();
    let reversed = |line: &&BoxLine| coverage(type_of(line)) < ground;
    if ground < GROUND && head.lines.iter().any(|line| coverage(type_of(line)) < GROUND) {
        let said = format!("the type of a head has too little ink for its ground, which has {} %", ground / 10);
        found.push(said_of(span, said, "take `ink = \"K100\"`, or a ground of 45 % and more for reversed type"));
    }
    if ground >= GROUND && head.lines.iter().any(|line| coverage(type_of(line)) >= GROUND) {
        let said = format!("dark type stands on a ground of {} % of ink", ground / 10);
        found.push(said_of(span, said, "take `ink = \"paper\"`, or a ground of less than 45 %"));
    }
    found.extend(too_small(desk, head.lines.iter().filter(reversed), span));
    found
}

/// The first line of reversed type that is too small for it.
pub(super) fn too_small<'a>(
    desk: &Desk<'_>,
    lines: impl Iterator<Item = &'a BoxLine>,
    span: &Span,
) -> Option<Diagnostic> {
    for line in lines {
        let Some(unit) = line.set.text.units.get(line.set.line.units.start as usize) else { continue };
        let style = desk.style(unit.role);
        let hei = style.faces.first().is_some_and(|face| face.starts_with("hei") || face.contains('黑'));
        let least = if hei { REVERSED.0 } else { REVERSED.1 };
        if line.set.size < least {
            let (size, least) = (line.set.size.to_pt(), least.to_pt());
            let said = format!("the {} is reversed at {size} pt, and its face needs {least} pt", unit.role.name());
            return Some(said_of(span, said, "set it larger, or in a face of 黑体"));
        }
    }
    None
}

fn said_of(span: &Span, said: String, help: &str) -> Diagnostic {
    Diagnostic::new(&rules::HEAD_REVERSED, span.clone(), said).help(help)
}
