//! An area of a drawing: its lines and columns, its outline, the boxes inside it, its letter and what it holds.

use super::label::{Letters, Look};
use super::measure::{AreaSize, HeadRoom, has_text};
use super::pages::beside_fold;
use super::sheet::{DARK_BLUE, FINE, PAPER_BLUE, rule};
use super::stand::{InsetPlace, Stand, head_rect, stand};
use crate::geom::{Length, PerMille, Point, Rect, WritingMode};
use crate::layout::{Area, Grid, Holds, Layout};
use crate::makeup::frame::{Frame, Leg};
use crate::makeup::furniture::outline;
use crate::page::{Fill, Item};
use crate::style::{Align, Ink};

/// Size of what is said inside an area.
const WORDS: Length = Length::from_units(8 * 127_000);
/// Weight of the edge of an area.
const EDGE: Length = Length::from_units(127_000);
/// The largest letter.
const LETTER: Length = Length::from_units(48 * 127_000);
/// The place of a head that is narrower does not say its size itself.
const NARROW: Length = Length::from_units(30 * 360_000);
/// A place that is lower has its letter and its words on one line.
const LOW: Length = Length::from_units(16 * 360_000);
/// Ground of the place of a head.
const HEAD: Ink = Ink::Process([PerMille(0), PerMille(80), PerMille(250), PerMille(0)]);
/// Ground of a box inside an area.
const BOX: Ink = Ink::Black(PerMille(120));
/// The colour of letters: the words over them stay legible.
const PALE: Ink = Ink::Black(PerMille(350));

/// An area as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Grounds, lines, outlines.
    pub boxes: Vec<Item>,
    /// What is said in them.
    pub words: Vec<Item>,
}

/// Everything of one area.
pub(super) fn drawn(layout: &Layout, (area, size): (&Area, &AreaSize), frame: &Frame, letters: &Letters<'_>) -> Drawn {
    let (grid, stand) = (&layout.grid, stand(layout, area, frame));
    let mut drawn = Drawn::default();
    if let Some(tint) = area.frame.and_then(|style| style.tint).filter(|_| frame.upright) {
        drawn.boxes.push(Item::Fill(Fill { rect: frame.rect, ink: paler(tint) }));
    }
    if has_text(area.role) {
        stand.frame.legs.iter().for_each(|leg| drawn.boxes.extend(lines(&stand.frame, leg)));
    }
    let heads = stand.heads(grid);
    for inset in &stand.insets {
        inside(inset, (grid, &heads), letters, &mut drawn);
    }
    for (said, place) in &heads {
        drawn.boxes.push(Item::Fill(Fill { rect: *place, ink: HEAD }));
        drawn.words.extend(head_words(said, beside_fold(grid, *place), letters));
    }
    drawn.boxes.extend(outline(&frame.parts, EDGE, Ink::BLACK));
    // Of several parts the largest bears the words.
    let largest = frame.parts.iter().copied().max_by_key(|part| (part.w.min(part.h), part.w));
    let insets = stand.insets.iter().map(|inset| inset.rect(grid));
    let free = heads.iter().map(|head| head.1).chain(insets).fold(largest.unwrap_or(frame.rect), beside);
    let unsaid = heads.iter().filter(|(_, place)| place.w < NARROW).map(|head| head.0.clone());
    drawn.words.extend(words(size, unsaid.collect(), beside_fold(grid, free), letters));
    drawn
}

/// The largest box that another leaves of a place; the place itself if that is too low for words.
fn beside(place: Rect, taken: Rect) -> Rect {
    if !place.overlaps(taken) {
        return place;
    }
    let (right, bottom) = (place.right(), place.bottom());
    let left = Rect { w: taken.x - place.x, ..place };
    let after = Rect { x: taken.right(), w: right - taken.right(), ..place };
    let above = Rect { h: taken.y - place.y, ..place };
    let below = Rect { y: taken.bottom(), h: bottom - taken.bottom(), ..place };
    let size = |rect: &Rect| rect.w.max(Length::ZERO).to_mm() * rect.h.max(Length::ZERO).to_mm();
    let largest = [below, left, after, above].into_iter().max_by(|a, b| size(a).total_cmp(&size(b)));
    largest.filter(|rect| rect.h >= LOW && rect.w >= LOW).unwrap_or(place)
}

/// What is said of a head in its place, if there is room for that.
fn head_words(said: &str, place: Rect, letters: &Letters<'_>) -> Vec<Item> {
    if place.w < NARROW {
        return Vec::new();
    }
    letters.within(said, low_middle(place), Look::of(WORDS).aligned(Align::Center), place.w - WORDS)
}

/// Where words begin that stand in the middle of a place.
fn low_middle(place: Rect) -> Point {
    Point::new(place.x + place.w / 2, place.y + place.h / 2 + WORDS.scaled(380, 1000))
}

fn head_said(head: &HeadRoom) -> String {
    format!("head {} pt, {} characters", head.size.to_pt(), head.characters)
}

impl Stand<'_> {
    /// The boxes of the head on the page, each with its words.
    fn heads(&self, grid: &Grid) -> Vec<(String, Rect)> {
        let first = self.head.map(|(head, spot)| (head_said(&head), head_rect(grid, &spot)));
        let second = self.second.map(|spot| ("deck".to_owned(), head_rect(grid, &spot)));
        first.into_iter().chain(second).collect()
    }
}

/// A ground that blue lines can be seen on.
fn paler(ink: Ink) -> Ink {
    Ink::Process(ink.cmyk().map(|part| PerMille(part.0 / 5)))
}

/// The lines of one column, and its two edges.
fn lines(frame: &Frame, leg: &Leg) -> Vec<Item> {
    let axis = &frame.axis;
    let (start, end) = (leg.left.at(axis.cell), (leg.left + leg.width).at(axis.cell));
    let mut items: Vec<Item> =
        (leg.top..leg.bottom).map(|row| rule(axis.start(row, start), axis.start(row, end), FINE, PAPER_BLUE)).collect();
    // Across the lines, from the near edge of the first em box to the far edge of the last.
    let down = axis.writing == WritingMode::Horizontal;
    let (near, far) = (axis.pitch * i64::from(leg.top), axis.pitch * (i64::from(leg.bottom) - 1) + axis.cell);
    for along in [start, end].into_iter().filter(|_| leg.lines() > 0) {
        let at = |across: Length| if down { axis.zero.moved(along, across) } else { axis.zero.moved(-across, along) };
        items.push(rule(at(near), at(far), FINE, DARK_BLUE));
    }
    items
}

/// An inset, and what it holds, beside a head that stands on it.
fn inside(inset: &InsetPlace<'_>, (grid, heads): (&Grid, &[(String, Rect)]), letters: &Letters<'_>, drawn: &mut Drawn) {
    let rect = inset.rect(grid);
    drawn.boxes.push(Item::Fill(Fill { rect, ink: BOX }));
    drawn.boxes.extend(outline(&[rect], FINE * 2, Ink::BLACK));
    let free = beside_fold(grid, heads.iter().map(|head| head.1).fold(rect, beside));
    let rows = inset.place.rows + inset.place.wanting;
    let lines = match inset.shape.lines {
        Some((least, most)) if least == most => format!("{rows} lines"),
        Some((least, most)) => format!("{rows} lines ({least}–{most})"),
        None => format!("about {rows} lines"),
    };
    let text = format!("{}, {lines}", holds(inset.shape.holds));
    let look = Look::of(WORDS).aligned(Align::Center);
    drawn.words.extend(letters.within(&text, low_middle(free), look, free.w - WORDS));
}

fn holds(holds: Holds) -> &'static str {
    match holds {
        Holds::Picture => "picture",
        Holds::Quote => "quote",
        Holds::Box => "box",
        Holds::Ad => "ad",
    }
}

/// The letter of an area, and what it holds.
fn words(size: &AreaSize, unsaid: Vec<String>, place: Rect, letters: &Letters<'_>) -> Vec<Item> {
    let (mut said, name) = (said(size), size.id.0.to_string());
    said.extend(unsaid);
    let middle = Point::new(place.x + place.w / 2, place.y + place.h / 2);
    if place.h < LOW {
        let letter = LETTER.min(place.h.scaled(7, 10));
        let down = |size: Length| size.scaled(380, 1000);
        let look = Look { size: letter, ink: PALE, bold: true, align: Align::Right };
        let mut items = letters.at(&name, middle.moved(-letter / 4, down(letter)), look);
        let room = place.w / 2 - letter / 4;
        items.extend(letters.within(&said.join(", "), middle.moved(letter / 4, down(WORDS)), Look::of(WORDS), room));
        return items;
    }
    let look = Look::of(WORDS).aligned(Align::Center);
    let step = WORDS.scaled(13, 10);
    let block = step * i64::try_from(said.len()).unwrap_or(1) + step / 4;
    let letter = LETTER.min(place.w.scaled(6, 10)).min(place.h - block - step).max(WORDS);
    let wide = said.iter().map(|line| letters.width(line, look)).max().unwrap_or_default().min(place.w - WORDS);
    let ground =
        Rect::new(middle.x - wide / 2, middle.y - (letter + block) / 2, wide, letter + block).inset(-WORDS / 2);
    let mut items = vec![Item::Fill(Fill { rect: ground, ink: Ink::PAPER })];
    let mut at = Point::new(middle.x, middle.y - (letter + block) / 2 + letter.scaled(880, 1000));
    items.extend(letters.at(&name, at, Look { size: letter, ink: PALE, bold: true, ..look }));
    at.y += letter.scaled(200, 1000) - step / 4;
    for line in said {
        at.y += step;
        items.extend(letters.within(&line, at, look, place.w - WORDS));
    }
    items
}

/// Role, measure and capacity in a few words.
fn said(size: &AreaSize) -> Vec<String> {
    let (width, height) = (size.rect.w.to_mm(), size.rect.h.to_mm());
    if !has_text(size.role) {
        return vec![size.role.name().to_owned(), format!("{width:.1} × {height:.1} mm")];
    }
    let columns = if size.columns == 1 { String::new() } else { format!("{} × ", size.columns) };
    let mut said = vec![format!("{}, {}", size.role.name(), size.rank.name())];
    said.push(format!("{columns}{} characters × {} lines", size.measure(), size.taken.height));
    said.push(format!("{} characters", size.span(|capacity| capacity.characters)));
    let left = size.span(|capacity| capacity.with_insets);
    let by = if size.taken.with_insets == size.taken.under_head { "with its head" } else { "with head and insets" };
    said.push(format!("{left} {by}"));
    said
}
