//! What a page costs, one function a term, named as an editor would.

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
