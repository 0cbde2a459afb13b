//! [`Reader`]: asks a table for its keys, reports each that is wrong, missing or unknown.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use super::problems::Problems;
use super::tree::{Node, Table, Value};
use crate::diag::{Diagnostic, Span, rules, suggest};

/// A word as it is shown in a message.
#[must_use]
pub fn code(word: impl std::fmt::Display) -> String {
    format!("`{word}`")
}

/// Reads one table. The keys that are asked for are the keys that exist: [`Reader::close`] reports all others.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The table.
    pub table: &'a Table,
    /// Where the problems go.
    pub problems: &'a Problems,
    /// Its name in messages: `[grid]`.
    name: String,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`, which messages call `name`.
    pub fn new(table: &'a Table, name: impl Into<String>, problems: &'a Problems) -> Self {
        Self { table, problems, name: name.into(), asked: RefCell::default() }
    }

    /// The name in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of `key` as it stands.
    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// The value of a key that must be there.
    pub fn required(&self, key: &'static str) -> Option<&'a Node> {
        let node = self.node(key);
        if node.is_none() {
            let message = format!("{} has no {}", self.name, code(key));
            self.problems.push(Diagnostic::new(&rules::KEY_MISSING, self.table.span.clone(), message));
        }
        node
    }

    /// Reports that the value of `key` is not of the kind that it should be.
    pub fn wrong(&self, key: &str, node: &Node, wanted: &str) {
        let message = format!("{} in {} must be {wanted}, not {}", code(key), self.name, node.kind());
        self.problems.push(Diagnostic::new(&rules::WRONG_TYPE, node.span.clone(), message));
    }

    /// Reports a value that is of the right kind but cannot be.
    pub fn bad(&self, span: &Span, message: String, help: &str) {
        let found = Diagnostic::new(&rules::BAD_VALUE, span.clone(), message);
        self.problems.push(if help.is_empty() { found } else { found.help(help) });
    }

    /// A string.
    pub fn string(&self, key: &'static str) -> Option<&'a str> {
        self.node(key).and_then(|node| self.as_string(key, node))
    }

    /// A string that must be there and must say something.
    pub fn required_string(&self, key: &'static str) -> Option<&'a str> {
        let node = self.required(key)?;
        let text = self.as_string(key, node)?;
        if text.trim().is_empty() {
            self.bad(&node.span, format!("{} in {} is empty", code(key), self.name), "");
            return None;
        }
        Some(text)
    }

    /// The string in `node`.
    pub fn as_string(&self, key: &str, node: &'a Node) -> Option<&'a str> {
        if let Value::String(text) = &node.value {
            return Some(text);
        }
        self.wrong(key, node, "a string");
        None
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        if let Value::Boolean(flag) = node.value {
            return Some(flag);
        }
        self.wrong(key, node, "true or false");
        None
    }

    /// A whole number within `range`.
    pub fn whole(&self, key: &'static str, range: RangeInclusive<u16>) -> Option<u16> {
        self.node(key).and_then(|node| self.as_whole(key, node, range))
    }

    /// The whole number in `node`.
    pub fn as_whole(&self, key: &str, node: &Node, range: RangeInclusive<u16>) -> Option<u16> {
        let Value::Integer(number) = node.value else {
            self.wrong(key, node, "a whole number");
            return None;
        };
        let found = u16::try_from(number).ok().filter(|number| range.contains(number));
        if found.is_none() {
            let message =
                format!("{} in {} is {number}, outside {} to {}", code(key), self.name, range.start(), range.end());
            self.bad(&node.span, message, "");
        }
        found
    }

    /// A number, with or without a point, within `range`.
    pub fn number(&self, key: &str, node: &Node, range: RangeInclusive<f64>) -> Option<f64> {
        let number = match node.value {
            #[expect(clippy::cast_precision_loss, reason = "a number that a desk types is small")]
            Value::Integer(number) => number as f64,
            Value::Float(number) => number,
            _ => {
                self.wrong(key, node, "a number");
                return None;
            }
        };
        if range.contains(&number) {
            return Some(number);
        }
        let (least, most) = (range.start(), range.end());
        self.bad(&node.span, format!("{} in {} is {number}, outside {least} to {most}", code(key), self.name), "");
        None
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        let text = self.as_string(key, node)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let list: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let mut found = Diagnostic::new(
            &rules::BAD_VALUE,
            node.span.clone(),
            format!("{} in {} cannot be \"{text}\"", code(key), self.name),
        );
        if let Some(near) = suggest(text, words.iter().map(|(word, _)| *word)) {
            found = found.help(format!("did you mean \"{near}\"?"));
        }
        self.problems.push(found.help(format!("it is one of {}", list.join(", "))));
        None
    }

    /// A table under `key`.
    pub fn sub(&self, key: &'static str) -> Option<&'a Table> {
        self.node(key).and_then(|node| self.as_table(key, node))
    }

    /// The table in `node`.
    pub fn as_table(&self, key: &str, node: &'a Node) -> Option<&'a Table> {
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.wrong(key, node, "a table");
        None
    }

    /// A list.
    pub fn list(&self, key: &'static str) -> Option<&'a [Node]> {
        self.node(key).and_then(|node| self.as_list(key, node))
    }

    /// The list in `node`.
    pub fn as_list(&self, key: &str, node: &'a Node) -> Option<&'a [Node]> {
        if let Value::Array(items) = &node.value {
            return Some(items);
        }
        self.wrong(key, node, "a list");
        None
    }

    /// A string, or a list of strings: what can be said once or several times.
    pub fn strings(&self, key: &'static str) -> Option<Vec<(&'a str, &'a Node)>> {
        let node = self.node(key)?;
        match &node.value {
            Value::String(text) => Some(vec![(text.as_str(), node)]),
            Value::Array(items) => {
                Some(items.iter().filter_map(|item| Some((self.as_string(key, item)?, item))).collect())
            }
            _ => {
                self.wrong(key, node, "a string or a list of strings");
                None
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub fn close(self) {
        let asked = self.asked.into_inner();
        for entry in self.table.entries.iter().filter(|entry| !asked.contains(&entry.key.as_str())) {
            let message = format!("{} has no key {}", self.name, code(&entry.key));
            let mut found = Diagnostic::new(&rules::KEY_UNKNOWN, entry.key_span.clone(), message);
            found = match suggest(&entry.key, asked.iter().copied()) {
                Some(near) => found.help(format!("did you mean {}?", code(near))),
                None => {
                    let known: Vec<String> = asked.iter().map(code).collect();
                    found.help(format!("its keys are {}", known.join(", ")))
                }
            };
            self.problems.push(found);
        }
    }
}
