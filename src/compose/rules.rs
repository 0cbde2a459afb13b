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
    /// A pause or stop may hang outside the measure (A8).
    Hang,
}

/// Which marks are one em wide (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Style {
    /// 全角式: all.
    #[default]
    Quanjiao,
    /// 开明式: only 。！？.
    Kaiming,
    /// 半角式: none.
    Banjiao,
}

/// How neighbouring marks close up (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Adjacent {
    /// Half an em is taken out.
    #[default]
    Half,
    /// All white between a closing and an opening mark is taken out.
    Tight,
    /// Nothing is taken out.
    None,
}

/// Whether a mark at the start of a line keeps its lead (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Start {
    /// It loses it: the ink stands at the edge.
    #[default]
    Half,
    /// It keeps it.
    Full,
}

/// Cell of the interpunct · (A1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mid {
    /// Half an em.
    #[default]
    Half,
    /// One em, a quarter of white on each side.
    Full,
}

/// All parameters of composition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Prohibition.
    pub level: Level,
    /// Width of marks.
    pub style: Style,
    /// Neighbouring marks.
    pub adjacent: Adjacent,
    /// Opening mark at the start of a line.
    pub line_start: Start,
    /// Opening mark at the start of an indented paragraph.
    pub para_start: Start,
    /// Line end.
    pub line_end: LineEnd,
    /// Cell of ·.
    pub mid: Mid,
    /// Gap between Han and Latin or numbers (A6).
    pub gap: Em,
    /// The gap may shrink and grow (A6).
    pub gap_flex: bool,
    /// How far the gap may grow (A7.7 stage 2): ½ or ⅓ em.
    pub gap_max: Em,
    /// Trail of 。！？ may shrink (A7.6 stage 6).
    pub shrink_stop: bool,
    /// A number stays with the measure word after it (A4).
    pub keep_unit: bool,
    /// More than this between characters is reported (A7.7 stage 3).
    pub loose: Em,
    /// Latin words may be hyphenated (A4); the text must have been shaped so.
    pub hyphenate: bool,
    /// Latin text and numbers fill whole ems, so that Han stands on the character grid (A6).
    pub snap: bool,
}

/// `news-cn`, the default profile of A11.
const NEWS_CN: Rules = Rules {
    level: Level::Gb,
    style: Style::Quanjiao,
    adjacent: Adjacent::Half,
    line_start: Start::Half,
    para_start: Start::Half,
    line_end: LineEnd::Auto,
    mid: Mid::Half,
    gap: Em::QUARTER,
    gap_flex: true,
    gap_max: Em::HALF,
    shrink_stop: true,
    keep_unit: false,
    loose: Em::QUARTER,
    hyphenate: false,
    snap: false,
};

/// A11, row by row. `tw-news` waits for a face with centred marks; the rest of its row is here.
const PROFILES: [(&str, Rules); 6] = [
    ("gb", Rules { line_end: LineEnd::Half, ..NEWS_CN }),
    ("news-cn", NEWS_CN),
    ("news-kaiming", Rules { style: Style::Kaiming, line_end: LineEnd::Half, shrink_stop: false, ..NEWS_CN }),
    ("strict", Rules { level: Level::Strict, line_end: LineEnd::Half, shrink_stop: false, ..NEWS_CN }),
    (
        "tight",
        Rules { adjacent: Adjacent::Tight, line_end: LineEnd::Half, gap: Em::EIGHTH, gap_flex: false, ..NEWS_CN },
    ),
    (
        "tw-news",
        Rules {
            level: Level::None,
            adjacent: Adjacent::None,
            line_start: Start::Full,
            para_start: Start::Full,
            line_end: LineEnd::Full,
            mid: Mid::Full,
            gap_flex: false,
            shrink_stop: false,
            ..NEWS_CN
        },
    ),
];

impl Default for Rules {
    fn default() -> Self {
        NEWS_CN
    }
}

/// A value as a layout writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A word, or a fraction such as `1/4`.
    Word(&'a str),
    /// A number of ems.
    Number(f64),
    /// Yes or no.
    Switch(bool),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(switch: bool) -> Self {
        Self::Switch(switch)
    }
}

impl Rules {
    /// The names of the profiles, for messages.
    pub fn profiles() -> impl Iterator<Item = &'static str> {
        PROFILES.iter().map(|profile| profile.0)
    }

    /// The names of the parameters that [`Rules::set`] knows.
    pub const KEYS: [&'static str; 15] = [
        "level",
        "style",
        "adjacent",
        "line_start",
        "para_start",
        "line_end",
        "mid",
        "gap",
        "gap_flex",
        "gap_max",
        "shrink_stop",
        "keep_unit",
        "loose",
        "hyphenate",
        "snap",
    ];

    /// The profile of A11 with this name.
    #[must_use]
    pub fn profile(name: &str) -> Option<Self> {
        PROFILES.iter().find(|profile| profile.0 == name).map(|profile| profile.1.clone())
    }

    /// Sets one parameter by its name, as a layout's `[compose]` table does.
    ///
    /// # Errors
    /// A sentence that says which names or values there are.
    pub fn set<'a>(&mut self, key: &str, value: impl Into<Value<'a>>) -> Result<(), String> {
        let value = value.into();
        match key {
            "level" => self.level = choose(key, value, &LEVELS)?,
            "style" => self.style = choose(key, value, &STYLES)?,
            "adjacent" => self.adjacent = choose(key, value, &ADJACENT)?,
            "line_start" => self.line_start = choose(key, value, &STARTS)?,
            "para_start" => self.para_start = choose(key, value, &STARTS)?,
            "line_end" => self.line_end = choose(key, value, &LINE_ENDS)?,
            "mid" => self.mid = choose(key, value, &MIDS)?,
            "gap" => self.gap = ems(key, value, Em::HALF)?,
            "gap_flex" => self.gap_flex = switch(key, value)?,
            "gap_max" => self.gap_max = ems(key, value, Em::HALF)?,
            "shrink_stop" => self.shrink_stop = switch(key, value)?,
            "keep_unit" => self.keep_unit = switch(key, value)?,
            "loose" => self.loose = ems(key, value, Em::ONE)?,
            "hyphenate" => self.hyphenate = switch(key, value)?,
            "snap" => self.snap = switch(key, value)?,
            _ => return Err(format!("`{key}` is no parameter of composition; there are {}", list(&Self::KEYS))),
        }
        Ok(())
    }
}

const LEVELS: [(&str, Level); 6] = [
    ("none", Level::None),
    ("loose", Level::Loose),
    ("basic", Level::Basic),
    ("normal", Level::Basic),
    ("gb", Level::Gb),
    ("strict", Level::Strict),
];
const STYLES: [(&str, Style); 3] =
    [("quanjiao", Style::Quanjiao), ("kaiming", Style::Kaiming), ("banjiao", Style::Banjiao)];
const ADJACENT: [(&str, Adjacent); 3] =
    [("half", Adjacent::Half), ("tight", Adjacent::Tight), ("none", Adjacent::None)];
const STARTS: [(&str, Start); 2] = [("half", Start::Half), ("full", Start::Full)];
const LINE_ENDS: [(&str, LineEnd); 4] =
    [("half", LineEnd::Half), ("auto", LineEnd::Auto), ("full", LineEnd::Full), ("hang", LineEnd::Hang)];
const MIDS: [(&str, Mid); 2] = [("half", Mid::Half), ("full", Mid::Full)];

fn choose<T: Copy>(key: &str, value: Value<'_>, choices: &[(&str, T)]) -> Result<T, String> {
    let found = match value {
        Value::Word(word) => choices.iter().find(|choice| choice.0 == word),
        Value::Number(_) | Value::Switch(_) => None,
    };
    found.map(|choice| choice.1).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|choice| choice.0).collect();
        format!("`{key}` is one of {}", list(&names))
    })
}

fn ems(key: &str, value: Value<'_>, most: Em) -> Result<Em, String> {
    let ems = match value {
        Value::Number(number) if number.is_finite() && number.abs() < 1000.0 => Some(Em::from_f64(number)),
        Value::Word(word) => fraction(word),
        Value::Number(_) | Value::Switch(_) => None,
    };
    ems.filter(|&ems| ems >= Em::ZERO && ems <= most)
        .ok_or_else(|| format!("`{key}` is a number of ems from 0 to {}, such as 0.25 or \"1/4\"", most.to_f64()))
}

/// `1/4` as ems.
fn fraction(word: &str) -> Option<Em> {
    let (above, below) = word.split_once('/')?;
    let (above, below) = (above.trim().parse::<i64>().ok()?, below.trim().parse::<i64>().ok()?);
    let sensible = (0..=1000).contains(&above) && (1..=1000).contains(&below);
    sensible.then(|| Em::from_design(above, below))
}

fn switch(key: &str, value: Value<'_>) -> Result<bool, String> {
    match value {
        Value::Switch(switch) => Ok(switch),
        Value::Word("yes") => Ok(true),
        Value::Word("no") => Ok(false),
        Value::Word(_) | Value::Number(_) => Err(format!("`{key}` is true or false")),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Level, LineEnd, Rules};
    use crate::geom::Em;

    #[test]
    fn profiles_have_names() {
        assert_eq!(Rules::profile("news-cn"), Some(Rules::default()));
        assert_eq!(Rules::profile("gb").map(|rules| rules.line_end), Some(LineEnd::Half));
        assert_eq!(Rules::profile("times"), None);
        assert_eq!(Rules::profiles().count(), 6);
    }

    #[test]
    fn parameters_are_set_by_name() {
        let mut rules = Rules::default();
        assert_eq!(rules.set("level", "normal"), Ok(()));
        assert_eq!(rules.level, Level::Basic);
        assert_eq!(rules.set("gap", "1/8"), Ok(()));
        assert_eq!(rules.gap, Em::EIGHTH);
        assert_eq!(rules.set("gap", 0.25), Ok(()));
        assert_eq!(rules.gap, Em::QUARTER);
        assert_eq!(rules.set("shrink_stop", false), Ok(()));
        assert!(!rules.shrink_stop);
    }

    #[test]
    fn what_is_wrong_names_what_is_right() {
        let mut rules = Rules::default();
        let error = rules.set("level", "hard").expect_err("no such level");
        assert!(error.contains("`strict`"), "{error}");
        assert!(rules.set("gap", 0.75).is_err() && rules.set("gap", -0.1).is_err() && rules.set("gap", "1/0").is_err());
        assert!(rules.set("gap", f64::NAN).is_err());
        assert!(rules.set("colour", true).expect_err("no such key").contains("`line_end`"));
        assert_eq!(rules, Rules::default(), "a wrong value changes nothing");
    }

    #[test]
    fn every_listed_key_is_known() {
        for key in Rules::KEYS {
            let error = Rules::default().set(key, "nonsense").expect_err("nonsense");
            assert!(!error.contains("no parameter"), "{key}: {error}");
        }
    }
}
