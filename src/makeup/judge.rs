//! `area`: what is to be said of an area that is made up.

use super::account;
use super::copy::{Copy, Cursor};
use super::desk::Desk;
use super::draw;
use super::frame::Frame;
use super::panel;
use super::report::AreaReport;
use super::spot::Spot;
use super::story::{Fitted, Prepared};
use super::troubles;
use crate::diag::{Diagnostic, Severity, Span, counted, rules};
use crate::geom::{Length, WritingMode};
use crate::layout::{Area, AreaRole};
use crate::page::PageNo;
use crate::style::Ink;

/// What its shape does not allow.
pub(super) fn shape(area: &Area, frame: &Frame) -> Option<Diagnostic> {
    let letter = area.id.0;
    // Whether there is room along a vertical area is seen at its real height.
    if frame.narrow && frame.own.is_none() {
        return Some(narrow(area, frame));
    }
    let asks = [
        (area.writing == WritingMode::Vertical, "vertical lines"),
        (area.side_head.is_some(), "a head at its side"),
        (area.pitch.is_some(), "a pitch of its own"),
    ];
    let asked = asks.iter().find(|asks| asks.0 && !frame.upright)?.1;
    let message = format!("area {letter} is stepped and asks for {asked}");
    Some(
        Diagnostic::new(&rules::AREA_SHAPE, area.span.clone(), message)
            .help("draw it as a rectangle, or leave that out"),
    )
}

fn narrow(area: &Area, frame: &Frame) -> Diagnostic {
    let message = format!("area {} cannot hold its columns; it has {} now", area.id.0, frame.columns);
    Diagnostic::new(&rules::AREA_TOO_NARROW, area.span.clone(), message)
        .help("give it fewer `columns`, more room, or another `remainder`")
}

/// A picture that its area is too low for: the lines that it needs, and those of them that are wanting.
pub(super) fn picture_too_high(area: &Area, span: &Span, (need, wanting): (u16, u16)) -> Diagnostic {
    let (letter, there) = (area.id.0, need - wanting);
    let message = format!("the picture of area {letter} needs {need} lines with its caption, and there are {there}");
    Diagnostic::new(&rules::PICTURE_TOO_HIGH, span.clone(), message)
        .also(area.span.clone(), "the area")
        .help(format!("make the area {wanting} lines higher, the caption shorter, or give the picture fewer lines"))
}

/// A picture that is cropped into what must be seen of it.
pub(super) fn picture_cropped(area: &Area, span: &Span, rows: u16) -> Diagnostic {
    let message = format!("the picture of area {} has {rows} lines, and these do not show all of its focus", area.id.0);
    Diagnostic::new(&rules::PICTURE_CROPPED, span.clone(), message)
        .also(area.span.clone(), "the area")
        .help("give the picture other `lines` or `columns`, or a smaller `focus`")
}

/// Column parts that stay white because they are short.
fn short_parts(prepared: &Prepared<'_>, fitted: &Fitted) -> Option<Diagnostic> {
    let (letter, least, white) = (prepared.area.id.0, prepared.area.min_part, fitted.white);
    (white > 0).then(|| {
        let (verb, white) = (if white == 1 { "stays" } else { "stay" }, counted(white, "line"));
        let message = format!("area {letter}: {white} {verb} white in column parts of less than {least} lines");
        Diagnostic::new(&rules::COLUMN_PART, prepared.span.clone(), message)
            .help("move the inset or the step by some lines, or set `min_part`")
    })
}

fn head_too_high(prepared: &Prepared<'_>, spot: &Spot) -> Option<Diagnostic> {
    if spot.wanting == 0 {
        return None;
    }
    let (letter, need) = (prepared.area.id.0, spot.rows + spot.wanting);
    let message = format!("the head of area {letter} is {need} lines high, and there are {}", spot.rows);
    let found = Diagnostic::new(&rules::HEAD_TOO_HIGH, prepared.span.clone(), message)
        .also(prepared.area.span.clone(), "the area")
        .help("make the area higher or wider, the head smaller, or leave out its deck or summary");
    Some(found)
}

/// A head at the side that is wider than its strip.
fn head_too_wide(prepared: &Prepared<'_>, wanting: Length) -> Option<Diagnostic> {
    if wanting <= Length::ZERO {
        return None;
    }
    let (letter, cell) = (prepared.area.id.0, prepared.copy.cell);
    let lacks = wanting.div_ceil(cell);
    let message = format!("the head beside area {letter} needs {lacks} characters more than its strip is wide");
    Some(
        Diagnostic::new(&rules::HEAD_TOO_WIDE, prepared.span.clone(), message)
            .also(prepared.area.span.clone(), "the area")
            .help(
                "give it more `head_columns` or `head_chars`, make the head smaller, or leave out its deck or summary",
            ),
    )
}

/// A head on a picture: whether it is told from it, and large enough if it is reversed.
fn on_picture(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Diagnostic> {
    let Some(placed) = draw::picture_under_head(desk, prepared, fitted) else { return Vec::new() };
    let reading = prepared.heads.read_on(&(fitted.headed.clone(), fitted.head), &placed);
    let lines = fitted.headed.0.lines.iter().filter(|_| reading.ink == Ink::PAPER);
    let small = panel::too_small(desk, lines, &prepared.span);
    let unread = reading.trouble.map(|trouble| {
        let message = format!("the head of area {} is hard to read on its picture", prepared.area.id.0);
        let found = Diagnostic::new(&rules::HEAD_KNOCKOUT, prepared.span.clone(), message).label(trouble);
        found.help("try `head_stand = \"foot\"` or \"top\", or another picture, or take `head_on` away")
    });
    unread.into_iter().chain(small).collect()
}

/// Everything that is to be said of a story area.
pub(super) fn area(desk: &Desk<'_>, prepared: &Prepared<'_>, fitted: &Fitted, page: PageNo) -> Vec<Diagnostic> {
    let (mut found, report) = (Vec::new(), &account::account(prepared, fitted));
    if fitted.frame.narrow && fitted.frame.own.is_some() {
        found.push(narrow(prepared.area, &fitted.frame));
    }
    let head = (fitted.headed.clone(), fitted.head);
    for stood in std::iter::once(&head).chain(&fitted.second) {
        found.extend(head_too_high(prepared, &stood.1));
        found.extend(stood.0.1.iter().cloned());
        found.extend(head_too_wide(prepared, prepared.heads.too_wide(stood)));
        found.extend(prepared.heads.grounds(stood, &prepared.span));
    }
    found.extend(on_picture(desk, prepared, fitted));
    for (inset, stands) in prepared.insets.iter().zip(&fitted.insets) {
        found.extend(match stands {
            Some((place, _)) => inset.aside.judge(desk, prepared.area, &prepared.span, *place),
            None => Some(inset.aside.left_out(prepared.area)),
        });
    }
    found.extend(short_parts(prepared, fitted));
    if report.overset_lines > 0 {
        found.push(overset(prepared, fitted, report, page));
    }
    // A cut may leave two lines before its note for the end of a paragraph (B8).
    if report.underset_lines > if fitted.cut.is_some() { 2 } else { 1 } && (!fitted.leaving || fitted.cut.is_some()) {
        found.push(underset(prepared, report));
    }
    found.extend(fitted.flow.widows.iter().map(|&piece| widow(prepared, fitted, piece)));
    found.extend(fitted.flow.orphans.iter().map(|&piece| orphan(prepared, piece)));
    if fitted.flow.carried > 0 {
        let (letter, lines) = (report.area, fitted.flow.carried);
        let message = format!("area {letter}: column feet left a line short so that no line stands alone: {lines}");
        found.push(
            Diagnostic::new(&rules::RAGGED_FEET, prepared.span.clone(), message)
                .at(Severity::Note)
                .help("add or cut a line before it to bring the feet level"),
        );
    }
    if fitted.flow.ragged > 0 {
        let (letter, lines) = (report.area, fitted.flow.ragged);
        let what = if fitted.flow.heads.is_empty() { "subhead" } else { "head" };
        let (verb, lines) = (if lines == 1 { "is" } else { "are" }, counted(lines, "line"));
        let message = format!("area {letter}: {lines} {verb} empty at column feet before a {what}");
        found.push(
            Diagnostic::new(&rules::RAGGED_FEET, prepared.span.clone(), message)
                .help(format!("move the {what} by a paragraph, or add or cut a line before it")),
        );
    }
    found.extend(troubles::of_lines(desk, prepared, fitted.set()));
    found.extend(troubles::of_solid(desk, prepared, fitted.set()));
    found.extend(troubles::of_marks(desk, prepared, fitted));
    found.extend(troubles::of_hanging(desk, prepared, &fitted.frame));
    found.extend(troubles::of_grid(prepared, &fitted.frame));
    found
}

fn overset(prepared: &Prepared<'_>, fitted: &Fitted, report: &AreaReport, page: PageNo) -> Diagnostic {
    let severity = if prepared.area.overset_allowed { Severity::Warning } else { Severity::Error };
    let first: String = fitted.flow.rest.map(|rest| first_words(&prepared.copy, rest)).unwrap_or_default();
    let message = format!(
        "{} ({}) of {} {} not fit area {} on page {}",
        counted(report.overset_lines, "line"),
        counted(report.overset_characters, "character"),
        named(report, prepared.area.role),
        if report.overset_lines == 1 { "does" } else { "do" },
        report.area,
        page.0
    );
    Diagnostic::new(&rules::OVERSET_AREA, prepared.span.clone(), message)
        .at(severity)
        .label(format!("what is not on the page begins “{first}…”"))
        .also(prepared.area.span.clone(), format!("the area has {} lines for text", report.capacity))
        .help(format!("cut {}, enlarge the area, or give it a jump", counted(report.overset_lines, "line")))
}

fn underset(prepared: &Prepared<'_>, report: &AreaReport) -> Diagnostic {
    let message = format!(
        "area {}: {} lines ({} characters) are empty at the end of {}",
        report.area,
        report.underset_lines,
        report.underset_characters,
        named(report, prepared.area.role)
    );
    let found = Diagnostic::new(&rules::UNDERSET_AREA, prepared.span.clone(), message);
    if prepared.area.role == AreaRole::Jumps && prepared.parts.is_empty() {
        return found.label("no story goes on here: none of its jumps was needed").help(
            "make the area a story's and give the jump `else = \"…\"`, or take `if_needed` away from one of the jumps",
        );
    }
    found.help("lengthen the copy, enlarge the picture, or free a band of the map")
}

fn widow(prepared: &Prepared<'_>, fitted: &Fitted, piece: usize) -> Diagnostic {
    let letter = prepared.area.id.0;
    let message = match prepared.copy.widows {
        0..=2 => format!("area {letter}: the last line of paragraph {} stands alone at a column top", piece + 1),
        few => format!("area {letter}: fewer than {few} lines of paragraph {} stand at a column top", piece + 1),
    };
    let line = account::last_line(prepared, fitted, piece);
    let count = line.chars().count();
    Diagnostic::new(&rules::WIDOW, prepared.span.clone(), message)
        .label(format!("the line is “{line}”"))
        .help(format!("cut {count} characters of that paragraph, or add some"))
}

fn orphan(prepared: &Prepared<'_>, piece: usize) -> Diagnostic {
    let letter = prepared.area.id.0;
    let message = format!("area {letter}: too few lines of paragraph {} stand at a column foot", piece + 1);
    Diagnostic::new(&rules::ORPHAN, prepared.span.clone(), message)
        .help("cut a line before that paragraph, or add one; `orphans` in [compose] is the least")
}

fn first_words(copy: &Copy, at: Cursor) -> String {
    let text = copy.pieces.get(at.piece).map(|piece| &piece.text);
    let from = text.and_then(|text| text.units.get(at.unit as usize)).map_or(0, |unit| unit.text.start as usize);
    text.map(|text| text.text[from..].chars().take(10).collect()).unwrap_or_default()
}

fn named(report: &AreaReport, role: AreaRole) -> String {
    match role {
        AreaRole::Jumps => "the jump section".into(),
        _ if report.story.is_empty() => "the note".into(),
        _ => format!("`{}`", report.story),
    }
}
