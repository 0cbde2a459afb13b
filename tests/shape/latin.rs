//! Latin text inside Chinese, set from real faces: ligatures, kerning, spaces, hyphens (standards A4).

use std::collections::BTreeMap;
use std::path::Path;

use banxin::font::FontBook;
use banxin::geom::Em;
use banxin::shape::{FaceSet, Manner, Passage, ShapedText, Shaper, stub};
use banxin::style::Role;

fn shape(face: &str, text: &str, hyphenate: bool) -> ShapedText {
    let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
    let chains = BTreeMap::from([
        (Role::Body, book.chain(&[face.to_owned()])),
        (Role::Strong, book.chain(&["hei-bold".to_owned()])),
    ]);
    let manner = Manner { hyphenate, ..Manner::default() };
    let (shaped, missing) =
        Shaper::new(&book).shape(&Passage { manner, ..Passage::plain(text) }, &FaceSet { base: Role::Body, chains });
    assert!(missing.is_empty(), "{missing:?}");
    shaped
}

fn width(text: &ShapedText) -> Em {
    text.units.iter().map(|unit| unit.body).sum()
}

#[test]
fn ligatures_are_on() {
    // fi of the bundled faces is one glyph for two letters.
    for (face, text) in [("song", "fi"), ("hei", "fi")] {
        let shaped = shape(face, text, false);
        let bytes: usize = shaped.glyphs.iter().map(|glyph| glyph.text.len()).sum();
        assert_eq!((shaped.glyphs.len(), bytes), (1, 2), "{face}");
    }
}

#[test]
fn a_divided_word_is_as_wide_as_a_whole_one() {
    for word in ["AVERTable", "Typography", "extensive", "Vaterland", "wayfaring"] {
        let (whole, pieces) = (shape("song", word, false), shape("song", word, true));
        assert_eq!(width(&whole), width(&pieces), "{word}");
        let places = |text: &ShapedText| {
            let mut pen = Em::ZERO;
            let mut places = Vec::new();
            for unit in &text.units {
                let glyphs = &text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize];
                places.extend(glyphs.iter().map(|glyph| (glyph.id, pen + glyph.x)));
                pen += unit.body;
            }
            places
        };
        assert_eq!(places(&whole), places(&pieces), "{word}");
    }
    assert!(shape("song", "Typography", true).units.len() > 1);
}

#[test]
fn hyphens_are_those_of_the_face() {
    let shaped = shape("song", "extensive", true);
    let piece = &shaped.units[0];
    let hyphen = &shaped.hyphens[piece.hyphen.expect("divided") as usize];
    let glyph = hyphen.glyph.as_ref().expect("a glyph");
    assert_eq!(glyph.face, shaped.glyphs[0].face);
    assert!(hyphen.width > Em::QUARTER && hyphen.width < Em::HALF, "{}", hyphen.width);
    assert!(glyph.text.is_empty(), "it stands for no text");
    assert_eq!(shaped.hyphens.len(), 1, "one for all words");
    let last = shaped.units.last().expect("pieces");
    assert!(last.hyphen.is_none() && last.joined && last.may_begin);
}

#[test]
fn no_word_is_divided_inside_a_ligature() {
    // of|fice: the letters ff are one glyph, so the word stays whole there.
    let shaped = shape("song", "of\u{AD}fice", false);
    let cuts = shaped.units.iter().filter(|unit| unit.hyphen.is_some()).count();
    let glyph_of_second = shaped.units.get(1).and_then(|unit| shaped.glyphs.get(unit.glyphs.start as usize));
    if let Some(glyph) = glyph_of_second {
        assert!(cuts == 0 || glyph.text.start == shaped.units[1].text.start, "a break inside a glyph");
    }
    let bare = shape("song", "office", false);
    assert_eq!(bare.units.len(), 1);
}

#[test]
fn small_spaces_keep_their_widths() {
    for (space, width) in [
        ('\u{2002}', Em::HALF),
        ('\u{2003}', Em::ONE),
        ('\u{2004}', Em::THIRD),
        ('\u{2005}', Em::QUARTER),
        ('\u{2006}', Em::THIRD / 2),
        ('\u{2009}', Em::MILLI * 200),
        ('\u{200A}', Em::MILLI * 100),
        ('\u{202F}', Em::MILLI * 200),
    ] {
        let text = format!("a{space}b");
        for shaped in [shape("song", &text, false), shape("kai", &text, false), stub(&Passage::plain(&text))] {
            assert_eq!((shaped.units.len(), shaped.units[1].body), (3, width), "{space:?}");
            assert!(!shaped.units[1].may_begin);
            assert_eq!(shaped.units[2].may_begin, space != '\u{202F}', "{space:?}");
        }
    }
    let digit = shape("song", "0", false).units[0].body;
    assert_eq!(shape("song", "1\u{2007}1", false).units[1].body, digit, "a figure space is a digit wide");
}

#[test]
fn addresses_break_after_their_signs() {
    let pieces = |text: &str| -> Vec<String> {
        let shaped = stub(&Passage::plain(text));
        let mut pieces: Vec<String> = Vec::new();
        for unit in &shaped.units {
            let own = &shaped.text[unit.text.start as usize..unit.text.end as usize];
            match pieces.last_mut() {
                Some(last) if !unit.may_begin => last.push_str(own),
                _ => pieces.push(own.to_owned()),
            }
        }
        pieces
    };
    assert_eq!(pieces("https://a-b.example/c"), ["https://", "a-", "b.", "example/", "c"]);
    assert_eq!(pieces("x.y@b-c.cn"), ["x.", "y@", "b-", "c.", "cn"]);
}

#[test]
fn numbers_and_their_signs_are_one_across_roles() {
    let check = |text: &str, runs: &[(std::ops::Range<usize>, Role)]| {
        let shaped = stub(&Passage { runs, ..Passage::plain(text) });
        let inner = &shaped.units[1..];
        assert!(inner.iter().all(|unit| unit.joined && !unit.may_begin), "{text}: {inner:?}");
        assert!(!inner.is_empty());
    };
    check("1250%", &[(0..2, Role::Strong)]);
    check("50%", &[(0..2, Role::Strong)]);
    check("38℃", &[(0..2, Role::Strong)]);
    check("3.5", &[(0..2, Role::Strong)]);
    check("￥1,250", &[(0..3, Role::Strong)]);
    check("$5", &[(0..1, Role::Strong)]);
    check("№5", &[(0..3, Role::Strong)]);
    check("30°", &[(0..2, Role::Strong)]);
}
