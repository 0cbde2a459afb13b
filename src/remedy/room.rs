//! Lines that go from one band of the page to another: an area takes them, or gives them.

use super::moves::Move;
use super::offer::{Ladder, Seat};
use crate::layout::{AreaId, AreaRole, Band};

/// Measures of one way: lines over those that are needed.
const MORE: u16 = 2;
/// Fewest lines that a band keeps.
const LEAST: u16 = 3;

/// The area takes `lines` from bands that it does not touch: first where most stays empty, then from the nearest.
pub(super) fn takes(seat: &Seat<'_>, lines: u16, most: usize) -> Vec<Ladder> {
    ways(seat, (lines, most), |own, other| (own, other), |band| -i64::from(empty(seat, band)))
}

/// The area gives `lines` to bands that it does not touch: first where most does not fit, then to the nearest.
pub(super) fn gives(seat: &Seat<'_>, lines: u16, most: usize) -> Vec<Ladder> {
    ways(seat, (lines, most), |own, other| (other, own), |band| -i64::from(too_much(seat, band)))
}

/// Moves between a band of the area and another; `order` tells which of the two takes, `rank` who comes first.
fn ways(
    seat: &Seat<'_>,
    (lines, most): (u16, usize),
    order: fn(usize, usize) -> (usize, usize),
    rank: impl Fn(usize) -> i64,
) -> Vec<Ladder> {
    // Heights of its own go with one design.
    if !seat.page.others.is_empty() {
        return Vec::new();
    }
    let map = &seat.layout.map;
    let own = map.bands(seat.area.id);
    let free = |&band: &usize| !furniture(seat, band);
    let others = (0..map.bands.len()).filter(|band| !own.contains(band)).filter(free);
    let mut pairs: Vec<(usize, usize)> = others.flat_map(|other| own.clone().map(move |own| (own, other))).collect();
    pairs.retain(|(own, _)| free(own));
    pairs.sort_by_key(|&(own, other)| (rank(other), own.abs_diff(other), other));
    let mut found: Vec<Ladder> = Vec::new();
    for (own, other) in pairs {
        let (takes, gives) = order(own, other);
        let ladder: Ladder =
            (lines..=lines.saturating_add(MORE)).filter_map(|lines| shift(seat, takes, gives, lines)).collect();
        if !ladder.is_empty() && !found.contains(&ladder) {
            found.push(ladder);
        }
        if found.len() == most {
            break;
        }
    }
    found
}

/// Bands that are as high as what stands in them: names, dates, flags, advertisements.
fn furniture(seat: &Seat<'_>, band: usize) -> bool {
    let fixed = [AreaRole::Nameplate, AreaRole::Ear, AreaRole::Strip, AreaRole::Flag, AreaRole::Pointers, AreaRole::Ad];
    areas(seat, band).iter().any(|id| seat.layout.areas.get(id).is_some_and(|area| fixed.contains(&area.role)))
}

/// Areas of a band, from the left.
fn areas(seat: &Seat<'_>, band: usize) -> Vec<AreaId> {
    let mut areas: Vec<AreaId> = Vec::new();
    for &id in seat.layout.map.cells.get(band).into_iter().flatten() {
        // An area may be on both sides of another.
        if id != AreaId::WHITE && !areas.contains(&id) {
            areas.push(id);
        }
    }
    areas
}

fn empty(seat: &Seat<'_>, band: usize) -> u32 {
    areas(seat, band).iter().filter_map(|&id| seat.report.area(id)).map(|account| account.underset_lines).sum()
}

fn too_much(seat: &Seat<'_>, band: usize) -> u32 {
    areas(seat, band).iter().filter_map(|&id| seat.report.area(id)).map(|account| account.overset_lines).sum()
}

/// The heights of the page when one band may take lines from another; `None` if they may already, or there are none.
fn shift(seat: &Seat<'_>, takes: usize, gives: usize, lines: u16) -> Option<Move> {
    let map = &seat.layout.map;
    let (more, less) = (*seat.report.bands.get(takes)?, *seat.report.bands.get(gives)?);
    let (more, less) = (more.checked_add(lines)?, less.checked_sub(lines).filter(|&less| less >= LEAST)?);
    let mut rows: Vec<Band> = map.bands.iter().map(|band| band.0).collect();
    rows[takes] = match rows[takes] {
        Band::Lines(_) => Band::Lines(more),
        Band::Range(least, most) => Band::Range(least, most.max(more)),
        Band::Free => Band::Free,
    };
    rows[gives] = match rows[gives] {
        Band::Lines(_) => Band::Lines(less),
        Band::Range(least, most) => Band::Range(least.min(less), most),
        Band::Free => Band::Free,
    };
    let changed = rows.iter().zip(&map.bands).any(|(row, band)| *row != band.0);
    let apart = |band: usize| {
        let mut areas = areas(seat, band);
        areas.retain(|&id| !(map.bands(id).contains(&takes) && map.bands(id).contains(&gives)));
        areas
    };
    let (takers, givers) = (apart(takes), apart(gives));
    changed.then_some(Move::Rows { page: seat.at.0, rows, takes: takers, gives: givers, lines })
}
