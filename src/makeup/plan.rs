//! [`PagePlan`]: what stands where on a page, in characters and lines: for the checks of make-up (standards B9) and for
//! what areas cost each other.

use std::rc::Rc;

use super::choice::Choice;
use super::frame::{Frame, Leg};
use super::heads::{Fit, Stood};
use super::inset::Inset;
use super::parts;
use super::spot::Spot;
use super::story::{self, Fitted, Place, Prepared};
use crate::diag::Span;
use crate::geom::{Em, Length};
use crate::layout::{Area, AreaId, AreaRole, Grid, Rank};
use crate::page::PageNo;

/// A box on the grid of the page: characters from the left edge of the type area, lines from its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridBox {
    /// Left edge.
    pub left: Em,
    /// Right edge.
    pub right: Em,
    /// First line.
    pub top: u16,
    /// Line after the last.
    pub bottom: u16,
}

impl GridBox {
    /// Whether some lines of the page pass through both.
    pub(super) fn abreast(&self, other: &Self) -> bool {
        self.top < other.bottom && other.top < self.bottom
    }

    /// Whether one stands over or under the other, in part.
    pub(super) fn stacked(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Whether they have a cell in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.abreast(other) && self.stacked(other)
    }

    /// Lines from its first to its last.
    pub(super) fn lines(&self) -> u16 {
        self.bottom.saturating_sub(self.top)
    }
}

/// A head where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadPlan {
    /// Its box, with its white.
    pub place: GridBox,
    /// First line that its type touches and the line after the last: its box without the white.
    pub print: (u16, u16),
    /// Size of its main lines.
    pub size: Length,
    /// Whether its lines run down.
    pub vertical: bool,
    /// Whether a panel of its own holds it from its neighbours.
    pub held: bool,
    /// Whether it stands amid or before its text because the designer wishes so: 文包题.
    pub amid: bool,
}

/// Rules that hold an area from its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ruled {
    /// In the white above it.
    pub above: bool,
    /// In the gutter at its left.
    pub left: bool,
    /// In the gutters between its columns.
    pub columns: bool,
}

/// A column part with what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LegPlan {
    /// The lines that it offers.
    pub place: GridBox,
    /// Line after the last that text stands in; the first if it is empty.
    pub foot: u16,
    /// First line that text stands in.
    pub first: u16,
}

/// An area with what stands in it.
#[derive(Clone, Debug)]
pub(super) struct AreaPlan {
    /// Letter.
    pub id: AreaId,
    /// What it is for.
    pub role: AreaRole,
    /// Weight of its story.
    pub rank: Rank,
    /// Story, by name; empty for furniture.
    pub story: String,
    /// Where it is filled, or drawn if nothing fills it.
    pub span: Span,
    /// Whether a box or a ground holds it from its neighbours.
    pub boxed: bool,
    /// Rules beside it.
    pub ruled: Ruled,
    /// Boxes that make it up: one, or several if it is stepped.
    pub parts: Vec<GridBox>,
    /// Its head.
    pub head: Option<HeadPlan>,
    /// Its column parts, in the order of reading; none if its lines leave the grid.
    pub legs: Vec<LegPlan>,
    /// Boxes inside it.
    pub insets: Vec<GridBox>,
    /// Whether its text goes on elsewhere.
    pub jumps: bool,
    /// Whether its story begins here.
    pub begins: bool,
    /// Lines of its text.
    pub lines: u32,
    /// The stories of a jump section, each as an area of its own: its jump head and the stretches of columns under it.
    pub rests: Vec<AreaPlan>,
}

impl AreaPlan {
    /// What of it is seen, box by box: what stands in it; all of a boxed area, of furniture, and of an area whose lines
    /// leave the grid.
    pub(super) fn seen(&self) -> impl Iterator<Item = GridBox> + '_ {
        let whole = self.boxed || self.legs.is_empty();
        self.parts.iter().filter(move |_| whole).copied().chain(self.stands())
    }

    /// What stands in it: head, columns and insets of a story, heads and stretches of columns of a jump section.
    pub(super) fn stands(&self) -> impl Iterator<Item = GridBox> + '_ {
        let heads = std::iter::once(self).chain(&self.rests).filter_map(|told| told.head).map(|head| head.place);
        // Columns that stories of a section stand in are seen as these stand in them.
        let parted = |leg: &GridBox| self.rests.iter().any(|rest| rest.taken().any(|place| place.meets(leg)));
        let own = self.legs.iter().map(|leg| leg.place).filter(move |leg| leg.lines() > 0 && !parted(leg));
        let stretches = self.rests.iter().flat_map(|rest| rest.legs.iter().map(|leg| leg.place));
        heads.chain(own).chain(stretches).chain(self.insets.iter().copied())
    }

    /// Its head and its column parts.
    fn taken(&self) -> impl Iterator<Item = GridBox> + '_ {
        self.head.iter().map(|head| head.place).chain(self.legs.iter().map(|leg| leg.place))
    }

    /// `area A`, or the story of a jump section in its area: in messages.
    pub(super) fn called(&self) -> String {
        let area = format!("area {}", self.id.0);
        if self.in_section() { format!("`{}` in {area}", self.story) } else { area }
    }

    /// Whether it is a story of a jump section, and not the section.
    pub(super) fn in_section(&self) -> bool {
        self.role == AreaRole::Jumps && !self.story.is_empty()
    }

    /// Its column parts that text stands in.
    pub(super) fn filled(&self) -> impl Iterator<Item = &LegPlan> {
        self.legs.iter().filter(|leg| leg.foot > leg.first)
    }

    /// Whether it holds news, and not what every issue repeats or what is sold.
    pub(super) fn is_matter(&self) -> bool {
        matches!(self.role, AreaRole::Story | AreaRole::Jumps | AreaRole::Picture | AreaRole::Note)
    }
}

/// What lies between the two pages of a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoldPlan {
    /// Right edge of the left page.
    pub left: Em,
    /// Left edge of the right page.
    pub right: Em,
    /// Whether there is a fold column (中缝): a 通版 has none.
    pub column: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct PagePlan {
    /// Its number.
    pub number: PageNo,
    /// Lines of the type area.
    pub lines: u16,
    /// Width of the type area.
    pub width: Em,
    /// The fold, if it is a spread.
    pub fold: Option<FoldPlan>,
    /// Areas in the order of reading; shared, so that pages which differ in one area cost little.
    pub areas: Vec<Rc<AreaPlan>>,
}

impl PagePlan {
    /// A page of its grid without areas.
    pub(super) fn new(number: PageNo, grid: &Grid) -> Self {
        let fold = match grid.halves()[..] {
            [(_, left), (right, _)] => Some(FoldPlan { left, right, column: grid.fold_column().is_some() }),
            _ => None,
        };
        Self { number, lines: grid.lines, width: grid.across(0..grid.columns), fold, areas: Vec::new() }
    }

    /// The pages of a spread, each with what of the areas stands on it, or the page. What stands in the fold column is on
    /// neither.
    pub(super) fn pages(&self) -> Vec<Self> {
        let Some(fold) = self.fold else { return vec![self.clone()] };
        let page = |number: PageNo, (left, right): (Em, Em)| {
            let on = |area: &Rc<AreaPlan>| {
                let clip =
                    |part: &GridBox| GridBox { left: part.left.max(left), right: part.right.min(right), ..*part };
                let parts: Vec<GridBox> = area.parts.iter().map(clip).filter(|part| part.left < part.right).collect();
                let rest = |rest: &AreaPlan| AreaPlan { parts: parts.clone(), ..rest.clone() };
                let rests = area.rests.iter().map(rest).collect();
                (!parts.is_empty()).then(|| Rc::new(AreaPlan { rests, parts, ..(**area).clone() }))
            };
            Self { number, fold: None, areas: self.areas.iter().filter_map(on).collect(), ..*self }
        };
        let next = PageNo(self.number.0.saturating_add(1));
        vec![page(self.number, (Em::ZERO, fold.left)), page(next, (fold.right, self.width))]
    }

    /// Every story with a place of its own, and those of the jump sections.
    pub(super) fn stories(&self) -> impl Iterator<Item = &AreaPlan> {
        let own = |area: &&AreaPlan| area.role == AreaRole::Story;
        self.areas.iter().flat_map(move |area| Some(&**area).filter(own).into_iter().chain(&area.rests))
    }

    /// First line of the news and the line after the last: without nameplate, strip, banners, pointers and
    /// advertisements that stand across the page over and under it, and what stands beside the nameplate (报眼).
    pub(super) fn news(&self) -> (u16, u16) {
        let of = |area: &&Rc<AreaPlan>| area.role == AreaRole::Nameplate;
        let names = || self.areas.iter().filter(of).flat_map(|area| &area.parts);
        let ear = |part: &GridBox| names().any(|name| part.top >= name.top && part.bottom <= name.bottom);
        let matter = || self.areas.iter().filter(|area| area.is_matter()).flat_map(|area| &area.parts);
        let parts = || matter().filter(|part| !ear(part));
        let top = parts().map(|part| part.top).min().unwrap_or(0);
        (top, parts().map(|part| part.bottom).max().unwrap_or(top))
    }
}

/// The plan of an area that holds no running text.
pub(super) fn furniture(area: &Area, frame: &Frame, span: &Span) -> AreaPlan {
    let of = |&(left, width, top, bottom): &(Em, Em, u16, u16)| GridBox { left, right: left + width, top, bottom };
    AreaPlan {
        id: area.id,
        role: area.role,
        rank: area.rank,
        story: String::new(),
        span: span.clone(),
        boxed: area.frame.is_some(),
        ruled: Ruled {
            above: area.rule_above.is_some() && frame.top > 0,
            left: area.rule_left.is_some() && frame.cells.iter().all(|cell| cell.0 > Em::ZERO),
            columns: area.column_rules.is_some(),
        },
        parts: frame.cells.iter().map(of).collect(),
        head: None,
        legs: Vec::new(),
        insets: Vec::new(),
        jumps: false,
        begins: false,
        lines: 0,
        rests: Vec::new(),
    }
}

/// The plan of a story area before its text is set: every column part counts as full.
pub(super) fn sketch(grid: &Grid, prepared: &Prepared<'_>, frame: Frame, choice: &Choice) -> AreaPlan {
    let shape = story::shape(prepared, frame, choice);
    let (area, frame) = (prepared.area, &shape.frame);
    let leg = |leg: &Leg| {
        let place = GridBox { left: leg.left, right: leg.left + leg.width, top: leg.top, bottom: leg.bottom };
        LegPlan { place, foot: leg.bottom, first: leg.top }
    };
    AreaPlan {
        story: prepared.of.story.clone(),
        head: head(grid, prepared, frame, (&shape.headed, &shape.head)),
        legs: if frame.own.is_some() { Vec::new() } else { frame.legs.iter().map(leg).collect() },
        insets: insets(prepared, &shape.insets, shape.second.as_ref()),
        jumps: prepared.note.is_some(),
        ..furniture(area, frame, &prepared.span)
    }
}

/// The plan of a fitted story area.
pub(super) fn text(grid: &Grid, prepared: &Prepared<'_>, fitted: &Fitted) -> AreaPlan {
    let (area, frame) = (prepared.area, &fitted.frame);
    let plan = furniture(area, frame, &prepared.span);
    AreaPlan {
        story: prepared.of.story.clone(),
        head: head(grid, prepared, frame, (&fitted.headed, &fitted.head)),
        legs: if frame.own.is_some() { Vec::new() } else { legs(&frame.legs, fitted) },
        insets: insets(prepared, &fitted.insets, fitted.second.as_ref()),
        jumps: fitted.cut.is_some(),
        lines: u32::try_from(fitted.set().len()).unwrap_or(u32::MAX),
        rests: parts::rests(grid, prepared, fitted, &plan),
        ..plan
    }
}

/// Boxes in the text: insets, and what of a head stands at its other corner.
fn insets(prepared: &Prepared<'_>, stand: &[Option<(Place, Em)>], second: Option<&Stood>) -> Vec<GridBox> {
    let inset = |(inset, stands): (&Inset, &Option<(Place, Em)>)| {
        let (place, left) = (*stands)?;
        let right = left + inset.width;
        Some(GridBox { left, right, top: place.top, bottom: place.top + place.rows })
    };
    let second = second.map(|(_, spot)| of_spot(spot)).filter(|place| place.lines() > 0);
    prepared.insets.iter().zip(stand).filter_map(inset).chain(second).collect()
}

fn of_spot(spot: &Spot) -> GridBox {
    GridBox { left: spot.left, right: spot.left + spot.width, top: spot.top, bottom: spot.top + spot.rows }
}

fn head(grid: &Grid, prepared: &Prepared<'_>, frame: &Frame, (headed, spot): (&Fit, &Spot)) -> Option<HeadPlan> {
    let size = headed.0.size;
    if headed.0.lines.is_empty() {
        return None;
    }
    let (vertical, place) = (prepared.heads.vertical(), of_spot(spot));
    let print = if vertical || frame.side.is_some() { (place.top, place.bottom) } else { print(grid, headed, spot) };
    let (held, amid) = (prepared.heads.held(), prepared.heads.amid());
    Some(HeadPlan { place, print, size, vertical, held, amid })
}

/// Lines that the type of a head over its text touches: the white is equal above and below (B6).
fn print(grid: &Grid, headed: &Fit, place: &Spot) -> (u16, u16) {
    let text = headed.0.text;
    let white = (grid.pitch * i64::from(place.rows) - text).max(Length::ZERO) / 2;
    // Half a line of white or more is a white line.
    let above = (white + grid.pitch / 2).div_floor(grid.pitch);
    let above = u16::try_from(above).unwrap_or(0).min(place.rows / 2);
    (place.top + above, place.top + place.rows - above)
}

fn legs(legs: &[Leg], fitted: &Fitted) -> Vec<LegPlan> {
    let of = |(at, leg): (usize, &Leg)| {
        let rows = || fitted.set().iter().filter(|placed| placed.leg == at).map(|placed| placed.row);
        let place = GridBox { left: leg.left, right: leg.left + leg.width, top: leg.top, bottom: leg.bottom };
        LegPlan { place, foot: rows().max().map_or(leg.top, |row| row + 1), first: rows().min().unwrap_or(leg.top) }
    };
    legs.iter().enumerate().map(of).collect()
}
