//! [`JpegHeader`]: what the markers of a JPEG say, without decoding it.

use image::metadata::Orientation;

/// How a picture must be turned to stand upright, as Exif writes it (1 to 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u8);

impl Turn {
    /// Stands upright.
    pub const NONE: Self = Self(1);

    /// From the value of the Exif tag; anything but 2 to 8 is upright.
    #[must_use]
    pub const fn from_exif(value: u8) -> Self {
        if value >= 2 && value <= 8 { Self(value) } else { Self::NONE }
    }

    /// Width and height of the upright picture, from those of the coded one; and back.
    #[must_use]
    pub const fn upright(self, [width, height]: [u32; 2]) -> [u32; 2] {
        if self.0 >= 5 { [height, width] } else { [width, height] }
    }

    /// Where a point of the coded picture comes to lie in the upright one: `[p0, pa, pb]` and
    /// `[q0, qa, qb]` with p = p0 + pa·a + pb·b to the right and q = q0 + qa·a + qb·b downward,
    /// all as parts of width and height.
    #[must_use]
    pub const fn map(self) -> [[i64; 3]; 2] {
        match self.0 {
            2 => [[1, -1, 0], [0, 0, 1]],
            3 => [[1, -1, 0], [1, 0, -1]],
            4 => [[0, 1, 0], [1, 0, -1]],
            5 => [[0, 0, 1], [0, 1, 0]],
            6 => [[1, 0, -1], [0, 1, 0]],
            7 => [[1, 0, -1], [1, -1, 0]],
            8 => [[0, 0, 1], [1, -1, 0]],
            _ => [[0, 1, 0], [0, 0, 1]],
        }
    }
}

/// What the markers of a JPEG say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegHeader {
    /// Pixels across, as coded.
    pub width: u32,
    /// Pixels down, as coded.
    pub height: u32,
    /// 1 for gray, 3 for RGB, 4 for CMYK.
    pub components: u8,
    /// Has an Adobe marker: four components are then written inverted.
    pub adobe: bool,
    /// How to turn it upright.
    pub turn: Turn,
}

impl JpegHeader {
    /// Reads markers up to the frame header and the scan after it.
    ///
    /// # Errors
    /// A sentence that says why the file cannot be used.
    pub fn read(data: &[u8]) -> Result<Self, String> {
        let mut header = Self { width: 0, height: 0, components: 0, adobe: false, turn: Turn::NONE };
        let mut rest = data.get(2..).unwrap_or_default();
        loop {
            let (marker, body, next) = segment(rest).ok_or("the JPEG is cut short")?;
            rest = next;
            match marker {
                0xC0..=0xC2 => header.frame(body)?,
                0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                    return Err(
                        "a lossless, hierarchical or arithmetic-coded JPEG, which press RIPs do not read".into()
                    );
                }
                0xE1 => {
                    let exif = body.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk);
                    header.turn = exif.map_or(header.turn, |turn| Turn::from_exif(turn.to_exif()));
                }
                0xEE => header.adobe |= body.starts_with(b"Adobe"),
                0xDA if header.components == 0 => return Err("the JPEG has a scan before its size".into()),
                0xDA => return Ok(header),
                _ => {}
            }
        }
    }

    /// Takes the frame header.
    fn frame(&mut self, body: &[u8]) -> Result<(), String> {
        let [bits, h1, h0, w1, w0, components, ..] = *body else {
            return Err("the JPEG is cut short".into());
        };
        if bits != 8 {
            return Err(format!("a JPEG of {bits} bits a sample; 8 are taken"));
        }
        if !matches!(components, 1 | 3 | 4) {
            return Err(format!("a JPEG of {components} colours; gray, RGB and CMYK are taken"));
        }
        self.width = u32::from(u16::from_be_bytes([w1, w0]));
        self.height = u32::from(u16::from_be_bytes([h1, h0]));
        self.components = components;
        Ok(())
    }
}

/// The first segment of `data`: marker, body and what follows.
fn segment(data: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let start = data.iter().position(|&byte| byte != 0xFF)?;
    if start == 0 {
        return None;
    }
    let marker = data[start];
    let rest = &data[start + 1..];
    if matches!(marker, 0x01 | 0xD0..=0xD7) {
        return Some((marker, &[], rest));
    }
    let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
    Some((marker, rest.get(2..length)?, rest.get(length..)?))
}

#[cfg(test)]
mod tests {
    use super::{JpegHeader, Turn};

    fn jpeg(components: u8, exif: Option<u8>, adobe: bool) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        if let Some(turn) = exif {
            let mut body = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            body.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
            file.extend([0xFF, 0xE1, 0, u8::try_from(body.len() + 2).expect("short")]);
            file.extend(body);
        }
        if adobe {
            file.extend(b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0");
        }
        file.extend([0xFF, 0xC0, 0, 11, 8, 0, 200, 1, 44, components, 1, 0x11, 0]);
        file.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]);
        file
    }

    #[test]
    fn size_colours_and_the_adobe_marker_are_read() {
        let header = JpegHeader::read(&jpeg(4, None, true)).expect("whole");
        assert_eq!((header.width, header.height, header.components, header.adobe), (300, 200, 4, true));
        assert_eq!(JpegHeader::read(&jpeg(1, None, false)).expect("whole").turn, Turn::NONE);
        assert!(JpegHeader::read(&jpeg(2, None, false)).expect_err("two").contains("2 colours"));
    }

    #[test]
    fn a_camera_on_its_side_turns_the_picture() {
        let header = JpegHeader::read(&jpeg(3, Some(6), false)).expect("whole");
        assert_eq!(header.turn.upright([header.width, header.height]), [200, 300]);
        // The coded top left comes to lie at the top right.
        assert_eq!(header.turn.map(), [[1, 0, -1], [0, 1, 0]]);
    }

    #[test]
    fn a_jpeg_cut_anywhere_is_an_error() {
        let whole = jpeg(3, Some(6), true);
        for end in 0..whole.len() {
            assert!(JpegHeader::read(&whole[..end]).is_err(), "cut at {end}");
        }
    }
}
