//! The ToUnicode map of a subset: what a reader copies and searches.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::program::Program;

/// Entries of one `beginbfchar` block (Adobe technical note 5411: at most 100).
const BLOCK: usize = 100;

/// A CMap from the codes of the subset to their text; glyphs that never stand alone have none.
pub(super) fn to_unicode(program: &Program, texts: &BTreeMap<u16, &str>) -> Vec<u8> {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<(u16, &str)> = texts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .filter_map(|(&glyph, &text)| Some((program.find(glyph)?, text)))
        .collect();
    for block in entries.chunks(BLOCK) {
        line(&mut map, format_args!("{} beginbfchar", block.len()));
        for (code, text) in block {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            line(&mut map, format_args!("<{code:04X}> <{units}>"));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map.into_bytes()
}

fn line(map: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(map, "{text}").expect("a string takes what is written");
}
