//! The tables over classes: prohibition (A3), closing up (A5), gaps (A6), expansion (A7.7).
//!
//! A house style is a row or a column here, never a branch in the breaker.

use crate::compose::rules::{Adjacent, Level, Style};
use crate::shape::CharClass;
use CharClass::{
    Close, Conn, Dash2, Ell2, Han, Iter, Latin, Mid, Note, Num, Open, Pause, Postfix, PostfixWide, Prefix, Sol, Stop,
    Stop2,
};

const COUNT: usize = CharClass::COUNT;

/// Whether a class may begin and end a line.
#[derive(Clone, Copy)]
struct Edge {
    may_start: bool,
    may_end: bool,
}

/// Allowed at both ends, as in A3's "–".
const __: Edge = Edge { may_start: true, may_end: true };
/// "S": may not start a line.
const S_: Edge = Edge { may_start: false, may_end: true };
/// "E": may not end a line.
const _E: Edge = Edge { may_start: true, may_end: false };
/// "S,E".
const SE: Edge = Edge { may_start: false, may_end: false };

/// A3, row by row. `news-cn` is `gb` with another line end.
#[rustfmt::skip]
const PROHIBITION: [(CharClass, [Edge; 5]); 14] = [
    //             none loose basic gb  strict
    (Close,       [__,  S_,   S_,   S_, S_]),
    (Pause,       [__,  S_,   S_,   S_, S_]),
    (Stop,        [__,  S_,   S_,   S_, S_]),
    (Stop2,       [__,  S_,   S_,   S_, S_]),
    (Open,        [__,  _E,   _E,   _E, _E]),
    (Mid,         [__,  __,   S_,   S_, S_]),
    (Conn,        [__,  __,   S_,   S_, S_]),
    (Sol,         [__,  __,   S_,   SE, SE]),
    (Dash2,       [__,  __,   __,   __, S_]),
    (Ell2,        [__,  __,   __,   __, S_]),
    (Iter,        [__,  __,   __,   __, S_]),
    (Prefix,      [__,  _E,   _E,   _E, _E]),
    (Postfix,     [__,  S_,   S_,   S_, S_]),
    (PostfixWide, [__,  S_,   S_,   S_, S_]),
];

/// Classes that take part in A5 as the mark on the left: their trail lies between the two.
const CLOSING: [CharClass; 4] = [Close, Pause, Stop, Stop2];

/// What two neighbouring marks lose (A5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Loss {
    /// Nothing.
    None,
    /// The trail of the left mark.
    Trail,
    /// The lead of the right mark.
    Lead,
    /// Both glues.
    Both,
}

/// A5, row by row: left classes, right classes, loss with `half`, loss with `tight`.
const CLOSING_UP: [(&[CharClass], &[CharClass], Loss, Loss); 6] = [
    (&CLOSING, &[Close], Loss::Trail, Loss::Trail),
    (&CLOSING, &[Pause, Stop, Stop2], Loss::Trail, Loss::Trail),
    (&CLOSING, &[Open], Loss::Lead, Loss::Both),
    (&[Open], &[Open], Loss::Lead, Loss::Lead),
    (&CLOSING, &[Mid], Loss::Trail, Loss::Trail),
    (&[Mid], &[Open], Loss::Lead, Loss::Lead),
];

/// A6: what has a gap to Latin text, and what is Latin text on each side of the boundary. A
/// full-width sign has no gap after it (JLREQ cl-13).
const GAP_HAN: [CharClass; 2] = [Han, Iter];
const GAP_AFTER_HAN: [CharClass; 4] = [Latin, Num, Prefix, Postfix];
const GAP_BEFORE_HAN: [CharClass; 4] = [Latin, Num, Prefix, Postfix];

/// A7.7: both sides of these classes never open in stage 3.
const RIGID: [CharClass; 2] = [Conn, Sol];

/// A5, styles: which marks keep their glue.
const GLUELESS: [(Style, &[CharClass]); 3] = [
    (Style::Quanjiao, &[]),
    (Style::Kaiming, &[Open, Close, Pause]),
    (Style::Banjiao, &[Open, Close, Pause, Stop, Stop2]),
];

/// Whether the class may start and may end a line, at a level (A3).
pub(super) static EDGES: [[(bool, bool); COUNT]; 5] =
    [edges(Level::None), edges(Level::Loose), edges(Level::Basic), edges(Level::Gb), edges(Level::Strict)];

const fn edges(level: Level) -> [(bool, bool); COUNT] {
    let mut table = [(true, true); COUNT];
    let mut row = 0;
    while row < PROHIBITION.len() {
        let (class, levels) = PROHIBITION[row];
        let edge = levels[level as usize];
        table[class.row()] = (edge.may_start, edge.may_end);
        row += 1;
    }
    // A note mark stays with what it marks at every level but none (A3, last row).
    table[Note.row()].0 = matches!(level, Level::None);
    table
}

/// What each pair of neighbours loses (A5).
pub(super) static LOSSES: [[[Loss; COUNT]; COUNT]; 3] =
    [losses(Adjacent::Half), losses(Adjacent::Tight), losses(Adjacent::None)];

const fn losses(adjacent: Adjacent) -> [[Loss; COUNT]; COUNT] {
    let mut table = [[Loss::None; COUNT]; COUNT];
    let mut row = 0;
    while row < CLOSING_UP.len() {
        let (left, right, half, tight) = CLOSING_UP[row];
        let mut l = 0;
        while l < left.len() {
            let mut r = 0;
            while r < right.len() {
                table[left[l].row()][right[r].row()] = match adjacent {
                    Adjacent::None => Loss::None,
                    Adjacent::Half => half,
                    Adjacent::Tight => tight,
                };
                r += 1;
            }
            l += 1;
        }
        row += 1;
    }
    table
}

/// What lies between two neighbours besides glue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    /// Nothing; stage 3 may open it.
    Plain,
    /// The gap of A6, served by stage 5 of shrinking and stage 2 of expansion.
    Gap,
    /// Nothing ever opens it.
    Rigid,
    /// Beside a word space, which is served by itself.
    Space,
}

/// The joint of each pair of neighbours.
pub(super) static JOINTS: [[Joint; COUNT]; COUNT] = joints();

const fn joints() -> [[Joint; COUNT]; COUNT] {
    let mut table = [[Joint::Plain; COUNT]; COUNT];
    let mut h = 0;
    while h < GAP_HAN.len() {
        let mut w = 0;
        while w < GAP_AFTER_HAN.len() {
            table[GAP_HAN[h].row()][GAP_AFTER_HAN[w].row()] = Joint::Gap;
            table[GAP_BEFORE_HAN[w].row()][GAP_HAN[h].row()] = Joint::Gap;
            w += 1;
        }
        h += 1;
    }
    let mut class = 0;
    while class < COUNT {
        let mut rigid = 0;
        while rigid < RIGID.len() {
            table[class][RIGID[rigid].row()] = Joint::Rigid;
            table[RIGID[rigid].row()][class] = Joint::Rigid;
            rigid += 1;
        }
        table[class][CharClass::Wsp.row()] = Joint::Space;
        table[CharClass::Wsp.row()][class] = Joint::Space;
        class += 1;
    }
    table
}

/// Whether marks of this class have glue in a style (A5).
pub(super) fn has_glue(style: Style, class: CharClass) -> bool {
    !GLUELESS.iter().any(|row| row.0 == style && row.1.contains(&class))
}

/// A7.6: in which stage the lead and the trail of a class shrink; 0 for never. Stages are counted
/// from 1; word spaces (1) and gaps (5) are places of their own.
pub(super) const fn shrink_stages(class: CharClass) -> (usize, usize) {
    match class {
        Mid => (2, 2),
        Open => (3, 0),
        Close => (0, 3),
        // White before a pause or stop is that of centred marks (Traditional Chinese).
        Pause => (4, 4),
        Stop | Stop2 => (6, 6),
        _ => (0, 0),
    }
}

/// Han measure words that `keep_unit` holds to their number (A4).
pub(super) const MEASURE_WORDS: &str = "年月日时分秒元角米里吨克升亩度岁人名位个件种项家户套台辆座层栋条次天周";

#[cfg(test)]
mod tests {
    use super::{Joint, Loss, edges, joints, losses};
    use crate::compose::rules::{Adjacent, Level};
    use crate::shape::CharClass;

    #[test]
    fn each_pair_of_a5_is_in_one_row() {
        let half = losses(Adjacent::Half);
        let at = |left: CharClass, right: CharClass| half[left.row()][right.row()];
        assert_eq!(at(CharClass::Stop, CharClass::Close), Loss::Trail);
        assert_eq!(at(CharClass::Pause, CharClass::Open), Loss::Lead);
        assert_eq!(at(CharClass::Mid, CharClass::Open), Loss::Lead);
        assert_eq!(at(CharClass::Open, CharClass::Close), Loss::None);
        assert_eq!(at(CharClass::Close, CharClass::Dash2), Loss::None);
        assert!(losses(Adjacent::None).iter().flatten().all(|&loss| loss == Loss::None));
        assert_eq!(losses(Adjacent::Tight)[CharClass::Close.row()][CharClass::Open.row()], Loss::Both);
    }

    #[test]
    fn stricter_levels_forbid_at_least_as_much() {
        let levels = [Level::None, Level::Loose, Level::Basic, Level::Gb, Level::Strict];
        for pair in levels.windows(2) {
            for (class, (mild, firm)) in edges(pair[0]).into_iter().zip(edges(pair[1])).enumerate() {
                assert!(mild.0 || !firm.0, "start of {:?}", CharClass::ALL[class]);
                assert!(mild.1 || !firm.1, "end of {:?}", CharClass::ALL[class]);
            }
        }
    }

    #[test]
    fn no_gap_beside_marks() {
        let table = joints();
        assert_eq!(table[CharClass::Han.row()][CharClass::Num.row()], Joint::Gap);
        assert_eq!(table[CharClass::PostfixWide.row()][CharClass::Han.row()], Joint::Plain);
        assert_eq!(table[CharClass::Close.row()][CharClass::Latin.row()], Joint::Plain);
        assert_eq!(table[CharClass::Num.row()][CharClass::Conn.row()], Joint::Rigid);
    }
}
