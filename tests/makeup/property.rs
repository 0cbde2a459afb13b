//! What holds for any page: random maps, random stories.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use banxin::diag::{Diagnostic, Warned};
use banxin::edition::{Content, Edition};
use banxin::geom::{Em, Length, Rect, WritingMode};
use banxin::layout::{Area, Layout};
use banxin::makeup::{Memory, Night, make_up_again};
use banxin::page::{GlyphRun, Item, Page};
use banxin::style::Role;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::cures;
use crate::drawing::draw;
use crate::paper::{JumpSpec, PageSpec, Paper};

/// Letters of areas.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Characters of a page if it were all text.
const ROOM: usize = 4 * 8 * 24;

/// A drawing: bands of letters.
type Drawing = Vec<Vec<char>>;

/// Cuts a block of cells in two again and again: every area is a rectangle.
fn dissect(drawing: &mut Drawing, dice: &mut dyn Iterator<Item = usize>, next: &mut usize, block: [usize; 4]) {
    let [top, bottom, left, right] = block;
    let throw = dice.next().unwrap_or(0);
    let (high, wide) = (bottom - top, right - left);
    if throw.is_multiple_of(5) || (high < 2 && wide < 2) || *next >= 12 {
        let letter = LETTERS.chars().nth(*next).expect("few areas");
        *next += 1;
        for row in &mut drawing[top..bottom] {
            row[left..right].fill(letter);
        }
        return;
    }
    if wide > 1 && (high < 2 || throw.is_multiple_of(2)) {
        let cut = left + 1 + throw / 7 % (wide - 1);
        dissect(drawing, dice, next, [top, bottom, left, cut]);
        dissect(drawing, dice, next, [top, bottom, cut, right]);
    } else {
        let cut = top + 1 + throw / 7 % (high - 1);
        dissect(drawing, dice, next, [top, cut, left, right]);
        dissect(drawing, dice, next, [cut, bottom, left, right]);
    }
}

/// Gives some cells to the area at their left, which makes steps. The layout's reader refuses islands and holes.
fn step(drawing: &mut Drawing, throws: &[usize]) {
    for &throw in throws {
        let (band, column) = (throw % drawing.len(), throw / 11 % drawing[0].len());
        if column > 0 {
            drawing[band][column] = drawing[band][column - 1];
        }
    }
}

/// Heights of `bands` bands that make up 24 lines.
fn rows(bands: usize, throws: &[usize]) -> String {
    let share = 24 / bands;
    let row = |band: usize| match throws.get(band).map_or(0, |throw| throw % 4) {
        0 | 1 => "\"*\"".to_owned(),
        2 => format!("\"{}..{}\"", share.saturating_sub(2).max(1), share + 6),
        _ => format!("{}", share.saturating_sub(1).max(1)),
    };
    let mut rows: Vec<String> = (0..bands).map(row).collect();
    rows[bands - 1] = "\"*\"".to_owned();
    rows.join(", ")
}

/// The words of a story: as long as its share of the page times a quarter to two.
fn story(share: usize, throw: usize) -> String {
    let length = (share * (throw % 8 + 1) / 4).max(1);
    let mut words = String::new();
    if !(throw / 8).is_multiple_of(4) {
        let _ = write!(words, "head={}", throw / 32 % 7 + 1);
    }
    for (bit, part) in
        [(3, " kicker=4"), (5, " deck=7"), (7, " summary=30"), (11, " byline=12"), (13, " end=4 credit=5")]
    {
        if throw % bit == 1 {
            words.push_str(part);
        }
    }
    if throw % 4 == 1 {
        let _ = write!(words, " pic={}x{} cap={}", throw / 5 % 50 + 10, throw / 9 % 50 + 10, throw / 3 % 20 + 1);
    }
    let parts = throw / 64 % 5 + 1;
    for part in 0..parts {
        if (throw / 17).is_multiple_of(3) && part > 0 {
            let _ = write!(words, " sub={}", throw / 19 % 12 + 2);
        }
        let marks = if throw.is_multiple_of(2) { "/7" } else { "" };
        let _ = write!(words, " p={}{marks}", (length / parts + part * 3).max(1));
    }
    words
}

/// What an area says beside its role.
pub(crate) fn settings(id: char, throw: usize) -> String {
    let mut out = format!("[area.{id}]\njump = {{ min_before = 3, min_after = 3 }}\n");
    for (bit, setting) in [
        (4, "box = true\n"),
        (6, "rule_above = true\nrule_left = true\ncolumn_rules = true\n"),
        (7, "columns = 1\n"),
        (9, "picture = { columns = 1, lines = 9 }\n"),
        (10, "space_below = 0\n"),
        (15, "scale = 90\n"),
    ] {
        if throw % bit == 2 {
            out.push_str(setting);
        }
    }
    out
}

/// What an area says whose lines leave the grid: vertical ones, heads at the side, another pitch.
fn own_settings(id: char, throw: usize) -> String {
    let mut out = format!("[area.{id}]\njump = {{ min_before = 3, min_after = 3 }}\n");
    if throw.is_multiple_of(2) {
        let _ = write!(out, "writing = \"vertical\"\ncolumns = {}\n", throw / 2 % 3 + 1);
    }
    if (throw / 6).is_multiple_of(2) {
        let side = if (throw / 12).is_multiple_of(2) { "left" } else { "right" };
        let _ = write!(out, "head_at = \"{side}\"\nhead_chars = {}\n", throw / 24 % 6 + 2);
    }
    if (throw / 7).is_multiple_of(3) {
        let _ = writeln!(out, "pitch = \"{}pt\"", throw / 21 % 9 + 10);
    }
    for (bit, setting) in
        [(4, "box = true\n"), (6, "column_rules = true\n"), (10, "space_below = 0\n"), (9, "gutter = 2\n")]
    {
        if throw % bit == 2 {
            out.push_str(setting);
        }
    }
    out
}

/// One page and, where `jump` says so, a second on which its first story goes on.
pub(crate) fn paper(
    bands: usize,
    columns: usize,
    throws: &[usize],
    stepped: bool,
    settings: fn(char, usize) -> String,
) -> Paper {
    let mut drawing = vec![vec!['.'; columns]; bands];
    let mut next = 0;
    dissect(&mut drawing, &mut throws.iter().copied(), &mut next, [0, bands, 0, columns]);
    if stepped {
        step(&mut drawing, &throws[throws.len() - 4..]);
    }
    let mut letters: Vec<char> = drawing.iter().flatten().copied().collect();
    letters.sort_unstable();
    letters.dedup();
    let mut page = PageSpec::default();
    let map: Vec<String> = drawing.iter().map(|row| row.iter().collect()).collect();
    let rows = rows(bands, &throws[8..]);
    let _ = write!(page.layout, "[map]\nrows = [{rows}]\ndraw = \"\"\"\n{}\n\"\"\"\n", map.join("\n"));
    let _ = write!(page.layout, "[grid]\ncolumns = {columns}\n[sheet]\ntrim = [\"220mm\", \"140mm\"]\n");
    for (&letter, &throw) in letters.iter().zip(throws.iter().rev()) {
        let share = ROOM / 4 * columns / letters.len();
        page.places.push((letter, story(share, throw)));
        page.layout.push_str(&settings(letter, throw / 3));
    }
    let mut paper = Paper { pages: vec![page], ..Paper::default() };
    if throws[0].is_multiple_of(3) {
        for (to, from) in [(2, letters[0]), (3, 'Y')] {
            let draw = if throws[1].is_multiple_of(2) { "YYYY" } else { "YY.." };
            let draw = if to == 2 { draw.to_owned() } else { draw.replace('Y', "Z") };
            let layout = format!(
                "[map]\nrows = [{}]\ndraw = \"\"\"\n{draw}\n\"\"\"\n{}[grid]\nlines = {0}\n",
                throws[2] % 20 + 4,
                settings(draw.chars().next().expect("a letter"), throws[4] * 2 + 1)
            );
            paper.pages.push(PageSpec { layout, ..PageSpec::default() });
            let (from, to) = ((to - 1, from), (to, draw.chars().next().expect("a letter")));
            let (story, head) = (format!("p1-{}", letters[0]), Some(throws[3] % 9));
            paper.jumps.push(JumpSpec { story, from, to, head, ..JumpSpec::default() });
        }
    }
    paper
}

fn papers() -> impl Strategy<Value = Paper> {
    (1_usize..=5, 2_usize..=6, prop::collection::vec(0_usize..100_000, 24), any::<bool>())
        .prop_map(|(bands, columns, throws, stepped)| paper(bands, columns, &throws, stepped, settings))
}

/// Papers whose areas leave the grid.
fn own_papers() -> impl Strategy<Value = Paper> {
    (1_usize..=5, 2_usize..=6, prop::collection::vec(0_usize..100_000, 24))
        .prop_map(|(bands, columns, throws)| paper(bands, columns, &throws, false, own_settings))
}

pub(crate) fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// The em boxes of a run.
pub(crate) fn extent(run: &GlyphRun) -> Rect {
    let upright = run.writing == WritingMode::Vertical;
    if upright || run.turned {
        let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x.at(run.size));
        let left = run.origin.x - run.size.scaled(if upright { 500 } else { 120 }, 1000);
        return Rect::new(left, run.origin.y, run.size, last + run.size);
    }
    let em = run.size.scaled(i64::from(run.scale.0), 1000);
    let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x.at(em));
    Rect::new(run.origin.x, run.origin.y - run.size.scaled(880, 1000), last + em, run.size)
}

/// How far an em box may stand out: a mark at an edge is half white, and the ink of a head is what is set to the edge.
fn slack(run: &GlyphRun) -> Length {
    run.size.scaled(55, 100)
}

/// A box without its edge.
fn core(rect: Rect, by: Length) -> Rect {
    Rect::new(rect.x + by, rect.y + by, rect.w - by * 2, rect.h - by * 2)
}

/// The box of a run without its edge.
pub(crate) fn middle(run: &GlyphRun) -> Rect {
    let (of_run, slack) = (extent(run), slack(run));
    if run.writing == WritingMode::Vertical || run.turned {
        Rect::new(of_run.x + Length::PT, of_run.y + slack, of_run.w - Length::PT * 2, of_run.h - slack * 2)
    } else {
        Rect::new(of_run.x + slack, of_run.y + Length::PT, of_run.w - slack * 2, of_run.h - Length::PT * 2)
    }
}

/// No two runs stand on each other. The drawing cannot show it where lines leave the grid: two of them may share a row.
pub(crate) fn runs_stand_apart(night: &Night) -> Result<(), TestCaseError> {
    for page in &night.pages {
        let all: Vec<(&GlyphRun, Rect)> = runs(page).map(|run| (run, middle(run))).collect();
        let solid = |rect: &Rect| rect.w > Length::ZERO && rect.h > Length::ZERO;
        for (at, (one, place)) in all.iter().enumerate().filter(|(_, (_, place))| solid(place)) {
            for (other, there) in all[..at].iter().filter(|(_, there)| solid(there)) {
                prop_assert!(!place.overlaps(*there), "{:?} stands on {:?}", one.text, other.text);
            }
        }
    }
    Ok(())
}

pub(crate) fn is_body(role: Role) -> bool {
    matches!(role, Role::Body | Role::Strong | Role::Emphasis | Role::Dateline)
}

pub(crate) fn stays_inside(edition: &Edition, night: &Night) -> Result<(), TestCaseError> {
    for (page, of) in night.pages.iter().zip(&edition.pages) {
        let grid = &of.layout.grid;
        for run in runs(page).filter(|run| run.of.area != ' ') {
            let around = middle(run);
            prop_assert!(grid.type_area().contains(around), "{:?} of {} is out", run.text, run.of.area);
            for zone in page.zones.iter().filter(|zone| zone.area != run.of.area) {
                prop_assert!(!zone.rect.overlaps(around), "{:?} of {} is in {}", run.text, run.of.area, zone.area);
            }
        }
        for item in &page.items {
            if let Item::Picture(placed) = item {
                let over = page.zones.iter().filter(|zone| zone.rect.overlaps(core(placed.rect, Length::PT))).count();
                prop_assert!(over >= 1 && grid.type_area().contains(core(placed.rect, Length::PT)), "a picture is out");
            }
        }
    }
    Ok(())
}

pub(crate) fn stands_on_the_grid(edition: &Edition, night: &Night) -> Result<(), TestCaseError> {
    for (page, of) in night.pages.iter().zip(&edition.pages) {
        let grid = &of.layout.grid;
        for run in runs(page).filter(|run| is_body(run.role)) {
            let from_first = (run.origin.y - grid.baseline(0)).units();
            prop_assert_eq!(from_first % grid.pitch.units(), 0, "{:?} is off the grid", run.text);
        }
    }
    Ok(())
}

pub(crate) fn loses_nothing(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    let lost = night.diagnostics.iter().find(|found| found.rule.id == "text-lost");
    prop_assert!(lost.is_none(), "{:?}", lost.map(|lost| &lost.message));
    let story_areas = night.value.reports.iter().flat_map(|report| &report.areas);
    let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
    for area in story_areas {
        *counted.entry(&area.story).or_default() += area.characters + area.overset_characters;
    }
    for page in &edition.pages {
        for place in page.places.values() {
            let Content::Story(id) = place.content else { continue };
            let story = edition.story(id);
            let text = |block: &banxin::story::Block| match block {
                banxin::story::Block::Paragraph(inline) | banxin::story::Block::Subhead(inline) => inline.text.clone(),
            };
            let mut all: String = story.blocks.iter().map(text).collect();
            all.extend(story.credit.iter().map(|line| line.text.as_str()));
            if story.byline_at == banxin::story::BylinePlace::End {
                all.extend(story.byline.iter().map(|line| line.text.as_str()));
            }
            let wanted = u32::try_from(all.chars().count()).expect("a short story");
            prop_assert_eq!(counted.get(story.id.as_str()).copied().unwrap_or(0), wanted, "{}", story.id);
        }
    }
    Ok(())
}

/// Feet of an area that is upright and has no picture: only the last column with text may be shorter.
fn keeps_feet_level(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    let ragged = |letter: char| {
        let start = format!("area {letter}:");
        night.diagnostics.iter().any(|found| found.rule.id == "ragged-feet" && found.message.starts_with(&start))
    };
    for (page, of) in night.value.pages.iter().zip(&edition.pages) {
        let pictures = page.items.iter().any(|item| matches!(item, Item::Picture(_)));
        for (id, area) in of.layout.areas.iter().filter(|(id, _)| of.layout.map.is_rectangle(**id) && !ragged(id.0)) {
            if pictures {
                continue;
            }
            let mut feet: BTreeMap<Length, Length> = BTreeMap::new();
            let starts = columns(&of.layout, area);
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

/// Left edges of the columns of a rectangular area, on the page.
pub(crate) fn columns(layout: &Layout, area: &Area) -> Vec<Length> {
    let (grid, basic) = (&layout.grid, layout.map.columns(area.id));
    let inset = if area.frame.is_some() { Em::ONE } else { Em::ZERO };
    let width = grid.span(basic.end - basic.start) - inset * 2;
    let own = area.columns.unwrap_or(basic.end - basic.start);
    let set = grid.divide(width, own, area.remainder.unwrap_or(grid.remainder)).expect("the page has columns");
    let left = grid.column_left(basic.start) + inset;
    set.columns.iter().map(|column| grid.left + (left + column.0).at(grid.size)).collect()
}

/// Every 转二版 on page 1 has its 接一版 on page 2, unless an error says that a part had no room.
pub(crate) fn pairs_notes(night: &Warned<Night>) -> Result<(), TestCaseError> {
    let said = |id: &str| night.diagnostics.iter().any(|found| found.rule.id == id);
    if said("jump-too-short") || said("overset-area") || said("head-too-high") {
        return Ok(());
    }
    notes_have_partners(night)
}

fn notes_have_partners(night: &Warned<Night>) -> Result<(), TestCaseError> {
    let count = |page: usize, note: String| {
        let page = night.value.pages.get(page - 1);
        page.map_or(0, |page| runs(page).filter(|run| run.role == Role::JumpNote && run.text == note).count())
    };
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let (mut paired, all) = (0, night.value.pages.iter().flat_map(runs).filter(|run| run.role == Role::JumpNote));
    for (from, first) in (1..).zip(numerals) {
        for (to, second) in (1..).zip(numerals) {
            let (on, back) = (count(from, format!("（转{second}版）")), count(to, format!("（接{first}版）")));
            prop_assert_eq!(on, back, "from page {} to page {}", from, to);
            paired += on + back;
        }
    }
    prop_assert_eq!(paired, all.count(), "a note says something else");
    Ok(())
}

/// No two things in one cell: text on its own head, a caption on text, a picture on anything.
pub(crate) fn overlaps_nothing(edition: &Edition, night: &Night) -> Result<(), TestCaseError> {
    for (page, of) in night.pages.iter().zip(&edition.pages) {
        let drawn = draw(page, &of.layout.grid);
        prop_assert!(!drawn.contains('!'), "{drawn}");
    }
    Ok(())
}

/// The terms of the cost are the page's own: a page without a fault, and only that, costs nothing for one.
fn says_what_it_costs(night: &Warned<Night>) -> Result<(), TestCaseError> {
    for report in &night.value.reports {
        let term = |name: &str| report.cost.iter().find(|term| term.0 == name).map(|term| term.1);
        let known = |name: &str| banxin::layout::COSTS.iter().any(|cost| cost.0 == name);
        prop_assert!(report.cost.iter().all(|(name, cost)| known(name) && *cost > 0));
        prop_assert!(report.total() <= report.greedy, "a page filled from the top costs less");
        let high = |id: &str| {
            let page = format!("page{}.toml", report.number.expect("a number").0);
            let here = |found: &Diagnostic| found.secondary.iter().any(|note| note.span.source.path.ends_with(&page));
            night.diagnostics.iter().any(|found| found.rule.id == id && here(found))
        };
        prop_assert_eq!(term("too-high").is_some(), high("head-too-high") || high("picture-too-high"));
    }
    Ok(())
}

/// What is said of a jump on top of where it goes: by the throw it is wished somewhere, or made only if it is needed.
fn wishes(throw: usize) -> String {
    let mut out = match throw % 5 {
        0 => format!("at = {{ lines = {} }}\n", throw / 5 % 40 + 1),
        1 => "at = { paragraph = 1 }\n".to_owned(),
        _ => String::new(),
    };
    let _ = writeln!(out, "within = {}", throw / 7 % 6);
    if (throw / 3).is_multiple_of(3) {
        let head = ["\"full\"", "\"short\"", "false", "\"某某题\""][throw / 11 % 4];
        let _ = writeln!(out, "head = {head}");
    }
    out
}

/// A front page whose stories all go on: each over none or more pages of its own, and then in a jump section on the last.
fn jumping(throws: &[usize]) -> Paper {
    let letters: Vec<char> = "ABC".chars().take(throws[0] % 3 + 1).collect();
    let columns = letters.len() * 2;
    let draw: String = letters.iter().flat_map(|&letter| [letter; 2]).collect();
    let lines = throws[1] % 18 + 7;
    let grid = format!("[grid]\ncolumns = {columns}\nlines = {lines}\n[sheet]\ntrim = [\"220mm\", \"140mm\"]\n");
    let rule = |letter: char| format!("[area.{letter}]\njump = {{ min_before = 3, min_after = 4 }}\n");
    let map = |rows: usize, draw: &str| format!("[map]\nrows = [{rows}]\ndraw = \"\"\"\n{draw}\n\"\"\"\n");
    let mut paper = Paper::default();
    let rules: String = letters.iter().map(|&letter| rule(letter)).collect();
    let mut front = PageSpec { layout: map(lines, &draw) + &rules + &grid, ..PageSpec::default() };
    let mut ends = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        let throw = throws[2 + at];
        let words =
            format!("{} short=3 p=60 stops={}/{}", story(lines * 16, throw), lines * 9 + throw % 90, throw % 30 + 5);
        front.places.push((letter, if words.contains("head=") { words } else { format!("head=14 {words}") }));
        ends.push((1, letter));
    }
    paper.pages.push(front);
    for (at, &letter) in letters.iter().enumerate() {
        // Pages on the way.
        for hop in 0..throws[6 + at] % 3 {
            let (number, own) =
                (u16::try_from(paper.pages.len() + 1).expect("few"), "KLM".chars().nth(at).expect("few"));
            let layout =
                map(throws[9 + hop] % 12 + 8, &own.to_string().repeat(2)) + &rule(own) + "[grid]\ncolumns = 2\n";
            let layout = layout + &format!("lines = {}\n", throws[9 + hop] % 12 + 8);
            paper.pages.push(PageSpec { layout, ..PageSpec::default() });
            let more = wishes(throws[12 + hop]);
            let story = format!("p1-{letter}");
            paper.jumps.push(JumpSpec { story, from: ends[at], to: (number, own), more, ..JumpSpec::default() });
            ends[at] = (number, own);
        }
    }
    let last = u16::try_from(paper.pages.len() + 1).expect("few");
    let layout = "[area.J]\nrole = \"jumps\"\n".to_owned() + ["", "columns = 3\n", "box = true\n"][throws[15] % 3];
    let rows = throws[16] % 40 + 10;
    let grid = format!("[grid]\nlines = {rows}\n[sheet]\ntrim = [\"220mm\", \"290mm\"]\n");
    paper.pages.push(PageSpec { layout: map(rows, "JJJJ") + &layout + &grid, ..PageSpec::default() });
    for (at, &letter) in letters.iter().enumerate() {
        let if_needed = if throws[17].is_multiple_of(2) { "if_needed = true\n" } else { "" };
        let (story, more) = (format!("p1-{letter}"), wishes(throws[18 + at]) + if_needed);
        paper.jumps.push(JumpSpec { story, from: ends[at], to: (last, 'J'), more, ..JumpSpec::default() });
    }
    paper
}

fn jumping_papers() -> impl Strategy<Value = Paper> {
    prop::collection::vec(0_usize..100_000, 24).prop_map(|throws| jumping(&throws))
}

/// The text of each story on the pages is a beginning of it, and all of it if none of its areas is too small.
fn goes_on_where_it_stopped(edition: &Edition, night: &Warned<Night>) -> Result<(), TestCaseError> {
    for place in edition.pages[0].places.values() {
        let Content::Story(id) = place.content else { continue };
        let story = edition.story(id);
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let text = |block: &banxin::story::Block| match block {
            banxin::story::Block::Paragraph(inline) | banxin::story::Block::Subhead(inline) => dense(&inline.text),
        };
        let whole: String = story.blocks.iter().map(text).collect();
        let of_story = |run: &&GlyphRun| run.of.story == story.id && (is_body(run.role) || run.role == Role::Subhead);
        let runs = night.value.pages.iter().flat_map(runs).filter(of_story);
        let found: String = runs.map(|run| dense(&run.text)).collect();
        let areas = night.value.reports.iter().flat_map(|report| &report.areas).filter(|area| area.story == story.id);
        let overset: u32 = areas.map(|area| area.overset_characters).sum();
        prop_assert!(whole.starts_with(&found), "{} is not in order", story.id);
        prop_assert!(overset > 0 || whole == found, "{} is not whole", story.id);
    }
    Ok(())
}

/// The notes are those that the jumps ask for, unless an area has no line for one, which is said.
fn notes_are_right(night: &Warned<Night>) -> Result<(), TestCaseError> {
    let said = |id: &str| night.diagnostics.iter().find(|found| found.rule.id == id).map(|found| &found.message);
    let none = |found: &&Diagnostic| found.rule.id == "jump-too-short" && found.message.contains(" has 0 lines");
    let excused = ["overset-area", "head-too-high"].into_iter().any(|id| said(id).is_some());
    let excused = excused || night.diagnostics.iter().any(|found| none(&found));
    prop_assert!(excused || said("jump-notes").is_none(), "{:?}", said("jump-notes"));
    if excused { Ok(()) } else { notes_have_partners(night) }
}

#[test]
fn a_chain_of_jumps_keeps_bold_bold() {
    let page = |letter: char| PageSpec {
        layout: format!(
            "[map]\nrows = [24]\ndraw = \"\"\"\n{letter}...\n\"\"\"\n[area.{letter}]\njump = {{ min_before = 3, min_after = 3 }}\n"
        ),
        ..PageSpec::default()
    };
    let mut pages: Vec<PageSpec> = "ABCD".chars().map(page).collect();
    pages[0].places.push(('A', "head=3 mix=550".to_owned()));
    let jump = |(from, to)| JumpSpec { story: "p1-A".to_owned(), from, to, head: Some(3), ..JumpSpec::default() };
    let jumps = [((1, 'A'), (2, 'B')), ((2, 'B'), (3, 'C')), ((3, 'C'), (4, 'D'))].map(jump).into();
    let (edition, night) = Paper { pages, jumps, ..Paper::default() }.run().expect("in order");
    let bold: String = night
        .value
        .pages
        .iter()
        .flat_map(runs)
        .filter(|run| run.role == Role::Strong)
        .map(|run| run.text.as_str())
        .collect();
    let banxin::story::Block::Paragraph(paragraph) = &edition.stories[0].blocks[0] else { panic!("a paragraph") };
    let wanted: String = paragraph.runs.iter().map(|run| &paragraph.text[run.0.clone()]).collect();
    assert_eq!(bold, wanted);
    assert_eq!(night.value.pages.iter().flat_map(runs).filter(|run| run.role == Role::JumpNote).count(), 6);
    assert_eq!(night.diagnostics.iter().map(|found| found.rule.id).filter(|id| *id != "underset-area").count(), 0);
}

/// 64 papers, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

/// A page of a few areas that are too full or too empty: what cures it is found and set.
fn uneven_papers() -> impl Strategy<Value = Paper> {
    (2_usize..=3, prop::collection::vec(0_usize..100_000, 24)).prop_map(|(bands, throws)| {
        let mut paper = paper(bands, 3, &throws, false, settings);
        for (at, (_, words)) in paper.pages[0].places.iter_mut().enumerate() {
            // Sentences, so that there is something to cut.
            let long = throws[at % throws.len()] % 9 + 6;
            let sentences = |word: &str| match word.strip_prefix("p=") {
                Some(count) => format!("stops={}/{long}", count.trim_end_matches("/7")),
                None => word.to_owned(),
            };
            let parts: Vec<String> = words.split_whitespace().map(sentences).collect();
            *words = parts.join(" ");
        }
        paper
    })
}

proptest! {
    // Each remedy is set many times until it is found, and once more from the files.
    #![proptest_config(Config { cases: cases() / 6 + 1, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_remedy_cures_when_it_is_written(paper in uneven_papers()) {
        let broken = cures::broken(&paper);
        prop_assert!(broken.is_empty(), "{broken:#?}");
    }
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, ..Config::default() })]

    #[test]
    fn areas_that_leave_the_grid_lose_nothing_and_stay_inside(paper in own_papers()) {
        let Ok((edition, night)) = paper.run() else { return Ok(()) };
        loses_nothing(&edition, &night)?;
        // What is too narrow for one character is refused, and a line that is longer than its measure is reported; neither
        // has a place to stay in.
        let too_narrow = ["area-too-narrow", "overfull-line"];
        if !night.diagnostics.iter().any(|found| too_narrow.contains(&found.rule.id)) {
            stays_inside(&edition, &night.value)?;
            runs_stand_apart(&night.value)?;
        }
        let again = banxin::build(&edition);
        prop_assert_eq!(&night.value.pages, &again.value.pages);
        prop_assert_eq!(&night.value.reports, &again.value.reports);
    }

    #[test]
    fn chains_and_sections_lose_nothing_and_note_it_right(paper in jumping_papers()) {
        let (mut edition, night) = match paper.run() {
            Ok(run) => run,
            // A wish after the last paragraph is refused when it is read, and so is a story with two bylines.
            Err(found) => {
                prop_assert!(found.iter().all(|found| ["jump-cut", "toml-syntax"].contains(&found.rule.id)
                    || found.severity < banxin::diag::Severity::Error), "{found:?}");
                return Ok(());
            }
        };
        loses_nothing(&edition, &night)?;
        goes_on_where_it_stopped(&edition, &night)?;
        notes_are_right(&night)?;
        stays_inside(&edition, &night.value)?;
        stands_on_the_grid(&edition, &night.value)?;
        overlaps_nothing(&edition, &night.value)?;
        runs_stand_apart(&night.value)?;
        let mut memory = Memory::default();
        let again = make_up_again(&edition, &mut memory);
        prop_assert_eq!(&night.value.pages, &again.value.pages);
        prop_assert_eq!(&night.value.reports, &again.value.reports);
        // A shorter story may be cut elsewhere, or need no jump any more: what is remembered does not say otherwise.
        for story in 0..edition.stories.len() {
            if let Some(banxin::story::Block::Paragraph(last)) = edition.stories[story].blocks.last_mut() {
                last.text = last.text.chars().skip(last.text.chars().count() / 3).collect();
            }
            let (again, fresh) = (make_up_again(&edition, &mut memory), banxin::build(&edition));
            prop_assert_eq!(&fresh.value.pages, &again.value.pages);
            prop_assert_eq!(&fresh.value.reports, &again.value.reports);
            prop_assert_eq!(fresh.diagnostics, again.diagnostics);
        }
    }

    #[test]
    fn a_page_keeps_its_rules_whatever_is_on_it(paper in papers()) {
        // A drawing with an island or a hole is refused when it is read; there is no page then.
        let Ok((edition, night)) = paper.run() else { return Ok(()) };
        loses_nothing(&edition, &night)?;
        stays_inside(&edition, &night.value)?;
        stands_on_the_grid(&edition, &night.value)?;
        keeps_feet_level(&edition, &night)?;
        pairs_notes(&night)?;
        overlaps_nothing(&edition, &night.value)?;
        says_what_it_costs(&night)?;
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let again = pool.install(|| banxin::build(&edition));
            prop_assert_eq!(&night.value.pages, &again.value.pages, "on {} threads", threads);
            prop_assert_eq!(&night.value.reports, &again.value.reports);
            prop_assert_eq!(&night.diagnostics, &again.diagnostics);
        }
        for report in &night.value.reports {
            prop_assert_eq!(report.bands.iter().sum::<u16>(), edition.pages[usize::from(report.number.expect("a number").0) - 1].layout.grid.lines);
        }
    }
}
