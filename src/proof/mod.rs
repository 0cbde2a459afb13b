//! Proofs: the PDF itself rasterised, the comparison of two proofs, and a page as SVG.
//!
//! Takes: PDF bytes; for SVG a finished page and its faces. Gives: PNG bytes, [`Difference`], SVG. Cannot: see a layout or
//! a story.
//! Source: our measurements: a page mean hides one lost glyph, the worst 64 × 64 tile does not. The raster
//! knows nothing of plates or overprint: those are proved with Ghostscript's `tiffsep` in the tests.

mod diff;
mod raster;
mod svg;

pub use diff::{Difference, Tile, diff};
pub use raster::rasterise;
pub use svg::svg;
