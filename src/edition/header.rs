//! What the header of a picture file says: its coding and its size. To be taken over by the room `picture`.

use std::sync::Arc;

use crate::picture::{Coding, Picture};

/// A picture from the bytes of its file; the reason if it is none that can be printed.
pub(super) fn open_picture(path: &str, data: Vec<u8>) -> Result<Picture, String> {
    let (coding, width, height) = if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(&data).ok_or("its PNG header is broken")?
    } else if data.starts_with(&[0xFF, 0xD8]) {
        jpeg(&data)?
    } else {
        return Err("it is neither JPEG nor PNG".to_owned());
    };
    if width == 0 || height == 0 {
        return Err("its header says that it has no pixels".to_owned());
    }
    Ok(Picture { path: path.to_owned(), width, height, coding, data: Arc::from(data) })
}

/// The IHDR chunk, which is the first of every PNG (PNG specification 11.2.2).
fn png(data: &[u8]) -> Option<(Coding, u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?));
    (data.get(12..16)? == b"IHDR").then_some(())?;
    Some((Coding::Png, number(16)?, number(20)?))
}

/// The frame header (SOF) of a JPEG, found by walking the segments (ITU-T T.81 B.2.2).
fn jpeg(data: &[u8]) -> Result<(Coding, u32, u32), String> {
    let broken = || "its JPEG header is broken".to_owned();
    let byte = |at: usize| data.get(at).copied().ok_or_else(broken);
    let word = |at: usize| Ok::<u32, String>(u32::from(byte(at)?) * 256 + u32::from(byte(at + 1)?));
    let mut at = 2;
    loop {
        if byte(at)? != 0xFF {
            return Err(broken());
        }
        let marker = byte(at + 1)?;
        match marker {
            0xFF => at += 1, // Fill byte.
            0x01 | 0xD0..=0xD8 => at += 2,
            0xD9 | 0xDA => return Err(broken()),
            // SOF0–SOF15 without DHT, JPG and DAC, which share the range.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let coding = match byte(at + 9)? {
                    1 | 3 => Coding::Jpeg,
                    4 => Coding::JpegCmyk,
                    inks => return Err(format!("it has {inks} components, not 1, 3 or 4")),
                };
                return Ok((coding, word(at + 7)?, word(at + 5)?));
            }
            _ => at += 2 + (word(at + 2)?.max(2) as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::open_picture;
    use crate::picture::Coding;

    /// A JPEG header with an APP0 segment and a frame of 640 × 480.
    fn jpeg(components: u8) -> Vec<u8> {
        let mut data = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xFF, 0xC2, 0, 11, 8];
        data.extend([0x01, 0xE0, 0x02, 0x80, components]);
        data
    }

    #[test]
    fn a_jpeg_says_its_size_and_inks() {
        let gray = open_picture("a.jpg", jpeg(1)).expect("gray");
        assert_eq!((gray.width, gray.height, gray.coding), (640, 480, Coding::Jpeg));
        assert_eq!(open_picture("a.jpg", jpeg(4)).expect("cmyk").coding, Coding::JpegCmyk);
        assert!(open_picture("a.jpg", jpeg(2)).is_err());
    }

    #[test]
    fn a_file_that_ends_early_is_refused_and_never_panics() {
        let whole = jpeg(3);
        for end in 0..whole.len() {
            assert!(open_picture("a.jpg", whole[..end].to_vec()).is_err(), "{end}");
        }
        assert!(open_picture("a.png", b"\x89PNG\r\n\x1a\n".to_vec()).is_err());
    }
}
