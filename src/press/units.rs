//! Page space to PDF space: thousandths of a point, y up, origin at the corner of the bleed.

use printpdf::{Point as PdfPoint, Pt};

use crate::geom::{Length, Point};
use crate::page::{Form, PressBoxes, Spread};

/// A length in thousandths of a point. Sums of them are exact, and as `f32` they print with three
/// decimals and no error up to 8,000 pt, so nothing drifts however many relative moves there are.
pub(super) type Milli = i64;

/// The longest side that a page may have (PDF 1.6, appendix C).
pub(super) const LARGEST: Milli = 14_400_000;

/// The nearest thousandth of a point.
pub(super) const fn milli(length: Length) -> Milli {
    length.scaled(1000, Length::PT.units()).units()
}

/// Thousandths of a point as the PDF writes them.
pub(super) fn pt(milli: Milli) -> f32 {
    decimal(milli, 3)
}

/// `value` / 10^`places`, as the nearest `f32`; its shortest form has no more than `places` decimals.
pub(super) fn decimal(value: i64, places: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "values are far below 2^52")]
    let exact = value as f64 / f64::from(10_u32.pow(places));
    #[expect(clippy::cast_possible_truncation, reason = "the nearest single float is what is wanted")]
    let nearest = exact as f32;
    nearest
}

/// The frame of one page, for turning page space into PDF space.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    bleed: Milli,
    width: Milli,
    height: Milli,
}

impl Frame {
    /// The frame, or why a PDF page cannot be made of it.
    pub(super) fn new(boxes: &PressBoxes) -> Result<Self, String> {
        let frame = Self { bleed: milli(boxes.bleed), width: milli(boxes.width), height: milli(boxes.height) };
        let [_, _, right, top] = frame.media();
        // A page side of 3 to 14,400 units.
        if frame.bleed < 0 || frame.width.min(frame.height) < 3_000 || right.max(top) > LARGEST {
            return Err(format!("{} × {} with {} bleed is no page", boxes.width, boxes.height, boxes.bleed));
        }
        Ok(frame)
    }

    /// MediaBox and BleedBox: left, bottom, right, top.
    pub(super) const fn media(self) -> [Milli; 4] {
        [0, 0, self.width + 2 * self.bleed, self.height + 2 * self.bleed]
    }

    /// TrimBox.
    pub(super) const fn trim(self) -> [Milli; 4] {
        [self.bleed, self.bleed, self.bleed + self.width, self.bleed + self.height]
    }

    /// MediaBox and TrimBox of each PDF page that is made of the sheet: one, or those of the two pages of a spread, cut
    /// at its fold. What is drawn stays where it is; what stands beyond the cut is the bleed there.
    pub(super) fn shown(self, form: Form, fold: Length) -> Vec<[[Milli; 4]; 2]> {
        let (media, trim) = (self.media(), self.trim());
        let cut = self.x(fold);
        let left = [[0, 0, cut + self.bleed, media[3]], [trim[0], trim[1], cut, trim[3]]];
        let right = [[cut - self.bleed, 0, media[2], media[3]], [cut, trim[1], trim[2], trim[3]]];
        let shown = match form.spread {
            Spread::No | Spread::Whole => vec![[media, trim]],
            Spread::Left => vec![left],
            Spread::Right => vec![right],
            Spread::Split => vec![left, right],
        };
        if !form.turned {
            return shown;
        }
        let turned = |[left, bottom, right, top]: [Milli; 4]| {
            [media[2] - right, media[3] - top, media[2] - left, media[3] - bottom]
        };
        shown.into_iter().map(|boxes| boxes.map(turned)).collect()
    }

    /// A distance from the left of the trim.
    pub(super) const fn x(self, x: Length) -> Milli {
        self.bleed + milli(x)
    }

    /// A distance from the top of the trim.
    pub(super) const fn y(self, y: Length) -> Milli {
        self.bleed + self.height - milli(y)
    }

    /// A place on the page.
    pub(super) const fn at(self, point: Point) -> [Milli; 2] {
        [self.x(point.x), self.y(point.y)]
    }
}

/// A point for printpdf.
pub(super) fn point([x, y]: [Milli; 2]) -> PdfPoint {
    PdfPoint { x: Pt(pt(x)), y: Pt(pt(y)) }
}

#[cfg(test)]
mod tests {
    use super::{Frame, decimal, pt};
    use crate::geom::{Length, Point};
    use crate::page::{Form, PressBoxes, Spread};

    #[test]
    fn the_page_is_turned_over_once() {
        let boxes = PressBoxes { width: Length::PT * 100, height: Length::PT * 200, bleed: Length::PT * 9 };
        let frame = Frame::new(&boxes).expect("a page");
        assert_eq!(frame.media(), [0, 0, 118_000, 218_000]);
        assert_eq!(frame.trim(), [9_000, 9_000, 109_000, 209_000]);
        assert_eq!(frame.at(Point::new(Length::PT, Length::PT)), [10_000, 208_000]);
        assert!(Frame::new(&PressBoxes { width: Length::ZERO, ..boxes }).is_err());
        assert!(Frame::new(&PressBoxes { width: Length::INCH * 201, ..boxes }).is_err());
    }

    #[test]
    fn a_spread_is_cut_at_its_fold_and_turned_as_a_whole() {
        let boxes = PressBoxes { width: Length::PT * 200, height: Length::PT * 100, bleed: Length::PT * 9 };
        let frame = Frame::new(&boxes).expect("a page");
        let shown = |spread, turned| frame.shown(Form { spread, turned }, Length::PT * 100);
        assert_eq!(shown(Spread::Whole, false), [[frame.media(), frame.trim()]]);
        assert_eq!(shown(Spread::Whole, true), [[frame.media(), frame.trim()]]);
        let left = [[0, 0, 118_000, 118_000], [9_000, 9_000, 109_000, 109_000]];
        let right = [[100_000, 0, 218_000, 118_000], [109_000, 9_000, 209_000, 109_000]];
        assert_eq!(shown(Spread::Split, false), [left, right]);
        assert_eq!((shown(Spread::Left, false), shown(Spread::Right, false)), (vec![left], vec![right]));
        assert_eq!(shown(Spread::Split, true), [right, left], "head to foot the left page lies at the right");
    }

    #[test]
    fn decimals_print_as_they_are() {
        let texts = ["0", "0.001", "-0.001", "1105.512", "1544.883", "7999.999", "-123.456"];
        for (milli, text) in [0, 1, -1, 1_105_512, 1_544_883, 7_999_999, -123_456].into_iter().zip(texts) {
            assert_eq!(pt(milli).to_string(), text);
        }
        assert_eq!(decimal(-1235, 1).to_string(), "-123.5");
    }
}
