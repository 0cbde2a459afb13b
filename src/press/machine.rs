//! [`Press`]: what all documents of an edition share, and the order of the work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::font::{FaceId, FontBook};
use crate::page::{Item, Page};
use crate::picture::{Picture, PictureId};

use super::cache::Cache;
use super::content::Writer;
use super::document::{ImageSet, PlacedImage};
use super::images::Separator;
use super::pass::Sheet;
use super::program::Program;
use super::text::{Font, FontSet};
use super::units::Frame;
use super::usage::{Usage, gather};
use super::{Info, Violation, content, document, images, pass, program};

/// What all documents of an edition share: subset fonts and separated pictures are made once.
/// It may be used from several threads; what a document is depends on its pages alone.
pub struct Press<'a> {
    fonts: &'a FontBook,
    pictures: &'a [Picture],
    separator: Separator,
    unions: RwLock<BTreeMap<FaceId, Arc<Program>>>,
    programs: Cache<(FaceId, Vec<u16>), program::Made>,
    images: Cache<(PictureId, [u32; 2]), images::Made>,
}

impl<'a> Press<'a> {
    /// A press for the faces and pictures of an edition. `profile` is the ICC profile of the printing
    /// condition (class `prtr`, CMYK), `picture_profile` that of RGB pictures which carry none.
    ///
    /// # Errors
    /// What is wrong with the profiles.
    pub fn new(
        fonts: &'a FontBook,
        pictures: &'a [Picture],
        profile: &[u8],
        picture_profile: &[u8],
    ) -> Result<Self, Vec<Violation>> {
        Ok(Self {
            fonts,
            pictures,
            separator: Separator::new(profile, picture_profile)?,
            unions: RwLock::default(),
            programs: Cache::new(),
            images: Cache::new(),
        })
    }

    /// Makes ready what several documents of these pages share: each face is subset once for all pages,
    /// from which the subsets of single pages are taken, and pictures are separated in parallel.
    /// Only speed depends on it: [`Press::write`] gives the same bytes without.
    ///
    /// # Errors
    /// What cannot be printed, on any page.
    pub fn prepare(&self, pages: &[&Page]) -> Result<(), Vec<Violation>> {
        let usage = gather(pages, self.fonts)?;
        let (fonts, images) = rayon::join(|| self.font_set(&usage), || self.image_set(pages));
        let fonts = fonts?;
        let mut unions = self.unions.write().unwrap_or_else(PoisonError::into_inner);
        unions.extend(fonts.into_iter().map(|(face, font)| (face, font.program)));
        drop(unions);
        images.map(drop)
    }

    /// The PDF of these pages; a spread that is split comes to two.
    ///
    /// # Errors
    /// Each thing that cannot be printed.
    pub fn write(&self, pages: &[&Page], info: &Info) -> Result<Vec<u8>, Vec<Violation>> {
        if pages.is_empty() {
            return Err(vec![Violation::Document("no page was given".into())]);
        }
        let usage = gather(pages, self.fonts)?;
        let (fonts, images) = rayon::join(|| self.font_set(&usage), || self.image_set(pages));
        let (fonts, images) = (fonts?, images?);
        let document = |reason| vec![Violation::Document(reason)];
        // Packing the largest face takes as long as all the rest together: it goes beside it.
        let pack = || {
            fonts.par_iter().for_each(|(_, font)| {
                font.program.packed();
            })
        };
        let draw_all = || {
            let drawn: Vec<_> = pages.par_iter().map(|page| draw(page, &fonts, &images)).collect();
            let (contents, sheets): (Vec<_>, Vec<_>) = all(drawn)?.into_iter().unzip();
            Ok::<_, Vec<Violation>>((document::assemble(contents, &fonts, &images).map_err(document)?, sheets))
        };
        let (raw, sheets) = rayon::join(draw_all, pack).0?;
        pass::finish(&raw, &sheets, &fonts, &images, info).map_err(document)
    }

    /// Subsets of all faces in use.
    fn font_set<'p>(&self, usage: &Usage<'p>) -> Result<FontSet<'p>, Vec<Violation>> {
        let faces: Vec<_> = usage.iter().enumerate().collect();
        let made = faces.into_par_iter().map(|(place, (&face, used))| {
            let font = Font {
                name: format!("F{place}"),
                program: self.program(face, used.glyphs())?,
                unicode: used.unicode(),
                horizontal: used.horizontal,
                vertical: used.vertical,
            };
            Ok((face, font))
        });
        all(made.collect()).map(|fonts| fonts.into_iter().collect())
    }

    fn program(&self, face: FaceId, glyphs: Vec<u16>) -> program::Made {
        self.programs.get((face, glyphs.clone()), || {
            let union = self.unions.read().unwrap_or_else(PoisonError::into_inner).get(&face).cloned();
            Program::new(self.fonts.face(face), &glyphs, union.as_deref()).map(Arc::new)
        })
    }

    /// Images of all pictures in use, each large enough for its largest box.
    fn image_set(&self, pages: &[&Page]) -> Result<ImageSet, Vec<Violation>> {
        let mut sizes: BTreeMap<PictureId, [u32; 2]> = BTreeMap::new();
        let mut violations = Vec::new();
        for page in pages {
            for placed in
                page.items.iter().filter_map(|item| if let Item::Picture(placed) = item { Some(placed) } else { None })
            {
                let picture = self
                    .pictures
                    .get(placed.picture.0 as usize)
                    .ok_or("a picture that is not in the edition".to_owned());
                match picture.and_then(|picture| Ok(images::needed(picture, content::uncropped(placed)?))) {
                    Ok(size) => {
                        let largest = sizes.entry(placed.picture).or_default();
                        *largest = [largest[0].max(size[0]), largest[1].max(size[1])];
                    }
                    Err(reason) => violations.push(Violation::Page { page: page.number, reason }),
                }
            }
        }
        if !violations.is_empty() {
            return Err(violations);
        }
        let sizes: Vec<_> = sizes.into_iter().enumerate().collect();
        let made = sizes.into_par_iter().map(|(place, (id, size))| {
            let picture = &self.pictures[id.0 as usize];
            let image = self.images.get((id, size), || self.separator.image(picture, size))?;
            Ok((id, PlacedImage { name: format!("P{place}"), turn: image.turn, image }))
        });
        all(made.collect()).map(|images| images.into_iter().collect())
    }
}

/// All values, or all violations.
fn all<T>(made: Vec<Result<T, Violation>>) -> Result<Vec<T>, Vec<Violation>> {
    let (mut values, mut violations) = (Vec::with_capacity(made.len()), Vec::new());
    for result in made {
        match result {
            Ok(value) => values.push(value),
            Err(violation) => violations.push(violation),
        }
    }
    if violations.is_empty() { Ok(values) } else { Err(violations) }
}

/// The operations of one page, with what the press pass must know of it.
fn draw(page: &Page, fonts: &FontSet<'_>, images: &ImageSet) -> Result<(Vec<printpdf::Op>, Sheet), Violation> {
    let drawn = Frame::new(&page.boxes).and_then(|frame| {
        let ops = Writer::new(frame, fonts, images).page(page)?;
        let shown = frame.shown(page.form, page.boxes.width / 2);
        Ok((ops, Sheet { shown, resources: resources(page, fonts, images) }))
    });
    drawn.map_err(|reason| Violation::Page { page: page.number, reason })
}

fn resources(page: &Page, fonts: &FontSet<'_>, images: &ImageSet) -> BTreeSet<String> {
    let name = |item: &Item| match item {
        Item::Glyphs(run) if !run.glyphs.is_empty() => fonts.get(&run.face).map(|font| font.resource(run.writing)),
        Item::Picture(placed) => images.get(&placed.picture).map(|image| image.name.clone()),
        Item::Glyphs(_) | Item::Rule(_) | Item::Fill(_) | Item::Dot(_) | Item::Wave(_) => None,
    };
    page.items.iter().filter_map(name).collect()
}
