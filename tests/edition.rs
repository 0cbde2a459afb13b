//! The whole sample editions as they leave the press, read by other people's programs.
//!
//! The pages are built once for all tests. What is looked for comes from the story files and the layouts,
//! never from our own pages; only zones, which no PDF shows, are taken from there.

#[allow(dead_code, reason = "each test binary has its own use for the tools")]
#[allow(clippy::cast_possible_truncation, reason = "a pixel is a whole number")]
mod tools;

#[path = "edition/sample.rs"]
mod sample;

#[path = "edition/trace.rs"]
mod trace;

#[path = "edition/order.rs"]
mod order;

#[path = "edition/text.rs"]
mod text;

#[path = "edition/place.rs"]
mod place;

#[path = "edition/record.rs"]
mod record;

#[path = "edition/ink.rs"]
mod ink;

#[path = "edition/held.rs"]
mod held;

#[path = "edition/tabloid.rs"]
mod tabloid;

#[path = "edition/chengnan.rs"]
mod chengnan;
