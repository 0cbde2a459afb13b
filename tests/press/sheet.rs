//! Pages made by hand.

use std::path::Path;
use std::sync::LazyLock;

use banxin::font::{FaceId, FontBook};
use banxin::geom::{Em, Length, PerMille, Point, Rect, WritingMode};
use banxin::page::{Fill, Form, Glyph, GlyphRun, Item, Page, PageNo, PlacedPicture, PressBoxes, Rule, TextRef};
use banxin::picture::{Picture, PictureId};
use banxin::press::{Info, Press};
use banxin::style::{Ink, Role};

/// The bundled faces.
pub(crate) static FONTS: LazyLock<FontBook> =
    LazyLock::new(|| FontBook::open(Path::new("fonts")).expect("the bundled catalogue"));

/// Millimetres.
pub(crate) fn mm(value: f64) -> Length {
    Length::mm(value)
}

/// A press without or with pictures.
pub(crate) fn press<'a>(fonts: &'a FontBook, pictures: &'a [Picture]) -> Press<'a> {
    let read = |path| std::fs::read(path).expect("profiles are in the repository");
    Press::new(fonts, pictures, &read("icc/newsprint-cgats-tr002.icc"), &read("icc/sRGB.icc")).expect("profiles")
}

/// The usual information.
pub(crate) fn info() -> Info {
    Info { title: "江海日报 2026-11-23 第1版".into(), date: (2026, 11, 23) }
}

/// The PDF of some pages.
pub(crate) fn pdf(pages: &[&Page]) -> Vec<u8> {
    press(&FONTS, &[]).write(pages, &info()).expect("written")
}

/// A page of 100 × 120 mm with 3 mm bleed.
pub(crate) fn page(items: Vec<Item>) -> Page {
    Page {
        number: PageNo(1),
        name: "要闻".into(),
        boxes: PressBoxes { width: mm(100.0), height: mm(120.0), bleed: mm(3.0) },
        form: Form::default(),
        items,
        zones: Vec::new(),
    }
}

/// The face of an id or alias.
pub(crate) fn face(name: &str) -> FaceId {
    FONTS.find(name).expect("a face of the catalogue")
}

/// Black text at 9 pt from (10 mm, 20 mm): one glyph a character, each set by its advance.
pub(crate) fn run(face_name: &str, text: &str) -> GlyphRun {
    run_of(&FONTS, face(face_name), text)
}

/// The same in a face of any book.
pub(crate) fn run_of(fonts: &FontBook, id: FaceId, text: &str) -> GlyphRun {
    let reader = fonts.face(id).reader();
    let mut x = Em::ZERO;
    let glyphs = text.char_indices().map(|(at, character)| {
        let glyph = reader.glyph(character).unwrap_or_else(|| panic!("{character} is in the face"));
        let place = x;
        x += reader.advance(glyph);
        let range = u32::try_from(at).expect("short")..u32::try_from(at + character.len_utf8()).expect("short");
        Glyph { id: glyph, x: place, y: Em::ZERO, text: range }
    });
    GlyphRun {
        face: id,
        size: Length::PT * 9,
        scale: PerMille::FULL,
        ink: Ink::BLACK,
        origin: Point::new(mm(10.0), mm(20.0)),
        writing: WritingMode::Horizontal,
        turned: false,
        role: Role::Body,
        of: TextRef::default(),
        glyphs: glyphs.collect(),
        text: text.into(),
    }
}

/// A run as an item.
pub(crate) fn text(face_name: &str, text: &str) -> Item {
    Item::Glyphs(run(face_name, text))
}

/// A box in ink.
pub(crate) fn fill(x: f64, y: f64, w: f64, h: f64, ink: [i32; 4]) -> Item {
    Item::Fill(Fill { rect: Rect::new(mm(x), mm(y), mm(w), mm(h)), ink: Ink::Process(ink.map(PerMille)) })
}

/// A black rule from the left to the right.
pub(crate) fn rule(x: f64, y: f64, w: f64, weight: Length) -> Item {
    let (from, to) = (Point::new(mm(x), mm(y)), Point::new(mm(x + w), mm(y)));
    Item::Rule(Rule { from, to, weight, ink: Ink::BLACK })
}

/// A picture, not cropped.
pub(crate) fn placed(picture: u32, x: f64, y: f64, w: f64, h: f64) -> PlacedPicture {
    PlacedPicture {
        picture: PictureId(picture),
        rect: Rect::new(mm(x), mm(y), mm(w), mm(h)),
        crop: [0, 0, 1000, 1000].map(PerMille),
    }
}
