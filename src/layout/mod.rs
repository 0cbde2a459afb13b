//! Layouts: what a designer draws, checked and measured.
//!
//! Takes: `layouts/*.toml` (with `extends`). Gives: [`Layout`]. Cannot: see copy or set a line.
//! Source: standards B1–B7, B9; the dummy (版样) as a map of letters is the project's own idea.

mod area;
mod areas;
mod beside;
mod checks;
mod drawing;
mod fit;
mod fold;
mod grid;
mod heads;
mod inset;
mod looks;
mod model;
mod parse;
mod position;
mod rows;
mod setting;
mod units;

pub use area::{Area, AreaId, AreaRole, Band, BoxStyle, JumpRule, Map, Part, Rank, Side, SideHead, SideWidth};
pub use checks::{CHECKS, Check, Checks};
pub use fit::{COSTS, FitRules};
pub use grid::{Columns, Fold, Grid, Remainder, Sheet};
pub use inset::{Holds, Inset, InsetRow, InsetWidth, Sides};
pub use model::{Folio, HeadRules, Layout, NoteForms, Numerals, RankHead};
pub use parse::load;
pub use position::{HeadAt, HeadPanel, HeadPlace, HeadShape, HeadStand};
pub use rows::read_rows;
pub use setting::{ComposeSettings, Parameter};
pub use units::size as type_size;

#[cfg(test)]
mod tests;
