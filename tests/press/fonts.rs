//! Embedded fonts: kind, names, widths, text and size.

use std::collections::BTreeMap;
use std::fs;

use banxin::font::FontBook;
use banxin::geom::{Em, WritingMode};
use banxin::page::{Glyph, GlyphRun, Item};
use serde_json::Value;

use crate::file::{dict, page_dict};
use crate::sheet::{FONTS, info, page, pdf, press, run, run_of, text};
use crate::tools::{OnDisk, run as tool};

/// The font dictionaries of the first page with their descendants.
fn fonts(objects: &Value) -> Vec<(&Value, &Value)> {
    let fonts = page_dict(objects)["/Resources"]["/Font"].as_object().expect("fonts");
    let type0 = fonts.values().map(|font| dict(objects, font));
    type0.map(|type0| (type0, dict(objects, &type0["/DescendantFonts"][0]))).collect()
}

fn vertical(mut run: GlyphRun) -> Item {
    run.writing = WritingMode::Vertical;
    run.glyphs.iter_mut().zip(0..).for_each(|(glyph, place)| glyph.x = Em::whole(place));
    run.origin.x += run.size * 4;
    Item::Glyphs(run)
}

#[test]
fn cff_and_truetype_are_embedded_as_what_they_are() {
    let disk = OnDisk::new(&pdf(&[&page(vec![text("song", "宋体"), text("kai", "楷体")])]));
    let Some(said) = tool("pdffonts", &[&disk.pdf()]) else { return };
    let lines: Vec<&str> = said.lines().skip(2).collect();
    assert_eq!(lines.len(), 2, "{said}");
    for (line, name, kind) in
        [(lines[0], "+NotoSerifSC-Regular", "CID Type 0C "), (lines[1], "+PressKaiSC-Regular", "CID TrueType ")]
    {
        assert_eq!(line.find(name), Some(6), "{line}");
        assert!(line[..6].bytes().all(|letter| letter.is_ascii_uppercase()), "{line}");
        // Embedded, subset, with ToUnicode.
        assert!(line.contains(kind) && line.contains("Identity-H") && line.contains("yes yes yes"), "{line}");
    }
}

#[test]
fn one_name_in_all_three_dictionaries() {
    let disk = OnDisk::new(&pdf(&[&page(vec![text("song", "宋体"), text("kai", "楷体")])]));
    let Some(objects) = disk.objects() else { return };
    for (type0, cid) in fonts(&objects) {
        let descriptor = dict(&objects, &cid["/FontDescriptor"]);
        let name = cid["/BaseFont"].as_str().expect("a name");
        assert_eq!(descriptor["/FontName"], name);
        let (base, file) = match cid["/Subtype"].as_str() {
            Some("/CIDFontType0") => (format!("{name}-Identity-H"), "/FontFile3"),
            _ => (name.to_owned(), "/FontFile2"),
        };
        assert_eq!(type0["/BaseFont"], base);
        let program = dict(&objects, &descriptor[file]);
        match file {
            "/FontFile3" => assert_eq!(program["/Subtype"], "/CIDFontType0C"),
            _ => assert_eq!((&cid["/CIDToGIDMap"], program["/Length1"].is_i64()), (&"/Identity".into(), true)),
        }
    }
}

#[test]
fn a_vertical_run_has_a_font_of_its_own_over_the_same_glyphs() {
    let items = vec![text("song", "横排"), vertical(run("song", "竖排文字"))];
    let disk = OnDisk::new(&pdf(&[&page(items)]));
    let Some(objects) = disk.objects() else { return };
    let fonts = fonts(&objects);
    let encodings: Vec<&Value> = fonts.iter().map(|(type0, _)| &type0["/Encoding"]).collect();
    assert_eq!(encodings, ["/Identity-H", "/Identity-V"]);
    assert_eq!(fonts[0].0["/DescendantFonts"], fonts[1].0["/DescendantFonts"]);
    assert_eq!(fonts[0].0["/ToUnicode"], fonts[1].0["/ToUnicode"]);
    assert_eq!(fonts[1].1["/DW2"], serde_json::json!([880, -1000]));
    let Some(said) = tool("pdffonts", &[&disk.pdf()]) else { return };
    assert!(said.contains("Identity-V"), "{said}");
}

#[test]
fn text_comes_out_as_it_went_in() {
    let lines =
        ["报纸的“版心”，是文字——与图片——所占的地方。", "GDP 增长 5.2%，约翰·史密斯（John）说……", "楷体也可以。"];
    let faces = ["song", "hei", "kai"];
    let items = faces.iter().zip(lines).zip(0..).map(|((face, line), row)| {
        let mut run = run(face, line);
        run.origin.y += run.size * (2 * row);
        Item::Glyphs(run)
    });
    let disk = OnDisk::new(&pdf(&[&page(items.collect())]));
    for program in [&["pdftotext", "-raw"][..], &["mutool", "draw", "-q", "-F", "text"][..]] {
        let mut arguments = program[1..].to_vec();
        let file = disk.pdf();
        arguments.push(&file);
        if program[0] == "pdftotext" {
            arguments.push("-");
        }
        let Some(said) = tool(program[0], &arguments) else { continue };
        let said: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(said, lines, "{program:?}");
    }
}

/// A run of the first glyph of each text only, with the texts given.
fn respelt(texts: &[&str], glyphs: usize) -> GlyphRun {
    let mut run = run("song", "一二三四五六");
    let mut glyphs: Vec<Glyph> = run.glyphs[..glyphs].to_vec();
    run.text = texts.concat();
    let mut at = 0;
    for (glyph, text) in glyphs.iter_mut().zip(texts) {
        let end = at + u32::try_from(text.len()).expect("short");
        glyph.text = at..end;
        at = end;
    }
    glyphs[texts.len()..].iter_mut().for_each(|glyph| glyph.text = at..at);
    run.glyphs = glyphs;
    run
}

#[test]
fn one_glyph_may_stand_for_two_characters_and_two_for_one() {
    let dash = respelt(&["——", "文"], 2);
    let mut two = respelt(&["\u{845B}\u{E0100}"], 2);
    two.origin.y += two.size * 3;
    let disk = OnDisk::new(&pdf(&[&page(vec![Item::Glyphs(dash), Item::Glyphs(two)])]));
    let Some(said) = tool("pdftotext", &["-raw", &disk.pdf(), "-"]) else { return };
    assert_eq!(said.trim().lines().collect::<Vec<_>>(), ["——文", "\u{845B}\u{E0100}"]);
}

#[test]
fn a_glyph_shared_by_characters_says_what_each_run_said() {
    let mut items = Vec::new();
    for (row, text) in ["一", "⼀", "一"].into_iter().enumerate() {
        let mut run = respelt(&[text], 1);
        run.origin.y += run.size * (3 * i64::try_from(row).expect("small"));
        items.push(Item::Glyphs(run));
    }
    let disk = OnDisk::new(&pdf(&[&page(items)]));
    let Some(said) = tool("pdftotext", &["-raw", &disk.pdf(), "-"]) else { return };
    assert_eq!(said.trim().lines().collect::<Vec<_>>(), ["一", "⼀", "一"]);
}

/// /W as code → width.
fn by_code(array: &Value) -> BTreeMap<usize, f64> {
    let mut map = BTreeMap::new();
    for pair in array.as_array().expect("an array").chunks(2) {
        let first = usize::try_from(pair[0].as_u64().expect("a code")).expect("small");
        let widths = pair[1].as_array().expect("widths").iter().map(|width| width.as_f64().expect("a number"));
        map.extend((first..).zip(widths));
    }
    map
}

/// The bundled Kai with another number of units to the em: widths that are no whole thousandths.
fn odd_kai(folder: &std::path::Path) -> FontBook {
    let mut font = fs::read("fonts/PressKaiSC-Regular.ttf").expect("bundled");
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let entry = (0..tables).map(|table| 12 + table * 16).find(|&at| &font[at..at + 4] == b"head").expect("head");
    let head = u32::from_be_bytes([font[entry + 8], font[entry + 9], font[entry + 10], font[entry + 11]]) as usize;
    font[head + 18..head + 20].copy_from_slice(&1536_u16.to_be_bytes());
    fs::write(folder.join("odd.ttf"), font).expect("written");
    let entry = "[[face]]\nid = \"odd\"\nfile = \"odd.ttf\"\nweight = 400\nquote = 350\ndot = 350\ndash = 1000\n";
    fs::write(folder.join("fonts.toml"), entry).expect("written");
    FontBook::open(folder).expect("a catalogue")
}

#[test]
fn widths_are_those_of_the_font_program_to_a_thousandth() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = odd_kai(folder.path());
    let run = run_of(&book, book.find("odd").expect("the face"), "楷体AVil“·”1,");
    let mut glyphs: Vec<_> = run.glyphs.iter().map(|glyph| glyph.id).collect();
    glyphs.sort_unstable();
    let page = page(vec![Item::Glyphs(run)]);
    let file = press(&book, &[]).write(&[&page], &info()).expect("written");
    let Some(objects) = OnDisk::new(&file).objects() else { return };
    let widths = by_code(&fonts(&objects)[0].1["/W"]);
    let reader = book.face(book.find("odd").expect("the face")).reader();
    let mut fractions = 0;
    for (code, glyph) in (1..).zip(glyphs) {
        let exact = reader.advance(glyph).to_f64() * 1000.0;
        let written = widths.get(&code).map_or(1000.0, |width| *width);
        assert!((written - exact).abs() <= 0.025, "glyph {code}: {written} for {exact}");
        fractions += u32::from(written.fract() != 0.0);
    }
    assert!(fractions > 3, "the face was to have odd widths");
}

#[test]
fn every_width_of_the_bundled_faces_is_exact() {
    let line = "汉字ABCWil123，。·—“”";
    for name in ["song", "hei", "kai"] {
        let Some(objects) = OnDisk::new(&pdf(&[&page(vec![text(name, line)])])).objects() else { return };
        let widths = by_code(&fonts(&objects)[0].1["/W"]);
        let mut glyphs: Vec<_> = run(name, line).glyphs.iter().map(|glyph| glyph.id).collect();
        glyphs.sort_unstable();
        let reader = FONTS.face(crate::sheet::face(name)).reader();
        for (code, glyph) in (1..).zip(glyphs) {
            let written = widths.get(&code).map_or(1000.0, |width| *width);
            assert!((written - reader.advance(glyph).to_f64() * 1000.0).abs() < 1e-9, "{name} {code}");
        }
    }
}

#[test]
fn a_line_of_text_is_small_in_every_face() {
    // The Hani subroutines of the Noto faces alone are 0.3 MB: a subset that keeps them is not one.
    for name in ["song", "hei", "kai", "标宋", "粗宋", "大黑", "粗黑"] {
        let Some(_) = FONTS.find(name) else { panic!("{name} is in the catalogue") };
        let file = pdf(&[&page(vec![text(name, "新华社北京电记者今天从有关部门获悉经济运行")])]);
        assert!(file.len() < 12 * 1024, "{name}: {} bytes", file.len());
    }
}
