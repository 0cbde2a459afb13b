//! [`Focus`]: the part of a picture that must be seen, and what is shown of it in a box (standards B7).

use super::Picture;
use crate::geom::{PerMille, Rect};

/// The part of a picture that must be seen: edges in per mille of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Focus {
    /// Left edge.
    pub left: PerMille,
    /// Top edge.
    pub top: PerMille,
    /// Right edge.
    pub right: PerMille,
    /// Bottom edge.
    pub bottom: PerMille,
}

impl Picture {
    /// The part of the picture that fills a box without distortion: left, top, width and height in per mille. It lies in
    /// the middle, or as near to it as lets the focus be seen.
    #[must_use]
    pub fn shown(&self, rect: Rect, focus: Option<Focus>) -> [PerMille; 4] {
        let (w, h) = (i128::from(self.width.max(1)), i128::from(self.height.max(1)));
        let (rw, rh) = (i128::from(rect.w.units().max(1)), i128::from(rect.h.units().max(1)));
        let share =
            |part: i128, of: i128| i32::try_from((part * 1000 + of / 2) / of.max(1)).unwrap_or(1000).clamp(1, 1000);
        // Compare the shapes as cross products: w/h against rw/rh.
        if w * rh > rw * h {
            let shown = share(rw * h, w * rh);
            let left = begin(shown, focus.map(|focus| (focus.left.0, focus.right.0)));
            [PerMille(left), PerMille::ZERO, PerMille(shown), PerMille::FULL]
        } else {
            let shown = share(rh * w, h * rw);
            let top = begin(shown, focus.map(|focus| (focus.top.0, focus.bottom.0)));
            [PerMille::ZERO, PerMille(top), PerMille::FULL, PerMille(shown)]
        }
    }

    /// Whether a box shows all of the focus.
    #[must_use]
    pub fn keeps(&self, rect: Rect, focus: Option<Focus>) -> bool {
        let [left, top, width, height] = self.shown(rect, focus).map(|part| part.0);
        focus.is_none_or(|focus| {
            let across = left <= focus.left.0 + SLACK && focus.right.0 <= left + width + SLACK;
            across && top <= focus.top.0 + SLACK && focus.bottom.0 <= top + height + SLACK
        })
    }
}

/// What the whole lines of the grid may take at an edge of the focus, per mille of the picture.
const SLACK: i32 = 25;

/// Where a part of so many per mille begins: in the middle, moved as far as the focus asks; in the middle of the focus
/// if that is the larger.
fn begin(shown: i32, focus: Option<(i32, i32)>) -> i32 {
    let middle = (1000 - shown) / 2;
    match focus {
        Some((from, to)) if to - from <= shown => middle.clamp((to - shown).max(0), from.min(1000 - shown)),
        Some((from, to)) => ((from + to - shown) / 2).clamp(0, 1000 - shown),
        None => middle,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Focus, Picture};
    use crate::geom::{Length, PerMille, Rect};
    use crate::picture::Coding;

    fn picture(width: u32, height: u32) -> Picture {
        Picture { path: String::new(), width, height, coding: Coding::Png, data: Arc::from([]) }
    }

    fn focus([left, top, right, bottom]: [i32; 4]) -> Option<Focus> {
        let [left, top, right, bottom] = [left, top, right, bottom].map(PerMille);
        Some(Focus { left, top, right, bottom })
    }

    fn shown(of: (u32, u32), to: (i64, i64), focus: Option<Focus>) -> [i32; 4] {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::MM * to.0, Length::MM * to.1);
        picture(of.0, of.1).shown(rect, focus).map(|part| part.0)
    }

    #[test]
    fn without_a_focus_the_middle_is_shown() {
        assert_eq!(shown((200, 100), (100, 100), None), [250, 0, 500, 1000]);
        assert_eq!(shown((100, 200), (100, 100), None), [0, 250, 1000, 500]);
        assert_eq!(shown((300, 200), (30, 20), None), [0, 0, 1000, 1000]);
    }

    #[test]
    fn the_part_moves_as_far_as_the_focus_asks_and_no_farther() {
        assert_eq!(shown((200, 100), (100, 100), focus([0, 0, 400, 1000])), [0, 0, 500, 1000]);
        assert_eq!(shown((200, 100), (100, 100), focus([100, 0, 500, 1000])), [100, 0, 500, 1000]);
        assert_eq!(shown((200, 100), (100, 100), focus([400, 0, 600, 1000])), [250, 0, 500, 1000]);
        assert_eq!(shown((100, 200), (100, 100), focus([0, 800, 1000, 1000])), [0, 500, 1000, 500]);
    }

    #[test]
    fn a_focus_that_is_too_large_is_shown_by_its_middle() {
        assert_eq!(shown((200, 100), (100, 100), focus([100, 0, 1000, 1000])), [300, 0, 500, 1000]);
        let rect = |w, h| Rect::new(Length::ZERO, Length::ZERO, Length::MM * w, Length::MM * h);
        let of = picture(200, 100);
        assert!(!of.keeps(rect(100, 100), focus([100, 0, 1000, 1000])));
        assert!(of.keeps(rect(100, 100), focus([500, 0, 1000, 1000])));
        assert!(of.keeps(rect(1, 100), None));
    }
}
