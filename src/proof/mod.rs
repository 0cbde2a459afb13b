//! Proofs: the PDF itself rasterised, and the comparison of two proofs.
//!
//! Takes: PDF bytes. Gives: PNG bytes. Cannot: see a layout or a story.
