//! Pictures to inks: passed on as they are, or separated for newsprint, and coded for the PDF.

use std::sync::{Arc, OnceLock};

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, Transform8BitExecutor, TransformOptions,
};

use super::deflate::deflate;
use super::scale::shrink;
use super::violation::Violation;
use crate::geom::{Length, Rect};
use crate::picture::{Coding, JpegHeader, Picture, Pixels, Turn, decode};

/// Resolution to which larger pictures are brought down; more is not seen in print (standards C3).
const PPI: i64 = 300;
/// JPEG quality of separated photographs: differences stay below what newsprint shows.
const QUALITY: u8 = 90;
/// Total ink of newsprint: 240 % (standards C3), in units of 1/255.
const TOTAL_INK: u32 = 612;

/// Colour space of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Black alone.
    Gray,
    /// Four inks.
    Cmyk,
}

/// Filter of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// JPEG.
    Dct,
    /// Deflate.
    Flate,
}

/// An image as it is embedded.
pub(super) struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    pub(super) filter: Filter,
    /// 255 is no ink, as Adobe writes CMYK in JPEG.
    pub(super) inverted: bool,
    pub(super) turn: Turn,
    pub(super) data: Arc<[u8]>,
}

/// An image or why there is none, as caches keep it.
pub(super) type Made = Result<Arc<Image>, Violation>;

/// Size in pixels, as coded, that a picture needs in its box: its own unless it is far over 300 ppi.
pub(super) fn needed(picture: &Picture, whole: Rect) -> [u32; 2] {
    let axis = |have: u32, length: Length| {
        let need = u32::try_from((length * PPI).div_ceil(Length::INCH)).unwrap_or(u32::MAX).max(1);
        if u64::from(have) > u64::from(need) * 3 / 2 { need } else { have }
    };
    let header = picture.jpeg_header();
    // What is passed on untouched has one form only.
    if header.is_some_and(|header| header.components != 3) {
        return [picture.width, picture.height];
    }
    let turn = header.map_or(Turn::NONE, |header| header.turn);
    turn.upright([axis(picture.width, whole.w), axis(picture.height, whole.h)])
}

/// Makes inks of pictures.
pub(super) struct Separator {
    press: ColorProfile,
    assumed: ColorProfile,
    /// From `assumed` to `press`; made for the first picture that needs it: a tenth of a page without pictures.
    usual: OnceLock<Result<Arc<Transform8BitExecutor>, String>>,
}

impl Separator {
    /// For a press profile and the profile of pictures that carry none.
    ///
    /// # Errors
    /// What is wrong with either.
    pub(super) fn new(press: &[u8], assumed: &[u8]) -> Result<Self, Vec<Violation>> {
        let press = parse(press, DataColorSpace::Cmyk).and_then(|profile| {
            let output = profile.profile_class == ProfileClass::OutputDevice;
            if output { Ok(profile) } else { Err("it is not of class prtr".into()) }
        });
        let assumed = parse(assumed, DataColorSpace::Rgb);
        match (press, assumed) {
            (Ok(press), Ok(assumed)) => Ok(Self { press, assumed, usual: OnceLock::new() }),
            (press, assumed) => {
                let press = press.err().map(Violation::Profile);
                Err(press.into_iter().chain(assumed.err().map(Violation::PictureProfile)).collect())
            }
        }
    }

    /// The image of a picture at a size in pixels, as coded.
    ///
    /// # Errors
    /// What is wrong with the picture.
    pub(super) fn image(&self, picture: &Picture, size: [u32; 2]) -> Made {
        let wrong = |reason| Violation::Picture { path: picture.path.clone(), reason };
        let header = picture.jpeg_header();
        if let Some(header) = header.filter(|header| header.components != 3) {
            return pass_on(picture, header).map(Arc::new).map_err(wrong);
        }
        let pixels = decode(picture).map_err(wrong)?;
        let turn = header.map_or(Turn::NONE, |header| header.turn);
        self.separate(pixels, size, picture.coding).map(|image| Arc::new(Image { turn, ..image })).map_err(wrong)
    }

    fn separate(&self, pixels: Pixels, [width, height]: [u32; 2], coding: Coding) -> Result<Image, String> {
        let pixels = shrink(pixels, width, height);
        let (space, samples) = if pixels.channels == 1 {
            // A gray picture stays on the black plate; a profile would spread it over four.
            (Space::Gray, pixels.samples)
        } else {
            (Space::Cmyk, self.inks(&pixels)?)
        };
        let jpeg = jpeg(&samples, pixels.width, pixels.height, space)?;
        // Photographs come as JPEG; flat art, which JPEG would blur, comes as PNG and packs well.
        let flate = (coding == Coding::Png).then(|| deflate(&samples)).filter(|flate| flate.len() <= jpeg.len());
        let (filter, data) = flate.map_or((Filter::Dct, jpeg), |flate| (Filter::Flate, flate));
        Ok(Image {
            width: pixels.width,
            height: pixels.height,
            space,
            filter,
            inverted: filter == Filter::Dct && space == Space::Cmyk,
            turn: Turn::NONE,
            data: data.into(),
        })
    }

    fn inks(&self, pixels: &Pixels) -> Result<Vec<u8>, String> {
        // A damaged profile in a picture is as good as none.
        let own = pixels.profile.as_deref().and_then(|profile| parse(profile, DataColorSpace::Rgb).ok());
        let own = own.and_then(|profile| transform(&profile, &self.press).ok());
        let mut inks = vec![0; pixels.samples.len() / 3 * 4];
        let transform = match &own {
            Some(own) => own,
            None => self.usual.get_or_init(|| transform(&self.assumed, &self.press)).as_ref().map_err(Clone::clone)?,
        };
        transform.transform(&pixels.samples, &mut inks).map_err(|error| error.to_string())?;
        inks.chunks_exact_mut(4).for_each(limit_ink);
        Ok(inks)
    }
}

fn parse(profile: &[u8], space: DataColorSpace) -> Result<ColorProfile, String> {
    let profile = ColorProfile::new_from_slice(profile).map_err(|error| error.to_string())?;
    if profile.color_space == space { Ok(profile) } else { Err(format!("its colour space is not {space:?}")) }
}

fn transform(from: &ColorProfile, to: &ColorProfile) -> Result<Arc<Transform8BitExecutor>, String> {
    let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
    from.create_transform_8bit(Layout::Rgb, to, Layout::Rgba, options).map_err(|error| error.to_string())
}

/// Takes colour, never black, out of a pixel with more ink than paper can hold: profiles keep
/// the limit at their grid points only.
fn limit_ink(inks: &mut [u8]) {
    let total: u32 = inks.iter().copied().map(u32::from).sum();
    if total <= TOTAL_INK {
        return;
    }
    let colour = total - u32::from(inks[3]);
    let kept = TOTAL_INK - u32::from(inks[3]);
    for ink in &mut inks[..3] {
        *ink = u8::try_from(u32::from(*ink) * kept / colour).unwrap_or(u8::MAX);
    }
}

fn jpeg(samples: &[u8], width: u32, height: u32, space: Space) -> Result<Vec<u8>, String> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| format!("{pixels} pixels are too many for a JPEG"));
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    let colors = match space {
        Space::Gray => ColorType::Luma,
        Space::Cmyk => ColorType::Cmyk,
    };
    encoder.encode(samples, side(width)?, side(height)?, colors).map_err(|error| error.to_string())?;
    Ok(out)
}

/// A gray or CMYK JPEG, untouched.
fn pass_on(picture: &Picture, header: JpegHeader) -> Result<Image, String> {
    if !picture.data.windows(2).rev().any(|marker| marker == [0xFF, 0xD9]) {
        return Err("the JPEG is cut short".into());
    }
    Ok(Image {
        width: header.width,
        height: header.height,
        space: if header.components == 1 { Space::Gray } else { Space::Cmyk },
        filter: Filter::Dct,
        inverted: header.components == 4 && header.adobe,
        turn: header.turn,
        data: Arc::clone(&picture.data),
    })
}

#[cfg(test)]
mod tests {
    use super::{Separator, Space, limit_ink};
    use crate::picture::{Coding, Pixels};

    fn separator() -> Separator {
        let read = |path| std::fs::read(path).expect("profiles are in the repository");
        Separator::new(&read("icc/newsprint-cgats-tr002.icc"), &read("icc/sRGB.icc")).expect("usable")
    }

    fn every_colour() -> Pixels {
        let steps = (0..=255).step_by(15).map(|step| u8::try_from(step).expect("a byte"));
        let samples: Vec<u8> = steps
            .clone()
            .flat_map(|r| steps.clone().flat_map(move |g| (0..18_u8).map(move |b| [r, g, b * 15])))
            .flatten()
            .collect();
        Pixels { width: 18 * 18, height: 18, channels: 3, samples, profile: None }
    }

    #[test]
    fn no_colour_needs_more_ink_than_newsprint_takes() {
        let inks = separator().inks(&every_colour()).expect("separated");
        let totals = inks.chunks_exact(4).map(|pixel| pixel.iter().copied().map(u32::from).sum::<u32>());
        let most = totals.max().expect("pixels");
        assert!((500..=612).contains(&most), "{} %", most * 100 / 255);
    }

    #[test]
    fn white_is_bare_paper_and_gray_stays_on_the_black_plate() {
        let pixels =
            |channels| Pixels { width: 4, height: 4, channels, samples: vec![255; 16 * channels], profile: None };
        let inks = separator().inks(&pixels(3)).expect("separated");
        assert!(inks.iter().all(|&ink| ink == 0), "{:?}", &inks[..4]);
        let gray = separator().separate(pixels(1), [4, 4], Coding::Png).expect("separated");
        assert_eq!(gray.space, Space::Gray);
    }

    #[test]
    fn the_limit_takes_colour_and_leaves_black() {
        let mut pixel = [255, 255, 255, 255];
        limit_ink(&mut pixel);
        assert_eq!(pixel, [119, 119, 119, 255]);
    }
}
