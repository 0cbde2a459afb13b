//! Proofs: the PDF itself rasterised, and the comparison of two proofs.
//!
//! Takes: PDF bytes. Gives: PNG bytes, [`Difference`]. Cannot: see a layout or a story.
//! Source: our measurements: a page mean hides one lost glyph, the worst 64 × 64 tile does not. The raster
//! knows nothing of plates or overprint: those are proved with Ghostscript's `tiffsep` in the tests.

mod diff;
mod raster;

pub use diff::{Difference, Tile, diff};
pub use raster::rasterise;
