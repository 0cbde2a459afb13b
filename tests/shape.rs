//! Shaping against what others know: Unicode's own test of line breaking, and the faces themselves.

#[path = "shape/any.rs"]
mod any;

#[path = "shape/latin.rs"]
mod latin;

#[path = "shape/uax14.rs"]
mod uax14;

#[path = "shape/vertical.rs"]
mod vertical;
