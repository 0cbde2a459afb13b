//! Diagnostics: where, which rule, what to do.
//!
//! Takes: places in the desk's files and what is wrong there. Gives: [`Diagnostic`], [`Warned`], and
//! their rendering for people and machines. Cannot: decide whether a run fails (the door does).
//! Source: the shape of rustc's and ruff's diagnostics; ids are lasting (see [`rules`]).

mod diagnostic;
pub mod rules;
mod source;

pub use diagnostic::{Diagnostic, Label, Severity, Warned};
pub use rules::Rule;
pub use source::{Source, Span};
