//! [`Stock`]: every file of the night, opened once however often it is named.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// What was opened so far. A file that could not be read is remembered too, and reported once.
pub(super) struct Stock<'a> {
    /// Folder of `edition.toml`.
    folder: PathBuf,
    /// Stories and pictures must lie here.
    own: Project,
    /// Layouts, faces and profiles must lie here.
    project: Project,
    pub(super) problems: &'a Problems,
    pub(super) stories: Vec<Story>,
    by_name: BTreeMap<String, Option<StoryId>>,
    pub(super) pictures: Vec<Picture>,
    by_path: BTreeMap<PathBuf, Option<PictureId>>,
    pub(super) layouts: BTreeMap<PathBuf, Option<Arc<Layout>>>,
}

impl<'a> Stock<'a> {
    /// An empty stock for the edition in `folder`.
    pub(super) fn new(folder: &Path, problems: &'a Problems) -> Self {
        Self {
            folder: folder.to_path_buf(),
            own: Project::only(folder),
            project: Project::around(folder),
            problems,
            stories: Vec::new(),
            by_name: BTreeMap::new(),
            pictures: Vec::new(),
            by_path: BTreeMap::new(),
            layouts: BTreeMap::new(),
        }
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
        let path = match self.own.resolve(&self.folder, &written, span) {
            Ok(path) => path,
            Err(found) if found.rule == &rules::FILE_MISSING => {
                self.problems.push(self.story_missing(name, &written, span));
                return None;
            }
            Err(found) => {
                self.problems.push(*found);
                return None;
            }
        };
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
            picture.picture = self.picture(&picture.file, &picture.span);
        }
        let id = StoryId(u32::try_from(self.stories.len()).ok()?);
        self.stories.push(story);
        Some(id)
    }

    fn story_missing(&self, name: &str, written: &str, span: &Span) -> Diagnostic {
        let found = Diagnostic::new(&rules::FILE_MISSING, span.clone(), format!("there is no story `{written}`"));
        match suggest(name, self.story_files().iter().map(String::as_str)) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        }
    }

    /// Names of all files in the folder of the stories, in order.
    fn story_files(&self) -> Vec<String> {
        let Ok(listing) = fs::read_dir(self.folder.join(STORIES)) else { return Vec::new() };
        let names = listing.filter_map(|item| item.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect();
        names.sort_unstable();
        names
    }

    /// Reports every story file that nothing named.
    pub(super) fn report_unused(&self) {
        for name in self.story_files().iter().filter(|name| !self.by_name.contains_key(*name)) {
            let path = crate::desk::shown(&self.folder.join(STORIES).join(format!("{name}.md")));
            let source = Source::new(path.to_string_lossy(), "");
            let message = format!("the story `{name}` is not placed on any page");
            self.problems.push(Diagnostic::new(&rules::STORY_UNUSED, Span::file(&source), message));
        }
    }

    /// The picture at this path, opened if it was not yet.
    pub(super) fn picture(&mut self, written: &str, span: &Span) -> Option<PictureId> {
        let path = self.problems.keep(self.own.resolve(&self.folder, written, span))?;
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
        let path = self.problems.keep(self.project.resolve(&self.folder, written, span))?;
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
        let path = self.problems.keep(self.project.resolve(&self.folder, written, span))?;
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
        let path = self.problems.keep(self.project.resolve(&self.folder, written, &node.span))?;
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
        let path = self.problems.keep(self.project.resolve(&self.folder, written, &node.span))?;
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
