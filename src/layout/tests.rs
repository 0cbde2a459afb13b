//! The two families of layouts hold every number of standards B4 and B5; every mistake has its rule.

use std::fs;
use std::path::Path;

use super::{AreaId, Band, Columns, InsetWidth, Layout, Rank, Remainder, load};
use crate::diag::Diagnostic;
use crate::geom::{Em, Length, PerMille};
use crate::style::Role;

fn family(name: &str) -> Layout {
    let path = format!("{}/layouts/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let layout = load(Path::new(&path), name).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(layout.diagnostics, []);
    layout.value
}

/// Text of a layout over the broadsheet, in a folder of its own.
fn over(text: &str) -> Result<Layout, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().expect("folder");
    fs::create_dir(folder.path().join("layouts")).expect("folder");
    let at = |name: &str| folder.path().join("layouts").join(name);
    fs::write(at("broadsheet.toml"), include_str!("../../layouts/broadsheet.toml")).expect("family");
    fs::write(at("page.toml"), format!("extends = \"broadsheet.toml\"\n{text}")).expect("page");
    load(&at("page.toml"), "layouts/page.toml").map(|layout| layout.value)
}

fn rules_of(text: &str) -> Vec<&'static str> {
    over(text).err().unwrap_or_default().iter().map(|found| found.rule.id).collect()
}

fn mm(length: Length) -> String {
    format!("{:.4}", length.to_mm())
}

fn ems(columns: Option<Columns>) -> Vec<(f64, f64)> {
    let columns = columns.expect("divides").columns;
    columns.into_iter().map(|(left, width)| (left.to_f64(), width.to_f64())).collect()
}

#[test]
fn b4_the_broadsheet_page() {
    let layout = family("broadsheet");
    let (sheet, grid) = (&layout.sheet, &layout.grid);
    assert_eq!((mm(sheet.width), mm(sheet.height), sheet.bleed), ("390.0000".into(), "545.0000".into(), Length::ZERO));
    assert_eq!((mm(grid.size), mm(grid.pitch)), ("3.1750".into(), "4.2333".into()));
    assert_eq!(grid.span(8), Em::whole(111));
    let area = grid.type_area();
    assert_eq!(area.w, Length::PT * 999);
    assert_eq!(mm(area.w), "352.4250");
    assert_eq!((mm(area.x), mm(sheet.width - area.right())), ("18.7875".into(), "18.7875".into()));
    assert_eq!(area.h, Length::PT * 1389);
    let bottom = sheet.height - area.bottom();
    assert_eq!((mm(area.y), mm(area.h), mm(bottom)), ("28.0000".into(), "490.0083".into(), "26.9917".into()));
    assert_eq!(u32::from(grid.columns) * u32::from(grid.chars) * u32::from(grid.lines), 12_064);
    for k in 0..8 {
        let left = grid.left + grid.column_left(k).at(grid.size);
        assert_eq!(left, Length::mm(18.7875) + Length::mm(44.45) * i64::from(k));
    }
    assert_eq!(mm(grid.span(1).at(grid.size)), "41.2750");
    assert_eq!(mm(grid.gutter.at(grid.size)), "3.1750");
    assert_eq!(grid.baseline(0), Length::mm(28.0) + Length::pt(7.92));
}

#[test]
fn b4_nameplate_ear_strip_and_text() {
    let layout = family("broadsheet");
    let (grid, map) = (&layout.grid, &layout.map);
    let width = |letter| {
        let columns = map.columns(AreaId(letter));
        mm(grid.span(columns.end - columns.start).at(grid.size))
    };
    assert_eq!((map.columns(AreaId('N')), map.columns(AreaId('E'))), (0..5, 5..8));
    assert_eq!((width('N').as_str(), width('E').as_str()), ("219.0750", "130.1750"));
    assert_eq!(grid.span(5), Em::whole(69));
    assert_eq!(grid.span(3), Em::whole(41));
    assert_eq!(map.bands(AreaId('N')), 0..1);
    assert_eq!(mm(grid.height(22)), "92.0750");
    let bands: Vec<Band> = map.bands.iter().map(|(band, _)| *band).collect();
    assert_eq!(bands, [Band::Lines(22), Band::Lines(3), Band::Lines(91)]);
    assert_eq!(map.height(0..2), (25, Some(25)));
    assert_eq!(map.letters(), ['N', 'E', 'D', 'L'].map(AreaId));
    assert_eq!(layout.folio, None);
}

#[test]
fn b3_b4_merged_and_divided_columns() {
    let grid = family("broadsheet").grid;
    let widths: Vec<f64> = (1..=8).map(|k| grid.span(k).to_f64()).collect();
    assert_eq!(widths, [13.0, 27.0, 41.0, 55.0, 69.0, 83.0, 97.0, 111.0]);
    // Other divisions of the 111 em: columns, width, gutter.
    for (n, chars, gutter) in [(7, 15.0, 1.0), (6, 17.0, 1.8), (5, 21.0, 1.5), (4, 27.0, 1.0), (3, 36.0, 1.5)] {
        let set = super::Grid { gutter: Em::from_f64(gutter), ..grid.clone() };
        let columns = ems(set.divide(grid.span(8), n, Remainder::Refuse));
        assert!(columns.iter().all(|column| (column.1 - chars).abs() < 1e-9), "{n}");
        assert!((columns[1].0 - chars - gutter).abs() < 1e-9, "{n}");
    }
    // 破栏: 3 → 2 is 20; 5 → 3 is 22 and one character is left over.
    assert_eq!(ems(grid.divide(grid.span(3), 2, Remainder::Refuse)), [(0.0, 20.0), (21.0, 20.0)]);
    assert_eq!(grid.divide(grid.span(5), 3, Remainder::Refuse), None);
    assert_eq!(ems(grid.divide(grid.span(5), 3, Remainder::Column)), [(0.0, 23.0), (24.0, 22.0), (47.0, 22.0)]);
    assert_eq!(ems(grid.divide(grid.span(5), 3, Remainder::Gutter)), [(0.0, 22.0), (23.5, 22.0), (47.0, 22.0)]);
}

#[test]
fn b4_the_denser_pitch() {
    let dense = "[grid]\npitch = \"11.25pt\"\nlines = 123\n[map]\nrows = [22, 3, \"*\"]\n";
    let grid = over(dense).expect("dense").grid;
    assert_eq!((grid.height(123), mm(grid.height(123))), (Length::pt(1381.5), "487.3625".into()));
    assert_eq!(u32::from(grid.lines) * 104, 12_792);
}

#[test]
fn b5_the_tabloid_page() {
    let layout = family("tabloid");
    let (sheet, grid) = (&layout.sheet, &layout.grid);
    assert_eq!((mm(sheet.width), mm(sheet.height)), ("273.0000".into(), "390.0000".into()));
    assert_eq!(grid.span(6), Em::whole(74));
    let area = grid.type_area();
    assert_eq!((area.w, mm(area.w)), (Length::PT * 666, "234.9500".into()));
    assert_eq!((mm(area.x), mm(sheet.width - area.right())), ("19.0250".into(), "19.0250".into()));
    assert_eq!((area.h, mm(area.h)), (Length::PT * 993, "350.3083".into()));
    let bottom = sheet.height - area.bottom();
    assert_eq!((mm(area.y), mm(bottom)), ("22.0000".into(), "17.6917".into()));
    for k in 0..6 {
        let left = grid.left + grid.column_left(k).at(grid.size);
        assert_eq!(left, Length::mm(19.025) + Length::mm(40.005) * i64::from(k));
    }
    assert_eq!((mm(grid.span(1).at(grid.size)), mm(grid.gutter.at(grid.size))), ("34.9250".into(), "5.0800".into()));
    assert_eq!(u32::from(grid.columns) * u32::from(grid.chars) * u32::from(grid.lines), 5_478);
    // The same 74 em as 5 × 14 with gutters of 1.
    let set = super::Grid { gutter: Em::ONE, ..grid.clone() };
    let columns = ems(set.divide(grid.span(6), 5, Remainder::Refuse));
    assert!(columns.iter().all(|column| (column.1 - 14.0).abs() < 1e-9));
    let folio = layout.folio.expect("folio");
    assert_eq!((folio.rise, folio.rule, folio.rule_rise), (Length::MM * 6, Length::pt(0.5), Length::MM * 3));
}

#[test]
fn a_page_speaks_over_its_family() {
    let text = "folio = { rise = \"7mm\" }\n[style.head]\nsize = \"4em\"\ntracking = 2\nink = \"C0 M100 Y90 K0\"\n\
        [heads.lead]\nhead = \"54pt\"\n[map]\nrows = [20, \"30..44\", \"*\"]\ndraw = \"\"\"\nL L L L L L . .\nL L L S S S S S\n\
        T T T S S S S S\n\"\"\"\n[area.L]\ncolumns = 4\njump = {}\nbox = true\npicture = { columns = 2, at = 2 }\n[area.S]\nrank = \"second\"\n";
    let layout = over(text).unwrap_or_else(|found| panic!("{found:#?}"));
    let head = layout.styles.get(Role::Head);
    assert_eq!(
        (head.size, head.tracking, head.faces.as_slice()),
        (Length::PT * 36, Em::MILLI * 20, &["song-black".to_owned()][..])
    );
    assert_eq!(layout.styles.get(Role::Body).size, Length::PT * 9);
    assert_eq!(layout.styles.styles.len(), Role::ALL.len());
    assert_eq!(layout.heads.ranks[&Rank::Lead].head, Length::PT * 54);
    assert_eq!(layout.heads.ranks[&Rank::Lead].kicker, Length::PT * 18);
    assert_eq!(layout.areas.keys().map(|id| id.0).collect::<String>(), "LST");
    let lead = &layout.areas[&AreaId('L')];
    assert_eq!((lead.rank, lead.columns, lead.body_scale), (Rank::Lead, Some(4), PerMille::FULL));
    assert_eq!(
        lead.insets.iter().map(|inset| (inset.width, inset.at)).collect::<Vec<_>>(),
        [(InsetWidth::Columns(2), 2)]
    );
    assert_eq!(lead.jump.as_ref().map(|jump| (jump.min_before, jump.min_after)), Some((8, 8)));
    let widths = [0, 1].map(|band| layout.map.runs(AreaId('L'), band)[0].clone());
    assert_eq!(widths, [0..6, 0..3]);
    assert_eq!(layout.map.strips(AreaId('L')), [0..3, 3..6]);
    assert_eq!(layout.map.strips(AreaId('S')).len(), 1);
    assert!(!layout.map.is_rectangle(AreaId('L')) && layout.map.is_rectangle(AreaId('S')));
    assert_eq!(layout.folio.expect("folio").rise, Length::MM * 7);
    assert_eq!((layout.compose.indent, layout.compose.orphans), (Some(2), None));
}

#[test]
fn b3_stepped_areas_name_the_columns_that_meet_their_steps() {
    let text = "[map]\nrows = [50, 66]\ndraw = \"\"\"\nLLLLLLSS\nLLLLSSSS\n\"\"\"\n[area.L]\ncolumns = 4\n";
    let found = over(text).expect_err("six basic columns, parted 4 + 2");
    assert_eq!(found[0].message, "4 columns do not meet the steps of area L");
    assert_eq!(found[0].help, ["numbers that meet them: 3, 6, 9, 12"]);
    assert_eq!(found[0].secondary[0].text, "its steps part 4 + 2 basic columns");
    for columns in [3, 6, 9, 12] {
        assert!(over(&text.replace("columns = 4", &format!("columns = {columns}"))).is_ok(), "{columns}");
    }
}

#[test]
fn a_u_has_two_runs_and_may_be_drawn() {
    let text = "[map]\nrows = [16, 50, 50]\ndraw = '''\nLLLLLLLL\nLLSSSSLL\nLLSSSSLL\n'''\n";
    let map = over(text).expect("U").map;
    assert_eq!(map.runs(AreaId('L'), 1), [0..2, 6..8]);
    assert_eq!(map.strips(AreaId('L')), [0..2, 2..6, 6..8]);
}

#[test]
fn every_mistake_of_an_inset_has_its_rule() {
    let map = |rows: &str, draw: &str| format!("[map]\nrows = [{rows}]\ndraw = '''\n{draw}\n'''\n");
    let inset = |keys: &str| format!("[[area.L.inset]]\n{keys}\n");
    let cases: Vec<(String, &[&str])> = vec![
        ("[area.L]\npicture = { columns = 3, lines = \"12..18\" }\n".to_owned(), &[]),
        ("[area.L]\npicture = { columns = 3, lines = \"18..12\" }\n".to_owned(), &["bad-value"]),
        (
            inset(
                "holds = \"quote\"\nchars = 9\nat = 3\nindent = 4\nrow = \"middle\"\naround = \"both\"\ngap = 1.5\noptional = true",
            ),
            &[],
        ),
        (inset("holds = \"poem\"\ncolumns = 1"), &["bad-value"]),
        (inset("columns = 2\nchars = 20"), &["bad-value"]),
        (inset("columns = 2\nat = 7"), &["bad-value"]),
        (inset("chars = 9\nleast = 5"), &["bad-value"]),
        (inset("row = \"centre\"\nlines = 1\naround = \"all\""), &["bad-value"; 3]),
        (inset("colums = 2"), &["key-unknown"]),
        (inset("columns = 2\n[[area.L.inset]]\ncolumns = 2\nat = 1"), &["inset-overlap"]),
        (inset("columns = 2\n[[area.L.inset]]\ncolumns = 2\nat = 2"), &[]),
        (inset("columns = 2\nlines = 9\n[[area.L.inset]]\ncolumns = 2\nrow = 9"), &[]),
        (inset("chars = 9\nindent = 2\n[[area.L.inset]]\nchars = 9\nindent = 10"), &["inset-overlap"]),
        (format!("{}[area.N]\ninset = [{{ columns = 1 }}]\n", inset("")), &["bad-value"]),
        ("[area.L]\nmin_part = 0\n".to_owned(), &["bad-value"]),
        (format!("{}[area.L]\ncolumns = 4\n", map("50, 66", "LLLLLLLL\nLLLLSSSS")), &[]),
        (format!("{}[area.L]\ncolumns = 5\n", map("50, 66", "LLLLLLLL\nLLLLSSSS")), &["grid-division"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(rules_of(&text), wanted, "{text}");
    }
}

#[test]
fn every_mistake_has_its_rule() {
    let map = |rows: &str, draw: &str| format!("[map]\nrows = [{rows}]\ndraw = '''\n{draw}\n'''\n");
    let row = "LLLLLLLL";
    for (text, expected) in [
        ("[grid]\ntype = 9\n".to_owned(), &["wrong-unit"][..]),
        ("[grid]\ntype = \"9px\"\n".to_owned(), &["wrong-unit"]),
        ("[grid]\nchars = \"13\"\n".to_owned(), &["wrong-unit"]),
        ("[grid]\ngutter = 1.55\n".to_owned(), &["bad-value"]),
        ("[grid]\nlines = 0\n".to_owned(), &["bad-value"]),
        ("[grid]\npitch = \"8pt\"\n".to_owned(), &["bad-value"]),
        ("[grid]\ncolums = 8\n".to_owned(), &["key-unknown"]),
        ("[sheet]\ntrim = [\"300mm\", \"545mm\"]\n".to_owned(), &["grid-margin"]),
        ("[sheet]\ntop = \"1em\"\n".to_owned(), &["wrong-unit"]),
        ("[style.haed]\nsize = \"9pt\"\n".to_owned(), &["key-unknown"]),
        ("[style.body]\nsize = \"10pt\"\n".to_owned(), &["bad-value"]),
        ("[style.head]\nink = \"K200\"\n".to_owned(), &["bad-value"]),
        ("[style.head]\nink = \"C100 M100 Y100 K0\"\n".to_owned(), &["bad-value"]),
        ("[style.head]\nface = []\n".to_owned(), &["bad-value"]),
        ("[heads.lead]\nleast = \"60pt\"\n".to_owned(), &["bad-value"]),
        ("[heads]\nladder = [\"12pt\", \"14pt\"]\n".to_owned(), &["bad-value"]),
        ("[heads]\nscale = [80, 110]\n".to_owned(), &["bad-value"]),
        ("[notes]\nto = \"下转\"\n".to_owned(), &["bad-value"]),
        ("[compose]\nlang = \"zh\"\norphans = 9\n".to_owned(), &["bad-value", "bad-value"]),
        (map("110, 6", row), &["map-shape"]),
        (map("116", "LLLLLLL"), &["map-shape"]),
        (map("115", row), &["map-height"]),
        (map("\"10..20\"", row), &["map-height"]),
        (map("\"*\", 116", &format!("{row}\n{row}")), &["map-height"]),
        (map("\"9..\"", row), &["bad-value"]),
        (map("50, 66", "LLLLSSSS\nSSSSLLLL"), &["map-island", "map-island"]),
        (map("16, 50, 50", &format!("{row}\nLLSSLLLL\n{row}")), &["map-hole"]),
        (map("16, 100", "NNNNEEEE\nNNEEEEEE"), &["map-rectangle", "map-rectangle"]),
        (map("16, 100", "LLLL*LLL\nLLLLLLLL"), &["map-shape"]),
        (
            "[area.X]\nrank = \"lead\"\n[map]\nrows = [22, 3, 91]\ndraw = '''\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\n'''\n"
                .to_owned(),
            &["area-unknown"],
        ),
        ("[area.L]\ncolumns = 4\nremainder = \"refuse\"\n".to_owned(), &[]),
        ("[area.L]\ncolumns = 5\nremainder = \"refuse\"\n".to_owned(), &["grid-division"]),
        ("[area.L]\ncolumns = 60\n".to_owned(), &["grid-division"]),
        ("[area.L]\npicture = { columns = 3, at = 7 }\n".to_owned(), &["bad-value"]),
        ("[area.L]\nrole = \"stroy\"\n".to_owned(), &["bad-value"]),
        ("[area.L]\nwriting = \"vertical\"\ncolumns = 60\n".to_owned(), &[]),
        ("[area.L]\nwriting = \"upright\"\n".to_owned(), &["bad-value"]),
        ("[area.L]\nwriting = \"vertical\"\nscale = 95\npicture = { columns = 1 }\n".to_owned(), &["bad-value"; 2]),
        ("[area.L]\npitch = \"15pt\"\npicture = { columns = 1 }\n".to_owned(), &["bad-value"]),
        ("[area.L]\npitch = \"8pt\"\n".to_owned(), &["bad-value"]),
        ("[area.L]\ngutter = \"9pt\"\n".to_owned(), &["wrong-unit"]),
        ("[area.L]\nhead_writing = \"vertical\"\nhead_chars = 6\n".to_owned(), &[]),
        ("[area.L]\nhead_writing = \"vertical\"\nhead_at = \"over\"\n".to_owned(), &["bad-value"]),
        ("[area.L]\nhead_at = \"left\"\nhead_columns = 1\nhead_chars = 6\n".to_owned(), &["bad-value"]),
        ("[area.L]\nhead_at = \"left\"\nhead_columns = 8\n".to_owned(), &["bad-value"]),
        ("[area.L]\nhead_chars = 6\n".to_owned(), &["bad-value"]),
        ("[area.L]\nrole = \"ad\"\npitch = \"15pt\"\n".to_owned(), &["bad-value"]),
        ("[area.L]\ncompose = { widows = 9 }\n".to_owned(), &["bad-value"]),
        ("[style.body.compose]\nlang = \"en\"\n".to_owned(), &["bad-value"]),
    ] {
        assert_eq!(rules_of(&text), expected, "{text}");
    }
}

#[test]
fn all_mistakes_are_reported_in_one_run() {
    let text =
        "[sheet]\nbleed = 3\n[grid]\ncolums = 8\ntype = \"9\"\n[heads]\nwhite = \"two\"\n[style.body]\nscale = 300\n";
    assert_eq!(rules_of(text), ["wrong-unit", "key-unknown", "wrong-unit", "wrong-unit", "bad-value"]);
}

#[test]
fn parameters_of_composition_keep_their_places() {
    let text = "[compose]\nsnap = true\nprofile = \"gb\"\norphans = 2\n[style.deck]\ncompose = { gap = 0 }\n[area.L]\ncompose = { lang = \"ja\", hang = true }\n";
    let layout = over(text).expect("a layout");
    let keys = |settings: &super::ComposeSettings| {
        let place = |span: &crate::diag::Span| span.source.text[span.range.clone()].to_owned();
        let all = settings.parameters.iter();
        all.map(|one| format!("{} = {}", place(&one.key_span), place(&one.span))).collect::<Vec<_>>()
    };
    assert_eq!(keys(&layout.compose)[0], "profile = \"gb\"", "a profile sets all others, so it is first");
    assert!(keys(&layout.compose).contains(&"snap = true".to_owned()));
    assert_eq!(layout.compose.orphans, Some(2));
    assert_eq!(keys(&layout.role_compose[&Role::Deck]), ["gap = 0"]);
    let area = &layout.areas[&AreaId('L')].compose;
    assert_eq!((keys(area), area.lang), (vec!["hang = true".to_owned()], Some(crate::style::Lang::Japanese)));
}

/// A spread over the broadsheet, its drawing of one area.
fn spread(keys: &str, row: &str) -> Result<Layout, Vec<Diagnostic>> {
    over(&format!("[spread]\n{keys}[map]\nrows = [116]\ndraw = '''\n{row}\n'''\n"))
}

#[test]
fn a_spread_has_the_columns_of_two_pages_and_its_fold_in_the_middle() {
    let page = family("broadsheet");
    for (fold, gap, row) in [(9, 1.0, "AAAAAAAABCCCCCCCC"), (0, 9.0, "AAAAAAAACCCCCCCC")] {
        let layout = spread(&format!("fold = {fold}\ngap = {gap:.1}\n"), row).expect("a spread");
        let grid = &layout.grid;
        assert_eq!(layout.sheet.width, page.sheet.width * 2);
        assert_eq!((grid.page_columns(), usize::from(grid.columns)), (8, row.len()));
        assert_eq!(grid.fold_column(), (fold > 0).then_some(8));
        // Each page has the columns of a single one, and the fold line lies in the middle of what parts them.
        let [(left, width), (right, same)] = grid.halves()[..] else { panic!("two halves") };
        assert_eq!((left, width, same), (Em::ZERO, page.grid.span(8), width));
        let wide = Em::whole(fold) + Em::from_f64(gap) * if fold > 0 { 2 } else { 1 };
        assert_eq!(right, width + wide);
        let line = layout.sheet.width / 2 - grid.left;
        assert!(((width + wide / 2).at(grid.size) - line).units().abs() <= 1, "{line}");
        let second = grid.columns - 8;
        for k in 0..8 {
            assert_eq!(grid.column_left(k), page.grid.column_left(k));
            assert_eq!(grid.column_left(second + k), right + page.grid.column_left(k));
            assert_eq!((grid.column_width(k), grid.column_width(second + k)), (Em::whole(13), Em::whole(13)));
        }
        assert_eq!(grid.across(0..grid.columns), right + width);
        assert_eq!(grid.white_before(right), Em::from_f64(gap));
        assert_eq!(grid.white_before(grid.column_left(1)), grid.gutter);
        assert_eq!(grid.across(3..3), Em::ZERO);
        if fold > 0 {
            assert_eq!(grid.across(8..9), Em::whole(fold));
            assert_eq!(grid.white_before(grid.column_left(8)), Em::from_f64(gap));
        }
    }
    let gap = spread("fold = 0\n", "AAAAAAAACCCCCCCC").expect("a spread").grid.fold.map(|fold| fold.gap);
    assert_eq!(gap, Some(page.grid.gutter), "a gutter if nothing is said");
}

#[test]
fn what_crosses_the_fold_crosses_it_wholly() {
    let rules = |keys: &str, row: &str, area: &str| {
        let text = format!("[spread]\n{keys}[map]\nrows = [116]\ndraw = '''\n{row}\n'''\n{area}");
        rules_of(&text)
    };
    assert_eq!(rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", ""), [""; 0]);
    assert_eq!(rules("fold = 6\n", "AAAAAAAAABBBBBBBB", ""), ["fold-area"]);
    assert_eq!(rules("fold = 6\n", "AAAAAAAABBBBBBBBB", ""), ["fold-area"]);
    assert_eq!(rules("fold = 6\n", "AAAAAAAABBBBBBBB", ""), ["map-shape"]);
    assert_eq!(rules("fold = 0\n", "AAAAAAAAABBBBBBBB", ""), ["map-shape"]);
    let vertical = "[area.A]\nwriting = \"vertical\"\n";
    assert_eq!(rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", vertical), ["fold-area"]);
    assert_eq!(rules("fold = 6\n", "BBBBBBBBACCCCCCCC", vertical), [""; 0]);
    assert_eq!(rules("fold = 0\n", "AAAAAAAAAAAAAAAA", vertical), [""; 0]);
    let pitch = "[area.A]\npitch = \"15pt\"\n";
    assert_eq!(rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", pitch), ["fold-area"]);
    assert_eq!(rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", &format!("{pitch}columns = 9\n")), [""; 0]);
    // 229 characters are not nine columns, and a picture has sixteen columns to stand in.
    assert_eq!(
        rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", "[area.A]\ncolumns = 9\nremainder = \"refuse\"\n"),
        ["grid-division"]
    );
    assert_eq!(rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", "[area.A]\npicture = { columns = 4, at = 12 }\n"), [""; 0]);
    assert_eq!(
        rules("fold = 6\n", "AAAAAAAAAAAAAAAAA", "[area.A]\npicture = { columns = 4, at = 13 }\n"),
        ["bad-value"]
    );
    assert_eq!(rules("fold = 6\n[sheet]\nleft = \"12mm\"\n", "AAAAAAAAAAAAAAAAA", ""), ["fold-area"]);
}
