//! [`Violation`]: why a document is not written.

use std::fmt;

use crate::page::PageNo;

/// One thing that cannot go to press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The press profile cannot be used.
    Profile(String),
    /// The profile of untagged pictures cannot be used.
    PictureProfile(String),
    /// A picture cannot be decoded or separated.
    Picture {
        /// Path as the desk wrote it.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// A face cannot be subset or embedded.
    Face {
        /// Id in the catalogue.
        face: String,
        /// What is wrong.
        reason: String,
    },
    /// A page or an item on it cannot be drawn.
    Page {
        /// Which page.
        page: PageNo,
        /// What is wrong.
        reason: String,
    },
    /// No page was given, or the document could not be put together.
    Document(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(reason) => write!(out, "the press profile cannot be used: {reason}"),
            Self::PictureProfile(reason) => {
                write!(out, "the profile of pictures that carry none cannot be used: {reason}")
            }
            Self::Picture { path, reason } => write!(out, "picture `{path}` cannot be printed: {reason}"),
            Self::Face { face, reason } => write!(out, "face `{face}` cannot be embedded: {reason}"),
            Self::Page { page, reason } => write!(out, "page {} cannot be printed: {reason}", page.0),
            Self::Document(reason) => write!(out, "the document cannot be written: {reason}"),
        }
    }
}

impl std::error::Error for Violation {}

impl From<Violation> for String {
    fn from(violation: Violation) -> Self {
        violation.to_string()
    }
}
