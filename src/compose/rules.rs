//! [`Rules`]: the parameters of part A, and the named profiles of A11.

use crate::geom::Em;

/// Levels of line-start and line-end prohibition (A3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// No prohibition.
    None,
    /// Brackets, stops and pauses.
    Loose,
    /// CLREQ basic.
    Basic,
    /// CLREQ GB.
    #[default]
    Gb,
    /// CLREQ strict.
    Strict,
}

/// Width of a full-width mark at the line end (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineEnd {
    /// Always half an em.
    Half,
    /// Half or full, whichever leaves less to adjust.
    #[default]
    Auto,
    /// Full.
    Full,
}

/// All parameters of composition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Prohibition.
    pub level: Level,
    /// Line end.
    pub line_end: LineEnd,
    /// Gap between Han and Latin or numbers (A6).
    pub gap: Em,
    /// Trail of 。！？ may shrink (A7.6 stage 6).
    pub shrink_stop: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { level: Level::Gb, line_end: LineEnd::Auto, gap: Em::QUARTER, shrink_stop: true }
    }
}
impl Rules {
    /// stub
    pub fn profile(_: &str) -> Option<Self> {
        Some(Self::default())
    }
    /// stub
    pub fn set(&mut self, _: &str, _: &str) -> Result<(), String> {
        Ok(())
    }
}
