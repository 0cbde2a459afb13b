//! The sign-off record: every paragraph as it was set when the editor signed the pages, line by line. A night that
//! is set again under it moves as few lines as it can.
//!
//! JSON Lines, one object a paragraph and area: `{"story":"lead","block":0,"page":1,"area":"L","lines":["…","…"]}`.
//! A paragraph that goes on in another area has an object for each; their lines follow one another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::desk::{Problems, read_text};
use crate::diag::{Diagnostic, Span, rules};

/// One paragraph, or the part of one in an area, as it was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Id of the story.
    pub story: String,
    /// Which block of the story, from 0.
    pub block: usize,
    /// Number of the page.
    pub page: u16,
    /// Letter of the area.
    pub area: char,
    /// The text of each line.
    pub lines: Vec<String>,
}

/// What was signed: the lines of every paragraph, by story and block.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SignOff {
    lines: BTreeMap<(String, usize), Vec<String>>,
}

impl SignOff {
    /// The record as a file.
    pub fn write<'a>(records: impl IntoIterator<Item = &'a Signed>) -> String {
        let line = |record| serde_json::to_string(record).map(|line| line + "\n");
        // Text, numbers and lists of text are always JSON.
        records.into_iter().filter_map(|record| line(record).ok()).collect()
    }

    /// Reads a record; `None` if it cannot be had, or any line of it is wrong.
    pub(super) fn read(path: &Path, problems: &Problems) -> Option<Self> {
        let source = problems.keep(read_text(path, &path.to_string_lossy()))?;
        let (mut read, mut seen, mut whole) = (Self::default(), BTreeSet::new(), true);
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let text = line.trim();
            let range = start..start + line.trim_end().len();
            start += line.len();
            if text.is_empty() {
                continue;
            }
            let wrong = match serde_json::from_str::<Signed>(text) {
                Ok(record) => {
                    let place = (record.story.clone(), record.block, record.page, record.area);
                    let known = !seen.insert(place);
                    read.lines.entry((record.story, record.block)).or_default().extend(record.lines);
                    known.then(|| "this part of the paragraph is here twice".to_owned())
                }
                // The place in the line is that of the diagnostic.
                Err(error) => Some(error.to_string().split(" at line ").next().unwrap_or_default().to_owned()),
            };
            if let Some(reason) = wrong {
                whole = false;
                let message = format!("not a paragraph as it was signed: {reason}");
                problems.push(Diagnostic::new(&rules::SIGN_OFF, Span::new(&source, range), message));
            }
        }
        whole.then_some(read)
    }

    /// The lines of each block of a story as it is now, given the text of its blocks; `None` for one that is new.
    ///
    /// Blocks that read as before keep their lines wherever they went; between two of those a changed block takes
    /// the lines of the one in its place.
    #[must_use]
    pub fn of(&self, story: &str, blocks: &[&str]) -> Vec<Option<&[String]>> {
        let signed = self.lines.range((story.to_owned(), 0)..=(story.to_owned(), usize::MAX));
        let old: Vec<&[String]> = signed.map(|(_, lines)| lines.as_slice()).collect();
        let read: Vec<String> = old.iter().map(|lines| dense(lines.iter().map(String::as_str))).collect();
        let now: Vec<String> = blocks.iter().map(|block| dense([*block])).collect();
        let mut found = vec![None; blocks.len()];
        let (mut from, mut before) = (0, 0);
        for (at, text) in now.iter().enumerate() {
            let Some(same) = (before..read.len()).find(|&place| read[place] == *text) else { continue };
            found[at] = Some(same);
            pair(&mut found, from..at, before..same);
            (from, before) = (at + 1, same + 1);
        }
        let end = found.len();
        pair(&mut found, from..end, before..read.len());
        found.into_iter().map(|place| place.map(|place| old[place])).collect()
    }
}

/// Changed blocks between two that are as before: each takes the old one in its place, if there is one.
fn pair(found: &mut [Option<usize>], new: std::ops::Range<usize>, old: std::ops::Range<usize>) {
    for (at, place) in new.zip(old) {
        found[at] = Some(place);
    }
}

/// Text without white: lines give up the space at which they end.
fn dense<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::{SignOff, Signed};
    use crate::desk::Problems;

    fn signed(block: usize, page: u16, lines: &[&str]) -> Signed {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Signed { story: "lead".into(), block, page, area: 'L', lines }
    }

    fn read(text: &str) -> (Option<SignOff>, Vec<(&'static str, usize)>) {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        let problems = Problems::new();
        let read = SignOff::read(file.path(), &problems);
        let found = problems.into_sorted();
        (read, found.iter().map(|found| (found.rule.id, found.primary.span.line_column().0)).collect())
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let records = [signed(0, 1, &["一“二", "三"]), signed(1, 1, &["四"]), signed(1, 2, &["五", "六"])];
        let text = SignOff::write(&records);
        assert_eq!(
            text.lines().next(),
            Some(r#"{"story":"lead","block":0,"page":1,"area":"L","lines":["一“二","三"]}"#)
        );
        let (read, found) = read(&text);
        assert!(found.is_empty());
        let read = read.expect("a record");
        let lines = read.of("lead", &["一“二三", "四五六"]);
        assert_eq!(
            lines,
            [Some(&["一“二".to_owned(), "三".into()][..]), Some(&["四".into(), "五".into(), "六".into()])]
        );
        assert_eq!(read.of("inner", &["一“二三"]), [None]);
    }

    #[test]
    fn what_is_wrong_is_told_line_by_line() {
        let good = SignOff::write(&[signed(0, 1, &["一"])]);
        let text = format!("{good}\n{{\"story\":\"lead\"}}\nno\n{good}{}", good.replace("\"page\"", "\"leaf\""));
        let (read, found) = read(&text);
        assert_eq!(read, None);
        assert_eq!(found, [("sign-off", 3), ("sign-off", 4), ("sign-off", 5), ("sign-off", 6)]);
    }

    #[test]
    fn blocks_keep_their_lines_when_others_come_and_go() {
        let all: Vec<Signed> =
            ["甲", "乙", "丙", "丁"].iter().zip(0..).map(|(text, at)| signed(at, 1, &[text])).collect();
        let (read, _) = read(&SignOff::write(&all));
        let read = read.expect("a record");
        let texts = |blocks: &[&str]| {
            read.of("lead", blocks).into_iter().map(|lines| lines.map_or("-", |lines| &lines[0])).collect::<String>()
        };
        assert_eq!(texts(&["甲", "乙", "丙", "丁"]), "甲乙丙丁");
        assert_eq!(texts(&["甲", "新", "乙", "丙", "丁"]), "甲-乙丙丁", "one came");
        assert_eq!(texts(&["甲", "丙", "丁"]), "甲丙丁", "one went");
        assert_eq!(texts(&["甲", "乙乙", "丙", "丁丁"]), "甲乙丙丁", "two were changed");
        assert_eq!(texts(&["改", "乙", "丙", "丁", "尾"]), "甲乙丙丁-");
    }
}
