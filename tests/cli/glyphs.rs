//! Characters that the usual faces lack: what is said of them, and the desk's own extra glyphs (补字).

use std::fs;

use crate::desk::{Desk, story};
use crate::tools::origins::drawings;

/// Characters that the face of the small paper lacks, and the extra face has: two of private use, one of
/// extension B.
const PRIVATE: char = '\u{E000}';
const FAR: char = '\u{F0000}';
const RARE: char = '\u{2A6D7}';

/// The small paper with a rare character in every kind of text.
fn rare() -> Desk {
    let desk = Desk::new();
    let lead = story("江水向东", 1_400);
    let lead = lead.replacen("江水向东\"", &format!("江水{RARE}向东\"\nbyline = \"□ 张{PRIVATE}\""), 1);
    let lead = lead.replacen("江水向东流去", &format!("江{RARE}向**东{PRIVATE}去**"), 1);
    desk.write("stories/lead.md", lead);
    desk.change("edition.toml", "扫码", &format!("扫{RARE}"));
    desk.change("edition.toml", "head = \"短题\", story", &format!("head = \"短{FAR}题\", story"));
    desk.change("edition.toml", "试报社主办", &format!("试报社主{RARE}办"));
    desk
}

/// The desk's extra face in a folder of its own.
fn with_extra(desk: &Desk) {
    fs::create_dir(desk.home.join("extra")).expect("a folder");
    for name in ["fonts.toml", "extra.ttf"] {
        desk.write(&format!("extra/{name}"), fs::read(format!("tests/cli/extra/{name}")).expect("a file"));
    }
    desk.change("edition.toml", "fonts = \"fonts\"", "fonts = \"fonts\"\nextra_faces = \"extra\"");
}

#[test]
fn a_character_without_a_face_is_named_with_its_place_and_its_chain() {
    let desk = rare();
    let said = desk.run(&["build", ".", "--format", "concise"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(desk.list("out").is_empty());
    for place in [
        // Head, byline, body, bold in the body, ear, imprint, pointer.
        "stories/lead.md:2:11: error[missing-glyph]: no face of the chain has `𪛗` (U+2A6D7)",
        "stories/lead.md:3:14: error[missing-glyph]: no face of the chain has `\u{E000}` (U+E000)",
        "stories/lead.md:6:2: error[missing-glyph]: no face of the chain has `𪛗` (U+2A6D7)",
        "stories/lead.md:6:7: error[missing-glyph]: no face of the chain has `\u{E000}` (U+E000)",
        "edition.toml:20:56: error[missing-glyph]: no face of the chain has `𪛗` (U+2A6D7)",
        "edition.toml:23:43: error[missing-glyph]: no face of the chain has `\u{F0000}` (U+F0000)",
        "edition.toml:7:17: error[missing-glyph]: no face of the chain has `𪛗` (U+2A6D7)",
    ] {
        assert!(said.err.lines().any(|line| line.starts_with(place)), "{place}\n{}", said.err);
    }
    let said = desk.run(&["build", "."]);
    for chain in ["the chain of style `body` is kai", "the chain of style `strong` is kai", "`head` is kai"] {
        assert!(said.err.contains(chain), "{chain}\n{}", said.err);
    }
}

#[test]
fn a_proof_is_made_of_pages_with_characters_that_no_face_has() {
    let desk = rare();
    let said = desk.run(&["proof", ".", "--ppi", "30"]);
    assert_eq!((said.code, desk.list("out").len()), (1, 2), "{}", said.err);
}

#[test]
fn an_extra_face_supplies_what_the_others_lack() {
    let desk = rare();
    with_extra(&desk);
    let said = desk.run(&["build", ".", "--only", "edition"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let file = fs::read(desk.home.join("out/shibao_20261123.pdf")).expect("written");
    let pages = drawings(&file);
    let text = pages[0].text();
    for words in ["江水𪛗向东", "□张\u{E000}", "江𪛗向东\u{E000}去", "扫𪛗", "短\u{F0000}题", "试报社主𪛗办"]
    {
        let dense: String = text.split_whitespace().collect();
        assert!(dense.contains(words), "{words}: {dense}");
    }
    let rare: Vec<_> =
        pages[0].glyphs.iter().filter(|glyph| ["𪛗", "\u{E000}", "\u{F0000}"].contains(&glyph.text.as_str())).collect();
    assert_eq!(rare.len(), 7);
    // One glyph, embedded once: two characters share it.
    assert!(rare.iter().all(|glyph| glyph.code == 1));
    let objects = lopdf::Document::load_mem(&file).expect("a PDF").objects;
    let names = objects.values().filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok());
    let names: Vec<_> = names.map(String::from_utf8_lossy).collect();
    assert_eq!(names.iter().filter(|name| name.ends_with("+BanxinTestExtra-Regular")).count(), 1, "{names:?}");
}
