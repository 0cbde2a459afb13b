//! The press pass: the raw document of printpdf made into the file that goes to the plates.
//!
//! Every object is written anew in an order of ours, so that nothing is left of printpdf's counters,
//! its wrong boxes (width and height for a corner), its empty annotations or its unused resources.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Info;
use super::content::{KNOCKOUT, OVERPRINT};
use super::deflate::deflate;
use super::digest::digest;
use super::document::ImageSet;
use super::fontdict::{broken, name, packed};
use super::text::{FontSet, utf16};
use super::units::{Milli, pt};

/// What the pass must know besides the raw document.
pub(super) struct Sheet {
    /// MediaBox and TrimBox of each PDF page that is made of it.
    pub(super) shown: Vec<[[Milli; 4]; 2]>,
    /// Names of the fonts and images on it.
    pub(super) resources: BTreeSet<String>,
}

/// The raw document and the one in the making.
pub(super) struct Pass<'a> {
    pub(super) raw: &'a Document,
    out: Document,
}

/// The bytes of the document.
///
/// # Errors
/// If the raw document is not built as printpdf builds it.
pub(super) fn finish(
    raw: &Document,
    sheets: &[Sheet],
    fonts: &FontSet<'_>,
    images: &ImageSet,
    info: &Info,
) -> Result<Vec<u8>, String> {
    let mut out = Document::with_version("1.6");
    out.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut pass = Pass { raw, out };
    let catalog = pass.out.new_object_id();
    let tree = pass.out.new_object_id();
    let about = pass.add(about(info));
    let pages = pass.raw_pages()?;
    let (specimen, pages) = pages.split_last().ok_or("no pages")?;
    let fonts = pass.fonts(*specimen, fonts)?;
    let images = pass.images(*specimen, images)?;
    let kids = pass.pages(pages, sheets, tree, &[("Font", fonts), ("XObject", images)])?;
    pass.out.objects.insert(tree, tree_of(kids).into());
    let root = pass.catalog(tree)?;
    pass.out.objects.insert(catalog, root.into());
    pass.save(catalog, about)
}

impl Pass<'_> {
    /// Adds an object to the document in the making.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.out.add_object(object)
    }

    fn raw_pages(&self) -> Result<Vec<ObjectId>, String> {
        let root = self.raw.catalog().and_then(|root| root.get(b"Pages")).and_then(Object::as_reference);
        let tree = self.raw.get_dictionary(root.map_err(broken)?).map_err(broken)?;
        let kids = tree.get(b"Kids").and_then(Object::as_array).map_err(broken)?;
        kids.iter().map(|kid| kid.as_reference().map_err(broken)).collect()
    }

    /// One kind of resources, by name, that printpdf wrote for a page (and for all others too).
    fn raw_resources(&self, page: ObjectId, kind: &[u8]) -> Result<Dictionary, String> {
        let page = self.raw.get_dictionary(page).map_err(broken)?;
        let resources = page.get(b"Resources").and_then(Object::as_reference).map_err(broken)?;
        let resources = self.raw.get_dictionary(resources).map_err(broken)?;
        let of_kind = resources.get(kind).and_then(Object::as_reference).map_err(broken)?;
        self.raw.get_dictionary(of_kind).cloned().map_err(broken)
    }

    fn fonts(&mut self, specimen: ObjectId, fonts: &FontSet<'_>) -> Result<BTreeMap<String, ObjectId>, String> {
        let raw = self.raw_resources(specimen, b"Font")?;
        let mut written = BTreeMap::new();
        for font in fonts.values() {
            let id = raw.get(font.name.as_bytes()).and_then(Object::as_reference).map_err(broken)?;
            let type0 = self.raw.get_dictionary(id).map_err(broken)?;
            written.extend(self.font(type0, font)?);
        }
        Ok(written)
    }

    fn images(&mut self, specimen: ObjectId, images: &ImageSet) -> Result<BTreeMap<String, ObjectId>, String> {
        let raw = self.raw_resources(specimen, b"XObject")?;
        let mut written = BTreeMap::new();
        for placed in images.values() {
            let id = raw.get(placed.name.as_bytes()).and_then(Object::as_reference).map_err(broken)?;
            let mut stream = self.raw.get_object(id).and_then(Object::as_stream).map_err(broken)?.clone();
            stream.set_content(placed.image.data.to_vec());
            written.insert(placed.name.clone(), self.add(stream));
        }
        Ok(written)
    }

    /// Pages with the boxes of their sheets and only the resources that they use.
    fn pages(
        &mut self,
        pages: &[ObjectId],
        sheets: &[Sheet],
        tree: ObjectId,
        resources: &[(&str, BTreeMap<String, ObjectId>)],
    ) -> Result<Vec<ObjectId>, String> {
        let states = self.graphics_states();
        let contents = pages.iter().map(|&page| self.raw_content(page)).collect::<Result<Vec<_>, _>>()?;
        let contents: Vec<Vec<u8>> = contents.par_iter().map(|content| deflate(content)).collect();
        let mut kids = Vec::new();
        for ((&page, sheet), content) in pages.iter().zip(sheets).zip(contents) {
            let mut dict = self.raw.get_dictionary(page).map_err(broken)?.clone();
            let mut own = Dictionary::new();
            own.set("ExtGState", states.clone());
            for (kind, written) in resources {
                let used = written.iter().filter(|(name, _)| sheet.resources.contains(*name));
                let used: Dictionary = used.map(|(name, id)| (name.as_str(), Object::Reference(*id))).collect();
                if !used.is_empty() {
                    own.set(*kind, used);
                }
            }
            dict.set("Parent", tree);
            // Two pages of a spread show parts of one content.
            let content = self.add(packed(Dictionary::new(), content));
            for &[media, trim] in &sheet.shown {
                dict.set("MediaBox", corners(media));
                dict.set("BleedBox", corners(media));
                dict.set("TrimBox", corners(trim));
                dict.remove(b"CropBox");
                dict.remove(b"Annots");
                dict.set("Resources", own.clone());
                dict.set("Contents", content);
                kids.push(self.add(dict.clone()));
            }
        }
        Ok(kids)
    }

    fn raw_content(&self, page: ObjectId) -> Result<Vec<u8>, String> {
        let page = self.raw.get_dictionary(page).map_err(broken)?;
        let content = page.get(b"Contents").and_then(Object::as_reference).map_err(broken)?;
        let content = self.raw.get_object(content).and_then(Object::as_stream).map_err(broken)?;
        Ok(content.content.clone())
    }

    /// Overprint on and off; written here because printpdf takes OP for op and the other way round.
    fn graphics_states(&mut self) -> Dictionary {
        let mut states = Dictionary::new();
        for (name, on) in [(OVERPRINT, true), (KNOCKOUT, false)] {
            let mut state = Dictionary::new();
            state.set("Type", Object::Name(b"ExtGState".to_vec()));
            state.set("OP", on);
            state.set("op", on);
            state.set("OPM", 1);
            let id = self.add(state);
            states.set(name, id);
        }
        states
    }

    fn catalog(&self, tree: ObjectId) -> Result<Dictionary, String> {
        let mut root = self.raw.catalog().map_err(broken)?.clone();
        root.set("Pages", tree);
        root.set("PageMode", name("UseNone"));
        root.remove(b"PageLayout");
        Ok(root)
    }

    /// Writes the file and then its identifier, which stands for all other bytes.
    fn save(mut self, catalog: ObjectId, about: ObjectId) -> Result<Vec<u8>, String> {
        let blank = Object::String(vec![0; 16], StringFormat::Hexadecimal);
        self.out.trailer.set("Root", catalog);
        self.out.trailer.set("Info", about);
        self.out.trailer.set("ID", vec![blank.clone(), blank]);
        let mut file = Vec::new();
        self.out.save_to(&mut file).map_err(|error| error.to_string())?;
        let hex: String = digest(&file).iter().map(|byte| format!("{byte:02X}")).collect();
        let zeros = [b'0'; 32];
        for _ in 0..2 {
            let place = file.windows(32).rposition(|window| window == zeros).ok_or("no place for the identifier")?;
            file[place..place + 32].copy_from_slice(hex.as_bytes());
        }
        Ok(file)
    }
}

fn tree_of(kids: Vec<ObjectId>) -> Dictionary {
    let mut tree = Dictionary::new();
    tree.set("Type", name("Pages"));
    tree.set("Count", i64::try_from(kids.len()).unwrap_or(i64::MAX));
    tree.set("Kids", kids.into_iter().map(Object::Reference).collect::<Vec<_>>());
    tree
}

fn corners(corners: [Milli; 4]) -> Object {
    Object::Array(corners.map(|corner| Object::Real(pt(corner))).to_vec())
}

/// The document information (standards C1, Info).
fn about(info: &Info) -> Dictionary {
    let (year, month, day) = info.date;
    let text = |text: String| Object::String(text.into_bytes(), StringFormat::Literal);
    let date = text(format!("D:{year:04}{month:02}{day:02}000000Z"));
    let title = if info.title.is_ascii() {
        text(info.title.clone())
    } else {
        Object::String(utf16(&info.title), StringFormat::Hexadecimal)
    };
    let mut about = Dictionary::new();
    about.set("Title", title);
    about.set("CreationDate", date.clone());
    about.set("ModDate", date);
    about.set("Producer", text(concat!("banxin ", env!("CARGO_PKG_VERSION")).to_owned()));
    about.set("Trapped", name("False"));
    about
}
