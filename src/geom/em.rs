//! [`Em`]: a width relative to the type size, exact in the fractions that composition uses.

use std::fmt;

use super::Length;

/// A width in units of 1/24,000 em.
///
/// ½, ⅓, ¼, ⅛ and ¹⁄₁₆ em (the fractions of standards A5–A7) and 1/1000 em (the unit of CFF faces
/// and of PDF text) are all whole numbers, so a full line can be exactly as wide as its measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(i64);

impl Em {
    /// No width.
    pub const ZERO: Self = Self(0);
    /// One em.
    pub const ONE: Self = Self(24_000);
    /// Half an em, 半角.
    pub const HALF: Self = Self(12_000);
    /// A third of an em.
    pub const THIRD: Self = Self(8_000);
    /// A quarter of an em, 四分.
    pub const QUARTER: Self = Self(6_000);
    /// An eighth of an em.
    pub const EIGHTH: Self = Self(3_000);
    /// A thousandth of an em; also ε of standards A7.
    pub const MILLI: Self = Self(24);

    /// From raw units of 1/24,000 em.
    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// The raw count of 1/24,000 em.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// A whole number of ems.
    #[must_use]
    pub const fn whole(ems: i64) -> Self {
        Self(ems * Self::ONE.0)
    }

    /// `value` design units of a face with `upem` units to the em, rounded to the nearest 1/24,000.
    #[must_use]
    pub const fn from_design(value: i64, upem: i64) -> Self {
        let product = value * Self::ONE.0;
        let half = upem / 2;
        Self(if product >= 0 { (product + half) / upem } else { (product - half) / upem })
    }

    /// From a plain number of ems, rounded to the nearest 1/24,000.
    #[must_use]
    pub fn from_f64(ems: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a measure is far below 2^52 units")]
        #[expect(clippy::cast_precision_loss, reason = "24,000 is exact")]
        let units = (ems * Self::ONE.0 as f64).round() as i64;
        Self(units)
    }

    /// As a plain number of ems. For output and messages only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a measure is far below 2^52 units")]
        let ems = self.0 as f64 / Self::ONE.0 as f64;
        ems
    }

    /// The absolute length of this width at type size `size`, to the nearest 1/360,000 mm.
    #[must_use]
    pub const fn at(self, size: Length) -> Length {
        size.scaled(self.0, Self::ONE.0)
    }

    /// How many ems of type size `size` go into `length`, rounded down to 1/24,000 em.
    #[must_use]
    pub const fn in_length(length: Length, size: Length) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a measure is far below 2^63 units")]
        let units = (length.units() as i128 * Self::ONE.0 as i128).div_euclid(size.units() as i128) as i64;
        Self(units)
    }
}

super::arithmetic::whole_units!(Em);

impl fmt::Display for Em {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.3} em", self.to_f64())
    }
}

/// A ratio in thousandths: tints, horizontal scales, tracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerMille(pub i32);

impl PerMille {
    /// The whole: 1000 ‰.
    pub const FULL: Self = Self(1000);
    /// Nothing: 0 ‰.
    pub const ZERO: Self = Self(0);

    /// As a plain ratio, 1.0 for the whole. For output only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Em, Length};

    #[test]
    fn fractions_of_composition_are_whole_units() {
        assert_eq!(Em::THIRD * 3, Em::ONE);
        assert_eq!(Em::EIGHTH * 8, Em::ONE);
        assert_eq!(Em::MILLI * 1000, Em::ONE);
        assert_eq!(Em::from_design(327, 1000), Em::MILLI * 327);
    }

    #[test]
    fn thirteen_characters_of_nine_points() {
        assert_eq!(Em::whole(13).at(Length::PT * 9), Length::PT * 117);
        assert_eq!(Em::in_length(Length::PT * 117, Length::PT * 9), Em::whole(13));
    }
}
