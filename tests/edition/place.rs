//! Where things stand: on the grid, inside the type area, not on one another.

use banxin::edition::{Content, Place};
use banxin::geom::{Rect, WritingMode};
use banxin::layout::{Area, AreaId, Grid};

use crate::sample::{SAMPLE, TRACES, inline, longest_start};
use crate::tools::origins::{Origin, origins};
use crate::trace::{Drawn, Trace};

/// How far a baseline may be from its line, in points.
const SLACK: f64 = 0.05;

/// The glyphs of a story's body, page by page: page (from 0) and glyphs.
fn body_glyphs<'a>(traces: &'a [Trace], placed: &crate::sample::Placed) -> Vec<(usize, &'a [Drawn])> {
    let body = SAMPLE.body(placed.story);
    let mut rest = body.as_str();
    let pages = std::iter::once(placed.page).chain(SAMPLE.goes_on(placed.story));
    let found = pages.map(|page| {
        let (length, at) = longest_start(&traces[page].text, rest);
        rest = &rest[length..];
        (page, traces[page].of_bytes(at..at + length))
    });
    found.collect()
}

/// Whether an area with such a content has lines that leave the grid of the page.
fn own_lines(page: usize, content: impl Fn(&Place) -> bool) -> bool {
    let page = &SAMPLE.edition.pages[page];
    let area = page.places.iter().find(|(_, place)| content(place)).and_then(|(id, _)| page.layout.areas.get(id));
    area.is_some_and(leaves_the_grid)
}

fn leaves_the_grid(area: &Area) -> bool {
    area.writing == WritingMode::Vertical || area.pitch.is_some()
}

/// The boxes of the areas of a page whose lines leave its grid, on the media.
fn own_zones(page: usize) -> Vec<(char, Rect)> {
    let layout = &SAMPLE.edition.pages[page].layout;
    let bleed = layout.sheet.bleed;
    let zones = SAMPLE.night.pages[page].zones.iter();
    let own = zones.filter(|zone| layout.areas.get(&AreaId(zone.area)).is_some_and(leaves_the_grid));
    own.map(|zone| (zone.area, Rect { x: zone.rect.x + bleed, y: zone.rect.y + bleed, ..zone.rect })).collect()
}

fn within(rect: Rect, x: f64, y: f64) -> bool {
    (rect.x.to_pt()..=rect.right().to_pt()).contains(&x) && (rect.y.to_pt()..=rect.bottom().to_pt()).contains(&y)
}

/// Line of the grid on which a baseline stands (from 0), and how far off it is in points.
fn on_grid(grid: &Grid, y: f64, bleed: f64) -> (f64, f64) {
    let (first, pitch) = (grid.baseline(0).to_pt() + bleed, grid.pitch.to_pt());
    let line = ((y - first) / pitch).round();
    (line, (y - first - line * pitch).abs())
}

#[test]
fn every_body_baseline_is_on_the_grid() {
    let Some(traces) = TRACES.as_ref() else { return };
    let mut wrong = Vec::new();
    let (mut checked, mut wanted) = (0, 0);
    for placed in SAMPLE.stories() {
        let story = SAMPLE.edition.story(placed.story);
        wanted += SAMPLE.body(placed.story).chars().count();
        for (page, glyphs) in body_glyphs(traces, &placed) {
            let layout = &SAMPLE.edition.pages[page].layout;
            if own_lines(page, |place| matches!(place.content, Content::Story(id) if id == placed.story)) {
                wanted -= SAMPLE.body(placed.story).chars().count();
                continue;
            }
            let size = layout.grid.size.to_pt();
            // Subheads have their own size and stand inside their lines.
            for glyph in glyphs.iter().filter(|glyph| (glyph.size - size).abs() < 0.01) {
                let (line, off) = on_grid(&layout.grid, glyph.y, layout.sheet.bleed.to_pt());
                checked += 1;
                if off > SLACK || line < 0.0 || line >= f64::from(layout.grid.lines) {
                    wrong.push(format!(
                        "page {} `{}`: {} is {off:.3} pt from line {line}",
                        page + 1,
                        story.id,
                        glyph.text
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} glyphs, first\n{}\n", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert!(checked * 20 > wanted * 19, "{checked} glyphs were found of {wanted} characters");
}

#[test]
fn all_type_of_the_body_face_and_size_is_on_the_grid() {
    // The same without looking for any text: notes of areas, poems and boxes too.
    let Some(traces) = TRACES.as_ref() else { return };
    for (index, (trace, page)) in traces.iter().zip(&SAMPLE.edition.pages).enumerate() {
        let (layout, own) = (&page.layout, own_zones(index));
        let body = trace.glyphs.iter().filter(|glyph| {
            glyph.face == "NotoSerifSC-Regular"
                && (glyph.size - layout.grid.size.to_pt()).abs() < 0.01
                && !own.iter().any(|(_, rect)| within(*rect, glyph.x, glyph.y))
        });
        let mut count = 0;
        for glyph in body {
            let (line, off) = on_grid(&layout.grid, glyph.y, layout.sheet.bleed.to_pt());
            assert!(off <= SLACK, "page {}: {} is {off:.3} pt from line {line}", page.number.0, glyph.text);
            count += 1;
        }
        assert!(count > 2000, "page {}: {count} glyphs", page.number.0);
    }
}

#[test]
fn every_character_of_a_vertical_area_stands_on_the_axis_of_its_line() {
    let mut checked = 0;
    for (index, page) in SAMPLE.edition.pages.iter().enumerate() {
        let size = page.layout.grid.size.to_pt();
        let pdf = std::fs::read(SAMPLE.pages[index].pdf()).expect("printed");
        let glyphs = origins(&pdf);
        for (letter, rect) in own_zones(index) {
            let area = &page.layout.areas[&AreaId(letter)];
            if area.writing != WritingMode::Vertical {
                continue;
            }
            let pitch = area.pitch.unwrap_or(page.layout.grid.pitch).to_pt();
            let body = |glyph: &&Origin| {
                let em = glyph.up.hypot();
                (em - size).abs() < 0.01 && within(rect, glyph.at.x, glyph.at.y) && han(&glyph.text)
            };
            // Upright: the middle of the em is half an em to the right of the origin.
            let axes: Vec<f64> = glyphs.iter().filter(body).map(|glyph| glyph.at.x + glyph.right.x / 2.0).collect();
            let right = axes.iter().copied().fold(f64::MIN, f64::max);
            for axis in &axes {
                let lines = (right - axis) / pitch;
                let off = (lines - lines.round()).abs() * pitch;
                assert!(off < 0.01, "page {}, area {letter}: {off:.4} pt beside an axis", page.number.0);
            }
            checked += axes.len();
        }
    }
    assert!(checked > 300, "only {checked} characters");
}

/// Whether a glyph is an ideograph.
fn han(text: &str) -> bool {
    text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && !text.is_empty()
}

#[test]
fn a_subhead_stands_between_its_lines() {
    let subheads = SAMPLE.edition.stories.iter().flat_map(|story| &story.blocks);
    let subheads: Vec<&str> = subheads
        .filter(|block| matches!(block, banxin::story::Block::Subhead(_)))
        .map(|block| inline(block).text.as_str())
        .collect();
    assert!(subheads.len() > 5);
    let Some(traces) = TRACES.as_ref() else { return };
    for (trace, page) in traces.iter().zip(&SAMPLE.edition.pages) {
        for subhead in &subheads {
            let subhead = crate::sample::dense(subhead);
            let Some(at) = trace.text.find(&subhead) else { continue };
            let glyphs = trace.of_bytes(at..at + subhead.len());
            let level = |pair: &[Drawn]| (pair[0].y - pair[1].y).abs() < SLACK || pair[1].x < pair[0].x;
            assert!(glyphs.windows(2).all(level), "page {}: {subhead} is not level", page.number.0);
        }
    }
}

#[test]
fn no_two_zones_overlap_and_all_lie_in_the_type_area() {
    for (page, edition) in SAMPLE.night.pages.iter().zip(&SAMPLE.edition.pages) {
        let area: Rect = edition.layout.grid.type_area();
        assert!(page.zones.len() >= edition.layout.areas.len(), "page {}", page.number.0);
        for (at, zone) in page.zones.iter().enumerate() {
            assert!(area.contains(zone.rect), "page {}: area {} leaves the type area", page.number.0, zone.area);
            for other in &page.zones[at + 1..] {
                assert!(
                    !zone.rect.overlaps(other.rect),
                    "page {}: {} {:?} and {} {:?} overlap",
                    page.number.0,
                    zone.area,
                    zone.rect,
                    other.area,
                    other.rect
                );
            }
        }
    }
}

#[test]
fn no_glyph_leaves_the_type_area_but_the_folio() {
    let Some(traces) = TRACES.as_ref() else { return };
    let mut wrong = Vec::new();
    for (trace, page) in traces.iter().zip(&SAMPLE.edition.pages) {
        let (layout, bleed) = (&page.layout, page.layout.sheet.bleed.to_pt());
        let area = layout.grid.type_area();
        let [left, top, right, bottom] = [area.x, area.y, area.right(), area.bottom()].map(|edge| edge.to_pt() + bleed);
        let folio = layout.folio.as_ref().map(|folio| top - folio.rise.to_pt());
        for glyph in &trace.glyphs {
            // A mark's em is half empty, and the empty half may hang over the edge.
            let mark = !glyph.text.chars().all(char::is_alphanumeric);
            let overhang = if mark { glyph.em / 2.0 } else { 0.0 } + SLACK;
            let across = glyph.x >= left - overhang && glyph.x + glyph.advance <= right + overhang;
            let is_folio = folio.is_some_and(|line| (glyph.y - line).abs() <= SLACK);
            let down = glyph.y - 0.88 * glyph.size >= top - SLACK && glyph.y + 0.12 * glyph.size <= bottom + SLACK;
            if !across || !(down || is_folio) {
                wrong.push(format!("page {}: {} at {:.2}, {:.2}", page.number.0, glyph.text, glyph.x, glyph.y));
            }
        }
    }
    assert!(wrong.is_empty(), "{} glyphs, first\n{}\n", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}
