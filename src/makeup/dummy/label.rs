//! [`Letters`]: the words of a drawing, set with the layout's own faces.

use std::collections::BTreeMap;

use crate::compose::{Line, Rules, solid};
use crate::font::{FaceId, FontBook};
use crate::geom::{Length, PerMille, Point, WritingMode};
use crate::layout::Layout;
use crate::makeup::desk::count;
use crate::page::{Glyph, GlyphRun, Item, TextRef};
use crate::shape::{FaceSet, Passage, ShapedText, Shaper};
use crate::style::{Align, Ink, Role};

/// Sets labels in the faces of the folio, and letters in those of the flag.
pub(super) struct Letters<'a> {
    shaper: Shaper<'a>,
    plain: FaceSet,
    bold: FaceSet,
    rules: Rules,
}

/// How a label looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Type size.
    pub size: Length,
    /// Colour.
    pub ink: Ink,
    /// Set in the heavy face.
    pub bold: bool,
    /// Where it stands from its point.
    pub align: Align,
}

impl Look {
    /// Black, light, to the right of its point.
    pub(super) const fn of(size: Length) -> Self {
        Self { size, ink: Ink::BLACK, bold: false, align: Align::Left }
    }

    /// The same, placed otherwise.
    pub(super) const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

impl<'a> Letters<'a> {
    /// The faces of a layout.
    pub(super) fn new(layout: &Layout, fonts: &'a FontBook) -> Self {
        let set = |role: Role| {
            let mut chain = fonts.chain(&layout.styles.get(role).faces);
            // A layout may name faces that this catalogue does not have; any face is better than none.
            if chain.is_empty() && fonts.get(FaceId(0)).is_some() {
                chain.push(FaceId(0));
            }
            FaceSet { base: role, chains: BTreeMap::from([(role, chain)]) }
        };
        let (plain, bold) = (set(Role::Folio), set(Role::Flag));
        Self { shaper: Shaper::new(fonts), plain, bold, rules: Rules::default() }
    }

    fn set(&self, text: &str, look: Look) -> (ShapedText, Line) {
        let faces = if look.bold { &self.bold } else { &self.plain };
        let (shaped, _missing) = self.shaper.shape(&Passage::plain(text), faces);
        let line = solid(&shaped, 0, count(&shaped), &self.rules);
        (shaped, line)
    }

    /// Width of a label.
    pub(super) fn width(&self, text: &str, look: Look) -> Length {
        self.set(text, look).1.width.at(look.size)
    }

    /// A label on one line, its baseline at `at`; made smaller, if it must, to be no wider than `width`.
    pub(super) fn within(&self, text: &str, at: Point, look: Look, width: Length) -> Vec<Item> {
        let (shaped, line) = self.set(text, look);
        let natural = line.width.at(look.size);
        let size = if natural > width { look.size.scaled(width.units().max(1), natural.units()) } else { look.size };
        let own = line.width.at(size);
        let x = match look.align {
            Align::Left => Length::ZERO,
            Align::Center => -own / 2,
            Align::Right => -own,
        };
        runs(&shaped, &line, &Look { size, ..look }, at.moved(x, Length::ZERO))
    }

    /// A label on one line.
    pub(super) fn at(&self, text: &str, at: Point, look: Look) -> Vec<Item> {
        self.within(text, at, look, Length::MM * 10_000)
    }
}

/// One run for each stretch of one face.
fn runs(text: &ShapedText, line: &Line, look: &Look, origin: Point) -> Vec<Item> {
    let mut runs: Vec<GlyphRun> = Vec::new();
    let mut starts = Vec::new();
    for placed in line.glyphs(text) {
        if runs.last().is_none_or(|run| run.face != placed.face) {
            starts.push((placed.text.start, placed.x));
            runs.push(GlyphRun {
                face: placed.face,
                size: look.size,
                scale: PerMille::FULL,
                ink: look.ink,
                origin: origin.moved(placed.x.at(look.size), Length::ZERO),
                writing: WritingMode::Horizontal,
                turned: false,
                role: Role::Folio,
                of: TextRef { story: String::new(), area: ' ' },
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        let (Some(run), Some(&(start, x))) = (runs.last_mut(), starts.last()) else { continue };
        let text = placed.text.start.max(start) - start..placed.text.end.max(start) - start;
        run.glyphs.push(Glyph { id: placed.id, x: placed.x - x, y: placed.y, text });
    }
    let ends: Vec<u32> = starts.iter().skip(1).map(|start| start.0).collect();
    let whole = u32::try_from(text.text.len()).unwrap_or(u32::MAX);
    for ((run, (start, _)), end) in runs.iter_mut().zip(starts).zip(ends.into_iter().chain([whole])) {
        run.text = text.text[start as usize..end as usize].to_owned();
    }
    runs.into_iter().map(Item::Glyphs).collect()
}
