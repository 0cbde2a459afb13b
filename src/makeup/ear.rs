//! 报眼 with captioned QR codes: vector modules, quiet zone, large enough for newsprint.

use fast_qr::qr::{QRBuilder, QRCode};
use fast_qr::{ECL, Module};

use super::desk::Desk;
use super::finish::set_runs;
use super::furniture::fitted;
use crate::diag::{Diagnostic, Span, rules};
use crate::edition::Code;
use crate::geom::{Length, Point, Rect};
use crate::page::{Fill, Item, TextRef};
use crate::style::{Ink, Role};

/// Modules of white on each side (ISO/IEC 18004).
const QUIET: i64 = 4;
/// Smallest module that coldset newsprint holds: three dots of a 100 lpi screen would be 0.76 mm, a
/// telephone reads down to 0.33 mm.
const LEAST_MODULE: Length = Length::from_units(118_800);

/// The codes side by side, each with its caption.
pub(super) fn ear(
    desk: &Desk<'_>,
    codes: &[Code],
    rect: Rect,
    of: &TextRef,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let count = i64::try_from(codes.len()).unwrap_or(1).max(1);
    let cell = rect.w / count;
    let size = desk.style(Role::Ear).size;
    let side = (rect.h - size * 2).min(cell).max(Length::ZERO);
    let mut items = Vec::new();
    for (index, code) in (0..).zip(codes) {
        let left = rect.x + cell * index;
        let top = rect.y + (rect.h - side - size.scaled(14, 10)) / 2;
        let square = Rect::new(left + (cell - side) / 2, top, side, side);
        match QRBuilder::new(code.data.as_str()).ecl(ECL::M).build() {
            Ok(qr) => items.extend(modules(&qr, square, &code.span, problems)),
            Err(_) => problems.push(too_much(code)),
        }
        let set = fitted(desk, &code.caption, Role::Ear, size, cell, &code.span);
        let x = left + (cell - set.width()) / 2;
        let baseline = square.bottom() + size.scaled(2, 10) + size.scaled(880, 1000);
        items.extend(set_runs(desk, &set, Point::new(x, baseline), None, of));
    }
    items
}

/// Dark modules as boxes, a run of neighbours as one.
fn modules(qr: &QRCode, square: Rect, span: &Span, problems: &mut Vec<Diagnostic>) -> Vec<Item> {
    let across = i64::try_from(qr.size).unwrap_or(1);
    let module = square.w / (across + 2 * QUIET);
    if module < LEAST_MODULE {
        problems.push(small(module, span));
    }
    let shift = (square.w - module * across) / 2;
    let mut items = Vec::new();
    for (row, line) in (0..).zip(qr.data.chunks(qr.size).take(qr.size)) {
        for (start, length) in runs(line) {
            let rect =
                Rect::new(square.x + shift + module * start, square.y + shift + module * row, module * length, module);
            items.push(Item::Fill(Fill { rect, ink: Ink::BLACK }));
        }
    }
    items
}

/// First module and length of each run of dark modules.
fn runs(line: &[Module]) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for (at, module) in (0..).zip(line) {
        if module.value() {
            match runs.last_mut() {
                Some((start, length)) if *start + *length == at => *length += 1,
                _ => runs.push((at, 1)),
            }
        }
    }
    runs
}

fn small(module: Length, span: &Span) -> Diagnostic {
    let (is, least) = (module.to_mm(), LEAST_MODULE.to_mm());
    Diagnostic::new(
        &rules::QR_MODULE,
        span.clone(),
        format!("modules of {is:.2} mm; telephones read from {least:.2} mm on newsprint"),
    )
    .help("shorten the address, give the ear more columns or lines, or set fewer codes")
}

fn too_much(code: &Code) -> Diagnostic {
    let bytes = code.data.len();
    Diagnostic::new(&rules::QR_TOO_LONG, code.span.clone(), format!("{bytes} bytes do not fit into a QR code"))
        .help("use a short address")
}
