//! Heads by the order of standards B6, and the solver against every possibility.

use std::cell::Cell;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::choice::HeadWish;
use super::desk::Desk;
use super::headline::{HeadBox, Parts, fit};
use super::solve::{Extent, Prices, Solution, solve};
use crate::diag::{Diagnostic, Source, Span};
use crate::edition::{Edition, Issue, Paper};
use crate::font::FontBook;
use crate::geom::{Em, Length, PerMille};
use crate::layout::{AreaId, Band, HeadPlace, HeadShape, Layout, Rank, load};
use crate::shape::Shaper;
use crate::story::HeadLine;

static FONTS: LazyLock<Arc<FontBook>> =
    LazyLock::new(|| Arc::new(FontBook::open(Path::new("fonts")).expect("the bundled catalogue")));

pub(super) fn layout() -> Layout {
    load(Path::new("layouts/broadsheet.toml"), "broadsheet.toml").expect("a layout of the house").value
}

pub(super) fn edition() -> Edition {
    let paper = Paper {
        name: String::new(),
        latin: String::new(),
        number: String::new(),
        imprint: Vec::new(),
        web: String::new(),
    };
    let issue =
        Issue { date: (2026, 11, 23), weekday: String::new(), lunar: String::new(), number: 1, note: String::new() };
    Edition {
        source: Source::new("edition.toml", ""),
        name: String::new(),
        base: None,
        paper,
        issue,
        pages: Vec::new(),
        fillers: Vec::new(),
        stories: Vec::new(),
        pictures: Vec::new(),
        jumps: Vec::new(),
        fonts: Arc::clone(&FONTS),
        profile: Arc::from([]),
        picture_profile: Arc::from([]),
        sign_off: None,
    }
}

/// A written line; `|` marks a break.
pub(super) fn written(text: &str) -> HeadLine {
    let mut line = HeadLine { text: String::new(), breaks: Vec::new(), span: Span::file(&Source::new("a.md", "")) };
    for (index, part) in text.split('|').enumerate() {
        if index > 0 {
            line.breaks.push(line.text.len());
        }
        line.text.push_str(part);
    }
    line
}

/// Fits heads at 42 pt (down to 30) into a box of `ems` tenths of an em of 42 pt.
fn head(lines: &[&str], tenths: i64, most_lines: u16) -> (HeadBox, Vec<Diagnostic>) {
    placed(lines, tenths, most_lines, HeadPlace::default())
}

/// The same, in a shape.
fn placed(lines: &[&str], tenths: i64, most_lines: u16, place: HeadPlace) -> (HeadBox, Vec<Diagnostic>) {
    let mut layout = layout();
    let rank = layout.heads.ranks.get_mut(&Rank::Lead).expect("ranks are whole");
    rank.most_lines = most_lines;
    layout.areas.get_mut(&AreaId('L')).expect("drawn").head_place = place;
    in_layout(&layout, lines, tenths)
}

/// The same in any layout.
fn in_layout(layout: &Layout, lines: &[&str], tenths: i64) -> (HeadBox, Vec<Diagnostic>) {
    let edition = edition();
    let shaper = Shaper::new(&edition.fonts);
    let desk = Desk::new(&edition, layout, &shaper);
    let head: Vec<HeadLine> = lines.iter().map(|line| written(line)).collect();
    let mut problems = Vec::new();
    let width = (Length::PT * 42).scaled(tenths, 10);
    let area = &layout.areas[&AreaId('L')];
    let parts = Parts { head: head.into(), ..Parts::default() };
    let fitted = fit(&desk, area, &parts, (width, HeadWish::default()), &mut problems);
    for line in &fitted.lines {
        assert!(!problems.is_empty() || line.set.width() <= width, "{:?} is wider than its box", line.set.text.text);
    }
    (fitted, problems)
}

/// Size in points, tracking in per mille of an em (rounded down), and scale of each line.
fn looks(fitted: &HeadBox) -> Vec<(f64, i64, i32)> {
    let look = |line: &super::headline::BoxLine| {
        (line.set.size.to_pt(), line.set.tracking.units().div_euclid(Em::MILLI.units()), line.set.scale.0)
    };
    fitted.lines.iter().map(look).collect()
}

/// Characters of each line.
fn lengths(fitted: &HeadBox) -> Vec<usize> {
    fitted.lines.iter().map(|line| line.set.line.units.len()).collect()
}

const TWENTY: &str = "天地日月山水风云春夏秋冬东西南北花草树木";

fn chars(count: usize) -> String {
    TWENTY.chars().cycle().take(count).collect()
}

#[test]
fn a_head_that_fits_is_left_alone() {
    let (fitted, problems) = head(&[&chars(10)], 100, 1);
    assert_eq!(looks(&fitted), [(42.0, 0, 1000)]);
    assert!(problems.is_empty());
}

#[test]
fn first_the_characters_move_closer() {
    let (fitted, _) = head(&[&chars(20)], 192, 2);
    assert_eq!(looks(&fitted), [(42.0, -43, 1000)]);
    let (fitted, _) = head(&[&chars(20)], 191, 2);
    assert_eq!(looks(&fitted)[0].2, 1000, "19 gaps of 5 % are 0.95 em");
}

#[test]
fn then_they_are_set_narrower() {
    let (fitted, _) = head(&[&chars(11)], 100, 2);
    assert_eq!(looks(&fitted), [(42.0, -50, 952)]);
}

#[test]
fn then_one_step_of_the_ladder_down_is_tried_on_one_line() {
    let (fitted, _) = head(&[&chars(12)], 100, 2);
    assert_eq!(looks(&fitted).len(), 1);
    assert_eq!((looks(&fitted)[0].0, looks(&fitted)[0].2), (36.0, 1000));
}

#[test]
fn then_two_lines_at_the_size_that_was_wished() {
    let (fitted, problems) = head(&[&format!("{}|{}", chars(8), chars(8))], 100, 2);
    assert_eq!(looks(&fitted), [(42.0, 0, 1000), (42.0, 0, 1000)]);
    assert!(problems.is_empty());
}

#[test]
fn further_steps_come_after_two_lines() {
    // 13 in 10 em: neither 42 nor 36 pt on one line; with one line only, 30 pt holds it.
    let (fitted, problems) = head(&[&chars(13)], 90, 1);
    assert_eq!(looks(&fitted)[0].0, 30.0);
    assert!(problems.is_empty());
}

#[test]
fn at_last_it_is_reported() {
    let (fitted, problems) = head(&[&chars(20)], 100, 1);
    assert_eq!(problems.iter().map(|found| found.rule.id).collect::<Vec<_>>(), ["head-too-long"]);
    assert!(fitted.lines[0].set.width() <= Length::PT * 420, "even then it stays in its box");
}

#[test]
fn all_lines_of_a_head_have_one_size() {
    let (fitted, _) = head(&[&chars(5), &chars(12)], 100, 1);
    assert_eq!(looks(&fitted).iter().map(|look| look.0).collect::<Vec<_>>(), [36.0, 36.0]);
}

#[test]
fn a_tie_goes_to_the_longer_line_first() {
    // Nine characters with breaks after the fourth and the fifth.
    let (fitted, _) = head(&["天地日月|山|水风云春"], 52, 2);
    assert_eq!(lengths(&fitted), [5, 4]);
}

#[test]
fn lengths_that_are_too_far_apart_need_the_writers_mark() {
    let (fitted, _) = head(&["天地日月山水|风云"], 55, 2);
    assert_eq!(lengths(&fitted), [6, 2]);
}

#[test]
fn two_even_lines_at_the_wish_are_better_than_a_line_that_is_closed_up_below_it() {
    // One step down, the sixteen would be closed up and narrowed to the last.
    let one = chars(16);
    let (fitted, _) = head(&[&one], 118, 1);
    assert_eq!((looks(&fitted)[0].0, looks(&fitted)[0].1 < -40, looks(&fitted)[0].2 < 950), (36.0, true, true));
    let (fitted, _) = head(&[&format!("{}|{}", chars(8), chars(8))], 118, 2);
    assert_eq!(looks(&fitted), [(42.0, 0, 1000), (42.0, 0, 1000)]);
}

#[test]
fn the_breaks_are_chosen_with_the_size() {
    // Twelve on one line fit a step below the wish; the clause parts them into five and seven at the wish.
    let (fitted, _) = head(&["天地日月山，水风云春夏秋冬"], 80, 2);
    assert_eq!((lengths(&fitted), looks(&fitted)[0].0), (vec![5, 7], 42.0));
    // Of two marks the one with the smaller difference.
    let (fitted, _) = head(&["天地日月|山水风|云春夏秋冬"], 80, 2);
    assert_eq!(lengths(&fitted), [7, 5]);
    // Three lines where the measure is narrow.
    let (fitted, problems) = head(&["天地日月|山水风云|春夏秋冬"], 42, 3);
    assert_eq!((lengths(&fitted), problems.len()), (vec![4, 4, 4], 0));
}

#[test]
fn three_lines_of_which_one_is_short_need_steps_or_marks() {
    let words = "区图书馆延时开放读者可以待到夜里";
    let (fitted, problems) = head(&[words], 60, 3);
    assert!(problems.is_empty());
    let widths = lengths(&fitted);
    let (low, high) = (widths.iter().min().expect("lines"), widths.iter().max().expect("lines"));
    assert!(low * 2 >= *high, "{widths:?}");
}

#[test]
fn a_stepped_head_is_set_in_line_by_line_inside_its_box() {
    let place = HeadPlace { shape: HeadShape::Stepped, ..HeadPlace::default() };
    let (fitted, problems) = placed(&["天地日月山水", "风云春夏秋冬", "东西南北花草"], 100, 1, place);
    assert!(problems.is_empty());
    let pt = |at: usize| fitted.lines[at].x.to_pt();
    // An em each, less what the ink of the first characters leaves.
    let steps = [pt(1) - pt(0), pt(2) - pt(1)];
    assert!(steps.iter().all(|step| (step - 42.0).abs() < 5.0), "{steps:?}");
    // As a whole it stands in the middle: eight ems in ten.
    assert!((pt(0) - 42.0).abs() < 5.0, "{}", pt(0));
    // Where there is less room the steps are smaller, and half an em at least.
    let (fitted, _) = placed(&["天地日月山水风云春", "风云春夏秋冬东西南"], 100, 1, place);
    let pt = |at: usize| fitted.lines[at].x.to_pt();
    assert!((pt(1) - pt(0) - 42.0).abs() < 5.0);
    let (fitted, _) = placed(&["天地日月山水风云春秋", "风云春夏秋冬东西南北"], 100, 1, place);
    let pt = |at: usize| fitted.lines[at].x.to_pt();
    let size = fitted.size.to_pt();
    assert!(pt(1) - pt(0) > size * 0.45 && fitted.lines[1].set.width() + fitted.lines[1].x <= Length::PT * 421);
}

#[test]
fn a_short_head_is_opened_where_the_layout_asks_for_it() {
    let place = HeadPlace { fill: true, ..HeadPlace::default() };
    // Nine in ten: eight gaps take an em together.
    let (fitted, _) = placed(&[&chars(9)], 100, 1, place);
    assert_eq!(looks(&fitted), [(42.0, 125, 1000)]);
    // Eight: seven gaps of a fifth are 1.4 em, and wider letters do the rest: 10 / 9.4.
    let (fitted, _) = placed(&[&chars(8)], 100, 1, place);
    assert_eq!(looks(&fitted), [(42.0, 200, 1063)]);
    // Five cannot fill ten: as far as the house allows.
    let (fitted, _) = placed(&[&chars(5)], 100, 1, place);
    assert_eq!(looks(&fitted), [(42.0, 200, 1100)]);
    let (fitted, _) = head(&[&chars(9)], 100, 1);
    assert_eq!(looks(&fitted), [(42.0, 0, 1000)]);
}

#[test]
fn a_rank_may_have_limits_of_its_own() {
    let mut layout = layout();
    let rank = layout.heads.ranks.get_mut(&Rank::Lead).expect("ranks are whole");
    (rank.tracking, rank.scale) = (Some((0, 0)), Some((PerMille(1000), PerMille(1000))));
    let fitted = in_layout(&layout, &[&chars(11)], 100).0;
    assert_eq!(looks(&fitted), [(36.0, 0, 1000)]);
}

#[test]
fn commas_become_blanks_and_half_blanks_in_small_heads() {
    let (fitted, _) = head(&["天地，日月"], 100, 1);
    assert_eq!(fitted.lines[0].set.text.text, "天地\u{3000}日月");
    assert_eq!(fitted.lines[0].set.em_width(), Em::whole(5));
    let small = super::desk::SetLine { half_blank: true, ..fitted.lines[0].set.clone() };
    assert_eq!(small.em_width(), Em::whole(4) + Em::HALF);
}

#[test]
fn the_check_values_of_the_standard_hold() {
    // Six columns of the broadsheet hold 24 characters at 30 pt; 30 and 21 pt at 11.25 with 3 lines of white are 8.
    let layout = layout();
    let width = layout.grid.span(6).at(layout.grid.size);
    assert_eq!(width.div_floor(Length::PT * 30), 24);
    assert_eq!((Length::PT * 51 + Length::pt(11.25) * 3).div_ceil(Length::pt(11.25)), 8);
}

/// A layout of these bands and cells, over `lines` lines.
fn banded(bands: &[Band], cells: &[Vec<char>], lines: u16) -> Layout {
    let mut layout = layout();
    let span = layout.map.bands[0].1.clone();
    layout.grid.lines = lines;
    layout.map.bands = bands.iter().map(|&band| (band, span.clone())).collect();
    layout.map.cells = cells.iter().map(|row| row.iter().map(|&cell| AreaId(cell)).collect()).collect();
    layout
}

/// A price that hangs on nothing but the area and its own heights, in no order that could be guessed.
fn price(layout: &Layout, areas: &[AreaId], index: usize, heights: &[u16]) -> i64 {
    let has = |row: &Vec<AreaId>| row.contains(&areas[index]);
    let first = layout.map.cells.iter().position(has).expect("drawn");
    let last = layout.map.cells.iter().rposition(has).expect("drawn");
    let columns = |row: &Vec<AreaId>| row.iter().map(|&cell| cell == areas[index]).collect::<Vec<_>>();
    let rows = &layout.map.cells[first..=last];
    let own = &heights[first..=last];
    let upright = rows.iter().all(|row| columns(row) == columns(&rows[0]));
    let shape: Vec<u64> = if upright {
        vec![own.iter().copied().map(u64::from).sum()]
    } else {
        own.iter().copied().map(u64::from).collect()
    };
    let mixed = shape.iter().fold(index as u64 + 1, |mixed, height| {
        (mixed ^ height.wrapping_mul(0x9E37_79B9)).wrapping_mul(0x85EB_CA6B) >> 3
    });
    i64::try_from(mixed % 997).expect("small")
}

/// What areas cost each other: nothing for most heights, and for some as much as an area.
fn between(heights: &[u16]) -> i64 {
    let mixed =
        heights.iter().fold(17_u64, |mixed, &height| (mixed ^ u64::from(height)).wrapping_mul(0xC2B2_AE35) >> 2);
    if mixed.is_multiple_of(3) { i64::try_from(mixed % 601).expect("small") } else { 0 }
}

/// The prices of a layout's areas, counted as they are asked.
struct Odd<'a> {
    layout: &'a Layout,
    areas: &'a [AreaId],
    asked: Cell<u32>,
}

impl Prices for Odd<'_> {
    fn price(&self, index: usize, heights: &[u16]) -> i64 {
        self.asked.set(self.asked.get() + 1);
        price(self.layout, self.areas, index, heights)
    }

    fn between(&self, heights: &[u16], _room: i64) -> i64 {
        between(heights)
    }
}

/// Every set of heights, the cheapest sum.
fn cheapest(bands: &[Band], lines: u16, cost: &dyn Fn(&[u16]) -> i64) -> Option<i64> {
    fn go(bands: &[(u16, u16)], left: u16, heights: &mut Vec<u16>, cost: &dyn Fn(&[u16]) -> i64) -> Option<i64> {
        let Some((&(least, most), rest)) = bands.split_first() else {
            return (left == 0).then(|| cost(heights));
        };
        let mut best: Option<i64> = None;
        for height in least..=most.min(left) {
            heights.push(height);
            let found = go(rest, left - height, heights, cost);
            heights.pop();
            best = [best, found].into_iter().flatten().min();
        }
        best
    }
    let ranges: Vec<(u16, u16)> = bands
        .iter()
        .map(|&band| match band {
            Band::Lines(lines) => (lines, lines),
            Band::Range(least, most) => (least, most),
            Band::Free => (4, lines),
        })
        .collect();
    go(&ranges, lines, &mut Vec::new(), cost)
}

fn extents(layout: &Layout, areas: &[AreaId]) -> Vec<Extent> {
    areas.iter().map(|&id| Extent::of(layout, id).expect("drawn")).collect()
}

fn solved(bands: &[Band], cells: &[Vec<char>], lines: u16) -> (Solution, Layout, Vec<AreaId>) {
    let layout = banded(bands, cells, lines);
    let areas = layout.map.letters();
    let odd = Odd { layout: &layout, areas: &areas, asked: Cell::new(0) };
    let solution = solve(&layout, &extents(&layout, &areas), &odd);
    (solution, layout, areas)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_solver_finds_what_every_possibility_finds(
        kinds in prop::collection::vec((0_u8..3, 1_u16..5, 1_u16..6), 1..=4),
        letters in prop::collection::vec(0_usize..5, 12),
        lines in 12_u16..26,
    ) {
        let mut bands: Vec<Band> = kinds.iter().map(|&(kind, least, more)| match kind {
            0 => Band::Lines(least),
            1 => Band::Range(least, least + more),
            _ => Band::Free,
        }).collect();
        bands.push(Band::Free);
        let row = |band: usize| (0..3).map(|column| char::from(b'A' + u8::try_from(letters[(band * 3 + column) % 12]).expect("few"))).collect();
        let cells: Vec<Vec<char>> = (0..bands.len()).map(row).collect();
        let (solution, layout, areas) = solved(&bands, &cells, lines);
        let sum = |heights: &[u16]| {
            (0..areas.len()).map(|index| price(&layout, &areas, index, heights)).sum::<i64>() + between(heights)
        };
        if let Some(best) = cheapest(&bands, lines, &sum) {
            prop_assert!(solution.exact);
            prop_assert_eq!(solution.cost, best);
            prop_assert_eq!(sum(&solution.heights), best);
            prop_assert_eq!(solution.heights.iter().sum::<u16>(), lines);
            prop_assert!(solution.greedy >= best, "filled from the top it cannot be better");
        }
    }
}

#[test]
fn a_search_that_is_too_long_stops_and_says_so() {
    let bands = vec![Band::Free; 12];
    let cells: Vec<Vec<char>> = ('A'..).take(12).map(|letter| vec![letter, 'Z']).collect();
    let layout = banded(&bands, &cells, 116);
    let areas = layout.map.letters();
    let odd = Odd { layout: &layout, areas: &areas, asked: Cell::new(0) };
    let solution = solve(&layout, &extents(&layout, &areas), &odd);
    assert!(!solution.exact && solution.spent >= layout.fit.budget);
    assert_eq!(solution.heights.iter().sum::<u16>(), 116);
    assert!(odd.asked.get() < 20_000, "{} prices", odd.asked.get());
}

#[test]
fn free_bands_share_what_there_is() {
    let (solution, ..) = solved(&[Band::Lines(20), Band::Free, Band::Free], &[vec!['A'], vec!['B'], vec!['C']], 23);
    assert_eq!(solution.heights.iter().sum::<u16>(), 23);
    assert!(solution.heights.iter().all(|&height| height >= 1));
}
