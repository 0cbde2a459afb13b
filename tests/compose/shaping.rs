//! Real faces: glyphs, and what no face has.

use std::collections::BTreeMap;
use std::path::Path;

use banxin::compose::{Measure, Rules, Trouble, compose};
use banxin::font::FontBook;
use banxin::geom::Em;
use banxin::shape::{FaceSet, Lack, Passage, Shaper};
use banxin::style::Role;
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

fn faces(book: &FontBook, body: &str) -> FaceSet {
    let mut chains = BTreeMap::new();
    chains.insert(Role::Body, book.chain(&[body.to_owned()]));
    chains.insert(Role::Strong, book.chain(&["hei".to_owned()]));
    chains.insert(Role::Emphasis, book.chain(&["kai".to_owned()]));
    FaceSet { base: Role::Body, chains }
}

#[test]
fn glyphs_and_justified_lines_from_real_faces() {
    let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
    let shaper = Shaper::new(&book);
    let source = "11月22日16时50分，“衔芦桥”开始放行——全长186米，由BIM（建筑信息模型）控制，误差3.5%……";
    let runs = [(0..11, Role::Strong), (30..42, Role::Emphasis)];
    for face in ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black", "kai"] {
        let (text, missing) = shaper.shape(&Passage { runs: &runs, ..Passage::plain(source) }, &faces(&book, face));
        assert!(missing.is_empty(), "{face}: {missing:?}");
        let measure = Measure::paragraph(Em::whole(13));
        let galley = compose(&text, 0, measure, &Rules::default());
        for line in &galley.lines {
            assert!(line.last || line.width == measure.width, "{face}: {line:?}");
            assert!(!line.record.troubles.contains(&Trouble::Overfull));
        }
        let glyphs: Vec<_> = galley.lines.iter().flat_map(|line| line.glyphs(&text)).collect();
        let bytes: usize = glyphs.iter().map(|glyph| glyph.text.len()).sum();
        assert_eq!(bytes, source.len(), "{face}: every byte has its glyph");
    }
}

/// Runs of letters, signs and marks that the faces have in part or not at all.
fn foreign() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "ก",
        "กำ",
        "ع",
        "א",
        "क",
        "क्ष",
        "한",
        "\u{1F600}",
        "\u{1F1E8}\u{1F1F3}",
        "e\u{301}",
        "\u{301}",
        "a",
        "5",
        "%",
        "中",
        "，",
        " ",
        "\u{FE0F}",
        "\u{200D}",
        "\u{E0100}",
    ]);
    prop::collection::vec((piece, 1_usize..40), 0..12)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, times)| piece.repeat(times)).collect())
}

proptest! {
    /// Each lost character is its own empty em, however many stand together, and a shaper gives
    /// the same again, used or fresh.
    #[test]
    fn lost_characters_are_units_of_their_own(source in foreign()) {
        thread_local! {
            static BOOK: FontBook = FontBook::open(Path::new("fonts")).expect("bundled faces");
        }
        BOOK.with(|book| {
            let (shaper, faces) = (Shaper::new(book), faces(book, "song"));
            let (text, missing) = shaper.shape(&Passage::plain(&source), &faces);
            let starts: Vec<usize> = text.units.iter().map(|unit| unit.text.start as usize).collect();
            for lost in missing.iter().filter(|lost| lost.lack == Lack::Glyph) {
                let at = starts.binary_search(&lost.text.start);
                prop_assert!(at.is_ok_and(|at| text.units[at].body == Em::ONE), "{:?} has no em", lost);
            }
            let lost = missing.iter().filter(|lost| lost.lack == Lack::Glyph).count();
            prop_assert!(text.units.len() >= lost);
            prop_assert_eq!(&shaper.shape(&Passage::plain(&source), &faces), &(text.clone(), missing.clone()));
            prop_assert_eq!(Shaper::new(book).shape(&Passage::plain(&source), &faces), (text, missing));
            Ok(())
        })?;
    }

    #[test]
    fn any_unicode_is_shaped_or_reported(source in any::<String>(), width in 24_000_i64..500_000) {
        thread_local! {
            static BOOK: FontBook = FontBook::open(Path::new("fonts")).expect("bundled faces");
        }
        BOOK.with(|book| {
            let shaper = Shaper::new(book);
            let (text, missing) = shaper.shape(&Passage::plain(&source), &faces(book, "song"));
            for lost in missing.iter().filter(|lost| lost.lack == Lack::Glyph) {
                prop_assert_eq!(source[lost.text.clone()].chars().next(), Some(lost.character));
                let unit = text.units.iter().find(|unit| unit.text.start as usize == lost.text.start);
                prop_assert!(unit.is_some_and(|unit| unit.body == Em::ONE), "{:?}", lost);
            }
            let measure = Measure { width: Em::from_units(width), indent: Em::ZERO };
            let lines = compose(&text, 0, measure, &Rules::default()).lines;
            let units: usize = lines.iter().map(|line| line.units.len()).sum();
            prop_assert_eq!(units, text.units.len());
            Ok(())
        })?;
    }
}
