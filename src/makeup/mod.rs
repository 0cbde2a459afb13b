//! Making up: stories and furniture into the areas of every page.
//!
//! Takes: an [`Edition`]. Gives: a [`Night`]: finished [`Page`]s and what each area came to.
//! Cannot: read a file, or leave a decision to the press.
//! Source: standards A9 (widows), B3–B9 (columns, heads, pictures, jumps, make-up rules).
//!
//! The order of the work, one file each: `desk` shapes, and `house` knows the looks and rules of each place; `copy` is a
//! story as pieces, `shorten` takes off it what the desk cuts, `onward` is its rest after a jump; `frame` turns letters
//! and lines to legs, `arms` those of areas with steps, `own` those that leave the grid, `axis` legs to places; `prepare` gathers what does not hang on heights: `heads`
//! with `headline` (its lines by `lettering`, broken by `words`, `figures` and `names`), `stack`, the `spot` that it takes, its `panel`
//! and `knockout`, and each `inset` with its `aside`, a `picture` or a `quote`; a `choice` is one way to set an area; a
//! `hole` is taken out of the legs for an inset or a head; `flow` runs lines into legs and keeps feet level; `jump` cuts,
//! `carry` ties the two parts, `jumphead` heads the rest, `section` collects rests under an `opener` each; `story` does
//! one area and `draw` draws it; `judge` says what is wrong with it,
//! `troubles` what is wrong with its lines, `solid` which of them leave the strict grid; `fit` finds what each area costs,
//! by the `price` of what is set, and `meet` what areas cost each other; `solve` finds band heights at least `cost`, and
//! `prove` holds what it reckons against what is set; `fold` keeps heads out of the cut of a spread; `fill` sets areas
//! without text, `furniture` and `ear` what every issue repeats; `plan` says what stands where, and `checks` hold it against the rules of make-up;
//! `finish` turns lines to items, with what `marks` sets beside them; `pairs` holds the notes of jumps against
//! each other; `audit` proves that no text was lost; `shared` finds the pages of a regional edition that print as its
//! base's. `dummy` draws a layout without copy, by the same `frame`, `spot` and `inset`.

mod account;
mod arms;
mod aside;
mod audit;
mod axis;
mod carry;
mod checks;
mod choice;
mod copy;
mod cost;
mod desk;
mod draw;
mod dummy;
mod ear;
mod figures;
mod fill;
mod filler;
mod finish;
mod fit;
mod flow;
mod fold;
mod frame;
mod furniture;
mod halves;
mod headline;
mod heads;
mod hole;
mod house;
mod inset;
mod judge;
mod jump;
mod jumphead;
mod key;
mod knockout;
mod lettering;
mod marks;
mod meet;
mod memory;
mod mend;
mod missing;
mod names;
mod numerals;
mod onward;
mod opener;
mod own;
mod pairs;
mod panel;
mod parts;
mod picture;
mod plan;

mod prepare;
mod price;
mod prove;
mod quote;
mod report;
mod section;
mod shaped;
mod shared;
mod sheet;
mod shorten;
mod solid;
mod solve;
mod spot;
mod stack;
mod story;
#[cfg(test)]
mod tests;
mod troubles;
mod words;

pub use dummy::{AreaSize, BandHeight, Capacity, Dummy, HeadRoom, draw_layout};
pub use memory::Memory;
pub use report::{AreaReport, PageReport, UnsolidLine};
pub use shared::shared;

use crate::diag::{Diagnostic, Warned};
use crate::edition::Edition;
use crate::page::Page;

/// What a run gives: the pages and their accounts.
#[derive(Debug, Default)]
pub struct Night {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// One account a page.
    pub reports: Vec<PageReport>,
}

/// Makes up every page of the edition, in order, since a jump carries text forward.
#[must_use]
pub fn make_up(edition: &Edition) -> Warned<Night> {
    make_up_again(edition, &mut Memory::default())
}

/// The same, with what earlier runs worked out: an edition of which little has changed is made up in little time, and
/// comes out as without a memory.
#[must_use]
pub fn make_up_again(edition: &Edition, memory: &mut Memory) -> Warned<Night> {
    memory.begin(edition);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut night = Night::default();
    let mut rests = jump::Rests::default();
    let shaped = shaped::shape_all(edition, memory).take(&mut diagnostics);
    for page in &edition.pages {
        let work = sheet::Material { edition, page, shaped: &shaped };
        let made = sheet::make(work, &mut rests);
        let said = made.diagnostics.iter().map(|found| (found.rule.id, found.severity)).collect();
        let made = made.take(&mut diagnostics);
        night.pages.push(made.page);
        night.reports.push(PageReport { said, ..made.report });
    }
    diagnostics.extend(rests.left_over(edition));
    diagnostics.extend(pairs::check(edition, &night.pages, &rests));
    diagnostics.extend(checks::finished(edition, &night));
    diagnostics.extend(audit::audit(edition, &night));
    let lost = audit::asides(edition, &night, &diagnostics);
    diagnostics.extend(lost);
    Warned::new(night, diagnostics)
}
