//! How long the press takes: a broadsheet of 6,000 glyphs in four faces, and a night of four of them.
//!
//! Words are drawn from 1,500 characters, common ones more often, and every line is justified with
//! corrections that no width explains, as real lines are.

use std::path::Path;
use std::sync::LazyLock;

use banxin::font::{FaceId, FontBook, GlyphId};
use banxin::geom::{Em, Length, PerMille, Point, WritingMode};
use banxin::page::{Form, Glyph, GlyphRun, Item, Page, PageNo, PressBoxes, TextRef};
use banxin::picture::Picture;
use banxin::press::{Info, Press};
use banxin::style::{Ink, Role};
use divan::Bencher;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

static FONTS: LazyLock<FontBook> = LazyLock::new(|| FontBook::open(Path::new("fonts")).expect("bundled faces"));
static PROFILES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    ["icc/newsprint-cgats-tr002.icc", "icc/sRGB.icc"].map(|path| std::fs::read(path).expect("bundled profiles"))
});
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| (1..=4).map(page).collect());

fn main() {
    divan::main();
}

/// Numbers that look drawn and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Characters of the face, the common ones first as far as their order in Unicode lets one guess.
fn characters(face: FaceId) -> Vec<(char, GlyphId)> {
    let reader = FONTS.face(face).reader();
    let every = (0x4E00_u32..0x9FA5).step_by(13).filter_map(char::from_u32);
    every.filter_map(|character| Some((character, reader.glyph(character)?))).take(1500).collect()
}

fn run(dice: &mut Dice, face: FaceId, set: &[(char, GlyphId)], size: Length, count: usize) -> GlyphRun {
    let (mut text, mut glyphs, mut x) = (String::new(), Vec::new(), Em::ZERO);
    let stretch = i64::try_from(dice.below(600)).expect("small");
    for _ in 0..count {
        let common = dice.below(set.len() as u64) * dice.below(set.len() as u64) / set.len() as u64;
        let (character, id) = set[usize::try_from(common).expect("small")];
        let start = u32::try_from(text.len()).expect("small");
        text.push(character);
        glyphs.push(Glyph { id, x, y: Em::ZERO, text: start..start + 3 });
        x += Em::from_units(24_000 + stretch);
    }
    let (role, of) = (Role::Body, TextRef::default());
    let origin = Point::default();
    let writing = WritingMode::Horizontal;
    GlyphRun {
        face,
        size,
        scale: PerMille::FULL,
        ink: Ink::BLACK,
        origin,
        writing,
        turned: false,
        role,
        of,
        text,
        glyphs,
    }
}

fn page(number: u16) -> Page {
    let mut dice = Dice(u64::from(number));
    let mut items = Vec::new();
    let faces = [("song", 9.2, 400), ("kai", 9.2, 30), ("hei-bold", 24.0, 12), ("song-black", 42.0, 5)];
    for (name, size, lines) in faces {
        let (face, size) = (FONTS.find(name).expect("bundled"), Length::pt(size));
        let set = characters(face);
        for line in 0..lines {
            let mut run = run(&mut dice, face, &set, size, 13);
            run.origin = Point::new(Length::mm(44.0) * (line % 8), Length::pt(13.0) * (line / 8 + 4));
            items.push(Item::Glyphs(run));
        }
    }
    let boxes = PressBoxes { width: Length::mm(390.0), height: Length::mm(545.0), bleed: Length::mm(3.0) };
    Page { number: PageNo(number), name: "要闻".into(), boxes, form: Form::default(), items, zones: Vec::new() }
}

fn press(pictures: &[Picture]) -> Press<'_> {
    Press::new(&FONTS, pictures, &PROFILES[0], &PROFILES[1]).expect("profiles")
}

fn info() -> Info {
    Info { title: "江海日报".into(), date: (2026, 11, 23) }
}

/// One page on a cold press.
#[divan::bench]
fn one_page(bencher: Bencher) {
    LazyLock::force(&PAGES);
    bencher.with_inputs(|| press(&[])).bench_values(|press| press.write(&[&PAGES[0]], &info()).expect("written"));
}

/// One page whose subsets are made: what is left is content, printpdf and the press pass.
#[divan::bench]
fn one_page_again(bencher: Bencher) {
    let press = press(&[]);
    press.write(&[&PAGES[0]], &info()).expect("written");
    bencher.bench(|| press.write(&[&PAGES[0]], &info()).expect("written"));
}

/// Four single pages and the whole edition, on a cold press.
#[divan::bench]
fn night(bencher: Bencher) {
    let all: Vec<&Page> = PAGES.iter().collect();
    bencher.with_inputs(|| press(&[])).bench_values(|press| {
        press.prepare(&all).expect("prepared");
        let singles: Vec<_> = all.par_iter().map(|page| press.write(&[page], &info()).expect("written")).collect();
        (singles, press.write(&all, &info()).expect("written"))
    });
}

/// The same without the shared subsets.
#[divan::bench]
fn night_unprepared(bencher: Bencher) {
    let all: Vec<&Page> = PAGES.iter().collect();
    bencher.with_inputs(|| press(&[])).bench_values(|press| {
        let singles: Vec<_> = all.par_iter().map(|page| press.write(&[page], &info()).expect("written")).collect();
        (singles, press.write(&all, &info()).expect("written"))
    });
}

/// Profiles read and the transform between them built.
#[divan::bench]
fn profiles(bencher: Bencher) {
    bencher.bench(|| press(&[]));
}
