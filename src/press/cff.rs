//! [`subset`]: the glyphs that a document uses out of a CID-keyed CFF face, as a bare CFF table.
//!
//! Only what is used is read, and outlines are copied, their subroutines written out. What a PDF does not
//! need is left out: subroutines, glyph names, the tables around. Glyph `i` has CID `i`.
//!
//! Source: Adobe Technical Note 5176, The Compact Font Format Specification.

use super::charstring::{Flattener, number};

/// Operators of dictionaries (5176, tables 9, 10 and 23; those after an escape from 0x0C00 on).
mod op {
    pub(super) const FONT_BBOX: u16 = 5;
    pub(super) const CHARSET: u16 = 15;
    pub(super) const CHAR_STRINGS: u16 = 17;
    pub(super) const PRIVATE: u16 = 18;
    pub(super) const SUBRS: u16 = 19;
    pub(super) const CHARSTRING_TYPE: u16 = 0x0C06;
    pub(super) const FONT_MATRIX: u16 = 0x0C07;
    pub(super) const ROS: u16 = 0x0C1E;
    pub(super) const CID_COUNT: u16 = 0x0C22;
    pub(super) const FD_ARRAY: u16 = 0x0C24;
    pub(super) const FD_SELECT: u16 = 0x0C25;
}

/// The first string that is not a standard one (5176, appendix A).
const OWN_STRINGS: i32 = 391;

/// The subset of the CFF table `data` with .notdef and `glyphs`, in this order; `None` if the table is not
/// CID-keyed or not as it should be.
pub(super) fn subset(data: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let source = Source::read(data)?;
    let every = || std::iter::once(0).chain(glyphs.iter().copied());
    // Private dictionaries in use, in the order of the face.
    let fonts: Vec<u8> = every().map(|glyph| source.font_of(glyph)).collect::<Option<_>>()?;
    let mut used = fonts.clone();
    used.sort_unstable();
    used.dedup();
    let privates: Vec<Private<'_>> = used.iter().map(|&font| source.private(font)).collect::<Option<_>>()?;
    let mut flatteners: Vec<Flattener<'_>> =
        privates.iter().map(|private| Flattener::new(source.global, private.subrs)).collect();
    let mut outlines = Items::default();
    let mut select = vec![0];
    for (glyph, font) in every().zip(&fonts) {
        let place = used.binary_search(font).ok()?;
        let code = source.outlines.get(glyph.into())?;
        // Without subroutines there is nothing to write out.
        let plain = source.global.len() == 0 && privates[place].subrs.len() == 0;
        outlines.push(if plain { code } else { flatteners[place].flat(code)? });
        select.push(u8::try_from(place).ok()?);
    }
    write(&source, glyphs.len(), &privates, &outlines, &select)
}

/// What is needed of a face.
struct Source<'a> {
    data: &'a [u8],
    name: &'a [u8],
    top: Vec<Entry<'a>>,
    global: Index<'a>,
    outlines: Index<'a>,
    select: &'a [u8],
    fonts: Index<'a>,
}

/// One private dictionary.
struct Private<'a> {
    /// Entries of its font dictionary that are kept: the matrix.
    font: Vec<u8>,
    /// Its own entries but for the place of its subroutines.
    entries: Vec<u8>,
    subrs: Index<'a>,
}

impl<'a> Source<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let (names, after) = Index::read(data, usize::from(*data.get(2)?))?;
        let (tops, after) = Index::read(data, after)?;
        let (_, after) = Index::read(data, after)?;
        let (global, _) = Index::read(data, after)?;
        let top = entries(tops.get(0)?)?;
        find(&top, op::ROS)?;
        if find(&top, op::CHARSTRING_TYPE).is_some_and(|entry| entry.numbers != [2]) {
            return None;
        }
        let at = |op| usize::try_from(*find(&top, op)?.numbers.first()?).ok();
        let (outlines, _) = Index::read(data, at(op::CHAR_STRINGS)?)?;
        let (fonts, _) = Index::read(data, at(op::FD_ARRAY)?)?;
        let select = data.get(at(op::FD_SELECT)?..)?;
        Some(Self { data, name: names.get(0)?, top, global, outlines, select, fonts })
    }

    /// The font dictionary of a glyph (5176, 19).
    fn font_of(&self, glyph: u16) -> Option<u8> {
        match *self.select.first()? {
            0 => self.select.get(1 + usize::from(glyph)).copied(),
            3 => {
                let count = usize::from(short(self.select, 1)?);
                let ranges = self.select.get(3..3 + count * 3)?;
                let (ranges, _) = ranges.as_chunks::<3>();
                let after = ranges.partition_point(|range| u16::from_be_bytes([range[0], range[1]]) <= glyph);
                ranges.get(after.checked_sub(1)?).map(|range| range[2])
            }
            _ => None,
        }
    }

    fn private(&self, font: u8) -> Option<Private<'a>> {
        let font = entries(self.fonts.get(font.into())?)?;
        let [size, at] = find(&font, op::PRIVATE)?.numbers[..] else { return None };
        let (size, at) = (usize::try_from(size).ok()?, usize::try_from(at).ok()?);
        let own = entries(self.data.get(at..at.checked_add(size)?)?)?;
        let subrs = match find(&own, op::SUBRS) {
            Some(entry) => Index::read(self.data, at.checked_add(usize::try_from(*entry.numbers.first()?).ok()?)?)?.0,
            None => Index::default(),
        };
        let kept = own.iter().filter(|entry| entry.op != op::SUBRS);
        Some(Private {
            font: find(&font, op::FONT_MATRIX).map_or_else(Vec::new, |entry| entry.raw.to_vec()),
            entries: kept.flat_map(|entry| entry.raw).copied().collect(),
            subrs,
        })
    }
}

/// An INDEX (5176, 5).
#[derive(Clone, Copy, Default)]
pub(super) struct Index<'a> {
    count: usize,
    size: usize,
    offsets: &'a [u8],
    /// What the offsets count from, less one.
    base: &'a [u8],
}

impl<'a> Index<'a> {
    /// The INDEX at a place, and the place after it.
    pub(super) fn read(data: &'a [u8], at: usize) -> Option<(Self, usize)> {
        let count = usize::from(short(data, at)?);
        if count == 0 {
            return Some((Self::default(), at + 2));
        }
        let size = usize::from(*data.get(at + 2)?);
        if !(1..=4).contains(&size) {
            return None;
        }
        let base = at + 2 + (count + 1) * size;
        let index = Self { count, size, offsets: data.get(at + 3..=base)?, base: data.get(base..)? };
        Some((index, base.checked_add(index.offset(count)?)?))
    }

    fn offset(&self, place: usize) -> Option<usize> {
        let bytes = self.offsets.get(place * self.size..(place + 1) * self.size)?;
        Some(bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// One item.
    pub(super) fn get(&self, place: usize) -> Option<&'a [u8]> {
        if place >= self.count {
            return None;
        }
        self.base.get(self.offset(place)?..self.offset(place + 1)?)
    }
}

/// One entry of a dictionary: operands and operator, as written and as read.
struct Entry<'a> {
    op: u16,
    raw: &'a [u8],
    /// Whole operands; a real number stands as 0.
    numbers: Vec<i32>,
}

fn find<'e, 'a>(entries: &'e [Entry<'a>], op: u16) -> Option<&'e Entry<'a>> {
    entries.iter().find(|entry| entry.op == op)
}

/// The entries of a dictionary (5176, 4).
fn entries(data: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (mut found, mut numbers) = (Vec::new(), Vec::new());
    let (mut from, mut at) = (0, 0);
    while let Some(&token) = data.get(at) {
        let rest = &data[at..];
        match (token, rest) {
            (0..=21, _) => {
                let escaped = token == 12;
                let op = if escaped { 0x0C00 | u16::from(*rest.get(1)?) } else { token.into() };
                at += 1 + usize::from(escaped);
                found.push(Entry { op, raw: data.get(from..at)?, numbers: std::mem::take(&mut numbers) });
                from = at;
                continue;
            }
            (29, [_, a, b, c, d, ..]) => {
                numbers.push(i32::from_be_bytes([*a, *b, *c, *d]));
                at += 5;
            }
            (30, _) => {
                // A real number ends with the half byte F.
                numbers.push(0);
                at += 2 + rest[1..].iter().position(|byte| byte & 0x0F == 0x0F || byte >> 4 == 0x0F)?;
            }
            (28 | 32..=254, _) => {
                let (value, size) = number(rest)?;
                numbers.push(value);
                at += size;
            }
            _ => return None,
        }
    }
    (from == at).then_some(found)
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// The items of an INDEX in the making.
#[derive(Default)]
struct Items {
    data: Vec<u8>,
    ends: Vec<usize>,
}

impl Items {
    fn of(items: &[&[u8]]) -> Self {
        let mut made = Self::default();
        items.iter().for_each(|item| made.push(item));
        made
    }

    fn push(&mut self, item: &[u8]) {
        self.data.extend_from_slice(item);
        self.ends.push(self.data.len());
    }

    fn write(&self, out: &mut Vec<u8>) -> Option<()> {
        out.extend(u16::try_from(self.ends.len()).ok()?.to_be_bytes());
        if self.ends.is_empty() {
            return Some(());
        }
        let last = u32::try_from(self.data.len()).ok()?.checked_add(1)?;
        let size = 4 - (last.leading_zeros() / 8) as usize;
        out.push(u8::try_from(size).ok()?);
        for end in std::iter::once(0).chain(self.ends.iter().copied()) {
            let offset = u32::try_from(end + 1).ok()?.to_be_bytes();
            out.extend_from_slice(&offset[4 - size..]);
        }
        out.extend_from_slice(&self.data);
        Some(())
    }
}

/// An entry of whole numbers, each in five bytes, so that its size does not hang on them.
fn fixed(out: &mut Vec<u8>, op: u16, numbers: &[i32]) {
    for number in numbers {
        out.push(29);
        out.extend(number.to_be_bytes());
    }
    let [escape, op] = op.to_be_bytes();
    if escape != 0 {
        out.push(escape);
    }
    out.push(op);
}

/// Places in the table, from its beginning.
#[derive(Clone, Copy, Default)]
struct Places {
    charset: i32,
    select: i32,
    outlines: i32,
    fonts: i32,
    privates: i32,
}

/// Puts the table together: once to learn the places, and once with them.
fn write(
    source: &Source<'_>,
    glyphs: usize,
    privates: &[Private<'_>],
    outlines: &Items,
    select: &[u8],
) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    header(source, glyphs, Places::default(), &mut head)?;
    let mut charset = vec![2, 0, 1];
    charset.extend(u16::try_from(glyphs.checked_sub(1)?).ok()?.to_be_bytes());
    let mut strings = Vec::new();
    outlines.write(&mut strings)?;
    let mut fonts = Vec::new();
    font_dictionaries(privates, 0, &mut fonts)?;
    let mut places = Places::default();
    let mut at = head.len();
    let parts = [
        (&mut places.charset, charset.len()),
        (&mut places.select, select.len()),
        (&mut places.outlines, strings.len()),
        (&mut places.fonts, fonts.len()),
        (&mut places.privates, 0),
    ];
    for (place, size) in parts {
        *place = i32::try_from(at).ok()?;
        at += size;
    }
    let mut out = Vec::with_capacity(at + privates.iter().map(|private| private.entries.len()).sum::<usize>());
    header(source, glyphs, places, &mut out)?;
    out.extend(charset);
    out.extend_from_slice(select);
    out.append(&mut strings);
    font_dictionaries(privates, places.privates, &mut out)?;
    privates.iter().for_each(|private| out.extend_from_slice(&private.entries));
    Some(out)
}

/// Header, name, top dictionary, strings, and no global subroutines.
fn header(source: &Source<'_>, glyphs: usize, places: Places, out: &mut Vec<u8>) -> Option<()> {
    let mut top = Vec::new();
    fixed(&mut top, op::ROS, &[OWN_STRINGS, OWN_STRINGS + 1, 0]);
    for kept in [op::FONT_MATRIX, op::FONT_BBOX] {
        top.extend(find(&source.top, kept).map_or(&[][..], |entry| entry.raw));
    }
    fixed(&mut top, op::CID_COUNT, &[i32::try_from(glyphs).ok()? + 1]);
    fixed(&mut top, op::CHARSET, &[places.charset]);
    fixed(&mut top, op::FD_SELECT, &[places.select]);
    fixed(&mut top, op::CHAR_STRINGS, &[places.outlines]);
    fixed(&mut top, op::FD_ARRAY, &[places.fonts]);
    out.extend([1, 0, 4, 4]);
    Items::of(&[source.name]).write(out)?;
    Items::of(&[&top]).write(out)?;
    Items::of(&[b"Adobe", b"Identity"]).write(out)?;
    Items::default().write(out)
}

/// One font dictionary for each private one, the first of which stands at `at`.
fn font_dictionaries(privates: &[Private<'_>], mut at: i32, out: &mut Vec<u8>) -> Option<()> {
    let mut items = Items::default();
    for private in privates {
        let mut font = private.font.clone();
        let size = i32::try_from(private.entries.len()).ok()?;
        fixed(&mut font, op::PRIVATE, &[size, at]);
        items.push(&font);
        at = at.checked_add(size)?;
    }
    items.write(out)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;
    use skrifa::outline::pen::SvgPen;
    use skrifa::raw::ps::cff::CffFontRef;
    use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

    use super::subset;
    use crate::font::{Face, FontBook};

    const CFF_FACES: [&str; 6] = ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black"];

    fn book() -> FontBook {
        FontBook::open(Path::new("fonts")).expect("bundled faces")
    }

    fn table(face: &Face) -> Vec<u8> {
        let font = FontRef::new(face.data()).expect("a face");
        font.table_data(Tag::new(b"CFF ")).expect("a CFF face").as_bytes().to_vec()
    }

    /// The face with another table of outlines in place of its own, at the end of the file.
    fn with_table(face: &Face, cff: &[u8]) -> Vec<u8> {
        let mut file = face.data().to_vec();
        let tables = usize::from(u16::from_be_bytes([file[4], file[5]]));
        let record = (0..tables).map(|table| 12 + table * 16).find(|&at| &file[at..at + 4] == b"CFF ").expect("CFF");
        let place = [file.len(), cff.len()].map(|number| u32::try_from(number).expect("small").to_be_bytes());
        file[record + 8..record + 16].copy_from_slice(&place.concat());
        file.extend_from_slice(cff);
        file
    }

    fn outline(font: &FontRef<'_>, glyph: usize) -> String {
        let glyph = font.outline_glyphs().get(GlyphId::new(u32::try_from(glyph).expect("small"))).expect("a glyph");
        let mut pen = SvgPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        glyph.draw(settings, &mut pen).expect("drawn");
        pen.to_string()
    }

    #[test]
    fn outlines_are_those_of_the_face() {
        let book = book();
        for name in CFF_FACES {
            let face = book.face(book.find(name).expect("bundled"));
            let glyphs: Vec<u16> = (1..face.glyph_count).step_by(29).collect();
            let cut = with_table(face, &subset(&table(face), &glyphs).expect("a subset"));
            let (whole, cut) = (FontRef::new(face.data()).expect("a face"), FontRef::new(&cut).expect("a face"));
            let mut ink = 0;
            for (place, &glyph) in std::iter::once(&0).chain(&glyphs).enumerate() {
                let drawn = outline(&cut, place);
                ink += usize::from(!drawn.is_empty());
                assert_eq!(drawn, outline(&whole, glyph.into()), "{name}, glyph {glyph}");
            }
            assert!(ink * 10 > glyphs.len() * 9, "{name}: {ink} of {} have ink", glyphs.len());
        }
    }

    #[test]
    fn glyphs_have_their_place_for_cid_and_no_subroutines() {
        let book = book();
        let face = book.face(book.find("song").expect("bundled"));
        let bytes = subset(&table(face), &[5, 700, 9000, 30_000]).expect("a subset");
        let font = CffFontRef::new(&bytes, 0, None).expect("a table");
        assert!(font.is_cid() && font.global_subrs().count() == 0);
        let charset = font.charset().expect("a charset");
        let cids = (0..5).map(|glyph| charset.string_id(GlyphId::new(glyph)).expect("a CID").to_u16());
        assert_eq!(cids.collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn damage_is_refused_and_never_panics_or_hangs() {
        let book = book();
        let face = book.face(book.find("hei-bold").expect("bundled"));
        let glyphs = [3, 400, 9000];
        let whole = table(face);
        for cut in (0..whole.len()).step_by(whole.len() / 97).chain(0..200) {
            assert!(subset(&whole[..cut], &glyphs).is_none_or(|_| cut > whole.len() / 2), "cut at {cut}");
        }
        let small = subset(&whole, &glyphs).expect("a subset");
        for place in 0..small.len() {
            let mut damaged = small.clone();
            for value in [0, 10, 29, 255] {
                damaged[place] = value;
                // Whatever comes out, it comes out.
                drop(subset(&damaged, &[1, 2, 3]));
            }
        }
        assert!(subset(&whole, &[face.glyph_count]).is_none(), "a glyph that is not there");
    }
}
