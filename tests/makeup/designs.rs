//! A page that names several designs is made up in the one that costs least, and its choices cost what every possibility
//! costs at least.

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
