//! [`CharClass`]: what a character is to the composer (standards A1).

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
    /// % ％ ‰ ℃ after a number.
    Postfix,
    /// A number with its inner marks.
    Num,
    /// A Latin, Greek or Cyrillic word.
    Latin,
    /// U+0020 inside Latin text.
    Wsp,
    /// Ideographs, kana, other full-width signs.
    Han,
    /// 々
    Iter,
    /// U+3000
    IdSp,
}
