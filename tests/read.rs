//! Small broken editions and the messages that they give, word for word.
//!
//! `tests/read/base` is an edition in order. A case, `tests/read/NAME.case`, breaks it in one way:
//!
//! ```text
//! --- PATH                 the file at PATH is what follows
//! --- PATH <- OLD          the first OLD in it becomes what follows (without the last newline)
//! --- PATH delete          there is no such file
//! ```
//!
//! `\xNN` in a case is that byte. `tests/read/NAME.txt` is what a person then sees. `ACCEPT=NAME cargo test --test
//! read` writes that one anew; nothing is written otherwise.

use std::fs;
use std::path::{Path, PathBuf};

use banxin::diag::{Colour, Diagnostic, render_human};
use banxin::edition::{self, Content, Edition};
use banxin::layout::AreaId;
use banxin::page::PageNo;
use banxin::story::StoryId;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for item in fs::read_dir(from).expect("base") {
        let item = item.expect("entry");
        let to = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &to);
        } else {
            fs::copy(item.path(), to).expect("copy");
        }
    }
}

/// A copy: a case may write over it, and must never write through to the repository.
fn lend(from: &str, to: &Path) {
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(from), to).expect("copy");
}

/// The edition in order, in a folder of its own.
fn base() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    copy(&home().join("base"), folder.path());
    fs::create_dir(folder.path().join("icc")).expect("folder");
    lend("fonts/PressKaiSC-Regular.ttf", &folder.path().join("fonts/PressKaiSC-Regular.ttf"));
    lend("icc/newsprint-cgats-tr002.icc", &folder.path().join("icc/press.icc"));
    lend("icc/sRGB.icc", &folder.path().join("icc/sRGB.icc"));
    folder
}

/// `\xNN` → the byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        out.extend(rest[..at].bytes());
        out.push(u8::from_str_radix(&rest[at + 2..at + 4], 16).expect("two hex digits"));
        rest = &rest[at + 4..];
    }
    out.extend(rest.bytes());
    out
}

/// Breaks the edition as the case says.
fn apply(case: &str, folder: &Path) {
    for section in case.split("--- ").skip(1) {
        let (header, body) = section.split_once('\n').expect("a header line");
        if let Some(path) = header.strip_suffix(" delete") {
            fs::remove_file(folder.join(path)).expect("a file to delete");
        } else if let Some((path, old)) = header.split_once(" <- ") {
            let path = folder.join(path);
            let text = fs::read_to_string(&path).expect("a file to change");
            assert!(text.contains(old), "`{old}` is not in {}", path.display());
            fs::write(&path, text.replacen(old, body.trim_end_matches('\n'), 1)).expect("write");
        } else {
            let path = folder.join(header);
            fs::create_dir_all(path.parent().expect("folder")).expect("folder");
            fs::write(&path, bytes(body)).expect("write");
        }
    }
}

/// What a person sees, with the folder of the case left out of the paths.
fn shown(found: &[Diagnostic], folder: &Path) -> String {
    let text: Vec<String> = found.iter().map(|diagnostic| render_human(diagnostic, Colour::Never)).collect();
    text.join("\n").replace(&format!("{}/", folder.display()), "")
}

fn load(folder: &Path) -> (Option<Edition>, Vec<Diagnostic>) {
    match edition::load(&folder.join("edition.toml")) {
        Ok(edition) => (Some(edition.value), edition.diagnostics),
        Err(found) => (None, found),
    }
}

#[test]
fn every_case_gives_its_message() {
    let accept = std::env::var("ACCEPT").unwrap_or_default();
    let mut cases: Vec<PathBuf> =
        fs::read_dir(home()).expect("cases").map(|item| item.expect("entry").path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "case"));
    cases.sort();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let name = case.file_stem().expect("name").to_string_lossy().into_owned();
        let folder = base();
        apply(&fs::read_to_string(&case).expect("case"), folder.path());
        let (_, found) = load(folder.path());
        let seen = shown(&found, folder.path());
        let golden = case.with_extension("txt");
        if accept.split(',').any(|accepted| accepted == name) {
            fs::write(&golden, &seen).expect("golden");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if seen.is_empty() || seen != expected {
            wrong.push(format!("==== {name}: expected\n{expected}\n==== {name}: seen\n{seen}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_edition_in_order_is_read_whole() {
    let folder = base();
    let (edition, found) = load(folder.path());
    assert_eq!(shown(&found, folder.path()), "");
    let edition = edition.expect("edition");
    let names: Vec<&str> = edition.stories.iter().map(|story| story.id.as_str()).collect();
    assert_eq!(names, ["lead", "short", "inner"]);
    let content = |page: usize, letter| &edition.pages[page].places[&AreaId(letter)].content;
    assert_eq!(*content(0, 'N'), Content::Furniture);
    assert_eq!(*content(0, 'L'), Content::Story(StoryId(0)));
    assert_eq!(*content(1, 'J'), Content::Rests(vec![0]));
    assert_eq!(*content(1, 'X'), Content::Ad(None));
    let Content::Pointers(pointers) = content(0, 'P') else { panic!("no pointers") };
    assert_eq!((pointers[0].page, pointers[0].page_name.as_str()), (PageNo(2), "专题"));
    assert_eq!(edition.jumps[0].to, (PageNo(2), AreaId('J')));
    assert_eq!((edition.issue.date, edition.issue.weekday.as_str()), ((2026, 11, 23), "星期一"));
    assert!(edition.pages[1].layout.folio.is_some() && edition.pages[0].layout.folio.is_none());
    for page in &edition.pages {
        assert_eq!(page.places.len(), page.layout.areas.len());
    }
}

#[test]
fn a_story_that_is_linked_from_outside_is_refused() {
    let folder = base();
    let outside = tempfile::tempdir().expect("folder");
    fs::write(outside.path().join("a.md"), "+++\nhead = \"题\"\n+++\n文\n").expect("write");
    let story = folder.path().join("stories/lead.md");
    fs::remove_file(&story).expect("remove");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("a.md"), &story).expect("link");
        let (_, found) = load(folder.path());
        assert_eq!(found.iter().map(|found| found.rule.id).collect::<Vec<_>>(), ["path-outside"]);
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_reported_and_never_panics() {
    for file in ["edition.toml", "layouts/page.toml", "stories/lead.md"] {
        let folder = base();
        let path = folder.path().join(file);
        let whole = fs::read(&path).expect("file");
        for end in (0..whole.len()).step_by(23) {
            fs::write(&path, &whole[..end]).expect("write");
            let (edition, found) = load(folder.path());
            assert!(edition.is_some() || !found.is_empty(), "{file} cut at {end}");
        }
    }
}

#[test]
fn a_regional_edition_that_is_cut_anywhere_is_reported_and_never_panics() {
    let folder = base();
    let wide = "extends = \"page.toml\"\n[spread]\nfold = 6\ngap = 1.5\n[map]\nrows = [20, 40]\ndraw = \"\"\"\nA A A A A A A A A\nB B B B F C C C C\n\"\"\"\n[area.F]\nrole = \"note\"\n[area.B]\nrole = \"note\"\n[area.A]\ncolumns = 7\n";
    let south = "base = \"../edition.toml\"\nedition = \"城南版\"\n[issue]\nnote = \"晴\"\n[[page]]\nnumber = 2\nname = \"跨版\"\nturned = true\nsplit = true\nlayout = \"../layouts/wide.toml\"\n[page.place]\nA = \"inner\"\nB = { note = \"题\", lines = [\"文\"] }\nF = { note = \"公告\", lines = [\"文\"] }\n[[page]]\nnumber = 1\n[page.place]\nS = \"town\"\n[[jump]]\nstory = \"lead\"\nfrom = { page = 1, area = \"L\" }\nto = { page = 3, area = \"C\" }\n";
    let files = [
        ("layouts/wide.toml", wide),
        ("south/edition.toml", south),
        ("south/stories/town.md", "+++\nhead = \"题\"\n+++\n\n正文。\n"),
    ];
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(path, bytes).expect("write");
    };
    let read = || edition::load(&folder.path().join("south/edition.toml"));
    files.iter().for_each(|(path, text)| write(path, text.as_bytes()));
    let whole = read().unwrap_or_else(|found| panic!("{}", shown(&found, folder.path())));
    assert_eq!(whole.value.jumps[0].to, (PageNo(3), AreaId('C')));
    for (path, text) in files {
        for end in (0..text.len()).step_by(7) {
            write(path, &text.as_bytes()[..end]);
            if let Ok(edition) = read() {
                assert_eq!(banxin::build(&edition.value).value.pages.len(), edition.value.pages.len(), "{path} {end}");
            }
        }
        write(path, text.as_bytes());
    }
}
