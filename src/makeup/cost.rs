//! What a page costs, one function a term, named as an editor would.

use super::jump::End;

/// What an area, or a page, costs, term by term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bill {
    /// Lines that do not fit.
    pub overset: i64,
    /// Lines left empty.
    pub underset: i64,
    /// Columns that do not end level.
    pub ragged: i64,
    /// Lines alone at column tops.
    pub widow: i64,
    /// White around heads beyond their wish.
    pub airy_head: i64,
    /// A part before a jump that is too short.
    pub short_part: i64,
    /// Lines from where a story is wished to be cut, and white before its note.
    pub jump_length: i64,
    /// A sentence or a paragraph that a jump tears.
    pub torn: i64,
    /// Heads and pictures higher than their area.
    pub too_high: i64,
}

impl Bill {
    /// The terms with their names.
    pub(super) fn named(&self) -> [(&'static str, i64); 9] {
        [
            ("overset", self.overset),
            ("underset", self.underset),
            ("ragged", self.ragged),
            ("widow", self.widow),
            ("airy head", self.airy_head),
            ("short part", self.short_part),
            ("jump length", self.jump_length),
            ("torn paragraph", self.torn),
            ("too high", self.too_high),
        ]
    }

    /// What the solver compares.
    pub(super) fn total(&self) -> i64 {
        self.named().iter().map(|term| term.1).sum()
    }
}

impl std::iter::Sum for Bill {
    fn sum<I: Iterator<Item = Self>>(bills: I) -> Self {
        bills.fold(Self::default(), |one, other| Self {
            overset: one.overset + other.overset,
            underset: one.underset + other.underset,
            ragged: one.ragged + other.ragged,
            widow: one.widow + other.widow,
            airy_head: one.airy_head + other.airy_head,
            short_part: one.short_part + other.short_part,
            jump_length: one.jump_length + other.jump_length,
            torn: one.torn + other.torn,
            too_high: one.too_high + other.too_high,
        })
    }
}

/// Lines that do not fit: worst of all, and worse with each line.
pub(super) fn overset(lines: u32) -> i64 {
    if lines == 0 { 0 } else { 2_000 + 200 * i64::from(lines) * i64::from(lines) }
}

/// Lines left empty; a line at the end of a story is seldom seen.
pub(super) fn underset(lines: u32) -> i64 {
    let seen = i64::from(lines.saturating_sub(1));
    3 * seen * seen + i64::from(lines)
}

/// Columns that do not end level (M1).
pub(super) fn ragged(lines: u32) -> i64 {
    60 * i64::from(lines)
}

/// Last lines alone at column tops (A9, M9).
pub(super) fn widow(count: u32) -> i64 {
    25 * i64::from(count)
}

/// White added around a head beyond its wish, in lines.
pub(super) fn airy_head(lines: u16) -> i64 {
    2 * i64::from(lines) * i64::from(lines)
}

/// A part before a jump that is shorter than its minimum (B8), in missing lines.
pub(super) fn short_part(missing: u32) -> i64 {
    500 * i64::from(missing)
}

/// A cut away from where it is wished (`off`, in lines; `None` if the area does not reach that place), and the lines
/// that it leaves empty before the note (B8).
pub(super) fn jump_length(off: Option<usize>, empty: u32) -> i64 {
    let off = off.map_or(UNREACHED, |off| i64::try_from(off).unwrap_or(UNREACHED));
    off + underset(empty)
}

/// A wish that is not reached is as bad as one that is missed by so many lines.
const UNREACHED: i64 = 40;

/// What a jump tears: nothing, a paragraph between two sentences, a sentence (B8).
pub(super) fn torn(end: End) -> i64 {
    match end {
        End::Paragraph => 0,
        End::Sentence => 1,
        End::Line => 2,
    }
}

/// A head or a picture that is higher than its area, in lines that it lacks: no cut in the copy mends it.
pub(super) fn too_high(lines: u16) -> i64 {
    if lines == 0 { 0 } else { 2_000 + 400 * i64::from(lines) }
}
