//! Sizes of files, and how a room opens.

use std::fs;

use crate::code::{Code, files};
use crate::{ROOMS, none};

/// Longest file, without its tests.
const FILE: usize = 450;
/// Longest `mod.rs`, without its tests.
const ROOM: usize = 120;

/// Files that are tables and nothing else, with the reason; none is needed today.
const TABLES: [(&str, &str); 0] = [];

fn lines(code: &Code) -> usize {
    code.without_tests().text.trim_end().lines().count()
}

fn too_long(code: &Code) -> Option<String> {
    let most = if code.path.ends_with("/mod.rs") { ROOM } else { FILE };
    let excused = TABLES.iter().any(|(path, _)| *path == code.path);
    (lines(code) > most && !excused).then(|| format!("{}: {} lines, at most {most}", code.path, lines(code)))
}

/// What is missing from the doc comment that opens a room.
fn opening(path: &str, text: &str, words: &[&str]) -> Vec<String> {
    let doc: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let doc = doc.join("\n");
    let missing = words.iter().filter(|word| !doc.contains(&format!("{word}: ")));
    let mut found: Vec<String> = missing.map(|word| format!("{path}: the room does not say `{word}:`")).collect();
    if doc.trim().is_empty() {
        found.push(format!("{path}: the room does not say what it is"));
    }
    found
}

#[test]
fn files_are_short() {
    none(&files("src").iter().filter_map(too_long).collect::<Vec<_>>());
    for (path, reason) in TABLES {
        assert!(fs::exists(path).is_ok_and(|there| there) && !reason.is_empty(), "{path} has no excuse to be here");
    }
}

#[test]
fn a_long_file_is_found_and_tests_do_not_count() {
    let long = |path, count: usize, rest: &str| too_long(&Code::new(path, &("//\n".repeat(count) + rest)));
    assert_eq!(long("src/geom/em.rs", 451, ""), Some("src/geom/em.rs: 451 lines, at most 450".into()));
    assert_eq!(long("src/geom/em.rs", 450, "#[cfg(test)]\nmod tests {\n\n\n}\n"), None);
    assert_eq!(long("src/geom/mod.rs", 121, ""), Some("src/geom/mod.rs: 121 lines, at most 120".into()));
}

#[test]
fn every_room_says_what_it_takes_gives_and_cannot_do() {
    let mut found = Vec::new();
    for room in ROOMS {
        let path = if room == "style" { "src/style.rs".to_owned() } else { format!("src/{room}/mod.rs") };
        let text = fs::read_to_string(&path).expect("a room");
        found.extend(opening(&path, &text, &["Takes", "Gives", "Cannot", "Source"]));
    }
    let program = fs::read_to_string("src/cli/mod.rs").expect("the program");
    found.extend(opening("src/cli/mod.rs", &program, &["Takes", "Gives", "Cannot"]));
    none(&found);
}

#[test]
fn a_room_that_does_not_say_it_is_found() {
    let found = opening(
        "src/x/mod.rs",
        "//! A room.\n//! Takes: a. Gives: b.\n//! Source: c.\nmod y; // Cannot: d",
        &["Takes", "Cannot"],
    );
    assert_eq!(found, ["src/x/mod.rs: the room does not say `Cannot:`"]);
}

#[test]
fn no_file_bears_the_name_of_its_folder() {
    let doubled = files("src").into_iter().map(|code| code.path);
    let doubled = doubled.filter(|path| {
        let mut parts = path.trim_end_matches(".rs").rsplit('/');
        parts.next() == parts.next()
    });
    none(&doubled.collect::<Vec<_>>());
}
