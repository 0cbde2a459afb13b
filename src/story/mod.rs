//! Stories: typed head parts and a body, repaired as declared.
//!
//! Takes: `stories/*.md`. Gives: [`Story`]. Cannot: know a page or a width.
//! Source: standards A1 (input normalisation), B6 and B7 (parts of an article).

mod aside;
mod bare;
mod inline;
mod model;
mod normal;
mod parse;
mod repair;
mod spans;

pub use aside::focus;
pub use bare::repaired;
pub use model::{Block, BylinePlace, FactBox, HeadLine, Inline, Repair, RepairKind, Story, StoryId, StoryPicture};
pub use parse::{parse, phrase};

#[cfg(test)]
mod tests;
