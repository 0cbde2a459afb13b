//! [`fill`]: the areas that hold no running text: furniture, pictures, advertisements.

use super::desk::Desk;
use super::frame::Frame;
use super::picture::Words;
use super::{ear, furniture, judge, picture};
use crate::diag::{Diagnostic, rules};
use crate::edition::{Content, EditionPage, PictureUse, Place};
use crate::layout::{Area, AreaRole};
use crate::page::{Item, PlacedPicture, TextRef};

/// What stands in such an area, and the lines that a picture in it lacks.
pub(super) fn fill(
    desk: &Desk<'_>,
    page: &EditionPage,
    area: &Area,
    frame: &Frame,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Item>, u16) {
    let of = TextRef { story: String::new(), area: area.id.0 };
    let (rect, mut wanting) = (frame.rect, 0);
    let mut items = furniture::area_frame(desk, area, frame);
    let Some(place) = page.places.get(&area.id) else { return (items, 0) };
    items.extend(match &place.content {
        Content::Furniture if area.role == AreaRole::Strip => furniture::strip(desk, area, rect, &of),
        Content::Furniture => furniture::nameplate(desk, rect, &of),
        Content::Flag(lines) => furniture::flag(desk, area, lines, rect, &place.span),
        Content::Ear(codes) => ear::ear(desk, codes, rect, &of, problems),
        Content::Pointers(pointers) => furniture::pointers(desk, area, pointers, rect),
        Content::Picture(used) => {
            let (items, lacks) = captioned(desk, (area, place), frame, used, problems);
            wanting = lacks;
            items
        }
        Content::Ad(Some(used)) => {
            let crop = desk.edition.picture(used.picture).shown(rect, used.focus);
            vec![Item::Picture(PlacedPicture { picture: used.picture, rect, crop })]
        }
        Content::Ad(None) => {
            problems.push(Diagnostic::new(
                &rules::AD_HOLE,
                place.span.clone(),
                format!("area {} is left open: {:.1} × {:.1} mm", area.id.0, rect.w.to_mm(), rect.h.to_mm()),
            ));
            Vec::new()
        }
        Content::Story(_) | Content::Rests(_) | Content::Note(..) => Vec::new(),
    });
    (items, wanting)
}

/// A picture with its caption, as high as its area, and the lines that it lacks.
fn captioned(
    desk: &Desk<'_>,
    (area, place): (&Area, &Place),
    frame: &Frame,
    used: &PictureUse,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Item>, u16) {
    let grid = &desk.layout.grid;
    let of = TextRef { story: String::new(), area: area.id.0 };
    let rows = frame.inner_bottom().saturating_sub(frame.inner_top());
    let words = Words { caption: used.caption.as_ref(), credit: used.credit.as_ref(), focus: used.focus };
    let measured = picture::measure(desk, used.picture, words, frame.width.at(grid.size), Some(rows));
    let wanting = measured.rows.saturating_sub(rows);
    if wanting > 0 {
        problems.push(judge::picture_too_high(area, &place.span, (measured.rows, wanting)));
    }
    if !measured.keeps(desk) {
        problems.push(judge::picture_cropped(area, &used.span, measured.rows));
    }
    let left = grid.left + frame.left.at(grid.size);
    (measured.items(desk, picture::Stand { left, row: frame.inner_top(), rows }, &of), wanting)
}
