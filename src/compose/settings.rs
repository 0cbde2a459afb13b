//! Parameters by their names, as a layout, a role, an area or a request of `compose` writes them.

use super::rules::{Adjacent, Breaker, Level, LineEnd, Mid, Rules, Start, Style, profiles};
use crate::geom::Em;

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
        profiles().into_iter().map(|profile| profile.0)
    }

    /// The names of the parameters that [`Rules::set`] knows.
    pub const KEYS: [&'static str; 21] = [
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
        "hang",
        "breaker",
        "no_start",
        "no_end",
        "may_start",
        "may_end",
    ];

    /// The profile of A11 with this name.
    #[must_use]
    pub fn profile(name: &str) -> Option<Self> {
        profiles().into_iter().find(|profile| profile.0 == name).map(|profile| profile.1)
    }

    /// Sets one parameter by its name, as a layout's `[compose]` table does.
    ///
    /// # Errors
    /// A sentence that says which names or values there are.
    pub fn set<'a>(&mut self, key: &str, value: impl Into<Value<'a>>) -> Result<(), String> {
        let value = value.into();
        match key {
            // A3 has a column `news-cn`: gb with the line end of A7 `auto`.
            "level" if value == Value::Word("news-cn") => {
                (self.level, self.line_end) = (Level::Gb, LineEnd::Auto);
            }
            "level" => self.level = choose(key, value, &LEVELS)?,
            "style" => self.style = choose(key, value, &STYLES)?,
            "adjacent" => self.adjacent = choose(key, value, &ADJACENT)?,
            "line_start" => self.line_start = choose(key, value, &STARTS)?,
            "para_start" => self.para_start = choose(key, value, &STARTS)?,
            // Hanging has a name of its own: a mark that need not hang is half at the line end.
            "line_end" if value == Value::Word("hang") => (self.line_end, self.hang) = (LineEnd::Half, true),
            "line_end" => self.line_end = choose(key, value, &LINE_ENDS)?,
            "hang" => self.hang = switch(key, value)?,
            "breaker" => self.breaker = choose(key, value, &BREAKERS)?,
            "no_start" => self.sets.no_start = characters(key, value)?,
            "no_end" => self.sets.no_end = characters(key, value)?,
            "may_start" => self.sets.may_start = characters(key, value)?,
            "may_end" => self.sets.may_end = characters(key, value)?,
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
const LINE_ENDS: [(&str, LineEnd); 3] = [("half", LineEnd::Half), ("auto", LineEnd::Auto), ("full", LineEnd::Full)];
const BREAKERS: [(&str, Breaker); 2] = [("greedy", Breaker::Greedy), ("optimal", Breaker::Optimal)];
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

fn characters(key: &str, value: Value<'_>) -> Result<String, String> {
    match value {
        Value::Word(word) => Ok(word.chars().filter(|ch| !ch.is_whitespace()).collect()),
        Value::Switch(_) | Value::Number(_) => Err(format!("`{key}` is a string of characters, such as \"——……\"")),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::compose::rules::{Level, LineEnd, Rules};
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
            let error = Rules::default().set(key, f64::INFINITY).expect_err("no value of any key");
            assert!(!error.contains("no parameter"), "{key}: {error}");
        }
    }
}
