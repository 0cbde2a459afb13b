//! [`TextBox`]: pull quotes (引语) between two rules and fact boxes (资料链接) in a frame, in whole lines of the grid
//! (standards B7).

use std::sync::Arc;

use super::desk::{Desk, SetLine};
use super::finish::set_runs;
use super::furniture::outline;
use super::house::House;
use crate::compose::{Measure, compose};
use crate::geom::{Em, Length, Point, Rect};
use crate::layout::{Area, BoxStyle, Layout};
use crate::page::{Fill, Item, Rule, TextRef};
use crate::story::{FactBox, Inline};
use crate::style::{Align, Ink, Role};

/// A line of the box.
#[derive(Clone, Debug)]
struct TextLine {
    set: SetLine,
    /// Its baseline under the top of the text.
    y: Length,
    /// From the left edge of the text.
    x: Length,
}

/// Text in a box of its own.
#[derive(Clone, Debug)]
pub(super) struct TextBox {
    lines: Vec<TextLine>,
    /// From the top of the first line to the foot of the last.
    height: Length,
    /// White between the edge of the box and its text, at either side.
    side: Length,
    /// Its frame; without one it stands between two rules.
    frame: Option<BoxStyle>,
    /// Whether its lines stand on those of the grid: then they begin on the second of its lines.
    gridded: bool,
    /// Lines of the grid that it needs.
    pub need: u16,
}

/// Weight of the rules over and under a quote (standards B7: 0.5–1 pt).
const RULE: Length = Length::from_units(63_500);
/// White between a frame and its text, in characters (standards B7).
const SIDE: Em = Em::ONE;

/// Lines as they are counted: no box has more than this, far more than any page.
fn rows(lines: i64) -> u16 {
    u16::try_from(lines.clamp(0, 10_000)).unwrap_or(0)
}

/// Lines of the grid that a pull quote of so many lines needs: half a line over the text and half a line under it; what
/// whole lines leave is shared by the two.
pub(super) fn need(layout: &Layout, count: i64) -> u16 {
    let (grid, style) = (&layout.grid, layout.styles.get(Role::Quote));
    let pitch = style.pitch.unwrap_or_else(|| style.size.scaled(4, 3));
    let height = pitch * (count - 1).max(0) + style.size;
    rows((height + grid.pitch + grid.pitch - grid.size).div_ceil(grid.pitch))
}

impl TextBox {
    /// A pull quote of a width.
    pub(super) fn quote(desk: &Desk<'_>, area: &Area, quote: &Inline, frame: Option<BoxStyle>, width: Length) -> Self {
        let grid = &desk.layout.grid;
        let mut text = Self::empty(frame, if frame.is_some() { SIDE.at(grid.size) } else { Length::ZERO }, false);
        let size = desk.style(Role::Quote).size;
        let pitch = desk.style(Role::Quote).pitch.unwrap_or_else(|| size.scaled(4, 3));
        text.paragraph(desk, area, (quote, Role::Quote), (width, pitch));
        let count = i64::try_from(text.lines.len()).unwrap_or(1);
        text.height = pitch * (count - 1).max(0) + size;
        text.need = need(desk.layout, count);
        text
    }

    /// A fact box of a width: its lines stand on those of the grid, with a line of white over and under them.
    pub(super) fn facts(desk: &Desk<'_>, area: &Area, facts: &FactBox, frame: BoxStyle, width: Length) -> Self {
        let grid = &desk.layout.grid;
        let mut text = Self::empty(Some(frame), SIDE.at(grid.size), true);
        let pitch = |role| {
            let of = desk.style(role);
            grid.pitch * of.pitch.unwrap_or(of.size).div_ceil(grid.pitch).max(1)
        };
        if let Some(head) = &facts.head {
            text.paragraph(desk, area, (head, Role::BoxHead), (width, pitch(Role::BoxHead)));
        }
        for line in &facts.lines {
            text.paragraph(desk, area, (line, Role::Box), (width, pitch(Role::Box)));
        }
        text.need = rows(text.height.div_ceil(grid.pitch) + 2);
        text
    }

    fn empty(frame: Option<BoxStyle>, side: Length, gridded: bool) -> Self {
        Self { lines: Vec::new(), height: Length::ZERO, side, frame, gridded, need: 0 }
    }

    /// One more paragraph under those that there are.
    fn paragraph(
        &mut self,
        desk: &Desk<'_>,
        area: &Area,
        (inline, role): (&Inline, Role),
        (width, pitch): (Length, Length),
    ) {
        let (grid, style, house) = (&desk.layout.grid, desk.style(role), House::body(desk.layout, area));
        let text = Arc::new(desk.inline(house, inline, role));
        let room = (width - self.side * 2).max(style.size);
        let em = style.size.scaled(i64::from(style.scale.0), 1000);
        let indent = if role == Role::Box { Em::whole(i64::from(house.indent())) } else { Em::ZERO };
        let wide = Em::in_length(room, em);
        let measure = Measure { width: wide, indent: indent.min(wide / 3) };
        // Body type stands 880/1000 of the em under the top of its line, and so does all that shares its lines.
        let rise = if self.gridded { grid.size } else { style.size }.scaled(880, 1000);
        for line in compose(&text, 0, measure, &house.rules(role)).lines {
            let set = SetLine {
                text: Arc::clone(&text),
                line,
                size: style.size,
                scale: style.scale,
                tracking: Em::ZERO,
                half_blank: false,
            };
            let spare = (room - set.width()).max(Length::ZERO);
            let x = match style.align {
                Align::Left => Length::ZERO,
                Align::Center if set.line.last => spare / 2,
                Align::Right if set.line.last => spare,
                Align::Center | Align::Right => Length::ZERO,
            };
            self.lines.push(TextLine { set, y: self.height + rise, x });
            self.height += pitch;
        }
    }

    /// Whether so many lines of the grid hold all of it.
    pub(super) fn fits(&self, rows: u16) -> bool {
        rows >= self.need
    }

    /// The box in `rect`, of which `there` is its own: what does not go into that is left out, which is an error.
    pub(super) fn items(&self, desk: &Desk<'_>, (rect, there): (Rect, Length), of: &TextRef) -> Vec<Item> {
        let grid = &desk.layout.grid;
        let rect = Rect::new(rect.x, rect.y, rect.w, rect.h.min(there));
        let mut items = self.ground(rect);
        let spare = (rect.h - self.height).max(Length::ZERO);
        // On the grid the text begins on a line; else it stands in the middle.
        let above = if self.gridded {
            let lines = (rect.h + grid.pitch - grid.size).div_floor(grid.pitch) - i64::from(self.need);
            grid.pitch * (1 + lines.max(0) / 2)
        } else {
            spare / 2
        };
        for line in &self.lines {
            let baseline = above + line.y;
            let foot = baseline + line.set.size.scaled(120, 1000);
            if foot > rect.h {
                break;
            }
            let origin = Point::new(rect.x + self.side + line.x, rect.y + baseline);
            items.extend(set_runs(desk, &line.set, origin, None, of));
        }
        items
    }

    /// What is drawn behind the text and around it.
    fn ground(&self, rect: Rect) -> Vec<Item> {
        let Some(frame) = self.frame else {
            let rule = |y| Rule {
                from: Point::new(rect.x, y),
                to: Point::new(rect.right(), y),
                weight: RULE,
                ink: Ink::BLACK,
            };
            return vec![Item::Rule(rule(rect.y)), Item::Rule(rule(rect.bottom()))];
        };
        let mut items: Vec<Item> = frame.tint.map(|ink| Item::Fill(Fill { rect, ink })).into_iter().collect();
        if frame.rule > Length::ZERO {
            items.extend(outline(&[rect], frame.rule, frame.ink));
        }
        items
    }
}
