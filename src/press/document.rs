//! The raw document, put together by printpdf from operations, subsets and image headers.
//!
//! printpdf writes a font only if a page shows its glyphs by `ShowText`, one string a glyph. Pages show
//! theirs in long strings instead, so a last page, the specimen, shows one glyph of each font; the press
//! pass takes the fonts from there and leaves the page out.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::Document;
use printpdf::{
    Codepoint, CustomPdfConformance, DictItem, ExternalStream, ExternalXObject, FontId, Op, ParsedFont, PdfConformance,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};

use super::images::{Filter, Image, Space};
use super::text::FontSet;
use crate::picture::{PictureId, Turn};

/// An image of the document with its resource name.
pub(super) struct PlacedImage {
    pub(super) name: String,
    pub(super) turn: Turn,
    pub(super) image: Arc<Image>,
}

/// All images of a document.
pub(super) type ImageSet = BTreeMap<PictureId, PlacedImage>;

/// What printpdf makes of the pages.
///
/// # Errors
/// If a subset cannot be read back.
pub(super) fn assemble(pages: Vec<Vec<Op>>, fonts: &FontSet<'_>, images: &ImageSet) -> Result<Document, String> {
    let mut document = PdfDocument::new("");
    // Neither Adobe's profile nor unescaped XMP may reach the file (CONFORMANCE.md, last table).
    document.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..CustomPdfConformance::default()
    });
    let mut specimen = vec![Op::StartTextSection];
    for font in fonts.values() {
        let id = FontId(font.name.clone());
        let parsed = ParsedFont::from_bytes(&font.program.sfnt, 0, &mut Vec::new());
        let parsed = parsed.ok_or_else(|| format!("the subset {} cannot be read back", font.program.name))?;
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
        specimen.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
        let glyph = Codepoint::with_cid(1, 0.0, String::new());
        specimen.push(Op::ShowText { items: vec![TextItem::GlyphIds(vec![glyph])] });
    }
    specimen.push(Op::EndTextSection);
    for placed in images.values() {
        let id = XObjectId(placed.name.clone());
        document.resources.xobjects.map.insert(id, XObject::External(external(&placed.image)));
    }
    let page = |ops| PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
    document.pages = pages.into_iter().chain([specimen]).map(page).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    Ok(document.to_lopdf_document(&options, &mut Vec::new()))
}

/// The header of an image; the press pass puts its data in, which printpdf would copy about.
fn external(image: &Image) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let mut dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(image.width.into())),
        ("Height".to_owned(), DictItem::Int(image.height.into())),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ]);
    let (space, inks) = match image.space {
        Space::Gray => ("DeviceGray", 1),
        Space::Cmyk => ("DeviceCMYK", 4),
    };
    dict.insert("ColorSpace".into(), name(space));
    dict.insert("Filter".into(), name(if image.filter == Filter::Dct { "DCTDecode" } else { "FlateDecode" }));
    if image.inverted {
        let decode = (0..inks).flat_map(|_| [DictItem::Int(1), DictItem::Int(0)]).collect();
        dict.insert("Decode".into(), DictItem::Array(decode));
    }
    let stream = ExternalStream { dict, content: Vec::new(), compress: false };
    ExternalXObject { stream, width: None, height: None, dpi: None }
}
