//! Broken input: exit code 1, a message with file, line and column, nothing written, no panic.

use std::fs;

use crate::desk::Desk;

/// What is broken: a file and text, and what then stands there.
enum Break {
    /// The first of these words becomes the other.
    Change(&'static str, &'static str, &'static str),
    /// The file is made of these bytes.
    Write(&'static str, &'static [u8]),
    /// The file is not there.
    Delete(&'static str),
}

use Break::{Change, Delete, Write};

/// Name, how it is broken, the start of the line that must be said.
type Case = (&'static str, &'static [Break], &'static str);

const CASES: [Case; 24] = [
    (
        "TOML without an end of its text",
        &[Change("edition.toml", "\"试报\"", "\"试报")],
        "edition.toml:5:11: error[toml-syntax]: ",
    ),
    (
        "TOML with two equal signs",
        &[Change("layouts/page.toml", "chars = 11", "chars = = 11")],
        "layouts/page.toml:9:9: error[toml-syntax]: ",
    ),
    ("unknown key", &[Change("edition.toml", "imprint", "imprnt")], "edition.toml:7:1: error[key-unknown]: "),
    ("missing key", &[Change("edition.toml", "name = \"试报\"\n", "")], "edition.toml:4:1: error[key-missing]: "),
    (
        "length without unit",
        &[Change("layouts/page.toml", "\"20mm\"", "20")],
        "layouts/page.toml:5:7: error[wrong-unit]: ",
    ),
    (
        "unknown unit",
        &[Change("layouts/page.toml", "\"9pt\"", "\"9px\"")],
        "layouts/page.toml:8:8: error[wrong-unit]: ",
    ),
    (
        "columns that do not fit the sheet",
        &[Change("layouts/page.toml", "columns = 4", "columns = 8")],
        "layouts/page.toml:7:1: error[grid-margin]: ",
    ),
    ("no columns", &[Change("layouts/page.toml", "columns = 4", "columns = 0")], "layouts/page.toml:10:11: error["),
    (
        "map with a hole",
        &[
            Change("layouts/inside.toml", "[30, 30]", "[20, 20, 20]"),
            Change("layouts/inside.toml", "A A J J\nA A X X", "A A A J\nA X A J\nA A A J"),
        ],
        "layouts/inside.toml:",
    ),
    ("area in two places", &[Change("layouts/page.toml", "L L P P", "S L P P")], "layouts/page.toml:"),
    ("area over another: not a rectangle", &[Change("layouts/page.toml", "D D D D", "N D D D")], "layouts/page.toml:"),
    ("row of another length", &[Change("layouts/page.toml", "L L P P", "L L P")], "layouts/page.toml:"),
    (
        "heights that do not add up",
        &[Change("layouts/inside.toml", "[30, 30]", "[30, 31]")],
        "layouts/inside.toml:5:8: error[map-height]: ",
    ),
    ("missing story", &[Delete("stories/lead.md")], "edition.toml:21:5: error[file-missing]: "),
    ("missing layout", &[Delete("layouts/inside.toml")], "edition.toml:28:10: error[file-missing]: "),
    (
        "missing picture",
        &[Change("edition.toml", "ad = true", "ad = \"pictures/a.jpg\"")],
        "edition.toml:32:12: error[file-missing]: ",
    ),
    ("missing face", &[Delete("fonts/PressKaiSC-Regular.ttf")], "fonts/fonts.toml:2:1: error[font-unreadable]: "),
    (
        "face of rubbish",
        &[Write("fonts/PressKaiSC-Regular.ttf", b"not a font")],
        "fonts/fonts.toml:2:1: error[font-unreadable]: ",
    ),
    (
        "profile of rubbish",
        &[Write("icc/press.icc", b"not a profile")],
        "edition.toml:2:11: error[profile-unreadable]: ",
    ),
    (
        "glyph that no face has",
        &[Change("stories/short.md", "两岸", "两\u{12000}岸")],
        "stories/short.md:5:9: error[missing-glyph]: ",
    ),
    (
        "story that is not UTF-8",
        &[Write("stories/short.md", b"+++\nhead = \"x\"\n+++\nab\xB5\xDA\n")],
        "stories/short.md:4:3: error[text-encoding]: ",
    ),
    (
        "layout that is not UTF-8",
        &[Write("layouts/page.toml", b"name = \"\xFF\"\n")],
        "layouts/page.toml:1:9: error[text-encoding]: ",
    ),
    (
        "path outside the project",
        &[Change("edition.toml", "layouts/inside.toml", "../../inside.toml")],
        "edition.toml:28:10: error[path-outside]: ",
    ),
    (
        "story without front matter",
        &[Write("stories/short.md", "江水向东。\n".as_bytes())],
        "stories/short.md:1:1: error[story-front-matter]: ",
    ),
];

#[test]
fn every_broken_input_is_said_with_its_place() {
    let mut wrong = Vec::new();
    for (name, breaks, expected) in CASES {
        let desk = Desk::new();
        for broken in breaks {
            match *broken {
                Change(path, old, new) => desk.change(path, old, new),
                Write(path, bytes) => desk.write(path, bytes),
                Delete(path) => fs::remove_file(desk.home.join(path)).expect("removed"),
            }
        }
        let before = desk.files();
        for command in ["build", "check"] {
            let said = desk.run(&[command, ".", "--format", "concise"]);
            let told = said.err.lines().any(|line| line.starts_with(expected) && line.contains("error["));
            if said.code != 1 || !told {
                wrong.push(format!("{name}: {command} ended with {}, expected {expected}\n{}", said.code, said.err));
            }
        }
        let [file, line, column] = [0, 1, 2].map(|part| expected.split(':').nth(part).unwrap_or_default());
        let arrow =
            if column.is_empty() { format!("--> {file}:{line}") } else { format!("--> {file}:{line}:{column}") };
        let shown = desk.run(&["build", "."]).err;
        if !shown.contains(&arrow) {
            wrong.push(format!("{name}: `{arrow}` is not shown\n{shown}"));
        }
        if before != desk.files() {
            wrong.push(format!("{name}: something was written"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_edition_that_is_not_there_is_said() {
    let desk = Desk::new();
    for path in ["nowhere", "stories", "nowhere/edition.toml"] {
        let said = desk.run(&["build", path]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{path}: {}", said.err);
        assert!(said.err.contains("error[file-missing]") && said.err.contains(path), "{}", said.err);
        assert!(said.err.contains("there is no such file"), "{}", said.err);
    }
    assert!(desk.list("out").is_empty());
}

#[test]
fn a_folder_in_the_place_of_a_file_is_said() {
    for path in ["edition.toml", "stories/lead.md", "layouts/page.toml", "fonts/fonts.toml", "icc/press.icc"] {
        let desk = Desk::new();
        fs::remove_file(desk.home.join(path)).expect("removed");
        fs::create_dir(desk.home.join(path)).expect("a folder");
        let said = desk.run(&["build", "edition.toml"]);
        assert_eq!(said.code, 1, "{path}: {}", said.err);
        assert!(said.err.contains("error["), "{path}: {}", said.err);
    }
}
