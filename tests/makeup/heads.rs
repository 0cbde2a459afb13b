//! What holds for a head wherever it stands to its text.

use std::fmt::Write as _;

use banxin::edition::Edition;
use banxin::geom::{Length, PerMille, Rect};
use banxin::makeup::Night;
use banxin::page::{GlyphRun, Item, Page};
use banxin::style::{Ink, Role};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::paper::{PageSpec, Paper};
use crate::property::{
    cases, extent, is_body, loses_nothing, middle, overlaps_nothing, runs, runs_stand_apart, stands_on_the_grid,
    stays_inside,
};

/// The ink of the panels of these tests, which nothing else has.
const PANEL: Ink = Ink::Black(PerMille(110));

/// One area over the whole page, with what its table says and what stands in it.
fn page(columns: usize, settings: &str, words: &str) -> Paper {
    let draw = "A".repeat(columns);
    let layout = format!(
        "[map]\nrows = [24]\ndraw = \"\"\"\n{draw}\n\"\"\"\n[grid]\ncolumns = {columns}\n\
         [sheet]\ntrim = [\"220mm\", \"140mm\"]\n[heads.third]\nmost_lines = 2\n[area.A]\n{settings}"
    );
    let page = PageSpec { layout, places: vec![('A', words.to_owned())], ..PageSpec::default() };
    Paper { pages: vec![page], ..Paper::default() }
}

fn is_head(role: Role) -> bool {
    matches!(role, Role::Kicker | Role::Head | Role::Deck | Role::Summary)
}

fn heads(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    runs(page).filter(|run| is_head(run.role))
}

fn panel(page: &Page) -> Option<Rect> {
    page.items.iter().find_map(|item| match item {
        Item::Fill(fill) if fill.ink == PANEL => Some(fill.rect),
        _ => None,
    })
}

/// Top and bottom of the head, or of its panel; of one that is in two, those of its first part.
fn print(page: &Page) -> (Length, Length) {
    if let Some(panel) = panel(page) {
        return (panel.y, panel.bottom());
    }
    let boxes: Vec<Rect> = heads(page).filter(|run| run.role != Role::Summary).map(extent).collect();
    let top = boxes.iter().map(|of| of.y).min().expect("a head");
    (top, boxes.iter().map(|of| of.bottom()).max().expect("a head"))
}

/// White over the head and under it: to the nearest lines in its columns, or to the edge of the type area.
fn white(edition: &Edition, page: &Page) -> (Length, Length) {
    let grid = &edition.pages[0].layout.grid;
    let (top, bottom) = print(page);
    let across: Vec<Rect> = heads(page).map(extent).collect();
    let (left, right) = (across.iter().map(|of| of.x).min(), across.iter().map(|of| of.right()).max());
    let column = Rect::new(left.expect("a head"), Length::ZERO, right.expect("a head") - left.expect("a head"), top);
    let body = || runs(page).filter(|run| is_body(run.role)).map(extent);
    let crosses = |of: &Rect| of.x < column.right() && column.x < of.right();
    let over = body().filter(crosses).map(|of| of.bottom()).filter(|&foot| foot <= top).max();
    let under = body().filter(crosses).map(|of| of.y).filter(|&head| head >= bottom).min();
    let (first, last) = (grid.top, grid.top + grid.height(grid.lines));
    (top - over.unwrap_or(first), under.unwrap_or(last) - bottom)
}

#[test]
fn the_white_above_a_head_is_the_white_below_it_wherever_it_stands() {
    let words = "kicker=4 head=6 deck=5 p=400 p=500";
    for place in [
        "",
        "head_columns = 2\n",
        "head_at = \"between\"\nhead_columns = 2\nhead_from = 1\n",
        "head_at = \"brow\"\n",
        "head_at = \"inside\"\n",
        "head_at = \"inside\"\nhead_lines = 13\n",
        "head_at = \"around\"\n",
        "head_at = \"around\"\nhead_chars = 16\n",
        "head_at = \"left\"\nhead_writing = \"horizontal\"\nhead_chars = 12\n",
    ] {
        for ground in ["", "head_panel = { tint = \"K11\" }\n"] {
            let (edition, night) = page(4, &format!("{place}{ground}"), words).run().expect("in order");
            let page = &night.value.pages[0];
            let (above, below) = white(&edition, page);
            // A panel in a strip is as high as the strip.
            let whole = (above, below) == (Length::ZERO, Length::ZERO);
            assert!((above - below).units().abs() <= 1, "{place}{ground}: {above} and {below}");
            assert!(above > Length::ZERO || (whole && !ground.is_empty()), "{place}{ground}");
            if let Some(panel) = panel(page) {
                let boxes: Vec<Rect> = heads(page).map(extent).collect();
                let top = boxes.iter().map(|of| of.y).min().expect("a head") - panel.y;
                let bottom = panel.bottom() - boxes.iter().map(|of| of.bottom()).max().expect("a head");
                assert!((top - bottom).units().abs() <= 1, "{place}: {top} and {bottom} on the panel");
            }
        }
    }
}

#[test]
fn reversed_type_takes_a_dark_ground_and_size() {
    let said = |panel: &str| {
        let settings = format!("head_at = \"inside\"\nhead_panel = {panel}\n");
        let (_, night) = page(4, &settings, "head=4 kicker=4 p=400").run().expect("in order");
        let inks: Vec<Ink> = heads(&night.value.pages[0]).map(|run| run.ink).collect();
        let said = night.diagnostics.iter().filter(|found| found.rule.id == "head-reversed");
        (inks, said.map(|found| found.message.clone()).collect::<Vec<_>>())
    };
    let (inks, messages) = said("{ tint = \"K44\" }");
    assert!(inks.iter().all(|ink| *ink == Ink::BLACK) && messages.is_empty(), "{messages:?}");
    // The kicker has 9 pt: no face is reversed as small.
    let (inks, messages) = said("{ tint = \"C0 M40 Y90 K30\" }");
    assert!(inks.iter().all(|ink| *ink == Ink::PAPER));
    assert_eq!(messages, ["the kicker is reversed at 9 pt, and its face needs 14 pt"]);
    // Yellow is no ground, however much of it there is.
    let (inks, messages) = said("{ tint = \"C0 M0 Y100 K0\", ink = \"paper\" }");
    assert!(inks.iter().all(|ink| *ink == Ink::PAPER));
    assert!(messages[0].contains("too little ink for its ground, which has 0 %"), "{messages:?}");
    let (_, messages) = said("{ tint = \"K60\", ink = \"K100\" }");
    assert_eq!(messages, ["dark type stands on a ground of 60 % of ink"]);
}

/// A story area with a head somewhere.
fn papers() -> impl Strategy<Value = (Paper, bool)> {
    prop::collection::vec(0_usize..100_000, 16).prop_map(|throws| {
        let at = ["over", "left", "right", "between", "brow", "inside", "around", "diagonal"][throws[0] % 8];
        let mut settings = format!("head_at = \"{at}\"\n");
        let mut set = |throw: usize, one_in: usize, text: String| {
            if throws[throw].is_multiple_of(one_in) {
                settings.push_str(&text);
            }
        };
        if throws[1].is_multiple_of(2) {
            set(2, 2, format!("head_columns = {}\n", throws[3] % 4 + 1));
        } else if !matches!(at, "over" | "between") {
            set(2, 1, format!("head_chars = {}\n", throws[3] % 20 + 4));
        }
        let vertical = throws[4].is_multiple_of(3) && at != "over";
        let inside = matches!(at, "brow" | "inside" | "around" | "diagonal");
        if vertical {
            set(4, 1, "head_writing = \"vertical\"\n".to_owned());
        } else {
            set(4, 1, "head_writing = \"horizontal\"\n".to_owned());
        }
        if inside && at != "diagonal" {
            set(5, if vertical { 1 } else { 4 }, format!("head_lines = {}\n", throws[5] / 4 % 20 + 4));
        }
        set(6, 2, "head_panel = { tint = \"K11\", rule = \"0.5pt\" }\n".to_owned());
        set(7, 3, "head_shape = \"stepped\"\n".to_owned());
        set(8, 3, "head_fill = true\n".to_owned());
        set(9, 3, format!("columns = {}\n", throws[9] / 3 % 5 + 1));
        set(10, 4, "box = true\n".to_owned());
        set(11, 4, format!("picture = {{ columns = 1, lines = {} }}\n", throws[11] / 4 % 12 + 2));
        let mut words = format!("head={}", throws[12] % 24 + 1);
        for (throw, one_in, part) in [(13, 2, " kicker=6/3"), (14, 2, " deck=9/4"), (15, 3, " summary=30")] {
            if throws[throw].is_multiple_of(one_in) {
                words.push_str(part);
            }
        }
        if throws[11].is_multiple_of(4) {
            words.push_str(" pic=30x20");
        }
        let _ =
            write!(words, " p={} p={}/9 sub=5 p={}", throws[13] % 300 + 1, throws[14] % 300 + 9, throws[15] % 200 + 1);
        (page(throws[8] % 5 + 2, &settings, &words), at == "around")
    })
}

/// No text stands over its head, in the columns of the head (M4).
fn heads_first(night: &Night) -> Result<(), TestCaseError> {
    for page in &night.pages {
        let first = heads(page).filter(|run| matches!(run.role, Role::Kicker | Role::Head)).map(middle);
        for of in first {
            let over = runs(page).filter(|run| is_body(run.role)).find(|run| {
                let text = middle(run);
                text.y < of.y && text.x < of.right() && of.x < text.right()
            });
            prop_assert!(over.is_none(), "{:?} stands over its head", over.map(|run| &run.text));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: cases() * 2, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_head_keeps_to_its_box_and_clear_of_the_text((paper, around) in papers()) {
        // What does not go together is refused when the layout is read.
        let Ok((edition, night)) = paper.run() else { return Ok(()) };
        loses_nothing(&edition, &night)?;
        if night.diagnostics.iter().any(|found| matches!(found.rule.id, "area-too-narrow" | "overfull-line")) {
            return Ok(());
        }
        stays_inside(&edition, &night.value)?;
        stands_on_the_grid(&edition, &night.value)?;
        runs_stand_apart(&night.value)?;
        // The drawing takes a ground lower than a line, which is an error, for the modules of a QR code.
        let low = panel(&night.value.pages[0]).is_some_and(|panel| panel.h < edition.pages[0].layout.grid.size);
        if !low {
            overlaps_nothing(&edition, &night.value)?;
        }
        if !around {
            heads_first(&night.value)?;
        }
        let said = |id: &str| night.diagnostics.iter().any(|found| found.rule.id == id);
        let page = &night.value.pages[0];
        // All that is written of a head is there, or it is said that it has no room.
        if !said("head-too-high") && !said("head-too-wide") && !said("head-too-long") {
            let story = &edition.stories[0];
            let written = story.head.iter().chain(&story.kicker).chain(&story.deck).map(|line| line.text.as_str());
            let wanted: usize = written.map(|text| text.chars().filter(|c| !"，\u{3000}".contains(*c)).count()).sum();
            let there = heads(page).filter(|run| run.role != Role::Summary);
            let there: usize = there.map(|run| run.text.chars().filter(|c| !"，\u{3000}".contains(*c)).count()).sum();
            prop_assert_eq!(there, wanted);
            if let Some(panel) = panel(page) {
                let diagonal = edition.pages[0].layout.areas.values().next().expect("an area").head_place.at;
                for run in heads(page).filter(|_| diagonal != banxin::layout::HeadAt::Diagonal) {
                    prop_assert!(panel.contains(middle(run)), "{:?} is out of its panel", run.text);
                }
            }
        }
        let again = banxin::build(&edition);
        prop_assert_eq!(&night.value.pages, &again.value.pages);
    }
}
