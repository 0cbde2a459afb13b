//! [`stand`]: where make-up puts head and insets of an area that has no copy yet: its own geometry, with a main head of
//! one line, a deck of one line where the head stands at two corners, and pictures of three to two.

use super::measure::{HeadRoom, has_text};
use crate::geom::{Em, Length, Rect};
use crate::layout::{self, Area, Grid, HeadAt, HeadStand, Holds, Layout};
use crate::makeup::aside::HOLE;
use crate::makeup::frame::Frame;
use crate::makeup::inset::{self, Bounds};
use crate::makeup::spot::{self, Needs, Spot};
use crate::makeup::story::Place;
use crate::makeup::{picture, quote};

/// Lines of a picture's caption, with the white over and under it.
const CAPTION: u16 = 2;

/// Head and insets of an area in a frame, and what they leave.
#[derive(Clone, Debug)]
pub(super) struct Stand<'a> {
    /// The columns under the head, as if there were no insets.
    pub headed: Frame,
    /// What is left for text.
    pub frame: Frame,
    /// The main head, if the area has one.
    pub head: Option<(HeadRoom, Spot)>,
    /// What of it stands at the other corner.
    pub second: Option<Spot>,
    /// The insets, in the order in which they stand.
    pub insets: Vec<InsetPlace<'a>>,
}

/// An inset where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct InsetPlace<'a> {
    /// What the layout says of it.
    pub shape: &'a layout::Inset,
    /// Left edge from the type area.
    pub left: Em,
    /// Its width.
    pub width: Em,
    /// Its lines, with the white above and below.
    pub place: Place,
}

/// Puts head and insets into the frame of an area.
pub(super) fn stand<'a>(layout: &Layout, area: &'a Area, frame: &Frame) -> Stand<'a> {
    let mut frame = frame.clone();
    let on_picture = area.head_place.on_picture && !area.insets.is_empty();
    let headed = has_text(area.role).then(|| size(layout, area)).flatten();
    let taken = headed.filter(|_| !on_picture).map(|size| take(layout, area, &mut frame, size));
    let mut under = frame.clone();
    let insets = insets(layout, area, &mut frame);
    let head = match taken {
        Some((room, spot, _)) => Some((room, spot)),
        None => headed.zip(insets.first()).map(|(size, inset)| on(layout, area, (&frame, inset), size)),
    };
    under.leave_short(area.min_part);
    frame.leave_short(area.min_part);
    Stand { headed: under, frame, head, second: taken.and_then(|taken| taken.2), insets }
}

/// The size that the main head wishes for.
fn size(layout: &Layout, area: &Area) -> Option<Length> {
    area.head.or_else(|| layout.heads.ranks.get(&area.rank).map(|rank| rank.head))
}

/// Takes the head out of the text, and at the other corner a deck of one line.
fn take(layout: &Layout, area: &Area, frame: &mut Frame, size: Length) -> (HeadRoom, Spot, Option<Spot>) {
    let (place, needs) = (area.head_place, Needs::of(layout, area.head_place));
    let measure = needs.measure(frame.rows, spot::across(&place, frame).1);
    let spot = spot::take(&place, frame, needs.rows(size));
    let deck = layout.heads.ranks.get(&area.rank).filter(|_| place.at == HeadAt::Diagonal).map(|rank| rank.deck);
    let second = deck.map(|deck| spot::take_opposite(&place, frame, needs.rows(deck), &spot));
    let lines = if area.side_head.is_some() { 0 } else { spot.rows + spot.wanting };
    (HeadRoom { size, characters: measure.div_floor(size), lines }, spot, second)
}

/// The head on a picture, over its caption.
fn on(layout: &Layout, area: &Area, (frame, inset): (&Frame, &InsetPlace<'_>), size: Length) -> (HeadRoom, Spot) {
    let needs = Needs::of(layout, area.head_place);
    let characters = needs.measure(frame.rows, inset.width).div_floor(size);
    let (above, Place { top, rows, wanting }) = (inset::white(inset.shape.row).0, inset.place);
    let (top, rows) = (top + above, rows.saturating_sub(above));
    let there = (rows + wanting).saturating_sub(CAPTION).min(rows);
    let needed = needs.needed(size).min(there);
    let over = match area.head_place.stand {
        HeadStand::Top => 0,
        HeadStand::Middle => (there - needed) / 2,
        HeadStand::Foot => there - needed,
    };
    let spot = Spot { left: inset.left, width: inset.width, top: top + over, rows: needed, ..Spot::default() };
    (HeadRoom { size, characters, lines: 0 }, spot)
}

/// Takes the insets out of the text.
fn insets<'a>(layout: &Layout, area: &'a Area, frame: &mut Frame) -> Vec<InsetPlace<'a>> {
    let of = |holds: Holds| area.insets.iter().filter(move |inset| inset.holds == holds);
    let bounds = |shape: &'a layout::Inset| Bounds { shape, width: inset::width(frame, shape).0 };
    let all: Vec<Bounds<'a>> = inset::ORDER.into_iter().flat_map(of).map(bounds).collect();
    let rows: Vec<u16> = all.iter().map(|bounds| rows(layout, bounds)).collect();
    let (places, holes) = inset::stand(all.iter().copied(), &rows, (frame, frame));
    holes.iter().for_each(|hole| frame.take_hole(hole));
    let placed = |(of, place): (&Bounds<'a>, Option<(Place, Em)>)| {
        place.map(|(place, left)| InsetPlace { shape: of.shape, left, width: of.width, place })
    };
    all.iter().zip(places).filter_map(placed).collect()
}

/// Lines of an inset with its white: those of its layout that are nearest to a quote of two lines, a picture of three to two.
fn rows(layout: &Layout, of: &Bounds<'_>) -> u16 {
    let grid = &layout.grid;
    let (above, below) = inset::white(of.shape.row);
    let own = match of.shape.holds {
        Holds::Ad => of.shape.lines.map_or(HOLE, |lines| lines.1) + above + below,
        Holds::Quote => quote::need(layout, 2) + above + below,
        _ => picture::nearest(grid, of.width.at(grid.size) * 2 / 3) + CAPTION + above,
    };
    of.shape.lines.map_or(own, |(least, most)| own.clamp(least, most))
}

impl InsetPlace<'_> {
    /// Its box on the page, without the white above and below.
    pub(super) fn rect(&self, grid: &Grid) -> Rect {
        let (above, below) = inset::white(self.shape.row);
        let (top, rows) = (self.place.top + above, self.place.rows.saturating_sub(above + below));
        boxed(grid, (self.left, self.width), (top, rows))
    }
}

/// The box of a head on the page.
pub(super) fn head_rect(grid: &Grid, spot: &Spot) -> Rect {
    boxed(grid, (spot.left, spot.width), (spot.top, spot.rows))
}

fn boxed(grid: &Grid, (left, width): (Em, Em), (top, rows): (u16, u16)) -> Rect {
    Rect::new(grid.left + left.at(grid.size), grid.line_top(top), width.at(grid.size), grid.height(rows))
}

#[cfg(test)]
mod tests {
    use super::{Stand, stand};
    use crate::geom::{Length, WritingMode};
    use crate::layout::{
        Area, AreaId, HeadAt, HeadPanel, HeadPlace, Holds, Inset, InsetRow, Layout, Side, SideHead, SideWidth,
    };
    use crate::makeup::choice::HeadWish;
    use crate::makeup::desk::Desk;
    use crate::makeup::frame::{Frame, frame};
    use crate::makeup::headline::Parts;
    use crate::makeup::heads::Heads;
    use crate::makeup::tests::{edition, layout, written};
    use crate::shape::Shaper;

    /// The broadsheet, its main area changed.
    fn changed(change: impl Fn(&mut Area)) -> Layout {
        let mut layout = layout();
        change(layout.areas.get_mut(&AreaId('L')).expect("drawn"));
        layout
    }

    fn framed(layout: &Layout) -> (&Area, Frame) {
        let area = &layout.areas[&AreaId('L')];
        (area, frame(layout, area, &[22, 3, 91]).expect("drawn"))
    }

    /// A place of a head.
    fn at(at: HeadAt, more: HeadPlace) -> HeadPlace {
        HeadPlace { at, ..more }
    }

    #[test]
    fn a_head_stands_where_the_make_up_puts_one_of_a_line() {
        let plain = HeadPlace::default();
        let panel = HeadPlace { panel: Some(HeadPanel { tint: None, rule: Length::PT, ink: None }), ..plain };
        let down = HeadPlace { writing: WritingMode::Vertical, lines: Some(20), ..plain };
        let places = [
            plain,
            HeadPlace { columns: Some(3), from: Some(2), ..plain },
            at(HeadAt::Left, HeadPlace { writing: WritingMode::Vertical, ..plain }),
            at(HeadAt::Right, plain),
            at(HeadAt::Between, panel),
            at(HeadAt::Brow, panel),
            at(HeadAt::Inside, HeadPlace { right: true, ..down }),
            at(HeadAt::Around, HeadPlace { chars: Some(33), ..plain }),
            at(HeadAt::Around, HeadPlace { lines: Some(15), ..panel }),
            at(HeadAt::Diagonal, plain),
        ];
        let (edition, deck) = (edition(), [written("副题")]);
        let shaper = Shaper::new(&edition.fonts);
        for place in places {
            let side = match place.at {
                HeadAt::Left => Some(Side::Left),
                HeadAt::Right => Some(Side::Right),
                _ => None,
            };
            let layout = changed(|area| {
                area.head_place = place;
                area.side_head = side.map(|at| SideHead { at, width: SideWidth::Chars(14) });
            });
            let (area, mut frame) = framed(&layout);
            let Stand { headed, head, second, .. } = stand(&layout, area, &frame);
            let desk = Desk::new(&edition, &layout, &shaper);
            let deck = if place.at == HeadAt::Diagonal { &deck[..] } else { &[] };
            let parts = Parts { head: vec![written("主题")].into(), deck, ..Parts::default() };
            let made = Heads::new(&desk, area, parts).stand(&mut frame, HeadWish::default(), 0);
            assert_eq!(made.0.0.0.size, head.expect("a head").0.size, "{place:?}: not of the wished size");
            assert_eq!((made.0.1, made.1.map(|second| second.1)), (head.expect("a head").1, second), "{place:?}");
            frame.leave_short(area.min_part);
            assert_eq!(frame.legs, headed.legs, "{place:?}");
        }
    }

    #[test]
    fn pictures_stand_before_quotes_and_the_later_one_has_what_is_left() {
        let layout = changed(|area| {
            let span = area.span.clone();
            let quote = Inset { lines: Some((60, 60)), ..Inset::columns(Holds::Quote, 1, 0, span.clone()) };
            let picture =
                Inset { row: InsetRow::Foot, lines: Some((30, 50)), ..Inset::columns(Holds::Picture, 2, 0, span) };
            area.insets = vec![quote, picture];
        });
        let (area, frame) = framed(&layout);
        let Stand { insets, headed, .. } = stand(&layout, area, &frame);
        let found: Vec<_> = insets.iter().map(|inset| (inset.shape.holds, inset.place)).collect();
        let (top, foot) = (headed.inner_top(), headed.inner_bottom());
        let Some(&[(Holds::Picture, picture), (Holds::Quote, quote)]) = found.first_chunk::<2>() else {
            panic!("{found:?}")
        };
        // Two columns are 27 em, 243 pt: 162 pt of picture are 14 lines with the white that follows, and 3 more; at least 30.
        assert_eq!((picture.top, picture.rows, picture.wanting), (foot - 30, 30, 0));
        assert_eq!((quote.top, quote.rows), (top, foot - 30 - top));
        assert_eq!(quote.rows + quote.wanting, 60);
    }
}
