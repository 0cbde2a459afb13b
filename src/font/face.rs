//! [`Face`]: one mapped font file with its catalogue entry.

use std::fs::File;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use serde::Deserialize;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

use super::ink::InkReader;
use super::outline::OutlineReader;
use crate::geom::Em;

/// A face of the book, by its place in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A glyph of one face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphId(pub u16);

/// One `[[face]]` of the catalogue: what the file itself does not say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Lasting name used in styles.
    pub id: String,
    /// The trade's names: 宋体, 黑体.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// File name in the folder of the catalogue.
    pub file: String,
    /// CSS-like weight, 400 for regular.
    pub weight: u16,
    /// Has `halt`.
    #[serde(default)]
    pub halt: bool,
    /// Has `vert`.
    #[serde(default)]
    pub vert: bool,
    /// Advance of U+201C in 1/1000 em.
    pub quote: u16,
    /// Advance of U+00B7 in 1/1000 em.
    pub dot: u16,
    /// Advance of U+2014 after `locl` in 1/1000 em.
    pub dash: u16,
    /// Face that carries what this one lacks.
    pub fallback: Option<String>,
}

/// A face: mapped bytes and the few figures that every room asks for.
#[derive(Debug)]
pub struct Face {
    /// Catalogue entry.
    pub entry: Entry,
    /// The file.
    pub path: PathBuf,
    /// Design units to the em.
    pub upem: u16,
    /// Number of glyphs.
    pub glyph_count: u16,
    data: Mmap,
}

impl Face {
    /// Maps a font file and checks that it can be read and may be embedded.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the file.
    pub fn open(entry: Entry, path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        #[expect(unsafe_code, reason = "the only way to map a file; faces are not written to")]
        // SAFETY: the map is read-only, and a face that another process cuts short while a build
        // runs is as broken as a face that is cut short before.
        let data = unsafe { Mmap::map(&file) }.map_err(|error| error.to_string())?;
        let (upem, glyph_count) = check(&data)?;
        Ok(Self { entry, path: path.to_path_buf(), upem, glyph_count, data })
    }

    /// The whole file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Character map and advances, for many questions in a row.
    ///
    /// # Panics
    /// Never: the file was checked when it was opened.
    #[must_use]
    pub fn reader(&self) -> FaceReader<'_> {
        let font = FontRef::new(&self.data).expect("checked by open");
        FaceReader {
            font: font.clone(),
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            upem: self.upem,
        }
    }

    /// Ink bounds, for many questions in a row.
    #[must_use]
    pub fn inks(&self) -> InkReader<'_> {
        InkReader::new(&self.data, self.upem)
    }

    /// Outlines, for many questions in a row.
    #[must_use]
    pub fn outlines(&self) -> OutlineReader<'_> {
        OutlineReader::new(&self.data)
    }

    /// Whether the outlines are CFF (else TrueType).
    #[must_use]
    pub fn is_cff(&self) -> bool {
        self.data.starts_with(b"OTTO")
    }
}

/// Units per em and glyph count, or why the file cannot be used.
fn check(data: &[u8]) -> Result<(u16, u16), String> {
    let font = FontRef::new(data).map_err(|error| format!("not a font file: {error}"))?;
    let upem = font.head().map_err(|error| format!("no usable head table: {error}"))?.units_per_em();
    if !(16..=16_384).contains(&upem) {
        return Err(format!("{upem} units to the em; 16 to 16384 are allowed"));
    }
    let glyphs = font.maxp().map_err(|error| format!("no usable maxp table: {error}"))?.num_glyphs();
    font.hmtx().map_err(|error| format!("no usable hmtx table: {error}"))?;
    font.cmap().map_err(|error| format!("no usable cmap table: {error}"))?;
    if font.os2().is_ok_and(|os2| os2.fs_type() & 0x000F == 0x0002) {
        return Err("its licence bits (OS/2 fsType 2) forbid embedding".into());
    }
    if font.fvar().is_ok() {
        return Err("a variable font; supply a static instance".into());
    }
    Ok((upem, glyphs))
}

/// Character map and advances of one face.
pub struct FaceReader<'a> {
    font: FontRef<'a>,
    charmap: skrifa::charmap::Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    upem: u16,
}

impl FaceReader<'_> {
    /// The glyph of a character, if the face has one.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<GlyphId> {
        let id = self.charmap.map(character)?.to_u32();
        u16::try_from(id).ok().filter(|&id| id != 0).map(GlyphId)
    }

    /// The nominal advance of a glyph, in em.
    #[must_use]
    pub fn advance(&self, glyph: GlyphId) -> Em {
        let units = self.metrics.advance_width(skrifa::GlyphId::new(glyph.0.into())).unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
        Em::from_design(units.round() as i64, self.upem.into())
    }

    /// Height of a glyph's vertical origin above the baseline, in em: VORG of CFF faces, the top of the ink and
    /// its bearing of TrueType ones, else the top of the em box.
    #[must_use]
    pub fn vertical_origin(&self, glyph: GlyphId) -> Em {
        let id = skrifa::GlyphId::new(glyph.0.into());
        let from_ink = || {
            let bearing = self.font.vmtx().ok()?.side_bearing(id)?;
            #[expect(clippy::cast_possible_truncation, reason = "design units are 16 bit")]
            let top = self.metrics.bounds(id)?.y_max.round() as i64;
            Some(top + i64::from(bearing))
        };
        let units = match self.font.vorg() {
            Ok(table) => Some(i64::from(table.vertical_origin_y(id))),
            Err(_) => from_ink(),
        };
        units.map_or(Em::MILLI * 880, |units| Em::from_design(units, self.upem.into()))
    }
}
