//! Sums of whole units, alike for [`super::Length`] and [`super::Em`].

/// Addition, subtraction, negation, whole multiples, whole parts (rounded toward zero) and sums of a
/// newtype over `i64`.
macro_rules! whole_units {
    ($quantity:ident) => {
        impl std::ops::Add for $quantity {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl std::ops::AddAssign for $quantity {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl std::ops::Sub for $quantity {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl std::ops::SubAssign for $quantity {
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }

        impl std::ops::Neg for $quantity {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl std::ops::Mul<i64> for $quantity {
            type Output = Self;
            fn mul(self, times: i64) -> Self {
                Self(self.0 * times)
            }
        }

        impl std::ops::Div<i64> for $quantity {
            type Output = Self;
            fn div(self, by: i64) -> Self {
                Self(self.0 / by)
            }
        }

        impl std::iter::Sum for $quantity {
            fn sum<I: Iterator<Item = Self>>(quantities: I) -> Self {
                quantities.fold(Self(0), |sum, one| sum + one)
            }
        }
    };
}

pub(super) use whole_units;
