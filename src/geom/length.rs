//! [`Length`]: an absolute length, exact in every unit of the trade.

use std::fmt;

/// An absolute length in units of 1/360,000 mm.
///
/// 1 mm = 360,000; 1 pt (1/72 in) = 127,000; 1 in = 9,144,000; 1 Q = 90,000: all whole numbers,
/// so lengths add, compare and hash exactly and the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// One PDF point, 1/72 in.
    pub const PT: Self = Self(127_000);
    /// One millimetre.
    pub const MM: Self = Self(360_000);
    /// One inch.
    pub const INCH: Self = Self(9_144_000);
    /// One Q, a quarter of a millimetre.
    pub const Q: Self = Self(90_000);

    /// From raw units of 1/360,000 mm.
    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// The raw count of 1/360,000 mm.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// `value` times `unit`, rounded to the nearest 1/360,000 mm. `value` is a plain ratio.
    #[must_use]
    pub fn of(value: f64, unit: Self) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the page is far below 2^52 units")]
        #[expect(clippy::cast_precision_loss, reason = "units of measure are small")]
        let units = (value * unit.0 as f64).round() as i64;
        Self(units)
    }

    /// A length of `value` points.
    #[must_use]
    pub fn pt(value: f64) -> Self {
        Self::of(value, Self::PT)
    }

    /// A length of `value` millimetres.
    #[must_use]
    pub fn mm(value: f64) -> Self {
        Self::of(value, Self::MM)
    }

    /// In points. For output and messages only.
    #[must_use]
    pub fn to_pt(self) -> f64 {
        self.ratio(Self::PT)
    }

    /// In millimetres. For output and messages only.
    #[must_use]
    pub fn to_mm(self) -> f64 {
        self.ratio(Self::MM)
    }

    /// This length divided by another, as a plain number. For output and messages only.
    #[must_use]
    pub fn ratio(self, unit: Self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a page is below 2^52 units")]
        let ratio = self.0 as f64 / unit.0 as f64;
        ratio
    }

    /// How many whole times `step` goes into this length, rounded down.
    #[must_use]
    pub const fn div_floor(self, step: Self) -> i64 {
        self.0.div_euclid(step.0)
    }

    /// The number of `step`s that cover this length, rounded up.
    #[must_use]
    pub const fn div_ceil(self, step: Self) -> i64 {
        -((-self.0).div_euclid(step.0))
    }

    /// `self * numerator / denominator`, rounded to the nearest unit (half away from zero).
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        let product = self.0 as i128 * numerator as i128;
        let half = denominator as i128 / 2;
        let rounded = if product >= 0 { product + half } else { product - half };
        #[expect(clippy::cast_possible_truncation, reason = "the quotient is a length on a page")]
        let units = (rounded / denominator as i128) as i64;
        Self(units)
    }
}

super::arithmetic::whole_units!(Length);

impl fmt::Display for Length {
    /// Millimetres with three decimals, as a designer reads them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.3} mm", self.to_mm())
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn every_unit_of_the_trade_is_exact() {
        assert_eq!(Length::INCH, Length::PT * 72);
        assert_eq!(Length::INCH * 5, Length::MM * 127);
        assert_eq!(Length::Q * 4, Length::MM);
    }

    #[test]
    fn scaling_rounds_to_the_nearest_unit_both_ways() {
        assert_eq!(Length::from_units(10).scaled(1, 4), Length::from_units(3));
        assert_eq!(Length::from_units(-10).scaled(1, 4), Length::from_units(-3));
    }

    #[test]
    fn ceiling_and_floor_of_whole_lines() {
        assert_eq!(Length::pt(25.0).div_ceil(Length::pt(12.0)), 3);
        assert_eq!(Length::pt(24.0).div_ceil(Length::pt(12.0)), 2);
        assert_eq!(Length::pt(25.0).div_floor(Length::pt(12.0)), 2);
    }
}
