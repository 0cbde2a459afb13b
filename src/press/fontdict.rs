//! Font dictionaries: what printpdf wrote, with names, widths, text and writing modes put right.

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::deflate::deflate;
use super::pass::Pass;
use super::program::{MicroEm, Program, Upright};
use super::text::Font;
use super::unicode::to_unicode;
use super::units::decimal;
use crate::geom::WritingMode;

/// Width of every glyph that /W does not name, in 1/1000 em.
const DEFAULT_WIDTH: i64 = 1000;
/// FontDescriptor flag: the glyphs are not those of the standard Latin set (PDF 1.6, table 5.20).
const SYMBOLIC: i64 = 4;

impl Pass<'_> {
    /// Writes a font once for each writing mode that it is used in: resource names and objects.
    ///
    /// # Errors
    /// If printpdf wrote a font that is not built as expected.
    pub(super) fn font(&mut self, type0: &Dictionary, font: &Font<'_>) -> Result<Vec<(String, ObjectId)>, String> {
        let descendants = type0.get(b"DescendantFonts").and_then(Object::as_array);
        let descendant = descendants.map_err(broken)?.first().ok_or("a font without descendants")?;
        let mut cid = descendant.as_dict().map_err(broken)?.clone();
        let cff = cid.get(b"Subtype").and_then(Object::as_name).map_err(broken)? == b"CIDFontType0";
        let descriptor = self.descriptor(&cid, &font.program)?;
        cid.set("FontDescriptor", descriptor);
        cid.set("BaseFont", name(&font.program.name));
        cid.set("DW", DEFAULT_WIDTH);
        set_unless_empty(&mut cid, "W", widths(&font.program.widths));
        if font.vertical {
            let usual = Upright::USUAL;
            cid.set("DW2", vec![Object::Integer(usual.origin), Object::Integer(-usual.advance)]);
            set_unless_empty(&mut cid, "W2", upright(&font.program));
        }
        let cid = self.add(cid);
        let map = deflate(&to_unicode(&font.program, &font.unicode));
        let map = self.add(packed(Dictionary::new(), map));
        let modes = [(font.horizontal, WritingMode::Horizontal), (font.vertical, WritingMode::Vertical)];
        let used = modes.into_iter().filter(|(used, _)| *used);
        let write = |(_, writing)| {
            let encoding = if writing == WritingMode::Vertical { "Identity-V" } else { "Identity-H" };
            let mut dict = type0.clone();
            // PDF 1.6, table 5.18: over a CFF descendant the name of the CMap is added.
            let base = if cff { format!("{}-{encoding}", font.program.name) } else { font.program.name.clone() };
            dict.set("BaseFont", name(&base));
            dict.set("Encoding", name(encoding));
            dict.set("DescendantFonts", vec![Object::Reference(cid)]);
            dict.set("ToUnicode", map);
            (font.resource(writing), self.add(dict))
        };
        Ok(used.map(write).collect())
    }

    fn descriptor(&mut self, cid: &Dictionary, program: &Program) -> Result<ObjectId, String> {
        let id = cid.get(b"FontDescriptor").and_then(Object::as_reference).map_err(broken)?;
        let mut descriptor = self.raw.get_dictionary(id).map_err(broken)?.clone();
        let key = if descriptor.has(b"FontFile3") { "FontFile3" } else { "FontFile2" };
        let file = descriptor.get(key.as_bytes()).and_then(Object::as_reference).map_err(broken)?;
        let file = self.raw.get_object(file).and_then(Object::as_stream).map_err(broken)?;
        let file = packed(file.dict.clone(), program.packed().to_vec());
        descriptor.set(key, self.add(file));
        descriptor.set("FontName", name(&program.name));
        descriptor.set("Flags", SYMBOLIC);
        Ok(self.add(descriptor))
    }
}

/// A stream that is already packed.
pub(super) fn packed(mut dict: Dictionary, data: Vec<u8>) -> Stream {
    dict.set("Filter", name("FlateDecode"));
    Stream::new(dict, data).with_compression(false)
}

/// A PDF name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// The words for a raw document that is not built as printpdf 0.12.8 builds it.
pub(super) fn broken(error: lopdf::Error) -> String {
    format!("the raw document is not as expected: {error}")
}

fn set_unless_empty(dict: &mut Dictionary, key: &str, array: Vec<Object>) {
    dict.remove(key.as_bytes());
    if !array.is_empty() {
        dict.set(key, array);
    }
}

/// /W: advances in 1/1000 em where they are not the default. printpdf cuts them to whole numbers.
fn widths(widths: &[MicroEm]) -> Vec<Object> {
    let entries = widths.iter().map(|&width| {
        (width != DEFAULT_WIDTH * 1000)
            .then(|| [if width % 1000 == 0 { Object::Integer(width / 1000) } else { Object::Real(decimal(width, 3)) }])
    });
    grouped(entries)
}

/// /W2: advance downward, and the place of the vertical origin, where they are not the default.
fn upright(program: &Program) -> Vec<Object> {
    let entries = program.upright.iter().zip(&program.widths).map(|(&upright, &width)| {
        (upright != Upright::USUAL).then(|| {
            let middle = Object::Real(decimal(width / 2, 3));
            [Object::Integer(-upright.advance), middle, Object::Integer(upright.origin)]
        })
    });
    grouped(entries)
}

/// `c [a b …] c [a b …]`: the entries of consecutive codes in one array, in the order of codes from 0.
fn grouped<const N: usize>(entries: impl Iterator<Item = Option<[Object; N]>>) -> Vec<Object> {
    let mut groups = Vec::new();
    let mut group: Vec<Object> = Vec::new();
    for (code, entry) in (0_i64..).zip(entries.chain([None])) {
        match entry {
            Some(entry) => {
                if group.is_empty() {
                    groups.push(Object::Integer(code));
                }
                group.extend(entry);
            }
            None if !group.is_empty() => groups.push(Object::Array(std::mem::take(&mut group))),
            None => {}
        }
    }
    groups
}
