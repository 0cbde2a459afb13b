//! What no room, or only some rooms, may name.

use std::fs;
use std::path::Path;

use crate::code::{Code, files, walk};
use crate::none;

/// Rooms that read the desk's files; after `edition` nothing reads the disk.
const READERS: [&str; 7] = ["desk", "font", "picture", "layout", "story", "edition", "cli"];

/// A ban: the word, the rooms that are free of it, the reason.
type Ban = (&'static str, &'static [&'static str], &'static str);

/// Words that stand alone in code.
const WORDS: [Ban; 12] = [
    ("printpdf", &["press"], "only the press writes PDF"),
    ("lopdf", &["press"], "only the press writes PDF"),
    ("subsetter", &["press"], "only the press cuts faces"),
    ("hayro", &["proof"], "only the proof reads PDF"),
    ("SystemTime", &[], "no clock reaches a page"),
    ("Instant", &["cli"], "no clock reaches a page"),
    ("HashMap", &[], "its order differs from run to run: BTreeMap"),
    ("HashSet", &[], "its order differs from run to run: BTreeSet"),
    ("unsafe", &["font"], "only the mapping of a face's file is unsafe"),
    ("println", &[], "say::line knows where words go"),
    ("eprintln", &[], "say::error knows where words go"),
    ("thread_local", &[], "no room has a global"),
];

/// Paths, by their first segments.
const PATHS: [(&[&str], &[&str], &str); 4] = [
    (&["std", "fs"], &READERS, "after `edition` nothing reads the disk"),
    (&["std", "env"], &["cli"], "the environment decides nothing"),
    (&["std", "net"], &[], "nothing speaks to the network"),
    (&["std", "process"], &["cli", "main"], "only the program ends a program"),
];

fn banned(code: &Code) -> Vec<String> {
    let mut found = Vec::new();
    for word in &code.words {
        let ban = WORDS.iter().find(|(name, rooms, _)| *name == word.text && !rooms.contains(&code.room()));
        found.extend(ban.map(|(name, _, why)| format!("{}:{}: `{name}`: {why}", code.path, word.line)));
    }
    for named in code.named() {
        let starts =
            |path: &[&str]| path.iter().zip(&named.path).filter(|(a, b)| **a == b.as_str()).count() == path.len();
        let ban = PATHS.iter().find(|(path, rooms, _)| starts(path) && !rooms.contains(&code.room()));
        found.extend(ban.map(|(.., why)| format!("{}:{}: `{}`: {why}", code.path, named.line, named.shown())));
    }
    found
}

/// Beginnings of paths that are true on one machine only.
fn machine_paths() -> Vec<String> {
    let unix = ["home/", "root/", "work/", "tmp/", "opt/", "var/", "mnt/", "Users/"];
    unix.iter().map(|folder| format!("/{folder}")).chain(["C:".to_owned() + "\\"]).collect()
}

/// A machine's path in a line: at its start, or after what cannot be part of a longer path or address.
fn machine_path(line: &str) -> Option<String> {
    machine_paths().into_iter().find(|start| {
        line.match_indices(start.as_str()).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| {
                !c.is_alphanumeric() && !matches!(c, '.' | '/' | '_' | '-' | '…' | ']' | ')' | '}' | '*')
            })
        })
    })
}

/// Every text file of the project that is ours.
fn texts() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "layouts", "samples", "fonts", "icc"] {
        walk(Path::new(folder), &mut paths);
    }
    for entry in fs::read_dir(".").expect("the project") {
        let path = entry.expect("an entry").path();
        // In a second work tree of git, `.git` is a file with a path.
        if path.is_file() && !path.ends_with(".git") {
            paths.push(path.strip_prefix(".").expect("below").to_path_buf());
        }
    }
    let text = |path: &Path| String::from_utf8(fs::read(path).expect("readable")).ok();
    paths.iter().filter_map(|path| Some((path.display().to_string(), text(path)?))).collect()
}

#[test]
fn only_the_rooms_that_may_name_it() {
    none(&files("src").iter().map(Code::without_tests).flat_map(|code| banned(&code)).collect::<Vec<_>>());
}

#[test]
fn a_banned_word_is_found() {
    let found = |path: &str, text: &str| banned(&Code::new(path, text)).len();
    assert_eq!(found("src/makeup/a.rs", "use lopdf::Document;"), 1);
    assert_eq!(found("src/press/a.rs", "use lopdf::Document;"), 0);
    assert_eq!(found("src/makeup/a.rs", "use std::{fs, io};"), 1);
    assert_eq!(found("src/makeup/a.rs", "fn f() { std::fs::read(x); }"), 1);
    assert_eq!(found("src/edition/a.rs", "fn f() { std::fs::read(x); }"), 0);
    assert_eq!(found("src/edition/a.rs", "let x = std::env::var(y);"), 1);
    assert_eq!(found("src/edition/a.rs", "// HashMap\nlet x = \"HashMap\"; let c = '\"'; let y = r#\"HashMap\"#;"), 0);
    assert_eq!(found("src/edition/a.rs", "let c = '\"'; HashMap::new()"), 1);
}

#[test]
fn every_rule_is_used() {
    let all = files("src");
    let in_rules = |code: &&Code| code.path.starts_with("src/diag/rules/");
    let words: Vec<_> = all.iter().filter(in_rules).flat_map(|code| &code.words).collect();
    let entries: Vec<&str> = words
        .windows(2)
        .filter(|pair| ["Error", "Warning", "Note"].contains(&pair[1].text.as_str()))
        .map(|pair| pair[0].text.as_str())
        .filter(|name| name.len() > 3 && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
        .collect();
    assert_eq!(entries.len(), banxin::diag::rules::all().count(), "the table is read whole");
    let others: Vec<Code> = all.iter().filter(|code| !in_rules(code)).map(Code::without_tests).collect();
    let used = |name: &str| others.iter().any(|code| code.words.iter().any(|word| word.text == name));
    let idle = entries.iter().filter(|name| !used(name));
    none(&idle.map(|name| format!("rule {name} is never given")).collect::<Vec<_>>());
}

#[test]
fn no_path_is_true_on_one_machine_only() {
    let mut found = Vec::new();
    for (path, text) in texts() {
        let lines = text.lines().zip(1..);
        let wrong = lines.filter_map(|(line, number)| Some((number, machine_path(line)?)));
        found.extend(wrong.map(|(number, start)| format!("{path}:{number}: a path from {start}")));
    }
    none(&found);
    let bad = ["open(\"", "a ", ""].map(|before| format!("{before}/{}", "home/me/x"));
    assert!(bad.iter().all(|line| machine_path(line).is_some()));
    assert_eq!(machine_path("https://example.org/home/x and ../../usr/x"), None);
}
