//! [`read_on`]: whether a head can be read on a picture, in which ink: the light under its lines is measured.
//!
//! The figures: type is told from its ground at a contrast of 3 : 1, which WCAG 2 (success criterion 1.4.3) asks of type
//! of 18 pt and more, by its formula (light + 0.05) / (dark + 0.05). Light is that of newsprint (standards C3): paper
//! is L* 85.2, solid black L* 36.8, so that black on paper has 4.9 : 1 and no more; a picture lies between the two. Of
//! the ground the worst tenth counts, so that an uneven picture fails where its mean would pass. Paper type needs a
//! ground of less than 17 % light by this, which is more ink than the 45 % of C3; black type more than half.

use crate::geom::Rect;
use crate::page::PlacedPicture;
use crate::picture::{Picture, Pixels, Turn, decode};
use crate::style::Ink;

/// Light of paper and of solid black on newsprint, in thousandths: ((L* + 16) / 116)³ (standards C3).
const PAPER: i64 = 664;
const BLACK: i64 = 94;
/// The flare of the formula, in thousandths.
const FLARE: i64 = 50;
/// Least contrast, in hundredths.
const LEAST: i64 = 300;
/// Places looked at along each side of a line's box.
const ACROSS: i64 = 96;
const DOWN: i64 = 24;

/// The light under the lines of a head, in thousandths of that of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ground {
    /// A tenth is darker.
    dark: i64,
    /// On the average.
    mean: i64,
    /// A tenth is lighter.
    light: i64,
}

/// How a head is read on its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The ink that has more contrast.
    pub ink: Ink,
    /// What is wrong with it.
    pub trouble: Option<String>,
}

/// Measures the picture under some boxes on the page.
pub(super) fn read_on(picture: &Picture, placed: &PlacedPicture, boxes: &[Rect]) -> Reading {
    match decode(picture) {
        Ok(pixels) => {
            let turn = picture.jpeg_header().map_or(Turn::NONE, |header| header.turn);
            let under = boxes.iter().flat_map(|of| lights(&pixels, turn, placed, *of)).collect();
            ground(under).map_or(Reading { ink: Ink::BLACK, trouble: None }, judged)
        }
        Err(reason) => {
            let trouble = Some(format!("the light under the head cannot be measured: {reason}"));
            Reading { ink: Ink::BLACK, trouble }
        }
    }
}

/// The better ink on a ground, and whether it is good enough.
fn judged(ground: Ground) -> Reading {
    let printed = |light: i64| BLACK + (PAPER - BLACK) * light / 1000;
    let contrast = |light: i64, dark: i64| (light + FLARE) * 100 / (dark + FLARE);
    let paper = contrast(PAPER, printed(ground.light));
    let black = contrast(printed(ground.dark), BLACK);
    let (ink, best) = if paper > black { (Ink::PAPER, paper) } else { (Ink::BLACK, black) };
    let trouble = (best < LEAST).then(|| {
        let percent = |light: i64| light / 10;
        format!(
            "the best contrast is {}.{} : 1, and 3 : 1 is needed: the picture has {} to {} % light there, {} % in the mean",
            best / 100,
            best / 10 % 10,
            percent(ground.dark),
            percent(ground.light),
            percent(ground.mean)
        )
    });
    Reading { ink, trouble }
}

/// The darkest and the lightest tenth, and the mean.
fn ground(mut lights: Vec<i64>) -> Option<Ground> {
    lights.sort_unstable();
    let count = lights.len();
    let at = |tenths: usize| lights.get((count * tenths / 10).min(count.saturating_sub(1))).copied();
    let mean = lights.iter().sum::<i64>() / i64::try_from(count.max(1)).unwrap_or(1);
    Some(Ground { dark: at(1)?, mean, light: at(9)? })
}

/// The light of the picture at places all over a box on the page, as far as it covers the picture.
fn lights(pixels: &Pixels, turn: Turn, placed: &PlacedPicture, of: Rect) -> Vec<i64> {
    let rect = placed.rect;
    let [left, top, wide, high] = placed.crop.map(|part| i64::from(part.0));
    // Places in the upright picture, in millionths of its sides.
    let place = |at: i64, from: i64, length: i64, start: i64, shown: i64| {
        let part = (at - from) * 1000 / length.max(1);
        (0..=1000).contains(&part).then(|| (start + shown * part / 1000) * 1000)
    };
    let step = |start: i64, length: i64, at: i64, of: i64| start + length * (2 * at + 1) / (2 * of);
    let mut found = Vec::new();
    for row in 0..DOWN {
        let y = step(of.y.units(), of.h.units(), row, DOWN);
        let Some(y) = place(y, rect.y.units(), rect.h.units(), top, high) else { continue };
        for column in 0..ACROSS {
            let x = step(of.x.units(), of.w.units(), column, ACROSS);
            let Some(x) = place(x, rect.x.units(), rect.w.units(), left, wide) else { continue };
            found.push(light(pixels, coded(turn, x, y)));
        }
    }
    found
}

/// A whole side in the places of the picture.
const WHOLE: i64 = 1_000_000;

/// Where a place of the upright picture lies in the picture as coded: [`Turn::map`] backward.
fn coded(turn: Turn, x: i64, y: i64) -> (i64, i64) {
    let [[p0, pa, pb], [q0, qa, qb]] = turn.map();
    // Each side of the one is a side of the other, perhaps backward.
    let back = |at: i64, zero: i64, sign: i64| (at - zero * WHOLE) * sign;
    if pa == 0 { (back(y, q0, qa), back(x, p0, pb)) } else { (back(x, p0, pa), back(y, q0, qb)) }
}

/// The light of a pixel in thousandths: the luminance of sRGB.
fn light(pixels: &Pixels, (a, b): (i64, i64)) -> i64 {
    let at = |place: i64, side: u32| {
        let side = i64::from(side);
        usize::try_from((place * side / WHOLE).clamp(0, side - 1)).unwrap_or(0)
    };
    let width = usize::try_from(pixels.width).unwrap_or(0);
    let pixel = (at(b, pixels.height) * width + at(a, pixels.width)) * pixels.channels;
    match pixels.samples.get(pixel..pixel + pixels.channels) {
        Some(&[gray]) => linear(gray),
        Some(&[red, green, blue]) => (2126 * linear(red) + 7152 * linear(green) + 722 * linear(blue)) / 10_000,
        _ => 1000,
    }
}

/// A sample of sRGB as light, in thousandths: a cubic that is within 1 % of the curve of IEC 61966-2-1, in whole
/// numbers, since powers differ from machine to machine.
fn linear(sample: u8) -> i64 {
    let x = i64::from(sample) * 10_000 / 255;
    // x (x (0.3053 x + 0.6822) + 0.0125)
    let inner = x * 3053 / 10_000 + 6822;
    let inner = x * inner / 10_000 + 125;
    (x * inner / 10_000 + 5) / 10
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};

    use super::{BLACK, FLARE, Ground, PAPER, coded, judged, linear, read_on};
    use crate::geom::{Length, PerMille, Rect};
    use crate::page::PlacedPicture;
    use crate::picture::{Picture, PictureId, Turn};
    use crate::style::Ink;

    fn mm(x: i64, y: i64, w: i64, h: i64) -> Rect {
        Rect::new(Length::MM * x, Length::MM * y, Length::MM * w, Length::MM * h)
    }

    /// A gray picture of 100 × 100 pixels on a box of 100 × 100 mm.
    fn seen(gray: impl Fn(u32, u32) -> u8, of: Rect) -> super::Reading {
        let image = image::GrayImage::from_fn(100, 100, |x, y| image::Luma([gray(x, y)]));
        let mut file = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(image).write_to(&mut file, ImageFormat::Png).expect("coded");
        let picture = Picture::from_bytes("t.png", file.into_inner()).expect("header");
        let crop = [0, 0, 1000, 1000].map(PerMille);
        read_on(&picture, &PlacedPicture { picture: PictureId(0), rect: mm(0, 0, 100, 100), crop }, &[of])
    }

    #[test]
    fn paper_on_the_dark_and_black_on_the_light() {
        let dark_left = |x: u32, _| if x < 50 { 20 } else { 240 };
        let left = seen(dark_left, mm(5, 5, 40, 10));
        assert_eq!((left.ink, left.trouble), (Ink::PAPER, None));
        let right = seen(dark_left, mm(55, 5, 40, 10));
        assert_eq!((right.ink, right.trouble), (Ink::BLACK, None));
    }

    #[test]
    fn what_runs_over_both_and_what_is_gray_is_named() {
        let across = seen(|x, _| if x < 50 { 20 } else { 240 }, mm(25, 5, 50, 10)).trouble.expect("uneven");
        assert!(across.contains("3 : 1") && across.contains("to 87 % light"), "{across}");
        assert!(seen(|_, _| 150, mm(5, 5, 50, 10)).trouble.is_some());
        // A few light spots, a twentieth of the ground, do not hide a head.
        let spots = seen(|x, _| if x.is_multiple_of(20) { 240 } else { 20 }, mm(0, 5, 100, 10));
        assert_eq!((spots.ink, spots.trouble), (Ink::PAPER, None));
    }

    #[test]
    fn the_figures_are_those_that_are_stated() {
        let contrast = |light: i64, dark: i64| (light + FLARE) * 100 / (dark + FLARE);
        assert_eq!(contrast(PAPER, BLACK), 495);
        let even = |light| judged(Ground { dark: light, mean: light, light });
        // 17 % light is the most for paper, half the least for black.
        assert!(even(165).trouble.is_none() && even(165).ink == Ink::PAPER && even(175).trouble.is_some());
        assert!(even(510).trouble.is_none() && even(510).ink == Ink::BLACK && even(500).trouble.is_some());
    }

    #[test]
    fn light_is_that_of_srgb() {
        // By the curve of IEC 61966-2-1, in thousandths.
        for (sample, light) in [(10, 3), (32, 14), (64, 51), (96, 117), (128, 216), (160, 352), (192, 527), (224, 745)]
        {
            assert!((linear(sample) - light).abs() <= 10, "{sample}: {}", linear(sample));
        }
        assert!((0..255).all(|sample| linear(sample) <= linear(sample + 1)));
        assert_eq!((linear(0), linear(255)), (0, 1000));
    }

    #[test]
    fn a_turned_picture_is_looked_at_upright() {
        for exif in 1..=8 {
            let turn = Turn::from_exif(exif);
            let [p, q] = turn.map();
            for (x, y) in [(200_000, 300_000), (900_000, 100_000)] {
                let (a, b) = coded(turn, x, y);
                let forward = |of: [i64; 3]| of[0] * 1_000_000 + of[1] * a + of[2] * b;
                assert_eq!((forward(p), forward(q)), (x, y), "turn {exif}");
            }
        }
    }
}
