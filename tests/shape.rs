//! Shaping against what others know: Unicode's own test of line breaking, and the faces themselves.

#[path = "shape/uax14.rs"]
mod uax14;
