//! [`cut`]: what the fold of a spread would cut, where its two pages are printed apart (standards B7).

use std::collections::BTreeMap;

use super::desk::Desk;
use crate::diag::{Diagnostic, rules};
use crate::edition::EditionPage;
use crate::geom::{Em, Length, WritingMode};
use crate::layout::AreaId;
use crate::page::{Form, Glyph, GlyphRun, Item, Spread};

/// How a page goes to the plates.
pub(super) fn form(page: &EditionPage) -> Form {
    let spread = match page.layout.grid.fold {
        None => Spread::No,
        Some(_) if page.split => Spread::Split,
        Some(_) => Spread::Whole,
    };
    Form { turned: page.turned, spread }
}

/// Characters whose ink lies on the line where the sheet is cut, by area.
pub(super) fn cut(desk: &Desk<'_>, page: &EditionPage, items: &[Item]) -> Vec<Diagnostic> {
    if form(page).spread != Spread::Split {
        return Vec::new();
    }
    let fold = page.layout.sheet.width / 2;
    let mut areas: BTreeMap<char, String> = BTreeMap::new();
    for item in items {
        let Item::Glyphs(run) = item else { continue };
        let on_it = run.glyphs.iter().filter(|glyph| lies_on(desk, run, glyph, fold));
        for glyph in on_it {
            let text = run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or_default();
            areas.entry(run.of.area).or_default().push_str(text);
        }
    }
    let said = areas.into_iter().map(|(letter, text)| {
        let span = page.places.get(&AreaId(letter)).map_or_else(|| page.span.clone(), |place| place.span.clone());
        let (count, first) = (text.chars().count(), text.chars().take(8).collect::<String>());
        let characters = if count == 1 { "1 character lies" } else { &format!("{count} characters lie") };
        let message = format!("area {letter}: {characters} on the fold of pages that are printed apart: “{first}”");
        Diagnostic::new(&rules::FOLD_CUT, span, message).help(
            "part the words of the head with a blank (　) there, let the text keep to the basic columns, or take `split` away",
        )
    });
    said.collect()
}

/// Whether the ink of a glyph lies at both sides of the fold.
fn lies_on(desk: &Desk<'_>, run: &GlyphRun, glyph: &Glyph, fold: Length) -> bool {
    let Some(ink) = desk.ink(run.face, glyph.id) else { return false };
    let scaled = |em: Em| em.at(run.size).scaled(i64::from(run.scale.0), 1000);
    let (left, right) = match (run.writing, run.turned) {
        (WritingMode::Horizontal, false) => (scaled(glyph.x + ink.left), scaled(glyph.x + ink.right)),
        // A quarter clockwise: above the baseline is to the right.
        (WritingMode::Horizontal, true) => (ink.bottom.at(run.size), ink.top.at(run.size)),
        // Upright on the axis of its line: the middle of its em.
        (WritingMode::Vertical, _) => (scaled(ink.left - Em::HALF), scaled(ink.right - Em::HALF)),
    };
    run.origin.x + left < fold && fold < run.origin.x + right
}
