//! Press PDF: finished pages to the bytes that a plate is burnt from.
//!
//! Takes: [`Page`]s, faces, pictures, the press profile. Gives: PDF bytes. Cannot: move, break or measure.
//! Source: standards C1, C3; PDF 1.6 reference; stack.md of the project for printpdf's defects.

use crate::diag::Warned;
use crate::font::FontBook;
use crate::page::Page;
use crate::picture::Picture;

/// What the document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Title: paper, date, page.
    pub title: String,
    /// Creation date of the issue (from edition.toml, never a clock): year, month, day.
    pub date: (u16, u8, u8),
}

/// What all documents of an edition share: subset fonts and separated pictures are made once.
pub struct Press<'a> {
    fonts: &'a FontBook,
    pictures: &'a [Picture],
}

impl<'a> Press<'a> {
    /// Prepares the edition: separates the pictures that need it, in parallel.
    ///
    /// # Errors
    /// A sentence about each picture or profile that cannot be used.
    pub fn new(
        fonts: &'a FontBook,
        pictures: &'a [Picture],
        profile: &[u8],
        picture_profile: &[u8],
    ) -> Result<Self, Vec<String>> {
        let _ = (profile, picture_profile);
        Ok(Self { fonts, pictures })
    }

    /// The PDF of these pages.
    ///
    /// # Errors
    /// A sentence about each thing that cannot be written.
    pub fn write(&self, pages: &[&Page], info: &Info) -> Result<Vec<u8>, Vec<String>> {
        let _ = (self.fonts, self.pictures, pages, info);
        let _: Option<Warned<()>> = None;
        Err(vec!["not written".into()])
    }
}
