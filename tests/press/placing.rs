//! Where glyphs, rules and pictures come to stand, as MuPDF's interpreter traces them.

use std::path::Path;

use banxin::font::Face;
use banxin::geom::{Em, Length, PerMille, Point, WritingMode};
use banxin::page::{Dot, GlyphRun, Item, Rule, Wave};
use banxin::press::Press;
use banxin::style::Ink;
use hayro::kurbo::Shape;

use crate::sheet::{FONTS, info, mm, page, pdf, press, rule, run};
use crate::tools::origins::{axes, drawings, own_origin, place};
use crate::tools::{OnDisk, run as tool};

/// Height of the media in points and the bleed, both as exact numbers.
const MEDIA: f64 = 126.0 / 25.4 * 72.0;
const BLEED: f64 = 3.0 / 25.4 * 72.0;

/// All glyph origins on the page in points, y up, as MuPDF finds them.
fn traced(items: Vec<Item>) -> Option<Vec<(f64, f64)>> {
    let said = tool("mutool", &["trace", &OnDisk::new(&pdf(&[&page(items)])).pdf()])?;
    let number = |line: &str, key: &str| -> f64 {
        let from = line.find(key).expect("a number") + key.len();
        line[from..].split('"').next().and_then(|number| number.parse().ok()).expect("a number")
    };
    let glyphs = said.lines().filter(|line| line.trim_start().starts_with("<g "));
    Some(glyphs.map(|line| (number(line, " x=\""), number(line, " y=\""))).collect())
}

fn pt(length: Length) -> f64 {
    length.to_pt()
}

/// Asserts that the glyphs of a run stand within 0.01 pt of where it says.
fn stands(run: &GlyphRun, at: &[(f64, f64)], face: &Face) {
    assert_eq!(run.glyphs.len(), at.len());
    let reader = face.reader();
    for (glyph, &(x, y)) in run.glyphs.iter().zip(at) {
        let along = glyph.x.to_f64() * pt(run.size);
        let across = glyph.y.to_f64() * pt(run.size);
        let (left, up) = (BLEED + pt(run.origin.x), MEDIA - BLEED - pt(run.origin.y));
        let scale = run.scale.to_f64();
        let (want_x, want_y) = match run.writing {
            WritingMode::Horizontal => (left + along * scale, up + across),
            WritingMode::Vertical => {
                let half = reader.advance(glyph.id).to_f64() / 2.0 * pt(run.size) * scale;
                (left + across - half, up - along - 0.88 * pt(run.size))
            }
        };
        assert!((x - want_x).abs() < 0.01, "x {x} for {want_x} at {}", run.size);
        assert!((y - want_y).abs() < 0.01, "y {y} for {want_y} at {}", run.size);
    }
}

/// A run with places that no width explains.
fn stretched(size: f64, scale: i32) -> GlyphRun {
    let mut run = run("song", "版心，是报纸的版面ABC 1234567890。");
    (run.size, run.scale) = (Length::pt(size), PerMille(scale));
    run.origin = Point::new(mm(7.123), mm(31.977));
    let mut drift = 0;
    for glyph in &mut run.glyphs {
        drift += 1_237;
        glyph.x += Em::from_units(drift - 12_000);
    }
    run
}

#[test]
fn glyphs_stand_within_a_hundredth_of_a_point_at_every_size() {
    for (size, scale) in [(5.5, 1000), (9.0, 1000), (9.2, 950), (10.5, 1000), (24.0, 800), (60.0, 1200), (120.0, 1000)]
    {
        let run = stretched(size, scale);
        let Some(at) = traced(vec![Item::Glyphs(run.clone())]) else { return };
        stands(&run, &at, FONTS.face(run.face));
    }
}

#[test]
fn no_run_is_moved_by_the_runs_before_it() {
    let mut runs = Vec::new();
    for row in 0..60 {
        let mut run = stretched(9.0 + f64::from(row % 3), if row % 2 == 0 { 1000 } else { 930 });
        run.origin = Point::new(mm(5.0 + 0.377 * f64::from(row)), mm(1.0 + 1.931 * f64::from(row)));
        run.glyphs[3].y = Em::from_units(-2_000);
        run.glyphs[4].y = Em::THIRD;
        runs.push(run);
    }
    // A rule between two runs ends the text object and so the line they are measured from.
    let mut items: Vec<Item> = runs.iter().cloned().map(Item::Glyphs).collect();
    items.insert(20, rule(1.0, 1.0, 10.0, Length::PT));
    let Some(at) = traced(items) else { return };
    let mut rest = &at[..];
    for run in &runs {
        let (of_run, next) = rest.split_at(run.glyphs.len());
        stands(run, of_run, FONTS.face(run.face));
        rest = next;
    }
    assert!(rest.is_empty());
}

#[test]
fn vertical_glyphs_hang_from_the_axis() {
    for scale in [1000, 800] {
        let mut run = run("song", "竖排文字第一行A。");
        (run.writing, run.scale) = (WritingMode::Vertical, PerMille(scale));
        run.origin = Point::new(mm(50.0), mm(10.0));
        for (glyph, place) in run.glyphs.iter_mut().zip(0..) {
            glyph.x = Em::from_units(24_500 * place);
        }
        run.glyphs[2].y = Em::from_units(3_000);
        run.glyphs[5].y = Em::from_units(-12_000);
        let after = stretched(9.0, 950);
        let Some(at) = traced(vec![Item::Glyphs(run.clone()), Item::Glyphs(after.clone())]) else { return };
        let (upright, level) = at.split_at(run.glyphs.len());
        stands(&run, upright, FONTS.face(run.face));
        stands(&after, level, FONTS.face(after.face));
    }
}

#[test]
fn every_glyph_of_the_sample_stands_where_its_page_says() {
    let edition = banxin::edition::load(Path::new("samples/yunting/edition.toml")).expect("the sample").value;
    let night = banxin::build(&edition).value;
    let press = Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile);
    let file = press.expect("profiles").write(&night.pages.iter().collect::<Vec<_>>(), &info()).expect("written");
    let mut compared = 0;
    for (page, drawn) in night.pages.iter().zip(drawings(&file)) {
        let runs = page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
        let wanted: Vec<_> = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph))).collect();
        assert_eq!(wanted.len(), drawn.glyphs.len(), "page {}", page.number.0);
        for ((run, glyph), drawn) in wanted.into_iter().zip(&drawn.glyphs) {
            let [right, up] = axes(run);
            let [x, y] = match run.writing {
                WritingMode::Horizontal => [0.0, 0.0],
                WritingMode::Vertical => own_origin(edition.fonts.face(run.face), glyph.id),
            };
            let off = drawn.at - (place(run, glyph, page.boxes.bleed) + right * x + up * y);
            assert!(off.x.abs().max(off.y.abs()) < 0.01, "page {}: {off:?} off in {}", page.number.0, run.text);
            compared += 1;
        }
    }
    assert!(compared > 20_000, "{compared} glyphs");
}

#[test]
fn a_rule_is_a_stroke_of_its_weight() {
    let items = vec![rule(10.0, 30.0, 80.0, Length::pt(0.5))];
    let Some(said) = tool("mutool", &["trace", &OnDisk::new(&pdf(&[&page(items)])).pdf()]) else { return };
    let line = |start: &str| said.lines().map(str::trim).find(|line| line.starts_with(start)).expect("a stroke");
    assert!(line("<stroke_path").contains("linewidth=\"0.5\"") || line("<stroke_path").contains("linewidth=\".5\""));
    let (from, x) = (line("<moveto"), BLEED + 10.0 / 25.4 * 72.0);
    let found: f64 = from.split('"').nth(1).and_then(|x| x.parse().ok()).expect("a number");
    assert!((found - x).abs() < 0.001, "{from}");
}

#[test]
fn a_dot_is_a_filled_circle_and_a_wave_a_stroke_of_whole_waves() {
    let dot = Dot { centre: Point::new(mm(20.0), mm(30.0)), diameter: Length::pt(2.25), ink: Ink::BLACK };
    let (from, to) = (Point::new(mm(50.0), mm(10.0)), Point::new(mm(50.0), mm(40.0)));
    let rule = Rule { from, to, weight: Length::pt(0.45), ink: Ink::BLACK };
    let wave = Wave { rule, height: Length::pt(0.6), length: Length::pt(3.0) };
    let drawn = drawings(&pdf(&[&page(vec![Item::Dot(dot), Item::Wave(wave)])]));
    let [(circle, true), (stroke, false)] = &drawn[0].paths[..] else { panic!("{:?}", drawn[0].paths) };
    let at = |x: f64, y: f64| (BLEED + x / 25.4 * 72.0, BLEED + y / 25.4 * 72.0);
    let ((x, y), box_) = (at(20.0, 30.0), circle.bounding_box());
    let edges = [box_.x0 - x, box_.y0 - y, x - box_.x1, y - box_.y1];
    assert!(edges.iter().all(|edge| (edge + 1.125).abs() < 0.002), "{edges:?}");
    assert!((circle.area().abs() - std::f64::consts::PI * 1.125 * 1.125).abs() < 0.01, "{}", circle.area());
    let ((x, top), (_, foot), box_) = (at(50.0, 10.0), at(50.0, 40.0), stroke.bounding_box());
    let edges = [box_.x0 - x + 0.6, x + 0.6 - box_.x1, box_.y0 - top, box_.y1 - foot];
    assert!(edges.iter().all(|edge| edge.abs() < 0.002), "{edges:?}");
    // 30 mm are 85.04 pt: 28 waves of 3.04 pt, each two curves.
    assert_eq!(stroke.segments().count(), 56);
}

#[test]
fn dots_and_waves_that_cannot_be_are_refused() {
    let press = press(&FONTS, &[]);
    let refused = |item| press.write(&[&page(vec![item])], &info()).is_err();
    let dot = Dot { centre: Point::default(), diameter: Length::PT, ink: Ink::BLACK };
    let far = Length::from_units(i64::MAX / 2);
    assert!(!refused(Item::Dot(dot)));
    assert!(refused(Item::Dot(Dot { diameter: Length::ZERO, ..dot })));
    assert!(refused(Item::Dot(Dot { diameter: far, ..dot })));
    let rule = Rule { from: Point::default(), to: Point::new(mm(9.0), mm(0.0)), weight: Length::PT, ink: Ink::BLACK };
    let wave = Wave { rule, height: Length::PT, length: Length::PT * 3 };
    assert!(!refused(Item::Wave(wave)));
    assert!(refused(Item::Wave(Wave { length: Length::ZERO, ..wave })));
    assert!(refused(Item::Wave(Wave { length: Length::from_units(1), ..wave })));
    assert!(refused(Item::Wave(Wave { height: far, ..wave })));
    assert!(refused(Item::Wave(Wave { rule: Rule { weight: Length::ZERO, ..rule }, ..wave })));
    assert!(refused(Item::Wave(Wave { rule: Rule { to: Point::new(far, far), ..rule }, ..wave })));
    let mut both = run("song", "一");
    (both.writing, both.turned) = (WritingMode::Vertical, true);
    assert!(refused(Item::Glyphs(both)));
}
