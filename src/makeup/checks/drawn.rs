//! Plans drawn in letters, for the tests of the checks: a character of the drawing is one of the grid, a row one line.
//!
//! Capitals are columns of text, small letters the head of the same area, digits an inset of the area at their left. `#`,
//! `=` and `*` are areas without text: a picture, a flag, an advertisement. `.` and blank are white.

use std::rc::Rc;

use crate::diag::{Source, Span};
use crate::geom::{Em, Length};
use crate::layout::{AreaId, AreaRole, Rank};
use crate::makeup::plan::{AreaPlan, GridBox, HeadPlan, LegPlan, PagePlan, Ruled};
use crate::page::PageNo;

/// The plan of a drawing.
pub(super) fn drawn(rows: &[&str]) -> PagePlan {
    let cells: Vec<Vec<char>> = rows.iter().map(|row| row.chars().collect()).collect();
    let mut letters: Vec<char> = cells.iter().flatten().copied().filter(|cell| !matches!(cell, '.' | ' ')).collect();
    letters.retain(|cell| !cell.is_ascii_digit());
    for letter in &mut letters {
        *letter = letter.to_ascii_uppercase();
    }
    let mut seen = Vec::new();
    letters.retain(|letter| {
        !seen.contains(letter) && {
            seen.push(*letter);
            true
        }
    });
    PagePlan {
        number: PageNo(1),
        lines: u16::try_from(rows.len()).expect("a page"),
        width: em(rows.iter().map(|row| row.chars().count()).max().unwrap_or(0)),
        fold: None,
        areas: letters.iter().map(|&letter| Rc::new(area(&cells, letter))).collect(),
    }
}

/// The plan with one of its areas changed.
pub(super) fn with(mut plan: PagePlan, letter: char, change: impl Fn(&mut AreaPlan)) -> PagePlan {
    let area = plan.areas.iter_mut().find(|area| area.id.0 == letter).expect("it is drawn");
    change(Rc::make_mut(area));
    plan
}

/// The plan with these areas as the stories of one jump section J.
pub(super) fn section(mut plan: PagePlan, letters: &str) -> PagePlan {
    let inside = |area: &Rc<AreaPlan>| letters.contains(area.id.0);
    let rest =
        |area: &Rc<AreaPlan>| AreaPlan { id: AreaId('J'), role: AreaRole::Jumps, begins: false, ..(**area).clone() };
    let rests: Vec<AreaPlan> = plan.areas.iter().filter(|area| inside(area)).map(rest).collect();
    plan.areas.retain(|area| !inside(area));
    let parts = || rests.iter().flat_map(|rest| &rest.parts);
    let around = parts().copied().reduce(|one, other| GridBox {
        left: one.left.min(other.left),
        right: one.right.max(other.right),
        top: one.top.min(other.top),
        bottom: one.bottom.max(other.bottom),
    });
    let legs = rests.iter().flat_map(|rest| rest.legs.clone()).collect();
    let first = rests.first().expect("a story").clone();
    let parts = around.into_iter().collect();
    plan.areas.push(Rc::new(AreaPlan { story: String::new(), head: None, legs, parts, rests, ..first }));
    plan
}

fn em(cells: usize) -> Em {
    Em::whole(i64::try_from(cells).expect("a page"))
}

fn area(cells: &[Vec<char>], letter: char) -> AreaPlan {
    let small = letter.to_ascii_lowercase();
    let text = |cell: char| cell == letter && letter.is_alphabetic();
    let head = boxes(cells, |cell| cell == small && small != letter).into_iter().reduce(|one, other| GridBox {
        left: one.left.min(other.left),
        right: one.right.max(other.right),
        top: one.top.min(other.top),
        bottom: one.bottom.max(other.bottom),
    });
    let legs = boxes(cells, text).into_iter().map(|place| LegPlan { place, foot: place.bottom, first: place.top });
    let legs: Vec<LegPlan> = legs.collect();
    let lines = legs.iter().map(|leg| u32::from(leg.place.lines())).sum();
    AreaPlan {
        id: AreaId(letter),
        role: match letter {
            '#' => AreaRole::Picture,
            '=' => AreaRole::Flag,
            '*' => AreaRole::Ad,
            _ => AreaRole::Story,
        },
        rank: Rank::Third,
        story: letter.to_string(),
        span: Span::file(&Source::new("drawn", "")),
        boxed: false,
        ruled: Ruled::default(),
        parts: boxes(&own(cells, letter), |cell| cell == letter),
        head: head.map(|place| HeadPlan {
            place,
            print: (place.top, place.bottom),
            size: Length::PT * 18,
            vertical: false,
            held: false,
            amid: false,
        }),
        jumps: false,
        begins: true,
        lines,
        legs,
        insets: boxes(&own(cells, letter), |cell| cell.is_ascii_digit()),
        rests: Vec::new(),
    }
}

/// The drawing with all that belongs to an area in its letter, and with the gutters between its columns; insets stay.
fn own(cells: &[Vec<char>], letter: char) -> Vec<Vec<char>> {
    let of = |row: &Vec<char>| {
        let mut last = '.';
        let mut own: Vec<char> = row.clone();
        for cell in &mut own {
            match *cell {
                digit if digit.is_ascii_digit() && last == letter => {}
                '.' | ' ' => continue,
                other => {
                    last = other.to_ascii_uppercase();
                    *cell = if last == letter { letter } else { '.' };
                }
            }
        }
        let ends: Vec<usize> = (0..own.len()).filter(|&at| own[at] == letter).collect();
        for pair in ends.windows(2).filter(|pair| pair[1] - pair[0] == 2) {
            own[pair[0] + 1] = letter;
        }
        own
    };
    cells.iter().map(of).collect()
}

/// The rectangles of some cells, column by column from the left: stretches of a row that go on in the next are one.
fn boxes(cells: &[Vec<char>], of: impl Fn(char) -> bool) -> Vec<GridBox> {
    let mut found: Vec<GridBox> = Vec::new();
    for (line, row) in (0_u16..).zip(cells) {
        let mut at = 0;
        while at < row.len() {
            let length = row[at..].iter().take_while(|&&cell| of(cell)).count();
            let (left, right) = (em(at), em(at + length));
            let above = found.iter_mut().find(|part| (part.left, part.right, part.bottom) == (left, right, line));
            match above {
                _ if length == 0 => {}
                Some(part) => part.bottom = line + 1,
                None => found.push(GridBox { left, right, top: line, bottom: line + 1 }),
            }
            at += length.max(1);
        }
    }
    found.sort_by_key(|part| (part.left, part.top));
    found
}
