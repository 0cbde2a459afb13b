//! [`Source`] and [`Span`]: a file as it was read, and a place in it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use siphasher::sip::SipHasher24;

/// A file that was read, kept for messages.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// The path as the desk would type it (relative to the working folder where it can be).
    pub path: String,
    /// The whole text; empty for pictures and faces.
    pub text: String,
    digest: u64,
}

/// The path and a digest of the text: two sources that look the same in a message to programmers are the same.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{:016x}", self.path, self.digest)
    }
}

/// The path and the digest of the text.
impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.path.hash(state);
        state.write_u64(self.digest);
    }
}

impl Source {
    /// A source to be shared by the spans that point into it.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self::of(path, text))
    }

    /// The same, not shared.
    #[must_use]
    pub fn of(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut hasher = SipHasher24::new();
        hasher.write(text.as_bytes());
        Self { path: path.into(), digest: hasher.finish(), text }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// A place: a byte range of one source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of its text; empty at a mere point.
    pub range: Range<usize>,
}

impl Span {
    /// A place in `source`.
    #[must_use]
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Self { source: Arc::clone(source), range }
    }

    /// The file as a whole, for troubles that have no line.
    #[must_use]
    pub fn file(source: &Arc<Source>) -> Self {
        Self::new(source, 0..0)
    }

    /// Line and column of the start, both from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.range.start)
    }
}
