//! [`bands`]: lines for the bands of a layout when there is no copy to ask for them.

use crate::layout::{AreaId, Layout};
use crate::makeup::solve::ranges;

/// The height of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandHeight {
    /// Fewest lines that it can have on a full page.
    pub least: u16,
    /// Most lines.
    pub most: u16,
    /// Lines that it has in the drawing: what is free is shared out evenly.
    pub taken: u16,
}

/// The bands of a layout.
pub(super) fn bands(layout: &Layout) -> Vec<BandHeight> {
    let ranges = ranges(layout);
    let taken = filled(&ranges, layout.grid.lines, &[(0..ranges.len()).collect()]);
    let least = |at: usize| filled(&ranges, layout.grid.lines, &split(ranges.len(), |band| band == at))[at];
    let most = |at: usize| filled(&ranges, layout.grid.lines, &split(ranges.len(), |band| band != at))[at];
    let height = |(at, &taken): (usize, &u16)| BandHeight { least: least(at), most: most(at), taken };
    taken.iter().enumerate().map(height).collect()
}

/// Heights of all bands at which an area has the fewest cells, and those at which it has the most.
pub(super) fn extremes(layout: &Layout, id: AreaId) -> [Vec<u16>; 2] {
    let ranges = ranges(layout);
    let cells =
        |band: usize| layout.map.cells.get(band).map_or(0, |row| row.iter().filter(|cell| **cell == id).count());
    let widest = (0..ranges.len()).map(cells).max().unwrap_or(0);
    // A line more of a band is so many cells more: those with the fewest first, or those with the most.
    let narrow_first: Vec<Vec<usize>> =
        (0..=widest).map(|wide| (0..ranges.len()).filter(|&band| cells(band) == wide).collect()).collect();
    let wide_first: Vec<Vec<usize>> = narrow_first.iter().rev().cloned().collect();
    [narrow_first, wide_first].map(|order| filled(&ranges, layout.grid.lines, &order))
}

/// Bands that do not hold for `last`, and then those that do.
fn split(count: usize, last: impl Fn(usize) -> bool) -> [Vec<usize>; 2] {
    let of = |wanted: bool| (0..count).filter(|&band| last(band) == wanted).collect();
    [of(false), of(true)]
}

/// Every band at its least, then the lines that are left one at a time to the bands of the first group until they are
/// at their most, then to those of the next.
fn filled(ranges: &[(u16, u16)], lines: u16, groups: &[Vec<usize>]) -> Vec<u16> {
    let mut heights: Vec<u16> = ranges.iter().map(|range| range.0).collect();
    let mut spare = lines.saturating_sub(heights.iter().sum());
    for group in groups {
        let mut before = None;
        while spare > 0 && before != Some(spare) {
            before = Some(spare);
            for &band in group {
                if spare > 0 && heights[band] < ranges[band].1 {
                    heights[band] += 1;
                    spare -= 1;
                }
            }
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{bands, extremes, filled};
    use crate::layout::{AreaId, load};

    #[test]
    fn spare_lines_go_to_the_first_group_first() {
        let ranges = [(2, 2), (3, 9), (1, 20)];
        assert_eq!(filled(&ranges, 10, &[vec![0, 1, 2]]), [2, 5, 3]);
        assert_eq!(filled(&ranges, 10, &[vec![1], vec![0, 2]]), [2, 7, 1]);
        assert_eq!(filled(&ranges, 20, &[vec![1], vec![2]]), [2, 9, 9]);
    }

    #[test]
    fn a_free_band_has_what_the_others_leave() {
        let layout =
            load(Path::new("layouts/front-lead.toml"), "front-lead.toml").expect("a layout of the house").value;
        let bands = bands(&layout);
        assert_eq!(bands.iter().map(|band| band.taken).sum::<u16>(), 116);
        // 75 lines for 24..36, 4..14, 10..24 and 10..26: the others have 64 of them at the most.
        let found: Vec<_> = [3, 4, 5, 7].map(|at| (bands[at].least, bands[at].most)).into();
        assert_eq!(found, [(24, 36), (4, 14), (10, 24), (10, 26)]);
        assert_eq!((bands[0].least, bands[0].taken, bands[0].most), (19, 19, 19));
    }

    #[test]
    fn an_area_is_least_where_the_others_take_what_they_can() {
        let layout =
            load(Path::new("layouts/front-lead.toml"), "front-lead.toml").expect("a layout of the house").value;
        // U stands in bands 4 and 5; the others have 34 to 62 of the 75 lines.
        let [least, most] = extremes(&layout, AreaId('U'));
        assert_eq!((least[4] + least[5], most[4] + most[5]), (14, 38));
    }
}
