//! [`FontBook`]: the catalogue `fonts.toml` and its faces.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::face::{Entry, Face, FaceId};
use crate::diag::{Diagnostic, Source, Span, rules};

/// All faces of the desk, in catalogue order.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    /// The desk's own extra glyphs (补字): behind every chain.
    extra: Vec<FaceId>,
}

/// `fonts.toml` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    face: Vec<toml::Spanned<Entry>>,
}

impl FontBook {
    /// Opens `fonts.toml` in `folder` and maps every face that it names.
    ///
    /// # Errors
    /// All that is wrong with the catalogue and the files, at once.
    pub fn open(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let path = folder.join("fonts.toml");
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| {
            let source = Source::new(name.clone(), "");
            vec![
                Diagnostic::new(
                    &rules::FILE_MISSING,
                    Span::file(&source),
                    format!("the catalogue of faces cannot be read: {error}"),
                )
                .help("name the folder that holds fonts.toml with `fonts = \"…\"` in edition.toml"),
            ]
        })?;
        let source = Source::new(name, text);
        let catalogue: Catalogue = toml::from_str(&source.text).map_err(|error| {
            let range = error.span().unwrap_or(0..0);
            vec![Diagnostic::new(&rules::FONT_CATALOGUE, Span::new(&source, range), error.message().to_owned())]
        })?;
        let mut book = Self::default();
        let mut problems = Vec::new();
        for entry in catalogue.face {
            let span = Span::new(&source, entry.span());
            let entry = entry.into_inner();
            if entry.file.contains(['/', '\\']) || entry.file.starts_with('.') {
                problems.push(Diagnostic::new(
                    &rules::PATH_OUTSIDE,
                    span,
                    format!("face `{}` names a file outside the folder of the catalogue", entry.id),
                ));
                continue;
            }
            let path = folder.join(&entry.file);
            let (id, file) = (entry.id.clone(), entry.file.clone());
            match Face::open(entry, &path) {
                Ok(face) => book.faces.push(face),
                Err(reason) => problems.push(Diagnostic::new(
                    &rules::FONT_UNREADABLE,
                    span,
                    format!("face `{id}` ({file}) cannot be used: {reason}"),
                )),
            }
        }
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }

    /// Puts the faces of another catalogue behind every fallback chain: the desk's own extra glyphs (补字).
    ///
    /// # Errors
    /// Ids and aliases that both catalogues have, or more faces than can be counted; the book is then as it was.
    pub fn add_extra(&mut self, other: Self) -> Result<(), Vec<String>> {
        let twice: Vec<String> = other.names().filter(|name| self.find(name).is_some()).map(str::to_owned).collect();
        if !twice.is_empty() {
            return Err(twice);
        }
        let ids: Result<Vec<FaceId>, _> =
            (self.faces.len()..).take(other.faces.len()).map(|place| u16::try_from(place).map(FaceId)).collect();
        let ids = ids.map_err(|_| vec!["65,536 faces".to_owned()])?;
        self.extra.extend(ids);
        self.faces.extend(other.faces);
        Ok(())
    }

    /// The face with this id or alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FaceId> {
        let place = self
            .faces
            .iter()
            .position(|face| face.entry.id == name || face.entry.aliases.iter().any(|alias| alias == name))?;
        u16::try_from(place).ok().map(FaceId)
    }

    /// A face.
    ///
    /// # Panics
    /// If the id is of another book.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// A face, if the id is of this book.
    #[must_use]
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0))
    }

    /// Ids and aliases of all faces, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.faces.iter().flat_map(|face| {
            std::iter::once(face.entry.id.as_str()).chain(face.entry.aliases.iter().map(String::as_str))
        })
    }

    /// The chain of faces that a style's names give: the named faces in turn, then the catalogue's
    /// fallbacks of each, then the extra faces. Unknown names are left out (`edition` reports them).
    #[must_use]
    pub fn chain(&self, names: &[String]) -> Vec<FaceId> {
        let mut chain: Vec<FaceId> = Vec::new();
        let mut push = |id: FaceId| {
            if !chain.contains(&id) {
                chain.push(id);
            }
        };
        let named: Vec<FaceId> = names.iter().filter_map(|name| self.find(name)).collect();
        named.iter().copied().for_each(&mut push);
        for id in named {
            let mut next = self.face(id).entry.fallback.as_deref().and_then(|name| self.find(name));
            let mut hops = 0;
            while let Some(id) = next {
                push(id);
                hops += 1;
                next = if hops > self.faces.len() {
                    None
                } else {
                    self.face(id).entry.fallback.as_deref().and_then(|name| self.find(name))
                };
            }
        }
        self.extra.iter().copied().for_each(&mut push);
        chain
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::FontBook;
    use crate::geom::Em;

    #[test]
    fn bundled_faces_open_and_measure() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled catalogue");
        let song = book.face(book.find("宋体").expect("alias"));
        let reader = song.reader();
        let glyph = reader.glyph('国').expect("国");
        assert_eq!(reader.advance(glyph), Em::ONE);
        let ink = song.inks().bounds(glyph).expect("ink");
        assert!(ink.left > Em::ZERO && ink.right < Em::ONE && ink.top > ink.bottom);
    }

    #[test]
    fn extra_faces_stand_behind_every_chain() {
        let mut book = FontBook::open(Path::new("fonts")).expect("bundled catalogue");
        let before = book.chain(&["kai".into(), "hei".into()]);
        book.add_extra(FontBook::open(Path::new("tests/cli/extra")).expect("extra catalogue")).expect("added");
        let extra = book.find("extra").expect("the extra face");
        assert_eq!(book.chain(&["kai".into(), "hei".into()]), [before, vec![extra]].concat());
        assert_eq!(book.chain(&["extra".into(), "kai".into()])[0], extra, "a style may name it first");
        let again = FontBook::open(Path::new("tests/cli/extra")).expect("extra catalogue");
        assert_eq!(book.add_extra(again), Err(vec!["extra".to_owned(), "补字".to_owned()]));
    }

    #[test]
    fn the_catalogue_adds_fallbacks() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled catalogue");
        let chain = book.chain(&["kai".into(), "hei".into()]);
        let ids: Vec<_> = chain.iter().map(|&id| book.face(id).entry.id.as_str()).collect();
        assert_eq!(ids, ["kai", "hei", "song"]);
    }
}
