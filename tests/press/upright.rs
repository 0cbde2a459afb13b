//! Vertical lines: upright, turned and combined runs of real text, read back from the finished PDF by hayro,
//! and as text by poppler and MuPDF.

use std::sync::Arc;

use banxin::font::{FaceId, GlyphId};
use banxin::geom::{Em, Length, PerMille, Point, WritingMode};
use banxin::page::{Glyph, GlyphRun, Item};
use harfrust::font::{Blob, Source};
use harfrust::{Buffer, Direction, Font, Language, Script, ShapeOptions, ShaperFont, Tag};
use skrifa::FontRef;
use skrifa::raw::TableProvider;

use crate::sheet::{FONTS, face, mm, page, pdf, rule, run};
use crate::tools::origins::{Origin, axes, drawings, origins, own_origin, place};
use crate::tools::{OnDisk, run as tool};

/// How far a glyph may be from its place, in points.
const SLACK: f64 = 0.01;

/// A run with what HarfBuzz's rules say of where each glyph's own origin lies from its place on the line: em to
/// the right and em up.
#[derive(Clone)]
struct Set {
    run: GlyphRun,
    offsets: Vec<[f64; 2]>,
}

/// A vertical run at 9 pt from (50 mm, 10 mm), shaped top to bottom in `lang`.
fn upright(face_name: &str, text: &str, lang: &str) -> Set {
    let id: FaceId = face(face_name);
    let data: Arc<[u8]> = FONTS.face(id).data().into();
    let of = Arc::clone(&data);
    let source: Arc<dyn Fn(Tag) -> Option<Blob> + Send + Sync> = Arc::new(move |tag| {
        let table = FontRef::new(&of).ok()?.data_for_tag(tag)?;
        Some(Blob::from(table.as_bytes().to_vec()))
    });
    let font = Font::new(Source::from(source), 0).expect("a font");
    let mut buffer = Buffer::new();
    for (at, c) in text.char_indices() {
        buffer.push(c.into(), u32::try_from(at).expect("short"));
    }
    buffer.set_direction(Direction::TopToBottom);
    buffer.set_script(Some(Script::HAN));
    buffer.set_language(Language::new(lang));
    harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new()).expect("shaped");
    let upem = FontRef::new(&data).expect("a font").head().expect("head").units_per_em();
    let em = |units: i32| f64::from(units) / f64::from(upem);
    let infos = buffer.glyph_infos();
    let (mut down, mut glyphs, mut offsets) = (Em::ZERO, Vec::new(), Vec::new());
    for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
        let first = at == 0 || infos[at - 1].cluster != info.cluster;
        let next = infos[at..].iter().map(|next| next.cluster).find(|&next| next != info.cluster);
        let end = next.unwrap_or_else(|| u32::try_from(text.len()).expect("short"));
        let text = if first { info.cluster..end } else { end..end };
        let id = GlyphId(u16::try_from(info.glyph_id).expect("16 bits"));
        glyphs.push(Glyph { id, x: down, y: Em::ZERO, text });
        let offset = [em(position.x_offset), em(position.y_offset)];
        // What the tools find in the tables is what the shaper says, to its half units.
        let told = own_origin(FONTS.face(face(face_name)), id);
        assert!(offset.iter().zip(told).all(|(said, told)| (said - told).abs() <= 0.001), "{offset:?} {told:?}");
        offsets.push(offset);
        down += Em::from_design(i64::from(-position.y_advance), i64::from(upem));
    }
    let mut run = run(face_name, "");
    (run.writing, run.origin) = (WritingMode::Vertical, Point::new(mm(50.0), mm(10.0)));
    (run.text, run.glyphs) = (text.to_owned(), glyphs);
    Set { run, offsets }
}

/// A horizontal run, whose glyphs stand where the run says.
fn level(run: GlyphRun) -> Set {
    Set { offsets: vec![[0.0; 2]; run.glyphs.len()], run }
}

fn turned(mut run: GlyphRun) -> Set {
    run.turned = true;
    level(run)
}

/// Every glyph of all runs stands where its run says, and there are no others.
fn all_stand(sets: &[Set], drawn: &[Origin]) {
    let mut rest = drawn;
    for set in sets {
        let (of_run, next) = rest.split_at(set.run.glyphs.len());
        stands(set, of_run);
        rest = next;
    }
    assert!(rest.is_empty());
}

/// Asserts that the glyphs stand where the run says, upright or turned as it says.
fn stands(set: &Set, drawn: &[Origin]) {
    let Set { run, offsets } = set;
    assert_eq!(run.glyphs.len(), drawn.len());
    let [right, up] = axes(run);
    for ((glyph, [x, y]), drawn) in run.glyphs.iter().zip(offsets).zip(drawn) {
        let at = place(run, glyph, mm(3.0)) + right * *x + up * *y;
        let text = &run.text[glyph.text.start as usize..];
        let off = drawn.at - at;
        assert!(off.x.abs().max(off.y.abs()) < SLACK, "{off:?} off in {text}");
        let lean = [drawn.right - right, drawn.up - up];
        assert!(lean.iter().all(|off| off.hypot() < 0.001), "{lean:?} leans in {text}");
    }
}

/// Real lines with the glyphs of vertical setting: marks, quotes, brackets, dashes, dots, a rare character.
const LINES: [&str; 4] =
    ["他说：“版心，是报纸——的心。”", "《竖排》（直行）……与〈横排〉，", "“‘双引’”；问？叹！、·～", "国——人……"];

#[test]
fn upright_glyphs_stand_where_the_page_says_in_every_kind_of_face() {
    for (name, size, scale) in [("song", 9.0, 1000), ("hei", 10.5, 900), ("kai", 54.0, 1000), ("song-black", 7.3, 800)]
    {
        let mut sets: Vec<Set> = LINES.iter().map(|line| upright(name, line, "zh-Hans")).collect();
        for (set, column) in sets.iter_mut().zip(1..) {
            (set.run.size, set.run.scale) = (Length::pt(size), PerMille(scale));
            set.run.origin = Point::new(mm(18.37 * f64::from(column)), mm(7.77));
            // A line that was opened, and glyphs beside the axis.
            for (glyph, drift) in set.run.glyphs.iter_mut().zip(0..) {
                glyph.x += Em::from_units(1_237 * drift);
                glyph.y = Em::from_units(if drift % 3 == 1 { 2_500 } else { 0 });
            }
        }
        let items = sets.iter().map(|set| Item::Glyphs(set.run.clone())).collect();
        let drawn = origins(&pdf(&[&page(items)]));
        all_stand(&sets, &drawn);
    }
}

#[test]
fn a_turned_run_runs_down_with_its_head_to_the_right() {
    for (size, scale) in [(9.0, 1000), (10.5, 870), (60.0, 1000)] {
        let mut set = turned(run("song", "Visual Studio 1,250.5"));
        (set.run.size, set.run.scale) = (Length::pt(size), PerMille(scale));
        set.run.origin = Point::new(mm(41.239), mm(3.331));
        for (glyph, drift) in set.run.glyphs.iter_mut().zip(0..) {
            glyph.x += Em::from_units(1_237 * drift);
        }
        set.run.glyphs[2].y = Em::THIRD;
        set.run.glyphs[3].y = -Em::QUARTER;
        stands(&set, &origins(&pdf(&[&page(vec![Item::Glyphs(set.run.clone())])])));
    }
}

/// A column of all that vertical setting knows: upright text, a turned word, a combined number (a narrowed
/// horizontal run), and horizontal lines of text and rules between them.
fn mixed() -> Vec<Set> {
    let at = |mut set: Set, x: f64, y: f64| {
        set.run.origin = Point::new(mm(x), mm(y));
        set
    };
    let word = |text: &str| turned(run("song", text));
    let mut number = run("song", "128");
    number.scale = PerMille(620);
    vec![
        at(upright("song", "我们用", "zh-Hans"), 60.0, 10.0),
        at(word("Rust"), 58.8, 20.3),
        at(upright("song", "写了", "zh-Hans"), 60.0, 27.8),
        at(level(number), 58.4, 36.9),
        at(upright("song", "版。", "zh-Hans"), 60.0, 37.3),
        at(level(run("hei", "横排一行 A")), 10.0, 60.0),
        at(word("again"), 30.0, 10.0),
        at(word("and again"), 20.0, 10.0),
        at(level(run("hei", "再横排")), 10.0, 70.0),
    ]
}

#[test]
fn no_run_is_moved_or_turned_by_the_runs_before_it() {
    let sets = mixed();
    let mut items: Vec<Item> = sets.iter().map(|set| Item::Glyphs(set.run.clone())).collect();
    // A rule ends the text object and so what a turned run leaves behind in it.
    items.insert(2, rule(1.0, 1.0, 10.0, Length::PT));
    let drawn = origins(&pdf(&[&page(items)]));
    all_stand(&sets, &drawn);
    // All glyphs of a face have one font for level and turned lines, and another for upright ones.
    let objects = OnDisk::new(&pdf(&[&page(sets.iter().map(|set| Item::Glyphs(set.run.clone())).collect())])).objects();
    let Some(objects) = objects else { return };
    let fonts = crate::file::page_dict(&objects)["/Resources"]["/Font"].as_object().expect("fonts").len();
    assert_eq!(fonts, 3, "Song level, Song upright, Hei level");
}

#[test]
fn the_dash_of_two_em_advances_two_em() {
    for name in ["song", "hei", "song-black"] {
        let set = upright(name, "国——人", "zh-Hans");
        assert_eq!(set.run.glyphs.len(), 3, "{name}: —— is one glyph");
        assert_eq!(set.run.glyphs[2].x, Em::whole(3), "{name}");
        let disk = OnDisk::new(&pdf(&[&page(vec![Item::Glyphs(set.run.clone())])]));
        let Some(objects) = disk.objects() else { return };
        let font = crate::file::page_dict(&objects)["/Resources"]["/Font"].as_object().expect("fonts");
        let type0 = crate::file::dict(&objects, font.values().next().expect("a font"));
        let cid = crate::file::dict(&objects, &type0["/DescendantFonts"][0]);
        let groups = cid["/W2"].as_array().expect("/W2").iter();
        let entries: Vec<f64> = groups.filter_map(|group| group.as_array()?.first()?.as_f64()).collect();
        assert_eq!(entries, [-2000.0], "{name}");
    }
}

#[test]
fn vertical_forms_say_what_was_typed() {
    for (line, forms) in LINES.iter().zip(["“”", "《》（）", "“‘’”", ""]) {
        for name in ["song", "hei", "kai"] {
            let set = upright(name, line, "zh-Hans");
            let reader = FONTS.face(set.run.face).reader();
            for form in forms.chars() {
                let at = u32::try_from(line.find(form).expect("a mark")).expect("short");
                let glyph = set.run.glyphs.iter().find(|glyph| glyph.text.start == at).expect("its glyph");
                assert_ne!(Some(glyph.id), reader.glyph(form), "{name}: {form} has its vertical form");
            }
            let drawings = drawings(&pdf(&[&page(vec![Item::Glyphs(set.run)])]));
            assert_eq!(&drawings[0].text(), line, "{name}");
        }
    }
}

#[test]
fn a_form_shared_by_two_marks_says_what_each_was() {
    // ﹁ is the vertical form of 「 and, in Chinese, of ‘: one glyph, two texts.
    let (corner, quote) = (upright("song", "「一」", "zh-Hans"), upright("song", "‘一’‘二’", "zh-Hans"));
    assert_eq!(corner.run.glyphs[0].id, quote.run.glyphs[0].id, "one glyph");
    let mut quote = quote.run;
    quote.origin.x -= quote.size * 3;
    let file = pdf(&[&page(vec![Item::Glyphs(corner.run), Item::Glyphs(quote)])]);
    assert_eq!(drawings(&file)[0].text(), "「一」‘一’‘二’");
}

/// Readers that give the text in the order of the file, without white.
fn read(file: &[u8]) -> Vec<String> {
    let disk = OnDisk::new(file);
    let path = disk.pdf();
    let readers: [(&str, &[&str]); 2] =
        [("pdftotext", &["-raw", &path, "-"]), ("mutool", &["draw", "-q", "-F", "text", &path])];
    let said = readers.into_iter().filter_map(|(program, arguments)| tool(program, arguments));
    said.map(|said| said.chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

#[test]
fn columns_are_read_downward_and_from_right_to_left() {
    let column = |(line, at): (&&str, u32)| {
        let mut run = upright("song", line, "zh-Hans").run;
        run.origin.x -= mm(4.5) * i64::from(at);
        Item::Glyphs(run)
    };
    let file = pdf(&[&page(LINES.iter().zip(0..).map(column).collect())]);
    for said in read(&file) {
        assert_eq!(said, LINES.concat());
    }
}

#[test]
fn words_and_numbers_are_read_in_their_places_of_the_column() {
    let column: Vec<Item> = mixed()[..5].iter().map(|set| Item::Glyphs(set.run.clone())).collect();
    for said in read(&pdf(&[&page(column)])) {
        assert_eq!(said, "我们用Rust写了128版。");
    }
}
