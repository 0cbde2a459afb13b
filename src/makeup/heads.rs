//! [`Heads`]: the head of an area, wherever it stands to its text, as it comes out for each room and wish that is tried.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::choice::HeadWish;
use super::desk::Desk;
use super::finish::set_runs;
use super::frame::Frame;
use super::headline::{self, BoxLine, HeadBox, Parts};
use super::knockout::{self, Reading};
use super::panel;
use super::spot::{self, Needs, Spot};
use crate::diag::{Diagnostic, Span};
use crate::geom::{Length, Point, Rect, WritingMode};
use crate::layout::{Area, HeadAt, HeadPlace, HeadStand, Part};
use crate::page::{Item, PlacedPicture, TextRef};
use crate::style::Ink;

/// A head, and what is to be said of it.
pub(super) type Fit = Rc<(HeadBox, Vec<Diagnostic>)>;

/// A part of a head at its place.
pub(super) type Stood = (Fit, Spot);

/// The parts of a head, and how they come out.
pub(super) struct Heads<'a> {
    desk: &'a Desk<'a>,
    area: &'a Area,
    place: HeadPlace,
    parts: Parts<'a>,
    /// What stands at the other corner, if the head stands at two.
    second: Option<Parts<'a>>,
    fits: RefCell<BTreeMap<Asked, Fit>>,
    /// The light under its lines, where it was looked at last.
    read: RefCell<Option<(Vec<Rect>, Reading)>>,
}

/// What was asked for: the measure, the wish, and whether it is the second part.
type Asked = (Length, HeadWish, bool);

impl<'a> Heads<'a> {
    /// A head that is not fitted yet.
    pub(super) fn new(desk: &'a Desk<'a>, area: &'a Area, parts: Parts<'a>) -> Self {
        let (parts, second) = match area.head_place.at {
            HeadAt::Diagonal => in_two(parts),
            _ => (parts, None),
        };
        Self { desk, area, place: area.head_place, parts, second, fits: RefCell::default(), read: RefCell::default() }
    }

    /// The story has no picture: a head that would stand on it stands over the text.
    pub(super) fn without_picture(&mut self) {
        if self.place.on_picture {
            self.place = HeadPlace { on_picture: false, columns: None, from: None, ..self.place };
        }
    }

    /// Whether it stands in a strip at the side of the text.
    pub(super) fn beside(&self) -> bool {
        self.area.side_head.is_some()
    }

    /// Whether a panel holds it from what is beside it.
    pub(super) fn held(&self) -> bool {
        self.place.panel.is_some()
    }

    /// Whether text may stand higher than the head by the place that it is given.
    pub(super) fn amid(&self) -> bool {
        matches!(self.place.at, HeadAt::Around | HeadAt::Left | HeadAt::Right | HeadAt::Between | HeadAt::Diagonal)
    }

    /// Whether its lines run down.
    pub(super) fn vertical(&self) -> bool {
        self.place.writing == WritingMode::Vertical
    }

    /// Whether white lines more than it needs may be given to it.
    pub(super) fn grows(&self) -> bool {
        let place = self.place;
        let takes = matches!(place.at, HeadAt::Over | HeadAt::Brow | HeadAt::Inside | HeadAt::Around);
        takes && !self.vertical() && place.lines.is_none() && !place.on_picture
    }

    /// Whether what it comes out as hangs on the height of its area.
    pub(super) fn by_height(&self) -> bool {
        self.beside() || (self.vertical() && self.place.lines.is_none())
    }

    /// The ways in which the fit may set it, the wish first: smaller by steps of the ladder down to the least of its
    /// rank, on fewer lines, and without the parts that are `optional`.
    pub(super) fn wishes(&self) -> Vec<HeadWish> {
        let heads = &self.desk.layout.heads;
        let rank = &heads.ranks[&self.area.rank];
        let wished = self.parts.size.or(self.area.head).unwrap_or(rank.head);
        let below = heads.ladder.iter().filter(|&&step| step < wished && step >= rank.least);
        let has_head = !self.parts.head.is_empty() && self.desk.layout.fit.heads;
        let steps = if has_head { u16::try_from(below.count()).unwrap_or(0) } else { 0 };
        let fewer = (1..rank.most_lines).rev().filter(|_| has_head).map(Some);
        let lines: Vec<Option<u16>> = std::iter::once(None).chain(fewer).collect();
        let has = |of: &dyn Fn(&Parts<'a>) -> bool| of(&self.parts) || self.second.as_ref().is_some_and(of);
        let may_go = |part: Part, there: bool| there && self.area.optional.contains(&part);
        let keeps = |go: bool| if go { vec![true, false] } else { vec![true] };
        let kicker = keeps(may_go(Part::Kicker, has(&|parts| parts.kicker.is_some())));
        let deck = keeps(may_go(Part::Deck, has(&|parts| !parts.deck.is_empty())));
        let summary = keeps(may_go(Part::Summary, has(&|parts| parts.summary.is_some())));
        let mut wishes = Vec::new();
        for step in 0..=steps {
            for &lines in &lines {
                for &kicker in &kicker {
                    for &deck in &deck {
                        let with = |&summary| HeadWish { step, lines, kicker, deck, summary };
                        wishes.extend(summary.iter().map(with));
                    }
                }
            }
        }
        wishes
    }

    /// Takes the head's box out of a frame, with so many white lines more than it needs; then that of its second part.
    pub(super) fn stand(&self, frame: &mut Frame, wish: HeadWish, airy: u16) -> (Stood, Option<Stood>) {
        let fit = self.fit(frame, wish);
        let rows = self.rows(&fit.0);
        let spot = spot::take(&self.place, frame, if rows == 0 { 0 } else { rows + airy });
        let second = self.second.as_ref().map(|_| {
            let width = spot::opposite(&self.place, frame).1;
            let fit = self.part(self.needs().measure(frame.rows, width), wish, true);
            let spot = spot::take_opposite(&self.place, frame, self.rows(&fit.0), &spot);
            (fit, spot)
        });
        ((fit, spot), second)
    }

    /// The head on a picture: it takes nothing from the text. `on` is the place of the picture without its caption.
    pub(super) fn stand_on(&self, frame: &mut Frame, wish: HeadWish, on: Spot) -> Stood {
        let fit = self.part(self.needs().measure(frame.rows, on.width), wish, false);
        let need = if fit.0.lines.is_empty() { 0 } else { self.needs().needed(fit.0.text) };
        frame.head = (on.left, on.width);
        (fit, Spot { wanting: need.saturating_sub(on.rows), last: true, ..on })
    }

    /// Whether it stands on the first picture of its story, if there is one.
    pub(super) fn on_picture(&self) -> bool {
        self.place.on_picture
    }

    /// Most lines that a frame has for text when the head has taken its own.
    pub(super) fn room(&self, frame: &Frame, wish: HeadWish) -> u32 {
        if self.on_picture() || self.beside() {
            return frame.capacity();
        }
        if self.place.at == HeadAt::Over && self.place.columns.is_none() && self.place.from.is_none() {
            let rows = self.rows(&self.fit(frame, wish).0);
            let under: u32 = frame.under_head().map(|leg| u32::from(leg.lines().min(rows))).sum();
            return frame.capacity().saturating_sub(under);
        }
        let mut left = frame.clone();
        self.stand(&mut left, wish, 0);
        left.capacity()
    }

    /// By how much lines that run down are wider than their strip.
    pub(super) fn too_wide(&self, (fit, spot): &Stood) -> Length {
        let wide = spot.width.at(self.desk.layout.grid.size) - self.needs().padding() * 2;
        if self.vertical() && !fit.0.lines.is_empty() { (fit.0.text - wide).max(Length::ZERO) } else { Length::ZERO }
    }

    fn needs(&self) -> Needs<'_> {
        Needs::of(self.desk.layout, self.place)
    }

    /// Lines of the grid that a head needs where it stands.
    fn rows(&self, head: &HeadBox) -> u16 {
        if head.lines.is_empty() { 0 } else { self.needs().rows(head.text) }
    }

    /// The head in the measure that a frame gives it.
    pub(super) fn fit(&self, frame: &Frame, wish: HeadWish) -> Fit {
        self.part(self.needs().measure(frame.rows, spot::across(&self.place, frame).1), wish, false)
    }

    fn part(&self, measure: Length, wish: HeadWish, second: bool) -> Fit {
        let asked = (measure, wish, second);
        if let Some(fit) = self.fits.borrow().get(&asked) {
            return Rc::clone(fit);
        }
        let parts = self.second.as_ref().filter(|_| second).unwrap_or(&self.parts);
        let mut problems = Vec::new();
        let head = headline::fit(self.desk, self.area, parts, (measure, wish), &mut problems);
        let fit = Rc::new((head, problems));
        self.fits.borrow_mut().insert(asked, Rc::clone(&fit));
        fit
    }

    /// A part of the head as things to draw, with its panel.
    pub(super) fn items(&self, stood: &Stood, of: &TextRef) -> Vec<Item> {
        if stood.0.0.lines.is_empty() {
            return Vec::new();
        }
        let panel = self.place.panel;
        let ground = self.ground(&stood.1);
        let mut items = panel.map(|panel| panel::items(&panel, ground)).unwrap_or_default();
        items.extend(self.lines(stood, panel.and_then(|panel| panel::ink(&panel)), of));
        items
    }

    /// What is to be said of the ground under a part of it.
    pub(super) fn grounds(&self, (fit, _): &Stood, span: &Span) -> Vec<Diagnostic> {
        let panel = self.place.panel.filter(|_| !fit.0.lines.is_empty());
        panel.map(|panel| panel::troubles(self.desk, &panel, &fit.0, span)).unwrap_or_default()
    }

    /// The box of a spot on the page; the white that holds a panel from the text above and below is not of it.
    fn ground(&self, spot: &Spot) -> Rect {
        let grid = &self.desk.layout.grid;
        let (left, width) = (grid.left + spot.left.at(grid.size), spot.width.at(grid.size));
        let (top, height) = (grid.line_top(spot.top), spot.height(grid));
        if spot.last && !spot.under {
            return Rect::new(left, top, width, height);
        }
        let above = (grid.pitch - spot.before(grid)) / 2;
        Rect::new(left, top + above, width, (height - grid.pitch).max(Length::ZERO))
    }

    /// Its lines in one ink, or each part in its own.
    pub(super) fn lines(&self, stood: &Stood, ink: Option<Ink>, of: &TextRef) -> Vec<Item> {
        if self.vertical() { self.down(stood, ink, of) } else { self.across(stood, ink, of) }
    }

    /// Lines from top to bottom, each with the top left corner of its em boxes. Where there is too little room (which is
    /// an error), what does not go into it does not cover its neighbour.
    fn placed<'s>(&self, (fit, spot): &'s Stood) -> impl Iterator<Item = (&'s BoxLine, Point)> + use<'s> {
        let (grid, head) = (&self.desk.layout.grid, &fit.0);
        let spare = spot.height(grid) - head.text - spot.before(grid);
        let white = (grid.pitch * i64::from(self.desk.layout.heads.white) / 2).min(spare);
        let above = match self.place.stand {
            HeadStand::Middle => spare / 2,
            HeadStand::Top => white,
            HeadStand::Foot => spare - white,
        };
        let above = above.max(Length::ZERO);
        let corner =
            Point::new(grid.left + spot.left.at(grid.size) + self.needs().padding(), grid.line_top(spot.top) + above);
        let (foot, whole) = (grid.height(spot.rows), spot.wanting == 0);
        let inside = head.lines.iter().filter(move |line| whole || above + line.y + line.set.size <= foot);
        inside.map(move |line| (line, corner.moved(line.x, line.y)))
    }

    fn across(&self, stood: &Stood, ink: Option<Ink>, of: &TextRef) -> Vec<Item> {
        let lines = self.placed(stood).flat_map(|(line, corner)| {
            set_runs(self.desk, &line.set, corner.moved(Length::ZERO, line.set.size.scaled(880, 1000)), ink, of)
        });
        lines.collect()
    }

    /// How it is read on a picture.
    pub(super) fn read_on(&self, stood: &Stood, picture: &PlacedPicture) -> Reading {
        let boxes: Vec<Rect> = self
            .placed(stood)
            .map(|(line, corner)| Rect::new(corner.x, corner.y, line.set.width(), line.set.size))
            .collect();
        let mut read = self.read.borrow_mut();
        if let Some((_, reading)) = read.as_ref().filter(|(of, _)| *of == boxes) {
            return reading.clone();
        }
        let reading = knockout::read_on(self.desk.edition.picture(picture.picture), picture, &boxes);
        *read = Some((boxes, reading.clone()));
        reading
    }

    /// Lines from right to left, in the middle of their strip. What is too much (which is an error) is left out.
    fn down(&self, (fit, spot): &Stood, ink: Option<Ink>, of: &TextRef) -> Vec<Item> {
        let (grid, head) = (&self.desk.layout.grid, &fit.0);
        let (left, wide) = (grid.left + spot.left.at(grid.size), spot.width.at(grid.size));
        let right = left + wide - ((wide - head.text) / 2).max(Length::ZERO);
        let above = match self.place.lines {
            Some(_) => ((grid.pitch * self.needs().white() - spot.before(grid)) / 2).max(Length::ZERO),
            None => self.needs().padding(),
        };
        let top = grid.line_top(spot.top) + above;
        let inside = head.lines.iter().filter(|line| right - line.y - line.set.size >= left);
        let lines = inside.flat_map(|line| {
            let axis = right - line.y - line.set.size / 2;
            set_runs(self.desk, &line.set, Point::new(axis, top + line.x), ink, of)
        });
        lines.collect()
    }
}

/// 对角: kicker and head at the first corner, deck and summary at the other; without these the last line of the head.
fn in_two(parts: Parts<'_>) -> (Parts<'_>, Option<Parts<'_>>) {
    let Parts { kicker, head, jump, deck, summary, byline, rank, size } = parts;
    let first = Parts { kicker, head, jump, byline, rank, size, ..Parts::default() };
    if !deck.is_empty() || summary.is_some() {
        return (first, Some(Parts { deck, summary, rank, ..Parts::default() }));
    }
    if first.head.len() < 2 {
        return (first, None);
    }
    let mut lines = first.head.into_owned();
    let last = lines.pop();
    let second = Parts { head: Cow::Owned(last.into_iter().collect()), jump, rank, size, ..Parts::default() };
    (Parts { head: Cow::Owned(lines), ..Parts { kicker, jump, byline, rank, size, ..Parts::default() } }, Some(second))
}
