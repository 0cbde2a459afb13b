//! Paragraphs to glyphs and composing units, once, in em.
//!
//! Takes: text with its runs, faces by role. Gives: [`ShapedText`]. Cannot: know a measure or a page.
//! Source: standards A1, A2, A4 (classes, glue, groups); UAX #14 classes from `unicode-linebreak`;
//! glyphs from HarfRust with script Hani and language zh-Hans.

mod class;
mod shaped;
mod shaper;

pub use class::CharClass;
pub use shaped::{ShapedGlyph, ShapedText, Unit};
pub use shaper::{FaceSet, Missing, Shaper};
