//! [`SideHead`]: 竖题, a vertical head beside its story, fitted to the height of its area by the order of B6.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::desk::Desk;
use super::finish::set_runs;
use super::frame::Frame;
use super::headline::{self, HeadBox, Parts};
use crate::diag::Diagnostic;
use crate::geom::{Length, Point};
use crate::layout::Area;
use crate::page::{Item, TextRef};

/// A head, and what is to be said of it.
type Fit = Rc<(HeadBox, Vec<Diagnostic>)>;

/// The parts of a head at the side, and how they come out at each height tried.
pub(super) struct SideHead<'a> {
    desk: &'a Desk<'a>,
    area: &'a Area,
    parts: Parts<'a>,
    fits: RefCell<BTreeMap<Length, Fit>>,
}

impl<'a> SideHead<'a> {
    /// A head that is not fitted yet.
    pub(super) fn new(desk: &'a Desk<'a>, area: &'a Area, parts: Parts<'a>) -> Self {
        Self { desk, area, parts, fits: RefCell::default() }
    }

    /// The head in the height of a frame.
    pub(super) fn fit(&self, frame: &Frame) -> Fit {
        let height = self.desk.layout.grid.height(frame.rows.1.saturating_sub(frame.rows.0));
        if let Some(fit) = self.fits.borrow().get(&height) {
            return Rc::clone(fit);
        }
        let mut problems = Vec::new();
        let head = headline::fit(self.desk, self.area, &self.parts, height, &mut problems);
        let fit = Rc::new((head, problems));
        self.fits.borrow_mut().insert(height, Rc::clone(&fit));
        fit
    }

    /// By how much the lines are wider than the strip that they stand in.
    pub(super) fn wanting(&self, frame: &Frame) -> Length {
        let (_, wide) = self.strip(frame);
        (self.fit(frame).0.text - wide).max(Length::ZERO)
    }

    /// Left edge and width of the strip on the page.
    fn strip(&self, frame: &Frame) -> (Length, Length) {
        let grid = &self.desk.layout.grid;
        let (left, wide) = frame.side.unwrap_or((frame.left, frame.width));
        (grid.left + left.at(grid.size), wide.at(grid.size))
    }

    /// The lines from right to left, in the middle of the strip. What is too much (which is an error) is left out.
    pub(super) fn items(&self, frame: &Frame, of: &TextRef) -> Vec<Item> {
        let (left, wide) = self.strip(frame);
        let fit = self.fit(frame);
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
