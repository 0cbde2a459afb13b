//! Paragraphs to glyphs and composing units, once, in em.
//!
//! Takes: text with its runs and marks, its language and writing, faces by role. Gives: [`ShapedText`]. Cannot: know a
//! measure or a page.
//! Source: standards A1, A2, A4, A10 (classes, glue, groups, vertical); UAX #14 classes from `unicode-linebreak`, UAX #50
//! from `icu_properties`; glyphs from HarfRust with script Hani and the text's language. See README.md of this folder.
//!
//! Phases: `sign` says what each character is alone; `western` finds words, numbers, quotes and addresses, `hyphenate`
//! divides words; `units` joins characters to composing units and marks where a line may begin; `cells` gives them width;
//! `orient` and `stand` turn those of a vertical line; `faces` keeps each face ready, `places` knows where its marks lie;
//! `setter` turns units to glyphs; `marks` and `ruby` bring what stands beside them; `shaper` leads; `stub` gives widths
//! without a face.

mod cells;
mod class;
mod faces;
mod hyphenate;
mod marks;
mod orient;
mod places;
mod ruby;
mod setter;
mod shaped;
mod shaper;
mod sign;
mod stand;
mod stub;
mod units;
mod western;

pub use class::CharClass;
pub use shaped::{Hyphen, Manner, Passage, Ruby, ShapedGlyph, ShapedText, Stand, Unit};
pub use shaper::{FaceSet, Lack, Missing, ReadyFaces, Shaper};
pub use stub::{stub, stub_width};
