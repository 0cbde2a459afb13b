//! The real program in fresh folders: exit code, both outputs, files.

#[allow(dead_code, reason = "each test binary has its own use for the tools")]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a pixel is a whole number")]
mod tools;

#[path = "cli/desk.rs"]
mod desk;

#[path = "cli/runs.rs"]
mod runs;

#[path = "cli/remedies.rs"]
mod remedies;

#[path = "cli/json.rs"]
mod json;

#[path = "cli/broken.rs"]
mod broken;

#[path = "cli/same.rs"]
mod same;

#[path = "cli/glyphs.rs"]
mod glyphs;

#[path = "cli/signed.rs"]
mod signed;

#[path = "cli/drawings.rs"]
mod drawings;

#[path = "cli/papers.rs"]
mod papers;

#[path = "cli/gallery.rs"]
mod gallery;
#[path = "cli/regional.rs"]
mod regional;
