//! Pictures on the plates.

use std::io::Cursor;

use banxin::geom::{Length, PerMille};
use banxin::page::Item;
use banxin::picture::Picture;
use image::{DynamicImage, ImageFormat, Luma, Rgb, Rgba};
use jpeg_encoder::{ColorType, Encoder};
use serde_json::Value;

use crate::file::{dict, page_dict};
use crate::sheet::{FONTS, info, page, placed, press};
use crate::tools::OnDisk;

fn coded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("coded");
    file.into_inner()
}

fn picture(name: &str, file: Vec<u8>) -> Picture {
    Picture::from_bytes(name, file).expect("a picture")
}

/// The page with the first picture in a box of 60 × 40 mm at (20, 30) from the trim.
fn printed(pictures: &[Picture]) -> Vec<u8> {
    let page = page(vec![Item::Picture(placed(0, 20.0, 30.0, 60.0, 40.0))]);
    press(&FONTS, pictures).write(&[&page], &info()).expect("written")
}

/// The dictionary of the only image.
fn image_dict(objects: &Value) -> &Value {
    let images = page_dict(objects)["/Resources"]["/XObject"].as_object().expect("images");
    assert_eq!(images.len(), 1);
    dict(objects, images.values().next().expect("an image"))
}

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

/// A CMYK JPEG, left half cyan, right half black.
fn cmyk_jpeg() -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..60 * 40).flat_map(|at| if at % 60 < 30 { [255, 0, 0, 0] } else { [0, 0, 0, 255] }).collect();
    let mut file = Vec::new();
    Encoder::new(&mut file, 95).encode(&pixels, 60, 40, ColorType::Cmyk).expect("coded");
    file
}

#[test]
fn a_cmyk_jpeg_is_passed_on_untouched_and_right() {
    let jpeg = cmyk_jpeg();
    let file = printed(&[picture("a.jpg", jpeg.clone())]);
    assert!(contains(&file, &jpeg));
    let disk = OnDisk::new(&file);
    let Some(objects) = disk.objects() else { return };
    let dict = image_dict(&objects);
    assert_eq!((&dict["/Filter"], &dict["/ColorSpace"]), (&"/DCTDecode".into(), &"/DeviceCMYK".into()));
    assert_eq!(dict["/Decode"], serde_json::json!([1, 0, 1, 0, 1, 0, 1, 0]));
    let Some([c, m, y, k]) = disk.plates(72) else { return };
    assert!(c.at(33.0, 53.0) > 250 && k.at(33.0, 53.0) < 5);
    assert!(c.at(73.0, 53.0) < 5 && k.at(73.0, 53.0) > 250);
    assert!(m.ink.iter().chain(&y.ink).all(|&ink| ink < 5));
}

#[test]
fn gray_pictures_stay_on_the_black_plate() {
    let image = DynamicImage::ImageLuma8(image::GrayImage::from_fn(60, 40, |x, _| Luma([x as u8 * 4])));
    let jpeg = coded(&image, ImageFormat::Jpeg);
    let file = printed(&[picture("a.jpg", jpeg.clone())]);
    assert!(contains(&file, &jpeg));
    for file in [file, printed(&[picture("a.png", coded(&image, ImageFormat::Png))])] {
        let disk = OnDisk::new(&file);
        let Some(objects) = disk.objects() else { return };
        assert_eq!(image_dict(&objects)["/ColorSpace"], "/DeviceGray");
        let Some([c, m, y, k]) = disk.plates(72) else { return };
        assert!(c.is_blank() && m.is_blank() && y.is_blank());
        assert!(k.at(25.0, 53.0) > 230 && k.at(81.0, 53.0) < 30);
    }
}

#[test]
fn rgb_is_separated_within_240_percent() {
    // Dark and saturated colours with grain: what needs most ink, and what JPEG disturbs most.
    let image = image::RgbImage::from_fn(700, 470, |x, y| {
        let grain = (x * 7 + y * 13 + x * y) % 23;
        Rgb([(x / 8 + grain) as u8, (y / 6 + grain) as u8, ((x + y) / 16 + grain) as u8])
    });
    let disk = OnDisk::new(&printed(&[picture("a.jpg", coded(&DynamicImage::ImageRgb8(image), ImageFormat::Jpeg))]));
    let Some(objects) = disk.objects() else { return };
    assert_eq!(image_dict(&objects)["/ColorSpace"], "/DeviceCMYK");
    let Some(plates) = disk.plates(300) else { return };
    let total = |at: usize| plates.iter().map(|plate| u32::from(plate.ink[at])).sum::<u32>();
    let most = (0..plates[0].ink.len()).map(total).max().expect("pixels");
    assert!((400..=612).contains(&most), "{} %", most * 100 / 255);
}

#[test]
fn the_transparent_parts_of_a_png_are_bare_paper() {
    let image =
        image::RgbaImage::from_fn(60, 40, |x, _| if x < 30 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) });
    let disk = OnDisk::new(&printed(&[picture("a.png", coded(&DynamicImage::ImageRgba8(image), ImageFormat::Png))]));
    let Some(objects) = disk.objects() else { return };
    assert_eq!(image_dict(&objects)["/Filter"], "/FlateDecode", "flat art is not made a JPEG");
    let Some(plates) = disk.plates(72) else { return };
    assert!(plates[1].at(33.0, 53.0) > 200);
    assert!(plates.iter().all(|plate| plate.at(73.0, 53.0) == 0));
}

#[test]
fn what_is_far_over_300_ppi_is_brought_down() {
    let image = |width, height| {
        let image = image::RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 128]));
        picture("a.jpg", coded(&DynamicImage::ImageRgb8(image), ImageFormat::Jpeg))
    };
    // 60 × 40 mm at 300 ppi are 709 × 473 pixels.
    for (have, want) in [([1800, 1200], [709, 473]), ([1000, 700], [1000, 700]), ([300, 200], [300, 200])] {
        let Some(objects) = OnDisk::new(&printed(&[image(have[0], have[1])])).objects() else { return };
        let dict = image_dict(&objects);
        assert_eq!((dict["/Width"].as_u64(), dict["/Height"].as_u64()), (Some(want[0]), Some(want[1])));
    }
}

#[test]
fn a_crop_shows_its_part_in_its_box_only() {
    let mut place = placed(0, 20.0, 30.0, 60.0, 40.0);
    // The right half: black alone.
    place.crop = [500, 0, 500, 1000].map(PerMille);
    let pictures = [picture("a.jpg", cmyk_jpeg())];
    let page = page(vec![Item::Picture(place)]);
    let file = press(&FONTS, &pictures).write(&[&page], &info()).expect("written");
    let Some([c, _, _, k]) = OnDisk::new(&file).plates(72) else { return };
    assert!(k.at(27.0, 53.0) > 240 && k.at(81.0, 53.0) > 250 && k.at(15.0, 53.0) == 0);
    assert!(c.at(15.0, 53.0) == 0 && c.at(35.0, 53.0) < 5);
}

/// The JPEG with an Exif turn put in after its first two bytes.
fn turned(jpeg: &[u8], turn: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    body.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
    let length = u8::try_from(body.len() + 2).expect("short");
    [&jpeg[..2], &[0xFF, 0xE1, 0, length], &body, &jpeg[2..]].concat()
}

#[test]
fn pictures_of_a_turned_camera_stand_upright() {
    // Cyan on the left, black on the right of the coded picture.
    let places = [[25.0, 53.0], [81.0, 53.0], [53.0, 35.0], [53.0, 71.0]];
    for (turn, cyan, black) in [(1, 0, 1), (2, 1, 0), (3, 1, 0), (4, 0, 1), (5, 2, 3), (6, 2, 3), (7, 3, 2), (8, 3, 2)]
    {
        let Some([c, _, _, k]) = OnDisk::new(&printed(&[picture("a.jpg", turned(&cmyk_jpeg(), turn))])).plates(72)
        else {
            return;
        };
        let at = |place: usize| places[place];
        assert!(c.at(at(cyan)[0], at(cyan)[1]) > 240, "turn {turn}");
        assert!(k.at(at(black)[0], at(black)[1]) > 240, "turn {turn}");
    }
    let upright = picture("a.jpg", turned(&cmyk_jpeg(), 6));
    assert_eq!((upright.width, upright.height), (40, 60));
}

#[test]
fn only_pictures_in_use_are_embedded() {
    let used = cmyk_jpeg();
    let other = coded(&DynamicImage::new_luma8(50, 50), ImageFormat::Jpeg);
    let file = printed(&[picture("a.jpg", used.clone()), picture("b.jpg", other.clone())]);
    assert!(contains(&file, &used) && !contains(&file, &other));
}

#[test]
fn damaged_pictures_are_named_and_never_panic() {
    let rgb = image::RgbImage::from_fn(80, 60, |x, y| Rgb([x as u8 * 3, y as u8 * 4, 9]));
    let rgb = DynamicImage::ImageRgb8(rgb);
    let files = [cmyk_jpeg(), coded(&rgb, ImageFormat::Jpeg), coded(&rgb, ImageFormat::Png)];
    let mut refused = 0;
    for file in files {
        for step in 1..40 {
            let mut cut = file.clone();
            cut.truncate(file.len() * step / 40);
            let mut bent = file.clone();
            let place = file.len() * step / 40;
            bent[place] ^= 0x55;
            for damaged in [cut, bent] {
                let Ok(picture) = Picture::from_bytes("嫌/疑.jpg", damaged) else { continue };
                let pictures = [picture];
                let page = page(vec![Item::Picture(placed(0, 20.0, 30.0, 60.0, 40.0))]);
                if let Err(violations) = press(&FONTS, &pictures).write(&[&page], &info()) {
                    assert!(violations[0].to_string().contains("嫌/疑.jpg"));
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn places_and_profiles_that_cannot_be_are_refused() {
    let pictures = [picture("a.jpg", cmyk_jpeg())];
    let press = press(&FONTS, &pictures);
    let said = |item| press.write(&[&page(vec![item])], &info()).expect_err("refused")[0].to_string();
    assert!(said(Item::Picture(placed(7, 1.0, 1.0, 10.0, 10.0))).contains("not in the edition"));
    let mut place = placed(0, 1.0, 1.0, 10.0, 10.0);
    place.crop[2] = PerMille(0);
    assert!(said(Item::Picture(place)).contains("crop"));
    place = placed(0, 1.0, 1.0, 10.0, 10.0);
    place.rect.h = Length::ZERO;
    assert!(said(Item::Picture(place)).contains("no size"));
    let rgb = std::fs::read("icc/sRGB.icc").expect("a profile");
    let refused = banxin::press::Press::new(&FONTS, &[], &rgb, b"no profile").err().expect("refused");
    assert_eq!(refused.len(), 2);
}
