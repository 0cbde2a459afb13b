//! [`Need`]: what is wrong with an area, in exact lines and characters.

use std::fmt;

use crate::diag::{Severity, counted, rules};
use crate::edition::{Content, Edition, EditionPage, Jump};
use crate::layout::{AreaId, AreaRole, Layout};
use crate::makeup::{AreaReport, Night, PageReport};
use crate::page::PageNo;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The head is higher than its area.
    Head,
    /// A picture or another box is higher than its area.
    Picture,
    /// There is more text than the area holds.
    Overset,
    /// The part before or after a jump is under its least.
    ShortPart,
    /// A jump whose story fits where it begins.
    NoRest,
    /// Lines stay empty at the end of a story.
    Underset,
}

impl Fault {
    /// Whether it fails the run.
    #[must_use]
    pub fn fails(self) -> bool {
        self != Self::Underset
    }

    /// The word for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Picture => "picture",
            Self::Overset => "overset",
            Self::ShortPart => "short-part",
            Self::NoRest => "no-rest",
            Self::Underset => "underset",
        }
    }
}

/// What an area needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Letter of the area.
    pub area: AreaId,
    /// The story in it; empty for a note or a picture.
    pub story: String,
    /// What is wrong.
    pub fault: Fault,
    /// Lines too many, or too few.
    pub lines: u32,
    /// Characters too many, or too few; 0 where characters do not count.
    pub characters: u32,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (area, lines, characters) =
            (self.area.0, counted(self.lines, "line"), counted(self.characters, "character"));
        let of = if self.story.is_empty() { "the note".to_owned() } else { format!("`{}`", self.story) };
        match self.fault {
            Fault::Head => write!(f, "area {area}: the head of {of} lacks {lines}"),
            Fault::Picture if self.story.is_empty() => write!(f, "area {area}: the picture lacks {lines}"),
            Fault::Picture => write!(f, "area {area}: the picture of {of} lacks {lines}"),
            Fault::Overset => write!(f, "area {area}: {lines} ({characters}) of {of} too many"),
            Fault::ShortPart => write!(f, "area {area}: the part of {of} lacks {lines}"),
            Fault::NoRest => write!(f, "area {area}: nothing of {of} is left to go on elsewhere; {lines} stay empty"),
            Fault::Underset => write!(f, "area {area}: {lines} ({characters}) too few in {of}"),
        }
    }
}

/// Everything that an area of a page needs, the worst first.
pub(super) fn of_page(edition: &Edition, night: &Night, number: PageNo) -> Vec<Need> {
    let Some((page, report)) = page_of(edition, night, number) else { return Vec::new() };
    let mut needs: Vec<Need> = report.areas.iter().filter_map(|area| of_area(edition, (page, report), area)).collect();
    needs.extend(report.low.iter().map(|&(area, lines)| picture(area, lines)));
    // A jump to an area that got nothing: the part before it holds all of the story.
    let made = |jump: &&Jump| jump.if_needed || arrives(edition, night, jump);
    let idle = edition.jumps.iter().filter(|jump| page.holds(jump.from.0)).filter(|jump| !made(jump));
    for jump in idle {
        let Some(area) = report.area(jump.from.1) else { continue };
        if !needs.iter().any(|need| need.area == jump.from.1) {
            needs.push(need(area, Fault::NoRest, (area.underset_lines, 0)));
        }
    }
    needs.sort_by_key(|need| need.fault);
    needs
}

/// A page with its account.
pub(super) fn page_of<'a>(
    edition: &'a Edition,
    night: &'a Night,
    number: PageNo,
) -> Option<(&'a EditionPage, &'a PageReport)> {
    let page = edition.page(number)?;
    Some((page, night.reports.iter().find(|report| report.number == Some(page.number))?))
}

/// The design in which a page was set: its own, or one of the others that it names.
pub(super) fn design<'a>(page: &'a EditionPage, report: &PageReport) -> &'a Layout {
    report.layout.checked_sub(1).and_then(|other| page.others.get(other)).unwrap_or(&page.layout)
}

/// Whether a part of the story stands where the jump goes; it does, if that page is not looked at.
fn arrives(edition: &Edition, night: &Night, jump: &Jump) -> bool {
    let number = edition.page(jump.to.0).map(|page| page.number);
    let report = night.reports.iter().find(|report| report.number == number);
    let here = |area: &AreaReport| area.area == jump.to.1.0 && area.story == edition.story(jump.story).id;
    report.is_none_or(|report| report.areas.iter().any(here))
}

/// What one area needs.
fn of_area(edition: &Edition, (page, all): (&EditionPage, &PageReport), report: &AreaReport) -> Option<Need> {
    let area = design(page, all).areas.get(&AreaId(report.area))?;
    if report.head_wanting > 0 {
        return Some(need(report, Fault::Head, (u32::from(report.head_wanting), 0)));
    }
    if report.inset_wanting > 0 {
        return Some(need(report, Fault::Picture, (u32::from(report.inset_wanting), 0)));
    }
    if report.overset_lines > 0 && !area.overset_allowed {
        return Some(need(report, Fault::Overset, (report.overset_lines, report.overset_characters)));
    }
    let leaves = edition.jumps.iter().find(|jump| jump.from == (page.number_of(area.id), area.id));
    // How many lines a part has is known here; whether it is a part, where the pages were made up.
    if all.said.contains(&(rules::JUMP_TOO_SHORT.id, Severity::Error)) {
        let before = leaves.and(area.jump.as_ref()).map(|rule| rule.min_before);
        let after = page.places.get(&area.id).and_then(|place| match &place.content {
            Content::Rests(jumps) => least_after(edition, jumps, &report.story),
            _ => None,
        });
        let least = before.max(after).map_or(0, u32::from);
        if report.lines < least {
            return Some(need(report, Fault::ShortPart, (least - report.lines, 0)));
        }
    }
    // An area of jumps has what others leave.
    let empty = leaves.is_none() && area.role != AreaRole::Jumps && report.underset_lines > 1;
    empty.then(|| need(report, Fault::Underset, (report.underset_lines, report.underset_characters)))
}

/// The least of the part of a story after its jump to an area.
fn least_after(edition: &Edition, jumps: &[usize], story: &str) -> Option<u16> {
    let jumps = jumps.iter().filter_map(|&index| edition.jumps.get(index));
    let jump = jumps.into_iter().find(|jump| edition.story(jump.story).id == story)?;
    Some(edition.page(jump.from.0)?.layout.areas.get(&jump.from.1)?.jump.as_ref()?.min_after)
}

/// An area of a picture that is too low for it.
fn picture(area: AreaId, lines: u16) -> Need {
    Need { area, story: String::new(), fault: Fault::Picture, lines: u32::from(lines), characters: 0 }
}

fn need(report: &AreaReport, fault: Fault, (lines, characters): (u32, u32)) -> Need {
    Need { area: AreaId(report.area), story: report.story.clone(), fault, lines, characters }
}
