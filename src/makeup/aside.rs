//! [`Aside`]: what stands in an inset, gathered from the story and from the edition, and measured for its width.

use super::desk::Desk;
use super::frame::Frame;
use super::inset::{self, Inset};
use super::judge;
use super::picture::{self, PictureBox, Stand, Words};
use super::quote::TextBox;
use super::story::Place;
use crate::diag::{Diagnostic, Severity, Span, rules};
use crate::edition::{InsetAd, Orders};
use crate::geom::{Em, Length, Rect};
use crate::layout::{self, Area, BoxStyle, Holds, InsetRow, Part};
use crate::page::{Item, PlacedPicture, TextRef};
use crate::picture::PictureId;
use crate::story::{FactBox, Inline, Story, StoryPicture};
use crate::style::Ink;

/// What it is.
#[derive(Clone, Debug)]
enum Matter {
    Picture(PictureBox),
    Text(TextBox),
    /// An advertisement, or the hole for it.
    Ad(Option<PictureId>),
}

/// What stands in an inset.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    matter: Matter,
    holds: Holds,
    width: Length,
    /// White lines over it, where text may stand there, and under it; a picture has those under it in its own lines.
    above: u16,
    below: u16,
    /// Where it is written.
    pub span: Span,
}

/// What is to be put into an inset.
#[derive(Clone, Copy)]
enum Source<'a> {
    Picture(&'a StoryPicture, PictureId),
    Quote(&'a Inline),
    Box(&'a FactBox),
    Ad(&'a InsetAd),
}

impl Source<'_> {
    fn holds(self) -> Holds {
        match self {
            Self::Picture(..) => Holds::Picture,
            Self::Quote(_) => Holds::Quote,
            Self::Box(_) => Holds::Box,
            Self::Ad(_) => Holds::Ad,
        }
    }

    fn span(self) -> Span {
        match self {
            Self::Picture(picture, _) => picture.span.clone(),
            Self::Quote(quote) => quote.span.clone(),
            Self::Box(facts) => facts.span.clone(),
            Self::Ad(ad) => ad.span.clone(),
        }
    }

    /// The part of a story that the desk may drop.
    fn part(self) -> Option<Part> {
        match self {
            Self::Picture(..) => Some(Part::Picture),
            Self::Quote(_) => Some(Part::Quote),
            Self::Box(_) => Some(Part::Box),
            Self::Ad(_) => None,
        }
    }
}

/// Frame of a fact box whose layout says nothing of it (standards B7: 0.5–1 pt).
const FRAME: BoxStyle = BoxStyle { rule: Length::from_units(63_500), ink: Ink::BLACK, tint: None };

/// Everything that stands inside the area of a story. What the layout has no place for is reported.
pub(super) fn gather(
    desk: &Desk<'_>,
    area: &Area,
    (story, orders): (&Story, &Orders),
    frame: &Frame,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Inset> {
    // A picture that the desk could not read has been reported; it has no place.
    let pictures = story.pictures.iter().filter_map(|picture| Some(Source::Picture(picture, picture.picture?)));
    let quotes = story.quotes.iter().map(Source::Quote);
    let others = quotes.chain(story.boxes.iter().map(Source::Box)).chain(orders.ads.iter().map(Source::Ad));
    let kept = |source: &Source<'_>| source.part().is_none_or(|part| !orders.drop.contains(&part));
    let all: Vec<Source<'_>> = pictures.chain(others).filter(kept).collect();
    let mut shapes = shapes(area, frame, &all);
    let mut insets = Vec::new();
    for holds in inset::ORDER {
        let mut lines = orders.picture_lines.iter().filter(|_| holds == Holds::Picture);
        for source in all.iter().filter(|source| source.holds() == holds) {
            let Some(at) = shapes.iter().position(|shape| shape.holds == holds) else {
                problems.push(unplaced(area, *source));
                continue;
            };
            let mut shape = shapes.remove(at);
            shape.lines = lines.next().map(|&lines| (lines, lines)).or(shape.lines);
            insets.push(measured(desk, area, frame, (*source, shape), problems));
        }
    }
    insets
}

/// The insets of an area. Where the layout says nothing of pictures, the first stands in half of the columns, at the
/// right.
fn shapes(area: &Area, frame: &Frame, all: &[Source<'_>]) -> Vec<layout::Inset> {
    let mut shapes = area.insets.clone();
    let said = shapes.iter().any(|shape| shape.holds == Holds::Picture);
    let picture = all.iter().find(|source| source.holds() == Holds::Picture);
    if let Some(picture) = picture.filter(|_| !said && !area.insets_refused) {
        let half = frame.columns.div_ceil(2);
        shapes.push(layout::Inset::columns(Holds::Picture, half, frame.columns - half, picture.span()));
    }
    shapes
}

fn unplaced(area: &Area, source: Source<'_>) -> Diagnostic {
    let (letter, name) = (area.id.0, source.holds().name());
    if source.holds() == Holds::Picture {
        let message = format!("area {letter} has no place for this picture");
        return Diagnostic::new(&rules::PICTURE_UNPLACED, source.span(), message).help(
            "place it in an area of its own with `role = \"picture\"`, or give the area `picture = { columns = … }`",
        );
    }
    let found =
        Diagnostic::new(&rules::INSET_UNPLACED, source.span(), format!("area {letter} has no place for this {name}"))
            .also(area.span.clone(), "the area")
            .help(format!(
                "give the area an inset: [[area.{letter}.inset]] with holds = \"{}\"",
                source.holds().word()
            ));
    // A pull quote says again what the text says.
    if source.holds() == Holds::Quote { found.at(Severity::Warning) } else { found }
}

/// One inset, measured.
fn measured(
    desk: &Desk<'_>,
    area: &Area,
    frame: &Frame,
    (source, shape): (Source<'_>, layout::Inset),
    problems: &mut Vec<Diagnostic>,
) -> Inset {
    let width = width(area, frame, &shape, problems);
    let (aside, rows) = Aside::new(desk, area, (source, &shape), width.at(desk.layout.grid.size), problems);
    let optional = shape.optional || source.part().is_some_and(|part| area.optional.contains(&part));
    let mut heights = vec![rows];
    if let Some((least, most)) = shape.lines {
        let others = (least..=most).filter(|&other| other != rows && aside.allows(desk, other));
        heights.extend(others);
        heights.sort_by_key(|other| other.abs_diff(rows));
    }
    heights.extend(optional.then_some(0));
    Inset { aside, shape, width, heights }
}

/// The width of an inset, in em of the body; it ends inside the area.
fn width(area: &Area, frame: &Frame, shape: &layout::Inset, problems: &mut Vec<Diagnostic>) -> Em {
    let (width, over) = inset::width(frame, shape);
    if over > Em::ZERO {
        let (letter, chars) = (area.id.0, over.units().div_euclid(Em::ONE.units() - 1).max(1));
        let message = format!("the {} stands {chars} characters out of area {letter}", shape.holds.name());
        problems.push(
            Diagnostic::new(&rules::INSET_OUTSIDE, shape.span.clone(), message)
                .help("make `indent` or its width smaller, or `at` another column"),
        );
    }
    width
}

impl Aside {
    /// The part of a story that it is.
    pub(super) fn part(&self) -> Part {
        match self.holds {
            Holds::Quote => Part::Quote,
            Holds::Box => Part::Box,
            Holds::Picture | Holds::Ad => Part::Picture,
        }
    }

    /// First line and lines of the picture itself, without the white above it and its caption, where it stands.
    pub(super) fn picture_rows(&self, place: Place) -> (u16, u16) {
        let (top, there) = (place.top + self.above, place.rows.saturating_sub(self.above));
        match &self.matter {
            Matter::Picture(picture) => (top, picture.at_rows(there + place.wanting).picture_rows.min(there)),
            Matter::Text(_) | Matter::Ad(_) => (top, there),
        }
    }

    /// What stands in an inset of this width, and the lines that it wishes, with the white above and below.
    fn new(
        desk: &Desk<'_>,
        area: &Area,
        (source, shape): (Source<'_>, &layout::Inset),
        width: Length,
        problems: &mut Vec<Diagnostic>,
    ) -> (Self, u16) {
        let (above, below) = inset::white(shape.row);
        let text = |text: TextBox| (text.need + above + below, Matter::Text(text));
        let (own, matter) = match source {
            Source::Picture(of, id) => picture_box(desk, (of, id), shape, (width, above)),
            Source::Quote(quote) => text(TextBox::quote(desk, area, quote, shape.frame, width)),
            Source::Box(facts) => text(TextBox::facts(desk, area, facts, shape.frame.unwrap_or(FRAME), width)),
            Source::Ad(ad) => (
                ad_rows(desk, ad, width, problems, shape) + above + below,
                Matter::Ad(ad.picture.as_ref().map(|used| used.picture)),
            ),
        };
        let (least, most) = shape.lines.unwrap_or((own, own));
        let aside = Self { matter, holds: shape.holds, width, above, below, span: source.span() };
        (aside, own.clamp(least, most))
    }

    /// Whether it may have so many lines: a picture shows its focus, a text has room.
    pub(super) fn allows(&self, desk: &Desk<'_>, rows: u16) -> bool {
        match &self.matter {
            Matter::Picture(_) => rows > self.above && self.picture(rows).is_some_and(|picture| picture.keeps(desk)),
            Matter::Text(text) => text.fits(rows.saturating_sub(self.above + self.below)),
            Matter::Ad(_) => true,
        }
    }

    /// The picture with so many lines, if it is one.
    fn picture(&self, rows: u16) -> Option<PictureBox> {
        match &self.matter {
            Matter::Picture(picture) => Some(picture.at_rows(rows.saturating_sub(self.above))),
            Matter::Text(_) | Matter::Ad(_) => None,
        }
    }

    /// What is drawn of it: its left edge on the page and its lines.
    pub(super) fn items(&self, desk: &Desk<'_>, (left, place): (Length, Place), of: &TextRef) -> Vec<Item> {
        let (grid, row) = (&desk.layout.grid, place.top + self.above);
        let there = place.rows.saturating_sub(self.above);
        if there == 0 {
            return Vec::new();
        }
        if let Some(picture) = self.picture(place.rows + place.wanting) {
            return picture.items(desk, Stand { left, row, rows: there }, of);
        }
        let whole = (place.rows + place.wanting).saturating_sub(self.above + self.below);
        let rect = Rect::new(left, grid.line_top(row), self.width, grid.height(whole));
        match &self.matter {
            Matter::Text(text) => text.items(desk, (rect, grid.height(there)), of),
            Matter::Ad(Some(picture)) => {
                let rect = Rect::new(rect.x, rect.y, rect.w, rect.h.min(grid.height(there)));
                let crop = desk.edition.picture(*picture).shown(rect, None);
                vec![Item::Picture(PlacedPicture { picture: *picture, rect, crop })]
            }
            Matter::Ad(_) | Matter::Picture(_) => Vec::new(),
        }
    }

    /// What is to be said of it where the fit leaves it out.
    pub(super) fn left_out(&self, area: &Area) -> Diagnostic {
        let message = format!("the {} of area {} is left out", self.holds.name(), area.id.0);
        Diagnostic::new(&rules::INSET_LEFT_OUT, self.span.clone(), message)
            .also(area.span.clone(), "the area")
            .help("it is optional; take that away, or make the area higher, to keep it")
    }

    /// What is to be said of it where it stands.
    pub(super) fn judge(&self, desk: &Desk<'_>, area: &Area, span: &Span, place: Place) -> Option<Diagnostic> {
        let rows = place.rows + place.wanting;
        if let Some(picture) = self.picture(rows) {
            if place.wanting > 0 {
                return Some(judge::picture_too_high(area, span, (rows, place.wanting)));
            }
            return (!picture.keeps(desk)).then(|| judge::picture_cropped(area, &self.span, rows));
        }
        let need = match &self.matter {
            Matter::Text(text) => text.need + self.above + self.below,
            Matter::Picture(_) | Matter::Ad(_) => rows,
        };
        (need > place.rows).then(|| {
            let (letter, name, there) = (area.id.0, self.holds.name(), place.rows);
            let message =
                format!("the {name} of area {letter} needs {need} lines with its white, and there are {there}");
            Diagnostic::new(&rules::INSET_TOO_HIGH, self.span.clone(), message)
                .also(area.span.clone(), "the area")
                .help("give it more `lines`, a wider place or another `row`, make the area higher, or make it shorter")
        })
    }
}

/// A picture that is measured: at its own proportions, within the lines that the layout allows.
fn picture_box(
    desk: &Desk<'_>,
    (of, id): (&StoryPicture, PictureId),
    shape: &layout::Inset,
    (width, above): (Length, u16),
) -> (u16, Matter) {
    let words = Words { caption: of.caption.as_ref(), credit: of.credit.as_ref(), focus: of.focus };
    let measured = picture::measure(desk, id, words, width, None);
    let measured = if shape.row == InsetRow::Foot { measured.at_foot() } else { measured };
    let (least, most) = shape.lines.unwrap_or((0, u16::MAX));
    let rows = (measured.rows + above).clamp(least, most);
    (rows, Matter::Picture(measured.at_rows(rows.saturating_sub(above))))
}

/// Lines of an advertisement without its white: those of the layout, or those of its picture.
fn ad_rows(desk: &Desk<'_>, ad: &InsetAd, width: Length, problems: &mut Vec<Diagnostic>, shape: &layout::Inset) -> u16 {
    let Some(used) = &ad.picture else {
        let (lines, mm) = (shape.lines.map_or(HOLE, |lines| lines.1), width.to_mm());
        let message = format!("an advertisement is left open in the text: {mm:.1} mm × {lines} lines with their white");
        problems.push(Diagnostic::new(&rules::AD_HOLE, ad.span.clone(), message));
        return lines;
    };
    picture::measure(desk, used.picture, Words::default(), width, None).picture_rows
}

/// Lines of a hole for an advertisement whose layout says nothing.
pub(super) const HOLE: u16 = 10;
