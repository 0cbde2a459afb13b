//! [`Heads`]: the head of an area, over the text or at its side, as it comes out for each room and wish that is tried.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::choice::HeadWish;
use super::desk::Desk;
use super::finish::set_runs;
use super::frame::Frame;
use super::headline::{self, HeadBox, Parts};
use crate::diag::Diagnostic;
use crate::geom::{Length, Point};
use crate::layout::{Area, Part};
use crate::page::{Item, TextRef};

/// A head, and what is to be said of it.
pub(super) type Fit = Rc<(HeadBox, Vec<Diagnostic>)>;

/// The parts of a head, and how they come out.
pub(super) struct Heads<'a> {
    desk: &'a Desk<'a>,
    area: &'a Area,
    parts: Parts<'a>,
    fits: RefCell<BTreeMap<(Length, HeadWish), Fit>>,
}

impl<'a> Heads<'a> {
    /// A head that is not fitted yet.
    pub(super) fn new(desk: &'a Desk<'a>, area: &'a Area, parts: Parts<'a>) -> Self {
        Self { desk, area, parts, fits: RefCell::default() }
    }

    /// Whether it stands at the side of the text: 竖题.
    pub(super) fn beside(&self) -> bool {
        self.area.side_head.is_some()
    }

    /// The ways in which the fit may set it, the wish first: smaller by steps of the ladder down to the least of its
    /// rank, and without the parts that are `optional`.
    pub(super) fn wishes(&self) -> Vec<HeadWish> {
        let heads = &self.desk.layout.heads;
        let rank = &heads.ranks[&self.area.rank];
        let wished = self.area.head.unwrap_or(rank.head);
        let below = heads.ladder.iter().filter(|&&step| step < wished && step >= rank.least);
        let steps = if self.parts.head.is_empty() { 0 } else { u16::try_from(below.count()).unwrap_or(0) };
        let may_go = |part: Part, there: bool| there && self.area.optional.contains(&part);
        let keeps = |go: bool| if go { vec![true, false] } else { vec![true] };
        let kicker = keeps(may_go(Part::Kicker, self.parts.kicker.is_some()));
        let deck = keeps(may_go(Part::Deck, !self.parts.deck.is_empty()));
        let summary = keeps(may_go(Part::Summary, self.parts.summary.is_some()));
        let mut wishes = Vec::new();
        for step in 0..=steps {
            for &kicker in &kicker {
                for &deck in &deck {
                    let with = |&summary| HeadWish { step, lines: None, kicker, deck, summary };
                    wishes.extend(summary.iter().map(with));
                }
            }
        }
        wishes
    }

    /// The head of a frame: over the text it has the width of the head's columns, at the side the height of the area.
    pub(super) fn fit(&self, frame: &Frame, wish: HeadWish) -> Fit {
        let grid = &self.desk.layout.grid;
        let room = if self.beside() {
            grid.height(frame.rows.1.saturating_sub(frame.rows.0))
        } else {
            frame.head.1.at(grid.size)
        };
        if let Some(fit) = self.fits.borrow().get(&(room, wish)) {
            return Rc::clone(fit);
        }
        let mut problems = Vec::new();
        let head = headline::fit(self.desk, self.area, &self.parts, (room, wish), &mut problems);
        let fit = Rc::new((head, problems));
        self.fits.borrow_mut().insert((room, wish), Rc::clone(&fit));
        fit
    }

    /// By how much the lines of a head at the side are wider than the strip that they stand in.
    pub(super) fn wanting(&self, frame: &Frame, wish: HeadWish) -> Length {
        if !self.beside() {
            return Length::ZERO;
        }
        let (_, wide) = self.strip(frame);
        (self.fit(frame, wish).0.text - wide).max(Length::ZERO)
    }

    /// Left edge and width of the strip on the page.
    fn strip(&self, frame: &Frame) -> (Length, Length) {
        let grid = &self.desk.layout.grid;
        let (left, wide) = frame.side.unwrap_or((frame.left, frame.width));
        (grid.left + left.at(grid.size), wide.at(grid.size))
    }

    /// The lines of a head at the side from right to left, in the middle of the strip. What is too much (which is an
    /// error) is left out.
    pub(super) fn beside_items(&self, frame: &Frame, wish: HeadWish, of: &TextRef) -> Vec<Item> {
        let (left, wide) = self.strip(frame);
        let fit = self.fit(frame, wish);
        let right = left + wide - ((wide - fit.0.text) / 2).max(Length::ZERO);
        let top = self.desk.layout.grid.line_top(frame.rows.0);
        let inside = fit.0.lines.iter().filter(|line| right - line.y - line.set.size >= left);
        let lines = inside.flat_map(|line| {
            let axis = right - line.y - line.set.size / 2;
            set_runs(self.desk, &line.set, Point::new(axis, top + line.x), None, of)
        });
        lines.collect()
    }
}
