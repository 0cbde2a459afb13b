//! Characters a second: shaping, and greedy composition at the 13 em of a newspaper column.
//!
//! The text is the copy of the sample paper, or a built-in paragraph where the samples are absent,
//! repeated to about 100,000 characters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use banxin::compose::{Breaker, Measure, Rules, compose, hold};
use banxin::font::FontBook;
use banxin::geom::Em;
use banxin::shape::{FaceSet, Passage, ShapedText, Shaper, stub};
use banxin::style::Role;
use divan::Bencher;
use divan::counter::CharsCount;

/// Counts allocations; lines are the unit that they are read by (`greedy`: 100,000 characters are about 7,900 lines).
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const SAMPLES: &str = "samples/yunting/stories";
const CHARACTERS: usize = 100_000;
const BUILT_IN: &str = "11月22日16时50分，汀河上最后一段围挡撤下，长186米的衔芦桥开始放行。“从前喊一嗓子听得见，\
    走过去得三刻钟。”这一回，她看了看手机：9分钟——桥一通，步道南端的缺口就此合上，两岸15.2公里首尾相接……";

fn main() {
    divan::main();
}

/// Paragraphs of all stories, in order of their files, without front matter and markup.
fn copy() -> Vec<String> {
    let mut files: Vec<_> =
        fs::read_dir(SAMPLES).map(|folder| folder.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.sort();
    let mut paragraphs: Vec<String> = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap_or_default();
        let body = text.rsplit("+++").next().unwrap_or_default();
        paragraphs.extend(body.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned));
    }
    if paragraphs.is_empty() {
        paragraphs.push(BUILT_IN.to_owned());
    }
    let mut count = 0;
    let long = paragraphs.iter().cycle().take_while(|paragraph| {
        let goes_on = count < CHARACTERS;
        count += paragraph.chars().count();
        goes_on
    });
    long.cloned().collect()
}

fn characters(paragraphs: &[String]) -> CharsCount {
    CharsCount::new(paragraphs.iter().map(|paragraph| paragraph.chars().count()).sum::<usize>())
}

#[divan::bench(args = ["song", "kai"])]
fn shape(bencher: Bencher<'_, '_>, face: &str) {
    let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
    let chains = BTreeMap::from([(Role::Body, book.chain(&[face.to_owned()]))]);
    let faces = FaceSet { base: Role::Body, chains };
    let paragraphs = copy();
    let shaper = Shaper::new(&book);
    bencher.counter(characters(&paragraphs)).bench(|| {
        paragraphs.iter().map(|paragraph| shaper.shape(&Passage::plain(paragraph), &faces).0.units.len()).sum::<usize>()
    });
}

/// Reading characters to units, without a face.
#[divan::bench]
fn units(bencher: Bencher<'_, '_>) {
    let paragraphs = copy();
    bencher
        .counter(characters(&paragraphs))
        .bench(|| paragraphs.iter().map(|paragraph| stub(&Passage::plain(paragraph)).units.len()).sum::<usize>());
}

#[divan::bench(args = [8, 13, 28])]
fn greedy(bencher: Bencher<'_, '_>, ems: i64) {
    let paragraphs = copy();
    let texts: Vec<ShapedText> = paragraphs.iter().map(|paragraph| stub(&Passage::plain(paragraph))).collect();
    let rules = Rules::default();
    let measure = Measure::paragraph(Em::whole(ems));
    bencher
        .counter(characters(&paragraphs))
        .bench(|| texts.iter().map(|text| compose(text, 0, measure, &rules).lines.len()).sum::<usize>());
}

#[divan::bench(args = [8, 13, 28])]
fn optimal(bencher: Bencher<'_, '_>, ems: i64) {
    let paragraphs = copy();
    let texts: Vec<ShapedText> = paragraphs.iter().map(|paragraph| stub(&Passage::plain(paragraph))).collect();
    let rules = Rules { breaker: Breaker::Optimal, ..Rules::default() };
    let measure = Measure::paragraph(Em::whole(ems));
    bencher
        .counter(characters(&paragraphs))
        .bench(|| texts.iter().map(|text| compose(text, 0, measure, &rules).lines.len()).sum::<usize>());
}

/// A correction of one character in the middle of each paragraph, after sign-off.
#[divan::bench]
fn held(bencher: Bencher<'_, '_>) {
    let paragraphs = copy();
    let rules = Rules::default();
    let measure = Measure::paragraph(Em::whole(13));
    let old = |paragraph: &String| {
        let text = stub(&Passage::plain(paragraph));
        let galley = compose(&text, 0, measure, &rules);
        let line = |line: &banxin::compose::Line| {
            let units = &text.units[line.units.start as usize..line.units.end as usize];
            units.iter().map(|unit| &text.text[unit.text.start as usize..unit.text.end as usize]).collect::<String>()
        };
        galley.lines.iter().map(line).collect::<Vec<_>>()
    };
    let corrected = |paragraph: &String| {
        let middle = paragraph.char_indices().nth(paragraph.chars().count() / 2).map_or(0, |at| at.0);
        stub(&Passage::plain(&format!("{}又{}", &paragraph[..middle], &paragraph[middle..])))
    };
    let work: Vec<(ShapedText, Vec<String>)> = paragraphs.iter().map(|it| (corrected(it), old(it))).collect();
    bencher.counter(characters(&paragraphs)).bench(|| {
        let set = |(text, old): &(ShapedText, Vec<String>)| {
            let old: Vec<&str> = old.iter().map(String::as_str).collect();
            hold(text, 0, measure, &rules, &old).moved.len()
        };
        work.iter().map(set).sum::<usize>()
    });
}

/// The time to make a face ready, once a run.
#[divan::bench(sample_count = 20)]
fn first_use_of_a_face(bencher: Bencher<'_, '_>) {
    let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
    let chains = BTreeMap::from([(Role::Body, book.chain(&["song".to_owned()]))]);
    let faces = FaceSet { base: Role::Body, chains };
    bencher.bench(|| Shaper::new(&book).shape(&Passage::plain("国"), &faces).0.units.len());
}
