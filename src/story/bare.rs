//! [`repaired`]: the repairs of a paragraph for text that has no file and no markup.

use std::sync::Arc;

use super::inline::plain;
use super::repair::{line_ends, repair, without_controls};
use crate::diag::Source;

/// The text of one paragraph, repaired by the declared rules (standards A1; see the README of the room).
#[must_use]
pub fn repaired(text: &str) -> String {
    let source = Arc::new(Source::new("text", text));
    let (chars, _) = without_controls(line_ends(plain(&source, 0..text.len())));
    repair(&source, chars).chars.iter().map(|char| char.c).collect()
}
