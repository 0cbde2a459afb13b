//! [`Hole`]: a box taken out of the columns of an area: for what stands in it, with text around (standards B7, B9 M6).

use super::frame::{Frame, Leg};
use crate::geom::Em;
use crate::layout::Sides;

/// A box that is taken out of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    /// Left edge from the type area, in em of the body.
    pub left: Em,
    /// Its width.
    pub width: Em,
    /// First line.
    pub top: u16,
    /// Line after the last.
    pub bottom: u16,
    /// White between it and the text at its sides. What a line has beyond whole characters is added to it.
    pub gap: Em,
    /// Least measure of a line beside it.
    pub least: Em,
    /// Sides at which text may stand in a column that it does not fill.
    pub sides: Sides,
}

impl Hole {
    /// What it leaves of some legs, in the order of reading: of each column the lines over it, those at its left, those
    /// at its right, and those under it. Where it ends with one of the columns (left edge and width), the gutter beside
    /// it is white enough; elsewhere it keeps its gap from a column that it does not reach.
    fn out_of(&self, legs: &[Leg], columns: &[(Em, Em)]) -> Vec<Leg> {
        let right = self.left + self.width;
        let begins = columns.iter().any(|column| column.0 == self.left);
        let ends = columns.iter().any(|column| column.0 + column.1 == right);
        let white = |flush: bool| if flush { Em::ZERO } else { self.gap };
        let reach = (self.left - white(begins), right + white(ends));
        legs.iter().flat_map(|leg| self.out_of_one(leg, reach)).filter(|leg| leg.lines() > 0).collect()
    }

    fn out_of_one(&self, leg: &Leg, (from, to): (Em, Em)) -> Vec<Leg> {
        let abreast = leg.left < to && from < leg.left + leg.width;
        if !abreast || self.width <= Em::ZERO || leg.bottom <= self.top || self.bottom <= leg.top {
            return vec![*leg];
        }
        let (top, bottom) = (self.top.max(leg.top), self.bottom.min(leg.bottom));
        let beside = self.beside(leg).into_iter().flatten();
        let beside = beside.map(|(left, width)| Leg { left, width, top, bottom });
        std::iter::once(Leg { bottom: top, ..*leg })
            .chain(beside)
            .chain(std::iter::once(Leg { top: bottom.max(top), ..*leg }))
            .collect()
    }

    /// What it leaves of a line at its left and its right: left edge and width, in whole characters.
    fn beside(&self, leg: &Leg) -> [Option<(Em, Em)>; 2] {
        let right = leg.left + leg.width;
        let whole = |room: Em| Em::whole(room.units().div_euclid(Em::ONE.units()));
        let before = whole(self.left - self.gap - leg.left);
        let after = whole(right - (self.left + self.width + self.gap));
        let least = self.least.max(Em::ONE);
        let (on_left, on_right) = match self.sides {
            Sides::Neither => (false, false),
            Sides::Left => (true, false),
            Sides::Right => (false, true),
            Sides::Both => (true, true),
        };
        [
            (on_left && before >= least).then_some((leg.left, before)),
            (on_right && after >= least).then_some((right - after, after)),
        ]
    }
}

impl Frame {
    /// Takes a box out of the columns of text. Lines off the grid of the page (an own pitch, vertical ones) stay whole:
    /// nothing can stand among them.
    pub(super) fn take_hole(&mut self, hole: &Hole) {
        if self.own.is_none() {
            self.legs = hole.out_of(&self.legs, &self.abreast);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Em, Hole, Leg, Sides};

    /// Two columns of eight characters and five lines, with a gutter of one.
    fn columns() -> Vec<Leg> {
        [0, 9].map(|left| Leg { left: Em::whole(left), width: Em::whole(8), top: 0, bottom: 5 }).into()
    }

    fn hole(left: i64, width: i64, rows: (u16, u16), sides: Sides) -> Hole {
        let (left, width) = (Em::whole(left), Em::whole(width));
        Hole { left, width, top: rows.0, bottom: rows.1, gap: Em::ONE, least: Em::whole(2), sides }
    }

    /// Legs in the order of reading as 1, 2, 3 …; what is left white as a point.
    fn drawn(legs: &[Leg]) -> Vec<String> {
        let cell = |row: u16, column: i64| {
            let middle = Em::whole(column) + Em::HALF;
            let over =
                |leg: &Leg| (leg.top..leg.bottom).contains(&row) && leg.left < middle && middle < leg.left + leg.width;
            assert!(legs.iter().filter(|leg| over(leg)).count() < 2, "two legs in line {row}, column {column}");
            legs.iter().position(over).map_or('.', |at| char::from(b"123456789"[at]))
        };
        (0..5).map(|row| (0..17).map(|column| cell(row, column)).collect()).collect()
    }

    fn edges() -> Vec<(Em, Em)> {
        columns().iter().map(|leg| (leg.left, leg.width)).collect()
    }

    #[track_caller]
    fn leaves(holes: &[Hole], wanted: [&str; 5]) {
        let legs = holes.iter().fold(columns(), |legs, hole| hole.out_of(&legs, &edges()));
        assert_eq!(drawn(&legs), wanted);
    }

    #[test]
    fn a_hole_as_wide_as_a_column_splits_it() {
        let wanted =
            ["11111111.33333333", "11111111.33333333", ".........33333333", "22222222.33333333", "22222222.33333333"];
        leaves(&[hole(0, 8, (2, 3), Sides::Both)], wanted);
    }

    #[test]
    fn at_the_top_and_at_the_foot_nothing_is_left_over_or_under_it() {
        let wanted =
            [".........22222222", ".........22222222", "11111111.22222222", "11111111.........", "11111111........."];
        leaves(&[hole(0, 8, (0, 2), Sides::Neither), hole(9, 8, (3, 9), Sides::Neither)], wanted);
    }

    #[test]
    fn across_the_gutter_both_columns_run_around_it() {
        let wanted =
            ["11111111.44444444", "2222.........5555", "2222.........5555", "2222.........5555", "33333333.66666666"];
        leaves(&[hole(5, 7, (1, 4), Sides::Both)], wanted);
    }

    #[test]
    fn in_one_column_the_left_part_is_read_before_the_right() {
        let wanted =
            ["11111111.55555555", "22....33.55555555", "22....33.55555555", "44444444.55555555", "44444444.55555555"];
        leaves(&[hole(3, 2, (1, 3), Sides::Both)], wanted);
    }

    #[test]
    fn text_stands_only_at_the_sides_that_are_allowed() {
        let wanted =
            ["11111111.44444444", "22.......44444444", "22.......44444444", "33333333.44444444", "33333333.44444444"];
        leaves(&[hole(3, 2, (1, 3), Sides::Left)], wanted);
        let wanted =
            ["11111111.44444444", "......22.44444444", "......22.44444444", "33333333.44444444", "33333333.44444444"];
        leaves(&[hole(3, 2, (1, 3), Sides::Right)], wanted);
        let wanted =
            ["11111111.33333333", ".........33333333", ".........33333333", "22222222.33333333", "22222222.33333333"];
        leaves(&[hole(3, 2, (1, 3), Sides::Neither)], wanted);
    }

    #[test]
    fn a_line_under_the_least_measure_is_not_set() {
        let least = |least| Hole { least: Em::whole(least), ..hole(5, 3, (1, 3), Sides::Both) };
        let wanted =
            ["11111111.44444444", "2222.....44444444", "2222.....44444444", "33333333.44444444", "33333333.44444444"];
        leaves(&[least(4)], wanted);
        let wanted =
            ["11111111.33333333", ".........33333333", ".........33333333", "22222222.33333333", "22222222.33333333"];
        leaves(&[least(5)], wanted);
    }

    #[test]
    fn what_is_no_whole_character_goes_to_the_gap() {
        let hole = Hole { left: Em::whole(4) + Em::HALF, ..hole(0, 2, (0, 5), Sides::Both) };
        let beside: Vec<(Em, Em)> =
            hole.out_of(&columns()[..1], &edges()).iter().map(|leg| (leg.left, leg.width)).collect();
        assert_eq!(beside, [(Em::ZERO, Em::whole(3))]);
        // Of 0.5 em at the right there is no line; with a narrower hole there is one, flush with the column.
        let hole = Hole { width: Em::HALF, least: Em::ONE, ..hole };
        let beside: Vec<(Em, Em)> =
            hole.out_of(&columns()[..1], &edges()).iter().map(|leg| (leg.left, leg.width)).collect();
        assert_eq!(beside, [(Em::ZERO, Em::whole(3)), (Em::whole(6), Em::whole(2))]);
    }

    #[test]
    fn it_keeps_its_gap_from_a_column_that_it_does_not_reach() {
        let wanted =
            ["11111111.44444444", "2222222..........", "33333333.55555555", "33333333.55555555", "33333333.55555555"];
        leaves(&[hole(8, 9, (1, 2), Sides::Left)], wanted);
        // At the edge of a column the gutter is its gap.
        let wanted =
            ["11111111.22222222", "11111111.........", "11111111.33333333", "11111111.33333333", "11111111.33333333"];
        leaves(&[hole(9, 8, (1, 2), Sides::Left)], wanted);
    }

    #[test]
    fn a_second_hole_is_taken_out_of_what_the_first_left() {
        let wanted =
            ["11111111.66666666", "22....33.66666666", "22....33.66666666", "44444444.66666666", "......55.66666666"];
        leaves(&[hole(3, 2, (1, 3), Sides::Both), hole(0, 5, (4, 5), Sides::Right)], wanted);
    }

    #[test]
    fn a_hole_that_touches_nothing_changes_nothing() {
        for outside in [hole(0, 8, (5, 9), Sides::Both), hole(3, 0, (0, 5), Sides::Both)] {
            assert_eq!(outside.out_of(&columns(), &edges()), columns());
        }
    }
}
