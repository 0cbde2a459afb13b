//! The finished press PDF, as other readers see it. One test for every defect of printpdf that could
//! reach our pages, and for every promise of `src/press/CONFORMANCE.md`.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "test patterns wrap on purpose"
)]

#[allow(dead_code, reason = "each test binary has its own use for the tools")]
mod tools;

#[path = "press/sheet.rs"]
mod sheet;

#[path = "press/file.rs"]
mod file;

#[path = "press/fonts.rs"]
mod fonts;

#[path = "press/placing.rs"]
mod placing;

#[path = "press/upright.rs"]
mod upright;

#[path = "press/plates.rs"]
mod plates;

#[path = "press/pictures.rs"]
mod pictures;

#[path = "press/sameness.rs"]
mod sameness;

#[path = "press/proofs.rs"]
mod proofs;

#[path = "press/spread.rs"]
mod spread;
