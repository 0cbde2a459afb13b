//! The content of a page as printpdf operations: state is set when it changes, text objects are long.

use std::collections::BTreeMap;

use printpdf::{
    Cmyk, Color, CurTransMat, DictItem, ExtendedGraphicsStateId, Line, Op, PaintMode, Polygon, PolygonRing, Pt,
    Rect as PdfRect, WindingOrder,
};

use super::curves::{circle, on, waves};
use super::document::PlacedImage;
use super::text::{FontSet, TextState};
use super::units::{Frame, LARGEST, Milli, milli, pt};
use crate::geom::{Length, PerMille, Rect};
use crate::page::{Dot, Fill, Item, Page, PlacedPicture, Rule, Wave};
use crate::picture::PictureId;
use crate::style::Ink;

/// Name of the graphics state in which ink is added to what lies below.
pub(super) const OVERPRINT: &str = "GO";
/// Name of the graphics state in which ink replaces what lies below.
pub(super) const KNOCKOUT: &str = "GK";

/// Black text below this size overprints (standards C3, GWG 2015).
const OVERPRINT_TEXT: Length = Length::from_units(12 * Length::PT.units());
/// Black rules below this weight overprint (standards C3, GWG 2015).
const OVERPRINT_RULE: Length = Length::from_units(2 * Length::PT.units());

/// Waves below a tenth of a point are a mistake, and would be a million curves.
const SHORTEST_WAVE: Milli = 100;

/// Writes one page.
pub(super) struct Writer<'a> {
    pub(super) ops: Vec<Op>,
    pub(super) frame: Frame,
    pub(super) text: TextState,
    fonts: &'a FontSet<'a>,
    images: &'a BTreeMap<PictureId, PlacedImage>,
    overprint: Option<bool>,
    fill: Option<Ink>,
    stroke: Option<(Ink, Milli)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(frame: Frame, fonts: &'a FontSet<'a>, images: &'a BTreeMap<PictureId, PlacedImage>) -> Self {
        Self {
            ops: Vec::new(),
            frame,
            text: TextState::default(),
            fonts,
            images,
            overprint: None,
            fill: None,
            stroke: None,
        }
    }

    /// The operations of a page.
    ///
    /// # Errors
    /// What is wrong with an item.
    pub(super) fn page(mut self, page: &Page) -> Result<Vec<Op>, String> {
        if page.form.turned {
            // By the matrix and not by /Rotate, which a plate maker may leave out.
            let [_, _, right, top] = self.frame.media();
            self.ops.push(Op::SaveGraphicsState);
            let matrix = CurTransMat::Raw([-1.0, 0.0, 0.0, -1.0, pt(right), pt(top)]);
            self.ops.push(Op::SetTransformationMatrix { matrix });
        }
        for item in &page.items {
            match item {
                Item::Glyphs(run) if run.glyphs.is_empty() => {}
                Item::Glyphs(run) => {
                    self.overprint(is_solid_black(run.ink) && run.size < OVERPRINT_TEXT);
                    self.fill_ink(run.ink);
                    self.run(run, self.fonts)?;
                }
                Item::Rule(rule) => self.rule(rule)?,
                Item::Fill(fill) => self.fill(fill)?,
                Item::Picture(placed) => self.picture(placed)?,
                Item::Dot(dot) => self.dot(dot)?,
                Item::Wave(wave) => self.wave(wave)?,
            }
        }
        self.end_text();
        if page.form.turned {
            self.ops.push(Op::RestoreGraphicsState);
        }
        Ok(self.ops)
    }

    fn rule(&mut self, rule: &Rule) -> Result<(), String> {
        if rule.weight <= Length::ZERO {
            return Err(format!("a rule of {} weight", rule.weight));
        }
        self.end_text();
        self.overprint(is_solid_black(rule.ink) && rule.weight < OVERPRINT_RULE);
        self.stroke_ink(rule.ink, milli(rule.weight).max(1));
        let points = vec![on(self.frame.at(rule.from)), on(self.frame.at(rule.to))];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
        Ok(())
    }

    /// A dot belongs to text and overprints as text does; it is a quarter of an em at most (standards A10).
    fn dot(&mut self, dot: &Dot) -> Result<(), String> {
        if dot.diameter <= Length::ZERO || milli(dot.diameter) > LARGEST {
            return Err(format!("a dot of {} diameter", dot.diameter));
        }
        self.end_text();
        self.overprint(is_solid_black(dot.ink) && dot.diameter * 4 < OVERPRINT_TEXT);
        self.fill_ink(dot.ink);
        let ring = PolygonRing { points: circle(self.frame.at(dot.centre), milli(dot.diameter)) };
        let polygon = Polygon { rings: vec![ring], mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
        Ok(())
    }

    /// A wave is stroked as a rule is.
    fn wave(&mut self, wave: &Wave) -> Result<(), String> {
        let rule = &wave.rule;
        let ends = [self.frame.at(rule.from), self.frame.at(rule.to)];
        let (height, length) = (milli(wave.height), milli(wave.length));
        let far = ends.iter().flatten().chain([&height]).any(|part| part.abs() > LARGEST);
        if rule.weight <= Length::ZERO || length < SHORTEST_WAVE || far {
            return Err(format!("a wavy rule of {} weight, {} height, {} long", rule.weight, wave.height, wave.length));
        }
        self.end_text();
        self.overprint(is_solid_black(rule.ink) && rule.weight < OVERPRINT_RULE);
        self.stroke_ink(rule.ink, milli(rule.weight).max(1));
        let points = waves(ends, height, length);
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
        Ok(())
    }

    fn fill(&mut self, fill: &Fill) -> Result<(), String> {
        if fill.rect.w < Length::ZERO || fill.rect.h < Length::ZERO {
            return Err("a box of negative size".into());
        }
        self.end_text();
        self.overprint(false);
        self.fill_ink(fill.ink);
        self.rectangle(fill.rect, PaintMode::Fill);
        Ok(())
    }

    fn picture(&mut self, placed: &PlacedPicture) -> Result<(), String> {
        let image = self.images.get(&placed.picture).ok_or("a picture that is not in the edition")?;
        let whole = uncropped(placed)?;
        self.end_text();
        // Images never overprint (standards C3).
        self.overprint(false);
        self.ops.push(Op::SaveGraphicsState);
        if whole != placed.rect {
            self.rectangle(placed.rect, PaintMode::Clip);
        }
        let matrix = CurTransMat::Raw(self.image_matrix(whole, image));
        self.ops.push(Op::SetTransformationMatrix { matrix });
        let name = vec![DictItem::Name(image.name.clone().into_bytes())];
        self.ops.push(Op::Unknown { key: "Do".into(), value: name });
        self.ops.push(Op::RestoreGraphicsState);
        Ok(())
    }

    /// The matrix that lays the unit square of an image on the box of the upright picture.
    fn image_matrix(&self, whole: Rect, image: &PlacedImage) -> [f32; 6] {
        let [left, right] = [whole.x, whole.right()].map(|x| self.frame.x(x));
        let [top, bottom] = [whole.y, whole.bottom()].map(|y| self.frame.y(y));
        let [[p0, pa, pb], [q0, qa, qb]] = image.turn.map();
        let (w, h) = (right - left, top - bottom);
        // The image's own v runs up from its last row: b = 1 − v.
        [w * pa, -h * qa, -w * pb, h * qb, left + w * (p0 + pb), top - h * (q0 + qb)].map(pt)
    }

    fn rectangle(&mut self, rect: Rect, mode: PaintMode) {
        // Edges are rounded, not sizes: boxes that touch on the page touch in the PDF.
        let [left, bottom] = [self.frame.x(rect.x), self.frame.y(rect.bottom())];
        let [right, top] = [self.frame.x(rect.right()), self.frame.y(rect.y)];
        let rectangle = PdfRect {
            x: Pt(pt(left)),
            y: Pt(pt(bottom)),
            width: Pt(pt(right - left)),
            height: Pt(pt(top - bottom)),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn overprint(&mut self, on: bool) {
        if self.overprint.replace(on) != Some(on) {
            let name = if on { OVERPRINT } else { KNOCKOUT };
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name.into()) });
        }
    }

    fn fill_ink(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn stroke_ink(&mut self, ink: Ink, weight: Milli) {
        let old = self.stroke.replace((ink, weight));
        if old.map(|(ink, _)| ink) != Some(ink) {
            self.ops.push(Op::SetOutlineColor { col: color(ink) });
        }
        if old.map(|(_, weight)| weight) != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(pt(weight)) });
        }
    }
}

/// Solid black and nothing else, however it is spelt.
fn is_solid_black(ink: Ink) -> bool {
    ink.cmyk() == Ink::BLACK.cmyk()
}

fn color(ink: Ink) -> Color {
    let [c, m, y, k] = ink.cmyk().map(|part| super::units::decimal(i64::from(part.0.clamp(0, 1000)), 3));
    Color::Cmyk(Cmyk { c, m, y, k, icc_profile: None })
}

/// The box of the whole picture, of which the crop fills the place.
pub(super) fn uncropped(placed: &PlacedPicture) -> Result<Rect, String> {
    let [left, top, width, height] = placed.crop.map(|PerMille(part)| i64::from(part));
    if left < 0 || top < 0 || width <= 0 || height <= 0 || left + width > 1000 || top + height > 1000 {
        return Err(format!("a crop of {left} {top} {width} {height} ‰"));
    }
    if placed.rect.w <= Length::ZERO || placed.rect.h <= Length::ZERO {
        return Err("a picture box of no size".into());
    }
    let (w, h) = (placed.rect.w.scaled(1000, width), placed.rect.h.scaled(1000, height));
    Ok(Rect::new(placed.rect.x - w.scaled(left, 1000), placed.rect.y - h.scaled(top, 1000), w, h))
}

#[cfg(test)]
mod tests {
    use super::{is_solid_black, uncropped};
    use crate::geom::{Length, PerMille, Rect};
    use crate::page::PlacedPicture;
    use crate::picture::PictureId;
    use crate::style::Ink;

    #[test]
    fn a_crop_gives_the_whole_picture_its_box() {
        let mm = |value| Length::MM * value;
        let rect = Rect::new(mm(10), mm(20), mm(50), mm(30));
        let placed = |crop: [i32; 4]| PlacedPicture { picture: PictureId(0), rect, crop: crop.map(PerMille) };
        assert_eq!(uncropped(&placed([0, 0, 1000, 1000])), Ok(rect));
        let whole = Rect::new(mm(-15), mm(20), mm(100), mm(60));
        assert_eq!(uncropped(&placed([250, 0, 500, 500])), Ok(whole));
        assert!(uncropped(&placed([600, 0, 500, 500])).is_err());
        assert!(uncropped(&placed([0, 0, 0, 500])).is_err());
    }

    #[test]
    fn only_solid_black_overprints() {
        let black = [PerMille(0), PerMille(0), PerMille(0), PerMille(1000)];
        assert!(is_solid_black(Ink::BLACK) && is_solid_black(Ink::Process(black)));
        assert!(!is_solid_black(Ink::PAPER) && !is_solid_black(Ink::Black(PerMille(300))));
    }
}
