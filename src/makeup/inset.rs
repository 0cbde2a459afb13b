//! [`Inset`]: a box inside a story's area, measured for its columns, and where it stands in them.

use super::aside::Aside;
use super::cost::{self, Bill, Term};
use super::desk::Desk;
use super::frame::Frame;
use super::hole::Hole;
use super::story::Place;
use crate::geom::Em;
use crate::layout::{self, InsetRow};
use crate::page::{Item, TextRef};

/// A box inside a story's area: a picture, a pull quote, a fact box, an advertisement.
#[derive(Clone, Debug)]
pub(super) struct Inset {
    /// What stands in it.
    pub aside: Aside,
    /// What the layout says of it.
    pub shape: layout::Inset,
    /// Its width in em of the body.
    pub width: Em,
    /// Lines that it may have, with the white above and below it: the wish first.
    pub heights: Vec<u16>,
}

/// Lines `top..bottom` that nothing stands in.
type Free = (u16, u16);

impl Inset {
    /// What a height costs.
    pub(super) fn cost(&self, rows: u16, wish: u16) -> Bill {
        if rows == 0 && wish > 0 {
            return Bill::of(Term::Dropped, cost::dropped(self.aside.part()));
        }
        Bill::of(Term::Crop, cost::crop(rows.abs_diff(wish), wish))
    }

    /// Heights that it may have, the wish first, then the nearer ones; 0 if it may be left out.
    pub(super) fn tried(&self) -> Vec<u16> {
        self.heights.clone()
    }

    /// Left edge in a frame.
    fn left(&self, frame: &Frame) -> Em {
        let abreast = &frame.abreast;
        let at = usize::from(self.shape.at).min(abreast.len().saturating_sub(1));
        let left = abreast.get(at).map_or(frame.left, |column| column.0) + Em::whole(i64::from(self.shape.indent));
        left.min(frame.left + frame.width - self.width).max(frame.left)
    }

    /// Where it stands with so many lines: `whole` are the columns under the head, `level` the same with their feet drawn
    /// up, and `taken` what stands there already.
    fn stand(&self, rows: u16, (whole, level): (&Frame, &Frame), taken: &[Hole]) -> (Place, Em) {
        let left = self.left(level);
        let hangs = matches!(self.shape.row, InsetRow::Top | InsetRow::Line(_));
        let frame = if hangs { whole } else { level };
        let columns = frame.free(left, left + self.width);
        let wish = self.wish(rows, &columns);
        let over = |free: &Free| free.1.min(wish.saturating_add(rows)).saturating_sub(free.0.max(wish));
        let crosses = |hole: &&Hole| hole.left < left + self.width && left < hole.left + hole.width;
        let free = taken.iter().filter(crosses).fold(columns, |free, hole| without(&free, hole.top, hole.bottom));
        // Of several places with as many lines the upper one: `max_by_key` would take the last.
        let best = free.iter().rev().max_by_key(|free| over(free));
        let (top, there) = best.map_or((wish, 0), |free| (free.0.max(wish).min(free.1), over(free)));
        (Place { top, rows: there, wanting: rows - there }, left)
    }

    /// The first line that it asks for.
    fn wish(&self, rows: u16, columns: &[Free]) -> u16 {
        let lines = |free: &Free| free.1 - free.0;
        let longest = || columns.iter().rev().max_by_key(|free| lines(free)).copied().unwrap_or_default();
        let holds = |free: &&Free| lines(free) >= rows;
        match self.shape.row {
            InsetRow::Top => columns.iter().find(holds).copied().unwrap_or_else(longest).0,
            InsetRow::Line(line) => columns.first().map_or(0, |free| free.0).saturating_add(line),
            InsetRow::Middle => {
                let (top, bottom) = longest();
                top + (bottom - top).saturating_sub(rows) / 2
            }
            InsetRow::Foot => {
                let (top, bottom) = columns.iter().rfind(holds).copied().unwrap_or_else(longest);
                bottom.saturating_sub(rows).max(top)
            }
        }
    }

    /// What it takes out of the text.
    fn hole(&self, (place, left): (Place, Em)) -> Hole {
        let least = Em::whole(i64::from(self.shape.least));
        let (top, bottom) = (place.top, place.top + place.rows);
        Hole { left, width: self.width, top, bottom, gap: self.shape.gap, least, sides: self.shape.sides }
    }

    /// What is drawn of it.
    pub(super) fn items(&self, desk: &Desk<'_>, (place, left): (Place, Em), of: &TextRef) -> Vec<Item> {
        let left = desk.layout.grid.left + left.at(desk.layout.grid.size);
        self.aside.items(desk, (left, place), of)
    }
}

/// Some free lines without those of a box.
fn without(free: &[Free], top: u16, bottom: u16) -> Vec<Free> {
    let parts = free.iter().flat_map(|&(from, to)| [(from, to.min(top)), (from.max(bottom), to)]);
    parts.filter(|(from, to)| from < to).collect()
}

/// Where each inset stands with so many lines (`None` for 0: it is left out), in the columns under the head and in the
/// same with their feet drawn up; and what they take out of the text. What has no room has no lines, and lacks them all.
pub(super) fn stand(insets: &[Inset], rows: &[u16], frames: (&Frame, &Frame)) -> (Vec<Option<(Place, Em)>>, Vec<Hole>) {
    let (mut places, mut taken) = (Vec::new(), Vec::new());
    for (inset, &rows) in insets.iter().zip(rows) {
        let stands = (rows > 0).then(|| inset.stand(rows, frames, &taken));
        taken.extend(stands.map(|stands| inset.hole(stands)));
        places.push(stands);
    }
    (places, taken)
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_box_leaves_what_is_over_and_under_it() {
        assert_eq!(without(&[(0, 10)], 3, 5), [(0, 3), (5, 10)]);
        assert_eq!(without(&[(0, 10)], 0, 5), [(5, 10)]);
        assert_eq!(without(&[(0, 10)], 5, 12), [(0, 5)]);
        assert_eq!(without(&[(0, 4), (6, 10)], 3, 8), [(0, 3), (8, 10)]);
        assert_eq!(without(&[(0, 4)], 6, 8), [(0, 4)]);
        assert_eq!(without(&[(2, 4)], 0, 8), []);
    }
}
