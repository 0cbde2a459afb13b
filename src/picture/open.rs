//! A picture from its file: what is taken, and what is refused in words.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::geom::Length;

use super::jpeg::JpegHeader;
use super::{Coding, Picture};

impl Picture {
    /// The largest side that is taken, in pixels: 1.7 m at 300 ppi, more than a double page.
    pub const MAX_SIDE: u32 = 20_000;
    /// The largest number of pixels that is taken; decoded they need some 800 MB.
    pub const MAX_PIXELS: u64 = 200_000_000;
    /// The largest file that is taken, in bytes.
    pub const MAX_FILE: u64 = 200 * 1024 * 1024;

    /// Reads a file and its header; `name` is the path as the desk wrote it.
    ///
    /// # Errors
    /// A sentence that says why the picture cannot be used.
    pub fn open(path: &Path, name: &str) -> Result<Self, String> {
        let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
        if size > Self::MAX_FILE {
            return Err(format!("{} MB; pictures up to 200 MB are taken", size.div_ceil(1024 * 1024)));
        }
        let data = fs::read(path).map_err(|error| error.to_string())?;
        Self::from_bytes(name, data)
    }

    /// A picture from the bytes of its file.
    ///
    /// # Errors
    /// A sentence that says why the picture cannot be used.
    pub fn from_bytes(name: &str, data: impl Into<Arc<[u8]>>) -> Result<Self, String> {
        let data = data.into();
        let (coding, [width, height]) = if data.starts_with(&[0xFF, 0xD8, 0xFF]) {
            let header = JpegHeader::read(&data)?;
            let coding = if header.components == 4 { Coding::JpegCmyk } else { Coding::Jpeg };
            (coding, header.turn.upright([header.width, header.height]))
        } else if data.starts_with(b"\x89PNG\r\n\x1a\n") {
            (Coding::Png, png_size(&data)?)
        } else {
            return Err(format!("it is {}; JPEG and PNG are taken", unknown(&data)));
        };
        if width == 0 || height == 0 {
            return Err("the header says that it has no pixels".into());
        }
        if width.max(height) > Self::MAX_SIDE {
            return Err(format!("{width} × {height} pixels; at most {} a side are taken", Self::MAX_SIDE));
        }
        if u64::from(width) * u64::from(height) > Self::MAX_PIXELS {
            return Err(format!("{width} × {height} pixels; at most 200 million are taken"));
        }
        Ok(Self { path: name.to_owned(), width, height, coding, data })
    }

    /// Pixels to the inch when the whole width of the picture is set `placed` wide, rounded down
    /// (standards C3: below 99 an error, below 149 a warning).
    #[must_use]
    pub fn effective_ppi(&self, placed: Length) -> u32 {
        if placed <= Length::ZERO {
            return 0;
        }
        let ppi = Length::INCH.scaled(i64::from(self.width), 1).units() / placed.units();
        u32::try_from(ppi).unwrap_or(u32::MAX)
    }

    /// The header of a JPEG; `None` for a PNG.
    #[must_use]
    pub fn jpeg_header(&self) -> Option<JpegHeader> {
        match self.coding {
            Coding::Jpeg | Coding::JpegCmyk => JpegHeader::read(&self.data).ok(),
            Coding::Png => None,
        }
    }
}

/// Width and height from the first chunk of a PNG.
fn png_size(data: &[u8]) -> Result<[u32; 2], String> {
    let header = data.get(8..24).filter(|chunk| &chunk[4..8] == b"IHDR");
    let header = header.ok_or("the PNG is cut short before its size")?;
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    Ok([number(8), number(12)])
}

/// What a file is that is neither JPEG nor PNG.
fn unknown(data: &[u8]) -> &'static str {
    let webp = data.starts_with(b"RIFF") && data.get(8..12) == Some(b"WEBP");
    match data {
        [] => "an empty file",
        [b'G', b'I', b'F', b'8', ..] => "a GIF",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "a TIFF",
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [b'%', b'!', ..] => "an EPS",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop document",
        [b'B', b'M', ..] => "a BMP",
        [b'<', ..] => "an SVG or another text file",
        _ if webp => "a WebP",
        _ if data.get(4..8) == Some(b"ftyp") => "a HEIF, AVIF or film",
        _ => "an unknown kind of file",
    }
}

#[cfg(test)]
mod tests {
    use super::{Coding, Picture};
    use crate::geom::Length;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        file.extend(width.to_be_bytes());
        file.extend(height.to_be_bytes());
        file
    }

    #[test]
    fn a_png_tells_its_size() {
        let picture = Picture::from_bytes("a.png", png(600, 400)).expect("a header is enough");
        assert_eq!((picture.width, picture.height, picture.coding), (600, 400, Coding::Png));
        assert_eq!(picture.effective_ppi(Length::INCH * 2), 300);
        assert_eq!(picture.effective_ppi(Length::ZERO), 0);
    }

    #[test]
    fn limits_and_unknown_kinds_are_refused_in_words() {
        let error = |data: &[u8]| Picture::from_bytes("x", data.to_vec()).expect_err("refused");
        assert!(error(&png(20_001, 1)).contains("20000 a side"));
        assert!(error(&png(20_000, 20_000)).contains("200 million"));
        assert!(error(&png(0, 5)).contains("no pixels"));
        assert!(error(&png(5, 5)[..20]).contains("cut short"));
        assert!(error(b"GIF89a").contains("a GIF; JPEG and PNG"));
        assert!(error(b"").contains("an empty file"));
        assert!(error(&[0xFF, 0xD8, 0xFF]).contains("cut short"));
    }
}
