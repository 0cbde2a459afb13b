//! The real program in fresh folders: exit code, both outputs, files.

#[path = "cli/desk.rs"]
mod desk;

#[path = "cli/runs.rs"]
mod runs;

#[path = "cli/json.rs"]
mod json;

#[path = "cli/broken.rs"]
mod broken;

#[path = "cli/same.rs"]
mod same;
