//! [`Stock`]: every file of the night, opened once however often it is named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::overlay::Layer;
use crate::desk::{Node, Problems, Project, Reader, read_bytes, read_text};
use crate::diag::{Diagnostic, Source, Span, rules, suggest};
use crate::font::FontBook;
use crate::layout::{self, Layout};
use crate::picture::{Picture, PictureId};
use crate::story::{self, Story, StoryId};

/// The folder of the stories, from the edition's own.
const STORIES: &str = "stories";

/// The profile of the press, and that of pictures without one.
pub(super) type Profiles = (Arc<[u8]>, Arc<[u8]>);

/// The folder of one `edition.toml`.
struct Folder {
    /// The file.
    source: Arc<Source>,
    path: PathBuf,
    /// Stories and pictures must lie here.
    own: Project,
    /// Layouts, faces and profiles must lie here.
    project: Project,
}

/// What was opened so far. A file that could not be read is remembered too, and reported once.
pub(super) struct Stock<'a> {
    /// Folder of the edition, then those of the editions beneath it.
    folders: Vec<Folder>,
    pub(super) problems: &'a Problems,
    pub(super) stories: Vec<Story>,
    by_name: BTreeMap<String, Option<StoryId>>,
    /// Files of stories that were opened.
    opened: BTreeSet<PathBuf>,
    pub(super) pictures: Vec<Picture>,
    by_path: BTreeMap<PathBuf, Option<PictureId>>,
    pub(super) layouts: BTreeMap<PathBuf, Option<Arc<Layout>>>,
}

impl<'a> Stock<'a> {
    /// An empty stock for an edition and those that it lies over.
    pub(super) fn new(layers: &[Layer], problems: &'a Problems) -> Self {
        let folder = |layer: &Layer| {
            let path = layer.path.parent().unwrap_or(Path::new("")).to_path_buf();
            let (own, project) = (Project::only(&path), Project::around(&path));
            Folder { source: Arc::clone(&layer.source), path, own, project }
        };
        Self {
            folders: layers.iter().map(folder).collect(),
            problems,
            stories: Vec::new(),
            by_name: BTreeMap::new(),
            opened: BTreeSet::new(),
            pictures: Vec::new(),
            by_path: BTreeMap::new(),
            layouts: BTreeMap::new(),
        }
    }

    /// The file of the chain that a place is in: 0 is the edition, 1 what it lies over, and so on.
    pub(super) fn layer(&self, span: &Span) -> usize {
        self.folders.iter().position(|folder| Arc::ptr_eq(&folder.source, &span.source)).unwrap_or(0)
    }

    /// The path of a layout, a face or a profile, from the folder of the file that names it.
    fn shared(&self, written: &str, span: &Span) -> Result<PathBuf, Box<Diagnostic>> {
        let folder = &self.folders[self.layer(span)];
        folder.project.resolve(&folder.path, written, span)
    }

    /// The path of a story or a picture, in this folder or else in one beneath it.
    fn owned(&self, layer: usize, written: &str, span: &Span) -> Result<(PathBuf, usize), Box<Diagnostic>> {
        let mut wrong = None;
        for (at, folder) in self.folders.iter().enumerate().skip(layer) {
            match folder.own.resolve(&folder.path, written, span) {
                Ok(path) => return Ok((path, at)),
                Err(found) if found.rule == &rules::FILE_MISSING => wrong = wrong.or(Some(found)),
                Err(found) => return Err(found),
            }
        }
        let absent =
            || Box::new(Diagnostic::new(&rules::FILE_MISSING, span.clone(), format!("there is no file `{written}`")));
        Err(wrong.unwrap_or_else(absent))
    }

    /// The story of this name with its pictures, read if it was not yet. `None` if it cannot be had.
    pub(super) fn story(&mut self, name: &str, span: &Span) -> Option<StoryId> {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let id = self.read_story(name, span);
        self.by_name.insert(name.to_owned(), id);
        id
    }

    /// A story that was read under this name.
    pub(super) fn known(&self, name: &str) -> Option<StoryId> {
        self.by_name.get(name).copied().flatten()
    }

    /// A story that was read.
    pub(super) fn story_of(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    fn read_story(&mut self, name: &str, span: &Span) -> Option<StoryId> {
        let written = format!("{STORIES}/{name}.md");
        if name.contains(['/', '\\']) || name.starts_with('.') {
            let message = format!("the story `{name}` is named with a path");
            let found = Diagnostic::new(&rules::PATH_OUTSIDE, span.clone(), message);
            self.problems.push(found.help(format!("a story is named by its file in {STORIES}/, without .md")));
            return None;
        }
        let layer = self.layer(span);
        let (path, layer) = match self.owned(layer, &written, span) {
            Ok(found) => found,
            Err(found) if found.rule == &rules::FILE_MISSING => {
                self.problems.push(self.story_missing(name, &written, span));
                return None;
            }
            Err(found) => {
                self.problems.push(*found);
                return None;
            }
        };
        self.opened.insert(path.clone());
        let source = self.problems.keep(read_text(&path, &path.to_string_lossy()))?;
        let mut story = match story::parse(source, name) {
            Ok(story) => {
                self.problems.extend(story.diagnostics);
                story.value
            }
            Err(found) => {
                self.problems.extend(found);
                return None;
            }
        };
        for picture in &mut story.pictures {
            picture.picture = self.picture_in(layer, &picture.file, &picture.span);
        }
        let id = StoryId(u32::try_from(self.stories.len()).ok()?);
        self.stories.push(story);
        Some(id)
    }

    fn story_missing(&self, name: &str, written: &str, span: &Span) -> Diagnostic {
        let found = Diagnostic::new(&rules::FILE_MISSING, span.clone(), format!("there is no story `{written}`"));
        let files: Vec<String> = self.folders[self.layer(span)..].iter().flat_map(story_files).collect();
        match suggest(name, files.iter().map(String::as_str)) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        }
    }

    /// Reports every story file of the edition that nothing named; those beneath are the business of their own.
    pub(super) fn report_unused(&self) {
        let Some(folder) = self.folders.first() else { return };
        for name in story_files(folder) {
            let path = crate::desk::shown(&folder.path.join(STORIES).join(format!("{name}.md")));
            if self.opened.contains(&path) || self.folders.len() == 1 && self.by_name.contains_key(&name) {
                continue;
            }
            let source = Source::new(path.to_string_lossy(), "");
            let found = |message: String| Diagnostic::new(&rules::STORY_UNUSED, Span::file(&source), message);
            self.problems.push(if self.by_name.contains_key(&name) {
                let help = "name its place under [[page]] here, with the number of the page, to set this file";
                found(format!("the story `{name}` is placed by the base, which has a file of its own")).help(help)
            } else {
                found(format!("the story `{name}` is not placed on any page"))
            });
        }
    }

    /// The picture at this path, opened if it was not yet.
    pub(super) fn picture(&mut self, written: &str, span: &Span) -> Option<PictureId> {
        self.picture_in(self.layer(span), written, span)
    }

    /// The same, from the folder of one file of the chain.
    fn picture_in(&mut self, layer: usize, written: &str, span: &Span) -> Option<PictureId> {
        let (path, _) = self.problems.keep(self.owned(layer, written, span))?;
        if let Some(known) = self.by_path.get(&path) {
            return *known;
        }
        let bytes = self.problems.keep(read_bytes(&path, span));
        let picture = bytes.and_then(|bytes| {
            let opened = Picture::from_bytes(written, bytes).map_err(|reason| {
                let message = format!("`{written}` cannot be printed: {reason}");
                Box::new(Diagnostic::new(&rules::PICTURE_UNREADABLE, span.clone(), message))
            });
            self.problems.keep(opened)
        });
        let id = picture.and_then(|picture| {
            let id = PictureId(u32::try_from(self.pictures.len()).ok()?);
            self.pictures.push(picture);
            Some(id)
        });
        self.by_path.insert(path, id);
        id
    }

    /// The layout at this path, read if it was not yet.
    pub(super) fn layout(&mut self, written: &str, span: &Span) -> Option<Arc<Layout>> {
        let path = self.problems.keep(self.shared(written, span))?;
        if let Some(known) = self.layouts.get(&path) {
            return known.clone();
        }
        let layout = match layout::load(&path, &path.to_string_lossy()) {
            Ok(layout) => {
                self.problems.extend(layout.diagnostics);
                Some(Arc::new(layout.value))
            }
            Err(found) => {
                self.problems.extend(found);
                None
            }
        };
        self.layouts.insert(path, layout.clone());
        layout
    }

    /// The faces of the folder that the edition names.
    pub(super) fn fonts(&self, reader: &Reader<'_>) -> Option<Arc<FontBook>> {
        let written = reader.required_string("fonts")?;
        let span = &reader.node("fonts")?.span;
        let path = self.problems.keep(self.shared(written, span))?;
        match FontBook::open(&path) {
            Ok(book) => Some(Arc::new(self.extra(reader, book)?)),
            Err(found) => {
                self.problems.extend(found);
                None
            }
        }
    }

    /// The book with the desk's own extra glyphs (补字) behind every chain: `extra_faces`, one folder or several.
    fn extra(&self, reader: &Reader<'_>, mut book: FontBook) -> Option<FontBook> {
        let mut whole = true;
        for (written, node) in reader.strings("extra_faces").unwrap_or_default() {
            let added = self.catalogue(written, node).is_some_and(|extra| match book.add_extra(extra) {
                Ok(()) => true,
                Err(names) => {
                    let message = format!("`{written}` and a catalogue before it both have {}", names.join(", "));
                    let found = Diagnostic::new(&rules::FONT_CATALOGUE, node.span.clone(), message);
                    self.problems.push(found.help("give the extra faces ids and aliases of their own"));
                    false
                }
            });
            whole &= added;
        }
        whole.then_some(book)
    }

    /// The catalogue in a folder that `extra_faces` names.
    fn catalogue(&self, written: &str, node: &Node) -> Option<FontBook> {
        let path = self.problems.keep(self.shared(written, &node.span))?;
        if !path.join("fonts.toml").is_file() {
            let message = format!("there is no fonts.toml in `{written}`");
            let found = Diagnostic::new(&rules::FILE_MISSING, node.span.clone(), message);
            self.problems.push(found.help("name a folder with a catalogue of its own, as fonts/ has"));
            return None;
        }
        match FontBook::open(&path) {
            Ok(book) => Some(book),
            Err(found) => {
                self.problems.extend(
                    found.into_iter().map(|found| found.also(node.span.clone(), "the catalogue is named here")),
                );
                None
            }
        }
    }

    /// Both profiles: of the press, and of pictures that carry none (by default `sRGB.icc` beside the other).
    pub(super) fn profiles(&self, reader: &Reader<'_>) -> Option<Profiles> {
        let press = reader.required_string("profile");
        let (node, own) = (reader.node("profile"), reader.node("picture_profile"));
        let picture = match own {
            Some(own) => reader.as_string("picture_profile", own).map(|written| (written.to_owned(), own)),
            None => press.zip(node).map(|(press, node)| {
                let beside = Path::new(press).with_file_name("sRGB.icc");
                (beside.to_string_lossy().into_owned(), node)
            }),
        };
        let press = press.zip(node).and_then(|(written, node)| self.profile(written, node, *b"CMYK"));
        let picture = picture.and_then(|(written, node)| self.profile(&written, node, *b"RGB "));
        Some((press?, picture?))
    }

    /// An ICC profile whose header (ICC.1:2022 7.2) has the colour space `space`.
    fn profile(&self, written: &str, node: &Node, space: [u8; 4]) -> Option<Arc<[u8]>> {
        let path = self.problems.keep(self.shared(written, &node.span))?;
        let bytes = self.problems.keep(read_bytes(&path, &node.span))?;
        if bytes.get(36..40) == Some(b"acsp") && bytes.get(16..20) == Some(&space) {
            return Some(Arc::from(bytes));
        }
        let space = String::from_utf8_lossy(&space).trim_end().to_owned();
        let message = format!("`{written}` is not an ICC profile for {space}");
        self.problems.push(Diagnostic::new(&rules::PROFILE_UNREADABLE, node.span.clone(), message));
        None
    }
}

/// Names of all files in a folder's stories, in order.
fn story_files(folder: &Folder) -> Vec<String> {
    let Ok(listing) = fs::read_dir(folder.path.join(STORIES)) else { return Vec::new() };
    let names = listing.filter_map(|item| item.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect();
    names.sort_unstable();
    names
}
