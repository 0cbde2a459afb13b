//! `banxin new paper`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use banxin::desk::shown;
use banxin::diag::{Diagnostic, Severity};

use super::args::{Format, New, NewPaper, NewThing};
use super::{End, files, materials, say};

/// What the desk writes; `{name}` and the like are filled in.
const EDITION: &str = include_str!("template/edition.toml");
/// The layouts: sheet, grid and looks are those of our own tabloid, over which two pages are drawn.
const LAYOUTS: [(&str, &str); 3] = [
    ("tabloid.toml", include_str!("../../layouts/tabloid.toml")),
    ("front.toml", include_str!("template/front.toml")),
    ("inside.toml", include_str!("template/inside.toml")),
];
/// The stories, which tell how the paper is made.
const STORIES: [(&str, &str); 9] = [
    ("lead.md", include_str!("template/stories/lead.md")),
    ("begin.md", include_str!("template/stories/begin.md")),
    ("copy.md", include_str!("template/stories/copy.md")),
    ("pictures.md", include_str!("template/stories/pictures.md")),
    ("pointers.md", include_str!("template/stories/pointers.md")),
    ("design.md", include_str!("template/stories/design.md")),
    ("notices.md", include_str!("template/stories/notices.md")),
    ("sign.md", include_str!("template/stories/sign.md")),
    ("check.md", include_str!("template/stories/check.md")),
];
/// Longest name of a paper: it stands on one line of the nameplate.
const LONGEST: usize = 12;
/// Names that some systems keep for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// Begins something new.
pub(crate) fn run(args: &New) -> End {
    let NewThing::Paper(args) = &args.thing;
    match begin(args) {
        Ok(home) => tell(&home, &args.name),
        Err(reason) => {
            say::error(&reason);
            End::Stuck
        }
    }
}

/// Where the materials of a paper lie.
enum Materials {
    /// In the project that the paper joins: its root.
    Shared(PathBuf),
    /// In the paper's own folder, copied from this folder of faces.
    Own(PathBuf),
}

/// Writes the paper; gives its folder.
fn begin(args: &NewPaper) -> Result<PathBuf, String> {
    check_name(&args.name)?;
    let home = shown(&args.folder.join(&args.name));
    if home.symlink_metadata().is_ok() {
        return Err(format!("{}: it is there already, and nothing was written", home.display()));
    }
    let at = |error: io::Error| format!("{}: {error}", args.folder.display());
    fs::create_dir_all(&args.folder).map_err(at)?;
    let materials = match project(&args.folder).filter(|_| args.fonts.is_none()) {
        Some(root) => Materials::Shared(root),
        None => Materials::Own(materials::faces(args.fonts.as_deref(), &args.folder)?),
    };
    // The paper is made beside its place and then moved there: it is there whole or not at all.
    let made = tempfile::tempdir_in(&args.folder).map_err(at)?;
    let layouts = fill(made.path(), &args.name, &materials, &args.folder)?;
    let kept = made.keep();
    let moved = readable(&kept).and_then(|()| fs::rename(&kept, &home));
    moved.map_err(|error| {
        // What was begun is taken away again, as far as it goes.
        let _first_reason_counts = fs::remove_dir_all(&kept);
        layouts.iter().for_each(|layout| drop(fs::remove_file(layout)));
        format!("{}: {error}", home.display())
    })?;
    Ok(home)
}

fn check_name(name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let count = name.chars().count();
    let said = if count == 0 || count > LONGEST {
        format!("has {count} characters; a paper has 1 to {LONGEST}")
    } else if let Some(odd) = name.chars().find(|c| !plain(*c)) {
        format!("has `{odd}`; it is the name of a folder too, and has letters, digits, - and _ only")
    } else if name.starts_with(['-', '_']) {
        "does not begin with a letter or a digit".to_owned()
    } else if DEVICES.contains(&name.to_lowercase().as_str()) {
        "is the name of a device on some systems".to_owned()
    } else {
        return Ok(());
    };
    Err(format!("the name `{name}` {said}"))
}

/// The project that a paper in this folder would belong to (the nearest folder upward with `fonts` or `layouts`), if it
/// has faces and the profile.
fn project(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let holds = |at: &&Path| at.join("fonts").is_dir() || at.join("layouts").is_dir();
    let root = folder.ancestors().find(holds)?;
    let whole = root.join("fonts").join(materials::CATALOGUE).is_file();
    (whole && root.join("icc").join(materials::PRESS_NAME).is_file()).then(|| root.to_path_buf())
}

/// Writes all files of a paper into `made`; gives the layouts that were written elsewhere, into the project.
fn fill(made: &Path, name: &str, materials: &Materials, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let at = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    let filled = |text: &str, up: &str, stem: &str| {
        let words = [
            ("{name}", name.to_owned()),
            ("{fonts}", format!("{up}fonts")),
            ("{icc}", format!("{up}icc")),
            ("{layouts}", format!("{up}layouts/{stem}")),
            ("{tabloid}", format!("{stem}tabloid.toml")),
        ];
        words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value)).into_bytes()
    };
    let (up, stem) = match materials {
        Materials::Shared(root) => (upward(root, folder)?, format!("{name}-")),
        Materials::Own(_) => (String::new(), String::new()),
    };
    let owned = |(file, text): &(&str, &str)| ((*file).to_owned(), text.as_bytes().to_vec());
    let layouts = LAYOUTS.map(|(file, text)| (format!("{stem}{file}"), filled(text, &up, &stem)));
    files::write_all(made, &[("edition.toml".to_owned(), filled(EDITION, &up, &stem))], &[])?;
    files::write_all(&made.join("stories"), &STORIES.iter().map(owned).collect::<Vec<_>>(), &[])?;
    match materials {
        Materials::Own(fonts) => {
            files::write_all(&made.join("layouts"), &layouts, &[])?;
            files::write_all(&made.join("icc"), &materials::profiles(), &[])?;
            copy_faces(fonts, &made.join("fonts")).map_err(|(path, error)| at(&path, error))?;
            Ok(Vec::new())
        }
        Materials::Shared(root) => {
            let folder = root.join("layouts");
            if let Some((taken, _)) = layouts.iter().find(|(file, _)| folder.join(file).symlink_metadata().is_ok()) {
                return Err(format!("{}: it is there already, and nothing was written", folder.join(taken).display()));
            }
            files::write_all(&folder, &layouts, &[])
        }
    }
}

/// `../` as often as it takes from a paper in `folder` up to `root`.
fn upward(root: &Path, folder: &Path) -> Result<String, String> {
    let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
    let below = folder.strip_prefix(root).map_or(0, |path| path.components().count());
    Ok("../".repeat(below + 1))
}

/// Copies a catalogue with the files that lie beside it and their licences; programs that made them stay behind.
fn copy_faces(from: &Path, to: &Path) -> Result<(), (PathBuf, io::Error)> {
    const TAKEN: [&str; 5] = ["toml", "otf", "ttf", "ttc", "txt"];
    fs::create_dir_all(to).map_err(|error| (to.to_path_buf(), error))?;
    let listing = fs::read_dir(from).map_err(|error| (from.to_path_buf(), error))?;
    let mut paths: Vec<PathBuf> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name() else { continue };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if path.is_dir() {
            copy_faces(&path, &to.join(name))?;
        } else if ending.is_some_and(|ending| TAKEN.contains(&ending.as_str())) {
            fs::copy(&path, to.join(name)).map_err(|error| (path.clone(), error))?;
        }
    }
    Ok(())
}

/// A temporary folder is private; a paper is for the whole desk.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Sets the paper once, to know that it builds with these faces, and says what to do next.
fn tell(home: &Path, name: &str) -> End {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    match banxin::edition::load(&home.join("edition.toml")) {
        Ok(edition) => {
            let edition = edition.take(&mut diagnostics);
            diagnostics.extend(banxin::build(&edition).diagnostics);
        }
        Err(problems) => diagnostics.extend(problems),
    }
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    say::line(&format!("《{name}》 is in {}: two pages that tell how they are made", home.display()));
    if failed {
        say::problems(&diagnostics, Format::Text);
        say::error(&format!("it does not build yet: {}", say::tally(&diagnostics)));
        return End::Problems;
    }
    say::line(&format!("  banxin check {}", home.display()));
    say::line(&format!("  banxin build {} -o out", home.display()));
    End::Good
}

#[cfg(test)]
mod tests {
    use super::check_name;

    #[test]
    fn a_name_is_that_of_a_folder_and_of_a_paper() {
        for good in ["东湖日报", "Dongbao", "日报2", "晚-报"] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        for bad in ["", "../日报", "a/b", "a b", ".报", "-报", "a\"b", "nul", "一二三四五六七八九十一二三", "报\n"]
        {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
    }
}
