//! What a jump is to the two areas that it ties: its notes, and what is to be said of its parts (standards B8).

use super::desk::{Desk, SetLine};
use super::frame;
use super::jump::{self, Leaves, Rest, Rests, Wish};
use super::jumphead;
use super::memory::Digest;
use super::numerals;
use super::report::AreaReport;
use super::story::{self, Fitted, Prepared};
use crate::diag::{Diagnostic, rules};
use crate::edition::{CutAt, Edition, Jump};
use crate::geom::{Em, WritingMode};
use crate::layout::{Area, AreaId};
use crate::page::PageNo;
use crate::story::{Block, Story};

/// The jump that leaves an area, with its number.
pub(super) fn jump_from(edition: &Edition, page: PageNo, area: AreaId) -> Option<(usize, &Jump)> {
    edition.jumps.iter().enumerate().find(|(_, jump)| jump.from == (page, area))
}

/// The words of the note 下转, as the page says them that the story leaves.
pub(super) fn words_to(edition: &Edition, jump: &Jump) -> Option<String> {
    let (page, to) = (edition.page(jump.from.0)?, edition.page(jump.to.0)?);
    let notes = &page.layout.notes;
    Some(numerals::note(&notes.to, (to, jump.to.0), &jumphead::named(edition, jump), notes))
}

/// The words of the note 上接, as the page says them where the story goes on.
pub(super) fn words_from(edition: &Edition, jump: &Jump) -> Option<String> {
    let (page, from) = (edition.page(jump.to.0)?, edition.page(jump.from.0)?);
    let notes = &page.layout.notes;
    Some(numerals::note(&notes.from, (from, jump.from.0), &jumphead::named(edition, jump), notes))
}

/// The note 下转 as a line.
pub(super) fn note_to(desk: &Desk<'_>, area: &Area, jump: &Jump) -> Option<SetLine> {
    Some(story::note_line(desk, area, &words_to(desk.edition, jump)?, &jump.span))
}

/// How a story may leave its area by a jump.
pub(super) fn leaves(desk: &Desk<'_>, area: &Area, jump: &Jump) -> Leaves {
    let rule = area.jump.as_ref();
    let wish = match jump.at {
        None => Wish::Foot,
        Some((CutAt::Lines(lines), _)) => Wish::Lines(usize::from(lines)),
        Some((CutAt::Paragraph(number), _)) => Wish::Block(block_of(desk.edition.story(jump.story), number)),
    };
    Leaves {
        wish,
        within: usize::from(jump.within),
        if_needed: jump.if_needed,
        least: rule.map_or((0, 0), |rule| (rule.min_before, rule.min_after)),
        onward: onward(desk.edition, jump),
        shares: desk.layout.notes.out_shares,
    }
}

/// The block that is this paragraph of a story, from 1.
fn block_of(story: &Story, number: u16) -> usize {
    let blocks = story.blocks.iter().enumerate();
    let mut paragraphs = blocks.filter(|(_, block)| matches!(block, Block::Paragraph(_))).map(|(at, _)| at);
    paragraphs.nth(usize::from(number).saturating_sub(1)).unwrap_or(story.blocks.len())
}

/// How long the lines are where a jump goes; how long vertical ones are hangs on heights that are not known yet.
fn onward(edition: &Edition, jump: &Jump) -> Option<Em> {
    let layout = &edition.page(jump.to.0)?.layout;
    let area = layout.areas.get(&jump.to.1).filter(|area| area.writing == WritingMode::Horizontal)?;
    let frame = frame::frame(layout, area, &vec![8; layout.map.bands.len()])?;
    frame.legs.first().map(|leg| leg.width)
}

/// Keeps what a part leaves for the page where it goes on, and says what is wrong with the part.
pub(super) fn judge_jump(
    edition: &Edition,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    (index, jump): (usize, &Jump),
    rests: &mut Rests,
) -> Vec<Diagnostic> {
    let Some(cut) = &fitted.cut else {
        return if jump.if_needed { Vec::new() } else { vec![jump::not_needed(edition, index)] };
    };
    let key = Digest::default().and(&prepared.key).written(&cut.at).key();
    rests.keep(index, Rest { pieces: prepared.flowing(false).pieces.clone(), cut: cut.at, key });
    let mut found: Vec<Diagnostic> = jump::elsewhere(edition, index, cut).into_iter().collect();
    found.extend(spare(edition, jump));
    found.extend(narrow(prepared, fitted, jump));
    let lines = u32::try_from(cut.keep).unwrap_or(u32::MAX);
    if let Some(rule) = prepared.area.jump.as_ref().filter(|rule| lines < u32::from(rule.min_before)) {
        let part = jump::Part {
            before: true,
            page: jump.from.0,
            area: jump.from.1.0,
            lines,
            least: rule.min_before,
            rule: Some(rule.span.clone()),
        };
        found.push(jump::short(edition, index, &part));
    }
    found
}

/// The story that waited for the place of the rest.
fn spare(edition: &Edition, jump: &Jump) -> Option<Diagnostic> {
    let (story, (page, area)) = (edition.story(jump.instead?), jump.to);
    let blocks = story.blocks.iter().map(|block| match block {
        Block::Paragraph(inline) | Block::Subhead(inline) => inline.text.chars().filter(|c| !c.is_whitespace()).count(),
    });
    let (id, rest) = (&story.id, &edition.story(jump.story).id);
    let message = format!("`{id}` ({} characters) is not printed", blocks.sum::<usize>());
    let label = format!("the rest of `{rest}` stands in area {} of page {}", area.0, page.0);
    Some(Diagnostic::new(&rules::JUMP_SPARE, jump.span.clone(), message).label(label))
}

/// A note that is longer than its column.
fn narrow(prepared: &Prepared<'_>, fitted: &Fitted, jump: &Jump) -> Option<Diagnostic> {
    let (note, legs) = (prepared.note.as_ref()?, &fitted.frame.legs);
    let room = legs[story::foot(legs)?].width.at(fitted.frame.axis.cell);
    if note.width() <= room {
        return None;
    }
    let message = format!("the note “{}” of area {} is longer than its column", note.text.text, prepared.area.id.0);
    let lacks = (note.width() - room).div_ceil(fitted.frame.axis.cell);
    let found = Diagnostic::new(&rules::JUMP_NOTE_WIDE, jump.span.clone(), message);
    Some(found.label(format!("by {lacks} characters")))
}

/// What is wrong with the part of a story after a jump.
pub(super) fn judge_rest(edition: &Edition, report: &AreaReport, index: usize) -> Option<Diagnostic> {
    let jump = &edition.jumps[index];
    let rule = edition.page(jump.from.0).and_then(|page| page.layout.areas.get(&jump.from.1)?.jump.as_ref());
    rule.filter(|rule| report.lines < u32::from(rule.min_after)).map(|rule| {
        let part = jump::Part {
            before: false,
            page: jump.to.0,
            area: report.area,
            lines: report.lines,
            least: rule.min_after,
            rule: Some(rule.span.clone()),
        };
        jump::short(edition, index, &part)
    })
}
