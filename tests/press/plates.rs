//! The four plates, by Ghostscript's `tiffsep`: overprint, knock-out and blank plates.

use banxin::geom::{Length, PerMille, Point};
use banxin::page::{Dot, Item, Rule, Wave};
use banxin::style::Ink;

use crate::sheet::{fill, mm, page, pdf, rule, run, text};
use crate::tools::OnDisk;

/// Box around the first line of `run`, from the media's corner: 3 mm bleed, 10 mm in, 20 mm down.
const LINE: [f64; 4] = [13.0, 20.0, 26.0, 23.3];

/// A cyan tint under something.
fn over_cyan(item: Item) -> Option<[crate::tools::Plate; 4]> {
    OnDisk::new(&pdf(&[&page(vec![fill(5.0, 5.0, 90.0, 90.0, [1000, 0, 0, 0]), item])])).plates(300)
}

fn sized(size: i64, ink: Ink) -> Item {
    let mut run = run("hei", "黑体黑");
    (run.size, run.ink) = (Length::PT * size, ink);
    Item::Glyphs(run)
}

#[test]
fn a_text_page_needs_one_plate() {
    let body =
        page(vec![text("song", "正文只用黑版。"), rule(10.0, 30.0, 50.0, Length::PT * 3), sized(30, Ink::BLACK)]);
    let Some([c, m, y, k]) = OnDisk::new(&pdf(&[&body])).plates(150) else { return };
    assert!(c.is_blank() && m.is_blank() && y.is_blank());
    assert_eq!(k.range(LINE).1, 255);
}

#[test]
fn black_body_text_overprints_a_tint() {
    let Some([c, _, _, k]) = over_cyan(sized(9, Ink::BLACK)) else { return };
    assert_eq!(c.range(LINE), (255, 255), "the tint is whole under the text");
    assert_eq!(k.range(LINE).1, 255, "and there is text on it");
}

#[test]
fn large_black_text_knocks_out() {
    let Some([c, _, _, k]) = over_cyan(sized(12, Ink::BLACK)) else { return };
    assert_eq!(c.range(LINE).0, 0);
    assert_eq!(k.range(LINE).1, 255);
}

#[test]
fn reversed_and_tinted_text_knock_out() {
    for ink in [Ink::PAPER, Ink::Black(PerMille(500))] {
        let Some([c, ..]) = over_cyan(sized(9, ink)) else { return };
        assert_eq!(c.range(LINE).0, 0, "{ink:?}");
    }
}

#[test]
fn thin_black_rules_overprint_and_thick_ones_do_not() {
    let around = [20.0, 21.5, 60.0, 24.5];
    for (weight, least) in [(Length::PT, 255), (Length::PT * 2, 0)] {
        let Some([c, _, _, k]) = over_cyan(rule(10.0, 20.0, 60.0, weight)) else { return };
        assert_eq!(c.range(around).0, least, "{weight}");
        assert_eq!(k.range(around).1, 255, "{weight}");
    }
}

#[test]
fn black_dots_of_small_type_overprint_and_so_do_thin_waves() {
    let middle = Point::new(mm(30.0), mm(30.0));
    let dot = |diameter, ink| Item::Dot(Dot { centre: middle, diameter, ink });
    for (diameter, ink, least) in
        [(2.25, Ink::BLACK, 255), (3.0, Ink::BLACK, 0), (2.25, Ink::PAPER, 0), (2.25, Ink::Black(PerMille(500)), 0)]
    {
        let Some([c, _, _, k]) = over_cyan(dot(Length::pt(diameter), ink)) else { return };
        assert_eq!(c.range([32.5, 32.5, 33.5, 33.5]).0, least, "{diameter} {ink:?}");
        let black = ink.cmyk()[3].0 * 255 / 1000;
        assert!((i32::from(k.at(33.0, 33.0)) - black).abs() <= 1, "{diameter} {ink:?}");
    }
    for (weight, least) in [(0.45, 255), (2.0, 0)] {
        let rule =
            Rule { from: middle, to: Point::new(mm(60.0), mm(30.0)), weight: Length::pt(weight), ink: Ink::BLACK };
        let wave = Wave { rule, height: Length::pt(0.6), length: Length::pt(3.0) };
        let Some([c, _, _, k]) = over_cyan(Item::Wave(wave)) else { return };
        let around = [35.0, 32.0, 60.0, 34.0];
        assert_eq!((c.range(around).0, k.range(around).1), (least, 255), "{weight}");
    }
}

#[test]
fn black_boxes_knock_out_and_overprint_is_off_after_text() {
    let items = vec![
        fill(5.0, 5.0, 90.0, 90.0, [1000, 0, 0, 0]),
        sized(9, Ink::BLACK),
        fill(40.0, 40.0, 20.0, 20.0, [0, 0, 0, 1000]),
        fill(70.0, 40.0, 20.0, 20.0, [0, 1000, 0, 0]),
    ];
    let Some([c, m, _, k]) = OnDisk::new(&pdf(&[&page(items)])).plates(100) else { return };
    assert_eq!((c.at(53.0, 53.0), k.at(53.0, 53.0)), (0, 255));
    assert_eq!((c.at(83.0, 53.0), m.at(83.0, 53.0)), (0, 255));
    assert_eq!((c.at(33.0, 53.0), k.at(33.0, 53.0)), (255, 0));
}
