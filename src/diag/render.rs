//! Diagnostics for people (human, concise) and for machines (JSON, one object a line).

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::diagnostic::{Diagnostic, Label, Severity};
use super::excerpt::Excerpt;
use super::source::{Source, Span};

/// Wider than any line that [`Excerpt`] leaves, so that the renderer does not cut a second time.
const TERMINAL: usize = 240;

/// Whether the output is coloured (ANSI escapes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escapes.
    Always,
}

impl Severity {
    /// The word in messages and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The diagnostic with the lines that it speaks of, as rustc shows it; ends with a newline.
#[must_use]
pub fn render_human(diagnostic: &Diagnostic, colour: Colour) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.id);
    let mut group = Group::with_title(title);
    let mut headers = Vec::new();
    for (source, labels) in by_source(diagnostic) {
        let (element, header) = place(&source, &labels);
        group = group.element(element);
        headers.extend(header);
    }
    let group = group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str())));
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let mut out = renderer.term_width(TERMINAL).render(&[group]);
    for (cut, whole) in headers {
        out = out.replacen(&cut, &whole, 1);
    }
    // Lines of the frame end in blanks; a golden message must not depend on them.
    if colour == Colour::Never {
        out = out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    }
    out.push('\n');
    out
}

/// A label, and whether it is the place to mend.
type Marked<'a> = (&'a Label, bool);

/// The labels by file: the file of the primary place first.
fn by_source(diagnostic: &Diagnostic) -> Vec<(Arc<Source>, Vec<Marked<'_>>)> {
    let mut files: Vec<(Arc<Source>, Vec<Marked<'_>>)> =
        vec![(Arc::clone(&diagnostic.primary.span.source), vec![(&diagnostic.primary, true)])];
    for label in &diagnostic.secondary {
        match files.iter_mut().find(|(source, _)| *source == label.span.source) {
            Some((_, labels)) => labels.push((label, false)),
            None => files.push((Arc::clone(&label.span.source), vec![(label, false)])),
        }
    }
    files
}

/// The lines of one file; and, if its lines were cut, the header as the renderer will count it and as it is.
fn place<'a>(source: &Source, labels: &[Marked<'a>]) -> (Element<'a>, Option<(String, String)>) {
    let path = source.path.clone();
    if source.text.is_empty() {
        return (Origin::path(path).into(), None);
    }
    let ranges: Vec<Range<usize>> = labels.iter().map(|(label, _)| within(&label.span)).collect();
    let excerpt = Excerpt::around(source, &ranges);
    let marks: Vec<Annotation<'a>> = labels
        .iter()
        .zip(&ranges)
        .map(|((label, primary), range)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mark = kind.span(excerpt.map(range));
            if label.text.is_empty() { mark } else { mark.label(label.text.as_str()) }
        })
        .collect();
    let header = |at: (usize, usize)| format!("{path}:{}:{}", at.0, at.1);
    let (line, column) = source.line_column(ranges[0].start);
    let shown = Source::of(String::new(), excerpt.text.clone());
    let (_, shown_column) = shown.line_column(excerpt.map(&ranges[0]).start);
    let headers = (column != shown_column).then(|| (header((line, shown_column)), header((line, column))));
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(marks);
    (snippet.path(path).into(), headers)
}

/// The bytes of a span, brought inside the text and onto characters.
fn within(span: &Span) -> Range<usize> {
    let text = &span.source.text;
    let floor = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.range.start);
    start..floor(span.range.end).max(start)
}

/// One line: `path:line:column: error[rule]: message`.
#[must_use]
pub fn render_concise(diagnostic: &Diagnostic) -> String {
    let mut out = diagnostic.primary.span.source.path.clone();
    if !diagnostic.primary.span.source.text.is_empty() {
        let (line, column) = diagnostic.primary.span.line_column();
        let _ = write!(out, ":{line}:{column}");
    }
    let _ = writeln!(out, ": {}[{}]: {}", diagnostic.severity.name(), diagnostic.rule.id, diagnostic.message);
    out
}

/// One JSON object on one line. Lines and columns count from 1, columns in characters; they are `null` for a
/// file that has no lines (pictures, faces).
#[must_use]
pub fn render_json(diagnostic: &Diagnostic) -> String {
    let related: Vec<Value> = diagnostic.secondary.iter().map(label_json).collect();
    let mut object = label_json(&diagnostic.primary);
    object["rule"] = json!(diagnostic.rule.id);
    object["severity"] = json!(diagnostic.severity.name());
    object["message"] = json!(diagnostic.message);
    object["help"] = json!(diagnostic.help);
    object["related"] = json!(related);
    let mut out = object.to_string();
    out.push('\n');
    out
}

fn label_json(label: &Label) -> Value {
    let source = &label.span.source;
    let range = within(&label.span);
    let point = |byte: usize| {
        let (line, column) = source.line_column(byte);
        json!({ "line": line, "column": column })
    };
    let (start, end) = if source.text.is_empty() {
        (json!({ "line": null, "column": null }), Value::Null)
    } else {
        (point(range.start), point(range.end))
    };
    json!({
        "file": source.path,
        "line": start["line"],
        "column": start["column"],
        "end": end,
        "label": label.text,
    })
}

#[cfg(test)]
mod tests {
    use super::{Colour, render_concise, render_human, render_json};
    use crate::diag::{Diagnostic, Source, Span, rules};

    fn sample() -> Diagnostic {
        let source = Source::new("layouts/front.toml", "name = \"版\"\n[grid]\ncolums = 8 # 栏数\n");
        Diagnostic::new(&rules::KEY_UNKNOWN, Span::new(&source, 20..26), "[grid] has no key `colums`")
            .label("这里")
            .also(Span::new(&source, 8..11), "and here")
            .help("did you mean `columns`?")
    }

    #[test]
    fn human_output_shows_the_line_the_place_and_the_help() {
        let expected = "\
error[key-unknown]: [grid] has no key `colums`
 --> layouts/front.toml:3:1
  |
1 | name = \"版\"
  |         -- and here
2 | [grid]
3 | colums = 8 # 栏数
  | ^^^^^^ 这里
  |
  = help: did you mean `columns`?
";
        assert_eq!(render_human(&sample(), Colour::Never), expected);
        assert!(render_human(&sample(), Colour::Always).contains('\u{1b}'));
    }

    #[test]
    fn the_underline_of_wide_characters_is_as_wide_as_they_are() {
        let source = Source::new("stories/lead.md", "区教育局、交警大队对城区7所中小学\n");
        let human = render_human(&Diagnostic::new(&rules::STORY_QUOTE, Span::new(&source, 15..27), "m"), Colour::Never);
        assert!(human.contains("1 | 区教育局、交警大队"), "{human}");
        assert!(human.contains("  |           ^^^^^^^^"), "{human}");
    }

    #[test]
    fn a_file_without_text_is_only_named() {
        let source = Source::new("pictures/a.jpg", "");
        let found = Diagnostic::new(&rules::FILE_MISSING, Span::file(&source), "gone");
        assert_eq!(render_concise(&found), "pictures/a.jpg: error[file-missing]: gone\n");
        assert_eq!(render_human(&found, Colour::Never), "error[file-missing]: gone\n--> pictures/a.jpg\n");
        assert!(render_json(&found).contains("\"line\":null"));
    }

    #[test]
    fn json_is_one_object_with_both_ends() {
        let text = render_json(&sample());
        let value: serde_json::Value = serde_json::from_str(&text).expect("json");
        assert_eq!(text.lines().count(), 1);
        assert_eq!((value["line"].as_u64(), value["column"].as_u64()), (Some(3), Some(1)));
        assert_eq!(value["end"]["column"].as_u64(), Some(7));
        assert_eq!(value["related"][0]["label"], "and here");
        assert_eq!(
            render_concise(&sample()),
            "layouts/front.toml:3:1: error[key-unknown]: [grid] has no key `colums`\n"
        );
    }
}
