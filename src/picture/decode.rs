//! [`decode`]: the pixels of a picture, gray or RGB, 8 bits a sample, on white paper.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, Limits};

use super::{Coding, Picture};

/// Decoded pixels, as coded: not yet turned upright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// 1 sample a pixel for gray, 3 for RGB.
    pub channels: usize,
    /// The samples, row by row.
    pub samples: Vec<u8>,
    /// The colour profile in the file.
    pub profile: Option<Vec<u8>>,
}

/// Decodes a gray or RGB picture; what is transparent lets white paper through.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub fn decode(picture: &Picture) -> Result<Pixels, String> {
    let data = Cursor::new(&picture.data[..]);
    match picture.coding {
        Coding::Jpeg => finish(JpegDecoder::new(data).map_err(|error| error.to_string())?),
        Coding::Png => {
            let decoder = PngDecoder::with_limits(data, limits()).map_err(|error| error.to_string())?;
            finish(decoder)
        }
        Coding::JpegCmyk => Err("a CMYK JPEG is passed on, not decoded".into()),
    }
}

/// Bounds on what a decoder may claim; the header was already checked by `Picture::open`.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(Picture::MAX_SIDE);
    limits.max_image_height = Some(Picture::MAX_SIDE);
    limits.max_alloc = Some(Picture::MAX_PIXELS * 9);
    limits
}

fn finish(mut decoder: impl ImageDecoder) -> Result<Pixels, String> {
    decoder.set_limits(limits()).map_err(|error| error.to_string())?;
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    let (width, height) = (image.width(), image.height());
    let (channels, samples) = if image.color().has_color() {
        let samples = match image {
            DynamicImage::ImageRgb8(image) => image.into_raw(),
            other if other.color().has_alpha() => on_paper::<4>(&other.into_rgba8().into_raw()),
            other => other.into_rgb8().into_raw(),
        };
        (3, samples)
    } else {
        let samples = match image {
            DynamicImage::ImageLuma8(image) => image.into_raw(),
            other if other.color().has_alpha() => on_paper::<2>(&other.into_luma_alpha8().into_raw()),
            other => other.into_luma8().into_raw(),
        };
        (1, samples)
    };
    Ok(Pixels { width, height, channels, samples, profile })
}

/// Pixels of `N` samples, the last of them alpha, over white.
fn on_paper<const N: usize>(pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() / N * (N - 1));
    for pixel in pixels.chunks_exact(N) {
        let alpha = u32::from(pixel[N - 1]);
        out.extend(pixel[..N - 1].iter().map(|&value| {
            let mixed = (u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, LumaA, Rgb, Rgba};

    use super::decode;
    use crate::picture::Picture;

    fn reread(image: &DynamicImage) -> super::Pixels {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, ImageFormat::Png).expect("coded");
        decode(&Picture::from_bytes("t.png", file.into_inner()).expect("header")).expect("decoded")
    }

    #[test]
    fn the_transparent_lets_paper_through() {
        let image = image::RgbaImage::from_fn(2, 1, |x, _| Rgba([0, 0, 0, if x == 0 { 0 } else { 255 }]));
        let pixels = reread(&DynamicImage::ImageRgba8(image));
        assert_eq!((pixels.channels, pixels.samples), (3, vec![255, 255, 255, 0, 0, 0]));
        let image = image::GrayAlphaImage::from_pixel(1, 1, LumaA([0, 128]));
        assert_eq!(reread(&DynamicImage::ImageLumaA8(image)).samples, [127]);
    }

    #[test]
    fn sixteen_bits_come_down_to_eight() {
        let image = image::ImageBuffer::from_pixel(1, 1, Rgb([0xFFFF_u16, 0x8080, 0]));
        assert_eq!(reread(&DynamicImage::ImageRgb16(image)).samples, [255, 128, 0]);
    }
}
