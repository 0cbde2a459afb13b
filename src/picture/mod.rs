//! Pictures: size, coding and pixels; the press makes the inks.
//!
//! Takes: JPEG and PNG files. Gives: [`Picture`], [`Pixels`]. Cannot: place or separate itself; what a box shows of it follows from the two shapes and its focus.
//! Source: standards C3 (resolution); ITU T.81 and the Adobe marker for JPEG, Exif 2.3 for the turn.

mod decode;
mod focus;
mod jpeg;
mod open;

use std::sync::Arc;

pub use decode::{Pixels, decode};
pub use focus::Focus;
pub use jpeg::{JpegHeader, Turn};

/// A picture of the edition, by its place in `Edition::pictures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub u32);

/// How the file is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// JPEG, gray or RGB.
    Jpeg,
    /// JPEG in CMYK (Adobe), passed to the plate untouched.
    JpegCmyk,
    /// PNG.
    Png,
}

/// A picture as read: the file's bytes and what its header says.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Path as the desk wrote it.
    pub path: String,
    /// Pixels across, when the picture is upright.
    pub width: u32,
    /// Pixels down, when the picture is upright.
    pub height: u32,
    /// How it is coded.
    pub coding: Coding,
    /// The file.
    pub data: Arc<[u8]>,
}
