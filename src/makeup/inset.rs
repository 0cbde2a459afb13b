//! [`Inset`]: a box inside a story's area, measured for its columns, and where it stands in them.

use super::aside::Aside;
use super::cost::{self, Bill, Term};
use super::desk::Desk;
use super::frame::Frame;
use super::hole::Hole;
use super::story::Place;
use crate::geom::Em;
use crate::layout::{self, Holds, InsetRow, InsetWidth};
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

    /// Its shape alone.
    pub(super) fn bounds(&self) -> Bounds<'_> {
        Bounds { shape: &self.shape, width: self.width }
    }

    /// What is drawn of it.
    pub(super) fn items(&self, desk: &Desk<'_>, (place, left): (Place, Em), of: &TextRef) -> Vec<Item> {
        let left = desk.layout.grid.left + left.at(desk.layout.grid.size);
        self.aside.items(desk, (left, place), of)
    }
}

/// The shape of an inset, whatever stands in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds<'a> {
    /// What the layout says of it.
    pub shape: &'a layout::Inset,
    /// Its width in em of the body.
    pub width: Em,
}

impl Bounds<'_> {
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
}

/// Some free lines without those of a box.
fn without(free: &[Free], top: u16, bottom: u16) -> Vec<Free> {
    let parts = free.iter().flat_map(|&(from, to)| [(from, to.min(top)), (from.max(bottom), to)]);
    parts.filter(|(from, to)| from < to).collect()
}

/// The order in which insets stand: the later one has the lines that are left.
pub(super) const ORDER: [Holds; 4] = [Holds::Picture, Holds::Quote, Holds::Box, Holds::Ad];

/// Width of an inset of this shape, which ends inside the area, and by how much it would stand out of it.
pub(super) fn width(frame: &Frame, shape: &layout::Inset) -> (Em, Em) {
    let abreast = &frame.abreast;
    let last = abreast.len().saturating_sub(1);
    let at = usize::from(shape.at).min(last);
    let column = |at: usize| abreast.get(at).copied().unwrap_or((frame.left, frame.width));
    let left = column(at).0 + Em::whole(i64::from(shape.indent));
    let wide = match shape.width {
        InsetWidth::Columns(columns) => {
            let (first, last) = (column(at), column((at + usize::from(columns).max(1) - 1).min(last)));
            last.0 + last.1 - first.0
        }
        InsetWidth::Chars(chars) => Em::whole(i64::from(chars)),
    };
    (wide.min(frame.width), left + wide - (frame.left + frame.width))
}

/// White lines over it, where text may stand there, and under it.
pub(super) fn white(row: InsetRow) -> (u16, u16) {
    match row {
        InsetRow::Top | InsetRow::Line(0) => (0, 1),
        InsetRow::Middle | InsetRow::Line(_) => (1, 1),
        InsetRow::Foot => (1, 0),
    }
}

/// Where each inset stands with so many lines (`None` for 0: it is left out), in the columns under the head and in the
/// same with their feet drawn up; and what they take out of the text. What has no room has no lines, and lacks them all.
pub(super) fn stand<'a>(
    insets: impl Iterator<Item = Bounds<'a>>,
    rows: &[u16],
    frames: (&Frame, &Frame),
) -> (Vec<Option<(Place, Em)>>, Vec<Hole>) {
    let (mut places, mut taken) = (Vec::new(), Vec::new());
    for (inset, &rows) in insets.zip(rows) {
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
