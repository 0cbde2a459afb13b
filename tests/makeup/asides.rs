//! What holds for any page with pictures, pull quotes, fact boxes and advertisements inside the text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use banxin::diag::Warned;
use banxin::edition::{Content, Edition};
use banxin::geom::Length;
use banxin::layout::InsetRow;
use banxin::makeup::Night;
use banxin::page::Item;
use banxin::style::Role;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::paper::Paper;
use crate::property::{
    cases, columns, is_body, loses_nothing, overlaps_nothing, pairs_notes, paper, runs, settings, stands_on_the_grid,
    stays_inside,
};

/// One of some words.
fn one<'a>(throw: usize, words: &[&'a str]) -> &'a str {
    words[throw % words.len()]
}

/// What an area says: as on any page, with up to three insets of its own.
fn inset_settings(id: char, throw: usize) -> String {
    let mut out = settings(id, throw);
    if out.contains("picture") {
        return out;
    }
    for at in 0..throw / 5 % 4 {
        let throw = throw / (at + 2) + at * 17;
        let _ = write!(out, "[[area.{id}.inset]]\nholds = \"{}\"\n", one(throw, &["picture", "quote", "box", "ad"]));
        if throw.is_multiple_of(3) {
            out.push_str("columns = 1\n");
        } else {
            let _ = write!(out, "chars = {}\nindent = {}\n", throw / 3 % 9 + 3, throw / 7 % 9);
        }
        let row = ["\"top\"", "\"middle\"", "\"foot\"", "5", "9", "13"];
        let _ = writeln!(out, "row = {}", one(throw / 4 + at, &row));
        if !(throw / 2).is_multiple_of(3) {
            let _ = writeln!(out, "lines = {}", one(throw / 11, &["4", "6", "\"3..9\"", "11"]));
        }
        let _ = writeln!(out, "around = \"{}\"", one(throw / 13, &["none", "left", "right", "both"]));
        let _ = writeln!(out, "gap = {}", one(throw / 17, &["1", "0", "0.7", "2"]));
        if throw.is_multiple_of(4) {
            out.push_str("box = { tint = \"K8\" }\n");
        }
    }
    out
}

fn inset_papers() -> impl Strategy<Value = Paper> {
    (1_usize..=3, 2_usize..=5, prop::collection::vec(0_usize..100_000, 24), any::<bool>()).prop_map(
        |(bands, basic, throws, stepped)| {
            let mut made = paper(bands, basic, &throws, stepped, inset_settings);
            for ((_, words), throw) in made.pages[0].places.iter_mut().zip(&throws) {
                let more = [
                    " quote=9",
                    " quote=23 quote=5",
                    " box=3x25",
                    " ad=30x20",
                    " hole",
                    " pic=20x30 focus=20/10/80/70",
                    " pic=50x20 focus=0/0/40/100 cap=5",
                ];
                for at in 0..3 {
                    words.push_str(more[(throw / (at * 7 + 1)) % more.len()]);
                }
            }
            made
        },
    )
}

/// Text of quotes and boxes is all on the page, or named.
fn shows_its_asides(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut printed: BTreeMap<(&str, Role), String> = BTreeMap::new();
    for run in night.value.pages.iter().flat_map(runs) {
        printed.entry((&run.of.story, run.role)).or_default().push_str(&dense(&run.text));
    }
    for place in edition.pages.iter().flat_map(|page| page.places.values()) {
        let Content::Story(id) = place.content else { continue };
        let story = edition.story(id);
        let named = |span: &banxin::diag::Span| {
            let here = |found: &banxin::diag::Diagnostic| found.primary.span == *span;
            let ids = ["inset-unplaced", "inset-too-high"];
            night.diagnostics.iter().any(|found| ids.contains(&found.rule.id) && here(found))
        };
        let texts = story.quotes.iter().map(|quote| (Role::Quote, &quote.span, quote.text.clone()));
        let lines = |facts: &banxin::story::FactBox| facts.lines.iter().map(|line| line.text.as_str()).collect();
        let boxes = story.boxes.iter().map(|facts| (Role::Box, &facts.span, lines(facts)));
        for (role, span, text) in texts.chain(boxes) {
            let there = printed.get(&(story.id.as_str(), role)).is_some_and(|all| all.contains(&dense(&text)));
            prop_assert!(there || named(span), "{text:?} of {} is neither printed nor named", story.id);
        }
    }
    Ok(())
}

/// A picture shows its focus, or says that it does not; and never more than there is of it.
fn keeps_its_focus(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    for story in &edition.stories {
        for picture in &story.pictures {
            let placed = night.value.pages.iter().flat_map(|page| &page.items).find_map(|item| match item {
                Item::Picture(placed) if Some(placed.picture) == picture.picture => Some(placed),
                _ => None,
            });
            let Some(placed) = placed else { continue };
            let [left, top, width, height] = placed.crop.map(|part| part.0);
            prop_assert!(left >= 0 && top >= 0 && left + width <= 1000 && top + height <= 1000);
            let (shown, whole) = (i128::from(placed.rect.w.units()), i128::from(placed.rect.h.units()));
            let of = edition.picture(placed.picture);
            let (w, h) = (i128::from(of.width) * i128::from(width), i128::from(of.height) * i128::from(height));
            // Both sides in one scale: at most a per mille of one of them apart.
            let least = (i128::from(of.width) * whole).max(i128::from(of.height) * shown);
            prop_assert!((w * whole - h * shown).abs() <= least, "{:?} is stretched", picture.file);
            let Some(focus) = picture.focus else { continue };
            let sees = left <= focus.left.0 + 25
                && top <= focus.top.0 + 25
                && focus.right.0 <= left + width + 25
                && focus.bottom.0 <= top + height + 25;
            let cropped = ["picture-cropped", "picture-too-high"];
            let said = night.diagnostics.iter().any(|found| cropped.contains(&found.rule.id));
            prop_assert!(sees || said, "{:?} loses its focus", picture.file);
        }
    }
    Ok(())
}

/// Feet of a rectangle whose insets hang from the top or stand in the middle: only the last column with text may end higher.
fn keeps_feet_level(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    let excused = |letter: char| {
        let ids = ["ragged-feet", "column-part", "inset-too-high", "picture-too-high", "head-too-high"];
        let here = |found: &banxin::diag::Diagnostic| found.message.contains(&format!("area {letter}"));
        night.diagnostics.iter().any(|found| ids.contains(&found.rule.id) && here(found))
    };
    for (page, of) in night.value.pages.iter().zip(&edition.pages) {
        for (id, area) in of.layout.areas.iter().filter(|(id, _)| of.layout.map.is_rectangle(**id)) {
            let hangs = |inset: &banxin::layout::Inset| matches!(inset.row, InsetRow::Top | InsetRow::Middle);
            if excused(id.0) || !area.insets.iter().all(hangs) {
                continue;
            }
            let starts = columns(&of.layout, area);
            let mut feet: BTreeMap<Length, Length> = BTreeMap::new();
            for run in runs(page).filter(|run| run.of.area == id.0 && is_body(run.role)) {
                let column = starts.iter().rev().find(|&&start| start <= run.origin.x + of.layout.grid.size);
                let foot = feet.entry(*column.unwrap_or(&Length::ZERO)).or_default();
                *foot = (*foot).max(run.origin.y);
            }
            let feet: Vec<Length> = feet.into_values().collect();
            let full = feet.split_last().map_or(&[][..], |(_, full)| full);
            prop_assert!(full.windows(2).all(|pair| pair[0] == pair[1]), "{}: {feet:?}", id.0);
            prop_assert!(feet.last() <= full.last().or(feet.last()), "{}: {feet:?}", id.0);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, max_global_rejects: 100_000, ..Config::default() })]

    #[test]
    fn insets_lose_nothing_cover_nothing_and_keep_the_grid(paper in inset_papers()) {
        // Insets that do not fit their area are refused when the layout is read; there is no page then.
        let Ok((edition, night)) = paper.run() else { return Err(TestCaseError::reject("refused")) };
        loses_nothing(&edition, &night)?;
        // A line that is longer than its measure has been reported, and has no place to stay in.
        if !night.diagnostics.iter().any(|found| found.rule.id == "overfull-line") {
            stays_inside(&edition, &night.value)?;
            overlaps_nothing(&edition, &night.value)?;
        }
        stands_on_the_grid(&edition, &night.value)?;
        keeps_feet_level(&edition, &night)?;
        pairs_notes(&night)?;
        shows_its_asides(&edition, &night)?;
        keeps_its_focus(&edition, &night)?;
        let again = banxin::build(&edition);
        prop_assert_eq!(&night.value.pages, &again.value.pages);
        prop_assert_eq!(&night.value.reports, &again.value.reports);
    }
}
