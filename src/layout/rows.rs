//! Other heights for the bands of a drawing: what a page orders for one night.

use std::sync::Arc;

use super::area::Band;
use super::drawing::{bands, height_fault};
use super::model::Layout;
use crate::desk::{Node, Reader};
use crate::diag::{Diagnostic, Span, rules};

/// Reads `rows` of a page in the place of those of its layout, with the same syntax and the same checks; `None` if they
/// cannot be.
pub fn read_rows(reader: &Reader<'_>, node: &Node, layout: &Layout) -> Option<Vec<(Band, Span)>> {
    let bands = bands(reader, reader.as_list("rows", node)?)?;
    let drawn = layout.map.bands.first().map_or_else(|| Span::file(&layout.source), |band| band.1.clone());
    let wrong = |message: String, help: String| {
        let found = Diagnostic::new(&rules::MAP_HEIGHT, node.span.clone(), message);
        reader.problems.push(found.also(drawn, "the bands of the layout begin here").help(help));
    };
    let (here, there) = (bands.len(), layout.map.bands.len());
    if here != there {
        wrong(
            format!("rows = [...] has {here} heights, and the layout draws {there} bands"),
            "give a height for each row of the drawing, from the top".to_owned(),
        );
        return None;
    }
    if let Some((message, help)) = height_fault(&bands, layout.grid.lines) {
        wrong(message, help);
        return None;
    }
    Some(bands)
}

impl Layout {
    /// The same design with other heights for its bands, if they can make up its column.
    #[must_use]
    pub fn with_rows(&self, bands: Vec<(Band, Span)>) -> Option<Arc<Self>> {
        let fits = bands.len() == self.map.bands.len() && height_fault(&bands, self.grid.lines).is_none();
        fits.then(|| {
            let mut layout = self.clone();
            layout.map.bands = bands;
            Arc::new(layout)
        })
    }
}

impl std::fmt::Display for Band {
    /// As it is written in TOML.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lines(lines) => write!(f, "{lines}"),
            Self::Range(least, most) => write!(f, "\"{least}..{most}\""),
            Self::Free => write!(f, "\"*\""),
        }
    }
}
