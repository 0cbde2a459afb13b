//! Reading an edition: the file, all that it names, and what ties the pages together.

use std::path::Path;
use std::sync::Arc;

use super::calendar::{issue, paper};
use super::jumps::{Written, read_jump};
use super::links::{jumps, labels, pointers, rest};
use super::model::{Edition, EditionPage, Jump};
use super::orders::offered;
use super::overlay::{Chain, chain, standing};
use super::pages::{Draft, Pages};
use super::signoff::SignOff;
use super::stock::Stock;
use crate::desk::{Node, Problems, Reader, shown};
use crate::diag::{Diagnostic, Span, Warned, rules, suggest};
use crate::font::FontBook;
use crate::layout::Layout;
use crate::style::Role;

/// Reads the edition at `path` with its layouts, stories, pictures, faces and profiles. After this nothing reads
/// the disk. Messages name files as `path` does.
///
/// # Errors
/// Everything that is wrong with all of the files, at once.
pub fn load(path: &Path) -> Result<Warned<Edition>, Vec<Diagnostic>> {
    load_held(path, None)
}

/// The same, to be set again under the sign-off record at `hold`.
///
/// # Errors
/// Everything that is wrong with all of the files, at once.
pub fn load_held(path: &Path, hold: Option<&Path>) -> Result<Warned<Edition>, Vec<Diagnostic>> {
    let problems = Problems::new();
    let sign_off = hold.and_then(|hold| SignOff::read(hold, &problems));
    let edition = chain(&shown(path), &problems).and_then(|chain| read(chain, &problems));
    let whole = problems.errors() == 0;
    let problems = problems.into_sorted();
    match edition {
        Some(edition) if whole => Ok(Warned::new(Edition { sign_off, ..edition }, problems)),
        _ => Err(problems),
    }
}

/// Everything in the order of the file; `None` if anything that the model cannot do without is missing.
fn read(chain: Chain, problems: &Problems) -> Option<Edition> {
    let Chain { table, layers } = chain;
    let source = Arc::clone(&layers.first()?.source);
    let base = layers.get(1).map(|layer| layer.path.clone());
    let top = Reader::new(&table, "edition.toml", problems);
    top.node("base");
    let name = top.string("edition").unwrap_or_default().to_owned();
    let mut stock = Stock::new(&layers, problems);
    let sub = |key: &'static str| top.required(key).and_then(|node| top.as_table(key, node));
    let paper = sub("paper").and_then(|table| paper(table, problems));
    let issue = sub("issue").and_then(|table| issue(table, problems));
    let fonts = stock.fonts(&top);
    let profiles = stock.profiles(&top);
    let mut pages = Pages::default();
    for item in top.required("page").and_then(|node| top.as_list("page", node)).unwrap_or_default() {
        if let Some(table) = top.as_table("page", item) {
            pages.read(table, &mut stock);
        }
    }
    let fillers = offered(&top, &pages, &mut stock);
    let written = written_jumps(&top, top.list("jump").unwrap_or_default());
    let written: Vec<Written> = written.into_iter().map(|jump| jump.settled(&pages)).collect();
    let written = standing(written, &pages, &stock);
    top.close();
    let jumps = tied(&written, &mut pages, &mut stock);
    if let Some(fonts) = &fonts {
        for layout in stock.layouts.values().flatten() {
            faces(layout, fonts, problems);
        }
    }
    stock.layouts.values().flatten().for_each(|layout| note_style(layout, problems));
    stock.report_unused();
    let pages: Option<Vec<EditionPage>> = pages.drafts.into_iter().map(finished).collect();
    let (profile, picture_profile) = profiles?;
    let (stories, pictures) = (stock.stories, stock.pictures);
    Some(Edition {
        source,
        name,
        base,
        paper: paper?,
        issue: issue?,
        pages: pages?,
        stories,
        fillers,
        pictures,
        jumps,
        fonts: fonts?,
        profile,
        picture_profile,
        sign_off: None,
    })
}

/// Everything that ties the pages together, each held against all.
fn tied(written: &[Written], pages: &mut Pages, stock: &mut Stock<'_>) -> Vec<Jump> {
    labels(pages, stock.problems);
    let jumps = jumps(written, pages, stock);
    pointers(pages, stock);
    rest(pages, stock.problems);
    jumps
}

/// A page that was read whole.
fn finished(draft: Draft) -> Option<EditionPage> {
    Some(EditionPage {
        number: draft.number,
        name: draft.name,
        layout: draft.layout?,
        others: draft.others,
        label: draft.label.map(|label| label.0).unwrap_or_default(),
        turned: draft.turned,
        split: draft.split,
        editors: draft.editors,
        places: draft.places,
        span: draft.span,
    })
}

fn written_jumps(top: &Reader<'_>, list: &[Node]) -> Vec<Written> {
    list.iter()
        .filter_map(|item| top.as_table("jump", item))
        .filter_map(|table| read_jump(table, top.problems))
        .collect()
}

/// The notes of jumps have the size of the body and another face (standards B8).
fn note_style(layout: &Layout, problems: &Problems) {
    let (body, note) = (layout.styles.get(Role::Body), layout.styles.get(Role::JumpNote));
    let said = match (body.faces.first() == note.faces.first(), body.size == note.size) {
        (true, _) => "in the face of the body",
        (false, false) => "not of the size of the body",
        _ => return,
    };
    if layout.areas.values().any(|area| area.jump.is_some()) {
        let span = layout.face_spans.get(&Role::JumpNote).cloned().unwrap_or_else(|| Span::file(&layout.source));
        problems.push(Diagnostic::new(&rules::JUMP_NOTE_FACE, span, format!("the notes of jumps are {said}")));
    }
}

/// Reports every face of a layout's styles that the catalogue does not have.
fn faces(layout: &Layout, fonts: &FontBook, problems: &Problems) {
    for (role, style) in &layout.styles.styles {
        for face in style.faces.iter().filter(|face| fonts.find(face).is_none()) {
            let (span, message) = match layout.face_spans.get(role) {
                Some(span) => (span.clone(), format!("there is no face `{face}`")),
                None => (
                    Span::file(&layout.source),
                    format!("style `{}` wants the face `{face}` unless a layout says otherwise", role.name()),
                ),
            };
            let found = Diagnostic::new(&rules::FACE_UNKNOWN, span, message);
            problems.push(match suggest(face, fonts.names()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help(format!("the catalogue has {}", fonts.names().collect::<Vec<_>>().join(", "))),
            });
        }
    }
}
