//! [`Problems`]: the list that every reader of one file adds to.

use std::cell::RefCell;

use crate::diag::{Diagnostic, Severity};

/// Diagnostics gathered while a file is read, so that one run reports all of them.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Diagnostic>>);

impl Problems {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.borrow_mut().extend(diagnostics);
    }

    /// Hands over the value of a result and keeps its problems.
    pub fn keep<T>(&self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// How many errors there are so far; a caller compares before and after.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.0.borrow().iter().filter(|found| found.severity == Severity::Error).count()
    }

    /// The list, by file in the order in which the files first spoke, then by place.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut list = self.0.into_inner();
        let mut files: Vec<String> = Vec::new();
        for found in &list {
            if !files.contains(&found.primary.span.source.path) {
                files.push(found.primary.span.source.path.clone());
            }
        }
        list.sort_by_key(|found| {
            let span = &found.primary.span;
            (files.iter().position(|path| *path == span.source.path), span.range.start)
        });
        list
    }
}
