//! [`CharClass`]: what a character is to the composer (standards A1), and the white it brings.

use crate::geom::Em;

/// Classes of standards A1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CharClass {
    /// Opening bracket or quote.
    Open,
    /// Closing bracket or quote.
    Close,
    /// ， 、 ； ：
    Pause,
    /// 。 ． ！ ？
    Stop,
    /// Run of ！？ set together.
    Stop2,
    /// ·
    Mid,
    /// – — ～ ‐
    Conn,
    /// / ／
    Sol,
    /// ——
    Dash2,
    /// ……
    Ell2,
    /// ￥ $ № before a number.
    Prefix,
    /// % ° after a number, with the width of a letter.
    Postfix,
    /// ％ ‰ ℃: a full-width sign after a number; no gap follows it (A6).
    PostfixWide,
    /// Superscript note mark: stays with what it stands behind.
    Note,
    /// A number with its inner marks.
    Num,
    /// A Latin, Greek or Cyrillic word.
    Latin,
    /// U+0020 inside Latin text.
    Wsp,
    /// Ideographs, kana, other full-width signs.
    Han,
    /// 々 ー and small kana
    Iter,
    /// U+3000
    IdSp,
}

impl CharClass {
    /// How many classes there are: the side of every table over pairs of classes.
    pub const COUNT: usize = Self::ALL.len();

    /// Every class, in the order of the enum.
    pub const ALL: [Self; 20] = [
        Self::Open,
        Self::Close,
        Self::Pause,
        Self::Stop,
        Self::Stop2,
        Self::Mid,
        Self::Conn,
        Self::Sol,
        Self::Dash2,
        Self::Ell2,
        Self::Prefix,
        Self::Postfix,
        Self::PostfixWide,
        Self::Note,
        Self::Num,
        Self::Latin,
        Self::Wsp,
        Self::Han,
        Self::Iter,
        Self::IdSp,
    ];

    /// The row of this class in a table.
    #[must_use]
    pub const fn row(self) -> usize {
        self as usize
    }

    /// White before and after the body of one mark of this class, in em (A1).
    #[must_use]
    pub const fn glue(self) -> (Em, Em) {
        match self {
            Self::Open => (Em::HALF, Em::ZERO),
            Self::Close | Self::Pause | Self::Stop => (Em::ZERO, Em::HALF),
            _ => (Em::ZERO, Em::ZERO),
        }
    }

    /// Whether it is set as part of Latin text: words, numbers and the signs that go with them.
    #[must_use]
    pub const fn is_western(self) -> bool {
        matches!(self, Self::Latin | Self::Num | Self::Prefix | Self::Postfix | Self::PostfixWide | Self::Wsp)
    }

    /// Whether it is a space that vanishes at the end of a line (A1, IDSP and WSP).
    #[must_use]
    pub const fn is_space(self) -> bool {
        matches!(self, Self::Wsp | Self::IdSp)
    }
}

#[cfg(test)]
mod tests {
    use super::CharClass;

    #[test]
    fn rows_follow_the_order_of_the_enum() {
        for (row, class) in CharClass::ALL.into_iter().enumerate() {
            assert_eq!(class.row(), row, "{class:?}");
        }
    }
}
