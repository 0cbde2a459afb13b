//! Making up: stories and furniture into the areas of every page.
//!
//! Takes: an [`Edition`]. Gives: a [`Night`]: finished [`Page`]s and what each area came to.
//! Cannot: read a file, or leave a decision to the press.
//! Source: standards A9 (widows), B3–B9 (columns, heads, pictures, jumps, make-up rules).
//!
//! The order of the work, one file each: `desk` shapes, and `house` knows the looks and rules of each place; `copy` is a
//! story as pieces, `shorten` takes off it what the desk cuts, `onward` is its rest after a jump; `frame` turns letters and lines to legs, `own` to those that leave
//! the grid, `axis` legs to places; `prepare` gathers what does not hang on heights: `heads` with `headline` and `stack`,
//! `inset` with `picture`; a `choice` is one way to set an area; `flow` runs lines into legs and keeps feet level; `jump`
//! cuts, `carry` ties the two parts; `story` does one area and `draw` draws it; `judge` says what is wrong with it,
//! `troubles` what is wrong with its lines, `solid` which of them leave the strict grid; `solve` finds band heights at
//! least `cost`; `fill` sets areas without text, `furniture` and `ear` what every issue repeats; `plan` says what stands
//! where, and `checks` hold it against the rules of make-up; `finish` turns lines to items, with what `marks` sets beside
//! them; `audit` proves that no text was lost.

mod audit;
mod axis;
mod carry;
mod checks;
mod choice;
mod copy;
mod cost;
mod desk;
mod draw;
mod ear;
mod fill;
mod finish;
mod flow;
mod frame;
mod furniture;
mod headline;
mod heads;
mod house;
mod inset;
mod judge;
mod jump;
mod marks;
mod missing;
mod numerals;
mod onward;
mod own;
mod picture;
mod plan;

mod prepare;
mod report;
mod sheet;
mod shorten;
mod solid;
mod solve;
mod stack;
mod story;
#[cfg(test)]
mod tests;
mod troubles;
mod words;

pub use report::{AreaReport, PageReport, UnsolidLine};

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
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut night = Night::default();
    let mut rests = jump::Rests::default();
    let shaped = copy::shape_all(edition).take(&mut diagnostics);
    for page in &edition.pages {
        let made = sheet::make(edition, page, &shaped, &mut rests);
        let said = made.diagnostics.iter().map(|found| (found.rule.id, found.severity)).collect();
        let made = made.take(&mut diagnostics);
        night.pages.push(made.page);
        night.reports.push(PageReport { said, ..made.report });
    }
    diagnostics.extend(rests.left_over(edition));
    diagnostics.extend(audit::audit(edition, &night));
    Warned::new(night, diagnostics)
}
