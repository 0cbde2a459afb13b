//! The fold of a spread whose two pages are printed apart (standards B7): [`part`] moves heads until it falls between
//! two characters, [`cut`] names what it still cuts.

use std::collections::BTreeMap;

use super::desk::Desk;
use crate::diag::{Diagnostic, rules};
use crate::edition::EditionPage;
use crate::geom::{Em, Length, WritingMode};
use crate::layout::AreaId;
use crate::page::{Form, Glyph, GlyphRun, Item, Spread, Zone};
use crate::style::Role;

/// How a page goes to the plates.
pub(super) fn form(page: &EditionPage) -> Form {
    let spread = match page.layout.grid.fold {
        None => Spread::No,
        Some(_) if page.split => Spread::Split,
        Some(_) => Spread::Whole,
    };
    Form { turned: page.turned, spread }
}

/// Lines of heads, which may be moved: text of columns keeps its place.
const HEADS: [Role; 5] = [Role::Kicker, Role::Head, Role::Deck, Role::JumpHead, Role::Flag];

/// Moves each line of a head that the fold would cut to where the fold falls between two of its characters, by as
/// little as that takes, if it stays in its area.
pub(super) fn part(desk: &Desk<'_>, page: &EditionPage, items: &mut [Item], zones: &[Zone]) {
    if form(page).spread != Spread::Split {
        return;
    }
    let fold = page.layout.sheet.width / 2;
    let mut lines: BTreeMap<(char, Role, Length), Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Item::Glyphs(run) = item
            && HEADS.contains(&run.role)
            && run.writing == WritingMode::Horizontal
            && !run.turned
        {
            lines.entry((run.of.area, run.role, run.origin.y)).or_default().push(at);
        }
    }
    for ((area, ..), runs) in lines {
        let mut inks: Vec<(Length, Length)> = Vec::new();
        for &at in &runs {
            if let Item::Glyphs(run) = &items[at] {
                inks.extend(run.glyphs.iter().filter_map(|glyph| ink(desk, run, glyph)));
            }
        }
        let Some(by) = shift(&inks, fold, room(zones, area)) else { continue };
        for at in runs {
            if let Item::Glyphs(run) = &mut items[at] {
                run.origin.x += by;
            }
        }
    }
}

/// The edges of an area.
fn room(zones: &[Zone], area: char) -> (Length, Length) {
    let own = || zones.iter().filter(|zone| zone.area == area);
    let left = own().map(|zone| zone.rect.x).min().unwrap_or(Length::ZERO);
    (left, own().map(|zone| zone.rect.right()).max().unwrap_or(left))
}

/// The least move that takes the fold out of the ink of a line and leaves the line in its room; `None` if nothing
/// is cut, or if there is none.
fn shift(inks: &[(Length, Length)], fold: Length, (left, right): (Length, Length)) -> Option<Length> {
    if !inks.iter().any(|ink| ink.0 < fold && fold < ink.1) {
        return None;
    }
    let first = inks.iter().map(|ink| ink.0).min()?;
    let last = inks.iter().map(|ink| ink.1).max()?;
    let gaps = inks.windows(2).filter(|pair| pair[0].1 <= pair[1].0).map(|pair| (pair[0].1 + pair[1].0) / 2);
    let moves = gaps.map(|gap| fold - gap).filter(|&by| first + by >= left && last + by <= right);
    moves.min_by_key(|by| by.units().abs())
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
    ink(desk, run, glyph).is_some_and(|(left, right)| left < fold && fold < right)
}

/// From where to where across the page the ink of a glyph lies; `None` for a blank.
fn ink(desk: &Desk<'_>, run: &GlyphRun, glyph: &Glyph) -> Option<(Length, Length)> {
    let ink = desk.ink(run.face, glyph.id)?;
    let scaled = |em: Em| em.at(run.size).scaled(i64::from(run.scale.0), 1000);
    let (left, right) = match (run.writing, run.turned) {
        (WritingMode::Horizontal, false) => (scaled(glyph.x + ink.left), scaled(glyph.x + ink.right)),
        // A quarter clockwise: above the baseline is to the right.
        (WritingMode::Horizontal, true) => (ink.bottom.at(run.size), ink.top.at(run.size)),
        // Upright on the axis of its line: the middle of its em.
        (WritingMode::Vertical, _) => (scaled(ink.left - Em::HALF), scaled(ink.right - Em::HALF)),
    };
    Some((run.origin.x + left, run.origin.x + right))
}

#[cfg(test)]
mod tests {
    use super::shift;
    use crate::geom::Length;

    #[test]
    fn a_line_moves_by_as_little_as_parts_it() {
        let pt = |value| Length::PT * value;
        // Three characters of 8 pt with 2 pt between them, the second in the middle.
        let inks = [(pt(1), pt(9)), (pt(11), pt(19)), (pt(21), pt(29))];
        let room = (pt(-20), pt(60));
        assert_eq!(shift(&inks, pt(15), room).map(|by| by.units().abs()), Some(pt(5).units()));
        assert_eq!(shift(&inks, pt(13), room), Some(pt(3)), "to the nearer gap");
        assert_eq!(shift(&inks, pt(20), room), None, "nothing is cut");
        assert_eq!(shift(&inks, pt(13), (pt(0), pt(30))), None, "there is no room to the right");
        assert_eq!(shift(&inks, pt(17), (pt(-3), pt(30))), Some(pt(-3)));
        assert_eq!(shift(&inks, pt(17), (pt(-1), pt(30))), None, "nor to the left");
        assert_eq!(shift(&inks[..1], pt(5), room), None, "one character cannot be parted");
    }
}
