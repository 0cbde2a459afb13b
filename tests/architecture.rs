//! The house keeps itself: floors, loops, file sizes, what no room may name. See ARCHITECTURE.md and the
//! room headers; each check is also fed with broken code, so that it is known to be able to fail.

#[path = "architecture/code.rs"]
mod code;

#[path = "architecture/floors.rs"]
mod floors;

#[path = "architecture/files.rs"]
mod files;

#[path = "architecture/banned.rs"]
mod banned;

/// The rooms from the ground up: a room may import those before it and no other.
const ROOMS: [&str; 16] = [
    "geom", "diag", "desk", "style", "font", "picture", "layout", "story", "page", "edition", "shape", "compose",
    "makeup", "remedy", "press", "proof",
];

/// Fails with all that was found.
#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
