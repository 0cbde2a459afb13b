//! Who may import whom.

use std::collections::BTreeSet;

use crate::code::{Code, Named, files};
use crate::{ROOMS, none};

/// Rooms that stand on a lower floor but are no business of these (house: the waist is `page`; above it
/// everything decides, below it nothing does).
const STRANGERS: [(&str, &[&str]); 4] = [
    ("page", &["diag", "desk", "layout", "story"]),
    ("compose", &["diag", "desk", "picture", "layout", "story", "page", "edition"]),
    ("press", &["diag", "desk", "layout", "story", "edition", "shape", "compose", "makeup", "remedy"]),
    ("proof", &["diag", "desk", "layout", "story", "edition", "shape", "compose", "makeup", "remedy", "press"]),
];

/// The program: it sees the library from outside.
const PROGRAM: [&str; 2] = ["cli", "main"];

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|name| *name == room)
}

fn says(code: &Code, named: &Named, why: &str) -> String {
    format!("{}:{}: `{}` {why}", code.path, named.line, named.shown())
}

/// What is wrong with the imports of a file.
fn faults(code: &Code) -> Vec<String> {
    let room = code.room();
    let mut found = Vec::new();
    for named in code.named() {
        let first = named.path[0].as_str();
        // A prelude is made to be taken whole; everything else is named.
        let prelude = named.path.len() >= 2 && named.path[named.path.len() - 2] == "prelude";
        if named.import && named.path.last().is_some_and(|last| last == "*") && !prelude {
            found.push(says(code, &named, "takes all: name what is needed"));
        }
        if PROGRAM.contains(&room) {
            let inside = named.path.get(1).map_or("", String::as_str);
            if first == "crate" && inside != "cli" {
                found.push(says(
                    code,
                    &named,
                    "must be `banxin::…`: the program uses the library as anyone else would",
                ));
            }
        } else if room != "lib" {
            found.extend(upward(code, room, &named));
        }
    }
    found
}

fn upward(code: &Code, room: &str, named: &Named) -> Option<String> {
    if named.path[0] == "banxin" {
        return Some(says(code, named, "names the library from inside it"));
    }
    if named.path[0] != "crate" {
        return None;
    }
    let other = named.path.get(1).map_or("", String::as_str);
    let Some(theirs) = floor(other) else {
        return Some(says(code, named, "goes through the crate's root: name the room"));
    };
    if floor(room).is_none_or(|ours| theirs > ours) {
        return Some(says(code, named, &format!("is above `{room}`")));
    }
    let strange = STRANGERS.iter().any(|(name, strangers)| *name == room && strangers.contains(&other));
    strange.then(|| says(code, named, &format!("is no business of `{room}`")))
}

/// Pairs of rooms that import each other, each with the two places.
fn loops(all: &[Code]) -> Vec<String> {
    let mut arrows = Vec::new();
    for code in all {
        for named in code.named() {
            let other = named.path.get(1).filter(|_| named.path[0] == "crate");
            if let Some(other) = other.filter(|other| floor(other).is_some() && *other != code.room()) {
                arrows.push((code.room().to_owned(), other.clone(), format!("{}:{}", code.path, named.line)));
            }
        }
    }
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (from, to, there) in &arrows {
        let Some((.., back)) = arrows.iter().find(|(a, b, _)| a == to && b == from) else { continue };
        if told.insert([from.min(to).clone(), from.max(to).clone()]) {
            found.push(format!("`{from}` and `{to}` import each other: {there}, {back}"));
        }
    }
    found
}

#[test]
fn imports_run_downward_and_name_their_room() {
    let all = files("src");
    assert!(all.len() > 80, "only {} files were found", all.len());
    none(&all.iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn no_two_rooms_need_each_other() {
    none(&loops(&files("src")));
}

#[test]
fn every_room_is_on_the_list_and_every_listed_room_is_there() {
    let mut there: BTreeSet<String> = files("src").iter().map(|code| code.room().to_owned()).collect();
    for known in ["lib", "main", "cli"] {
        assert!(there.remove(known), "src has no {known}");
    }
    assert_eq!(there, ROOMS.iter().map(|&room| room.to_owned()).collect());
    // lib.rs declares the floors in their order.
    let lib = files("src").into_iter().find(|code| code.path == "src/lib.rs").expect("src/lib.rs");
    let declared: Vec<&str> =
        lib.words.windows(2).filter(|pair| pair[0].text == "mod").map(|pair| pair[1].text.as_str()).collect();
    assert_eq!(declared, ROOMS);
}

#[test]
fn broken_imports_are_found_with_file_and_import() {
    let found = |path: &str, text: &str| faults(&Code::new(path, text));
    let one = |path: &str, text: &str, expected: &str| {
        let found = found(path, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with(expected), "{found:?}");
    };
    one("src/geom/em.rs", "\nuse crate::press::Press;", "src/geom/em.rs:2: `crate::press::Press` is above `geom`");
    one(
        "src/style.rs",
        "use crate::{geom::Em, makeup::{Night as x}};",
        "src/style.rs:1: `crate::makeup::Night` is above `style`",
    );
    one("src/shape/mod.rs", "fn f() -> super::compose::Line {}", "src/shape/mod.rs:1: `crate::compose::Line` is above");
    one(
        "src/shape/sign.rs",
        "use super::super::compose::Line;",
        "src/shape/sign.rs:1: `crate::compose::Line` is above",
    );
    one(
        "src/shape/sign.rs",
        "mod tests { use super::super::super::press::Press; use super::X; }",
        "src/shape/sign.rs:1: `crate::press::Press` is above",
    );
    one("src/makeup/flow.rs", "use super::*;", "src/makeup/flow.rs:1: `super::*` takes all");
    one("src/makeup/flow.rs", "use crate::geom::*;", "src/makeup/flow.rs:1: `crate::geom::*` takes all");
    one(
        "src/makeup/flow.rs",
        "use crate::Length;",
        "src/makeup/flow.rs:1: `crate::Length` goes through the crate's root",
    );
    one("src/makeup/flow.rs", "fn f(x: &crate::build) {}", "src/makeup/flow.rs:1: `crate::build` goes through");
    one("src/press/text.rs", "use crate::layout::Grid;", "src/press/text.rs:1: `crate::layout::Grid` is no business");
    one("src/cli/say.rs", "use crate::diag::Rule;", "src/cli/say.rs:1: `crate::diag::Rule` must be `banxin::…`");
    one("src/desk/tree.rs", "use banxin::diag::Rule;", "src/desk/tree.rs:1: `banxin::diag::Rule` names the library");
    let good = "//! use crate::press::Press;\nuse rayon::prelude::*;\nuse crate::geom::Em; use super::x; // crate::press::X\nconst A: &str = \"crate::press::X\";";
    assert_eq!(found("src/makeup/flow.rs", good), [""; 0]);
}

#[test]
fn a_loop_is_found_with_both_places() {
    let one = Code::new("src/shape/a.rs", "use crate::compose::Line;");
    let two = Code::new("src/compose/b.rs", "\nuse crate::shape::Unit;");
    let found = loops(&[one, two]);
    assert_eq!(found, ["`shape` and `compose` import each other: src/shape/a.rs:1, src/compose/b.rs:2"]);
}
