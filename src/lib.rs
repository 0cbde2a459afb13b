//! banxin (版心): a newspaper page engine. The whole night on one screen: read, set, make up, print.

// Ground.
pub mod geom;

pub mod diag;

pub mod desk;

pub mod style;

// Read.
pub mod font;

pub mod picture;

pub mod layout;

pub mod story;

pub mod page;

pub mod edition;

// Set.
pub mod shape;

pub mod compose;

// Make up.
pub mod makeup;

pub mod remedy;

// Print.
pub mod press;

pub mod proof;

use diag::Warned;
use edition::Edition;
use makeup::Night;

/// Sets and makes up an edition that [`edition::load`] has read: always pages, perhaps with troubles.
#[must_use]
pub fn build(edition: &Edition) -> Warned<Night> {
    makeup::make_up(edition)
}
