//! Making up the sample: the whole edition, the front page alone, and a page without its search.
//!
//! The edition is read once; its pictures and faces are mapped before the clock starts. What is timed is
//! what a desk waits for after a change of the copy: shaping, composition, heights of the bands, items.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use banxin::edition::{self, Edition};
use banxin::layout::Band;
use banxin::makeup::make_up;
use banxin::page::Item;
use divan::Bencher;
use divan::counter::CharsCount;

static EDITION: LazyLock<Edition> = LazyLock::new(|| load(&[]));
static FRONT: LazyLock<Edition> = LazyLock::new(|| load(&[1]));

fn main() {
    divan::main();
}

/// The sample with these pages only; all of them if none is named. The rest of a jump is then nowhere.
fn load(pages: &[u16]) -> Edition {
    let mut edition =
        edition::load(Path::new("samples/yunting/edition.toml")).expect("the sample is in order").take(&mut Vec::new());
    if !pages.is_empty() {
        edition.pages.retain(|page| pages.contains(&page.number.0));
    }
    edition
}

fn characters(edition: &Edition) -> CharsCount {
    let night = make_up(edition).take(&mut Vec::new());
    let of = |item: &Item| if let Item::Glyphs(run) = item { run.text.chars().count() } else { 0 };
    CharsCount::new(night.pages.iter().flat_map(|page| &page.items).map(of).sum::<usize>())
}

/// Four pages.
#[divan::bench]
fn whole_edition(bencher: Bencher<'_, '_>) {
    bencher.counter(characters(&EDITION)).bench(|| make_up(&EDITION));
}

/// The front page: five free bands, twelve areas, a lead that jumps.
#[divan::bench]
fn front_page(bencher: Bencher<'_, '_>) {
    bencher.counter(characters(&FRONT)).bench(|| make_up(&FRONT));
}

/// The front page with the heights that the search found, so that there is nothing to search.
#[divan::bench]
fn front_page_without_search(bencher: Bencher<'_, '_>) {
    let mut edition = load(&[1]);
    let heights = make_up(&edition).take(&mut Vec::new()).reports[0].bands.clone();
    fix(&mut edition, &heights);
    bencher.counter(characters(&edition)).bench(|| make_up(&edition));
}

fn fix(edition: &mut Edition, heights: &[u16]) {
    let layout = Arc::get_mut(&mut edition.pages[0].layout).expect("no other page has this layout");
    for (band, &height) in layout.map.bands.iter_mut().zip(heights) {
        band.0 = Band::Lines(height);
    }
}
