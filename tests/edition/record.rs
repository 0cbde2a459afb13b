//! The composer's record against the finished PDF: where every glyph of a column stands, horizontal and vertical.
//!
//! The lines are composed once more here, from the story and the measure alone; the places are read from the PDF by
//! hayro. Paragraphs that make-up gave letter-space, or that go on in a column of another width, have other lines: they
//! are left out, and counted.

use banxin::compose::{Line, Measure, Rules, compose};
use banxin::edition::Content;
use banxin::geom::{Em, WritingMode};
use banxin::layout::AreaId;
use banxin::page::Item;
use banxin::shape::{FaceSet, Manner, ShapedText, Shaper, Stand};
use banxin::style::Role;

use crate::sample::{SAMPLE, inline};
use crate::tools::origins::{Origin, origins};

/// Roles of running text, without what make-up adds to it.
const RUNNING: [Role; 4] = [Role::Body, Role::Strong, Role::Emphasis, Role::Dateline];

/// How far a glyph may stand from its place, in points.
const NEAR: f64 = 0.01;

/// What the glyphs of an area came to.
#[derive(Default, Debug)]
struct Found {
    /// Lines that stand as they were composed.
    lines: usize,
    /// Lines with other breaks.
    others: usize,
    /// Where lines begin, along them.
    edges: Vec<f64>,
    wrong: Vec<String>,
}

/// Glyphs of the running text of an area, in order of reading.
fn glyphs_of(page: usize, letter: char) -> Vec<Origin> {
    let pdf = std::fs::read(SAMPLE.pages[page].pdf()).expect("a PDF");
    let mut all = origins(&pdf).into_iter();
    let mut found = Vec::new();
    for item in &SAMPLE.night.pages[page].items {
        let Item::Glyphs(run) = item else { continue };
        let own: Vec<Origin> = all.by_ref().take(run.glyphs.len()).collect();
        if run.of.area == letter && RUNNING.contains(&run.role) && !run.of.story.is_empty() {
            found.extend(own);
        }
    }
    assert_eq!(all.count(), 0, "the PDF has as many glyphs as the page");
    found
}

/// Where the record has each glyph of a line along it, in em: the origin of an upright glyph in a vertical line is 0.88 em
/// below its top.
fn recorded(line: &Line, text: &ShapedText) -> Vec<f64> {
    let vertical = text.manner.writing == WritingMode::Vertical;
    let along = |glyph: banxin::compose::PlacedGlyph| match glyph.stand {
        Stand::Upright | Stand::Combined if vertical => glyph.x + Em::MILLI * 880,
        _ => glyph.x,
    };
    line.glyphs(text).map(|glyph| along(glyph).to_f64()).collect()
}

/// Compares the lines of a story in an area with its glyphs on the page.
fn compare(page: usize, letter: char, ems: i64) -> Found {
    let edition = &SAMPLE.edition;
    let of_page = &edition.pages[page];
    let area = &of_page.layout.areas[&AreaId(letter)];
    let Content::Story(story) = of_page.places[&AreaId(letter)].content else { panic!("area {letter} has a story") };
    let chains = RUNNING.map(|role| (role, edition.fonts.chain(&of_page.layout.styles.get(role).faces)));
    let faces = FaceSet { base: Role::Body, chains: chains.into() };
    let manner = Manner { writing: area.writing, ..Manner::default() };
    let size = of_page.layout.grid.size.to_pt();
    let (shaper, glyphs) = (Shaper::new(&edition.fonts), glyphs_of(page, letter));
    let (mut found, mut next) = (Found::default(), 0);
    for block in &edition.story(story).blocks {
        let (text, _) = shaper.inline(inline(block), manner, &faces);
        let galley = compose(&text, 0, Measure::paragraph(Em::whole(ems)), &Rules::default());
        for line in &galley.lines {
            let places = recorded(line, &text);
            let own = glyphs.get(next..next + places.len()).unwrap_or_default();
            next += places.len();
            one_line(&places, own, glyphs.get(next), size, area.writing, &mut found);
        }
    }
    assert!(next >= glyphs.len(), "{next} glyphs were composed, {} stand in area {letter}", glyphs.len());
    found
}

fn one_line(
    places: &[f64],
    own: &[Origin],
    after: Option<&Origin>,
    size: f64,
    writing: WritingMode,
    found: &mut Found,
) {
    let vertical = writing == WritingMode::Vertical;
    let along = |glyph: &Origin| if vertical { glyph.at.y } else { glyph.at.x };
    // What is across the line says whether two glyphs stand on the same: an em's half is less than any pitch.
    let across = |glyph: &Origin| if vertical { glyph.at.x } else { glyph.at.y };
    // The vertical form of —— has an origin of its own, which the face's VORG says and not the record.
    let pairs = || own.iter().zip(places).filter(|(glyph, _)| !vertical || !glyph.text.contains('—'));
    let Some((first, start)) = pairs().next() else {
        found.others += usize::from(!places.is_empty());
        return;
    };
    let same = |glyph: &Origin| (across(glyph) - across(first)).abs() < size * 0.75;
    let on = pairs().all(|(glyph, _)| same(glyph) && along(glyph) >= along(first) - size);
    let goes_on = after.is_some_and(|next| same(next) && along(next) > own.last().map_or(0.0, along));
    let close = |(glyph, place): (&Origin, &f64)| (along(glyph) - along(first) - (place - start) * size).abs() <= NEAR;
    if !on || goes_on {
        found.others += 1;
        return;
    }
    match pairs().find(|&pair| !close(pair)) {
        None => {
            found.lines += 1;
            found.edges.push(along(first) - start * size);
        }
        Some((glyph, place)) => {
            let off = along(glyph) - along(first) - (place - start) * size;
            found.wrong.push(format!("{} is {off:.3} pt off in “{}”", glyph.text, text_of(own)));
        }
    }
}

fn text_of(glyphs: &[Origin]) -> String {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// Edges that are not the same within [`NEAR`].
fn distinct(mut edges: Vec<f64>) -> usize {
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() <= 2.0 * NEAR);
    edges.len()
}

#[test]
fn glyphs_of_a_horizontal_area_stand_as_the_record_says() {
    let found = compare(3, 'A', 13);
    assert!(found.lines > 60, "{found:?}");
    assert!(found.wrong.len() * 20 < found.lines, "letter-space is rare: {:#?}", found.wrong);
    assert_eq!(distinct(found.edges), 5, "one left edge for each column");
}

#[test]
fn glyphs_of_a_vertical_area_stand_as_the_record_says() {
    let best = (10..=30).map(|ems| compare(3, 'R', ems)).max_by_key(|found| found.lines).expect("some");
    assert!(best.lines > 15, "{best:?}");
    assert!(best.wrong.is_empty(), "{:#?}", best.wrong);
    assert_eq!(distinct(best.edges), 2, "one top edge for each 栏");
}
