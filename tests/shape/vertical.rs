//! Vertical lines set from real faces (standards A10): cells, stands, places on the axis.

use std::collections::BTreeMap;
use std::path::Path;

use banxin::font::{FaceId, FontBook, GlyphId};
use banxin::geom::{Em, WritingMode};
use banxin::shape::{CharClass, FaceSet, Lack, Manner, Missing, Passage, ShapedText, Shaper, Stand, Unit, stub};
use banxin::style::{Lang, Mark, Role};

const FACES: [&str; 7] = ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black", "kai"];
const DOWN: Manner = Manner { writing: WritingMode::Vertical, lang: Lang::Simplified, hyphenate: false };
/// The middle of the em box above the baseline.
const AXIS: Em = Em::from_units(380 * 24);
/// Ink may leave its cell by this much (A2).
const TOLERANCE: Em = Em::from_units(20 * 24);

struct Desk {
    book: FontBook,
}

impl Desk {
    fn open() -> Self {
        Self { book: FontBook::open(Path::new("fonts")).expect("bundled faces") }
    }

    fn faces(&self, face: &str) -> FaceSet {
        FaceSet { base: Role::Body, chains: BTreeMap::from([(Role::Body, self.book.chain(&[face.to_owned()]))]) }
    }

    fn try_shape(&self, face: &str, passage: &Passage<'_>) -> (ShapedText, Vec<Missing>) {
        Shaper::new(&self.book).shape(passage, &self.faces(face))
    }

    fn shape(&self, face: &str, text: &str, manner: Manner) -> ShapedText {
        let (shaped, missing) = self.try_shape(face, &Passage { manner, ..Passage::plain(text) });
        assert!(missing.is_empty(), "{face}: {missing:?}");
        shaped
    }

    /// Where the ink of a unit's glyphs lies: along the line from the start of its body, and across, right of the axis.
    fn ink(&self, text: &ShapedText, unit: &Unit) -> ((Em, Em), (Em, Em)) {
        let mut along: Option<(Em, Em)> = None;
        let mut across: Option<(Em, Em)> = None;
        let grow = |range: &mut Option<(Em, Em)>, (low, high): (Em, Em)| {
            *range = Some(range.map_or((low, high), |(from, to)| (from.min(low), to.max(high))));
        };
        for glyph in &text.glyphs[unit.glyphs.start as usize..unit.glyphs.end as usize] {
            let (reader, inks) = (self.book.face(glyph.face).reader(), self.book.face(glyph.face).inks());
            let Some(ink) = inks.bounds(glyph.id) else { continue };
            if unit.stand == Stand::Turned {
                grow(&mut along, (glyph.x + ink.left, glyph.x + ink.right));
                grow(&mut across, (glyph.y + ink.bottom - AXIS, glyph.y + ink.top - AXIS));
            } else {
                let (origin, half) = (reader.vertical_origin(glyph.id), reader.advance(glyph.id) / 2);
                grow(&mut along, (glyph.x + origin - ink.top, glyph.x + origin - ink.bottom));
                grow(&mut across, (glyph.y + ink.left - half, glyph.y + ink.right - half));
            }
        }
        (along.expect("ink"), across.expect("ink"))
    }
}

/// Each unit with how it stands: upright as it is, `[12]` combined, `<2026>` turned.
fn drawn(text: &ShapedText) -> String {
    let mut out = String::new();
    for unit in &text.units {
        let own = &text.text[unit.text.start as usize..unit.text.end as usize];
        match unit.stand {
            Stand::Upright => out.push_str(own),
            Stand::Combined => out.extend(["[", own, "]"]),
            Stand::Turned => out.extend(["<", own, ">"]),
        }
    }
    out
}

#[test]
fn what_stands_and_what_is_turned() {
    let desk = Desk::open();
    for (text, expected) in [
        ("第5章", "第5章"),
        ("12月365天", "[12]月[365]天"),
        ("2026年", "<2026>年"),
        ("涨3.5，15:30到", "涨<3.5>，<15:30>到"),
        ("涨5%和50％", "涨<5><%>和[50]％"),
        ("38℃到1000℃", "[38]℃到<1000><℃>"),
        ("￥50、￥1250、$5", "￥[50]、<￥><1250>、<$><5>"),
        ("A股、GDP、5G、NATO", "A股、GDP、5G、<NATO>"),
        ("to be好", "<to>< ><be>好"),
        ("说a b好", "说<a>< ><b>好"),
        ("km/h", "<km></><h>"),
        ("“好”（上）《书》", "“好”（上）《书》"),
        ("好——的……了·", "好——的……了·"),
        ("三～五－六–七／八", "三<～>五<－>六<–>七<／>八"),
        ("好？！真！！！", "好[？！]真[！！]！"),
        ("→①％〇々ー", "<→>①％〇々ー"),
        ("米²", "米<²>"),
    ] {
        let passage = Passage { manner: DOWN, ..Passage::plain(text) };
        assert_eq!(drawn(&stub(&passage)), expected, "stub");
        for face in ["song", "hei"] {
            assert_eq!(drawn(&desk.shape(face, text, DOWN)), expected, "{face}");
        }
    }
}

#[test]
fn stub_and_faces_have_the_same_cells_for_everything_but_words() {
    let desk = Desk::open();
    let text = "“（他说：好，对。真；是！吧？》、〉】」——……·～（）12月5年GDP国？！！！！“";
    for lang in [Lang::Simplified, Lang::Traditional, Lang::Japanese] {
        for writing in [WritingMode::Vertical, WritingMode::Horizontal] {
            let manner = Manner { writing, lang, hyphenate: false };
            let plain = stub(&Passage { manner, ..Passage::plain(text) });
            for face in FACES {
                let set = desk.shape(face, text, manner);
                assert_eq!(set.units.len(), plain.units.len());
                for (of_face, of_stub) in set.units.iter().zip(&plain.units) {
                    if of_stub.class.is_western() {
                        continue;
                    }
                    let cell = |unit: &Unit| (unit.class, unit.lead, unit.body, unit.trail, unit.stand, unit.may_begin);
                    assert_eq!(cell(of_face), cell(of_stub), "{face} {manner:?}");
                }
            }
        }
    }
}

#[test]
fn the_ink_of_every_mark_lies_in_its_cell() {
    let desk = Desk::open();
    let marks = "“‘「『（《〈【〖〔［｛”’」』）》〉】〗〕］｝，、；：。．！，？·——……";
    let mut seen = 0;
    for face in FACES {
        for lang in [Lang::Simplified, Lang::Traditional] {
            let text = desk.shape(face, marks, Manner { lang, ..DOWN });
            for unit in &text.units {
                let ((from, to), _) = desk.ink(&text, unit);
                let own = &marks[unit.text.start as usize..unit.text.end as usize];
                assert!(
                    from >= -TOLERANCE && to <= unit.body + TOLERANCE,
                    "{face} {own}: {from}–{to} of {}",
                    unit.body
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 450, "only {seen} marks");
}

#[test]
fn stops_of_simplified_stand_at_the_top_right_and_of_traditional_in_the_middle() {
    let desk = Desk::open();
    for face in FACES {
        let stops = "，。、";
        let simplified = desk.shape(face, stops, DOWN);
        for unit in &simplified.units {
            let (along, across) = desk.ink(&simplified, unit);
            assert!(across.0 > Em::ZERO, "{face}: right of the axis");
            assert!(along.1 < Em::HALF);
        }
        for writing in [WritingMode::Vertical, WritingMode::Horizontal] {
            let traditional =
                desk.shape(face, "，。、；：", Manner { lang: Lang::Traditional, writing, hyphenate: false });
            for unit in &traditional.units {
                let middle = |range: (Em, Em)| (range.0 + range.1) / 2;
                let (along, across) = if writing == WritingMode::Vertical {
                    desk.ink(&traditional, unit)
                } else {
                    // A horizontal line seen as a turned one: the axis is the middle of the em box.
                    desk.ink(&traditional, &Unit { stand: Stand::Turned, ..unit.clone() })
                };
                let off = [middle(along) - unit.body / 2, middle(across)];
                assert!(off.iter().all(|off| (off.units()).abs() <= 24), "{face} {writing:?}: {off:?} off the middle");
            }
        }
    }
}

#[test]
fn dashes_dots_and_middle_dots_stand_on_the_axis() {
    let desk = Desk::open();
    for face in FACES {
        for (text, most) in [("——", 20), ("……", 20), ("·", 1), ("—", 20), ("～", 20), ("–", 1)] {
            let shaped = desk.shape(face, text, DOWN);
            let (along, across) = desk.ink(&shaped, &shaped.units[0]);
            let off = (across.0 + across.1) / 2;
            assert!(off.units().abs() <= most * 24, "{face} {text}: {off} off the axis");
            let (before, after) = (along.0, shaped.units[0].body - along.1);
            assert!((before - after).units().abs() <= 40 * 24, "{face} {text}: {before} before, {after} after");
        }
    }
}

#[test]
fn a_vertical_dash_is_one_ligature_or_two_forms() {
    let desk = Desk::open();
    for (face, count) in [("song", 1), ("hei-black", 1), ("kai", 2)] {
        let text = desk.shape(face, "中——文", DOWN);
        let dash = &text.units[1];
        assert_eq!((dash.body, dash.glyphs.len()), (Em::whole(2), count), "{face}");
        let glyphs = &text.glyphs[dash.glyphs.start as usize..dash.glyphs.end as usize];
        assert_eq!(glyphs.iter().map(|glyph| glyph.text.len()).sum::<usize>(), 6, "{face}: every byte has its glyph");
    }
    // 楷 has no `vert` for —: its presentation form stands for it.
    let kai = desk.book.face(desk.book.find("kai").expect("kai")).reader();
    let text = desk.shape("kai", "—", Manner { writing: WritingMode::Vertical, ..DOWN });
    assert_eq!(text.units[0].stand, Stand::Turned, "a single — is turned");
    let text = desk.shape("kai", "——", DOWN);
    assert_eq!(Some(text.glyphs[0].id), kai.glyph('\u{FE31}'));
}

#[test]
fn quotes_become_the_corner_brackets_of_their_face() {
    let desk = Desk::open();
    for face in FACES {
        let glyphs = |text: &str| -> Vec<(FaceId, GlyphId)> {
            desk.shape(face, text, DOWN).glyphs.iter().map(|glyph| (glyph.face, glyph.id)).collect()
        };
        assert_eq!(glyphs("“”‘’"), glyphs("『』「」"), "{face}");
    }
}

#[test]
fn han_fills_its_cell_whatever_the_vertical_metrics_of_the_face_say() {
    let desk = Desk::open();
    for face in FACES {
        let text = desk.shape(face, "国永A5", DOWN);
        for unit in &text.units[..2] {
            let glyph = &text.glyphs[unit.glyphs.start as usize];
            assert_eq!((unit.body, glyph.x, glyph.y), (Em::ONE, Em::ZERO, Em::ZERO), "{face}");
            assert_eq!(desk.book.face(glyph.face).reader().vertical_origin(glyph.id), Em::MILLI * 880, "{face}");
        }
    }
}

#[test]
fn letters_are_stacked_one_for_each_em() {
    let desk = Desk::open();
    for face in FACES {
        let text = desk.shape(face, "国GDP国", DOWN);
        let unit = &text.units[1];
        assert_eq!((unit.class, unit.body), (CharClass::Han, Em::whole(3)));
        let places: Vec<Em> = text.glyphs[1..4].iter().map(|glyph| glyph.x).collect();
        assert_eq!(places, [Em::ZERO, Em::ONE, Em::whole(2)], "{face}");
        let (_, across) = desk.ink(&text, unit);
        assert!(((across.0 + across.1) / 2).units().abs() < 60 * 24, "{face}: {across:?}");
    }
}

#[test]
fn digits_are_combined_in_one_em() {
    let desk = Desk::open();
    for face in FACES {
        for (text, least) in [("12", 800), ("365", 500)] {
            let shaped = desk.shape(face, text, DOWN);
            let unit = &shaped.units[0];
            assert_eq!((unit.stand, unit.body), (Stand::Combined, Em::ONE), "{face} {text}");
            assert!(unit.scale.0 >= least && unit.scale.0 <= 1000, "{face} {text}: {}", unit.scale.0);
            let inks = desk.book.face(shaped.glyphs[0].face).inks();
            let places = shaped.glyphs.iter().filter_map(|glyph| Some((glyph.x, inks.bounds(glyph.id)?)));
            for (x, ink) in places {
                let scaled = |em: Em| Em::from_units(em.units() * i64::from(unit.scale.0) / 1000);
                assert!(scaled(x + ink.left) >= Em::ZERO && scaled(x + ink.right) <= Em::ONE, "{face} {text}");
            }
        }
    }
    // Six letters would be narrowed to a third: they are stacked.
    let marks = [(0..6, Mark::Combined)];
    let passage = Passage { marks: &marks, manner: DOWN, ..Passage::plain("WONDER") };
    let (shaped, _) = desk.try_shape("song", &passage);
    assert_eq!((shaped.units.len(), shaped.units[0].stand, shaped.units[0].body), (1, Stand::Upright, Em::whole(6)));
}

#[test]
fn nothing_of_a_number_or_acronym_is_taken_apart() {
    for text in ["在GDP上", "在12上", "在38℃上", "在￥50上", "在3.5%上", "在$5上"] {
        let shaped = stub(&Passage { manner: DOWN, ..Passage::plain(text) });
        let inner = &shaped.units[2..shaped.units.len() - 1];
        assert!(inner.iter().all(|unit| unit.joined && !unit.may_begin), "{text}: {inner:?}");
        assert!(shaped.units[1].may_begin && shaped.units[shaped.units.len() - 1].may_begin, "{text}");
    }
}

#[test]
fn variants_are_used_where_a_face_has_them() {
    let desk = Desk::open();
    let one = |face: &str, text: &str| {
        let (shaped, missing) = desk.try_shape(face, &Passage::plain(text));
        (shaped.glyphs[0].id, shaped.units.len(), missing)
    };
    let (plain, ..) = one("song", "、");
    let (varied, units, missing) = one("song", "、\u{FE01}");
    assert_eq!((units, missing.len()), (1, 0));
    assert_ne!(plain, varied, "Noto has a centred form");
    // The reduced face has no variants, its fallback has.
    let (_, units, missing) = one("song-bold", "、\u{FE01}");
    assert_eq!((units, missing.len()), (1, 0));
    let (id, units, missing) = one("song", "国\u{E0100}");
    assert_eq!((id, units), (one("song", "国").0, 1));
    assert_eq!((missing[0].lack, missing[0].character, missing[0].text.clone()), (Lack::Variant, '国', 0..7));
    let (shaped, _) = desk.try_shape("song", &Passage::plain("国\u{E0100}"));
    assert!(shaped.missing.is_empty(), "the character itself is there");
}

#[test]
fn extension_b_is_found_and_what_is_nowhere_is_named() {
    let desk = Desk::open();
    // 𠂇 of plane 2 is in Song; U+30000 of plane 3 is in no face.
    let (shaped, missing) = desk.try_shape("song-black", &Passage::plain("中\u{20087}\u{30000}文"));
    assert_eq!(shaped.units.iter().map(|unit| unit.glyphs.len()).collect::<Vec<_>>(), [1, 1, 0, 1]);
    assert!(shaped.units.iter().all(|unit| unit.body == Em::ONE));
    assert_eq!(shaped.missing, [2]);
    assert_eq!((missing[0].lack, missing[0].character, missing[0].text.clone()), (Lack::Glyph, '\u{30000}', 7..11));
}
