//! Spreads on one sheet and as two pages, and pages head to foot, as other readers see them.

use banxin::geom::Length;
use banxin::page::{Form, Item, Page, PressBoxes, Spread};
use banxin::proof::rasterise;

use crate::file::{dict, page_dict};
use crate::sheet::{fill, mm, page, pdf, run, text};
use crate::tools::{OnDisk, run as tool};

/// A sheet of 100 × 120 mm with 3 mm bleed: a word on each half, a black box at the top left corner of the right one.
fn spread(form: Form) -> Page {
    let mut right = run("song", "右面的版");
    right.origin.x = mm(60.0);
    let black = fill(50.0, 0.0, 10.0, 10.0, [0, 0, 0, 1000]);
    Page { form, ..page(vec![text("song", "左面的版"), Item::Glyphs(right), black]) }
}

fn form(spread: Spread, turned: bool) -> Form {
    Form { turned, spread }
}

/// A box of a page, in points.
fn corners(page: &serde_json::Value, name: &str) -> Vec<f64> {
    let corners = page[name].as_array().expect("four corners").iter();
    corners.map(|corner| corner.as_f64().expect("a number")).collect()
}

fn near(found: &[f64], millimetres: [f64; 4]) {
    let wanted = millimetres.map(|value| value / 25.4 * 72.0);
    assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.002), "{found:?} {wanted:?}");
}

#[test]
fn a_spread_that_is_split_is_two_pages_of_one_content() {
    let disk = OnDisk::new(&pdf(&[&spread(form(Spread::Split, false))]));
    tool("qpdf", &["--check", &disk.pdf()]);
    let Some(objects) = disk.objects() else { return };
    let root = dict(&objects, &objects["trailer"]["value"]["/Root"]);
    let kids = dict(&objects, &root["/Pages"])["/Kids"].as_array().expect("pages").clone();
    let [left, right] = [0, 1].map(|at| dict(&objects, &kids[at]));
    assert_eq!(kids.len(), 2);
    assert_eq!(left["/Contents"], right["/Contents"]);
    near(&corners(left, "/MediaBox"), [0.0, 0.0, 56.0, 126.0]);
    near(&corners(left, "/TrimBox"), [3.0, 3.0, 53.0, 123.0]);
    near(&corners(right, "/MediaBox"), [50.0, 0.0, 106.0, 126.0]);
    near(&corners(right, "/TrimBox"), [53.0, 3.0, 103.0, 123.0]);
    for page in [left, right] {
        assert_eq!(page["/BleedBox"], page["/MediaBox"]);
    }
}

#[test]
fn each_page_of_a_split_spread_has_its_own_text() {
    let pages = |which| OnDisk::new(&pdf(&[&spread(form(which, false))]));
    let Some(said) = tool("pdftotext", &[&pages(Spread::Split).pdf(), "-"]) else { return };
    let pages_of: Vec<&str> = said.split('\u{c}').map(str::trim).filter(|page| !page.is_empty()).collect();
    assert_eq!(pages_of, ["左面的版", "右面的版"]);
    for (which, wanted) in [(Spread::Left, "左面的版"), (Spread::Right, "右面的版")] {
        let said = tool("pdftotext", &[&pages(which).pdf(), "-"]).expect("it was there before");
        assert_eq!(said.trim(), wanted);
    }
    let whole = tool("pdftotext", &[&pages(Spread::Whole).pdf(), "-"]).expect("it was there before");
    assert!(whole.contains("左面的版") && whole.contains("右面的版"), "{whole}");
}

#[test]
fn the_right_page_is_drawn_from_its_own_corner() {
    let proof = |which| rasterise(&pdf(&[&spread(form(which, false))]), 127).expect("a proof").remove(0);
    let image = image::load_from_memory(&proof(Spread::Right)).expect("a PNG").into_luma8();
    // 5 pixels a millimetre: 56 mm of media; the box begins 3 mm from its left edge and top.
    assert!(image.width() == 280 && image.height().abs_diff(630) < 2, "{:?}", image.dimensions());
    let black = |x: u32, y: u32| image.get_pixel(x, y).0[0] < 80;
    assert!(black(17, 17) && black(60, 60) && !black(70, 60) && !black(10, 10));
}

#[test]
fn a_turned_page_is_turned_by_its_content_and_keeps_its_text() {
    // In whole points, so that half a turn lays pixel on pixel.
    let boxes = PressBoxes { width: Length::PT * 288, height: Length::PT * 360, bleed: Length::PT * 9 };
    let upright = Page { boxes, ..spread(Form::default()) };
    let turned = Page { form: form(Spread::No, true), ..upright.clone() };
    let [one, two] = [&upright, &turned].map(|page| OnDisk::new(&pdf(&[page])));
    let proof = |page: &Page| {
        let png = rasterise(&pdf(&[page]), 144).expect("a proof").remove(0);
        image::load_from_memory(&png).expect("a PNG").into_luma8()
    };
    let (mut a, b) = (proof(&upright), proof(&turned));
    assert!(a != b);
    image::imageops::rotate180_in_place(&mut a);
    let differ = a.pixels().zip(b.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 64).count();
    assert!(differ < 20, "{differ} pixels differ");
    tool("qpdf", &["--check", &two.pdf()]);
    let Some(objects) = two.objects() else { return };
    assert!(page_dict(&objects)["/Rotate"].is_null());
    assert_eq!(corners(page_dict(&objects), "/TrimBox"), [9.0, 9.0, 297.0, 369.0]);
    for (program, arguments) in [("pdftotext", vec![]), ("mutool", vec!["draw", "-F", "text"])] {
        let said = |disk: &OnDisk| {
            let (file, mut all) = (disk.pdf(), arguments.clone());
            all.push(&file);
            if program == "pdftotext" {
                all.push("-");
            }
            tool(program, &all)
        };
        let (Some(plain), Some(turned)) = (said(&one), said(&two)) else { continue };
        for word in ["左面的版", "右面的版"] {
            assert!(plain.contains(word) && turned.contains(word), "{program}: {turned}");
        }
    }
    let Some(fonts) = tool("pdffonts", &[&two.pdf()]) else { return };
    assert_eq!(Some(fonts), tool("pdffonts", &[&one.pdf()]));
}

#[test]
fn a_turned_spread_that_is_split_has_its_left_page_at_the_right() {
    let disk = OnDisk::new(&pdf(&[&spread(form(Spread::Split, true))]));
    let Some(objects) = disk.objects() else { return };
    let root = dict(&objects, &objects["trailer"]["value"]["/Root"]);
    let kids = &dict(&objects, &root["/Pages"])["/Kids"];
    near(&corners(dict(&objects, &kids[0]), "/TrimBox"), [53.0, 3.0, 103.0, 123.0]);
    let Some(said) = tool("pdftotext", &[&disk.pdf(), "-"]) else { return };
    let pages: Vec<&str> = said.split('\u{c}').map(str::trim).filter(|page| !page.is_empty()).collect();
    assert_eq!(pages, ["左面的版", "右面的版"]);
}
