//! [`choose`]: the heights of a page, its areas priced as they are set.
//!
//! The search reckons areas by their counted lines; letter-space then saves and adds lines, mends lines that stand alone and
//! draws feet level, mostly as reckoned and sometimes better or worse. So what the search finds is set, priced anew, and
//! searched again, until all that it takes has its price as set. Of all that was set the cheapest is taken.

use super::fit::Fitting;
use super::meet::Settled;
use super::solve::{Solution, solve};
use crate::layout::Layout;

/// Searches of one page, at most.
const MOST_ROUNDS: u32 = 12;

/// Heights of all bands, how each area is set in them, and how they were found.
pub(super) struct Chosen {
    /// Lines of each band.
    pub heights: Vec<u16>,
    /// How the areas are set.
    pub settled: Settled,
    /// Whether the search came to its end: nothing is reckoned cheaper than this, which is priced as it is set.
    pub exact: bool,
    /// Work done, in steps.
    pub spent: u32,
    /// What a page costs that is filled from the top, before the costs of the drawing.
    pub greedy: i64,
}

/// A page that was set.
struct Set {
    cost: i64,
    heights: Vec<u16>,
    settled: Settled,
}

/// Chooses the heights.
pub(super) fn choose(layout: &Layout, fitting: &Fitting<'_, '_>) -> Chosen {
    let extents = fitting.extents();
    let prove = |heights: Vec<u16>| {
        let (settled, as_reckoned) = fitting.proved(&heights);
        (Set { cost: settled.cost(&layout.fit), heights, settled }, as_reckoned)
    };
    let mut solution = solve(layout, &extents, fitting);
    let (mut best, mut proved) = prove(solution.heights.clone());
    let (mut rounds, mut spent) = (1, solution.spent);
    while !proved && rounds < MOST_ROUNDS && spent < layout.fit.budget {
        solution = solve(layout, &extents, fitting);
        spent = spent.saturating_add(solution.spent);
        rounds += 1;
        let set;
        (set, proved) = prove(solution.heights.clone());
        if set.cost < best.cost {
            best = set;
        }
    }
    let Solution { exact, mut greedy, greedy_heights, .. } = solution;
    if greedy < best.cost {
        // What is reckoned better may be worse when it is set.
        let set = prove(greedy_heights).0;
        greedy = set.cost;
        if set.cost < best.cost {
            best = set;
        }
    }
    Chosen { heights: best.heights, settled: best.settled, exact: exact && proved, spent, greedy }
}
