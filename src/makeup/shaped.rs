//! [`shape_all`]: every story shaped, once for the whole run.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::copy::inline_of;
use super::desk::{face_set, missing_glyph};
use super::house::House;
use super::memory::{Digest, Key, Memory};
use crate::diag::{Diagnostic, Warned};
use crate::edition::{Content, Edition};
use crate::layout::Layout;
use crate::shape::{FaceSet, Manner, Missing, ShapedText, Shaper};
use crate::story::{Block, Inline, StoryId};

/// A block as shaped: what its lines hang on, and the text.
pub(super) type ShapedBlock = (Key, Arc<ShapedText>);

/// Every block of every story, shaped with the looks of the page where the story begins, and the shaper,
/// whose plans are a good part of the work on a small edition.
pub(super) struct Shaped<'a> {
    /// Faces that are ready.
    pub shaper: Shaper<'a>,
    /// What earlier runs worked out.
    pub memory: &'a Memory,
    /// The blocks of each story.
    pub blocks: BTreeMap<StoryId, Vec<ShapedBlock>>,
}

/// A block that is to be shaped.
struct Work<'a> {
    id: StoryId,
    block: &'a Block,
    faces: FaceSet,
    manner: Manner,
    key: Key,
}

/// Shapes all stories that a page carries: the one dear step, done once and in parallel.
pub(super) fn shape_all<'a>(edition: &'a Edition, memory: &'a Memory) -> Warned<Shaped<'a>> {
    let mut looks: BTreeMap<StoryId, (&Layout, House<'_>)> = BTreeMap::new();
    for page in &edition.pages {
        for (letter, place) in &page.places {
            let area = page.layout.areas.get(letter);
            let Some(area) = area else { continue };
            for id in begins(edition, &place.content).into_iter().chain(place.orders.filler) {
                looks.entry(id).or_insert((&page.layout, House::body(&page.layout, area)));
            }
        }
    }
    let work: Vec<Work<'_>> = looks.into_iter().flat_map(|(id, looks)| work(edition, id, looks)).collect();
    let known: Vec<Option<Arc<ShapedText>>> = work.iter().map(|work| memory.text(work.key)).collect();
    let shaper = Shaper::with(&edition.fonts, memory.faces(&edition.fonts));
    let made = work.par_iter().zip(known).map(|(work, known)| match known {
        Some(text) => (text, Vec::new()),
        None => shape_block(edition, &shaper, work),
    });
    let made: Vec<(Arc<ShapedText>, Vec<Diagnostic>)> = made.collect();
    let mut shaped = Warned::new(Shaped { shaper, memory, blocks: BTreeMap::new() }, Vec::new());
    for (work, (text, problems)) in work.iter().zip(made) {
        // What lacks a glyph is shaped again, so that it is said again.
        if problems.is_empty() {
            memory.keep_text(work.key, &text);
        }
        shaped.value.blocks.entry(work.id).or_default().push((work.key, text));
        shaped.diagnostics.extend(problems);
    }
    shaped
}

/// The stories that begin in a place, or may begin there.
pub(super) fn begins(edition: &Edition, content: &Content) -> Vec<StoryId> {
    match content {
        Content::Story(id) => vec![*id],
        Content::Rests(jumps) => jumps.iter().filter_map(|&jump| edition.jumps[jump].instead).collect(),
        _ => Vec::new(),
    }
}

fn work<'a>(
    edition: &'a Edition,
    id: StoryId,
    (layout, house): (&'a Layout, House<'a>),
) -> impl Iterator<Item = Work<'a>> {
    edition.story(id).blocks.iter().map(move |block| {
        let (inline, role) = inline_of(block);
        let (faces, manner) = (face_set(edition, layout, role), house.manner(role));
        let key = text_key(inline, &faces, manner);
        Work { id, block, faces, manner, key }
    })
}

/// All that the shape of a text hangs on.
pub(super) fn text_key(inline: &Inline, faces: &FaceSet, manner: Manner) -> Key {
    Digest::default().and(&inline.text).and(&inline.runs).and(&inline.marks).and(faces).and(&manner).key()
}

fn shape_block(edition: &Edition, shaper: &Shaper<'_>, work: &Work<'_>) -> (Arc<ShapedText>, Vec<Diagnostic>) {
    let (inline, _) = inline_of(work.block);
    let (text, missing) = shaper.inline(inline, work.manner, &work.faces);
    let place = |it: &Missing| inline.span_at(it.text.clone());
    let problems = missing.iter().map(|it| missing_glyph(edition, &work.faces, it, &inline.runs, place(it)));
    (Arc::new(text), problems.collect())
}
