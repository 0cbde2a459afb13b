//! A page that names several designs is made up in the one that costs least; one with more choices than can be tried ends
//! with its budget.

use std::sync::Arc;

use banxin::edition::Edition;
use banxin::makeup::make_up;

use crate::paper::{PageSpec, Paper};

/// A page of two areas, drawn so, with stories of these lengths.
fn page(map: &str, [a, b]: [usize; 2]) -> PageSpec {
    PageSpec {
        layout: format!("[map]\n{map}\n[area.B]\nrule_left = true\n"),
        places: vec![('A', format!("head=4 p={a}")), ('B', format!("head=4 p={b}"))],
        ..PageSpec::default()
    }
}

const HALVES: &str = "rows = [24]\ndraw = \"\"\"\nAABB\n\"\"\"";
const WIDE: &str = "rows = [24]\ndraw = \"\"\"\nAAAB\n\"\"\"";

fn read(pages: Vec<PageSpec>) -> Edition {
    Paper { pages, ..Paper::default() }.run().unwrap_or_else(|found| panic!("{found:#?}")).0
}

/// What the first page costs in its first design, with its terms told.
fn cost(edition: &Edition) -> i64 {
    make_up(edition).value.reports[0].total()
}

#[test]
fn the_design_that_costs_least_is_taken() {
    // Three columns of text for A and one for B: the first design leaves B overset, the second fits.
    let lengths = [460, 150];
    let (halves, wide) = (read(vec![page(HALVES, lengths)]), read(vec![page(WIDE, lengths)]));
    let mut both = read(vec![page(HALVES, lengths)]);
    both.pages[0].others = vec![Arc::clone(&wide.pages[0].layout)];
    let (one, other) = (cost(&halves), cost(&wide));
    assert!(other < one, "{other} < {one}");
    let night = make_up(&both).value;
    let report = &night.reports[0];
    assert_eq!(report.layout, 1);
    assert_eq!(report.layouts.iter().map(|tried| tried.1).collect::<Vec<_>>(), [one, other + 5]);
    assert_eq!(night.pages[0].zones, make_up(&wide).value.pages[0].zones);
    // Named the other way round the same design is taken, and costs nothing for its place.
    let mut turned = read(vec![page(WIDE, lengths)]);
    turned.pages[0].others = vec![Arc::clone(&halves.pages[0].layout)];
    assert_eq!((make_up(&turned).value.reports[0].layout, cost(&turned)), (0, other));
}

#[test]
fn of_two_designs_that_cost_the_same_the_first_is_taken() {
    let lengths = [300, 300];
    let mut both = read(vec![page(HALVES, lengths)]);
    let same = read(vec![page(HALVES, lengths)]);
    both.pages[0].others = vec![Arc::clone(&same.pages[0].layout)];
    assert_eq!(make_up(&both).value.reports[0].layout, 0);
}

#[test]
fn a_page_of_many_choices_ends_with_its_budget() {
    // Twelve heads that meet on any heights, each with parts that may go: more ways than can be tried.
    let letters: Vec<char> = ('A'..='L').collect();
    let rows: Vec<String> = letters.chunks(2).map(|row| row.iter().flat_map(|&of| [of; 2]).collect()).collect();
    let mut layout =
        format!("[map]\nrows = [{}]\ndraw = \"\"\"\n{}\n\"\"\"\n", ["\"*\""; 6].join(", "), rows.join("\n"));
    layout += "[grid]\nlines = 90\n[sheet]\ntrim = [\"220mm\", \"400mm\"]\n[fit]\nbudget = 100\n";
    for letter in &letters {
        layout += &format!("[area.{letter}]\noptional = [\"kicker\", \"deck\", \"summary\"]\n");
        layout += &format!("[[area.{letter}.inset]]\nholds = \"quote\"\noptional = true\n");
    }
    let copy = |(at, &letter): (usize, &char)| {
        (
            letter,
            format!("head=7 kicker=6 deck=8 summary=30 quote=9 p={}", if at % 3 == 0 { 1 } else { 60 + at * 37 % 160 }),
        )
    };
    let places = letters.iter().enumerate().map(copy).collect();
    let night = make_up(&read(vec![PageSpec { layout, places, ..PageSpec::default() }]));
    let report = &night.value.reports[0];
    assert!(!report.exact && report.spent >= 100_000 && report.spent < 250_000, "{} steps", report.spent);
    assert!(night.diagnostics.iter().any(|found| found.rule.id == "search-budget"));
    assert!(report.total() <= report.greedy);
}
