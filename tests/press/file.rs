//! Header, trailer, information and boxes.

use banxin::geom::Length;
use banxin::press::Violation;
use serde_json::Value;

use crate::sheet::{FONTS, fill, info, page, pdf, press, rule, text};
use crate::tools::{OnDisk, run};

/// A page with one item of each kind that needs no file.
fn mixed() -> banxin::page::Page {
    page(vec![
        fill(10.0, 10.0, 30.0, 12.0, [500, 0, 0, 0]),
        text("song", "版心，是报纸的版面。"),
        rule(10.0, 30.0, 80.0, Length::PT),
        text("hei", "黑体"),
    ])
}

/// The dictionary of an object, through a reference.
pub(crate) fn dict<'a>(objects: &'a Value, reference: &Value) -> &'a Value {
    let object = &objects[format!("obj:{}", reference.as_str().expect("a reference"))];
    if object["stream"].is_null() { &object["value"] } else { &object["stream"]["dict"] }
}

/// The dictionary of the only page.
pub(crate) fn page_dict(objects: &Value) -> &Value {
    let root = dict(objects, &objects["trailer"]["value"]["/Root"]);
    dict(objects, &dict(objects, &root["/Pages"])["/Kids"][0])
}

#[test]
fn the_header_is_1_6_with_a_binary_comment() {
    let file = pdf(&[&mixed()]);
    assert!(file.starts_with(b"%PDF-1.6\n%"));
    assert!(file[10..14].iter().all(|&byte| byte >= 128), "{:?}", &file[..16]);
}

#[test]
fn qpdf_finds_no_fault() {
    let page = mixed();
    run("qpdf", &["--check", &OnDisk::new(&pdf(&[&page, &page])).pdf()]);
}

#[test]
fn the_trailer_has_two_identifiers_of_the_content() {
    let Some(objects) = OnDisk::new(&pdf(&[&mixed()])).objects() else { return };
    let id = &objects["trailer"]["value"]["/ID"];
    assert_eq!(id[0], id[1]);
    assert_eq!(id.as_array().map(Vec::len), Some(2));
    let Some(other) = OnDisk::new(&pdf(&[&page(vec![text("song", "另一版")])])).objects() else { return };
    assert_ne!(id, &other["trailer"]["value"]["/ID"]);
}

#[test]
fn information_is_ours_and_says_untrapped() {
    let Some(objects) = OnDisk::new(&pdf(&[&mixed()])).objects() else { return };
    let about = dict(&objects, &objects["trailer"]["value"]["/Info"]);
    assert_eq!(about["/Title"], "u:江海日报 2026-11-23 第1版");
    assert_eq!(about["/CreationDate"], "u:D:20261123000000Z");
    assert_eq!(about["/ModDate"], about["/CreationDate"]);
    assert_eq!(about["/Trapped"], "/False");
    assert!(about["/Producer"].as_str().is_some_and(|producer| producer.starts_with("u:banxin")));
    assert_eq!(about.as_object().map(serde_json::Map::len), Some(5));
}

#[test]
fn the_catalogue_has_nothing_of_printpdf() {
    let file = pdf(&[&mixed()]);
    let Some(objects) = OnDisk::new(&file).objects() else { return };
    let root = dict(&objects, &objects["trailer"]["value"]["/Root"]);
    let keys: Vec<&String> = root.as_object().expect("a dictionary").keys().collect();
    assert_eq!(keys, ["/PageMode", "/Pages", "/Type"]);
    assert_eq!(root["/PageMode"], "/UseNone");
    let page = page_dict(&objects);
    for absent in ["/CropBox", "/Annots", "/UserUnit", "/Group"] {
        assert!(page[absent].is_null(), "{absent}");
    }
    assert!(!file.windows(5).any(|word| word == b"FOGRA"));
}

#[test]
fn boxes_are_corners_with_y_up() {
    let Some(said) = run("pdfinfo", &["-box", &OnDisk::new(&pdf(&[&mixed()])).pdf()]) else { return };
    let numbers = |name: &str| -> Vec<f64> {
        let line = said.lines().find(|line| line.starts_with(name)).expect("the box is there");
        line[name.len()..].split_whitespace().map(|word| word.parse().expect("a number")).collect()
    };
    // 106 × 126 mm with bleed; the trim is 3 mm inside.
    assert_eq!(numbers("MediaBox:"), [0.0, 0.0, 300.47, 357.17]);
    assert_eq!(numbers("BleedBox:"), numbers("MediaBox:"));
    assert_eq!(numbers("TrimBox:"), [8.50, 8.50, 291.97, 348.66]);
}

#[test]
fn a_page_has_its_own_resources_only() {
    let one = page(vec![text("song", "宋")]);
    let two = page(vec![text("hei", "黑")]);
    let Some(objects) = OnDisk::new(&pdf(&[&one, &two])).objects() else { return };
    let root = dict(&objects, &objects["trailer"]["value"]["/Root"]);
    let pages = &dict(&objects, &root["/Pages"])["/Kids"];
    let fonts = |page: usize| {
        let resources = &dict(&objects, &pages[page])["/Resources"];
        assert!(resources["/XObject"].is_null() && resources["/Shading"].is_null());
        resources["/Font"].as_object().expect("fonts").keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(fonts(0).len(), 1);
    assert_eq!(fonts(1).len(), 1);
    assert_ne!(fonts(0), fonts(1));
    assert_eq!(pages.as_array().map(Vec::len), Some(2), "the specimen is left out");
}

#[test]
fn every_stream_is_packed_and_every_object_is_used() {
    let disk = OnDisk::new(&pdf(&[&mixed()]));
    let Some(objects) = disk.objects() else { return };
    let all = objects.as_object().expect("objects");
    let mut named = String::new();
    for object in all.values() {
        named.push_str(&object.to_string());
        let stream = &object["stream"]["dict"];
        assert!(stream.is_null() || stream["/Filter"] == "/FlateDecode", "{stream}");
    }
    for name in all.keys().filter_map(|key| key.strip_prefix("obj:")) {
        assert!(named.contains(&format!("\"{name}\"")), "object {name} is not used");
    }
}

#[test]
fn an_empty_page_is_a_page() {
    let disk = OnDisk::new(&pdf(&[&page(Vec::new())]));
    run("qpdf", &["--check", &disk.pdf()]);
    run("gs", &["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", &disk.pdf()]);
}

#[test]
fn what_cannot_be_printed_is_said_and_not_guessed() {
    let press = press(&FONTS, &[]);
    let said = |page: banxin::page::Page| press.write(&[&page], &info()).expect_err("refused");
    assert!(matches!(press.write(&[], &info()).expect_err("refused")[..], [Violation::Document(_)]));
    let mut small = mixed();
    small.boxes.width = Length::ZERO;
    assert!(said(small)[0].to_string().starts_with("page 1 cannot be printed"));
    let mut outside = crate::sheet::run("song", "出界");
    outside.glyphs[1].text = 2..5;
    assert!(said(page(vec![banxin::page::Item::Glyphs(outside)]))[0].to_string().contains("outside its run"));
    let mut notdef = crate::sheet::run("song", "无");
    notdef.glyphs[0].id = banxin::font::GlyphId(0);
    assert!(said(page(vec![banxin::page::Item::Glyphs(notdef)]))[0].to_string().contains("has no glyph 0"));
    assert!(said(page(vec![rule(1.0, 1.0, 1.0, Length::ZERO)]))[0].to_string().contains("weight"));
}
