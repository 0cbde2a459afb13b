//! Pictures: size, pixels, and their inks on newsprint.
//!
//! Takes: JPEG and PNG files. Gives: [`Picture`]. Cannot: place or crop itself.
//! Source: standards C3 (resolution), C4 (profiles).

use std::sync::Arc;

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
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// How it is coded.
    pub coding: Coding,
    /// The file.
    pub data: Arc<[u8]>,
}
