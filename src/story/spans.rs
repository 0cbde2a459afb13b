//! Bracketed spans: `[words]{.dot}`, `[北京]{ruby="běi jīng"}`: which brackets are spans, and what they say.

use super::inline::Char;
use crate::diag::suggest;
use crate::style::Mark;

/// No span says more than this many characters about itself.
const LONGEST: usize = 200;

/// The classes of spans (standards A10).
const CLASSES: [(&str, Mark); 5] = [
    ("dot", Mark::Emphasis),
    ("name", Mark::Name),
    ("title", Mark::Title),
    ("obituary", Mark::Obituary),
    ("combined", Mark::Combined),
];

/// What can be written, for messages.
pub(super) const KNOWN: &str = "write .dot, .name, .title, .obituary, .combined or ruby=\"reading\" in the braces, or \\[ for a \
                                bracket that is printed";

/// What is wrong with a span, and the remedy.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) help: String,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// For each `[` of a span the place of its `]`, which `{` follows. A bracket after a backslash is none.
pub(super) fn partners(chars: &[Char]) -> Vec<Option<usize>> {
    let mut partners = vec![None; chars.len()];
    let mut open = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match chars[at].c {
            '\\' => at += 1,
            '[' => open.push(at),
            ']' => {
                if let Some(start) = open.pop()
                    && chars.get(at + 1).is_some_and(|next| next.c == '{')
                {
                    partners[start] = Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    partners
}

/// The place of the `}` for the `{` at `open`; a brace in quotes is none.
pub(super) fn brace_end(chars: &[Char], open: usize) -> Option<usize> {
    let mut quoted = false;
    for (at, char) in chars.iter().enumerate().skip(open + 1).take(LONGEST) {
        match char.c {
            '"' => quoted = !quoted,
            '}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether the brace at `open` begins what a span would say: `{.dot}`, `{ruby=…}`.
pub(super) fn says_something(chars: &[Char], open: usize) -> bool {
    let inner = brace_end(chars, open).map(|end| &chars[open + 1..end]).unwrap_or_default();
    let text: String = inner.iter().map(|char| char.c).collect();
    let class = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    text.strip_prefix('.').is_some_and(class) || text.starts_with("ruby=")
}

/// What stands between the braces of a span.
pub(super) fn attributes(text: &str) -> Result<Vec<Mark>, Wrong> {
    let mut marks = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let after = if let Some(value) = rest.strip_prefix("ruby=") {
            let (reading, after) = reading(value)?;
            marks.push(Mark::Ruby(reading));
            after
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            marks.push(class(&rest[..end])?);
            &rest[end..]
        };
        rest = after.trim_start();
    }
    if marks.is_empty() { Err(Wrong::new("these braces say nothing", KNOWN)) } else { Ok(marks) }
}

fn class(word: &str) -> Result<Mark, Wrong> {
    let name = word.strip_prefix('.').unwrap_or(word);
    let names = || CLASSES.iter().map(|(known, _)| *known);
    match CLASSES.iter().find(|(known, _)| *known == name) {
        Some((_, mark)) if word.starts_with('.') => Ok(mark.clone()),
        Some(_) => Err(Wrong::new(format!("`{word}` has no point before it"), format!("write .{word}"))),
        None => {
            let near = suggest(name, names()).map(|near| format!("did you mean `.{near}`?"));
            Err(Wrong::new(format!("a span has no `{word}`"), near.unwrap_or_else(|| KNOWN.to_owned())))
        }
    }
}

/// A reading, in quotes or as one word, and what follows it.
fn reading(value: &str) -> Result<(String, &str), Wrong> {
    let quotes = [('"', '"'), ('“', '”')].into_iter().find(|(open, _)| value.starts_with(*open));
    let (reading, after) = match quotes {
        Some((open, close)) => {
            let inner = &value[open.len_utf8()..];
            let end = inner.find(close);
            let end = end.ok_or_else(|| Wrong::new("the reading has no closing quote", "write ruby=\"běi jīng\""))?;
            (&inner[..end], &inner[end + close.len_utf8()..])
        }
        None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
    };
    let words: Vec<&str> = reading.split_whitespace().collect();
    if words.is_empty() {
        return Err(Wrong::new("`ruby` has no reading", "write ruby=\"běi jīng\", one reading a character"));
    }
    Ok((words.join(" "), after))
}

/// Whether a reading goes with so many characters: one for each, or one for all.
pub(super) fn reading_fits(mark: &Mark, characters: usize) -> Result<(), Wrong> {
    let Mark::Ruby(reading) = mark else { return Ok(()) };
    let readings = reading.split(' ').count();
    if readings == 1 || readings == characters {
        return Ok(());
    }
    let message = format!("there are {readings} readings for {characters} characters");
    Err(Wrong::new(message, "give each character its reading, or all of them one without a space"))
}

#[cfg(test)]
mod tests {
    use super::{attributes, reading_fits};
    use crate::style::Mark;

    #[test]
    fn braces_say_what_is_set_beside_the_words() {
        assert_eq!(attributes(".dot"), Ok(vec![Mark::Emphasis]));
        assert_eq!(attributes(" .name  .dot "), Ok(vec![Mark::Name, Mark::Emphasis]));
        assert_eq!(attributes("ruby=\" běi  jīng\""), Ok(vec![Mark::Ruby("běi jīng".into())]));
        assert_eq!(attributes("ruby=“běi jīng” .title"), Ok(vec![Mark::Ruby("běi jīng".into()), Mark::Title]));
        assert_eq!(attributes("ruby=ㄅㄟˇ"), Ok(vec![Mark::Ruby("ㄅㄟˇ".into())]));
        for wrong in ["", " ", ".dto", "dot", "#id", "ruby=", "ruby=\"\"", "ruby=\"běi", ".dot x=1"] {
            assert!(attributes(wrong).is_err(), "{wrong}");
        }
        assert_eq!(attributes(".dto").map_err(|wrong| wrong.help), Err("did you mean `.dot`?".into()));
    }

    #[test]
    fn a_reading_goes_with_each_character_or_with_all() {
        let ruby = |reading: &str| Mark::Ruby(reading.into());
        assert!(reading_fits(&ruby("běi jīng"), 2).is_ok() && reading_fits(&ruby("běijīng"), 2).is_ok());
        assert!(reading_fits(&ruby("běi jīng"), 3).is_err());
        assert!(reading_fits(&Mark::Name, 3).is_ok());
    }
}
