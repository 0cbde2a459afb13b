//! [`deflate`]: the one place that packs streams.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Level of zlib-rs for content and flat art.
const LEVEL: u32 = 6;
/// Level for font programs: packed outlines hardly pack, and level 6 takes half as long again for 1 %
/// (README.md of this room has the measurements).
const FONT_LEVEL: u32 = 2;

/// `data` packed for `FlateDecode`.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    pack(data, LEVEL)
}

/// A font program packed for `FlateDecode`.
pub(super) fn deflate_font(data: &[u8]) -> Vec<u8> {
    pack(data, FONT_LEVEL)
}

fn pack(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2 + 64), Compression::new(level));
    encoder.write_all(data).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}
