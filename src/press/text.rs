//! Glyph runs to text operators: glyphs as one literal string between two corrections.
//!
//! The pen is followed through the widths as the font dictionary gives them and the corrections as
//! they are written, so rounding never adds up: every glyph stands within 0.005 pt of its place.

use std::collections::BTreeMap;

use printpdf::{DictItem, FontId, Op, PdfFontHandle, Pt, TextMatrix};

use super::content::Writer;
use super::program::{MicroEm, Program};
use super::units::{Milli, decimal, milli, point, pt};
use super::usage::{Cluster, clusters};
use crate::font::FaceId;
use crate::geom::{Em, Length, PerMille, Point, WritingMode};
use crate::page::GlyphRun;

/// A face of the document: its resource name, its subset, and the text of each glyph in ToUnicode.
pub(super) struct Font<'p> {
    pub(super) name: String,
    pub(super) program: std::sync::Arc<Program>,
    pub(super) unicode: BTreeMap<u16, &'p str>,
    pub(super) horizontal: bool,
    pub(super) vertical: bool,
}

impl Font<'_> {
    /// The resource name of the font for a writing mode: Identity-V is a font of its own.
    pub(super) fn resource(&self, writing: WritingMode) -> String {
        match writing {
            WritingMode::Horizontal => self.name.clone(),
            WritingMode::Vertical => format!("{}V", self.name),
        }
    }
}

/// All faces of a document.
pub(super) type FontSet<'p> = BTreeMap<FaceId, Font<'p>>;

/// What a text object and the text state of the page hold.
pub(super) struct TextState {
    /// Start of the line in a text object; `None` outside of one.
    line: Option<[Milli; 2]>,
    /// The text matrix turns or narrows what is shown: what follows needs a matrix of its own.
    askew: bool,
    font: Option<(FaceId, WritingMode, Length)>,
    scale: PerMille,
    rise: Milli,
}

impl Default for TextState {
    fn default() -> Self {
        Self { line: None, askew: false, font: None, scale: PerMille::FULL, rise: 0 }
    }
}

/// One TJ array in the making.
#[derive(Default)]
struct Show {
    array: Vec<DictItem>,
    codes: Vec<u8>,
    /// How far the pen is from the start of the line.
    pen: MicroEm,
}

impl Show {
    fn close_string(&mut self) {
        if !self.codes.is_empty() {
            // Literal: half the bytes of a hexadecimal string to write and to pack.
            let data = std::mem::take(&mut self.codes);
            self.array.push(DictItem::String { data, literal: true });
        }
    }
}

impl Writer<'_> {
    /// Writes one run.
    pub(super) fn run(&mut self, run: &GlyphRun, fonts: &FontSet<'_>) -> Result<(), String> {
        if run.size <= Length::ZERO || run.scale.0 <= 0 {
            return Err(format!("text of size {} and scale {} ‰", run.size, run.scale.0));
        }
        if run.turned && run.writing == WritingMode::Vertical {
            return Err(format!("“{}” is vertical and turned at once", run.text));
        }
        let font = fonts.get(&run.face).ok_or("a face that was not gathered")?;
        self.text_state(run, font);
        let places = correction_places(run.size);
        let mut show = Show::default();
        let mut side = Em::ZERO;
        self.move_to(run, side);
        for cluster in clusters(run).flatten() {
            let spelt = self.begin_spelling(&cluster, font, &mut show);
            for glyph in cluster.glyphs {
                if glyph.y != side {
                    side = glyph.y;
                    self.shift(run, side, &mut show);
                }
                let code = font.program.find(glyph.id.0).ok_or("a glyph that was not gathered")?;
                correct(&mut show, micro(glyph.x), run.writing, places);
                show.codes.extend(code.to_be_bytes());
                show.pen += match run.writing {
                    WritingMode::Horizontal => font.program.widths[usize::from(code)],
                    WritingMode::Vertical => font.program.upright[usize::from(code)].advance * 1000,
                };
            }
            if spelt {
                self.flush(&mut show);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        self.flush(&mut show);
        Ok(())
    }

    /// Ends the text object, if one is open.
    pub(super) fn end_text(&mut self) {
        if self.text.line.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Opens a text object and sets font, size and scale where they change.
    fn text_state(&mut self, run: &GlyphRun, font: &Font<'_>) {
        if self.text.line.is_none() {
            self.ops.push(Op::StartTextSection);
            (self.text.line, self.text.askew) = (Some([0, 0]), false);
        }
        let key = (run.face, run.writing, run.size);
        if self.text.font.replace(key) != Some(key) {
            let handle = PdfFontHandle::External(FontId(font.resource(run.writing)));
            #[expect(clippy::cast_possible_truncation, reason = "24 bits: 0.0001 pt over a whole page")]
            let size = Pt(run.size.to_pt() as f32);
            self.ops.push(Op::SetFont { font: handle, size });
        }
        let scale = if run.writing == WritingMode::Horizontal { run.scale } else { PerMille::FULL };
        if std::mem::replace(&mut self.text.scale, scale) != scale {
            self.ops.push(Op::SetHorizontalScaling { percent: decimal(scale.0.into(), 1) });
        }
        self.rise(0);
    }

    /// Moves the start of the line to the run's origin, in a vertical run `side` to the right of it.
    fn move_to(&mut self, run: &GlyphRun, side: Em) {
        let side = match run.writing {
            WritingMode::Horizontal => Length::ZERO,
            WritingMode::Vertical => side.at(run.size),
        };
        let to = self.frame.at(Point::new(run.origin.x + side, run.origin.y));
        let from = self.text.line.replace(to).unwrap_or_default();
        let shape = askew(run);
        if std::mem::replace(&mut self.text.askew, shape.is_some()) || shape.is_some() {
            let [a, b, c, d] = shape.unwrap_or([1.0, 0.0, 0.0, 1.0]);
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([a, b, c, d, pt(to[0]), pt(to[1])]) });
        } else {
            // An empty move is not without effect: it takes the pen back to the start of the line.
            self.ops.push(Op::SetTextCursor { pos: point([to[0] - from[0], to[1] - from[1]]) });
        }
    }

    /// Shifts what follows across the line: by text rise, or in vertical setting by a new line.
    fn shift(&mut self, run: &GlyphRun, side: Em, show: &mut Show) {
        self.flush(show);
        match run.writing {
            WritingMode::Horizontal => self.rise(milli(side.at(run.size))),
            WritingMode::Vertical => {
                self.move_to(run, side);
                show.pen = 0;
            }
        }
    }

    fn rise(&mut self, rise: Milli) {
        if std::mem::replace(&mut self.text.rise, rise) != rise {
            self.ops.push(Op::SetLineOffset { multiplier: pt(rise) });
        }
    }

    /// Spells out a cluster whose text its glyphs do not tell by ToUnicode.
    fn begin_spelling(&mut self, cluster: &Cluster<'_>, font: &Font<'_>, show: &mut Show) -> bool {
        let told = match cluster.glyphs {
            [glyph] => font.unicode.get(&glyph.id.0) == Some(&cluster.text),
            _ => false,
        };
        if told {
            return false;
        }
        self.flush(show);
        let text = DictItem::Bytes(utf16(cluster.text));
        let properties = DictItem::Dict { map: [("ActualText".to_owned(), text)].into() };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties });
        true
    }

    /// Writes what is gathered; the pen stays where it is.
    fn flush(&mut self, show: &mut Show) {
        show.close_string();
        let mut array = std::mem::take(&mut show.array);
        match array.as_slice() {
            [] => {}
            [DictItem::String { .. }] => self.ops.push(Op::Unknown { key: "Tj".into(), value: array }),
            _ => {
                array.shrink_to_fit();
                self.ops.push(Op::Unknown { key: "TJ".into(), value: vec![DictItem::Array(array)] });
            }
        }
    }
}

/// The upper part of the text matrix of a run that does not simply stand upright on the page.
fn askew(run: &GlyphRun) -> Option<[f32; 4]> {
    match run.writing {
        // A quarter clockwise: along the line is down the page, above the baseline is to the right. The
        // horizontal scale comes before the matrix, so it narrows along the run.
        WritingMode::Horizontal if run.turned => Some([0.0, -1.0, 1.0, 0.0]),
        // Readers do not agree whether horizontal scaling moves the vertical origin (MuPDF says no, the
        // reference yes): a narrowed vertical run gets a narrowed matrix, which leaves no doubt.
        WritingMode::Vertical if run.scale != PerMille::FULL => Some([decimal(run.scale.0.into(), 3), 0.0, 0.0, 1.0]),
        WritingMode::Horizontal | WritingMode::Vertical => None,
    }
}

/// Corrects the pen to `target`, if the difference can be written.
fn correct(show: &mut Show, target: MicroEm, writing: WritingMode, places: u32) {
    let unit = 1000 / 10_i64.pow(places);
    let steps = (2 * (target - show.pen) + unit).div_euclid(2 * unit);
    if steps == 0 {
        return;
    }
    show.close_string();
    // A positive number moves the pen back in a horizontal line, and on in a vertical one.
    let number = if writing == WritingMode::Horizontal { -steps } else { steps };
    show.array.push(if number % 10_i64.pow(places) == 0 {
        DictItem::Int(number / 10_i64.pow(places))
    } else {
        DictItem::Real(decimal(number, places))
    });
    show.pen += steps * unit;
}

/// Decimals of a correction (in 1/1000 em) that keep the error of a place below 0.005 pt.
fn correction_places(size: Length) -> u32 {
    match size.to_pt() {
        size if size <= 10.0 => 0,
        size if size <= 100.0 => 1,
        _ => 2,
    }
}

fn micro(em: Em) -> MicroEm {
    // 1/24,000 em is 125/3 millionths.
    (em.units() * 250 + 3).div_euclid(6)
}

/// UTF-16 with a byte order mark, as PDF text strings want it.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::{Show, correct, correction_places, micro};
    use crate::geom::{Em, Length, WritingMode};

    #[test]
    fn corrections_do_not_add_up() {
        for size in [5, 9, 10, 11, 60, 100, 120] {
            let size = Length::PT * size;
            let mut show = Show::default();
            for place in 0..2000 {
                // A stretched line: every advance is a third of a thousandth more than the glyph's.
                let target = micro(Em::from_units(24_008 * place));
                correct(&mut show, target, WritingMode::Horizontal, correction_places(size));
                let error = Em::from_units((show.pen - target) * 24).to_f64() / 1000.0 * size.to_pt();
                assert!(error.abs() <= 0.005_001, "glyph {place} at {size} is {error} pt off");
                show.pen += 1_000_000;
            }
        }
    }
}
