//! [`Sheet`] and [`Grid`]: characters and lines first, millimetres derived.

use std::ops::Range;

use crate::geom::{Em, Length, Rect};

/// The sheet of paper and where the type area (版心) lies on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Width of the trimmed page; of a spread, of both its pages.
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

/// What lies between the two pages of a spread (跨版; standards B7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    /// Width of the fold column (中缝), a place of its own in the drawing. Zero for a 通版, which has none.
    pub width: Em,
    /// White at each side of the fold column; of a 通版, between the pages.
    pub gap: Em,
}

/// The basic grid (基本栏) of the type area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Body size: the cell of the grid.
    pub size: Length,
    /// Characters in a column line.
    pub chars: u16,
    /// Columns of the drawing: the basic columns; of a spread, those of both pages and the fold column.
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
    /// What lies between the pages of a spread; `None` for a single page.
    pub fold: Option<Fold>,
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

    /// The fold column of a spread, if it has one.
    #[must_use]
    pub fn fold_column(&self) -> Option<u16> {
        self.fold.filter(|fold| fold.width > Em::ZERO).map(|_| self.columns / 2)
    }

    /// Whether a column is the fold column.
    #[must_use]
    pub fn is_fold(&self, k: u16) -> bool {
        self.fold_column() == Some(k)
    }

    /// Columns that text may stand in, of some of the drawing: the fold column is none of an area that crosses it.
    #[must_use]
    pub fn text_columns(&self, columns: &Range<u16>) -> u16 {
        let all = columns.end.saturating_sub(columns.start);
        let over_fold = all > 1 && self.fold_column().is_some_and(|fold| columns.contains(&fold));
        all - u16::from(over_fold)
    }

    /// Basic columns of one page.
    #[must_use]
    pub fn page_columns(&self) -> u16 {
        if self.fold.is_some() { self.columns / 2 } else { self.columns }
    }

    /// Width of one column of the drawing, in em.
    #[must_use]
    pub fn column_width(&self, k: u16) -> Em {
        match self.fold {
            Some(fold) if self.is_fold(k) => fold.width,
            _ => Em::whole(i64::from(self.chars)),
        }
    }

    /// Width of some columns of the drawing with the white between them, in em.
    #[must_use]
    pub fn across(&self, columns: Range<u16>) -> Em {
        if columns.is_empty() {
            return Em::ZERO;
        }
        self.column_right(columns.end - 1) - self.column_left(columns.start)
    }

    /// Left edge of column `k` of the drawing (from 0) within the type area, in em.
    #[must_use]
    pub fn column_left(&self, k: u16) -> Em {
        let even = (Em::whole(i64::from(self.chars)) + self.gutter) * i64::from(k);
        let Some(fold) = self.fold else { return even };
        let half = self.columns / 2;
        // The white at the fold is its own: each column beyond it is shifted by what it differs from a gutter.
        match self.fold_column() {
            _ if k < half => even,
            Some(column) if k == column => even + fold.gap - self.gutter,
            Some(_) => even + (fold.gap - self.gutter) * 2 + fold.width - Em::whole(i64::from(self.chars)),
            None => even + fold.gap - self.gutter,
        }
    }

    /// Right edge of column `k` of the drawing within the type area, in em.
    #[must_use]
    pub fn column_right(&self, k: u16) -> Em {
        self.column_left(k) + self.column_width(k)
    }

    /// The white at the left of what begins at this edge.
    #[must_use]
    pub fn white_before(&self, left: Em) -> Em {
        let at_fold = |fold: &Fold| {
            let half = self.columns / 2;
            let after = if self.fold_column().is_some() { half + 1 } else { half };
            (left == self.column_left(half) || left == self.column_left(after)).then_some(fold.gap)
        };
        self.fold.as_ref().and_then(at_fold).unwrap_or(self.gutter)
    }

    /// The type area of each page: left edge within the whole type area, and width, in em.
    #[must_use]
    pub fn halves(&self) -> Vec<(Em, Em)> {
        let half = self.page_columns();
        let first = (Em::ZERO, self.across(0..half));
        if self.fold.is_none() {
            return vec![first];
        }
        let second = self.columns - half;
        vec![first, (self.column_left(second), self.across(second..self.columns))]
    }

    /// The type area on the sheet.
    #[must_use]
    pub fn type_area(&self) -> Rect {
        let width = self.across(0..self.columns).at(self.size);
        Rect::new(self.left, self.top, width, self.height(self.lines))
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
