//! The four plates, by Ghostscript's `tiffsep`: overprint, knock-out and blank plates.

use banxin::geom::{Length, PerMille};
use banxin::page::Item;
use banxin::style::Ink;

use crate::sheet::{fill, page, pdf, rule, run, text};
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
