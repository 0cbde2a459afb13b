//! The rules of make-up: pages drawn as letters, and properties that hold for any page.
//!
//! `tests/makeup/*.txt` holds the cases; `drawing` says what the letters mean:
//!
//! ```text
//! --- NAME ---
//! @page split              [map], [area.X] and the like follow, over the small layout in `paper`; keys of the page that are true
//! @place                   A head=4 p=40 sub=4 p=20 …: what stands in area A
//! @jump p1-A 1A 2B 4       from page 1, area A to page 2, area B, with a head of 4 characters (`-`: nothing is said of it);
//!                          ` | if_needed = true | …` adds lines to it, as `@page label = "A4"` adds one to the page
//! @spare NAME p=40         a story that has no place, for `else`
//! @cure                    what would cure the pages is listed too
//! @drawn                   every page as it must come out, a blank line between two
//! @said                    the diagnostics, as `id: message`
//! ```
//!
//! A case that fails prints both sides. `ACCEPT=name,name` writes the named cases as they are now, says so, and
//! fails all the same: the change is to be read before it is believed.

#[path = "makeup/again.rs"]
mod again;
#[path = "makeup/cures.rs"]
mod cures;

#[path = "makeup/asides.rs"]
mod asides;

#[path = "makeup/designs.rs"]
mod designs;

#[path = "makeup/drawing.rs"]
mod drawing;

#[path = "makeup/editor.rs"]
mod editor;

#[path = "makeup/heads.rs"]
mod heads;

#[path = "makeup/paper.rs"]
mod paper;

#[path = "makeup/property.rs"]
mod property;

#[path = "makeup/spread.rs"]
mod spread;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use paper::{JumpSpec, PageSpec, Paper};

#[derive(Default)]
struct Case {
    name: String,
    /// Everything up to `@drawn`, as written.
    given: String,
    expected: String,
}

#[test]
fn the_book_of_pages() {
    let accepted = std::env::var("ACCEPT").unwrap_or_default();
    let accepted: Vec<&str> = accepted.split(',').filter(|name| !name.is_empty()).collect();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/makeup");
    let mut files: Vec<PathBuf> =
        fs::read_dir(home).expect("the book").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let (mut failures, mut names) = (String::new(), Vec::new());
    for file in files {
        let book = fs::read_to_string(&file).expect("readable");
        let mut cases = parse(&book);
        let mut changed = false;
        for case in &mut cases {
            assert!(!names.contains(&case.name), "two cases are called {}", case.name);
            names.push(case.name.clone());
            let mut seen = seen(&read(&case.given));
            if case.given.lines().any(|line| line == "@cure") {
                seen.push_str(&cures::list(&read(&case.given)));
            }
            if seen == case.expected {
                continue;
            }
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            let _ = writeln!(failures, "==== {} in {file}: expected\n{}", case.name, case.expected);
            let _ = writeln!(failures, "==== {}: seen\n{seen}", case.name);
            if accepted.contains(&case.name.as_str()) {
                let _ = writeln!(failures, "  ACCEPTED: {} was written as seen; read the diff\n", case.name);
                case.expected = seen;
                changed = true;
            }
        }
        if changed {
            let intro = book.split("--- ").next().unwrap_or_default();
            let cases =
                cases.iter().map(|case| format!("--- {} ---\n{}@drawn\n{}", case.name, case.given, case.expected));
            fs::write(&file, format!("{intro}{}", cases.collect::<Vec<_>>().join("\n"))).expect("writable");
        }
    }
    assert!(names.len() >= 30, "the book has only {} cases", names.len());
    assert!(failures.is_empty(), "\n{failures}");
}

fn parse(book: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for section in book.split("\n--- ").flat_map(|part| part.split_once(" ---\n")) {
        let (name, body) = section;
        let (given, expected) = body.split_once("@drawn\n").unwrap_or((body, ""));
        let name = name.rsplit("--- ").next().unwrap_or(name);
        let expected = if expected.is_empty() { String::new() } else { format!("{}\n", expected.trim_end()) };
        cases.push(Case { name: name.to_owned(), given: given.to_owned(), expected });
    }
    cases
}

/// The paper that a case describes.
fn read(given: &str) -> Paper {
    let mut paper = Paper::default();
    let mut placing = false;
    for line in given.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["@cure"] => {}
            ["@place"] => placing = true,
            ["@page", keys @ ..] => {
                // A bare word is a switch of the `[[page]]`: `split`.
                let switch = |word: &&str| format!("{word} = true\n");
                let more = match line.contains('=') {
                    true => line.trim_start_matches("@page ").to_owned(),
                    false => keys.iter().map(switch).collect(),
                };
                paper.pages.push(PageSpec { more, ..PageSpec::default() });
                placing = false;
            }
            ["@spare", name, words @ ..] => {
                paper.spares.push(((*name).to_owned(), words.join(" ")));
            }
            ["@jump", story, from, to, head, ..] => {
                let spot = |text: &str| (text[..1].parse().expect("a page"), text.chars().last().expect("an area"));
                let head = head.parse().ok();
                let more = line.split_once(" | ").map_or(String::new(), |(_, more)| more.replace(" | ", "\n"));
                paper.jumps.push(JumpSpec { story: (*story).to_owned(), from: spot(from), to: spot(to), head, more });
            }
            _ => {
                let page = paper.pages.last_mut().expect("@page comes first");
                match line.split_once(' ') {
                    Some((letter, rest)) if placing => {
                        page.places.push((letter.chars().next().expect("a letter"), rest.to_owned()));
                    }
                    _ => {
                        let _ = writeln!(page.layout, "{line}");
                    }
                }
            }
        }
    }
    paper
}

/// The drawn pages and what was said.
fn seen(paper: &Paper) -> String {
    let (edition, night) = match paper.run() {
        Ok(run) => run,
        Err(found) => return found.iter().map(|found| format!("{}: {}\n", found.rule.id, found.message)).collect(),
    };
    let pages = night.value.pages.iter().zip(&edition.pages);
    let mut out = pages.map(|(page, of)| drawing::draw(page, &of.layout.grid)).collect::<Vec<_>>().join("\n");
    out.push_str("@said\n");
    for found in &night.diagnostics {
        let _ = writeln!(out, "{}: {}", found.rule.id, found.message);
    }
    out
}
