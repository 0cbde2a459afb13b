//! Spreads: the numbers of their two pages, and what their fold cuts.

use banxin::diag::Diagnostic;
use banxin::edition::Edition;
use banxin::geom::Length;
use banxin::makeup::Night;
use banxin::page::{Form, Item, Page, PageNo, Spread};
use banxin::style::Role;

use crate::paper::{JumpSpec, PageSpec, Paper};

/// A page of its drawing with further tables of its layout.
fn page(draw: &str, more: &str, places: &[(char, &str)], keys: &[&str]) -> PageSpec {
    PageSpec {
        layout: format!("{more}[map]\nrows = [24]\ndraw = \"\"\"\n{draw}\n\"\"\"\n"),
        places: places.iter().map(|(letter, words)| (*letter, (*words).to_owned())).collect(),
        more: keys.iter().map(|key| format!("{key} = true\n")).collect(),
    }
}

/// A spread of two columns a page and a fold of four characters, under a folio.
const SPREAD: &str = "[grid]\ncolumns = 2\n[spread]\nfold = 4\n[folio]\n";

fn run(paper: &Paper) -> (Edition, Night, Vec<Diagnostic>) {
    let (edition, night) = paper.run().unwrap_or_else(|found| panic!("{found:#?}"));
    (edition, night.value, night.diagnostics)
}

/// The text of a role on a page, run by run, with its place across.
fn said(page: &Page, role: Role) -> Vec<(String, Length)> {
    let runs = page.items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if run.role == role => Some((run.text.clone(), run.origin.x)),
        _ => None,
    });
    runs.collect()
}

fn texts(page: &Page, role: Role) -> String {
    said(page, role).into_iter().map(|run| run.0).collect::<Vec<_>>().join(" ")
}

/// Page 1 jumps into the right half of the spread 2–3, from where the story goes on to page 4; a pointer of page 1
/// names the story in the right half.
fn paper() -> Paper {
    let jump = "[area.A.jump]\n[area.C.jump]\n";
    let front = page(
        "AAAP",
        "[area.A.jump]\n[area.P]\nrole = \"pointers\"\n",
        &[('A', "head=4 p=400 p=656"), ('P', "pointers=p2-D")],
        &[],
    );
    let spread = PageSpec {
        layout: format!("{SPREAD}{jump}[map]\nrows = [12, 12]\ndraw = \"\"\"\nBB.CC\nBB.DD\n\"\"\"\n")
            .replace("[area.A.jump]\n", ""),
        places: vec![('B', "head=4 p=300".to_owned()), ('D', "head=4 p=100".to_owned())],
        ..PageSpec::default()
    };
    let last = page("SSSS", "[area.S]\nrole = \"story\"\n[folio]\n", &[], &[]);
    let jump = |from, to| JumpSpec { story: "p1-A".to_owned(), from, to, head: Some(0), more: String::new() };
    // The desk may call the spread by either of its numbers.
    Paper {
        pages: vec![front, spread, last],
        jumps: vec![jump((1, 'A'), (2, 'C')), jump((3, 'C'), (4, 'S'))],
        ..Paper::default()
    }
}

#[test]
fn notes_and_pointers_name_the_page_where_the_area_stands() {
    let (edition, night, _) = run(&paper());
    assert_eq!(
        edition.pages.iter().map(|page| (page.number.0, page.last().0)).collect::<Vec<_>>(),
        [(1, 1), (2, 3), (4, 4)]
    );
    assert_eq!(edition.page_count(), 4);
    assert_eq!((edition.jumps[0].to.0, edition.jumps[1].from.0), (PageNo(3), PageNo(3)));
    assert_eq!(texts(&night.pages[0], Role::JumpNote), "（转三版）");
    assert_eq!(texts(&night.pages[1], Role::JumpNote), "（接一版） （转四版）");
    assert_eq!(texts(&night.pages[2], Role::JumpNote), "（接三版）");
    assert!(texts(&night.pages[0], Role::Pointer).contains("三版"), "{}", texts(&night.pages[0], Role::Pointer));
}

#[test]
fn the_strip_counts_both_pages_of_a_spread() {
    let front = page("DDDD", "[area.D]\nrole = \"strip\"\n", &[], &[]);
    let (_, night, _) = run(&Paper { pages: vec![front, page(".....", SPREAD, &[], &[])], ..Paper::default() });
    assert!(texts(&night.pages[0], Role::Imprint).contains("今日三版"), "{}", texts(&night.pages[0], Role::Imprint));
}

#[test]
fn each_page_of_a_spread_has_its_folio() {
    let (edition, night, _) = run(&paper());
    let folios: Vec<(String, Length)> = said(&night.pages[1], Role::Folio);
    let fold = edition.pages[1].layout.sheet.width / 2;
    let numbers: Vec<(bool, &str)> = folios
        .iter()
        .filter(|(text, _)| text.starts_with('第'))
        .map(|(text, x)| (*x > fold, text.split('\u{3000}').next().unwrap_or_default()))
        .collect();
    assert_eq!(numbers, [(false, "第二版"), (true, "第三版")]);
    // At the outer edges: the left page begins with its number, the right page ends with it.
    assert_eq!(
        folios.iter().map(|folio| folio.1).min(),
        folios.iter().find(|it| it.0.starts_with("第二版")).map(|it| it.1)
    );
    assert_eq!(
        folios.iter().map(|folio| folio.1).max(),
        folios.iter().find(|it| it.0.starts_with("第三版")).map(|it| it.1)
    );
    assert!(texts(&night.pages[2], Role::Folio).contains("第四版"), "the page after has the number after next");
}

/// The form of a spread of one area, its head, and what is said of its fold.
fn across(words: &str, more: &str, keys: &[&str]) -> (Form, Vec<(Length, Length)>, Length, Vec<String>) {
    let pages = vec![page("....", "", &[], &[]), page("AAAAA", more, &[('A', words)], keys)];
    let (edition, night, found) = run(&Paper { pages, ..Paper::default() });
    let page = &night.pages[1];
    let cells = page.items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if run.role == Role::Head => Some(run),
        _ => None,
    });
    let cells = cells
        .flat_map(|run| run.glyphs.iter().map(|glyph| run.origin.x + glyph.x.at(run.size)).map(|x| (x, x + run.size)));
    let cut = found.into_iter().filter(|found| found.rule.id == "fold-cut").map(|found| found.message);
    (page.form, cells.collect(), edition.pages[1].layout.sheet.width / 2, cut.collect())
}

#[test]
fn a_head_is_parted_by_the_fold_only_where_the_pages_are_printed_apart() {
    let form = |spread, turned| Form { turned, spread };
    // Nine characters have their fifth in the middle; of eight none is there.
    // Two points of an em of 18 are white at its sides.
    let white = Length::PT * 2;
    let over = |cells: &[(Length, Length)], fold: Length| {
        cells.iter().filter(|cell| cell.0 + white < fold && fold < cell.1 - white).count()
    };
    let (whole, there, fold, said) = across("head=9 p=590", SPREAD, &[]);
    assert_eq!((whole, over(&there, fold), said), (form(Spread::Whole, false), 1, Vec::new()));
    let (split, parted, fold, said) = across("head=9 p=590", SPREAD, &["split", "turned"]);
    assert_eq!((split, over(&parted, fold), said), (form(Spread::Split, true), 0, Vec::new()));
    let moved = parted[0].0 - there[0].0;
    assert!((moved.to_pt().abs() - 9.0).abs() < 1.0, "by half a character of 18 pt: {moved}");
    assert!(parted.iter().zip(&there).all(|(now, before)| now.0 - before.0 == moved), "all by as much");
    let (_, even, _, said) = across("head=8 p=590", SPREAD, &["split"]);
    assert_eq!((even, said), (across("head=8 p=590", SPREAD, &[]).1, Vec::new()), "nothing is moved that need not be");
}

#[test]
fn what_the_fold_still_cuts_is_named() {
    // Over 41 characters one column has its 21st on the fold.
    let more = SPREAD.replace("fold = 4", "fold = 5") + "[area.A]\ncolumns = 1\n";
    let (.., said) = across("head=4 p=780", &more, &["split"]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("area A: ") && said[0].contains("lie on the fold"), "{said:?}");
    let (.., said) = across("head=4 p=780", &more, &[]);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn no_column_rule_runs_in_the_fold() {
    let area = "[area.A]\ncolumn_rules = true\n";
    let across = page("AAAAA", &format!("{SPREAD}{area}"), &[('A', "head=4 p=590")], &[]);
    let (edition, night, _) = run(&Paper { pages: vec![page("....", "", &[], &[]), across], ..Paper::default() });
    let grid = &edition.pages[1].layout.grid;
    let upright = night.pages[1].items.iter().filter_map(|item| match item {
        Item::Rule(rule) if rule.from.x == rule.to.x => Some(rule.from.x),
        _ => None,
    });
    let gutter = |k| grid.left + (grid.column_left(k) - grid.gutter / 2).at(grid.size);
    assert_eq!(upright.collect::<Vec<_>>(), [gutter(1), gutter(4)]);
}

#[test]
fn text_in_basic_columns_leaves_the_fold_free() {
    for (columns, fold, gap) in [(1, 4, 1), (2, 6, 2), (3, 3, 0), (2, 0, 5), (1, 0, 0)] {
        let areas = ["", "[area.A]\nbox = true\n", "[area.A]\nhead_at = \"right\"\nhead_chars = 3\n"];
        for area in areas {
            let characters = 24 * 8 * columns + 30;
            let grid = format!("[grid]\ncolumns = {columns}\n[spread]\nfold = {fold}\ngap = {gap}\n{area}");
            let cells = columns * 2 + usize::from(fold > 0);
            let across = page(&"A".repeat(cells), &grid, &[('A', &format!("head=3 p={characters}"))], &[]);
            let (edition, night, found) =
                run(&Paper { pages: vec![page("....", "", &[], &[]), across], ..Paper::default() });
            let grid = &edition.pages[1].layout.grid;
            let at = |em: banxin::geom::Em| grid.left + em.at(grid.size);
            let [(_, width), (right, _)] = grid.halves()[..] else { panic!("two halves") };
            let mut sides = [0, 0];
            for item in &night.pages[1].items {
                let Item::Glyphs(run) = item else { continue };
                if run.role != Role::Body {
                    continue;
                }
                let (start, end) = (
                    run.origin.x,
                    run.origin.x + run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x.at(run.size)) + run.size,
                );
                assert!(end <= at(width) || start >= at(right), "{grid:?}: {} at {start}–{end}", run.text);
                sides[usize::from(start >= at(right))] += 1;
            }
            assert!(sides[0] > 0 && sides[1] > 0, "{columns} {fold} {area}: {sides:?}");
            assert!(found.iter().all(|found| !["text-lost", "area-overlap"].contains(&found.rule.id)), "{found:#?}");
        }
    }
}
