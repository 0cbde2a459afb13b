//! Remedies: what would cure a page on which the copy does not fit.
//!
//! Takes: an [`Edition`] and its [`Night`]. Gives: [`Remedies`] for each page that needs one: the exact excess or shortage,
//! and sets of moves, each tried by setting the page, the cheapest first; and the text of `edition.toml` with one of
//! them written in. Cannot: read or write a file, change a story, or offer what was not set.
//! Source: standards B8, B9 (M11); what an editor at the make-up table would mind, in `cost`.
//!
//! `need` finds what is wrong and by how much; `moves` are what can be done, in words; `offer` is which of them are worth
//! trying, `room` those that move lines between bands; `cost` is what an editor minds; `trial` sets an edition with
//! moves; `search` tries sets of them; `written` puts moves into the TOML, and `home` tells
//! of which file.

mod cost;
mod home;
mod moves;
mod need;
mod offer;
mod room;
mod search;
mod trial;
mod written;

pub use home::beneath;
pub use moves::{Move, Spot};
pub use need::{Fault, Need};
pub use written::written;

use crate::edition::Edition;
use crate::makeup::Night;
use crate::page::PageNo;

/// A set of moves that cures its page.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// What is done, all of it together.
    pub moves: Vec<Move>,
    /// What an editor would mind about it; the least is best.
    pub cost: i64,
    /// Whether it was set and found to cure. What only a writer can do was not.
    pub tried: bool,
}

/// A page that needs remedies, with those that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedies {
    /// The page.
    pub page: PageNo,
    /// What is wrong with it.
    pub needs: Vec<Need>,
    /// What cures all of it, the cheapest first.
    pub found: Vec<Remedy>,
    /// How often the page was set to find them.
    pub settings: usize,
    /// Whether there was more to try than the budget of settings allows.
    pub spent: bool,
}

/// What the remedies are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cure {
    /// Faults that fail the run.
    Errors,
    /// Those, and on pages without them lines that stay empty.
    All,
}

/// The remedies of every page of a night that needs some.
#[must_use]
pub fn remedies(edition: &Edition, night: &Night, cure: Cure) -> Vec<Remedies> {
    let pages = night.reports.iter().filter_map(|report| report.number);
    pages.filter_map(|page| search::page(edition, night, page, cure)).collect()
}
