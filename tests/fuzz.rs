//! Whatever the desk's files hold, reading and making up come to an end without a panic.
//!
//! Files of a good edition are damaged by chance: bytes and lines deleted, doubled and exchanged, numbers
//! made absurd, awkward text put in. The chances are the same in every run; `FUZZ=5000 cargo test --test fuzz`
//! takes that many cases instead.

#[allow(dead_code, reason = "each test binary has its own use for the desk")]
#[path = "cli/desk.rs"]
mod desk;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use banxin::diag::{Colour, render_concise, render_human, render_json};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use desk::Desk;

/// The longest that one case may take; a page is made up in well under a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// Text that has broken other typesetters.
const AWKWARD: [&str; 24] = [
    "\u{202E}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{0}",
    "\u{301}",
    "\u{20000}",
    "👨‍👩‍👧",
    "|",
    "“",
    "（",
    "）",
    "——",
    "……",
    "**",
    "*",
    "\\",
    "\"",
    "'''",
    "[[",
    "]",
    "=",
    "+++\n",
    "\n\n## \n\n",
    "Donaudampfschifffahrtsgesellschaftskapitän",
];

/// Numbers that have broken other programs.
const ABSURD: [&str; 14] = [
    "0",
    "-1",
    "1",
    "2",
    "7",
    "255",
    "256",
    "65535",
    "65536",
    "4294967296",
    "9223372036854775807",
    "0.0001",
    "1e308",
    "nan",
];

/// One damage; places are parts of the whole, in 1/65,536.
#[derive(Clone, Copy, Debug)]
struct Damage {
    file: u16,
    at: u16,
    kind: u8,
    with: u8,
}

fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let one = (any::<u16>(), any::<u16>(), 0..8_u8, any::<u8>());
    vec(one.prop_map(|(file, at, kind, with)| Damage { file, at, kind, with }), 1..4)
}

/// The place in something of `length` that a part of the whole names.
fn place(part: u16, length: usize) -> usize {
    usize::from(part) * length / 65_536
}

impl Damage {
    fn apply(self, bytes: &mut Vec<u8>) {
        let at = place(self.at, bytes.len());
        let with = usize::from(self.with);
        match self.kind {
            0 => drop(bytes.drain(at..(at + with % 40 + 1).min(bytes.len()))),
            1 if at < bytes.len() => bytes[at] = self.with,
            2 | 3 => drop(bytes.splice(at..at, AWKWARD[with % AWKWARD.len()].bytes())),
            4 => lines(bytes, |lines| drop(lines.remove(place(self.at, lines.len())))),
            5 => lines(bytes, |lines| {
                let line = lines[place(self.at, lines.len())].clone();
                lines.insert(with % lines.len(), line);
            }),
            _ => number(bytes, at, ABSURD[with % ABSURD.len()]),
        }
    }
}

fn lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    *bytes = lines.join(&b'\n');
}

/// Puts another number for the next one from `at` on.
fn number(bytes: &mut Vec<u8>, at: usize, other: &str) {
    let Some(start) = (at..bytes.len()).find(|&at| bytes[at].is_ascii_digit()) else { return };
    let end = (start..bytes.len()).find(|&at| !bytes[at].is_ascii_digit()).unwrap_or(bytes.len());
    bytes.splice(start..end, other.bytes());
}

/// Reads and makes up; says all there is to say in every form.
fn survives(edition: &Path) {
    let began = Instant::now();
    let mut diagnostics = Vec::new();
    match banxin::edition::load(edition) {
        Ok(edition) => {
            let edition = edition.take(&mut diagnostics);
            let night = banxin::build(&edition).take(&mut diagnostics);
            assert_eq!(night.pages.len(), edition.pages.len(), "a page is missing");
            assert_eq!(night.reports.len(), edition.pages.len(), "the account of a page is missing");
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            diagnostics = problems;
        }
    }
    for diagnostic in &diagnostics {
        let shown = render_human(diagnostic, Colour::Never) + &render_concise(diagnostic) + &render_json(diagnostic);
        assert!(shown.contains(diagnostic.rule.id));
    }
    // A character without a glyph is no part of the page, and is said; nothing else may be lost.
    let said = |rule: &str| diagnostics.iter().any(|diagnostic| diagnostic.rule.id == rule);
    assert!(said("missing-glyph") || !said("text-lost"), "text was lost: {diagnostics:?}");
    assert!(began.elapsed() < PATIENCE, "it took {:?}", began.elapsed());
}

/// Damages the files by chance, a case at a time, and mends them again.
fn fuzz(edition: &Path, files: &[PathBuf], cases: u32) {
    survives(edition);
    let whole: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("readable")).collect();
    let cases = std::env::var("FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&damage(), |all| {
        let mut now = whole.clone();
        all.iter().for_each(|damage| damage.apply(&mut now[place(damage.file, files.len())]));
        for (file, bytes) in files.iter().zip(&now) {
            fs::write(file, bytes).expect("written");
        }
        survives(edition);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The files of these folders, in order.
fn below(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        files.extend(fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()));
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml" || ending == "md"));
    files.sort();
    files
}

#[test]
fn a_small_paper_survives_any_damage() {
    let desk = Desk::new();
    let mut files = below(&[desk.home.join("layouts"), desk.home.join("stories"), desk.home.join("fonts")]);
    files.push(desk.home.join("edition.toml"));
    assert_eq!(files.len(), 7);
    fuzz(&desk.home.join("edition.toml"), &files, 400);
}

#[test]
fn the_sample_survives_any_damage() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let root = folder.path();
    for from in ["layouts", "samples/yunting", "samples/yunting/stories", "samples/yunting/pictures", "fonts", "icc"] {
        fs::create_dir_all(root.join(from)).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            // Faces and pictures are large and never written to: another name for the same file will do.
            let text = entry.extension().is_none_or(|ending| ending == "toml" || ending == "md");
            if entry.is_file() && (text || fs::hard_link(&entry, root.join(&entry)).is_err()) {
                fs::copy(&entry, root.join(&entry)).expect("copied");
            }
        }
    }
    let home = root.join("samples/yunting");
    let mut files = below(&[root.join("layouts"), home.join("stories")]);
    files.push(home.join("edition.toml"));
    assert!(files.len() > 25, "{} files", files.len());
    fuzz(&home.join("edition.toml"), &files, 24);
}
