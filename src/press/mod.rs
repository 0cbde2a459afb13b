//! Press PDF: finished pages to the bytes that a plate is burnt from.
//!
//! Takes: [`Page`](crate::page::Page)s, faces, pictures, the press profile. Gives: PDF bytes. Cannot: move, break or measure.
//! Source: PDF 1.6 reference; standards C1, C3; CONFORMANCE.md of this room for what is kept and how,
//! and for what printpdf writes wrong.
//!
//! `machine` has the order of the work:
//!
//! 1. `usage`: which glyphs and pictures the pages use.
//! 2. `program` (`cff`, `charstring`), `images`: subsets and separations, each made once for all documents.
//! 3. `content`, `text`, `curves`: pages to operations.
//! 4. `document`: printpdf puts the raw document together.
//! 5. `pass`, `fontdict`: the press pass puts it right.
//!
//! In a vertical run a glyph's origin is its vertical origin as the face gives it (VORG, or vmtx and the
//! ink): the point on the line's axis, 0.88 em above the baseline for almost all. The horizontal scale
//! narrows the glyphs of a vertical run and leaves the distances between them. A turned run is a
//! horizontal one in every respect, under a matrix that turns it: its scale narrows along the line.

mod cache;
mod cff;
mod charstring;
mod content;
mod curves;
mod deflate;
mod digest;
mod document;
mod fontdict;
mod images;
mod machine;
mod pass;
mod program;
mod scale;
mod text;
mod unicode;
mod units;
mod usage;
mod violation;

pub use machine::Press;
pub use violation::Violation;

/// What the document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Title: paper, date, page.
    pub title: String,
    /// Creation date of the issue (from edition.toml, never a clock): year, month, day.
    pub date: (u16, u8, u8),
}
