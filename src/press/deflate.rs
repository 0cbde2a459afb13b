//! [`deflate`]: the one place that packs streams.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Level of zlib-rs; measured in README.md of this room.
const LEVEL: u32 = 6;

/// `data` packed for `FlateDecode`.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2 + 64), Compression::new(LEVEL));
    encoder.write_all(data).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}
