//! Paragraphs to glyphs and composing units, once, in em.
//!
//! Takes: text with its runs, faces by role. Gives: [`ShapedText`]. Cannot: know a measure or a page.
//! Source: standards A1, A2, A4 (classes, glue, groups); UAX #14 classes from `unicode-linebreak`;
//! glyphs from HarfRust with script Hani and language zh-Hans.
//!
//! Phases: `sign` says what each character is alone; `western` finds words, numbers, quotes and
//! addresses; `units` joins characters to composing units and marks where a line may begin;
//! `faces` keeps each face ready; `shaper` turns units to glyphs; `stub` gives widths without a face.

mod class;
mod faces;
mod shaped;
mod shaper;
mod sign;
mod stub;
mod units;
mod western;

pub use class::CharClass;
pub use shaped::{Hyphen, Manner, Passage, Ruby, ShapedGlyph, ShapedText, Stand, Unit};
pub use shaper::{FaceSet, Missing, Shaper};
pub use stub::{stub, stub_width};
