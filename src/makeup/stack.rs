//! [`Stack`]: the lines of a head, each after the other, and where each begins.
//!
//! In a vertical head the lines run down and stand from right to left; all is the same with the axes changed.

use std::sync::Arc;

use super::desk::{Desk, SetLine};
use super::headline::BoxLine;
use super::house::House;
use crate::compose::{Measure, PlacedGlyph, compose};
use crate::geom::{Em, Length, WritingMode};
use crate::shape::Stand;
use crate::story::Inline;
use crate::style::{Align, Role};

/// A summary in fewer characters is not set in.
const NARROW_SUMMARY: Em = Em::whole(14);

/// Lines stacked across their direction.
pub(super) struct Stack<'a> {
    /// Lines so far.
    pub lines: Vec<BoxLine>,
    /// Where the last of them ends.
    pub y: Length,
    house: House<'a>,
    last: Length,
    width: Length,
}

impl<'a> Stack<'a> {
    /// Nothing yet, in a box of `width` along its lines.
    pub(super) fn new(house: House<'a>, width: Length) -> Self {
        Self { lines: Vec::new(), y: Length::ZERO, house, last: Length::ZERO, width }
    }

    /// White between two lines of a head: three tenths of the larger.
    fn gap(&self, size: Length) -> Length {
        if self.lines.is_empty() { Length::ZERO } else { self.last.max(size).scaled(3, 10).max(Length::PT * 4) }
    }

    /// Adds lines.
    pub(super) fn push_all(&mut self, desk: &Desk<'_>, align: Align, lines: &[SetLine]) {
        for set in lines {
            self.y += self.gap(set.size);
            let x = optical(desk, set, self.width, align);
            self.lines.push(BoxLine { x, y: self.y, set: set.clone() });
            self.y += set.size;
            self.last = set.size;
        }
    }

    /// 梯形: lines each set in further than the one before it, by an em where there is room for it. The steps as a whole
    /// stand where the head stands.
    pub(super) fn push_steps(&mut self, desk: &Desk<'_>, align: Align, lines: &[SetLine]) {
        let step = |at: usize, step: Length| step * i64::try_from(at).unwrap_or(0);
        let room = |(at, set): (usize, &SetLine)| (self.width - set.width()) / i64::try_from(at).unwrap_or(1).max(1);
        let rooms = lines.iter().enumerate().skip(1).map(room);
        let wish = lines.first().map_or(Length::ZERO, |line| line.size);
        let by = rooms.min().map_or(Length::ZERO, |room| room.min(wish).max(Length::ZERO));
        let whole = lines.iter().enumerate().map(|(at, set)| step(at, by) + set.width()).max().unwrap_or_default();
        let spare = (self.width - whole).max(Length::ZERO);
        let first = match align {
            Align::Left => Length::ZERO,
            Align::Center => spare / 2,
            Align::Right => spare,
        };
        for (at, set) in lines.iter().enumerate() {
            self.y += self.gap(set.size);
            let x = first + step(at, by) + optical(desk, set, self.width, Align::Left);
            self.lines.push(BoxLine { x, y: self.y, set: set.clone() });
            self.y += set.size;
            self.last = set.size;
        }
    }

    /// 提要题: a paragraph set in from both sides by two characters or a little more, so that it is whole characters wide.
    pub(super) fn push_summary(&mut self, desk: &Desk<'_>, summary: &Inline, size: Option<Length>) {
        let style = desk.style(Role::Summary);
        let size = size.unwrap_or(style.size);
        let text = Arc::new(desk.inline(self.house, summary, Role::Summary));
        let scale = self.house.scale(Role::Summary);
        let cell = size.scaled(i64::from(scale.0), 1000);
        let whole = Em::whole(self.width.div_floor(cell));
        // In a narrow box there is no room to set it in.
        let width = if whole < NARROW_SUMMARY { whole } else { whole - Em::whole(4) };
        let left = (self.width - width.at(cell)) / 2;
        self.y += self.gap(size).max(size);
        let galley = compose(&text, 0, Measure::indented(width, Em::whole(2)), &self.house.rules(Role::Summary));
        let pitch = style.pitch.unwrap_or_else(|| size.scaled(3, 2)).max(size);
        for (index, line) in galley.lines.into_iter().enumerate() {
            if index > 0 {
                self.y += pitch - size;
            }
            let set = SetLine { text: Arc::clone(&text), line, size, scale, tracking: Em::ZERO, half_blank: false };
            self.lines.push(BoxLine { x: left, y: self.y, set });
            self.y += size;
        }
        self.last = size;
    }
}

/// Where a line begins so that its ink, not its em boxes, stands in the middle or at the edge.
pub(super) fn optical(desk: &Desk<'_>, set: &SetLine, width: Length, align: Align) -> Length {
    let glyphs: Vec<_> = set.line.glyphs(&set.text).collect();
    let vertical = set.text.manner.writing == WritingMode::Vertical;
    let ink = |glyph: &PlacedGlyph| inked(desk, glyph, vertical);
    let first = glyphs.iter().find_map(|glyph| ink(glyph).map(|ink| ink.0));
    let last = glyphs.iter().rev().find_map(|glyph| ink(glyph).map(|ink| set.line.width - ink.1));
    let at = |em: Option<Em>| em.unwrap_or_default().at(set.size).scaled(i64::from(set.scale.0), 1000);
    let (before, after) = (at(first), at(last));
    match align {
        Align::Left => -before.min(set.size / 4),
        // By ink, as long as the em boxes stay inside the measure.
        Align::Center => {
            let spare = width - set.width();
            ((spare - before + after) / 2).clamp(Length::ZERO, spare.max(Length::ZERO))
        }
        Align::Right => width - set.width() + after.min(set.size / 4),
    }
}

/// The em box is 880 over the baseline and 120 under it (standards A2).
const ABOVE: Em = Em::from_units(880 * Em::MILLI.units());

/// First and last ink of a glyph along its line.
fn inked(desk: &Desk<'_>, glyph: &PlacedGlyph, vertical: bool) -> Option<(Em, Em)> {
    let ink = desk.ink(glyph.face, glyph.id)?;
    Some(match glyph.stand {
        Stand::Upright if !vertical => (glyph.x + ink.left, glyph.x + ink.right),
        Stand::Turned => (glyph.x + ink.left, glyph.x + ink.right),
        Stand::Upright | Stand::Combined => (glyph.x + ABOVE - ink.top, glyph.x + ABOVE - ink.bottom),
    })
}

#[cfg(test)]
mod tests {
    use super::inked;
    use crate::geom::{Em, Length, WritingMode};
    use crate::layout::AreaId;
    use crate::makeup::choice::HeadWish;
    use crate::makeup::desk::Desk;
    use crate::makeup::headline::{Parts, fit};
    use crate::makeup::tests::{edition, layout, written};
    use crate::shape::Shaper;
    use crate::style::Align;

    /// First and last ink of a head in a box of so many tenths of 42 pt, and the width of the box, in points.
    fn edges(text: &str, tenths: i64, align: Align, writing: WritingMode) -> (f64, f64, f64) {
        let mut layout = layout();
        let area = layout.areas.get_mut(&AreaId('L')).expect("drawn");
        (area.align, area.head_place.writing) = (Some(align), writing);
        let edition = edition();
        let shaper = Shaper::new(&edition.fonts);
        let desk = Desk::new(&edition, &layout, &shaper);
        let width = (Length::PT * 42).scaled(tenths, 10);
        let parts = Parts { head: vec![written(text)].into(), ..Parts::default() };
        let area = &layout.areas[&AreaId('L')];
        let fitted = fit(&desk, area, &parts, (width, HeadWish::default()), &mut Vec::new());
        let line = &fitted.lines[0];
        let glyphs: Vec<_> = line.set.line.glyphs(&line.set.text).collect();
        let vertical = writing == WritingMode::Vertical;
        let inks: Vec<(Em, Em)> = glyphs.iter().filter_map(|glyph| inked(&desk, glyph, vertical)).collect();
        let gaps = line.set.tracking * i64::try_from(line.set.line.units.len() - 1).expect("few");
        let at = |em: Em| line.x + em.at(line.set.size).scaled(i64::from(line.set.scale.0), 1000);
        let (first, last) = (inks.first().expect("ink").0, inks.last().expect("ink").1 + gaps);
        (at(first).to_pt(), at(last).to_pt(), width.to_pt())
    }

    const TEXTS: [&str; 10] = [
        "国家大事",
        "“国家”大事",
        "国家“大事”",
        "《国家》",
        "国家大事！",
        "（国家）",
        "1月2日",
        "…国家",
        "国家…",
        "国",
    ];

    #[test]
    fn marks_and_side_bearings_do_not_count_at_an_edge() {
        for text in TEXTS {
            for writing in [WritingMode::Horizontal, WritingMode::Vertical] {
                let (first, _, _) = edges(text, 120, Align::Left, writing);
                assert!(first.abs() < 0.01, "{text} begins {first} pt off the left edge");
                let (_, last, width) = edges(text, 120, Align::Right, writing);
                assert!((width - last).abs() < 0.01, "{text} ends {} pt off the right edge", width - last);
                let (first, last, width) = edges(text, 120, Align::Center, writing);
                assert!((first - (width - last)).abs() < 0.01, "{text} stands {first} pt and {} pt off", width - last);
            }
        }
    }

    #[test]
    fn a_full_line_keeps_its_em_boxes_and_its_ink_inside() {
        for text in TEXTS {
            let tenths = i64::try_from(text.chars().count()).expect("short") * 10;
            for writing in [WritingMode::Horizontal, WritingMode::Vertical] {
                for align in [Align::Left, Align::Center, Align::Right] {
                    let (first, last, width) = edges(text, tenths, align, writing);
                    assert!(first > -0.01 && last < width + 0.01, "{text}: {first} to {last} of {width}");
                }
            }
        }
    }
}
