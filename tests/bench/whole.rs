//! The sample from files to the bytes of its PDFs, phase by phase, with its pictures and without.

use std::path::Path;

use banxin::edition::{self, Edition};
use banxin::makeup::Night;
use banxin::page::{Item, Page};
use banxin::press::{Info, Press};
use divan::Bencher;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

fn main() {
    divan::main();
}

fn load() -> Edition {
    edition::load(Path::new("samples/yunting/edition.toml")).expect("the sample is in order").take(&mut Vec::new())
}

fn set(edition: &Edition) -> Night {
    banxin::build(edition).take(&mut Vec::new())
}

/// Pages whose pictures are bare paper.
fn without_pictures(mut night: Night) -> Night {
    for page in &mut night.pages {
        page.items.retain(|item| !matches!(item, Item::Picture(_)));
    }
    night
}

fn info(edition: &Edition) -> Info {
    Info { title: edition.paper.name.clone(), date: edition.issue.date }
}

fn press(edition: &Edition) -> Press<'_> {
    Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile).expect("profiles")
}

/// The bytes of one PDF of all pages.
fn one(edition: &Edition, night: &Night) -> usize {
    let pages: Vec<&Page> = night.pages.iter().collect();
    press(edition).write(&pages, &info(edition)).expect("written").len()
}

/// The bytes of one PDF for each page and one of all, as `banxin build` writes them.
fn all(edition: &Edition, night: &Night) -> usize {
    let press = press(edition);
    let whole: Vec<&Page> = night.pages.iter().collect();
    press.prepare(&whole).expect("prepared");
    let mut documents: Vec<Vec<&Page>> = whole.iter().map(|&page| vec![page]).collect();
    documents.push(whole);
    let write = |pages: Vec<&Page>| press.write(&pages, &info(edition)).expect("written").len();
    documents.into_par_iter().map(write).sum()
}

/// Reading alone.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.bench(load);
}

/// Setting and making up alone.
#[divan::bench]
fn set_and_make_up(bencher: Bencher<'_, '_>) {
    let edition = load();
    bencher.bench(|| set(&edition));
}

/// One PDF of the whole edition, on a cold press.
#[divan::bench(args = [true, false], sample_count = 20)]
fn print_one(bencher: Bencher<'_, '_>, pictures: bool) {
    let edition = load();
    let night = if pictures { set(&edition) } else { without_pictures(set(&edition)) };
    bencher.bench(|| one(&edition, &night));
}

/// All five PDFs, on a cold press.
#[divan::bench(args = [true, false], sample_count = 20)]
fn print_all(bencher: Bencher<'_, '_>, pictures: bool) {
    let edition = load();
    let night = if pictures { set(&edition) } else { without_pictures(set(&edition)) };
    bencher.bench(|| all(&edition, &night));
}

/// Everything: read, set, make up, all five PDFs.
#[divan::bench(sample_count = 20)]
fn build() -> usize {
    let edition = load();
    let night = set(&edition);
    all(&edition, &night)
}
