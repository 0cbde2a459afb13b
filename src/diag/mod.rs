//! Diagnostics: where, which rule, what to do.
//!
//! Takes: places in the desk's files and what is wrong there. Gives: [`Diagnostic`], [`Warned`], and
//! their rendering for people and machines. Cannot: decide whether a run fails (the door does).
//! Source: the shape of rustc's and ruff's diagnostics; ids are lasting (see [`rules`]).

mod diagnostic;
mod excerpt;
mod render;
pub mod rules;
mod source;
mod suggest;

pub use diagnostic::{Diagnostic, Label, Severity, Warned};
pub use render::{Colour, render_concise, render_human, render_json};
pub use rules::Rule;
pub use source::{Source, Span};
pub use suggest::suggest;

/// `1 line`, `3 lines`.
#[must_use]
pub fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
