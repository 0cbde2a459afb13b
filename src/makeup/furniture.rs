//! What every issue repeats: nameplate, strip, flags, pointers, folio, frames (standards B7).

use std::sync::Arc;

use super::arms;
use super::desk::{Desk, SetLine};
use super::finish::set_runs;
use super::frame::Frame;
use super::headline::plain;
use super::numerals;
use super::stack::optical;
use crate::compose::{Measure, compose};
use crate::diag::Span;
use crate::edition::{Edition, EditionPage, Pointer};
use crate::geom::{Em, Length, PerMille, Point, Rect};
use crate::layout::{Area, Folio, NoteForms};
use crate::page::{Fill, Item, PageNo, Rule, TextRef};
use crate::style::{Align, Ink, Role};

/// Ground, box, rule above and rule at the left of an area.
pub(super) fn area_frame(desk: &Desk<'_>, area: &Area, frame: &Frame) -> Vec<Item> {
    let grid = &desk.layout.grid;
    let rect = frame.rect;
    let mut items = Vec::new();
    if let Some(style) = area.frame {
        items.extend(
            style.tint.iter().flat_map(|&ink| frame.parts.iter().map(move |&rect| Item::Fill(Fill { rect, ink }))),
        );
        if style.rule > Length::ZERO {
            items.extend(outline(&frame.parts, style.rule, style.ink));
        }
    }
    let line = |from, to, weight| Item::Rule(Rule { from, to, weight, ink: Ink::BLACK });
    if let Some(weight) = area.rule_above.filter(|_| frame.top > 0) {
        // In the middle of the white line that parts two areas.
        let y = rect.y - (grid.pitch + grid.pitch - grid.size) / 2;
        let tops = frame.parts.iter().filter(|part| part.y == rect.y);
        items.extend(tops.map(|part| line(Point::new(part.x, y), Point::new(part.right(), y), weight)));
    }
    if let Some(weight) = area.rule_left.filter(|_| rect.x > grid.left) {
        let x = rect.x - grid.white_before(frame.outer_left()).at(grid.size) / 2;
        let sides = frame.parts.iter().filter(|part| part.x == rect.x);
        items.extend(sides.map(|part| line(Point::new(x, part.y), Point::new(x, part.bottom()), weight)));
    }
    items
}

/// Rules on the edges of a box, or of an area that is made of several.
pub(super) fn outline(parts: &[Rect], weight: Length, ink: Ink) -> Vec<Item> {
    let half = weight / 2;
    let rule = |(from, to): (Point, Point)| {
        // The rules across close the corners.
        let over = if from.y == to.y { half } else { Length::ZERO };
        Item::Rule(Rule { from: from.moved(-over, Length::ZERO), to: to.moved(over, Length::ZERO), weight, ink })
    };
    arms::outline(parts).into_iter().map(rule).collect()
}

/// A line of furniture at a size, no wider than `width`.
pub(super) fn fitted(desk: &Desk<'_>, text: &str, role: Role, size: Length, width: Length, span: &Span) -> SetLine {
    let mut set = plain(desk, desk.house(), Arc::new(desk.text(desk.house(), text, role, span)), role);
    set.size = size;
    let over = set.width();
    if over > width {
        set.size = size.scaled(width.units(), over.units().max(1));
    }
    set
}

/// Lines stacked and centred in a box.
struct Block {
    lines: Vec<(SetLine, Length)>,
}

impl Block {
    /// The lines made smaller, all alike, until they are no higher than `height`.
    fn within(mut self, height: Length) -> Self {
        let own: Length = self.lines.iter().map(|(set, gap)| set.size + *gap).sum();
        if own > height {
            for (set, gap) in &mut self.lines {
                set.size = set.size.scaled(height.units(), own.units());
                *gap = gap.scaled(height.units(), own.units());
            }
        }
        self
    }

    /// The lines, each with the white above it, in the middle of the height of `rect`.
    fn items(&self, desk: &Desk<'_>, rect: Rect, (align, ink): (Align, Option<Ink>), of: &TextRef) -> Vec<Item> {
        let height: Length = self.lines.iter().map(|(set, gap)| set.size + *gap).sum();
        let mut y = rect.y + (rect.h - height) / 2;
        let mut items = Vec::new();
        for (set, gap) in &self.lines {
            y += *gap;
            // At the left the em box stands at the edge: a pointer is running text.
            let x = if align == Align::Left { Length::ZERO } else { optical(desk, set, rect.w, align) };
            let x = rect.x + x;
            items.extend(set_runs(desk, set, Point::new(x, y + set.size.scaled(880, 1000)), ink, of));
            y += set.size;
        }
        items
    }
}

/// 报头: name, Latin name, sponsor and authority lines.
pub(super) fn nameplate(desk: &Desk<'_>, rect: Rect, of: &TextRef) -> Vec<Item> {
    let paper = &desk.edition.paper;
    let span = Span::file(&desk.edition.source);
    let imprint = desk.style(Role::Imprint);
    let mut lines = vec![(
        fitted(desk, &paper.name, Role::Nameplate, desk.style(Role::Nameplate).size, rect.w, &span),
        Length::ZERO,
    )];
    if !paper.latin.is_empty() {
        let mut set = fitted(desk, &paper.latin, Role::Imprint, imprint.size.scaled(14, 10), rect.w, &span);
        set.tracking = Em::ONE / 4;
        lines.push((set, imprint.size.scaled(15, 10)));
    }
    for (index, line) in paper.imprint.iter().enumerate() {
        let gap = if index == 0 { imprint.size.scaled(15, 10) } else { imprint.size.scaled(5, 10) };
        lines.push((fitted(desk, line, Role::Imprint, imprint.size, rect.w, &span), gap));
    }
    Block { lines }.within(rect.h).items(desk, rect, (Align::Center, None), of)
}

/// Date and issue strip: date at the left, number of the paper in the middle, pages at the right.
pub(super) fn strip(desk: &Desk<'_>, area: &Area, rect: Rect, of: &TextRef) -> Vec<Item> {
    let (paper, issue) = (&desk.edition.paper, &desk.edition.issue);
    let blank = '\u{3000}';
    let left = format!("{}{blank}{}{blank}{}", numerals::date(issue), issue.weekday, issue.lunar);
    let pages = desk.edition.page_count();
    let middle = [paper.number.as_str(), &format!("第{}期", issue.number), &format!("今日{}版", numerals::han(pages))]
        .iter()
        .filter(|part| !part.is_empty())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(&blank.to_string());
    let right = [issue.note.as_str(), paper.web.as_str()]
        .iter()
        .filter(|part| !part.is_empty())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(&blank.to_string());
    let middle_y = rect.y + rect.h / 2;
    let mut items = Vec::new();
    let half = desk.style(Role::Imprint).size.scaled(11, 10);
    let rules = [(middle_y - half, Length::PT), (middle_y + half, Length::PT / 2)];
    // A box has its own rules, and its words keep a character from them.
    let boxed = area.frame.is_some();
    let inside = if boxed { desk.layout.grid.size } else { Length::ZERO };
    for (y, weight) in rules.into_iter().filter(|_| !boxed) {
        items.push(Item::Rule(Rule {
            from: Point::new(rect.x, y),
            to: Point::new(rect.right(), y),
            weight,
            ink: Ink::BLACK,
        }));
    }
    items.extend(three(
        desk,
        [&left, &middle, &right],
        (rect.x + inside, rect.w - inside * 2),
        middle_y,
        Role::Imprint,
        of,
    ));
    items
}

/// Three texts on one line: left, middle, right; `y` is the middle of the line.
fn three(
    desk: &Desk<'_>,
    texts: [&str; 3],
    (x, w): (Length, Length),
    y: Length,
    role: Role,
    of: &TextRef,
) -> Vec<Item> {
    let span = Span::file(&desk.edition.source);
    let size = desk.style(role).size;
    let sets = texts.map(|text| fitted(desk, text, role, size, w, &span));
    // Together they leave an em between two of them, or all are set smaller.
    let [left, middle, right] = [0, 1, 2].map(|index: usize| sets[index].width());
    let side = left.max(right);
    let need = (middle + side * 2 + size * 2).max(Length::PT);
    let sets =
        if need > w { sets.map(|set| SetLine { size: set.size.scaled(w.units(), need.units()), ..set }) } else { sets };
    let [_, middle, right] = [0, 1, 2].map(|index: usize| sets[index].width());
    let places = [x, x + (w - middle) / 2, x + w - right];
    let lines = sets.iter().zip(places);
    lines.flat_map(|(set, x)| set_runs(desk, set, Point::new(x, y + set.size.scaled(380, 1000)), None, of)).collect()
}

/// Ground from which reversed type may stand out (standards C3: not under 45 % coverage).
const REVERSED: i32 = 450;

/// Whether type on this ground must be reversed.
fn reversed(ground: Option<Ink>) -> Option<Ink> {
    let coverage: i32 = ground?.cmyk().iter().map(|ink| ink.0).sum();
    (coverage >= REVERSED).then_some(Ink::PAPER)
}

/// 刊头 and banners: the first line large, the others at six tenths.
pub(super) fn flag(desk: &Desk<'_>, area: &Area, lines: &[String], rect: Rect, span: &Span) -> Vec<Item> {
    let of = TextRef { story: String::new(), area: area.id.0 };
    let size = desk.style(Role::Flag).size;
    let width = rect.w - size;
    let set = lines.iter().enumerate().map(|(index, line)| {
        let (size, gap) = if index == 0 { (size, Length::ZERO) } else { (size.scaled(6, 10), size.scaled(35, 100)) };
        (fitted(desk, line, Role::Flag, size, width, span), gap)
    });
    let ink = reversed(area.frame.and_then(|frame| frame.tint));
    Block { lines: set.collect() }.within(rect.h.scaled(8, 10)).items(desk, rect, (Align::Center, ink), &of)
}

/// 导读: one column a pointer, each a short head and ▶ 详见二版 with the name of the page.
pub(super) fn pointers(desk: &Desk<'_>, area: &Area, pointers: &[Pointer], rect: Rect) -> Vec<Item> {
    let of = TextRef { story: String::new(), area: area.id.0 };
    let count = i64::try_from(pointers.len()).unwrap_or(1).max(1);
    let gap = desk.style(Role::PointerHead).size;
    let width = (rect.w - gap * 2 * (count - 1)) / count;
    let mut items = Vec::new();
    for (index, pointer) in (0..).zip(pointers) {
        let x = rect.x + (width + gap * 2) * index;
        if index > 0 {
            let x = x - gap;
            let (from, to) = (Point::new(x, rect.y), Point::new(x, rect.bottom()));
            items.push(Item::Rule(Rule { from, to, weight: Length::PT / 4, ink: Ink::BLACK }));
        }
        items.extend(one_pointer(desk, pointer, Rect::new(x, rect.y, width, rect.h), &of));
    }
    items
}

/// The lower line of a pointer: ▶ 详见二版 with the name of the page.
pub(super) fn see(edition: &Edition, forms: &NoteForms, number: PageNo, name: &str) -> String {
    let page = edition.page(number);
    let see = page.map(|page| numerals::note(&forms.see, (page, number), "", forms)).unwrap_or_default();
    if forms.see.contains("{name}") { see } else { format!("{see}\u{3000}{name}") }
}

fn one_pointer(desk: &Desk<'_>, pointer: &Pointer, rect: Rect, of: &TextRef) -> Vec<Item> {
    let style = desk.style(Role::PointerHead);
    let text = Arc::new(desk.text(desk.house(), &pointer.head, Role::PointerHead, &pointer.span));
    let measure = Measure { width: Em::in_length(rect.w, style.size), indent: Em::ZERO };
    let head =
        compose(&text, 0, measure, &desk.house().rules(Role::PointerHead)).lines.into_iter().map(|line| SetLine {
            text: Arc::clone(&text),
            line,
            size: style.size,
            scale: PerMille::FULL,
            tracking: Em::ZERO,
            half_blank: false,
        });
    let see = see(desk.edition, &desk.layout.notes, pointer.page, &pointer.page_name);
    let see = fitted(desk, &see, Role::Pointer, desk.style(Role::Pointer).size, rect.w, &pointer.span);
    let mut lines: Vec<(SetLine, Length)> = head.map(|set| (set, style.size.scaled(35, 100))).collect();
    lines.push((see, style.size.scaled(6, 10)));
    Block { lines }.within(rect.h).items(desk, rect, (Align::Left, None), of)
}

/// 报眉 above the type area, over each page of a spread: number and name at the outer edge, the paper in the middle,
/// date and desk at the inner edge.
pub(super) fn folio(desk: &Desk<'_>, page: &EditionPage, folio: &Folio) -> Vec<Item> {
    let grid = &desk.layout.grid;
    let halves = (page.number.0..).zip(grid.halves());
    let area = |(left, width): (Em, Em)| (grid.left + left.at(grid.size), width.at(grid.size));
    halves.flat_map(|(number, half)| one_folio(desk, page, folio, (number, area(half)))).collect()
}

/// The folio of one page over its type area: left edge and width.
fn one_folio(
    desk: &Desk<'_>,
    page: &EditionPage,
    folio: &Folio,
    (number, (left, width)): (u16, (Length, Length)),
) -> Vec<Item> {
    let (grid, issue) = (&desk.layout.grid, &desk.edition.issue);
    let of = TextRef { story: String::new(), area: ' ' };
    let size = desk.style(Role::Folio).size;
    let middle = grid.top - folio.rise - size.scaled(380, 1000);
    let blank = '\u{3000}';
    let outer = format!("{}{blank}{}", numerals::folio(page, PageNo(number)), page.name);
    let inner = format!("{}{blank}{}{blank}{}", numerals::date(issue), issue.weekday, page.editors);
    let name = desk.edition.paper.name.as_str();
    let texts = if number.is_multiple_of(2) { [outer.as_str(), name, &inner] } else { [inner.as_str(), name, &outer] };
    let mut items = three(desk, texts, (left, width), middle, Role::Folio, &of);
    let y = grid.top - folio.rule_rise;
    let (from, to) = (Point::new(left, y), Point::new(left + width, y));
    items.push(Item::Rule(Rule { from, to, weight: folio.rule, ink: Ink::BLACK }));
    items
}
