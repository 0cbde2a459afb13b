//! [`shared`]: the pages of a regional edition that print as those of the edition beneath it: their plates are made.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Night;
use crate::edition::Edition;
use crate::font::FaceId;
use crate::page::{GlyphRun, Item, Page, PageNo};

/// Numbers of the pages that come out of the plates the same in both editions; a spread has one, that of its left page.
#[must_use]
pub fn shared((edition, night): (&Edition, &Night), (base, of): (&Edition, &Night)) -> Vec<PageNo> {
    if edition.profile != base.profile || edition.picture_profile != base.picture_profile {
        return Vec::new();
    }
    let pair = Pair { edition, base, faces: RefCell::default() };
    let same = |page: &&Page| of.pages.iter().any(|other| pair.same_page(page, other));
    night.pages.iter().filter(same).map(|page| page.number).collect()
}

/// Two editions: a face or a picture may have another number in each.
struct Pair<'a> {
    edition: &'a Edition,
    base: &'a Edition,
    faces: RefCell<BTreeMap<(FaceId, FaceId), bool>>,
}

impl Pair<'_> {
    fn same_page(&self, page: &Page, other: &Page) -> bool {
        let plate = |page: &Page| (page.number, page.boxes, page.form, page.items.len());
        plate(page) == plate(other) && page.items.iter().zip(&other.items).all(|(one, two)| self.same_item(one, two))
    }

    fn same_item(&self, one: &Item, two: &Item) -> bool {
        match (one, two) {
            (Item::Glyphs(one), Item::Glyphs(two)) => self.same_run(one, two),
            (Item::Picture(one), Item::Picture(two)) => {
                let (first, second) = (self.edition.picture(one.picture), self.base.picture(two.picture));
                (one.rect, one.crop) == (two.rect, two.crop) && first.data == second.data
            }
            (one, two) => one == two,
        }
    }

    /// Whose text it is, and in what role, is not printed.
    fn same_run(&self, one: &GlyphRun, two: &GlyphRun) -> bool {
        let looks = |run: &GlyphRun| (run.size, run.scale, run.ink, run.origin, run.writing, run.turned);
        looks(one) == looks(two)
            && one.text == two.text
            && one.glyphs == two.glyphs
            && self.same_face(one.face, two.face)
    }

    fn same_face(&self, one: FaceId, two: FaceId) -> bool {
        let mut faces = self.faces.borrow_mut();
        let data = || self.edition.fonts.face(one).data() == self.base.fonts.face(two).data();
        *faces.entry((one, two)).or_insert_with(data)
    }
}
