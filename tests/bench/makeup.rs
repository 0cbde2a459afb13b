//! Making up the sample: the whole edition, the front page alone, and a page without its search.
//!
//! The edition is read once; its pictures and faces are mapped before the clock starts. What is timed is
//! what a desk waits for after a change of the copy: shaping, composition, heights of the bands, items.
//!
//! `areas` and `copy` make up a page of their own, three free bands of equal areas, to show how the cost grows with the
//! number of areas and with the length of the copy.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use banxin::edition::{self, Edition};
use banxin::layout::Band;
use banxin::makeup::{Memory, make_up, make_up_again};
use banxin::page::Item;
use banxin::story::Block;
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

/// The front page after a word of a story has become another, by a run that remembers the run before.
#[divan::bench]
fn front_page_after_an_edit(bencher: Bencher<'_, '_>) {
    edited(bencher, load(&[1]), "reform-1");
}

/// Times runs that remember, each after a word of `story` has become one that no earlier run has seen.
fn edited(bencher: Bencher<'_, '_>, mut edition: Edition, story: &str) {
    let story = edition.stories.iter().position(|one| one.id == story).expect("a story of the page");
    let mut memory = Memory::default();
    let _first = make_up_again(&edition, &mut memory);
    let mut words = ('\u{4e00}'..'\u{9f00}').cycle();
    bencher.counter(characters(&edition)).bench_local(|| {
        let Block::Paragraph(inline) = &mut edition.stories[story].blocks[1] else { unreachable!("a paragraph") };
        let (at, old) = inline.text.char_indices().nth(20).expect("a long paragraph");
        inline.text.replace_range(at..at + old.len_utf8(), &words.next().expect("without end").to_string());
        make_up_again(&edition, &mut memory)
    });
}

/// Lines of a page of the broadsheet, its columns and characters of a column.
const LINES: usize = 116;
const COLUMNS: usize = 8;
const CHARS: usize = 13;

/// A folder with the faces, the profiles and the layouts of this project; papers of the benches lie in it.
static PROJECT: LazyLock<PathBuf> = LazyLock::new(|| {
    let (home, project) = (Path::new(env!("CARGO_MANIFEST_DIR")), Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench"));
    for folder in ["fonts", "icc", "layouts"] {
        fs::create_dir_all(project.join(folder)).expect("a folder");
        for entry in fs::read_dir(home.join(folder)).expect("a folder") {
            let from = entry.expect("an entry").path();
            if from.is_file() {
                fs::copy(&from, project.join(folder).join(from.file_name().expect("a name"))).expect("copied");
            }
        }
    }
    project
});

/// A page of three free bands, each of `areas / 3` stories, that `copy` percent of what fits fill.
fn drawn(areas: usize, copy: usize) -> Edition {
    let folder = PROJECT.join(format!("{areas}-{copy}"));
    fs::create_dir_all(folder.join("stories")).expect("a folder");
    let across = areas / 3;
    let letters: Vec<char> = ('A'..='Z').take(areas).collect();
    let rows = letters.chunks(across).map(|row| {
        let cells = row.iter().flat_map(|&letter| vec![letter; COLUMNS / across]);
        cells.map(String::from).collect::<Vec<_>>().join(" ")
    });
    let mut layout = format!(
        "extends = \"../layouts/broadsheet.toml\"\n[map]\nrows = [\"24..52\", \"24..52\", \"24..52\"]\ndraw = \"\"\"\n{}\n\"\"\"\n",
        rows.collect::<Vec<_>>().join("\n"),
    );
    let mut page = "[[page]]\nnumber = 1\nname = \"版\"\nlayout = \"layout.toml\"\n[page.place]\n".to_owned();
    for (at, letter) in letters.iter().enumerate() {
        write!(layout, "[area.{letter}]\nrole = \"story\"\nrank = \"short\"\n").expect("written");
        writeln!(page, "{letter} = \"{letter}\"").expect("written");
        // What an area of its third of the page holds below a head of four lines, a tenth more and less by turns.
        let holds = (LINES / 3 - 4) * CHARS * COLUMNS / across * copy / 100;
        let length = holds * (90 + at * 7 % 21) / 100;
        fs::write(folder.join(format!("stories/{letter}.md")), story(at, length)).expect("written");
    }
    fs::write(folder.join("layout.toml"), layout).expect("written");
    written(&folder, &page)
}

/// The edition of one page in a folder, read.
fn written(folder: &Path, page: &str) -> Edition {
    let head = "fonts = \"../fonts\"\nprofile = \"../icc/newsprint-cgats-tr002.icc\"\n";
    let paper = "[paper]\nname = \"报\"\nnumber = \"CN 00-0000\"\n[issue]\ndate = 2026-11-23\nnumber = 1\n";
    fs::write(folder.join("edition.toml"), format!("{head}{paper}{page}")).expect("written");
    match edition::load(&folder.join("edition.toml")) {
        Ok(edition) => edition.take(&mut Vec::new()),
        Err(found) => panic!("{found:?}"),
    }
}

/// A story of so many characters: sentences of the sample's copy, each story from another place on.
fn story(from: usize, length: usize) -> String {
    let source = fs::read_to_string("samples/yunting/stories/lead.md").expect("the sample");
    let body = source.rsplit("+++").next().expect("a body");
    let plain = |one: &char| !matches!(one, '\n' | '*' | '#' | '[' | ']' | '!' | '|' | '`' | '<' | '>' | '{' | '}');
    let characters: Vec<char> = body.chars().filter(plain).collect();
    let mut text = "+++\nhead = \"把小事办在前头\"\n+++\n\n".to_owned();
    for (at, one) in characters.iter().cycle().skip(from * 131).take(length).enumerate() {
        text.push(*one);
        if at % 160 == 159 {
            text.push_str("\n\n");
        }
    }
    text
}

/// Three free bands and so many areas; the copy is what the page holds.
#[divan::bench(args = [3, 6, 12, 24])]
fn areas(bencher: Bencher<'_, '_>, areas: usize) {
    let edition = drawn(areas, 100);
    bencher.counter(characters(&edition)).bench(|| make_up(&edition));
}

/// Twelve areas in three free bands with so many percent of the copy that they hold.
#[divan::bench(args = [25, 50, 100, 200, 400, 800])]
fn copy(bencher: Bencher<'_, '_>, percent: usize) {
    let edition = drawn(12, percent);
    bencher.counter(CharsCount::new(LINES * COLUMNS * CHARS * percent / 100)).bench(|| make_up(&edition));
}

/// Twelve areas in three free bands after a word of one story has become another.
#[divan::bench]
fn areas_after_an_edit(bencher: Bencher<'_, '_>) {
    edited(bencher, drawn(12, 100), "F");
}

/// Sixteen areas in eight bands that are all free, each with four parts that may go: what no search can look through. It ends
/// with its budget.
#[divan::bench(sample_count = 10)]
fn crowded(bencher: Bencher<'_, '_>) {
    let folder = PROJECT.join("crowded");
    fs::create_dir_all(folder.join("stories")).expect("a folder");
    let letters: Vec<char> = ('A'..='P').collect();
    let rows = letters.chunks(2).enumerate().map(|(at, row)| {
        let left = if at % 2 == 0 { 4 } else { 3 };
        let cells = (0..COLUMNS).map(|column| row[usize::from(column >= left)].to_string());
        cells.collect::<Vec<_>>().join(" ")
    });
    let mut layout = format!(
        "extends = \"../layouts/broadsheet.toml\"\n[map]\nrows = [{}]\ndraw = \"\"\"\n{}\n\"\"\"\n",
        ["\"*\""; 8].join(", "),
        rows.collect::<Vec<_>>().join("\n"),
    );
    let mut page = "[[page]]\nnumber = 1\nname = \"版\"\nlayout = \"layout.toml\"\n[page.place]\n".to_owned();
    let parts = "kicker = \"引题一行在此\"\nhead = \"把小事办在前头|几件新鲜事\"\ndeck = \"副题一行也在这里\"\n\
                 quote = \"一句话说到人心里去。\"\nsummary = \"提要一段，说一说要紧的事情和数字。\"";
    for (at, letter) in letters.iter().enumerate() {
        write!(
            layout,
            "[area.{letter}]\nrole = \"story\"\nrank = \"third\"\noptional = [\"deck\", \"kicker\", \"summary\"]\n"
        )
        .expect("written");
        write!(layout, "[[area.{letter}.inset]]\nholds = \"quote\"\nat = 1\noptional = true\n").expect("written");
        writeln!(page, "{letter} = \"{letter}\"").expect("written");
        let copy = story(at, 200 + at * 331 % 500).replace("head = \"把小事办在前头\"", parts);
        fs::write(folder.join(format!("stories/{letter}.md")), copy).expect("written");
    }
    fs::write(folder.join("layout.toml"), layout).expect("written");
    let edition = written(&folder, &page);
    bencher.counter(characters(&edition)).bench(|| make_up(&edition));
}
