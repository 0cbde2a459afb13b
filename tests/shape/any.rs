//! What holds for any text, in every language and writing.

use std::collections::BTreeMap;
use std::path::Path;

use banxin::font::FontBook;
use banxin::geom::{Em, WritingMode};
use banxin::shape::{FaceSet, Lack, Manner, Passage, ShapedText, Shaper, Stand, stub};
use banxin::style::{Lang, Mark, Role};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn manner() -> impl Strategy<Value = Manner> {
    let lang = prop::sample::select(vec![Lang::Simplified, Lang::Traditional, Lang::Japanese]);
    let writing = prop::sample::select(vec![WritingMode::Horizontal, WritingMode::Vertical]);
    (lang, writing, any::<bool>()).prop_map(|(lang, writing, hyphenate)| Manner { writing, lang, hyphenate })
}

fn source() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "国",
        "，",
        "“",
        "”",
        "——",
        "……",
        "…",
        "—",
        "·",
        "！",
        "？",
        "（",
        "）",
        "12",
        "2026",
        "3.5",
        "%",
        "℃",
        "￥",
        "A",
        "GDP",
        "extensive",
        "office",
        "co\u{AD}op",
        "~",
        "/",
        " ",
        "\u{2009}",
        "\u{202F}",
        "\u{A0}",
        "\u{200B}",
        "\u{2060}",
        "e\u{301}",
        "\u{FE01}",
        "\u{E0100}",
        "\u{202E}",
        "\u{200D}",
        "ー",
        "ゃ",
        "→",
        "①",
        "⸺",
        "http://a.cn/b",
        "\u{1F600}",
        "\u{3000}",
        "－",
        "²",
        "한",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn marks() -> impl Strategy<Value = Vec<(usize, usize, Mark)>> {
    let mark = prop_oneof![
        prop::sample::select(vec![Mark::Emphasis, Mark::Name, Mark::Title, Mark::Combined]),
        prop::sample::select(vec!["běi", "shuāng zhuāng", "とう きょう", " ", "\u{1F600}"])
            .prop_map(|reading| Mark::Ruby(reading.to_owned())),
    ];
    prop::collection::vec((0_usize..40, 1_usize..12, mark), 0..4)
}

/// Marks on whole characters, in order.
fn on(text: &str, marks: &[(usize, usize, Mark)]) -> Vec<(std::ops::Range<usize>, Mark)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |at: usize| starts[at.min(starts.len() - 1)];
    let mut on: Vec<_> = marks.iter().map(|(at, count, mark)| (place(*at)..place(at + count), mark.clone())).collect();
    on.sort_by_key(|(range, _)| range.start);
    on
}

/// What must hold of any shaped text.
fn sound(text: &ShapedText) {
    let mut end = 0;
    let mut glyph = 0;
    for unit in &text.units {
        assert!(unit.text.start >= end && unit.text.end > unit.text.start, "{unit:?} after {end}");
        let between = &text.text[end as usize..unit.text.start as usize];
        let dropped = |ch: char| ch.is_whitespace() || ch.is_control() || is_silent(ch);
        assert!(between.chars().all(dropped), "{between:?} is lost");
        end = unit.text.end;
        assert!(unit.glyphs.start == glyph || text.glyphs.is_empty(), "{unit:?} does not follow");
        glyph = unit.glyphs.end;
        assert!(unit.body >= Em::ZERO && unit.lead >= Em::ZERO && unit.trail >= Em::ZERO, "{unit:?}");
        assert!(unit.scale.0 >= 1 && unit.scale.0 <= 1000);
        assert!(unit.stand == Stand::Upright || text.manner.writing == WritingMode::Vertical);
        assert!(unit.hyphen.is_none_or(|at| (at as usize) < text.hyphens.len()), "{unit:?}");
        let own = &text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize];
        let mut at = unit.text.start;
        for glyph in own.iter().filter(|glyph| !glyph.text.is_empty()) {
            assert!(glyph.text.start >= at && glyph.text.end <= unit.text.end, "{glyph:?} in {unit:?}");
            at = glyph.text.end;
        }
    }
    assert_eq!(glyph as usize, text.glyphs.len());
    let count = u32::try_from(text.units.len()).expect("few");
    assert!(text.marks.iter().all(|(units, _)| units.start < units.end && units.end <= count));
    assert!(text.rubies.windows(2).all(|pair| pair[0].units.end <= pair[1].units.start), "readings overlap");
    assert!(text.rubies.iter().all(|ruby| ruby.units.start < ruby.units.end && ruby.units.end <= count));
    assert!(text.missing.windows(2).all(|pair| pair[0] <= pair[1]));
}

/// Characters that ask for something and have no look.
fn is_silent(ch: char) -> bool {
    matches!(ch,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

proptest! {
    #[test]
    fn the_stub_loses_nothing(source in source(), manner in manner(), marks in marks()) {
        let marks = on(&source, &marks);
        let passage = Passage { marks: &marks, manner, ..Passage::plain(&source) };
        sound(&stub(&passage));
        prop_assert_eq!(stub(&passage), stub(&passage));
    }

    #[test]
    fn a_face_loses_nothing_and_reports_what_it_has_not(
        source in source(), manner in manner(), marks in marks(), face in prop::sample::select(vec!["song", "hei-bold", "kai"]),
    ) {
        thread_local! {
            static BOOK: FontBook = FontBook::open(Path::new("fonts")).expect("bundled faces");
        }
        BOOK.with(|book| {
            let faces = FaceSet { base: Role::Body, chains: BTreeMap::from([(Role::Body, book.chain(&[face.to_owned()]))]) };
            let marks = on(&source, &marks);
            let passage = Passage { marks: &marks, manner, ..Passage::plain(&source) };
            let (text, missing) = Shaper::new(book).shape(&passage, &faces);
            sound(&text);
            for &at in &text.missing {
                let unit = &text.units[at as usize];
                prop_assert!(missing.iter().any(|lost| lost.lack == Lack::Glyph
                    && lost.text.start < unit.text.end as usize && lost.text.end > unit.text.start as usize));
            }
            let has = |lost: &&banxin::shape::Missing| lost.lack == Lack::Glyph;
            let own = missing.iter().filter(has).filter(|lost| source[lost.text.clone()].starts_with(lost.character));
            prop_assert!(text.missing.len() <= own.count() || !text.rubies.is_empty());
            Ok(())
        })?;
    }
}
