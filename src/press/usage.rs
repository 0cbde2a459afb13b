//! [`Usage`]: which glyphs of which faces some pages use, and what text each glyph stands for.

use std::collections::BTreeMap;

use super::Violation;
use crate::font::{FaceId, FontBook};
use crate::geom::WritingMode;
use crate::page::{Glyph, GlyphRun, Item, Page};

/// What is used of one face.
#[derive(Default)]
pub(super) struct FaceUse<'p> {
    /// Texts of each glyph with the times they occur, the first seen first.
    texts: BTreeMap<u16, Vec<(&'p str, u32)>>,
    /// Some run is horizontal.
    pub(super) horizontal: bool,
    /// Some run is vertical.
    pub(super) vertical: bool,
}

impl<'p> FaceUse<'p> {
    /// The glyphs in ascending order.
    pub(super) fn glyphs(&self) -> Vec<u16> {
        self.texts.keys().copied().collect()
    }

    /// The glyphs with the text that each stands for most often; empty if it never stands alone.
    pub(super) fn unicode(&self) -> BTreeMap<u16, &'p str> {
        let most = |texts: &Vec<(&'p str, u32)>| {
            // `max_by_key` takes the last of equals: of equals the first seen shall win.
            texts.iter().rev().max_by_key(|(_, times)| *times).map_or("", |(text, _)| *text)
        };
        self.texts.iter().map(|(&glyph, texts)| (glyph, most(texts))).collect()
    }

    fn add(&mut self, glyph: u16, text: Option<&'p str>) {
        let texts = self.texts.entry(glyph).or_default();
        let Some(text) = text else { return };
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, times)) => *times += 1,
            None => texts.push((text, 1)),
        }
    }
}

/// What is used of all faces.
pub(super) type Usage<'p> = BTreeMap<FaceId, FaceUse<'p>>;

/// One cluster of a run: its glyphs and its text.
pub(super) struct Cluster<'p> {
    /// Glyphs; the first names the text, the others name none.
    pub(super) glyphs: &'p [Glyph],
    /// The text that all of them together stand for.
    pub(super) text: &'p str,
}

/// The clusters of a run; `None` in place of one whose text is not in the run.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Option<Cluster<'_>>> {
    let parts = run.glyphs.chunk_by(|_, next| next.text.is_empty());
    parts.map(|glyphs| {
        let range = &glyphs[0].text;
        let text = run.text.get(range.start as usize..range.end as usize)?;
        Some(Cluster { glyphs, text })
    })
}

/// Gathers the use of all faces on the pages.
///
/// # Errors
/// Every page that names a face, a glyph or a text that is not there.
pub(super) fn gather<'p>(pages: &[&'p Page], fonts: &FontBook) -> Result<Usage<'p>, Vec<Violation>> {
    let mut usage = Usage::new();
    let mut violations = Vec::new();
    for page in pages {
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            if let Err(reason) = add_run(&mut usage, run, fonts) {
                violations.push(Violation::Page { page: page.number, reason });
            }
        }
    }
    if violations.is_empty() { Ok(usage) } else { Err(violations) }
}

fn add_run<'p>(usage: &mut Usage<'p>, run: &'p GlyphRun, fonts: &FontBook) -> Result<(), String> {
    if run.glyphs.is_empty() {
        return Ok(());
    }
    let face = fonts.get(run.face).ok_or_else(|| format!("face {} is not in the catalogue", run.face.0))?;
    let face_use = usage.entry(run.face).or_default();
    match run.writing {
        WritingMode::Horizontal => face_use.horizontal = true,
        WritingMode::Vertical => face_use.vertical = true,
    }
    for cluster in clusters(run) {
        let cluster = cluster.ok_or_else(|| format!("a glyph names text outside its run “{}”", run.text))?;
        for glyph in cluster.glyphs {
            // PDF/X knows no reference to .notdef: makeup leaves an empty em instead (standards C1).
            if glyph.id.0 == 0 || glyph.id.0 >= face.glyph_count {
                return Err(format!("“{}”: face `{}` has no glyph {}", run.text, face.entry.id, glyph.id.0));
            }
            let alone = (cluster.glyphs.len() == 1 && !cluster.text.is_empty()).then_some(cluster.text);
            face_use.add(glyph.id.0, alone);
        }
    }
    Ok(())
}
