//! [`ladders`]: the moves that are worth trying for a need, each in growing measures.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::moves::{Move, Spot};
use super::need::{Fault, Need, design, page_of};
use super::room;
use crate::edition::{Content, CutAt, Edition, EditionPage, Place};
use crate::geom::{Length, WritingMode};
use crate::layout::{Area, AreaId, AreaRole, Band, Holds, InsetWidth, Layout, Part};
use crate::makeup::{AreaReport, Night, PageReport};
use crate::page::PageNo;
use crate::story::Story;

/// One idea in growing measures: the first that cures is taken.
pub(super) type Ladder = Vec<Move>;

/// Measures of one idea.
const STEPS: u16 = 3;
/// Ways to move lines that are tried for a need, and for each of several.
const WAYS: usize = 6;
/// The same.
const FEW_WAYS: usize = 2;
/// Stories that are cut for a whole page.
const LONG: usize = 2;
/// Fillers that are tried for one need.
const FILLERS: usize = 4;
/// A picture whose height the layout leaves open may lose or gain this part of its lines.
const CROP: u16 = 4;
/// Fewest lines of a picture with its caption.
const LEAST_PICTURE: u16 = 4;

/// An area with all that is known of it.
pub(super) struct Seat<'a> {
    /// Page and letter.
    pub at: Spot,
    /// The page.
    pub page: &'a EditionPage,
    /// Its account.
    pub report: &'a PageReport,
    /// The design in which it was set.
    pub layout: &'a Layout,
    /// The area.
    pub area: &'a Area,
    /// What it came to; nothing for an area without text.
    pub account: Cow<'a, AreaReport>,
}

impl<'a> Seat<'a> {
    /// The account of a story, or of the first in the area: an area of jumps has several.
    fn of(edition: &'a Edition, night: &'a Night, at: Spot, story: &str) -> Option<Self> {
        let (page, report) = page_of(edition, night, at.0)?;
        let own = report.areas.iter().find(|account| account.area == at.1.0 && account.story == story);
        let account = own.or(report.area(at.1)).map_or_else(|| Cow::Owned(AreaReport::default()), Cow::Borrowed);
        let layout = design(page, report);
        Some(Self { at, page, report, layout, area: layout.areas.get(&at.1)?, account })
    }

    /// Columns of its text.
    fn columns(&self) -> u16 {
        let basic = self.layout.grid.text_columns(&self.layout.map.columns(self.area.id));
        self.area.columns.unwrap_or(basic).max(1)
    }

    /// Lines of the bands that so many lines of text are.
    pub(super) fn rows(&self, lines: u32) -> u16 {
        let columns = u32::from(self.columns());
        let on_grid = self.area.writing == WritingMode::Horizontal && self.area.pitch.is_none();
        let rows = if on_grid {
            lines.div_ceil(columns)
        } else {
            (lines * u32::from(self.account.height)).div_ceil(self.account.capacity.max(1))
        };
        u16::try_from(rows.max(1)).unwrap_or(u16::MAX)
    }
}

/// A story where it begins.
struct Home<'a> {
    seat: Seat<'a>,
    place: &'a Place,
    story: &'a Story,
}

impl<'a> Home<'a> {
    fn of(edition: &'a Edition, night: &'a Night, id: &str) -> Option<Self> {
        let holds = |place: &Place| matches!(place.content, Content::Story(of) if edition.story(of).id == id);
        edition.pages.iter().find_map(|page| {
            let (&area, place) = page.places.iter().find(|(_, place)| holds(place))?;
            let Content::Story(of) = place.content else { return None };
            Some(Self { seat: Seat::of(edition, night, (page.number, area), id)?, place, story: edition.story(of) })
        })
    }

    fn name(&self) -> String {
        self.story.id.clone()
    }

    /// `lines` of the story less, or up to `most`.
    fn cut(&self, lines: u32, most: u32) -> Option<Ladder> {
        let least = u16::try_from(lines).ok()?;
        let most = u16::try_from(most).ok()?.max(least.saturating_add(STEPS - 1));
        let cut = |lines: u16| {
            let total = self.place.orders.cut.checked_add(lines)?;
            Some(Move::Cut { at: self.seat.at, story: self.name(), lines, total })
        };
        Some((least..=most).filter_map(cut).collect())
    }

    /// Parts that can be left out.
    fn drops(&self) -> Vec<Ladder> {
        let (story, area) = (self.story, self.seat.area);
        let holds = |holds: Holds| area.insets.iter().any(|inset| inset.holds == holds);
        let parts = [
            (Part::Kicker, story.kicker.is_some()),
            (Part::Deck, !story.deck.is_empty()),
            (Part::Summary, story.summary.is_some()),
            (Part::Quote, holds(Holds::Quote)),
            (Part::Box, holds(Holds::Box)),
            (Part::Picture, self.picture().is_some()),
        ];
        let there = parts.into_iter().filter(|(part, there)| *there && !self.place.orders.drops(*part));
        there.map(|(part, _)| vec![Move::Drop { at: self.seat.at, story: self.name(), part }]).collect()
    }

    /// Lines of its first picture as it stands.
    fn picture(&self) -> Option<u16> {
        self.story.pictures.first()?;
        self.seat.account.insets.first().copied().filter(|&lines| lines > 0)
    }

    /// Least and most lines that the picture may have.
    fn heights(&self, now: u16) -> (u16, u16) {
        match self.seat.area.insets.first().and_then(|inset| inset.lines) {
            Some((least, most)) if least < most => (least, most),
            _ => ((now - now / CROP).max(LEAST_PICTURE), now.saturating_add(now / CROP)),
        }
    }

    /// The picture so many lines of text lower, or higher.
    fn pictures(&self, lines: u32, higher: bool) -> Option<Ladder> {
        let (before, wide) = (self.picture()?, u32::from(self.picture_columns()));
        let (least, most) = self.heights(before);
        let by = u16::try_from(if higher { lines / wide } else { lines.div_ceil(wide) }.max(1)).ok()?;
        let heights = (0..STEPS).filter_map(|more| {
            let by = if higher { by.checked_sub(more).filter(|&by| by > 0)? } else { by + more };
            if higher { before.checked_add(by) } else { before.checked_sub(by) }
        });
        // What is allowed at all is worth trying with another move.
        let nearest = heights.map(|lines| lines.clamp(least, most)).filter(|&lines| lines != before);
        let mut all: Vec<u16> = nearest.collect();
        all.dedup();
        let height = |lines| Move::Picture { at: self.seat.at, story: self.name(), lines, before };
        Some(all.into_iter().map(height).collect())
    }

    /// Columns of text that the picture stands in.
    fn picture_columns(&self) -> u16 {
        let columns = self.seat.columns();
        match self.seat.area.insets.first().map(|inset| inset.width) {
            Some(InsetWidth::Columns(wide)) => wide.clamp(1, columns),
            Some(InsetWidth::Chars(_)) => 1,
            None => columns.div_ceil(2),
        }
    }

    /// The head a step of the ladder smaller than it stands, and be it under the least of its rank, down to which the
    /// make-up goes by itself; or larger, a step over its wish.
    fn head(&self, larger: bool) -> Option<Ladder> {
        let heads = &self.seat.layout.heads;
        let rank = &heads.ranks[&self.seat.area.rank];
        let now = Length::of(self.seat.account.head_pt, Length::PT);
        let steps = || heads.ladder.iter().copied();
        let above = |size: Length| steps().filter(|&step| step > size).min();
        if now <= Length::ZERO {
            return None;
        }
        let size = if larger {
            let most = above(self.seat.area.head.unwrap_or(rank.head));
            above(now).filter(|&size| most.is_some_and(|most| size <= most))
        } else {
            steps().filter(|&step| step < now).max()
        };
        Some(vec![Move::Head { at: self.seat.at, story: self.name(), size: size?, larger }])
    }

    /// The story goes on in an area of jumps of a later page: where its own area ends; so early that enough is left for the
    /// other page; after its second paragraph.
    fn jumps(&self, edition: &Edition) -> Vec<Ladder> {
        let from = (self.seat.page.number_of(self.seat.area.id), self.seat.area.id);
        let Some(rule) = &self.seat.area.jump else { return Vec::new() };
        if edition.jumps.iter().any(|jump| jump.from == from) {
            return Vec::new();
        }
        let lines = self.seat.account.lines + self.seat.account.overset_lines;
        let early = lines.checked_sub(u32::from(rule.min_after)).filter(|&lines| lines >= u32::from(rule.min_before));
        let early = early.and_then(|lines| Some(CutAt::Lines(u16::try_from(lines).ok()?)));
        let cuts: Vec<Option<CutAt>> =
            [Some(None), early.map(Some), Some(Some(CutAt::Paragraph(2)))].into_iter().flatten().collect();
        let later = edition.pages.iter().filter(|page| page.number > from.0);
        let to = later.flat_map(|page| {
            let areas = page.layout.areas.values().filter(|area| area.role == AreaRole::Jumps);
            areas.map(|area| (page.number_of(area.id), area.id))
        });
        let ladder = |to| cuts.iter().map(|&cut| Move::Jump { story: self.name(), from, to, cut }).collect();
        to.map(ladder).collect()
    }

    /// Pieces that the edition offers and no place has taken.
    fn fillers(&self, edition: &Edition) -> Vec<Ladder> {
        let taken =
            |id| edition.pages.iter().flat_map(|page| page.places.values()).any(|of| of.orders.filler == Some(id));
        let free = edition.fillers.iter().filter(|&&id| self.place.orders.filler.is_none() && !taken(id));
        let with = |&id| {
            let (story, filler) = (self.name(), edition.story(id).id.clone());
            vec![Move::Filler { at: self.seat.at, story, filler }]
        };
        free.take(FILLERS).map(with).collect()
    }
}

/// What makes a story shorter without a word less of it.
fn lesser(home: &Home<'_>, lines: u32) -> Vec<Ladder> {
    let mut all = home.drops();
    all.extend(home.head(false));
    all.extend(home.pictures(lines, false));
    all.retain(|ladder| !ladder.is_empty());
    all
}

/// The story of a need without the lines that it has too much.
pub(super) fn cut(edition: &Edition, night: &Night, need: &Need) -> Option<Ladder> {
    Home::of(edition, night, &need.story)?.cut(need.lines, need.lines)
}

/// Head moves of a need, by two and by three: lines of the grid are whole, and one alone may not save one.
pub(super) fn heads(edition: &Edition, night: &Night, need: &Need) -> Vec<Vec<Move>> {
    let Some(home) = Home::of(edition, night, &need.story).filter(|_| need.fault.fails()) else { return Vec::new() };
    let of_head = |made: &Move| !matches!(made, Move::Drop { part: Part::Picture | Part::Quote | Part::Box, .. });
    let mut moves: Vec<Move> = home.drops().into_iter().flatten().filter(of_head).collect();
    moves.extend(home.head(false).into_iter().flatten());
    let mut sets: Vec<Vec<Move>> = Vec::new();
    for (at, first) in moves.iter().enumerate() {
        for (next, second) in moves.iter().enumerate().skip(at + 1) {
            sets.push(vec![first.clone(), second.clone()]);
            sets.extend(moves.iter().skip(next + 1).map(|third| vec![first.clone(), second.clone(), third.clone()]));
        }
    }
    sets
}

/// What may make room in other stories of a page whose bands follow one another.
pub(super) fn others(edition: &Edition, night: &Night, page: PageNo, needs: &[Need]) -> Vec<Ladder> {
    let Some((of, report)) = page_of(edition, night, page) else { return Vec::new() };
    let fixed = design(of, report).map.bands.iter().all(|band| matches!(band.0, Band::Lines(_)));
    if fixed || !needs.iter().any(|need| need.fault.fails()) {
        return Vec::new();
    }
    let lines = needs.iter().map(|need| need.lines).sum();
    let stories = report.areas.iter().map(|area| &area.story);
    let quiet = stories.filter(|story| !story.is_empty() && !needs.iter().any(|need| need.story == **story));
    quiet.filter_map(|story| Home::of(edition, night, story)).flat_map(|home| lesser(&home, lines)).collect()
}

/// The areas in need with the longest text: those that are worth cutting for all.
fn longest(seat: &Seat<'_>, needs: &[Need]) -> Vec<AreaId> {
    let lines = |need: &&Need| seat.report.area(need.area).map_or(0, |account| account.lines + account.overset_lines);
    let mut long: Vec<&Need> = needs.iter().filter(|need| need.fault == Fault::Overset).collect();
    long.sort_by_key(|need| (Reverse(lines(need)), need.area));
    long.truncate(LONG);
    long.into_iter().map(|need| need.area).collect()
}

/// Everything that is worth trying for one of the needs of a page, in no order.
pub(super) fn ladders(edition: &Edition, night: &Night, page: PageNo, need: &Need, all: &[Need]) -> Vec<Ladder> {
    let Some(seat) = Seat::of(edition, night, (page, need.area), &need.story) else { return Vec::new() };
    let home = Home::of(edition, night, &need.story);
    let mut found: Vec<Ladder> = Vec::new();
    let ways = if all.len() > 1 { FEW_WAYS } else { WAYS };
    match need.fault {
        Fault::Head | Fault::Picture | Fault::Overset => {
            if let Some(home) = &home {
                // What a picture lacks it lacks in each of its columns.
                let wide = if need.fault == Fault::Picture { home.picture_columns() } else { 1 };
                found.extend(lesser(home, need.lines * u32::from(wide)));
            }
            if let Some(home) = home.as_ref().filter(|_| need.fault == Fault::Overset) {
                // A long story can give what others have too much.
                let long = longest(&seat, all).contains(&need.area);
                let most = if long { all.iter().map(|need| need.lines).sum() } else { 0 };
                found.extend(home.cut(need.lines, most).filter(|_| long));
                found.extend(home.jumps(edition));
            }
            // What the head lacks, and then the text that stands under it.
            let wanting = u16::try_from(if need.fault == Fault::Overset { 0 } else { need.lines }).unwrap_or(0);
            let text = seat.account.overset_lines;
            let rows = wanting.saturating_add(if text > 0 { seat.rows(text) } else { 0 });
            found.extend(room::takes(&seat, rows.max(1), ways));
        }
        Fault::ShortPart => match home.as_ref() {
            // The part before the jump gives lines to that after it.
            Some(home) if home.seat.at != seat.at => {
                found.extend(room::gives(&home.seat, home.seat.rows(need.lines), ways));
            }
            Some(home) => {
                found.extend(lesser(home, need.lines));
                found.extend(room::takes(&seat, seat.rows(need.lines), ways));
            }
            None => {}
        },
        Fault::NoRest => {
            let least = seat.area.jump.as_ref().map_or(0, |rule| u32::from(rule.min_after));
            found.extend(room::gives(&seat, seat.rows(need.lines + least), ways));
        }
        Fault::Underset => {
            if let Some(home) = home.as_ref().filter(|home| home.seat.at == seat.at) {
                found.extend(home.pictures(need.lines, true));
                found.extend(home.head(true));
                found.extend(home.fillers(edition));
            }
            found.extend(room::gives(&seat, seat.rows(need.lines.saturating_sub(1)), ways));
        }
    }
    found.retain(|ladder| !ladder.is_empty());
    found
}
