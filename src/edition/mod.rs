//! The edition: which story goes on which page. After it nothing reads the disk.
//!
//! Takes: `edition.toml` and all that it names. Gives: [`Edition`]. Cannot: set or place anything.
//! Source: standards B7, B8; design of the project for the files.

mod calendar;
mod designs;
mod graph;
mod jumps;
mod links;
mod load;
mod model;
mod orders;
mod overlay;
mod pages;
mod signoff;
mod stock;

pub use load::{load, load_held};
pub use model::{
    Code, Content, CutAt, Edition, EditionPage, InsetAd, Issue, Jump, JumpHead, Paper, PictureUse, Place, Pointer,
};
pub use orders::Orders;
pub use signoff::{SignOff, Signed};
