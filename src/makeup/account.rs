//! [`account`]: what a fitted area comes to, in exact lines and characters.

use std::ops::Range;

use super::copy::Kind;
use super::flow::Placed;
use super::price::overset_lines;
use super::report::AreaReport;
use super::solid;
use super::story::{Fitted, Prepared};
use crate::geom::Em;

/// The account of a fitted area.
pub(super) fn account(prepared: &Prepared<'_>, fitted: &Fitted) -> AreaReport {
    account_of(prepared, fitted, 0..fitted.set().len())
}

/// The account of some of its lines.
pub(super) fn account_of(prepared: &Prepared<'_>, fitted: &Fitted, range: Range<usize>) -> AreaReport {
    let lines = &fitted.set()[range];
    let overset_lines = overset_lines(prepared, fitted);
    let overset_characters = match fitted.flow.rest {
        Some(rest) if overset_lines > 0 => prepared.flowing(fitted.choice.filler).characters_from(rest),
        _ => 0,
    };
    let width = fitted.frame.legs.first().map(|leg| leg.width).unwrap_or_default();
    let cells = u32::try_from(width.units() / Em::ONE.units()).unwrap_or(0);
    let troubled = |trouble| count(lines, |placed| placed.line.record.troubles.contains(&trouble));
    AreaReport {
        area: prepared.area.id.0,
        story: prepared.of.story.clone(),
        capacity: fitted.capacity,
        lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        characters: lines.iter().map(|placed| characters(prepared, placed)).sum(),
        overset_lines,
        overset_characters,
        underset_lines: fitted.empty,
        underset_characters: fitted.empty * cells,
        squeezed: count(lines, |placed| placed.line.record.shrunk.iter().any(|&em| em > Em::ZERO)),
        loose: troubled(crate::compose::Trouble::Loose),
        unsolid: solid::unsolid(&prepared.copy.pieces, lines),
        head_pt: fitted.headed.0.size.to_pt(),
        residue: fitted.frame.residue,
        height: fitted.frame.bottom - fitted.frame.top,
        cut: prepared.gone.clone(),
        head_wanting: fitted.head.wanting,
        insets: fitted.insets.iter().map(|inset| inset.map_or(0, |(place, _)| place.rows + place.wanting)).collect(),
        inset_wanting: fitted.insets.iter().flatten().map(|inset| inset.0.wanting).sum(),
        cost: Vec::new(),
        setting: Vec::new(),
        blocks: blocks(prepared, lines),
    }
}

/// The blocks of the story with the text of their lines, in order; neither notes nor what ends the story.
fn blocks(prepared: &Prepared<'_>, lines: &[Placed]) -> Vec<(usize, Vec<String>)> {
    let of_story = |placed: &&Placed| {
        let piece = &prepared.copy.pieces[placed.piece];
        let fills = prepared.filler.as_ref().is_some_and(|filler| placed.piece >= filler.first);
        matches!(piece.kind, Kind::Paragraph | Kind::Rest | Kind::Subhead) && piece.story.is_some() && !fills
    };
    let mut blocks: Vec<(usize, Vec<String>)> = Vec::new();
    for placed in lines.iter().filter(of_story) {
        let piece = &prepared.copy.pieces[placed.piece];
        // A note at the head of the line is not the story's.
        let bytes = piece.bytes(placed.line.units.clone());
        let text = piece.text.text[bytes.start.max(piece.foreign).min(bytes.end)..bytes.end].to_owned();
        match blocks.last_mut() {
            Some((block, lines)) if *block == piece.block => lines.push(text),
            _ => blocks.push((piece.block, vec![text])),
        }
    }
    blocks
}

fn characters(prepared: &Prepared<'_>, placed: &Placed) -> u32 {
    prepared.copy.pieces[placed.piece].characters(placed.line.units.clone())
}

fn count(lines: &[Placed], of: impl Fn(&Placed) -> bool) -> u32 {
    u32::try_from(lines.iter().filter(|placed| of(placed)).count()).unwrap_or(u32::MAX)
}

/// Text of the last line of a paragraph.
pub(super) fn last_line(prepared: &Prepared<'_>, fitted: &Fitted, piece: usize) -> String {
    let text = &prepared.copy.pieces[piece].text;
    let last = fitted.flow.lines.iter().rev().find(|placed| placed.piece == piece);
    let unit = |unit: u32| text.units.get(unit as usize).map(|unit| unit.text.clone());
    let range =
        last.and_then(|placed| Some((unit(placed.line.units.start)?, unit(placed.line.units.end.checked_sub(1)?)?)));
    range.map(|(first, last)| text.text[first.start as usize..last.end as usize].to_owned()).unwrap_or_default()
}
