//! Pictures in their columns, on the grid, with captions (standards B7, C3).

use std::sync::Arc;

use super::desk::{Desk, SetLine};
use super::finish::set_runs;
use crate::compose::{Measure, compose};
use crate::geom::{Em, Length, Point, Rect};
use crate::layout::Grid;
use crate::page::{Item, PlacedPicture, TextRef};
use crate::picture::{Focus, PictureId};
use crate::story::Inline;
use crate::style::Role;

/// A picture with its caption, measured for a width.
#[derive(Clone, Debug)]
pub(super) struct PictureBox {
    /// The picture.
    pub picture: PictureId,
    /// Its width.
    pub width: Length,
    /// Lines of the grid that the picture itself takes.
    pub picture_rows: u16,
    /// Lines of the grid in all, with caption and white.
    pub rows: u16,
    /// The part of it that must be seen.
    pub focus: Option<Focus>,
    /// Lines of the caption.
    caption: Vec<SetLine>,
}

/// What is said under a picture, and of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words<'a> {
    /// Caption.
    pub caption: Option<&'a Inline>,
    /// Credit.
    pub credit: Option<&'a Inline>,
    /// The part of the picture that must be seen.
    pub focus: Option<Focus>,
}

/// White between a picture and its caption, and below it (standards B7: ½–1 line).
const HALF: i64 = 2;

/// No picture has more lines: far more than any page.
const MOST_ROWS: i64 = 10_000;

/// Measures a picture at a width; `lines` is the height wanted with the caption.
pub(super) fn measure(
    desk: &Desk<'_>,
    picture: PictureId,
    words: Words<'_>,
    width: Length,
    lines: Option<u16>,
) -> PictureBox {
    let grid = &desk.layout.grid;
    let caption = caption(desk, words, width);
    let below = caption_rows(desk, caption.len());
    let of = desk.edition.picture(picture);
    let natural = width.scaled(i64::from(of.height), i64::from(of.width.max(1)));
    let picture_rows = lines.map_or_else(|| nearest(grid, natural), |lines| lines.saturating_sub(below)).max(1);
    PictureBox { picture, width, picture_rows, rows: picture_rows + below, focus: words.focus, caption }
}

/// Lines of the grid that come nearest to the height of a picture.
pub(super) fn nearest(grid: &Grid, height: Length) -> u16 {
    let gap = grid.pitch - grid.size;
    let nearest = (height + gap + grid.pitch / 2).div_floor(grid.pitch);
    u16::try_from(nearest.clamp(1, MOST_ROWS)).unwrap_or(1)
}

/// Lines of the grid under a picture: half a line, the caption, half a line.
fn caption_rows(desk: &Desk<'_>, lines: usize) -> u16 {
    let pitch = desk.layout.grid.pitch;
    let count = i64::try_from(lines).unwrap_or(0);
    let height = if count == 0 { pitch } else { caption_pitch(desk) * count + pitch / HALF };
    u16::try_from(height.div_ceil(pitch).min(MOST_ROWS)).unwrap_or(0)
}

fn caption_pitch(desk: &Desk<'_>) -> Length {
    let style = desk.style(Role::Caption);
    style.pitch.unwrap_or_else(|| style.size.scaled(5, 4))
}

/// Caption and credit as one paragraph, set to the width of the picture; a credit that would be broken stands on lines of
/// its own.
fn caption(desk: &Desk<'_>, words: Words<'_>, width: Length) -> Vec<SetLine> {
    let (Some(caption), Some(credit)) = (words.caption, words.credit) else {
        return words.caption.or(words.credit).map_or_else(Vec::new, |one| lines(desk, one, width));
    };
    let (all, begins) = joined(caption, credit);
    let together = lines(desk, &all, width);
    // The last line begins before the blank that parts the two, or the credit is broken.
    let starts =
        |line: &SetLine| line.text.units.get(line.line.units.start as usize).map(|unit| unit.text.start as usize);
    if together.last().and_then(starts).is_some_and(|start| start < begins) {
        return together;
    }
    [lines(desk, caption, width), lines(desk, credit, width)].concat()
}

/// A text under a picture, set to its width.
fn lines(desk: &Desk<'_>, inline: &Inline, width: Length) -> Vec<SetLine> {
    let style = desk.style(Role::Caption);
    let text = Arc::new(desk.inline(desk.house(), inline, Role::Caption));
    let measure =
        Measure { width: Em::in_length(width, style.size.scaled(i64::from(style.scale.0), 1000)), indent: Em::ZERO };
    let lines = compose(&text, 0, measure, &desk.house().rules(Role::Caption)).lines.into_iter();
    lines
        .map(|line| SetLine {
            text: Arc::clone(&text),
            line,
            size: style.size,
            scale: style.scale,
            tracking: Em::ZERO,
            half_blank: false,
        })
        .collect()
}

/// Caption and credit in one, parted by a blank, and the byte at which the blank begins.
fn joined(caption: &Inline, credit: &Inline) -> (Inline, usize) {
    let mut inline = caption.clone();
    let shift = caption.text.len() + '\u{3000}'.len_utf8();
    inline.text = format!("{}\u{3000}{}", caption.text, credit.text);
    inline.runs.extend(credit.runs.iter().map(|(range, role)| (range.start + shift..range.end + shift, *role)));
    inline.origin.extend(credit.origin.iter().map(|&(text, source)| (text + shift, source)));
    (inline, caption.text.len())
}

/// Where a picture stands on the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// Left edge on the page.
    pub left: Length,
    /// First line.
    pub row: u16,
    /// Lines that it may take; where they are fewer than it needs, its caption goes and it is cut.
    pub rows: u16,
}

impl PictureBox {
    /// The same picture in so many lines, all told.
    pub(super) fn at_rows(&self, rows: u16) -> Self {
        let below = self.rows - self.picture_rows;
        Self { picture_rows: rows.saturating_sub(below).max(1), rows: rows.max(below + 1), ..self.clone() }
    }

    /// The same at the foot of its columns: without a caption it needs no white under it.
    pub(super) fn at_foot(&self) -> Self {
        let rows = if self.caption.is_empty() { self.picture_rows } else { self.rows };
        Self { rows, ..self.clone() }
    }

    /// Where the picture stands on the page, and whether its caption has room.
    fn rect(&self, desk: &Desk<'_>, stand: Stand) -> Option<(Rect, bool)> {
        let grid = &desk.layout.grid;
        let below = self.rows - self.picture_rows;
        let captioned = stand.rows > below;
        let rows = if captioned { self.picture_rows.min(stand.rows - below) } else { stand.rows };
        (rows > 0).then(|| (Rect::new(stand.left, grid.line_top(stand.row), self.width, grid.height(rows)), captioned))
    }

    /// Whether the lines of the picture show all that must be seen.
    pub(super) fn keeps(&self, desk: &Desk<'_>) -> bool {
        let rect = Rect::new(Length::ZERO, Length::ZERO, self.width, desk.layout.grid.height(self.picture_rows));
        desk.edition.picture(self.picture).keeps(rect, self.focus)
    }

    /// Picture and caption, with the top of the picture on its grid line.
    pub(super) fn items(&self, desk: &Desk<'_>, stand: Stand, of: &TextRef) -> Vec<Item> {
        let Some((rect, captioned)) = self.rect(desk, stand) else { return Vec::new() };
        let crop = desk.edition.picture(self.picture).shown(rect, self.focus);
        let mut items = vec![Item::Picture(PlacedPicture { picture: self.picture, rect, crop })];
        if captioned {
            items.extend(self.caption_items(desk, rect, of));
        }
        items
    }

    fn caption_items(&self, desk: &Desk<'_>, rect: Rect, of: &TextRef) -> Vec<Item> {
        let grid = &desk.layout.grid;
        let pitch = caption_pitch(desk);
        let count = i64::try_from(self.caption.len()).unwrap_or(0);
        // The caption stands in the middle of the white between the picture and the next text.
        let room = grid.pitch * i64::from(self.rows - self.picture_rows) + (grid.pitch - grid.size);
        let size = desk.style(Role::Caption).size;
        let free = room - pitch * (count - 1).max(0) - size;
        let mut top = rect.bottom() + (free / HALF).max(Length::ZERO);
        let single = self.caption.len() == 1;
        let mut items = Vec::new();
        for set in &self.caption {
            let x = if single { (rect.w - set.width()) / 2 } else { Length::ZERO };
            let origin = Point::new(rect.x + x, top + size.scaled(880, 1000));
            items.extend(set_runs(desk, set, origin, None, of));
            top += pitch;
        }
        items
    }
}
