//! banxin (版心): a newspaper page engine. The whole night on one screen: read, set, make up, print.

// Ground.
pub mod geom;

pub mod diag;

pub mod desk;

pub mod style;

// Read.
pub mod font;

pub mod picture;

pub mod layout;

pub mod story;

pub mod page;

pub mod edition;

// Set.
pub mod shape;

pub mod compose;

// Make up.
pub mod makeup;

// Print.
pub mod press;

pub mod proof;
