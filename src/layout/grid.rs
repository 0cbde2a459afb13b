//! [`Sheet`] and [`Grid`]: characters and lines first, millimetres derived.

use std::ops::Range;

use crate::geom::{Em, Length, Rect};

/// The sheet of paper and where the type area (版心) lies on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Width of the trimmed page.
    pub width: Length,
    /// Height of the trimmed page.
    pub height: Length,
    /// Bleed on all sides.
    pub bleed: Length,
    /// From the trim to the top of the type area (the top of the em box of line 1).
    pub top: Length,
    /// From the trim to the left of the type area; `None` centres it.
    pub left: Option<Length>,
}

/// What happens when a width does not divide into whole characters (standards B3; Founder's four column modes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Remainder {
    /// The first columns are one character wider each (`"column"`).
    Column,
    /// The remainder is spread evenly over the gutters (`"gutter"`).
    #[default]
    Gutter,
    /// All columns have the same width, not a whole number of characters (`"free"`).
    Free,
    /// A remainder is an error (`"refuse"`).
    Refuse,
}

/// The basic grid (基本栏) of the type area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Body size: the cell of the grid.
    pub size: Length,
    /// Characters in a column line.
    pub chars: u16,
    /// Basic columns.
    pub columns: u16,
    /// Gutter, in characters; a multiple of 0.1 em.
    pub gutter: Em,
    /// Lines in a column.
    pub lines: u16,
    /// Baseline to baseline.
    pub pitch: Length,
    /// Where the remainder of a re-divided width goes.
    pub remainder: Remainder,
    /// Left edge of the type area on the page.
    pub left: Length,
    /// Top edge of the type area on the page.
    pub top: Length,
}

/// The columns of a width: as set, left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Left edge of each column from the left edge of the width, and its width, in em of the body.
    pub columns: Vec<(Em, Em)>,
    /// What did not divide, in em.
    pub residue: Em,
}

impl Grid {
    /// Width of `k` basic columns with their gutters (长栏), in em.
    #[must_use]
    pub fn span(&self, k: u16) -> Em {
        Em::whole(i64::from(self.chars)) * i64::from(k) + self.gutter * (i64::from(k) - 1).max(0)
    }

    /// Width of some basic columns with the gutters between them, in em.
    #[must_use]
    pub fn across(&self, columns: Range<u16>) -> Em {
        self.span(columns.end.saturating_sub(columns.start))
    }

    /// Left edge of basic column `k` (from 0) within the type area, in em.
    #[must_use]
    pub fn column_left(&self, k: u16) -> Em {
        (Em::whole(i64::from(self.chars)) + self.gutter) * i64::from(k)
    }

    /// The type area on the page.
    #[must_use]
    pub fn type_area(&self) -> Rect {
        Rect::new(self.left, self.top, self.span(self.columns).at(self.size), self.height(self.lines))
    }

    /// Height of `n` lines: (n − 1) × pitch + size (standards B3).
    #[must_use]
    pub fn height(&self, n: u16) -> Length {
        if n == 0 { Length::ZERO } else { self.pitch * (i64::from(n) - 1) + self.size }
    }

    /// Top of the em box of line `line` (from 0), on the page.
    #[must_use]
    pub fn line_top(&self, line: u16) -> Length {
        self.top + self.pitch * i64::from(line)
    }

    /// Baseline of line `line` (from 0) for body type: the em box is 880/−120.
    #[must_use]
    pub fn baseline(&self, line: u16) -> Length {
        self.line_top(line) + self.size.scaled(880, 1000)
    }

    /// Of `columns` columns that `all` basic columns are divided into, those that `basic` of them have; `None` if that is
    /// no whole number.
    #[must_use]
    pub fn share(basic: u16, all: u16, columns: u16) -> Option<u16> {
        let (part, all) = (u32::from(basic) * u32::from(columns), u32::from(all.max(1)));
        (part.is_multiple_of(all) && part > 0).then(|| u16::try_from(part / all).ok()).flatten()
    }

    /// 破栏: a width of `width` em divided into `n` columns, by the remainder policy.
    /// `None` if not even one character goes into a column, or if a remainder is refused.
    #[must_use]
    pub fn divide(&self, width: Em, n: u16, remainder: Remainder) -> Option<Columns> {
        let n = i64::from(n.max(1));
        let em = Em::ONE.units();
        let text = (width - self.gutter * (n - 1)).units();
        let whole = text.div_euclid(n * em);
        let residue = text - whole * n * em;
        if whole < 1 || (residue != 0 && remainder == Remainder::Refuse) {
            return None;
        }
        let extra_columns = residue.div_euclid(em);
        let mut left = 0;
        let columns = (0..n)
            .map(|at| {
                let (measure, gap) = match remainder {
                    Remainder::Free => (text / n, self.gutter.units()),
                    Remainder::Column if at < extra_columns => ((whole + 1) * em, self.gutter.units()),
                    Remainder::Column | Remainder::Refuse => (whole * em, self.gutter.units()),
                    Remainder::Gutter => {
                        // The white to the right of column `at`: shares differ by at most one unit.
                        let shares = (n - 1).max(1);
                        (whole * em, self.gutter.units() + residue * (at + 1) / shares - residue * at / shares)
                    }
                };
                let column = (Em::from_units(left), Em::from_units(measure));
                left += measure + gap;
                column
            })
            .collect();
        Some(Columns { columns, residue: Em::from_units(residue) })
    }
}
