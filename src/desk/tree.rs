//! [`Table`] and [`Node`]: a TOML document that keeps the place of every key and value.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::problems::Problems;
use crate::diag::{Diagnostic, Source, Span, rules};

/// A value of TOML.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    String(String),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time, or both.
    Date(Datetime),
    /// A list.
    Array(Vec<Node>),
    /// A table, inline or under a header.
    Table(Table),
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is written.
    pub value: Value,
    /// Where it is written; for a table under a header, the header.
    pub span: Span,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is written.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

/// A table in the order of the file.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where it is written.
    pub span: Span,
    /// Its entries.
    pub entries: Vec<Entry>,
}

impl Node {
    /// What the value is, in a message: `a string`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::String(_) => "a string",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number with a point",
            Value::Boolean(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The plain value, for parts of a file that another room reads.
    #[must_use]
    pub fn plain(&self) -> toml::Value {
        match &self.value {
            Value::String(text) => toml::Value::String(text.clone()),
            Value::Integer(number) => toml::Value::Integer(*number),
            Value::Float(number) => toml::Value::Float(*number),
            Value::Boolean(flag) => toml::Value::Boolean(*flag),
            Value::Date(date) => toml::Value::Datetime(*date),
            Value::Array(items) => toml::Value::Array(items.iter().map(Self::plain).collect()),
            Value::Table(table) => {
                toml::Value::Table(table.entries.iter().map(|entry| (entry.key.clone(), entry.node.plain())).collect())
            }
        }
    }
}

impl Table {
    /// Reads `range` of `source` as a TOML document; the places count from the start of the file.
    ///
    /// Several mistakes of syntax are reported at once, one a line, for the reader resumes at the next line.
    /// `None` if there was any: what follows from a broken line would only be noise.
    pub fn parse(source: &Arc<Source>, range: Range<usize>, problems: &Problems) -> Option<Self> {
        let (document, errors) = DeTable::parse_recoverable(&source.text[range.clone()]);
        let mut lines = Vec::new();
        for error in &errors {
            let place = error.span().unwrap_or(0..0);
            let place = place.start + range.start..place.end + range.start;
            let (line, _) = source.line_column(place.start);
            if lines.contains(&line) {
                continue;
            }
            lines.push(line);
            let span = Span::new(source, place);
            problems.push(Diagnostic::new(&rules::TOML_SYNTAX, span, error.message().to_owned()));
        }
        let tree = Grower { source, shift: range.start, problems };
        let before = problems.errors();
        let root = tree.table(document.get_ref(), &(0..0));
        (errors.is_empty() && problems.errors() == before).then_some(root)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// This table with `parent` beneath it: tables merge key by key, every other value of this one wins.
    #[must_use]
    pub fn over(self, parent: Self) -> Self {
        let mut entries = parent.entries;
        for entry in self.entries {
            let Some(place) = entries.iter().position(|below| below.key == entry.key) else {
                entries.push(entry);
                continue;
            };
            let below = std::mem::replace(&mut entries[place], entry);
            let above = &mut entries[place].node;
            if let (Value::Table(above), Value::Table(below)) = (&mut above.value, below.node.value) {
                let child = std::mem::replace(above, Self { span: above.span.clone(), entries: Vec::new() });
                *above = child.over(below);
            }
        }
        Self { span: self.span, entries }
    }
}

/// Turns the parser's borrowed tree into ours.
struct Grower<'a> {
    source: &'a Arc<Source>,
    shift: usize,
    problems: &'a Problems,
}

impl Grower<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.start + self.shift..range.end + self.shift)
    }

    fn table(&self, table: &DeTable<'_>, range: &Range<usize>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: self.span(&key.span()),
                node: self.node(value.get_ref(), &value.span()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.range.start);
        Table { span: self.span(range), entries }
    }

    fn node(&self, value: &DeValue<'_>, range: &Range<usize>) -> Node {
        let span = self.span(range);
        let value = match value {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(number) => Value::Integer(self.integer(number.as_str(), number.radix(), &span)),
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Boolean(*flag),
            DeValue::Datetime(date) => Value::Date(*date),
            DeValue::Array(items) => {
                Value::Array(items.iter().map(|item| self.node(item.get_ref(), &item.span())).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table, range)),
        };
        Node { value, span }
    }

    fn integer(&self, text: &str, radix: u32, span: &Span) -> i64 {
        i64::from_str_radix(text, radix).unwrap_or_else(|_| {
            let message = format!("the number {text} is too large");
            self.problems.push(Diagnostic::new(&rules::TOML_SYNTAX, span.clone(), message));
            0
        })
    }
}
