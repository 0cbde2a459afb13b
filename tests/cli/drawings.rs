//! `banxin layout`: what it draws, what it counts, what it says of a layout that cannot be drawn.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use banxin::font::FontBook;
use banxin::geom::{Em, Length, WritingMode};
use banxin::layout::{Area, Layout, Remainder, Side, SideWidth, load};
use banxin::makeup::draw_layout;
use banxin::page::Item;
use serde_json::Value;

use crate::desk::{Desk, Said};

/// Runs the program in this folder, where `layouts` and `fonts` are.
fn program(arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_banxin")).args(arguments).output().expect("the program runs");
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert!(!err.contains("panicked at"), "{arguments:?}: {err}");
    Said { code: output.status.code().expect("an exit code"), out, err }
}

/// Every layout of the house.
pub(crate) fn layouts() -> Vec<PathBuf> {
    let listing = fs::read_dir("layouts").expect("the layouts");
    let paths = listing.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    paths.sort();
    assert!(paths.len() >= 7, "{paths:?}");
    paths
}

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no whole number"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// The drawing of a layout, as JSON.
fn drawn(path: &Path, out: &Path) -> Value {
    let (path, out) = (path.to_string_lossy(), out.to_string_lossy());
    let said = program(&["layout", &path, "-o", &out, "--ppi", "20", "--fonts", "fonts", "--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{path}: {}", said.out);
    serde_json::from_str(&said.out).expect("JSON")
}

/// Fewest and most lines that some bands have together on a full page, from the ranges of all.
fn reach(ranges: &[(i64, i64)], lines: i64, own: &[usize]) -> (i64, i64) {
    let sum = |inside: bool, of: fn(&(i64, i64)) -> i64| -> i64 {
        ranges.iter().enumerate().filter(|(band, _)| own.contains(band) == inside).map(|(_, range)| of(range)).sum()
    };
    let least = sum(true, |range| range.0).max(lines - sum(false, |range| range.1));
    let most = sum(true, |range| range.1).min(lines - sum(false, |range| range.0));
    (least, most)
}

/// The basic columns that an area has on each page: one number, or those at the left and at the right of a fold that it
/// crosses. None of a column is the fold alone.
fn on_pages(layout: &Layout, area: &Area) -> Vec<i64> {
    let drawn = layout.map.columns(area.id);
    let Some(fold) = layout.grid.fold else { return vec![i64::from(drawn.end - drawn.start)] };
    let cells = layout.map.cells[0].len();
    let (half, beyond) = (cells / 2, if fold.width > Em::ZERO { cells / 2 + 1 } else { cells / 2 });
    let all = usize::from(drawn.start)..usize::from(drawn.end);
    let count = |inside: &dyn Fn(usize) -> bool| {
        i64::try_from(all.clone().filter(|&column| inside(column)).count()).expect("a few columns")
    };
    [count(&|column| column < half), count(&|column| column >= beyond)].into_iter().filter(|&count| count > 0).collect()
}

/// Widths of the stretches that an area divides, with their basic columns.
fn stretches(layout: &Layout, area: &Area) -> Vec<(i64, i64)> {
    let (grid, em) = (&layout.grid, Em::ONE.units());
    let of = |columns: i64| columns * i64::from(grid.chars) * em + (columns - 1) * grid.gutter.units();
    let pages = on_pages(layout, area);
    let Some(fold) = grid.fold else { return vec![(of(pages[0]), pages[0])] };
    match pages[..] {
        [] => vec![(fold.width.units(), 1)],
        [one] => vec![(of(one), one)],
        // A fold that is none has its white once.
        [one, two] if area.columns.is_some() => {
            let sides = if fold.width > Em::ZERO { 2 } else { 1 };
            vec![(of(one) + of(two) + fold.width.units() + sides * fold.gap.units(), one + two)]
        }
        _ => pages.into_iter().map(|columns| (of(columns), columns)).collect(),
    }
}

/// Characters in an upright area of so many lines, by widths and heights alone: no frame, no leg.
fn by_hand(layout: &Layout, area: &Area, lines: i64) -> i64 {
    let (grid, em) = (&layout.grid, Em::ONE.units());
    let gutter = area.gutter.unwrap_or(grid.gutter).units();
    let boxed = i64::from(area.frame.is_some());
    let last = layout.map.bands(area.id).end == layout.map.bands.len();
    let lines = lines - if last { 0 } else { i64::from(area.space_below) } - 2 * boxed;
    let mut stretches = stretches(layout, area);
    // A box and a head at the side take of the stretch that is there.
    let end = stretches.len() - 1;
    stretches[0].0 -= boxed * em;
    stretches[end].0 -= boxed * em;
    if let Some(side) = area.side_head {
        let strip = match side.width {
            SideWidth::Columns(count) => {
                i64::from(count) * i64::from(grid.chars) * em + (i64::from(count) - 1) * grid.gutter.units()
            }
            SideWidth::Chars(chars) => i64::from(chars) * em,
        };
        let at = if side.at == Side::Right { end } else { 0 };
        // Between head and text lies the gutter of the page; of the basic columns those are left that it leaves.
        stretches[at].0 -= strip + grid.gutter.units();
        if let SideWidth::Columns(count) = side.width {
            stretches[at].1 -= i64::from(count);
        }
    }
    let height = grid.pitch * (lines - 1) + grid.size;
    let pitch = area.pitch.unwrap_or(grid.pitch);
    assert_ne!(area.remainder.unwrap_or(grid.remainder), Remainder::Column, "not counted here");
    let vertical = area.writing == WritingMode::Vertical;
    let of = |(width, basic): (i64, i64)| {
        let (along, across) = if vertical {
            (Em::in_length(height, grid.size).units(), Em::from_units(width).at(grid.size))
        } else {
            (width, height)
        };
        let n = area.columns.map_or(if vertical { 1 } else { basic }, i64::from);
        let measure = (along - (n - 1) * gutter) / (n * em);
        let rows = if across < grid.size { 0 } else { (across - grid.size).div_floor(pitch) + 1 };
        n * measure * rows
    };
    stretches.into_iter().map(of).sum()
}

/// Draws a layout and counts its rectangles by hand; gives how many figures were counted.
fn counted(path: &Path, out: &Path) -> usize {
    let name = path.display().to_string();
    let report = drawn(path, out);
    let layout = load(path, &name).expect("a layout of the house").value;
    let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let svg = fs::read_to_string(out.join(format!("{stem}.svg"))).expect("the SVG");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && !svg.contains("font-family"), "{name}");
    let png = image::open(out.join(format!("{stem}.png"))).expect("the PNG");
    // The sheet with 14 mm at both sides, at 20 pixels an inch.
    let wide = (layout.sheet.width + Length::MM * 28).to_mm() / 25.4 * 20.0;
    assert!((f64::from(png.width()) - wide).abs() < 1.5, "{name}: {} pixels", png.width());
    let (bands, lines) = (list(&report, "bands"), i64::from(layout.grid.lines));
    assert_eq!(bands.iter().map(|band| whole(&band["taken"])).sum::<i64>(), lines, "{name}");
    let ranges: Vec<_> = bands.iter().map(|band| (whole(&band["least"]), whole(&band["most"]))).collect();
    let areas = list(&report, "areas");
    assert_eq!(areas.len(), layout.areas.len(), "{name}");
    let mut counted = 0;
    for value in areas {
        let letter = value["area"].as_str().expect("a letter");
        assert!(svg.contains(&format!("aria-label=\"{letter}\"")), "{name}: {letter} is not drawn");
        let area = layout.areas.values().find(|area| area.id.0.to_string() == letter).expect("an area");
        if !layout.map.is_rectangle(area.id) {
            continue;
        }
        let own: Vec<usize> = layout.map.bands(area.id).collect();
        let taken: i64 = own.iter().map(|&band| whole(&bands[band]["taken"])).sum();
        let (least, most) = reach(&ranges, lines, &own);
        for (key, lines) in [("least", least), ("taken", taken), ("most", most)] {
            let (found, hand) = (whole(&value[key]["characters"]), by_hand(&layout, area, lines));
            assert_eq!(found, hand, "{name}: area {letter} of {lines} lines");
            counted += 1;
        }
    }
    counted
}

#[test]
fn every_layout_of_the_house_is_drawn_and_counted() {
    let out = tempfile::tempdir().expect("a folder");
    let all: usize = layouts().iter().map(|path| counted(path, out.path())).sum();
    assert!(all > 100, "only {all} areas were counted");
}

/// A page of four columns of eight characters, without its lines and its map.
const GRID: &str = r#"
[sheet]
trim = ["200mm", "200mm"]
top = "20mm"
[grid]
type = "9pt"
pitch = "12pt"
chars = 8
columns = 4
"#;

/// Two pages on it; `F` stands for the fold and is not drawn in a 通版.
const SPREAD: &str = r#"lines = 40
[folio]
[map]
rows = [6, "8..12", "*", 8]
draw = """
BBBBBBBBB
ACCCCCCCC
ADDDFEEEE
GGGG.HHKK
"""
[area.B]
role = "flag"
[area.C]
columns = 5
[area.A]
box = true
[area.D]
columns = 2
[area.E]
writing = "vertical"
columns = 2
[area.G]
head_at = "right"
[area.H]
box = true
"#;

/// A spread with a fold of so many characters.
fn spread(fold: i64) -> String {
    let text = if fold > 0 {
        format!("{GRID}{SPREAD}")
    } else {
        let rows = [("BBBBBBBBB", "BBBBBBBB"), ("ACCCCCCCC", "ACCCCCCC"), ("ADDDFEEEE", "ADDDEEEE")];
        rows.iter()
            .fold(format!("{GRID}{SPREAD}").replace("GGGG.HHKK", "GGGGHHKK"), |text, (from, to)| text.replace(from, to))
    };
    text.replace("[map]", &format!("[spread]\nfold = {fold}\ngap = 1.5\n[map]"))
}

#[test]
fn a_spread_is_two_pages_and_its_fold() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("spread.toml");
    for fold in [6, 0] {
        // C crosses the fold with columns of its own, with the basic ones, with a box.
        for own in ["columns = 5", "", "box = true", "head_at = \"left\"\nhead_writing = \"vertical\""] {
            fs::write(&path, spread(fold).replace("columns = 5", own)).expect("written");
            assert!(counted(&path, out.path()) > 20, "{fold}: {own}");
        }
        let report = drawn(&path, out.path());
        let grid = &report["grid"];
        assert_eq!((&grid["pages"], &grid["columns"], &grid["chars"]), (&2.into(), &4.into(), &8.into()));
        let (chars, mm) = if fold > 0 { (6.0, 19.05) } else { (0.0, 0.0) };
        let said = serde_json::json!({ "chars": chars, "mm": mm, "gap_chars": 1.5, "gap_mm": 4.7625 });
        assert_eq!(grid["fold"], said);
        let (given, folder) = (path.to_string_lossy(), out.path().to_string_lossy());
        let text = program(&["layout", &given, "-o", &folder, "--fonts", "fonts", "--ppi", "20"]);
        let words = if fold > 0 {
            "each page 4 columns of 8 characters (25.40 mm), gutter 1 (3.17 mm); \
             fold (中缝) 6 characters (19.05 mm), white 1.5 (4.76 mm) at its sides"
        } else {
            "each page 4 columns of 8 characters (25.40 mm), gutter 1 (3.17 mm); \
             no fold column (通版), white 1.5 (4.76 mm) between the pages"
        };
        assert!(text.out.contains(words), "{}", text.out);
        assert!(text.out.contains("sheet 400.00 × 200.00 mm, two pages of 200.00 mm"), "{}", text.out);
    }
}

#[test]
fn each_page_of_a_spread_has_its_numbers_and_its_folio_and_the_fold_is_dashed() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("spread.toml");
    let fonts = FontBook::open(Path::new("fonts")).expect("the bundled catalogue");
    for fold in [6, 0] {
        fs::write(&path, spread(fold)).expect("written");
        let layout = load(&path, "spread.toml").expect("a layout").value;
        let page = draw_layout(&layout, &fonts).value.page;
        // The sheet has 14 mm around it.
        let (top, middle) = (layout.grid.top + Length::MM * 14, layout.sheet.width / 2 + Length::MM * 14);
        let mut over: Vec<(Length, Length, &str)> = Vec::new();
        let (mut dashes, mut before) = (0, Length::ZERO);
        for item in &page.items {
            match item {
                Item::Glyphs(run) if run.origin.y < top => over.push((run.origin.y, run.origin.x, &run.text)),
                Item::Rule(rule) if (rule.from.x, rule.to.x) == (middle, middle) => {
                    assert!(rule.from.y > before && rule.to.y > rule.from.y, "a dash on another");
                    (dashes, before) = (dashes + 1, rule.to.y);
                }
                _ => {}
            }
        }
        over.sort();
        let rows: Vec<String> = over
            .chunk_by(|one, two| one.0 == two.0)
            .map(|row| row.iter().map(|run| run.2).collect::<Vec<_>>().join(" "))
            .collect();
        let columns = "1 8 2 8 3 8 4 8";
        let numbers = if fold > 0 { format!("{columns} 中缝 6 {columns}") } else { format!("{columns} {columns}") };
        assert_eq!(rows, ["folio 1 folio 2".to_owned(), numbers]);
        assert!(dashes > 40 && before > layout.sheet.height + Length::MM * 14, "{dashes} dashes down to {before}");
    }
}

/// A page with an area in the shape of an L and one of a U, and the room that its bands have.
const STEPPED: &str = r#"lines = 30
[map]
rows = ["6..12", "4..9", "*"]
draw = """
L L A U
L A A U
L L L U
"#;

#[test]
fn a_stepped_area_holds_the_least_and_the_most_of_all_pages() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("stepped.toml");
    fs::write(&path, format!("{GRID}{STEPPED}\"\"\"\n")).expect("written");
    let report = drawn(&path, out.path());
    // L is the whole first column, and one or three more in the first and the last band.
    let cells = [2, 1, 3];
    let all = (6..=12).flat_map(|a| (4..=9).map(move |b| [a, b, 30 - a - b])).filter(|page| page[2] >= 4);
    let held: Vec<i64> =
        all.map(|page| page.iter().zip(cells).map(|(lines, cells)| lines * cells * 8).sum::<i64>()).collect();
    let l = list(&report, "areas").iter().find(|area| area["area"] == "L").expect("L").clone();
    // One column of it ends over A, and has its white line there.
    let white = 8;
    assert_eq!(whole(&l["least"]["characters"]), held.iter().min().expect("pages") - white);
    assert_eq!(whole(&l["most"]["characters"]), held.iter().max().expect("pages") - white);
    assert_eq!(whole(&l["least"]["height_lines"]), 30);
}

/// An area of three columns of 20 characters and 40 lines, which says what is in it.
fn of_three(area: &str) -> String {
    let grid = "type = \"9pt\"\npitch = \"12pt\"\nchars = 20\ncolumns = 3\nlines = 40";
    format!(
        "[sheet]\ntrim = [\"250mm\", \"220mm\"]\ntop = \"20mm\"\n[grid]\n{grid}\n[map]\nrows = [40]\n\
         draw = \"\"\"\nA A A\n\"\"\"\n[heads.third]\nhead = \"24pt\"\ndeck = \"12pt\"\n[area.A]\n{area}\n"
    )
}

#[test]
fn head_and_insets_leave_what_the_rule_of_the_make_up_leaves() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("three.toml");
    // 24 pt and two white lines are 4 lines; 2400 characters are all.
    let inset = |words: &str| format!("[[area.A.inset]]\n{words}");
    let cases = [
        (String::new(), 2400 - 3 * 4 * 20, 0),
        ("head_at = \"between\"".into(), 2400 - 800, 0),
        ("head_at = \"brow\"".into(), 2400 - 4 * 20, 0),
        ("head_at = \"inside\"\nhead_side = \"right\"".into(), 2400 - 2 * 4 * 20, 0),
        // 30 of 62 characters, 16 from the left: beside them are 15, which a column of 20 has from the first to the third.
        ("head_at = \"around\"\nhead_chars = 30".into(), 2400 - 4 * 60 + 4 * (15 + 15), 0),
        // Two corners, the deck with 12 + 24 pt on 3 lines.
        ("head_at = \"diagonal\"".into(), 2400 - 2 * 4 * 20 - 2 * 3 * 20, 0),
        // A column and its gutter are not of the text from the first; a panel there changes nothing.
        ("head_at = \"right\"\nhead_panel = true".into(), 1600, 0),
        ("picture = { columns = 2, lines = 16, at = 1 }".into(), 2160, 2 * 16 * 20),
        // 41 em are 369 pt; two thirds, 246 pt, are 21 lines, with two more for the caption.
        ("picture = { columns = 2 }".into(), 2160, 2 * 23 * 20),
        ("head_on = \"picture\"\npicture = { columns = 2, lines = 16 }".into(), 2400, 2 * 16 * 20),
        // Eight characters after three: at their right stand 20 − 11 − 1, at their left two, which are too few.
        (inset("chars = 8\nindent = 3\nrow = 10\nlines = 10\naround = \"both\""), 2160, 10 * (20 - 8)),
        (inset("chars = 8\nindent = 3\nrow = 10\nlines = 10\naround = \"left\""), 2160, 10 * 20),
        (inset("holds = \"quote\"\nrow = \"foot\"\nlines = \"6..9\""), 2160, 6 * 20),
        // Two lines of 12 pt, 16 pt from line to line, half a line over and under them, are 4 lines; one of white.
        (inset("holds = \"quote\"\nat = 1"), 2160, 5 * 20),
        // What is open for an advertisement has ten lines, and one of white.
        (inset("holds = \"ad\"\nat = 2"), 2160, 11 * 20),
    ];
    for (words, under_head, insets) in cases {
        fs::write(&path, of_three(&words)).expect("written");
        let report = drawn(&path, out.path());
        let taken = &list(&report, "areas")[0]["taken"];
        let found = (whole(&taken["under_head"]), whole(&taken["with_insets"]));
        assert_eq!(found, (under_head, under_head - insets), "{words}");
    }
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn the_report_has_exactly_these_fields() {
    let out = tempfile::tempdir().expect("a folder");
    let report = drawn(Path::new("layouts/front-lead.toml"), out.path());
    assert_eq!(keys(&report), ["areas", "bands", "diagnostics", "files", "grid", "name", "sheet"]);
    assert_eq!(report["name"], "一版：头条带图，右侧主题组");
    assert_eq!(
        keys(&report["grid"]),
        ["chars", "columns", "fold", "gutter_chars", "lines", "pages", "pitch_pt", "type_pt"]
    );
    let sheet = ["bleed_mm", "height_mm", "left_mm", "top_mm", "type_height_mm", "type_width_mm", "width_mm"];
    assert_eq!(keys(&report["sheet"]), sheet);
    assert_eq!((&report["sheet"]["left_mm"], &report["sheet"]["type_width_mm"]), (&18.7875.into(), &352.425.into()));
    assert_eq!(keys(&list(&report, "bands")[0]), ["least", "most", "taken"]);
    for area in list(&report, "areas") {
        let fields =
            ["area", "chars", "columns", "head", "height_mm", "least", "most", "rank", "role", "taken", "width_mm"];
        assert_eq!(keys(area), fields);
        for at in ["least", "taken", "most"] {
            assert_eq!(keys(&area[at]), ["characters", "height_lines", "lines", "under_head", "with_insets"]);
        }
        assert_eq!(area["head"].is_null(), area["role"] != "story", "{area}");
    }
    let lead = &list(&report, "areas")[3];
    assert_eq!((&lead["area"], &lead["rank"], &lead["columns"]), (&"L".into(), &"lead".into(), &5.into()));
    // Standards B6: five columns are 69 em, 621 pt; at 42 pt 14 characters, and 42 + 24 pt are 6 lines of 12.
    assert_eq!(lead["head"], serde_json::json!({ "size_pt": 42.0, "characters": 14, "lines": 6 }));
    let text = program(&["layout", "layouts/front-lead.toml", "-o", &out.path().to_string_lossy(), "--ppi", "20"]);
    assert_eq!(text.code, 0);
    assert!(
        text.out.contains("sheet 390.00 × 545.00 mm") && text.out.contains("bands 19, 3, 4, 31 (24–36)"),
        "{}",
        text.out
    );
    let row = text.out.lines().find(|line| line.trim_start().starts_with("L ")).expect("a row of L");
    assert!(row.contains("3146 (2288–3640)"), "{row}");
}

#[test]
fn the_same_layout_gives_the_same_bytes() {
    let [one, two] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    for out in [&one, &two] {
        drawn(Path::new("layouts/supplement.toml"), out.path());
    }
    for name in ["supplement.svg", "supplement.png"] {
        let read = |out: &tempfile::TempDir| fs::read(out.path().join(name)).expect("a drawing");
        assert!(read(&one) == read(&two), "{name}");
    }
}

#[test]
fn a_layout_that_is_wrong_is_not_drawn() {
    let desk = Desk::new();
    desk.change("layouts/page.toml", "rows = [", "rows = [1, ");
    let before = desk.files();
    let said = desk.run(&["layout", "layouts/page.toml"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("error[map-") && said.err.contains("--> layouts/page.toml:"), "{}", said.err);
    assert!(said.err.contains("error: the layout was not drawn: "), "{}", said.err);
    let json = desk.run(&["layout", "layouts/page.toml", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((json.code, keys(&report)), (1, vec!["diagnostics", "files"]));
    assert!(!list(&report, "diagnostics").is_empty() && list(&report, "files").is_empty());
    let missing = desk.run(&["layout", "layouts/none.toml"]);
    assert!(missing.code == 1 && missing.err.contains("error[file-missing]"), "{}", missing.err);
    let faces = desk.run(&["layout", "layouts/inside.toml", "--fonts", "nowhere"]);
    assert_eq!((faces.code, faces.err.as_str()), (2, "error: nowhere: no fonts.toml is there\n"));
    assert!(before == desk.files(), "nothing was written");
}

#[test]
fn what_a_layout_cannot_hold_is_said_and_drawn_all_the_same() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("narrow.toml");
    let text = format!("{GRID}{STEPPED}\"\"\"\n[area.L]\nwriting = \"vertical\"\n[compose]\nlevle = \"gb\"\n");
    fs::write(&path, text).expect("written");
    let (path, folder) = (path.to_string_lossy(), out.path().to_string_lossy());
    let said = program(&["layout", &path, "-o", &folder, "--fonts", "fonts", "--ppi", "20"]);
    assert_eq!(said.code, 1, "{}", said.err);
    for rule in ["area-shape", "compose-option"] {
        assert!(said.err.contains(&format!("error[{rule}]")), "{rule}: {}", said.err);
    }
    assert!(out.path().join("narrow.svg").is_file() && out.path().join("narrow.png").is_file());
}
