//! [`key`]: all that an area hangs on, for the [`Memory`].

use super::desk::Desk;
use super::memory::{Digest, Key, Memory};
use super::story::Prepared;
use crate::edition::{EditionPage, Place};

/// The design, the page, what is placed and what was ordered, the stories with their pictures, and, where a story goes on,
/// the other pages and what its other part hangs on (`rests`).
pub(super) fn key(
    desk: &Desk<'_>,
    page: &EditionPage,
    (prepared, place): (&Prepared<'_>, &Place),
    rests: &[Key],
    memory: &Memory,
) -> Key {
    let edition = desk.edition;
    let mut digest = Digest::default().and(&memory.layout(desk.layout)).and(&prepared.area.id).and(rests);
    digest = digest.written(&(page.number, &page.label)).written(place).written(&edition.jumps);
    for story in edition.stories.iter().filter(|story| prepared.tells(&story.id)) {
        digest = digest.and(story);
        for id in story.pictures.iter().filter_map(|of| of.picture) {
            let picture = edition.picture(id);
            // The end of a coded picture tells it from another of the same length.
            let end = &picture.data[picture.data.len().saturating_sub(1024)..];
            digest = digest.and(&(&picture.path, picture.width, picture.height, picture.data.len(), end));
        }
    }
    if prepared.leaves.is_some() || !rests.is_empty() {
        for page in &edition.pages {
            digest = digest.written(&(page.number, &page.label, &page.name)).and(&memory.layout(&page.layout));
        }
    }
    digest.key()
}
