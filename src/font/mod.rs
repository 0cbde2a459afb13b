//! The desk's faces: found in the catalogue, mapped once, measured.
//!
//! Takes: a folder with `fonts.toml` and the faces it names. Gives: [`FontBook`], [`Face`].
//! Cannot: shape text, or see a system font: only catalogued files are ever opened.
//! Source: fonts/README.md for the bundled set; the em box 880/−120 is BASE `ideo` of those faces.

mod book;
mod face;
mod ink;
mod outline;

pub use book::FontBook;
pub use face::{Face, FaceId, FaceReader, GlyphId};
pub use ink::{InkBox, InkReader};
pub use outline::{OutlineReader, Stroke};
