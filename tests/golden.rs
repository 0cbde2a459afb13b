//! The pages of the samples as pictures.
//!
//! `tests/golden/page-N.png` is page N of the broadsheet, `tabloid-N.png` one of the tabloid (a spread by its left number), at
//! 45 pixels an inch in four grays. The page of today is rasterised from
//! its PDF by `banxin::proof` and brought to the same four grays. `banxin::proof::diff` compares the two: the
//! size in pixels must be the same, and in every tile of 64 × 64 pixels at most [`PIXELS`] may have another gray
//! (those that stand on the border of two grays, where machines may round differently). At this size a character of
//! the body covers 5 × 5 pixels: one that is missing is found; a missing stop may not be.
//!
//! A golden that is missing fails and is not written. `ACCEPT=page-1,page-3 cargo test --test golden` writes those
//! that are named and no other. A failure leaves `target/tmp/golden/report.html` with both pictures and the difference.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use banxin::edition::Edition;
use banxin::geom::Length;
use banxin::page::{Item, Page};
use banxin::press::{Info, Press};
use banxin::proof::{Difference, diff, rasterise};
use banxin::style::Role;
use image::{GrayImage, Luma, Rgb, RgbImage};

/// Pixels an inch.
const PPI: u32 = 45;
/// Pixels of a tile that may have another gray; `proof::diff` counts three samples a pixel.
const PIXELS: u32 = 4;
/// The largest golden, in bytes.
const LARGEST: usize = 60 * 1024;

/// A sample as read and made up.
type Sample = (Edition, Vec<Page>);

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| made_up("samples/yunting/edition.toml"));
static TABLOID: LazyLock<Sample> = LazyLock::new(|| made_up("samples/huaiwan/edition.toml"));

fn made_up(path: &str) -> Sample {
    let edition = banxin::edition::load(Path::new(path)).expect("the sample can be read");
    let night = banxin::build(&edition.value).value;
    (edition.value, night.pages)
}

/// The goldens that pages come to today, with their names.
type Named = Vec<(String, Vec<u8>)>;

static TODAY: LazyLock<Named> = LazyLock::new(|| named("page", &SAMPLE));
static TABLOID_TODAY: LazyLock<Named> = LazyLock::new(|| named("tabloid", &TABLOID));

fn named(of: &str, sample: &Sample) -> Named {
    let names = sample.1.iter().map(|page| format!("{of}-{}", page.number.0));
    names.zip(goldens(&sample.0, &sample.1.iter().collect::<Vec<_>>())).collect()
}

fn goldens(edition: &Edition, pages: &[&Page]) -> Vec<Vec<u8>> {
    let press = Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile);
    let press = press.expect("the profiles of the sample");
    let info = Info { title: edition.paper.name.clone(), date: edition.issue.date };
    let pdf = press.write(pages, &info).expect("the pages can be printed");
    rasterise(&pdf, PPI).expect("the PDF can be drawn").iter().map(|png| four_grays(png)).collect()
}

/// A picture as a golden: PNG of four grays.
fn four_grays(png: &[u8]) -> Vec<u8> {
    let gray = image::load_from_memory(png).expect("a picture").into_luma8();
    let (width, height) = gray.dimensions();
    let mut packed = Vec::new();
    for row in gray.rows() {
        let levels: Vec<u8> =
            row.map(|Luma([gray])| u8::try_from((u32::from(*gray) * 3 + 127) / 255).expect("0 to 3")).collect();
        packed.extend(levels.chunks(4).map(|four| (0..4).fold(0, |byte, at| byte << 2 | four.get(at).unwrap_or(&0))));
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&packed).expect("pixels");
    writer.finish().expect("an end");
    out
}

/// What is wrong with a page: in words, with the golden if there is one.
struct Wrong {
    name: String,
    why: String,
    golden: Option<Vec<u8>>,
    today: Vec<u8>,
}

/// Compares pages with the goldens of a folder; writes those that are named in `accept`.
fn compare<'g>(folder: &Path, accept: &str, today: impl IntoIterator<Item = &'g (String, Vec<u8>)>) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for (name, picture) in today {
        let path = folder.join(format!("{name}.png"));
        if accept.split(',').any(|accepted| accepted == name) {
            fs::write(&path, picture).expect("the golden is written");
        }
        let golden = fs::read(&path).ok();
        let why = match &golden {
            None => Some(format!("there is no {}; look at the page, then ACCEPT={name}", path.display())),
            Some(golden) => differs(golden, picture),
        };
        if let Some(why) = why {
            wrong.push(Wrong { name: name.clone(), why, golden, today: picture.clone() });
        }
    }
    wrong
}

fn differs(golden: &[u8], today: &[u8]) -> Option<String> {
    match diff(golden, today) {
        Err(reason) => Some(reason),
        Ok(Some(Difference::Size(a, b))) => Some(format!("it was {a:?} pixels and is {b:?}")),
        Ok(Some(Difference::Tiles { samples, tiles, worst })) if worst.samples > 3 * PIXELS => {
            let at = |pixels: u32| Length::INCH.scaled(i64::from(pixels), i64::from(PPI));
            let (x, y, pixels) = (at(worst.x), at(worst.y), worst.samples / 3);
            let all = samples / 3;
            Some(format!(
                "{all} pixels in {tiles} tiles differ, most ({pixels}) in the tile at {x}, {y} from the top left"
            ))
        }
        Ok(Some(Difference::Tiles { .. }) | None) => None,
    }
}

/// Where both are the same in gray; what vanished in red, what is new in blue.
fn difference(golden: &[u8], today: &[u8]) -> RgbImage {
    let read =
        |png: &[u8]| image::load_from_memory(png).map_or_else(|_| GrayImage::new(1, 1), |image| image.into_luma8());
    let (golden, today) = (read(golden), read(today));
    RgbImage::from_fn(today.width().max(golden.width()), today.height().max(golden.height()), |x, y| {
        let gray = |image: &GrayImage| image.get_pixel_checked(x, y).map_or(255, |Luma([gray])| *gray);
        let (old, new) = (gray(&golden), gray(&today));
        match old.cmp(&new) {
            std::cmp::Ordering::Less => Rgb([old, old, 255]),
            std::cmp::Ordering::Equal => Rgb([192 + old / 4; 3]),
            std::cmp::Ordering::Greater => Rgb([255, new, new]),
        }
    })
}

/// Writes the report of what is wrong; gives its path.
fn report(folder: &Path, wrong: &[Wrong]) -> String {
    fs::create_dir_all(folder).expect("a folder for the report");
    let mut html = String::from("<!doctype html><meta charset=utf-8><title>golden pages</title>\n");
    html.push_str("<style>img{border:1px solid #999;width:32%}</style>\n");
    for page in wrong {
        let _ = writeln!(
            html,
            "<h2>{}</h2><p>{}</p><p>golden, today, difference (red is gone, blue is new)</p>",
            page.name, page.why
        );
        let mut show = |kind: &str, bytes: &[u8]| {
            let name = format!("{}-{kind}.png", page.name);
            fs::write(folder.join(&name), bytes).expect("a picture of the report");
            let _ = writeln!(html, "<a href={name}><img src={name} alt=\"{kind}\"></a>");
        };
        if let Some(golden) = &page.golden {
            show("golden", golden);
        }
        show("today", &page.today);
        if let Some(golden) = &page.golden {
            let mut png = std::io::Cursor::new(Vec::new());
            difference(golden, &page.today).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
            show("difference", &png.into_inner());
        }
    }
    let path = folder.join("report.html");
    fs::write(&path, html).expect("the report");
    path.display().to_string()
}

#[test]
fn the_pages_look_as_they_did() {
    let accept = std::env::var("ACCEPT").unwrap_or_default();
    let wrong = compare(Path::new("tests/golden"), &accept, TODAY.iter().chain(&*TABLOID_TODAY));
    if !wrong.is_empty() {
        let path = report(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden"), &wrong);
        let words: Vec<String> = wrong.iter().map(|page| format!("{}: {}", page.name, page.why)).collect();
        panic!("\n{}\nsee {path}\n", words.join("\n"));
    }
}

#[test]
fn goldens_are_small_and_there_is_none_without_a_page() {
    assert_eq!((TODAY.len(), TABLOID_TODAY.len()), (4, 7));
    let today = || TODAY.iter().chain(&*TABLOID_TODAY);
    for (name, golden) in today() {
        assert!(golden.len() <= LARGEST, "{name}: {} bytes", golden.len());
    }
    for entry in fs::read_dir("tests/golden").expect("the goldens") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = today().any(|page| name == format!("{}.png", page.0));
        assert!(known, "{name} is the golden of no page");
        let size = entry.metadata().expect("a file").len();
        assert!(size <= LARGEST as u64, "{name}: {size} bytes");
    }
}

#[test]
fn a_missing_golden_fails_and_only_named_ones_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = TODAY[..3].to_vec();
    let names =
        |accept: &str| compare(folder.path(), accept, &pages).into_iter().map(|page| page.name).collect::<Vec<_>>();
    let there = || fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!((names(""), there()), (vec!["page-1".into(), "page-2".into(), "page-3".into()], 0));
    assert_eq!((names("1,page,page-22,all"), there()).1, 0);
    assert_eq!((names("page-2"), there()), (vec!["page-1".to_owned(), "page-3".into()], 1));
    assert_eq!((names("page-3,page-1"), there()), (vec![], 3));
    fs::write(folder.path().join("page-1.png"), b"not a picture").expect("written");
    assert_eq!(names(""), ["page-1"]);
    fs::copy(folder.path().join("page-3.png"), folder.path().join("page-1.png")).expect("copied");
    assert_eq!(names(""), ["page-1"]);
}

#[test]
fn one_lost_character_is_found_and_shown() {
    let mut page = SAMPLE.1[3].clone();
    let run = page.items.iter_mut().find_map(|item| match item {
        Item::Glyphs(run) if run.role == Role::Body && run.glyphs.len() > 5 => Some(run),
        _ => None,
    });
    let run = run.expect("a line of the body");
    let lost = run.glyphs.remove(2);
    let (x, y) = (run.origin.x + lost.x.at(run.size), run.origin.y);
    let folder = tempfile::tempdir().expect("a folder");
    assert!(compare(folder.path(), "page-4", &TODAY[3..]).is_empty());
    let today: Named = goldens(&SAMPLE.0, &[&page]).into_iter().map(|golden| ("page-4".to_owned(), golden)).collect();
    let wrong = compare(folder.path(), "", &today);
    assert_eq!(wrong.len(), 1, "the character at {x}, {y} was not missed");
    assert!(wrong[0].why.contains("in 1 tiles") || wrong[0].why.contains("in 2 tiles"), "{}", wrong[0].why);
    let html = fs::read_to_string(report(&folder.path().join("report"), &wrong)).expect("a report");
    for kind in ["golden", "today", "difference"] {
        let name = format!("page-4-{kind}.png");
        assert!(html.contains(&name), "{html}");
        assert!(image::open(folder.path().join("report").join(name)).is_ok());
    }
}
