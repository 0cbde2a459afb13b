//! What an editor minds, in points: losing text most, then a part of the head, its size, a strip of a picture; least of
//! all lines that move between areas.

use super::moves::Move;
use crate::layout::Part;

/// Words that a writer wrote and nobody will read: for the cut, and for each of its lines.
const CUT: i64 = 60;
/// The same, for each line.
const CUT_LINE: i64 = 20;
/// A head a step of the ladder from where the make-up puts it: its rank shows less.
const HEAD: i64 = 40;
/// A picture higher or lower than it was wished, and each line of the difference.
const PICTURE: i64 = 10;
/// The same, for each line.
const PICTURE_LINE: i64 = 3;
/// Lines that go from one area to another, and each of them.
const ROWS: i64 = 6;
/// The same, for each line.
const ROWS_LINE: i64 = 2;
/// A reader who has to turn the page.
const JUMP: i64 = 60;
/// A piece that the page did not need.
const FILLER: i64 = 15;
/// Work for a writer, for each line; it is also not done yet.
const WRITE_LINE: i64 = 25;
/// A line that stays empty afterwards and did not before.
const EMPTY_LINE: i64 = 2;
/// Anything else that is said of the page afterwards and was not before, such as a widow.
const WARNING: i64 = 5;

/// What is lost with a part.
fn dropped(part: Part) -> i64 {
    match part {
        Part::Kicker => 50,
        Part::Deck => 70,
        Part::Summary => 65,
        Part::Quote => 40,
        Part::Box => 60,
        Part::Picture => 200,
    }
}

/// What a move costs.
pub(super) fn of(of: &Move) -> i64 {
    match of {
        Move::Cut { lines, .. } => CUT + CUT_LINE * i64::from(*lines),
        Move::Drop { part, .. } => dropped(*part),
        Move::Head { .. } => HEAD,
        Move::Picture { lines, before, .. } => PICTURE + PICTURE_LINE * i64::from(lines.abs_diff(*before)),
        Move::Rows { lines, .. } => ROWS + ROWS_LINE * i64::from(*lines),
        Move::Jump { .. } => JUMP,
        Move::Filler { .. } => FILLER,
        Move::Lengthen { lines, .. } => WRITE_LINE * i64::from(*lines),
    }
}

/// What a set costs in the end: its moves, and what is worse after them.
pub(super) fn of_set(moves: &[Move], (empty, warnings): (u32, u32)) -> i64 {
    moves.iter().map(of).sum::<i64>() + EMPTY_LINE * i64::from(empty) + WARNING * i64::from(warnings)
}
