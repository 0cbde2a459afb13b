//! [`check`]: the notes of the jumps on the finished pages, word for word and each with its partner.
//!
//! Source: standards B8 (every 下转 n has one 上接 m on page n, and m is the page it came from), B9 M13.

use std::collections::BTreeMap;

use super::carry::{words_from, words_to};
use super::jump::Rests;
use crate::diag::{Diagnostic, Span, rules};
use crate::edition::Edition;
use crate::page::{Item, Page, PageNo};
use crate::style::Role;

/// Page, area, story.
type Stand<'a> = (PageNo, char, &'a str);

/// Compares the notes that stand in each area with those that the jumps ask for that were made.
pub(super) fn check(edition: &Edition, pages: &[Page], rests: &Rests) -> Vec<Diagnostic> {
    let found = notes(pages);
    // In the order of reading: where it came from, then where it goes.
    let mut wanted: BTreeMap<Stand<'_>, ([String; 2], &Span)> = BTreeMap::new();
    for (index, jump) in edition.jumps.iter().enumerate() {
        let story = edition.story(jump.story).id.as_str();
        let words = [words_from(edition, jump), words_to(edition, jump)];
        for (at, ((page, area), words)) in [jump.to, jump.from].into_iter().zip(words).enumerate() {
            // Both halves of a spread are drawn on one sheet, which has the number of the left one.
            let page = edition.page(page).map_or(page, |sheet| sheet.number);
            let (notes, _) = wanted.entry((page, area.0, story)).or_insert_with(|| (Default::default(), &jump.span));
            if rests.made(index) {
                notes[at] = dense(&words.unwrap_or_default());
            }
        }
    }
    let differs = wanted.into_iter().filter_map(|((page, area, story), (notes, span))| {
        let (wanted, got) = (notes.concat(), found.get(&(page, area, story)).map_or("", String::as_str));
        let message =
            format!("the notes of `{story}` in area {area} of page {} are “{got}”, and must be “{wanted}”", page.0);
        (got != wanted).then(|| Diagnostic::new(&rules::JUMP_NOTES, span.clone(), message))
    });
    differs.collect()
}

/// The words of the notes on the pages, without blanks, by where they stand.
fn notes(pages: &[Page]) -> BTreeMap<Stand<'_>, String> {
    let mut notes: BTreeMap<Stand<'_>, String> = BTreeMap::new();
    for page in pages {
        for item in &page.items {
            if let Item::Glyphs(run) = item
                && run.role == Role::JumpNote
            {
                let stand = (page.number, run.of.area, run.of.story.as_str());
                notes.entry(stand).or_default().push_str(&dense(&run.text));
            }
        }
    }
    notes
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
