//! The desk's files: read safely, TOML with the place of every word, all mistakes at once.
//!
//! Takes: paths and TOML text. Gives: [`Project`] (what may be read), [`Table`] (a TOML tree that keeps its
//! places), [`Reader`] (asks for keys and reports what is wrong with them), [`Problems`].
//! Cannot: know what any key means. Source: TOML 1.1; the file conventions of the project.

mod files;
mod problems;
mod reader;
mod tree;

pub use files::{Project, read_bytes, read_text, shown};
pub use problems::Problems;
pub use reader::{Reader, code};
pub use tree::{Entry, Node, Table, Value};
