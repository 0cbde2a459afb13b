//! [`lines`]: the head of the rest of a story: as the desk orders, or by the rule of standards B8.

use super::words;
use crate::diag::Span;
use crate::edition::{Edition, Jump, JumpHead};
use crate::story::{HeadLine, Story};

/// Characters of a head that is short as it is, and most of a form that is cut from a longer one (standards B8).
const SHORT: usize = 12;
/// Fewest characters of such a form.
const LEAST: usize = 8;
/// Marks that end a clause of a head.
const CLAUSE_ENDS: &str = "，：；！？、\u{3000} ——";

/// The lines of a head over the rest of a story; none if it has none.
pub(super) fn lines(edition: &Edition, jump: &Jump) -> Vec<HeadLine> {
    let story = edition.story(jump.story);
    match &jump.head {
        JumpHead::Without => Vec::new(),
        JumpHead::Full => story.head.clone(),
        JumpHead::Short => story.short.iter().cloned().collect(),
        JumpHead::Written(text) => written(text, &jump.span),
        JumpHead::ByRule => by_rule(edition, jump, story),
    }
}

/// The head of a rest in a few words: for notes that name it.
pub(super) fn named(edition: &Edition, jump: &Jump) -> String {
    let story = edition.story(jump.story);
    let mut lines = lines(edition, jump);
    if lines.is_empty() {
        lines = story.short.clone().map_or_else(|| story.head.clone(), |short| vec![short]);
    }
    joined(&lines).0
}

/// A head made for a part that has no story file: a note, the rest of a jump.
pub(super) fn written(text: &str, span: &Span) -> Vec<HeadLine> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut line = HeadLine { text: String::new(), breaks: Vec::new(), span: span.clone() };
    for (index, part) in text.split('|').enumerate() {
        if index > 0 {
            line.breaks.push(line.text.len());
        }
        line.text.push_str(part);
    }
    vec![line]
}

/// The short form that the story declares; its head, if that is short; a form of 8 to 12 characters of it; nothing, if
/// no other jump goes to that page; else the head as it is.
fn by_rule(edition: &Edition, jump: &Jump, story: &Story) -> Vec<HeadLine> {
    if let Some(short) = &story.short {
        return vec![short.clone()];
    }
    let (text, marks) = joined(&story.head);
    if count(&text) <= SHORT {
        return story.head.clone();
    }
    if let (Some(form), Some(first)) = (form(&text, &marks), story.head.first()) {
        return vec![HeadLine { text: form, breaks: Vec::new(), span: first.span.clone() }];
    }
    let alone = edition.jumps.iter().filter(|other| other.to.0 == jump.to.0).count() == 1;
    if alone { Vec::new() } else { story.head.clone() }
}

/// The lines of a head as one text, and the bytes at which its writer broke it.
fn joined(head: &[HeadLine]) -> (String, Vec<usize>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for line in head {
        if !text.is_empty() {
            marks.push(text.len());
            text.push('\u{3000}');
        }
        let start = text.len();
        marks.extend(line.breaks.iter().map(|mark| start + mark));
        text.push_str(&line.text);
    }
    (text, marks)
}

/// The first 8 to 12 characters of a head up to a sense break: the end of a clause before a break that the writer
/// marked, that before the end of a word; of several the longest.
fn form(text: &str, marks: &[usize]) -> Option<String> {
    let ends: Vec<usize> =
        words::boundaries(text).into_iter().map(|found| found.at).chain(marks.iter().copied()).collect();
    let grade = |&at: &usize| {
        let last = text[..at].chars().next_back();
        let next = text[at..].chars().next();
        let clause = [last, next].into_iter().flatten().any(|c| CLAUSE_ENDS.contains(c));
        if clause { 2 } else { u8::from(marks.contains(&at)) }
    };
    let cut = |at: usize| text[..at].trim_end_matches(|c| CLAUSE_ENDS.contains(c) && !"！？".contains(c));
    let right = ends.into_iter().filter(|&at| (LEAST..=SHORT).contains(&count(cut(at))));
    let best = right.max_by_key(|at| (grade(at), count(cut(*at))))?;
    Some(cut(best).to_owned())
}

/// Characters of a head, without blanks.
fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn a_form_ends_with_a_clause_before_a_word() {
        assert_eq!(form("汀河两岸步道全线贯通，昨起向市民开放", &[]).as_deref(), Some("汀河两岸步道全线贯通"));
        assert_eq!(form("活水润城　精工立业　暖巷安民居", &[]).as_deref(), Some("活水润城　精工立业"));
        assert_eq!(form("怎样让老城的河？这里有了新的回答", &[]).as_deref(), Some("怎样让老城的河？"));
    }

    #[test]
    fn a_break_of_the_writer_counts_more_than_a_word() {
        let text = "一张红号单倒逼流程改造升级见闻录";
        assert_eq!(form(text, &["一张红号单倒逼流程".len()]).as_deref(), Some("一张红号单倒逼流程"));
    }

    #[test]
    fn nothing_is_cut_where_no_sense_ends() {
        assert_eq!(form("《一部写了整整三十年才写完的村史》", &[]), None);
    }
}
